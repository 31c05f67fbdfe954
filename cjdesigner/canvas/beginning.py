"""What a drag from a place begins, and the cursor that says so beforehand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from cjdesigner.canvas.carrying import CarryCards
from cjdesigner.canvas.expecting import MoveExpected
from cjdesigner.canvas.gestures import CarryPersona, Gesture, MoveLane, MoveStage, RubberBand
from cjdesigner.canvas.grid_gestures import MoveStep, ResizeStages, SpanCard
from cjdesigner.canvas.hits import Hit

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

_CURSORS: dict[str, Qt.CursorShape] = {
    "edge": Qt.CursorShape.SplitHCursor, "stage": Qt.CursorShape.OpenHandCursor,
    "step": Qt.CursorShape.OpenHandCursor, "lane": Qt.CursorShape.OpenHandCursor,
    "expected": Qt.CursorShape.SizeVerCursor,
}
_CARRIED: dict[str, type[MoveStage | MoveStep | MoveLane | CarryPersona | MoveExpected]] = {
    "stage": MoveStage, "step": MoveStep, "lane": MoveLane, "persona": CarryPersona, "expected": MoveExpected,
}


def begin(view: "CanvasView", start: QPointF, found: Hit, modifiers: Qt.KeyboardModifier) -> Gesture:
    """The gesture of a drag that starts at a place (pixels) where something was found."""
    if view.session.read_only or found.what in ("cell", "nothing", "header"):
        kept = view.selection if modifiers & Qt.KeyboardModifier.ShiftModifier else frozenset[str]()
        return RubberBand(view, start, kept)
    if found.what == "edge":
        return ResizeStages(view, found.id)
    if found.brim:
        return SpanCard(view, found.id)
    view.select(view.selection | {found.id})
    return _CARRIED.get(found.what, CarryCards)(view, found.id, start)


def cursor_over(found: Hit) -> Qt.CursorShape:
    """The cursor over something: what it says can be done there."""
    if found.brim:
        return Qt.CursorShape.SizeHorCursor
    return _CURSORS.get(found.what, Qt.CursorShape.ArrowCursor)
