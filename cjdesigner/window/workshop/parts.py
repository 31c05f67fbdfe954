"""Small parts that the panels of a workshop are made of, and keys that stay with the list that has the focus."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QToolButton, QVBoxLayout, QWidget

from cjdesigner.model.map import JourneyMap
from cjdesigner.window.look import Frame, grown, icon

Keys = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]
PLAIN, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


class OwnKeys(QObject):
    """Gives a widget keys of its own, also those that are commands of the window, while it has the focus."""

    def __init__(self, widget: QWidget, keys: Keys) -> None:
        super().__init__(widget)
        self._keys = keys
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps a key from the window's commands and does what it is for; an editor's keys in a row are its own."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget) or not watched.hasFocus():
            return False
        does = self._keys.get((Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))
        if does is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            does()
            return True
        return False


def same_in(old: JourneyMap, new: JourneyMap, *names: str) -> bool:
    """Whether a change of the map left these collections alone, so that a panel need not follow it."""
    return old is not new and all(getattr(old, name) is getattr(new, name) for name in names)


def panel_column(widget: QWidget) -> QVBoxLayout:
    """The usual column of a panel."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(14, 14, 14, 14)
    column.setSpacing(8)
    return column


def quiet(text: str, parent: QWidget) -> QLabel:
    """Small quiet words that may have several lines."""
    label = QLabel(text, parent)
    label.setObjectName("label")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def plain_label(text: str, parent: QWidget, name: str = "") -> QLabel:
    """Words as they are, with an object name for the style sheet."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    return label


def push(text: str, does: Callable[[], object], parent: QWidget, *, primary: bool = False) -> QPushButton:
    """A button with words."""
    button = QPushButton(text, parent)
    button.clicked.connect(lambda _checked=False: does())
    if primary:
        button.setObjectName("primary")
    return button


def small(name: str, words: str, does: Callable[[], object], frame: Frame, parent: QWidget) -> QToolButton:
    """A button with an icon, named for screen readers and in a tool tip."""
    button = QToolButton(parent)
    button.setObjectName("smallButton")
    button.setIcon(icon(name, frame.text, frame.quiet, frame.px(18)))
    button.setIconSize(QSize(frame.px(18), frame.px(18)))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _checked=False: does())
    return button


L = TypeVar("L", bound=QListWidget)


def listing(made: L, name: str) -> L:
    """A list of rows with room to breathe, whose words wrap."""
    made.setObjectName("rows")
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setTextElideMode(Qt.TextElideMode.ElideNone)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    made.setIconSize(QSize(grown(18), grown(18)))
    made.setSpacing(1)
    made.setMinimumHeight(150)
    return made
