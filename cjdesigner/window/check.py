"""The check before an export, beside the canvas: it follows the map while it is open, and is made in the background."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRunnable, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout

from cjdesigner.canvas.accessible import announce
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.type import Typesetter
from cjdesigner.export import FIT, PAGE_SIZES, Choices, Sheet, composer_for
from cjdesigner.export.preflight import Finding, preflight
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.look import grown
from cjdesigner.window.preflight_list import PreflightList

if TYPE_CHECKING:
    from cjdesigner.files.settings import Settings
    from cjdesigner.window.main import MainWindow

_PAUSE = 300
"""Milliseconds after a change of the map until it is checked again."""


def open_check(window: "MainWindow") -> None:
    """Opens the check, or comes back to it."""
    window.active_canvas.end_editing()
    held = window.findChild(CheckDialog)
    dialog = held if held is not None and held.isVisible() else CheckDialog(window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    dialog.found.list.setFocus()


def go_to_place(window: "MainWindow", key: str) -> str:
    """Selects what a finding is about and brings it into view, or the lane that it is folded away in: the id of that.
    """
    window.choose_from_outline(key)
    canvas = window.active_canvas
    card = canvas.journey.cards.get(key)
    if card is None or key in canvas.shown.spots:
        return key
    canvas.reveal(card.lane)
    return card.lane


class CheckDialog(QDialog):
    """What there is to know of an export of the window's map, for a page and for whom; the window stays usable."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._typesetter, self._asked = window, Typesetter(), 0
        self._spoken = window.settings.language, window.settings.theme, window.settings.text_size
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._told = _Told(self)
        self._told.checked.connect(self._show)
        self._soon = QTimer(self, interval=_PAUSE, singleShot=True)
        self._soon.timeout.connect(self._check)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Check before export"))
        self._build()
        window.session.changed.connect(self._map_changed)
        window.settings_changed.connect(self._settings_changed)
        self._check()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        form = QFormLayout()
        form.setSpacing(10)
        self.page = QComboBox(self)
        self.page.setAccessibleName(_("Page"))
        self.page.addItem(_("One page, as large as the map"), FIT)
        for name in PAGE_SIZES:
            self.page.addItem(name, name)
        self.page.currentIndexChanged.connect(self._check)
        form.addRow(_("Page"), self.page)
        self.client = QCheckBox(_("The client's copy"), self)
        self.client.clicked.connect(self._check)
        form.addRow("", self.client)
        column.addLayout(form)
        self.found = PreflightList(self._window.frame, self)
        self.found.jump.connect(self._go)
        column.addWidget(self.found, 1)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(QSize(grown(460), grown(460)).boundedTo(self._window.screen().availableSize() * 0.8))
        self._make_way(QRect())

    def choices(self) -> Choices:
        """The export that is checked."""
        return Choices(sheet=Sheet(str(self.page.currentData())), client=self.client.isChecked())

    def _go(self, key: str) -> None:
        """Selects what a finding is about and brings it into view, or the lane that it is folded away in."""
        key, canvas = go_to_place(self._window, key), self._window.active_canvas
        if (spot := canvas.shown.spots.get(key)) is not None:
            rect = canvas.spot_rect(spot).toRect()
            self._make_way(QRect(canvas.viewport().mapToGlobal(rect.topLeft()), rect.size()))

    def _make_way(self, shown: QRect) -> None:
        """Moves to a corner of the window where it does not cover what it leads to, if it stands in the way."""
        if shown.isNull() or self.geometry().intersects(shown):
            room = self._window.geometry().adjusted(grown(24), grown(96), -grown(24), -grown(64))
            places = [QRect(QPoint(x, y), self.size()) for y in (room.bottom() - self.height(), room.top())
                      for x in (room.right() - self.width(), room.left())]
            self.move(next((each for each in places if not each.intersects(shown)), places[0]).topLeft())

    def _map_changed(self, _old: JourneyMap, _new: JourneyMap) -> None:
        self._soon.start()

    def _settings_changed(self, settings: "Settings") -> None:
        """In another language or look it is opened anew."""
        if self._spoken != (settings.language, settings.theme, settings.text_size):
            self.close()

    def _check(self) -> None:
        """Checks the map as it is now, without the words that the curtain covers; a later check overtakes this one."""
        self._asked += 1
        self._pool.clear()
        self.found.show_findings(None)
        canvas = self._window.active_canvas
        self._pool.start(_Checking(canvas.masked(canvas.session.map), self.choices(), self._typesetter, self._asked,
                                   self._told))

    def _show(self, asked: int, found: tuple[Finding, ...]) -> None:
        if asked == self._asked:
            self.found.show_findings(found)
            announce(self.found.list, self.found.summary.text())

    def done(self, result: int) -> None:
        """Waits for what is still being checked, which is a moment."""
        self._soon.stop()
        self._pool.clear()
        self._pool.waitForDone()
        super().done(result)


class _Told(QObject):
    """Brings what was found back to the window's thread."""

    checked = Signal(int, object)


class _Checking(QRunnable):
    """Checks a map. The pool has one thread, so that one type engine serves all of them."""

    def __init__(self, journey: JourneyMap, choices: Choices, typesetter: Typesetter, asked: int, told: _Told) -> None:
        super().__init__()
        self._journey, self._choices, self._typesetter = journey, choices, typesetter
        self._asked, self._told = asked, told

    def run(self) -> None:
        """Tells the dialog."""
        self._told.checked.emit(self._asked, preflight(self._journey, self._choices, make=self._composer))

    def _composer(self) -> Composer:
        return composer_for(self._choices, self._typesetter)
