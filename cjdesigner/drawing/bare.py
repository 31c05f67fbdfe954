"""Pictures without what they say beside their pixels: where and when a photograph was taken, by whom, with what.

Nothing is encoded anew: what is no part of the picture is left out of its bytes. A colour profile goes too, because it
names the screen or the camera that it was made for, and no surface here follows it.
"""

import io
import re
import struct
from collections.abc import Iterator

from cjdesigner.model.pictures import Type

_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sBIT", b"gAMA", b"cHRM", b"sRGB"))
"""The parts of a PNG that make the picture; all others are dropped, and what comes after the end."""

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
"""The JPEG markers without a length."""
_SEGMENTS = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF)) - {0xC8}
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_JFIF, _ADOBE = 0xE0, 0xEE
_JFIF_SIZE, _ADOBE_SIZE = 14, 12
"""The bytes of these that say how the pixels are meant: a small second picture may follow them."""


def bare(content: bytes, kind: Type) -> bytes:
    """The picture's bytes without anything but the picture. Raises ValueError for bytes that are none."""
    try:
        return b"".join(_png(content) if kind == "image/png" else _jpeg(content))
    except (struct.error, IndexError) as error:
        raise ValueError("cut off") from error


def upright(content: bytes, kind: Type) -> bytes:
    """The same picture, turned as its photographer held the camera; the same bytes where that is so already."""
    if kind != "image/jpeg" or b"Exif" not in content[:200_000]:
        return content
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
            if image.getexif().get(0x0112, 1) in (0, 1):
                return content
            held = io.BytesIO()
            ImageOps.exif_transpose(image).save(held, "JPEG", quality=95)
    except (OSError, SyntaxError, ValueError, struct.error):
        return content
    return held.getvalue()


def _png(content: bytes) -> Iterator[bytes]:
    if not content.startswith(_PNG):
        raise ValueError("no PNG")
    yield _PNG
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        size, kind = struct.unpack(">I4s", content[at:at + 8])
        end = at + 12 + size
        if end > len(content):
            raise ValueError("cut off")
        if kind == b"IEND" and size:
            raise ValueError("something in the end")
        if kind in _CHUNKS:
            yield content[at:end]
        at = end


def _jpeg(content: bytes) -> Iterator[bytes]:
    if content[:2] != bytes((0xFF, _START)):
        raise ValueError("no JPEG")
    yield content[:2]
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        while content[at] == 0xFF:
            at += 1
        marker = content[at]
        at += 1
        if marker == _END:
            yield bytes((0xFF, _END))
            return
        if marker in _ALONE:
            continue
        size = struct.unpack(">H", content[at:at + 2])[0]
        if size < 2 or at + size > len(content):
            raise ValueError("cut off")
        yield _segment(marker, content[at + 2:at + size])
        at += size
        if marker == _SCAN:
            end = _scan_end(content, at)
            yield content[at:end]
            at = end


def _segment(marker: int, held: bytes) -> bytes:
    """A segment as far as it is kept."""
    if marker == _JFIF and held.startswith(b"JFIF\0") and len(held) >= _JFIF_SIZE:
        held = held[:_JFIF_SIZE - 2] + b"\0\0"
    elif marker == _ADOBE and held.startswith(b"Adobe") and len(held) >= _ADOBE_SIZE:
        held = held[:_ADOBE_SIZE]
    elif marker not in _SEGMENTS:
        return b""
    return bytes((0xFF, marker)) + struct.pack(">H", len(held) + 2) + held


def _scan_end(content: bytes, at: int) -> int:
    """Where the packed pixels of a scan end: before a marker that is none of theirs."""
    found = _MARKER.search(content, at)
    if found is None:
        raise ValueError("cut off")
    return found.start()
