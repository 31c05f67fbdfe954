"""What is under a text of a drawing: the colours that were painted before at the same place."""

from collections.abc import Iterator

from cjdesigner.drawing.colours import Colour, mix
from cjdesigner.drawing.drawing import Box, Drawing, Gradient, Path, Shape, Text

Point = tuple[float, float]
Fill = tuple[float, float, float, float, "Box | Shape", float, float]


def polygons(path: Path) -> Iterator[list[Point]]:
    """A path's outlines, with curves as eight lines."""
    points: list[Point] = []
    for verb, *flat in path:
        pairs = list(zip(flat[::2], flat[1::2], strict=True))
        if verb == "M" and points:
            yield points
            points = []
        if verb == "C":
            ends = [points[-1], *pairs]
            for step in range(1, 9):
                t = step / 8
                shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                points.append((sum(s * p[0] for s, p in zip(shares, ends, strict=True)),
                               sum(s * p[1] for s, p in zip(shares, ends, strict=True))))
        else:
            points += pairs
    if points:
        yield points


def holds(path: Path, x: float, y: float) -> bool:
    """Whether a point is inside of a path."""
    inside = False
    for points in polygons(path):
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


def along(gradient: Gradient, x: float, y: float) -> Colour:
    """A gradient's colour at a point."""
    dx, dy = gradient.x2 - gradient.x1, gradient.y2 - gradient.y1
    share = ((x - gradient.x1) * dx + (y - gradient.y1) * dy) / (dx * dx + dy * dy)
    share = min(max(share, gradient.stops[0].at), gradient.stops[-1].at)
    for a, b in zip(gradient.stops, gradient.stops[1:], strict=False):
        if a.at <= share <= b.at:
            return mix(b.colour, a.colour, (share - a.at) / (b.at - a.at))
    return gradient.stops[-1].colour


def _fill(op: Box | Shape, x: float, y: float) -> Fill:
    if isinstance(op, Box):
        return x + op.x, y + op.y, x + op.x + op.width, y + op.y + op.height, op, x, y
    points = [point for outline in polygons(op.path) for point in outline]
    xs, ys = [x + point[0] for point in points], [y + point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys), op, x, y


def _colour(op: Box | Shape, ground: Colour, x: float, y: float) -> Colour:
    if isinstance(op, Shape) and not holds(op.path, x, y):
        return ground
    tone = along(op.fill, x, y) if isinstance(op.fill, Gradient) else op.fill or ground
    return mix(tone, ground, op.opacity)


def texts_on_grounds(drawing: Drawing) -> Iterator[tuple[Text, Colour]]:
    """Every text with each of the colours that are under its beginning, its middle and its end."""
    fills: list[Fill] = []
    for x, y, part in drawing.walk():
        for op in part.ops:
            if isinstance(op, Box | Shape) and op.fill:
                fills.append(_fill(op, x, y))
            elif isinstance(op, Text):
                top = y + op.y + op.line.baseline - 0.3 * op.size
                for share in (0.02, 0.5, 0.98):
                    left, ground = x + op.x + op.line.x + share * op.line.width, drawing.background
                    for fill in fills:
                        if fill[0] <= left <= fill[2] and fill[1] <= top <= fill[3]:
                            ground = _colour(fill[4], ground, left - fill[5], top - fill[6])
                    yield op, ground
