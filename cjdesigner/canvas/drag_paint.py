"""Paints what shows only while something is dragged: marks, free places, the ghost in the hand, the rubber band."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cjdesigner.canvas.marks import Mark
from cjdesigner.canvas.painting import colour, draw_op
from cjdesigner.drawing.drawing import Use
from cjdesigner.drawing.symbols import face

if TYPE_CHECKING:
    from cjdesigner.canvas.reflow import Slot
    from cjdesigner.canvas.view import PaintedView

_THICK = 3.0
_TILT = 2.0


def paint_drag(painter: QPainter, view: "PaintedView") -> None:
    """Everything that a drag shows."""
    for slot in view.reflow.slots if view.reflow else ():
        _paint_slot(painter, view, slot)
    for mark in view.marks:
        _paint_mark(painter, view, mark)
    if view.ghost is not None:
        picture, at = view.ghost
        painter.save()
        painter.setOpacity(0.94)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(at)
        painter.rotate(_TILT)
        painter.drawPixmap(QPointF(-picture.left, -picture.top), picture.pixels)
        painter.restore()
    if view.band is not None:
        tone = QColor(view.colours.accent)
        painter.setPen(QPen(tone, 1))
        tone.setAlphaF(0.12)
        painter.setBrush(tone)
        painter.drawRect(view.band)


def paint_ring(painter: QPainter, view: "PaintedView", rect: QRectF, *, round_too: bool = False) -> None:
    """A ring around something, for a selection or a target."""
    grown = rect.adjusted(-3, -3, 3, 3)
    radius = grown.height() / 2 if round_too else 8
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tone, width in ((view.colours.around, 4), (view.colours.accent, 2)):
        painter.setPen(QPen(colour(tone), width))
        painter.drawRoundedRect(grown, radius, radius)


def _paint_slot(painter: QPainter, view: "PaintedView", slot: "Slot") -> None:
    """A dashed box where a card will be."""
    corner = view.to_pixels(slot.x, slot.y)
    rect = QRectF(corner.x(), corner.y(), slot.width * view.zoom, slot.height * view.zoom).adjusted(1, 1, -1, -1)
    tone = QColor(view.colours.accent)
    painter.setPen(QPen(tone, 1.5, Qt.PenStyle.DashLine))
    tone.setAlphaF(0.10)
    painter.setBrush(tone)
    painter.drawRoundedRect(rect, 6 * view.zoom, 6 * view.zoom)


def _paint_mark(painter: QPainter, view: "PaintedView", mark: Mark) -> None:
    corner = view.to_pixels(mark.x, mark.y)
    if mark.shape == "face":
        _paint_face(painter, view, mark, corner)
        return
    rect = QRectF(corner.x(), corner.y(), mark.width * view.zoom, mark.height * view.zoom)
    if mark.shape == "ring":
        paint_ring(painter, view, rect)
        return
    middle = rect.center()
    if mark.width >= mark.height:
        rect = QRectF(rect.left(), middle.y() - _THICK / 2, rect.width(), _THICK)
    else:
        rect = QRectF(middle.x() - _THICK / 2, rect.top(), _THICK, rect.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(view.colours.accent))
    painter.drawRoundedRect(rect, _THICK / 2, _THICK / 2)


def _paint_face(painter: QPainter, view: "PaintedView", mark: Mark, at: QPointF) -> None:
    """A dashed line at the score's height across the column, and the score's face where it will be."""
    left, right = (view.to_pixels(x, 0).x() for x in (mark.x - mark.width / 2, mark.x + mark.width / 2))
    painter.setPen(QPen(colour(view.colours.accent), 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(left, at.y()), QPointF(right, at.y()))
    half = 13 * view.zoom
    painter.setBrush(colour("#FFFFFF"))
    painter.drawEllipse(at, half + 2, half + 2)
    draw_op(painter, Use(face(mark.score), -13, -13, 26, "#000000"), at.x(), at.y(), view.zoom, view.pictures.glyphs)
