"""What is under a point of a drawing, and where a dragged thing would land. Pure: a drawing and numbers in, values out.

Points are in the drawing's own coordinates (points, y downwards). The grid answers by bisection.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from cjdesigner.drawing.drawing import Column, Drawing, Row, Spot
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.edit.placing import Target, lane_for
from cjdesigner.model.map import JourneyMap

What = Literal["card", "emotion", "persona", "stage", "lane", "header", "cell", "edge", "expected",
               "nothing"]


@dataclass(frozen=True)
class Hit:
    """What is under a point: its kind, its entity's id, and the cell where the point is."""

    what: What
    id: str = ""
    stage: str | None = None
    lane: str | None = None


def column_at(drawing: Drawing, x: float) -> Column | None:
    """The column that holds x, or None."""
    columns = drawing.grid.columns
    place = bisect_right(columns, x, key=lambda column: column.x) - 1
    found = columns[place] if place >= 0 else None
    return found if found and x < found.x + found.width else None


def row_at(drawing: Drawing, y: float) -> Row | None:
    """The row that holds y, or None."""
    rows = drawing.grid.rows
    place = bisect_right(rows, y, key=lambda row: row.y) - 1
    found = rows[place] if place >= 0 else None
    return found if found and y < found.y + found.height else None


def _among(spots: tuple[Spot, ...], x: float, y: float) -> Spot | None:
    return next((spot for spot in reversed(spots) if spot.contains(x, y)), None)


def _in_row(drawing: Drawing, row: Row, x: float, y: float) -> Hit:
    column = column_at(drawing, x)
    if column is None:
        return Hit("lane", row.lane, None, row.lane)
    spot = _among(drawing.grid.cells.get((column.stage, row.lane), ()), x, y)
    if spot is None:
        return Hit("cell", row.lane, column.stage, row.lane)
    return Hit("emotion" if spot.role == "emotion" else "card", spot.id, column.stage, row.lane)


def _above_rows(journey: JourneyMap, drawing: Drawing, x: float, y: float, slack: float) -> Hit:
    for stage in journey.stages:
        spot = drawing.spots[stage]
        if spot.y <= y < spot.y + spot.height:
            if abs(x - spot.x - spot.width) <= slack:
                return Hit("edge", stage, stage)
            if spot.contains(x, y):
                return Hit("stage", stage, stage)
    for persona in journey.personas:
        if drawing.spots[persona].contains(x, y):
            return Hit("persona", persona)
    header = drawing.spots.get("header")
    return Hit("header", "header") if header and header.contains(x, y) else Hit("nothing")


def hit(journey: JourneyMap, drawing: Drawing, x: float, y: float, slack: float = 4.0) -> Hit:
    """What is under a point. `slack` is how near to a column's edge counts as on it."""
    row = row_at(drawing, y)
    left, right = MEASURES.margin, drawing.width - MEASURES.margin
    if row is not None:
        return _in_row(drawing, row, x, y) if left <= x < right else Hit("nothing")
    return _above_rows(journey, drawing, x, y, slack)


def within(drawing: Drawing, journey: JourneyMap, x: float, y: float, width: float, height: float) -> frozenset[str]:
    """The cards that a rubber band touches."""
    found = []
    for row in drawing.grid.rows:
        if row.y < y + height and row.y + row.height > y:
            for column in drawing.grid.columns:
                if column.x < x + width and column.x + column.width > x:
                    found += [
                        spot.id for spot in drawing.grid.cells.get((column.stage, row.lane), ())
                        if spot.x < x + width and spot.x + spot.width > x
                        and spot.y < y + height and spot.y + spot.height > y
                    ]
    return frozenset(found)


def nearest_column(drawing: Drawing, x: float) -> Column | None:
    """The column that holds x or is next to it; None where there are no columns."""
    columns = drawing.grid.columns
    if not columns:
        return None
    place = bisect_right(columns, x, key=lambda column: column.x) - 1
    return columns[max(place, 0)]


def stage_gap(drawing: Drawing, x: float) -> int:
    """Before which stage a stage dropped at x goes."""
    return sum(1 for column in drawing.grid.columns if x > column.x + column.width / 2)


def lane_gap(drawing: Drawing, y: float) -> int:
    """Above which lane a lane dropped at y goes."""
    return sum(1 for row in drawing.grid.rows if y > row.y + row.height / 2)


def card_target(
    journey: JourneyMap, drawing: Drawing, kind: str, x: float, y: float, home: str | None = None
) -> Target:
    """Where a card of a kind lands that is dropped at a point; `home` is the lane where it is now."""
    column, under = nearest_column(drawing, x), row_at(drawing, y)
    lane, lane_index = lane_for(journey, kind, under.lane if under else None, home)
    below_all = drawing.grid.rows and y > drawing.grid.rows[-1].y + drawing.grid.rows[-1].height
    if lane is None and below_all:
        lane_index = len(drawing.grid.rows)
    if column is None:
        return Target(None, lane, lane_index=lane_index, score=0 if kind == "emotion" else None)
    row = next((row for row in drawing.grid.rows if row.lane == lane), None)
    over = under is not None and row is not None and under.lane == row.lane
    index, score = None, None
    if row is not None and over:
        spots = drawing.grid.cells.get((column.stage, row.lane), ())
        across = kind == "emotion" and row.scale is not None
        index = sum(1 for s in spots if (x > s.x + s.width / 2 if across else y > s.y + s.height / 2))
    if kind == "emotion":
        score = row.scale.score(y - row.y) if row is not None and row.scale and over else 0
    return Target(column.stage, lane, index, 0, lane_index, score)
