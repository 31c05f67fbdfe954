"""What is collapsed: a lane as a strip with its name and its number of cards, a stage with the number in each lane."""

from cjdesigner.drawing.colours import Colour, mix
from cjdesigner.drawing.compose.stickers import internal_chip
from cjdesigner.drawing.compose.toolkit import Kit, chip_ops, text_ops
from cjdesigner.drawing.drawing import Box, Column, Op, Part, Pen, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import SMALL, SMALL_STRONG, look
from cjdesigner.drawing.type import TextBlock, TextStyle
from cjdesigner.model.map import Lane

STRIP = 28.0
"""The height of a collapsed lane."""
_MARK = 72.0
"""The room for the mark of an internal lane, and before it."""


def one_line(text: str, style: TextStyle, width: float, kit: Kit) -> TextBlock:
    """A text on one line, cut where it would be wider."""
    words = " ".join(text.split())
    block = kit.block(words, style)
    if block.width <= width:
        return block
    fits, too_much = 0, len(words)
    while too_much - fits > 1:
        middle = (fits + too_much) // 2
        narrow = kit.block(words[:middle].rstrip() + "…", style).width <= width
        fits, too_much = (middle, too_much) if narrow else (fits, middle)
    return kit.block(words[:fits].rstrip() + "…", style)


def cards_said(count: int, kit: Kit) -> str:
    """A number of cards in the map's language."""
    return kit.words.ngettext("{count} card", "{count} cards", count).format(count=count)


def strip_ops(lane: Lane, count: int, width: float, ink: Colour, kit: Kit) -> list[Op]:
    """What is written on a collapsed lane: its icon, its name, how many cards it keeps; a number where it is short."""
    unnamed = kit.words.gettext("New lane") if kit.hints else ""
    name = one_line(lane.name or unnamed, SMALL_STRONG, kit.measures.head - 48, kit)
    left = kit.measures.head + kit.measures.gutter + 4
    said = kit.block(cards_said(count, kit), SMALL)
    if lane.internal and left + said.width + _MARK > width:
        said = kit.block(str(count), SMALL)
    start = min(left + said.width + 14, width - _MARK + 14)
    mark, _height = chip_ops(kit, internal_chip(lane.internal, kit), start, (STRIP - said.height) / 2, 200, SMALL)
    return [Use(icon(look(lane.kind).icon), 14, (STRIP - 14) / 2, 14, ink),
            *text_ops(name, 36, (STRIP - name.height) / 2, ink),
            *text_ops(said, left, (STRIP - said.height) / 2, kit.theme.quiet), *mark]


def count_part(lane: Lane, column: Column, count: int, colour: Colour, kit: Kit) -> Part:
    """The number of cards that a collapsed stage keeps in a lane."""
    width = column.width - 2 * kit.measures.gutter
    block = one_line(str(count), SMALL_STRONG, width - 8, kit)
    height = block.height + 8
    pill = Box(0, 0, width, height, height / 2, kit.theme.card, Pen(mix(colour, kit.theme.page, 0.45), 0.8))
    ops = (pill, *text_ops(block, (width - block.width) / 2, 4, kit.theme.ink(colour)))
    return Part("hint", f"{column.stage}/{lane.id}", cards_said(count, kit), width, height, ops, missing=block.missing)
