"""Where a thing goes that is added without a mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from cjdesigner.canvas.cells import cell_rect
from cjdesigner.drawing.theme import MEASURES

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView


def usual_point(view: "CanvasView", kind: str) -> QPointF:
    """The point of the drawing where a thing of a kind goes: at what is selected, at the chosen cell, or at the end."""
    grid = view.shown.grid
    spot = next((view.shown.spots[key] for key in view.selection if key in view.shown.spots), None)
    if spot is not None and spot.id != "header":
        end = spot.x + spot.width if spot.role == "stage" or kind == "stage" else spot.x + spot.width / 2
        x = end if spot.role != "lane" else MEASURES.head + 2 * MEASURES.margin
        return QPointF(x, spot.y + spot.height - 1)
    if area := cell_rect(view.shown, view.cell):
        return QPointF(area.center().x(), area.bottom() - 1)
    if kind == "stage" or kind.startswith("lane:"):
        return QPointF(view.shown.width, view.shown.height)
    return QPointF(grid.columns[0].x + 8 if grid.columns else 0, 0)
