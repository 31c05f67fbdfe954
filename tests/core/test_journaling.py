"""Writing journals: begun, grown, saved, failing at every call, left behind, taken over; no two sessions share one."""

import dataclasses
import errno
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from cjdesigner.edit.changes import change, change_map
from cjdesigner.files import journaling
from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.journal import Origin, line
from cjdesigner.files.journaling import Journal
from cjdesigner.files.leftovers import Left, discard, left_behind, take_over
from cjdesigner.files.seats import claim, sessions_folder
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap

SAMPLE = templates.build("sample", "en")
CARD = next(iter(SAMPLE.cards))
SAID = {errno.ENOSPC: "the disk is full", errno.EIO: "the disk reports an error", errno.EROFS: "the disk is read-only"}
FILE = Origin("/maps/a.cjmap", "d1")


def reworded(journey: JourneyMap, words: object) -> JourneyMap:
    return change(journey, CARD, text=f"Thẻ {words}")


class Work:
    """A map that is edited with a journal, until the process dies."""

    def __init__(self, disk: Disk = DISK, **given: Any) -> None:
        self.told: list[str] = []
        self.map = SAMPLE
        self.journal = Journal(FILE, self.map, self.map, disk=disk, told=self.told.append, **given)

    def edit(self, words: object) -> None:
        old, self.map = self.map, reworded(self.map, words)
        self.journal.edited(old, self.map)

    def save(self, digest: str) -> None:
        self.journal.saved(self.map, Origin("/maps/b.cjmap", digest))

    def die(self) -> list[Left]:
        """The process is gone, and its handles and locks with it; what it left behind."""
        for handle in (self.journal._file, self.journal._seat and self.journal._seat.lock):
            if handle is not None:
                os.close(handle)
        return left_behind()


def files() -> list[str]:
    return sorted(path.suffix for path in sessions_folder().iterdir()) if sessions_folder().exists() else []


# --- a session -------------------------------------------------------------------------------------------------


def test_edits_come_back_after_a_crash():
    work = Work()
    for place in range(5):
        work.edit(place)
    (left,) = work.die()
    assert left.map() == work.map
    assert left.base() == SAMPLE
    assert (left.replay.edits, left.replay.number, left.replay.broken) == (5, 5, False)
    assert left.is_of(Path("/maps/../maps/a.cjmap"))
    assert left.title == SAMPLE.title


def test_undo_and_what_joined_a_step_come_back():
    work = Work()
    work.edit(1)
    before = work.map
    work.edit("k")
    old, work.map = work.map, reworded(work.map, "kh")
    work.journal.edited(old, work.map, step=0)
    work.journal.edited(work.map, before, step=-1)
    (left,) = work.die()
    assert left.map() == before
    assert (left.replay.edits, left.replay.number) == (1, 4)


def test_nothing_is_offered_where_nothing_is_unsaved():
    work = Work()
    work.journal.flush()  # the journal is there before the first edit
    assert files() == [".journal", ".lock"]
    work.edit(1)
    work.journal.edited(work.map, SAMPLE)
    assert work.die() == []
    assert files() == []


def test_a_map_without_a_file_is_kept_before_its_first_edit():
    journal = Journal(Origin(), None, SAMPLE)
    journal.flush()
    os.close(journal._seat.lock)
    (left,) = left_behind()
    assert (left.path, left.base(), left.map()) == (None, None, SAMPLE)


def test_after_a_save_only_what_came_later_is_unsaved():
    work = Work()
    work.edit(1)
    work.save("d2")
    saved = work.map
    work.edit(2)
    (left,) = work.die()
    assert (left.base(), left.map(), left.replay.edits) == (saved, work.map, 1)
    assert left.replay.origin == Origin("/maps/b.cjmap", "d2")


def test_a_save_of_a_map_that_was_edited_meanwhile():
    work = Work()
    work.edit(1)
    saved = work.map
    work.edit(2)
    work.journal.saved(saved, Origin("/maps/b.cjmap", "d2"))
    work.journal.flush()
    work.edit(3)
    (left,) = work.die()
    assert (left.base(), left.map()) == (saved, work.map)
    assert left.replay.origin.digest == "d2"


def test_a_journal_that_has_grown_is_written_anew(monkeypatch):
    monkeypatch.setattr(journaling, "MOST", 2_000)
    work, sizes = Work(), []
    for place in range(300):
        work.edit(place)
        if place % 7 == 0:
            assert work.journal.flush()
            sizes.append(Path(work.journal._seat.journal).stat().st_size)
    assert sizes != sorted(sizes)  # it has shrunk
    assert max(sizes) < 5 * sizes[0]
    (left,) = work.die()
    assert (left.map(), left.base(), left.replay.edits, left.replay.number) == (work.map, SAMPLE, 300, 300)


def test_edits_that_come_while_the_journal_is_written_anew_are_in_both():
    held: list[str] = []

    def replaced(old: str, new: str) -> None:
        held.append(Path(old).read_text().splitlines()[-1])
        os.replace(old, new)

    def synced(handle: int) -> None:
        os.fsync(handle)
        if work.map is not SAMPLE and not held:
            work.edit("meanwhile")

    work = Work(dataclasses.replace(DISK, replace=replaced, datasync=synced))
    work.journal.flush()
    held.clear()
    work.edit(1)
    work.journal._most = 0
    work.journal.flush()
    assert '"n":2' in held[0]
    (left,) = work.die()
    assert (left.map(), left.replay.number) == (work.map, 2)


def test_a_journal_is_removed():
    work = Work()
    work.edit(1)
    work.journal.remove()
    assert files() == []
    assert work.journal.flush()
    assert files() == []


# --- errors ----------------------------------------------------------------------------------------------------


class Faulty:
    """A disk that fails one call of a name, or all of them from then on."""

    def __init__(self, name: str, number: int, code: int, *, lasting: bool = False) -> None:
        self.calls, self.number, self.lasting, self.fails = 0, number, lasting, True
        whole = getattr(DISK, name)

        def call(*args: Any) -> Any:
            self.calls += 1
            if self.fails and (self.calls == number or (lasting and self.calls > number)):
                if name == "write" and len(args[1]) > 8:
                    os.write(args[0], args[1][:len(args[1]) // 2])  # a disk fills up in the middle of a line
                raise OSError(code, os.strerror(code))
            return whole(*args)

        self.disk = dataclasses.replace(DISK, **{name: call})


CALLS = [("open", n) for n in range(1, 6)] + [("write", n) for n in range(1, 9)] + [
    ("datasync", 1), ("datasync", 2), ("replace", 1), ("replace", 2), ("lock", 1), ("make_folder", 1), ("fsync", 1),
    ("close", 1), ("close", 2), ("fstat", 1)]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize(("name", "number"), CALLS)
def test_a_call_that_fails_once_disturbs_no_edit_and_the_next_flush_has_all(monkeypatch, name, number, code):
    monkeypatch.setattr(journaling, "MOST", 400)
    faulty = Faulty(name, number, code)
    work = Work(faulty.disk)
    for place in range(6):
        work.edit(place)
        if place in (1, 3):
            work.journal.flush()
    assert faulty.calls >= number or name in ("open", "replace", "close", "datasync", "write")
    assert work.journal.flush() or work.journal.flush()
    assert work.told in ([], [SAID[code], ""])
    work.edit("last")
    assert work.journal.flush() or work.journal.flush()
    (left,) = work.die()
    assert (left.map(), left.replay.edits, left.replay.broken) == (work.map, 7, False)


def test_a_full_disk_is_told_once_and_tried_again():
    faulty = Faulty("write", 4, errno.ENOSPC, lasting=True)
    work = Work(faulty.disk)
    for place in range(6):
        work.edit(place)
        work.journal.flush()
    assert work.told == [SAID[errno.ENOSPC]]
    assert work.journal.trouble
    faulty.fails = False
    assert work.journal.flush()
    assert work.told == [SAID[errno.ENOSPC], ""]
    (left,) = work.die()
    assert left.map() == work.map


def test_after_a_torn_line_and_a_crash_all_before_it_is_there():
    work = Work(Faulty("write", 5, errno.ENOSPC, lasting=True).disk)
    states = []
    for place in range(6):
        work.edit(place)
        states.append(work.map)
    (left,) = work.die()
    assert left.map() == states[2]
    assert not left.replay.broken


def test_a_state_folder_that_cannot_be(home):
    (home / "state").write_text("in the way")
    work = Work()
    work.edit(1)
    work.edit(2)
    assert not work.journal.flush()
    assert len(work.told) == 1
    (home / "state").unlink()
    assert work.journal.flush()
    (left,) = work.die()
    assert left.map() == work.map


# --- what was left behind --------------------------------------------------------------------------------------


def test_a_living_session_is_not_offered():
    work = Work()
    work.edit(1)
    assert left_behind() == []
    assert take_over(work.journal._seat.name) is None
    assert len(work.die()) == 1


def test_a_journal_is_taken_over_once_and_lives_until_it_is_removed():
    work = Work()
    work.edit(1)
    (left,) = work.die()
    seat, again = take_over(left.name)
    assert again == left
    assert take_over(left.name) is None
    assert left_behind() == []
    journal = Journal(left.replay.origin, left.base(), left.map(), seat=seat, number=left.replay.number,
                      edits=left.replay.edits)
    assert Path(seat.journal).exists()
    new = reworded(left.map(), 2)
    journal.edited(left.map(), new)
    os.close(seat.lock)
    (later,) = left_behind()
    assert (later.name, later.map(), later.base(), later.replay.edits) == (left.name, new, SAMPLE, 2)
    discard(later)
    assert files() == []


def test_what_a_taken_over_journal_holds_stays_if_the_program_dies_before_it_writes():
    work = Work()
    work.edit(1)
    (left,) = work.die()
    seat, _again = take_over(left.name)
    Journal(left.replay.origin, left.base(), left.map(), seat=seat, number=1, edits=1)
    os.close(seat.lock)
    assert left_behind() == [left]


def test_the_latest_work_comes_first():
    works = [Work(), Work(), Work()]
    for place, work in enumerate(works):
        work.edit(place)
    works[0].edit("again")
    names = [work.journal._seat.name for work in works]
    for work in works:
        found = work.die()
    assert found[0].name == names[0]
    assert len(found) == 3


def test_unreadable_journals_are_kept_under_another_name_and_newer_ones_left_alone():
    folder = sessions_folder()
    folder.mkdir(parents=True)
    (folder / "a.journal").write_bytes(b"not a journal\nat all\n")
    newer = line({"format": "cjdesigner/journal", "version": 9}) + line({})
    (folder / "b.journal").write_bytes(newer)
    (folder / "c.lock").write_bytes(b"")
    assert left_behind() == []
    assert (folder / "a.unreadable").read_bytes() == b"not a journal\nat all\n"
    assert (folder / "b.journal").read_bytes() == newer
    assert sorted(path.name for path in folder.iterdir()) == ["a.unreadable", "b.journal", "b.lock"]


def test_a_seat_whose_lock_was_removed_meanwhile_is_not_taken(tmp_path):
    seat = claim(tmp_path, "a")

    def lock(handle: int) -> bool:
        seat.clear()  # its owner leaves between our opening of the lock and our locking it
        return DISK.lock(handle)

    assert claim(tmp_path, "a", dataclasses.replace(DISK, lock=lock)) is None


def test_where_a_drive_knows_no_locks_the_process_is_asked_for(monkeypatch):
    def lock(_handle: int) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    disk = dataclasses.replace(DISK, lock=lock)
    work = Work(disk)
    work.edit(1)
    assert left_behind(disk) == []  # this process runs
    monkeypatch.setattr(os, "kill", lambda _pid, _signal: (_ for _ in ()).throw(ProcessLookupError()))
    (left,) = left_behind(disk)
    assert left.map() == work.map


def test_a_thread_flushes_once_a_second(monkeypatch):
    monkeypatch.setattr(journaling, "SECOND", 0.001)
    flushed = threading.Event()

    def datasync(handle: int) -> None:
        os.fsync(handle)
        flushed.set()

    work = Work(dataclasses.replace(DISK, datasync=datasync))
    work.journal.start()
    assert flushed.wait(10)
    flushed.clear()
    work.edit(1)
    assert flushed.wait(10)
    work.journal.remove()
    assert files() == []


def test_a_change_of_the_maps_own_fields():
    work = Work()
    old, work.map = work.map, change_map(work.map, title="Mới")
    work.journal.edited(old, work.map)
    (left,) = work.die()
    assert (left.title, left.map()) == ("Mới", work.map)
