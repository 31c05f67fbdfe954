"""The main window: wires session, canvas, panels and commands together. It decides nothing about maps itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import language
from cjdesigner.canvas.accessible import announce
from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.hits import Hit
from cjdesigner.canvas.mime import files_of
from cjdesigner.drawing.type import Typesetter
from cjdesigner.errors import CjError
from cjdesigner.files.recent import recent_files, templates_folder
from cjdesigner.files.settings import Settings
from cjdesigner.language import _, ngettext
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session
from cjdesigner.window import actions
from cjdesigner.window.arrivals import Arrivals
from cjdesigner.window.bench import Bench
from cjdesigner.window.capture_bar import CaptureBar
from cjdesigner.window.commands import Commands
from cjdesigner.window.dialogs import show_error
from cjdesigner.window.documents import Documents
from cjdesigner.window.feelings import add_feeling_menus, shift_expectations, shift_feelings
from cjdesigner.window.grid_commands import GridCommands
from cjdesigner.window.grid_menu import HiddenList, in_grid, offer
from cjdesigner.window.help import show_about, show_shortcuts
from cjdesigner.window.inspector import Inspector, step_name
from cjdesigner.window.look import Frame, frame_for, scale_for
from cjdesigner.window.menus import Menus, make_action, make_toolbar
from cjdesigner.window.outline import Outline
from cjdesigner.window.palette_panel import PalettePanel, dragged_kind, heading, scrolled
from cjdesigner.window.panes import enter, next_pane
from cjdesigner.window.picture_cards import PictureCards
from cjdesigner.window.presenting import Presenting
from cjdesigner.window.searching import Searching
from cjdesigner.window.split import Split
from cjdesigner.window.start import Choice, StartPage
from cjdesigner.window.viewing import Viewing
from cjdesigner.window.workshop.desk import Workshop


class MainWindow(QMainWindow):
    """One open map, or the start page."""

    settings_changed = Signal(object)
    """The user chose another language or theme: the new `Settings`."""

    window_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, settings: Settings, typesetter: Typesetter, path: Path | None = None) -> None:
        super().__init__()
        self._settings, self._typesetter = settings, typesetter
        self.frame: Frame = frame_for(settings.theme, scale_for(settings.text_size))
        self.session = Session(templates.blank(language.active()), parent=self)
        self.canvas = CanvasView(self.session, Typesetter())  # its own: large maps are composed in a worker
        self.pictures: dict[CanvasView, PictureCards] = {}
        self.commands = Commands(self.session, self.canvas)
        self.grid = GridCommands(self.session, self.canvas)
        self.documents = Documents(self.session, self, self.canvas)
        self.arrivals = Arrivals(self.session, self.canvas, self.documents,
                                 lambda: self.pictures[self.active_canvas], lambda: self._on_map, self.open_path)
        self.workshop = Workshop(self.canvas, lambda: self._settings, self.remember, self)
        self.searching = Searching(self)
        self.presenting = Presenting(self)
        self._stack = QStackedWidget(self)
        self._start: StartPage | None = None
        self.split = Split(self.canvas, self._wire, self._stack)
        self.viewing = Viewing(self.split)
        self.bench = Bench(self.split, self._stack)
        self._stack.addWidget(self.bench)
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self._connect()
        self._build()
        if path is None:
            self.show_start()
        else:
            self.documents.open(path)

    # -- building -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.session.changed.connect(self._map_changed)
        self.session.saved.connect(self._refresh)
        self.session.refused.connect(lambda error: show_error(self, _("Nothing was changed"), error))
        self.split.active_changed.connect(self._active_changed)
        self.documents.opened.connect(self._opened)
        self.documents.failed.connect(self._open_failed)
        self.documents.listed.connect(self._fill_recent)

    def _wire(self, canvas: CanvasView) -> None:
        canvas.selection_changed.connect(self._selection_changed)
        canvas.zoom_changed.connect(lambda _zoom: self._refresh())
        canvas.context_wanted.connect(self._context_menu)
        canvas.arrived.connect(self.arrivals.drop)
        self.pictures[canvas] = PictureCards(canvas)

    @property
    def active_canvas(self) -> CanvasView:
        """The canvas that commands act on: the one that had the focus last."""
        return self.split.active

    @property
    def capture(self) -> CaptureBar:
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
        functions = self._functions() | self.presenting.functions()
        self.actions_by_id = {spec.id: make_action(spec, self.frame, self, functions[spec.id])
                              for spec in actions.SPECS}
        self._build_menus()
        self._toolbar, self._zoom = make_toolbar(self, self.frame, self.actions_by_id)
        self._build_side()
        self._build_inspector()
        self.workshop.build(self.frame, self._dock, self._right)
        self._build_status()
        self.bench.build(self.session, self.frame)
        self.searching.build()
        self.split.dress(self.frame.canvas, self.frame.theme)
        self.presenting.rebuilt()
        self._refresh()

    def rebuild(self, settings: Settings) -> None:
        """Takes over other settings: language and theme change at once."""
        self._settings = settings
        self.frame = frame_for(settings.theme, scale_for(settings.text_size))
        self.canvas.end_editing()
        for action in (*self.actions_by_id.values(), *self._menus.inserting):
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

    def _functions(self) -> dict[str, Callable[[], object]]:
        """The function of every command."""
        docs, edit = self.documents, self.commands
        return {
            "new": self.new_map, "start": self._to_start, "new_window": self.window_wanted.emit,
            "open": docs.ask_open, "save": docs.save, "save_as": docs.save_as, "save_copy": docs.save_copy,
            "save_template": docs.save_template, "revert": docs.revert, "import": docs.ask_import,
            "export": docs.export, "close": self._to_start, "quit": self.quit_wanted.emit,
            "undo": edit.undo, "redo": edit.redo, "cut": edit.cut, "copy": edit.copy,
            "paste": self.arrivals.paste, "paste_text": self.arrivals.paste_text, "duplicate": edit.duplicate,
            "delete": edit.delete, "edit_text": edit.edit_text, "move_left": lambda: edit.move("left"),
            "move_right": lambda: edit.move("right"), "move_up": lambda: edit.move("up"),
            "move_down": lambda: edit.move("down"), "reorder_up": lambda: edit.reorder(-1),
            "reorder_down": lambda: edit.reorder(1), "properties": self._properties,
            "zoom_in": lambda: self.active_canvas.set_zoom(self.active_canvas.zoom * 1.2),
            "zoom_out": lambda: self.active_canvas.set_zoom(self.active_canvas.zoom / 1.2),
            "zoom_100": lambda: self.active_canvas.set_zoom(1.0), "fit": lambda: self.active_canvas.fit(),
            "fit_selection": self._fit_selection, **self.viewing.functions(),
            "feeling_up": lambda: shift_feelings(self.active_canvas, 1),
            "feeling_down": lambda: shift_feelings(self.active_canvas, -1),
            "expected_up": lambda: shift_expectations(self.active_canvas, 1),
            "expected_down": lambda: shift_expectations(self.active_canvas, -1),
            "full_screen": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
            "capture": self.capture_line, "next_pane": partial(self._cycle, 1), "last_pane": partial(self._cycle, -1),
            "insert_before": lambda: self.grid.insert(after=False),
            "insert_after": lambda: self.grid.insert(after=True), "add_step": self.grid.add_step,
            "merge": self.grid.merge, "split_stage": self.grid.split_stage, "split_lane": self.grid.split_lane,
            "collapse": self.grid.collapse, "hide": self.grid.hide, "show_all": self.grid.show,
            "wider": lambda: self.grid.widen(1), "narrower": lambda: self.grid.widen(-1),
            "fit_width": self.grid.fit_width, "equal_widths": self.grid.equal_widths,
            **self.workshop.functions(),
            "shortcuts": lambda: show_shortcuts(self), "about": lambda: show_about(self),
            **self.searching.functions(),
        }

    def _build_menus(self) -> None:
        self._menus = Menus(self, self.frame, self._settings, self.actions_by_id, self.add, self.remember,
                            self.open_path)
        self._menus.build()
        self._submenus = self._menus.submenus
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
        self._menus.fill_recent(recent_files())

    def _dock(self, name: str, widget: QWidget, area: Qt.DockWidgetArea, width: int) -> QDockWidget:
        dock = QDockWidget(name, self)
        dock.setObjectName(f"dock{area.value}")
        dock.setTitleBarWidget(QWidget(dock))
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        widget.setObjectName("side")
        widget.setMinimumWidth(self.frame.wide(width))
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        self._submenus["panels>"].addAction(dock.toggleViewAction())
        return dock

    def _build_side(self) -> None:
        side = QWidget(self)
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.palette_panel = PalettePanel(self.frame, self.add, side)
        column.addWidget(scrolled(self.palette_panel, self.frame.px(110)))
        title = heading(_("Outline"), side)
        title.setContentsMargins(14, 6, 14, 4)
        column.addWidget(title)
        self.outline = Outline(self.frame, side)
        self.outline.chosen.connect(self._choose_from_outline)
        self.outline.renamed.connect(lambda key, words: self.active_canvas.write(key, words))
        self.outline.menu_wanted.connect(lambda key, at: self._context_menu(Hit("card", key), at))
        column.addWidget(self.outline, 1)
        self._side = self._dock(_("Palette and outline"), side, Qt.DockWidgetArea.LeftDockWidgetArea, 216)

    def _build_inspector(self) -> None:
        self.inspector = Inspector(self.session, self)
        holder = QWidget(self)
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.inspector)
        column.addWidget(self.workshop.build_comments(self.frame, holder))
        self.inspector.show_selection(self.active_canvas.selection)
        self._right = self._dock(_("Inspector"), holder, Qt.DockWidgetArea.RightDockWidgetArea, 272)

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self._state, self._counts, self._chosen = QLabel(bar), QLabel(bar), QLabel(bar)
        for label in (self._state, self._counts, self._chosen):
            label.setTextFormat(Qt.TextFormat.PlainText)
            bar.addWidget(label)
        self._hidden = HiddenList(self._submenus["hidden>"], bar, self.actions_by_id["show_all"], self.grid,
                                  lambda: self.session.map)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Shows the start page instead of the map."""
        if self._start is not None:
            self._stack.removeWidget(self._start)
            self._start.deleteLater()
        start = StartPage(self.frame, self._typesetter, self.choices(), recent_files(), self)
        start.new_map.connect(self.new_map)
        start.open_file.connect(self.documents.ask_open)
        start.import_file.connect(self.documents.ask_import)
        start.recent.connect(self.open_path)
        start.template.connect(self.start_from)
        self._start = start
        self.presenting.end()
        self._stack.addWidget(start)
        self._stack.setCurrentWidget(start)
        start.new_button.setFocus()
        self._show_panels(False)
        self._refresh()

    def choices(self) -> list[Choice]:
        """The templates to start from, the user's own after the others."""
        spoken = language.active()
        held = {each.key: each for each in templates.builtin_templates(spoken)}
        found = [Choice(held[key].name if key in held else key,
                        held[key].summary if key in held else _("This template is missing"),
                        partial(templates.build, key, spoken)) for key in templates.KEYS]
        own = sorted(templates_folder().glob("*.cjmap")) if templates_folder().is_dir() else []
        return found + [Choice(path.stem, _("My template"), partial(self.documents.from_own_template, path))
                        for path in own]

    def start_from(self, choice: Choice) -> None:
        """Begins a map with a template."""
        try:
            journey = choice.make()
        except CjError as error:
            show_error(self, _("The template cannot be used"), error)
            return
        if self.documents.may_leave():
            self.documents.show(journey, clean=True)

    def new_map(self) -> None:
        """Begins an empty map."""
        if self.documents.may_leave():
            self.documents.show(templates.blank(language.active()), clean=True)

    def open_path(self, path: Path) -> None:
        """Opens a map's file."""
        if self.documents.may_leave():
            self.documents.open(path)

    def _to_start(self) -> None:
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
        for panel in (self._toolbar, self._side, self._right, self.statusBar()):
            panel.setVisible(shown)
        self.workshop.show_dock(shown)
        if shown:
            self.show_covered()

    @property
    def _on_map(self) -> bool:
        return self._stack.currentWidget() is self.bench

    def _map_changed(self, _old: JourneyMap, new: JourneyMap) -> None:
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
        for action in self._menus.inserting:
            action.setEnabled(on_map and not self.session.read_only)
        for name, label, words in (("undo", history.undo_label, _("&Undo {step}")),
                                   ("redo", history.redo_label, _("&Redo {step}"))):
            plain = _("&Undo") if name == "undo" else _("&Redo")
            step = step_name(label)
            self.actions_by_id[name].setText(words.format(step=step[:1].lower() + step[1:]) if label else plain)

    # -- commands that are the window's -----------------------------------------------------------------------------

    def add(self, kind: str) -> None:
        """Adds a thing of a kind from the palette or the Insert menu."""
        self.active_canvas.add(dragged_kind(kind))

    def capture_line(self) -> None:
        """Puts the cursor into the capture line, at a cell if none is chosen."""
        self.active_canvas.end_editing()
        self.capture.begin()

    def _cycle(self, by: int) -> None:
        """Goes to the next of the window's panes: tools, palette, outline, canvases, inspector, workshop."""
        panes = (self._toolbar, self.palette_panel, self.outline, self.canvas, self.inspector, self.workshop.dock)
        if pane := next_pane(panes, self.focusWidget(), by):
            enter(pane)

    def _properties(self) -> None:
        self.active_canvas.select(frozenset({"header"}))
        self._right.show()
        self.inspector.setFocus()

    def _fit_selection(self) -> None:
        if area := self.active_canvas.selected_area():
            self.active_canvas.fit(area, 2.5)

    def _choose_from_outline(self, key: str) -> None:
        self.active_canvas.select(frozenset({key}))
        self.active_canvas.reveal(key)

    def _context_menu(self, found: Hit, at: QPoint) -> None:
        menu = QMenu(self)
        names = ["edit_text", "-", "cut", "copy", "paste", "duplicate", "delete", "-", "cover"]
        names += ["comment", "park"] if found.what in ("card", "emotion") else []
        if found.what in ("stage", "lane"):
            names += ["-", f"zoom_{found.what}"]
        if found.what in ("cell", "nothing", "header"):
            names = ["paste", "select_all", "-", "fit", "properties"]
        for name in names:
            menu.addAction(self.actions_by_id[name]) if name != "-" else menu.addSeparator()
        offer(menu, found, self.actions_by_id, self.grid)
        if found.what in ("cell", "lane", "stage", "nothing"):
            self._fill_kinds_into(menu)
        elif found.id in self.session.map.cards:
            add_feeling_menus(menu, self.active_canvas)
            self.pictures[self.active_canvas].add_to_menu(menu, found.id)
        menu.exec(at)
        menu.deleteLater()

    def _fill_kinds_into(self, menu: QMenu) -> None:
        menu.addSeparator()
        submenu = menu.addMenu(_("Insert"))
        for action in self._menus.inserting[:len(actions.KINDS) - 1]:
            submenu.addAction(action)

    # -- the window's own events --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens dropped maps, brings in dropped tables and texts."""
        event.acceptProposedAction()
        self.arrivals.files(files_of(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about unsaved work; remembers the window's place."""
        self.canvas.end_editing()
        if not self.documents.may_leave():
            event.ignore()
            return
        self.presenting.end()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.settings_changed.emit(self._settings.having(geometry=geometry))
        event.accept()

    def restore_place(self, settings: Settings) -> None:
        """Puts the window where it was the last time."""
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
