"""The window speaks one language at a time, all of it: ours and Qt's texts, from the start and after a switch."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QColorDialog,
    QComboBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QToolButton,
    QTreeView,
    QWidget,
)

from cjdesigner import language
from cjdesigner.canvas.hits import Hit
from cjdesigner.edit.placing import new_lane
from cjdesigner.errors import CjError
from cjdesigner.files.settings import Settings, save_settings
from cjdesigner.model import templates
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.ids import new_id
from cjdesigner.model.names import LANES
from cjdesigner.window import actions, dialogs, picture_cards
from cjdesigner.window.app import Program
from cjdesigner.window.help import show_about, show_shortcuts

SAME = re.compile(
    r"\b(cjdesigner|Be Vietnam Pro|Tiếng Việt|English|web|Letter|Tabloid|OK|dpi|mm|pt|HTML|Ctrl|Shift|Alt|Esc|Enter|Del"
    r"|Backspace|Return|Left|Right|Up|Down|Space|v?\d[\w.]*)\b"
)
"""What is the same in both languages: names, keys, units."""


@pytest.fixture(autouse=True)
def restored(qapp):
    """Puts the application's looks and translations back."""
    font, style, colours = qapp.font(), qapp.style().name(), qapp.palette()
    yield
    qapp.setPalette(colours)
    qapp.setFont(font)
    qapp.setStyle(style)
    qapp.setStyleSheet("")


@pytest.fixture
def speak(qapp):
    """Starts the program in a language, and ends the one that ran before; the last ends with the test."""
    running = []

    def end():
        while running:
            program = running.pop()
            for window in program.windows:
                window.session.mark_saved(window.session.map, None)
                window.close()
                window.deleteLater()
            for translator in program._translators:
                qapp.removeTranslator(translator)
        settle()

    def start(code):
        end()
        save_settings(Settings(language=code, theme="light"))
        running.append(Program(qapp))
        window = running[0].open_window()
        settle()
        return window

    yield start
    end()


def settle():
    for _ in range(5):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# -- what can be read --------------------------------------------------------------------------------------------


def own_words(widget):
    """What a widget shows or a screen reader says of it."""
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.accessibleName(),
                widget.accessibleDescription())
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QTreeView) and not widget.isHeaderHidden():
        yield from (str(widget.model().headerData(place, widget.header().orientation()))
                    for place in range(widget.model().columnCount()))


def action_words(action):
    yield from (action.text(), action.toolTip(), action.statusTip())
    for inner in action.menu().actions() if action.menu() else ():
        yield from action_words(inner)


def words(root):
    """Every text in a widget, as far as it is to be seen now; in its menus all of it."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget is root or widget.isVisible():
            found += own_words(widget)
            found += [word for action in widget.actions() for word in action_words(action)]
    return {word for word in found if word}


def content(journey):
    """Every text in a map, also as it is told of a thing in the outline."""
    def flat(value):
        if isinstance(value, str):
            yield value
            yield from value.split("\n")
        elif isinstance(value, dict):
            yield from (part for held in value.values() for part in flat(held))
        elif isinstance(value, list | tuple):
            yield ", ".join(str(held) for held in value)
            yield from (part for held in value for part in flat(held))

    return set(flat(journey.model_dump()))


def english_left(found, *, besides=()):
    """The texts that are no Vietnamese: those of the catalogue that it translates into something else."""
    say = language.catalogue("vi")
    theirs = {key if isinstance(key, str) else key[0] for key in say._catalog if key}
    theirs = {each for each in theirs if say.gettext(each) != each and say._catalog.get((each, 0)) != each}
    said = set(say._catalog.values())
    return sorted((found & theirs) - said - set(besides))


def untranslated(english, vietnamese, *, besides=()):
    """The texts that are the same in both languages and should not be."""
    return sorted(word for word in (english & vietnamese) - set(besides)
                  if re.search(r"[^\W\d_]{2}", SAME.sub("", word)))


# -- the window ----------------------------------------------------------------------------------------------------


def full_sample(code):
    """The sample map with a card of every kind and a lane of every kind."""
    journey = templates.build("sample", code)
    stage = journey.ordered_stages()[0].id
    lanes, cards = dict(journey.lanes), dict(journey.cards)
    for place, kind in enumerate(LANES):
        lane = new_lane(journey, kind).model_copy(update={"rank": f"z{place}"})
        lanes[lane.id] = lane
        if kind in CARD_KINDS:
            card = CARD_KINDS[kind](id=new_id(), rank="a0", stage=stage, lane=lane.id, text=f"{code} {kind} 7")
            cards[card.id] = card
    return journey.model_copy(update={"lanes": lanes, "cards": cards})


def one_of_each(journey):
    """What to select: nothing, the header, one of each kind, several."""
    yield "nothing", frozenset()
    yield "header", frozenset({"header"})
    for kind in ("personas", "stages", "lanes"):
        yield kind, frozenset({next(iter(getattr(journey, kind)))})
    for kind in CARD_KINDS:
        yield kind, frozenset({next(card.id for card in journey.cards.values() if card.kind == kind)})
    yield "several", frozenset(list(journey.cards)[:3])


def tour(window, journey):
    """The texts of the window: at its start, with nothing in a map, and with each kind of thing selected."""
    seen = {}
    window.show_start()
    settle()
    seen["start"] = words(window)
    window.documents.show(templates.blank(language.active()), clean=True)
    settle()
    seen["empty"] = words(window)
    window.documents.show(journey, clean=True)
    settle()
    for name, keys in one_of_each(journey):
        window.canvas.select(keys)
        settle()
        seen[name] = words(window)
    return seen


@pytest.fixture
def maps():
    return {code: full_sample(code) for code in language.LANGUAGES}


def test_every_text_of_the_window_is_translated(speak, maps):
    english = tour(speak("en"), maps["en"])
    vietnamese = tour(speak("vi"), maps["vi"])
    both = (content(maps["en"]) & content(maps["vi"])) | template_names()
    left = {}
    for place in english:
        left[place] = untranslated(english[place], vietnamese[place], besides=both) or english_left(
            vietnamese[place], besides=both)
    assert {place: found for place, found in left.items() if found} == {}


def template_names():
    """Those that are called the same in both languages, such as AIDA."""
    named = [{each.name for each in templates.builtin_templates(code)} for code in language.LANGUAGES]
    return named[0] & named[1]


def differences(one, other):
    """What two tours said differently; the zoom follows the width of the panels, which follows the words."""
    found = {place: sorted(text for text in one[place] ^ other[place] if not re.fullmatch(r"\d+ %", text))
             for place in one}
    return {place: texts for place, texts in found.items() if texts}


def switch(window, code):
    """Chooses a language in the View menu."""
    chosen = [action for action in window.submenus["language>"].actions()
              if action.text() == language.LANGUAGES[code]]
    chosen[0].trigger()
    settle()
    assert language.active() == code


def test_language_is_switched_without_a_restart(speak, maps):
    """After a switch the window says what one says that was started in the language; and back."""
    journey = maps["en"]
    window = speak("en")
    english = tour(window, journey)
    switch(window, "vi")
    switched = tour(window, journey)
    for place, found in switched.items():
        assert english_left(found, besides=content(journey)) == [], place
    switch(window, "en")
    assert differences(tour(window, journey), english) == {}
    assert differences(switched, tour(speak("vi"), journey)) == {}


def test_open_map_stays_through_a_switch(speak, maps):
    window = speak("en")
    window.documents.show(maps["vi"], clean=True)
    before = window.session.map
    switch(window, "vi")
    assert window.session.map is before
    assert window._on_map
    assert window.menuBar().actions()[0].text() == "&Tệp"
    assert not window.session.dirty


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_steps_are_named_in_the_menu(speak, code, monkeypatch):
    """Undo and redo say what they take back, in the program's language."""
    monkeypatch.setattr(picture_cards, "ask_for_picture", lambda _parent: None)
    window = speak(code)
    window.documents.show(templates.build("sample", code), clean=True)
    said = set()
    for kind in actions.KINDS:
        window.add(kind)
        window.canvas.end_editing()
        settle()
        said.add(window.actions_by_id["undo"].text())
    window.canvas.select(frozenset({"header"}))
    editor = window.inspector._editors["title"]
    editor.line.setText("7")
    editor.line.textEdited.emit("7")
    said.add(window.actions_by_id["undo"].text())
    window.commands.undo()
    said.add(window.actions_by_id["redo"].text())
    wanted = {
        "en": {"&Undo add persona", "&Undo add stage", "&Undo add card", "&Undo add lane", "&Undo change title",
               "&Redo change title"},
        "vi": {"&Hoàn tác: thêm chân dung", "&Hoàn tác: thêm giai đoạn", "&Hoàn tác: thêm thẻ", "&Hoàn tác: thêm làn",
               "&Hoàn tác: đổi tiêu đề", "&Làm lại: đổi tiêu đề"},
    }
    assert said == wanted[code]


def mnemonics(menu):
    texts = [action.text().replace("&&", "") for action in menu.actions()]
    return Counter(found[0].lower() for text in texts if (found := re.findall("&(.)", text)))


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_mnemonics_are_unique_in_the_menus(speak, code):
    bar = speak(code).menuBar()
    assert len(mnemonics(bar)) == len(bar.actions()), "each menu has one"
    twice = {menu.title(): [key for key, count in mnemonics(menu).items() if count > 1]
             for menu in [bar_menu.menu() for bar_menu in bar.actions()]}
    twice["bar"] = [key for key, count in mnemonics(bar).items() if count > 1]
    assert {title: keys for title, keys in twice.items() if keys} == {}


def clipped(window):
    """The words that do not fit their widget: buttons, labels on one line, boxes to tick."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        text = widget.text()
        if not text or (isinstance(widget, QLabel) and widget.wordWrap()) or (
                isinstance(widget, QToolButton) and widget.objectName() not in ("kind", "primary")):
            continue
        wide = max(widget.fontMetrics().horizontalAdvance(line) for line in text.replace("&", "").split("\n"))
        if wide > widget.width():
            yield f"{type(widget).__name__}: {text!r} is {wide} wide in {widget.width()}"


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_no_words_are_clipped(speak, maps, code):
    window = speak(code)
    window.resize(1280, 800)
    journey = maps[code]
    found = set(clipped(window))
    window.documents.show(journey, clean=True)
    settle()
    for _name, keys in one_of_each(journey):
        window.canvas.select(keys)
        settle()
        found |= set(clipped(window))
    assert sorted(found) == []


# -- the dialogs --------------------------------------------------------------------------------


@pytest.fixture
def dialogs_seen(monkeypatch):
    """The texts of each dialog that is opened, which is closed at once."""
    seen = []

    def show(dialog):
        dialog.show()
        settle()
        seen.append(words(dialog))
        tree = dialog.findChild(QTreeView)
        if tree is not None:
            seen[-1] |= {str(tree.model().index(row, column).data()) for row in range(tree.model().rowCount())
                         for column in range(2)}
        dialog.hide()
        return 0

    monkeypatch.setattr(QDialog, "exec", show)
    monkeypatch.setattr(QMessageBox, "exec", show)
    return seen


def our_dialogs(window):
    """Opens every dialog of ours whose texts do not come from elsewhere."""
    show_shortcuts(window)
    show_about(window)
    window.actions_by_id["export"].trigger()
    dialogs.ask_to_save(window, "a.cjmap")
    dialogs.save_failed(window, CjError("§"))
    dialogs.show_error(window, "§", CjError("§", "§"))
    dialogs.show_notes(window, "§", "§", ["§"] * 9)
    dialogs.confirm(window, "§", "§", "§", "§")


def test_our_dialogs_are_translated(speak, maps, dialogs_seen):
    for code in language.LANGUAGES:
        window = speak(code)
        window.documents.show(maps[code], clean=True)
        our_dialogs(window)
    assert len(dialogs_seen) == 16
    vietnamese, english = dialogs_seen[:8], dialogs_seen[8:]
    assert language.active() == "en"
    left = [untranslated(*both, besides={"Tabloid", "a.cjmap"}) or english_left(both[1])
            for both in zip(english, vietnamese, strict=True)]
    assert left == [[]] * 8


def qt_dialogs(window, folder):
    """Dialogs whose words are Qt's own."""
    files = QFileDialog(window, "§", str(folder))
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    saving = QFileDialog(window, "§", str(folder))
    saving.setOption(QFileDialog.Option.DontUseNativeDialog)
    saving.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    colours = QColorDialog(window)
    colours.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    box = QMessageBox(window)
    each = QMessageBox.StandardButton
    box.setStandardButtons(each.Ok | each.Cancel | each.Save | each.Discard | each.Yes | each.No | each.Close |
                           each.Open | each.Retry | each.Ignore | each.Abort | each.Reset | each.Apply | each.Help |
                           each.SaveAll | each.YesToAll | each.NoToAll | each.RestoreDefaults)
    box.setDetailedText("§")
    asking = QInputDialog(window)
    for dialog in (files, saving, colours, box, asking):
        dialog.show()
        settle()
        found = words(dialog)
        dialog.hide()
        yield type(dialog).__name__, found
    line, text = QLineEdit(window), QPlainTextEdit(window)
    for editor in (line, text):
        menu = editor.createStandardContextMenu()
        yield type(editor).__name__, {word.split("\t")[0] for word in words(menu) if word}
        menu.deleteLater()
        editor.deleteLater()


def test_qt_speaks_the_language_too(speak, tmp_path):
    folder = tmp_path / "7"
    folder.mkdir()
    seen = {code: list(qt_dialogs(speak(code), folder)) for code in ("en", "vi")}
    computer = {str(part) for part in [folder, *folder.parents]} | {part.name for part in [folder, *folder.parents]}
    left = {name: untranslated(english, vietnamese, besides=computer | {"&HTML:", "HTML:"})
            for (name, english), (_name, vietnamese) in zip(seen["en"], seen["vi"], strict=True)}
    assert left == {name: [] for name in left}
    said = set().union(*(found for _name, found in seen["vi"]))
    assert {"Hủy", "Lưu", "Mở"} <= {word.replace("&", "") for word in said}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_context_menu_is_translated(speak, maps):
    seen = []

    def look():
        menu = QApplication.activePopupWidget()
        seen.append(words(menu))
        menu.close()

    for code in ("en", "vi"):
        window = speak(code)
        window.documents.show(maps[code], clean=True)
        settle()
        for what in ("card", "cell", "nothing"):
            QTimer.singleShot(50, look)
            window.context_menu(Hit(what, ""), QPoint(0, 0))
    assert len(seen) == 6
    assert [untranslated(*both) for both in zip(seen[:3], seen[3:], strict=True)] == [[]] * 3
