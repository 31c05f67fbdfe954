"""The chosen cell: where it is, and how it shows."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cjdesigner.canvas.painting import colour
from cjdesigner.canvas.palette import CanvasColours
from cjdesigner.canvas.walking import Cell
from cjdesigner.drawing.drawing import Drawing


def cell_rect(drawing: Drawing, cell: Cell | None) -> QRectF | None:
    """A cell's place in points of the drawing; None where it is not drawn."""
    if cell is None:
        return None
    column = next((held for held in drawing.grid.columns if held.stage == cell[0]), None)
    row = next((held for held in drawing.grid.rows if held.lane == cell[1]), None)
    return QRectF(column.x, row.y, column.width, row.height) if column and row else None


def paint_cell(painter: QPainter, rect: QRectF, colours: CanvasColours) -> None:
    """A quiet dashed frame (pixels) around a cell, with a touch of the accent inside."""
    inner = rect.adjusted(3, 3, -3, -3)
    ground = QColor(colours.accent)
    ground.setAlphaF(0.045)
    painter.setPen(QPen(colour(colours.accent), 1.6, Qt.PenStyle.DashLine))
    painter.setBrush(ground)
    painter.drawRoundedRect(inner, 7, 7)
