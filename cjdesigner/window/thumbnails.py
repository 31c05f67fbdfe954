"""Pictures of maps in small, for the start page."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from cjdesigner.canvas.painting import FAR, GlyphPainter, draw_overview, draw_part
from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.drawing.theme import Theme
from cjdesigner.drawing.type import Typesetter
from cjdesigner.errors import CjError
from cjdesigner.files.storage import open_map
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.look import Frame

_SMALL = 1_000_000
"""Bytes of a file that is read for its picture; a larger one would keep the program busy."""


def picture(journey: JourneyMap, size: QSize, frame: Frame, typesetter: Typesetter, ratio: float) -> QPixmap:
    """A map in small."""
    return painted(compose(journey, frame.theme, typesetter), size, ratio)


class FileReader(QObject):
    """Reads maps and composes their drawings in a thread: a drive that does not answer holds up nothing.

    `read` tells the place of each file in the list and its drawing, None for one that cannot be read.
    """

    read = Signal(int, object)

    def __init__(self, paths: list[Path], theme: Theme) -> None:
        super().__init__()
        self._paths, self._theme = paths, theme

    def begin(self) -> None:
        """Starts the thread; one that outlives the program is dropped with it."""
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        typesetter = Typesetter()
        for place, path in enumerate(self._paths):
            self.read.emit(place, self._drawing(path, typesetter))

    def _drawing(self, path: Path, typesetter: Typesetter) -> Drawing | None:
        try:
            small = path.stat().st_size <= _SMALL
            return compose(open_map(path).map, self._theme, typesetter) if small else None
        except (OSError, CjError):
            return None


def painted(drawing: Drawing, size: QSize, ratio: float) -> QPixmap:
    """A drawing in small, its top left part filling the picture."""
    wide, high = size.width(), size.height()
    pixels = QPixmap(QSize(wide, high) * ratio)
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(QColor(drawing.background))
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(0, 0, wide, high + 20), 9, 9)
    painter.setClipPath(clip)
    zoom = max(wide / drawing.width, high / drawing.height)
    draw, glyphs = draw_overview if zoom < FAR else draw_part, GlyphPainter()
    for placed in drawing.parts:
        if placed.y * zoom < high:
            draw(painter, placed.part, placed.x * zoom, placed.y * zoom, zoom, glyphs)
    painter.end()
    return pixels
