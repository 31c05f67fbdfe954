"""The timer's face: digits as large as there is room, readable from the back of a room. Any window may embed one.

The last fifth of the time and lateness are told by colour, by a pattern and by a sign, never by colour alone.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QCloseEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjdesigner.language import _
from cjdesigner.window.look import Frame
from cjdesigner.window.workshop.countdown import Countdown

_FLASHES = 6
_LATE, _ON_LATE = "#B42318", "#FFFFFF"
_SOON_LIGHT, _SOON_DARK = "#FFE9B8", "#4A3708"


class TimerFace(QWidget):
    """Shows a countdown. A click starts or pauses it."""

    def __init__(self, countdown: Countdown, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._countdown, self._frame = countdown, frame
        self._flashes = 0
        self._blink = QTimer(self, interval=300)
        self._blink.timeout.connect(self._flash)
        self.setMinimumSize(120, 72)
        self.setAccessibleName(_("Timer"))
        countdown.changed.connect(self._show)
        countdown.ended.connect(self.flash)
        self._show()

    def sizeHint(self) -> QSize:
        """As in a panel."""
        return QSize(260, 118)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Starts or pauses."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._countdown.toggle()

    def flash(self) -> None:
        """Draws the eye: the time is up."""
        self._flashes = _FLASHES
        self._blink.start()

    def _flash(self) -> None:
        self._flashes -= 1
        if self._flashes <= 0:
            self._blink.stop()
        self.update()

    def _show(self) -> None:
        self.setAccessibleDescription(f"{self.state()} {self._countdown.words}")
        self.update()

    def state(self) -> str:
        """What is the matter, in words."""
        held = self._countdown
        if held.phase == "over":
            return _("Time is up")
        if not held.running:
            return _("Ready") if held.fresh else _("Paused")
        return _("Almost over") if held.phase == "last" else _("Running")

    # -- painting ---------------------------------------------------------------------------------------------------

    def _tones(self) -> tuple[QColor, QColor]:
        """The ground and the ink."""
        frame, phase = self._frame, self._countdown.phase
        if phase == "over":
            tones = QColor(_LATE), QColor(_ON_LATE)
            return (tones[1], tones[0]) if self._flashes % 2 else tones
        if phase == "last":
            return QColor(_SOON_LIGHT if frame.name == "light" else _SOON_DARK), QColor(frame.text)
        return QColor(frame.field), QColor(frame.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground, state, digits and the bar of what is left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = self._tones()
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        late = self._countdown.phase == "over"
        painter.setPen(QPen(ink if late else QColor(self._frame.line), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(area, 10, 10)
        bar = max(8.0, area.height() * 0.07)
        line = max(12.0, min(area.height() * 0.14, 34.0), min(float(self._frame.px(12)), area.height() * 0.2))
        self._paint_state(painter, QRectF(area.left() + 14, area.top() + 8, area.width() - 28, line), ink)
        self._paint_digits(painter, area.adjusted(14, 12 + line, -14, -bar - 16), ink)
        self._paint_bar(painter, QRectF(area.left() + 14, area.bottom() - bar - 10, area.width() - 28, bar), ink)
        painter.end()

    def _paint_state(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        """A sign for the state, and its words."""
        size, top = area.height() * 0.8, area.top() + area.height() * 0.1
        sign = QRectF(area.left(), top, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        held = self._countdown
        if held.phase == "over" or (held.phase == "last" and held.running):  # a triangle that warns
            painter.drawPolygon(QPolygonF([QPointF(sign.center().x(), sign.top()), sign.bottomRight(),
                                           sign.bottomLeft()]))
        elif held.running:  # play
            painter.drawPolygon(QPolygonF([sign.topLeft(), QPointF(sign.right(), sign.center().y()),
                                           sign.bottomLeft()]))
        else:  # pause
            for left in (0.12, 0.58):
                painter.drawRect(QRectF(sign.left() + left * size, sign.top(), size * 0.28, size))
        font = QFont("Be Vietnam Pro")
        font.setPixelSize(max(11, round(area.height() * 0.86)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(area.adjusted(size + 8, -4, 0, 4), Qt.AlignmentFlag.AlignVCenter, self.state())

    def _paint_digits(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        """Digits side by side, each as wide as the widest, so that they do not dance."""
        words, font = self._countdown.words, QFont("Be Vietnam Pro")
        font.setWeight(QFont.Weight.Bold)
        font.setPixelSize(100)
        widths = [_width(QFontMetricsF(font), sign) for sign in words]
        size = min(area.width() / max(sum(widths), 1) * 100, area.height() / 0.86)
        font.setPixelSize(max(10, int(size)))
        metrics = QFontMetricsF(font)
        widths = [_width(metrics, sign) for sign in words]
        x = area.center().x() - sum(widths) / 2
        y = area.center().y() + metrics.capHeight() / 2
        painter.setFont(font)
        painter.setPen(ink)
        for sign, width in zip(words, widths, strict=True):
            painter.drawText(QPointF(x + (width - metrics.horizontalAdvance(sign)) / 2, y), sign)
            x += width

    def _paint_bar(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        """What is left: full, hatched in the last fifth, striped all along when it is too late."""
        held = self._countdown
        share = max(0.0, min(1.0, held.left / held.total))
        track = QColor(ink)
        track.setAlphaF(0.16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(track)
        radius = area.height() / 2
        painter.drawRoundedRect(area, radius, radius)
        left = QRectF(area.left(), area.top(), area.width() * (1 if held.phase == "over" else share), area.height())
        if held.phase == "calm":
            painter.setBrush(QColor(self._frame.accent))
        else:
            painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern if held.phase == "last"
                                    else Qt.BrushStyle.DiagCrossPattern))
            painter.setPen(QPen(ink, 1.5))
        painter.drawRoundedRect(left, min(radius, left.width() / 2), radius)


def _width(metrics: QFontMetricsF, sign: str) -> float:
    """How wide a sign of the face is: all digits alike."""
    return max(metrics.horizontalAdvance(digit) for digit in "0123456789") if sign.isdigit() else (
        metrics.horizontalAdvance(sign))


class TimerWindow(QWidget):
    """A face in a small window of its own that stays on top; it can be as large as one likes."""

    closed = Signal()

    def __init__(self, countdown: Countdown, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self._countdown = countdown
        self.setWindowTitle(_("Timer"))
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        self.face = TimerFace(countdown, frame, self)
        column.addWidget(self.face)
        self.resize(560, 300)
        home = parent.frameGeometry()
        self.move(home.center().x() - self.width() // 2, home.top() + 96)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Says that it is gone."""
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space starts and pauses, + gives a minute, S stops, Esc closes."""
        if event.key() == Qt.Key.Key_Space:
            self._countdown.toggle()
        elif event.key() == Qt.Key.Key_Plus:
            self._countdown.add(60)
        elif event.key() == Qt.Key.Key_S:
            self._countdown.stop()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
