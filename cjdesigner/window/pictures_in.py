"""Brings pictures in: a file's, the clipboard's or a drag's bytes become a `Picture` of the map.

Made small enough, encoded anew, so that nothing but pixels gets in: no place where a photograph was taken, no profile,
no second picture. How large it is is asked before it is unpacked. No widgets: this may run in any thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from cjdesigner.canvas.mime import PICTURE_FILES, holds_picture, picture_files
from cjdesigner.errors import CjError
from cjdesigner.files.disk import DISK
from cjdesigner.files.regular import size_of
from cjdesigner.language import _
from cjdesigner.model.pictures import MAX_DATA, Picture, Type, picture_of

LONGEST_SIDE = 1_600
"""Pixels of a picture in a map: sharp on A3 at the width of any card."""

MOST_BYTES = 50 * 1024 * 1024
MOST_PIXELS = 100_000_000
_MEGABYTES = 512
"""What Qt may take to unpack a picture of `MOST_PIXELS`."""

_FEW_COLOURS = 2_048
_QUALITY = 85
_FORMATS = frozenset((b"png", b"jpeg", b"jpg", b"webp", b"gif", b"bmp"))
_QUICK = 1_000_000
"""Pixels, or bytes of a file, that are taken in well under 100 ms."""


@dataclass(frozen=True)
class Source:
    """Where a picture comes from: a file that the user chose, or pixels."""

    path: Path | None = None
    image: QImage | None = None

    @property
    def name(self) -> str:
        """What to call it."""
        return self.path.name if self.path else _("the picture")


def picture_in(data: QMimeData) -> list[Source]:
    """The pictures that were copied or dragged; none where there is something else."""
    if not holds_picture(data):
        return []
    if files := picture_files(data):
        return [Source(path=path) for path in files]
    image = data.imageData()
    return [Source(image=image)] if isinstance(image, QImage) and not image.isNull() else []


def file_filter() -> str:
    """The files that can be chosen, for a file dialog."""
    return f"{_('Pictures')} ({' '.join('*' + end for end in PICTURE_FILES)})"


def is_quick(sources: Sequence[Source]) -> bool:
    """Whether the pictures are taken in so quickly that nobody need wait for it."""
    return sum(_pixels(source) for source in sources) <= _QUICK


def _pixels(source: Source) -> int:
    if source.image is not None:
        return source.image.width() * source.image.height()
    try:
        small = source.path is not None and size_of(source.path) <= _QUICK
    except OSError:
        return 0  # soon told
    if not small:
        return _QUICK + 1
    size = QImageReader(str(source.path)).size()
    return size.width() * size.height() if size.isValid() else 0


def to_picture(source: Source) -> Picture:
    """The picture as a map holds it. Raises CjError for what is too large or no picture."""
    image = source.image if source.image is not None else _read(source)
    if image.width() * image.height() > MOST_PIXELS:
        raise _too_many(source, image.width(), image.height())
    side, content, kind = LONGEST_SIDE, b"", "image/png"
    while side >= 16:
        small = _plain(image, side)
        kind, content = _encoded(small)
        if len(content) * 4 / 3 + 4 < MAX_DATA:
            return picture_of(content, kind, small.width(), small.height())
        side = side * 3 // 4
    raise _no_picture(source)


def _read(source: Source) -> QImage:
    """The pixels of a file, the right way up."""
    content = QByteArray(_content(source))
    QImageReader.setAllocationLimit(_MEGABYTES)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in _FORMATS or not size.isValid():
        raise _no_picture(source)
    if size.width() * size.height() > MOST_PIXELS:
        raise _too_many(source, size.width(), size.height())
    if max(size.width(), size.height()) > 2 * LONGEST_SIDE:  # some formats need less memory for that
        reader.setScaledSize(size.scaled(2 * LONGEST_SIDE, 2 * LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise _no_picture(source)
    return image


def _content(source: Source) -> bytes:
    assert source.path is not None
    try:
        if not source.path.is_file():
            raise _no_picture(source)
        if source.path.stat().st_size > MOST_BYTES:
            message = _("“{name}” is too large for a picture.").format(name=source.name)
            raise CjError(message, _("A picture’s file has at most {most} MB.").format(most=MOST_BYTES // 1024 // 1024))
        return DISK.read(source.path, MOST_BYTES + 1)
    except OSError as error:
        message = _("“{name}” cannot be read.").format(name=source.name)
        raise CjError(message, error.strerror or "") from error


def _no_picture(source: Source) -> CjError:
    hint = _("Pictures are PNG, JPEG, WebP, GIF and BMP files.")
    return CjError(_("“{name}” is no picture, or it is damaged.").format(name=source.name), hint)


def _too_many(source: Source, width: int, height: int) -> CjError:
    message = _("“{name}” has {width} × {height} pixels, which is too many.").format(
        name=source.name, width=width, height=height)
    return CjError(message, _("A picture has at most {most} million pixels.").format(most=MOST_PIXELS // 1_000_000))


def _plain(image: QImage, side: int) -> QImage:
    """The pixels alone, at most `side` wide and high, in the colours of screens."""
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    if max(image.width(), image.height()) > side:
        image = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio,
                             Qt.TransformationMode.SmoothTransformation)
    clear = QImage(max(1, image.width()), max(1, image.height()), QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    painter = QPainter(clear)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(clear.rect(), image)
    painter.end()
    return clear


def _encoded(image: QImage) -> tuple[Type, bytes]:
    """As PNG where something shines through or colours are few, else as JPEG."""
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    colours = set(pixels)
    if any(colour < 0xFF000000 for colour in colours):
        return "image/png", _saved(image, b"PNG", -1)
    opaque = image.convertToFormat(QImage.Format.Format_RGB32)
    photograph = _saved(opaque, b"JPEG", _QUALITY)
    if len(colours) <= _FEW_COLOURS:
        drawn = _saved(opaque, b"PNG", -1)
        if len(drawn) <= 2 * len(photograph):  # else it is a grey photograph
            return "image/png", drawn
    return "image/jpeg", photograph


def _saved(image: QImage, form: bytes, quality: int) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form))
    writer.setQuality(quality)
    writer.write(image)
    buffer.close()
    return bytes(held.data())
