"""Gestures on the grid: a card is pulled over stages, a step carried, an edge moved. Also what a double click does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from cjdesigner.canvas.gestures import Dragging
from cjdesigner.canvas.hits import Hit, step_gap
from cjdesigner.canvas.marks import Mark, stage_mark, step_mark
from cjdesigner.drawing.drawing import Column
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.edit.changes import change
from cjdesigner.edit.shown import collapse, resize
from cjdesigner.edit.spans import reaching
from cjdesigner.edit.steps import move_step
from cjdesigner.language import N_
from cjdesigner.model.map import JourneyMap

if TYPE_CHECKING:
    from cjdesigner.canvas.canvas import CanvasView

_INTO = 40.0
"""Points into a column from which on it counts as covered."""


class MoveStep(Dragging):
    """Carries a step's header to another place in its stage."""

    def __init__(self, view: "CanvasView", key: str, start: QPointF) -> None:
        super().__init__(view, key, start)
        stage = view.journey.steps[key].stage
        self._column = next(column for column in view.shown.grid.columns if column.stage == stage)

    def _index(self, at: QPointF) -> int:
        return step_gap(self._column, self.view.to_points(at).x())

    def move(self, at: QPointF) -> None:
        """Shows between which steps it would stand."""
        self.show_ghost(at)
        self.view.set_marks((step_mark(self.view.shown, self._column, self._index(at)),))

    def drop(self, at: QPointF) -> None:
        """Moves it."""
        self.cancel()
        index = self._index(at)
        self.view.apply(N_("Move step"), lambda m: move_step(m, self.key, index))


class SpanCard:
    """Pulls a card's right edge over the stages that it is about."""

    def __init__(self, view: "CanvasView", key: str) -> None:
        self.view, self.key = view, key
        self._spot, self._card = view.shown.spots[key], view.journey.cards[key]
        columns = view.shown.grid.columns
        place = next(place for place, column in enumerate(columns) if column.stage == self._card.stage)
        self._columns = columns[place:]

    def _reach(self, at: QPointF) -> tuple[Column, str | None]:
        """The last stage that is covered, and the step that the card begins in."""
        x = self.view.to_points(at).x()
        own = self._columns[0]
        last = next((c for c in reversed(self._columns[1:]) if x >= c.x + min(_INTO, c.width / 3)), own)
        if last is not own or not own.steps:
            return last, self._card.step
        first = next((step for step in own.steps if step.step == self._card.step), own.steps[0])
        return own, first.step if x < first.x + first.width + _INTO else None

    def move(self, at: QPointF) -> None:
        """Shows what it would cover."""
        last, step = self._reach(at)
        own = self._columns[0]
        begins = next((held for held in own.steps if held.step == step), None)
        ends = begins if begins and last is own else last
        left, right = (begins or own).x + MEASURES.gutter, ends.x + ends.width - MEASURES.gutter
        self.view.set_marks((Mark("ring", left, self._spot.y, right - left, self._spot.height),))

    def drop(self, at: QPointF) -> None:
        """Makes it as wide."""
        last, step = self._reach(at)
        self.cancel()
        self.view.apply(N_("Change width of card"), lambda m: reaching(m, self.key, last.stage, step))

    def cancel(self) -> None:
        """Takes the mark away."""
        self.view.clear_drag()


class ResizeStages:
    """Pulls a column's right edge; all selected stages become as wide."""

    def __init__(self, view: "CanvasView", key: str) -> None:
        self.view, self.key = view, key
        self.column = next(column for column in view.shown.grid.columns if column.stage == key)
        others = view.selection & view.journey.stages.keys() if key in view.selection else set()
        self._keys = sorted({key, *others})

    def _width(self, at: QPointF) -> float:
        return float(max(96, min(960, round((self.view.to_points(at).x() - self.column.x) / 4) * 4)))

    def move(self, at: QPointF) -> None:
        """Shows the new edge."""
        mark = stage_mark(self.view.shown, 0)
        self.view.set_marks((Mark("bar", self.column.x + self._width(at) - 2, mark.y, 4, mark.height),))

    def drop(self, at: QPointF) -> None:
        """Sets the width."""
        width = self._width(at)
        self.cancel()
        self.view.apply(N_("Resize stage"), lambda m: resize(m, self._keys, width))

    def cancel(self) -> None:
        """Takes the mark away."""
        self.view.clear_drag()


def double_clicked(view: "CanvasView", found: Hit) -> bool:
    """Fits a column at its edge, opens what is collapsed; False for a double click that means something else."""
    if found.what == "edge":
        fit_stages(view, [found.id])
        return True
    folded = [key for key, held in ((found.stage, view.journey.stages), (found.lane, view.journey.lanes))
              if key is not None and found.what in ("stage", "lane", "cell") and held[key].collapsed]
    return bool(folded) and view.apply(N_("Expand"), lambda m: collapse(m, folded, on=False))


def fit_stages(view: "CanvasView", keys: list[str]) -> None:
    """Makes stages as narrow as their content allows; where they all are that, as wide as usual."""
    widths = {key: view.best_width(key) for key in keys}
    fitted = all(view.journey.stages[key].width == width for key, width in widths.items())

    def edit(journey: JourneyMap) -> JourneyMap:
        for key, width in widths.items():
            journey = change(journey, key, width=None if fitted else width)
        return journey

    view.apply(N_("Fit width"), edit)
