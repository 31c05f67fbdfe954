"""Runs the program as `cjdesigner ARGS` does, and writes down what its window shows, for a test that looks on.

    python probe.py STATE [--lang CODE] [MAP]

STATE is a JSON file, replaced about twenty times a second. All rectangles are [x, y, width, height] on the screen.
The program itself knows nothing of this: nothing is called but what every widget can be asked.
"""

import itertools
import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.cli import main
from cjdesigner.files.format import to_data
from cjdesigner.window import app
from cjdesigner.window.main import MainWindow

Data = dict[str, Any]


def _place(corner: QPoint, size: QSize) -> list[int]:
    return [corner.x(), corner.y(), size.width(), size.height()]


def on_screen(widget: QWidget) -> list[int]:
    """Where a widget is."""
    return _place(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def canvas_rect(canvas: CanvasView, rect: QRectF) -> list[int]:
    """Where a rectangle of the canvas is."""
    whole: QRect = rect.toRect()
    return _place(canvas.viewport().mapToGlobal(whole.topLeft()), whole.size())


def points_rect(canvas: CanvasView, x: float, y: float, width: float, height: float) -> list[int]:
    """Where a rectangle of the drawing is."""
    return canvas_rect(canvas, QRectF(canvas.to_pixels(x, y), canvas.to_pixels(x + width, y + height)))


def rows(canvas: CanvasView) -> list[Data]:
    """The lanes from top to bottom, with the height of every score where there are scores."""
    found = []
    for row in canvas.shown.grid.rows:
        rect = points_rect(canvas, 0, row.y, canvas.shown.width, row.height)
        scores = {score: points_rect(canvas, 0, row.y + row.scale.y(score), 0, 0)[1]
                  for score in range(-2, 3)} if row.scale else {}
        found.append({"lane": row.lane, "kind": row.kind, "rect": rect, "scores": scores})
    return found


def columns(canvas: CanvasView) -> list[Data]:
    """The stages from left to right."""
    height = canvas.shown.height
    return [{"stage": column.stage, "rect": points_rect(canvas, column.x, 0, column.width, height)}
            for column in canvas.shown.grid.columns]


def editor(canvas: CanvasView) -> Data | None:
    """The in-place editor, if one is open."""
    if canvas.editor is None:
        return None
    return {"key": canvas.edited, "text": canvas.editor.toPlainText(), "focus": canvas.editor.hasFocus(),
            "rect": on_screen(canvas.editor)}


def canvas_state(canvas: CanvasView) -> Data:
    """What the canvas shows."""
    spots = {key: {"role": spot.role, "rect": canvas_rect(canvas, canvas.spot_rect(spot))}
             for key, spot in canvas.shown.spots.items()}
    return {"area": on_screen(canvas.viewport()), "zoom": canvas.zoom, "spots": spots, "rows": rows(canvas),
            "columns": columns(canvas), "editor": editor(canvas), "marks": len(canvas.marks),
            "carrying": canvas.ghost is not None or canvas._gesture is not None, "selection": sorted(canvas.selection)}


def buttons(inside: QWidget) -> dict[str, list[int]]:
    """The buttons that can be seen inside a widget, by what they are called."""
    return {(button.accessibleName() or button.text()).replace("&", ""): on_screen(button)
            for button in inside.findChildren(QAbstractButton) if button.isVisible() and button.isEnabled()}


def dialog_state(dialog: QWidget | None) -> Data | None:
    """The dialog that has to be answered now."""
    if dialog is None or not dialog.isVisible():
        return None
    fields = [{"text": field.text(), "focus": field.hasFocus(), "rect": on_screen(field)}
              for field in dialog.findChildren(QLineEdit) if field.isVisible()]
    choices = [box.currentText() for box in dialog.findChildren(QComboBox) if box.isVisible()]
    words = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]
    return {"class": type(dialog).__name__, "title": dialog.windowTitle(), "rect": on_screen(dialog),
            "buttons": buttons(dialog), "fields": fields, "choices": choices, "words": words}


def window_state(window: MainWindow) -> Data:
    """What the main window shows."""
    on_start = window._start is not None and window._start.isVisible()
    palette = {button.kind: on_screen(button) for button in window.palette_panel.buttons if button.isVisible()}
    session = window.session
    return {"title": window.windowTitle(), "shown": window.isVisible(),
            "start": buttons(window._start) if on_start else None, "palette": palette,
            "canvas": canvas_state(window.canvas) if window.canvas.isVisible() else None,
            "map": to_data(session.map), "dirty": session.dirty, "path": str(session.path) if session.path else None,
            "undo": session.history.undo_label, "redo": session.history.redo_label,
            "canvas_focus": window.canvas.hasFocus()}


class Watched(app.Program):
    """The program, with somebody looking on."""

    def open_window(self, path: Path | None = None, *, whole: bool = True) -> MainWindow:
        """Opens a window; the first one is looked at."""
        window = super().open_window(path, whole=whole)
        if len(self.windows) == 1:
            self._ticks = itertools.count(1)
            self._clock = QTimer(window, interval=50, timerType=Qt.TimerType.PreciseTimer)
            self._clock.timeout.connect(lambda: self.write_down(window))
            self._clock.start()
        return window

    def write_down(self, window: MainWindow) -> None:
        """Replaces the state file by what is shown now, once all of the window is there."""
        if not window.whole:
            return
        dialog = QApplication.activeModalWidget()
        front = dialog if dialog is not None and dialog.isVisible() else window
        state = {"tick": next(self._ticks), **window_state(window), "dialog": dialog_state(dialog),
                 "front": {"number": int(front.winId()), "active": front.isActiveWindow()}}
        fresh = STATE.with_suffix(".new")
        fresh.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        os.replace(fresh, STATE)


if __name__ == "__main__":
    STATE = Path(sys.argv[1])
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app.Program = Watched  # type: ignore[misc]
    main(sys.argv[2:])
