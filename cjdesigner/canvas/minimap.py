"""The minimap: the whole map, small, in a corner of the canvas, with the part that is seen. A click goes there."""

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from cjdesigner.canvas.painting import colour
from cjdesigner.canvas.pictures import Pictures
from cjdesigner.canvas.view import READABLE

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

_WIDE, _HIGH, _MARGIN, _LEAST = 224.0, 150.0, 14, 18.0
_IDLE = 350
"""Milliseconds without a change after which the small picture is made again."""
_SCREENS = 2
"""The map is so many times larger than the canvas before the minimap comes by itself."""


class Minimap:
    """The minimap of one canvas: painted over it, one picture that is made when nothing else happens."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._wanted: bool | None = None
        self._picture: QPixmap | None = None
        self._pictures = Pictures(16 * 1024 * 1024)
        self._before: list[QRect] = []
        self._timer = QTimer(view, singleShot=True, interval=_IDLE)
        self._timer.timeout.connect(self.refresh)

    # -- whether and where ----------------------------------------------------------------------------------------

    @property
    def shown(self) -> bool:
        """Whether it is there: as it was chosen, else when the map is much larger than the canvas."""
        view = self._view
        if view.drawing is None or view.for_audience or not view.shown.grid.rows or min(view.viewport().width(),
                                                                   view.viewport().height()) < 2.2 * _HIGH:
            return False
        return self._much_larger() if self._wanted is None else self._wanted

    def _much_larger(self) -> bool:
        view, size = self._view, self._view.viewport().size()
        return (view.shown.width * view.zoom > _SCREENS * size.width()
                or view.shown.height * view.zoom > _SCREENS * size.height())

    def toggle(self) -> None:
        """Shows or hides it, from now on."""
        self._wanted = not self.shown
        self.refresh() if self._wanted else self._view.viewport().update()

    def dress(self) -> None:
        """The colours changed: nothing that was painted is true."""
        self._picture = None
        self._pictures.clear()

    def forget(self) -> None:
        """Another map: it comes by itself again."""
        self._wanted = None

    @property
    def rect(self) -> QRectF:
        """Where it is, in pixels of the viewport."""
        view, scale = self._view, self._scale
        wide, high = ceil(view.shown.width * scale), ceil(max(view.shown.height * scale, _LEAST))
        size = view.viewport().size()
        return QRectF(size.width() - wide - _MARGIN, size.height() - high - _MARGIN, wide, high)

    @property
    def _frame(self) -> QRectF:
        """The minimap with the lines around it."""
        return self.rect.adjusted(-2, -2, 2, 2)

    @property
    def _scale(self) -> float:
        return min(_WIDE / max(self._view.shown.width, 1), _HIGH / max(self._view.shown.height, 1))

    def areas(self) -> list[QRect]:
        """Where it is, and where it was before."""
        before = self._before
        self._before = [self._frame.toRect()] if self.shown else []
        return [*before, *self._before]

    def solid(self) -> list[QRect]:
        """All of it."""
        return [self._frame.toRect()] if self.shown else []

    def contains(self, at: QPointF) -> bool:
        """Whether a place of the viewport is on it."""
        return self.shown and self.rect.contains(at)

    # -- its picture ----------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """The map changed: the picture follows when there is time."""
        self._timer.start()

    def refresh(self) -> None:
        """Makes the picture. Lanes that did not change are remembered."""
        if not self.shown:
            return
        view, scale, ratio = self._view, self._scale, self._view.devicePixelRatioF()
        size = self.rect.size()
        picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(view.shown.background))
        painter = QPainter(picture)
        for placed in view.shown.parts:
            held = self._pictures.get(placed.part, scale, ratio)
            held = held or self._pictures.make(placed.part, scale, ratio, READABLE)
            painter.drawPixmap(QPointF(placed.x * scale - held.left, placed.y * scale - held.top), held.pixels)
        painter.end()
        self._picture = picture
        view.viewport().update(self._frame.toRect())

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paints the picture, and the frame of what is seen."""
        if not self.shown or not self._frame.intersects(QRectF(area)):
            return
        view, rect = self._view, self.rect
        painter.fillRect(self._frame, colour(view.shown.background))
        if self._picture is not None:
            painter.drawPixmap(rect, self._picture, QRectF(self._picture.rect()))
        elif not self._timer.isActive():
            self._timer.start()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(view.theme.line), 1))
        painter.drawRect(rect)
        seen = self.seen_rect()
        tone = QColor(view.colours.accent)
        painter.setPen(QPen(tone, 2))
        tone.setAlphaF(0.10)
        painter.setBrush(tone)
        painter.drawRect(seen)

    def seen_rect(self) -> QRectF:
        """What the canvas shows, on the minimap."""
        view, rect = self._view, self.rect
        corner = view.to_points(QPointF())
        size = view.viewport().size()
        scale = self._scale
        seen = QRectF(rect.left() + corner.x() * scale, rect.top() + corner.y() * scale,
                      size.width() / view.zoom * scale, size.height() / view.zoom * scale)
        return seen.intersected(rect)

    def go(self, at: QPointF) -> None:
        """Brings the map's place that is under a place of the minimap to the middle of the canvas."""
        view, scale = self._view, self._scale
        point = (at - self.rect.topLeft()) / scale
        middle = QRectF(view.viewport().rect()).center()
        by = view.to_pixels(point.x(), point.y()) - middle
        view.scroll_by(by.x(), by.y())


class Steer:
    """The gesture that drags the frame of the minimap."""

    def __init__(self, minimap: Minimap, start: QPointF) -> None:
        self._minimap = minimap
        minimap.go(start)

    def move(self, at: QPointF) -> None:
        """Goes along."""
        self._minimap.go(at)

    def drop(self, at: QPointF) -> None:
        """Stays where it is."""

    def cancel(self) -> None:
        """Stays where it is."""
