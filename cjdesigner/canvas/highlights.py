"""What a search and a filter show on the canvas: rings around what was found, and cards that step back.

Nothing of this is in the map or the drawing: it is how somebody looks at them now.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cjdesigner.canvas.painting import colour
from cjdesigner.drawing.theme import MEASURES

if TYPE_CHECKING:
    from cjdesigner.canvas.view import PaintedView

FAINT = 0.25
"""How much of a card is left that a filter does not let through."""
_LEAST = 10.0
"""Pixels that a ring is wide and high at least, so that it can be seen from afar."""
_MANY = 400
"""Rings beyond which they are painted plainly: nobody looks at the dashes of so many."""


@dataclass(frozen=True)
class Highlights:
    """The things that were found, the one that is looked at now, and the cards that step back, by id."""

    hits: frozenset[str] = frozenset()
    current: str = ""
    faded: frozenset[str] = frozenset()

    def opacity(self, key: str) -> float:
        """How strongly a thing is painted."""
        return FAINT if key in self.faded else 1.0


def paint_highlights(view: "PaintedView", painter: QPainter, area: QRect, readable: float) -> None:
    """Fades cards that stand in a picture with others, and rings what was found."""
    shown, seen = view.highlights, QRectF(area).adjusted(-12, -12, 12, 12)
    if shown.faded and view.zoom < readable:
        veil = QColor(view.drawing.background if view.drawing else view.colours.around)
        veil.setAlphaF(1 - FAINT)
        for rect in _places(view, shown.faded, seen):
            painter.fillRect(rect, veil)
    found = _places(view, shown.hits - {shown.current, view.edited}, seen)
    for rect in found:
        _paint_ring(painter, rect, view.colours.found, plain=len(found) > _MANY)
    for rect in _places(view, frozenset({shown.current} - {"", view.edited}), seen):
        _paint_current(painter, rect, view.colours.found, view.colours.around)


def _places(view: "PaintedView", keys: frozenset[str], seen: QRectF) -> list[QRectF]:
    """Where these things are, in pixels, as far as they can be seen. Of a lane it is the head that is meant."""
    if view.drawing is None:
        return []
    spots, found = view.drawing.spots, []
    for key in keys & spots.keys():
        spot = spots[key]
        rect = view.spot_rect(spot._replace(width=MEASURES.head - 4) if spot.role == "lane" else spot)
        if rect.intersects(seen):
            found.append(rect)
    return found


def _grown(rect: QRectF, by: float) -> QRectF:
    wide, high = max(rect.width(), _LEAST), max(rect.height(), _LEAST)
    middle = rect.center()
    return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high).adjusted(-by, -by, by, by)


def _tint(name: str, strength: float) -> QColor:
    tint = QColor(name)
    tint.setAlphaF(strength)
    return tint


def _paint_ring(painter: QPainter, rect: QRectF, tone: str, *, plain: bool) -> None:
    """A dashed ring over a breath of colour."""
    if plain:
        painter.fillRect(rect, _tint(tone, 0.35))
        return
    painter.setBrush(_tint(tone, 0.08))
    painter.setPen(QPen(colour(tone), 1.5, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(_grown(rect, 2), 7, 7)


def _paint_current(painter: QPainter, rect: QRectF, tone: str, around: str) -> None:
    """A thick, full ring that stands off from what is around it."""
    painter.setBrush(_tint(tone, 0.12))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(_grown(rect, 2), 7, 7)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring, width in ((around, 6.0), (tone, 3.5)):
        painter.setPen(QPen(colour(ring), width))
        painter.drawRoundedRect(_grown(rect, 4), 9, 9)
