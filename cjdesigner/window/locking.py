"""Keeps the lock of a window's map, and says who else has it open. Nothing here holds up the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cjdesigner.files.locks import BEAT, Holder, holders, release, renew, take
from cjdesigner.window.aside import Aside

_PATIENCE = 1.0
"""Seconds that a window waits for its lock to be removed when it is closed."""


class Locking(QObject):
    """The lock of one window."""

    found = Signal(object)
    """Who else has the map open: `Holder`s, whenever that was looked up."""

    def __init__(self, aside: Aside, who: Callable[[], str]) -> None:
        super().__init__(aside)
        self._aside, self._who = aside, who
        self._path: Path | None = None
        self._lock: str | None = None  # known to the thread aside alone
        self._beat = QTimer(self, interval=int(BEAT.total_seconds() * 1000))
        self._beat.timeout.connect(lambda: aside.run(self._renewed))

    def hold(self, path: Path | None, *, locked: bool) -> None:
        """Gives up the lock of the map before and takes that of another; `locked` False only looks who is there."""
        self._path, who = path, self._who()
        self._beat.start() if path is not None else self._beat.stop()
        self._aside.run(lambda: self._changed(path if locked else None, who))
        self.look()

    def _changed(self, path: Path | None, who: str) -> None:
        if self._lock is not None:
            release(self._lock)
        self._lock = take(path, who) if path is not None else None

    def _renewed(self) -> None:
        if self._lock is not None:
            renew(self._lock)

    def look(self) -> None:
        """Looks who else has the map open; `found` tells."""
        path = self._path
        if path is not None:
            self._aside.run(lambda: holders(path, self._lock), lambda others: self._tell(path, others))

    def _tell(self, path: Path, others: tuple[Holder, ...]) -> None:
        if path == self._path:
            self.found.emit(others)

    def leave(self) -> None:
        """Removes the lock, as the window is closed."""
        self.hold(None, locked=False)
        self._aside.finish(_PATIENCE)
