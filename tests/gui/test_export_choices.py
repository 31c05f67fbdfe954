"""The export dialog's own ways: what is to be looked at, the ticks of each format, files, and the keyboard."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget

from cjdesigner.drawing import branding
from cjdesigner.drawing.branding import save_theme
from cjdesigner.edit.changes import change
from cjdesigner.export.choices import Choices, Sheet
from cjdesigner.files.exported import last_export
from cjdesigner.files.themes import Colours, ThemeFile
from cjdesigner.window import export_dialog, export_files, export_form
from cjdesigner.window.export_dialog import ExportDialog, _Laying
from tests.core.pictures import png

ROLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def open_dialog(window, qtbot):
    made = []

    def opened():
        dialog = ExportDialog(window.session.map, window.frame, window)
        made.append(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.findings.found.list.count() > 0)
        return dialog

    yield opened
    for dialog in made:
        dialog.done(0)
        dialog.deleteLater()


@pytest.fixture
def dialog(open_dialog):
    return open_dialog()


def choose(dialog, name, value):
    field = dialog.form._fields[name]
    field.setCurrentIndex(field.findData(value))


def with_a_bad_link(window):
    key = next(card.id for card in window.session.map.cards.values() if card.kind == "pain_point")
    window.session.apply("x", lambda journey: change(journey, key, text="ftp://x is no link"))
    return key


# -- what is to be looked at ------------------------------------------------------------------------------------------


def test_a_good_export_says_so_in_words(dialog):
    assert dialog.findings.head.accessibleName() == "Nothing to warn of."
    assert not dialog.findings.found.isVisible()
    assert dialog.findings.head.text() == "Nothing to warn of."


def test_the_line_follows_the_choices_and_unfolds(dialog, qtbot):
    choose(dialog, "page", "A5")
    qtbot.waitUntil(lambda: "to look at" in dialog.findings.head.accessibleName())
    assert dialog.findings.head.accessibleName().startswith("1 thing to look at: The smallest type is")
    dialog.findings.head.setFocus()
    QTest.keyClick(dialog.findings.head, Qt.Key.Key_Space)
    assert dialog.findings.found.isVisible()
    assert dialog.findings.head.accessibleDescription() == "Fold the list away"
    rows = [dialog.findings.found.list.item(row).data(ROLE) for row in range(dialog.findings.found.list.count())]
    assert rows[0].startswith("Warning: The smallest type")
    assert all(each.startswith("Note: ") for each in rows[1:])
    assert dialog.export_button.isEnabled()
    QTest.keyClick(dialog.findings.head, Qt.Key.Key_Space)
    assert not dialog.findings.found.isVisible()


def test_while_the_pages_change_it_says_that_it_looks(dialog, qtbot):
    choose(dialog, "page", "A5")
    dialog._lay_out()
    assert dialog.findings.head.accessibleName() == "Checking…"
    qtbot.waitUntil(lambda: dialog.findings.head.accessibleName() != "Checking…")


def test_a_change_stops_what_is_being_looked_for(dialog, monkeypatch):
    heard = []
    dialog._told.checked.connect(lambda *said: heard.append(said))

    def looks(*_args, check, **_more):
        dialog._changed()
        check()
        return ("never",)

    monkeypatch.setattr(export_dialog, "preflight", looks)
    dialog._told.asked = 5000
    _Laying(dialog._journey, Choices(sheet=Sheet("A3")), dialog._typesetter, 5000, dialog._told).run()
    assert heard == []


def test_a_line_leads_to_its_place_and_the_choices_come_again(window, qtbot, monkeypatch):
    key = with_a_bad_link(window)
    seen = []

    def use(dialog):
        seen.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: "1 thing to look at: ftp://x" in dialog.findings.head.accessibleName())
        choose(dialog, "page", "A2")
        qtbot.waitUntil(lambda: dialog.document is not None and dialog.findings.found.list.count() > 1
                        and "ftp" in dialog.findings.head.accessibleName())
        dialog.findings.head.setChecked(True)
        dialog.findings.found.list.setFocus()
        dialog.findings.found.list.setCurrentRow(0)
        QTest.keyClick(dialog.findings.found.list, Qt.Key.Key_Return)
        return dialog.result()

    monkeypatch.setattr(ExportDialog, "exec", use)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("nothing is exported"))
    window.actions_by_id["export"].trigger()
    assert seen[0].result() == QDialog.DialogCode.Rejected
    assert window.canvas.selection == {key}
    assert last_export(window.session.map.id)["page"] == "A2"


def test_a_row_turns_the_preview_to_its_page(dialog, qtbot):
    choose(dialog, "layout", "story")
    qtbot.waitUntil(lambda: dialog.document is not None and len(dialog.document.pages) > 5
                    and dialog.findings.head.accessibleName() != "Checking…")
    dialog.preview.go_to(4)
    dialog.findings.head.setChecked(True)
    rows = dialog.findings.found.list
    rows.setFocus()
    rows.setCurrentRow(-1)
    rows.setCurrentRow(next(row for row in range(rows.count()) if "mm" in rows.item(row).text()))
    assert dialog.preview.place == 0


def test_a_format_without_pages_has_nothing_to_look_at(dialog, qtbot):
    choose(dialog, "format", ".xlsx")
    qtbot.waitUntil(lambda: "no pages" in dialog.preview.accessibleName())
    assert not dialog.findings.isVisible()


# -- what each format has ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("suffix", "wanted"), [
    (".pdf", set()), (".svg", {"transparent"}), (".png", {"transparent", "scale"}), (".csv", {"grid"}),
    (".xlsx", set()), (".md", set()), (".mmd", set()), (".pptx", set())])
def test_only_what_a_format_has_can_be_chosen(dialog, suffix, wanted):
    choose(dialog, "format", suffix)
    shown = {name for name in ("transparent", "scale", "grid") if dialog.form._rows[name].isVisible()}
    assert shown == wanted


def test_a_tick_holds_for_its_formats_alone(dialog, qtbot):
    choose(dialog, "format", ".svg")
    dialog.form._fields["transparent"].setChecked(True)
    assert dialog.wish().choices.transparent
    qtbot.waitUntil(lambda: dialog.preview._document is not None and dialog.preview._document.pages[0].background == "")
    assert dialog.document.pages[0].background
    shot = dialog.preview.viewport().grab().toImage()
    middle = shot.width() // 2
    found = {shot.pixelColor(middle, y).name() for y in range(10, 40)}
    assert {"#ffffff", "#dde1e6"} & found
    choose(dialog, "format", ".pdf")
    assert not dialog.wish().choices.transparent
    choose(dialog, "format", ".csv")
    dialog.form._fields["grid"].setChecked(True)
    assert dialog.wish().choices.grid
    choose(dialog, "format", ".xlsx")
    assert not dialog.wish().choices.grid


def test_a_picture_says_how_many_pixels_it_gets(dialog, qtbot):
    choose(dialog, "format", ".png")
    choose(dialog, "page", "A4")
    qtbot.waitUntil(lambda: "1684 × 1191 pixels" in dialog.facts.text())
    choose(dialog, "scale", "300")
    qtbot.waitUntil(lambda: "3508 × 2480 pixels" in dialog.facts.text())


# -- files ------------------------------------------------------------------------------------------------------------


def test_a_theme_file_is_chosen_used_listed_and_remembered(open_dialog, tmp_path, monkeypatch, qtbot):
    path = save_theme(ThemeFile(name="Rạng Đông", colours=Colours(primary="#7A1FA2", text="#EEEEEE")),
                      tmp_path / "ours.cjtheme")
    dialog = open_dialog()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.form.theme_file.click()
    assert dialog.form.theme.currentText() == "Rạng Đông"
    assert dialog.wish().choices.theme.name == "Rạng Đông"
    assert "text: #EEEEEE became" in dialog.form.theme_note.text()
    assert dialog.form.theme_note.isVisible()
    dialog.form.theme_file.click()
    assert dialog.form.theme.count() == len(branding.list_themes()) + 1
    dialog.done(QDialog.DialogCode.Accepted)
    again = open_dialog()
    assert again.wish().choices.theme.name == "Rạng Đông"
    path.unlink()
    assert again.wish().choices.theme.name == "light"
    gone = open_dialog()
    assert gone.form.theme.currentText() == "Light"


def test_a_file_that_is_no_theme_is_told_and_changes_nothing(dialog, tmp_path, monkeypatch):
    path = tmp_path / "bad.cjtheme"
    path.write_text("{")
    said = []
    monkeypatch.setattr(export_form, "show_error", lambda _parent, title, error: said.append((title, error.message)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.form.theme_file.click()
    assert said[0][0] == "The theme cannot be used"
    assert dialog.form.theme.currentText() == "Light"


def test_the_logo_and_the_theme_are_read_once(dialog, tmp_path, monkeypatch, qtbot):
    logo = tmp_path / "logo.png"
    logo.write_bytes(png())
    read = []
    real = export_files.raster_from
    monkeypatch.setattr(export_files, "raster_from", lambda content: read.append(1) or real(content))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(logo), ""))
    dialog.form.logo.click()
    for words in ("a", "b", "c"):
        dialog.form._fields["header"].setText(words)
        assert dialog.wish().choices.furniture.logo is not None
    assert read == [1]
    logo.write_bytes(png(50, 60))
    assert dialog.wish().choices.furniture.logo.height == 60
    logo.write_bytes(b"no picture")
    assert dialog.wish().choices.furniture.logo is None
    assert read == [1, 1, 1]


# -- by keyboard ------------------------------------------------------------------------------------------------------


def stops(dialog):
    """What Tab comes by, from the first field on."""
    found, at = [], dialog.form.format
    while True:
        found.append(at)
        at = at.nextInFocusChain()
        while not (at.isVisible() and at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.TabFocus):
            at = at.nextInFocusChain()
        if at is dialog.form.format:
            return found


def test_tab_goes_from_the_form_over_the_pages_to_the_buttons_and_all_have_names(dialog):
    dialog.findings.head.setChecked(True)
    found = stops(dialog)
    named = [each.accessibleName() or getattr(each, "text", str)() for each in found]
    assert all(named)
    form = [each for each in found if dialog.form.isAncestorOf(each)]
    assert found[:len(form)] == form
    tops = [each.mapTo(dialog.form.widget(), each.rect().topLeft()).y() for each in form]
    assert tops == sorted(tops)
    assert found[len(form):len(form) + 3] == [dialog.preview, dialog.findings.head, dialog.findings.found.list]
    assert {each.text() for each in found[len(form) + 3:]} == {"Export…", "Print…", "Cancel"}


@pytest.mark.parametrize("kind", [QComboBox, QCheckBox, QLineEdit])
def test_enter_exports_from_every_field_and_escape_closes(open_dialog, kind):
    done, key = QDialog.DialogCode, Qt.Key
    for pressed, wanted in ((key.Key_Return, done.Accepted), (key.Key_Enter, done.Accepted),
                            (key.Key_Escape, done.Rejected)):
        dialog = open_dialog()
        field = next(each for each in dialog.form.findChildren(kind) if each.isVisible() and each.isEnabled())
        field.setFocus()
        QTest.keyClick(field, pressed)
        assert dialog.result() == wanted
        assert not dialog.isVisible()


def test_enter_on_the_forms_buttons_exports_and_space_presses_them(open_dialog, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: asked.append(1) or ("", ""))
    dialog = open_dialog()
    for button in dialog.form.findChildren(QPushButton):
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == [1, 1]
    QTest.keyClick(dialog.form.logo, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert asked == [1, 1]


def test_it_opens_at_the_format(dialog):
    QApplication.processEvents()
    assert isinstance(dialog.focusWidget(), QWidget)
    assert dialog.focusWidget() is dialog.form.format
    assert json.dumps(dialog.form.values())
