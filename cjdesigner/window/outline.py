"""The outline: the map as a tree of stages and cards, for keyboards, screen readers and large maps."""

from collections import Counter
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from cjdesigner.drawing.theme import look
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, named
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.parts import as_tip

_MOST = 1_500
"""Cards that are listed; beyond, the tree shows stages with counts only."""


class _Row(NamedTuple):
    """One line of the outline. `parent` is the stage that it is under, or ""."""

    key: str
    text: str
    kind: str
    cards: str
    parent: str


def _by_stage(journey: JourneyMap) -> dict[str, list[str]]:
    """The ids of each stage's cards, lane by lane."""
    lanes = {lane.id: place for place, lane in enumerate(journey.ordered_lanes())}
    found: dict[str, list[str]] = {}
    for (stage, _lane), cards in sorted(journey.cells().items(), key=lambda cell: lanes[cell[0][1]]):
        found.setdefault(stage, []).extend(card.id for card in cards)
    return found


def _alike(some: list[str], others: list[str]) -> int:
    """How many of two lists' first entries are the same."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(some), len(others)))


class Outline(QTreeWidget):
    """Stages with their cards. Choosing one selects it on the canvas; F2 or a double click edits its words here."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    """An entity's id and its new words."""

    menu_wanted = Signal(str, object)
    """A menu is asked for: the entity's id and the global place."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._shown: JourneyMap | None = None
        self._wanted: JourneyMap | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self._under: dict[str, list[str]] = {}
        self._filled: dict[str, _Row] = {}
        self.setHeaderHidden(True)
        self.setHeaderLabels([_("Outline"), _("Cards")])
        self.setIndentation(frame.px(14))
        self.setIconSize(QSize(frame.px(16), frame.px(16)))
        self.setMinimumHeight(frame.px(80))
        self.header().setMinimumSectionSize(frame.px(10))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(_("Outline"))
        self._empty = _("Stages, personas and cards are listed here as you add them.")
        self.setAccessibleDescription(self._empty)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.itemChanged.connect(self._edited)
        self.currentItemChanged.connect(lambda item, _old: self._choose(item) if item and self.hasFocus() else None)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_map(self, journey: JourneyMap) -> None:
        """Shows a map; while the outline is hidden, once it is shown."""
        self._wanted = journey
        if journey is self._shown or not self.isVisible():
            return
        self._shown = journey
        under: dict[str, list[_Row]] = {"": []}
        for row in self._rows(journey):
            under[row.parent].append(row)
            if row.kind in ("stage", "step"):
                under[row.key] = []
        self._show_rows("", under[""])
        for parent, rows in under.items():
            if parent:
                self._show_rows(parent, rows)

    def _rows(self, journey: JourneyMap) -> list[_Row]:
        """The rows from top to bottom: personas, then each stage with its cards, lane by lane."""
        counts = Counter(card.stage for card in journey.cards.values())
        by_stage = _by_stage(journey) if len(journey.cards) <= _MOST else {}
        rows = [_Row(p.id, p.name or _("New persona"), "persona", "", "") for p in journey.ordered_personas()]
        for stage in journey.ordered_stages():
            count = f"{counts[stage.id]} · {_('hidden')}" if stage.hidden else str(counts[stage.id])
            rows.append(_Row(stage.id, stage.name or _("New stage"), "stage", count, ""))
            steps = journey.steps_of(stage.id) if journey.steps else []
            inside = {step.id for step in steps}
            rows += [_Row(step.id, step.name or _("New step"), "step", "", stage.id) for step in steps]
            for key in by_stage.get(stage.id, ()):
                card = journey.cards[key]
                under = card.step if card.step in inside else stage.id
                rows.append(_Row(key, card.text or named(KINDS, card.kind), card.kind, "", under or stage.id))
        return rows

    def _show_rows(self, parent: str, rows: list[_Row]) -> None:
        """Brings the rows under one item up to date. What is the same above and below a change stays as it is."""
        keys, old = [row.key for row in rows], self._under.get(parent, [])
        if keys != old:
            head = _alike(keys, old)
            tail = _alike(keys[head:][::-1], old[head:][::-1])
            gone = old[head:len(old) - tail]
            opened = [key for key in gone if self._items[key].isExpanded()]
            self._take_away(parent, gone, head)
            self._under[parent] = keys
            self._holder(parent).insertChildren(head, [self._item(key) for key in keys[head:len(keys) - tail]])
            for key in set(opened).intersection(keys):
                self._items[key].setExpanded(True)
        for row in rows:
            self._fill(self._items[row.key], row)

    def _holder(self, parent: str) -> QTreeWidgetItem:
        return self._items[parent] if parent else self.invisibleRootItem()

    def _item(self, key: str) -> QTreeWidgetItem:
        item = self._items[key] = QTreeWidgetItem()
        self._under.pop(key, None)
        item.setData(0, Qt.ItemDataRole.UserRole, key)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
        return item

    def _take_away(self, parent: str, keys: list[str], first: int) -> None:
        """Takes away rows that follow each other under an item from the `first` on, and what is under them."""
        holder = self._holder(parent)
        for place in reversed(range(first, first + len(keys))):  # one by one: what takeChildren() gives is never freed
            key, row = keys[place - first], holder.child(place)
            if self._items[key] is row:  # else it has been put elsewhere already
                self._take_away(key, self._under.pop(key, []), 0)
                self._filled.pop(key, None)
                del self._items[key]
            if row is not None:
                holder.removeChild(row)

    def _fill(self, item: QTreeWidgetItem, row: _Row) -> None:
        """Puts a row's words and icon into its item, if they are new."""
        if self._filled.get(row.key) == row:
            return
        self._filled[row.key] = row
        self.blockSignals(True)
        item.setText(0, " ".join(row.text.split()))
        item.setText(1, row.cards)
        item.setToolTip(0, as_tip(row.text))
        editable = Qt.ItemFlag.ItemIsEditable if "\n" not in row.text else Qt.ItemFlag.NoItemFlags
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | editable)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{named(KINDS, row.kind)}: {row.text}")
        tone = self._frame.theme.ink(look(row.kind).colour)
        item.setIcon(0, icon(look(row.kind).icon, tone, size=self._frame.px(16)))
        self.blockSignals(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with the map."""
        super().showEvent(event)
        if self._wanted is not None:
            self.show_map(self._wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """With nothing in it, it says what will be here."""
        super().paintEvent(event)
        if self.topLevelItemCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._frame.quiet))
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(6, 4, -8, 0), flags, self._empty)
            painter.end()

    def show_selection(self, keys: frozenset[str]) -> None:
        """Marks what is selected on the canvas."""
        item = self._items.get(next(iter(keys))) if len(keys) == 1 else None
        if item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(item) if item else self.clearSelection()
            self.blockSignals(False)

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, Qt.ItemDataRole.UserRole))

    def _edited(self, item: QTreeWidgetItem, column: int) -> None:
        """Words were changed here. What stood in for no words at all is not taken for words."""
        key = item.data(0, Qt.ItemDataRole.UserRole)
        row = self._filled.get(key)
        if column == 0 and row is not None and item.text(0) != " ".join(row.text.split()):
            self.renamed.emit(key, item.text(0))

    def _ask_for_menu(self, at: QPoint) -> None:
        if item := self.itemAt(at):
            self._choose(item)
            self.menu_wanted.emit(item.data(0, Qt.ItemDataRole.UserRole), self.viewport().mapToGlobal(at))

    def event(self, event: QEvent) -> bool:
        """F2 edits here, whatever it does elsewhere in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and (
            event.key() == Qt.Key.Key_F2
        ):
            event.accept()
            return True
        return super().event(event)
