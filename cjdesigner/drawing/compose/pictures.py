"""The picture on a card, or the box that stands for one that is missing or cannot be shown."""

from cjdesigner.drawing.colours import Colour, mix
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Box, Op, Pen, Picture, Raster, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import SMALL
from cjdesigner.model.cards import Image

MOST_HEIGHT = 160.0
"""Points of a picture on a card."""

_ICON = 22.0


def picture_ops(card: Image, raster: Raster | None, width: float, colour: Colour, kit: Kit) -> tuple[list[Op], float]:
    """A picture as wide as a card's text, or its stand-in, from the text's top left corner; and the height it takes."""
    if raster is None:
        return _stand_in(card, width, colour, kit)
    scale = min(width / raster.width, MOST_HEIGHT / raster.height, 1.0)
    wide, high = max(raster.width * scale, 1.0), max(raster.height * scale, 1.0)
    return [Picture((width - wide) / 2, 0, wide, high, raster, min(4.0, wide / 2, high / 2), card.alt)], high


def _stand_in(card: Image, width: float, colour: Colour, kit: Kit) -> tuple[list[Op], float]:
    """An icon and what is known of the picture, in a dashed box."""
    block = kit.block("\n".join(_said(card, kit)), SMALL, max(width - 16, 24), "centre")
    words = block.height if block.text.strip() else 0.0
    height = 14 + _ICON + (4 + words if words else 0) + 12
    pen = Pen(mix(colour, kit.theme.card, 0.5), 0.8, (3, 3))
    broken = card.picture is not None
    ops: list[Op] = [Box(0, 0, width, height, 4, kit.theme.tint(colour), pen)]
    ops.append(Use(icon("photo-off" if broken else "photo"), (width - _ICON) / 2, 14, _ICON, kit.theme.ink(colour)))
    ops += text_ops(block, (width - max(width - 16, 24)) / 2, 14 + _ICON + 4, kit.theme.quiet)
    return ops, height


def _said(card: Image, kit: Kit) -> list[str]:
    said = [card.alt] if card.alt else []
    if card.picture is not None:
        said.append(kit.words.gettext("This picture is missing or cannot be shown"))
    elif kit.hints:
        said.append(kit.words.gettext("Double-click to choose a picture"))
    return said
