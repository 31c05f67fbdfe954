"""The geometry of an emotion curve: smooth through its points, never past them, and the space between two of them."""

from itertools import pairwise

from cjdesigner.drawing.drawing import Path, Segment

Point = tuple[float, float]

_SAMPLES = 16


def slopes(points: list[Point]) -> list[float]:
    """Slopes of a curve that never swings past its points (Fritsch and Carlson 1980, with harmonic means)."""
    chords = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    if not chords:
        return [0.0] * len(points)
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(chords)]
    return [0.0, *inner, 0.0]


def curve(points: list[Point]) -> Path:
    """A smooth path through points that go from left to right."""
    path: list[Segment] = [("M", *points[0])]
    held = slopes(points)
    for ((x0, y0), (x1, y1)), (m0, m1) in zip(pairwise(points), pairwise(held), strict=True):
        third = (x1 - x0) / 3
        path.append(("C", x0 + third, y0 + m0 * third, x1 - third, y1 - m1 * third, x1, y1))
    return tuple(path)


def _between(before: Point, after: Point, slope_before: float, slope_after: float, share: float) -> Point:
    """The curve's point at a share of the way from one point to the next: a cubic Hermite polynomial."""
    (x0, y0), (x1, y1), t = before, after, share
    width = x1 - x0
    y = ((1 + 2 * t) * (1 - t) ** 2 * y0 + t * (1 - t) ** 2 * width * slope_before
         + t * t * (3 - 2 * t) * y1 + t * t * (t - 1) * width * slope_after)
    return x0 + t * width, y


def samples(points: list[Point]) -> list[Point]:
    """Points along the curve, close enough to look smooth."""
    held = slopes(points)
    found = [points[0]]
    for (before, after), (m0, m1) in zip(pairwise(points), pairwise(held), strict=True):
        found += [_between(before, after, m0, m1, step / _SAMPLES) for step in range(1, _SAMPLES + 1)]
    return found


def leak_path(wanted: list[Point], given: list[Point]) -> Path:
    """The space between two curves where less was given than wanted (y grows downwards)."""
    below = samples(given)
    above = [(x, min(y, given_y)) for (x, y), (_, given_y) in zip(samples(wanted), below, strict=True)]
    around = [*above, *reversed(below)]
    path: list[Segment] = [("L", x, y) for x, y in around]
    path[0] = ("M", *around[0])
    return (*path, ("Z",))
