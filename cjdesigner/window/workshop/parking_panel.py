"""The parking lot in the panel: a line for new ideas, a list to drag from, and a place to drop cards on."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.mime import PARKED, kind_data
from cjdesigner.drawing.theme import look
from cjdesigner.edit.changes import change
from cjdesigner.edit.grid import delete
from cjdesigner.edit.parking import bring_back, home, note_down, ordered_parked, park
from cjdesigner.edit.placing import Target, lane_for
from cjdesigner.edit.shown import opened_for
from cjdesigner.language import N_, _
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, named
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.palette_panel import drag_picture
from cjdesigner.window.parts import heading
from cjdesigner.window.workshop.parts import PLAIN, OwnKeys, listing, panel_column, push, quiet, same_in


class _Lot(QListWidget):
    """Rows that can be dragged onto the map."""

    frame: Frame
    kinds: dict[str, str]

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drags a small card that leaves the place where it lands to be seen."""
        for item in self.selectedItems():
            kind = self.kinds.get(str(item.data(Qt.ItemDataRole.UserRole)), "note")
            drag = QDrag(self)
            drag.setMimeData(self.mimeData([item]))
            drag.setPixmap(drag_picture(kind, self.frame, self.devicePixelRatioF(), item.text()))
            drag.setHotSpot(QPoint(-10, -12))
            drag.exec(Qt.DropAction.CopyAction)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """A kind of its own, with the card's id."""
        return kind_data(PARKED + str(items[0].data(Qt.ItemDataRole.UserRole))) if items else QMimeData()


class ParkingPanel(QWidget):
    """The parked cards of the map. It is the canvas's catcher: a card that is let go over it is parked."""

    changed = Signal()

    def __init__(self, canvas: CanvasView, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._frame = canvas, frame
        self._filling = False
        self.setObjectName("lot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = panel_column(self)
        column.addWidget(heading(_("Parking lot"), self))
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(_("An idea for later, then Enter"))
        self.line.setAccessibleName(_("An idea for later, then Enter"))
        self.line.returnPressed.connect(self._add)
        column.addWidget(self.line)
        self.list = self._make_list()
        column.addWidget(self.list, 1)
        self.empty = quiet(_("Drag a card here, or press Ctrl+Shift+P, to take it off the map without losing it. "
                             "Drag it back onto a cell when its time comes."), self)
        column.addWidget(self.empty)
        column.addStretch(0)
        row = QHBoxLayout()
        self.park_button = push(_("Park"), self.park_selected, self)
        self.back_button = push(_("Bring back"), self.bring_back, self)
        row.addWidget(self.park_button)
        row.addWidget(self.back_button)
        column.addLayout(row)
        canvas.session.changed.connect(self._show)
        canvas.selection_changed.connect(self._enable)
        self._show(canvas.journey, canvas.journey)

    def _make_list(self) -> _Lot:
        made = listing(_Lot(self), _("Parked cards"))
        made.frame, made.kinds = self._frame, {}
        made.setDragEnabled(True)
        made.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        made.setDefaultDropAction(Qt.DropAction.CopyAction)
        made.setEditTriggers(QListWidget.EditTrigger.DoubleClicked)
        made.itemChanged.connect(self._renamed)
        made.currentItemChanged.connect(lambda *_items: self._enable())
        OwnKeys(made, {
            (Qt.Key.Key_Return, PLAIN): self.bring_back, (Qt.Key.Key_Enter, PLAIN): self.bring_back,
            (Qt.Key.Key_F2, PLAIN): self._edit, (Qt.Key.Key_Delete, PLAIN): self._delete,
            (Qt.Key.Key_Backspace, PLAIN): self._delete,
        })
        return made

    # -- what is shown ------------------------------------------------------------------------------------------------

    def _show(self, old: JourneyMap, new: JourneyMap) -> None:
        if same_in(old, new, "parked"):
            return
        chosen, place = self.chosen(), self.list.currentRow()
        self._filling = True
        self.list.kinds = {key: parked.kind for key, parked in new.parked.items()}
        self.list.clear()
        for parked in ordered_parked(new):
            words = " ".join(parked.text.split()) or named(KINDS, parked.kind)
            item = QListWidgetItem(words, self.list)
            item.setIcon(icon(look(parked.kind).icon, self._frame.theme.ink(look(parked.kind).colour), size=18))
            item.setData(Qt.ItemDataRole.UserRole, parked.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{named(KINDS, parked.kind)}: {words}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
            if parked.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and place >= 0:
            self.list.setCurrentRow(min(place, self.list.count() - 1))
        self._filling = False
        self.list.setVisible(bool(new.parked))
        self.empty.setVisible(not new.parked)
        self._enable()

    def _enable(self) -> None:
        allowed = not self._canvas.session.read_only
        self.line.setEnabled(allowed)
        self.park_button.setEnabled(allowed and bool(self._canvas.selection & self._canvas.journey.cards.keys()))
        self.back_button.setEnabled(allowed and bool(self.chosen()))

    def chosen(self) -> str:
        """The id of the chosen parked card, or ""."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    # -- what is done -------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        words = self.line.text().strip()
        if words and self._canvas.apply(N_("Park an idea"), lambda m: note_down(m, words)):
            self.line.clear()
            self.list.scrollToBottom()

    def park_selected(self) -> None:
        """Parks the selected cards."""
        self.catch([key for key in self._canvas.selection if key in self._canvas.journey.cards])

    def bring_back(self) -> None:
        """Makes the chosen one a card again: in the clicked cell, else where it was, else where its kind goes."""
        key, journey = self.chosen(), self._canvas.journey
        if not key:
            return
        target = self._target(journey, key)
        if self._canvas.apply(N_("Bring back"), lambda m: opened_for(bring_back(m, key, target), key)):
            self._canvas.select(frozenset({key}))
            self._canvas.reveal(key)

    def _target(self, journey: JourneyMap, key: str) -> Target:
        kind = journey.parked[key].kind
        stage, lane = self._canvas.cell or (None, None)
        if stage in journey.stages and lane in journey.lanes:
            found, index = lane_for(journey, kind, lane)
            return Target(stage, found, lane_index=index)
        if (before := home(journey, key)) is not None:
            return before
        first = journey.ordered_stages()
        found, index = lane_for(journey, kind, None)
        return Target(first[0].id if first else None, found, lane_index=index)

    def _edit(self) -> None:
        if item := self.list.currentItem():
            self.list.editItem(item)

    def _renamed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            key, words = str(item.data(Qt.ItemDataRole.UserRole)), item.text()
            QTimer.singleShot(0, lambda: self._canvas.apply(N_("Edit text"), lambda m: change(m, key, text=words)))

    def _delete(self) -> None:
        if key := self.chosen():
            self._canvas.apply(N_("Delete"), lambda m: delete(m, [key]))

    # -- the canvas's catcher -----------------------------------------------------------------------------------------

    def over(self, at: QPoint | None) -> bool:
        """Whether carried cards are over the lot; it lights up."""
        inside = at is not None and self.isVisible() and self.visibleRegion().contains(self.mapFromGlobal(at))
        if bool(self.property("hot")) != inside:
            self.setProperty("hot", inside)
            self.style().unpolish(self)
            self.style().polish(self)
        return inside

    def catch(self, keys: Sequence[str]) -> None:
        """Parks cards."""
        label = N_("Park cards") if len(keys) > 1 else N_("Park card")
        if keys and self._canvas.apply(label, lambda m: park(m, keys)):
            self.list.setCurrentRow(self.list.count() - 1)
            self.changed.emit()
