"""The list of keys and the About box."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import __version__, assets
from cjdesigner.language import _, in_all
from cjdesigner.model.names import KINDS
from cjdesigner.model.words import plain
from cjdesigner.window import actions
from cjdesigner.window.dialogs import plain as plain_box
from cjdesigner.window.look import grown
from cjdesigner.window.palette_panel import kind_keys

Row = tuple[str, str, str]
"""A command, its keys, and what else it may be looked for by."""


def _native(keys: tuple[str, ...]) -> str:
    return ", ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys)


def _words(text: str) -> str:
    return text.replace("&", "").rstrip("…")


def _groups() -> dict[str, list[Row]]:
    """Every command that has keys by its menu, then what mouse and keyboard do elsewhere."""
    specs = {spec.id: spec for spec in actions.SPECS if spec.keys}
    groups: dict[str, list[Row]] = {}
    for title, names in actions.MENUS:
        held = [specs.pop(each) for name in names for each in actions.SUBMENUS.get(name, (name,)) if each in specs]
        groups[_words(_(title))] = [
            (_words(_(spec.text)), _native(spec.keys), " ".join(map(_words, in_all(spec.text)))) for spec in held]
        if "kinds>" in names:
            groups[_words(_(title))] += _insertions()
    if specs:
        groups[_("Further")] = [(_words(_(spec.text)), _native(spec.keys), "") for spec in specs.values()]
    return {**{title: rows for title, rows in groups.items() if rows}, _("Find"): _find_rows(), _("Canvas"): _canvas()}


def _insertions() -> list[Row]:
    return [(_("Add {kind}").format(kind=_(KINDS[kind]).lower()), kind_keys(kind), " ".join(in_all(KINDS[kind])))
            for kind in actions.KINDS if kind_keys(kind)]


def _find_rows() -> list[Row]:
    return [(_("Next, previous hit"), "Enter, Shift+Enter", ""), (_("Replace, replace all"), "Enter, Ctrl+Enter", ""),
            (_("Close the bar, select the hit"), "Esc", "")]


def _canvas() -> list[Row]:
    rows = [
        (_("Add a card to the selected cell"), _("Just type")),
        (_("Go to the next cell or card"), _("Arrow keys")), (_("Edit the selected text"), "Enter, F2"),
        (_("New line in a text"), "Shift+Enter"), (_("Cancel what is being dragged or written"), "Esc"),
        (_("Move the selected cards to the next cell"), _("Ctrl+arrow keys")),
        (_("Move a card within its cell, or change a score"), _("Alt+↑, Alt+↓")),
        (_("Copy a card instead of moving it"), _("Alt+drag, Ctrl+drag")),
        (_("Zoom at the pointer"), _("Ctrl+wheel, pinch")), (_("Move the view"), _("Space+drag, middle button, wheel")),
        (_("In a presentation: next, previous scene"), _("Arrow keys, Page Up, Page Down, click")),
        (_("In a presentation: black screen"), "B, ."), (_("In a presentation: back to the scene"), "0"),
        (_("Select several"), _("Shift+click, drag on empty space")),
        (_("Stretch a card over stages"), _("Drag its right edge")),
        (_("Fit a column to its content"), _("Double click its right edge")),
    ]
    return [(command, keys, "") for command, keys in rows]


class Shortcuts(QDialog):
    """A list of all keys, to be searched in any language."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.resize(QSize(grown(720), grown(720)).boundedTo(parent.screen().availableSize() * 0.9))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find a command or its keys"))
        self.field.setAccessibleName(_("Find a command or its keys"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.tree = self._make_tree()
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        for widget in (self.field, self.tree, buttons):
            column.addWidget(widget)
        self.field.setFocus()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setHeaderLabels([_("Command"), _("Keys")])
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setAccessibleName(_("Keyboard shortcuts"))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for title, rows in _groups().items():
            group = QTreeWidgetItem(tree, [title, ""])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setFont(0, bold)
            group.setFirstColumnSpanned(True)
            for command, keys, more in rows:
                item = QTreeWidgetItem(group, [command, keys])
                item.setData(0, Qt.ItemDataRole.UserRole, plain(f"{command} {keys} {more}"))
        tree.expandAll()
        self._share(tree)
        return tree

    def _share(self, tree: QTreeWidget) -> None:
        """Gives the keys the room that they need, the words the rest; longer words wrap."""
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setWordWrap(True)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setMaximumSectionSize(round(self.width() * 0.55))

    def _filter(self, typed: str) -> None:
        """Leaves what has every word that is typed."""
        wanted = plain(typed).split()
        for place in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(place)
            assert group is not None
            shown = [self._shows(group.child(row), wanted) for row in range(group.childCount())]
            group.setHidden(not any(shown))

    def _shows(self, item: QTreeWidgetItem | None, wanted: list[str]) -> bool:
        assert item is not None
        held = item.data(0, Qt.ItemDataRole.UserRole)
        item.setHidden(not all(word in held for word in wanted))
        return not item.isHidden()


def show_shortcuts(parent: QWidget) -> None:
    """A list of all keys."""
    dialog = Shortcuts(parent)
    dialog.exec()
    dialog.deleteLater()


def show_about(parent: QWidget) -> None:
    """What the program is and what it is made of."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("About cjdesigner"))
    box.setText(f"cjdesigner {__version__}")
    box.setInformativeText(_(
        "Customer journey maps, on your own computer: no account, no cloud, no network.\n\n"
        "Free under the MIT licence. Made with Qt (PySide6, LGPL), HarfBuzz, ICU, ReportLab, and the "
        "typefaces Be Vietnam Pro, Inter and Noto Emoji (OFL). Icons: Tabler (MIT). Faces: Fluent Emoji (MIT)."
    ))
    size = grown(48)
    box.setIconPixmap(QIcon(str(assets.path("desktop", "cjdesigner-256.png"))).pixmap(size, size))
    plain_box(box).addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
