"""The outline: the map as a tree of stages and cards, for keyboards, screen readers and large maps."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from cjdesigner.drawing.theme import look
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, named
from cjdesigner.window.look import Frame, icon

_MOST = 1_500
"""Cards that are listed; beyond, the tree shows stages with counts only."""


class _Row(NamedTuple):
    """One line of the outline. `parent` is the stage that it is under, or ""."""

    key: str
    text: str
    kind: str
    cards: str
    parent: str


class Outline(QTreeWidget):
    """Stages with their cards. Choosing one selects it on the canvas."""

    chosen = Signal(str)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._shown: JourneyMap | None = None
        self._wanted: JourneyMap | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self._filled: dict[str, _Row] = {}
        self.setHeaderHidden(True)
        self.setHeaderLabels([_("Outline"), _("Cards")])
        self.setIndentation(frame.px(14))
        self.setIconSize(QSize(frame.px(16), frame.px(16)))
        self.setMinimumHeight(frame.px(80))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(_("Outline"))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_map(self, journey: JourneyMap) -> None:
        """Shows a map; while the outline is hidden, once it is shown."""
        self._wanted = journey
        if journey is self._shown or not self.isVisible():
            return
        self._shown = journey
        rows = self._rows(journey)
        if [row.key for row in rows] == list(self._items):
            for row in rows:
                self._fill(self._items[row.key], row)
        else:
            self._build(rows)

    def _rows(self, journey: JourneyMap) -> list[_Row]:
        """The rows from top to bottom: personas, then each stage with its cards, lane by lane."""
        lanes = {lane.id: place for place, lane in enumerate(journey.ordered_lanes())}
        by_stage: dict[str, list[str]] = {}
        for (at, _row), cards in sorted(journey.cells().items(), key=lambda cell: lanes[cell[0][1]]):
            by_stage.setdefault(at, []).extend(card.id for card in cards)
        rows = [_Row(p.id, p.name or _("New persona"), "persona", "", "") for p in journey.ordered_personas()]
        for stage in journey.ordered_stages():
            held = by_stage.get(stage.id, [])
            rows.append(_Row(stage.id, stage.name or _("New stage"), "stage", str(len(held)), ""))
            for key in held if len(journey.cards) <= _MOST else ():
                card = journey.cards[key]
                rows.append(_Row(key, card.text or named(KINDS, card.kind), card.kind, "", stage.id))
        return rows

    def _build(self, rows: list[_Row]) -> None:
        open_stages = {key for key, item in self._items.items() if item.isExpanded()}
        self.clear()
        self._items.clear()
        self._filled.clear()
        for row in rows:
            parent = self._items[row.parent] if row.parent else self.invisibleRootItem()
            item = QTreeWidgetItem(parent)
            item.setData(0, Qt.ItemDataRole.UserRole, row.key)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            self._items[row.key] = item
            self._fill(item, row)
        for key in open_stages & set(self._items):
            self._items[key].setExpanded(True)

    def _fill(self, item: QTreeWidgetItem, row: _Row) -> None:
        """Puts a row's words and icon into its item, if they are new."""
        if self._filled.get(row.key) == row:
            return
        self._filled[row.key] = row
        item.setText(0, " ".join(row.text.split()))
        item.setText(1, row.cards)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{named(KINDS, row.kind)}: {row.text}")
        tone = self._frame.theme.ink(look(row.kind).colour)
        item.setIcon(0, icon(look(row.kind).icon, tone, size=self._frame.px(16)))

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with the map."""
        super().showEvent(event)
        if self._wanted is not None:
            self.show_map(self._wanted)

    def show_selection(self, keys: frozenset[str]) -> None:
        """Marks what is selected on the canvas."""
        item = self._items.get(next(iter(keys))) if len(keys) == 1 else None
        if item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(item) if item else self.clearSelection()
            self.blockSignals(False)

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, Qt.ItemDataRole.UserRole))
