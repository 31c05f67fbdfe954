"""Where journals live: each has a seat, a random name in the user's state folder with a lock that only one holds.

The lock is the system's own, so a crash frees it: a journal whose seat is free was left behind.
"""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.recent import state_folder

JOURNAL = ".journal"
_LOCK, _NEW = ".lock", ".new"
_UNREADABLE = ".unreadable"
BINARY: int = getattr(os, "O_BINARY", 0)


def sessions_folder() -> Path:
    """Where the journals are."""
    return state_folder() / "sessions"


@dataclass(frozen=True)
class Seat:
    """A journal's place, held until it is left. `lock` is the handle of its lock file."""

    folder: Path
    name: str
    lock: int
    disk: Disk = DISK

    @property
    def journal(self) -> str:
        """The journal's file."""
        return str(self.folder / f"{self.name}{JOURNAL}")

    @property
    def new(self) -> str:
        """The file of a journal that is being written anew."""
        return str(self.folder / f"{self.name}{_NEW}")

    def leave(self) -> None:
        """Frees the seat; what is written there stays."""
        with suppress(OSError):
            self.disk.close(self.lock)

    def clear(self) -> None:
        """Removes all that is written there, and frees the seat."""
        for path in (self.journal, self.new):
            with suppress(OSError):
                self.disk.unlink(path)
        self._free()

    def set_aside(self) -> None:
        """Keeps a journal that cannot be read under another name, and frees the seat."""
        with suppress(OSError):
            self.disk.replace(self.journal, str(self.folder / f"{self.name}{_UNREADABLE}"))
        self._free()

    def _free(self) -> None:
        path = str(self.folder / f"{self.name}{_LOCK}")
        if os.name == "nt":  # an open file cannot be removed there, and elsewhere a free one may be another's by now
            self.leave()
        with suppress(OSError):
            self.disk.unlink(path)
        if os.name != "nt":
            self.leave()


def take_seat(disk: Disk = DISK) -> Seat:
    """A new seat. Raises OSError."""
    folder = sessions_folder()
    disk.make_folder(str(folder))
    while True:
        seat = claim(folder, secrets.token_hex(8), disk)
        if seat is not None:
            return seat


def claim(folder: Path, name: str, disk: Disk = DISK, *, alive: Callable[[], bool] = lambda: False) -> Seat | None:
    """The seat of this name; None where another holds it. Raises OSError.

    `alive` is asked where a drive knows no locks: whether the program that has the seat may still run.
    """
    handle = disk.open(str(folder / f"{name}{_LOCK}"), os.O_RDWR | os.O_CREAT | BINARY, 0o600)
    try:
        free = disk.lock(handle)
    except OSError:
        free = not alive()
    if free and disk.fstat(handle).st_nlink:  # none: whoever had the seat has just removed it
        return Seat(folder, name, handle, disk)
    disk.close(handle)
    return None


def names(disk: Disk = DISK) -> list[str]:
    """The names of all seats, free or not."""
    with suppress(OSError):
        found = (os.path.splitext(name) for name in disk.names(str(sessions_folder())))
        return sorted({name for name, ending in found if ending in (JOURNAL, _LOCK)})
    return []
