"""Fingers: two of them move and zoom the map, one that rests asks for the menu. A pen is a mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QInputDevice, QMouseEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

_HOLD = 600
"""Milliseconds that a finger rests before the menu comes."""
_STILL = 12
"""Pixels that a resting finger may move."""


class Touching:
    """The fingers on one canvas."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._at = QPointF()
        self.hold = QTimer(view, singleShot=True, interval=_HOLD)
        self.hold.timeout.connect(self._ask)

    def pinch(self, event: QGestureEvent) -> bool:
        """Follows two fingers: their distance zooms, their middle moves the map. Whether it was such a gesture."""
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self.hold.stop()
        if pinch.state() == Qt.GestureState.GestureStarted:
            self._view.stop_gesture()  # the first finger may have begun to drag something
        self.follow(pinch.centerPoint(), pinch.lastCenterPoint(), pinch.scaleFactor())
        return True

    def follow(self, centre: QPointF, last: QPointF, scale: float) -> None:
        """The fingers' middle moved from one place of the screen to another, and their distance changed."""
        view = self._view
        at = view.viewport().mapFromGlobal(centre)
        moved = centre - last
        view.scroll_by(-moved.x(), -moved.y())
        if scale > 0:
            view.set_zoom(view.zoom * scale, at)

    def press(self, event: QMouseEvent) -> None:
        """A finger went down: it may rest."""
        if event.pointingDevice().type() == QInputDevice.DeviceType.TouchScreen:
            self._at = event.position()
            self.hold.start()

    def move(self, at: QPointF) -> None:
        """It moved: it does not rest."""
        if self.hold.isActive() and (at - self._at).manhattanLength() > _STILL:
            self.hold.stop()

    def release(self) -> None:
        """It went up."""
        self.hold.stop()

    def _ask(self) -> None:
        self._view.stop_gesture()
        self._view.ask_for_menu(self._at)
