"""What is under a point of a drawing, and where a dragged thing would land. Pure: a drawing and numbers in, values out.

Points are in the drawing's own coordinates (points, y downwards). The grid answers by bisection.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from cjdesigner.drawing.drawing import Column, Drawing, Row, Spot, StepColumn
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.edit.placing import Target, lane_for
from cjdesigner.model.map import JourneyMap

What = Literal["card", "emotion", "persona", "stage", "step", "lane", "header", "cell", "edge", "expected", "nothing"]


@dataclass(frozen=True)
class Hit:
    """What is under a point: its kind, its entity's id, and the cell where the point is.

    `brim` says that the point is on a card's right edge, where it can be pulled over more stages.
    """

    what: What
    id: str = ""
    stage: str | None = None
    lane: str | None = None
    brim: bool = False


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


def step_at(column: Column, x: float) -> StepColumn | None:
    """The step of a column that holds x or is next to it; None for a stage without steps."""
    place = bisect_right(column.steps, x, key=lambda step: step.x) - 1
    return column.steps[max(place, 0)] if column.steps else None


def _in_row(drawing: Drawing, row: Row, x: float, y: float, slack: float) -> Hit:
    column = column_at(drawing, x)
    if column is None or row.collapsed:
        return Hit("lane", row.lane, None, row.lane)
    spots = drawing.grid.cells.get((column.stage, row.lane), ())
    spot = _among(spots, x, y) or _among(drawing.grid.spanning.get(row.lane, ()), x, y)
    if spot is None:
        return Hit("cell", row.lane, column.stage, row.lane)
    if spot.role == "emotion":
        return Hit("emotion", spot.id, column.stage, row.lane)
    brim = x >= spot.x + spot.width - min(slack, spot.width / 6)
    return Hit("card", spot.id, column.stage, row.lane, brim)


def _above_rows(journey: JourneyMap, drawing: Drawing, x: float, y: float, slack: float) -> Hit:
    for column in drawing.grid.columns:
        if found := _in_head(drawing, column, x, y, slack):
            return found
    for persona in journey.personas:
        if drawing.spots[persona].contains(x, y):
            return Hit("persona", persona)
    header = drawing.spots.get("header")
    return Hit("header", "header") if header and header.contains(x, y) else Hit("nothing")


def _in_head(drawing: Drawing, column: Column, x: float, y: float, slack: float) -> Hit | None:
    """The stage, its edge or one of its steps under a point; None elsewhere."""
    spot = drawing.spots[column.stage]
    if spot.y <= y < spot.y + spot.height:
        if abs(x - spot.x - spot.width) <= slack and not column.collapsed:
            return Hit("edge", column.stage, column.stage)
        if spot.contains(x, y):
            return Hit("stage", column.stage, column.stage)
    step = next((step for step in column.steps if drawing.spots[step.step].contains(x, y)), None)
    return Hit("step", step.step, column.stage) if step else None


def hit(journey: JourneyMap, drawing: Drawing, x: float, y: float, slack: float = 4.0) -> Hit:
    """What is under a point. `slack` is how near to a column's edge counts as on it."""
    row = row_at(drawing, y)
    left, right = MEASURES.margin, drawing.width - MEASURES.margin
    if row is not None:
        return _in_row(drawing, row, x, y, slack) if left <= x < right else Hit("nothing")
    return _above_rows(journey, drawing, x, y, slack)


def within(drawing: Drawing, journey: JourneyMap, x: float, y: float, width: float, height: float) -> frozenset[str]:
    """The cards that a rubber band touches."""
    found = [spot.id for spots in drawing.grid.spanning.values() for spot in spots
             if spot.x < x + width and spot.x + spot.width > x and spot.y < y + height and spot.y + spot.height > y]
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


def picked_step(journey: JourneyMap, drawing: Drawing, key: str, x: float) -> str | None:
    """The step over which a card for a whole stage is picked up: there it goes on being for the whole stage."""
    card = journey.cards[key]
    column = next((column for column in drawing.grid.columns if column.stage == card.stage), None)
    step = step_at(column, x) if column and card.step is None else None
    return step.step if step else None


def stage_gap(drawing: Drawing, x: float) -> int:
    """Before which of all the map's stages a stage dropped at x goes."""
    columns = drawing.grid.columns
    ahead = next((column.place for column in columns if x <= column.x + column.width / 2), None)
    return ahead if ahead is not None else columns[-1].place + 1 if columns else 0


def step_gap(column: Column, x: float) -> int:
    """Before which of its stage's steps a step dropped at x goes."""
    return sum(1 for step in column.steps if x > step.x + step.width / 2)


def lane_gap(drawing: Drawing, y: float) -> int:
    """Above which of all the map's lanes a lane dropped at y goes."""
    rows = drawing.grid.rows
    below = next((row.place for row in rows if y <= row.y + row.height / 2), None)
    return below if below is not None else rows[-1].place + 1 if rows else 0


def card_target(
    journey: JourneyMap, drawing: Drawing, kind: str, x: float, y: float, home: str | None = None
) -> Target:
    """Where a card of a kind lands that is dropped at a point; `home` is the lane where it is now."""
    column, under = nearest_column(drawing, x), row_at(drawing, y)
    lane, lane_index = lane_for(journey, kind, under.lane if under else None, home)
    below_all = drawing.grid.rows and y > drawing.grid.rows[-1].y + drawing.grid.rows[-1].height
    if lane is None and below_all:
        lane_index = drawing.grid.rows[-1].place + 1
    if column is None:
        return Target(None, lane, lane_index=lane_index, score=0 if kind == "emotion" else None)
    row = next((row for row in drawing.grid.rows if row.lane == lane), None)
    over = under is not None and row is not None and under.lane == row.lane
    index, score, step = None, None, step_at(column, x)
    if row is not None and over and not (row.collapsed or column.collapsed):
        spots = drawing.grid.cells.get((column.stage, row.lane), ())
        across = kind == "emotion" and row.scale is not None
        index = _place_in(spots, step, x if across else None, y)
    if kind == "emotion":
        score = row.scale.score(y - row.y) if row is not None and row.scale and over else 0
    return Target(column.stage, lane, index, 0, lane_index, score, step.step if step else None)


def _place_in(spots: tuple[Spot, ...], step: StepColumn | None, x: float | None, y: float) -> int:
    """Before which card of a cell a point is: on its way down, or across where x is given.

    Only the cards over the same step count; behind the last of them is right behind it.
    """
    mine = [(place, spot) for place, spot in enumerate(spots) if step is None or over_step(spot, step)]
    ahead = [place for place, spot in mine
             if (x > spot.x + spot.width / 2 if x is not None else y > spot.y + spot.height / 2)]
    if step is None:
        return len(ahead)
    return ahead[-1] + 1 if ahead else mine[0][0] if mine else len(spots)


def over_step(spot: Spot, step: StepColumn) -> bool:
    """Whether a card stands in a step's column; a face does where its middle is."""
    if spot.role == "emotion":
        return step.x <= spot.x + spot.width / 2 < step.x + step.width
    return spot.x < step.x + step.width and spot.x + spot.width > step.x
