"""Pictures to test with, good and bad. Made when asked for; nothing is kept in the repository."""

import io
import struct
import zlib

from PIL import Image

from cjdesigner.model.cards import Image as ImageCard
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.pictures import Picture, Type, picture_of


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    held = io.BytesIO()
    image.save(held, form, **options)
    return held.getvalue()


def jpeg(width: int = 60, height: int = 30, colour: tuple[int, int, int] = (200, 40, 40), **options: object) -> bytes:
    return encoded(Image.new("RGB", (width, height), colour), "JPEG", quality=90, **options)


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 90).convert("RGB")


def png(width: int = 40, height: int = 40, colour: tuple[int, ...] = (0, 120, 0, 255)) -> bytes:
    return encoded(Image.new("RGBA", (width, height), colour), "PNG")


def half_clear() -> bytes:
    """Left half red, right half nothing."""
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 20, 20))
    return encoded(image, "PNG")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG of a few kilobytes that promises gigabytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(3_000_000), 9)) + chunk(
        b"IEND", b"")


def picture(content: bytes, kind: Type = "image/png", width: int = 10, height: int = 10) -> Picture:
    return picture_of(content, kind, width, height)


def map_with(*pictures: Picture | None, language: str = "en", **fields: object) -> JourneyMap:
    """A map with a card for each picture, one below the other."""
    held = {each.id: each for each in pictures if each is not None}
    cards = {f"c{n}": ImageCard(**{"id": f"c{n}", "rank": f"a{n}", "stage": "s", "lane": "l",
                                   "picture": each.id if each else None, **fields})
             for n, each in enumerate(pictures)}
    return JourneyMap(language=language, stages={"s": Stage(id="s", rank="a0")},
                      lanes={"l": Lane(id="l", rank="a0", kind="image")}, cards=cards, pictures=held)
