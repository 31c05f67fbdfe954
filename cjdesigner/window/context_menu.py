"""The menu of a thing on the canvas or in the outline."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from cjdesigner.canvas.hits import Hit
from cjdesigner.language import _
from cjdesigner.window import actions
from cjdesigner.window.feelings import add_feeling_menus
from cjdesigner.window.grid_menu import offer

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow


def open_menu(window: "MainWindow", found: Hit, at: QPoint) -> None:
    """Shows the menu of a thing at a place of the screen until something is chosen."""
    menu = QMenu(window)
    for name in _names(found):
        menu.addAction(window.actions_by_id[name]) if name != "-" else menu.addSeparator()
    offer(menu, found, window.actions_by_id, window.grid)
    if found.what in ("cell", "lane", "stage", "nothing"):
        menu.addSeparator()
        submenu = menu.addMenu(_("Insert"))
        for action in window.menus.inserting[:len(actions.KINDS) - 1]:
            submenu.addAction(action)
    elif found.id in window.session.map.cards:
        add_feeling_menus(menu, window.active_canvas)
        window.pictures[window.active_canvas].add_to_menu(menu, found.id)
    menu.exec(at)
    menu.deleteLater()


def _names(found: Hit) -> list[str]:
    if found.what in ("cell", "nothing", "header"):
        return ["paste", "select_all", "-", "fit", "properties"]
    names = ["edit_text", "-", "cut", "copy", "paste", "duplicate", "delete", "-", "cover"]
    names += ["comment", "park"] if found.what in ("card", "emotion") else []
    return [*names, "-", f"zoom_{found.what}"] if found.what in ("stage", "lane") else names
