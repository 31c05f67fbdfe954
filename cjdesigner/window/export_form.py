"""The form of the export dialog: format, pages, looks and what stands at their edges. It gives choices, and values that
can be remembered.
"""

from collections.abc import Callable, Iterable
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

from cjdesigner.drawing.branding import list_themes
from cjdesigner.errors import CjError
from cjdesigner.export import FIT, FORMATS, LAYOUTS, PAGE_SIZES, Choices, Furniture, Poster, Sheet
from cjdesigner.files.exported import Values, last_export
from cjdesigner.files.themes import ENDING
from cjdesigner.language import LANGUAGES, _
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.dialogs import show_error
from cjdesigner.window.export_files import LogoFile, ThemeFiles, is_file
from cjdesigner.window.look import grown
from cjdesigner.window.parts import as_tip, heading
from cjdesigner.window.workshop.parts import quiet

MERMAID = ".mmd"
_SCALES = {"72": 1.0, "144": 2.0, "216": 3.0, "300": 300 / 72}
"""Pixels per point by dots per inch."""
_LANGUAGES = {"": (), "vi": ("vi",), "en": ("en",), "vi+en": ("vi", "en"), "en+vi": ("en", "vi")}
_LINES = ("header", "footer", "confidential")
_CLEAR = (".png", ".svg")
"""The formats that can be seen through."""

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
        self._rows: dict[str, QWidget] = {}
        self._heads: list[QLabel] = []
        self._logo = ""
        self._logo_file, self._themes = LogoFile(), ThemeFiles()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(grown(300))
        held = QWidget()
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(2, 0, 14, 0)
        self._column.setSpacing(10)
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
        self._tick("grid", _("As a grid of lanes and stages"))
        self.layout_box = self._choice("layout", _("Layout"), [(name, _(words)) for name, words in LAYOUTS.items()])
        pages = [(FIT, _("One page, as large as the map")), *((name, name) for name in PAGE_SIZES)]
        self.page = self._choice("page", _("Page"), pages)
        self._choice("poster", _("Size of the poster"), [(name, name) for name in PAGE_SIZES])
        self.turn = self._choice("turn", _("Orientation"), [("landscape", _("Landscape")), ("portrait", _("Portrait"))])
        self.scale = self._choice("scale", _("Resolution"), [(dots, f"{dots} dpi") for dots in _SCALES])
        self.scale.setCurrentIndex(1)
        self._tick("transparent", _("Transparent ground"))

    def _make_looks(self) -> None:
        self._head(_("Looks"))
        self.theme = self._choice("theme", _("Theme"), [(each.key, each.name) for each in list_themes()])
        self.theme_note = quiet("", self)
        self._column.addWidget(self.theme_note)
        self.theme_file = self._button(_("Choose a theme file…"), self._choose_theme)
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
        self.logo = self._button("", self._choose_logo)
        self._name_logo()

    def _head(self, words: str) -> None:
        above = heading(words, self)
        above.setContentsMargins(0, grown(8), 0, 0)
        self._heads.append(above)
        self._column.addWidget(above)

    def _button(self, words: str, does: Callable[[], None]) -> QPushButton:
        """A button that leaves Enter to the export; Space presses it."""
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: does())
        self._column.addWidget(button)
        return button

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
        row = QWidget(self)
        inner = QVBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        above = QLabel(label, row)
        above.setObjectName("label")
        above.setBuddy(field)
        inner.addWidget(above)
        inner.addWidget(field)
        self._column.addWidget(row)
        self._fields[name], self._rows[name] = field, row

    def _tick(self, name: str, words: str) -> None:
        box = QCheckBox(words, self)
        self._column.addWidget(box)
        self._fields[name] = self._rows[name] = box

    # -- the theme ------------------------------------------------------------------------------------------------

    def _choose_theme(self) -> None:
        """Asks for a theme's file, which stays in the list; one that cannot be used is told."""
        kinds = _("Themes") + f" (*{ENDING})"
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a theme file…"), "", kinds)
        if not path:
            return
        try:
            self._themes.read(path)
        except CjError as error:
            show_error(self, _("The theme cannot be used"), error)
            return
        self._add_theme(path)
        self.theme.setCurrentIndex(self.theme.findData(path))

    def _add_theme(self, path: str) -> None:
        """Puts a theme's file into the list, by the name that it gives itself."""
        if self.theme.findData(path) < 0:
            self.theme.addItem(self._themes.usable(path).theme.name, path)

    def _note_theme(self) -> None:
        """Says what of a theme had to be changed so that it can be read."""
        changed = self._themes.usable(self._text("theme")).changed
        self.theme_note.setText("\n".join(changed))
        self.theme_note.setVisible(self.drawn and bool(changed))

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
        furniture = Furniture(header, footer, confidential, self._logo_file.read(self._logo))
        return Choices(
            layout=self.layout_box.currentData(), sheet=sheet, theme=self._themes.usable(self._text("theme")).theme,
            scale=_SCALES[self._text("scale")],
            client=self._ticked("client"), furniture=furniture,
            poster=Poster(self._text("poster")), languages=_LANGUAGES[self._text("languages")],
            legend=self._ticked("legend"), transparent=self._chosen("transparent"), grid=self._chosen("grid"))

    def _chosen(self, name: str) -> bool:
        """Whether a box is ticked that the format has."""
        return self._ticked(name) and not self._rows[name].isHidden()

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
        theme = values.get("theme")
        if isinstance(theme, str) and is_file(theme) and Path(theme).is_file():
            self._add_theme(theme)
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
        """Shows what means something to the format and the layout."""
        drawn, layout, page = self.drawn, self._text("layout"), self._text("page")
        for name in ("layout", "page", "theme", "legend", "languages", *_LINES):
            self._rows[name].setVisible(drawn)
        self._rows["turn"].setVisible(drawn and (page != FIT or layout in ("poster", "story")))
        self._rows["poster"].setVisible(drawn and layout == "poster")
        self._rows["scale"].setVisible(drawn and FORMATS[self.suffix].given == "pages")
        self._rows["transparent"].setVisible(self.suffix in _CLEAR)
        self._rows["grid"].setVisible(self.suffix == ".csv")
        for each in (*self._heads, self.logo, self.theme_file):
            each.setVisible(drawn)
        self._note_theme()
        self.changed.emit()
