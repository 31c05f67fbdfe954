"""The field of the tool bar that opens the command palette: it looks like a field and is a button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from cjdesigner.language import _
from cjdesigner.window.look import Frame, svg_pixmap


def search_field(parent: QWidget, frame: Frame, command: QAction) -> QPushButton:
    """The button, with what it is for and its keys."""
    button = QPushButton(parent)
    button.setObjectName("searchField")
    button.setAccessibleName(_("Find a card or type a command…"))
    button.setToolTip(command.toolTip())
    button.setCursor(Qt.CursorShape.IBeamCursor)
    button.setFixedSize(300, 34)
    button.setStyleSheet(
        f"#searchField {{ background: {frame.field}; border: 1px solid {frame.line}; border-radius: 8px; padding: 0; }}"
        f"#searchField:hover, #searchField:focus {{ border-color: {frame.accent}; }}")
    row = QHBoxLayout(button)
    row.setContentsMargins(10, 0, 10, 0)
    sign, keys = QLabel(button), command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    sign.setPixmap(svg_pixmap("search", frame.quiet, 16, parent.devicePixelRatioF()))
    row.addWidget(sign)
    for text, stretch, size in ((_("Find a card or type a command…"), 1, 13), (keys, 0, 11)):
        label = QLabel(text, button)
        label.setStyleSheet(f"color: {frame.quiet}; font-size: {size}px; background: transparent;")
        row.addWidget(label, stretch)
    for label in button.findChildren(QLabel):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    button.clicked.connect(command.trigger)
    return button
