"""Paints pages of a document with QPainter: on the screen for a preview, on paper for a print."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cjdesigner.canvas.painting import FAR, GlyphPainter, colour, draw_overview, draw_part
from cjdesigner.export.document import Page, View


def draw_page(painter: QPainter, page: Page, x: float, y: float, zoom: float, glyphs: GlyphPainter, *,
              far: bool = False, check: Callable[[], None] = lambda: None) -> None:
    """Draws a page with its top left corner at (x, y); `zoom` is in the painter's units per point.

    What is too small to be read is drawn as it looks from afar, if that is enough. `check` is called before each large
    part and may raise to stop the work.
    """
    sheet = QRectF(x, y, page.width * zoom, page.height * zoom)
    painter.save()
    painter.setClipRect(sheet)
    if page.background:
        painter.fillRect(sheet, colour(page.background))
    try:
        for view in page.views:
            _draw_view(painter, view, x, y, zoom, glyphs, far=far, check=check)
    finally:
        painter.restore()


def _draw_view(painter: QPainter, view: View, x: float, y: float, zoom: float, glyphs: GlyphPainter, *,
               far: bool, check: Callable[[], None]) -> None:
    painter.save()
    if view.clip is not None:
        left, top, width, height = view.clip
        area = QRectF(x + left * zoom, y + top * zoom, width * zoom, height * zoom)
        painter.setClipRect(area.intersected(painter.clipBoundingRect()))
    scale = view.scale * zoom
    draw = draw_overview if far and scale < FAR else draw_part
    try:
        for placed in view.parts:
            check()
            left, top = x + view.x * zoom + placed.x * scale, y + view.y * zoom + placed.y * scale
            draw(painter, placed.part, left, top, scale, glyphs)
    finally:
        painter.restore()
