"""Earlier versions of a map's file, wherever there are some: in a git repository, and those that were seen here."""

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from cjdesigner.files import reading
from cjdesigner.files.backups import list_backups
from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.format import digest, from_bytes
from cjdesigner.files.places import MapFileError
from cjdesigner.files.snapshots import snapshots
from cjdesigner.files.storage import open_map
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap

_MOST = 60
_PATIENCE = 8
"""Seconds that git may take."""


@dataclass(frozen=True)
class Revision:
    """An earlier version: where it is kept, when it was made, by whom and why, as far as that is known.

    `read` gives its map, or raises MapFileError.
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
    told = _git(path, "log", f"-n{_MOST}", "--format=%H%x00%at%x00%an%x00%s%x01", "--", path.name)
    found = []
    for entry in (told or b"").decode("utf-8", "replace").split("\x01"):
        commit, _at, rest = entry.strip("\n").partition("\0")
        stamp, _end, rest = rest.partition("\0")
        who, _end, why = rest.partition("\0")
        if commit.isalnum() and stamp.isdigit():
            found.append(Revision("git", datetime.fromtimestamp(int(stamp), UTC), who, why,
                                  partial(_committed, path, commit)))
    return found


def _committed(path: Path, commit: str) -> JourneyMap:
    data = _git(path, "cat-file", "blob", f"{commit}:./{path.name}")
    if data is None:
        raise MapFileError(_("This version cannot be read."), _("Choose another one."))
    reading.check_size(len(data))
    return from_bytes(data).map


def _git(path: Path, *args: str) -> bytes | None:
    """What git answers in the file's folder; None where it cannot. Nothing of the repository's own is run."""
    told = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", *args)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        asked = subprocess.run(told, cwd=path.resolve().parent, capture_output=True, timeout=_PATIENCE, check=False,
                               stdin=subprocess.DEVNULL, env={**kept, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
                               creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
    except (OSError, subprocess.SubprocessError):
        return None
    return asked.stdout if asked.returncode == 0 else None
