"""The canvas that the room sees: scenes instead of tools, everything else dimmed, a pointer, a black screen.

It is a canvas like any other, so that what is said can be written down while it is shown.
"""

from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QRadialGradient, QRegion, QResizeEvent

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.hits import Hit
from cjdesigner.canvas.painting import colour, draw_op, draw_part
from cjdesigner.canvas.scenes import Look, Order, Scene, lit, look_at, scenes_of, strip
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Placed
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.drawing.type import Typesetter
from cjdesigner.edit.grid import delete
from cjdesigner.language import N_, _
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session

_NEXT = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return,
                   Qt.Key.Key_Enter})
_PREVIOUS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace})
_GLIDE = 240
"""Milliseconds from one scene to the next."""
_DIM = 0.65
_DOT = 18.0


class ShowView(CanvasView):
    """The map as the room sees it."""

    for_audience = True

    scene_changed = Signal()
    ended = Signal()

    def __init__(self, session: Session, typesetter: Typesetter, composer: Composer | None = None) -> None:
        self.scenes: list[Scene] = [Scene()]
        self.place = 0
        self.order: Order = "stages"
        self.chosen: frozenset[str] = frozenset()
        self.black, self.pointing, self.following, self.gliding_wanted = False, False, False, True
        self.pointer: QPointF | None = None
        super().__init__(session, typesetter, composer)
        self._glide = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_GLIDE)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(self._glided)
        self._way = (Look(0, 0, 1), Look(0, 0, 1))
        self._free = False
        self._clean_press = False
        self.rest = QTimer(self, singleShot=True, interval=2_000)
        self.rest.timeout.connect(lambda: self.viewport().setCursor(Qt.CursorShape.BlankCursor))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Presentation"))

    # -- scenes -------------------------------------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        return self.scenes[self.place]

    def show_order(self, order: Order, chosen: frozenset[str] = frozenset()) -> None:
        """Begins anew with other scenes."""
        self.order, self.chosen = order, chosen
        self.scenes = scenes_of(self.journey, self.shown, order, chosen)
        self.go_to(0)

    def go_to(self, place: int) -> None:
        """Shows a scene; before the first is the first, after the last the last."""
        self.end_editing()
        self.black, self.following, self._free = False, False, False
        self.place = max(0, min(place, len(self.scenes) - 1))
        self.glide_to(self._wanted())
        self.scene_changed.emit()
        self.viewport().update()

    def next(self) -> None:
        """Shows the next scene."""
        self.go_to(self.place + 1)

    def previous(self) -> None:
        """Shows the scene before."""
        self.go_to(self.place - 1)

    def map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        """Stays at the scene that is shown, or near it where it is gone."""
        super().map_changed(old, new)
        shown = self.scene.key
        self.scenes = scenes_of(self.journey, self.shown, self.order, self.chosen)
        keys = [scene.key for scene in self.scenes]
        self.place = keys.index(shown) if shown in keys else min(self.place, len(keys) - 1)
        self.scene_changed.emit()

    # -- looking ------------------------------------------------------------------------------------------------

    def _wanted(self) -> Look:
        size = self.viewport().size()
        return look_at(self.scene, self.shown, size.width(), size.height())

    def look(self) -> Look:
        """What the view shows now."""
        middle = self.to_points(QRectF(self.viewport().rect()).center())
        return Look(middle.x(), middle.y(), self.zoom)

    def glide_to(self, look: Look) -> None:
        """Moves to a look, smoothly where movement is wanted."""
        self._glide.stop()
        if not self.gliding_wanted or not self.isVisible():
            self._put(look)
            return
        self._way = (self.look(), look)
        self._glide.start()

    def _glided(self, share: float) -> None:
        start, end = self._way
        self._put(end if share >= 1 else start.towards(end, share))

    def _put(self, look: Look) -> None:
        self.set_zoom(look.zoom)
        size = self.viewport().size()
        corner = QPointF(look.x * self.zoom - size.width() / 2, look.y * self.zoom - size.height() / 2)
        self._scroll_to(corner + self._slack())

    def follow(self, view: CanvasView) -> None:
        """Shows what another view of the map shows."""
        seen = QRectF(view.viewport().rect())
        middle, size = view.to_points(seen.center()), self.viewport().size()
        zoom = view.zoom * min(size.width() / max(seen.width(), 1), size.height() / max(seen.height(), 1))
        self._glide.stop()
        self.following = True
        self._put(Look(middle.x(), middle.y(), zoom))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the scene in the middle."""
        super().resizeEvent(event)
        if not self.following and not self._free:
            self._put(self._wanted())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paints everything: the names at the edges and the dimmed part stay where they are."""
        self.viewport().update()

    # -- painting -----------------------------------------------------------------------------------------------

    def _paint_over(self, painter: QPainter) -> None:
        if self.black:
            painter.fillRect(self.viewport().rect(), colour("#000000"))
            return
        if any(self.scene.key) and not self.following:
            self._paint_dim(painter)
        self._paint_lanes(painter)
        self._paint_stages(painter)
        if self.pointing and self.pointer is not None:
            self._paint_pointer(painter, self.to_pixels(self.pointer.x(), self.pointer.y()))

    def _paint_dim(self, painter: QPainter) -> None:
        dim = QRegion(self.viewport().rect())  # whole pixels: a path of this size takes much longer
        side = 3 if self.scene.card else 0  # beside a stage is the next one's arrow
        for area in lit(self.scene, self.shown):
            rect = QRectF(self.to_pixels(area.x(), area.y()), area.size() * self.zoom).adjusted(-side, -3, side, 3)
            dim -= rect.toAlignedRect()
        tone = QColor(self.colours.around)
        tone.setAlphaF(_DIM)
        painter.save()
        painter.setClipRegion(dim)
        painter.fillRect(self.viewport().rect(), tone)
        painter.restore()

    def _paint_lanes(self, painter: QPainter) -> None:
        """The lanes' names at the left edge, where they are out of sight."""
        head = MEASURES.head * self.zoom
        left = self.to_pixels(MEASURES.margin, 0).x()
        if left >= 0 or head > self.viewport().width() * 0.35:
            return
        painter.save()
        painter.setClipRect(QRectF(0, 0, head, self.viewport().height()))
        for placed in self.shown.parts:
            if placed.part.role == "lane":
                self._paint_name(painter, placed, 0, self.to_pixels(0, placed.y).y())
        painter.restore()

    def _paint_name(self, painter: QPainter, placed: Placed, x: float, y: float) -> None:
        ground = QRectF(x, y, MEASURES.head * self.zoom, placed.part.height * self.zoom)
        painter.fillRect(ground, colour(self.shown.background))
        for op in placed.part.ops:
            draw_op(painter, op, x, y, self.zoom, self.pictures.glyphs)

    def _paint_stages(self, painter: QPainter) -> None:
        """The stages' names at the top edge, where they are out of sight."""
        names = strip(self.shown)
        top = self.to_pixels(0, names.top()).y()
        if top >= 0 or names.isEmpty() or names.height() * self.zoom > self.viewport().height() * 0.25:
            return
        ground = QRectF(0, 0, self.viewport().width(), (names.height() + MEASURES.row_gap / 2) * self.zoom)
        painter.fillRect(ground, colour(self.shown.background))
        for placed in self.shown.parts:
            if placed.part.role == "stage":
                at = self.to_pixels(placed.x, placed.y)
                draw_part(painter, placed.part, at.x(), 0, self.zoom, self.pictures.glyphs)
        if self.to_pixels(MEASURES.margin, 0).x() < 0:
            painter.fillRect(QRectF(0, 0, MEASURES.head * self.zoom, ground.height()), colour(self.shown.background))

    def _paint_pointer(self, painter: QPainter, at: QPointF) -> None:
        glow = QRadialGradient(at, _DOT)
        for share, alpha in ((0.0, 235), (0.55, 215), (0.75, 90), (1.0, 0)):
            glow.setColorAt(share, QColor(255, 45, 70, alpha))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(at, _DOT, _DOT)

    # -- pointer and black screen -------------------------------------------------------------------------------

    def set_black(self, black: bool) -> None:
        """Shows nothing at all, or the map again."""
        self.end_editing()
        self.black = black
        self.scene_changed.emit()
        self.viewport().update()

    def set_pointing(self, pointing: bool) -> None:
        """Shows a large dot at the mouse, or not."""
        self.pointing = pointing
        self._show_cursor(self._last)
        self.viewport().update()

    def point_at(self, point: QPointF | None) -> None:
        """Puts the dot at a point of the drawing; None takes it away."""
        self.pointer = point
        if self.pointing:
            self.viewport().update()

    def _show_cursor(self, at: QPointF) -> None:
        if self.pointing:
            self.viewport().setCursor(Qt.CursorShape.BlankCursor)
        else:
            super()._show_cursor(at)
            self.rest.start()

    # -- mouse --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects a card; whether a click on nothing means "next" is known when the button is let go."""
        self._clean_press = not self.selection and self.editor is None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The dot follows."""
        super().mouseMoveEvent(event)
        self.point_at(self.to_points(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on nothing shows the next scene."""
        clicked = self._press if self._gesture is None and event.button() == Qt.MouseButton.LeftButton else None
        super().mouseReleaseEvent(event)
        if clicked and self._clean_press and _empty(clicked[1]):
            self.select(frozenset())
            self.next()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edits the text under the mouse. Two clicks on nothing are two steps."""
        if not _empty(self._hit(event.position())):
            super().mouseDoubleClickEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton and not self.selection:
            self.next()

    def leaveEvent(self, event: QEvent) -> None:
        """The dot leaves with the mouse."""
        super().leaveEvent(event)
        self.point_at(None)

    # -- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a keyboard or a presenter's remote sends; letters write into the selected card."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if control and key not in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal):
            event.ignore()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif not (self._step(key) or self._do(key) or self._write(event.text())):
            event.ignore()

    def _step(self, key: int) -> bool:
        """Whether a key goes to another scene."""
        if key in _NEXT:
            self.next()
        elif key in _PREVIOUS:
            self.previous()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_F5):
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.scenes) - 1)
        elif key == Qt.Key.Key_0:
            self.go_to(self.place)
        else:
            return False
        return True

    def _do(self, key: int) -> bool:
        """Whether a key does something where we are."""
        keys = self.selection
        if key in (Qt.Key.Key_B, Qt.Key.Key_Period):
            self.set_black(not self.black)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_by(1 / 1.2 if key == Qt.Key.Key_Minus else 1.2)
        elif key == Qt.Key.Key_F2 and len(keys) == 1:
            self.edit_text(next(iter(keys)))
        elif key == Qt.Key.Key_Delete and keys:
            self.apply(N_("Delete"), lambda m: delete(m, keys))
        else:
            return False
        return True

    def zoom_by(self, factor: float) -> None:
        """Zooms in or out; 0 returns to the scene."""
        self._glide.stop()
        self._free = True
        self.set_zoom(self.zoom * factor)

    def _write(self, text: str) -> bool:
        """Whether typed letters go to the end of the selected thing's text."""
        if not text.isprintable() or not text.strip() or len(self.selection) != 1:
            return False
        if not self.edit_text(next(iter(self.selection))) or self.editor is None:
            return False
        cursor = self.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.editor.setTextCursor(cursor)
        self.editor.insertPlainText(text)
        return True

    def _escape(self) -> None:
        if self.black:
            self.set_black(False)
        elif self._gesture or self._press or self.selection:
            super()._escape()
        else:
            self.ended.emit()


def _empty(found: Hit) -> bool:
    return found.what in ("cell", "nothing", "header")
