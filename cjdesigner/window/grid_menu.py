"""Menus of the grid: what a stage, step, lane or card offers in its context menu, and the list of what is hidden."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton, QStatusBar

from cjdesigner.canvas.hits import Hit
from cjdesigner.edit.shown import hidden
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.map import JourneyMap, Stage
from cjdesigner.window.grid_commands import GridCommands

COLOURS: tuple[tuple[str, str], ...] = (
    ("#1F4E79", N_("Blue")), ("#0B7A70", N_("Teal")), ("#15803D", N_("Green")), ("#D9A400", N_("Yellow")),
    ("#E0700F", N_("Orange")), ("#C4281C", N_("Red")), ("#7C3AED", N_("Violet")), ("#475467", N_("Grey")),
)
"""The quick palette: colours with their names."""

_OFFERED: dict[str, tuple[str, ...]] = {
    "stage": ("insert_before", "insert_after", "add_step", "-", "merge", "split_stage", "-", "collapse", "hide",
              "fit_width"),
    "edge": ("fit_width", "equal_widths", "wider", "narrower"),
    "step": ("insert_before", "insert_after", "-", "split_stage"),
    "lane": ("insert_before", "insert_after", "-", "merge", "split_lane", "-", "collapse", "hide", "internal"),
    "card": ("wider", "narrower", "-", "split_stage", "split_lane", "-", "internal"),
    "emotion": ("split_stage", "split_lane", "-", "internal"),
}


def in_grid(journey: JourneyMap, keys: frozenset[str]) -> bool:
    """Whether any of these is a stage, a step or a lane."""
    return any(key in held for key in keys for held in (journey.stages, journey.steps, journey.lanes))


def offer(menu: QMenu, found: Hit, actions: dict[str, QAction], commands: GridCommands) -> None:
    """Adds to a context menu what can be done with the thing under the mouse."""
    if found.what not in _OFFERED:
        return
    menu.addSeparator()
    for name in _OFFERED[found.what]:
        menu.addAction(actions[name]) if name != "-" else menu.addSeparator()
    if found.what in ("stage", "lane", "card"):
        _offer_colours(menu.addMenu(_("Colour")), commands)


def _offer_colours(menu: QMenu, commands: GridCommands) -> None:
    for colour, name in COLOURS:
        menu.addAction(_swatch(colour, menu), _(name)).triggered.connect(
            lambda _checked=False, colour=colour: commands.paint(colour))
    menu.addSeparator()
    menu.addAction(_("Usual colour")).triggered.connect(lambda _checked=False: commands.paint(None))


def _swatch(colour: str, menu: QMenu) -> QIcon:
    """A round patch of a colour."""
    ratio = menu.devicePixelRatioF()
    pixels = QPixmap(round(16 * ratio), round(16 * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(128, 128, 128, 160))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(2, 2, 12, 12)
    painter.end()
    return QIcon(pixels)


class HiddenList:
    """The menu that lists what is hidden, and the button in the status bar that tells how much it is."""

    def __init__(self, menu: QMenu, bar: QStatusBar, everything: QAction, commands: GridCommands,
                 journey: Callable[[], JourneyMap]) -> None:
        self.menu, self._everything, self._commands, self._journey = menu, everything, commands, journey
        self.button = QPushButton(bar)
        self.button.setStyleSheet("QPushButton { padding: 1px 8px; border-radius: 6px; }")
        self.button.setIcon(everything.icon())
        self.button.setToolTip(_("Hidden stages and lanes: click to bring them back"))
        self.button.clicked.connect(self._open)
        bar.addPermanentWidget(self.button)
        menu.aboutToShow.connect(self._fill)

    def refresh(self, *, on_map: bool) -> int:
        """Shows how much is hidden now; and says it."""
        count = len(hidden(self._journey())) if on_map else 0
        self.button.setText(ngettext("{count} hidden", "{count} hidden", count))
        self.button.setVisible(count > 0)
        self.menu.menuAction().setEnabled(count > 0)
        return count

    def _fill(self) -> None:
        self.menu.clear()
        for held in hidden(self._journey()):
            kind = _("Stage") if isinstance(held, Stage) else _("Lane")
            name = held.name or (_("New stage") if isinstance(held, Stage) else _("New lane"))
            action = self.menu.addAction(f"{kind}: {name}".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, key=held.id: self._commands.show(key))
        self.menu.addSeparator()
        self.menu.addAction(self._everything)

    def _open(self) -> None:
        """Opens the list above the button; filled before, so that its height is known."""
        self._fill()
        self.menu.exec(self.button.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))
