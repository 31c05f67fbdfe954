"""What is dragged and copied: a kind from the palette, or a piece of a map. Both are this program's own types."""

from PySide6.QtCore import QMimeData

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
