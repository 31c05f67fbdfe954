"""The function of every command of `actions`."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from cjdesigner.edit.history import History
from cjdesigner.language import _
from cjdesigner.window.client_marks import toggle_internal
from cjdesigner.window.feelings import shift_expectations, shift_feelings
from cjdesigner.window.help import show_about, show_shortcuts
from cjdesigner.window.inspector import step_name

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow


def functions_of(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """The function of every command in one window."""
    docs, edit = window.documents, window.commands
    return {
        "new": window.new_map, "start": window.to_start, "new_window": window.window_wanted.emit,
        "open": docs.ask_open, "save": docs.save, "save_as": docs.save_as, "save_copy": docs.save_copy,
        "save_template": docs.save_template, "revert": docs.revert, "import": docs.ask_import,
        "earlier": lambda: docs.earlier_versions((window.settings.backups, partial(window.remember, "backups"))),
        "export": window.exporting.export, "print": window.exporting.print,
        "print_preview": window.exporting.preview, "close": window.to_start, "quit": window.quit_wanted.emit,
        "undo": edit.undo, "redo": edit.redo, "cut": edit.cut, "copy": edit.copy,
        "paste": window.arrivals.paste, "paste_text": window.arrivals.paste_text, "duplicate": edit.duplicate,
        "delete": edit.delete, "edit_text": edit.edit_text, "move_left": lambda: edit.move("left"),
        "move_right": lambda: edit.move("right"), "move_up": lambda: edit.move("up"),
        "move_down": lambda: edit.move("down"), "reorder_up": lambda: edit.reorder(-1),
        "reorder_down": lambda: edit.reorder(1), "properties": window.properties,
        "zoom_in": lambda: window.active_canvas.set_zoom(window.active_canvas.zoom * 1.2),
        "zoom_out": lambda: window.active_canvas.set_zoom(window.active_canvas.zoom / 1.2),
        "zoom_100": lambda: window.active_canvas.set_zoom(1.0), "fit": lambda: window.active_canvas.fit(),
        "fit_selection": window.fit_selection, **window.viewing.functions(),
        "feeling_up": lambda: shift_feelings(window.active_canvas, 1),
        "feeling_down": lambda: shift_feelings(window.active_canvas, -1),
        "expected_up": lambda: shift_expectations(window.active_canvas, 1),
        "expected_down": lambda: shift_expectations(window.active_canvas, -1),
        "full_screen": lambda: window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen),
        "capture": window.capture_line, "next_pane": partial(window.cycle, 1), "last_pane": partial(window.cycle, -1),
        "insert_before": lambda: window.grid.insert(after=False),
        "insert_after": lambda: window.grid.insert(after=True), "add_step": window.grid.add_step,
        "merge": window.grid.merge, "split_stage": window.grid.split_stage, "split_lane": window.grid.split_lane,
        "collapse": window.grid.collapse, "hide": window.grid.hide, "show_all": window.grid.show,
        "internal": lambda: toggle_internal(window.active_canvas), "preflight": lambda: _check(window),
        "wider": lambda: window.grid.widen(1), "narrower": lambda: window.grid.widen(-1),
        "fit_width": window.grid.fit_width, "equal_widths": window.grid.equal_widths,
        **window.workshop.functions(),
        "shortcuts": lambda: show_shortcuts(window), "about": lambda: show_about(window),
        **window.searching.functions(),
    }


def name_steps(history: History, commands: dict[str, QAction]) -> None:
    """Says in the commands for undo and redo which step they are about."""
    for name, label, words, alone in (("undo", history.undo_label, _("&Undo {step}"), _("&Undo")),
                                      ("redo", history.redo_label, _("&Redo {step}"), _("&Redo"))):
        step = step_name(label)
        commands[name].setText(words.format(step=step[:1].lower() + step[1:]) if label else alone)


def _check(window: "MainWindow") -> None:
    """Opens the check before an export, with what it needs of the export imported only now."""
    from cjdesigner.window.check import open_check

    open_check(window)
