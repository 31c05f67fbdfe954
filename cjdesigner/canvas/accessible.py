"""What a screen reader sees of the canvas: a list of the map's things, with their roles, names and places.

The things are light objects that exist only while a screen reader is listening. Each is a `QObject` with an interface
of its own: interfaces over anything less crash as soon as they are read.
"""

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from cjdesigner.canvas.view import PaintedView
from cjdesigner.drawing.drawing import Drawing, Part

_ROLES = {
    "card": QAccessible.Role.ListItem, "emotion": QAccessible.Role.ListItem, "persona": QAccessible.Role.ListItem,
    "stage": QAccessible.Role.ColumnHeader, "step": QAccessible.Role.ColumnHeader, "lane": QAccessible.Role.RowHeader,
}


class Thing(QObject):
    """One entity of the drawing, as a screen reader sees it."""

    def __init__(self, view: PaintedView, part: Part) -> None:
        super().__init__(view)
        self.view, self.part = view, part


class _ThingInterface(QAccessibleObject):
    """Role, name, state and place of one thing."""

    def __init__(self, thing: Thing) -> None:
        super().__init__(thing)
        self._thing = thing

    def role(self) -> QAccessible.Role:
        """What it is."""
        return _ROLES.get(self._thing.part.role, QAccessible.Role.StaticText)

    def text(self, kind: QAccessible.Text) -> str:
        """Its kind and its words; where it stands among the others."""
        if kind == QAccessible.Text.Name:
            return self._thing.part.label
        return self._thing.view.position_of(self._thing.part.id) if kind == QAccessible.Text.Description else ""

    def state(self) -> QAccessible.State:
        """Whether it is selected."""
        state = QAccessible.State()
        state.focusable = state.selectable = True
        state.selected = state.focused = self._thing.part.id in self._thing.view.selection
        return state

    def rect(self) -> QRect:
        """Where it is on the screen."""
        view = self._thing.view
        spot = view.drawing.spots.get(self._thing.part.id) if view.drawing else None
        if spot is None:
            return QRect()
        rect = view.spot_rect(spot)
        return QRect(view.viewport().mapToGlobal(rect.topLeft()).toPoint(), rect.size().toSize())

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The canvas."""
        return QAccessible.queryAccessibleInterface(self._thing.view)

    def childCount(self) -> int:
        """It holds nothing."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It holds nothing."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """It holds nothing."""
        return -1


class _Canvas(QAccessibleWidget):
    """The canvas as a list of things, in reading order: header, stages, then lane by lane."""

    def __init__(self, view: PaintedView) -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self._view = view
        self._drawing: Drawing | None = None
        self._things: list[Thing] = []

    def things(self) -> list[Thing]:
        """The things of the drawing that is shown, made when somebody asks for them."""
        if self._drawing is not self._view.drawing:
            for old in self._things:
                old.deleteLater()
            self._drawing = self._view.drawing
            parts = (part for _x, _y, part in self._drawing.walk()) if self._drawing else ()
            self._things = [Thing(self._view, part) for part in parts if part.role in _ROLES]
        return self._things

    def childCount(self) -> int:
        """How many things there are."""
        return len(self.things())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """One thing."""
        things = self.things()
        return QAccessible.queryAccessibleInterface(things[index]) if 0 <= index < len(things) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Which thing it is, or -1."""
        found = child.object()
        return next((place for place, thing in enumerate(self.things()) if thing is found), -1)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The selected thing."""
        chosen = next((thing for thing in self.things() if thing.part.id in self._view.selection), None)
        return QAccessible.queryAccessibleInterface(chosen) if chosen else None


_KEPT: dict[int, QAccessibleInterface] = {}


def _interface(_name: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt asks this for every object that a screen reader comes upon."""
    made: QAccessibleInterface | None = None
    if isinstance(thing, Thing):
        made = _ThingInterface(thing)
    elif isinstance(thing, PaintedView):
        made = _Canvas(thing)
    if made is not None:
        key = id(thing)
        _KEPT[key] = made  # Qt holds no reference of Python's
        thing.destroyed.connect(lambda: _KEPT.pop(key, None))
    return made


def install() -> None:
    """Makes canvases known to screen readers."""
    QAccessible.installFactory(_interface)


def announce(widget: QWidget, words: str) -> None:
    """Says something to a screen reader, if there is one."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def tell_selection(view: PaintedView) -> None:
    """Says to a screen reader, if there is one, what is selected now."""
    if not QAccessible.isActive() or len(view.selection) != 1:
        return
    canvas = QAccessible.queryAccessibleInterface(view)
    if isinstance(canvas, _Canvas):
        for thing in canvas.things():
            if thing.part.id in view.selection:
                QAccessible.updateAccessibility(QAccessibleEvent(thing, QAccessible.Event.Focus))
