"""Cards that are carried from the canvas to a place beside it that takes them, such as the parking lot."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QMouseEvent

from cjdesigner.canvas.carrying import CarryCards
from cjdesigner.canvas.gestures import Gesture

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView


def over_catcher(view: "CanvasView", gesture: Gesture | None, event: QMouseEvent) -> bool:
    """Whether cards are carried over a place beside the canvas that takes them."""
    if view.catcher is None or not isinstance(gesture, CarryCards):
        return False
    return view.catcher.over(event.globalPosition().toPoint())


def caught(view: "CanvasView", gesture: Gesture | None, event: QMouseEvent) -> bool:
    """Gives carried cards to the place beside the canvas where they are let go; whether they were taken."""
    taken = over_catcher(view, gesture, event)
    if view.catcher is not None and isinstance(gesture, CarryCards):
        view.catcher.over(None)
        if taken:
            gesture.cancel()
            view.catcher.catch([key for key in view.selection if key in view.journey.cards])
    return taken
