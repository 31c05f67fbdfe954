"""What the window's commands do to the map and the selection. One method per command of `actions.SPECS`."""

from PySide6.QtGui import QGuiApplication

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.mime import piece_data, piece_in
from cjdesigner.edit.cards import reorder_card, shift_cards
from cjdesigner.edit.changes import change
from cjdesigner.edit.copying import copy, duplicate, paste
from cjdesigner.edit.grid import delete, move_lane, move_stage
from cjdesigner.language import N_
from cjdesigner.model.cards import Emotion
from cjdesigner.session import Edit, Session

_STEPS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class Commands:
    """Commands on a canvas's session and selection."""

    def __init__(self, session: Session, canvas: CanvasView) -> None:
        self._session, self._canvas = session, canvas

    def act_on(self, canvas: CanvasView) -> None:
        """From now on the commands are for another canvas of the same session."""
        self._canvas = canvas

    @property
    def _keys(self) -> list[str]:
        return [key for key in self._canvas.selection if key != "header"]

    def _apply_and_select_new(self, label: str, edit: Edit) -> None:
        """Applies an edit and selects what it made."""
        before = self._session.map
        if not self._session.apply(label, edit):
            return
        after = self._session.map
        kinds = ("cards",) if set(after.cards) - set(before.cards) else ("stages", "lanes", "personas")
        whole = [k for name in ("stages", "lanes", "personas") for k in set(getattr(after, name)) - set(
            getattr(before, name))]
        new = whole or [key for name in kinds for key in set(getattr(after, name)) - set(getattr(before, name))]
        if new:
            self._canvas.select(frozenset(new))
            self._canvas.reveal(new[0])

    def undo(self) -> None:
        """Takes the last step back."""
        self._canvas.end_editing()
        self._session.undo()

    def redo(self) -> None:
        """Brings the step back that was taken back last."""
        self._canvas.end_editing()
        self._session.redo()

    def copy(self) -> None:
        """Puts what is selected on the clipboard: a piece of a map, and its words for other programs."""
        if not self._keys:
            return
        piece = copy(self._session.map, self._keys)
        QGuiApplication.clipboard().setMimeData(piece_data(piece))

    def cut(self) -> None:
        """Copies and deletes what is selected."""
        keys = self._keys
        self.copy()
        self._session.apply(N_("Cut"), lambda m: delete(m, keys))

    def paste(self) -> None:
        """Pastes a piece of a map into the clicked cell, or after what is selected. Other text becomes nothing yet."""
        data = QGuiApplication.clipboard().mimeData()
        piece = piece_in(data)
        if piece is None:
            return
        stage, lane, index = self._place()
        self._apply_and_select_new(N_("Paste"), lambda m: paste(m, piece, stage, lane, index))

    def _place(self) -> tuple[str | None, str | None, int | None]:
        """Where pasted cards go: below the selected card, or into the clicked cell."""
        journey = self._session.map
        for key in self._keys:
            if card := journey.cards.get(key):
                place = [held.id for held in journey.cell(card.stage, card.lane)].index(key)
                return card.stage, card.lane, place + 1
            if key in journey.stages:
                return key, None, None
            if key in journey.lanes:
                return None, key, None
        stage, lane = self._canvas.cell or (None, None)
        return (stage if stage in journey.stages else None), (lane if lane in journey.lanes else None), None

    def duplicate(self) -> None:
        """Makes a copy of each selected thing right after it."""
        keys = self._keys
        self._apply_and_select_new(N_("Duplicate"), lambda m: duplicate(m, keys))

    def delete(self) -> None:
        """Deletes what is selected."""
        keys = self._keys
        self._session.apply(N_("Delete"), lambda m: delete(m, keys))

    def edit_text(self) -> None:
        """Edits the selected thing's text in place."""
        if len(self._canvas.selection) == 1:
            self._canvas.edit_text(next(iter(self._canvas.selection)))

    def move(self, direction: str) -> None:
        """Moves cards to the next cell, a stage or a lane to the next place."""
        journey, (stages, lanes) = self._session.map, _STEPS[direction]
        cards = [key for key in self._keys if key in journey.cards]
        if cards:
            label = N_("Move cards") if len(cards) > 1 else N_("Move card")
            self._session.apply(label, lambda m: shift_cards(m, cards, stages, lanes))
        elif len(self._keys) == 1:
            self._move_row_or_column(self._keys[0], stages, lanes)
        if self._keys:
            self._canvas.reveal(self._keys[0])

    def _move_row_or_column(self, key: str, stages: int, lanes: int) -> None:
        journey = self._session.map
        if key in journey.stages and stages:
            place = [stage.id for stage in journey.ordered_stages()].index(key)
            index = place - 1 if stages < 0 else place + 2
            self._session.apply(N_("Move stage"), lambda m: move_stage(m, key, max(0, index)))
        elif key in journey.lanes and lanes:
            place = [lane.id for lane in journey.ordered_lanes()].index(key)
            index = place - 1 if lanes < 0 else place + 2
            self._session.apply(N_("Move lane"), lambda m: move_lane(m, key, max(0, index)))

    def reorder(self, by: int) -> None:
        """Moves a card within its cell; a face on the emotion lane goes to the next score."""
        if len(self._keys) != 1 or self._keys[0] not in self._session.map.cards:
            return
        key = self._keys[0]
        card, spot = self._session.map.cards[key], self._canvas.shown.spots[key]
        if isinstance(card, Emotion) and spot.role == "emotion":
            score = max(Emotion.MIN, min(Emotion.MAX, card.score - by))
            self._session.apply(N_("Change score"), lambda m: change(m, key, score=score))
        else:
            self._session.apply(N_("Move card"), lambda m: reorder_card(m, key, by))
