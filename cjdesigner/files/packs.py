"""A map with its pictures in one file, `NAME.cjpack`: a zip that holds `map.cjmap` and `assets/HASH.png`.

For e-mail and for those who want one file. It is read in memory, nothing is ever unpacked to the disk, and what it may
hold is listed here; a pack is a stranger's file. The same map gives the same bytes.
"""

import io
import re
import zipfile
import zlib
from dataclasses import replace

from cjdesigner.files import assets
from cjdesigner.files.format import Opened, digest, from_bytes, to_bytes
from cjdesigner.files.places import MapFileError, shown
from cjdesigner.files.reading import MAX_BYTES
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap

ENDING = ".cjpack"
MARK = b"PK\x03\x04"

_MAP = "map.cjmap"
_ASSETS = "assets/"
_ASSET = re.compile(r"assets/[0-9a-f]{32}\.(?:png|jpg)\Z")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_MOST_FILES = 5_000
_MOST_BYTES = 500_000_000
"""Of all files in a pack, unpacked."""
_HIGHEST_RATIO = 200
"""A map of the same words again and again packs to a fortieth of its size."""


def is_pack(data: bytes) -> bool:
    """Whether a file's bytes are those of a zip."""
    return data.startswith(MARK)


def to_pack(journey: JourneyMap) -> bytes:
    """The map and its pictures as the bytes of a pack."""
    held = dict(assets.contents(journey))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as pack:
        _add(pack, _MAP, to_bytes(assets.apart(journey, held)), zipfile.ZIP_DEFLATED)
        for name in sorted(held):
            _add(pack, _ASSETS + name, held[name], zipfile.ZIP_STORED)
    return made.getvalue()


def _add(pack: zipfile.ZipFile, name: str, data: bytes, how: int) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = how
    entry.create_system = 3  # the same on all systems
    entry.external_attr = 0o644 << 16
    pack.writestr(entry, data)


def from_pack(data: bytes) -> Opened:
    """The map in a pack's bytes. One with files that are not known is for reading only: saving would lose them.

    Raises MapFileError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            entries = _checked(pack)
            opened = from_bytes(pack.read(entries[_MAP]))
            held = {name.removeprefix(_ASSETS): pack.read(entry) for name, entry in entries.items()
                    if _ASSET.match(name)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise _refused(_("The pack is damaged.")) from error
    opened = replace(opened, map=assets.filled(opened.map, held), digest=digest(data))
    strange = [name for name in entries if name != _MAP and not _ASSET.match(name)]
    if not strange:
        return opened
    notice = _("The pack holds files that this version does not know, {name} among them. It opens for reading only, "
               "so that they are not lost: save it under another name to change it.").format(name=shown(strange[0]))
    return replace(opened, read_only=True, notice=notice)


def _checked(pack: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files by name, as the pack's table says. What they are said to hold is all that is read of them."""
    entries = {entry.filename: entry for entry in pack.infolist() if not entry.is_dir()}
    if _MAP not in entries:
        raise _refused(_("There is no map in this zip file."))
    packed = sum(entry.compress_size for entry in entries.values())
    whole = sum(entry.file_size for entry in entries.values())
    if (len(pack.infolist()) > _MOST_FILES or whole > _MOST_BYTES or entries[_MAP].file_size > MAX_BYTES
            or whole > _HIGHEST_RATIO * max(packed, 1)):
        raise _refused(_("The pack holds more than a map can."))
    return entries


def _refused(message: str) -> MapFileError:
    return MapFileError(message, _("Choose a file that cjdesigner has saved ({ending}).").format(ending=ENDING))
