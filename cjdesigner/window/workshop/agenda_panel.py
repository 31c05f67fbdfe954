"""Agenda and timer in the panel: the parts with their clock times, edited in place, and how they are kept."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTime, QTimer
from PySide6.QtGui import QDropEvent, QFontMetrics, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QTimeEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.edit.changes import change
from cjdesigner.edit.grid import delete
from cjdesigner.edit.workshop import insert_item, move_item, ordered_agenda, total_minutes
from cjdesigner.language import N_, _
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.workshop import AgendaItem
from cjdesigner.session import Session
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.parts import as_tip, heading
from cjdesigner.window.workshop.parts import ALT, PLAIN, OwnKeys, panel_column, push, quiet, same_in, small
from cjdesigner.window.workshop.progress import Part, Progress, clock_words
from cjdesigner.window.workshop.timer_panel import TimerPanel

_WHEN, _NAME, _MINUTES = range(3)
_SIGN = Qt.ItemDataRole.UserRole + 1


def number_words(minutes: float) -> str:
    """Minutes without needless zeros."""
    return f"{minutes:.1f}".rstrip("0").rstrip(".")


def minutes_of(words: str) -> float | None:
    """The minutes that somebody typed, with a point or a comma; None for anything else."""
    try:
        found = float(words.strip().replace(",", "."))
    except ValueError:
        return None
    return found if 0 <= found <= 1_440 else None


class _Parts(QTreeWidget):
    """The rows. A row that is dropped elsewhere tells `moved` its id and the place before which it goes."""

    def __init__(self, moved: Callable[[str, int], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._moved = moved

    def dropEvent(self, event: QDropEvent) -> None:
        """Reorders by an edit of the map; the rows follow it."""
        item, under = self.currentItem(), self.itemAt(event.position().toPoint())
        place = self.topLevelItemCount()
        if under is not None:
            middle = self.visualItemRect(under).center().y()
            place = self.indexOfTopLevelItem(under) + (1 if event.position().y() > middle else 0)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if item is not None:
            key = str(item.data(_WHEN, Qt.ItemDataRole.UserRole))
            QTimer.singleShot(0, lambda: self._moved(key, place))


class AgendaPanel(QWidget):
    """The timer over the agenda."""

    def __init__(self, session: Session, progress: Progress, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._progress, self._frame = session, progress, frame
        self._filling = False
        column = panel_column(self)
        self.timer = TimerPanel(progress.countdown, frame, self)
        column.addWidget(self.timer)
        column.addSpacing(8)
        self._build_head(column)
        self.tree = self._make_tree()
        column.addWidget(self.tree, 1)
        self.empty = quiet(_("Add the parts of the workshop with their minutes. Start runs the timer and shows the "
                             "part's stage or lane."), self)
        column.addWidget(self.empty)
        self._build_details(column)
        self._build_buttons(column)
        column.addStretch(0)
        session.changed.connect(self._map_changed)
        progress.changed.connect(self._show)
        self._show()

    # -- building ---------------------------------------------------------------------------------------------------

    def _build_head(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        self.title = heading(_("Agenda"), self)
        self.begin = QTimeEdit(self)
        self.begin.setDisplayFormat("HH:mm")
        self.begin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.begin.setFixedWidth(self._frame.px(64))
        self.begin.setAccessibleName(_("The workshop begins at"))
        self.begin.setToolTip(_("The workshop begins at"))
        self.begin.timeChanged.connect(self._set_begin)
        row.addWidget(self.title, 1)
        row.addWidget(self.begin)
        column.addLayout(row)

    def _make_tree(self) -> _Parts:
        tree = _Parts(self._move_to, self)
        tree.setObjectName("rows")
        tree.setAccessibleName(_("Agenda"))
        tree.setHeaderLabels([_("When"), _("Part"), _("Min")])
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setWordWrap(True)
        tree.setAllColumnsShowFocus(True)
        tree.setMinimumHeight(170)
        tree.setDragDropMode(QTreeWidget.DragDropMode.InternalMove)
        tree.setEditTriggers(QTreeWidget.EditTrigger.DoubleClicked)
        head = tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(_NAME, head.ResizeMode.Stretch)
        for place, width in ((_WHEN, self._frame.px(100)), (_MINUTES, self._frame.px(44))):
            head.setSectionResizeMode(place, head.ResizeMode.Fixed)
            tree.setColumnWidth(place, width)
        head.sectionResized.connect(lambda *_sizes: self._show())
        tree.itemChanged.connect(self._edited)
        tree.currentItemChanged.connect(lambda *_items: self._show_details())
        OwnKeys(tree, {
            (Qt.Key.Key_Up, ALT): lambda: self._shift(-1), (Qt.Key.Key_Down, ALT): lambda: self._shift(1),
            (Qt.Key.Key_F2, PLAIN): self._edit, (Qt.Key.Key_Return, PLAIN): self._edit,
            (Qt.Key.Key_Delete, PLAIN): self._delete, (Qt.Key.Key_Backspace, PLAIN): self._delete,
        })
        return tree

    def _build_details(self, column: QVBoxLayout) -> None:
        self.details = QWidget(self)
        held = QVBoxLayout(self.details)
        held.setContentsMargins(0, 0, 0, 0)
        held.setSpacing(6)
        self.note = QLineEdit(self.details)
        self.note.setPlaceholderText(_("Note for this part"))
        self.note.setAccessibleName(_("Note for this part"))
        self.note.textEdited.connect(lambda text: self._change("note", note=text))
        self.note.editingFinished.connect(lambda: self._session.history.seal())
        self.shows = QComboBox(self.details)
        self.shows.setAccessibleName(_("Shows"))
        self.shows.activated.connect(lambda _place: self._set_shows())
        held.addWidget(self.note)
        held.addWidget(self.shows)
        column.addWidget(self.details)

    def _build_buttons(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.add_button = small("plus", _("Add a part"), self.add, self._frame, self)
        self.up = small("chevron-up", _("Earlier (Alt+Up)"), lambda: self._shift(-1), self._frame, self)
        self.down = small("chevron-down", _("Later (Alt+Down)"), lambda: self._shift(1), self._frame, self)
        self.remove = small("trash", _("Delete the part"), self._delete, self._frame, self)
        for tool in (self.add_button, self.up, self.down, self.remove):
            row.addWidget(tool)
        row.addStretch(1)
        self.start = push(_("Start"), self.start_chosen, self)
        self.next = push(_("Next"), self._progress.next, self)
        self.next.setToolTip("F9")
        for button in (self.start, self.next):
            button.setStyleSheet("padding-left: 10px; padding-right: 10px;")
            row.addWidget(button)
        column.addLayout(row)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        if old.id != new.id:
            self._progress.reset()
        if not same_in(old, new, "agenda", "stages", "lanes"):
            self._show()

    def _show(self) -> None:
        parts = self._progress.parts()
        self._filling = True
        if [part.item.id for part in parts] != self._keys():
            self._rebuild(parts)
        for place, part in enumerate(parts):
            self._fill(self.tree.topLevelItem(place), part)
        self._filling = False
        minutes = number_words(total_minutes(part.item for part in parts))
        over = sum(part.over for part in parts)
        words = [_("Agenda")] + ([_("{minutes} min").format(minutes=minutes)] if parts else [])
        if over >= 1:
            words.append(_("{minutes} min over").format(minutes=number_words(int(over))))
        self.title.setText(" · ".join(words).upper())
        begin = QTime(int(self._progress.begin) // 60 % 24, int(self._progress.begin) % 60)
        self.begin.blockSignals(True)
        self.begin.setTime(begin)
        self.begin.blockSignals(False)
        self.tree.setVisible(bool(parts))
        self.empty.setVisible(not parts)
        self._show_details()

    def _keys(self) -> list[str]:
        rows = (self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount()))
        return [str(row.data(_WHEN, Qt.ItemDataRole.UserRole)) for row in rows if row is not None]

    def _rebuild(self, parts: list[Part]) -> None:
        chosen, current = self.chosen(), self.tree.currentItem()
        place = self.tree.indexOfTopLevelItem(current) if current else -1
        self.tree.clear()
        for part in parts:
            item = QTreeWidgetItem(self.tree)
            item.setData(_WHEN, Qt.ItemDataRole.UserRole, part.item.id)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
                          & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setTextAlignment(_MINUTES, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if part.item.id == chosen:
                self.tree.setCurrentItem(item)
        if not self.chosen() and parts and place >= 0:
            self._choose(min(place, len(parts) - 1))

    def _fill(self, item: QTreeWidgetItem | None, part: Part) -> None:
        """Shows a part: an arrow where it is on, a tick where it is over, and by how much it ran late."""
        if item is None:
            return
        late = "\n" + _("+{minutes} min").format(minutes=number_words(int(part.over))) if part.over >= 1 else ""
        when = f"{clock_words(part.begin)}–{clock_words(part.end)}{late}"
        for column, words in ((_WHEN, when), (_NAME, part.item.name), (_MINUTES, number_words(part.item.minutes))):
            if item.text(column) != words:
                item.setText(column, words)
        sign = "chevron-right" if part.current else "check" if part.took is not None else ""
        if item.data(_NAME, _SIGN) != sign:
            item.setData(_NAME, _SIGN, sign)
            item.setIcon(_NAME, icon(sign, self._frame.accent, size=16) if sign else QIcon())
            state = _("Running") if part.current else _("Over") if sign else ""
            item.setData(_WHEN, Qt.ItemDataRole.AccessibleDescriptionRole, state)
        if item.font(_NAME).bold() != part.current:
            for column in range(3):
                font = item.font(column)
                font.setBold(part.current)
                item.setFont(column, font)
        self._give_room(item)
        item.setToolTip(_NAME, as_tip(part.item.note))

    def _give_room(self, item: QTreeWidgetItem) -> None:
        """Makes a row as high as its words need; a tree alone makes all rows one line high."""
        metrics = QFontMetrics(item.font(_NAME))
        wide = self.tree.columnWidth(_NAME) - (32 if item.data(_NAME, _SIGN) else 12)
        lines = metrics.boundingRect(0, 0, max(wide, 40), 1_000, Qt.TextFlag.TextWordWrap, item.text(_NAME))
        when = metrics.lineSpacing() * (item.text(_WHEN).count("\n") + 1)
        wanted = QSize(0, max(lines.height(), when) + 14)
        if item.sizeHint(_NAME) != wanted:
            item.setSizeHint(_NAME, wanted)

    def _show_details(self) -> None:
        allowed, item = not self._session.read_only, self._session.map.agenda.get(self.chosen())
        self.details.setVisible(item is not None)
        for button in (self.up, self.down, self.remove):
            button.setEnabled(allowed and item is not None)
        self.add_button.setEnabled(allowed)
        self.details.setEnabled(allowed)
        self.start.setEnabled(bool(self._session.map.agenda))
        self.next.setEnabled(bool(self._session.map.agenda))
        if item is None:
            return
        if self.note.text() != item.note:
            self.note.setText(item.note)
        choices = self._places()
        if [self.shows.itemData(place) for place in range(self.shows.count())] != [data for _words, data in choices] \
                or [self.shows.itemText(place) for place in range(self.shows.count())] != [w for w, _data in choices]:
            self.shows.clear()
            for words, data in choices:
                self.shows.addItem(words, data)
        self.shows.setCurrentIndex(max(0, self.shows.findData(item.stage or item.lane or "")))

    def _places(self) -> list[tuple[str, str]]:
        """What a part can show: nothing, a stage, a lane."""
        journey = self._session.map
        stages = [(_("Stage: {name}").format(name=e.name or _("New stage")), e.id) for e in journey.ordered_stages()]
        lanes = [(_("Lane: {name}").format(name=e.name or _("New lane")), e.id) for e in journey.ordered_lanes()]
        return [(_("Shows the whole map"), ""), *stages, *lanes]

    def _choose(self, place: int) -> None:
        if item := self.tree.topLevelItem(place):
            self.tree.setCurrentItem(item)

    def chosen(self) -> str:
        """The id of the chosen part, or ""."""
        item = self.tree.currentItem()
        return str(item.data(_WHEN, Qt.ItemDataRole.UserRole)) if item else ""

    # -- what is done -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Adds a part after the chosen one and edits its name."""
        row = [item.id for item in ordered_agenda(self._session.map)]
        place = row.index(self.chosen()) + 1 if self.chosen() in row else len(row)
        made = AgendaItem(id=new_id(), rank="a0", name=_("Part {number}").format(number=len(row) + 1))
        if self._session.apply(N_("Add a part"), lambda m: insert_item(m, made, place)):
            self._choose(place)
            self.tree.setFocus()
            self._edit()

    def start_chosen(self) -> None:
        """Begins the chosen part, or the first."""
        self._progress.start(self.chosen() or None)

    def _edit(self) -> None:
        if item := self.tree.currentItem():
            column = self.tree.currentColumn()
            self.tree.editItem(item, column if column in (_NAME, _MINUTES) else _NAME)

    def _edited(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling or column == _WHEN:
            if not self._filling:
                QTimer.singleShot(0, self._show)
            return
        key, words = str(item.data(_WHEN, Qt.ItemDataRole.UserRole)), item.text(column)
        QTimer.singleShot(0, lambda: self._take(key, column, words))

    def _take(self, key: str, column: int, words: str) -> None:
        minutes = minutes_of(words)
        if column == _NAME:
            self._session.apply(N_("Rename"), lambda m: change(m, key, name=words))
        elif minutes is not None:
            self._session.apply(N_("Change minutes"), lambda m: change(m, key, minutes=minutes))
        self._show()

    def _change(self, name: str, **fields: object) -> None:
        key = self.chosen()
        self._session.apply(N_("Change the agenda"), lambda m: change(m, key, **fields), f"{key}.{name}")

    def _set_shows(self) -> None:
        key = str(self.shows.currentData() or "")
        journey = self._session.map
        self._change("shows", stage=key if key in journey.stages else None, lane=key if key in journey.lanes else None)
        self._session.history.seal()

    def _shift(self, by: int) -> None:
        row, key = [item.id for item in ordered_agenda(self._session.map)], self.chosen()
        if key in row:
            self._move_to(key, max(0, row.index(key) + (by if by < 0 else by + 1)))

    def _move_to(self, key: str, place: int) -> None:
        self._session.apply(N_("Move a part"), lambda m: move_item(m, key, min(place, len(m.agenda))))

    def _delete(self) -> None:
        if key := self.chosen():
            self._session.apply(N_("Delete"), lambda m: delete(m, [key]))

    def _set_begin(self, time: QTime) -> None:
        self._progress.set_begin(time.hour() * 60 + time.minute())
