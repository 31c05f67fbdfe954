"""Copies of a map that file services put beside it when two people changed it at once, recognised by their names.

A name only leads to a copy: whether it is one, its map's id says (`read_copy`).
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.format import Opened
from cjdesigner.files.locks import host
from cjdesigner.files.places import MapFileError
from cjdesigner.files.storage import open_map

_WHO = r"(?P<who>[^()]{0,120}?)"
_DATE = r"(?: (?P<date>\d{4}-\d{2}-\d{2})(?:[ _]\d{2,6}(?:[-.]?\d{2}){0,2})?)?"
_COUNT = r"(?: ?\(\d{1,3}\))?"

_SHAPES: tuple[tuple[str, str], ...] = (
    ("Syncthing", r"\.sync-conflict-(?P<date>\d{8})-\d{6}(?:-(?P<who>[A-Z0-9]{7}))?"),
    ("Nextcloud, ownCloud", rf" \(conflicted copy(?: (?!\d{{4}}-){_WHO})?{_DATE}\)"),
    ("Nextcloud, ownCloud", r"_conflict-(?:(?P<who>[^()]{1,80}?)_)?(?P<date>\d{8})-\d{6}"),
    ("Dropbox", rf" \({_WHO}(?:['’]s)? ?conflicted copy{_DATE}{_COUNT}\)"),
    ("Dropbox", rf" \((?:Copie en conflit de|Copia en conflicto de|In Konflikt stehende Kopie von|Cópia em conflito de"
                rf"|Copia in conflitto di|Conflicterende kopie van) {_WHO}{_DATE}{_COUNT}\)"),
    ("Dropbox", rf" \({_WHO}(?: のコピーが競合|的冲突副本|的衝突複本){_DATE}{_COUNT}\)"),
    ("Seafile", r" \(SFConflict (?P<who>[^()]{0,120}?) ?(?P<date>\d{4}-\d{2}-\d{2})-\d{2}-\d{2}-\d{2}\)"),
    ("Synology Drive", r"_(?P<who>[^_]{1,60})_[A-Z][a-z]{2}-\d{2}-\d{6}-\d{4}_Conflict"),
    ("Resilio Sync", r"(?:\.Conflict(?: ?\d{0,3}|\(\d{1,3}\)))+"),
)
"""Each service and what it puts between the name and its end."""

_MACHINE = re.compile(r"-(?P<who>(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{1,13}?[A-Z0-9])(?:-\d{1,3})?\Z")
"""OneDrive adds the machine's name, which on Windows is of 3 to 15 capitals, digits and hyphens."""


@dataclass(frozen=True)
class Copy:
    """A file beside the map that is probably another version of it: which service made it, and whose it was."""

    path: Path
    service: str
    who: str = ""


def copies_of(path: Path, names: Iterable[str]) -> tuple[Copy, ...]:
    """The conflicted copies of a map among the names of the files of its folder."""
    found = (copy for name in names if (copy := _copy(path, name)) is not None)
    return tuple(sorted(found, key=lambda copy: copy.path.name))


def _copy(path: Path, name: str) -> Copy | None:
    stem, end = path.stem, path.suffix
    if name == path.name or not name.startswith(stem) or name.startswith("."):
        return None
    between, after = (name[len(stem):-len(end)], name[-len(end):]) if end else (name[len(stem):], "")
    if after.casefold() == end.casefold():
        for service, shape in _SHAPES:
            if match := re.fullmatch(shape, between):
                return Copy(path.with_name(name), service, (match.groupdict().get("who") or "").strip())
        if who := _machine(between):
            return Copy(path.with_name(name), "OneDrive", who)
    return None


def _machine(between: str) -> str:
    """The name of the machine that OneDrive put behind a name: this one's, or what looks like one of Windows."""
    own = host()
    if own and re.fullmatch(rf"-{re.escape(own)}(?:-\d{{1,3}})?", between, re.IGNORECASE):
        return own
    match = _MACHINE.fullmatch(between)
    return match["who"] if match else ""


def names_beside(path: Path, disk: Disk = DISK) -> list[str]:
    """The names of the files in the map's folder; none where it cannot be read."""
    try:
        return disk.names(os.path.dirname(os.path.abspath(path)))
    except OSError:
        return []


def read_copy(copy: Copy, map_id: str, disk: Disk = DISK) -> Opened | None:
    """The map in a copy, if it is a version of the map with this id."""
    try:
        opened = open_map(copy.path, disk)
    except MapFileError:
        return None
    return opened if opened.map.id == map_id else None
