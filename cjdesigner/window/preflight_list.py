"""The findings of the check before an export, as a list. Choosing one goes to its place on the canvas."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.export.preflight import Finding, warnings_in
from cjdesigner.language import _, ngettext
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.workshop.parts import PLAIN, OwnKeys, listing, plain_label, quiet

GOOD = "#1B7F4B"


class _Rows(QStyledItemDelegate):
    """Rows as high as their words need: Qt reckons without the room that the style sheet leaves around them."""

    def __init__(self, frame: Frame, rows: QListWidget) -> None:
        super().__init__(rows)
        self._frame, self._rows = frame, rows

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A size for the list's width."""
        wide, px = self._rows.viewport().width(), self._frame.px
        room = QRect(0, 0, max(40, wide - px(52)), 10_000)
        words = self._rows.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(wide - 4, max(words.height(), px(18)) + px(16))


class PreflightList(QWidget):
    """How many warnings there are, and each with what else there is to know. `jump` has the id of what one is about."""

    jump = Signal(str)

    def __init__(self, frame: Frame, parent: QWidget | None = None, *, bare: bool = False) -> None:
        """The list; a `bare` one leaves to others to say how many warnings there are."""
        super().__init__(parent)
        self._frame = frame
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._mark = QLabel(self)
        self.summary = plain_label("", self)
        self.summary.setWordWrap(True)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.summary, 1)
        column.addLayout(head)
        for each in (self._mark, self.summary):
            each.setHidden(bare)
        self.list = listing(QListWidget(self), _("Check before export"))
        self.list.setItemDelegate(_Rows(frame, self.list))
        (self.list.itemDoubleClicked if bare else self.list.itemClicked).connect(self._jump)
        OwnKeys(self.list, {(Qt.Key.Key_Return, PLAIN): self._jump_to_current,
                            (Qt.Key.Key_Enter, PLAIN): self._jump_to_current})
        column.addWidget(self.list, 1)
        leaves = _("A double click or Enter leaves the dialog for the place on the map.")
        self.keys = quiet(leaves if bare else _("A click or Enter goes to the place."), self)
        column.addWidget(self.keys)
        self.show_findings(None)

    def show_findings(self, found: Sequence[Finding] | None) -> None:
        """Shows what was found; None while it is still being looked for."""
        chosen = self.list.currentRow()
        count = len(warnings_in(found or ()))
        words = _("Checking…") if found is None else _("Nothing to warn of.")
        self.summary.setText(ngettext("{count} warning", "{count} warnings", count) if count else words)
        self.summary.setAccessibleName(self.summary.text())
        self._show_mark("refresh" if found is None else "alert-triangle" if count else "check")
        if found is None:  # what was found before stays until then, with the focus
            return
        self.list.clear()
        for finding in found:
            self._add_row(finding)
        self.list.setCurrentRow(max(0, min(chosen, len(found) - 1)))
        self.keys.setVisible(any(finding.where for finding in found))

    def _show_mark(self, name: str) -> None:
        frame = self._frame
        tones = {"alert-triangle": frame.warning, "check": frame.theme.ink(GOOD)}
        self._mark.setPixmap(icon(name, tones.get(name, frame.quiet), size=frame.px(18)).pixmap(
            QSize(frame.px(18), frame.px(18)), self.devicePixelRatioF()))

    def _add_row(self, finding: Finding) -> None:
        """A row: a warning is told by the shape of its icon, and to a screen reader by a word."""
        frame, warning = self._frame, finding.severity == "warning"
        item = QListWidgetItem(finding.sentence, self.list)
        name, tone = ("alert-triangle", frame.warning) if warning else ("info-circle", frame.quiet)
        item.setIcon(icon(name, tone, size=frame.px(18)))
        said = _("Warning: {sentence}") if warning else _("Note: {sentence}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said.format(sentence=finding.sentence))
        item.setData(Qt.ItemDataRole.UserRole, finding.where)

    def _jump(self, item: QListWidgetItem) -> None:
        if where := str(item.data(Qt.ItemDataRole.UserRole)):
            self.jump.emit(where)

    def _jump_to_current(self) -> None:
        if item := self.list.currentItem():
            self._jump(item)
