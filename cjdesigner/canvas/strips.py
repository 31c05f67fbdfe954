"""The names of stages and lanes, which stay at the canvas' edges while their heads are scrolled out of sight."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cjdesigner.canvas.hits import Hit
from cjdesigner.canvas.painting import colour, draw_op
from cjdesigner.drawing.drawing import Box, Drawing, Part, Shape, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import MEASURES, look

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

HIGH, WIDE = 30.0, 118.0
_PAD, _ICON, _LEAST = 8.0, 16.0, 26.0
_RANGE = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Label:
    """One name: whose, the whole place of its column or row along the edge, and where it can be seen."""

    id: str
    rect: QRectF
    seen: QRectF


class Strips:
    """The two strips of one canvas: painted over the drawing, hit before it."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._font = QFont("Be Vietnam Pro")
        self._font.setPixelSize(12)
        self._font.setWeight(QFont.Weight.DemiBold)
        self._before: list[QRect] = []
        self._colours: tuple[Drawing | None, dict[str, str]] = (None, {})

    # -- where ----------------------------------------------------------------------------------------------------

    @property
    def top(self) -> float:
        """How high the strip of stages is now: nothing while the stages themselves can be seen."""
        view = self._view
        column = next(iter(view.shown.grid.columns), None) if view.drawing else None
        spot = view.shown.spots.get(column.stage) if column else None
        if spot is None or view.for_audience:  # the room's view shows its own
            return 0.0
        return HIGH if view.to_pixels(0, spot.y + spot.height).y() < HIGH * 0.6 else 0.0

    @property
    def left(self) -> float:
        """How wide the strip of lanes is now."""
        view = self._view
        if view.drawing is None or view.for_audience or not view.shown.grid.rows:
            return 0.0
        width = float(min(int(WIDE), view.viewport().width() // 4))
        return width if view.to_pixels(MEASURES.margin + MEASURES.head, 0).x() < width * 0.4 else 0.0

    def stages(self) -> list[Label]:
        """The stages' names that can be seen in the strip."""
        high, left, wide = self.top, self.left, self._view.viewport().width()
        origin, zoom, found = self._view.origin().x(), self._view.zoom, []
        for column in self._view.shown.grid.columns if high else ():
            start, end = origin + column.x * zoom, origin + (column.x + column.width) * zoom
            if end > left + 1 and start < wide - 1:
                held = max(start, left), min(end, wide)
                found.append(Label(column.stage, QRectF(start, 0, end - start, high),
                                   QRectF(held[0], 0, held[1] - held[0], high)))
        return found

    def lanes(self) -> list[Label]:
        """The lanes' names that can be seen in the strip."""
        wide, top, high = self.left, self.top, self._view.viewport().height()
        found = []
        for row in self._view.shown.grid.rows if wide else ():
            rect = QRectF(0, self._view.to_pixels(0, row.y).y(), wide, row.height * self._view.zoom)
            seen = rect.intersected(QRectF(0, top, wide, high - top))
            if seen.height() > 1:
                found.append(Label(row.lane, rect, seen))
        return found

    def areas(self) -> list[QRect]:
        """Where the strips are, and where they were before the last scrolling."""
        size, before = self._view.viewport().size(), self._before
        top, left = self.top, self.left
        self._before = [QRect(0, 0, size.width(), round(top) + 1)] if top else []
        self._before += [QRect(0, 0, round(left) + 1, size.height())] if left else []
        return [*before, *self._before]

    def solid(self) -> list[QRect]:
        """All of both strips."""
        size, top, left = self._view.viewport().size(), self.top, self.left
        return [QRect(0, 0, size.width(), round(top) + 1 if top else 0),
                QRect(0, 0, round(left) + 1 if left else 0, size.height())]

    def hit(self, at: QPointF) -> Hit | None:
        """The stage or the lane under a place of the viewport; None beside the strips."""
        for label in self.stages() if at.y() < self.top else ():
            if label.seen.contains(at):
                return Hit("stage", label.id, label.id)
        for label in self.lanes() if at.x() < self.left else ():
            if label.seen.contains(at):
                return Hit("lane", label.id, None, label.id)
        covered = at.y() < self.top or at.x() < self.left
        return Hit("nothing") if covered else None

    def place_of(self, key: str) -> QRectF | None:
        """Where a name can be seen in a strip; None while it is not there."""
        return next((label.seen for label in (*self.stages(), *self.lanes()) if label.id == key), None)

    # -- painting -------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paints both strips, where they are touched."""
        seen = QRectF(area)
        wide, high = self._view.viewport().width(), self._view.viewport().height()
        painter.setFont(self._font)
        if (left := self.left) and seen.left() < left:
            self._ground(painter, QRectF(0, 0, left + 1, high), QPointF(left + 0.5, 0), QPointF(left + 0.5, high))
            for label in self.lanes():
                self._paint_lane(painter, label)
        if (top := self.top) and seen.top() < top:
            self._ground(painter, QRectF(0, 0, wide, top + 1), QPointF(0, top + 0.5), QPointF(wide, top + 0.5))
            for label in self.stages():
                self._paint_stage(painter, label)

    def _ground(self, painter: QPainter, rect: QRectF, start: QPointF, end: QPointF) -> None:
        theme = self._view.theme
        painter.fillRect(rect, colour(theme.page))
        painter.setPen(QPen(colour(theme.line), 1))
        painter.drawLine(start, end)

    def _paint_stage(self, painter: QPainter, label: Label) -> None:
        view, stage = self._view, self._view.journey.stages.get(label.id)
        if stage is None:
            return
        tone = self._stage_colour(label.id)
        seen = label.seen.adjusted(1, 0, -1, 0)
        painter.fillRect(seen, colour(view.theme.tint(tone, 0.14)))
        painter.fillRect(seen.adjusted(0, seen.height() - 3, 0, 0), colour(tone))
        self._words(painter, stage.name, label.seen.adjusted(_PAD, 0, -_PAD, -3), view.theme.ink(tone), label.id,
                    Qt.AlignmentFlag.AlignCenter)

    def _stage_colour(self, key: str) -> str:
        """The colour of the stage's own head."""
        shown = self._view.shown
        if self._colours[0] is not shown:
            self._colours = shown, {p.part.id: _ground_of(p.part) for p in shown.parts if p.part.role == "stage"}
        return self._colours[1].get(key) or self._view.theme.stages[0]

    def _paint_lane(self, painter: QPainter, label: Label) -> None:
        view, lane = self._view, self._view.journey.lanes.get(label.id)
        if lane is None:
            return
        tone = lane.colour or look(lane.kind).colour
        ink, seen = view.theme.ink(tone), label.seen
        painter.fillRect(seen, colour(view.theme.tint(tone, 0.14)))
        painter.fillRect(QRectF(seen.left(), seen.top(), 4, seen.height()), colour(ink))
        if seen.height() < 14:
            return
        tall = min(_LEAST, seen.height())
        if seen.height() >= 20:
            draw_op(painter, Use(icon(look(lane.kind).icon), 0, 0, 14, ink), seen.left() + 10,
                    seen.top() + (tall - 14) / 2, 1.0, view.pictures.glyphs)
        lines = max(1, int((seen.height() - 4) // 16))
        box = QRectF(seen.left() + 28, seen.top(), seen.width() - 32, min(seen.height(), max(tall, 16.0 * lines + 6)))
        painter.setFont(self._font)
        self._words(painter, lane.name, box, ink, label.id, Qt.AlignmentFlag.AlignLeft, lines)

    def _words(self, painter: QPainter, text: str, box: QRectF, ink: str, key: str, align: Qt.AlignmentFlag,
               lines: int = 1) -> None:
        """A name that ends in dots where it does not fit; underlined by the accent while it is selected."""
        if box.width() < 12:
            return
        metrics = QFontMetricsF(self._font)
        painter.setPen(colour(ink))
        if lines == 1 or metrics.horizontalAdvance(text) <= box.width():
            height = box.height() if align == Qt.AlignmentFlag.AlignCenter else min(box.height(), _LEAST)
            painter.drawText(QRectF(box.left(), box.top(), box.width(), height), align | Qt.AlignmentFlag.AlignVCenter,
                             metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
        else:
            painter.save()
            painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
            painter.drawText(box.adjusted(0, 4, 0, 0), int(align) | int(Qt.AlignmentFlag.AlignTop) | int(_RANGE), text)
            painter.restore()
        if key in self._view.selection:
            painter.setPen(QPen(QColor(self._view.colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-5, 2, 4, -2), 5, 5)


def _ground_of(part: Part) -> str:
    return next((op.fill for op in part.ops if isinstance(op, Shape | Box) and isinstance(op.fill, str)), "")
