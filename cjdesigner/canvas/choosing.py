"""Choosing many things: all of a lane and then of the map, from one card to another, and step by step with arrows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cjdesigner.canvas.walking import Direction, Place, first, step
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.model.map import JourneyMap

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView


def all_around(journey: JourneyMap, chosen: frozenset[str], drawing: Drawing) -> frozenset[str]:
    """The cards of the chosen things' lanes; where these are chosen already, or nothing is, all that are drawn."""
    shown = frozenset(key for key in journey.cards if key in drawing.spots)
    lanes = {journey.cards[key].lane for key in chosen if key in journey.cards} | (chosen & journey.lanes.keys())
    mine = frozenset(key for key in shown if journey.cards[key].lane in lanes)
    return mine if mine - chosen else shown


def between(journey: JourneyMap, drawing: Drawing, start: str, end: str) -> frozenset[str]:
    """The cards from one to another: of one lane stage by stage, else all in the rectangle around both."""
    one, other = journey.cards[start], journey.cards[end]
    if one.lane != other.lane:
        return _in_rectangle(journey, drawing, start, end)
    stages = [column.stage for column in drawing.grid.columns]
    row = [card.id for stage in stages for card in journey.cell(stage, one.lane)]
    low, high = sorted((row.index(start), row.index(end)))
    return frozenset(row[low:high + 1])


def _in_rectangle(journey: JourneyMap, drawing: Drawing, start: str, end: str) -> frozenset[str]:
    one, other = drawing.spots[start], drawing.spots[end]
    left, right = min(one.x, other.x), max(one.x + one.width, other.x + other.width)
    top, bottom = min(one.y, other.y), max(one.y + one.height, other.y + other.height)
    return frozenset(
        spot.id for key in journey.cards if (spot := drawing.spots[key]).x < right and spot.x + spot.width > left
        and spot.y < bottom and spot.y + spot.height > top)


class Choosing:
    """Remembers which card of one canvas was chosen last: ranges and steps begin there."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._last: str | None = None

    def note(self, key: str) -> None:
        """Something was clicked or walked to."""
        if key in self._view.journey.cards and key in self._view.selection:
            self._last = key

    def _start(self) -> str | None:
        view = self._view
        held = [key for key in (self._last, *view.selection) if key in view.selection and key in view.journey.cards]
        return held[0] if held else None

    def range_start(self, key: str, keys: Qt.KeyboardModifier) -> str | None:
        """Where the range begins that a click on a card asks for: Shift within a cell, Ctrl+Shift anywhere."""
        cards, start = self._view.journey.cards, self._start()
        if start is None or key not in cards or key in self._view.selection:
            return None
        if keys & Qt.KeyboardModifier.ControlModifier:
            return start if keys & Qt.KeyboardModifier.ShiftModifier else None
        return start if (cards[start].stage, cards[start].lane) == (cards[key].stage, cards[key].lane) else None

    def extend(self, direction: Direction) -> None:
        """Takes the neighbour of the last card into the selection; going back, the last one leaves it again."""
        view, last = self._view, self._start()
        card = view.journey.cards.get(last or "")
        at = Place(last, (card.stage, card.lane) if card else None)
        found = (step(view.shown, at, direction) if last else first(view.shown)).key
        if found is None or found not in view.journey.cards:
            return
        back = frozenset({last}) if found in view.selection and last else frozenset[str]()
        view.select((view.selection | {found}) - back)
        self.note(found)
        view.reveal(found)
