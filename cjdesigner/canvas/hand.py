"""What is held in the hand while cards are carried: one card's picture, or a small stack of them with their number."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap

from cjdesigner.canvas.hits import row_at
from cjdesigner.canvas.painting import colour
from cjdesigner.canvas.pictures import Picture
from cjdesigner.drawing.drawing import Drawing, Part

if TYPE_CHECKING:
    from cjdesigner.canvas.map_view import MapView

_BEHIND, _BADGE = 2, 22
_TILT, _ASIDE = 3.0, 5.0


def part_of(drawing: Drawing, key: str) -> Part | None:
    """The part of an entity; a card is looked for in its lane only."""
    spot = drawing.spots.get(key)
    row = row_at(drawing, spot.y + spot.height / 2) if spot is not None else None
    for placed in drawing.parts:
        if placed.part.id == key:
            return placed.part
        if placed.part.role == "lane" and (row is None or placed.part.id != row.lane):
            continue
        found = next((child.part for child in placed.part.children if child.part.id == key), None)
        if found is not None:
            return found
    return None


def held_picture(view: "MapView", keys: list[str]) -> Picture | None:
    """The picture of the first card, over a few of the others and with how many there are."""
    parts = [part_of(view.shown, key) for key in keys[:_BEHIND + 1]]
    pictures = [view.pictures.make(part, view.zoom, view.devicePixelRatioF()) for part in parts if part is not None]
    if not pictures:
        return None
    return pictures[0] if len(keys) == 1 else _stack(view, pictures, len(keys))


def _stack(view: "MapView", pictures: list[Picture], count: int) -> Picture:
    first, ratio = pictures[0], view.devicePixelRatioF()
    size, room = first.pixels.deviceIndependentSize(), float(_BADGE)
    pixels = QPixmap(int((size.width() + 2 * room) * ratio), int((size.height() + 2 * room) * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    for place in range(len(pictures) - 1, -1, -1):
        painter.save()
        painter.translate(room + _ASIDE * place, room + _ASIDE * place)
        painter.rotate(_TILT * place)
        held = pictures[place].pixels
        seen = QRectF(0, 0, min(size.width(), held.deviceIndependentSize().width()),
                      min(size.height(), held.deviceIndependentSize().height()))
        painter.drawPixmap(seen, held, QRectF(0, 0, seen.width() * ratio, seen.height() * ratio))
        painter.restore()
    _draw_count(painter, QPointF(room + size.width() - 4, room + 4), count, view)
    painter.end()
    return Picture(first.part, first.zoom, pixels, first.left + room, first.top + room)


def _draw_count(painter: QPainter, at: QPointF, count: int, view: "MapView") -> None:
    """A badge with a number, in the accent's colour."""
    font = QFont("Be Vietnam Pro")
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    wide = max(float(_BADGE), painter.fontMetrics().horizontalAdvance(str(count)) + 12.0)
    rect = QRectF(at.x() - wide / 2, at.y() - _BADGE / 2, wide, _BADGE)
    painter.setPen(QPen(colour(view.colours.around), 2))
    painter.setBrush(colour(view.colours.accent))
    painter.drawRoundedRect(rect, _BADGE / 2, _BADGE / 2)
    painter.setPen(colour(view.colours.around))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(count))
