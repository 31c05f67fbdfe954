"""A crash of the window costs nothing: its journal has every edit, which is offered, restored, merged or discarded."""

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cjdesigner.edit.changes import change, change_map, changed
from cjdesigner.files import journaling
from cjdesigner.files.leftovers import left_behind, take_over
from cjdesigner.files.seats import sessions_folder
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.model import templates
from cjdesigner.window import dialogs
from cjdesigner.window.app import Program
from cjdesigner.window.dialogs import Answer
from cjdesigner.window.recovery import LeftCard

SAMPLE = templates.build("sample", "en")
CARDS = list(SAMPLE.cards)


@pytest.fixture
def asked(monkeypatch, told):
    """What recovery asks and says, and what is answered."""
    held: dict[str, Any] = {"confirm": True, "ask_to_restore": dialogs.Left.LATER, "said": []}

    def note(name):
        def called(*args: object) -> object:
            held["said"].append((name, *args[1:]))
            return held.get(name)
        return called

    for name in ("confirm", "ask_to_restore", "show_notes", "show_error"):
        monkeypatch.setattr(dialogs, name, note(name))
    return held


def reword(window, *words: str) -> None:
    for word in words:
        window.session.apply("Edit text", lambda m, text=word: change(m, CARDS[0], text=text))


def crash(window) -> None:
    """What a kill leaves: the journal's files as they are, without the lock and without another line."""
    journal = window.guard._journal
    journal._over.set()
    os.close(journal._seat.lock)
    os.close(journal._file)
    window.guard._journal = None
    window.session.mark_saved(window.session.map, Path("gone.cjmap"))  # it is closed without a question


def offered(window, qtbot) -> LeftCard:
    qtbot.waitUntil(lambda: bool(window.findChildren(LeftCard)))
    return window.findChildren(LeftCard)[0]


def journals() -> list[Path]:
    return sorted(sessions_folder().glob("*.journal"))


@pytest.fixture
def journey_file(tmp_path: Path) -> Path:
    path = tmp_path / "held.cjmap"
    save_map(SAMPLE, path)
    return path


@pytest.fixture
def left(make_window, journey_file, qtbot):
    """A file, and work on it that a crash has left behind."""
    window = make_window()
    window.open_path(journey_file)
    reword(window, "one", "two")
    window.session.undo()
    lost = window.session.map
    crash(window)
    return lost


# --- offered and restored --------------------------------------------------------------------------------------


def test_work_is_offered_on_the_start_page_and_restored(left, make_window, journey_file, qtbot, asked):
    window = make_window()
    card = offered(window, qtbot)
    words = [label.text() for label in card.findChildren(QLabel)]
    assert SAMPLE.title in words
    assert str(journey_file) in words
    assert any("1 unsaved change" in word for word in words)
    card.restore.setFocus()
    QTest.keyClick(card.restore, Qt.Key.Key_Space)
    assert window.session.map == left
    assert window.session.map.cards[CARDS[0]].text == "one"
    assert window.session.dirty
    assert window.session.path == journey_file
    assert not window.session.history.done
    assert window.session.saved_map == SAMPLE
    assert journals(), "it lives until the map is saved"
    assert window.documents.save()
    assert open_map(journey_file).map == left
    window.close()
    assert journals() == []


def test_a_second_crash_after_the_restoring_costs_nothing(left, make_window, qtbot, asked):
    window = make_window()
    QTest.mouseClick(offered(window, qtbot).restore, Qt.MouseButton.LeftButton)
    window.guard._journal._over.set()
    os.close(window.guard._journal._seat.lock)  # at once
    assert [each.map() for each in left_behind()] == [left]
    window.guard._journal = None
    window.session.mark_saved(left, Path("gone.cjmap"))


def test_edits_after_the_restoring_are_kept_too(left, make_window, qtbot, asked):
    window = make_window()
    QTest.mouseClick(offered(window, qtbot).restore, Qt.MouseButton.LeftButton)
    reword(window, "three")
    after = window.session.map
    crash(window)
    (again,) = left_behind()
    assert (again.map(), again.base(), again.replay.edits) == (after, SAMPLE, 2)


def test_two_windows_do_not_restore_the_same(left, make_window, qtbot, asked):
    one, two = make_window(), make_window()
    cards = [offered(one, qtbot), offered(two, qtbot)]
    QTest.mouseClick(cards[0].restore, Qt.MouseButton.LeftButton)
    QTest.mouseClick(cards[1].restore, Qt.MouseButton.LeftButton)
    assert [kind for kind, *_rest in asked["said"]] == ["show_error"]
    assert not two.session.dirty
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not [card for card in two.findChildren(LeftCard) if card.isVisible()]


def test_discarding_asks(left, make_window, qtbot, asked):
    window = make_window()
    card = offered(window, qtbot)
    asked["confirm"] = False
    QTest.mouseClick(card.discard, Qt.MouseButton.LeftButton)
    assert card.isVisible()
    assert len(left_behind()) == 1
    asked["confirm"] = True
    QTest.mouseClick(card.discard, Qt.MouseButton.LeftButton)
    assert not card.isVisible()
    assert left_behind() == []
    assert window._start.new_button.hasFocus()


def test_a_file_that_changed_meanwhile_is_merged(left, make_window, journey_file, qtbot, asked):
    theirs = change(change_map(SAMPLE, footer="Theirs"), CARDS[3], text="theirs")
    save_map(theirs, journey_file)
    window = make_window()
    QTest.mouseClick(offered(window, qtbot).restore, Qt.MouseButton.LeftButton)
    made = window.session.map
    assert (made.cards[CARDS[0]].text, made.cards[CARDS[3]].text, made.footer) == ("one", "theirs", "Theirs")
    assert window.session.dirty
    qtbot.waitUntil(lambda: bool(asked["said"]))
    assert asked["said"][0][0] == "show_notes"
    assert window.documents.save(), "the file is the one that was merged"
    assert open_map(journey_file).map == made


def test_a_file_that_holds_the_work_already_leaves_nothing_to_save(left, make_window, journey_file, qtbot, asked):
    save_map(left, journey_file)
    window = make_window()
    QTest.mouseClick(offered(window, qtbot).restore, Qt.MouseButton.LeftButton)
    assert window.session.map == left
    assert not window.session.dirty


def test_another_map_in_the_place_of_the_file_is_not_overwritten(left, make_window, journey_file, qtbot, asked):
    other = changed(templates.build("5a", "en"), id="another")
    save_map(other, journey_file)
    window = make_window()
    QTest.mouseClick(offered(window, qtbot).restore, Qt.MouseButton.LeftButton)
    assert (window.session.map, window.session.path) == (left, None)
    assert open_map(journey_file).map == other


def test_a_file_that_is_gone(left, make_window, journey_file, qtbot, asked):
    journey_file.unlink()
    window = make_window()
    QTest.mouseClick(offered(window, qtbot).restore, Qt.MouseButton.LeftButton)
    assert (window.session.map, window.session.dirty) == (left, True)


@pytest.mark.parametrize("answer", list(dialogs.Left))
def test_the_file_of_such_work_is_opened(left, make_window, journey_file, qtbot, asked, answer):
    asked["ask_to_restore"] = answer
    window = make_window()
    window.open_path(journey_file)
    qtbot.waitUntil(lambda: bool(asked["said"]))
    restored = answer is dialogs.Left.RESTORE
    qtbot.waitUntil(lambda: (window.session.map == left) == restored)
    assert window.session.dirty == restored
    window.close()
    assert len(left_behind()) == (answer is dialogs.Left.LATER)


def test_a_new_map_without_a_file_is_offered(make_window, qtbot, asked):
    window = make_window()
    window.new_map()
    window.session.apply("Title", lambda m: change_map(m, title="<b>New & fine</b>"))
    made = window.session.map
    crash(window)
    card = offered(make_window(), qtbot)
    assert "<b>New & fine</b>" in [label.text() for label in card.findChildren(QLabel)]
    assert (card.left.map(), card.left.path) == (made, None)


def test_a_map_that_was_brought_in_is_kept_at_once(make_window, asked):
    window = make_window()
    window.documents.show(SAMPLE, clean=False)
    crash(window)
    assert [each.map() for each in left_behind()] == [SAMPLE]


# --- the journal of a window -----------------------------------------------------------------------------------


def test_the_start_page_and_a_map_for_reading_have_no_journal(make_window, journey_file):
    window = make_window()
    assert not sessions_folder().exists()
    window.session.open(SAMPLE, journey_file, read_only=True)
    window.documents.opened.emit()
    assert not sessions_folder().exists()


def test_a_save_ends_what_is_unsaved(make_window, journey_file):
    window = make_window()
    window.open_path(journey_file)
    reword(window, "one")
    assert window.documents.save()
    crash(window)
    assert left_behind() == []


@pytest.mark.parametrize("answer", list(Answer))
def test_leaving_a_map(make_window, journey_file, told, answer):
    told.answer = answer
    window = make_window()
    window.open_path(journey_file)
    reword(window, "one")
    assert journals()
    window.to_start()
    assert bool(journals()) == (answer is Answer.CANCEL)
    if answer is Answer.CANCEL:
        assert window.session.dirty


def test_a_map_that_stays_open_as_another_cannot_be_opened_keeps_its_journal(make_window, journey_file, tmp_path, told):
    window = make_window()
    window.open_path(journey_file)
    reword(window, "one")
    (tmp_path / "bad.cjmap").write_text("{")
    told.answer = Answer.DISCARD
    window.open_path(tmp_path / "bad.cjmap")
    assert window.session.dirty
    crash(window)
    assert len(left_behind()) == 1


def test_typing_that_joins_a_step_counts_once(make_window, journey_file):
    window = make_window()
    window.open_path(journey_file)
    for word in ("k", "kh", "khá"):
        window.session.apply("Edit text", lambda m, w=word: change(m, CARDS[0], text=w), merge="text")
    crash(window)
    (left,) = left_behind()
    assert (left.map().cards[CARDS[0]].text, left.replay.edits, left.replay.number) == ("khá", 1, 3)


def test_a_journal_that_cannot_be_written_is_told_in_the_status_bar(make_window, home, qtbot):
    (home / "state").write_text("in the way")
    window = make_window(SAMPLE)
    reword(window, "one")
    label = window.guard._label
    qtbot.waitUntil(label.isVisible)
    assert label.text().startswith("Not protected against a crash: ")
    window.rebuild(window.settings)
    qtbot.waitUntil(lambda: window.guard._label.isVisible())
    (home / "state").unlink()
    assert window.guard.flush() == ""
    qtbot.waitUntil(lambda: not window.guard._label.isVisible())
    reword(window, "two")
    crash(window)
    assert left_behind()[0].map().cards[CARDS[0]].text == "two"


def test_an_unexpected_error_flushes_the_journals_and_says_that_nothing_is_lost(make_window, home, monkeypatch, capsys):
    from PySide6.QtWidgets import QMessageBox

    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.informativeText()))
    flushed: list[int] = []
    program = Program.__new__(Program)
    window = make_window(SAMPLE)
    program.windows = [window]
    reword(window, "one")
    monkeypatch.setattr(journaling.Journal, "flush", lambda journal: flushed.append(1) or not journal.trouble)
    program.unexpected(ZeroDivisionError, ZeroDivisionError("x"), None)
    assert flushed == [1]
    assert "All your changes are written down" in shown[0]
    window.guard._journal.trouble = "No space left"
    program.unexpected(ZeroDivisionError, ZeroDivisionError("x"), None)
    assert "(No space left)" in shown[1]
    window.guard._journal.trouble = ""
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_seat_is_freed_when_the_restoring_fails(left, make_window, qtbot, asked, monkeypatch):
    from cjdesigner.errors import CjError
    from cjdesigner.window import recovery

    def refuse(_left: object) -> None:
        raise CjError("It cannot be.")

    monkeypatch.setattr(recovery, "_restored", refuse)
    window = make_window()
    card = offered(window, qtbot)
    QTest.mouseClick(card.restore, Qt.MouseButton.LeftButton)
    assert [kind for kind, *_rest in asked["said"]] == ["show_error"]
    seat, _again = take_over(card.left.name)
    seat.leave()


def test_a_crash_after_a_merge_loses_neither_side(make_window, asked, qtbot, journey_file):
    window = make_window()
    window.open_path(journey_file)
    reword(window, "Mine")
    save_map(change(open_map(journey_file).map, CARDS[1], text="Theirs"), journey_file)
    qtbot.waitUntil(lambda: window.session.map.cards[CARDS[1]].text == "Theirs")
    window.session.apply("Edit text", lambda m: change(m, CARDS[2], text="Later"))
    window.guard.flush()
    crash(window)
    [left] = left_behind()
    restored = left.map()
    assert [restored.cards[key].text for key in CARDS[:3]] == ["Mine", "Theirs", "Later"]
