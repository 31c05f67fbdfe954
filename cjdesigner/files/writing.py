"""Writing a file whole or not at all: a new file is complete, flushed and read back before it takes the old one's
name, so that the old file stays as it is whatever happens.
"""

import errno
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cjdesigner.errors import CjError
from cjdesigner.files.disk import DISK, Disk, is_running, machine
from cjdesigner.files.places import shown
from cjdesigner.language import N_, _

TEMPORARY = ".cjtmp"
"""The end of the name of every temporary file, which is hidden and beside its target."""

_OLD = 24 * 3600.0
"""Seconds after which a temporary file of whomever is nobody's any more."""


class SaveError(CjError):
    """A file could not be saved. What was there before is as it was."""


def write_atomic(path: str | os.PathLike[str], data: bytes, *, before: Callable[[str], object] = lambda _target: None,
                 disk: Disk = DISK) -> str:
    """Writes the file whole or not at all; a link's target is written, and an old file's mode is kept. Returns the
    real path.

    `before` is called with the target when all is ready, just before the new file takes its place; it may still raise.
    Raises SaveError; the old file is then as it was.
    """
    with saving(path):
        temporary, target = prepare(path, data, disk)
        try:
            before(target)
            disk.patiently(lambda: disk.replace(temporary, target))
        except BaseException:
            give_up(temporary, disk)
            raise
    disk.flush_folder(os.path.dirname(target))
    return target


def prepare(path: str | os.PathLike[str], data: bytes, disk: Disk) -> tuple[str, str]:
    """Writes a file beside its place, whole; returns its name there and the real path that it is to take.

    Raises OSError or ValueError and leaves nothing then.
    """
    target = disk.realpath(os.fspath(path))
    mode = _mode_of(target, disk)
    clean_beside(target, disk)
    temporary = temporary_name(target)
    try:
        write_new(temporary, data, mode, disk)
    except BaseException:
        give_up(temporary, disk)
        raise
    return temporary, target


def give_up(temporary: str, disk: Disk) -> None:
    """Removes a file that is not to take its place."""
    with suppress(OSError):
        disk.patiently(lambda: disk.unlink(temporary))


def _mode_of(target: str, disk: Disk) -> int | None:
    """The permission bits of the file that is to be replaced; None for a new file. Raises OSError if it may not be."""
    try:
        found = disk.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), target)
    if not disk.writable(target, os.W_OK):
        disk.close(disk.open(target, os.O_WRONLY, 0))  # says why not: a disk that is read-only, or permissions
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)
    return stat.S_IMODE(found.st_mode)


def write_new(temporary: str, data: bytes, mode: int | None, disk: Disk) -> None:
    """Writes a file that is not there yet, down to the disk, and reads it back. Raises OSError."""
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
    if disk.patiently(lambda: disk.read(temporary)) != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO), temporary)


def _write_all(handle: int, data: bytes, disk: Disk) -> None:
    rest = memoryview(data)
    while rest:
        written = disk.write(handle, rest)
        if written <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


# --- temporary files -------------------------------------------------------------------------------------------


def temporary_name(target: str) -> str:
    """A new name beside the target, which says what process of what computer writes it."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f"{_beginning(name)}{machine()}-{os.getpid()}-{secrets.token_hex(4)}{TEMPORARY}")


def _beginning(name: str) -> str:
    return f".~{name[:40]}-"


def clean_up(path: str | os.PathLike[str], disk: Disk = DISK) -> None:
    """Removes what killed saves of the file have left beside it. Files of saves that may still go on stay."""
    with suppress(OSError, ValueError):
        clean_beside(disk.realpath(os.fspath(path)), disk)


def clean_beside(target: str, disk: Disk) -> None:
    """The same for a path that is the real one."""
    with suppress(OSError):
        folder, name = os.path.split(target)
        begin = _beginning(name)
        for held in disk.names(folder):
            if held.startswith(begin) and held.endswith(TEMPORARY) and _is_left(os.path.join(folder, held), disk):
                with suppress(OSError):
                    disk.unlink(os.path.join(folder, held))


def _is_left(temporary: str, disk: Disk) -> bool:
    """Whether nobody writes a temporary file any more: its process is gone, or it is old."""
    where, process = (["", "", *temporary.split("-")])[-3:-1]
    if where == machine() and process.isdecimal() and not is_running(int(process)):
        return True
    with suppress(OSError):
        return time.time() - disk.stat(temporary).st_mtime > _OLD
    return False


# --- what to say -----------------------------------------------------------------------------------------------


@contextmanager
def saving(path: str | os.PathLike[str]) -> Iterator[None]:
    """What goes wrong with a file in here is raised as a SaveError that says why."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        raise _cannot_save(os.fspath(path), error) from error


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
_BUSY = (N_("Another program holds {name}: it could not be saved."),
         N_("Close it there and save again, or save to another folder."))
_ELSE = (N_("{name} could not be saved: {reason}."), N_("Save to another folder."))


def _cannot_save(name: str, error: Exception) -> SaveError:
    code = error.errno if isinstance(error, OSError) else None
    busy = getattr(error, "winerror", None) in (32, 33)
    message, hint = _BUSY if busy else _SAVING.get(code or 0, _ELSE)
    return SaveError(_(message).format(name=shown(Path(name).name or name), reason=reason_of(error)), _(hint))


def reason_of(error: Exception) -> str:
    """Why a call failed, in the system's words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
