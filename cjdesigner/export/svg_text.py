"""Lines as SVG text: what was typed, as long as our own type makes it, even in a program that ignores the fonts."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.type import Font, Line, PlacedRun
from cjdesigner.drawing.type.direction import has_rtl
from cjdesigner.export.svg_tags import number, tag, words

_FONT = attrgetter("font")


class _Span(NamedTuple):
    """Text in one font; its place in points, its advance in em."""

    x: float
    font: Font
    text: str
    advance: float


def text_of(op: Text, fonts: dict[Font, str]) -> str:
    """One line. Where it has right-to-left writing, each run is a text of its own, in the order of reading."""
    y = number(op.y + op.line.baseline)
    if has_rtl(op.line.text):
        return "".join([_directed(op, placed, y, fonts) for placed in _in_reading_order(op.line)])
    first, *others = _spans(op.line)
    looks = _looks(op, op.x + first.x, y, fonts[first.font])
    if not others and len(first.text) > 1:
        looks |= {"textLength": number(first.advance * op.size), "lengthAdjust": "spacingAndGlyphs"}
    spans = [tag("tspan", {"x": number(op.x + span.x), "class": fonts[span.font]}, words(span.text)) for span in others]
    return tag("text", looks, words(first.text) + "".join(spans))


def _looks(op: Text, x: float, y: str, font: str) -> dict[str, str]:
    return {"x": number(x), "y": y, "class": font, "font-size": f"{op.size:g}", "fill": op.colour}


def _spans(line: Line) -> Iterator[_Span]:
    """Runs of one font that follow each other, as one; nearly always that is the whole line."""
    x = line.left
    for font, group in groupby(line.row, _FONT):
        held = list(group)
        advance = sum([run.advance for run in held])
        yield _Span(x, font, "".join([run.text for run in held]), advance)
        x += advance * line.size


def _directed(op: Text, placed: PlacedRun, y: str, fonts: dict[Font, str]) -> str:
    backwards = has_rtl(placed.run.text)
    x = op.x + placed.x + (placed.run.advance * op.size if backwards else 0)
    looks = _looks(op, x, y, fonts[placed.run.font]) | {"direction": "rtl" if backwards else "ltr"}
    return tag("text", looks, words(placed.run.text))


def _in_reading_order(line: Line) -> Iterator[PlacedRun]:
    """The runs in the order of the line's text; of equal ones the one that is read first."""
    left, at = list(line.runs), 0
    while left:
        fitting = [placed for placed in left if line.text.startswith(placed.run.text, at)] or left
        found = fitting[-1] if has_rtl(fitting[-1].run.text) else fitting[0]
        left.remove(found)
        at += len(found.run.text)
        yield found
