"""What exports look like: the sample map in every layout and theme, in both languages, as small pictures.

`python -m tests.references` renews them. Look at what it changed before you commit it.
"""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.palettes import PALETTES
from cjdesigner.drawing.rasters import raster_from
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.export import Choices, Furniture, Poster, Sheet, lay_out, paint
from cjdesigner.model.templates import SAMPLE, build

FOLDER = Path(__file__).parent / "pictures"
UPRIGHT, ACROSS = Sheet("A4", landscape=False), Sheet("A4")
LEVELS = 24
"""By how much a colour may differ: what smoothed edges and a palette of few colours make of it."""
SHARE, IN_A_BLOCK = 0.005, 0.3
"""The share of a page that may differ by more, and that of a small square, which an icon that is gone fills."""
_BLOCK = 10
COLOURS = 256


class Case(NamedTuple):
    """A map's export and how large its pictures are, in pixels per point."""

    name: str
    language: str
    choices: Choices
    scale: float = 0.5
    suffix: str = ".pdf"


@cache
def _typesetter() -> Typesetter:
    return Typesetter(FontSet(system=False))


def _logo() -> Image.Image:
    """A logo of nobody."""
    logo = Image.new("RGBA", (160, 48), (0, 0, 0, 0))
    pen = ImageDraw.Draw(logo)
    pen.rounded_rectangle((0, 0, 47, 47), 12, fill=(10, 120, 110, 255))
    pen.rectangle((60, 14, 158, 33), fill=(20, 30, 60, 255))
    return logo


def furniture(language: str) -> Furniture:
    """All that can stand at the edges of a page."""
    held = io.BytesIO()
    _logo().save(held, "PNG")
    words = {"vi": ("Bản gửi khách hàng", "Bản làm việc", "Mật: chỉ dành cho nhóm dự án"),
             "en": ("For the client", "Working copy", "Confidential: for the project's team only")}[language]
    return Furniture(*words, raster_from(held.getvalue()))


def cases() -> Iterator[Case]:
    """Every layout and format in both languages, every theme in one."""
    for language in ("vi", "en"):
        yield Case(f"fit-{language}", language, Choices())
        yield Case(f"upright-{language}", language, Choices(sheet=UPRIGHT, legend=True), 0.7)
        yield Case(f"handout-{language}", language, Choices("handout", ACROSS, furniture=furniture(language)))
        yield Case(f"story-{language}", language, Choices("story", ACROSS, legend=True), 0.4)
        yield Case(f"poster-{language}", language, Choices("poster", UPRIGHT, poster=Poster("A1")), 0.4)
        clear = Choices(transparent=True, scale=0.4)
        yield Case(f"clear-{language}", language, clear, clear.scale, ".png")
    both = Choices("fit", Sheet("A3"), legend=True, languages=("vi", "en"), furniture=furniture("vi"))
    yield Case("both", "vi", both)
    yield Case("story-both", "vi", Choices("story", UPRIGHT, languages=("vi", "en"), furniture=furniture("vi")), 0.35)
    for theme in PALETTES:
        yield Case(f"theme-{theme.name}", "vi", Choices(sheet=ACROSS, theme=theme, legend=True), 0.5)


def pictures(case: Case) -> Iterator[tuple[str, Image.Image]]:
    """The pages of a case by the names of their files."""
    choices = case.choices
    document = lay_out(build(SAMPLE, case.language), choices, lambda: Composer(
        _typesetter(), choices.theme, languages=choices.languages, legend=choices.legend))
    if case.suffix == ".png":
        yield f"{case.name}.png", _on_grey(Image.open(io.BytesIO(paint(document, ".png", choices))).convert("RGBA"))
        return
    pdf = pypdfium2.PdfDocument(paint(document, ".pdf", choices))
    for place in range(len(pdf)):
        name = f"{case.name}-{place + 1}.png" if len(pdf) > 1 else f"{case.name}.png"
        yield name, pdf[place].render(scale=case.scale).to_pil().convert("RGB")
    pdf.close()


def packed(picture: Image.Image) -> bytes:
    """A picture as a small file of few colours."""
    held = io.BytesIO()
    colours = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    _in_colours_of(colours, picture).save(held, "PNG", optimize=True)
    return held.getvalue()


def _in_colours_of(old: Image.Image, new: Image.Image) -> Image.Image:
    """A picture in the few colours of another one, each pixel in the nearest."""
    return new.quantize(palette=old, dither=Image.Dither.NONE)


def difference(old: Image.Image, new: Image.Image) -> Image.Image:
    """White where a picture differs from an old one of few colours by more than it may, black elsewhere."""
    bands = ImageChops.difference(old.convert("RGB"), _in_colours_of(old, new).convert("RGB")).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return worst.point([0] * (LEVELS + 1) + [255] * (255 - LEVELS))


def _on_grey(picture: Image.Image) -> Image.Image:
    """A picture that one may see through, on a ground."""
    return Image.alpha_composite(Image.new("RGBA", picture.size, (128, 128, 128, 255)), picture).convert("RGB")


def looks_different(marked: Image.Image) -> bool:
    """Whether too much of a picture is white: of all of it, or in one place."""
    return share(marked) > SHARE or marked.reduce(_BLOCK).getextrema()[1] > 255 * IN_A_BLOCK


def share(marked: Image.Image) -> float:
    """The share of a picture that is white."""
    return marked.histogram()[255] / (marked.width * marked.height)
