"""The comparison of two versions, with real keys and clicks."""

import subprocess

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.edit.changes import change
from cjdesigner.edit.grid import delete
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.window import background, compare, dialogs
from cjdesigner.window.compare import CompareDialog, compare_versions, open_compare
from tests.gui.hands import Hand


@pytest.fixture
def versions(window):
    old = window.session.map
    keys = sorted(key for key, card in old.cards.items() if card.kind == "action")[:2]
    return old, delete(change(old, keys[0], text="Other words"), [keys[1]]), keys


@pytest.fixture
def dialog(window, versions, qtbot):
    old, new, _keys = versions
    open_compare(window, old, "Draft", new, "Now")
    made = window.findChild(CompareDialog)
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def test_the_list_leads_to_each_change_by_keyboard(dialog, versions):
    worded, gone = versions[2]
    assert dialog.list.count() == 2
    assert dialog.count.text() == "2 changes"
    seen = []
    for _each in range(3):
        QTest.keyClick(dialog, Qt.Key.Key_F4)
        seen.append(next(iter(dialog.view.selection)))
    assert set(seen[:2]) == {worded, gone}
    assert seen[2] == seen[0], "after the last comes the first"
    QTest.keyClick(dialog, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert next(iter(dialog.view.selection)) == seen[1]


def test_a_reworded_text_is_shown_word_by_word(dialog, versions):
    place = next(row for row in range(2) if "Other words" in dialog.list.item(row).text())
    dialog.list.setCurrentRow(place)
    assert dialog.detail.toPlainText().split()[-2:] == ["Other", "words"]
    cursor = dialog.detail.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    assert cursor.charFormat().fontUnderline()


def test_a_click_in_the_picture_finds_the_line(dialog, versions):
    gone = versions[2][1]
    QApplication.processEvents()
    hand = Hand(dialog.view)
    hand.click(*hand.middle(gone))
    assert dialog.view.selection == {gone}
    assert dialog.list.currentItem().text().startswith("Deleted")
    assert dialog.view.position_of(gone).startswith("Deleted")


def test_nothing_can_be_changed_in_a_comparison(dialog, versions):
    before = dialog.view.session.map
    hand = Hand(dialog.view)
    hand.click(*hand.middle(versions[2][0]))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_Delete):
        hand.key(key)
    hand.drag(hand.middle(versions[2][0]), (400, 900))
    assert dialog.view.editor is None
    assert dialog.view.session.map is before


def test_swapping_turns_what_was_deleted_into_what_is_new(dialog):
    dialog.swap.click()
    assert {entry.sort for entry in dialog._entries} == {"added", "reworded"}


def test_the_first_version_shown_is_the_newest_that_differs(window, versions, journey_file, told, qtbot):
    old, new, _keys = versions
    folder = journey_file.parent

    def git(*args):
        subprocess.run(["git", "-c", "user.name=Lan", "-c", "user.email=l@example.org", "-C", str(folder), *args],
                       check=True, capture_output=True)

    git("init", "-q")
    for version, why in ((old, "Draft"), (new, "Workshop")):
        save_map(version, journey_file)
        git("add", "-A")
        git("commit", "-qm", why)
    window.documents.open(journey_file)
    compare_versions(window)
    dialog = window.findChild(CompareDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    offered = [dialog.older.itemText(place) for place in range(dialog.older.count())]
    assert [words.partition(" · ")[2] for words in offered if "git" in words] == ["git · Lan · Workshop",
                                                                                 "git · Lan · Draft"]
    dialog.close()


def test_unsaved_edits_are_compared_with_what_was_saved(window, journey_file, told, qtbot):
    window.documents.open(journey_file)
    key = min(window.session.map.cards)
    window.session.apply("x", lambda m: change(m, key, text="Unsaved"))
    compare_versions(window)
    dialog = window.findChild(CompareDialog)
    assert dialog.older.currentText() == "As it was saved last"
    assert dialog.list.count() == 1
    dialog.close()


def test_without_an_earlier_version_another_file_can_be_chosen(window, tmp_path, told, qtbot, monkeypatch):
    other = tmp_path / "other.cjmap"
    save_map(change(window.session.map, min(window.session.map.cards), text="Other"), other)
    compare_versions(window)
    dialog = window.findChild(CompareDialog)
    qtbot.waitUntil(lambda: "no earlier version" in dialog.count.text())
    told.file = str(other)
    dialog.older.setFocus()
    dialog.older.setCurrentIndex(dialog.older.count() - 1)
    dialog.older.activated.emit(dialog.older.count() - 1)
    assert dialog.list.count() == 1
    assert open_map(other).map.cards[min(window.session.map.cards)].text == "Other"
    dialog.close()


def test_what_changed_becomes_a_pdf(dialog, told, tmp_path, qtbot, monkeypatch):
    target = tmp_path / "changes.pdf"
    told.file = str(target)
    monkeypatch.setattr(dialogs, "say_exported", lambda *_args: None)
    monkeypatch.setattr(background.QProgressDialog, "exec", lambda _dialog: 0)
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")
    assert compare.SORTS
