"""The catalogue of each language holds every text of the program, whole and well formed; the code marks its texts."""

import ast
import gettext
import importlib.util
import io
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

import cjdesigner
from cjdesigner import language
from cjdesigner.export import FORMATS
from cjdesigner.model import names
from cjdesigner.window import actions, fields

PACKAGE = Path(cjdesigner.__file__).parent
ROOT = PACKAGE.parent


def load_messages():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = load_messages()
CODES = messages.LANGUAGES


def texts(catalogue):
    """Every text by what identifies it: the English, or both forms of it."""
    return {text.id: text for text in catalogue if text.id}


def pairs(code):
    """Every English text (the form for many, if there are two) with each of its translations."""
    for text in texts(messages.read(code)).values():
        english = text.id if isinstance(text.id, str) else text.id[1]
        for said in text.string if isinstance(text.string, tuple) else (text.string,):
            yield english, said


def modules(*folders):
    """The trees of the program's modules, by their paths in the package."""
    for path in sorted(file for folder in folders for file in (PACKAGE / folder).rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


# -- the catalogues -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_catalogue_has_the_programs_texts_and_no_others(code):
    wanted, held = set(texts(messages.extract())), set(texts(messages.read(code)))
    assert sorted(map(str, wanted - held)) == [], "new texts: run scripts/messages and translate them"
    assert sorted(map(str, held - wanted)) == [], "vanished texts: run scripts/messages"


@pytest.mark.parametrize("code", CODES)
def test_everything_is_translated_and_nothing_doubtful(code):
    assert messages.untranslated(messages.read(code)) == []


@pytest.mark.parametrize("code", CODES)
def test_compiled_catalogue_is_the_written_one(code):
    def compiled(file):
        catalogue = gettext.GNUTranslations(file)
        return catalogue._catalog, catalogue.info()

    with messages.po_path(code).with_suffix(".mo").open("rb") as file:
        assert compiled(file) == compiled(io.BytesIO(messages.mo_bytes(messages.updated(code))))


def test_a_run_without_changes_changes_no_byte(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "locale"
    shutil.copytree(messages.LOCALE, folder)
    monkeypatch.setattr(messages, "LOCALE", folder)

    def run():
        assert messages.main() == 0, capsys.readouterr().out
        return {path.name: path.read_bytes() for path in sorted(folder.rglob("cjdesigner.*"))}

    first = run()
    assert run() == first
    assert len(first) == 2 * len(CODES)


def test_catalogue_says_nothing_of_time_and_machine():
    for code in CODES:
        written = messages.po_path(code).read_text(encoding="utf-8")
        assert not re.search(r"^#: (?!cjdesigner/)", written, re.MULTILINE)
        assert "Date" not in written.split("\n\n", 1)[0]


def test_a_new_text_is_listed(tmp_path, monkeypatch, capsys):
    shutil.copytree(messages.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(messages, "LOCALE", tmp_path / "locale")
    found = messages.extract()
    found.add("A text that nobody has translated")
    monkeypatch.setattr(messages, "extract", lambda: found)
    assert messages.main() == 1
    assert "A text that nobody has translated" in capsys.readouterr().out


# -- the translations -----------------------------------------------------------------------------------------------


def placeholders(text):
    return Counter(re.findall(r"\{[^{}]*\}", text))


@pytest.mark.parametrize("code", CODES)
def test_placeholders_agree(code):
    assert [pair for pair in pairs(code) if placeholders(pair[0]) != placeholders(pair[1])] == []


@pytest.mark.parametrize("code", CODES)
def test_mnemonics_agree(code):
    """As many as in English, and on a letter that every keyboard has."""
    assert [pair for pair in pairs(code) if pair[0].count("&") != pair[1].count("&")] == []
    assert [said for _, said in pairs(code) if "&" in said and not re.search(r"&[A-Za-z0-9]", said)] == []


def edges(text):
    """What must be the same in every language: the signs at the end, blanks at both ends, lines, file patterns."""
    end = re.search(r"[….:!?]*$", text)[0]
    return end, text[:1].isspace(), text[-1:].isspace(), text.count("\n"), re.findall(r"\(\*[^)]*\)", text)


@pytest.mark.parametrize("code", CODES)
def test_ends_and_lines_agree(code):
    assert [pair for pair in pairs(code) if edges(pair[0]) != edges(pair[1])] == []


@pytest.mark.parametrize("code", CODES)
def test_first_letters_agree(code):
    """A text that begins with a capital does so in translation, and the other way round; placeholders aside."""
    def capital(text):
        first = text.replace("&", "")[:1]
        return first.isupper() if first.isalpha() else None

    odd = [pair for pair in pairs(code) if None not in (sides := [capital(text) for text in pair]) and
           sides[0] != sides[1] and not pair[0].startswith(("cjdesigner", "FILE"))]
    assert odd == []


def test_terms_of_the_field():
    """The terms that people who draw journey maps in Vietnamese know."""
    said = language.catalogue("vi").gettext
    wanted = {
        "Customer journey map": "Bản đồ hành trình khách hàng", "Persona": "Chân dung", "Stage": "Giai đoạn",
        "Lane": "Làn", "Action": "Hành động", "Touchpoint": "Điểm chạm", "Thought": "Suy nghĩ", "Emotion": "Cảm xúc",
        "Pain point": "Nỗi đau", "Opportunity": "Cơ hội", "Metric": "Chỉ số", "Quote": "Trích dẫn", "Note": "Ghi chú",
        "Scenario": "Tình huống", "Moment of truth": "Khoảnh khắc quyết định", "Frontstage": "Tuyến đầu",
        "Backstage": "Hậu trường", "Support": "Hỗ trợ", "Physical evidence": "Yếu tố hữu hình",
        "Line of interaction": "Đường tương tác", "Line of visibility": "Đường hiển thị",
        "Line of internal interaction": "Đường tương tác nội bộ", "Current state": "Hiện trạng",
        "Future state": "Tương lai", "Evidence": "Bằng chứng", "Interview": "Phỏng vấn", "Survey": "Khảo sát",
        "Analytics": "Số liệu", "Assumption": "Giả định", "Outline": "Dàn ý", "Drag onto the map": "Kéo vào bản đồ",
    }
    assert {english: said(english) for english in wanted} == wanted


def mnemonics(words):
    return [found[0].lower() for word in words if (found := re.findall(r"&(.)", word.replace("&&", "")))]


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_mnemonics_are_unique_in_each_menu(code):
    say, spec = language.catalogue(code).gettext, {spec.id: spec.text for spec in actions.SPECS}
    menus = {"": [title for title, _names in actions.MENUS]}
    for title, ids in (*actions.MENUS, *actions.SUBMENUS.items()):
        menus[title] = [spec.get(name) or actions.TITLES.get(name, "") for name in ids]
    twice = {title: [key for key, count in Counter(mnemonics(map(say, filter(None, words)))).items() if count > 1]
             for title, words in menus.items()}
    assert {title: keys for title, keys in twice.items() if keys} == {}


def test_tables_are_marked():
    """What is shown by way of a table is in the catalogue."""
    held = set(texts(messages.extract()))
    shown = [*(spec.text for spec in actions.SPECS), *(title for title, _names in actions.MENUS),
             *actions.TITLES.values()]
    for table in (names.KINDS, names.LANES, names.CHANNELS, names.EVIDENCE, names.DIVIDERS, names.STATES):
        shown += table.values()
    shown += [each.name for each in FORMATS.values()]
    groups = (fields.MAP, fields.PERSONA, fields.STAGE, fields.LANE, (fields._TEXT,), fields._COMMON,
              *fields._OWN.values())
    for field in (field for group in groups for field in group):
        choices = [words for _value, words in field.choices] if field.editor in ("choice", "free_choice") else []
        shown += [field.label, *choices]
    assert sorted(set(shown) - held - set(language.LANGUAGES.values())) == []


# -- the code -------------------------------------------------------------------------------------------------------

TABLES = {"KINDS", "LANES", "CHANNELS", "EVIDENCE", "DIVIDERS", "STATES", "_PATTERNS", "_PLAIN", "_WANTED", "_SYNTAX",
          "FRAMES", "ORDERS", "TITLES", "SCORES", "actions.TITLES", "LABELS"}
"""Tables of marked texts, looked up by `TABLE[key]` or `TABLE.get(key, other)`."""

FROM_TABLES = {
    "model/names.py": {"table[key]"},
    "cli/looking.py": {"state", "where", "words"}, "cli/parts.py": {"sentence"},
    "export/layouts/story_pains.py": {"SEVERITIES[severity]"},
    "exchange/pdf_map.py": {"_SAID[ended]", "_HINTS[ended]"},
    "exchange/importing.py": {"name"}, "files/reading.py": {"_OTHER_FILE", "_BACKUP", "_EDIT"},
    "files/storage.py": {"known"}, "files/writing.py": {"hint", "message"},
    "window/editors.py": {"field.label", "words"}, "window/help.py": {"spec.text", "title"},
    "window/main.py": {"title"},
    "window/inspector.py": {"field.label", "words", "field"}, "window/menus.py": {"spec.text", "title"},
    "drawing/compose/legend.py": {"title"},
    "window/filter_panel.py": {"TITLES[facet]"},
    "window/export_form.py": {"form.name", "words"},
    "window/finding.py": {"field.label"}, "window/grid_menu.py": {"name"},
    "export/layouts/changes.py": {"SORTS[entry.sort]", "SORTS[sort]"}, "window/compare.py": {"SORTS[entry.sort]"},
    "export/unread.py": {"words"}, "files/journaling.py": {"known"}, "files/quarantine.py": {"MISSING[target]"},
    "merge/redline.py": {"_WORDS[sort]", "_WORDS['left']"},
    "merge/sentences.py": {"sentence[change.collection]", "sentences[change.collection]"},
}
"""Names that hold a marked text out of a table, in the modules that translate it later."""


def is_literal(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_looked_up(node):
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value) in TABLES
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get"
            and ast.unparse(node.func.value) in TABLES)


def test_only_literals_are_translated():
    """No f-string, sum or name may stand where the extraction looks for a text."""
    odd = []
    for path, tree in modules("."):
        for call in calls(tree) if path != "language.py" else ():
            name = messages.function_of(call)
            if name not in messages.KEYWORDS:
                continue
            for arg in call.args[:len(messages.KEYWORDS[name] or (1,))]:
                held = ast.unparse(arg) in FROM_TABLES.get(path, ()) or is_looked_up(arg)
                if not (is_literal(arg) or (held and name not in ("N_", "NN_", "ngettext"))):
                    odd.append(f"{path}:{call.lineno}: {ast.unparse(call)}")
    assert odd == []


def test_no_empty_text_is_translated():
    """gettext answers "" with the catalogue's header."""
    assert [f"{path}:{call.lineno}" for path, tree in modules(".") for call in calls(tree)
            if messages.function_of(call) in messages.KEYWORDS and any(is_literal(a) and not a.value for a in call.args)
            ] == []


def test_steps_are_marked():
    """The names of undo steps are kept in English and shown translated."""
    odd = [f"{path}:{call.lineno}: {ast.unparse(call.args[0])}" for path, tree in modules("window", "canvas")
           for call in calls(tree) if messages.function_of(call) in ("apply", "_apply_and_select_new")
           and call.args and is_literal(call.args[0])]
    assert odd == []


SHOWING = {
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu", "QToolBar",
    "QDockWidget", "QMessageBox", "QProgressDialog", "QInputDialog", "QTreeWidgetItem", "QListWidgetItem",
    "setText", "setPlainText", "setHtml", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle",
    "setAccessibleName", "setAccessibleDescription", "setPlaceholderText", "setInformativeText", "setDetailedText",
    "setLabelText", "setHeaderLabels", "setButtonText", "setPrefix", "setSuffix", "setSpecialValueText",
    "addMenu", "addAction", "addItem", "addItems", "addRow", "addTab", "addButton", "insertItem", "showMessage",
    "drawText", "getText", "getItem", "getColor", "getOpenFileName", "getSaveFileName", "getExistingDirectory",
    "information", "question", "warning", "critical", "CjError",
    "heading", "confirm", "show_error", "show_notes", "run_in_background", "_box", "_dock", "_button", "InPlaceEditor",
}
"""Functions, Qt's and ours, whose literal arguments people read."""

SILENT = {"icon", "svg_pixmap", "QKeySequence", "QColor", "QFont", "replace", "join", "path", "setObjectName"}
"""Functions inside the arguments whose own literals nobody reads."""

UNTRANSLATED = {
    "cjdesigner", "[*] — cjdesigner", "Be Vietnam Pro", "72 dpi", "144 dpi", "216 dpi", "300 dpi",
    "Enter, F2", "Shift+Enter", "Esc", "Ctrl+N", "Ctrl+O", "file-plus", "folder-open", "file-import",
}
"""The same in every language: our name, a typeface, units, keys; and names of icons."""


def literals(node):
    """The literals in an argument, but for those that are translated, compared or not read."""
    if isinstance(node, ast.Call) and messages.function_of(node) in SILENT | set(messages.KEYWORDS):
        return
    if is_literal(node):
        yield node.value
    elif not isinstance(node, ast.Compare | ast.Subscript | ast.FormattedValue | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def test_nothing_shown_is_left_out_of_the_catalogue():
    odd = []
    for path, tree in modules("window", "canvas"):
        for call in calls(tree):
            if messages.function_of(call) in SHOWING:
                found = [text for arg in [*call.args, *(k.value for k in call.keywords)] for text in literals(arg)]
                odd += [f"{path}:{call.lineno}: {text!r}" for text in found
                        if re.search(r"[^\W\d_]{2}", text) and text.strip() not in UNTRANSLATED]
    assert odd == []
