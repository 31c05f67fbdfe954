"""What the window's commands do to the map and the selection. One method per command of `actions.SPECS`."""

from PySide6.QtGui import QGuiApplication

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.mime import piece_data
from cjdesigner.edit.cards import reorder_card, shift_cards
from cjdesigner.edit.changes import change
from cjdesigner.edit.copying import copy, duplicate
from cjdesigner.edit.grid import delete
from cjdesigner.edit.shown import shift
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
            self._canvas.select_drawn(new)
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
        """Moves cards to the next column or lane, a stage, a step or a lane past its neighbour."""
        journey, (stages, lanes) = self._session.map, _STEPS[direction]
        cards = [key for key in self._keys if key in journey.cards]
        if cards:
            label = N_("Move cards") if len(cards) > 1 else N_("Move card")
            self._session.apply(label, lambda m: shift_cards(m, cards, stages, lanes))
        elif len(self._keys) == 1:
            self._shift(self._keys[0], stages, lanes)
        if self._keys:
            self._canvas.reveal(self._keys[0])

    def _shift(self, key: str, stages: int, lanes: int) -> None:
        journey = self._session.map
        if key in journey.lanes and lanes:
            self._session.apply(N_("Move lane"), lambda m: shift(m, key, lanes))
        elif key in journey.stages and stages:
            self._session.apply(N_("Move stage"), lambda m: shift(m, key, stages))
        elif key in journey.steps and stages:
            self._session.apply(N_("Move step"), lambda m: shift(m, key, stages))

    def reorder(self, by: int) -> None:
        """Moves a card within its cell; a face on the emotion lane goes to the next score."""
        if len(self._keys) != 1 or self._keys[0] not in self._session.map.cards:
            return
        key = self._keys[0]
        card, spot = self._session.map.cards[key], self._canvas.shown.spots.get(key)
        if isinstance(card, Emotion) and spot is not None and spot.role == "emotion":
            score = max(Emotion.MIN, min(Emotion.MAX, card.score - by))
            self._session.apply(N_("Change score"), lambda m: change(m, key, score=score))
        else:
            self._session.apply(N_("Move card"), lambda m: reorder_card(m, key, by))
