"""Every call that reads, writes or changes a user's file, in one place, so that tests can make each fail, lie or stop.

The start of the program reads its settings through this, so it imports next to nothing.
"""

import errno
import os
import socket
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

T = TypeVar("T")

_BUSY_ON_WINDOWS = (5, 32, 33)  # a virus scanner or a sync client holds the file for a moment
_PAUSES = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 0.9)  # seconds, about 2.5 in all


def _realpath(path: str) -> str:
    """Where a path leads. A link that cannot be looked at is an error: taken for a file it would be written over."""
    try:
        return os.path.realpath(path, strict=True)
    except FileNotFoundError:
        return os.path.realpath(path)


def _opened(path: str, flags: int) -> int:
    """Opens a file, and nothing else: a pipe would be waited for, and a device may never end."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    return handle


def _read(path: str | os.PathLike[str], most: int = -1) -> bytes:
    with open(path, "rb", buffering=0, opener=_opened) as file:
        if most < 0:
            return file.readall()
        parts = []
        while most > 0 and (part := file.read(most)):
            parts.append(part)
            most -= len(part)
        return b"".join(parts)


def _datasync(handle: int) -> None:
    getattr(os, "fdatasync", os.fsync)(handle)  # not every system has the quicker one


def _make_folder(path: str | os.PathLike[str], mode: int = 0o777) -> None:
    os.makedirs(path, mode, exist_ok=True)


def _lock(handle: int) -> bool:
    """Locks a file until this handle is closed, also by a crash; False where another has it locked."""
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
    """The calls. `read` takes a path and, if need be, the most bytes; `make_folder` makes what is missing above it."""

    realpath: Callable[[str], str] = _realpath
    stat: Callable[[str], os.stat_result] = os.stat
    writable: Callable[[str, int], bool] = os.access
    names: Callable[[str], list[str]] = os.listdir
    make_folder: Callable[..., None] = _make_folder
    open: Callable[[str, int, int], int] = os.open
    chmod: Callable[[str, int], None] = os.chmod
    stamp: Callable[[str, tuple[float, float]], None] = os.utime
    write: Callable[[int, bytes | memoryview], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    datasync: Callable[[int], None] = _datasync
    close: Callable[[int], None] = os.close
    read: Callable[..., bytes] = _read
    link: Callable[[str, str], None] = os.link
    replace: Callable[[str, str], None] = os.replace
    unlink: Callable[[str], None] = os.unlink
    sleep: Callable[[float], None] = time.sleep
    fstat: Callable[[int], os.stat_result] = os.fstat
    lock: Callable[[int], bool] = _lock

    def patiently(self, call: Callable[[], T]) -> T:
        """Does what may meet a file that is busy on Windows; tries again for some seconds. Raises OSError."""
        for pause in _PAUSES:
            try:
                return call()
            except OSError as error:
                if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS:
                    raise
                self.sleep(pause)
        return call()

    def flush_folder(self, folder: str) -> None:
        """Makes the names in a folder last through a power cut, where the system can."""
        with suppress(OSError):
            handle = self.open(folder, os.O_RDONLY, 0)
            try:
                self.fsync(handle)
            finally:
                self.close(handle)


DISK = Disk()


@cache
def machine() -> str:
    """A short name of this computer, or of the container, in which the number of a process means something."""
    import hashlib

    numbers = ""
    with suppress(OSError):
        numbers = os.readlink("/proc/self/ns/pid")
    return hashlib.sha256(f"{socket.gethostname()} {numbers}".encode()).hexdigest()[:8]


def is_running(process: int) -> bool:
    """Whether a process of this computer is there; True where that cannot be told."""
    if os.name == "nt" or process <= 0:  # there os.kill would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
