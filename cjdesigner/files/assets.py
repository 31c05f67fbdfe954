"""The pictures of a map, each once by its content's hash, in a folder beside the map's file: `NAME.assets/`.

The map's file then holds only what a picture is, not its bytes: small, and quick to compare and to merge. A picture's
id is made of its bytes, and a file is taken for a picture only if its bytes make that id: no path is ever read from a
map, and no map can ask for a file whose content it does not know already. What is missing stays in the map as it is
and is found again when its file returns.
"""

import os
import re
import stat
from base64 import b64encode
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from cjdesigner.edit.changes import changed, put
from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.writing import saving, write_atomic
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.pictures import MAX_DATA, Picture, key_of

FOLDER = ".assets"
"""The end of the folder's name; what is before it is the map's name."""

_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg"}
_KEY = re.compile(r"[0-9a-f]{32}\Z")
_MOST_FOLDERS = 200
"""Folders of other maps in which a picture is looked for: a map that was renamed has its own under the old name."""


def folder_of(path: str | os.PathLike[str]) -> Path:
    """The folder for the pictures of a map's file."""
    file = Path(path)
    return file.with_name(f"{file.stem}{FOLDER}")


def file_name(picture: Picture) -> str | None:
    """What a picture's file is called; None for one whose id is not made of its bytes: it stays in the map."""
    return f"{picture.id}{_ENDINGS[picture.type]}" if _KEY.match(picture.id) else None


def contents(journey: JourneyMap) -> Iterator[tuple[str, bytes]]:
    """The pictures that can be kept apart: the name of each one's file, and its bytes."""
    for picture in journey.pictures.values():
        name = file_name(picture)
        if name and picture.data:
            with suppress(ValueError):
                content = picture.content()
                if key_of(content) == picture.id:
                    yield name, content


def apart(journey: JourneyMap, names: Container[str | None]) -> JourneyMap:
    """The map as its file holds it: without the bytes of the pictures that are kept in files of these names."""
    bare = [changed(picture, data="") for picture in journey.pictures.values() if file_name(picture) in names]
    return changed(journey, pictures=put(journey.pictures, bare)) if bare else journey


def missing(journey: JourneyMap) -> list[Picture]:
    """The pictures whose bytes are not there."""
    return [picture for picture in journey.pictures.values() if not picture.data]


def filled(journey: JourneyMap, bytes_of: Mapping[str, bytes]) -> JourneyMap:
    """The map with the bytes of its missing pictures, by the names of their files; those that fit no id are left."""
    found = [changed(picture, data=b64encode(content).decode()) for picture in missing(journey)
             if (content := bytes_of.get(file_name(picture) or "")) and key_of(content) == picture.id]
    return changed(journey, pictures=put(journey.pictures, found)) if found else journey


# --- on the disk -----------------------------------------------------------------------------------------------


def looked_up(journey: JourneyMap, path: str | os.PathLike[str], disk: Disk = DISK) -> JourneyMap:
    """The map with those of its missing pictures that lie beside its file; the same map where none does."""
    names = [name for picture in missing(journey) if (name := file_name(picture))]
    if not names:
        return journey
    try:
        path = disk.realpath(os.fspath(path))
    except OSError:
        return journey
    held: dict[str, bytes] = {}
    for folder in _folders(path, disk):
        held |= {name: content for name in names if name not in held
                 if (content := _content(folder / name, disk)) and key_of(content) == Path(name).stem}
        if len(held) == len(names):
            break
    return filled(journey, held)


def _folders(path: str | os.PathLike[str], disk: Disk) -> Iterator[Path]:
    """The map's own folder, then those of other maps beside it."""
    own = folder_of(path)
    yield own
    try:
        names = [name for name in disk.names(str(own.parent)) if name.endswith(FOLDER) and name != own.name]
    except OSError:
        return
    yield from (own.parent / name for name in sorted(names)[:_MOST_FOLDERS])


def _content(file: Path, disk: Disk) -> bytes | None:
    try:
        found = disk.stat(str(file))
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_DATA * 3 // 4:
            return None
        return disk.read(str(file))
    except OSError:
        return None


def keep(held: Mapping[str, bytes], path: str | os.PathLike[str], disk: Disk = DISK) -> None:
    """Puts pictures, the `contents` of a map, beside its file, each whole or not at all. Raises SaveError.

    What lies there already is not written again, and nothing is taken away: earlier versions of the map may show it.
    """
    folder = folder_of(path)
    for name, content in held.items():
        if _content(folder / name, disk) != content:
            with saving(folder):
                disk.make_folder(folder)
            write_atomic(folder / name, content, disk=disk)
