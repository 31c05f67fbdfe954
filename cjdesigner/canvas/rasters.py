"""Unpacks the pictures of a drawing for the screen, each once; kept up to a number of bytes, the latest used longest.

What a header promises is checked before anything is unpacked.
"""

from collections import OrderedDict

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath

from cjdesigner.drawing.drawing import Picture, Raster
from cjdesigner.drawing.rasters import MOST_PIXELS

_LARGEST_SIDE = 2_000
"""Pixels of what is kept; a card is never painted larger."""

_FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg"}


class Rasters:
    """Unpacked pictures by key. `budget` is in bytes."""

    def __init__(self, budget: int = 96 * 1024 * 1024) -> None:
        self._budget, self._bytes = budget, 0
        self._held: OrderedDict[str, QImage] = OrderedDict()

    def image(self, raster: Raster) -> QImage:
        """The picture's pixels; null where it cannot be unpacked."""
        if raster.key in self._held:
            self._held.move_to_end(raster.key)
            return self._held[raster.key]
        image = self._held[raster.key] = unpacked(raster)
        self._bytes += image.sizeInBytes()
        while self._bytes > self._budget and len(self._held) > 1:
            self._bytes -= self._held.popitem(last=False)[1].sizeInBytes()
        return image

    def draw(self, painter: QPainter, op: Picture, x: float, y: float, zoom: float) -> None:
        """Draws a picture of a part whose origin is at (x, y) pixels, made small once and not by the painter."""
        rect = QRectF(x + op.x * zoom, y + op.y * zoom, op.width * zoom, op.height * zoom)
        image = self.image(op.raster)
        if image.isNull():
            return
        ratio = painter.device().devicePixelRatio()
        wanted = QSize(max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio)))
        if wanted.width() < image.width():
            image = image.scaled(wanted, mode=Qt.TransformationMode.SmoothTransformation)
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(rect, op.radius * zoom, op.radius * zoom)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, image)
        painter.restore()


def unpacked(raster: Raster) -> QImage:
    """A picture's pixels, at most as large as a screen can use; null where it is too large or broken."""
    data = QByteArray(raster.content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(_FORMATS[raster.type]))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(False)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    if max(size.width(), size.height()) > _LARGEST_SIDE:
        reader.setScaledSize(size.scaled(_LARGEST_SIDE, _LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied) if not image.isNull() else image
