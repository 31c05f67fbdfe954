"""What the parts of a drawing are made with: the type, the theme, the map's language, and small helpers."""

from dataclasses import dataclass
from typing import NamedTuple

from cjdesigner.drawing.colours import Colour
from cjdesigner.drawing.drawing import Box, Op, Picture, Symbol, Text, Use
from cjdesigner.drawing.symbols import face
from cjdesigner.drawing.theme import MEASURES, Measures, Theme
from cjdesigner.drawing.type import Align, TextBlock, TextStyle, Typesetter
from cjdesigner.language import Words

MOST_DRAWN = 2_000
"""Characters of one text that are drawn; the rest is kept in the map and told by an ellipsis."""


@dataclass(frozen=True)
class Kit:
    """Everything that a part needs beside its own entity."""

    type: Typesetter
    theme: Theme
    words: Words
    language: str
    hints: bool
    measures: Measures = MEASURES

    def block(self, text: str, style: TextStyle, width: float | None = None, align: Align = "start") -> TextBlock:
        """Sets a text in the map's language, cut at `MOST_DRAWN` characters."""
        if len(text) > MOST_DRAWN:
            text = text[:MOST_DRAWN] + "…"
        return self.type.block(text, style, width, align=align, language=self.language)


    def face(self, score: int) -> Symbol:
        """The face of an emotion score in the theme's colours."""
        return face(score, self.theme.tone)


def text_ops(block: TextBlock, x: float, y: float, colour: Colour) -> list[Op]:
    """The operations that paint a block with its top left corner at a point."""
    return [Text(x, y, line, block.style.size, colour) for line in block.lines if line.row]


def shifted(op: Op, x: float, y: float) -> Op:
    """The operation at another place; a shape's path stays where it is."""
    if isinstance(op, Box):
        return Box(op.x + x, op.y + y, op.width, op.height, op.radius, op.fill, op.pen, op.opacity)
    if isinstance(op, Use):
        return Use(op.symbol, op.x + x, op.y + y, op.size, op.colour)
    if isinstance(op, Text):
        return Text(op.x + x, op.y + y, op.line, op.size, op.colour)
    if isinstance(op, Picture):
        return Picture(op.x + x, op.y + y, op.width, op.height, op.raster, op.radius, op.alt)
    return op


def score_words(score: int) -> str:
    """A score as people write it: +2, 0, −1."""
    return f"{score:+d}".replace("-", "−").replace("+0", "0")


class Chip(NamedTuple):
    """A small mark with or without words: an owner, a tag, a kind of evidence, a persona."""

    text: str
    colour: Colour
    icon: Symbol | None = None
    style: TextStyle | None = None


_ICON = 11.0
_GAP = 4.0


def chip_ops(kit: Kit, chips: list[Chip], x: float, y: float, width: float, style: TextStyle) -> tuple[list[Op], float]:
    """Chips in rows that fill a width; also gives the height of all the rows."""
    if not chips:
        return [], 0.0
    ops: list[Op] = []
    left, top, row = 0.0, 0.0, style.size * style.leading
    for chip in chips:
        lead = _ICON + _GAP if chip.icon else 0.0
        block = kit.block(chip.text, chip.style or style, max(width - lead, 24.0))
        if left and left + lead + block.width > width:
            left, top = 0.0, top + row + 2
        if chip.icon:
            ops.append(Use(chip.icon, x + left, y + top + (row - _ICON) / 2, _ICON, chip.colour))
        ops += text_ops(block, x + left + lead, y + top, chip.colour)
        left += lead + block.width + 10
        if len(block.lines) > 1:
            left, top = 0.0, top + block.height + 2
    return ops, top + (row if left else -2)
