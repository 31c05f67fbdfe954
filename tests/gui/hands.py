"""A hand that sends real events to a canvas."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.mime import kind_data

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Hand:
    """Does with a canvas what a hand with a mouse does. Places are points of the drawing."""

    canvas: CanvasView
    mime: QMimeData | None = None

    def place(self, x: float, y: float) -> QPointF:
        return self.canvas.to_pixels(x, y)

    def middle(self, key: str) -> tuple[float, float]:
        spot = self.canvas.shown.spots[key]
        return spot.x + spot.width / 2, spot.y + spot.height / 2

    def cell(self, stage: str, lane: str, down: float = 0.5) -> tuple[float, float]:
        column = next(c for c in self.canvas.shown.grid.columns if c.stage == stage)
        row = next(r for r in self.canvas.shown.grid.rows if r.lane == lane)
        return column.x + column.width / 2, row.y + row.height * down

    def _mouse(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton,
               keys: Qt.KeyboardModifier) -> None:
        view = self.canvas.viewport()
        event = QMouseEvent(kind, at, QPointF(view.mapToGlobal(at.toPoint())), button, held, keys)
        QApplication.sendEvent(view, event)

    def press(self, at: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self._mouse(QEvent.Type.MouseButtonPress, at, button, button, keys)

    def move(self, at: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self._mouse(QEvent.Type.MouseMove, at, NONE, button, keys)

    def release(self, at: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self._mouse(QEvent.Type.MouseButtonRelease, at, button, NONE, keys)

    def click(self, x: float, y: float, keys: Qt.KeyboardModifier = PLAIN) -> None:
        at = self.place(x, y)
        self.press(at, keys=keys)
        self.release(at, keys=keys)

    def double_click(self, x: float, y: float) -> None:
        at = self.place(x, y)
        self.click(x, y)
        self._mouse(QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT, PLAIN)
        self.release(at)

    def drag(self, start: tuple[float, float], end: tuple[float, float], *, button: Qt.MouseButton = LEFT,
             keys: Qt.KeyboardModifier = PLAIN, release: bool = True) -> None:
        """Presses, moves in steps, and lets go."""
        a, b = self.place(*start), self.place(*end)
        self.press(a, button, keys)
        for step in range(1, 6):
            self.move(a + (b - a) * step / 5, button, keys)
        if release:
            self.release(b, button, keys)

    def wheel(self, at: QPointF, down: int, keys: Qt.KeyboardModifier = PLAIN) -> None:
        view = self.canvas.viewport()
        event = QWheelEvent(at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -down), NONE, keys,
                            Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(view, event)

    # -- drag and drop --------------------------------------------------------------------------------------------

    def enter(self, mime: QMimeData, x: float, y: float) -> QDragEnterEvent:
        self.mime = mime
        event = QDragEnterEvent(self.place(x, y).toPoint(), Qt.DropAction.CopyAction, mime, LEFT, PLAIN)
        QApplication.sendEvent(self.canvas.viewport(), event)
        return event

    def over(self, x: float, y: float) -> QDragMoveEvent:
        event = QDragMoveEvent(self.place(x, y).toPoint(), Qt.DropAction.CopyAction, self.mime, LEFT, PLAIN)
        QApplication.sendEvent(self.canvas.viewport(), event)
        return event

    def let_go(self, x: float, y: float) -> QDropEvent:
        event = QDropEvent(QPointF(self.place(x, y).toPoint()), Qt.DropAction.CopyAction, self.mime, LEFT, PLAIN)
        QApplication.sendEvent(self.canvas.viewport(), event)
        return event

    def leave(self) -> None:
        QApplication.sendEvent(self.canvas.viewport(), QDragLeaveEvent())

    def drop_kind(self, kind: str, x: float, y: float) -> None:
        """Drags a kind from somewhere and drops it."""
        assert self.enter(kind_data(kind), x, y).isAccepted()
        assert self.over(x, y).isAccepted()
        self.let_go(x, y)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.canvas, key, keys)
