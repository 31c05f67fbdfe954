"""The export dialog: what is wished for at the left, the real pages at the right, what they measure below them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cjdesigner.canvas.accessible import announce
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.type import Typesetter
from cjdesigner.errors import CjError
from cjdesigner.export import FORMATS, Cancelled, Choices, Document, composer_for, lay_out
from cjdesigner.export.preflight import Finding, preflight
from cjdesigner.files.exported import last_export, remember_export
from cjdesigner.language import _, ngettext
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.export_form import ExportForm
from cjdesigner.window.findings_line import FindingsLine
from cjdesigner.window.look import Frame
from cjdesigner.window.page_preview import PagePreview

_MM = 25.4 / 72
_PAUSE = 120
"""Milliseconds from the last change to the new pages: who types a footer is not kept waiting for each letter."""


@dataclass(frozen=True)
class Wish:
    """What the user wants to export."""

    suffix: str
    name: str
    choices: Choices


class ExportDialog(QDialog):
    """Asks for the format and the pages, and says what there is to look at. The file's name is asked for afterwards.

    After it, `goal` is the id of what the user wants to go to on the map instead of exporting, or "".
    """

    def __init__(self, journey: JourneyMap, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journey, self._typesetter = journey, Typesetter()
        self._asked = 0
        self.printing = False
        self.goal = ""
        self.document: Document | None = None
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._told = _Told(self)
        self._told.laid.connect(self._show)
        self._told.failed.connect(self._fail)
        self._told.checked.connect(self._show_findings)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._lay_out)
        self.setWindowTitle(_("Export"))
        self.form = ExportForm(journey, self)
        self.preview = PagePreview(frame, self)
        self.facts = QLabel(self)
        self.facts.setObjectName("label")
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.findings = FindingsLine(frame, self)
        self.findings.jump.connect(self._go)
        self.findings.turned.connect(lambda page: self.preview.go_to(page - 1))
        self._arrange(frame)
        self.form.fill(last_export(journey.id))
        self.form.changed.connect(self._changed)
        self.form.format.setFocus()
        self._changed()
        self._lay_out()

    def _arrange(self, frame: Frame) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.preview, 1)
        right.addWidget(self.facts)
        right.addWidget(self.findings)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self.form)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(row, 1)
        column.addWidget(self._buttons())
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(max(frame.wide(1040), room.width() * 5 // 8), room.width() - 40),
                    min(max(frame.wide(680), room.height() * 4 // 5), room.height() - 60))

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self.export_button = QPushButton(_("Export…"))
        self.export_button.setDefault(True)
        self.print_button = QPushButton(_("Print…"))
        self.print_button.clicked.connect(self._print)
        buttons.addButton(self.print_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.export_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def wish(self) -> Wish:
        """What was chosen."""
        return Wish(self.form.suffix, self.form.format.currentText(), self.form.choices())

    def _print(self) -> None:
        self.printing = True
        self.accept()

    def _go(self, key: str) -> None:
        """Leaves for a place on the map. What was chosen is there again when one comes back."""
        self.goal = key
        remember_export(self._journey.id, self.form.values())
        self.reject()

    def _changed(self) -> None:
        """Makes the pages anew, soon; what is made of older wishes stops at its next step."""
        self.print_button.setEnabled(self.form.drawn)
        self._asked += 1
        self._told.asked = self._asked
        self._soon.start()

    def _lay_out(self) -> None:
        """Makes the pages, in the background; a later wish overtakes an earlier one."""
        self._soon.stop()
        self._asked += 1
        self.document = None
        self.facts.setText(" ")
        self.findings.setVisible(self.form.drawn)
        self.findings.show_findings(None)
        if not self.form.drawn:
            self.preview.tell(self.form.undrawn())
            return
        self._pool.clear()
        self._told.asked = self._asked
        self._pool.start(_Laying(self._journey, self.form.choices(), self._typesetter, self._asked, self._told))

    def _show(self, asked: int, document: Document) -> None:
        if asked == self._asked:
            self.document = document
            choices = self.form.choices()
            self.preview.show_document(document.without_ground() if choices.transparent else document)
            self.facts.setText(_facts(document, self._pixels(document, choices)))

    def _pixels(self, document: Document, choices: Choices) -> str:
        """How large a picture gets."""
        if FORMATS[self.form.suffix].given != "pages":
            return ""
        page = document.pages[0]
        return _("{width} × {height} pixels").format(
            width=round(page.width * choices.scale), height=round(page.height * choices.scale))

    def _show_findings(self, asked: int, found: tuple[Finding, ...]) -> None:
        if asked == self._asked:
            self.findings.show_findings(found)
            announce(self.findings.head, self.findings.head.accessibleName())

    def _fail(self, asked: int, error: CjError) -> None:
        if asked == self._asked:
            self.preview.tell(f"{error.message}\n{error.hint}")
            self.findings.hide()

    def done(self, result: int) -> None:
        """Remembers what was chosen, and waits for what is still being laid out, which is a moment."""
        if result == QDialog.DialogCode.Accepted:
            remember_export(self._journey.id, self.form.values())
        self._soon.stop()
        self._told.asked = 0
        self._pool.clear()
        self._pool.waitForDone()
        super().done(result)


def _facts(document: Document, pixels: str) -> str:
    """Pages, millimetres and the smallest type, and what a layout could not do as it was asked."""
    page, smallest, count = document.pages[0], document.smallest_type(), len(document.pages)
    size = _("{width} × {height} mm").format(width=round(page.width * _MM), height=round(page.height * _MM))
    pages = ngettext("{count} page", "{count} pages", count).format(count=count)
    type_size = _("smallest type {size} pt").format(size=f"{smallest:.1f}")
    return "\n".join((" · ".join(filter(None, (pages, size, pixels, type_size))), *document.notes))


class _Told(QObject):
    """Brings what was laid out back to the window's thread."""

    laid = Signal(int, object)
    failed = Signal(int, object)
    checked = Signal(int, object)
    asked = 0
    """What is wanted now; older work stops at its next step."""


class _Laying(QRunnable):
    """Lays a map out, and looks for what there is to know of that. The pool has one thread, so that one type engine
    serves all of them.
    """

    def __init__(self, journey: JourneyMap, choices: Choices, typesetter: Typesetter, asked: int,
                 told: _Told) -> None:
        super().__init__()
        self._journey, self._choices, self._typesetter = journey, choices, typesetter
        self._asked, self._told = asked, told

    def run(self) -> None:
        """Tells the dialog."""
        try:
            document = lay_out(self._journey, self._choices, self._composer, self._check)
            self._told.laid.emit(self._asked, document)
            found = preflight(self._journey, self._choices, document, check=self._check)
            self._told.checked.emit(self._asked, found)
        except Cancelled:
            return
        except CjError as error:
            self._told.failed.emit(self._asked, error)

    def _check(self) -> None:
        if self._told.asked != self._asked:
            raise Cancelled

    def _composer(self) -> Composer:
        return composer_for(self._choices, self._typesetter)
