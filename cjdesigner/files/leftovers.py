"""Journals that were left behind by a crash: what is in them, taking them over, and throwing them away."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cjdesigner.files.disk import DISK, Disk, is_running, machine
from cjdesigner.files.format import from_bytes
from cjdesigner.files.journal import Data, Newer, Replay, Unreadable, replay
from cjdesigner.files.seats import Seat, claim, names, sessions_folder
from cjdesigner.model.map import JourneyMap


@dataclass(frozen=True)
class Left:
    """Work that no file holds: the name of its journal's seat, and what the journal gives back."""

    name: str
    replay: Replay

    @property
    def path(self) -> Path | None:
        """The file of the map; None for a map that was never saved."""
        return Path(self.replay.origin.path) if self.replay.origin.path else None

    @property
    def title(self) -> str:
        """The title of the map."""
        title = self.replay.now.get("title", "")
        return title if isinstance(title, str) else ""

    @property
    def size(self) -> int:
        """How many cards the map has."""
        return len(self.replay.now.get("cards", ()))

    def map(self) -> JourneyMap:
        """The map as it was when the program ended. Raises MapFileError."""
        return _map(self.replay.now)

    def base(self) -> JourneyMap | None:
        """The map as it was saved last. Raises MapFileError."""
        return None if self.replay.base is None else _map(self.replay.base)

    def is_of(self, path: Path) -> bool:
        """Whether it is work on this file."""
        return self.path is not None and _plain(self.path) == _plain(path)


def _map(data: Data) -> JourneyMap:
    return from_bytes(json.dumps(data).encode()).map


def _plain(path: Path) -> str:
    return os.path.normcase(os.path.abspath(path))


def left_behind(disk: Disk = DISK) -> list[Left]:
    """What sessions left behind, the latest first. Journals without any unsaved work are removed on the way."""
    found = []
    for name in names(disk):
        held = take_over(name, disk)
        if held is not None:
            held[0].leave()
            found.append(held[1])
    return sorted(found, key=lambda left: -left.replay.edited)


def take_over(name: str, disk: Disk = DISK) -> tuple[Seat, Left] | None:
    """Takes a seat that is free, with what was left there; None if there is nothing, or it is another's by now."""
    try:
        seat = claim(sessions_folder(), name, disk, alive=lambda: _may_be_alive(name, disk))
    except OSError:
        return None
    if seat is None:
        return None
    try:
        made = replay(disk.read(seat.journal))
    except FileNotFoundError:
        seat.clear()
    except (OSError, Newer):
        seat.leave()
    except Unreadable:
        seat.set_aside()
    else:
        if made.unsaved:
            return seat, Left(name, made)
        seat.clear()
    return None


def discard(left: Left, disk: Disk = DISK) -> None:
    """Throws away what was left behind, unless somebody has taken it over."""
    held = take_over(left.name, disk)
    if held is not None:
        held[0].clear()


def _may_be_alive(name: str, disk: Disk) -> bool:
    """Whether the program that wrote a journal may still run."""
    try:
        made = replay(disk.read(str(sessions_folder() / f"{name}.journal")))
    except (OSError, Unreadable):
        return False
    return made.machine != machine() or is_running(made.pid)

