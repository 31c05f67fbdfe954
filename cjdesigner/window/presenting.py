"""In front of the room: starts and ends the presentation, and moves it and the curtain by the window's commands."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QScreen
from PySide6.QtWidgets import QLabel, QMenu

from cjdesigner.canvas.scenes import Order
from cjdesigner.language import _, ngettext
from cjdesigner.window import presentation
from cjdesigner.window.look import Frame, frame_for
from cjdesigner.window.presentation import Presentation, movement_wanted
from cjdesigner.window.presenter_bar import PresenterBar

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow

_SHOWING = ("show_next", "show_previous", "show_black", "show_pointer", "show_follow", "show_end")
_IN_THE_ROOM = ("undo", "redo", "curtain", "reveal_next", "reveal_all", "show_pointer", "show_end")
_CHECKED = ("animations", "curtain", "peek", "show_black", "show_pointer", "show_follow")


class Presenting(QObject):
    """The presentation of one main window, while there is one."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.curtain = window.canvas.curtain
        self.shown: Presentation | None = None
        self.bar: PresenterBar | None = None
        self._screen: QScreen | None = None
        self._sign = QLabel(window)
        self.curtain.changed.connect(self._curtain_moved)
        window.session.changed.connect(lambda _old, _new: self.refresh())
        window.canvas.viewport().installEventFilter(self)
        window.canvas.zoom_changed.connect(lambda _zoom: self._follow())
        for bar in (window.canvas.horizontalScrollBar(), window.canvas.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._follow())
        QGuiApplication.instance().screenRemoved.connect(self._unplugged)  # type: ignore[union-attr]

    def functions(self) -> dict[str, Callable[[], object]]:
        """The functions of the commands of this room."""
        curtain = self.curtain
        return {
            "present": self.start, "present_selection": lambda: self.start("selection"),
            "show_next": lambda: self._step(1), "show_previous": lambda: self._step(-1),
            "show_black": self._toggle_black, "show_pointer": self._toggle_pointer,
            "show_follow": self._toggle_following, "show_end": self.end,
            "curtain": curtain.toggle, "reveal_next": curtain.reveal_next, "reveal_all": curtain.lift,
            "cover": self._cover, "peek": curtain.peek, "animations": self._toggle_movement,
        }

    # -- the window of the room ---------------------------------------------------------------------------------

    def start(self, order: Order = "stages") -> None:
        """Shows the map to the room: on the screen that this window is not on, else over this one."""
        window, chosen = self._window, self._window.canvas.selection
        window.canvas.end_editing()
        if self.shown is None:
            self.shown = Presentation(window.canvas)
            self.shown.ended.connect(self._ended)
            self.shown.menu_wanted.connect(self._menu)
            self.shown.view.scene_changed.connect(self.refresh)
            self.shown.view.gliding_wanted = movement_wanted(window, window.settings.animations)
            self.shown.dress(self._frame())
            self._show_bar()
            other = presentation.projector(window)
            self._screen = other or window.screen()
            self.shown.show_on(self._screen)
            self.curtain.show_room_elsewhere(other is not None)
        self.shown.view.show_order(order, chosen)
        self.shown.activateWindow()

    def end(self) -> None:
        """Takes the presentation away."""
        if self.shown is not None:
            self.shown.close()

    def _ended(self) -> None:
        shown, self.shown, self._screen = self.shown, None, None
        if shown is not None:
            shown.view.let_go()
            shown.deleteLater()
        self._drop_bar()
        self.curtain.show_room_elsewhere(False)
        self.refresh()
        if self._window.isVisible():
            self._window.activateWindow()

    def _unplugged(self, screen: QScreen) -> None:
        """Without the projector the window would lie over the facilitator's tools."""
        if screen is self._screen:
            self.end()

    def _frame(self) -> Frame:
        chosen = self._window.settings.presentation_theme
        return self._window.frame if chosen == "window" else frame_for(chosen)

    def rebuilt(self) -> None:
        """The main window has new words, colours and commands."""
        for name in _CHECKED:
            self._window.actions_by_id[name].setCheckable(True)
        self._window.actions_by_id["reveal_next"].setProperty("counts", True)
        self._sign = QLabel(self._window.statusBar())
        self._sign.setTextFormat(Qt.TextFormat.PlainText)
        self._window.statusBar().addPermanentWidget(self._sign)
        if self.shown is not None:
            self._drop_bar()
            self._show_bar()
            self.shown.dress(self._frame())
        self.refresh()

    # -- the facilitator's bar ----------------------------------------------------------------------------------

    def _show_bar(self) -> None:
        window = self._window
        self.bar = PresenterBar(window.frame, window.actions_by_id, self._reorder, self._dress, window)
        window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.bar)
        if self.shown is not None:
            self.shown.hold(window.actions_by_id[name] for name in _IN_THE_ROOM)

    def _drop_bar(self) -> None:
        if self.bar is not None:
            self._window.removeToolBar(self.bar)
            self.bar.deleteLater()
            self.bar = None

    def _reorder(self, order: Order) -> None:
        if self.shown is not None:
            self.shown.view.show_order(order, self._window.canvas.selection)

    def _dress(self, theme: str) -> None:
        self._window.remember("presentation_theme", theme)
        if self.shown is not None:
            self.shown.dress(self._frame())
        self.refresh()

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self._window)
        for name in ("show_next", "show_previous", "-", "show_black", "show_pointer", "-", "curtain", "reveal_next",
                     "reveal_all", "-", "show_end"):
            menu.addAction(self._window.actions_by_id[name]) if name != "-" else menu.addSeparator()
        menu.exec(at)
        menu.deleteLater()

    def refresh(self) -> None:
        """Says in bar and commands how things are."""
        commands, curtain = self._window.actions_by_id, self.curtain.value
        view = self.shown.view if self.shown else None
        checked = {"animations": self._window.settings.animations, "curtain": curtain.down, "peek": curtain.peeking,
                   "show_black": bool(view and view.black), "show_pointer": bool(view and view.pointing),
                   "show_follow": bool(view and view.following)}
        for name, state in checked.items():
            commands[name].setChecked(state)
        for name in _SHOWING:
            commands[name].setEnabled(view is not None)
        waiting = len(self.curtain.waiting)
        covered = ngettext("{count} card covered", "{count} cards covered", waiting) if waiting else ""
        self._sign.setText(" · ".join(words for words in (_("Curtain down") if curtain.down else "", covered) if words))
        for name in ("reveal_next", "peek"):
            commands[name].setEnabled(bool(waiting))
        commands["reveal_all"].setEnabled(bool(waiting) or curtain.down)
        if self.bar is not None and view is not None:
            theme = self._window.settings.presentation_theme
            self.bar.show_state(view.scenes, view.place, waiting, view.order, theme)

    # -- what the facilitator looks at and points at ------------------------------------------------------------

    def _toggle_movement(self) -> None:
        wanted = not self._window.settings.animations
        self._window.remember("animations", wanted)
        if self.shown is not None:
            self.shown.view.gliding_wanted = movement_wanted(self._window, wanted)
        self.refresh()

    def _step(self, by: int) -> None:
        if self.shown is not None:
            self.shown.view.go_to(self.shown.view.place + by)

    def _toggle_black(self) -> None:
        if self.shown is not None:
            self.shown.view.set_black(not self.shown.view.black)

    def _toggle_pointer(self) -> None:
        if self.shown is not None:
            self.shown.view.set_pointing(not self.shown.view.pointing)
        self.refresh()

    def _toggle_following(self) -> None:
        if (shown := self.shown) is None:
            return
        if shown.view.following:
            shown.view.go_to(shown.view.place)
        else:
            shown.view.follow(self._window.canvas)
        self.refresh()

    def _follow(self) -> None:
        if self.shown is not None and self.shown.view.following:
            self.shown.view.follow(self._window.canvas)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The mouse over the facilitator's canvas moves the dot in the presentation."""
        if self.shown is not None and self.shown.view.pointing:
            if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
                self.shown.view.point_at(self._window.canvas.to_points(event.position()))
            elif event.type() == QEvent.Type.Leave:
                self.shown.view.point_at(None)
        return False

    # -- the curtain --------------------------------------------------------------------------------------------

    def _cover(self) -> None:
        """Covers the selected cards; uncovers them where all of them are covered."""
        chosen = self._window.canvas.selection & self._window.session.map.cards.keys()
        covered = chosen <= set(self.curtain.waiting)
        self.curtain.uncover(chosen) if covered else self.curtain.cover(sorted(chosen))

    def _curtain_moved(self) -> None:
        self._window.show_covered()
        self.refresh()
