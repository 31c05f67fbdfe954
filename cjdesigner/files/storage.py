"""Opening and saving files. A save is a new file that is complete, flushed and read back before it takes the old
one's name, so that the old file stays whole whatever happens.

All calls of the file system go through `Disk`, so that tests can make each of them fail.
"""

import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cjdesigner.errors import CjError
from cjdesigner.files import reading
from cjdesigner.files.format import Opened, digest, from_bytes, to_bytes
from cjdesigner.files.places import MapFileError, shown
from cjdesigner.language import N_, _
from cjdesigner.model.map import JourneyMap

TEMPORARY = ".cjtmp"
"""The end of the name of every temporary file, which is hidden and beside its target."""

_BUSY_ON_WINDOWS = (5, 32, 33)  # a virus scanner or a sync client holds the file for a moment
_PAUSES = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 0.9)  # seconds, about 2.5 in all


def _read(path: str) -> bytes:
    return Path(path).read_bytes()


_datasync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)


def _lock(handle: int) -> bool:
    """Locks a file for this handle until it is closed, also by a crash; False where another has it locked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True


@dataclass(frozen=True)
class Disk:
    """The file-system calls of this module."""

    realpath: Callable[[str], str] = os.path.realpath
    stat: Callable[[str], os.stat_result] = os.stat
    writable: Callable[[str, int], bool] = os.access
    open: Callable[[str, int, int], int] = os.open
    chmod: Callable[[str, int], None] = os.chmod
    write: Callable[[int, memoryview], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    close: Callable[[int], None] = os.close
    read: Callable[[str], bytes] = _read
    replace: Callable[[str, str], None] = os.replace
    unlink: Callable[[str], None] = os.unlink
    sleep: Callable[[float], None] = time.sleep
    datasync: Callable[[int], None] = _datasync
    lock: Callable[[int], bool] = _lock
    fstat: Callable[[int], os.stat_result] = os.fstat
    listdir: Callable[[str], list[str]] = os.listdir
    makedirs: Callable[[str], None] = lambda path: os.makedirs(path, exist_ok=True)


DISK = Disk()


class SaveError(CjError):
    """A file could not be saved. What was there before is as it was."""


class ChangedOutside(SaveError):
    """The file is not the one that was opened: somebody else has written it since."""


# --- opening ---------------------------------------------------------------------------------------------------


def open_map(path: str | os.PathLike[str], disk: Disk = DISK) -> Opened:
    """The map in a file, whatever its extension. Raises MapFileError; never changes the file."""
    name = os.fspath(path)
    try:
        found = disk.stat(name)
        if not stat.S_ISREG(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "", name)
        reading.check_size(found.st_size)
        data = disk.read(name)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        raise _cannot_open(name, error) from error
    return from_bytes(data)


_OPENING = {
    errno.ENOENT: N_("There is no file {name}."),
    errno.ENOTDIR: N_("There is no file {name}."),
    errno.EISDIR: N_("{name} is no file but a folder or a device."),
    errno.EACCES: N_("You are not allowed to read {name}."),
    errno.EPERM: N_("You are not allowed to read {name}."),
}


def _cannot_open(name: str, error: Exception) -> MapFileError:
    code = error.errno if isinstance(error, OSError) else None
    known = _OPENING.get(code or 0)
    message = _(known) if known else _("{name} cannot be read: {reason}.")
    return MapFileError(message.format(name=shown(Path(name).name or name), reason=_reason(error)),
                        _("Check the path, or choose another file."))


# --- saving ----------------------------------------------------------------------------------------------------


def save_map(journey: JourneyMap, path: str | os.PathLike[str], *, expected: str | None = None,
             disk: Disk = DISK) -> str:
    """Saves the map; returns the digest of the new file, to be given as `expected` the next time.

    Raises ChangedOutside if the file there has another digest than `expected`, SaveError for all else. A map that
    was opened read-only must not come here under its own name.
    """
    data = to_bytes(journey)
    if expected is not None:
        _check_unchanged(os.fspath(path), expected, disk)
    write_atomic(path, data, disk=disk)
    return digest(data)


def _check_unchanged(name: str, expected: str, disk: Disk) -> None:
    try:
        found = digest(disk.read(name))
    except FileNotFoundError:
        return
    except OSError as error:
        raise _cannot_save(name, error) from error
    if found != expected:
        raise ChangedOutside(_("{name} was changed by another program since it was opened.").format(
            name=shown(Path(name).name)), _("Save under another name, or open the file again."))


def write_atomic(path: str | os.PathLike[str], data: bytes, *, disk: Disk = DISK) -> None:
    """Writes the file whole or not at all; a link's target is written, and an old file's mode is kept.

    Raises SaveError; the old file is then as it was.
    """
    name = os.fspath(path)
    try:
        target = disk.realpath(name)
        mode = _old_mode(target, disk)
        temporary = _temporary(target)
        try:
            _write_new(temporary, data, mode, disk)
            _replace(temporary, target, disk)
        except BaseException:
            with suppress(OSError):
                disk.unlink(temporary)
            raise
    except (OSError, ValueError) as error:
        raise _cannot_save(name, error) from error
    _flush_folder(os.path.dirname(target), disk)


def _old_mode(target: str, disk: Disk) -> int | None:
    """The permission bits of the file that is to be replaced; None for a new file."""
    try:
        found = disk.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), target)
    if not disk.writable(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)
    return stat.S_IMODE(found.st_mode)


def _temporary(target: str) -> str:
    folder, name = os.path.split(target)
    return os.path.join(folder, f".~{name[:40]}-{secrets.token_hex(6)}{TEMPORARY}")


def _write_new(temporary: str, data: bytes, mode: int | None, disk: Disk) -> None:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    handle = disk.open(temporary, flags, 0o666 if mode is None else mode)
    try:
        _write_all(handle, data, disk)
        disk.fsync(handle)
    except BaseException:
        with suppress(OSError):
            disk.close(handle)
        raise
    disk.close(handle)
    if mode is not None:
        with suppress(OSError):  # network drives refuse it
            disk.chmod(temporary, mode)
    if disk.read(temporary) != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO), temporary)


def _write_all(handle: int, data: bytes, disk: Disk) -> None:
    rest = memoryview(data)
    while rest:
        written = disk.write(handle, rest)
        if written <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def _replace(temporary: str, target: str, disk: Disk) -> None:
    for pause in _PAUSES:
        try:
            return disk.replace(temporary, target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS:
                raise
            disk.sleep(pause)
    return disk.replace(temporary, target)


def _flush_folder(folder: str, disk: Disk) -> None:
    """Makes the new name last through a power cut, where the system can; the file itself is safe already."""
    with suppress(OSError):
        handle = disk.open(folder, os.O_RDONLY, 0)
        try:
            disk.fsync(handle)
        finally:
            disk.close(handle)


_FULL = (N_("The disk is full: {name} could not be saved."), N_("Free some space, or save to another disk."))
_FORBIDDEN = (N_("You are not allowed to write {name}."), N_("Save to another folder, such as your own documents."))
_GONE = (N_("The folder of {name} is not there any more."), N_("Save to another folder."))
_SAVING = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: (N_("The disk is read-only: {name} could not be saved."), N_("Save to another disk.")),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.EISDIR: (N_("{name} is no file but a folder or a device."), N_("Choose another name.")),
    errno.ENAMETOOLONG: (N_("The name {name} is too long."), N_("Choose a shorter name.")),
    errno.EIO: (N_("The disk reports an error: {name} could not be saved."), N_("Save to another disk.")),
}
_ELSE = (N_("{name} could not be saved: {reason}."), N_("Save to another folder."))


def _cannot_save(name: str, error: Exception) -> SaveError:
    code = error.errno if isinstance(error, OSError) else None
    message, hint = _SAVING.get(code or 0, _ELSE)
    return SaveError(_(message).format(name=shown(Path(name).name or name), reason=_reason(error)), _(hint))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
