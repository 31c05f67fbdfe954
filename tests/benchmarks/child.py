"""What the processes under measurement run. Imports nothing that the program itself would not import by then.

`bare`, `window [MAP]` and `map MAP` print how long it took until the first paint of the window, or of the map, was
done: milliseconds by the clock since the moment in the environment, and of CPU. `peak WHAT SIZE` prints the most memory
held, in MB.
"""

import os
import sys
import time

START = "CJDESIGNER_BENCHMARK_START"


def _mark() -> None:
    """Prints the times and ends the process at once."""
    wall = (time.time_ns() - int(os.environ[START])) / 1e6
    sys.stdout.write(f"{wall} {time.process_time() * 1e3}\n")
    sys.stdout.flush()
    os._exit(0)


def _watch(window) -> None:
    """Marks the end of a shown window's first paint, which is done while it is told that it can be seen."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watcher(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Expose:
                handle.removeEventFilter(self)
                QTimer.singleShot(0, _mark)
            return False

    handle = window.windowHandle()
    handle.installEventFilter(Watcher(handle))


def _watch_canvas(canvas) -> None:
    """Marks the end of the first paint of a canvas."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watcher(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                canvas.viewport().removeEventFilter(self)
                QTimer.singleShot(0, _mark)
            return False

    canvas.viewport().installEventFilter(Watcher(canvas))


def _map(path: str) -> None:
    """The program with a map, until the map is painted: the window itself is there before."""
    from cjdesigner.cli import main
    from cjdesigner.window.main import MainWindow

    complete = MainWindow.complete

    def watched(window) -> None:
        complete(window)
        _watch_canvas(window.canvas)

    MainWindow.complete = watched
    main([path])


def _bare() -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication(sys.argv[:1])
    widget = QWidget()
    widget.resize(1440, 900)
    widget.show()
    _watch(widget)
    app.exec()


def _window(args: list[str]) -> None:
    """The program as its user starts it; where it would begin to wait for events, what is shown is watched."""
    from cjdesigner.cli import main
    from cjdesigner.window import app

    class Watched(app.QApplication):
        def exec(self) -> int:
            _watch(next(widget for widget in self.topLevelWidgets() if isinstance(widget, app.MainWindow)))
            return super().exec()

    app.QApplication = Watched
    main(args)


def _peak(what: str, size: str) -> None:
    from tests.benchmarks.maps import journey

    first = journey(int(size))
    if what == "ours":
        from cjdesigner.export import export_map

        export_map(first, ".pdf")
    elif what == "plain":
        from tests.benchmarks import plain

        plain.pdf(first)
    sys.stdout.write(f"{_most_held() // 1024}\n")


def _most_held() -> int:
    """The most memory that this process held, in KB. Linux: `getrusage` would count the parent's before `exec` too."""
    from pathlib import Path

    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    {"bare": _bare, "map": _map, "window": lambda *args: _window(list(args)), "peak": _peak}[sys.argv[1]](*sys.argv[2:])
