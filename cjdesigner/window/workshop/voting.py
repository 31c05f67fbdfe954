"""A round of dot votes on the canvas: who is asked now, what clicks and keys do. It shows nothing itself.

While a round lasts each click or number is an undo step; when it ends, the whole round becomes one.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.hits import Hit
from cjdesigner.edit.workshop import ROOM, cast, count_room, dots_of, dots_on, may_be_voted, take_back
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.map import JourneyMap

GIVEN = N_("Give dots")
ROUND = N_("Vote round")
MOST_VOTERS = 200
_TAKING = (Qt.Key.Key_Minus, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_GIVING = (Qt.Key.Key_Plus, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEXT, _BEFORE = (Qt.Key.Key_Tab, Qt.Key.Key_N), (Qt.Key.Key_Backtab, Qt.Key.Key_P)


def voters_of(words: str) -> list[str]:
    """Who votes, of what somebody typed: a number of people, or their names with commas between them."""
    if words.strip().isdecimal():
        return [str(place) for place in range(1, min(int(words.strip()), MOST_VOTERS) + 1)]
    names = [" ".join(name.split()) for name in words.replace(";", ",").replace("\n", ",").split(",")]
    return list(dict.fromkeys(name for name in names if name))[:MOST_VOTERS]


class VotingRound(QObject):
    """A round on one canvas. It is the canvas's mode while it lasts."""

    changed = Signal()
    refused = Signal(str)
    """Something was not done; why, in words for the user."""

    def __init__(self, canvas: CanvasView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.active = False
        self.voters: list[str] = []
        self.place = 0
        self._kind: str | None = None
        self._only: frozenset[str] | None = None
        self._typed = ("", "")
        canvas.session.changed.connect(self._map_changed)

    # -- the round --------------------------------------------------------------------------------------------------

    def start(self, voters: Sequence[str], kind: str | None = None, only: frozenset[str] | None = None) -> None:
        """Begins: `voters` one after the other (none: the room at once), on cards of a kind, or on `only` these."""
        if self._canvas.session.read_only:
            return
        self.end()
        self.voters, self.place, self._kind, self._only = list(voters), 0, kind, only
        self.active, self._canvas.mode = True, self
        self._canvas.end_editing()
        self._canvas.setFocus()
        self.changed.emit()

    def end(self) -> None:
        """Ends; the whole round is one step of the history from now on."""
        if self.active:
            self.active, self._canvas.mode = False, None
            self._typed = ("", "")
            self._canvas.session.history.fold(GIVEN, ROUND)
            self._canvas.session.saved.emit()  # what undo would take back has another name now
            self.changed.emit()

    @property
    def room(self) -> bool:
        """Whether the whole room's dots are counted at once."""
        return not self.voters

    @property
    def voter(self) -> str:
        """Who is asked now."""
        return self.voters[self.place] if self.voters else ROOM

    @property
    def left(self) -> int:
        """The dots that the present voter may still give."""
        return max(0, self._canvas.journey.dots - dots_of(self._canvas.journey, self.voter))

    def go(self, by: int) -> None:
        """Asks the next voter, or the one before."""
        if self.voters:
            self.place = (self.place + by) % len(self.voters)
            self.changed.emit()

    def may(self, key: str) -> bool:
        """Whether a card takes part in this round."""
        card = self._canvas.journey.cards.get(key)
        return (card is not None and may_be_voted(card) and self._kind in (None, card.kind)
                and (self._only is None or key in self._only))

    def give(self, key: str, count: int = 1) -> bool:
        """Gives dots of the present voter, or says why not."""
        if not self.may(key):
            self.refused.emit(_("This card is not part of the vote."))
        elif not self.room and count > self.left:
            self.refused.emit(self._too_many())
        else:
            return self._canvas.apply(GIVEN, lambda m: cast(m, key, self.voter, count))
        return False

    def take(self, key: str, count: int = 1) -> bool:
        """Takes dots of the present voter back."""
        if self._canvas.apply(GIVEN, lambda m: take_back(m, key, self.voter, count)):
            return True
        self.refused.emit(_("There is no dot to take back here."))
        return False

    def _too_many(self) -> str:
        name = self.voter if not self.voter.isdecimal() else _("Person {number}").format(number=self.voter)
        if not self.left:
            return _("{name} has no dots left.").format(name=name)
        return f"{name}: " + ngettext("only {count} dot left.", "only {count} dots left.", self.left)

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        if old.id != new.id:
            self.end()
        elif self.active:
            self.changed.emit()

    # -- what the canvas tells ----------------------------------------------------------------------------------------

    def press(self, found: Hit, event: QMouseEvent) -> bool:
        """A click gives a dot; with Alt or the right button it takes one back. Elsewhere the canvas does its own."""
        if found.what not in ("card", "emotion"):
            return event.button() == Qt.MouseButton.RightButton
        self._canvas.select(frozenset({found.id}))
        self._typed = ("", "")
        back = event.button() == Qt.MouseButton.RightButton or event.modifiers() & Qt.KeyboardModifier.AltModifier
        self.take(found.id) if back else self.give(found.id)
        return True

    def hover(self, found: Hit) -> None:
        """The card under the mouse is the one that a number is for, and shows it."""
        if found.what == "card" and self.may(found.id):
            self._canvas.select(frozenset({found.id}))

    def wants(self, event: QKeyEvent) -> bool:
        """Digits, signs, and the keys that would delete or edit the card."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return plain and (self._digit(event) is not None or event.key() in (
            *_TAKING, *_GIVING, *_NEXT, *_BEFORE, Qt.Key.Key_Escape))

    @staticmethod
    def _digit(event: QKeyEvent) -> int | None:
        """The digit of a key; with Shift it is another sign on most keyboards."""
        return int(event.text()) if event.text().isdecimal() and len(event.text()) == 1 else None

    def key(self, event: QKeyEvent) -> bool:
        """Numbers give dots, − takes one back, Tab or N asks the next, Esc ends the round."""
        if not self.wants(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (*_NEXT, *_BEFORE):
            self.go(1 if event.key() in _NEXT else -1)
        elif len(self._canvas.selection) != 1:
            self.refused.emit(_("Choose a card first: point at it, or use the arrow keys."))
        else:
            self._number(next(iter(self._canvas.selection)), event)
        return True

    def _number(self, key: str, event: QKeyEvent) -> None:
        digit = self._digit(event)
        if self.room:
            self._read_out(key, digit, event)
        elif event.key() in _TAKING:
            self.take(key)
        elif digit == 0:
            self.take(key, dots_on(self._canvas.journey, key, self.voter))
        else:
            self.give(key, digit or 1)

    def _read_out(self, key: str, digit: int | None, event: QKeyEvent) -> None:
        """The digits of a number that is read out for a card, one after the other; Enter ends it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._typed = ("", "")
            return
        if not self.may(key):
            self.refused.emit(_("This card is not part of the vote."))
            return
        had = dots_on(self._canvas.journey, key, ROOM)
        if digit is not None:
            typed = ((self._typed[1] if self._typed[0] == key else "") + str(digit))[-3:]
            self._typed = (key, typed)
            total = int(typed)
        else:
            self._typed = ("", "")
            total = had + (1 if event.key() == Qt.Key.Key_Plus else -1)
        self._canvas.apply(GIVEN, lambda m: count_room(m, key, max(0, total)))
