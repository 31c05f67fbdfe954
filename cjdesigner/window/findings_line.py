"""What there is to look at before an export, on one line that unfolds: how many things, and the first of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cjdesigner.export.preflight import Finding, warnings_in
from cjdesigner.language import _, ngettext
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.preflight_list import GOOD, PreflightList

_HIGH = 150


class FindingsLine(QWidget):
    """The line, and below it, once it is unfolded, the list. `jump` has the id of what a chosen one is about."""

    jump = Signal(str)
    turned = Signal(int)
    """The page, from 1, of the finding that the keyboard or the mouse is at."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.head = _Head(frame, self)
        self.head.setObjectName("findings")
        self.head.setIconSize(QSize(frame.px(18), frame.px(18)))
        self.head.toggled.connect(self._unfold)
        column.addWidget(self.head)
        self.found = PreflightList(frame, self, bare=True)
        self.found.list.setMinimumHeight(frame.px(90))
        self.found.setMaximumHeight(frame.px(_HIGH))
        self.found.jump.connect(self.jump)
        self.found.list.currentRowChanged.connect(self._turn)
        self._pages: list[int] = []
        column.addWidget(self.found)
        self.found.hide()
        self.show_findings(None)

    def show_findings(self, found: Sequence[Finding] | None) -> None:
        """Shows what was found; None while it is still being looked for."""
        warnings = warnings_in(found or ())
        words, name = (_("Checking…"), "refresh") if found is None else (_("Nothing to warn of."), "check")
        if warnings:
            words = ngettext("{count} thing to look at", "{count} things to look at", len(warnings))
            words, name = f"{words}: {warnings[0].sentence}", "alert-triangle"
        tones = {"alert-triangle": self._frame.warning, "check": self._frame.theme.ink(GOOD)}
        self.head.setIcon(icon(name, tones.get(name, self._frame.quiet), size=self._frame.px(18)))
        self.head.tell(words)
        if found is not None:
            self._pages = [finding.page for finding in found]
        self.found.show_findings(found)

    def _unfold(self, on: bool) -> None:
        self.found.setVisible(on)
        self.head.unfolded(on=on)

    def _turn(self, row: int) -> None:
        if self.found.list.hasFocus() and 0 <= row < len(self._pages) and self._pages[row]:
            self.turned.emit(self._pages[row])


class _Head(QPushButton):
    """A button as wide as there is room, whose words are cut to that; a screen reader says all of them."""

    def __init__(self, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame, self._words = frame, ""
        self._arrow = QIcon()
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.unfolded(on=False)

    def tell(self, words: str) -> None:
        """Shows words on one line."""
        self._words = words
        self.setAccessibleName(words)
        self._cut()

    def unfolded(self, *, on: bool) -> None:
        """Says what a click does now."""
        words = _("Fold the list away") if on else _("Show all that was found")
        self._arrow = icon("chevron-down" if on else "chevron-right", self._frame.quiet, size=self._frame.px(16))
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def _cut(self) -> None:
        room = self.width() - 2 * self.iconSize().width() - 56
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 40))
        self.setText(words.replace("&", "&&"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints an arrow at the end."""
        super().paintEvent(event)
        painter, side = QPainter(self), self._frame.px(16)
        self._arrow.paint(painter, QRect(self.width() - side - 12, (self.height() - side) // 2, side, side))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the words anew."""
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        """Cuts the words anew in another type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._cut()

    def minimumSizeHint(self) -> QSize:
        """Narrow: the words give way."""
        return QSize(80, super().minimumSizeHint().height())
