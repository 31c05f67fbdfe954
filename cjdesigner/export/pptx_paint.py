"""Fills and strokes of DrawingML."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

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
def fills_of(fill: Paint | None, opacity: float, around: Area) -> tuple[str, ...]:
    """The fills of a shape whose outline has this rectangle around it, one over the other.

    There are several where a gradient has more than two colours: not every program shows a third one.
    """
    if not isinstance(fill, Gradient):
        return (tag("a:solidFill", {}, colour_of(fill, opacity)) if fill else no_fill(),)
    upright, stops = _stops(fill, around)
    if opacity < 1 or len(stops) < 3:
        return (_gradient(stops, upright, [opacity] * len(stops)),)
    pairs = [(stops[0], stops[1]), *((Stop(one.at, other.colour), other) for one, other in pairwise(stops[1:]))]
    return tuple(_gradient(pair, upright, [0.0 if place else 1.0, 1.0]) for place, pair in enumerate(pairs))


def fill_of(fill: Paint | None, opacity: float, around: Area) -> str:
    """The fill of something that can have only one."""
    return fills_of(fill, opacity, around)[0]


def _stops(gradient: Gradient, around: Area) -> tuple[bool, list[Stop]]:
    """Whether a gradient goes downwards, and its stops from one edge of the shape to the other, as this format wants.
    """
    upright = abs(gradient.y2 - gradient.y1) > abs(gradient.x2 - gradient.x1)
    start, end = (gradient.y1, gradient.y2) if upright else (gradient.x1, gradient.x2)
    low, size = (around.y, around.height) if upright else (around.x, around.width)
    span = (end - start) or 1.0
    first, last = (low - start) / span, (low + size - start) / span
    stops = [Stop(first, _colour_at(gradient, first)),
             *(stop for stop in sorted(gradient.stops) if first < stop.at < last),
             Stop(last, _colour_at(gradient, last))]
    width = (last - first) or 1.0
    return upright, [Stop((stop.at - first) / width, stop.colour) for stop in stops]


def _gradient(stops: Sequence[Stop], upright: bool, opacities: Sequence[float]) -> str:
    held = "".join(tag("a:gs", {"pos": str(round(stop.at * 100_000))}, colour_of(stop.colour, opacity))
                   for stop, opacity in zip(stops, opacities, strict=True))
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
