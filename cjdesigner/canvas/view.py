"""The canvas: a scroll area that paints a drawing straight from its parts, under one small view state.

Points of the drawing become pixels by `zoom` and the scroll bars. Cards are painted from pictures that are made when
first seen, a few milliseconds' worth in a frame; the rest follows when the window is idle.
"""

from collections.abc import Iterable, Iterator
from math import floor
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cjdesigner.canvas.drag_paint import paint_drag, paint_ring
from cjdesigner.canvas.highlights import Highlights, paint_highlights
from cjdesigner.canvas.large import Split, draw_seen, split
from cjdesigner.canvas.marks import Mark
from cjdesigner.canvas.painting import colour, draw_plain
from cjdesigner.canvas.palette import LIGHT, CanvasColours
from cjdesigner.canvas.pictures import Picture, Pictures
from cjdesigner.canvas.reflow import Reflow, changed_places
from cjdesigner.canvas.rows import Row, between, row_of
from cjdesigner.drawing.drawing import Drawing, Part, Placed, Spot

LEAST_ZOOM, MOST_ZOOM = 0.05, 8.0
READABLE = 0.28
"""Below this zoom cards are plain boxes: their words could not be read."""

_BUDGET = 0.004
"""Seconds of a frame for new pictures while something moves; in rest, a few times as much."""
_BUDGET_AT_REST = 0.01
_LARGEST_PICTURE = 1.5e6
"""Square pixels of a part that is kept as a picture."""
_PIECES = 8
"""Rectangles that are painted one by one; more are painted as one."""
_PICTURED = frozenset({
    "card", "emotion", "words", "header", "persona", "stage", "step", "hint", "curve", "divider", "footer"})


def _columns(bands: Iterable[QRect]) -> list[QRect]:
    """Rectangles, those on top of each other and of the same width as one."""
    found: list[QRect] = []
    for band in bands:
        above = next((rect for rect in found if (rect.left(), rect.right(), rect.bottom() + 1) == (
            band.left(), band.right(), band.top())), None)
        if above is not None:
            above.setBottom(band.bottom())
        else:
            found.append(band)
    return found


class Overlay(Protocol):
    """Something that is painted over the drawing and stays where it is when the drawing is scrolled."""

    def areas(self) -> list[QRect]:
        """Where it is now, and where it was before the last scrolling, in pixels of the viewport."""

    def solid(self) -> list[QRect]:
        """Where nothing can be seen through it."""

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paints it, where an area of the viewport is painted."""


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
        self.highlights = Highlights()
        self.marks: tuple[Mark, ...] = ()
        self.band: QRectF | None = None
        self.ghost: tuple[Picture, QPointF] | None = None
        self.reflow: Reflow | None = None
        self.taken: frozenset[str] = frozenset()
        self.overlays: list[Overlay] = []
        self.pictures = Pictures()
        self._edges: dict[int, tuple[Part, Row | None]] = {}
        self._splits: dict[int, Split] = {}
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
        self._forget_parts(drawing)
        self._place_scroll_bars()
        painted, self.reflow, self.taken = self.reflow, None, frozenset()
        if old is None or old.background != drawing.background or before != self.origin() or (
            (old.width, old.height) != (drawing.width, drawing.height)
        ):
            self.viewport().update()
        else:
            self._update_changed(painted.parts if painted else old.parts, drawing.parts)

    def _forget_parts(self, drawing: Drawing) -> None:
        """Forgets what was noted of parts when that is more than a drawing or two could hold: it keeps them alive."""
        if len(self._edges) + len(self._splits) > min(4_000, 2 * len(drawing.spots) + 50):
            self._edges.clear()
            self._splits.clear()

    def let_go(self) -> None:
        """Forgets what it painted and stops asking for more: a view that is closed may be kept alive for a while."""
        self._refine.stop()
        self.pictures.clear()
        self._edges.clear()
        self._splits.clear()

    def _update_changed(self, old: tuple[Placed, ...], new: tuple[Placed, ...]) -> None:
        """Asks to paint anew only the parts that are not the same object in the same place."""
        origin = self.origin()
        for rect in changed_places(old, new, self.zoom):
            self.viewport().update(rect.translated(origin).toAlignedRect())

    def select(self, keys: frozenset[str]) -> None:
        """Selects entities by id."""
        if keys != self.selection:
            self.selection = keys
            self.selection_changed.emit()
            self.viewport().update()

    def select_drawn(self, keys: Iterable[str]) -> None:
        """Selects what is drawn of some things: not what lies in a collapsed or hidden stage or lane."""
        assert self.drawing is not None
        self.select(frozenset(key for key in keys if key in self.drawing.spots))

    def highlight(self, shown: Highlights) -> None:
        """Rings what was found and fades what a filter does not let through."""
        if shown != self.highlights:
            self.highlights = shown
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

    def position_of(self, key: str) -> str:
        """Where an entity stands among the others, in words for a screen reader; nothing where that says nothing."""
        return ""

    def show_reflow(self, reflow: Reflow | None, taken: frozenset[str]) -> None:
        """Shows the drawing with cards out of their places (`taken`, in the hand) and room for them elsewhere."""
        if self.drawing is None or (reflow is None and self.reflow is None):
            return
        for place in (*(self.reflow.touched if self.reflow else ()), *(reflow.touched if reflow else ())):
            corner, size = self.to_pixels(place.x, place.y), QSizeF(place.width, place.height) * self.zoom
            self.viewport().update(QRectF(corner, size).adjusted(-8, -8, 8, 8).toAlignedRect())
        self.reflow, self.taken = reflow, taken
        for part, kin in reflow.kin if reflow else ():
            if (edges := self._edges.get(id(kin))) and edges[0] is kin:
                self._edges[id(part)] = (part, edges[1])

    def _painted(self) -> tuple[Placed, ...]:
        """The parts that are painted now."""
        if self.reflow is not None:
            return self.reflow.parts
        return self.drawing.parts if self.drawing is not None else ()

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
        if spot is not None:
            left, top = self.covered()
            aside = (left if spot.role != "lane" else 0.0, top if spot.role != "stage" else 0.0)
            self._scroll_to_show(QRectF(spot.x, spot.y, spot.width, spot.height), *aside)

    def reveal_area(self, area: QRectF) -> None:
        """Scrolls as little as needed to bring an area (points) into view."""
        self._scroll_to_show(area, *self.covered())

    def _scroll_to_show(self, area: QRectF, left: float, top: float) -> None:
        """Brings an area into what is seen right of and below what is covered."""
        seen = QRectF(self.viewport().rect()).adjusted(16 + left, 16 + top, -16, -16)
        rect = QRectF(self.to_pixels(area.x(), area.y()), area.size() * self.zoom)
        left, top = rect.left() - seen.left(), rect.top() - seen.top()
        dx = left if left < 0 else max(0.0, min(rect.right() - seen.right(), left))
        dy = top if top < 0 else max(0.0, min(rect.bottom() - seen.bottom(), top))
        self.scroll_by(dx, dy)

    def covered(self) -> tuple[float, float]:
        """How much at the left and at the top is covered by what stays there."""
        return 0.0, 0.0

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
        size = event.size() * self.devicePixelRatioF()
        self.pictures.fit(size.width(), size.height())
        self._place_scroll_bars()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Moves what is painted already and paints only the strip that came into view."""
        self._owed.translate(dx, dy)
        self.viewport().scroll(dx, dy)
        for overlay in self.overlays:
            for area in overlay.areas():
                self.viewport().update(area)
                self.viewport().update(area.translated(dx, dy))

    # -- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the parts that can be seen, then the selection and what a drag shows."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), colour(self.colours.around))
        if self.drawing is not None:
            for area in self._bare(event):
                painter.setClipRect(area)
                self._paint_drawing(painter, area)
            painter.setClipping(False)
            paint_highlights(self, painter, event.rect(), READABLE)
            self._paint_selection(painter)
            for overlay in self.overlays:
                overlay.paint(painter, event.rect())
            paint_drag(painter, self)
            self._paint_over(painter)
        painter.end()

    def _paint_over(self, painter: QPainter) -> None:
        """What lies over the drawing in a view of a special kind; here, nothing."""

    def _bare(self, event: QPaintEvent) -> list[QRect]:
        """The areas to paint: what no overlay covers, where that is much less than the whole."""
        region = event.region()
        for overlay in self.overlays:
            for rect in overlay.solid():
                region -= rect
        pieces = _columns(QRect(rect) for rect in region)  # type: ignore[attr-defined]
        whole = event.rect().width() * event.rect().height()
        few = len(pieces) <= _PIECES and sum(rect.width() * rect.height() for rect in pieces) < whole / 2
        return pieces if few else [event.rect()]

    def _paint_drawing(self, painter: QPainter, area: QRect) -> None:
        assert self.drawing is not None
        origin, zoom = self.origin(), self.zoom
        height = self.drawing.height + (self.reflow.grown if self.reflow else 0)
        page = QRectF(origin, QSizeF(self.drawing.width, height) * zoom)
        painter.fillRect(page.intersected(QRectF(area)), colour(self.drawing.background))
        seen = QRectF(area).adjusted(-8, -8, 8, 8)
        deadline = perf_counter() + (_BUDGET if self._moving or self.ghost else _BUDGET_AT_REST)
        self._moving = False
        for placed in self._painted():
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
            self._paint_large(painter, part, x, y, seen, deadline)
        for child in self._children_in(part, (seen.left() - x) / self.zoom, (seen.right() - x) / self.zoom):
            top = y + child.y * self.zoom
            if top < seen.bottom() and top + (child.part.height + 24) * self.zoom > seen.top():
                painter.setOpacity(self.highlights.opacity(child.part.id))
                self._paint_part(painter, child.part, x + child.x * self.zoom, top, seen, deadline)
                painter.setOpacity(1.0)

    def _paint_large(self, painter: QPainter, part: Part, x: float, y: float, seen: QRectF, deadline: float) -> None:
        held = self._splits.get(id(part))
        if held is None or held.part is not part:
            held = self._splits[id(part)] = split(part)
        draw_seen(painter, held, x, y, self.zoom, seen, self.pictures.glyphs)
        if held.head is not None and x + held.head.width * self.zoom > seen.left():
            self._paint_picture(painter, held.head, x, y, deadline)

    def _children_in(self, part: Part, left: float, right: float) -> Iterator[Placed]:
        """The children between two points across."""
        held = self._edges.get(id(part))
        if held is None or held[0] is not part:
            held = self._edges[id(part)] = (part, row_of(part))
        return between(part, held[1], left, right)

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
        for key in self.selection - {self.edited} - self.taken:
            if spot := self.drawing.spots.get(key):
                rect = self.spot_rect(spot)
                around = rect.adjusted(4, 4, -4, -4) if spot.role == "emotion" else rect
                paint_ring(painter, self, around, round_too=spot.role == "emotion")

    def sizeHint(self) -> QSize:
        """A canvas likes to be large."""
        return QSize(960, 640)
