"""Makes the window's commands, menus and tool bar from the tables of `actions`. Knows nothing of maps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from cjdesigner import language
from cjdesigner.drawing.theme import look
from cjdesigner.files.settings import Settings
from cjdesigner.language import _
from cjdesigner.model.names import KINDS, LANES
from cjdesigner.window import actions
from cjdesigner.window.look import FRAMES, Frame, icon
from cjdesigner.window.palette_panel import kind_keys
from cjdesigner.window.search_field import search_field


def make_action(spec: actions.Spec, frame: Frame, window: QMainWindow, function: Callable[[], object]) -> QAction:
    """One command of the table, with its words, icon and keys."""
    action = QAction(_(spec.text), window)
    if spec.icon:
        action.setIcon(icon(spec.icon, frame.text, frame.quiet, frame.px(20)))
    action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
    action.triggered.connect(lambda _checked=False: function())
    if spec.keys:
        keys = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{_(spec.text).replace('&', '').rstrip('…')}  ({keys})")
    action.setMenuRole(QAction.MenuRole.NoRole)
    window.addAction(action)
    return action


@dataclass
class Menus:
    """The menu bar of one window. `add` takes a kind, `choose` a setting and its value, `open_path` a recent file."""

    window: QMainWindow
    frame: Frame
    settings: Settings
    commands: dict[str, QAction]
    add: Callable[[str], object]
    choose: Callable[[str, object], object]
    open_path: Callable[[Path], object]
    submenus: dict[str, QMenu] = field(default_factory=dict)
    inserting: list[QAction] = field(default_factory=list)

    def build(self) -> None:
        """Fills the window's menu bar."""
        for title, names in actions.MENUS:
            self._fill(self.window.menuBar().addMenu(_(title)), names)

    def _fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        for name in names:
            if name == "-":
                menu.addSeparator()
            elif name.endswith(">"):
                self._add_submenu(menu, name)
            else:
                menu.addAction(self.commands[name])

    def _add_submenu(self, menu: QMenu, name: str) -> None:
        if name in actions.SUBMENUS:
            self._fill(menu.addMenu(_(actions.TITLES[name])), actions.SUBMENUS[name])
            return
        if name == "kinds>":
            self._fill_kinds(menu)
            return
        submenu = self.submenus[name] = menu.addMenu(_(actions.TITLES[name]))
        if name == "lanes>":
            self._fill_lanes(submenu)
        elif name == "theme>":
            names = {"system": _("Like the system"), **{key: _(FRAMES[key]) for key in FRAMES}}
            self._fill_choices(submenu, names, self.settings.theme, "theme")
        elif name == "text_size>":
            sizes = {size: f"{size} %" for size in (100, 125, 150, 200)}
            self._fill_choices(submenu, sizes, self.settings.text_size, "text_size")
        elif name == "language>":
            self._fill_choices(submenu, language.LANGUAGES, language.active(), "language")

    def _inserting(self, menu: QMenu, kind: str, words: str, wanted: str) -> QAction:
        action = menu.addAction(icon(look(kind).icon, self.frame.theme.ink(look(kind).colour)), words)
        action.triggered.connect(lambda _checked=False: self.add(wanted))
        self.inserting.append(action)
        return action

    def _fill_kinds(self, menu: QMenu) -> None:
        for kind in actions.KINDS[:-1]:
            words = _(KINDS[kind]) + ("…" if kind == "image" else "")
            action = self._inserting(menu, kind, words, kind)
            if kind_keys(kind):
                action.setShortcut(QKeySequence(kind_keys(kind)))
            self.window.addAction(action)

    def _fill_lanes(self, menu: QMenu) -> None:
        for kind in LANES:
            self._inserting(menu, kind, _(LANES[kind]), f"lane:{kind}")

    def _fill_choices(self, menu: QMenu, names: Mapping[Any, str], chosen: object, setting: str) -> None:
        group = QActionGroup(menu)
        for value, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, value=value: self.choose(setting, value))

    def fill_recent(self, paths: list[Path]) -> None:
        """Lists the files opened last."""
        menu = self.submenus["recent>"]
        menu.clear()
        for path in paths:
            menu.addAction(path.name.replace("&", "&&"), partial(self.open_path, path))
        menu.setEnabled(bool(paths))


def make_toolbar(window: QMainWindow, frame: Frame, commands: dict[str, QAction]) -> tuple[QToolBar, QLabel]:
    """The tool bar of the table, and the label in it that shows the zoom."""
    bar, zoom = QToolBar(_("Tools"), window), QLabel("100 %", window)
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    zoom.setMinimumWidth(frame.px(52))
    bar.setIconSize(QSize(frame.px(20), frame.px(20)))
    zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
    for name in actions.TOOLBAR:
        if name == "-":
            bar.addSeparator()
        elif name == "zoom":
            bar.addWidget(zoom)
        elif name == " ":
            gap = QWidget(bar)
            gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            bar.addWidget(gap)
        elif name == "search":
            bar.addWidget(search_field(window, frame, commands["palette"]))
        elif name == "export":
            bar.addWidget(_export_button(window, frame, commands["export"]))
        else:
            bar.addAction(commands[name])
    window.addToolBar(bar)
    return bar, zoom


def _export_button(window: QMainWindow, frame: Frame, command: QAction) -> QToolButton:
    button = QToolButton(window)
    button.setObjectName("primary")
    button.setText(_("Export"))
    button.setIcon(icon("file-export", frame.on_accent, size=frame.px(20)))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setStyleSheet(f"#primary {{ padding: {frame.px(6)}px {frame.px(14)}px; border-radius: 8px; }}")
    button.setToolTip(command.toolTip())
    button.clicked.connect(command.trigger)
    return button
