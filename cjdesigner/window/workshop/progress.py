"""How a workshop keeps to its agenda: which part is on, what each took, when the next will begin. Not in the map."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from PySide6.QtCore import QObject, Signal

from cjdesigner.edit.workshop import ordered_agenda
from cjdesigner.model.workshop import AgendaItem
from cjdesigner.session import Session
from cjdesigner.window.workshop.countdown import Countdown


@dataclass(frozen=True)
class Part:
    """One part as it is shown: when it begins and ends (minutes after midnight), and the minutes that it took."""

    item: AgendaItem
    begin: float
    end: float
    took: float | None
    current: bool

    @property
    def over(self) -> float:
        """Minutes beyond the plan."""
        return max(0.0, (self.took or 0.0) - self.item.minutes)


def clock_words(minutes: float) -> str:
    """Minutes after midnight as a time of the day."""
    whole = round(minutes) % (24 * 60)
    return f"{whole // 60:02d}:{whole % 60:02d}"


class Progress(QObject):
    """Goes through the agenda with the timer. `clock` gives seconds, `now` the time of the day."""

    changed = Signal()

    begun = Signal(object)
    """A part of the agenda begins: the `AgendaItem`."""

    def __init__(self, session: Session, countdown: Countdown, clock: Callable[[], float] = monotonic,
                 now: Callable[[], datetime] = datetime.now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.countdown, self._clock, self._now = session, countdown, clock, now
        self.current: str | None = None
        self.took: dict[str, float] = {}
        self._began: dict[str, float] = {}
        self._since = 0.0
        moment = now()
        self.begin = float(-(-(moment.hour * 60 + moment.minute) // 5) * 5 % (24 * 60))
        countdown.changed.connect(self.changed)

    @property
    def minutes(self) -> float:
        """How long the present part has lasted, pauses and all."""
        return (self._clock() - self._since) / 60

    def parts(self) -> list[Part]:
        """The agenda with times: what was and is, as it was; what comes, as it follows from there."""
        items = ordered_agenda(self._session.map)
        took = {item.id: self.minutes if item.id == self.current else self.took.get(item.id) for item in items}
        lengths = []
        for item in items:
            spent = took[item.id]
            lengths.append(item.minutes if spent is None else max(item.minutes, spent) if item.id == self.current
                           else spent)
        found, at = [], self.begin
        for item, length in zip(items, lengths, strict=True):
            at = self._began.get(item.id, at)
            found.append(Part(item, at, at + length, took[item.id], item.id == self.current))
            at += length
        return found

    def set_begin(self, minutes: float) -> None:
        """Says when the workshop begins."""
        self.begin = minutes
        self.changed.emit()

    def start(self, key: str | None = None) -> None:
        """Begins a part (None: the first) and its timer."""
        row = ordered_agenda(self._session.map)
        item = next((held for held in row if key in (None, held.id)), None)
        if item is None:
            return
        self._leave()
        moment = self._now()
        self._began.setdefault(item.id, moment.hour * 60 + moment.minute + moment.second / 60)
        self.current, self._since = item.id, self._clock() - self.took.pop(item.id, 0.0) * 60
        self.countdown.set(item.minutes * 60)
        self.countdown.start()
        self.begun.emit(item)
        self.changed.emit()

    def next(self) -> None:
        """Begins the part after the present one; after the last one, ends."""
        row = [item.id for item in ordered_agenda(self._session.map)]
        place = row.index(self.current) + 1 if self.current in row else 0
        if place < len(row):
            self.start(row[place])
        else:
            self.stop()

    def stop(self) -> None:
        """Ends the present part, and the timer with it."""
        self._leave()
        self.countdown.stop()
        self.changed.emit()

    def reset(self) -> None:
        """Forgets what was: another map, or the same workshop once more."""
        self.current = None
        self.took.clear()
        self._began.clear()
        self.countdown.stop()
        self.changed.emit()

    def _leave(self) -> None:
        if self.current is not None:
            self.took[self.current] = self.minutes
        self.current = None
