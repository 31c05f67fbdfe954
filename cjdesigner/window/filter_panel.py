"""The panel with everything that cards can be filtered by. It shows and asks; `filtering.Filtering` does the work."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cjdesigner.edit.filtering import FACETS, Filter, choices, traits_of
from cjdesigner.language import N_, _
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import CHANNELS, EVIDENCE, KINDS, named
from cjdesigner.window.look import Frame, grown
from cjdesigner.window.parts import as_tip, heading

TITLES = {"kind": N_("Kind"), "persona": N_("Persona"), "tag": N_("Tag"), "owner": N_("Owner"),
          "evidence": N_("Evidence"), "channel": N_("Channel"), "workshop": N_("Workshop")}
_WORKSHOP = {"voted": N_("Has votes"), "commented": N_("Has comments"), "open": N_("Has open comments")}
_WIDTH, _HEIGHT = 300, 680


def value_name(journey: JourneyMap, facet: str, value: str) -> str:
    """What a facet's value is called."""
    if not value:
        return _("None")
    if facet == "persona":
        return journey.personas[value].name or _("New persona") if value in journey.personas else value
    tables = {"kind": KINDS, "evidence": EVIDENCE, "channel": CHANNELS, "workshop": _WORKSHOP}
    return named(tables.get(facet, {}), value)


def offered(journey: JourneyMap, wanted: Filter) -> dict[str, list[tuple[str, str, int]]]:
    """What there is to choose from: of each facet its values, their names and how many cards have them.

    A facet with one value for all cards would not tell them apart; what is wanted already is always there.
    """
    traits = traits_of(journey).values()
    found: dict[str, list[tuple[str, str, int]]] = {}
    for facet in FACETS:
        counted, chosen = choices(traits, facet), wanted.wanted.get(facet, frozenset())
        if (set(counted) | chosen) - {""} and (len(counted) > 1 or facet == "workshop" or chosen):
            rows = [(value, value_name(journey, facet, value), counted[value]) for value in set(counted) | chosen]
            found[facet] = sorted(rows, key=lambda row: (not row[0], row[1].casefold()))
    return found


class FilterPanel(QFrame):
    """A list of boxes to tick, facet by facet. `toggled` says facet, value, and whether it is wanted."""

    toggled = Signal(str, str, bool)
    cleared = Signal()

    def __init__(self, journey: JourneyMap, wanted: Filter, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("filterPanel")
        self.setAccessibleName(_("Filter cards"))
        self.setStyleSheet(f"#filterPanel {{ background: {frame.panel}; border: 1px solid {frame.line}; }}"
                           "#filterPanel QScrollArea, #filterList { background: transparent; border: 0; }")
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        self.list = QWidget(self)
        self.list.setObjectName("filterList")
        column = QVBoxLayout(self.list)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(7)
        held = offered(journey, wanted)
        for facet, rows in held.items():
            column.addWidget(heading(_(TITLES[facet]), self.list))
            for value, name, count in rows:
                column.addWidget(self._box(facet, value, f"{name} ({count})", wanted))
            column.addSpacing(6)
        if not held:
            none = QLabel(_("There is nothing yet to filter by. Add cards first; personas, tags and owners tell them "
                            "apart."), self.list)
            none.setWordWrap(True)
            column.addWidget(none)
        column.addStretch(1)
        self._lay_out()

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.list)
        self.area = area
        self.clear_button = QPushButton(_("Clear filter"), self)
        self.clear_button.clicked.connect(self.cleared.emit)
        self.told = QLabel(self)
        self.told.setObjectName("label")
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _box(self, facet: str, value: str, words: str, wanted: Filter) -> QCheckBox:
        box = QCheckBox(self.list)
        shown = box.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, grown(_WIDTH) - grown(80))
        box.setText(shown.replace("&", "&&"))
        box.setToolTip("" if shown == words else as_tip(words))
        box.setAccessibleName(f"{_(TITLES[facet])}: {words}")
        box.setChecked(value in wanted.wanted.get(facet, frozenset()))
        box.toggled.connect(lambda on: self.toggled.emit(facet, value, on))
        self.boxes[facet, value] = box
        return box

    def untick(self) -> None:
        """Shows that nothing is wanted any more."""
        for box in self.boxes.values():
            box.blockSignals(True)
            box.setChecked(False)
            box.blockSignals(False)

    def open_at(self, at: QPoint, say: Callable[[], str]) -> None:
        """Shows the panel below a place of the screen, as far as there is room."""
        self.told.setText(say())
        screen = self.screen().availableGeometry()
        foot = self.clear_button.sizeHint().height() + 20
        high = min(grown(_HEIGHT), self.list.sizeHint().height() + foot, screen.bottom() - at.y() - 8)
        self.setGeometry(min(at.x(), screen.right() - grown(_WIDTH) - 8), at.y(), grown(_WIDTH), max(high, 120))
        self.show()
        next(iter(self.boxes.values()), self.clear_button).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk, Enter and Space tick, Esc closes."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            if (now := self.focusWidget()) is not None and now.parentWidget() is self.list:
                self.area.ensureWidgetVisible(now)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            now = self.focusWidget()
            now.click() if isinstance(now, QCheckBox | QPushButton) else self.close()
        else:
            super().keyPressEvent(event)
