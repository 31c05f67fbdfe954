"""The field of the tool bar that opens the command palette: it looks like a field and is a button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from cjdesigner.language import _
from cjdesigner.window.look import Frame, svg_pixmap


class _Field(QPushButton):
    """The button. Where the tool bar is short of room it keeps its sign alone."""

    def __init__(self, parent: QWidget, frame: Frame) -> None:
        super().__init__(parent)
        self._frame = frame
        self.words: list[QLabel] = []
        self.setFixedHeight(frame.px(34))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough for its words and some more."""
        return QSize(max(300, self._needed()), self.height())

    def minimumSizeHint(self) -> QSize:
        """Only the sign."""
        return QSize(self._frame.px(34), self.height())

    def _needed(self) -> int:
        return self._frame.px(16) + 44 + sum(label.sizeHint().width() for label in self.words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows its words where all of them have room."""
        super().resizeEvent(event)
        for label in self.words:
            label.setVisible(self.width() >= self._needed())


def search_field(parent: QWidget, frame: Frame, command: QAction) -> QPushButton:
    """The button, with what it is for and its keys."""
    button = _Field(parent, frame)
    button.setObjectName("searchField")
    button.setAccessibleName(_("Find a card or type a command…"))
    button.setToolTip(command.toolTip())
    button.setCursor(Qt.CursorShape.IBeamCursor)
    button.setStyleSheet(
        f"#searchField {{ background: {frame.field}; border: 1px solid {frame.line}; border-radius: 8px; padding: 0; }}"
        f"#searchField:hover, #searchField:focus {{ border-color: {frame.accent}; }}")
    row = QHBoxLayout(button)
    row.setContentsMargins(10, 0, 10, 0)
    sign, keys = QLabel(button), command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    sign.setPixmap(svg_pixmap("search", frame.quiet, frame.px(16), parent.devicePixelRatioF()))
    row.addWidget(sign)
    for text, stretch, size in ((_("Find a card or type a command…"), 1, 13), (keys, 0, 11)):
        label = QLabel(text, button)
        label.setStyleSheet(f"color: {frame.quiet}; font-size: {frame.px(size)}px; background: transparent;")
        row.addWidget(label, stretch)
        button.words.append(label)
    for label in button.findChildren(QLabel):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    button.setMaximumWidth(button.sizeHint().width())
    button.clicked.connect(command.trigger)
    return button
