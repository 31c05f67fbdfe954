"""Gestures: objects that follow the mouse from press to release and end in at most one edit. Esc cancels any of them.

A gesture is given the canvas, shows marks and a ghost on it while it lasts, and leaves nothing behind.
"""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF

from cjdesigner.canvas.dropping import assigning
from cjdesigner.canvas.hits import lane_gap, stage_gap, within
from cjdesigner.canvas.marks import lane_mark, ring, stage_mark
from cjdesigner.edit.grid import move_lane, move_stage
from cjdesigner.language import N_

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView


class Gesture(Protocol):
    """What follows the mouse. Places are pixels of the viewport."""

    def move(self, at: QPointF) -> None:
        """The mouse moved."""

    def drop(self, at: QPointF) -> None:
        """The button was released: do it."""

    def cancel(self) -> None:
        """Leave everything as it was."""


class Dragging:
    """The ground of the gestures that carry something: a ghost that follows the mouse."""

    def __init__(self, view: "CanvasView", key: str, start: QPointF) -> None:
        self.view, self.key = view, key
        spot = view.drawing.spots[key] if view.drawing else None
        self.grip = start - view.to_pixels(spot.x, spot.y) if spot else QPointF()
        if spot and not view.spot_rect(spot).adjusted(-8, -8, 8, 8).contains(start):
            self.grip = QPointF(24, 12)  # it is carried by its name in a strip

    def show_ghost(self, at: QPointF) -> None:
        """Paints what is carried under the mouse."""
        self.view.show_ghost(self.key, at - self.grip)

    def cancel(self) -> None:
        """Takes the ghost and the marks away."""
        self.view.clear_drag()


class MoveStage(Dragging):
    """Carries a stage's header to another place in the row."""

    def move(self, at: QPointF) -> None:
        """Shows between which stages it would stand."""
        self.show_ghost(at)
        self.view.set_marks((stage_mark(self.view.shown, stage_gap(self.view.shown, self.view.to_points(at).x())),))

    def drop(self, at: QPointF) -> None:
        """Moves it."""
        self.cancel()
        index = stage_gap(self.view.shown, self.view.to_points(at).x())
        self.view.apply(N_("Move stage"), lambda m: move_stage(m, self.key, index))


class MoveLane(Dragging):
    """Carries a lane by its head to another place."""

    def move(self, at: QPointF) -> None:
        """Shows between which lanes it would lie."""
        index = lane_gap(self.view.shown, self.view.to_points(at).y())
        self.view.set_marks((ring(self.view.shown, self.key), lane_mark(self.view.shown, index)))

    def drop(self, at: QPointF) -> None:
        """Moves it."""
        self.cancel()
        index = lane_gap(self.view.shown, self.view.to_points(at).y())
        self.view.apply(N_("Move lane"), lambda m: move_lane(m, self.key, index))


class CarryPersona(Dragging):
    """Carries a persona from the header to a card or a lane, to assign it."""

    def move(self, at: QPointF) -> None:
        """Shows to what it would be assigned."""
        self.show_ghost(at)
        found = assigning(self.view.journey, self.view.shown, self.key, self.view.to_points(at))
        self.view.set_marks(found.marks if found else ())

    def drop(self, at: QPointF) -> None:
        """Assigns it."""
        self.cancel()
        if found := assigning(self.view.journey, self.view.shown, self.key, self.view.to_points(at)):
            self.view.apply(found.label, found.edit)


class RubberBand:
    """Draws a rectangle; the cards that it touches are selected."""

    def __init__(self, view: "CanvasView", start: QPointF, keep: frozenset[str]) -> None:
        self.view, self.keep = view, keep
        self.start = view.to_points(start)  # the map may be scrolled meanwhile
        self.before = view.selection

    def move(self, at: QPointF) -> None:
        """Selects what is touched so far."""
        self.view.band = QRectF(self.view.to_pixels(self.start.x(), self.start.y()), at).normalized()
        a, b = self.view.to_points(self.view.band.topLeft()), self.view.to_points(self.view.band.bottomRight())
        touched = within(self.view.shown, self.view.journey, a.x(), a.y(), b.x() - a.x(), b.y() - a.y())
        self.view.select(self.keep | touched)
        self.view.viewport().update()

    def drop(self, at: QPointF) -> None:
        """Keeps the selection."""
        self.view.clear_drag()

    def cancel(self) -> None:
        """Goes back to what was selected before."""
        self.view.clear_drag()
        self.view.select(self.before)


class Pan:
    """Drags the whole drawing, with the middle button or with Space held."""

    def __init__(self, view: "CanvasView", start: QPointF) -> None:
        self.view, self.last = view, start

    def move(self, at: QPointF) -> None:
        """Scrolls along."""
        self.view.scroll_by(self.last.x() - at.x(), self.last.y() - at.y())
        self.last = at

    def drop(self, at: QPointF) -> None:
        """Stays where it is."""

    def cancel(self) -> None:
        """Stays where it is."""
