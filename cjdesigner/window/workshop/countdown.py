"""The workshop's clock: counts down, pauses, goes on counting past the end. Not in the map; knows no widget."""

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

Phase = Literal["calm", "last", "over"]
"""Plenty of time, the last fifth of it, too late."""

LAST = 0.2
PRESETS = (1, 3, 5, 10, 15)
"""Minutes."""


class Countdown(QObject):
    """A time that runs out. `clock` gives seconds of a clock that nobody sets."""

    changed = Signal()
    """Another second is shown, or it was started, paused, stopped or set."""

    ended = Signal()
    """The time is up, once."""

    def __init__(self, clock: Callable[[], float] = monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.total = 5 * 60.0
        self._kept = self.total
        self._since: float | None = None
        self._told = False
        self._shown = ""
        self._timer = QTimer(self, interval=200)
        self._timer.timeout.connect(self.tick)

    @property
    def running(self) -> bool:
        """Whether the time runs."""
        return self._since is not None

    @property
    def fresh(self) -> bool:
        """Whether nothing of the time is gone."""
        return self._since is None and self._kept == self.total

    @property
    def left(self) -> float:
        """Seconds that are left; below zero when it is too late."""
        return self._kept - (self._clock() - self._since if self._since is not None else 0.0)

    @property
    def phase(self) -> Phase:
        """How pressing it is."""
        left = self.left
        return "over" if left <= 0 else "last" if left <= self.total * LAST else "calm"

    @property
    def words(self) -> str:
        """The time as digits, such as "4:59", and "+0:12" when it is too late."""
        left = self.left
        seconds = ceil(left - 1e-6) if left > 0 else int(1e-6 - left)
        sign = "" if left > 0 else "+"
        hours, minutes = divmod(seconds // 60, 60)
        return f"{sign}{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{sign}{minutes}:{seconds % 60:02d}"

    def set(self, seconds: float) -> None:
        """Stops, with another time to run."""
        self.total = max(1.0, seconds)
        self.stop()

    def start(self) -> None:
        """Lets the time run."""
        if self._since is None:
            self._since = self._clock()
            self._timer.start()
            self._say()

    def pause(self) -> None:
        """Holds the time."""
        self._kept, self._since = self.left, None
        self._timer.stop()
        self._say()

    def toggle(self) -> None:
        """Starts or pauses."""
        self.pause() if self.running else self.start()

    def add(self, seconds: float) -> None:
        """Gives more time, from now on when it was too late already."""
        if self.left < 0:
            self._kept -= self.left
        self._kept += seconds
        self.total += seconds
        self._told = False
        self._say()

    def stop(self) -> None:
        """Goes back to the whole time and waits."""
        self._kept, self._since, self._told = self.total, None, False
        self._timer.stop()
        self._say()

    def tick(self) -> None:
        """Looks at the clock."""
        if self.running and self.left <= 0 and not self._told:
            self._told = True
            self._say()
            self.ended.emit()
        elif self.words != self._shown:
            self._say()

    def _say(self) -> None:
        self._shown = self.words
        self.changed.emit()
