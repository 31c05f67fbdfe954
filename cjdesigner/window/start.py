"""The start page: a new map, templates with a picture of each, open, import, recent files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPixmap, QResizeEvent, QShowEvent
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

from cjdesigner.errors import CjError
from cjdesigner.language import _
from cjdesigner.window.first_paint import FirstPaint
from cjdesigner.window.look import Frame, icon, svg_pixmap
from cjdesigner.window.parts import as_tip, heading, scrolled

if TYPE_CHECKING:
    from cjdesigner.drawing.drawing import Drawing
    from cjdesigner.drawing.type import Typesetter
    from cjdesigner.model.map import JourneyMap
    from cjdesigner.window.thumbnails import FileReader

_WIDTH, _HEIGHT = 246, 146
_SIDE, _MARGIN, _GAP = 300, 34, 18
_ROW = 6
"""Recent maps that have a card, where the window is wide enough; the list beside has more."""

_LATER = 100
"""Milliseconds until pictures are looked at again while a dialog has the program's attention."""


class TemplateCard(QFrame):
    """A picture, name and summary of a template or a recent map. Click or Enter chooses it."""

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
        self.setToolTip(as_tip(summary))

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

    def __init__(self, name: str, summary: str, make: "Callable[[], JourneyMap]") -> None:
        self.name, self.summary, self.make = name, summary, make


def opening(path: Path) -> QLabel:
    """What a window shows until it can show its map."""
    label = QLabel(_("Opening {name}…").format(name=path.name))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("invitation")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


class StartPage(QWidget):
    """What the window shows while no map is open."""

    new_map = Signal()
    open_file = Signal()
    import_file = Signal()
    recent = Signal(object)
    template = Signal(object)

    def __init__(self, frame: Frame, choices: list[Choice], recent: list[Path],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._frame = frame
        self._typesetter: Typesetter | None = None
        self._reader: FileReader | None = None
        self._signs: list[Callable[[], None]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        panel = self._side(recent)
        self._wide = max(self._frame.wide(_SIDE), panel.minimumSizeHint().width())
        side = scrolled(panel, 0)
        side.setFixedWidth(self._wide)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        row.addWidget(side)
        row.addWidget(self._cards(choices, recent), 1)
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
        self._sign_later(sign, "route", self._frame.accent, 30)
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
        for words, stretch in ((text, 1), (keys, 0)):
            label = QLabel(words, button)
            label.setObjectName("startWords" if stretch else "startKeys")
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            if stretch:
                image = QLabel(button)
                self._sign_later(image, sign, tone, 20)
                image.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                line.addWidget(image)
                line.addSpacing(6)
            line.addWidget(label, stretch)
        button.setFixedHeight(self._frame.px(40))
        button.setMinimumWidth(line.sizeHint().width())
        button.clicked.connect(signal)
        return button

    def _sign_later(self, label: QLabel, name: str, tone: str, size: int) -> None:
        """Keeps room for an icon, which is painted after the page."""
        pixels = self._frame.px(size)
        label.setFixedSize(pixels, pixels)
        self._signs.append(lambda: label.setPixmap(svg_pixmap(name, tone, pixels, self.devicePixelRatioF())))

    def _recent_button(self, path: Path) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("recent")
        size = self._frame.px(18)
        blank = QPixmap(size, size)
        blank.fill(Qt.GlobalColor.transparent)
        button.setIcon(blank)
        self._signs.append(lambda: button.setIcon(icon("map-2", self._frame.quiet, size=size)))
        button.setIconSize(QSize(size, size))
        button.setText(button.fontMetrics().elidedText(path.stem.replace("&", "&&"), Qt.TextElideMode.ElideMiddle,
                                                            self._frame.wide(_SIDE) - self._frame.px(100)))
        button.setToolTip(as_tip(str(path)))
        button.setAccessibleName(path.stem)
        button.clicked.connect(lambda: self.recent.emit(path))
        return button

    def _cards(self, choices: list[Choice], recent: list[Path]) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget(area)
        inner.setObjectName("startPage")
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(_MARGIN, 32, _MARGIN, 32)
        column.setSpacing(18)
        self._offered = QWidget(inner)
        self._offered.hide()
        column.addWidget(self._offered)
        self._recent = recent[:_ROW]
        self.recent_grid, self.recent_cards = self._section(_("Go on with"), inner, column, [
            (path.stem, str(path.parent), partial(self.recent.emit, path)) for path in self._recent])
        self.grid, self.cards = self._section(_("Start from a template"), inner, column, [
            (choice.name, choice.summary, partial(self.template.emit, choice)) for choice in choices])
        column.addStretch(1)
        area.setWidget(inner)
        self._columns = 0
        return area

    def offer(self, words: str, card: QWidget) -> None:
        """Puts what waits for an answer above all else, under a heading."""
        room = self._offered.layout()
        if room is None:
            room = QVBoxLayout(self._offered)
            room.setContentsMargins(0, 0, 0, 0)
            room.setSpacing(12)
            title = QLabel(words, self._offered)
            title.setObjectName("startHeading")
            room.addWidget(title)
        room.addWidget(card)
        self._offered.show()

    def withdraw(self, card: QWidget) -> None:
        """Takes away what was answered; the heading goes with the last."""
        room = self._offered.layout()
        if room is not None:
            room.removeWidget(card)
            self._offered.setVisible(room.count() > 1)
        card.hide()
        card.deleteLater()
        self.new_button.setFocus()

    def _section(self, words: str, inner: QWidget, column: QVBoxLayout,
                 offers: list[tuple[str, str, Callable[[], object]]]) -> tuple[QGridLayout, list[TemplateCard]]:
        """A heading and cards under it; how many stand side by side is told when the size is known."""
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        if offers:
            title = QLabel(words, inner)
            title.setObjectName("startHeading")
            column.addWidget(title)
            column.addLayout(grid)
        cards = []
        for name, summary, choose in offers:
            card = TemplateCard(name, summary, self._frame, inner)
            card.chosen.connect(choose)
            cards.append(card)
        return grid, cards

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
            for place, card in enumerate(self.recent_cards):
                self.recent_grid.addWidget(card, 0, place)
                if card.isHidden() == (place < columns):
                    card.setVisible(place < columns)
            for place, card in enumerate(self.cards):
                self.grid.addWidget(card, place // columns, place % columns)
            self._column.invalidate()  # else rows that are there already keep the places that they had without these
            self._column.activate()

    def showEvent(self, event: QShowEvent) -> None:
        """Goes on painting pictures."""
        super().showEvent(event)
        FirstPaint(self.window(), self._paint_signs)
        if self._typesetter is not None:
            self._painter.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaves the time to the map."""
        super().hideEvent(event)
        self._painter.stop()

    def _paint_signs(self) -> None:
        for paint in self._signs:
            paint()
        self._signs.clear()

    def paint_pictures(self, typesetter: "Typesetter") -> None:
        """Begins to paint pictures, now that the program can."""
        self._typesetter = typesetter
        if self.isVisible():
            self._painter.start()
        if self._recent and self._reader is None:
            from cjdesigner.window.thumbnails import FileReader

            self._reader = FileReader(self._recent, self._frame.theme)
            self._reader.read.connect(self._show_recent)
            self._reader.begin()

    def _show_recent(self, place: int, drawing: "Drawing | None") -> None:
        """Paints what was read of a recent file; one that cannot be read has only a sign."""
        from cjdesigner.window.thumbnails import painted

        label, ratio = self.recent_cards[place].image, self.devicePixelRatioF()
        label.setPixmap(painted(drawing, label.size(), ratio) if drawing is not None
                        else svg_pixmap("map-2", self._frame.quiet, self._frame.px(40), ratio))

    def _paint_next(self) -> None:
        """Paints one picture at a time, so that the page is there at once; none while a map is being opened."""
        busy = QApplication.activeModalWidget() is not None
        self._painter.setInterval(_LATER if busy else 0)
        if busy:
            return
        if not self._waiting or self._typesetter is None:
            self._painter.stop()
            return
        from cjdesigner.window.thumbnails import picture

        card, choice = self._waiting.pop(0)
        ratio = self.devicePixelRatioF()
        try:
            pixels = picture(choice.make(), card.image.size(), self._frame, self._typesetter, ratio)
        except CjError as error:
            pixels = svg_pixmap("file-x", self._frame.quiet, 48, ratio)
            card.setToolTip(as_tip(str(error)))
        card.image.setPixmap(pixels)
