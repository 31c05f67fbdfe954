"""Who has a map open: a small hidden file beside it for each window, which tells and never forbids.

Each window writes and deletes only its own, `.~lock.NAME.TOKEN#`: nothing is written by two, and a folder that is
synchronised brings no conflicted copies of locks. What a killed program left behind is recognised and removed.
"""

import getpass
import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.processes import start_of

BEAT = timedelta(minutes=10)
"""How often a lock says that its window is still there."""
_SILENT = timedelta(days=1)
"""After so long without a beat, a window on another machine is probably gone."""
_LONGEST_SAVE = timedelta(seconds=30)
_TURNS, _PAUSE = 60, 0.05
"""How often, and how many seconds apart, a save looks whether it is its turn."""
_MOST_BYTES = 4_000
_MOST_SHOWN = 20
_LONGEST = 80


@dataclass(frozen=True)
class Holder:
    """A window that has the map open: whose, on which machine, since when; `beat` is when it last said so."""

    user: str
    host: str
    since: datetime
    beat: datetime
    pid: int
    start: str

    @property
    def here(self) -> bool:
        """Whether it is on this machine."""
        return self.host == host()

    @property
    def ours(self) -> bool:
        """Whether it is another window of this very program."""
        return self.here and self.pid == os.getpid()

    def silent(self, now: datetime | None = None) -> bool:
        """Whether it has not been heard of for so long that it is probably gone."""
        return (now or datetime.now(UTC)) - self.beat > _SILENT


def host() -> str:
    """This machine's name."""
    return _short(socket.gethostname())


def user() -> str:
    """The name that the user has on this machine."""
    with suppress(OSError, KeyError, ImportError):  # a user without a name
        return _short(getpass.getuser())
    return ""


def take(path: str | os.PathLike[str], who: str = "", disk: Disk = DISK, now: datetime | None = None) -> str | None:
    """Says that the map is open here; the lock's path, or None where the folder allows no lock, which is no harm."""
    now = now or datetime.now(UTC)
    pid = os.getpid()
    holder = Holder(_short(who) or user(), host(), now, now, pid, start_of(pid))
    try:
        folder, name = os.path.split(disk.realpath(os.fspath(path)))
        lock = os.path.join(folder, f"{_prefix(name)}{secrets.token_hex(4)}#")
        _write(lock, holder, os.O_CREAT | os.O_EXCL, disk)
    except (OSError, ValueError):
        return None
    return lock


def renew(lock: str, disk: Disk = DISK, now: datetime | None = None) -> None:
    """Says that the map is still open here. A lock that somebody has removed stays removed."""
    held = _read(lock, disk)
    if held is not None:
        with suppress(OSError):
            _write(lock, Holder(held.user, held.host, held.since, now or datetime.now(UTC), held.pid, held.start),
                   0, disk)


def release(lock: str, disk: Disk = DISK) -> None:
    """Says that the map is not open here any more."""
    with suppress(OSError):
        disk.unlink(lock)


def holders(path: str | os.PathLike[str], own: str | None = None, disk: Disk = DISK) -> tuple[Holder, ...]:
    """Who else has the map open, the first first. Locks that a program of this machine left behind are removed."""
    found = []
    for lock in _locks(path, disk):
        if lock == own or (held := _read(lock, disk)) is None:
            continue
        if _is_dead(held):
            release(lock, disk)
        else:
            found.append(held)
    return tuple(sorted(found, key=lambda held: held.since))[:_MOST_SHOWN]


@contextmanager
def turn(path: str | os.PathLike[str], disk: Disk = DISK) -> Iterator[None]:
    """Lets one program at a time compare a file and replace it. Who waits too long goes on without: nothing hangs."""
    made = ""
    try:
        folder, name = os.path.split(disk.realpath(os.fspath(path)))
        lock = os.path.join(folder, f"{_prefix(name)}saving#")
        made = lock if _taken(lock, disk) else ""
    except (OSError, ValueError):  # the folder allows no lock, or there is none
        pass
    try:
        yield
    finally:
        if made:
            release(made, disk)


def _taken(lock: str, disk: Disk) -> bool:
    """Whether this program has its turn; False where others take too long."""
    pid = os.getpid()
    for _try in range(_TURNS):
        now = datetime.now(UTC)
        try:
            _write(lock, Holder(user(), host(), now, now, pid, start_of(pid)), os.O_CREAT | os.O_EXCL, disk)
        except FileExistsError:
            held = _read(lock, disk)
            if held is not None and (_is_dead(held) or now - held.since > _LONGEST_SAVE):
                release(lock, disk)
            else:
                disk.sleep(_PAUSE)
        else:
            return True
    return False


def _is_dead(held: Holder) -> bool:
    """Whether the program that made a lock on this machine is gone."""
    return held.here and start_of(held.pid) not in (held.start, "unknown")


def _locks(path: str | os.PathLike[str], disk: Disk) -> Iterator[str]:
    try:
        folder, name = os.path.split(disk.realpath(os.fspath(path)))
        names = disk.names(folder)
    except (OSError, ValueError):
        return
    prefix = _prefix(name)
    for each in names:
        token = each[len(prefix):-1]
        if each.startswith(prefix) and each.endswith("#") and token.isalnum() and len(token) == 8:
            yield os.path.join(folder, each)


def _prefix(name: str) -> str:
    return f".~lock.{name}."


def _write(lock: str, holder: Holder, flags: int, disk: Disk) -> None:
    """Writes a lock in one call. Every beat is as long as the one before, so that a reader never sees half of it."""
    data = json.dumps({"user": holder.user, "host": holder.host, "since": _stamp(holder.since),
                       "beat": _stamp(holder.beat), "pid": holder.pid, "start": holder.start}).encode() + b"\n"
    handle = disk.open(lock, os.O_WRONLY | getattr(os, "O_BINARY", 0) | flags, 0o666)
    try:
        disk.write(handle, memoryview(data))
    finally:
        disk.close(handle)


def _read(lock: str, disk: Disk) -> Holder | None:
    """What a lock says; None for what is no lock: such files come from strangers too."""
    try:
        if disk.stat(lock).st_size > _MOST_BYTES:
            return None
        told = json.loads(disk.read(lock))
        return Holder(_short(str(told["user"])), _short(str(told["host"])), _moment(told["since"]),
                      _moment(told["beat"]), int(told["pid"]), str(told["start"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(words: object) -> datetime:
    return datetime.strptime(str(words), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _short(words: str) -> str:
    """A name on one line."""
    return "".join(char for char in words if char.isprintable())[:_LONGEST].strip()
