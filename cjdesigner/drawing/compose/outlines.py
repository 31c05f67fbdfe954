"""The shapes around faces that tell curves apart for those who do not tell their colours apart."""

import math
from functools import cache, lru_cache

from cjdesigner.drawing.drawing import Path

_KAPPA = 0.5522847498
_CORNERS = ((4, 45.0, 1.26), (4, 0.0, 1.32), (6, 0.0, 1.12), (5, -90.0, 1.16), (3, -90.0, 1.7))
"""Corners, the angle of the first one in degrees, and how far out they are for a circle of radius 1."""


@lru_cache(maxsize=256)
def outline(shape: int, x: float, y: float, radius: float) -> Path:
    """A closed path around a point: 0 a circle, then a square, a diamond, a hexagon, a pentagon and a triangle.

    Each is as large as it must be for a face a little smaller than the radius.
    """
    if shape == 0:
        return _circle(x, y, radius)
    corners, first, out = _CORNERS[(shape - 1) % len(_CORNERS)]
    points = [(x + radius * out * math.cos(math.radians(first + 360 * n / corners)),
               y + radius * out * math.sin(math.radians(first + 360 * n / corners))) for n in range(corners)]
    return (("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",))


@cache
def reach(shape: int) -> float:
    """How far a shape goes up or down from its middle, for the radius 1."""
    return max(abs(float(segment[-1])) for segment in outline(shape, 0, 0, 1) if len(segment) > 2)


def _circle(x: float, y: float, r: float) -> Path:
    k = r * _KAPPA
    return (
        ("M", x + r, y), ("C", x + r, y + k, x + k, y + r, x, y + r), ("C", x - k, y + r, x - r, y + k, x - r, y),
        ("C", x - r, y - k, x - k, y - r, x, y - r), ("C", x + k, y - r, x + r, y - k, x + r, y), ("Z",),
    )
