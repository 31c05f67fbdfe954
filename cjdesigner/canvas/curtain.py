"""The curtain: while it is down, new cards are covered for the room. View state, never in the map or its file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session


@dataclass(frozen=True)
class Covering:
    """Whether the curtain is down, and which cards are covered, in the order in which they were written.

    `elsewhere`: the room looks at a window of its own, so that the facilitator's need not cover anything.
    `peeking`: the facilitator's window shows everything although the room sees it too.
    """

    down: bool = False
    covered: tuple[str, ...] = ()
    elsewhere: bool = False
    peeking: bool = False


class Curtain(QObject):
    """The curtain of one session, shared by all its views.

    It remembers every card that it has seen: one that comes back by undo or redo is as covered as it was.
    """

    changed = Signal()
    """The covering changed by a command. New cards are told by the session's own signal, which comes afterwards."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.value = Covering()
        self._known = set(session.map.cards)
        session.changed.connect(self._map_changed)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The covered cards that are in the map now."""
        return tuple(key for key in self.value.covered if key in self._session.map.cards)

    def hidden(self, *, audience: bool) -> frozenset[str]:
        """The cards that a view must not show: the audience's, or the facilitator's own."""
        own = self.value.elsewhere or self.value.peeking
        return frozenset(self.waiting) if audience or not own else frozenset()

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        if old.id != new.id:
            self._known = set(new.cards)
            self._take(replace(self.value, down=False, covered=(), peeking=False))
        elif written := [key for key in new.cards if key not in self._known]:
            self._known.update(written)
            if self.value.down:
                self.value = replace(self.value, covered=(*self.value.covered, *_in_reading_order(new, written)))

    def _take(self, value: Covering) -> None:
        if value != self.value:
            self.value = value
            self.changed.emit()

    def toggle(self) -> None:
        """Lets the curtain down; or lifts it, which reveals everything."""
        self.lift() if self.value.down else self._take(replace(self.value, down=True))

    def lift(self) -> None:
        """Reveals everything and covers nothing more."""
        self._take(replace(self.value, down=False, covered=(), peeking=False))

    def reveal_next(self) -> str | None:
        """Reveals the card that was written first; its id."""
        found = next(iter(self.waiting), None)
        if found:
            self.uncover([found])
        return found

    def cover(self, keys: Iterable[str]) -> None:
        """Covers cards, after those that are covered already."""
        cards, covered = self._session.map.cards, self.value.covered
        added = [key for key in keys if key in cards and key not in covered]
        self._take(replace(self.value, covered=(*covered, *_in_reading_order(self._session.map, added))))

    def uncover(self, keys: Iterable[str]) -> None:
        """Reveals these cards."""
        gone = set(keys)
        self._take(replace(self.value, covered=tuple(key for key in self.value.covered if key not in gone)))

    def show_room_elsewhere(self, elsewhere: bool) -> None:
        """Says whether the room looks at a window of its own."""
        self._take(replace(self.value, elsewhere=elsewhere))

    def peek(self) -> None:
        """Shows the covered cards in the facilitator's window, or covers them there again."""
        self._take(replace(self.value, peeking=not self.value.peeking))


def curtain_of(session: Session) -> Curtain:
    """The session's curtain: the same one for every view."""
    return session.findChild(Curtain) or Curtain(session)


def _in_reading_order(journey: JourneyMap, keys: list[str]) -> list[str]:
    """Cards that came at once, stage by stage and from top to bottom."""
    if len(keys) < 2:
        return keys
    stages = {stage.id: place for place, stage in enumerate(journey.ordered_stages())}
    lanes = {lane.id: place for place, lane in enumerate(journey.ordered_lanes())}
    cards = [journey.cards[key] for key in keys]
    return [c.id for c in sorted(cards, key=lambda c: (stages[c.stage], lanes[c.lane], c.rank))]
