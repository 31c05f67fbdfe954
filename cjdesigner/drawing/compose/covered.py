"""A card behind the curtain: its box with the kind's bar, a hatch and a closed eye. None of its words."""

from cjdesigner.drawing.colours import Colour
from cjdesigner.drawing.compose.card import left_bar
from cjdesigner.drawing.drawing import Box, Part, Path, Pen, Segment, Shape, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import MEASURES, Theme

_STEP, _INSET, _ICON = 9, 3.0, 15.0


def _stroke(foot: float, left: float, right: float, height: float) -> tuple[Segment, ...]:
    """One slanting line that rises to the right from `foot`, cut at the box's sides; nothing where it is outside."""
    bottom, top = height - _INSET, _INSET
    start, end = max(foot, left), min(foot + bottom - top, right)
    if end - start < 1:
        return ()
    return ("M", start, bottom - (start - foot)), ("L", end, bottom - (end - foot))


def _hatch(width: float, height: float) -> Path:
    left, right = MEASURES.bar + _INSET, width - _INSET
    feet = range(int(left - height), int(right), _STEP)
    return tuple(segment for foot in feet for segment in _stroke(foot, left, right, height))


def covered_part(part: Part, colour: Colour, theme: Theme, label: str) -> Part:
    """What stands in for a card's part while it is covered. `label` is what a screen reader says."""
    width, height, ink = part.width, part.height, theme.ink(colour)
    middle = (width + MEASURES.bar) / 2
    ops = (
        Box(0, 0, width, height, MEASURES.radius, theme.tint(colour, 0.12), Pen(theme.border(colour), 1, (4, 3))),
        Shape(_hatch(width, height), None, Pen(theme.border(colour), 0.7)),
        Shape(left_bar(0, 0, height, MEASURES.bar, MEASURES.radius), colour),
        Box(middle - 14, height / 2 - 12, 28, 24, 12, theme.card, Pen(theme.border(colour), 0.75)),
        Use(icon("eye-off"), middle - _ICON / 2, (height - _ICON) / 2, _ICON, ink),
    )
    return Part(part.role, part.id, label, width, height, ops)
