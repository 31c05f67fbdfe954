"""Cards that leave the canvas: a true drag and drop, to another window of this program or any other program."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag

from cjdesigner.canvas.hand import held_picture
from cjdesigner.canvas.mime import piece_data
from cjdesigner.edit.carrying import piece_of

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView


def carry_out(view: "CanvasView", keys: list[str]) -> None:
    """Lets the system carry cards. What comes back to this canvas is moved; any other place gets a copy."""
    drag = QDrag(view.viewport())
    drag.setMimeData(piece_data(piece_of(view.journey, keys)))
    if picture := held_picture(view, keys):
        drag.setPixmap(picture.pixels)
        drag.setHotSpot(QPoint(24, 24))
    view.carried = tuple(keys)
    drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
    view.carried = ()
    view.clear_drag()
