"""What a map's file was like, each time that it was opened or saved here: the ground on which versions are merged.

Kept in the user's state folder, by the map's id, a few of each map; never more than `_MOST_BYTES` in all.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cjdesigner.files.disk import DISK
from cjdesigner.files.format import digest
from cjdesigner.files.recent import keep, state_folder

_EACH = 12
"""Versions of one map."""
_MOST_BYTES = 200_000_000
_LARGEST = 20_000_000


@dataclass(frozen=True)
class Snapshot:
    """A version of a map: its file in the state folder, when it was seen, and its digest's beginning."""

    path: Path
    when: datetime
    mark: str


def note(map_id: str, data: bytes, now: datetime | None = None) -> None:
    """Keeps a version, unless it is the newest already."""
    mark = digest(data)[:16]
    held = snapshots(map_id)
    if len(data) > _LARGEST or (held and held[0].mark == mark):
        return
    moment = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S%fZ")
    if keep(_folder(map_id) / f"{moment}-{mark}.cjmap", data):
        for old in held[_EACH - 1:]:
            with suppress(OSError):
                DISK.unlink(str(old.path))
        _bound()


def snapshots(map_id: str) -> list[Snapshot]:
    """The versions of a map that were seen here, the newest first."""
    try:
        names = sorted(DISK.names(str(_folder(map_id))))
    except OSError:
        return []
    return [snap for name in reversed(names) if (snap := _snapshot(_folder(map_id) / name)) is not None]


def _snapshot(path: Path) -> Snapshot | None:
    moment, _line, mark = path.stem.partition("-")
    with suppress(ValueError):
        return Snapshot(path, datetime.strptime(moment, "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC), mark)
    return None


def _folder(map_id: str) -> Path:
    """The folder of a map's versions; an id may be anything that a stranger wrote."""
    return state_folder() / "versions" / hashlib.sha256(map_id.encode("utf-8", "replace")).hexdigest()[:32]


def _bound() -> None:
    """Forgets the oldest versions of all maps where they take too much room."""
    with suppress(OSError):
        top = state_folder() / "versions"
        paths = [str(top / map_name / name) for map_name in DISK.names(str(top)) for name in DISK.names(
            str(top / map_name))]
        files = sorted((DISK.stat(path).st_mtime, DISK.stat(path).st_size, path) for path in paths)
        total = sum(size for _time, size, _path in files)
        for _time, size, path in files:
            if total <= _MOST_BYTES:
                return
            DISK.unlink(path)
            total -= size
