"""The earlier versions of a map: a list to choose from, and the offer of it where a file cannot be opened."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import language
from cjdesigner.errors import CjError
from cjdesigner.files.backups import Backup, list_backups
from cjdesigner.files.settings import MOST_BACKUPS
from cjdesigner.files.storage import open_map
from cjdesigner.language import _, ngettext
from cjdesigner.window.dialogs import error_box
from cjdesigner.window.look import grown

Keep = tuple[int, Callable[[int], object]]
"""How many versions the user wants, and who is told of another number."""


class _Reader(QObject):
    """Counts the cards of versions in a thread. `counted` tells the place in the list and what to write there."""

    counted = Signal(int, str)

    def begin(self, versions: Sequence[Backup]) -> None:
        """Starts the thread; one that outlives the dialog is dropped with it."""
        threading.Thread(target=self._work, args=(versions,), daemon=True).start()

    def _work(self, versions: Sequence[Backup]) -> None:
        for place, version in enumerate(versions):
            try:
                count = len(open_map(version.path).map.cards)
                words = ngettext("{count} card", "{count} cards", count)
            except CjError:
                words = _("Cannot be opened")
            self.counted.emit(place, words)


class EarlierVersions(QDialog):
    """The versions of one file, the latest first."""

    def __init__(self, path: Path, keep: Keep | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Earlier versions"))
        self._versions = list_backups(path)
        self.resize(QSize(grown(620), grown(400)).boundedTo(parent.screen().availableSize() * 0.9))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        self.list = self._make_list()
        self.list.setVisible(bool(self._versions))
        column.addWidget(self._words(path))
        column.addWidget(self.list, 1)
        if not self._versions:
            column.addStretch(1)
        if keep is not None:
            column.addLayout(self._make_keep(*keep))
        column.addWidget(self._make_buttons())
        self._reader = _Reader()
        self._reader.counted.connect(self._show_count)
        self._reader.begin(self._versions)

    def _words(self, path: Path) -> QLabel:
        text = (_("What “{name}” was before it was saved over. A version opens as a map of its own; the file stays "
                  "what it is.") if self._versions else
                _("There is no earlier version of “{name}” yet. Each save keeps what was there before."))
        label = QLabel(text.format(name=path.name), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setObjectName("rows")
        tree.setAccessibleName(_("Earlier versions"))
        tree.setHeaderLabels([_("Saved"), _("Content"), _("Size")])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.header().setStretchLastSection(False)
        for version in self._versions:
            older = _("older format, kept") if version.schema is not None else "…"
            item = QTreeWidgetItem(tree, [said_time(version.saved), older, said_size(version.size)])
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for section, way in enumerate((QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.Stretch,
                                       QHeaderView.ResizeMode.ResizeToContents)):
            tree.header().setSectionResizeMode(section, way)
        tree.itemActivated.connect(lambda _item, _column: self.accept())
        if (first := tree.topLevelItem(0)) is not None:
            tree.setCurrentItem(first)
        return tree

    def _make_keep(self, number: int, changed: Callable[[int], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        self.keep = QSpinBox(self)
        self.keep.setRange(0, MOST_BACKUPS)
        self.keep.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.keep.setValue(number)
        self.keep.valueChanged.connect(changed)
        label = QLabel(_("&Versions to keep of each map:"), self)
        label.setBuddy(self.keep)
        row.addWidget(label)
        row.addWidget(self.keep)
        row.addStretch(1)
        return row

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self.open_button = QPushButton(_("Open as a copy"))
        self.open_button.setEnabled(bool(self._versions))
        self.open_button.setDefault(bool(self._versions))
        close = QPushButton(_("Close"))
        close.setAutoDefault(not self._versions)
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _show_count(self, place: int, words: str) -> None:
        item = self.list.topLevelItem(place)
        if item is not None:
            older = self._versions[place].schema is not None
            item.setText(1, f"{words} · {item.text(1)}" if older else words)

    def chosen(self) -> Path | None:
        """The version that is selected."""
        item = self.list.currentItem()
        return self._versions[self.list.indexOfTopLevelItem(item)].path if item is not None else None


def said_time(seconds: float) -> str:
    """When something was, in the user's words."""
    locale, when = QLocale(language.active()), QDateTime.fromSecsSinceEpoch(int(seconds))
    ago = when.date().daysTo(QDate.currentDate())
    day = _("Today") if ago == 0 else _("Yesterday") if ago == 1 else locale.toString(when.date(), "d MMMM yyyy")
    return f"{day}, {locale.toString(when.time(), 'HH:mm:ss')}"


def said_size(size: int) -> str:
    """A file's size in the user's words."""
    return QLocale(language.active()).formattedDataSize(size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def choose_version(parent: QWidget, path: Path, keep: Keep | None = None) -> Path | None:
    """Lets the user choose an earlier version of a file; None for none."""
    dialog = EarlierVersions(path, keep, parent)
    try:
        return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def offer_versions(parent: QWidget, error: CjError) -> bool:
    """Says why a map cannot be opened, where there are earlier versions of it; True to see them."""
    box, wanted = error_box(parent, _("The map cannot be opened"), error, _("Earlier versions…"))
    box.exec()
    return box.clickedButton() is wanted
