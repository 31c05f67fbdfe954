"""The list of known words over the capture line: personas, tags, owners, channels. It never takes the focus."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from cjdesigner.edit.captured_words import completions
from cjdesigner.language import _
from cjdesigner.session import Session

_MOST = 8


class Completion(QListWidget):
    """Down and Up choose a word, Enter or Tab takes the chosen one, Right the first."""

    def __init__(self, line: QLineEdit, session: Session) -> None:
        super().__init__(line)
        self._line, self._session, self._start = line, session, 0
        self.setObjectName("completion")
        self.setAccessibleName(_("Known words"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._take)
        line.textEdited.connect(lambda _text: self._offer())
        line.textChanged.connect(lambda text: None if text else self.hide())
        line.destroyed.connect(self.deleteLater)
        self.hide()

    def _offer(self) -> None:
        self._start, words = completions(self._session.map, self._line.text()[:self._line.cursorPosition()])
        self.clear()
        for word in words[:_MOST]:
            item = QListWidgetItem(word.strip('"'), self)
            item.setData(Qt.ItemDataRole.UserRole, word)
        self.setCurrentRow(-1)
        if not words:
            self.hide()
            return
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        height = self.count() * max(self.sizeHintForRow(0), 1) + 10
        self.setFixedSize(max(220, self.sizeHintForColumn(0) + 32), height)
        place = self._line.mapTo(window, QPoint(0, -height - 4))
        self.move(max(0, min(place.x(), window.width() - self.width() - 8)), place.y())
        self.show()
        self.raise_()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key was for the list."""
        if not self.isVisible():
            return False
        chosen, key = self.currentItem(), event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + by) % self.count() if chosen else 0 if by > 0 else self.count() - 1)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif chosen and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(chosen)
        elif key == Qt.Key.Key_Right and self._line.cursorPosition() == len(self._line.text()):
            self._take(self.item(0))
        else:
            return False
        return True

    def _take(self, item: QListWidgetItem) -> None:
        word = str(item.data(Qt.ItemDataRole.UserRole))
        text, cursor = self._line.text(), self._line.cursorPosition()
        self._line.setText(f"{text[:self._start]}{word} {text[cursor:].lstrip()}")
        self._line.setCursorPosition(self._start + len(word) + 1)
        self.hide()
