"""The pages of a document one below the other, as they will be printed or written."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cjdesigner.canvas.pages import draw_page
from cjdesigner.canvas.painting import GlyphPainter
from cjdesigner.export.document import Document, Page
from cjdesigner.language import _, ngettext
from cjdesigner.window.look import Frame

_GAP = 14
_CHECK = 8
_KEPT = 6
"""Painted pages that are remembered."""


def _draw_checks(painter: QPainter, size: QSize) -> None:
    """The squares that stand for nothing at all."""
    painter.fillRect(QRect(QPoint(0, 0), size), QColor("#FFFFFF"))
    for y in range(0, size.height(), _CHECK):
        for x in range(_CHECK * (y // _CHECK % 2), size.width(), 2 * _CHECK):
            painter.fillRect(x, y, _CHECK, _CHECK, QColor("#DDE1E6"))


class PagePreview(QAbstractScrollArea):
    """Shows pages at the width of the view, or whole where they are high. Page Up and Page Down turn over."""

    turned = Signal(int)
    """The page that is in the middle of the view now."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._document: Document | None = None
        self._said = ""
        self._glyphs = GlyphPainter()
        self._painted: dict[int, QPixmap] = {}
        self._place = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.tell(_("The pages are being made…"))

    def tell(self, words: str) -> None:
        """Shows words instead of pages."""
        self._document, self._said, self._place = None, words, -1
        self._painted.clear()
        self.setAccessibleName(words)
        self._place_bar()

    def show_document(self, document: Document) -> None:
        """Shows pages, at the place where the ones before were."""
        self._document, self._said, self._place = document, "", -1
        self._painted.clear()
        self._place_bar()
        self._moved()

    @property
    def place(self) -> int:
        """The page in the middle of the view, counted from 0."""
        middle = self.viewport().height() / 2
        rects = self._rects()
        return next((place for place, rect in enumerate(rects) if rect.bottom() + _GAP > middle), len(rects) - 1)

    def go_to(self, place: int) -> None:
        """Shows a page from its top."""
        if self._document is not None:
            place = max(0, min(place, len(self._document.pages) - 1))
            self.verticalScrollBar().setValue(self._tops()[place] - _GAP)

    # -- where the pages are ------------------------------------------------------------------------------------

    def _size(self, page: Page) -> QSize:
        """A page's size in pixels: as wide as the view, unless it would be higher than it."""
        room = self.viewport().size() - QSize(2 * _GAP, 2 * _GAP)
        zoom = min(room.width() / page.width, max(room.height(), 160) / page.height)
        return QSize(max(1, round(page.width * zoom)), max(1, round(page.height * zoom)))

    def _sizes(self) -> list[QSize]:
        return [self._size(page) for page in self._document.pages] if self._document is not None else []

    def _tops(self) -> list[int]:
        tops, y = [], _GAP
        for size in self._sizes():
            tops.append(y)
            y += size.height() + _GAP
        return tops

    def _rects(self) -> list[QRect]:
        """The pages' places in the view."""
        up, wide = self.verticalScrollBar().value(), self.viewport().width()
        return [QRect(QPoint((wide - size.width()) // 2, top - up), size)
                for size, top in zip(self._sizes(), self._tops(), strict=True)]

    def _place_bar(self) -> None:
        sizes = self._sizes()
        high = sum(size.height() + _GAP for size in sizes) + _GAP
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, high - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(32)
        self.viewport().update()

    def _moved(self) -> None:
        self.viewport().update()
        if self._document is None or (place := self.place) == self._place:
            return
        self._place = place
        count = len(self._document.pages)
        label = self._document.pages[place].label or str(place + 1)
        said = ngettext("{count} page", "{count} pages", count).format(count=count)
        self.setAccessibleName(_("Preview: page {label}, {pages}").format(label=label, pages=said))
        self.turned.emit(place)

    # -- events -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pages that are in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._frame.canvas.around))
        if self._document is None:
            painter.setPen(QColor(self._frame.quiet))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(_GAP, 0, -_GAP, 0), middle, self._said)
        for place, rect in enumerate(self._rects()):
            if rect.intersects(event.rect()):
                painter.fillRect(rect.translated(0, 2).adjusted(-1, 0, 1, 1), QColor(0, 0, 0, 28))
                painter.drawPixmap(rect.topLeft(), self._picture(place, rect.size()))
                painter.setPen(QColor(self._frame.line))
                painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        painter.end()

    def _picture(self, place: int, size: QSize) -> QPixmap:
        """A page's picture; the oldest are forgotten."""
        found = self._painted.pop(place, None)
        ratio = self.devicePixelRatioF()
        if found is None or found.deviceIndependentSize().toSize() != size:
            assert self._document is not None
            found = QPixmap(size * ratio)
            found.setDevicePixelRatio(ratio)
            page = self._document.pages[place]
            found.fill(Qt.GlobalColor.white)
            painter = QPainter(found)
            if not page.background:
                _draw_checks(painter, size)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_page(painter, page, 0, 0, size.width() / page.width, self._glyphs, far=True)
            painter.end()
        self._painted[place] = found
        while len(self._painted) > _KEPT:
            del self._painted[next(iter(self._painted))]
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the page in the middle."""
        super().resizeEvent(event)
        place = max(self._place, 0)
        self._place_bar()
        if self._document is not None and place:
            self.go_to(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turns over."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Space: 1, Qt.Key.Key_Backspace: -1}
        last = len(self._document.pages) - 1 if self._document is not None else 0
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if event.key() in steps:
            self.go_to(self.place + steps[Qt.Key(event.key())])
        elif event.key() in ends:
            self.go_to(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for a page that lies."""
        return QSize(self._frame.px(560), self._frame.px(440))
