"""Paints the operations of a drawing with QPainter, in device-independent pixels: points times zoom.

Sizes are scaled before painting, never by the painter: Qt rounds advances under a scaling transform.
"""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGlyphRun,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
)

from cjdesigner.canvas.rasters import Rasters
from cjdesigner.drawing.drawing import Box, Gradient, Op, Paint, Part, Path, Pen, Picture, Shape, Text, Use
from cjdesigner.drawing.symbols import CURRENT
from cjdesigner.drawing.type import Font

FAR = 0.12
"""Pixels per point below which words are no more than dust, and there may be thousands of them."""


@cache
def colour(name: str) -> QColor:
    """A `#RRGGBB` colour."""
    return QColor(name)


@cache
def _font(file: str) -> QRawFont:
    return QRawFont(file, 16, QFont.HintingPreference.PreferNoHinting)


class GlyphPainter:
    """Draws lines of glyphs and symbols. Keeps one `QRawFont` per font and pixel size, one path per symbol's shape and
    size, and the pictures that it unpacked.
    """

    def __init__(self) -> None:
        self.rasters = Rasters()
        self._faces: dict[tuple[str, float], QRawFont] = {}
        self._shapes: dict[tuple[int, float], tuple[Path, QPainterPath]] = {}

    def _face(self, font: Font, pixels: float) -> QRawFont:
        key = (str(font.file), pixels)
        found = self._faces.get(key)
        if found is None:
            if len(self._faces) > 400:
                self._faces.clear()
            found = self._faces[key] = QRawFont(_font(key[0]))  # which shares the file's bytes with its copies
            found.setPixelSize(pixels)
        return found

    def draw_symbol(self, painter: QPainter, use: Use, x: float, y: float, zoom: float) -> None:
        """Draws a symbol whose part's origin is at (x, y) pixels."""
        scale = use.size / use.symbol.size * zoom
        corner = QPointF(x + use.x * zoom, y + use.y * zoom)
        painter.translate(corner)
        for shape in use.symbol.shapes:
            painter.setBrush(_brush(shape.fill, 0, 0, scale, shape.opacity, use.colour))
            painter.setPen(_pen(shape.pen, scale, use.colour))
            painter.drawPath(self._path(shape.path, scale))
        painter.translate(-corner)

    def _path(self, path: Path, scale: float) -> QPainterPath:
        key = (id(path), scale)
        found = self._shapes.get(key)
        if found is None:
            if len(self._shapes) > 400:
                self._shapes.clear()
            found = self._shapes[key] = (path, _path(path, 0, 0, scale))
        return found[1]

    def draw(self, painter: QPainter, text: Text, x: float, y: float, zoom: float) -> None:
        """Draws one line whose block's top left corner is at (x, y) pixels."""
        size = text.size * zoom
        painter.setPen(colour(text.colour))
        baseline = QPointF(x, y + text.line.baseline * zoom)
        for font, (glyphs, places) in _by_font(text, zoom).items():
            run = QGlyphRun()
            run.setRawFont(self._face(font, size))
            run.setGlyphIndexes(glyphs)
            run.setPositions(places)
            painter.drawGlyphRun(baseline, run)


def _by_font(text: Text, zoom: float) -> dict[Font, tuple[list[int], list[QPointF]]]:
    """The glyphs of a line and their places in pixels: one run of Qt's for each font, however many words."""
    found: dict[Font, tuple[list[int], list[QPointF]]] = {}
    size, x = text.size * zoom, text.line.left * zoom
    for run in text.line.row:
        glyphs, places = found.setdefault(run.font, ([], []))
        glyphs += run.glyphs
        places += [QPointF(x + gx * size, gy * size) for gx, gy in zip(run.xs, run.ys, strict=True)]
        x += run.advance * size
    return found


def _path(path: Path, x: float, y: float, zoom: float) -> QPainterPath:
    found = QPainterPath()
    found.setFillRule(Qt.FillRule.WindingFill)
    for verb, *flat in path:
        at = [QPointF(x + flat[i] * zoom, y + flat[i + 1] * zoom) for i in range(0, len(flat), 2)]
        if verb == "M":
            found.moveTo(at[0])
        elif verb == "L":
            found.lineTo(at[0])
        elif verb == "C":
            found.cubicTo(*at)
        else:
            found.closeSubpath()
    return found


def _brush(paint: Paint | None, x: float, y: float, zoom: float, opacity: float, current: str) -> QBrush:
    if paint is None:
        return QBrush(Qt.BrushStyle.NoBrush)
    if isinstance(paint, Gradient):
        ramp = QLinearGradient(x + paint.x1 * zoom, y + paint.y1 * zoom, x + paint.x2 * zoom, y + paint.y2 * zoom)
        for stop in paint.stops:
            ramp.setColorAt(stop.at, colour(stop.colour))
        return QBrush(ramp)
    tone = QColor(current if paint == CURRENT else paint)
    tone.setAlphaF(opacity)
    return QBrush(tone)


def _pen(pen: Pen | None, zoom: float, current: str) -> QPen:
    if pen is None:
        return QPen(Qt.PenStyle.NoPen)
    made = QPen(colour(current if pen.colour == CURRENT else pen.colour), pen.width * zoom)
    if pen.dash:
        made.setDashPattern([length / pen.width for length in pen.dash])
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if pen.round:
        made.setCapStyle(Qt.PenCapStyle.RoundCap)
        made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return made


def box_brush(box: Box, x: float, y: float, zoom: float) -> QBrush:
    """What fills a box of a part whose origin is at (x, y) pixels."""
    return _brush(box.fill, x, y, zoom, box.opacity, CURRENT)


def _draw_box(painter: QPainter, box: Box, x: float, y: float, zoom: float) -> None:
    painter.setBrush(box_brush(box, x, y, zoom))
    painter.setPen(_pen(box.pen, zoom, CURRENT))
    rect = QRectF(x + box.x * zoom, y + box.y * zoom, box.width * zoom, box.height * zoom)
    if box.radius:
        painter.drawRoundedRect(rect, box.radius * zoom, box.radius * zoom)
    else:
        painter.drawRect(rect)


def _draw_shape(painter: QPainter, shape: Shape, x: float, y: float, zoom: float) -> None:
    painter.setBrush(_brush(shape.fill, x, y, zoom, shape.opacity, CURRENT))
    painter.setPen(_pen(shape.pen, zoom, CURRENT))
    painter.drawPath(_path(shape.path, x, y, zoom))


def draw_op(painter: QPainter, op: Op, x: float, y: float, zoom: float, glyphs: GlyphPainter) -> None:
    """Draws one operation of a part whose origin is at (x, y) pixels."""
    if isinstance(op, Text):
        glyphs.draw(painter, op, x + op.x * zoom, y + op.y * zoom, zoom)
    elif isinstance(op, Box):
        _draw_box(painter, op, x, y, zoom)
    elif isinstance(op, Picture):
        glyphs.rasters.draw(painter, op, x, y, zoom)
    elif isinstance(op, Use):
        glyphs.draw_symbol(painter, op, x, y, zoom)
    else:
        _draw_shape(painter, op, x, y, zoom)


def draw_plain(painter: QPainter, part: Part, x: float, y: float, zoom: float) -> None:
    """Draws a card as a plain box with its bar: when it is too small to be read, or for a moment."""
    box = next((op for op in part.ops if isinstance(op, Box) and op.pen), None)
    if box is None or box.pen is None or not isinstance(box.fill, str):
        return
    rect = QRectF(x, y, part.width * zoom, part.height * zoom)
    painter.fillRect(rect, colour(box.fill))
    painter.fillRect(QRectF(x, y, max(1.0, 4 * zoom), rect.height()), colour(box.pen.colour))


def draw_part(painter: QPainter, part: Part, x: float, y: float, zoom: float, glyphs: GlyphPainter) -> None:
    """Draws a part and its children, its origin at (x, y) pixels."""
    for op in part.ops:
        draw_op(painter, op, x, y, zoom, glyphs)
    for child in part.children:
        draw_part(painter, child.part, x + child.x * zoom, y + child.y * zoom, zoom, glyphs)


def draw_overview(painter: QPainter, part: Part, x: float, y: float, zoom: float, glyphs: GlyphPainter) -> None:
    """Draws a part as it looks from afar: its cards as plain boxes, and no words beside its faces."""
    for op in part.ops:
        draw_op(painter, op, x, y, zoom, glyphs)
    for child in part.children:
        at = x + child.x * zoom, y + child.y * zoom
        if child.part.role in ("card", "hint"):
            draw_plain(painter, child.part, *at, zoom)
        elif child.part.role != "words":
            draw_part(painter, child.part, *at, zoom, glyphs)
