"""The program as a process of its own, in a window of 1920 × 1080, until a map is on the screen and nothing is owed.

`python -m tests.benchmarks.peers.ours MAP` opens it at the start, `… MAP later` in a window on its start page. Prints
the milliseconds until painted (since the moment in the environment, or since "open this file") and those of CPU time,
then waits for a line, so that its memory can be read.
"""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from cjdesigner.cli import main
from cjdesigner.window import app

START = "CJDESIGNER_BENCHMARK_START"
_QUIET = 300
"""Milliseconds without a paint, after which the last one was the last."""


def _started() -> int:
    return int(os.environ[START])


class Watcher(QObject):
    """Notes when the canvas was painted, and tells the last time once it is at rest."""

    def __init__(self, window: app.MainWindow, begun: int) -> None:
        super().__init__(window)
        self._window, self._begun = window, begun
        self._begun_cpu = time.process_time() if begun != _started() else 0.0
        self._rest = QTimer(self, singleShot=True, interval=_QUIET)
        self._rest.timeout.connect(self._tell)
        window.canvas.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A paint of the opened map: what is done next is done after it."""
        if event.type() == QEvent.Type.Paint and self._window.session.path:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self._taken = (time.time_ns() - self._begun) / 1e6, (time.process_time() - self._begun_cpu) * 1e3
        self._rest.start()

    def _tell(self) -> None:
        self._window.canvas.viewport().removeEventFilter(self)
        sys.stdout.write("{} {}\n".format(*self._taken))
        sys.stdout.flush()
        sys.stdin.readline()
        os._exit(0)


class Large(app.MainWindow):
    """The window on the whole screen."""

    def restore_place(self, _settings: object) -> None:
        """Where the program puts its window as it was the last time."""
        self.setGeometry(0, 0, 1920, 1080)


def _watched(path: Path, later: bool) -> type[app.QApplication]:
    """The application, looked at from where it would begin to wait for events."""
    class Watched(app.QApplication):
        def exec(self) -> int:
            window = next(widget for widget in self.topLevelWidgets() if isinstance(widget, app.MainWindow))
            if later:
                QTimer.singleShot(1500, lambda: _open(window, path))
            else:
                window.complete()  # what is looked for is the map, not the window that waits for it
                Watcher(window, _started())
            return super().exec()

    return Watched


def _open(window: app.MainWindow, path: Path) -> None:
    Watcher(window, time.time_ns())
    window.open_path(path)


if __name__ == "__main__":
    wanted = Path(sys.argv[1])
    app.MainWindow = Large
    app.QApplication = _watched(wanted, "later" in sys.argv)
    main([] if "later" in sys.argv else [str(wanted)])
