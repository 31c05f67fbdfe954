"""Scrolling while something is dragged near an edge of the canvas: the deeper, the faster."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTimer

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

EDGE = 36.0
"""Pixels from an edge within which the map scrolls."""
_FASTEST = 60.0


def pace(place: float, length: float) -> float:
    """Pixels of one tick at a place along a side: none in the middle, growing with the square of the depth."""
    depth = min(0.0, place - EDGE) + max(0.0, place - length + EDGE)
    speed = min(_FASTEST, 2 + (depth / EDGE) ** 2 * 22) if depth else 0.0
    return speed if depth > 0 else -speed


class EdgeScroller:
    """Ticks while something is dragged, and scrolls; `moved` is told that the map lies elsewhere under the mouse."""

    def __init__(self, view: "CanvasView", moved: Callable[[QPointF], None]) -> None:
        self._view, self._moved = view, moved
        self._timer = QTimer(view, interval=30)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """A drag began, or goes on."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The drag is over."""
        self._timer.stop()

    @property
    def running(self) -> bool:
        """Whether a drag is going on."""
        return self._timer.isActive()

    def tick(self) -> None:
        """Scrolls a little if the mouse is near an edge."""
        at = self._view.edge_place
        if at is None:
            return
        dx, dy = pace(at.x(), self._view.viewport().width()), pace(at.y(), self._view.viewport().height())
        if dx or dy:
            self._view.scroll_by(dx, dy)
            self._moved(at)
