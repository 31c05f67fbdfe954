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


def _heights(points: list[Point], xs: list[float]) -> list[float]:
    """How high the curve is at places from left to right between its first and its last point."""
    held, place, found = slopes(points), 0, []
    for x in xs:
        while place < len(points) - 2 and points[place + 1][0] < x:
            place += 1
        (before, after), (m0, m1) = points[place:place + 2], held[place:place + 2]
        found.append(_between(before, after, m0, m1, (x - before[0]) / (after[0] - before[0]))[1])
    return found


def leak_path(wanted: list[Point], given: list[Point]) -> Path:
    """The space between two curves where less was given than wanted (y grows downwards).

    As far as the wanted one goes, which has at least two points; the one that was given may go further and have more.
    """
    first, last = wanted[0][0], wanted[-1][0]
    below = [(x, y) for x, y in samples(given) if first - 1e-6 <= x <= last + 1e-6]
    above = [(x, min(high, y)) for (x, y), high in zip(below, _heights(wanted, [x for x, _y in below]), strict=True)]
    around = [*above, *reversed(below)]
    path: list[Segment] = [("L", x, y) for x, y in around]
    path[0] = ("M", *around[0])
    return (*path, ("Z",))
