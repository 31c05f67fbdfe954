"""Lines as SVG text: what was typed, as long as our own type makes it, even in a program that ignores the fonts."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.type import Font, Line, PlacedRun
from cjdesigner.drawing.type.direction import has_rtl

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Span(NamedTuple):
    """Text in one font; its place in points, its advance in em."""

    x: float
    font: Font
    text: str
    advance: float


def safe(text: str) -> str:
    """The text without the few characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def number(value: float) -> str:
    """A measure to a hundredth of a point."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def add_text(parent: Element, op: Text, fonts: dict[Font, str]) -> None:
    """One line. Where it has right-to-left writing, each run is a text of its own, in the order of reading."""
    y = number(op.y + op.line.baseline)
    if has_rtl(op.line.text):
        for placed in _in_reading_order(op.line):
            _add_directed(parent, op, placed, y, fonts)
        return
    spans = list(_spans(op.line.runs))
    first = spans[0]
    text = _text(parent, op, op.x + first.x, y, fonts[first.font])
    text.text = safe(first.text)
    if len(spans) == 1 and len(first.text) > 1:
        text.attrib |= {"textLength": number(first.advance * op.size), "lengthAdjust": "spacingAndGlyphs"}
    for span in spans[1:]:
        place = {"x": number(op.x + span.x), "class": fonts[span.font]}
        SubElement(text, "tspan", place).text = safe(span.text)


def _text(parent: Element, op: Text, x: float, y: str, font: str) -> Element:
    looks = {"class": font, "font-size": f"{op.size:g}", "fill": op.colour}
    return SubElement(parent, "text", {"x": number(x), "y": y, **looks})


def _spans(runs: tuple[PlacedRun, ...]) -> Iterator[_Span]:
    """Runs of one font that follow each other, as one."""
    for font, group in groupby(runs, lambda placed: placed.run.font):
        held = list(group)
        text = "".join([placed.run.text for placed in held])
        yield _Span(held[0].x, font, text, sum(placed.run.advance for placed in held))


def _add_directed(parent: Element, op: Text, placed: PlacedRun, y: str, fonts: dict[Font, str]) -> None:
    backwards = has_rtl(placed.run.text)
    x = op.x + placed.x + (placed.run.advance * op.size if backwards else 0)
    text = _text(parent, op, x, y, fonts[placed.run.font])
    text.set("direction", "rtl" if backwards else "ltr")
    text.text = safe(placed.run.text)


def _in_reading_order(line: Line) -> Iterator[PlacedRun]:
    """The runs in the order of the line's text; of equal ones the one that is read first."""
    left, at = list(line.runs), 0
    while left:
        fitting = [placed for placed in left if line.text.startswith(placed.run.text, at)] or left
        found = fitting[-1] if has_rtl(fitting[-1].run.text) else fitting[0]
        left.remove(found)
        at += len(found.run.text)
        yield found
