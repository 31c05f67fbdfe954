"""Painting what is too large for a picture: only the operations that can be seen, cut to what can be seen of them.

A lane's head is a small picture of its own, since it would otherwise be shaped again in every frame.
"""

from dataclasses import dataclass, field
from math import ceil, floor, log2

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from cjdesigner.canvas.painting import GlyphPainter, box_brush, draw_op
from cjdesigner.drawing.drawing import Box, Op, Part, Path, Picture, Segment, Shape, Text, Use
from cjdesigner.drawing.theme import MEASURES

_HEAD_HEIGHT = 400.0
"""Points: what is higher than this is not part of a lane's head."""


_CHUNK = 4096.0
"""Pixels: a long curve is cut to pieces of about this length, so that scrolling seldom needs another piece."""
_ASIDE = 1200.0
"""Points: more than the distance of two faces of a curve. So far from what is seen a curve may be bent."""


def _path_bounds(path: Path) -> tuple[float, float, float, float]:
    xs = [value for _verb, *flat in path for value in flat[::2]]
    ys = [value for _verb, *flat in path for value in flat[1::2]]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)


def bounds(op: Op) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an operation's ink, in points of its part."""
    if isinstance(op, Box | Picture):
        return op.x, op.y, op.x + op.width, op.y + op.height
    if isinstance(op, Use):
        return op.x, op.y, op.x + op.size, op.y + op.size
    if isinstance(op, Text):
        return op.x, op.y, op.x + op.line.x + op.line.width, op.y + 2 * op.size
    return _path_bounds(op.path)


@dataclass(frozen=True)
class Split:
    """A large part: its operations with their bounds, but for those of a lane's head, which are a part of their own."""

    part: Part
    ops: tuple[tuple[Op, tuple[float, float, float, float]], ...]
    head: Part | None
    pieces: dict[tuple[int, float, float], Shape] = field(default_factory=dict)


def split(part: Part) -> Split:
    """Takes a lane's head away from what is large."""
    held = [(op, bounds(op)) for op in part.ops]
    if part.role != "lane":
        return Split(part, tuple(held), None)
    mine = [(op, b) for op, b in held if b[2] <= MEASURES.head and b[3] - b[1] < _HEAD_HEIGHT]
    if not mine:
        return Split(part, tuple(held), None)
    height = max(b[3] for _op, b in mine)
    head = Part("lane_head", part.id, "", MEASURES.head, height, tuple(op for op, _b in mine))
    chosen = {id(op) for op, _b in mine}
    return Split(part, tuple(each for each in held if id(each[0]) not in chosen), head)


def draw_seen(painter: QPainter, held: Split, x: float, y: float, zoom: float, seen: QRectF,
              glyphs: GlyphPainter) -> None:
    """Draws the operations that can be seen of a part whose origin is at (x, y) pixels."""
    for op, (left, top, right, bottom) in held.ops:
        rect = QRectF(x + left * zoom, y + top * zoom, (right - left) * zoom, (bottom - top) * zoom)
        if not rect.adjusted(-4, -4, 4, 4).intersects(seen):
            continue
        if isinstance(op, Box) and op.pen is None and op.fill is not None:
            _draw_ground(painter, op, rect, x, y, zoom, seen)
        elif isinstance(op, Shape) and rect.width() > 2 * _CHUNK and not (op.pen and op.pen.dash):
            draw_op(painter, _piece(held, op, (seen.left() - x) / zoom, (seen.right() - x) / zoom, zoom), x, y, zoom,
                    glyphs)
        else:
            draw_op(painter, op, x, y, zoom, glyphs)


def _piece(held: Split, shape: Shape, left: float, right: float, zoom: float) -> Shape:
    """The shape without what is far from the places between two points across."""
    step = 2.0 ** round(log2(_CHUNK / zoom))
    key = id(shape), floor(left / step) * step - _ASIDE, ceil(right / step) * step + _ASIDE
    if key not in held.pieces:
        if len(held.pieces) > 24:
            held.pieces.clear()
        held.pieces[key] = shape._replace(path=_cut(shape.path, key[1], key[2]))
    return held.pieces[key]


def _cut(path: Path, left: float, right: float) -> Path:
    """The path with everything that is left of or right of two places pushed to them, where it is not seen."""
    found: list[Segment] = []
    side = ""
    for segment in path:
        verb, *flat = segment
        xs = flat[::2]
        now = "left" if xs and max(xs) <= left else "right" if xs and min(xs) >= right else ""
        if now and verb != "M":
            if now == side:
                found.pop()
            found.append(("L", left if now == "left" else right, flat[-1]))
        elif verb == "Z":
            found.append(segment)
        else:
            clamped = [max(left, min(right, value)) if place % 2 == 0 else value for place, value in enumerate(flat)]
            found.append((verb, *clamped))
        side = now if verb != "M" else ""
    return tuple(found)


def _draw_ground(painter: QPainter, box: Box, rect: QRectF, x: float, y: float, zoom: float, seen: QRectF) -> None:
    """A filled box without a line around it, cut to a little more than what is seen."""
    radius = box.radius * zoom
    cut = rect.intersected(seen.adjusted(-radius - 4, -radius - 4, radius + 4, radius + 4))
    brush = box_brush(box, x, y, zoom)
    if radius:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRoundedRect(cut, radius, radius)
    else:
        painter.fillRect(cut, brush)
