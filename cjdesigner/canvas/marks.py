"""What shows while something is dragged: where exactly it will land. Computed from the drawing, painted by the view."""

from dataclasses import dataclass
from typing import Literal

from cjdesigner.canvas.hits import nearest_column, over_step
from cjdesigner.drawing.drawing import Column, Drawing, Row, StepColumn
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.edit.placing import Target


@dataclass(frozen=True)
class Mark:
    """A bar between things, a ring around one, or a face's place on the emotion scale; in points of the drawing.

    A face's x and y are its middle, its width that of the guide line through it.
    """

    shape: Literal["bar", "ring", "face"]
    x: float
    y: float
    width: float
    height: float
    score: int = 0


def stage_mark(drawing: Drawing, index: int) -> Mark:
    """A vertical bar where a stage will stand: before the one at `index` of all the map's stages."""
    columns, rows = drawing.grid.columns, drawing.grid.rows
    header = drawing.spots["header"]
    top = header.y + header.height + MEASURES.row_gap
    bottom = rows[-1].y + rows[-1].height if rows else top + 120
    if not columns:
        x = header.x + MEASURES.head
    else:
        x = next((c.x for c in columns if c.place >= index), columns[-1].x + columns[-1].width)
    return Mark("bar", x - 2, top, 4, bottom - top)


def step_mark(drawing: Drawing, column: Column, index: int) -> Mark:
    """A vertical bar where a step will stand within its stage."""
    whole, steps = stage_mark(drawing, 0), column.steps
    x = steps[index].x if index < len(steps) else column.x + column.width
    top = drawing.spots[steps[0].step].y - 4
    return Mark("bar", x - 2, top, 4, whole.y + whole.height - top)


def lane_mark(drawing: Drawing, index: int) -> Mark:
    """A horizontal bar where a lane will lie: above the one at `index` of all the map's lanes."""
    rows, header = drawing.grid.rows, drawing.spots["header"]
    if not rows:
        y = header.y + header.height + MEASURES.row_gap + (48 if drawing.grid.columns else 0)
    else:
        ends = rows[-1].y + rows[-1].height + MEASURES.row_gap / 2
        y = next((row.y - MEASURES.row_gap / 2 for row in rows if row.place >= index), ends)
    return Mark("bar", header.x, y - 2, header.width, 4)


def ring(drawing: Drawing, key: str) -> Mark:
    """A ring around an entity."""
    spot = drawing.spots[key]
    return Mark("ring", spot.x, spot.y, spot.width, spot.height)


def card_marks(drawing: Drawing, target: Target, x: float) -> tuple[Mark, ...]:
    """The marks of a card's target: a bar in its cell, or bars for the lane and the stage that will be made."""
    row = next((row for row in drawing.grid.rows if row.lane == target.lane), None)
    marks: list[Mark] = []
    if target.stage is None:
        marks.append(stage_mark(drawing, target.stage_index))
    if row is None:
        marks.append(lane_mark(drawing, target.lane_index))
    if target.stage is not None and row is not None:
        marks.append(_in_cell(drawing, target, row, x))
    return tuple(marks)


def _in_cell(drawing: Drawing, target: Target, row: Row, x: float) -> Mark:
    column = next(c for c in drawing.grid.columns if c.stage == target.stage)
    if target.score is not None and row.scale:
        near = nearest_column(drawing, x)
        middle = x if near is column and column.x <= x < column.x + column.width else column.x + column.width / 2
        return Mark("face", middle, row.y + row.scale.y(target.score), 160, 0, target.score)
    cell = drawing.grid.cells.get((column.stage, row.lane), ())
    step = next((step for step in column.steps if step.step == target.step), None)
    mine = [(place, s) for place, s in enumerate(cell) if s.role != "emotion" and (step is None or over_step(s, step))]
    index = len(cell) if target.index is None else target.index
    behind = [spot for place, spot in mine if place >= index]
    place: Column | StepColumn = step or column
    left, width = place.x + MEASURES.gutter, place.width - 2 * MEASURES.gutter
    if behind:
        y = behind[0].y - MEASURES.card_gap / 2
    else:
        above = [s for s in (*(spot for _place, spot in mine), *drawing.grid.spanning.get(row.lane, ()))
                 if s.x < left + width and s.x + s.width > left]
        y = max((s.y + s.height + MEASURES.card_gap / 2 for s in above), default=row.y + MEASURES.lane_pad)
    return Mark("bar", left, y - 1.5, width, 3)
