"""Earlier versions of a map's file, wherever there are some: in a git repository, and those that were seen here."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from cjdesigner.errors import CjError
from cjdesigner.files import git, reading
from cjdesigner.files.backups import list_backups
from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.format import digest, from_bytes
from cjdesigner.files.snapshots import snapshots
from cjdesigner.files.storage import open_map
from cjdesigner.model.map import JourneyMap

_MOST = 60


@dataclass(frozen=True)
class Revision:
    """An earlier version: where it is kept, when it was made, by whom and why, as far as that is known.

    `read` gives its map, or raises CjError.
    """

    source: Literal["git", "here"]
    when: datetime
    who: str
    why: str
    read: Callable[[], JourneyMap]


def revisions_of(path: Path | None, map_id: str, disk: Disk = DISK) -> list[Revision]:
    """The earlier versions of a map, the newest first."""
    found = seen_here(path, map_id, disk) + (in_git(path) if path is not None else [])
    return sorted(found, key=lambda each: each.when, reverse=True)


def seen_here(path: Path | None, map_id: str, disk: Disk = DISK) -> list[Revision]:
    """The versions that were opened or saved on this machine, each once, but the newest: it is what the file holds."""
    held = snapshots(map_id)
    found = {each.mark: (each.when, each.path) for each in reversed(held)}
    for backup in list_backups(path, disk) if path is not None else ():
        with suppress(OSError):
            mark = digest(disk.read(str(backup.path)))[:16]
            found.setdefault(mark, (datetime.fromtimestamp(backup.saved, UTC), backup.path))
    newest = held[0].mark if held else ""
    return [Revision("here", when, "", "", partial(_kept, version, disk))
            for mark, (when, version) in found.items() if mark != newest]


def _kept(path: Path, disk: Disk) -> JourneyMap:
    return open_map(path, disk).map


def in_git(path: Path) -> list[Revision]:
    """The versions that a git repository has of a file; none where there is no repository or no git."""
    try:
        found = git.revisions(path, _MOST)
    except CjError:
        return []
    return [Revision("git", moment, each.author, each.subject, partial(_committed, path, each.name))
            for each in found if (moment := _moment(each.date)) is not None]


def _moment(words: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(words).astimezone(UTC)
    return None


def _committed(path: Path, commit: str) -> JourneyMap:
    data = git.at_revision(path, commit)
    reading.check_size(len(data))
    return from_bytes(data).map
