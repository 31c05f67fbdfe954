"""Earlier versions of a map: what a save replaces is kept for a while, as many versions as the user's settings say.

They lie in the user's own state folder and not beside the map: there every save would show up in git, be uploaded by a
sync client, and stand in a team's shared folder. A version is a hard link to the file that was replaced, which takes no
time and no room of its own; where the disk is another one, or has no links, it is a copy. Each file has a folder of
its own, found by the file's whole path, so that two maps of one name never share; the map's id would not do, since it
cannot be asked of a file that is damaged.

A version in an older schema, which the save is about to bring to ours, stays for good: should the new program have
misread it, nothing is lost. Without that version there is no save.
"""

import hashlib
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.format import SCHEMA
from cjdesigner.files.recent import state_folder
from cjdesigner.files.settings import load_settings
from cjdesigner.files.writing import clean_beside, temporary_name, write_new

_ENDING = ".cjmap"
_COPIED = "copy"
_SCHEMA = re.compile(rb'"schema"\s*:\s*(\d{1,9})\b')
_NAME = re.compile(r"(?P<number>\d{6,12})-[0-9a-f]{8}(-schema(?P<schema>\d+))?\.cjmap")


@dataclass(frozen=True)
class Backup:
    """An earlier version of a map. `saved` is when it was written, in seconds; `schema` is an older one's, or None."""

    path: Path
    saved: float
    size: int
    schema: int | None = None


def folder_of(target: str) -> str:
    """Where the versions of a file lie; its path must be the real one."""
    key = hashlib.sha256(os.path.normcase(target).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return str(state_folder() / "backups" / f"{Path(target).stem[:40]}-{key}")


def list_backups(path: str | os.PathLike[str], disk: Disk = DISK) -> list[Backup]:
    """The earlier versions of a file that are kept, the latest first."""
    found: list[Backup] = []
    with suppress(OSError, ValueError):
        folder = folder_of(disk.realpath(os.fspath(path)))
        for name, schema in reversed(_held(folder, disk)):
            with suppress(OSError):
                state = disk.stat(os.path.join(folder, name))
                found.append(Backup(Path(folder, name), state.st_mtime, state.st_size, schema))
    return found


def _held(folder: str, disk: Disk) -> list[tuple[str, int | None]]:
    """The names of the versions in a folder, the oldest first, and their schemas if they are older than ours was."""
    try:
        found = [match for name in disk.names(folder) if (match := _NAME.fullmatch(name))]
    except FileNotFoundError:
        return []
    return [(match[0], int(match["schema"]) if match["schema"] else None)
            for match in sorted(found, key=lambda match: (int(match["number"]), match[0]))]


def keep_backup(target: str, old: bytes, disk: Disk = DISK) -> None:
    """Keeps the file that is there now, whose bytes are `old`. Raises OSError if one that must be kept cannot be."""
    schema = older_schema(old)
    if schema is None and not load_settings().backups:
        return
    try:
        _keep(target, old, schema, disk)
    except OSError:
        if schema is not None:
            raise


def older_schema(data: bytes) -> int | None:
    """The schema of a file that is older than ours, as far as its bytes tell without being read as a map."""
    found = min((int(number) for number in _SCHEMA.findall(data)), default=SCHEMA)
    return found if found < SCHEMA else None


def _keep(target: str, old: bytes, schema: int | None, disk: Disk) -> None:
    folder = folder_of(target)
    disk.make_folder(folder, 0o700)
    clean_beside(os.path.join(folder, _COPIED), disk)
    held = _held(folder, disk)
    if held and held[-1][1] == schema and _is(os.path.join(folder, held[-1][0]), old, disk):
        return  # an earlier save came as far as this and no further
    number = int(held[-1][0].split("-")[0]) + 1 if held else 1
    kept = f"-schema{schema}" if schema is not None else ""
    made = os.path.join(folder, f"{number:06}-{secrets.token_hex(4)}{kept}{_ENDING}")
    try:
        disk.link(target, made)
    except OSError:  # another disk, or one without links
        _copy(target, old, made, disk)
    if kept:
        for each in (folder, *map(str, Path(folder).parents[:3])):  # lasts before the old file goes, also if all is new
            disk.flush_folder(each)


def _is(version: str, data: bytes, disk: Disk) -> bool:
    return disk.stat(version).st_size == len(data) and disk.read(version) == data


def _copy(target: str, old: bytes, made: str, disk: Disk) -> None:
    state = disk.stat(target)
    temporary = temporary_name(os.path.join(os.path.dirname(made), _COPIED))
    try:
        write_new(temporary, old, 0o600, disk)
        with suppress(OSError):
            disk.stamp(temporary, (state.st_atime, state.st_mtime))
        disk.replace(temporary, made)
    except BaseException:
        with suppress(OSError):
            disk.unlink(temporary)
        raise


def roll(target: str, disk: Disk = DISK) -> None:
    """Removes the versions that are more than the user wants, but those in an older schema."""
    with suppress(OSError):
        folder = folder_of(target)
        rolling = [name for name, schema in _held(folder, disk) if schema is None]
        for name in rolling[:max(len(rolling) - load_settings().backups, 0)]:
            with suppress(OSError):
                disk.unlink(os.path.join(folder, name))
