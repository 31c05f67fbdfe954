"""Whether a map's picture can be painted, decided once for all surfaces, before anything large is unpacked.

A map may come from anybody: a header that promises more than `MOST_PIXELS`, another type than it says, broken or cut
bytes make a picture that cannot be shown, and nothing worse. Nothing is ever read from a file or an address.
"""

import io
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from cjdesigner.drawing.bare import bare, upright
from cjdesigner.drawing.drawing import Raster
from cjdesigner.model.pictures import MAX_DATA, Picture, Type, picture_of

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 25_000_000
"""Pixels of a picture in a map: 100 MB while it is painted."""

_MOST_SCANS = 100
"""Passes of a progressive JPEG; each costs as much as a whole picture."""

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG markers that are followed by the picture's size."""


def raster_of(picture: Picture) -> Raster | None:
    """The picture's bytes with their true size, without what they say beside it; None where they cannot be shown."""
    try:
        content = picture.content()
        size = _png_size(content) if picture.type == "image/png" else _jpeg_size(content)
    except (ValueError, struct.error, IndexError):
        return None
    if not 0 < size[0] * size[1] <= MOST_PIXELS or not _decodes(content, picture.type, size):
        return None
    return Raster(picture.id, picture.type, *size, plain(content, picture.type))


def raster_from(content: bytes) -> Raster | None:
    """The picture in a file's bytes, PNG or JPEG, the right way up; None where it cannot be shown."""
    kind: Type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    if not 0 < len(content) <= MAX_DATA * 3 // 4 or raster_of(picture_of(content, kind, 1, 1)) is None:
        return None
    return raster_of(picture_of(upright(content, kind), kind, 1, 1))


def plain(content: bytes, kind: Type) -> bytes:
    """A picture that can be shown, without what it says beside its pixels. Encoded anew only where its bytes are odd.
    """
    try:
        return bare(content, kind)
    except ValueError:
        held = io.BytesIO()
        with opened(content, kind) as image:
            image.load()
            image.info = {name: value for name, value in image.info.items() if name == "transparency"}
            image.save(held, _FORMATS[kind], quality=95)
    return held.getvalue()


def plain_picture(picture: Picture) -> Picture | None:
    """A picture of a map in the same way; None for bytes that cannot even be walked through."""
    try:
        content = bare(picture.content(), picture.type)
    except ValueError:
        raster = raster_of(picture)
        if raster is None:
            return None
        content = raster.content
    made = picture_of(content, picture.type, picture.width, picture.height)
    return picture if made.data == picture.data else made


def _png_size(content: bytes) -> tuple[int, int]:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        raise ValueError("no PNG")
    width, height = struct.unpack(">II", content[16:24])
    return int(width), int(height)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """The size in the header's first frame. Raises ValueError, IndexError or struct.error for bytes that have none."""
    if content[:2] != b"\xff\xd8" or content.count(b"\xff\xda") > _MOST_SCANS:
        raise ValueError("no JPEG, or too many passes")
    at = 2
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise ValueError("no marker")
        if content[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5:at + 9])
            return int(width), int(height)
        at += 2 + int(struct.unpack(">H", content[at + 2:at + 4])[0])


def opened(content: bytes, kind: str) -> "Image":
    """The picture, ready to be unpacked, by the one decoder that its type names."""
    from PIL import Image

    return Image.open(io.BytesIO(content), formats=(_FORMATS[kind],))


@lru_cache(maxsize=8)
def in_greys(raster: Raster) -> Raster:
    """The same picture without its colours, as a PNG; what is transparent stays so."""
    with opened(raster.content, raster.type) as image:
        clear = image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info
        held = io.BytesIO()
        image.convert("RGBA" if clear else "RGB").convert("LA" if clear else "L").save(held, "PNG")
    return Raster(f"{raster.key}-grey", "image/png", raster.width, raster.height, held.getvalue())


def _decodes(content: bytes, kind: str, size: tuple[int, int]) -> bool:
    """Whether all of the picture is there. A JPEG is unpacked at an eighth of its size, which is quick."""
    try:
        with opened(content, kind) as image:
            if image.size != size:  # a second header that contradicts the first
                return False
            if kind == "image/jpeg":
                image.draft(None, (image.width // 8 or 1, image.height // 8 or 1))
            image.load()
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error):
        return False
    return True
