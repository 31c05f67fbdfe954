"""Fills and strokes of DrawingML."""

from functools import lru_cache

from cjdesigner.drawing.colours import mix
from cjdesigner.drawing.drawing import Gradient, Paint, Pen, Stop
from cjdesigner.export.document import Area
from cjdesigner.export.svg_tags import tag

EMU = 12_700
"""Units of the format to a point."""


def no_fill() -> str:
    """Nothing is filled."""
    return tag("a:noFill", {})


@lru_cache(maxsize=1024)
def colour_of(colour: str, opacity: float = 1.0) -> str:
    """A colour."""
    alpha = tag("a:alpha", {"val": str(round(opacity * 100_000))}) if opacity < 1 else ""
    return tag("a:srgbClr", {"val": colour[1:].upper()}, alpha)


@lru_cache(maxsize=1024)
def fill_of(fill: Paint | None, opacity: float, around: Area) -> str:
    """A fill of a shape whose outline has this rectangle around it."""
    if isinstance(fill, Gradient):
        return _gradient(fill, opacity, around)
    return tag("a:solidFill", {}, colour_of(fill, opacity)) if fill else no_fill()


def _gradient(gradient: Gradient, opacity: float, around: Area) -> str:
    """A gradient, across or downwards: in this format it goes from one edge of the shape to the other."""
    upright = abs(gradient.y2 - gradient.y1) > abs(gradient.x2 - gradient.x1)
    start, end = (gradient.y1, gradient.y2) if upright else (gradient.x1, gradient.x2)
    low, size = (around.y, around.height) if upright else (around.x, around.width)
    span = (end - start) or 1.0
    first, last = (low - start) / span, (low + size - start) / span
    stops = [Stop(first, _colour_at(gradient, first)),
             *(stop for stop in sorted(gradient.stops) if first < stop.at < last),
             Stop(last, _colour_at(gradient, last))]
    width = (last - first) or 1.0
    held = "".join(tag("a:gs", {"pos": str(round((stop.at - first) / width * 100_000))},
                       colour_of(stop.colour, opacity)) for stop in stops)
    turn = tag("a:lin", {"ang": "5400000" if upright else "0", "scaled": "0"})
    return tag("a:gradFill", {"rotWithShape": "1"}, tag("a:gsLst", {}, held) + turn)


def _colour_at(gradient: Gradient, at: float) -> str:
    stops = sorted(gradient.stops)
    before = next((stop for stop in reversed(stops) if stop.at <= at), stops[0])
    after = next((stop for stop in stops if stop.at >= at), stops[-1])
    if after.at <= before.at:
        return before.colour
    return mix(after.colour, before.colour, (at - before.at) / (after.at - before.at))


@lru_cache(maxsize=1024)
def stroke_of(pen: Pen | None, scale: float) -> str:
    """A line; dashes are told as shares of its width."""
    if pen is None:
        return tag("a:ln", {}, no_fill())
    looks = {"w": str(max(round(pen.width * scale * EMU), 1))}
    inside = tag("a:solidFill", {}, colour_of(pen.colour))
    if pen.dash:
        lengths = [str(round(length / pen.width * 100_000)) for length in pen.dash]
        lengths *= 2 if len(lengths) % 2 else 1
        pairs = zip(lengths[0::2], lengths[1::2], strict=True)
        inside += tag("a:custDash", {}, "".join(tag("a:ds", {"d": on, "sp": off}) for on, off in pairs))
    if pen.round:
        looks["cap"] = "rnd"
        inside += tag("a:round", {})
    return tag("a:ln", looks, inside)
