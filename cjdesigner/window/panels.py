"""What stands around the canvas: the palette with the outline, the inspector, the labels of the status bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QStatusBar, QVBoxLayout, QWidget

from cjdesigner.canvas.hits import Hit
from cjdesigner.language import _
from cjdesigner.window.inspector import Inspector
from cjdesigner.window.outline import Outline
from cjdesigner.window.palette_panel import PalettePanel
from cjdesigner.window.parts import heading, scrolled

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow


def dock(window: "MainWindow", name: str, widget: QWidget, area: Qt.DockWidgetArea, width: int) -> QDockWidget:
    """A dock of the window around a widget, with its line in the menu of panels."""
    made = QDockWidget(name, window)
    made.setObjectName(f"dock{area.value}")
    made.setTitleBarWidget(QWidget(made))
    made.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
    widget.setObjectName("side")
    widget.setMinimumWidth(window.frame.wide(width))
    made.setWidget(widget)
    window.addDockWidget(area, made)
    window.submenus["panels>"].addAction(made.toggleViewAction())
    return made


def _column(window: QWidget) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget(window)
    holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return holder, column


def side_panel(window: "MainWindow") -> tuple[PalettePanel, Outline, QWidget]:
    """The palette and the outline, and what holds them."""
    side, column = _column(window)
    palette = PalettePanel(window.frame, window.add, side)
    column.addWidget(scrolled(palette, window.frame.px(110), palette.more))
    title = heading(_("Outline"), side)
    title.setContentsMargins(14, 6, 14, 4)
    column.addWidget(title)
    outline = Outline(window.frame, side)
    outline.chosen.connect(window.choose_from_outline)
    outline.renamed.connect(lambda key, words: window.active_canvas.write(key, words))
    outline.menu_wanted.connect(lambda key, at: window.context_menu(Hit("card", key), at))
    outline.setMinimumHeight(window.frame.px(120))
    column.addWidget(outline, 1)
    return palette, outline, side


def inspector_panel(window: "MainWindow") -> tuple[Inspector, QWidget]:
    """The inspector, and what holds it and the comments."""
    inspector = Inspector(window.session, window)
    holder, column = _column(window)
    column.setSpacing(-1)
    column.addWidget(inspector)
    column.addWidget(window.workshop.build_comments(window.frame, holder))
    inspector.show_selection(window.active_canvas.selection)
    return inspector, holder


def labels_of(bar: QStatusBar) -> tuple[QLabel, QLabel, QLabel]:
    """The three labels of the status bar: what became of the file, counts, the selection."""
    bar.setSizeGripEnabled(False)
    labels = QLabel(bar), QLabel(bar), QLabel(bar)
    for label in labels:
        label.setTextFormat(Qt.TextFormat.PlainText)
        bar.addWidget(label)
    return labels
