"""Saving: every call of the file system is failed once, and the old file is whole and no temporary file is left."""

import dataclasses
import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cjdesigner.files.disk import DISK, Disk, machine
from cjdesigner.files.format import digest, from_bytes, to_bytes
from cjdesigner.files.places import MapFileError
from cjdesigner.files.storage import ChangedOutside, SaveError, open_map, save_map
from cjdesigner.files.writing import TEMPORARY, clean_up, write_atomic
from cjdesigner.model.map import JourneyMap

OLD = JourneyMap(id="m", title="old")
NEW = JourneyMap(id="m", title="new " + "x" * 5000)
CALLS = [field.name for field in dataclasses.fields(Disk) if field.name != "sleep"]

ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EDQUOT, errno.EBADF, errno.EINVAL]


@pytest.fixture
def path(tmp_path):
    save_map(OLD, tmp_path / "journey.cjmap")
    return tmp_path / "journey.cjmap"


class Fault:
    """A disk that counts calls by name, and does something else at one of them."""

    def __init__(self, name="", number=0, act=None):
        self.name, self.number, self.act, self.counts, self.happened = name, number, act, {}, False

    def disk(self):
        return Disk(**{name: self.wrapped(name, getattr(DISK, name)) for name in [*CALLS, "sleep"]})

    def wrapped(self, name, real):
        def call(*args):
            self.counts[name] = self.counts.get(name, 0) + 1
            if name == self.name and self.counts[name] == self.number:
                self.happened = True
                return self.act(real, *args)
            return real(*args)

        return call


def failing(code):
    def act(real, *args):
        raise OSError(code, os.strerror(code))

    return act


def failing_always(code):
    def call(*args):
        raise OSError(code, os.strerror(code))

    return call


def counted(path):
    """How often a save that keeps a copy of an old file, for want of links, calls what."""
    fault = Fault()
    save_map(NEW, path, expected=digest(to_bytes(OLD)),
             disk=dataclasses.replace(fault.disk(), link=failing_always(errno.EXDEV)))
    return fault.counts | {"link": 1}


def test_a_save_uses_the_calls_of_the_disk(path):
    counts = counted(path)
    assert set(counts) == {*CALLS} - {"unlink", "datasync", "fstat", "lock"}
    assert counts["fsync"] == 3  # the new file, the copy of the old one, the folder
    assert counts["replace"] == 2


@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("name", CALLS)
def test_each_call_failed_once_leaves_the_old_file_or_the_new_one(path, name, code):
    for number in range(1, counted(path).get(name, 0) + 1):
        path.write_bytes(to_bytes(OLD))
        fault = Fault(name, number, failing(code))
        try:
            save_map(NEW, path, expected=digest(to_bytes(OLD)), disk=fault.disk())
        except SaveError:
            assert fault.happened
            assert from_bytes(path.read_bytes()).map == OLD
        else:
            assert from_bytes(path.read_bytes()).map == NEW
        assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("name", ["open", "write", "fsync", "close", "read"])
def test_what_fails_before_the_file_is_whole_fails_the_save(path, name):
    """A flush that failed counts: what the system says it wrote is not on the disk then."""
    with pytest.raises(SaveError):
        save_map(NEW, path, disk=Fault(name, 1, failing(errno.EIO)).disk())
    assert open_map(path).map == OLD


def test_a_short_write_is_continued(path):
    fault = Fault("write", 1, lambda real, handle, data: real(handle, data[:10]))
    save_map(NEW, path, disk=fault.disk())
    assert fault.counts["write"] == 2
    assert open_map(path).map == NEW


def test_a_temporary_file_that_cannot_be_removed_does_not_hide_the_reason(path):
    disk = dataclasses.replace(DISK, fsync=failing_always(errno.ENOSPC), unlink=failing_always(errno.EIO))
    with pytest.raises(SaveError, match="disk is full"):
        save_map(NEW, path, disk=disk)
    assert open_map(path).map == OLD
    assert all(name == path.name or name.endswith(TEMPORARY) for name in os.listdir(path.parent))


@pytest.mark.parametrize(("name", "number", "act"), [
    ("write", 1, lambda real, handle, data: 0),
    ("write", 1, lambda real, handle, data: real(handle, data[:10]) and len(data)),
    ("write", 1, lambda real, handle, data: real(handle, bytes(len(data)))),
    ("read", 1, lambda real, name: real(name)[:-1]),
], ids=["writes nothing", "writes less than it says", "writes zeros", "reads less"])
def test_a_lying_disk_is_found_out(path, name, number, act):
    with pytest.raises(SaveError, match="disk reports an error"):
        save_map(NEW, path, disk=Fault(name, number, act).disk())
    assert open_map(path).map == OLD
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("name", ["write", "fsync", "replace"])
def test_an_interrupted_save_leaves_nothing(path, name):
    def interrupt(real, *args):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save_map(NEW, path, disk=Fault(name, 1, interrupt).disk())
    assert open_map(path).map == OLD
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize(("code", "fact", "hint"), [
    (errno.ENOSPC, "disk is full", "Free some space"), (errno.EROFS, "read-only", "another disk"),
    (errno.EACCES, "not allowed", "another folder"), (errno.EIO, "disk reports an error", "another disk"),
    (errno.ENAMETOOLONG, "too long", "shorter"), (errno.EBADF, "could not be saved", "another folder"),
])
def test_the_sentence_says_why_and_what_to_do(path, code, fact, hint):
    with pytest.raises(SaveError) as caught:
        save_map(NEW, path, disk=Fault("open", 1, failing(code)).disk())
    assert fact in caught.value.message
    assert "journey.cjmap" in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_busy_file_on_windows_is_tried_again(path, code):
    waits = []

    def busy(*args):
        if len(waits) < 3:
            error = PermissionError(13, "in use")
            error.winerror = code
            raise error
        os.replace(*args)

    save_map(NEW, path, disk=dataclasses.replace(DISK, replace=busy, sleep=waits.append))
    assert waits == [0.01, 0.025, 0.05]
    assert open_map(path).map == NEW


def test_what_is_not_busy_is_not_tried_again(path):
    waits, error = [], OSError(errno.EIO, "broken")
    error.winerror = 1117

    def broken(*args):
        raise error

    with pytest.raises(SaveError, match="disk reports an error"):
        save_map(NEW, path, disk=dataclasses.replace(DISK, replace=broken, sleep=waits.append))
    assert waits == []


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_busy_file_can_be_read_after_a_while(path, code):
    """A virus scanner looks at the new file the moment that it is closed, before it is read back."""
    def busy(*args):
        error = PermissionError(13, "in use")
        error.winerror = code
        raise error

    for number in (1, 2, 3):
        save_map(JourneyMap(id="m", title=f"{number}"), path,
                 disk=dataclasses.replace(Fault("read", number, busy).disk(), sleep=lambda seconds: None))
        assert open_map(path).map.title == f"{number}"
        assert os.listdir(path.parent) == [path.name]


def test_a_file_that_stays_busy_is_given_up(path):
    waits = []

    def busy(*args):
        error = PermissionError(13, "in use")
        error.winerror = 32
        raise error

    with pytest.raises(SaveError, match=r"Another program holds journey\.cjmap"):
        save_map(NEW, path, disk=dataclasses.replace(DISK, replace=busy, sleep=waits.append))
    assert sum(waits) < 3
    assert open_map(path).map == OLD


# --- what is kept ---


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(path, mode):
    path.chmod(mode)
    save_map(NEW, path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_private_file_stays_private_where_the_mode_cannot_be_set(path):
    path.chmod(0o600)
    save_map(NEW, path, disk=Fault("chmod", 1, failing(errno.EPERM)).disk())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_file_has_the_usual_mode(tmp_path):
    (tmp_path / "usual").write_bytes(b"")
    save_map(NEW, tmp_path / "new.cjmap")
    assert (tmp_path / "new.cjmap").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_write_protected_file_is_not_replaced(path):
    with pytest.raises(SaveError, match="not allowed"):
        save_map(NEW, path, disk=dataclasses.replace(DISK, writable=lambda name, mode: False))
    assert open_map(path).map == OLD


def test_a_read_only_disk_is_not_taken_for_a_file_of_somebody_else(path):
    """The system answers the same to the question who may write; only a try tells the two apart."""
    disk = dataclasses.replace(Fault("open", 1, failing(errno.EROFS)).disk(), writable=lambda name, mode: False)
    with pytest.raises(SaveError, match="disk is read-only"):
        save_map(NEW, path, disk=disk)


def test_a_link_that_cannot_be_looked_at_is_not_written_over(path, tmp_path, monkeypatch):
    def refused(name):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)

    link = tmp_path / "link.cjmap"
    link.symlink_to(path)
    monkeypatch.setattr(os, "lstat", refused)
    with pytest.raises(SaveError, match="not allowed"):
        save_map(NEW, link)
    assert link.is_symlink()
    assert open_map(path).map == OLD


def test_a_link_stays_a_link_and_its_target_is_written(path, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "link.cjmap"
    link.symlink_to(path)
    save_map(NEW, link)
    assert link.is_symlink()
    assert open_map(path).map == NEW
    assert os.listdir(folder) == ["link.cjmap"]


def test_a_link_to_nothing_makes_its_target(tmp_path):
    link = tmp_path / "link.cjmap"
    link.symlink_to(tmp_path / "target.cjmap")
    save_map(NEW, link)
    assert link.is_symlink()
    assert open_map(tmp_path / "target.cjmap").map == NEW


def test_a_long_vietnamese_name(tmp_path):
    path = tmp_path / ("ế" * 80 + ".cjmap")
    save_map(NEW, path)
    assert open_map(path).map == NEW


def test_saving_returns_the_digest_of_the_file(path):
    assert save_map(NEW, path) == digest(path.read_bytes()) == open_map(path).digest


def test_a_file_that_somebody_else_has_changed_is_not_written_over(path):
    known = open_map(path).digest
    save_map(JourneyMap(id="m", title="theirs"), path)
    with pytest.raises(ChangedOutside, match="another program"):
        save_map(NEW, path, expected=known)
    assert open_map(path).map.title == "theirs"


def test_a_file_that_is_changed_while_the_new_one_is_written_stays(path):
    theirs = to_bytes(JourneyMap(id="m", title="theirs"))

    def meanwhile(real, handle):
        path.write_bytes(theirs)
        real(handle)

    with pytest.raises(ChangedOutside, match="another program"):
        save_map(NEW, path, expected=open_map(path).digest, disk=Fault("fsync", 1, meanwhile).disk())
    assert path.read_bytes() == theirs
    assert os.listdir(path.parent) == [path.name]


def test_a_file_that_somebody_else_has_removed_is_made_again(path):
    known = open_map(path).digest
    path.unlink()
    save_map(NEW, path, expected=known)
    assert open_map(path).map == NEW


@pytest.mark.parametrize(("name", "fact"), [
    ("gone/map.cjmap", "folder of map.cjmap"), ("journey.cjmap/map.cjmap", "folder of map.cjmap"),
    (".", "folder or a device"), ("x" * 300, "too long"), ("a\0b", "could not be saved"),
])
def test_places_that_cannot_be_written(path, name, fact):
    with pytest.raises(SaveError, match=fact):
        write_atomic(f"{path.parent}/{name}", b"x")
    assert os.listdir(path.parent) == [path.name]


def test_any_bytes_can_be_written(tmp_path):
    write_atomic(tmp_path / "a.bin", b"")
    write_atomic(tmp_path / "b.bin", bytes(range(256)))
    assert (tmp_path / "a.bin").read_bytes() == b""
    assert (tmp_path / "b.bin").read_bytes() == bytes(range(256))


def test_a_relative_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save_map(NEW, "map.cjmap")
    assert open_map("map.cjmap").map == NEW


# --- what killed saves leave ---


@pytest.fixture
def gone():
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def beside(path, where, process, age=0.0):
    held = path.with_name(f".~{path.name}-{where}-{process}-0123abcd{TEMPORARY}")
    held.write_bytes(b"half a ma")
    os.utime(held, (time.time() - age,) * 2)
    return held


def test_temporary_files_of_processes_that_are_gone_are_removed(path, gone):
    left = beside(path, machine(), gone)
    save_map(NEW, path)
    assert not left.exists()


def test_temporary_files_that_may_be_in_use_stay_for_a_day(path, gone):
    ours, theirs = beside(path, machine(), os.getpid()), beside(path, "elsewhere", gone)
    other = beside(path.with_name("journey.cjmap2"), machine(), gone)
    save_map(NEW, path)
    assert ours.exists()
    assert theirs.exists()
    assert other.exists()
    for each in (ours, theirs):
        os.utime(each, (time.time() - 90_000,) * 2)
    save_map(OLD, path)
    assert not ours.exists()
    assert not theirs.exists()
    assert other.exists()


@pytest.mark.parametrize("name", ["x.cjtmp", "-.cjtmp", "a-b-c.cjtmp", f"{machine()}-99999999999999999999-x.cjtmp",
                                  f"{machine()}-²-x.cjtmp"])
def test_odd_names_stop_nothing(path, name):
    odd = path.with_name(f".~{path.name}-{name}")
    odd.mkdir()
    os.utime(odd, (1, 1))
    clean_up(path)
    assert odd.is_dir()
    save_map(NEW, path)
    assert open_map(path).map == NEW


# --- opening ---


def test_plain_json_opens(tmp_path):
    path = tmp_path / "map.json"
    path.write_bytes(to_bytes(NEW))
    assert open_map(path).map == NEW


@pytest.mark.parametrize(("name", "fact"), [
    ("gone.cjmap", "no file gone.cjmap"), ("journey.cjmap/x.cjmap", "no file x.cjmap"), (".", "folder"),
    ("a\0b", "cannot be read"), ("x" * 300, "cannot be read"),
])
def test_what_cannot_be_opened(path, name, fact):
    with pytest.raises(MapFileError, match=fact) as caught:
        open_map(f"{path.parent}/{name}")
    assert caught.value.hint


def test_a_file_that_may_not_be_read(path):
    with pytest.raises(MapFileError, match=r"not allowed to read journey\.cjmap"):
        open_map(path, Fault("read", 1, failing(errno.EACCES)).disk())


def test_a_device_is_not_read():
    with pytest.raises(MapFileError, match="device"):
        open_map(os.devnull)


def test_a_huge_file_is_refused_before_it_is_read(path):
    os.truncate(path, 300_000_000)
    fault = Fault()
    with pytest.raises(MapFileError, match="300 MB"):
        open_map(path, fault.disk())
    assert "read" not in fault.counts


def test_opening_does_not_change_the_file(path):
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    open_map(Path(path))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
