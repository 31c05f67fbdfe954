"""The canvas of a session: mouse, keys, drops and in-place editing become edits; a changed map, a new drawing."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from cjdesigner.canvas.accessible import tell_selection
from cjdesigner.canvas.covering import Cover, paint_marks
from cjdesigner.canvas.curtain import curtain_of
from cjdesigner.canvas.dropping import Landing, landing
from cjdesigner.canvas.editing import InPlaceEditor
from cjdesigner.canvas.gestures import (
    CarryPersona,
    Gesture,
    MoveCards,
    MoveLane,
    MoveStage,
    Pan,
    ResizeStage,
    RubberBand,
)
from cjdesigner.canvas.hits import Hit, hit
from cjdesigner.canvas.invitation import Invitation
from cjdesigner.canvas.mime import kind_of
from cjdesigner.canvas.view import PaintedView
from cjdesigner.canvas.walking import Direction, first, neighbour
from cjdesigner.canvas.writing import Writing
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Drawing, Part
from cjdesigner.drawing.theme import LIGHT, MEASURES, Theme
from cjdesigner.drawing.type import Typesetter
from cjdesigner.edit.changes import change
from cjdesigner.language import N_, _
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Edit, Session

_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
}
_EDGE = 36


class CanvasView(PaintedView):
    """Shows a session's map and lets people work on it."""

    for_audience = False
    """Whether only the room looks at this view, so that what is behind the curtain is always covered in it."""

    context_wanted = Signal(object, object)
    """A menu is asked for: the `Hit` and the global place."""

    def __init__(self, session: Session, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._invitation = Invitation(self.viewport())
        self._typesetter = typesetter
        self._composer = Composer(typesetter, LIGHT, hints=True)
        self._cover = Cover()
        self._typed, self._covered = "", frozenset[str]()
        self.curtain = curtain_of(session)
        self._previewed = session.map
        self._press: tuple[QPointF, Hit, Qt.KeyboardModifier] | None = None
        self._gesture: Gesture | None = None
        self._last = QPointF()
        self._button = Qt.MouseButton.NoButton
        self._space = False
        self._landing: Landing | None = None
        self._writing = Writing(self)
        self.cell: tuple[str | None, str | None] | None = None  # clicked last: where pasted and added cards go
        self._autoscroll = QTimer(self, interval=30)
        self._autoscroll.timeout.connect(self._scroll_at_edge)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(_("Journey map"))
        self.zoom_changed.connect(lambda _zoom: self.end_editing())
        self.selection_changed.connect(lambda: tell_selection(self))
        self.curtain.changed.connect(self.cover_again)
        session.changed.connect(self._map_changed)
        self._map_changed(session.map, session.map)

    # -- the map ------------------------------------------------------------------------------------------------

    @property
    def journey(self) -> JourneyMap:
        """The session's map."""
        return self.session.map

    @property
    def shown(self) -> Drawing:
        """The drawing of the session's map."""
        assert self.drawing is not None
        return self.drawing

    def apply(self, label: str, edit: Edit, merge: str | None = None) -> bool:
        """Applies an edit to the session's map."""
        return self.session.apply(label, edit, merge)

    def set_theme(self, theme: Theme) -> None:
        """Draws the map in other colours."""
        self._composer = Composer(self._typesetter, theme, hints=True)
        self.pictures.clear()
        self._invitation.translate()
        self.setAccessibleName(_("Journey map"))
        self._map_changed(self.journey, self.journey)

    def preview(self, journey: JourneyMap) -> None:
        """Shows a map that the session does not hold yet, while a gesture lasts; the session's own takes it back."""
        if journey is not self._previewed:
            self._previewed = journey
            self.show_drawing(self._compose(journey))

    @property
    def hidden(self) -> frozenset[str]:
        """The cards that are covered in this view: not the one that is being typed."""
        return self.masked_keys - {self._typed}

    @property
    def masked_keys(self) -> frozenset[str]:
        """The cards whose words nothing beside this view may show either."""
        return self.curtain.hidden(audience=self.for_audience)

    def masked(self, journey: JourneyMap) -> JourneyMap:
        """The map without the words that are covered in this view."""
        return self._cover.masked(journey, self.masked_keys)

    def _compose(self, journey: JourneyMap) -> Drawing:
        self._covered = self.hidden
        return self._cover.compose(self._composer, journey, self._covered)

    def cover_again(self, typed: str = "") -> None:
        """Draws the map anew after the curtain moved, or when typing into a covered card begins or ends."""
        before, self._typed = self._covered, typed
        if self.hidden != before:
            self.show_drawing(self._compose(self._previewed))
        self.viewport().update()

    def _paint_over(self, painter: QPainter) -> None:
        """Marks what the room does not see."""
        paint_marks(painter, self, frozenset(self.curtain.waiting) - self.hidden)

    def warm(self, journey: JourneyMap) -> None:
        """Composes a map that will be shown next; may run in a worker while the window waits for it."""
        self._composer.compose(journey)

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        if old.id != new.id:
            self._end_all()
            self.select(frozenset())
        self._previewed = new
        self.show_drawing(self._compose(new))
        self._invitation.setVisible(not new.stages and not new.lanes)
        self.select(frozenset(key for key in self.selection if key in self.shown.spots))

    def _end_all(self) -> None:
        self.end_editing()
        if self._gesture:
            self._cancel_gesture()

    # -- what a drag shows --------------------------------------------------------------------------------------

    def _part(self, key: str) -> Part | None:
        return next((part for _x, _y, part in self.shown.walk() if part.id == key), None)

    def show_ghost(self, key: str, at: QPointF) -> None:
        """Shows an entity's picture at a place (pixels), as if held in the hand."""
        if self.ghost is None or self.ghost[0].part.id != key:
            part = self._part(key)
            if part is None:
                return
            picture = self.pictures.make(part, self.zoom, self.devicePixelRatioF())
        else:
            picture = self.ghost[0]
        self._update_drag()
        self.ghost = (picture, at)
        self._update_drag()

    def clear_drag(self) -> None:
        """Takes away what a drag showed."""
        if self.band is not None:
            self.viewport().update()
        self._update_drag()
        self.marks, self.ghost, self.band = (), None, None

    # -- mouse --------------------------------------------------------------------------------------------------

    def _hit(self, at: QPointF) -> Hit:
        point = self.to_points(at)
        return hit(self.journey, self.shown, point.x(), point.y(), 5 / self.zoom)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects what is under the mouse and gets ready for a drag."""
        if self._gesture is not None:
            return
        at, self._button = event.position(), event.button()
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        ):
            self._gesture = Pan(self, at)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        found = self._hit(at)
        self._select_by(found, event.modifiers(), right=event.button() == Qt.MouseButton.RightButton)
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = (at, found, event.modifiers())

    def _select_by(self, found: Hit, modifiers: Qt.KeyboardModifier, *, right: bool) -> None:
        adding = bool(modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if found.what in ("cell", "nothing", "header"):
            self.select(self.selection if adding or (right and found.what == "cell") else frozenset())
            self.cell = (found.stage, found.lane) if found.what == "cell" else None
            if found.what == "header" and not adding:
                self.select(frozenset({"header"}))
        elif adding:
            self.select(self.selection ^ {found.id})
        elif found.id not in self.selection:
            self.select(frozenset({found.id}))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follows a gesture, or begins one when the mouse has moved far enough."""
        at = self._last = event.position()
        if self._gesture is None and self._press is not None:
            start = self._press[0]
            if (at - start).manhattanLength() >= QApplication.startDragDistance():
                self._gesture = self._begin(*self._press)
                self._autoscroll.start()
        if self._gesture is not None:
            self._gesture.move(at)
        elif self._press is None:
            self._show_cursor(at)

    def _begin(self, start: QPointF, found: Hit, modifiers: Qt.KeyboardModifier) -> Gesture:
        if self.session.read_only or found.what in ("cell", "nothing", "header"):
            kept = self.selection if modifiers & Qt.KeyboardModifier.ShiftModifier else frozenset[str]()
            return RubberBand(self, start, kept)
        if found.what == "edge":
            return ResizeStage(self, found.id)
        self.select(self.selection | {found.id})
        kinds: dict[str, type[MoveStage | MoveLane | CarryPersona]] = {
            "stage": MoveStage, "lane": MoveLane, "persona": CarryPersona,
        }
        return kinds.get(found.what, MoveCards)(self, found.id, start)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a gesture, with the button that began it."""
        if self._gesture is not None and event.button() != self._button:
            return
        gesture, self._gesture = self._gesture, None
        press, self._press = self._press, None
        self._autoscroll.stop()
        if gesture is not None:
            gesture.drop(event.position())
        elif press and press[1].id in self.selection and not press[2] and press[1].what not in ("cell", "header"):
            self.select(frozenset({press[1].id}))
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edits the text under the mouse; on the empty place of a cell a card of the lane's kind is added."""
        found = self._hit(event.position())
        if found.what == "cell" and found.lane:
            kind = self.journey.lanes[found.lane].kind
            self.add_at(kind if kind in CARD_KINDS else "note", self.to_points(event.position()))
        elif found.what == "edge":
            self.apply(N_("Resize stage"), lambda m: change(m, found.id, width=None))
        elif found.what != "nothing":
            self.edit_text(found.id)

    def _show_cursor(self, at: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self.drawing is not None:
            what = self._hit(at).what
            shape = {"edge": Qt.CursorShape.SplitHCursor, "stage": Qt.CursorShape.OpenHandCursor,
                     "lane": Qt.CursorShape.OpenHandCursor}.get(what, shape)
        self.viewport().setCursor(shape)

    def _scroll_at_edge(self) -> None:
        """While something is dragged near an edge, the map moves towards it."""
        if self._gesture is None or isinstance(self._gesture, Pan):
            return
        at, area = self._last, QRectF(self.viewport().rect())
        dx = min(0.0, at.x() - _EDGE) + max(0.0, at.x() - area.right() + _EDGE)
        dy = min(0.0, at.y() - _EDGE) + max(0.0, at.y() - area.bottom() + _EDGE)
        if dx or dy:
            self.scroll_by(dx / 2, dy / 2)
            self._gesture.move(at)

    def _cancel_gesture(self) -> None:
        gesture, self._gesture, self._press = self._gesture, None, None
        self._autoscroll.stop()
        if gesture is not None:
            gesture.cancel()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks the window for a menu."""
        at = QPointF(self.viewport().mapFromGlobal(event.globalPos()))
        self.context_wanted.emit(self._hit(at), event.globalPos())

    # -- wheel and pinch ----------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms at the pointer, Shift scrolls sideways."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.2 ** (delta / 120), event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.scroll_by(-delta, 0)
        elif not event.pixelDelta().isNull():
            self.scroll_by(-event.pixelDelta().x(), -event.pixelDelta().y())
        else:
            self.scroll_by(-event.angleDelta().x(), -event.angleDelta().y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinching on a track pad or a touch screen zooms."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.set_zoom(self.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                centre = QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()))
                self.set_zoom(self.zoom * pinch.scaleFactor(), centre)
                return True
        return super().viewportEvent(event)

    # -- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Esc cancels, Space gets ready to pan. Everything else is an action of the window."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._walk(_ARROWS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(self.selection) == 1:
            self.edit_text(next(iter(self.selection)))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Ends being ready to pan."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor(self._last)
        super().keyReleaseEvent(event)

    def _escape(self) -> None:
        if self._gesture or self._press:
            self._cancel_gesture()
        else:
            self.select(frozenset())

    def _walk(self, direction: Direction) -> None:
        key = next(iter(self.selection)) if len(self.selection) == 1 else None
        found = neighbour(self.shown, key, direction) if key else first(self.shown)
        if found:
            self.select(frozenset({found}))
            self.reveal(found)

    # -- drops from the palette -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes kinds from the palette; files are the window's."""
        if kind_of(event.mimeData()) and not self.session.read_only:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Shows where the thing would land."""
        kind = kind_of(event.mimeData())
        self._landing = landing(self.journey, self.shown, kind, self.to_points(event.position())) if kind else None
        self.set_marks(self._landing.marks if self._landing else ())
        event.acceptProposedAction() if self._landing else event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Takes the marks away."""
        self.clear_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        """Puts the thing where the marks showed, and starts editing its text."""
        kind = kind_of(event.mimeData())
        self.clear_drag()
        if kind and self.add_at(kind, self.to_points(event.position())):
            event.acceptProposedAction()

    def add_at(self, kind: str, point: QPointF) -> bool:
        """Adds a thing of a kind at a point of the drawing, selects it and edits its text."""
        found = landing(self.journey, self.shown, kind, point)
        if found is None or not self.apply(found.label, found.edit):
            return False
        self.select(frozenset({found.key}))
        self.reveal(found.key)
        self.setFocus()
        self.edit_text(found.key)
        return True

    def add(self, kind: str) -> bool:
        """Adds a thing of a kind by keyboard: at the clicked cell, after what is selected, or where it usually goes."""
        return self.add_at(kind, self._usual_point(kind))

    def _usual_point(self, kind: str) -> QPointF:
        grid = self.shown.grid
        spot = next((self.shown.spots[key] for key in self.selection if key in self.shown.spots), None)
        if spot is not None and spot.id != "header":
            end = spot.x + spot.width if spot.role == "stage" or kind == "stage" else spot.x + spot.width / 2
            x = end if spot.role != "lane" else MEASURES.head + 2 * MEASURES.margin
            return QPointF(x, spot.y + spot.height - 1)
        if self.cell and self.cell[0] in self.journey.stages and self.cell[1] in self.journey.lanes:
            column = next(c for c in grid.columns if c.stage == self.cell[0])
            row = next(r for r in grid.rows if r.lane == self.cell[1])
            return QPointF(column.x + column.width / 2, row.y + row.height - 1)
        if kind == "stage" or kind.startswith("lane:"):
            return QPointF(self.shown.width, self.shown.height)
        return QPointF(grid.columns[0].x + 8 if grid.columns else 0, 0)

    # -- text in place --------------------------------------------------------------------------------------------

    @property
    def editor(self) -> InPlaceEditor | None:
        """The editor that lies over a text, while there is one."""
        return self._writing.editor

    def edit_text(self, key: str) -> bool:
        """Lays an editor over an entity's text (or the map's title for "header")."""
        if key in self.hidden:
            self.end_editing()
            self.cover_again(key)
        return self._writing.begin(key)

    def end_editing(self) -> None:
        """Keeps what was typed and takes the editor away."""
        self._writing.end()
