"""Pictures of maps in small, for the start page."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from cjdesigner.canvas.painting import GlyphPainter, draw_part
from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.type import Typesetter
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.look import Frame


def picture(journey: JourneyMap, size: QSize, frame: Frame, typesetter: Typesetter,
            ratio: float) -> QPixmap:
    """A map in small, its top left part filling the picture."""
    wide, high = size.width(), size.height()
    drawing = compose(journey, frame.theme, typesetter)
    pixels = QPixmap(QSize(wide, high) * ratio)
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(QColor(drawing.background))
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(0, 0, wide, high + 20), 9, 9)
    painter.setClipPath(clip)
    zoom = max(wide / drawing.width, high / drawing.height)
    glyphs = GlyphPainter()
    for placed in drawing.parts:
        if placed.y * zoom < high:
            draw_part(painter, placed.part, placed.x * zoom, placed.y * zoom, zoom, glyphs)
    painter.end()
    return pixels
