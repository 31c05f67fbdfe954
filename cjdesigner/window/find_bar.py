"""The find bar: a slim bar between tool bar and map. It only shows and asks; `finding.Finding` does the work."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from cjdesigner.language import _
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.parts import as_tip

HEIGHT = 46
"""Pixels of one row, for type of 100 %."""


class FindBar(QFrame):
    """What to find, where one is, and, if wanted, what to put in its place."""

    changed = Signal()
    stepped = Signal(int)
    replaced = Signal(bool)
    """Replace: this one (False) or all (True)."""
    closed = Signal()

    def __init__(self, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame, self._where = frame, ""
        self.setObjectName("findBar")
        self.setAccessibleName(_("Find in the map"))
        self.setStyleSheet(
            f"#findBar {{ background: {frame.panel}; border: 0; border-bottom: 1px solid {frame.line}; }}"
            "#findBar QToolButton { border: 1px solid transparent; border-radius: 7px; padding: 4px; }"
            f"#findBar QToolButton:hover {{ background: {frame.hover}; }}"
            f"#findBar QToolButton:focus {{ border-color: {frame.accent}; }}"
            f"#findBar QToolButton:checked {{ background: {frame.hover}; border-color: {frame.accent}; }}"
            f"#findBar QPushButton {{ padding: 5px {14 if frame.scale < 1.5 else 8}px; }}")
        self.field = self._line(_("Find in the map"))
        self.field.addAction(icon("search", frame.quiet, size=frame.px(16)), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.exact = self._tool(_("Mind the diacritics"), None)
        self.exact.setText("ă≠a")
        self.exact.setCheckable(True)
        self.exact.toggled.connect(lambda _on: self.changed.emit())
        self.previous = self._tool(_("Previous") + "  (Shift+F3)", "chevron-up")
        self.next = self._tool(_("Next") + "  (F3)", "chevron-down")
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.count, self.where = self._label(), self._label()
        self.count.setMinimumWidth(frame.px(74 if frame.scale < 1.5 else 58))
        self.close_button = self._tool(_("Close") + "  (Esc)", "x")
        self.close_button.clicked.connect(self.closed.emit)
        self.new = self._line(_("Replace with"))
        self.one = QPushButton(_("Replace"), self)
        self.all = QPushButton(_("Replace all"), self)
        for button in (self.one, self.all):
            button.setAutoDefault(False)
            button.installEventFilter(self)
        self.one.clicked.connect(lambda: self.replaced.emit(False))
        self.all.clicked.connect(lambda: self.replaced.emit(True))
        self._lay_out()
        self.hide()

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setClearButtonEnabled(True)
        made.setMinimumWidth(90)
        made.setMaximumWidth(self._frame.px(420))
        made.setFixedHeight(self._frame.px(32))
        made.installEventFilter(self)
        return made

    def _tool(self, name: str, sign: str | None) -> QToolButton:
        made = QToolButton(self)
        made.setToolTip(name)
        made.setAccessibleName(name.split("  (")[0])
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setFixedHeight(self._frame.px(32))
        size = self._frame.px(18)
        made.setIconSize(QSize(size, size))
        made.setIcon(icon(sign, self._frame.text, self._frame.quiet, size) if sign else QIcon())
        made.installEventFilter(self)
        return made

    def _label(self) -> QLabel:
        made = QLabel(self)
        made.setObjectName("label")
        made.setTextFormat(Qt.TextFormat.PlainText)
        return made

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(14, 6, 10, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.field, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(4)
        for widget in (self.count, self.previous, self.next, self.exact):
            row.addWidget(widget)
        row.addSpacing(8)
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.where, 1)
        row.addWidget(self.close_button)
        grid.addLayout(row, 0, 1)
        grid.addWidget(self.new, 1, 0)
        below = QHBoxLayout()
        below.addWidget(self.one)
        below.addWidget(self.all)
        below.addStretch(1)
        grid.addLayout(below, 1, 1)
        grid.setColumnStretch(1, 1)

    def open(self, *, replacing: bool) -> None:
        """Shows the bar, its words ready to be typed over."""
        for widget in (self.new, self.one, self.all):
            widget.setVisible(replacing)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def height_now(self) -> int:
        """Pixels that the bar takes."""
        row = self._frame.px(HEIGHT)
        return 2 * row - 6 if self.new.isVisibleTo(self) else row

    def tell(self, count: str, where: str) -> None:
        """Tells which of how many is looked at, and where it stands."""
        told = f"{count}. {where}" if where else count
        fits = self.count.fontMetrics().horizontalAdvance(count) <= max(self.count.width(), self.count.minimumWidth())
        self.count.setText(count if fits or "/" in count else "0")
        self.count.setToolTip(count)
        self._where = where
        self._elide()
        self.where.setToolTip(as_tip(where))
        if told != self.field.accessibleDescription():
            self.field.setAccessibleDescription(told)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, told))

    def _elide(self) -> None:
        """Shortens the words to the room that there is."""
        self._grid.activate()
        room = max(80, self.where.width() - 8)
        self.where.setText(self.where.fontMetrics().elidedText(self._where, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells as much as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back; in the second field Enter replaces; Esc closes."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or watched not in (self.field, self.new):
            return False
        if watched is self.new:
            self.replaced.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        return True
