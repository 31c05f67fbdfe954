"""The start page: a new map, templates with a picture of each, open, import, recent files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.canvas.painting import GlyphPainter, draw_part
from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.type import Typesetter
from cjdesigner.errors import CjError
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.look import Frame, icon, svg_pixmap
from cjdesigner.window.palette_panel import heading, scrolled

_WIDTH, _HEIGHT = 246, 146
_SIDE, _MARGIN, _GAP = 300, 34, 18

_LATER = 100
"""Milliseconds until pictures are looked at again while a dialog has the program's attention."""


def picture(journey: JourneyMap, frame: Frame, typesetter: Typesetter, ratio: float) -> QPixmap:
    """A map in small, its top left part filling the picture."""
    wide, high = frame.wide(_WIDTH), frame.wide(_HEIGHT)
    drawing = compose(journey, frame.theme, typesetter)
    pixels = QPixmap(QSize(wide, high) * ratio)
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(QColor(drawing.background))
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(0, 0, wide, high + 20), 9, 9)
    painter.setClipPath(clip)
    zoom = max(wide / drawing.width, high / drawing.height)
    glyphs = GlyphPainter()
    for placed in drawing.parts:
        if placed.y * zoom < high:
            draw_part(painter, placed.part, placed.x * zoom, placed.y * zoom, zoom, glyphs)
    painter.end()
    return pixels


class TemplateCard(QFrame):
    """A template's picture, name and stages. Click or Enter begins a map with it."""

    chosen = Signal()

    def __init__(self, name: str, summary: str, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        wide, high = frame.wide(_WIDTH), frame.wide(_HEIGHT)
        self.setObjectName("template")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{name}. {summary}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(wide + 4, high + frame.px(82))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 10)
        column.setSpacing(2)
        self.image = QLabel(self)
        self.image.setFixedSize(wide, high)
        self.image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.image)
        column.addSpacing(6)
        for text, style, lines in ((name, "templateName", 1), (summary, "templateSummary", 2)):
            room = (wide - 26) * lines - (lines - 1) * frame.px(24)
            label = QLabel(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room), self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName(style)
            label.setWordWrap(lines > 1)
            label.setContentsMargins(12, 0, 8, 0)
            column.addWidget(label)
        column.addStretch(1)
        self.setToolTip(summary.replace("<", "‹"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Chooses it."""
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class Choice:
    """One thing to start from: its words and the function that gives its map."""

    def __init__(self, name: str, summary: str, make: Callable[[], JourneyMap]) -> None:
        self.name, self.summary, self.make = name, summary, make


class StartPage(QWidget):
    """What the window shows while no map is open."""

    new_map = Signal()
    open_file = Signal()
    import_file = Signal()
    recent = Signal(object)
    template = Signal(object)

    def __init__(self, frame: Frame, typesetter: Typesetter, choices: list[Choice], recent: list[Path],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._frame, self._typesetter = frame, typesetter
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        panel = self._side(recent)
        self._wide = max(self._frame.wide(_SIDE), panel.minimumSizeHint().width())
        side = scrolled(panel, 0)
        side.setFixedWidth(self._wide)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        row.addWidget(side)
        row.addWidget(self._templates(choices), 1)
        self._waiting = list(zip(self.cards, choices, strict=True))
        self._painter = QTimer(self, interval=0)
        self._painter.timeout.connect(self._paint_next)

    def _side(self, recent: list[Path]) -> QWidget:
        side = QFrame(self)
        side.setObjectName("startSide")
        side.setMinimumWidth(self._frame.wide(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 32, 24, 24)
        column.setSpacing(8)
        title = QHBoxLayout()
        sign = QLabel(side)
        sign.setPixmap(svg_pixmap("route", self._frame.accent, self._frame.px(30), self.devicePixelRatioF()))
        name = QLabel("cjdesigner", side)
        name.setObjectName("startTitle")
        title.addWidget(sign)
        title.addWidget(name, 1)
        column.addLayout(title)
        quiet = QLabel(_("Customer journey maps"), side)
        quiet.setObjectName("startQuiet")
        quiet.setWordWrap(True)
        column.addWidget(quiet)
        column.addSpacing(16)
        self.new_button = self._button(_("New map"), "file-plus", "Ctrl+N", self.new_map, primary=True)
        for button in (self.new_button, self._button(_("Open…"), "folder-open", "Ctrl+O", self.open_file),
                       self._button(_("Import a table or Mermaid…"), "file-import", "", self.import_file)):
            column.addWidget(button)
        column.addSpacing(16)
        column.addWidget(heading(_("Recent"), side))
        for path in recent[:8]:
            column.addWidget(self._recent_button(path))
        if not recent:
            none = QLabel(_("Maps that you save appear here."), side)
            none.setObjectName("startQuiet")
            none.setWordWrap(True)
            column.addWidget(none)
        column.addStretch(1)
        return side

    def _button(self, text: str, sign: str, keys: str, signal: SignalInstance, *, primary: bool = False) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("primary" if primary else "startButton")
        button.setAccessibleName(text)
        button.setToolTip(keys)
        line = QHBoxLayout(button)
        line.setContentsMargins(14, 0, 12, 0)
        tone = self._frame.on_accent if primary else self._frame.text
        small, strong = f"font-size: {self._frame.px(11)}px;", "font-weight: 600;" if primary else ""
        for words, stretch in ((text, 1), (keys, 0)):
            label = QLabel(words, button)
            size = strong if stretch else small
            label.setStyleSheet(f"color: {tone}; background: transparent; border: 0; {size}")
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            if stretch:
                image = QLabel(button)
                image.setPixmap(svg_pixmap(sign, tone, self._frame.px(20), self.devicePixelRatioF()))
                image.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                image.setStyleSheet("background: transparent; border: 0;")
                line.addWidget(image)
                line.addSpacing(6)
            line.addWidget(label, stretch)
        button.setFixedHeight(self._frame.px(40))
        button.setMinimumWidth(line.sizeHint().width())
        button.clicked.connect(signal)
        return button

    def _recent_button(self, path: Path) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("recent")
        size = self._frame.px(18)
        button.setIcon(icon("map-2", self._frame.quiet, size=size))
        button.setIconSize(QSize(size, size))
        button.setText(button.fontMetrics().elidedText(path.stem.replace("&", "&&"), Qt.TextElideMode.ElideMiddle,
                                                            self._frame.wide(_SIDE) - self._frame.px(100)))
        button.setToolTip(str(path).replace("<", "‹"))
        button.setAccessibleName(path.stem)
        button.clicked.connect(lambda: self.recent.emit(path))
        return button

    def _templates(self, choices: list[Choice]) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget(area)
        inner.setObjectName("startPage")
        column = QVBoxLayout(inner)
        column.setContentsMargins(_MARGIN, 32, _MARGIN, 32)
        column.setSpacing(18)
        title = QLabel(_("Start from a template"), inner)
        title.setObjectName("startHeading")
        column.addWidget(title)
        self.grid = QGridLayout()
        self.grid.setSpacing(_GAP)
        self.grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.cards: list[TemplateCard] = []
        for choice in choices:
            card = TemplateCard(choice.name, choice.summary, self._frame, inner)
            card.chosen.connect(lambda choice=choice: self.template.emit(choice))
            self.cards.append(card)
        column.addLayout(self.grid)
        column.addStretch(1)
        area.setWidget(inner)
        self._columns = 0
        return area

    def minimumSizeHint(self) -> QSize:
        """Asks for no room while the map is shown: this page scrolls."""
        return QSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts as many templates side by side as there is room for."""
        super().resizeEvent(event)
        room = self.width() - self._wide - 2 * _MARGIN + _GAP - self._frame.px(14)
        columns = max(1, room // (self._frame.wide(_WIDTH) + 4 + _GAP))
        if columns != self._columns:
            self._columns = columns
            for place, card in enumerate(self.cards):
                self.grid.addWidget(card, place // columns, place % columns)

    def showEvent(self, event: QShowEvent) -> None:
        """Goes on painting pictures."""
        super().showEvent(event)
        self._painter.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaves the time to the map."""
        super().hideEvent(event)
        self._painter.stop()

    def _paint_next(self) -> None:
        """Paints one picture at a time, so that the page is there at once; none while a map is being opened."""
        busy = QApplication.activeModalWidget() is not None
        self._painter.setInterval(_LATER if busy else 0)
        if busy:
            return
        if not self._waiting:
            self._painter.stop()
            return
        card, choice = self._waiting.pop(0)
        ratio = self.devicePixelRatioF()
        try:
            pixels = picture(choice.make(), self._frame, self._typesetter, ratio)
        except CjError as error:
            pixels = svg_pixmap("file-x", self._frame.quiet, 48, ratio)
            card.setToolTip(str(error).replace("<", "‹"))
        card.image.setPixmap(pixels)
