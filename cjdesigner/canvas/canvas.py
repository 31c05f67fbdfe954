"""The canvas of a session: mouse, keys, drops and in-place editing become edits; a changed map, a new drawing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
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
from PySide6.QtWidgets import QApplication, QGestureEvent

from cjdesigner.canvas.accessible import announce, tell_selection
from cjdesigner.canvas.arriving import Arriving
from cjdesigner.canvas.beginning import begin, cursor_over
from cjdesigner.canvas.carrying import CarryCards
from cjdesigner.canvas.catching import caught, over_catcher
from cjdesigner.canvas.cells import cell_rect, paint_cell
from cjdesigner.canvas.choosing import Choosing, between
from cjdesigner.canvas.dropping import landing
from cjdesigner.canvas.edges import EdgeScroller
from cjdesigner.canvas.editing import InPlaceEditor
from cjdesigner.canvas.expecting import expected_under
from cjdesigner.canvas.gestures import Gesture, Pan
from cjdesigner.canvas.grid_gestures import double_clicked
from cjdesigner.canvas.hits import Hit, hit
from cjdesigner.canvas.invitation import Invitation
from cjdesigner.canvas.map_view import MapView
from cjdesigner.canvas.mime import PARKED
from cjdesigner.canvas.minimap import Minimap, Steer
from cjdesigner.canvas.modes import Catcher, Mode
from cjdesigner.canvas.positions import empty_cell
from cjdesigner.canvas.strips import Strips
from cjdesigner.canvas.touching import Touching
from cjdesigner.canvas.usual import usual_point
from cjdesigner.canvas.walking import Cell, Direction, Place, step
from cjdesigner.canvas.writing import Writing
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.theme import Theme
from cjdesigner.drawing.type import Typesetter
from cjdesigner.edit.changes import find
from cjdesigner.edit.pictures import lacks_picture
from cjdesigner.language import _
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session

_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
}


_COPY_KEYS: dict[int, Qt.KeyboardModifier] = {
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
}


class CanvasView(MapView):
    """Lets people work on a session's map."""

    context_wanted = Signal(object, object)
    """A menu is asked for: the `Hit` and the global place."""

    cell_changed = Signal()
    """Another cell was chosen."""

    arrived = Signal(object, object)
    """Something from another program was dropped: its `QMimeData` and the `Target` where."""

    picture_wanted = Signal(object)
    """A picture is to be chosen: for the card with this id, or for a new one at this point of the drawing."""

    picture_dropped = Signal(object, object)
    """A picture was dropped: its `QMimeData`, which lives as long as the call, and the point of the drawing."""

    mode: Mode | None = None  # Qt sends events before a constructor is through
    catcher: Catcher | None = None

    def __init__(self, session: Session, typesetter: Typesetter, composer: Composer | None = None) -> None:
        super().__init__(session, typesetter, composer)
        self._invitation = Invitation(self.viewport())
        self._press: tuple[QPointF, Hit, Qt.KeyboardModifier] | None = None
        self._gesture: Gesture | None = None
        self._last = QPointF()
        self._button = Qt.MouseButton.NoButton
        self._space = False
        self.held_keys = Qt.KeyboardModifier.NoModifier
        self.carried: tuple[str, ...] = ()
        self.twin: CanvasView | None = None  # the other view of the same map, while the window is split
        self._arriving = Arriving(self)
        self.strips, self.minimap, self.touching = Strips(self), Minimap(self), Touching(self)
        self.overlays += [self.strips, self.minimap]
        self.choosing = Choosing(self)
        self.writing = Writing(self)
        self.cell: Cell | None = None  # where typed, pasted and added cards go: clicked last, or of the selected card
        self.edges = EdgeScroller(self, self._follow_scrolling)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(_("Journey map"))
        self.zoom_changed.connect(lambda _zoom: self.end_editing())
        self.selection_changed.connect(self._selection_told)
        session.changed.connect(self.map_changed)
        self.map_changed(session.map, session.map)

    # -- the map ------------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Draws the map in other colours."""
        self.compose_in(theme)
        self.minimap.dress()
        self._invitation.translate()
        self.setAccessibleName(_("Journey map"))
        self.map_changed(self.journey, self.journey)

    def _paint_selection(self, painter: QPainter) -> None:
        super()._paint_selection(painter)
        if not self.selection and (area := cell_rect(self.shown, self.cell)):
            corner = self.to_pixels(area.x(), area.y())
            paint_cell(painter, QRectF(corner, area.size() * self.zoom), self.colours)

    def map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        """Draws what the session's map is now."""
        if old.id != new.id:
            self.cell = None
            self._end_all()
            self.select(frozenset())
            self.minimap.forget()
        seen = self.drawing.spots if self.drawing else {}
        self.show_map(new)
        self.minimap.changed()
        self._invitation.setVisible(not new.stages and not new.lanes)
        self.select(frozenset(key for key in self.selection if key in self.shown.spots or (
            (key not in seen or key not in new.cards) and key not in new.parked and find(new, key))))
        self._follow_card()  # what is not drawn stays selected: the inspector may be at work on it

    def _end_all(self) -> None:
        self.end_editing()
        if self._gesture:
            self.stop_gesture()

    # -- what a drag shows --------------------------------------------------------------------------------------

    def leave_with(self, carry: Callable[[], None]) -> None:
        """Ends the gesture without a drop and lets the system carry something instead."""
        self.stop_gesture()
        carry()

    # -- mouse --------------------------------------------------------------------------------------------------

    def _hit(self, at: QPointF) -> Hit:
        point = self.to_points(at)
        if on_strip := self.strips.hit(at):
            return on_strip
        found = hit(self.journey, self.shown, point.x(), point.y(), 5 / self.zoom)
        return expected_under(self.journey, self.shown, found, point.x(), point.y())

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
        self.touching.press(event)
        if event.button() == Qt.MouseButton.LeftButton and self.minimap.contains(at):
            self._gesture = Steer(self.minimap, at)
            return
        found = self._hit(at)
        if self.mode is not None and self.mode.press(found, event):
            return
        self._select_by(found, event.modifiers(), right=event.button() == Qt.MouseButton.RightButton)
        self.choosing.note(found.id)
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = (at, found, event.modifiers())

    def _select_by(self, found: Hit, modifiers: Qt.KeyboardModifier, *, right: bool) -> None:
        adding = bool(modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if found.what in ("cell", "nothing", "header"):
            self.select(self.selection if adding or (right and found.what == "cell") else frozenset())
            if found.what == "header" and not adding:
                self.select(frozenset({"header"}))
        elif adding and (start := self.choosing.range_start(found.id, modifiers)):
            self.select(self.selection | between(self.journey, self.shown, start, found.id))
        elif adding:
            self.select(self.selection ^ {found.id})
        elif found.id not in self.selection:
            self.select(frozenset({found.id}))
        inside = found.what in ("cell", "card", "emotion")
        self.cell = (found.stage, found.lane) if inside and found.stage and found.lane else None
        self.cell_changed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follows a gesture, or begins one when the mouse has moved far enough."""
        at = self._last = event.position()
        self.held_keys = event.modifiers()
        self.touching.move(at)
        if self._gesture is None and self._press is not None:
            start = self._press[0]
            if (at - start).manhattanLength() >= QApplication.startDragDistance():
                self._gesture = begin(self, *self._press)
                self.edges.start()
        if self._gesture is not None:
            self.clear_drag() if over_catcher(self, self._gesture, event) else self._gesture.move(at)
        elif self._press is None:
            self._show_cursor(at)
            if self.mode is not None and not event.buttons():
                self.mode.hover(self._hit(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a gesture, with the button that began it."""
        self.touching.release()
        if self._gesture is not None and event.button() != self._button:
            return
        self.held_keys = event.modifiers()
        gesture, self._gesture = self._gesture, None
        press, self._press = self._press, None
        self.edges.stop()
        if caught(self, gesture, event):
            return
        if gesture is not None:
            gesture.drop(event.position())
        elif press and press[1].id in self.selection and not press[2] and press[1].what not in ("cell", "header"):
            self.select(frozenset({press[1].id}))
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edits the text under the mouse; on the empty place of a cell a card of the lane's kind is added."""
        found = self._hit(event.position())
        if (self.mode is not None and self.mode.press(found, event)) or double_clicked(self, found):
            return
        if lacks_picture(self.journey, found.id) and not self.session.read_only:
            self.picture_wanted.emit(found.id)
            return
        if found.what == "cell" and found.lane:
            kind = self.journey.lanes[found.lane].kind
            self.add_at(kind if kind in CARD_KINDS else "note", self.to_points(event.position()))
        elif found.what != "nothing":
            self.edit_text(found.id)

    def _show_cursor(self, at: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self.drawing is not None:
            shape = cursor_over(self._hit(at))
        self.viewport().setCursor(shape)

    def _follow_scrolling(self, at: QPointF) -> None:
        """The map was scrolled under a resting mouse."""
        if self._gesture is not None:
            self._gesture.move(at)
        else:
            self._arriving.show(at)

    @property
    def edge_place(self) -> QPointF | None:
        """Where the mouse is while it drags something that scrolls the map at an edge."""
        if self.catcher is not None and isinstance(self._gesture, CarryCards) and self.catcher.over(
            self.viewport().mapToGlobal(self._last.toPoint())
        ):
            return None
        return None if isinstance(self._gesture, Pan | Steer) else self._last

    def covered(self) -> tuple[float, float]:
        """What the strips cover now."""
        return self.strips.left, self.strips.top

    def stop_gesture(self) -> None:
        """Takes back what the mouse has begun."""
        gesture, self._gesture, self._press = self._gesture, None, None
        self.edges.stop()
        if gesture is not None:
            gesture.cancel()
            if self.catcher is not None:
                self.catcher.over(None)

    def ask_for_menu(self, at: QPointF) -> None:
        """Asks the window for a menu at a place of the viewport."""
        self.context_wanted.emit(self._hit(at), self.viewport().mapToGlobal(at.toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks the window for a menu."""
        if self.mode is not None and event.reason() == QContextMenuEvent.Reason.Mouse:
            return
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
        if isinstance(event, QGestureEvent) and self.touching.pinch(event):
            return True
        return super().viewportEvent(event)

    # -- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Esc cancels, Space gets ready to pan. Everything else is an action of the window."""
        if self.mode is not None and self._gesture is None and self.mode.key(event):
            return  # during a gesture Esc is the gesture's
        if self._gesture is not None and event.key() in _COPY_KEYS:
            self._hold_keys(event.modifiers() | _COPY_KEYS[event.key()])
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() in _ARROWS and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
            Qt.KeyboardModifier.ShiftModifier
        ):
            self.choosing.extend(_ARROWS[event.key()])
        elif event.key() in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._walk(_ARROWS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(self.selection) == 1:
            self.edit_text(next(iter(self.selection)))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Ends being ready to pan, or to copy."""
        if self._gesture is not None and event.key() in _COPY_KEYS:
            self._hold_keys(event.modifiers() & ~_COPY_KEYS[event.key()])
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor(self._last)
        super().keyReleaseEvent(event)

    def _hold_keys(self, keys: Qt.KeyboardModifier) -> None:
        """A key was pressed or released during a gesture: it may copy now, or not any more."""
        self.held_keys = keys
        if self._gesture is not None:
            self._gesture.move(self._last)

    def event(self, event: QEvent) -> bool:
        """Keeps a mode's keys from the window's commands."""
        if self.mode is not None and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) \
                and self.mode.wants(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forth: bool) -> bool:
        """Tab leaves the canvas, but for a mode that has another use for it; Esc ends the mode."""
        return self.mode is None and super().focusNextPrevChild(forth)

    def _selection_told(self) -> None:
        """The chosen cell is that of the selected card; a screen reader hears of it."""
        self._follow_card()
        tell_selection(self)

    def _follow_card(self) -> None:
        """The chosen cell is where the selected card is, also after it was moved."""
        card = self.journey.cards.get(next(iter(self.selection))) if len(self.selection) == 1 else None
        if card is not None and self.cell != (card.stage, card.lane):
            self.cell = (card.stage, card.lane)
            self.cell_changed.emit()

    def _escape(self) -> None:
        if self._gesture or self._press:
            self.stop_gesture()
        elif self.selection:
            self.select(frozenset())
        else:
            self.choose(None)

    def _walk(self, direction: Direction) -> None:
        key = next(iter(self.selection)) if len(self.selection) == 1 else None
        found = step(self.shown, Place(key, self.cell), direction)
        self.choose(found.key, found.cell)

    def choose(self, key: str | None, cell: Cell | None = None) -> None:
        """Selects a thing (None: nothing) and a cell, and brings them into view."""
        self.cell = cell
        self.select(frozenset({key} if key else ()))
        self.cell_changed.emit()
        self.viewport().update()
        if key is None and cell is not None:
            announce(self, empty_cell(self.journey, cell))
        if key:
            self.choosing.note(key)
            self.reveal(key)
        elif rect := cell_rect(self.shown, cell):
            self.reveal_area(rect)

    # -- drops from elsewhere ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes kinds from the palette, cards of any window, pictures, text and tables; files are the window's."""
        self._arriving.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Shows where the thing would land, and scrolls at an edge."""
        self._last = event.position()
        self._arriving.move(event)
        self.edges.start()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Takes the marks away."""
        self.edges.stop()
        self._arriving.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Puts the thing where the marks showed."""
        self.edges.stop()
        self._arriving.drop(event)

    def add_at(self, kind: str, point: QPointF) -> bool:
        """Adds a thing of a kind at a point of the drawing, selects it and edits its text; asks for a picture first."""
        if kind == "image" and not self.session.read_only:
            self.picture_wanted.emit(point)
            return True
        found = landing(self.journey, self.shown, kind, point)
        if found is None or not self.apply(found.label, found.edit):
            return False
        self.select(frozenset({found.key}))
        self.reveal(found.key)
        self.setFocus()
        if not kind.startswith(PARKED):
            self.edit_text(found.key)
        return True

    def add(self, kind: str) -> bool:
        """Adds a thing of a kind by keyboard: at the clicked cell, after what is selected, or where it usually goes."""
        return self.add_at(kind, usual_point(self, kind))

    # -- text in place --------------------------------------------------------------------------------------------

    @property
    def editor(self) -> InPlaceEditor | None:
        """The editor that lies over a text, while there is one."""
        return self.writing.editor

    def edit_text(self, key: str) -> bool:
        """Lays an editor over an entity's text (or the map's title for "header")."""
        if key in self.hidden:
            self.end_editing()
            self.cover_again(key)
        return self.writing.begin(key)

    def write(self, key: str, words: str) -> None:
        """Gives an entity other words, as if they were typed over it."""
        self.writing.commit(key, words)

    @property
    def busy(self) -> bool:
        """Whether a hand is at work: on a text, or with the mouse."""
        return self.editor is not None or self._press is not None or self._gesture is not None

    def end_editing(self) -> None:
        """Keeps what was typed and takes the editor away, of both views where there are two."""
        for view in (self, self.twin):
            if view is not None:
                view.writing.end()
