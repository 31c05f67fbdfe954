"""In-place editing: a plain-text editor over the text it edits. Input methods work; the layout decides on commit."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class InPlaceEditor(QPlainTextEdit):
    """Enter commits, Shift+Enter makes a new line, Esc takes everything back, leaving commits."""

    done = Signal()

    def __init__(self, parent: QWidget, text: str, commit: Callable[[str], None], name: str, *, lines: bool) -> None:
        super().__init__(parent)
        self._commit, self._before, self._lines, self._over = commit, text, lines, False
        self.setObjectName("inPlaceEditor")
        self.setAccessibleName(name)
        self.setPlainText(text)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.selectAll()
        self.textChanged.connect(self._grow)

    def place(self, rect: QRectF, pixels: float, weight: QFont.Weight) -> None:
        """Lays the editor over a rectangle (pixels of the viewport), with type of a size in pixels."""
        font = QFont("Be Vietnam Pro")
        font.setPixelSize(max(9, round(pixels)))
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.setFont(font)
        self.setGeometry(rect.toAlignedRect())
        self._least = self.height()
        self._grow()

    def _grow(self) -> None:
        lines = max(1, round(self.document().size().height()))
        frame = self.height() - self.viewport().height()
        needed = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + frame
        self.resize(self.width(), max(getattr(self, "_least", 0), needed))

    def showEvent(self, event: QShowEvent) -> None:
        """Is as high as its text from the first moment."""
        super().showEvent(event)
        self._grow()

    def finish(self, *, keep: bool) -> None:
        """Ends editing, once."""
        if self._over:
            return
        self._over = True
        text = self.toPlainText()
        if keep and text != self._before:
            self._commit(text)
        self.done.emit()
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits unless Shift is held or the input method is composing."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.finish(keep=False)
        elif enter and not (self._lines and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self.finish(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving keeps what was typed; a menu or another window over it does not end editing."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish(keep=True)
