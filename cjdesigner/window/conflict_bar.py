"""The bar above the canvas that leads through what two versions of the map disagree about. It only shows and asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.language import _
from cjdesigner.merge.pieces import Piece
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.worded import reading_field, show_pieces
from cjdesigner.window.workshop.parts import listing, plain_label, push, quiet, small


@dataclass(frozen=True)
class Shown:
    """A conflict as it is shown: its id, what both sides have, and whether both can stay."""

    id: str
    mine: Sequence[Piece]
    theirs: Sequence[Piece]
    both: bool


class ConflictBar(QFrame):
    """The list of conflicts, and of the chosen one both versions side by side."""

    stepped = Signal(int)
    chosen = Signal(str)
    settled = Signal(str)
    """The chosen conflict is to be settled: "ours", "theirs" or "both"."""
    settled_all = Signal(str)
    closed = Signal()

    def __init__(self, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame = frame
        self.setObjectName("conflictBar")
        self.setAccessibleName(_("Conflicts"))
        self.setStyleSheet(
            f"#conflictBar {{ background: {frame.panel}; border: 0; border-bottom: 1px solid {frame.line};"
            f" border-left: 4px solid {frame.warning}; }}")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 10)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addLayout(self._sides())
        self.hide()

    def _head(self) -> QHBoxLayout:
        frame, row = self._frame, QHBoxLayout()
        row.setSpacing(6)
        sign = QLabel(self)
        size = frame.px(18)
        sign.setPixmap(icon("alert-triangle", frame.warning, size=size).pixmap(
            QSize(size, size), self.devicePixelRatioF()))
        self.count = plain_label("", self, "title")
        row.addWidget(sign)
        row.addWidget(self.count)
        row.addWidget(small("chevron-up", _("Previous conflict") + "  (Shift+F4)", lambda: self.stepped.emit(-1),
                            frame, self))
        row.addWidget(small("chevron-down", _("Next conflict") + "  (F4)", lambda: self.stepped.emit(1), frame, self))
        self.hint = quiet(_("Both of you changed the same. Nothing is lost: choose what stays."), self)
        self.hint.setVisible(frame.scale < 1.4)  # large type leaves no room for it
        row.addWidget(self.hint, 1)
        row.addStretch()
        row.addWidget(self._all())
        row.addWidget(small("x", _("Close"), self.closed.emit, frame, self))
        return row

    def _all(self) -> QPushButton:
        self.all = QPushButton(_("Settle &all"), self)
        self.all.setToolTip(_("Settle all conflicts at once"))
        self.all.setAutoDefault(False)
        menu = QMenu(self.all)
        menu.addAction(_("Keep all of &mine"), lambda: self.settled_all.emit("ours"))
        menu.addAction(_("Take all of &theirs"), lambda: self.settled_all.emit("theirs"))
        self.all.setMenu(menu)
        return self.all

    def _sides(self) -> QGridLayout:
        frame, grid = self._frame, QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self.list = listing(QListWidget(self), _("Conflicts"))
        self.list.setMinimumHeight(0)
        self.list.setFixedHeight(frame.px(118))
        self.list.currentRowChanged.connect(self._row_chosen)
        grid.addWidget(self.list, 0, 0, 3, 1)
        self.mine, self.theirs = (reading_field(name, self, frame) for name in (_("Mine"), _("Theirs")))
        for place, (name, field) in enumerate(((_("Mine"), self.mine), (_("Theirs"), self.theirs)), start=1):
            grid.addWidget(plain_label(name, self, "label"), 0, place)
            field.setFixedHeight(frame.px(58))
            grid.addWidget(field, 1, place)
        self.keep = push(_("&Keep mine"), lambda: self.settled.emit("ours"), self)
        self.take = push(_("&Take theirs"), lambda: self.settled.emit("theirs"), self)
        self.both = push(_("Keep &both"), lambda: self.settled.emit("both"), self)
        for place, buttons in ((1, (self.keep,)), (2, (self.take, self.both))):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in buttons:
                button.setAutoDefault(False)
                row.addWidget(button)
            row.addStretch(1)
            grid.addLayout(row, 2, place)
        for place, share in enumerate((4, 5, 5)):
            grid.setColumnStretch(place, share)
        return grid

    def _row_chosen(self, row: int) -> None:
        if (item := self.list.item(row)) is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def show_conflicts(self, conflicts: Sequence[tuple[str, str]], current: str) -> None:
        """Lists the conflicts (id and sentence); one is the current."""
        self.list.blockSignals(True)
        self.list.clear()
        for key, sentence in conflicts:
            item = QListWidgetItem(sentence, self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            if key == current:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if (item := self.list.currentItem()) is not None:
            self.list.scrollToItem(item)
        place = next((place for place, (key, _sentence) in enumerate(conflicts, start=1) if key == current), 0)
        self.count.setText(_("Conflict {place} of {count}").format(place=place, count=len(conflicts)))

    def show_sides(self, shown: Shown, *, usable: bool) -> None:
        """Shows what both sides of a conflict have, and what can be done about it."""
        for field, pieces in ((self.mine, shown.mine), (self.theirs, shown.theirs)):
            show_pieces(field, pieces, self._frame)
            self._describe(field, pieces)
        for button in (self.keep, self.take, self.all):
            button.setEnabled(usable)
        self.both.setEnabled(usable and shown.both)
        self.both.setToolTip("" if shown.both else _("Only one of the two can stay."))

    @staticmethod
    def _describe(field: QTextEdit, pieces: Sequence[Piece]) -> None:
        field.setAccessibleDescription("".join(words for _sort, words in pieces))
