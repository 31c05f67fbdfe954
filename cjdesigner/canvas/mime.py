"""What is dragged and copied: a kind from the palette and a piece of a map, which are our own types, or a picture."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData

from cjdesigner.edit.copying import is_copy
from cjdesigner.errors import CjError
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.model.map import JourneyMap

KIND = "application/x-cjdesigner-kind"
PARKED = "parked:"
"""With the id of a parked card behind it, the kind of what is dragged out of the parking lot."""
PIECE = "application/x-cjdesigner-piece"


def kind_data(kind: str) -> QMimeData:
    """A kind (or `lane:KIND`) that is dragged from the palette."""
    data = QMimeData()
    data.setData(KIND, kind.encode())
    return data


def kind_of(data: QMimeData) -> str | None:
    """The kind that is dragged, or None."""
    return bytes(data.data(KIND).data()).decode(errors="replace") if data.hasFormat(KIND) else None


def files_of(data: QMimeData) -> list[Path]:
    """The local files that are dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


PICTURE_FILES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
"""The ends of the names of files that are taken for pictures."""


def picture_files(data: QMimeData) -> list[Path]:
    """The files of pictures that are dragged or were copied. Only their names are looked at."""
    return [path for path in files_of(data) if path.suffix.lower() in PICTURE_FILES]


def holds_picture(data: QMimeData) -> bool:
    """Whether a picture is dragged or was copied. Pixels beside text are another program's view of that text."""
    return bool(picture_files(data)) or (data.hasImage() and not data.text().strip() and not data.hasUrls())


def piece_data(piece: JourneyMap) -> QMimeData:
    """A piece of a map, and its words for programs that only know text."""
    data = QMimeData()
    data.setData(PIECE, QByteArray(to_bytes(piece)))
    data.setText(words_of(piece))
    return data


def words_of(piece: JourneyMap) -> str:
    """The words of a piece, line by line."""
    names = [entity.name for name in ("personas", "stages", "lanes") for entity in getattr(piece, name).values()]
    cards = [card.text for cell in piece.cells().values() for card in cell]
    return "\n".join(cards or names)


def piece_in(data: QMimeData) -> JourneyMap | None:
    """The piece of a map that is copied or dragged, through the same door as a file; None for anything else."""
    if not data.hasFormat(PIECE):
        return None
    try:
        piece = from_bytes(bytes(data.data(PIECE).data())).map
    except CjError:
        return None
    return piece if is_copy(piece) else None
