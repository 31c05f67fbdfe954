"""The canvas: a scroll area that paints a drawing straight from its parts, under one small view state.

Points of the drawing become pixels by `zoom` and the scroll bars. Cards are painted from pictures that are made when
first seen, a few milliseconds' worth in a frame; the rest follows when the window is idle.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from math import floor
from time import perf_counter

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cjdesigner.canvas.marks import Mark
from cjdesigner.canvas.painting import colour, draw_op, draw_plain
from cjdesigner.canvas.palette import LIGHT, CanvasColours
from cjdesigner.canvas.pictures import Picture, Pictures
from cjdesigner.drawing.drawing import Drawing, Part, Placed, Spot, Use
from cjdesigner.drawing.symbols import face

LEAST_ZOOM, MOST_ZOOM = 0.05, 8.0
READABLE = 0.28
"""Below this zoom cards are plain boxes: their words could not be read."""

_BUDGET = 0.006
"""Seconds of a frame for new pictures while something moves; in rest, a few times as much."""
_BUDGET_AT_REST = 0.03
_LARGEST_PICTURE = 4e6
"""Square pixels of a part that is kept as a picture."""
_PICTURED = frozenset({"card", "emotion", "header", "stage", "hint", "curve"})


class PaintedView(QAbstractScrollArea):
    """Shows a drawing. Knows nothing of maps and edits; `CanvasView` adds those."""

    zoom_changed = Signal(float)
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing: Drawing | None = None
        self.colours: CanvasColours = LIGHT
        self.zoom = 1.0
        self.selection: frozenset[str] = frozenset()
        self.edited = ""
        self.marks: tuple[Mark, ...] = ()
        self.band: QRectF | None = None
        self.ghost: tuple[Picture, QPointF] | None = None
        self.pictures = Pictures()
        self._edges: dict[int, tuple[Part, list[float]]] = {}
        self._owed = QRegion()
        self._moving = False
        self._refine = QTimer(self, singleShot=True, interval=0)
        self._refine.timeout.connect(self._paint_owed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.horizontalScrollBar().setSingleStep(24)
        self.verticalScrollBar().setSingleStep(24)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_drawing(self, drawing: Drawing) -> None:
        """Shows another drawing in the same place."""
        old, self.drawing = self.drawing, drawing
        before = self.origin()
        self._edges.clear()
        self._place_scroll_bars()
        if old is None or old.background != drawing.background or before != self.origin():
            self.viewport().update()
        else:
            self._update_changed(old, drawing)

    def _update_changed(self, old: Drawing, new: Drawing) -> None:
        """Asks to paint anew only the parts that are not the same object in the same place."""
        known = {(placed.x, placed.y): placed.part for placed in old.parts}
        held = {(placed.x, placed.y): placed.part for placed in new.parts}
        origin, zoom = self.origin(), self.zoom
        around = QRegion()
        if (old.width, old.height) != (new.width, new.height):
            around += self.viewport().rect()
        for place in known.keys() | held.keys():
            if known.get(place) is not held.get(place):
                for part in filter(None, (known.get(place), held.get(place))):
                    rect = QRectF(place[0], place[1], part.width, part.height).adjusted(-8, -40, 8, 40)
                    around += QRectF(rect.topLeft() * zoom + origin, rect.size() * zoom).toAlignedRect()
        self.viewport().update(around)

    def select(self, keys: frozenset[str]) -> None:
        """Selects entities by id."""
        if keys != self.selection:
            self.selection = keys
            self.selection_changed.emit()
            self.viewport().update()

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Shows where something would land."""
        if marks != self.marks:
            self._update_drag()
            self.marks = marks
            self._update_drag()

    def _update_drag(self) -> None:
        """Asks to paint anew where the marks and the ghost are."""
        around = QRegion()
        for mark in self.marks:
            corner = self.to_pixels(mark.x, mark.y)
            size = QSizeF(mark.width * self.zoom, mark.height * self.zoom)
            face = 24 + mark.width / 2 * self.zoom if mark.shape == "face" else 8
            around += QRectF(corner, size).adjusted(-face, -face, face, face).toAlignedRect()
        if self.ghost is not None:
            picture, at = self.ghost
            size = picture.pixels.deviceIndependentSize()
            corner = at - QPointF(picture.left, picture.top)
            around += QRectF(corner, size).adjusted(-24, -24, 24, 24).toAlignedRect()
        self.viewport().update(around)

    # -- points and pixels --------------------------------------------------------------------------------------

    def _slack(self) -> QPointF:
        """Pixels by which the drawing is moved to stand in the middle where the view is larger."""
        if self.drawing is None:
            return QPointF()
        size = self.viewport().size()
        return QPointF(max(0.0, (size.width() - self.drawing.width * self.zoom) / 2),
                       max(0.0, min(24.0, (size.height() - self.drawing.height * self.zoom) / 2)))

    def origin(self) -> QPointF:
        """Where the drawing's top left corner is, in pixels of the viewport."""
        slack = self._slack()
        return QPointF(slack.x() - self.horizontalScrollBar().value(), slack.y() - self.verticalScrollBar().value())

    def to_points(self, pixels: QPointF) -> QPointF:
        """A place of the viewport in points of the drawing."""
        return (pixels - self.origin()) / self.zoom

    def to_pixels(self, x: float, y: float) -> QPointF:
        """A point of the drawing in pixels of the viewport."""
        return QPointF(x, y) * self.zoom + self.origin()

    def spot_rect(self, spot: Spot) -> QRectF:
        """Where an entity is, in pixels of the viewport."""
        corner = self.to_pixels(spot.x, spot.y)
        return QRectF(corner.x(), corner.y(), spot.width * self.zoom, spot.height * self.zoom)

    # -- zoom and scroll ----------------------------------------------------------------------------------------

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zooms so that the point under `anchor` (pixels; None: the middle) stays under it."""
        zoom = max(LEAST_ZOOM, min(MOST_ZOOM, zoom))
        if self.drawing is None or zoom == self.zoom:
            return
        at = anchor or QPointF(self.viewport().rect().center())
        point = self.to_points(at)
        self.zoom, self._moving = zoom, True
        self._place_scroll_bars()
        self._scroll_to(point * zoom - at + self._slack())
        self.zoom_changed.emit(zoom)
        self.viewport().update()

    def _scroll_to(self, corner: QPointF) -> None:
        self.horizontalScrollBar().setValue(round(corner.x()))
        self.verticalScrollBar().setValue(round(corner.y()))

    def fit(self, area: QRectF | None = None, most: float = 1.5) -> None:
        """Zooms so that an area in points (None: the whole drawing) fills the view."""
        if self.drawing is None:
            return
        wanted = area or QRectF(0, 0, self.drawing.width, self.drawing.height)
        size = self.viewport().size()
        zoom = min(size.width() / max(wanted.width(), 1), size.height() / max(wanted.height(), 1), most)
        self.set_zoom(floor(zoom * 10_000) / 10_000)
        self._scroll_to(wanted.center() * self.zoom - QPointF(size.width() / 2, size.height() / 2) + self._slack())

    def selected_area(self) -> QRectF | None:
        """The area of the selection in points, with a margin."""
        if self.drawing is None:
            return None
        spots = [self.drawing.spots[key] for key in self.selection if key in self.drawing.spots]
        area = QRectF()
        for spot in spots:
            area = area.united(QRectF(spot.x, spot.y, spot.width, spot.height))
        return area.adjusted(-24, -24, 24, 24) if spots else None

    def reveal(self, key: str) -> None:
        """Scrolls as little as needed to bring an entity into view."""
        spot = self.drawing.spots.get(key) if self.drawing else None
        if spot is None:
            return
        seen, rect = QRectF(self.viewport().rect()).adjusted(16, 16, -16, -16), self.spot_rect(spot)
        left, top = rect.left() - seen.left(), rect.top() - seen.top()
        dx = left if left < 0 else max(0.0, min(rect.right() - seen.right(), left))
        dy = top if top < 0 else max(0.0, min(rect.bottom() - seen.bottom(), top))
        self.scroll_by(dx, dy)

    def scroll_by(self, dx: float, dy: float) -> None:
        """Scrolls by pixels."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + round(dx))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(dy))

    def _place_scroll_bars(self) -> None:
        if self.drawing is None:
            return
        size = self.viewport().size()
        for bar, length, seen in (
            (self.horizontalScrollBar(), self.drawing.width * self.zoom, size.width()),
            (self.verticalScrollBar(), self.drawing.height * self.zoom, size.height()),
        ):
            room = seen // 2 if length > seen + 1 else 0
            bar.setPageStep(seen)
            bar.setRange(-room, max(0, round(length - seen)) + room) if room else bar.setRange(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the scroll bars true."""
        super().resizeEvent(event)
        self._place_scroll_bars()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Moves what is painted already and paints only the strip that came into view."""
        self._owed.translate(dx, dy)
        self.viewport().scroll(dx, dy)

    # -- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the parts that can be seen, then the selection and what a drag shows."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), colour(self.colours.around))
        if self.drawing is not None:
            self._paint_drawing(painter, event.rect())
            self._paint_selection(painter)
            self._paint_drag(painter)
            self._paint_over(painter)
        painter.end()

    def _paint_over(self, painter: QPainter) -> None:
        """What lies over the drawing in a view of a special kind; here, nothing."""

    def _paint_drawing(self, painter: QPainter, area: QRect) -> None:
        assert self.drawing is not None
        origin, zoom = self.origin(), self.zoom
        page = QRectF(origin, QPointF(origin.x() + self.drawing.width * zoom, origin.y() + self.drawing.height * zoom))
        painter.fillRect(page.intersected(QRectF(area)), colour(self.drawing.background))
        seen = QRectF(area).adjusted(-8, -8, 8, 8)
        deadline = perf_counter() + (_BUDGET if self._moving or self.ghost else _BUDGET_AT_REST)
        self._moving = False
        for placed in self.drawing.parts:
            left, top = origin.x() + placed.x * zoom, origin.y() + placed.y * zoom
            across = left < seen.right() and left + placed.part.width * zoom > seen.left()
            if across and top < seen.bottom() and top + (placed.part.height + 40) * zoom > seen.top():
                self._paint_part(painter, placed.part, left, top, seen, deadline)

    def _paint_part(self, painter: QPainter, part: Part, x: float, y: float, seen: QRectF, deadline: float) -> None:
        small = self.zoom * part.width * self.zoom * part.height < _LARGEST_PICTURE
        far = part.role == "lane" and self.zoom < READABLE  # nobody could read its cards, and there may be thousands
        if small and (far or part.role in _PICTURED):
            self._paint_picture(painter, part, x, y, deadline)
            if far:
                return
        else:
            for op in part.ops:
                draw_op(painter, op, x, y, self.zoom, self.pictures.glyphs)
        for child in self._children_in(part, (seen.left() - x) / self.zoom, (seen.right() - x) / self.zoom):
            top = y + child.y * self.zoom
            if top < seen.bottom() and top + (child.part.height + 24) * self.zoom > seen.top():
                self._paint_part(painter, child.part, x + child.x * self.zoom, top, seen, deadline)

    def _children_in(self, part: Part, left: float, right: float) -> Iterator[Placed]:
        """The children between two points across. Those behind the first are in order of x; wide ones come first."""
        held = self._edges.get(id(part))
        if held is None or held[0] is not part:
            xs = [child.x + child.part.width for child in part.children]
            ordered = all(a <= b + 1e-6 for a, b in pairwise(xs[1:]))
            held = self._edges[id(part)] = (part, xs if ordered and len(xs) > 32 else [])
        edges = held[1]
        if not edges:
            yield from (c for c in part.children if c.x - 60 < right and c.x + c.part.width + 60 > left)
            return
        yield part.children[0]
        for place in range(bisect_left(edges, left - 60, 1), len(edges)):
            child = part.children[place]
            if child.x - 60 > right:
                return
            yield child

    def _paint_picture(self, painter: QPainter, part: Part, x: float, y: float, deadline: float) -> None:
        ratio = self.devicePixelRatioF()
        picture = self.pictures.get(part, self.zoom, ratio)
        if picture is None and perf_counter() < deadline:
            picture = self.pictures.make(part, self.zoom, ratio, READABLE if part.role == "lane" else 0.0)
        if picture is not None:
            painter.drawPixmap(QPointF(x - picture.left, y - picture.top), picture.pixels)
            return
        self._owed += QRectF(x, y, part.width * self.zoom, part.height * self.zoom).adjusted(
            -60, -60, 60, 60).toAlignedRect()
        self._refine.start()
        self._paint_stale(painter, part, x, y)

    def _paint_owed(self) -> None:
        """Asks for what there was no time to paint, and for no more."""
        owed, self._owed = self._owed, QRegion()
        self.viewport().update(owed)

    def _paint_stale(self, painter: QPainter, part: Part, x: float, y: float) -> None:
        """Until there is time: the part's picture at another zoom, or a plain box."""
        stale = self.pictures.stale(part)
        if stale is None:
            draw_plain(painter, part, x, y, self.zoom)
            return
        scale = self.zoom / stale.zoom
        size = stale.pixels.deviceIndependentSize() * scale
        corner = QPointF(x - stale.left * scale, y - stale.top * scale)
        painter.drawPixmap(QRectF(corner, size), stale.pixels, QRectF(stale.pixels.rect()))

    # -- selection and drags ------------------------------------------------------------------------------------

    def _paint_selection(self, painter: QPainter) -> None:
        assert self.drawing is not None
        for key in self.selection - {self.edited}:
            if spot := self.drawing.spots.get(key):
                rect = self.spot_rect(spot)
                around = rect.adjusted(4, 4, -4, -4) if spot.role == "emotion" else rect
                self._paint_ring(painter, around, round_too=spot.role == "emotion")

    def _paint_ring(self, painter: QPainter, rect: QRectF, *, round_too: bool = False) -> None:
        grown = rect.adjusted(-3, -3, 3, 3)
        radius = grown.height() / 2 if round_too else 8
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for tone, width in ((self.colours.around, 4), (self.colours.accent, 2)):
            painter.setPen(QPen(colour(tone), width))
            painter.drawRoundedRect(grown, radius, radius)

    def _paint_drag(self, painter: QPainter) -> None:
        for mark in self.marks:
            self._paint_mark(painter, mark)
        if self.ghost is not None:
            picture, at = self.ghost
            painter.save()
            painter.setOpacity(0.94)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(at)
            painter.rotate(2)
            painter.drawPixmap(QPointF(-picture.left, -picture.top), picture.pixels)
            painter.restore()
        if self.band is not None:
            tone = QColor(self.colours.accent)
            painter.setPen(QPen(tone, 1))
            tone.setAlphaF(0.12)
            painter.setBrush(tone)
            painter.drawRect(self.band)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        corner = self.to_pixels(mark.x, mark.y)
        if mark.shape == "face":
            self._paint_face_mark(painter, mark, corner)
            return
        rect = QRectF(corner.x(), corner.y(), mark.width * self.zoom, mark.height * self.zoom)
        if mark.shape == "ring":
            self._paint_ring(painter, rect)
            return
        middle = rect.center()
        thick = 3.0
        if mark.width >= mark.height:
            rect = QRectF(rect.left(), middle.y() - thick / 2, rect.width(), thick)
        else:
            rect = QRectF(middle.x() - thick / 2, rect.top(), thick, rect.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self.colours.accent))
        painter.drawRoundedRect(rect, 1.5, 1.5)

    def _paint_face_mark(self, painter: QPainter, mark: Mark, at: QPointF) -> None:
        """A dashed line at the score's height across the column, and the score's face where it will be."""
        left, right = (self.to_pixels(x, 0).x() for x in (mark.x - mark.width / 2, mark.x + mark.width / 2))
        painter.setPen(QPen(colour(self.colours.accent), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, at.y()), QPointF(right, at.y()))
        half = 13 * self.zoom
        painter.setBrush(colour("#FFFFFF"))
        painter.drawEllipse(at, half + 2, half + 2)
        shown = Use(face(mark.score), -13, -13, 26, "#000000")
        draw_op(painter, shown, at.x(), at.y(), self.zoom, self.pictures.glyphs)

    def sizeHint(self) -> QSize:
        """A canvas likes to be large."""
        return QSize(960, 640)
