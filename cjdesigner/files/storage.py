"""Opening and saving maps.

A save writes the new file beside the old one (see `writing`), looks whether the old one is still what was opened, as
late as that can be, keeps it as an earlier version (see `backups`), and only then lets the new one take its name.
"""

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path

from cjdesigner.files import assets, backups, packs, reading
from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.format import Opened, digest, from_bytes, to_bytes
from cjdesigner.files.places import MapFileError, shown
from cjdesigner.files.writing import TEMPORARY, SaveError, clean_up, reason_of, write_atomic
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.map import JourneyMap

__all__ = ["DISK", "TEMPORARY", "ChangedOutside", "Disk", "SaveError", "clean_up", "open_map", "save_map",
           "write_atomic"]


class ChangedOutside(SaveError):
    """The file is not the one that was opened: somebody else has written it since."""


# --- opening ---------------------------------------------------------------------------------------------------


def open_map(path: str | os.PathLike[str], disk: Disk = DISK) -> Opened:
    """The map in a file, whatever its extension. Raises MapFileError; never changes the file."""
    name = os.fspath(path)
    try:
        found = disk.stat(name)
        if not stat.S_ISREG(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "", name)
        reading.check_size(found.st_size)
        data = disk.patiently(lambda: disk.read(name))
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        raise _cannot_open(name, error) from error
    return _opened(data, name, disk)


def _opened(data: bytes, name: str, disk: Disk) -> Opened:
    """The map with the pictures that lie beside its file, or in it."""
    opened = packs.from_pack(data) if packs.is_pack(data) else from_bytes(data)
    journey = assets.looked_up(opened.map, name, disk)
    lost = len(assets.missing(journey))
    if not lost:
        return replace(opened, map=journey)
    said = ngettext("{count} picture is missing.", "{count} pictures are missing.", lost).format(count=lost)
    hint = _("They belong into the folder {name} beside the map, and appear as soon as they are there.").format(
        name=shown(assets.folder_of(name).name))
    return replace(opened, map=journey, notice="\n\n".join(filter(None, (opened.notice, f"{said} {hint}"))))


_OPENING = {
    errno.ENOENT: N_("There is no file {name}."),
    errno.ENOTDIR: N_("There is no file {name}."),
    errno.EISDIR: N_("{name} is no file but a folder or a device."),
    errno.EACCES: N_("You are not allowed to read {name}."),
    errno.EPERM: N_("You are not allowed to read {name}."),
}


def _cannot_open(name: str, error: Exception) -> MapFileError:
    code = error.errno if isinstance(error, OSError) else None
    known = _OPENING.get(code or 0)
    message = _(known) if known else _("{name} cannot be read: {reason}.")
    return MapFileError(message.format(name=shown(Path(name).name or name), reason=reason_of(error)),
                        _("Check the path, or choose another file."))


# --- saving ----------------------------------------------------------------------------------------------------


def save_map(journey: JourneyMap, path: str | os.PathLike[str], *, expected: str | None = None,
             disk: Disk = DISK) -> str:
    """Saves the map, its pictures first; returns the digest of the new file, to be given as `expected` the next time.

    Raises ChangedOutside if the file there has another digest than `expected`, SaveError for all else. A map that
    was opened read-only must not come here under its own name.
    """
    pack = os.fspath(path).lower().endswith(packs.ENDING)
    held = {} if pack else dict(assets.contents(journey))
    data = packs.to_pack(journey) if pack else to_bytes(assets.apart(journey, held))

    def before(target: str) -> None:
        old = _old(target, disk)
        if old is not None and expected is not None and digest(old) != expected:
            raise ChangedOutside(_("{name} was changed by another program since it was opened.").format(
                name=shown(Path(target).name)), _("Save under another name, or open the file again."))
        if old is not None and old != data:
            _keep(target, old, disk)
        assets.keep(held, target, disk)

    backups.roll(write_atomic(path, data, before=before, disk=disk), disk)
    return digest(data)


def _old(target: str, disk: Disk) -> bytes | None:
    """The file that is to be replaced; None for a new one."""
    try:
        return disk.patiently(lambda: disk.read(target))
    except FileNotFoundError:
        return None


def _keep(target: str, old: bytes, disk: Disk) -> None:
    try:
        backups.keep_backup(target, old, disk)
    except OSError as error:
        message = _("{name} is in an older format, and its earlier version could not be kept: {reason}.")
        raise SaveError(message.format(name=shown(Path(target).name), reason=reason_of(error)),
                        _("Save under another name: then the older file stays as it is.")) from error
