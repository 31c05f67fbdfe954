"""The list of keys and the About box."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from cjdesigner import __version__
from cjdesigner.language import _
from cjdesigner.model.names import KINDS
from cjdesigner.window import actions
from cjdesigner.window.look import grown
from cjdesigner.window.palette_panel import kind_keys


def _rows() -> list[tuple[str, str]]:
    """Every command that has keys, and what mouse and keyboard do on the canvas."""
    rows = [
        (_(spec.text).replace("&", "").rstrip("…"),
         ", ".join(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in spec.keys))
        for spec in actions.SPECS if spec.keys
    ]
    rows += [(_("Add {kind}").format(kind=_(KINDS[kind]).lower()), kind_keys(kind)) for kind in actions.KINDS[:9]]
    return [
        *rows,
        (_("Go to the next card"), _("Arrow keys")), (_("Edit the selected text"), "Enter, F2"),
        (_("New line in a text"), "Shift+Enter"), (_("Cancel"), "Esc"),
        (_("Zoom at the pointer"), _("Ctrl+wheel, pinch")), (_("Move the view"), _("Space+drag, middle button, wheel")),
        (_("In a presentation: next, previous scene"), _("Arrow keys, Page Up, Page Down, click")),
        (_("In a presentation: black screen"), "B, ."), (_("In a presentation: back to the scene"), "0"),
        (_("Select several"), _("Shift+click, drag on empty space")),
    ]


def show_shortcuts(parent: QWidget) -> None:
    """A list of all keys."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Keyboard shortcuts"))
    dialog.resize(QSize(grown(560), grown(620)).boundedTo(parent.screen().availableSize() * 0.9))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    tree = QTreeWidget(dialog)
    tree.setHeaderLabels([_("Command"), _("Keys")])
    tree.setRootIsDecorated(False)
    for command, keys in _rows():
        QTreeWidgetItem(tree, [command, keys])
    tree.resizeColumnToContents(0)
    column.addWidget(tree)
    buttons = QDialogButtonBox(dialog)
    buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    dialog.exec()
    dialog.deleteLater()


def show_about(parent: QWidget) -> None:
    """What the program is and what it is made of."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("About cjdesigner"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"cjdesigner {__version__}")
    box.setInformativeText(_(
        "Customer journey maps, on your own computer: no account, no cloud, no network.\n\n"
        "Free under the MIT licence. Made with Qt (PySide6, LGPL), HarfBuzz, ICU, ReportLab, and the "
        "typefaces Be Vietnam Pro, Inter and Noto Emoji (OFL). Icons: Tabler (MIT). Faces: Fluent Emoji (MIT)."
    ))
    box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
