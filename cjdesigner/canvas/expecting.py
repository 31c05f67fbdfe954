"""The hollow markers of expected scores: what is under the mouse, and the gesture that drags one up and down."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from cjdesigner.canvas.hits import Hit, row_at
from cjdesigner.drawing.compose.emotions import marker_at
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.edit.feelings import set_expected
from cjdesigner.language import N_
from cjdesigner.model.cards import Emotion
from cjdesigner.model.map import JourneyMap

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

_NEAR = 9.0
"""Points from a marker's middle that count as on it."""


def expected_under(journey: JourneyMap, drawing: Drawing, found: Hit, x: float, y: float) -> Hit:
    """The marker under a point of an emotion lane's cell, as a hit of its face; else what was found there."""
    row = row_at(drawing, y) if found.what == "cell" and found.stage else None
    if row is None or row.scale is None or found.stage is None:
        return found
    for spot in drawing.grid.cells.get((found.stage, row.lane), ()):
        card = journey.cards.get(spot.id)
        if isinstance(card, Emotion) and card.expected is not None and spot.role == "emotion":
            across, down = spot.x + spot.width / 2 + marker_at(card, spot.width), row.y + row.scale.y(card.expected)
            if abs(x - across) <= _NEAR and abs(y - down) <= _NEAR:
                return Hit("expected", spot.id, found.stage, row.lane)
    return found


class MoveExpected:
    """Drags the score that was expected of an emotion; curve and leak follow."""

    def __init__(self, view: "CanvasView", key: str, _start: QPointF) -> None:
        self.view, self.key = view, key
        lane = view.journey.cards[key].lane
        self.row = next(row for row in view.shown.grid.rows if row.lane == lane)  # as it was: a preview may move it

    def _score(self, at: QPointF) -> int:
        return self.row.scale.score(self.view.to_points(at).y() - self.row.y) if self.row.scale else 0

    def move(self, at: QPointF) -> None:
        """Shows the curve as it would be."""
        self.view.preview(set_expected(self.view.journey, [self.key], self._score(at)))

    def drop(self, at: QPointF) -> None:
        """Sets the score."""
        score = self._score(at)
        self.cancel()
        self.view.apply(N_("Change expected score"), lambda m: set_expected(m, [self.key], score))

    def cancel(self) -> None:
        """Leaves everything as it was."""
        self.view.preview(self.view.journey)
