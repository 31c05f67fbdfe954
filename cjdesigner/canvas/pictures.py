"""Pictures of parts, remembered up to a number of bytes; the least recently used are forgotten first."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from cjdesigner.canvas.painting import GlyphPainter, draw_op, draw_overview
from cjdesigner.drawing.drawing import Box, Part

MARGIN = 4.0
"""Points around a part that its picture holds as well, for its shadow and what stands out."""

LEAST = 32 * 1024 * 1024
"""Bytes of pictures that are remembered for the smallest view."""
_VIEWS = 6
"""How many times a view's own pixels are remembered: a few zooms, what is around, what undo may bring back."""


@dataclass(frozen=True)
class Picture:
    """A part's pixels, and how far its origin is from the picture's corner, in device-independent pixels."""

    part: Part
    zoom: float
    pixels: QPixmap
    left: float
    top: float


class Pictures:
    """Pictures by part and zoom. `budget` is in bytes."""

    def __init__(self, budget: int = LEAST) -> None:
        self.glyphs = GlyphPainter()
        self.budget = budget
        self._bytes = 0
        self._held: OrderedDict[tuple[int, float, float], Picture] = OrderedDict()
        self._latest: dict[int, Picture] = {}

    def get(self, part: Part, zoom: float, ratio: float) -> Picture | None:
        """The picture of a part if it is held."""
        key = (id(part), zoom, ratio)
        found = self._held.get(key)
        if found is None or found.part is not part:
            return None
        self._held.move_to_end(key)
        return found

    def stale(self, part: Part) -> Picture | None:
        """A picture of the part at any zoom, to stand in for a moment."""
        found = self._latest.get(id(part))
        return found if found and found.part is part else None

    def make(self, part: Part, zoom: float, ratio: float, readable: float = 0.0) -> Picture:
        """Paints a part's picture, without its children, and remembers it.

        Below the zoom `readable` the children are in it, as they look from afar.
        """
        reach = _reach(part)
        left, top, right, bottom = (side * zoom for side in reach)
        wide, high = int((left + right) * ratio) + 2, int((top + bottom) * ratio) + 2
        pixels = QPixmap(wide, high)
        pixels.setDevicePixelRatio(ratio)
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if zoom < readable:
            draw_overview(painter, part, left, top, zoom, self.glyphs)
        for op in part.ops if zoom >= readable else ():
            draw_op(painter, op, left, top, zoom, self.glyphs)
        painter.end()
        picture = Picture(part, zoom, pixels, left, top)
        self._remember((id(part), zoom, ratio), picture, wide * high * 4)
        return picture

    def fit(self, width: float, height: float) -> None:
        """Remembers as much as a view of so many device pixels needs."""
        self.budget = max(LEAST, _VIEWS * 4 * int(width * height))

    def clear(self) -> None:
        """Forgets everything, as when the theme changes."""
        self._held.clear()
        self._latest.clear()
        self._bytes = 0

    def _remember(self, key: tuple[int, float, float], picture: Picture, size: int) -> None:
        if old := self._held.pop(key, None):
            self._bytes -= old.pixels.width() * old.pixels.height() * 4
        self._held[key] = picture
        self._latest[key[0]] = picture
        self._bytes += size
        while self._bytes > self.budget and len(self._held) > 1:
            dropped_key, dropped = self._held.popitem(last=False)
            self._bytes -= dropped.pixels.width() * dropped.pixels.height() * 4
            if self._latest.get(dropped_key[0]) is dropped:
                del self._latest[dropped_key[0]]


def _reach(part: Part) -> tuple[float, float, float, float]:
    """How far a part's ink goes left of, above, right of and below its origin, in points."""
    boxes = [op for op in part.ops if isinstance(op, Box)]
    left = max((-box.x for box in boxes), default=0.0)
    top = max((-box.y for box in boxes), default=0.0)
    right = max((box.x + box.width for box in boxes), default=0.0)
    bottom = max((box.y + box.height for box in boxes), default=0.0)
    return (max(left, 0) + MARGIN, max(top, 0) + MARGIN, max(right, part.width) + MARGIN,
            max(bottom, part.height) + MARGIN)
