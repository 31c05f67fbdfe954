"""The timer in the panel: its face, the usual times and one of one's own, start, one minute more, stop."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from cjdesigner.language import _
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.workshop.countdown import PRESETS, Countdown
from cjdesigner.window.workshop.parts import PLAIN, OwnKeys, push, small
from cjdesigner.window.workshop.timer_face import TimerFace, TimerWindow

KEYS = ("F8", "Shift+F8", "Ctrl+F8")
"""The window's keys for start and pause, a minute more, stop; its table of commands has them too."""


class TimerPanel(QWidget):
    """Face and buttons of one countdown."""

    def __init__(self, countdown: Countdown, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.countdown, self._frame = countdown, frame
        self.window_of_its_own: TimerWindow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.face = TimerFace(countdown, frame, self)
        self.face.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.face.setFixedHeight(frame.wide(118))
        OwnKeys(self.face, {
            (Qt.Key.Key_Space, PLAIN): countdown.toggle, (Qt.Key.Key_Return, PLAIN): countdown.toggle,
            (Qt.Key.Key_Plus, PLAIN): self.more, (Qt.Key.Key_S, PLAIN): countdown.stop,
        })
        column.addWidget(self.face)
        column.addLayout(self._presets(countdown))
        column.addLayout(self._controls())
        countdown.changed.connect(self._show)
        self._show()

    def _presets(self, countdown: Countdown) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.presets: dict[int, QPushButton] = {}
        for minutes in PRESETS:
            button = push(str(minutes), partial(countdown.set, minutes * 60.0), self)
            button.setObjectName("segment")
            button.setMinimumWidth(26)
            button.setAccessibleName(_("{minutes} minutes").format(minutes=minutes))
            button.setToolTip(_("{minutes} minutes").format(minutes=minutes))
            self.presets[minutes] = button
            row.addWidget(button, 1)
        self.own = QSpinBox(self)
        self.own.setRange(1, 600)
        self.own.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.own.setValue(5)
        self.own.setSuffix(" " + _("min"))
        self.own.setAccessibleName(_("Minutes of one's own"))
        self.own.valueChanged.connect(lambda minutes: self.countdown.set(minutes * 60))
        row.addWidget(self.own, 2)
        return row

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.start = push(_("Start"), self.countdown.toggle, self, primary=True)
        self.plus = push(_("+1 min"), self.more, self)
        self.stop = push(_("Stop"), self.countdown.stop, self)
        for button, keys in zip((self.start, self.plus, self.stop), KEYS, strict=True):
            button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
            button.setStyleSheet("padding-left: 6px; padding-right: 6px;")
            row.addWidget(button, 1)
        words = _("Large timer in a window of its own")
        self.large = small("external-link", words, self.toggle_large, self._frame, self)
        row.addWidget(self.large)
        return row

    def more(self) -> None:
        """Gives a minute more."""
        self.countdown.add(60)

    def toggle_large(self) -> None:
        """Opens the large face, or closes it."""
        self.open_large() if self.window_of_its_own is None else self.close_large()

    def close_large(self) -> None:
        """Closes the large face, if it is open."""
        if self.window_of_its_own is not None:
            self.window_of_its_own.close()

    def open_large(self) -> None:
        """Opens the large face."""
        made = TimerWindow(self.countdown, self._frame, self.window())
        made.closed.connect(self._large_is_gone)
        self.window_of_its_own = made
        made.show()

    def _large_is_gone(self) -> None:
        self.window_of_its_own = None

    def _show(self) -> None:
        held = self.countdown
        self.start.setText(_("Pause") if held.running else _("Start") if held.fresh else _("Go on"))
        size = self._frame.px(16)
        self.start.setIcon(icon("clock", self._frame.on_accent, size=size))
        self.start.setIconSize(QSize(size, size))
        self.stop.setEnabled(not held.fresh)
        if held.fresh:
            self.own.blockSignals(True)
            self.own.setValue(max(1, round(held.total / 60)))
            self.own.blockSignals(False)
