"""Lines of a drawing as text boxes: the lines of a block become its paragraphs again, so that they can be edited.

PowerPoint breaks the lines anew, at the same places where it has the font.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from cjdesigner.drawing.drawing import Op, Text
from cjdesigner.drawing.type import Font
from cjdesigner.drawing.type.direction import has_rtl
from cjdesigner.export.pptx_paint import colour_of
from cjdesigner.export.svg_fonts import slope_of, weight_of
from cjdesigner.export.svg_tags import tag, words

FAMILY = "Be Vietnam Pro"
"""The family of nearly all text. Where it is not installed, PowerPoint takes another one."""
_SANS = "34"
"""That what stands in for the family should have no serifs and letters of several widths."""
_BOLD = 600
_SLACK, _SHARE = 2.0, 1.035
"""How much wider a box is than its lines: a program may round, and its bold is broader than our semibold."""
_LOCALES = {"vi": "vi-VN", "en": "en-US"}


@dataclass(frozen=True)
class Block:
    """A text in a rectangle of its part. `turn` is how it is aligned: "l", "ctr" or "r"."""

    x: float
    y: float
    width: float
    height: float
    text: str
    size: float
    pitch: float
    colour: str
    bold: bool = False
    italic: bool = False
    turn: str = "l"
    lines: int = 1

    @staticmethod
    def of_words(text: str) -> "Block":
        """Words that nobody sees."""
        return Block(0, 0, 0, 0, text, 18, 24, "#000000")


def blocks(ops: Iterable[Op]) -> Iterator[Op | Block]:
    """Operations with the lines of each text put together."""
    for key, group in groupby(ops, lambda op: (op.x, op.y, op.size, op.colour) if isinstance(op, Text) else None):
        if key is None:
            yield from group
        else:
            yield _block([op for op in group if isinstance(op, Text)])


def _block(held: list[Text]) -> Block:
    first, lines = held[0], [op.line for op in held]
    left, right = min(line.x for line in lines), max(line.x + line.width for line in lines)
    pitch = (lines[-1].baseline - lines[0].baseline) / (len(lines) - 1) if len(lines) > 1 else first.size * 1.36
    turn = _turn(held)
    more = (right - left) * (_SHARE - 1) + _SLACK
    start = {"l": left, "ctr": left - more / 2, "r": left - more}[turn]
    top = lines[0].baseline - _above(first, pitch)
    fonts = [run.font for line in lines for run in line.row]
    return Block(
        first.x + start, first.y + top, right - left + more, pitch * len(lines), _paragraphs(held), first.size, pitch,
        first.colour, any(weight_of(font) >= _BOLD for font in fonts), all(map(_is_italic, fonts)), turn, len(lines))


def _above(op: Text, pitch: float) -> float:
    """From the top of a line down to its baseline, where the line's room is shared as our type shares it."""
    font = op.line.row[0].font
    return (pitch + (font.ascent - font.descent) * op.size) / 2


@lru_cache(maxsize=64)
def _is_italic(font: Font) -> bool:
    return slope_of(font) == "italic"


def _turn(held: list[Text]) -> str:
    """How lines are aligned, from where they are: of one that is not at its block's left edge we say, its middle."""
    lines = [op.line for op in held]
    if all(line.x < 0.01 for line in lines):
        return "l"
    rights = [line.x + line.width for line in lines]
    return "r" if len(lines) > 1 and max(rights) - min(rights) < 0.01 else "ctr"


def _paragraphs(held: list[Text]) -> str:
    """The text of lines: a line that ends in a blank or within a word goes on in the next."""
    said = ""
    for op in held:
        text = op.line.text
        if said and not _goes_on(said, text):
            said += "\n"
        said += text
    return said


def _goes_on(before: str, after: str) -> bool:
    if before[-1].isspace() or before[-1] in "-–—/\u00ad\u200b":
        return True
    return bool(after) and all(unicodedata.east_asian_width(char) in "WF" for char in (before[-1], after[0]))


def text_body(block: Block, language: str, scale: float) -> str:
    """A text as the body of a shape, without any room around it.

    Lines that another font makes more of are to be shrunk: they would stand below their card.
    """
    flow = {"wrap": "square" if block.lines > 1 else "none", "lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0",
            "rtlCol": "0", "anchor": "t"}
    body = tag("a:bodyPr", flow, tag("a:normAutofit" if block.lines > 1 else "a:noAutofit", {}))
    looks = _looks(block, language, scale)
    paragraphs = [_paragraph(line, block, looks, scale) for line in block.text.split("\n")]
    return tag("p:txBody", {}, body + tag("a:lstStyle", {}) + "".join(paragraphs))


def _paragraph(text: str, block: Block, looks: str, scale: float) -> str:
    backwards = has_rtl(text) and _first_strong(text) in ("R", "AL")
    aligned = {"marL": "0", "indent": "0", "algn": "r" if backwards and block.turn == "l" else block.turn}
    about = tag("a:pPr", aligned | ({"rtl": "1"} if backwards else {}), _spaced(round(block.pitch * scale * 100)))
    run = tag("a:r", {}, looks + tag("a:t", {}, words(text))) if text else ""
    return tag("a:p", {}, about + run)


def _looks(block: Block, language: str, scale: float) -> str:
    """What a text looks like. Characters that the family does not have are the program's to find a font for."""
    spoken = language.split("-")[0]
    about = {"lang": language if "-" in language else _LOCALES.get(spoken, language),
             "sz": str(min(max(round(block.size * scale * 100), 100), 400_000)),
             "b": str(int(block.bold)), "i": str(int(block.italic)), "dirty": "0"}
    faces = "".join(tag(f"a:{script}", {"typeface": FAMILY, "pitchFamily": _SANS}) for script in ("latin", "cs"))
    return tag("a:rPr", about, tag("a:solidFill", {}, colour_of(block.colour)) + faces)


@lru_cache(maxsize=256)
def _spaced(pitch: int) -> str:
    """The distance of lines in hundredths of a point, nothing between paragraphs, no bullets."""
    none = tag("a:spcPts", {"val": "0"})
    held = tag("a:lnSpc", {}, tag("a:spcPts", {"val": str(min(pitch, 158_400))}))
    return held + tag("a:spcBef", {}, none) + tag("a:spcAft", {}, none) + tag("a:buNone", {})


def _first_strong(text: str) -> str:
    return next((kind for char in text if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")), "L")
