"""Paper: how large things are on a sheet, and small parts that all layouts are made with.

What a layout composes is measured in units: a point on A4, more on a larger sheet, less on a smaller one.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from cjdesigner.drawing.colours import Colour
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Op, Part, Placed, Role, lost_in
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.type import Align, TextBlock
from cjdesigner.export.choices import FIT, PAGE_SIZES, Choices, Sheet
from cjdesigner.model.map import JourneyMap

T = TypeVar("T")

GAP = 8.0
MARGIN = 32.0
_LEAST, _MOST = 0.8, 4.0
_MM = 72 / 25.4


class Paper(NamedTuple):
    """A sheet in points, and how many points a unit has."""

    width: float
    height: float
    unit: float


def paper_of(width: float, height: float) -> Paper:
    """The paper of a sheet: its unit grows with the sheet's sides."""
    wide, high = PAGE_SIZES["A4"]
    return Paper(width, height, min(max(math.sqrt(width * height / (wide * high)), _LEAST), _MOST))


def sheet_of(choices: Choices) -> Sheet:
    """The sheet to print on: A4 where none was chosen."""
    return Sheet("A4", choices.sheet.landscape) if choices.sheet.size == FIT else choices.sheet


def kit_of(composer: Composer, journey: JourneyMap) -> Kit:
    """What parts are made with, in the map's language."""
    return composer.kit(journey)


def shortened(text: str, style: TextStyle, width: float, kit: Kit, lines: int = 1, align: Align = "start") -> TextBlock:
    """A text in a few lines, cut where it would take more."""
    block = kit.block(text, style, width, align)
    while len(block.lines) > lines:
        kept = "".join(line.text for line in block.lines[:lines]).rstrip()
        shown = len(text) if len(kept) >= len(text) else len(kept)
        text = text[:max(shown - 2, 0)].rstrip() + "…"
        block = kit.block(text, style, width, align)
        if len(text) <= 1:
            break
    return block


def words_part(block: TextBlock, colour: Colour, width: float, *, role: Role = "words", name: str = "",
               label: str = "") -> Part:
    """Text as a part."""
    ops = text_ops(block, 0, 0, colour)
    return Part(role, name, label or block.text, width, block.height, tuple(ops), missing=block.missing)


def drawn(ops: Iterable[Op], width: float, height: float, *, role: Role = "page", name: str = "",
          label: str = "") -> Part:
    """Anything as a part."""
    held = tuple(ops)
    return Part(role, name, label, width, height, held, missing=lost_in(held))


def unnamed(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """The same parts without ids and names, for what is shown once more."""
    return tuple(Placed(each.x, each.y, Part(
        each.part.role, "", "", each.part.width, each.part.height, each.part.ops, unnamed(each.part.children),
        leads=each.part.leads))
        for each in placed)


def millimetres(points: float) -> int:
    """Points as millimetres."""
    return round(points / _MM)


def batched(held: Sequence[T], count: int) -> Iterator[Sequence[T]]:
    """A few at a time."""
    for start in range(0, len(held), count):
        yield held[start:start + count]
