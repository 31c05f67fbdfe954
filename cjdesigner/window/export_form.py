"""The form of the export dialog: format, pages, looks and what stands at their edges. It gives choices, and values that
can be remembered.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.drawing.branding import list_themes, theme_named
from cjdesigner.drawing.drawing import Raster
from cjdesigner.drawing.rasters import raster_from
from cjdesigner.drawing.theme import LIGHT, Theme
from cjdesigner.errors import CjError
from cjdesigner.export import FIT, FORMATS, LAYOUTS, PAGE_SIZES, Choices, Furniture, Poster, Sheet
from cjdesigner.files.exported import Values, last_export
from cjdesigner.language import LANGUAGES, _
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.look import grown
from cjdesigner.window.parts import as_tip, heading

MERMAID = ".mmd"
_SCALES = {"72": 1.0, "144": 2.0, "216": 3.0, "300": 300 / 72}
"""Pixels per point by dots per inch."""
_LANGUAGES = {"": (), "vi": ("vi",), "en": ("en",), "vi+en": ("vi", "en"), "en+vi": ("en", "vi")}
_LINES = ("header", "footer", "confidential")

Field = QComboBox | QCheckBox | QLineEdit


def choices_for_print(journey: JourneyMap) -> Choices:
    """What was chosen for a map's pages the last time, on paper: A4 where that was a page as large as the map."""
    form = ExportForm(journey)
    form.fill(last_export(journey.id))
    chosen = form.choices()
    form.deleteLater()
    return chosen if chosen.sheet.size != FIT else replace(chosen, sheet=Sheet("A4", landscape=chosen.sheet.landscape))


class ExportForm(QScrollArea):
    """Each field has a name, by which its value is remembered."""

    changed = Signal()

    def __init__(self, journey: JourneyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journey = journey
        self._fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        self._logo = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(grown(300))
        held = QWidget()
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(2, 0, 14, 0)
        self._column.setSpacing(4)
        self.setWidget(held)
        self._make_pages()
        self._make_looks()
        self._make_edges()
        self._column.addStretch(1)
        for field in self._fields.values():
            changed = field.currentIndexChanged if isinstance(field, QComboBox) else \
                field.toggled if isinstance(field, QCheckBox) else field.textChanged
            changed.connect(self._follow)
        self._follow()

    # -- the fields -----------------------------------------------------------------------------------------------

    def _make_pages(self) -> None:
        formats = [(suffix, f"{_(form.name)} ({suffix})") for suffix, form in FORMATS.items()]
        self.format = self._choice("format", _("Format"), [*formats, (MERMAID, _("Mermaid text") + f" ({MERMAID})")])
        self._tick("client", _("The client's copy"))
        self.layout_box = self._choice("layout", _("Layout"), [(name, _(words)) for name, words in LAYOUTS.items()])
        pages = [(FIT, _("One page, as large as the map")), *((name, name) for name in PAGE_SIZES)]
        self.page = self._choice("page", _("Page"), pages)
        self._choice("poster", _("Size of the poster"), [(name, name) for name in PAGE_SIZES])
        self.turn = self._choice("turn", _("Orientation"), [("landscape", _("Landscape")), ("portrait", _("Portrait"))])
        self.scale = self._choice("scale", _("Resolution"), [(dots, f"{dots} dpi") for dots in _SCALES])
        self.scale.setCurrentIndex(1)

    def _make_looks(self) -> None:
        self._head(_("Looks"))
        self.theme = self._choice("theme", _("Theme"), [(each.key, each.name) for each in list_themes()])
        self._tick("legend", _("Legend of the signs"))
        over, names = _("{first} over {second}"), LANGUAGES
        words = {codes: over.format(first=names[codes[0]], second=names[codes[-1]]) if len(codes) > 1
                 else names[codes[0]] if codes else _("The map's own") for codes in _LANGUAGES.values()}
        items = [(key, words[codes]) for key, codes in _LANGUAGES.items()]
        self._choice("languages", _("Language of the signs"), items)

    def _make_edges(self) -> None:
        self._head(_("At the edges of each page"))
        for name, label in zip(_LINES, (_("Header"), _("Footer"), _("Confidentiality line")), strict=True):
            self._line(name, label)
        self.logo = QPushButton(self)
        self.logo.clicked.connect(self._choose_logo)
        self._column.addWidget(self.logo)
        self._name_logo()

    def _head(self, words: str) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(heading(words, self))
        self._column.addSpacing(4)

    def _choice(self, name: str, label: str, items: Iterable[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, words in items:
            box.addItem(words, value)
        self._labelled(name, label, box)
        return box

    def _line(self, name: str, label: str) -> None:
        line = QLineEdit(self)
        line.setMaxLength(200)
        self._labelled(name, label, line)

    def _labelled(self, name: str, label: str, field: QComboBox | QLineEdit) -> None:
        field.setAccessibleName(label)
        above = QLabel(label, self)
        above.setObjectName("label")
        above.setBuddy(field)
        self._column.addWidget(above)
        self._column.addWidget(field)
        self._column.addSpacing(8)
        self._fields[name], self._labels[name] = field, above

    def _tick(self, name: str, words: str) -> None:
        box = QCheckBox(words, self)
        self._column.addWidget(box)
        self._column.addSpacing(8)
        self._fields[name] = box

    # -- the logo -------------------------------------------------------------------------------------------------

    def _choose_logo(self) -> None:
        """Asks for a picture; a second click takes it away again."""
        if self._logo:
            self._logo = ""
        else:
            self._logo, _kind = QFileDialog.getOpenFileName(self, _("Logo"), "", _("Pictures (*.png *.jpg *.jpeg)"))
        self._name_logo()
        self._follow()

    def _name_logo(self) -> None:
        self.logo.setText(_("Take the logo away") if self._logo else _("Choose a logo…"))
        self.logo.setToolTip(as_tip(Path(self._logo).name))

    def _raster(self) -> Raster | None:
        """The logo; none where its file is gone or is no picture."""
        with suppress(OSError):
            return raster_from(Path(self._logo).read_bytes()) if self._logo else None
        return None

    # -- what is chosen -------------------------------------------------------------------------------------------

    @property
    def suffix(self) -> str:
        """The end of the file's name."""
        return str(self.format.currentData())

    @property
    def drawn(self) -> bool:
        """Whether the format is made of pages."""
        return self.suffix != MERMAID and FORMATS[self.suffix].given != "map"

    def undrawn(self) -> str:
        """What is said instead of pages."""
        if self.suffix == MERMAID:
            return _("What Mermaid cannot say is written as comments.")
        return _("This format has no pages.")

    def choices(self) -> Choices:
        """What was chosen."""
        sheet = Sheet(self._text("page"), landscape=self._text("turn") == "landscape")
        header, footer, confidential = (self._text(name).strip() for name in _LINES)
        return Choices(
            layout=self.layout_box.currentData(), sheet=sheet, theme=self._theme(), scale=_SCALES[self._text("scale")],
            client=self._ticked("client"), furniture=Furniture(header, footer, confidential, self._raster()),
            poster=Poster(self._text("poster")), languages=_LANGUAGES[self._text("languages")],
            legend=self._ticked("legend"))

    def _theme(self) -> Theme:
        """The theme; the light one where its file is gone or cannot be read any more."""
        try:
            return theme_named(self._text("theme")).theme
        except CjError:
            return LIGHT

    def _text(self, name: str) -> str:
        field = self._fields[name]
        return field.text() if isinstance(field, QLineEdit) else str(field.currentData()) \
            if isinstance(field, QComboBox) else ""

    def _ticked(self, name: str) -> bool:
        field = self._fields[name]
        return isinstance(field, QCheckBox) and field.isChecked()

    def values(self) -> Values:
        """The values of all fields by their names."""
        found: Values = {name: self._ticked(name) if isinstance(field, QCheckBox) else self._text(name)
                         for name, field in self._fields.items()}
        return {**found, "logo": self._logo}

    def fill(self, values: Values) -> None:
        """Puts in what was chosen before; what there is no more stays as it is."""
        for name, field in self._fields.items():
            value = values.get(name)
            if isinstance(field, QComboBox):
                field.setCurrentIndex(place if (place := field.findData(value)) >= 0 else field.currentIndex())
            elif isinstance(field, QCheckBox):
                field.setChecked(value is True)
            elif isinstance(value, str):
                field.setText(value)
        self._logo = str(values.get("logo") or "")
        self._name_logo()

    def _follow(self) -> None:
        """Enables what means something to the format and the layout."""
        drawn, layout, page = self.drawn, self._text("layout"), self._text("page")
        for name in ("layout", "page", "theme", "legend", "languages", *_LINES):
            self._enable(name, drawn)
        self._enable("poster", drawn and layout == "poster")
        self._enable("turn", drawn and (page != FIT or layout in ("poster", "story")))
        self._enable("scale", drawn and FORMATS[self.suffix].given == "pages")
        self.logo.setEnabled(drawn)
        self.changed.emit()

    def _enable(self, name: str, on: bool) -> None:
        self._fields[name].setEnabled(on)
        if name in self._labels:
            self._labels[name].setEnabled(on)
