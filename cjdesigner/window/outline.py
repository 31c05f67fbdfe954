"""The outline: the map as a tree of stages and cards, for keyboards, screen readers and large maps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from cjdesigner.drawing.theme import look
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS
from cjdesigner.window.look import Frame, icon

_MOST = 1_500
"""Cards that are listed; beyond, the tree shows stages with counts only."""


class Outline(QTreeWidget):
    """Stages with their cards. Choosing one selects it on the canvas."""

    chosen = Signal(str)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._shown: JourneyMap | None = None
        self._wanted: JourneyMap | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self.setHeaderHidden(True)
        self.setHeaderLabels([_("Outline"), _("Cards")])
        self.setIndentation(14)
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
        open_stages = {key for key, item in self._items.items() if item.isExpanded()}
        self.clear()
        self._items.clear()
        by_stage: dict[str, list[str]] = {}
        lanes = {lane.id: place for place, lane in enumerate(journey.ordered_lanes())}
        for (at, _row), cards in sorted(journey.cells().items(), key=lambda cell: lanes[cell[0][1]]):
            by_stage.setdefault(at, []).extend(card.id for card in cards)
        for persona in journey.ordered_personas():
            self._add(self.invisibleRootItem(), persona.id, persona.name or _("New persona"), "persona", "")
        for stage in journey.ordered_stages():
            held = by_stage.get(stage.id, [])
            item = self._add(self.invisibleRootItem(), stage.id, stage.name or _("New stage"), "stage", str(len(held)))
            for key in held if len(journey.cards) <= _MOST else ():
                card = journey.cards[key]
                self._add(item, key, card.text or _(KINDS.get(card.kind, card.kind)), card.kind, "")
            item.setExpanded(stage.id in open_stages)

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with the map."""
        super().showEvent(event)
        if self._wanted is not None:
            self.show_map(self._wanted)

    def _add(self, parent: QTreeWidgetItem, key: str, text: str, kind: str, count: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [" ".join(text.split()), count])
        item.setData(0, Qt.ItemDataRole.UserRole, key)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{_(KINDS.get(kind, kind))}: {text}")
        item.setToolTip(0, "")
        item.setIcon(0, icon(look(kind).icon, self._frame.theme.ink(look(kind).colour), size=16))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
        self._items[key] = item
        return item

    def show_selection(self, keys: frozenset[str]) -> None:
        """Marks what is selected on the canvas."""
        item = self._items.get(next(iter(keys))) if len(keys) == 1 else None
        if item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(item) if item else self.clearSelection()
            self.blockSignals(False)

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, Qt.ItemDataRole.UserRole))
