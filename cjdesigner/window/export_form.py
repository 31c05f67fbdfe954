"""The form of the export dialog: format, layout, paper and looks. It gives choices, and values to be remembered."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cjdesigner.drawing.theme import LIGHT, NAMED, THEMES
from cjdesigner.export import FIT, FORMATS, LAYOUTS, PAGE_SIZES, Choices, Sheet
from cjdesigner.files.exported import Values, last_export
from cjdesigner.language import N_, _
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.look import grown

MERMAID = ".mmd"
_SCALES = {"72": 1.0, "144": 2.0, "216": 3.0, "300": 300 / 72}
"""Pixels per point by dots per inch."""

_THEMES = {"light": N_("Light"), "dark": N_("Dark"), "night": N_("Night"), "contrast": N_("High contrast"),
           "contrast_dark": N_("High contrast, dark")}


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
        self._boxes: dict[str, QComboBox] = {}
        self._rows: dict[str, QWidget] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(grown(300))
        held = QWidget()
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(4)
        self.setWidget(held)
        self._make()
        self._column.addStretch(1)
        self._follow()

    def _make(self) -> None:
        formats = [(suffix, f"{_(form.name)} ({suffix})") for suffix, form in FORMATS.items()]
        self.format = self._choice("format", _("Format"), [*formats, (MERMAID, _("Mermaid text") + f" ({MERMAID})")])
        self.layout_box = self._choice("layout", _("Layout"), [(name, _(words)) for name, words in LAYOUTS.items()])
        pages = [(FIT, _("One page, as large as the map")), *((name, name) for name in PAGE_SIZES)]
        self.page = self._choice("page", _("Page"), pages)
        self.turn = self._choice("turn", _("Orientation"), [("landscape", _("Landscape")), ("portrait", _("Portrait"))])
        themes = [(theme.name, _(_THEMES.get(theme.name, theme.name))) for theme in THEMES]
        self.theme = self._choice("theme", _("Theme"), themes)
        self.scale = self._choice("scale", _("Resolution"), [(dots, f"{dots} dpi") for dots in _SCALES])
        self.scale.setCurrentIndex(1)

    def _choice(self, name: str, label: str, items: Iterable[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, words in items:
            box.addItem(words, value)
        box.setAccessibleName(label)
        above = QLabel(label, self)
        above.setObjectName("label")
        above.setBuddy(box)
        self._column.addWidget(above)
        self._column.addWidget(box)
        self._column.addSpacing(8)
        self._boxes[name], self._rows[name] = box, above
        box.currentIndexChanged.connect(self._follow)
        return box

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
        sheet = Sheet(self._value("page"), landscape=self._value("turn") == "landscape")
        return Choices(layout=self.layout_box.currentData(), sheet=sheet, scale=_SCALES[self._value("scale")],
                       theme=NAMED.get(self._value("theme"), LIGHT))

    def _value(self, name: str) -> str:
        return str(self._boxes[name].currentData())

    def values(self) -> Values:
        """The values of all fields by their names."""
        return {name: self._value(name) for name in self._boxes}

    def fill(self, values: Values) -> None:
        """Puts in what was chosen before; what there is no more stays as it is."""
        for name, box in self._boxes.items():
            place = box.findData(values.get(name))
            if place >= 0:
                box.setCurrentIndex(place)

    def _follow(self) -> None:
        """Enables what means something to the format and the page."""
        self._enable("layout", self.drawn)
        self._enable("page", self.drawn)
        self._enable("turn", self.drawn and self._value("page") != FIT)
        self._enable("theme", self.drawn)
        self._enable("scale", self.drawn and FORMATS[self.suffix].given == "pages")
        self.changed.emit()

    def _enable(self, name: str, on: bool) -> None:
        self._boxes[name].setEnabled(on)
        self._rows[name].setEnabled(on)
