"""The strip at the top of a stage's page: all stages in a row, this one in its full colour."""

from collections.abc import Iterator

from cjdesigner.drawing.colours import Colour, contrast, mix, readable
from cjdesigner.drawing.compose.header import stage_colour
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Op, Part, Path, Pen, Shape
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.type import TextBlock
from cjdesigner.export.layouts.paper import drawn, shortened
from cjdesigner.model.map import Stage

HEIGHT = 22.0
_POINT = 7.0
_NAMED = 72.0
_ALONE = 150.0
_STYLE = TextStyle("medium", 8.5, 1.3)
_HERE = TextStyle("bold", 8.5, 1.3)
_SMALLER = 7.6


def strip(stages: list[Stage], here: int, width: float, kit: Kit) -> Part:
    """All stages; where they are many, only this one has its name."""
    return drawn(_chevrons(stages, here, width, kit), width, HEIGHT)


def _widths(count: int, here: int, width: float) -> list[float]:
    if width / count >= _NAMED:
        return [width / count] * count
    own = min(_ALONE, width * 0.4)
    return [own if place == here else (width - own) / (count - 1) for place in range(count)]


def _chevrons(stages: list[Stage], here: int, width: float, kit: Kit) -> Iterator[Op]:
    x = 0.0
    for place, wide in enumerate(_widths(len(stages), here, width)):
        colour = stage_colour(stages[place], place, len(stages), kit)
        point = min(_POINT, wide * 0.4)
        gap = 0.0 if place == len(stages) - 1 else min(2.0, wide * 0.2)
        path = _chevron(x, wide - gap, point, first=place == 0)
        if place == here:
            yield Shape(path, colour)
            ink = "#FFFFFF" if contrast("#FFFFFF", colour) >= 4.5 else readable("#14213D", (colour,), "#000000")
        else:
            ground = kit.theme.page if kit.theme.plain else mix(colour, kit.theme.page, 0.14)
            ink = _ink(colour, ground, kit)
            yield Shape(path, ground, Pen(kit.theme.line, 0.75) if kit.theme.plain else None)
        if wide >= _NAMED and stages[place].name:
            style = _HERE if place == here else _STYLE
            block = _name(stages[place].name, style, wide - 2 * point - 6, kit)
            yield from text_ops(block, x + point + 2, (HEIGHT - block.height) / 2, ink)
        x += wide


def _name(name: str, style: TextStyle, width: float, kit: Kit) -> TextBlock:
    """A stage's name on one line, else smaller on two."""
    block = kit.block(name, style, width, "centre")
    if len(block.lines) == 1:
        return block
    return shortened(name, TextStyle(style.weight, _SMALLER, 1.2), width, kit, 2, "centre")


def _ink(colour: Colour, ground: Colour, kit: Kit) -> Colour:
    return readable(mix(colour, kit.theme.quiet, 0.5), (ground,), kit.theme.shade, kit.theme.least)


def _chevron(x: float, width: float, point: float, *, first: bool) -> Path:
    notch = () if first else (("L", x + point, HEIGHT / 2),)
    return (("M", x, 0.0), ("L", x + width - point, 0.0), ("L", x + width, HEIGHT / 2),
            ("L", x + width - point, HEIGHT), ("L", x, HEIGHT), *notch, ("Z",))
