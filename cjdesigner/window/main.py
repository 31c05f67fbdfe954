"""The main window: wires session, canvas, panels and commands together. It decides nothing about maps itself.

Imports little, so that a start shows its page at once: the rest is imported by `complete` and by what needs a map.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QWidget,
)

from cjdesigner import language
from cjdesigner.errors import CjError
from cjdesigner.files.recent import recent_files, templates_folder
from cjdesigner.files.settings import Settings
from cjdesigner.language import _, ngettext
from cjdesigner.model import templates
from cjdesigner.window import actions
from cjdesigner.window.look import Frame, frame_for, scale_for
from cjdesigner.window.start import Choice, StartPage, opening

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView
    from cjdesigner.canvas.hits import Hit
    from cjdesigner.drawing.type import Typesetter
    from cjdesigner.model.map import JourneyMap
    from cjdesigner.window.capture_bar import CaptureBar
    from cjdesigner.window.picture_cards import PictureCards


class MainWindow(QMainWindow):
    """One open map, or the start page."""

    settings_changed = Signal(object)
    """The user chose another language or theme: the new `Settings`."""

    window_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, settings: Settings, typesetter: "Typesetter | None" = None, path: Path | None = None, *,
                 whole: bool = True) -> None:
        super().__init__()
        self._settings, self.typesetter = settings, typesetter
        self.frame: Frame = frame_for(settings.theme, scale_for(settings.text_size))
        self._layout = QByteArray.fromBase64(settings.state.encode())
        self.whole = False
        self._stack = QStackedWidget(self)
        self._start: StartPage | None = None
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self._waiting = path
        if whole:
            self.complete()
        else:
            self._name_menus()
        if path is None:
            self.show_start()
        elif not whole:
            self._stack.addWidget(opening(path))

    def _name_menus(self) -> None:
        """Empty menus, which take the room of those to come; one that is opened before they are there gets them."""
        for title, _names in actions.MENUS:
            self.menuBar().addMenu(_(title)).aboutToShow.connect(self.complete)

    def complete(self) -> None:
        """Makes all that the start page can be shown without, once: session, canvas, commands, menus, panels."""
        if self.whole:
            return
        from cjdesigner.canvas.accessible import install
        from cjdesigner.canvas.canvas import CanvasView
        from cjdesigner.drawing.type import Typesetter
        from cjdesigner.session import Session
        from cjdesigner.window.commands import Commands
        from cjdesigner.window.documents import Documents
        from cjdesigner.window.grid_commands import GridCommands

        self.whole = True
        install()
        self.typesetter = self.typesetter or Typesetter()
        self.session = Session(templates.blank(language.active()), parent=self)
        self.canvas = CanvasView(self.session, Typesetter())  # its own: large maps are composed in a worker
        self.pictures: dict[CanvasView, PictureCards] = {}
        self.commands = Commands(self.session, self.canvas)
        self.grid = GridCommands(self.session, self.canvas)
        self.documents = Documents(self.session, self, self.canvas)
        self._make_rooms()
        self._connect()
        self.menuBar().clear()
        self._build()
        if self._start is not None:
            self._show_panels(False)
            self._start.paint_pictures(self.typesetter)
        if self._waiting is not None:
            self.documents.open(self._waiting)

    # -- building -------------------------------------------------------------------------------------------------

    def _make_rooms(self) -> None:
        """What has a room of its own beside the canvas: workshop, search, presentation, split view."""
        from cjdesigner.window.arrivals import Arrivals
        from cjdesigner.window.bench import Bench
        from cjdesigner.window.exporting import Exporting
        from cjdesigner.window.presenting import Presenting
        from cjdesigner.window.searching import Searching
        from cjdesigner.window.split import Split
        from cjdesigner.window.viewing import Viewing
        from cjdesigner.window.workshop.desk import Workshop

        self.arrivals = Arrivals(self.session, self.canvas, self.documents,
                                 lambda: self.pictures[self.active_canvas], lambda: self._on_map, self.open_path)
        self.exporting = Exporting(self)
        self.workshop = Workshop(self.canvas, lambda: self._settings, self.remember, self)
        self.searching = Searching(self)
        self.presenting = Presenting(self)
        self.split = Split(self.canvas, self._wire, self._stack)
        self.viewing = Viewing(self.split)
        self.bench = Bench(self.split, self._stack)
        self._stack.addWidget(self.bench)

    def _connect(self) -> None:
        self.session.changed.connect(self._map_changed)
        self.session.saved.connect(self._refresh)
        from cjdesigner.window.dialogs import show_error

        self.session.refused.connect(lambda error: show_error(self, _("Nothing was changed"), error))
        self.split.active_changed.connect(self._active_changed)
        self.documents.opened.connect(self._opened)
        self.documents.failed.connect(self._open_failed)
        self.documents.listed.connect(self._fill_recent)

    def _wire(self, canvas: "CanvasView") -> None:
        from cjdesigner.window.picture_cards import PictureCards

        canvas.selection_changed.connect(self._selection_changed)
        canvas.zoom_changed.connect(lambda _zoom: self._refresh())
        canvas.context_wanted.connect(self.context_menu)
        canvas.arrived.connect(self.arrivals.drop)
        self.pictures[canvas] = PictureCards(canvas)

    @property
    def active_canvas(self) -> "CanvasView":
        """The canvas that commands act on: the one that had the focus last."""
        return self.split.active

    @property
    def capture(self) -> "CaptureBar":
        """The capture bar."""
        assert self.bench.capture is not None
        return self.bench.capture

    def _active_changed(self) -> None:
        self.pictures = {canvas: self.pictures[canvas] for canvas in self.split.canvases()}
        for each in (self.commands, self.grid, self.arrivals):
            each.act_on(self.active_canvas)
        self._selection_changed()

    def _build(self) -> None:
        """Makes everything that has words or colours; called again when either changes."""
        from cjdesigner.window.functions import functions_of
        from cjdesigner.window.menus import make_action, make_toolbar

        functions = functions_of(self) | self.presenting.functions()
        self.actions_by_id = {spec.id: make_action(spec, self.frame, self, functions[spec.id])
                              for spec in actions.SPECS}
        self._build_menus()
        self._toolbar, self._zoom = make_toolbar(self, self.frame, self.actions_by_id)
        self._build_panels()
        self.bench.build(self.session, self.frame)
        self.searching.build()
        self.split.dress(self.frame.canvas, self.frame.theme)
        self.presenting.rebuilt()
        self._refresh()

    def rebuild(self, settings: Settings) -> None:
        """Takes over other settings: language and theme change at once."""
        self.complete()
        self._layout = self.saveState() if self._on_map else self._layout
        self._settings = settings
        self.frame = frame_for(settings.theme, scale_for(settings.text_size))
        self.canvas.end_editing()
        for action in (*self.actions_by_id.values(), *self.menus.inserting):
            self.removeAction(action)
            action.deleteLater()
        menus = self.menuBar().findChildren(QMenu)
        self.menuBar().clear()
        self.removeToolBar(self._toolbar)
        for old in (*menus, self._toolbar, self._side, self._right, self.workshop.dock, self.statusBar()):
            old.setParent(None)
            old.deleteLater()
        on_start = self._stack.currentWidget() is self._start
        self._build()
        if on_start:
            self.show_start()
        else:
            self._show_panels(True)

    def _build_menus(self) -> None:
        from cjdesigner.window.menus import Menus

        self.menus = Menus(self, self.frame, self._settings, self.actions_by_id, self.add, self.remember,
                            self.open_path)
        self.menus.build()
        self.submenus = self.menus.submenus
        self._fill_recent()

    @property
    def settings(self) -> Settings:
        """What the user has chosen."""
        return self._settings

    def remember(self, field: str, value: object) -> None:
        """Keeps a choice of the user."""
        self._settings = chosen = self._settings.having(**{field: value})
        QTimer.singleShot(0, lambda: self.settings_changed.emit(chosen))

    def _fill_recent(self) -> None:
        self.menus.fill_recent(recent_files())

    def _dock(self, name: str, widget: QWidget, area: Qt.DockWidgetArea, width: int) -> QDockWidget:
        from cjdesigner.window.panels import dock

        return dock(self, name, widget, area, width)

    def _build_panels(self) -> None:
        from cjdesigner.window.grid_menu import HiddenList
        from cjdesigner.window.panels import inspector_panel, labels_of, side_panel

        self.palette_panel, self.outline, side = side_panel(self)
        self._side = self._dock(_("Palette and outline"), side, Qt.DockWidgetArea.LeftDockWidgetArea, 216)
        self.inspector, right = inspector_panel(self)
        self._right = self._dock(_("Inspector"), right, Qt.DockWidgetArea.RightDockWidgetArea, 272)
        self.workshop.build(self.frame, self._dock, self._right)
        self._state, self._counts, self._chosen = labels_of(self.statusBar())
        self._hidden = HiddenList(self.submenus["hidden>"], self.statusBar(), self.actions_by_id["show_all"],
                                  self.grid, lambda: self.session.map)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Shows the start page instead of the map."""
        if self._start is not None:
            self._stack.removeWidget(self._start)
            self._start.deleteLater()
        start = StartPage(self.frame, self.choices(), recent_files(), self)
        start.new_map.connect(self.new_map)
        start.open_file.connect(self._ask_open)
        start.import_file.connect(self._ask_import)
        start.recent.connect(self.open_path)
        start.template.connect(self.start_from)
        self._start = start
        self._stack.addWidget(start)
        self._stack.setCurrentWidget(start)
        start.new_button.setFocus()
        if not self.whole:
            self.setWindowTitle("cjdesigner")
            return
        self.presenting.end()
        self._show_panels(False)
        self._refresh()
        if self.typesetter is not None:
            start.paint_pictures(self.typesetter)

    def choices(self) -> list[Choice]:
        """The templates to start from, the user's own after the others."""
        spoken = language.active()
        held = {each.key: each for each in templates.named_templates(spoken)}
        found = [Choice(held[key].name if key in held else key,
                        held[key].summary if key in held else _("This template is missing"),
                        partial(templates.build, key, spoken)) for key in templates.KEYS]
        own = sorted(templates_folder().glob("*.cjmap")) if templates_folder().is_dir() else []
        return found + [Choice(path.stem, _("My template"), partial(self._own_template, path))
                        for path in own]

    def _own_template(self, path: Path) -> "JourneyMap":
        self.complete()
        return self.documents.from_own_template(path)

    def _ask_open(self) -> None:
        self.complete()
        self.documents.ask_open()

    def _ask_import(self) -> None:
        self.complete()
        self.documents.ask_import()

    def start_from(self, choice: Choice) -> None:
        """Begins a map with a template."""
        self.complete()
        try:
            journey = choice.make()
        except CjError as error:
            from cjdesigner.window.dialogs import show_error

            show_error(self, _("The template cannot be used"), error)
            return
        if self.documents.may_leave():
            self.documents.show(journey, clean=True)

    def new_map(self) -> None:
        """Begins an empty map."""
        self.complete()
        if self.documents.may_leave():
            self.documents.show(templates.blank(language.active()), clean=True)

    def open_path(self, path: Path) -> None:
        """Opens a map's file."""
        self.complete()
        if self.documents.may_leave():
            self.documents.open(path)

    def to_start(self) -> None:
        """Goes to the start page, leaving the map."""
        if self.documents.may_leave():
            self.session.open(templates.blank(language.active()), None)
            self.show_start()

    def _opened(self) -> None:
        self._stack.setCurrentWidget(self.bench)
        self._show_panels(True)
        self.canvas.setFocus()
        self._refresh()
        QTimer.singleShot(0, lambda: self.canvas.fit(most=1.0))

    def _open_failed(self) -> None:
        """Without a map there is the start page."""
        if self._start is None:
            self.show_start()

    def _show_panels(self, shown: bool) -> None:
        if not shown and self._side.isVisible():
            self._layout = self.saveState()
        for panel in (self._toolbar, self._side, self._right, self.statusBar()):
            panel.setVisible(shown)
        if shown and not self._layout.isEmpty():
            self.restoreState(self._layout)
        self.workshop.show_dock(shown)
        if shown:
            self.show_covered()

    @property
    def _on_map(self) -> bool:
        return self.whole and self._stack.currentWidget() is self.bench

    def _map_changed(self, _old: "JourneyMap", new: "JourneyMap") -> None:
        from cjdesigner.canvas.accessible import announce
        from cjdesigner.window.inspector import step_name

        self.outline.show_map(self.canvas.masked(new))
        announce(self.canvas, step_name(self.session.history.undo_label))
        self._refresh()

    def show_covered(self) -> None:
        """Shows in outline and inspector no words that the canvas covers."""
        self.outline.show_map(self.canvas.masked(self.session.map))
        self._selection_changed()

    def _selection_changed(self) -> None:
        self.inspector.show_selection(self.active_canvas.selection - self.active_canvas.masked_keys)
        self.outline.show_selection(self.active_canvas.selection)
        self._refresh()

    def _refresh(self) -> None:
        """Title, status bar, and which commands can be used now."""
        journey, path = self.session.map, self.session.path
        name = path.name if path else journey.title or _("Untitled journey map")
        self.setWindowTitle(f"{name}[*] — cjdesigner" if self._on_map else "cjdesigner")
        self.setWindowModified(self._on_map and self.session.dirty)
        self._zoom.setText(f"{round(self.active_canvas.zoom * 100)} %")
        self._state.setText(_("Read only") if self.session.read_only else _("Not saved yet") if self.session.dirty
                            else _("Saved") if path else _("New"))
        self._counts.setText(" · ".join((
            ngettext("{count} stage", "{count} stages", len(journey.stages)),
            ngettext("{count} lane", "{count} lanes", len(journey.lanes)),
            ngettext("{count} card", "{count} cards", len(journey.cards)),
        )))
        count = len(self.active_canvas.selection)
        self._chosen.setText(ngettext("{count} selected", "{count} selected", count) if count else "")
        self._enable()

    def _enable(self) -> None:
        from cjdesigner.window.grid_menu import in_grid
        from cjdesigner.window.inspector import step_name

        history, on_map = self.session.history, self._on_map
        usable = {"": True, "map": on_map, "selection": on_map and bool(self.active_canvas.selection),
                  "undo": on_map and bool(history.done), "redo": on_map and bool(history.undone),
                  "file": on_map and self.session.path is not None,
                  "grid": on_map and in_grid(self.session.map, self.active_canvas.selection),
                  "hidden": self._hidden.refresh(on_map=on_map) > 0}
        for spec in actions.SPECS:
            self.actions_by_id[spec.id].setEnabled(usable[spec.needs])
        self.viewing.tick(self.actions_by_id)
        self.presenting.refresh()
        for action in self.menus.inserting:
            action.setEnabled(on_map and not self.session.read_only)
        for name, label, words in (("undo", history.undo_label, _("&Undo {step}")),
                                   ("redo", history.redo_label, _("&Redo {step}"))):
            plain = _("&Undo") if name == "undo" else _("&Redo")
            step = step_name(label)
            self.actions_by_id[name].setText(words.format(step=step[:1].lower() + step[1:]) if label else plain)

    # -- commands that are the window's -----------------------------------------------------------------------------

    def add(self, kind: str) -> None:
        """Adds a thing of a kind from the palette or the Insert menu."""
        from cjdesigner.window.palette_panel import dragged_kind

        self.active_canvas.add(dragged_kind(kind))

    def capture_line(self) -> None:
        """Puts the cursor into the capture line, at a cell if none is chosen."""
        self.active_canvas.end_editing()
        self.capture.begin()

    def cycle(self, by: int) -> None:
        """Goes to the next of the window's panes: tools, palette, outline, canvases, inspector, workshop."""
        from cjdesigner.window.panes import enter, next_pane

        panes = (self._toolbar, self.palette_panel, self.outline, self.canvas, self.inspector, self.workshop.dock)
        if pane := next_pane(panes, self.focusWidget(), by):
            enter(pane)

    def properties(self) -> None:
        """Goes to the map's own fields."""
        self.active_canvas.select(frozenset({"header"}))
        self._right.show()
        self.inspector.setFocus()

    def fit_selection(self) -> None:
        """Zooms to what is selected."""
        if area := self.active_canvas.selected_area():
            self.active_canvas.fit(area, 2.5)

    def choose_from_outline(self, key: str) -> None:
        """Selects a thing and brings it into view."""
        self.active_canvas.select(frozenset({key}))
        self.active_canvas.reveal(key)

    def context_menu(self, found: "Hit", at: QPoint) -> None:
        """Offers what can be done with a thing."""
        from cjdesigner.window.context_menu import open_menu

        open_menu(self, found, at)

    # -- the window's own events --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere."""
        from cjdesigner.canvas.mime import files_of

        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens dropped maps, brings in dropped tables and texts."""
        from cjdesigner.canvas.mime import files_of

        self.complete()
        event.acceptProposedAction()
        self.arrivals.files(files_of(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about unsaved work; remembers the window's place and how its panels stood."""
        if self.whole:
            self.canvas.end_editing()
            if not self.documents.may_leave():
                event.ignore()
                return
            self.presenting.end()
            self._layout = self.saveState() if self._on_map else self._layout
        kept = {"geometry": _written(self.saveGeometry()), "state": _written(self._layout)}
        self.settings_changed.emit(self._settings.having(**kept))
        event.accept()

    def restore_place(self, settings: Settings) -> None:
        """Puts the window where it was the last time."""
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))


def _written(held: QByteArray) -> str:
    """Qt's bytes as the settings keep them."""
    return bytes(held.toBase64().data()).decode()
