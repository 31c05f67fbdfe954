"""Lasting messages above the canvas: what somebody should know of the map's file, with what can be done about it.

They hold up nothing: who does not care goes on working.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cjdesigner.canvas.accessible import announce
from cjdesigner.language import _
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.workshop.parts import plain_label, small


@dataclass(frozen=True)
class Notice:
    """A message: what it is about (one of each is shown), its words, and buttons with what they do.

    What has a `warning` is told by the icon's shape as well.
    """

    about: str
    words: str
    buttons: Sequence[tuple[str, Callable[[], object]]] = ()
    warning: bool = False


class Notices(QWidget):
    """The messages of one window, each on a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._held: dict[str, Notice] = {}
        self._rows: dict[str, QFrame] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(_("Messages"))
        self.hide()

    def dress(self, frame: Frame) -> None:
        """Shows the messages in a frame's colours; their words stay in the language in which they were said."""
        self._frame = frame
        for notice in list(self._held.values()):
            self._put(notice)

    def show_notice(self, notice: Notice) -> None:
        """Shows a message in the place of one about the same."""
        again = self._held.get(notice.about)
        self._held[notice.about] = notice
        self._put(notice)
        if again is None or again.words != notice.words:
            announce(self, notice.words)

    def shown(self, about: str) -> Notice | None:
        """The message about something."""
        return self._held.get(about)

    def close_notice(self, about: str) -> None:
        """Takes a message away."""
        self._held.pop(about, None)
        row = self._rows.pop(about, None)
        if row is not None:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.setVisible(bool(self._rows))

    def clear(self) -> None:
        """Takes all messages away."""
        for about in list(self._held):
            self.close_notice(about)

    def _put(self, notice: Notice) -> None:
        if self._frame is None:
            return
        old, made = self._rows.get(notice.about), self._row(notice, self._frame)
        place = self._column.indexOf(old) if old is not None else -1
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._column.insertWidget(place, made)
        self._rows[notice.about] = made
        self.show()

    def _row(self, notice: Notice, frame: Frame) -> QFrame:
        row = QFrame(self)
        row.setObjectName("notice")
        row.setStyleSheet(
            f"#notice {{ background: {frame.panel}; border: 0; border-bottom: 1px solid {frame.line};"
            f" border-left: 4px solid {frame.warning if notice.warning else frame.accent}; }}")
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 6, 10, 6)
        line.setSpacing(8)
        line.addWidget(self._sign(notice, frame, row), 0, Qt.AlignmentFlag.AlignVCenter)
        words = plain_label(notice.words, row)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setAccessibleName((_("Warning: {sentence}") if notice.warning else _("Note: {sentence}")).format(
            sentence=notice.words))
        line.addWidget(words, 1)
        for name, does in notice.buttons:
            line.addWidget(self._button(name, does, notice.about, row))
        line.addWidget(small("x", _("Close this message"), lambda: self.close_notice(notice.about), frame, row))
        return row

    def _sign(self, notice: Notice, frame: Frame, row: QFrame) -> QLabel:
        sign = QLabel(row)
        name, tone = ("alert-triangle", frame.warning) if notice.warning else ("info-circle", frame.accent)
        size = frame.px(18)
        sign.setPixmap(icon(name, tone, size=size).pixmap(QSize(size, size), self.devicePixelRatioF()))
        return sign

    def _button(self, name: str, does: Callable[[], object], about: str, row: QFrame) -> QPushButton:
        """A button answers the message, which goes away with it."""
        def clicked() -> None:
            self.close_notice(about)
            does()

        button = QPushButton(name, row)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: clicked())
        return button
