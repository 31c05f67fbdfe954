"""All of a workshop in one window: what lasts (timer, round, progress), the panel that shows it, the commands."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.files.settings import Settings
from cjdesigner.language import _
from cjdesigner.model.workshop import AgendaItem
from cjdesigner.window.look import Frame
from cjdesigner.window.workshop.agenda_panel import AgendaPanel
from cjdesigner.window.workshop.comments import CardComments, CommentsPanel
from cjdesigner.window.workshop.countdown import Countdown
from cjdesigner.window.workshop.parking_panel import ParkingPanel
from cjdesigner.window.workshop.parts import small
from cjdesigner.window.workshop.progress import Progress
from cjdesigner.window.workshop.vote_panel import VoteBanner, VotePanel
from cjdesigner.window.workshop.voting import VotingRound

_WIDTH = 320


class MakeDock(Protocol):
    """Makes a dock of the window around a widget."""

    def __call__(self, name: str, widget: QWidget, area: Qt.DockWidgetArea, width: int) -> QDockWidget: ...  # noqa: D102


class WorkshopPanel(QWidget):
    """The four tabs."""

    def __init__(self, tabs: list[tuple[str, QWidget]], close: Callable[[], None], frame: Frame) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget(self)
        head.setObjectName("workshopHead")
        head.setLayout(row)
        row.setContentsMargins(6, 4, 6, 0)
        row.setSpacing(0)
        self.bar = QTabBar(head)
        self.bar.setAccessibleName(_("Workshop"))
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.stack = QStackedWidget(self)
        for words, widget in tabs:
            self.bar.addTab(words)
            self.stack.addWidget(_scrolled(widget))
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)
        row.addWidget(self.bar, 1)
        self.close_button = small("x", _("Close the panel"), close, frame, head)
        row.addWidget(self.close_button)
        self._head = head
        column.addWidget(head)
        column.addWidget(self.stack, 1)


    def showEvent(self, event: QShowEvent) -> None:
        """Becomes wide enough for the names of all tabs; how wide they are is known once they are dressed."""
        super().showEvent(event)
        self.setMinimumWidth(max(self.minimumWidth(), self._head.sizeHint().width()))


def _scrolled(widget: QWidget) -> QScrollArea:
    """A panel that scrolls where the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area


class Workshop(QObject):
    """The workshop of one window. The timer, a round of votes and the progress outlive a change of theme or language.

    `remember` keeps a setting.
    """

    agenda: AgendaPanel

    def __init__(self, canvas: CanvasView, settings: Callable[[], Settings], remember: Callable[[str, object], None],
                 window: QMainWindow) -> None:
        super().__init__(window)
        self._window, self._canvas, self._settings, self._remember = window, canvas, settings, remember
        self.countdown = Countdown(parent=self)
        self.progress = Progress(canvas.session, self.countdown, parent=self)
        self.voting = VotingRound(canvas, self)
        self._banner: VoteBanner | None = None
        self.countdown.ended.connect(self._ring)
        self.progress.begun.connect(self._show_place)
        window.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)

    # -- building ---------------------------------------------------------------------------------------------------

    def build(self, frame: Frame, make_dock: MakeDock, beside: QDockWidget) -> None:
        """Makes everything that has words or colours; the dock shares its place with the one `beside`."""
        canvas = self._canvas
        large = False
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            large = self.agenda.timer.window_of_its_own is not None
            self.agenda.timer.close_large()
        self._banner = VoteBanner(canvas, self.voting)
        self.vote, self.parking = VotePanel(canvas, self.voting, frame), ParkingPanel(canvas, frame)
        self.agenda, self.comments = AgendaPanel(canvas.session, self.progress, frame), CommentsPanel(canvas, frame)
        for panel in (self.vote, self.comments):
            panel.jump.connect(self._jump)
        self.tabs: list[QWidget] = [self.vote, self.parking, self.agenda, self.comments]
        names = (_("Vote"), _("Parking"), _("Agenda"), _("Comments"))
        self.panel = WorkshopPanel(list(zip(names, self.tabs, strict=True)), lambda: self._open(False), frame)
        self.dock = make_dock(_("Workshop"), self.panel, Qt.DockWidgetArea.RightDockWidgetArea, _WIDTH)
        self.dock.setObjectName("dockWorkshop")
        self.dock.toggleViewAction().triggered.connect(self._open)
        self._window.tabifyDockWidget(beside, self.dock)
        self.dock.hide()
        canvas.catcher = self.parking
        if large:
            self.agenda.timer.open_large()

    def build_comments(self, frame: Frame, parent: QWidget) -> CardComments:
        """What is said about the selected card, to stand under the inspector."""
        self.card_comments = CardComments(self._canvas, lambda: self._settings().author,
                                          lambda name: self._remember("author", name), frame, parent)
        return self.card_comments

    def functions(self) -> dict[str, Callable[[], object]]:
        """The function of every command of a workshop."""
        return {
            "workshop": self._toggle, "vote": self._vote, "park": lambda: self.parking.park_selected(),
            "bring_back": lambda: self.parking.bring_back(), "comment": self._comment,
            "timer": self.countdown.toggle, "timer_more": lambda: self.countdown.add(60),
            "timer_stop": self.countdown.stop, "timer_large": lambda: self.agenda.timer.toggle_large(),
            "agenda_next": self.progress.next,
        }

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_dock(self, on_map: bool) -> None:
        """Shows the dock with a map, if it was left open."""
        self.dock.setVisible(on_map and self._settings().workshop)
        if not on_map:
            self.voting.end()

    def show_tab(self, panel: QWidget) -> None:
        """Opens the dock at one of its tabs."""
        self._open(True)
        self.panel.bar.setCurrentIndex(self.tabs.index(panel))

    def _open(self, wanted: bool) -> None:
        self.dock.setVisible(wanted)
        if wanted:
            self.dock.raise_()
        elif self.panel.isAncestorOf(QApplication.focusWidget() or self._window):
            self._canvas.setFocus()
        if self._settings().workshop != wanted:
            self._remember("workshop", wanted)

    def _toggle(self) -> None:
        """Opens the panel and goes there, or closes it when one is there already."""
        focus = QApplication.focusWidget()
        if self.dock.isVisible() and focus is not None and self.panel.isAncestorOf(focus):
            self._open(False)
            self._canvas.setFocus()
            return
        self._open(True)
        self.panel.bar.setFocus()

    # -- what is done -------------------------------------------------------------------------------------------------

    def _vote(self) -> None:
        if not self.voting.active:
            self.show_tab(self.vote)
        self.vote.toggle()

    def _comment(self) -> None:
        """Goes to where a comment on the one selected card is written."""
        if self.card_comments.card() == "":
            return
        for held in self._window.findChildren(QDockWidget):
            if held.isAncestorOf(self.card_comments):
                held.show()
                held.raise_()
        self.card_comments.begin()

    def _jump(self, card: str) -> None:
        self._canvas.select(frozenset({card}))
        self._canvas.reveal(card)
        self._canvas.setFocus()

    def _show_place(self, item: AgendaItem) -> None:
        """Brings the stage or lane of a part into view."""
        grid, spots = self._canvas.shown.grid, self._canvas.shown.spots
        column = next((held for held in grid.columns if held.stage == item.stage), None)
        row = next((held for held in grid.rows if held.lane == item.lane), None)
        if column is not None and item.stage in spots:
            top = spots[item.stage].y
            bottom = grid.rows[-1].y + grid.rows[-1].height if grid.rows else top + 200
            self._canvas.select(frozenset({item.stage}))
            self._canvas.fit(QRectF(column.x - 24, top - 24, column.width + 48, bottom - top + 48), 1.5)
        elif row is not None and item.lane is not None:
            self._canvas.select(frozenset({item.lane}))
            self._canvas.fit(QRectF(0, row.y - 24, self._canvas.shown.width, row.height + 48), 1.5)

    def _ring(self) -> None:
        """The time is up: a sound of the system, and the window asks for attention; the timer's face flashes itself.

        Qt's essentials have no way to play a sound of one's own, so it is the one that the system beeps with.
        """
        QApplication.beep()
        QApplication.alert(self._window)
