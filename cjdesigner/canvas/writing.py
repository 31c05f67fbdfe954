"""Writing on the canvas: which text of which thing an in-place editor changes, and where it lies."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from cjdesigner.canvas.editing import InPlaceEditor
from cjdesigner.canvas.hand import part_of
from cjdesigner.drawing.drawing import Box, Picture, Spot
from cjdesigner.edit.changes import change, change_map, find
from cjdesigner.edit.grid import name_lane
from cjdesigner.language import N_, _
from cjdesigner.model.cards import BaseCard, Image

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView


class Writing:
    """The in-place editor of one canvas."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self.editor: InPlaceEditor | None = None

    def begin(self, key: str) -> bool:
        """Lays an editor over an entity's text (or the map's title for "header")."""
        view = self._view
        self.end()
        if view.session.read_only or key not in view.shown.spots:
            return False
        strip = view.strips.place_of(key)
        if strip is None:
            view.reveal(key)
        field, text = self._field(key)
        editor = InPlaceEditor(view.viewport(), text, lambda new: self.commit(key, new), _("Text"),
                               lines=field == "text")
        rect, size, weight = self._text_rect(view.shown.spots[key])
        if strip is None:
            editor.place(rect, size * view.zoom, weight)
        else:
            editor.place(strip.adjusted(0, 0, 0, min(0.0, 34 - strip.height())), 12, weight)
        editor.done.connect(self._done)
        self.editor, view.edited = editor, key
        editor.show()
        editor.setFocus()
        return True

    def end(self) -> None:
        """Keeps what was typed and takes the editor away."""
        if self.editor is not None:
            self.editor.finish(keep=True)

    def commit(self, key: str, new: str) -> None:
        """Gives an entity other words: its text or its name, the map's title for "header"."""
        view, (field, _old) = self._view, self._field(key)
        label = {"title": N_("Change title"), "name": N_("Rename"), "text": N_("Edit text")}[field]
        if key == "header":
            view.apply(label, lambda m: change_map(m, title=new))
        elif key in view.journey.lanes:
            view.apply(label, lambda m: name_lane(m, key, new))
        else:
            view.apply(label, lambda m: change(m, key, **{field: new}))

    def _field(self, key: str) -> tuple[str, str]:
        """The field that in-place editing changes, and what it holds."""
        if key == "header":
            return "title", self._view.journey.title
        entity = find(self._view.journey, key)
        if isinstance(entity, BaseCard):
            return "text", entity.text
        return "name", getattr(entity, "name", "")

    def _text_rect(self, spot: Spot) -> tuple[QRectF, float, QFont.Weight]:
        """Where the editor goes (pixels), its type size in points, and its weight."""
        rect, zoom = self._view.spot_rect(spot), self._view.zoom
        semibold = QFont.Weight.DemiBold
        if spot.role == "card":
            return self._below_picture(spot.id, rect), 12, QFont.Weight.Normal
        if spot.role == "emotion":
            return QRectF(rect.center().x() - 64 * zoom, rect.top() - 34 * zoom, 128 * zoom, 34 * zoom), 11, semibold
        if spot.role == "lane":
            left, top = rect.left() + 30 * zoom - 14, rect.top() + 2 * zoom
            return QRectF(left, top, 96 * zoom + 28, 34 * zoom), 12.5, semibold
        if spot.role == "step":
            return rect, 10, semibold
        if spot.role == "header":
            wide = min(rect.width() - 16 * zoom, 640 * zoom)
            return QRectF(rect.left() + 10 * zoom, rect.top() + 8 * zoom, wide, 42 * zoom), 22, QFont.Weight.Bold
        return rect, 13, semibold

    def _below_picture(self, key: str, rect: QRectF) -> QRectF:
        """The part of a card (pixels) that is below its picture or what stands for one; of another card, all of it."""
        part, zoom = part_of(self._view.shown, key), self._view.zoom
        if part is None or not isinstance(self._view.journey.cards.get(key), Image):
            return rect
        ends = [op.y + op.height for op in part.ops
                if isinstance(op, Picture) or (isinstance(op, Box) and op.pen is not None and op.pen.dash)]
        top = rect.top() + (max(ends, default=0.0) + 2) * zoom
        return QRectF(rect.left(), top, rect.width(), max(rect.bottom() - top, 30 * zoom))

    def _done(self) -> None:
        editor, self.editor, self._view.edited = self.editor, None, ""
        self._view.cover_again()
        if editor is not None and editor.hasFocus():
            self._view.setFocus()
