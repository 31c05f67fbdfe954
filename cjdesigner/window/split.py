"""Two views of one map, side by side or one above the other, each with its own zoom, place and selection."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.painting import colour
from cjdesigner.canvas.palette import CanvasColours
from cjdesigner.drawing.theme import Theme
from cjdesigner.language import _


class Split(QSplitter):
    """Holds the first canvas, and a second one while the window is split. Commands act on the active one."""

    active_changed = Signal()
    """Another canvas is the active one, or what is shown of it changed."""

    def __init__(self, first: CanvasView, wire: Callable[[CanvasView], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.active = first, first
        self.second: CanvasView | None = None
        self._wire = wire
        self._look: tuple[CanvasColours, Theme] | None = None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(5)
        self._take(first)

    def _take(self, canvas: CanvasView) -> None:
        self.addWidget(canvas)
        self._wire(canvas)
        canvas.viewport().installEventFilter(self)
        canvas.overlays.append(_Active(self, canvas))

    def dress(self, colours: CanvasColours, theme: Theme) -> None:
        """Gives the canvases their colours."""
        self._look = colours, theme
        for canvas in self.canvases():
            canvas.colours = colours
            canvas.set_theme(theme)

    def canvases(self) -> list[CanvasView]:
        """The canvases that there are."""
        return [self.first, self.second] if self.second is not None else [self.first]

    def toggle(self, orientation: Qt.Orientation) -> None:
        """Splits the window, turns the split, or, where it is split like that already, ends it."""
        if self.second is not None and self.orientation() == orientation:
            self.join()
            return
        self.setOrientation(orientation)
        if self.second is None:
            self._open()
        half = (self.width() if orientation == Qt.Orientation.Horizontal else self.height()) // 2
        self.setSizes([half, half])
        self.active_changed.emit()

    def _open(self) -> None:
        first = self.first
        first.end_editing()
        self.second = second = CanvasView(first.session, first.typesetter, first.composer_for_another())
        first.twin, second.twin = second, first
        if self._look is not None:
            second.colours = self._look[0]
            second.set_theme(self._look[1])
        second.setAccessibleName(_("Journey map, second view"))
        self._take(second)
        second.set_zoom(first.zoom)
        second.scroll_by(first.horizontalScrollBar().value() - second.horizontalScrollBar().value(),
                         first.verticalScrollBar().value() - second.verticalScrollBar().value())

    def join(self) -> None:
        """Leaves the first canvas alone."""
        second, self.second = self.second, None
        if second is None:
            return
        second.end_editing()
        self.first.twin = second.twin = None
        second.session.changed.disconnect(second.map_changed)
        second.hide()
        second.let_go()
        second.deleteLater()
        self.active = self.first
        self.active_changed.emit()
        self.first.setFocus()

    def activate(self, canvas: CanvasView) -> None:
        """Makes a canvas the one that commands act on."""
        if canvas is not self.active:
            self.active = canvas
            for each in self.canvases():
                each.viewport().update()
            self.active_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The canvas that was pressed last is the active one."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            pressed = next((canvas for canvas in self.canvases() if canvas.viewport() is watched), None)
            if pressed is not None:
                self.activate(pressed)
        return super().eventFilter(watched, event)


class _Active:
    """A line at the top of the active canvas while there are two."""

    def __init__(self, split: Split, canvas: CanvasView) -> None:
        self._split, self._canvas = split, canvas

    def areas(self) -> list[QRect]:
        """The line."""
        if self._split.second is None or self._split.active is not self._canvas:
            return []
        return [QRect(QPoint(), self._canvas.viewport().size()).adjusted(0, 0, 0, 3 - self._canvas.viewport().height())]

    def solid(self) -> list[QRect]:
        """Nothing is to be gained by leaving out a line."""
        return []

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paints the line."""
        for line in self.areas():
            if line.intersects(area):
                painter.fillRect(line, colour(self._canvas.colours.accent))
