"""What comes from elsewhere by drag and drop: a kind from the palette, or cards of this or another window."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from cjdesigner.canvas.carrying import COPYING
from cjdesigner.canvas.dropping import landing
from cjdesigner.canvas.foreign import is_welcome, text_marks, text_target
from cjdesigner.canvas.hits import card_target
from cjdesigner.canvas.marks import Mark, card_marks, stage_mark
from cjdesigner.canvas.mime import PIECE, holds_picture, kind_of, piece_in
from cjdesigner.canvas.reflow import Gap, Reflow, reflowed
from cjdesigner.edit.carrying import drop_copies, drop_piece, drop_together, held_of
from cjdesigner.edit.placing import Target
from cjdesigner.language import N_
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Edit

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

_GAP = 44.0
"""Points of the room that is shown for a card of another window, whose height is not known here."""


@dataclass(frozen=True)
class _Brought:
    """A piece over the canvas: where it would land, and how that is told and shown."""

    target: Target
    edit: Edit
    label: str
    marks: tuple[Mark, ...]


class Arriving:
    """The drags over one canvas that began elsewhere."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._piece: JourneyMap | None = None
        self._shown: Target | None = None
        self._kind: str | None = None
        self._foreign = False

    def enter(self, event: QDragEnterEvent) -> None:
        """Takes kinds from the palette and pieces of maps; files are the window's."""
        data = event.mimeData()
        self._piece, self._shown = piece_in(data) if data.hasFormat(PIECE) else None, None
        self._kind = kind_of(data) or ("image" if self._piece is None and holds_picture(data) else None)
        self._foreign = self._kind is None and self._piece is None and is_welcome(data)
        if (self._kind or self._piece or self._foreign) and not self._view.session.read_only:
            event.acceptProposedAction()
        else:
            event.ignore()

    def move(self, event: QDragMoveEvent) -> None:
        """Shows where the thing would land."""
        if not self.show(event.position()):
            event.ignore()
        elif self._piece is None:
            event.setDropAction(Qt.DropAction.CopyAction)  # what is dragged stays where it came from
            event.accept()
        else:
            event.setDropAction(self._action(event.modifiers()))
            event.accept()

    def show(self, at: QPointF) -> bool:
        """Shows where what is over the canvas would land at a place; whether it can land at all."""
        if self._kind is not None:
            found = landing(self._view.journey, self._view.shown, self._kind, self._view.to_points(at))
            self._view.set_marks(found.marks if found else ())
            return found is not None
        if self._piece is not None:
            self._show_piece(self._piece, at)
        elif self._foreign:
            self._view.set_marks(text_marks(self._view.journey, self._view.shown, self._view.to_points(at)))
        return self._piece is not None or self._foreign

    def _action(self, keys: Qt.KeyboardModifier) -> Qt.DropAction:
        """Cards of this canvas are moved, unless a key says that they are copied."""
        moving = self._mine() and not keys & COPYING
        return Qt.DropAction.MoveAction if moving else Qt.DropAction.CopyAction

    def _mine(self) -> list[str]:
        """The cards of this very map that are carried: by this canvas, or by its twin."""
        view = self._view
        keys = view.carried or (view.twin.carried if view.twin is not None else ())
        return [key for key in keys if key in view.journey.cards]

    def leave(self) -> None:
        """Takes the marks away."""
        self._piece, self._kind, self._foreign = None, None, False
        self._view.clear_drag()

    def drop(self, event: QDropEvent) -> None:
        """Puts the thing where the marks showed. A new thing's text is edited at once."""
        kind, piece, at = kind_of(event.mimeData()), piece_in(event.mimeData()), event.position()
        self.leave()
        if kind is not None:
            if self._view.add_at(kind, self._view.to_points(at)):
                event.acceptProposedAction()
        elif piece is not None:
            brought = self._brought(piece, at, event.modifiers())
            before = set(self._view.journey.cards)
            event.setDropAction(self._action(event.modifiers()))
            event.accept()
            if self._view.apply(brought.label, brought.edit):
                if made := self._view.journey.cards.keys() - before:
                    self._view.select_drawn(made)
                self._view.setFocus()
        else:
            self._drop_foreign(event, self._view.to_points(at))

    def _drop_foreign(self, event: QDropEvent, point: QPointF) -> None:
        """Gives pictures, text and tables of other programs to the window."""
        view, data = self._view, event.mimeData()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if holds_picture(data):
            view.picture_dropped.emit(data, point)
        elif is_welcome(data):
            view.arrived.emit(data, text_target(view.journey, view.shown, point))

    # -- pieces of maps -----------------------------------------------------------------------------------------

    def _brought(self, piece: JourneyMap, at: QPointF, keys: Qt.KeyboardModifier) -> _Brought:
        view, point = self._view, self._view.to_points(at)
        held, mine = held_of(piece), self._mine()
        if held is None:
            target = card_target(view.journey, view.shown, "note", point.x(), point.y())
            marks: tuple[Mark, ...] = (stage_mark(view.shown, _after(view, target)),) if piece.stages else ()
            return _Brought(target, lambda m: drop_piece(m, piece, target), N_("Paste"), marks)
        home = view.journey.cards[held.id].lane if held.id in mine else None
        target = card_target(view.journey, view.shown, held.kind, point.x(), point.y(), home)
        marks = card_marks(view.shown, target, point.x())
        if mine and not keys & COPYING:
            return _Brought(target, lambda m: drop_together(m, mine, target),
                            N_("Move cards") if len(mine) > 1 else N_("Move card"), marks)
        many = len(piece.cards) > 1
        label = N_("Copy cards") if many else N_("Copy card")
        if mine:
            return _Brought(target, lambda m: drop_copies(m, mine, target), label, marks)
        return _Brought(target, lambda m: drop_piece(m, piece, target), label, marks)

    def _show_piece(self, piece: JourneyMap, at: QPointF) -> None:
        brought = self._brought(piece, at, Qt.KeyboardModifier.NoModifier)
        if brought.target != self._shown:
            self._shown = brought.target
            reflow = self._reflow(piece, brought.target)
            self._view.show_reflow(reflow, frozenset())
            self._view.set_marks(brought.marks)

    def _reflow(self, piece: JourneyMap, target: Target) -> Reflow | None:
        """Room in the target's cell for the card that is in the hand."""
        if held_of(piece) is None or target.stage is None or target.lane is None or target.score is not None:
            return None
        return reflowed(self._view.shown, (), [Gap(target.stage, target.lane, target.index, (_GAP,))])


def _after(view: "CanvasView", target: Target) -> int:
    """The place behind the target's stage."""
    columns = [column.stage for column in view.shown.grid.columns]
    return columns.index(target.stage) + 1 if target.stage in columns else len(columns)
