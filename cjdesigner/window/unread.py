"""What could not be read of a file: a list beside the map that blocks nothing and leads to each place."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from cjdesigner.canvas.accessible import announce
from cjdesigner.export.unread import unread
from cjdesigner.files.format import Opened
from cjdesigner.files.quarantine import count_said
from cjdesigner.language import _
from cjdesigner.window.look import grown
from cjdesigner.window.preflight_list import PreflightList
from cjdesigner.window.workshop.parts import quiet

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow

_MOST = 300
"""Rows: nobody reads more, and `cjdesigner validate` has them all."""


def tell_unread(window: QWidget, opened: Opened) -> None:
    """Says what could not be read of the map that a main window has just opened."""
    dialog = UnreadDialog(cast("MainWindow", window), opened)
    dialog.show()
    announce(dialog.found.list, dialog.found.summary.text())


class UnreadDialog(QDialog):
    """How many values of a file could not be read, and each of them. The window stays usable."""

    def __init__(self, window: "MainWindow", opened: Opened) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(_("About this map"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        self.found = PreflightList(window.frame, self)
        self.found.list.setAccessibleName(_("What could not be read"))
        self.found.show_findings([*unread(opened.map, opened.problems[:_MOST])])
        self.found.summary.setText(count_said(len(opened.found)))
        self.found.summary.setAccessibleName(self.found.summary.text())
        self.found.jump.connect(window.choose_from_outline)
        column.addWidget(self.found, 1)
        column.addWidget(quiet(_("They are saved with the map, each at its place, until you change the field that one "
                                 "stands in. “Check before export” lists them again."), self))
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        window.documents.opened.connect(self.close)
        self._go_to_corner()

    def _go_to_corner(self) -> None:
        """Stands in the corner of the map, beside the fields that it leads to."""
        self.resize(QSize(grown(460), grown(380)).boundedTo(self._window.screen().availableSize() * 0.8))
        canvas = self._window.active_canvas
        corner = canvas.mapToGlobal(canvas.rect().bottomRight())
        self.move(corner - QPoint(self.width() + grown(16), self.height() + grown(16)))
