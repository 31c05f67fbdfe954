"""What others do to the file of an open map: seen, taken over or merged, and nothing lost."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from cjdesigner.edit.changes import change, change_map
from cjdesigner.edit.grid import delete
from cjdesigner.files.locks import holders, take
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.model import templates
from cjdesigner.window.dialogs import Change


@pytest.fixture
def opened(make_window, journey_file):
    window = make_window()
    window.open_path(journey_file)
    QApplication.processEvents()
    return window


def settled(window, qtbot):
    """Waits until everything that was begun aside is through."""
    done = []
    window.team.aside.run(lambda: None, lambda _made: done.append(1))
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)


def card_of(journey):
    return min(key for key, card in journey.cards.items() if card.kind == "touchpoint")


def theirs_save(path: Path, edit) -> str:
    return save_map(edit(open_map(path).map), path)


def words(window) -> list[str]:
    return [notice.words for notice in window.team.notices._held.values()]


def press(window, about: str, name: str) -> None:
    row = window.team.notices._rows[about]
    button = next(each for each in row.findChildren(QPushButton) if each.text().replace("&", "") == name)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


# -- locks ------------------------------------------------------------------------------------------------------------


def test_an_open_map_has_a_lock_until_it_is_left(opened, journey_file, qtbot):
    settled(opened, qtbot)
    [held] = holders(journey_file)
    assert held.ours
    opened.close()
    assert holders(journey_file) == ()
    assert [path.name for path in journey_file.parent.iterdir()] == [journey_file.name]


def test_the_lock_follows_save_as_and_goes_with_the_start_page(opened, journey_file, told, qtbot, tmp_path):
    told.file = str(tmp_path / "other.cjmap")
    assert opened.documents.save_as()
    settled(opened, qtbot)
    assert holders(journey_file) == ()
    assert len(holders(tmp_path / "other.cjmap")) == 1
    opened.to_start()
    settled(opened, qtbot)
    assert holders(tmp_path / "other.cjmap") == ()


def test_who_has_a_map_open_is_told_and_holds_up_nothing(make_window, journey_file, qtbot):
    lock = take(journey_file, "Bình", now=datetime.now(UTC) - timedelta(hours=1))
    Path(lock).write_text(json.dumps({**json.loads(Path(lock).read_text()), "host": "phong-hop"}))
    window = make_window()
    window.open_path(journey_file)
    assert window.session.apply("x", lambda m: change_map(m, title="At once"))
    qtbot.waitUntil(lambda: bool(words(window)))
    assert "Bình (phong-hop) has this map open, since" in words(window)[0]
    press(window, "lock", "Only read it")
    assert window.session.read_only
    assert words(window) == []


def test_a_lock_of_long_ago_is_said_to_be_left_over(make_window, journey_file, qtbot):
    lock = take(journey_file, "Bình", now=datetime.now(UTC) - timedelta(days=3))
    Path(lock).write_text(json.dumps({**json.loads(Path(lock).read_text()), "host": "phong-hop"}))
    window = make_window()
    window.open_path(journey_file)
    qtbot.waitUntil(lambda: bool(words(window)))
    assert "probably it was left open" in words(window)[0]


def test_two_windows_of_one_program_know_of_each_other(opened, make_window, journey_file, qtbot):
    settled(opened, qtbot)
    second = make_window()
    second.open_path(journey_file)
    qtbot.waitUntil(lambda: bool(words(second)))
    assert "open in another window too" in words(second)[0]
    qtbot.waitUntil(lambda: bool(words(opened)))
    second.close()
    qtbot.waitUntil(lambda: not words(opened))


# -- changes of the file ----------------------------------------------------------------------------------------------


def test_without_edits_a_change_is_taken_over_silently_and_the_view_stays(opened, journey_file, qtbot):
    canvas, key = opened.canvas, card_of(opened.session.map)
    canvas.set_zoom(1.5)
    canvas.choose(key)
    seen = (canvas.zoom, canvas.horizontalScrollBar().value(), canvas.verticalScrollBar().value())
    theirs_save(journey_file, lambda m: change(m, key, text="Theirs"))
    qtbot.waitUntil(lambda: opened.session.map.cards[key].text == "Theirs")
    assert not opened.session.dirty
    assert canvas.selection == {key}
    assert (canvas.zoom, canvas.horizontalScrollBar().value(), canvas.verticalScrollBar().value()) == seen
    assert opened.statusBar().currentMessage() == "1 change was taken over."
    assert words(opened) == []
    assert opened.documents.save()


def test_with_edits_both_are_merged_as_one_step(opened, journey_file, qtbot):
    journey = opened.session.map
    key, other = sorted(journey.cards)[:2]
    assert opened.session.apply("Edit text", lambda m: change(m, key, text="Mine"))
    theirs_save(journey_file, lambda m: change(m, other, text="Theirs"))
    qtbot.waitUntil(lambda: opened.session.map.cards[other].text == "Theirs")
    assert opened.session.map.cards[key].text == "Mine"
    assert opened.session.dirty
    assert not opened.session.map.conflicts
    assert opened.session.history.undo_label == "Merge"
    assert words(opened) == ["1 change was taken over."]
    assert opened.documents.save()
    saved = open_map(journey_file).map
    assert (saved.cards[key].text, saved.cards[other].text) == ("Mine", "Theirs")
    opened.actions_by_id["undo"].trigger()
    assert opened.session.map.cards[other].text == journey.cards[other].text
    assert opened.session.map.cards[key].text == "Mine"


def test_what_both_changed_is_marked_and_settled_by_keyboard(opened, journey_file, qtbot):
    key = card_of(opened.session.map)
    opened.session.apply("Edit text", lambda m: change(m, key, text="Mine"))
    theirs_save(journey_file, lambda m: change(m, key, text="Theirs"))
    qtbot.waitUntil(lambda: bool(opened.session.map.conflicts))
    bar = opened.team.conflicts.bar
    assert bar.isVisible()
    assert bar.count.text() == "Conflict 1 of 1"
    assert "1 conflict" in opened.canvas.position_of(key)
    assert (bar.mine.toPlainText(), bar.theirs.toPlainText()) == ("Mine", "Theirs")
    QTest.keyClick(opened, Qt.Key.Key_F4)
    assert opened.canvas.selection == {key}
    bar.both.setFocus()
    QTest.keyClick(bar.both, Qt.Key.Key_Space)
    assert opened.session.map.cards[key].text == "Mine\nTheirs"
    assert not opened.session.map.conflicts
    assert not bar.isVisible()
    opened.actions_by_id["undo"].trigger()
    assert bar.isVisible()
    assert opened.session.map.cards[key].text == "Mine"


def test_a_change_waits_until_a_text_is_written(opened, journey_file, qtbot):
    key, other = sorted(opened.session.map.cards)[:2]
    opened.canvas.choose(key)
    opened.canvas.edit_text(key)
    QTest.keyClicks(opened.canvas.editor, "Typed while")
    digest = theirs_save(journey_file, lambda m: change(m, other, text="Theirs"))
    opened.team.watching.look()
    settled(opened, qtbot)
    assert opened.canvas.editor is not None
    assert opened.documents.digest != digest
    QTest.keyClick(opened.canvas.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.documents.digest == digest)
    assert opened.session.map.cards[key].text == "Typed while"
    assert opened.session.map.cards[other].text == "Theirs"


def test_a_touched_file_is_no_change(opened, journey_file, qtbot):
    before = opened.session.map
    journey_file.write_bytes(journey_file.read_bytes())
    opened.team.watching.look()
    settled(opened, qtbot)
    assert opened.session.map is before
    assert not opened.session.history.done


def test_saving_onto_a_changed_file_merges(opened, journey_file, told, qtbot):
    opened.team.watching.watch(None, "")  # a drive that tells of nothing
    key, other = sorted(opened.session.map.cards)[:2]
    opened.session.apply("x", lambda m: change(m, key, text="Mine"))
    theirs_save(journey_file, lambda m: change(m, other, text="Theirs"))
    told.change = Change.MERGE
    assert opened.documents.save()
    assert told.kinds() == ["ask_about_change"]
    saved = open_map(journey_file).map
    assert (saved.cards[key].text, saved.cards[other].text) == ("Mine", "Theirs")
    assert saved == opened.session.map
    assert not opened.session.dirty


def test_saving_elsewhere_leaves_theirs_alone(opened, journey_file, told, tmp_path):
    opened.team.watching.watch(None, "")
    key = card_of(opened.session.map)
    opened.session.apply("x", lambda m: change(m, key, text="Mine"))
    theirs_save(journey_file, lambda m: change(m, key, text="Theirs"))
    told.change, told.file = Change.ELSEWHERE, str(tmp_path / "mine.cjmap")
    assert opened.documents.save()
    assert open_map(journey_file).map.cards[key].text == "Theirs"
    assert open_map(tmp_path / "mine.cjmap").map.cards[key].text == "Mine"


def test_a_deleted_file_is_told_and_written_again_only_after_asking(opened, journey_file, told, qtbot):
    journey_file.unlink()
    opened.team.watching._tries = 9
    opened.team.watching.look()
    qtbot.waitUntil(lambda: bool(words(opened)))
    assert "was deleted, moved or renamed" in words(opened)[0]
    assert opened.session.dirty
    assert opened.documents.save() is False
    assert not journey_file.exists()
    told.change = Change.OVERWRITE
    assert opened.documents.save()
    assert open_map(journey_file).map == opened.session.map


def test_a_file_that_comes_back_as_it_was_is_the_maps_file_again(opened, journey_file, qtbot):
    data = journey_file.read_bytes()
    journey_file.unlink()
    opened.team.watching._tries = 9
    opened.team.watching.look()
    qtbot.waitUntil(lambda: bool(words(opened)))
    journey_file.write_bytes(data)
    qtbot.waitUntil(lambda: not words(opened))
    assert not opened.session.dirty


def test_a_file_that_is_no_map_any_more_changes_nothing(opened, journey_file, qtbot):
    before = opened.session.map
    journey_file.write_text("<<<<<<< ours\n")
    opened.team.watching._tries = 9
    opened.team.watching.look()
    qtbot.waitUntil(lambda: bool(words(opened)))
    assert "cannot be read as a map now" in words(opened)[0]
    assert opened.session.map is before


def test_another_map_in_its_place_is_not_merged(opened, journey_file, qtbot):
    before = opened.session.map
    theirs_save(journey_file, lambda m: change_map(m, id="another"))
    qtbot.waitUntil(lambda: bool(words(opened)))
    assert "holds another map now" in words(opened)[0]
    assert opened.session.map is before


def test_a_file_of_a_newer_version_is_not_merged(opened, journey_file, qtbot):
    before = opened.session.map
    data = journey_file.read_text().replace('"min_reader": 2', '"min_reader": 99').replace('"min_reader": 3',
                                                                                          '"min_reader": 99')
    journey_file.write_text(data)
    qtbot.waitUntil(lambda: bool(words(opened)))
    assert "newer version" in words(opened)[0]
    assert opened.session.map is before


# -- copies of file services ------------------------------------------------------------------------------------------


def test_a_conflicted_copy_is_offered_merged_and_never_deleted_unasked(opened, journey_file, qtbot):
    key, other, third = sorted(opened.session.map.cards)[:3]
    settled(opened, qtbot)
    opened.session.apply("x", lambda m: change(m, key, text="Mine"))
    assert opened.documents.save()
    base = open_map(journey_file).map
    copy = journey_file.with_name("held (Bình's conflicted copy 2026-11-22).cjmap")
    old = change(base, key, text=opened.session.history.done[0].before.cards[key].text)
    save_map(delete(change(old, other, text="Theirs"), [third]), copy)
    qtbot.waitUntil(lambda: bool(words(opened)))
    assert "Dropbox, Bình" in words(opened)[0]
    press(opened, f"copy {copy}", "Merge it into this map")
    assert opened.session.map.cards[other].text == "Theirs"
    assert opened.session.map.cards[key].text == "Mine", "what was saved since the copy was made stays"
    assert third not in opened.session.map.cards, "what was deleted there is known from the version that was opened"
    assert copy.exists()
    assert opened.documents.save()
    qtbot.waitUntil(lambda: any("was merged and saved" in each for each in words(opened)))
    assert copy.exists()


def test_a_map_with_conflicts_opens_on_them(make_window, journey_file, qtbot):
    from cjdesigner.merge import merge_maps

    base = open_map(journey_file).map
    key = card_of(base)
    merged = merge_maps(base, change(base, key, text="Mine"), change(base, key, text="Theirs")).map
    save_map(merged, journey_file)
    window = make_window()
    window.open_path(journey_file)
    assert window.team.conflicts.bar.isVisible()
    qtbot.waitUntil(lambda: window.canvas.selection == {key})
    QTest.keyClick(window.team.conflicts.bar.take, Qt.Key.Key_Space)
    assert window.session.map.cards[key].text == "Theirs"
    assert not window.team.conflicts.bar.isVisible()


def test_a_file_with_the_marks_of_git_is_merged_when_it_is_opened(make_window, told, tmp_path, qtbot):
    folder = tmp_path / "team"
    folder.mkdir()

    def git(*args, check=True):
        subprocess.run(["git", "-c", "user.name=Lan", "-c", "user.email=l@example.org", "-C", str(folder), *args],
                       check=check, capture_output=True)

    path, base = folder / "held.cjmap", templates.build("sample", "en")
    key, other = card_of(base), max(base.cards)
    git("init", "-qb", "main")
    for branch, made in (("main", base), ("theirs", change(base, key, text="Theirs")),
                         ("main", change(change(base, key, text="Mine"), other, text="Only mine"))):
        git("checkout", "-q", *(["-b"] if branch == "theirs" else []), branch, check=False)
        save_map(made, path)
        git("add", "-A")
        git("commit", "-qm", "x")
    git("merge", "theirs", check=False)
    marked = path.read_bytes()
    assert b"<<<<<<<" in marked
    window = make_window()
    told.agree = False
    window.open_path(path)
    assert window.session.path is None
    told.agree = True
    window.open_path(path)
    assert window.session.map.cards[other].text == "Only mine"
    assert len(window.session.map.conflicts) == 1
    assert window.session.dirty
    assert path.read_bytes() == marked
    qtbot.waitUntil(window.team.conflicts.bar.isVisible)
    QTest.keyClick(window.team.conflicts.bar.take, Qt.Key.Key_Space)
    assert window.documents.save()
    assert open_map(path).map.cards[key].text == "Theirs"


def contradict(window, count: int) -> list[str]:
    """Brings a version that says something else on so many cards into a window's map."""
    from cjdesigner.window.merging import merge_version

    base = window.session.map
    keys = sorted(key for key, card in base.cards.items() if card.kind == "action")[:count]
    mine = theirs = base
    for key in keys:
        mine, theirs = change(mine, key, text=f"Mine {key}"), change(theirs, key, text=f"Theirs {key}")
    window.session.apply("x", lambda _map: mine)
    merge_version(window.session, base, theirs, "theirs.cjmap")
    return keys


def test_the_keys_lead_from_conflict_to_conflict_and_back(window):
    keys, bar = contradict(window, 3), window.team.conflicts.bar
    seen = []
    for _each in range(4):
        QTest.keyClick(window, Qt.Key.Key_F4)
        seen.append(next(iter(window.canvas.selection)))
    assert set(seen) == set(keys)
    QTest.keyClick(window, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert next(iter(window.canvas.selection)) == seen[2]
    assert bar.list.count() == 3


def test_all_conflicts_are_settled_in_one_step(window):
    keys, bar = contradict(window, 3), window.team.conflicts.bar
    take = bar.all.menu().actions()[1]
    take.trigger()
    assert all(window.session.map.cards[key].text == f"Theirs {key}" for key in keys)
    assert not bar.isVisible()
    window.actions_by_id["undo"].trigger()
    assert len(window.session.map.conflicts) == 3
    bar.all.menu().actions()[0].trigger()
    assert all(window.session.map.cards[key].text == f"Mine {key}" for key in keys)


def test_a_closed_bar_comes_back_by_its_key_and_in_other_words_and_colours(window, make_window):
    contradict(window, 2)
    window.team.conflicts.bar.closed.emit()
    assert not window.team.conflicts.bar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert window.team.conflicts.bar.isVisible()
    window.rebuild(window.settings.having(theme="dark"))
    assert window.team.conflicts.bar.isVisible()
    assert window.team.conflicts.bar.list.count() == 2


def test_what_can_only_be_one_cannot_be_both(window):
    stage = window.session.map.ordered_stages()[0].id
    base = window.session.map
    from cjdesigner.window.merging import merge_version

    window.session.apply("x", lambda m: change(m, stage, colour="#112233"))
    merge_version(window.session, base, change(base, stage, colour="#445566"), "theirs.cjmap")
    bar = window.team.conflicts.bar
    assert not bar.both.isEnabled()
    assert bar.keep.isEnabled()
    assert (bar.mine.toPlainText(), bar.theirs.toPlainText()) == ("#112233", "#445566")
    window.team._read_only()
    window.team.conflicts.step(1)
    assert not bar.keep.isEnabled()
