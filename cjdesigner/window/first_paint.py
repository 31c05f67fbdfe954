"""Tells when a window was painted for the first time: what can wait begins then."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Calls a function once, after a window that is being shown was painted for the first time."""

    def __init__(self, window: QWidget, call: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._call = window, call
        handle = window.windowHandle()
        if handle is None or handle.isExposed():
            QTimer.singleShot(0, window, call)
        else:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window is painted while it is told that it can be seen."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._window, self._call)
        return False
