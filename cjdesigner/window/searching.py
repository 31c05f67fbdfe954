"""Everything of a window that finds: the command palette, the find bar, the filter. Wires them; knows nothing else."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolBar, QWidget

from cjdesigner.files.used import note_command, used_commands
from cjdesigner.model.map import JourneyMap
from cjdesigner.window import actions
from cjdesigner.window.command_palette import CommandPalette
from cjdesigner.window.filtering import Filtering
from cjdesigner.window.finding import Finding
from cjdesigner.window.look import icon
from cjdesigner.window.offers import Offer, from_map, from_menus, from_templates

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow


class Searching:
    """The finders of one window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.finding = Finding(window.canvas)
        self.filtering = Filtering(window.canvas, self._below_filter)
        self.palette: CommandPalette | None = None
        self._listed: tuple[JourneyMap, frozenset[str], list[Offer]] | None = None

    def functions(self) -> dict[str, Callable[[], object]]:
        """The functions of the commands."""
        return {
            "palette": self.open_palette, "find": self.finding.open,
            "replace": lambda: self.finding.open(replacing=True), "find_next": lambda: self.finding.step(1),
            "find_previous": lambda: self.finding.step(-1), "filter": self.filtering.open,
            "filter_toggle": self.filtering.toggle,
        }

    def build(self) -> None:
        """Makes everything that has words or colours; called again when either changes."""
        window = self._window
        if self.palette is not None:
            self.palette.deleteLater()
        self._listed = None
        self.palette = CommandPalette(window.frame, note_command, window)
        self.finding.build(window.frame)
        self.filtering.build(window.frame, window.statusBar(), window.actions_by_id["filter"])

    def open_palette(self) -> None:
        """Shows the command palette with what can be done and gone to now."""
        self._window.canvas.end_editing()
        if self.palette is not None:
            self.palette.open(self._commands(), self._things(), used_commands())

    def _commands(self) -> list[Offer]:
        window = self._window
        texts = {spec.id: spec.text for spec in actions.SPECS}
        tick = icon("check", window.frame.accent, size=18)
        menus = from_menus(window.menuBar(), window.actions_by_id, texts, tick)
        return [offer for offer in menus if offer.id != "palette"] + from_templates(
            window.choices(), window.start_from, window.frame)

    def _things(self) -> list[Offer]:
        window = self._window
        if not window.actions_by_id["find"].isEnabled():
            return []
        now, covered = window.session.map, window.canvas.masked_keys
        if self._listed is None or self._listed[0] is not now or self._listed[1] != covered:
            self._listed = (now, covered, from_map(window.canvas.masked(now), self._go, window.frame))
        return self._listed[2]

    def _go(self, key: str) -> None:
        """Selects a thing and brings it into view."""
        canvas = self._window.canvas
        canvas.end_editing()
        if key in canvas.shown.spots:
            canvas.select(frozenset({key}))
            canvas.reveal(key)
        canvas.setFocus()

    def _below_filter(self) -> QPoint:
        """Where the filter's panel opens: below its button, or at the canvas where the button is out of sight."""
        action = self._window.actions_by_id["filter"]
        for bar in self._window.findChildren(QToolBar):
            button: QWidget | None = bar.widgetForAction(action)
            if button is not None and button.isVisible():
                return button.mapToGlobal(QPoint(0, button.height() + 4))
        return self._window.canvas.mapToGlobal(QPoint(12, 12))
