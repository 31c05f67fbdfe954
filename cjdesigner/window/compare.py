"""Two versions of a map beside each other in one picture, with a list of what changed that leads to each place."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from cjdesigner.canvas.accessible import announce
from cjdesigner.canvas.compare_view import CompareView
from cjdesigner.drawing.redline import LOOKS
from cjdesigner.errors import CjError
from cjdesigner.export.layouts.changes import SORTS, changes_document
from cjdesigner.files.revisions import Revision, revisions_of
from cjdesigner.language import _, ngettext
from cjdesigner.merge.pieces import apart, pieces_of
from cjdesigner.merge.redline import Entry, redline
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.dialogs import show_error
from cjdesigner.window.look import icon
from cjdesigner.window.moments import told_moment
from cjdesigner.window.worded import reading_field, show_pieces
from cjdesigner.window.workshop.parts import OwnKeys, listing, plain_label, push, quiet, small

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow


_LOOKED_AT = 6
"""Versions that are read to find the newest that is another one."""


@dataclass(frozen=True)
class Version:
    """One version: its name, and how to get its map, which may raise CjError."""

    name: str
    read: Callable[[], JourneyMap]


def compare_versions(window: "MainWindow") -> None:
    """Compares the map of a window with an earlier version of it, or with another file."""
    window.canvas.end_editing()
    session = window.session
    now = window.canvas.masked(session.map)
    dialog = CompareDialog(window, Version(_("Now"), lambda: now))
    saved = session.saved_map
    if session.dirty and saved is not None:
        dialog.offer(Version(_("As it was saved last"), lambda: saved))
    dialog.open_up()
    dialog.look_for_versions(session.path, session.map.id)


def open_compare(window: "MainWindow", old: JourneyMap, old_name: str, new: JourneyMap, new_name: str) -> None:
    """Compares two maps that are known."""
    dialog = CompareDialog(window, Version(new_name, lambda: new))
    dialog.offer(Version(old_name, lambda: old))
    dialog.open_up()


class CompareDialog(QDialog):
    """The comparison: versions above, the picture at the left, the list at the right."""

    def __init__(self, window: "MainWindow", new: Version) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._frame = window, window.frame
        self._versions: list[Version] = []
        self._new, self._swapped = new, False
        self._shown: tuple[tuple[str, JourneyMap], tuple[str, JourneyMap]] | None = None
        self._entries: tuple[Entry, ...] = ()
        self.setWindowTitle(_("Compare versions"))
        self.view = CompareView(self._frame.canvas, self._frame.theme)
        self._build()
        self.resize(window.size() * 0.94)
        window.settings_changed.connect(self._settings_changed)
        self._spoken = window.settings.language, window.settings.theme, window.settings.text_size

    def open_up(self) -> None:
        """Shows the comparison, with the keyboard in its list."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()

    # -- building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        split = QSplitter(self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        split.setSizes([1000, self._frame.wide(330)])
        column.addWidget(split, 1)
        for keys, by in (("F4", 1), ("Shift+F4", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self.step(by))
        self.view.selection_changed.connect(self._selected)

    def _head(self) -> QHBoxLayout:
        frame, row = self._frame, QHBoxLayout()
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(8)
        self.older = QComboBox(self)
        self.older.setAccessibleName(_("Compare with"))
        self.older.setMinimumWidth(frame.px(260))
        self.older.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.older.addItem(_("Another file…"))
        self.older.setCurrentIndex(-1)
        self.older.activated.connect(self._chosen)
        label = plain_label(_("Compare &with"), self)
        label.setBuddy(self.older)
        self.names = quiet("", self)
        self.swap = small("arrows-horizontal", _("Swap older and newer"), self._swap, frame, self)
        self.export = push(_("&What changed as PDF…"), self._export, self)
        self.export.setAutoDefault(False)
        for widget in (label, self.older, self.swap):
            row.addWidget(widget)
        row.addWidget(self.names, 1)
        row.addWidget(self.export)
        return row

    def _side(self) -> QWidget:
        frame, side = self._frame, QWidget(self)
        side.setObjectName("side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.count = plain_label("", side, "title")
        self.count.setWordWrap(True)
        head.addWidget(self.count, 1)
        head.addWidget(small("chevron-up", _("Previous change") + "  (Shift+F4)", lambda: self.step(-1), frame, side))
        head.addWidget(small("chevron-down", _("Next change") + "  (F4)", lambda: self.step(1), frame, side))
        column.addLayout(head)
        self.list = listing(QListWidget(side), _("Changes"))
        self.list.currentRowChanged.connect(self._row_chosen)
        OwnKeys(self.list, {(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier): self._go_to_current})
        column.addWidget(self.list, 1)
        self.detail = reading_field(_("The change word by word"), side, frame)
        self.detail.setFixedHeight(frame.px(120))
        column.addWidget(self.detail)
        close = push(_("Close"), self.close, side)
        close.setAutoDefault(False)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        return side

    # -- versions -----------------------------------------------------------------------------------------------------

    def offer(self, version: Version, *, show: bool = True) -> None:
        """Adds a version to choose, and shows it."""
        self._versions.append(version)
        self.older.insertItem(len(self._versions) - 1, version.name)
        if show:
            self.older.setCurrentIndex(len(self._versions) - 1)
            self._show_version(version)

    def look_for_versions(self, path: Path | None, map_id: str) -> None:
        """Offers the earlier versions of a file, when they are found."""
        if not self._versions:
            self.count.setText(_("Looking for earlier versions…"))
        now = self._new.read()

        def found() -> tuple[list[Revision], int]:
            held = revisions_of(path, map_id)
            return held, _first_other(held, now)

        self._window.team.aside.run(found, lambda made: self._found(*made))

    def _found(self, revisions: list[Revision], first: int) -> None:
        """Lists the versions; the newest that is another one is shown."""
        if not isValid(self):
            return
        shown = bool(self._versions)
        for each in revisions:
            self.offer(Version(_named(each), each.read), show=False)
        if not shown and self._versions:
            self.older.setCurrentIndex(first)
            self._show_version(self._versions[first])
        if not self._versions:
            self.count.setText(_("There is no earlier version yet. Choose another file to compare with."))

    def _chosen(self, place: int) -> None:
        if place < len(self._versions):
            self._show_version(self._versions[place])
            return
        name, _kind = QFileDialog.getOpenFileName(self, _("Compare with a file"), str(
            (self._window.session.path or Path.home() / "x").parent), _("Journey maps (*.cjmap *.json);;All files (*)"))
        if name:
            from cjdesigner.files.storage import open_map

            self.offer(Version(Path(name).name, lambda: open_map(name).map))

    def _swap(self) -> None:
        self._swapped = not self._swapped
        if 0 <= self.older.currentIndex() < len(self._versions):
            self._show_version(self._versions[self.older.currentIndex()])

    def _show_version(self, version: Version) -> None:
        try:
            old, new = version.read(), self._new.read()
        except CjError as error:
            show_error(self, _("This version cannot be compared"), error)
            return
        canvas = self._window.canvas
        sides = ((version.name, canvas.masked(old)), (self._new.name, canvas.masked(new)))
        self._shown = (sides[1], sides[0]) if self._swapped else sides
        self._show()

    def _show(self) -> None:
        assert self._shown is not None
        (_name, old), (_other, new) = self._shown
        found = redline(old, new)
        self._entries = found.entries
        self.view.show_redline(found)
        self.view.fit(most=1.0)
        self.names.setText(f"{'←' if self._swapped else '→'}  {self._new.name}")
        count = len(found.entries)
        self.count.setText(ngettext("{count} change", "{count} changes", count) if count else _("Nothing changed."))
        self._list(found.entries)
        self.export.setEnabled(bool(count))
        announce(self.list, self.count.text())

    # -- the list -----------------------------------------------------------------------------------------------------

    def _list(self, entries: tuple[Entry, ...]) -> None:
        frame = self._frame
        self.list.blockSignals(True)
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.sentence, self.list)
            look = LOOKS[entry.sort]
            item.setIcon(icon(look.sign, frame.theme.ink(look.colour), size=frame.px(18)))
            item.setToolTip(_(SORTS[entry.sort]))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_(SORTS[entry.sort])}: {entry.sentence}")
        self.list.blockSignals(False)
        self.detail.clear()

    def step(self, by: int) -> None:
        """Goes to the next change, or the one before."""
        count = self.list.count()
        if count:
            here = self.list.currentRow()
            self.list.setCurrentRow((here + by) % count if here >= 0 else 0 if by > 0 else count - 1)

    def _row_chosen(self, row: int) -> None:
        if not 0 <= row < len(self._entries):
            return
        entry = self._entries[row]
        change = entry.change
        texts = [value if isinstance(value, str) else "" for value in (change.old, change.new)]
        show_pieces(self.detail, apart(pieces_of(*texts)) if entry.sort == "reworded" else [("same", entry.sentence)],
                    self._frame)
        self.detail.setAccessibleDescription(self.detail.toPlainText())
        self._go_to_current()

    def _go_to_current(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._entries) and (where := self._entries[row].where):
            self.view.select(frozenset({where}))
            if self.view.zoom < 0.6:
                self.view.set_zoom(1.0)
            self.view.reveal(where)

    def _selected(self) -> None:
        """What is clicked in the picture is found in the list."""
        keys = {key.removesuffix("@before") for key in self.view.selection}
        current = self.list.currentRow()
        if not keys or (0 <= current < len(self._entries) and self._entries[current].where in self.view.selection):
            return
        row = next((place for place, entry in enumerate(self._entries) if entry.where in keys), -1)
        if row >= 0:
            self.list.blockSignals(True)
            self.list.setCurrentRow(row)
            self.list.blockSignals(False)

    # -- the page -----------------------------------------------------------------------------------------------------

    def _export(self) -> None:
        """Writes what changed as a PDF."""
        from cjdesigner.export import Choices, Document, Sheet, composer_for, paint
        from cjdesigner.files.storage import write_atomic
        from cjdesigner.window.background import Job, run_in_background

        path = self._window.documents.ask_target(_("What changed"), ".pdf", _("PDF document"))
        if path is None or self._shown is None:
            return
        old, new = self._shown

        def work(job: Job) -> Path:
            choices = Choices(sheet=Sheet("A4", landscape=True))
            made: Document = changes_document(old, new, choices, lambda: composer_for(choices),
                                              lambda: job.progress(0.3))
            job.progress(0.6)
            write_atomic(path, paint(made, ".pdf"))
            return path

        run_in_background(self, _("Exporting {name}…").format(name=path.name), work, self._exported, self._failed)

    def _exported(self, path: Path) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        from cjdesigner.window.dialogs import say_exported

        if (target := say_exported(self, path)) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CjError):
            raise error
        show_error(self, _("The map was not exported"), error)

    def _settings_changed(self, settings: object) -> None:
        """In another language or look it is opened anew."""
        now = tuple(getattr(settings, name) for name in ("language", "theme", "text_size"))
        if now != self._spoken:
            self.close()

    def sizeHint(self) -> QSize:
        """Nearly as large as the window."""
        return self._window.size() * 0.94


def _named(revision: Revision) -> str:
    """A version's line in the list of versions."""
    if revision.source == "git":
        return " · ".join(filter(None, (told_moment(revision.when), "git", revision.who, revision.why[:60])))
    return _("{when}, saved here").format(when=told_moment(revision.when))


def _first_other(revisions: list[Revision], now: JourneyMap) -> int:
    """The place of the newest version that is not as the map is now."""
    for place, each in enumerate(revisions[:_LOOKED_AT]):
        with suppress(CjError):
            if each.read() != now:
                return place
    return 0
