"""Earlier versions in the window: chosen from a list, opened as a copy, offered where a file cannot be opened."""

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from cjdesigner.edit.changes import change_map
from cjdesigner.files.backups import folder_of, list_backups
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.window import documents, earlier, quietly
from cjdesigner.window.dialogs import Answer
from cjdesigner.window.earlier import EarlierVersions, choose_version, offer_versions, said_size, said_time


@pytest.fixture
def saved(make_window, journey_file):
    """A window with a map that was saved three times: "two" is the last of its earlier versions."""
    window = make_window()
    window.open_path(journey_file)
    for title in ("one", "two", "three"):
        window.session.apply("x", lambda m, title=title: change_map(m, title=title))
        assert window.documents.save()
    return window


@pytest.fixture
def dialog(qtbot, monkeypatch):
    """What is done to the dialog when it is shown."""
    def will(act):
        def opened(made):
            made.show()
            qtbot.waitUntil(lambda: not any(made.list.topLevelItem(row).text(1) == "…"
                                            for row in range(made.list.topLevelItemCount())))
            act(made)
            return made.result()
        monkeypatch.setattr(EarlierVersions, "exec", opened)
    return will


def press(key):
    return lambda made: QTest.keyClick(made.list, key)


def test_the_last_version_is_opened_as_a_copy_by_enter(saved, dialog, told, journey_file):
    dialog(press(Qt.Key.Key_Return))
    saved.actions_by_id["earlier"].trigger()
    assert saved.session.map.title == "two"
    assert saved.session.path is None
    assert saved.session.dirty
    assert open_map(journey_file).map.title == "three"
    assert told.kinds() == []


def test_arrows_choose_an_earlier_one_and_escape_none(saved, dialog):
    dialog(press(Qt.Key.Key_Escape))
    saved.actions_by_id["earlier"].trigger()
    assert saved.session.map.title == "three"

    def down(made):
        press(Qt.Key.Key_Down)(made)
        QTest.mouseClick(made.open_button, Qt.MouseButton.LeftButton)

    dialog(down)
    saved.actions_by_id["earlier"].trigger()
    assert saved.session.map.title == "one"


def test_unsaved_work_is_asked_about(saved, dialog, told):
    saved.session.apply("x", lambda m: change_map(m, title="four"))
    told.answer = Answer.CANCEL
    dialog(press(Qt.Key.Key_Return))
    saved.actions_by_id["earlier"].trigger()
    assert saved.session.map.title == "four"
    assert told.kinds() == ["ask_to_save"]


def test_the_list_tells_of_each_version(saved, dialog, journey_file, qtbot):
    folder = folder_of(str(journey_file))
    with open(f"{folder}/000009-01234567.cjmap", "wb") as file:
        file.write(b"{")
    with open(f"{folder}/000008-01234567-schema1.cjmap", "wb") as file:
        file.write(b'{"format": "cjdesigner/journey", "schema": 1}')
    rows = []
    dialog(lambda made: (rows.extend([made.list.topLevelItem(row).text(column) for column in range(3)]
                                     for row in range(made.list.topLevelItemCount())), made.reject()))
    saved.actions_by_id["earlier"].trigger()
    count = len(saved.session.map.cards)
    assert rows[0][1] == "Cannot be opened"
    assert rows[1][1].endswith("older format, kept")
    assert [row[1] for row in rows][2:] == [f"{count} cards"] * 3
    assert all(row[0].startswith("Today, ") and row[2] for row in rows)


def test_the_number_of_versions_is_a_setting(saved, dialog, qtbot):
    dialog(lambda made: (made.keep.setValue(2), made.reject()))
    with qtbot.waitSignal(saved.settings_changed) as asked:
        saved.actions_by_id["earlier"].trigger()
    assert asked.args[0].backups == 2


def test_without_versions_the_dialog_says_so(make_window, dialog, journey_file):
    window = make_window()
    window.open_path(journey_file)

    def look(made):
        assert not made.list.isVisible()
        assert not made.open_button.isEnabled()
        made.reject()

    dialog(look)
    assert choose_version(window, journey_file) is None


def test_a_version_that_cannot_be_opened_changes_nothing(saved, dialog, told, journey_file):
    list_backups(journey_file)[0].path.write_bytes(b"{")
    dialog(press(Qt.Key.Key_Return))
    saved.actions_by_id["earlier"].trigger()
    assert saved.session.map.title == "three"
    assert told.kinds() == ["show_error"]


@pytest.mark.parametrize("wanted", [True, False])
def test_a_file_that_cannot_be_opened_has_its_versions_one_click_away(saved, make_window, dialog, monkeypatch,
                                                                      journey_file, wanted):
    journey_file.write_bytes(open_map(journey_file).map.title.encode())
    boxes = []

    def click(box):
        boxes.append(box.text())
        next(b for b in box.buttons() if (b.text() == "Earlier versions…") is wanted).click()

    monkeypatch.setattr(QMessageBox, "exec", click)
    dialog(press(Qt.Key.Key_Return))
    window = make_window()
    window.open_path(journey_file)
    assert len(boxes) == 1
    assert (window.session.map.title == "two") is wanted
    assert journey_file.read_bytes() == b"three"


def test_when_and_how_large():
    assert "November 2023, " in said_time(1_700_000_000)
    assert said_size(559_642) == "560 kB"


def test_the_offer_is_declined_by_escape(saved, monkeypatch):
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.escapeButton().click())
    from cjdesigner.errors import CjError

    assert offer_versions(saved, CjError("The file is empty.", "Open an earlier copy.")) is False


# -- saving does not freeze the window --------------------------------------------------------------------------------


def test_the_window_goes_on_painting_while_a_map_is_saved(saved, monkeypatch):
    """The save ends only once the window has painted: if it waited for the save, neither would ever end."""
    painted = threading.Event()

    def slow(*args, **named):
        assert painted.wait(20), "the window did not paint"
        return save_map(*args, **named)

    monkeypatch.setattr(documents, "save_map", slow)
    QTimer.singleShot(0, saved.canvas.viewport().update)
    monkeypatch.setattr(saved.canvas, "paintEvent", lambda event: painted.set())
    saved.session.apply("x", lambda m: change_map(m, title="four"))
    assert saved.documents.save()
    assert painted.is_set()


def test_what_happens_on_its_own_does_not_save_into_a_save(saved, monkeypatch):
    """A timer that saves while a save waits for its thread would find its own file changed by somebody else."""
    tried, answers = threading.Event(), []

    def slow(*args, **named):
        assert tried.wait(20), "the timer did not come"
        return save_map(*args, **named)

    def again():
        answers.append((saved.documents.saving, saved.documents.save()))
        tried.set()

    monkeypatch.setattr(documents, "save_map", slow)
    saved.session.apply("x", lambda m: change_map(m, title="four"))
    QTimer.singleShot(0, again)
    assert saved.documents.save()
    assert answers == [(True, False)]
    assert not saved.documents.saving
    assert not saved.session.dirty


def test_who_has_to_wait_is_told_and_cannot_go_on_meanwhile(saved, monkeypatch, qtbot):
    seen = threading.Event()

    def slow(*args, **named):
        assert seen.wait(20), "nothing was said"
        return save_map(*args, **named)

    def look():
        shown = [each for each in saved.findChildren(QDialog) if each.isVisible()]
        if not shown:
            return
        assert shown[0].isModal()
        QTest.keyClick(shown[0], Qt.Key.Key_Escape)
        shown[0].close()
        QApplication.processEvents()
        assert shown[0].isVisible()
        ticking.stop()
        seen.set()

    ticking = QTimer(saved, interval=10)
    ticking.timeout.connect(look)
    ticking.start()
    monkeypatch.setattr(quietly, "_PATIENCE", 20)
    monkeypatch.setattr(documents, "save_map", slow)
    saved.session.apply("x", lambda m: change_map(m, title="four"))
    assert saved.documents.save()
    assert seen.is_set()
    assert not any(each.isVisible() for each in saved.findChildren(QDialog))
    assert earlier.list_backups(saved.session.path)
