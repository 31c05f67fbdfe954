"""A badge on everything that two versions of the map disagree about, until somebody decides."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from cjdesigner.canvas.painting import colour, draw_op
from cjdesigner.canvas.view import PaintedView
from cjdesigner.drawing.drawing import Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.language import ngettext
from cjdesigner.model.conflicts import Conflict
from cjdesigner.model.map import JourneyMap

_ROUND = 11.0


def place_of(journey: JourneyMap, conflict: Conflict) -> str:
    """The id of what a conflict is about on the canvas, "header" for the map's own fields; "" for what is not there."""
    if not conflict.key:
        return "header"
    if any(conflict.key in held for held in (journey.cards, journey.stages, journey.lanes, journey.personas)):
        return conflict.key
    if step := journey.steps.get(conflict.key):
        return step.id
    if comment := journey.comments.get(conflict.key):
        return comment.card
    if vote := journey.votes.get(conflict.key):
        return vote.card
    link = journey.links.get(conflict.key)
    return link.source if link else ""


@lru_cache(maxsize=4)
def _counted(journey: tuple["_Same", ...]) -> Mapping[str, int]:
    return Counter(place for place in (place_of(each.held, conflict) for each in journey
                                       for conflict in each.held.conflicts.values()) if place)


class _Same:
    """A map that is the same only as itself: to compare thousands of cards would take longer than to look."""

    def __init__(self, held: JourneyMap) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.held is self.held

    def __hash__(self) -> int:
        return id(self.held)


def conflicts_at(journey: JourneyMap) -> Mapping[str, int]:
    """How many conflicts there are about what stands on the canvas, by its id."""
    return _counted((_Same(journey),)) if journey.conflicts else {}


def conflict_words(journey: JourneyMap, key: str) -> str:
    """What a screen reader says of it, "" where there is no conflict."""
    count = conflicts_at(journey).get(key, 0)
    return ngettext("{count} conflict", "{count} conflicts", count) if count else ""


def paint_conflicts(painter: QPainter, view: PaintedView, journey: JourneyMap) -> None:
    """A warning sign at the corner of each thing, with a number where there are several; from afar it is smaller."""
    size = max(0.7, min(1.0, view.zoom * 1.2))
    seen = QRectF(view.viewport().rect()).adjusted(-_ROUND, -_ROUND, _ROUND, _ROUND)
    for key, count in conflicts_at(journey).items():
        spot = view.drawing.spots.get(key) if view.drawing else None
        if spot is not None:
            rect = view.spot_rect(spot._replace(width=MEASURES.head) if spot.role == "lane" else spot)
            at = rect.topLeft()
            if seen.contains(at):
                painter.translate(at)
                painter.scale(size, size)
                _paint_badge(painter, view, count)
                painter.resetTransform()


def _paint_badge(painter: QPainter, view: PaintedView, count: int) -> None:
    tone = view.colours.found
    painter.setPen(QPen(colour(tone), 2))
    painter.setBrush(colour(view.colours.around))
    wide = _ROUND + (9 if count > 1 else 0)
    painter.drawRoundedRect(QRectF(-_ROUND, -_ROUND, _ROUND + wide, 2 * _ROUND), _ROUND, _ROUND)
    draw_op(painter, Use(icon("alert-triangle"), -7, -7.5, 14, tone), 0, 0, 1, view.pictures.glyphs)
    if count > 1:
        font = QFont(painter.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(QRectF(6, -_ROUND, 12, 2 * _ROUND), Qt.AlignmentFlag.AlignCenter, str(min(count, 9)))
