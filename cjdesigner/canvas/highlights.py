"""What a search and a filter show on the canvas: rings around what was found, and cards that step back.

Nothing of this is in the map or the drawing: it is how somebody looks at them now.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cjdesigner.canvas.painting import colour
from cjdesigner.drawing.drawing import Box, Part
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
    shown, seen = view.highlights, QRectF(area).adjusted(-16, -16, 16, 16)
    if shown.faded and view.zoom < readable:
        _veil(view, painter, seen)
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


def _veil(view: "PaintedView", painter: QPainter, seen: QRectF) -> None:
    """Lays the colour of its lane over every faded card: from afar a lane is one picture with all its cards."""
    drawing, faded = view.drawing, view.highlights.faded
    tones = {placed.part.id: _ground(placed.part) for placed in drawing.parts} if drawing else {}
    for (_stage, lane), spots in drawing.grid.cells.items() if drawing else ():
        tone = _tint(tones.get(lane) or view.colours.around, 1 - FAINT)
        for spot in spots:
            if spot.id in faded and (rect := view.spot_rect(spot)).intersects(seen):
                painter.fillRect(rect, tone)


def _ground(part: Part) -> str:
    """The colour that a part lies on, "" where it has none of its own."""
    box = next((op for op in part.ops if isinstance(op, Box)), None)
    return box.fill if box and isinstance(box.fill, str) else ""


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
        painter.drawRoundedRect(_grown(rect, 7), 12, 12)  # outside of the ring of a selection
