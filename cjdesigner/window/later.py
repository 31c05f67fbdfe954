"""What a start leaves for after its first paint: the imports go on in a thread, then the window is completed."""

import threading

from PySide6.QtCore import QObject, Qt, Signal

from cjdesigner.window.first_paint import FirstPaint
from cjdesigner.window.main import MainWindow


class _Importing(QObject):
    """Imports in a thread, so that the start page answers meanwhile."""

    done = Signal()

    def begin(self) -> None:
        """Starts the thread; one that outlives the program is dropped with it."""
        threading.Thread(target=self._import, daemon=True).start()

    def _import(self) -> None:
        import_the_rest()
        self.done.emit()


def import_the_rest() -> None:
    """Everything that `MainWindow.complete` imports."""
    import cjdesigner.canvas.canvas
    import cjdesigner.window.arrivals
    import cjdesigner.window.bench
    import cjdesigner.window.context_menu
    import cjdesigner.window.functions
    import cjdesigner.window.guarding
    import cjdesigner.window.menus
    import cjdesigner.window.panels
    import cjdesigner.window.presenting
    import cjdesigner.window.recovery
    import cjdesigner.window.searching
    import cjdesigner.window.team
    import cjdesigner.window.thumbnails
    import cjdesigner.window.viewing
    import cjdesigner.window.workshop.desk  # noqa: F401


def complete_later(window: MainWindow) -> None:
    """Completes a window as soon as its first paint is done."""
    if window.whole:
        return
    importing = _Importing(window)
    importing.done.connect(window.complete, Qt.ConnectionType.QueuedConnection)
    FirstPaint(window, importing.begin)
