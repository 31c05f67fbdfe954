"""The export dialog: format, paper and orientation, with the sheet's measures and smallest type said beforehand."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.type import Typesetter
from cjdesigner.export import FORMATS, Choices, Document, Sheet, lay_out
from cjdesigner.language import _, ngettext
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.look import grown

_FORMATS = (".pdf", ".pptx", ".svg", ".png", ".html", ".xlsx", ".csv", ".md", ".mmd")
_PAGES = ("fit", "A5", "A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid")
_MM = 25.4 / 72


@dataclass(frozen=True)
class Wish:
    """What the user wants to export."""

    suffix: str
    name: str
    choices: Choices


class ExportDialog(QDialog):
    """Asks for the format and the page. The file's name is asked for afterwards."""

    def __init__(self, journey: JourneyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journey, self._typesetter = journey, Typesetter()
        self._asked = 0
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._told = _Told(self)
        self._told.laid.connect(self._show_facts)
        self.setWindowTitle(_("Export"))
        self.setMinimumWidth(grown(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        form = QFormLayout()
        form.setSpacing(10)
        formats = [_("PDF document"), _("PowerPoint slides"), _("SVG picture"), _("PNG picture"), _("Web page (HTML)"),
                   _("Excel workbook"), _("CSV table"), _("Markdown outline"), _("Mermaid text")]
        self.format = self._box(_("Format"), formats, form)
        pages = [_("One page, as large as the map"), *_PAGES[1:]]
        self.page = self._box(_("Page"), pages, form)
        self.turn = self._box(_("Orientation"), [_("Landscape"), _("Portrait")], form)
        self.scale = self._box(_("Resolution"), ["72 dpi", "144 dpi", "216 dpi", "300 dpi"], form)
        self.scale.setCurrentIndex(1)
        column.addLayout(form)
        self.facts = QLabel(self)
        self.facts.setObjectName("label")
        self.facts.setWordWrap(True)
        column.addWidget(self.facts)
        column.addStretch(1)
        column.addWidget(self._buttons())
        for box in (self.format, self.page, self.turn):
            box.currentIndexChanged.connect(self._tell)
        self._tell()

    def _box(self, label: str, items: list[str], form: QFormLayout) -> QComboBox:
        box = QComboBox(self)
        box.addItems(items)
        box.setAccessibleName(label)
        form.addRow(label, box)
        return box

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        export = QPushButton(_("Export…"))
        export.setDefault(True)
        buttons.addButton(export, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def wish(self) -> Wish:
        """What was chosen."""
        sheet = Sheet(_PAGES[self.page.currentIndex()], landscape=self.turn.currentIndex() == 0)
        scale = (1, 2, 3, 300 / 72)[self.scale.currentIndex()]
        choices = Choices(sheet=sheet, scale=scale)
        return Wish(_FORMATS[self.format.currentIndex()], self.format.currentText(), choices)

    def _tell(self) -> None:
        """Says what the page will be like, once it is known; a later choice overtakes an earlier one."""
        wish = self.wish()
        drawn = wish.suffix in FORMATS and FORMATS[wish.suffix].given != "map"
        self.page.setEnabled(drawn)
        self.turn.setEnabled(drawn and self.page.currentIndex() > 0)
        self.scale.setEnabled(wish.suffix == ".png")
        self._asked += 1
        self.facts.setText(_("What Mermaid cannot say is written as comments.") if wish.suffix == ".mmd" else " ")
        if drawn:
            self._pool.start(_Laying(self._journey, wish.choices, self._typesetter, self._asked, self._told))

    def _show_facts(self, asked: int, document: Document) -> None:
        if asked == self._asked:
            self.facts.setText(self._facts(document))

    def done(self, result: int) -> None:
        """Waits for what is still being laid out, which is a moment."""
        self._pool.clear()
        self._pool.waitForDone()
        super().done(result)

    def _facts(self, document: Document) -> str:
        page, smallest = document.pages[0], document.smallest_type()
        size = _("{width} × {height} mm").format(width=round(page.width * _MM), height=round(page.height * _MM))
        said = [f"{size} · " + _("smallest type {size} pt").format(size=f"{smallest:.1f}")]
        if smallest < 6:
            said.append(_("Type under 6 pt is hard to read: choose a larger page."))
        if lost := frozenset[str]().union(*document.missing.values()):
            said.append(ngettext("{count} character has no font and is drawn as a box",
                                 "{count} characters have no font and are drawn as boxes", len(lost)))
        return "\n".join(said)


class _Told(QObject):
    """Brings what was laid out back to the window's thread."""

    laid = Signal(int, object)


class _Laying(QRunnable):
    """Lays a map out on a sheet. The pool has one thread, so that one type engine serves all of them."""

    def __init__(self, journey: JourneyMap, choices: Choices, typesetter: Typesetter, asked: int,
                 told: _Told) -> None:
        super().__init__()
        self._journey, self._choices, self._typesetter = journey, choices, typesetter
        self._asked, self._told = asked, told

    def run(self) -> None:
        """Tells the dialog."""
        self._told.laid.emit(self._asked, lay_out(self._journey, self._choices, self._composer))

    def _composer(self) -> Composer:
        return Composer(self._typesetter, self._choices.theme)
