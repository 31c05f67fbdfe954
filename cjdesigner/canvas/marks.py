"""What shows while something is dragged: where exactly it will land. Computed from the drawing, painted by the view."""

from dataclasses import dataclass
from typing import Literal

from cjdesigner.canvas.hits import nearest_column
from cjdesigner.drawing.drawing import Drawing, Row
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
    """A vertical bar where a stage will stand."""
    columns, rows = drawing.grid.columns, drawing.grid.rows
    header = drawing.spots["header"]
    top = header.y + header.height + MEASURES.row_gap
    bottom = rows[-1].y + rows[-1].height if rows else top + 120
    if not columns:
        x = header.x + MEASURES.head
    elif index < len(columns):
        x = columns[index].x
    else:
        x = columns[-1].x + columns[-1].width
    return Mark("bar", x - 2, top, 4, bottom - top)


def lane_mark(drawing: Drawing, index: int) -> Mark:
    """A horizontal bar where a lane will lie."""
    rows, header = drawing.grid.rows, drawing.spots["header"]
    if not rows:
        y = header.y + header.height + MEASURES.row_gap + (48 if drawing.grid.columns else 0)
    elif index < len(rows):
        y = rows[index].y - MEASURES.row_gap / 2
    else:
        y = rows[-1].y + rows[-1].height + MEASURES.row_gap / 2
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
    spots = [s for s in drawing.grid.cells.get((column.stage, row.lane), ()) if s.role != "emotion"]
    index = len(spots) if target.index is None else min(target.index, len(spots))
    if index < len(spots):
        y = spots[index].y - MEASURES.card_gap / 2
    elif spots:
        y = spots[-1].y + spots[-1].height + MEASURES.card_gap / 2
    else:
        y = row.y + MEASURES.lane_pad
    left, width = column.x + MEASURES.gutter, column.width - 2 * MEASURES.gutter
    return Mark("bar", left, y - 1.5, width, 3)
