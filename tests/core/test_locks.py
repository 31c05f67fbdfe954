"""Locks beside a map: who has it open, and what is left of programs that are gone."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cjdesigner.files import locks
from cjdesigner.files.disk import DISK
from cjdesigner.files.locks import holders, release, renew, take, turn
from cjdesigner.files.processes import start_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "Hành trình.cjmap"
    file.write_text("{}")
    return file


def rewrite(lock: str, **told: object) -> None:
    held = json.loads(Path(lock).read_text())
    Path(lock).write_text(json.dumps({**held, **told}))


def test_a_lock_says_who_and_since_when_to_others_and_not_to_its_owner(path):
    now = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    mine = take(path, "An", now=now)
    assert mine is not None
    assert Path(mine).name.startswith(".~lock.Hành trình.cjmap.")
    [held] = holders(path)
    assert (held.user, held.host, held.since, held.ours) == ("An", locks.host(), now, True)
    assert holders(path, own=mine) == ()
    release(mine)
    assert holders(path) == ()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_two_windows_of_one_program_have_a_lock_each(path):
    first, second = take(path), take(path)
    assert len(holders(path, own=first)) == len(holders(path, own=second)) == 1
    release(first)
    assert holders(path, own=second) == ()


def test_a_link_and_its_file_share_their_locks(path, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.cjmap"
    link.symlink_to(path)
    take(link, "Bình")
    assert [held.user for held in holders(path)] == ["Bình"]


def test_what_a_killed_program_of_this_machine_left_is_removed_silently(path):
    code = f"from cjdesigner.files.locks import take; import os; assert take({str(path)!r}); os._exit(9)"
    subprocess.run([sys.executable, "-c", code], check=False)
    assert len(list(path.parent.iterdir())) == 2
    assert holders(path) == ()
    assert len(list(path.parent.iterdir())) == 1


def test_a_number_that_another_program_has_now_is_not_its_owner(path):
    lock = take(path)
    rewrite(lock, pid=1)
    assert holders(path) == ()
    assert not Path(lock).exists()


def test_a_lock_of_another_machine_is_never_removed_but_may_be_silent(path):
    lock = take(path, "Chi", now=datetime.now(UTC) - timedelta(days=2))
    rewrite(lock, host="elsewhere", pid=999_999_999)
    [held] = holders(path)
    assert (held.user, held.here, held.silent()) == ("Chi", False, True)
    renew(lock)
    [held] = holders(path)
    assert not held.silent()
    assert held.since < held.beat
    assert held.host == "elsewhere"


def test_a_beat_is_one_write_of_the_same_length(path):
    lock = take(path)
    size = Path(lock).stat().st_size
    written = []

    def write(handle: int, data: memoryview) -> int:
        written.append(len(data))
        return os.write(handle, data)

    renew(lock, replace(DISK, write=write), datetime(2031, 12, 31, tzinfo=UTC))
    assert written == [size] == [Path(lock).stat().st_size]


def test_a_removed_lock_is_not_brought_back_by_a_beat(path):
    lock = take(path)
    release(lock)
    renew(lock)
    assert not Path(lock).exists()


@pytest.mark.parametrize("call", ["realpath", "open", "write"])
def test_where_no_lock_can_be_there_is_none_and_nobody_complains(path, call):
    def refuse(*_args: object) -> None:
        raise PermissionError

    assert take(path, disk=replace(DISK, **{call: refuse})) is None


@pytest.mark.parametrize("words", ["", "{", "[]", "{}", "[" * 5000, '{"user": 1}', "x" * 5000,
                                   '{"user":"a","host":"b","since":"2026","beat":"2026","pid":1,"start":""}',
                                   '{"user":"a","host":"b","since":"2026-01-01T00:00:00Z","beat":[],"pid":1e999,'
                                   '"start":""}'])
def test_a_strangers_file_of_that_name_is_passed_over(path, words):
    (path.parent / f".~lock.{path.name}.0123abcd#").write_text(words)
    assert holders(path) == ()
    assert (path.parent / f".~lock.{path.name}.0123abcd#").exists()


def test_a_name_is_shown_on_one_short_line(path):
    take(path, "A\n\x1b[31m" + "n" * 200)
    [held] = holders(path)
    assert held.user.startswith("A[31mn")
    assert len(held.user) <= 80


def test_the_start_of_a_program_tells_it_from_others():
    assert start_of(os.getpid()) == start_of(os.getpid()) != ""
    assert start_of(1) != start_of(os.getpid())
    assert start_of(-1) == start_of(0) == ""


# -- turns ----------------------------------------------------------------------------------------------------------


def test_one_save_at_a_time(path):
    waited = []
    disk = replace(DISK, sleep=waited.append)
    with turn(path):
        assert holders(path) == (), "a save is nobody who has the map open"
        with turn(path, disk):
            assert len(waited) == locks._TURNS, "who waits too long goes on"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_next_has_its_turn_when_the_first_is_through(path):
    first = turn(path)
    first.__enter__()
    disk = replace(DISK, sleep=lambda _seconds: first.__exit__(None, None, None))
    with turn(path, disk):
        assert len(list(path.parent.iterdir())) == 2
    assert len(list(path.parent.iterdir())) == 1


@pytest.mark.parametrize("told", [{"pid": 1}, {"since": "2020-01-01T00:00:00Z", "host": "elsewhere"}])
def test_a_turn_that_a_killed_program_left_is_over(path, told):
    with turn(path):
        [lock] = path.parent.glob(".~lock*")
        rewrite(str(lock), **told)
        with turn(path, replace(DISK, sleep=lambda _seconds: pytest.fail("it waited"))):
            pass


def test_without_a_lock_a_save_goes_on(path):
    def refuse(*_args: object) -> int:
        raise PermissionError

    with turn(path, replace(DISK, open=refuse, sleep=lambda _seconds: pytest.fail("it waited"))):
        pass
    with turn(path.parent / "gone" / "x.cjmap"):
        pass
