"""Filtering what the canvas shows: which cards step back, and the words about it in the status bar.

A filter belongs to the window and is never in the map: no file and no export knows of it.
"""

from collections.abc import Callable
from dataclasses import replace as with_

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QToolButton, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.edit.filtering import Filter, outside
from cjdesigner.language import _, ngettext
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.filter_panel import FilterPanel
from cjdesigner.window.look import Frame, icon

_TOGGLE = "Ctrl+Shift+F"

class Filtering(QObject):
    """The filter of one window."""

    def __init__(self, canvas: CanvasView, anchor: Callable[[], QPoint]) -> None:
        super().__init__(canvas)
        self._canvas, self._session, self._anchor = canvas, canvas.session, anchor
        self.wanted = Filter()
        self._before = Filter()
        self._newcomers: set[str] = set()
        self.panel: FilterPanel | None = None
        self._frame: Frame | None = None
        self._action: QAction | None = None
        self._told: QLabel | None = None
        self._sign: QWidget | None = None
        self._session.changed.connect(self._map_changed)

    def build(self, frame: Frame, bar: QStatusBar, action: QAction) -> None:
        """Makes the words of the status bar, anew where words or colours changed."""
        self._frame, self._action = frame, action
        action.setCheckable(True)
        sign = QWidget(bar)
        row = QHBoxLayout(sign)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(2)
        image, self._told, clear = QLabel(sign), QLabel(sign), QToolButton(sign)
        image.setPixmap(icon("filter", frame.accent, size=16).pixmap(16, 16))
        image.setStyleSheet("padding: 0;")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setStyleSheet(f"color: {frame.text}; padding: 2px 4px;")
        clear.setIcon(icon("x", frame.text, size=14))
        clear.setAutoRaise(True)
        clear.setToolTip(f"{_('Clear filter')}  ({_TOGGLE})")
        clear.setAccessibleName(_("Clear filter"))
        clear.clicked.connect(self.toggle)
        self.clear_button, self._sign = clear, sign
        for widget in (image, self._told, clear):
            row.addWidget(widget)
        bar.addWidget(sign)
        self._show()

    # -- what is wanted -------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Shows what there is to filter by."""
        assert self._frame is not None
        self._tick()
        panel = FilterPanel(self._session.map, self.wanted, self._frame, self._canvas)
        panel.toggled.connect(lambda facet, value, on: self.want(self.wanted.having(facet, value, on=on)))
        panel.cleared.connect(self._clear_from_panel)
        panel.destroyed.connect(self._forget_panel)
        self.panel = panel
        panel.open_at(self._anchor(), self._words)

    def _clear_from_panel(self) -> None:
        self.want(Filter())
        if self.panel is not None:
            self.panel.untick()

    def _forget_panel(self) -> None:
        self.panel = None

    def want(self, wanted: Filter) -> None:
        """Filters by something else; what was added meanwhile is judged like all other cards."""
        self.wanted = wanted
        self._newcomers.clear()
        self._show()

    def toggle(self) -> None:
        """Takes the filter away, or brings the last one back; without one, asks for it."""
        if self.wanted:
            self._before = self.wanted
            self.want(Filter())
        elif self._before:
            self.want(self._before)
        else:
            self.open()

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        if old.id != new.id:
            self._before = Filter()
            self.want(Filter())
        elif self.wanted:
            self._newcomers |= new.cards.keys() - old.cards.keys()
            self._show()

    # -- what is shown --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Cards that were added while filtering stay: who has just written one must see it."""
        faded = outside(self._session.map, self.wanted) - self._newcomers
        self._canvas.highlight(with_(self._canvas.highlights, faded=faded))
        self._tick()
        if self._told is not None and self._sign is not None:
            self._told.setText(self._words())
            self._sign.setVisible(bool(self.wanted))
        if self.panel is not None:
            self.panel.told.setText(self._words())

    def _tick(self) -> None:
        if self._action is not None:
            self._action.setChecked(bool(self.wanted))

    def _words(self) -> str:
        total = len(self._session.map.cards)
        if not self.wanted:
            return ngettext("{count} card", "{count} cards", total)
        shown = total - len(self._canvas.highlights.faded)
        return _("Filter: {shown} of {total} cards").format(shown=shown, total=total)
