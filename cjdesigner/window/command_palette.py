"""The command palette: a field near the top of the window in which a few letters find any command, card or template.

It lies over the window instead of being one of its own, so that input methods such as Telex work in it as anywhere.
"""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from cjdesigner.language import _
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.offers import Offer, ranked

_WIDTH, _ROW, _ROWS, _SHADOW = 640, 34, 11, 14

Index = QModelIndex | QPersistentModelIndex


class _Lines(QAbstractListModel):
    """The offers that are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []

    def show(self, offers: list[Offer]) -> None:
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.words
        return offer.told() if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Painter(QStyledItemDelegate):
    """Paints an offer: its icon and words, where it is to be found, and at the right its keys."""

    def __init__(self, frame: Frame, lines: _Lines, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame, self._lines = frame, lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(_WIDTH - 40, self._frame.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints the line."""
        offer, rect = self._lines.offers[index.row()], QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(self._frame.accent), 1))
            painter.setBrush(QColor(self._frame.hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 1.5, -4.5, -1.5), 7, 7)
        mode = icon("x", self._frame.text).Mode.Normal if offer.enabled else icon("x", self._frame.text).Mode.Disabled
        if offer.sign is not None:
            size = self._frame.px(18)
            offer.sign.paint(painter, QRect(rect.left() + 14, rect.center().y() - size // 2 + 1, size, size), mode=mode)
        metrics, right = painter.fontMetrics(), rect.right() - 16
        right = self._put(painter, metrics, offer.keys, right, rect) - 14 if offer.keys else right
        left = rect.left() + 26 + self._frame.px(18)
        place = metrics.elidedText(offer.place, Qt.TextElideMode.ElideRight, max(0, (right - left) * 2 // 5))
        room = right - left - metrics.horizontalAdvance(place) - 18
        words = metrics.elidedText(offer.words, Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(self._frame.text if offer.enabled else self._frame.quiet))
        painter.drawText(QRect(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        self._put(painter, metrics, place, right, rect)
        painter.restore()

    def _put(self, painter: QPainter, metrics: QFontMetrics, text: str, right: int, rect: QRect) -> int:
        """Writes quiet words that end at `right`; where they begin."""
        wide = metrics.horizontalAdvance(text)
        painter.setPen(QColor(self._frame.quiet))
        painter.drawText(QRect(right - wide, rect.top(), wide + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return right - wide


class CommandPalette(QFrame):
    """The field with its list. `ran` is told the id of what was run."""

    def __init__(self, frame: Frame, ran: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._frame, self._ran = frame, ran
        self._commands: list[Offer] = []
        self._things: list[Offer] = []
        self._used: list[str] = []
        self._before: QWidget | None = None
        self.setAccessibleName(_("Command palette"))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find a card or type a command…"))
        self.field.setAccessibleName(_("Find a card or type a command…"))
        self.field.addAction(icon("search", frame.quiet, size=frame.px(18)), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMinimumHeight(frame.px(38))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.lines = _Lines(self)
        self.list = self._make_list()
        self._none = QLabel(_("Nothing is called that. Fewer letters find more."), self)
        self._none.setObjectName("label")
        self._none.setContentsMargins(10, 6, 10, 6)
        hint = QLabel(_("↑ ↓ choose · Enter run · Esc close"), self)
        hint.setObjectName("label")
        hint.setContentsMargins(10, 2, 10, 2)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW + 8, _SHADOW + 8, _SHADOW + 8, _SHADOW + 6)
        column.setSpacing(6)
        for widget in (self.field, self.list, self._none, hint):
            column.addWidget(widget)
        self.hide()

    def _make_list(self) -> QListView:
        made = QListView(self)
        made.setModel(self.lines)
        made.setItemDelegate(_Painter(self._frame, self.lines, made))
        made.setUniformItemSizes(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setStyleSheet("QListView { background: transparent; border: 0; outline: 0; }")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMouseTracking(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setAccessibleName(_("Commands and cards"))
        made.clicked.connect(lambda index: self._run(index.row()))
        made.entered.connect(made.setCurrentIndex)
        made.selectionModel().currentChanged.connect(self._tell)
        return made

    def open(self, commands: list[Offer], things: list[Offer], used: list[str]) -> None:
        """Shows the palette over the window, with the field empty."""
        self._commands, self._things, self._used = commands, things, used
        self._before = QApplication.focusWidget() if not self.isVisible() else self._before
        self.field.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_quietly(self) -> None:
        """Goes away and gives the keyboard back to who had it."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():  # an editor may be gone meanwhile
            before.setFocus()

    def _filter(self, typed: str) -> None:
        self.lines.show(ranked(typed, self._commands, self._things, self._used))
        found = len(self.lines.offers)
        self.list.setVisible(found > 0)
        self._none.setVisible(not found)
        self.list.setFixedHeight(min(max(found, 1), self._rows()) * self._frame.px(_ROW) + 4)
        if found:
            self.list.setCurrentIndex(self.lines.index(0, 0))
        self._place()

    def _rows(self) -> int:
        """As many whole lines as the window has room for."""
        room = self.window().height() - 48 - 3 * _SHADOW - self._frame.px(38) - self._frame.px(30) - 24
        return max(3, min(_ROWS, room // self._frame.px(_ROW)))

    def _place(self) -> None:
        room = self.window().size()
        wide = min(self._frame.wide(_WIDTH) + 2 * _SHADOW, room.width() - 16)
        self._column.activate()
        self.setGeometry((room.width() - wide) // 2, 44, wide, min(self.sizeHint().height(), room.height() - 48))

    def _tell(self, index: QModelIndex) -> None:
        """Says to a screen reader which line Enter would run: the keyboard stays in the field."""
        if QAccessible.isActive() and index.isValid():
            told = self.lines.offers[index.row()].told()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, told))

    def _run(self, row: int) -> None:
        if not 0 <= row < len(self.lines.offers) or not self.lines.offers[row].enabled:
            return
        offer = self.lines.offers[row]
        self.close_quietly()
        self._ran(offer.id)
        offer.run()

    def _walk(self, key: int) -> None:
        count, row = len(self.lines.offers), self.list.currentIndex().row()
        page = _ROWS - 1
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        step = steps[Qt.Key(key)]
        wanted = (row + step) % count if abs(step) == 1 else max(0, min(count - 1, row + step))
        self.list.setCurrentIndex(self.lines.index(wanted, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys: up and down walk, Enter runs, Esc and leaving close."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        if event.type() == QEvent.Type.FocusOut and QApplication.focusWidget() not in (None, self.field):
            self._before = None
            self.close_quietly()
        return False

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_quietly()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex().row())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            if self.lines.offers:
                self._walk(key)
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet with a soft shadow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        sheet = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW - 6, -_SHADOW, -_SHADOW)
        for reach in range(_SHADOW, 0, -2):
            painter.setBrush(QColor(0, 0, 0, 7))
            painter.drawRoundedRect(sheet.adjusted(-reach, -reach / 2, reach, reach), 12 + reach, 12 + reach)
        painter.setPen(QPen(QColor(self._frame.line), 1))
        painter.setBrush(QColor(self._frame.panel))
        painter.drawRoundedRect(sheet, 12, 12)
        painter.end()
