"""Small work with files that nobody waits for, in a thread of its own: a network drive that hangs holds up nothing.

The jobs run one after the other. The thread is dropped with the program, whatever it waits for.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
_Job = tuple[Callable[[], Any], Callable[[Any], object]]


class _Bell(QObject):
    """Tells the window of what was made. It lives as long as the thread: the window may be deleted at any moment."""

    rung = Signal(object, object)


class Aside(QObject):
    """Runs work aside. What it makes is handed over on the thread of the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._running = False
        self._bell = _Bell()
        self._bell.rung.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], object] = lambda _made: None) -> None:
        """Runs `work`, which must not touch a widget, then `done` with what it made."""
        self._jobs.put((work, done))
        if not self._running:
            self._running = True
            threading.Thread(target=_work, args=(self._jobs, self._bell), daemon=True).start()

    def finish(self, seconds: float) -> None:
        """Waits until what was asked for is done, but not for long: the program is leaving."""
        if self._running:
            over = threading.Event()
            self._jobs.put((over.set, lambda _made: None))
            over.wait(seconds)

    def stop(self) -> None:
        """Lets the thread end when its work is done."""
        if self._running:
            self._running = False
            self._jobs.put(None)

    def _hand_over(self, result: tuple[Callable[[Any], object], Any], error: Exception | None) -> None:
        if error is not None:
            raise error
        result[0](result[1])


def _work(jobs: "SimpleQueue[_Job | None]", bell: _Bell) -> None:
    while (job := jobs.get()) is not None:
        work, done = job
        try:
            made, error = work(), None
        except Exception as raised:  # noqa: BLE001 - it is raised again on the window's thread
            made, error = None, raised
        bell.rung.emit((done, made), error)
