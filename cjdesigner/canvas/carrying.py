"""Carrying cards: the gesture that moves or copies them, with a live view of what the drop would make."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from cjdesigner.canvas.hand import held_picture
from cjdesigner.canvas.hits import card_target, picked_step
from cjdesigner.canvas.leaving import carry_out
from cjdesigner.canvas.marks import Mark, card_marks
from cjdesigner.canvas.reflow import Gap, Places, Reflow, reflowed
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.edit.carrying import drop_copies, drop_together, landing_together
from cjdesigner.edit.changes import change
from cjdesigner.edit.placing import Target
from cjdesigner.language import N_
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Edit

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

COPYING = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
"""Held keys with which what is carried is copied."""

_OUT = 24
"""Pixels beyond the canvas at which what is carried leaves it; up to there it scrolls."""
_BENDING = 1_500
"""Cards of a map up to which the whole curve bends while a face is carried to another cell."""


class CarryCards:
    """Carries the selected cards to another cell or another place in theirs; a face up and down its scale."""

    def __init__(self, view: "CanvasView", key: str, start: QPointF) -> None:
        self.view, self.key = view, key
        self.before = view.shown  # targets are of the drawing as it was, so that nothing flickers
        spot = self.before.spots[key]
        self.grip = start - view.to_pixels(spot.x, spot.y)
        cards = view.journey.cards
        self.keys = [key, *(held for held in view.selection if held != key and held in cards)]
        self._shown: tuple[Target, bool] | None = None
        self._places: Places = {}
        middle = spot.x + spot.width / 2 if spot.role == "emotion" else view.to_points(start).x()
        self._picked = picked_step(view.journey, self.before, key, middle)

    # -- where it would land ------------------------------------------------------------------------------------

    def target(self, at: QPointF) -> Target:
        """Where the card in the hand would land."""
        card, point = self.view.journey.cards[self.key], self.view.to_points(at)
        spot = self.before.spots[self.key]
        if spot.role == "emotion":  # its middle counts, wherever it is held
            point = self.view.to_points(at - self.grip) + QPointF(spot.width / 2, spot.height / 2)
        target = card_target(self.view.journey, self.before, card.kind, point.x(), point.y(), card.lane)
        same = self._picked is not None and target.step == self._picked
        return replace(target, step=None) if same else target

    @property
    def copying(self) -> bool:
        """Whether copies are made: Alt or Ctrl is held."""
        return bool(self.view.held_keys & COPYING)

    def _only_score(self, target: Target) -> bool:
        """Whether one face stays in its cell, so that the curve can bend with it."""
        card = self.view.journey.cards[self.key]
        there = (target.stage, target.lane, target.step)
        if self.copying or (card.stage, card.lane, card.step) != there or target.score is None:
            return False
        place = [held.id for held in self.view.journey.cell(card.stage, card.lane)].index(self.key)
        return target.index in (None, place, place + 1) and len(self.keys) == 1

    def _edit(self, target: Target) -> tuple[str, Edit]:
        """The label and the edit of a drop."""
        many = len(self.keys) > 1
        if self._only_score(target):
            return N_("Change score"), lambda m: change(m, self.key, score=target.score)
        if self.copying:
            return N_("Copy cards") if many else N_("Copy card"), lambda m: drop_copies(m, self.keys, target)
        return N_("Move cards") if many else N_("Move card"), lambda m: drop_together(m, self.keys, target)

    # -- following the mouse ------------------------------------------------------------------------------------

    def move(self, at: QPointF) -> None:
        """Shows what the drop would make; beyond the canvas the cards leave it, for another window."""
        if not self.view.viewport().rect().adjusted(-_OUT, -_OUT, _OUT, _OUT).contains(at.toPoint()):
            self.view.leave_with(lambda: carry_out(self.view, self.keys))
            return
        target, cursor = self.target(at), Qt.CursorShape
        self.view.viewport().setCursor(cursor.DragCopyCursor if self.copying else cursor.ClosedHandCursor)
        if (target, self.copying) != self._shown:
            self._shown = target, self.copying
            self._show(target, at)
        if not self._only_score(target):
            self._show_hand(at)

    def _show_hand(self, at: QPointF) -> None:
        picture = self.view.ghost[0] if self.view.ghost is not None else held_picture(self.view, self.keys)
        self.view.hold(picture, at - self.grip)

    def _show(self, target: Target, at: QPointF) -> None:
        journey = self.view.journey
        bending = self.before.spots[self.key].role == "emotion" or target.score is not None
        if self._only_score(target):
            self.view.clear_drag()
        if bending:
            small = self._only_score(target) or len(journey.cards) <= _BENDING
            self.view.preview(self._edit(target)[1](journey) if small else journey)
            marks = () if self._only_score(target) else card_marks(self.before, target, self.view.to_points(at).x())
            self.view.set_marks(marks)
            return
        if target.step is not None:  # the drop's own reflow: cards of several steps lie side by side in a cell
            self.view.show_reflow(reflowed(self.before, () if self.copying else self.keys, (), self._places),
                                  frozenset() if self.copying else frozenset(self.keys))
            self.view.set_marks(card_marks(self.before, target, self.view.to_points(at).x()))
            return
        reflow = self._reflow(journey, target)
        self.view.show_reflow(reflow, frozenset() if self.copying else frozenset(self.keys))
        self.view.set_marks(_bar(reflow) or card_marks(self.before, target, self.view.to_points(at).x()))

    def _reflow(self, journey: JourneyMap, target: Target) -> Reflow:
        """The drawing with the cards out of their places, and room for them where they would land."""
        gone = () if self.copying else self.keys
        if target.stage is None or target.lane is None:
            return reflowed(self.before, gone, (), self._places)
        along = landing_together(journey, self.keys, target)
        gaps = [Gap(target.stage, target.lane, target.index, self._heights(along))]
        for lane in dict.fromkeys(journey.cards[key].lane for key in self.keys if key not in along):
            aside = [key for key in self.keys if key not in along and journey.cards[key].lane == lane
                     and self.before.spots[key].role != "emotion"
                     and (self.copying or journey.cards[key].stage != target.stage)]
            if aside:
                gaps.append(Gap(target.stage, lane, None, self._heights(aside)))
        moving = [key for key in gone if key in along or journey.cards[key].stage != target.stage]
        return reflowed(self.before, moving, gaps, self._places)

    def _heights(self, keys: list[str]) -> tuple[float, ...]:
        order = sorted(keys, key=lambda key: (self.before.spots[key].x, self.before.spots[key].y))
        return tuple(self.before.spots[key].height for key in order)

    # -- the end ------------------------------------------------------------------------------------------------

    def drop(self, at: QPointF) -> None:
        """Moves or copies them."""
        label, edit = self._edit(self.target(at))
        held = set(self.view.journey.cards)
        copying = self.copying
        self.cancel()
        if self.view.apply(label, edit) and copying:
            self.view.select(frozenset(set(self.view.journey.cards) - held))

    def cancel(self) -> None:
        """Leaves everything as it was."""
        self.view.clear_drag()
        self.view.preview(self.view.journey)


def _bar(reflow: Reflow) -> tuple[Mark, ...]:
    """A bar on top of the first free place."""
    if not reflow.slots:
        return ()
    slot = reflow.slots[0]
    return (Mark("bar", slot.x, slot.y - MEASURES.card_gap / 2 - 1.5, slot.width, 3),)
