"""Walking by keyboard through the grid: from card to card, from cell to cell, to the heads of lanes and stages.

Pure: a drawing and a place in, a place out.
"""

from dataclasses import dataclass
from typing import Literal

from cjdesigner.drawing.drawing import Drawing, Spot

Direction = Literal["left", "right", "up", "down"]
Cell = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """Where the keyboard is: on a thing, in a cell, or both (a card and its cell)."""

    key: str | None = None
    cell: Cell | None = None


def step(drawing: Drawing, place: Place, direction: Direction) -> Place:
    """The next place in a direction; the same one at the edge of the map."""
    columns = [column.stage for column in drawing.grid.columns]
    rows = [row.lane for row in drawing.grid.rows]
    spot = drawing.spots.get(place.key or "")
    if place.cell and place.cell[0] in columns and place.cell[1] in rows:
        return _from_cell(drawing, place, direction, columns, rows)
    if spot is not None and spot.role == "stage":
        return _from_stage(drawing, spot, direction, columns, rows)
    if spot is not None and spot.role == "step":
        return _from_step(drawing, spot, direction, rows)
    if spot is not None and spot.role == "lane":
        return _from_lane(drawing, spot, direction, columns, rows)
    if spot is not None and spot.role in ("persona", "header"):
        return _from_header(drawing, spot, direction, columns)
    return first(drawing)


def first(drawing: Drawing) -> Place:
    """Where walking begins: the first cell, else the first stage, lane or the header."""
    grid = drawing.grid
    if grid.columns and grid.rows:
        return _enter(drawing, (grid.columns[0].stage, grid.rows[0].lane), 0)
    heads = [*(column.stage for column in grid.columns), *(row.lane for row in grid.rows), "header"]
    return Place(heads[0])


def _enter(drawing: Drawing, cell: Cell, index: int) -> Place:
    """A cell, on the card at an index (the last for -1), or on nothing where it is empty."""
    spots = drawing.grid.cells.get(cell, ())
    if not spots:
        return Place(None, cell)
    return Place(spots[max(0, min(index, len(spots) - 1)) if index >= 0 else -1].id, cell)


def _from_cell(drawing: Drawing, place: Place, direction: Direction, columns: list[str], rows: list[str]) -> Place:
    assert place.cell is not None
    stage, lane = place.cell
    spots = drawing.grid.cells.get(place.cell, ())
    index = next((i for i, spot in enumerate(spots) if spot.id == place.key), -1)
    column, row = columns.index(stage), rows.index(lane)
    along = ("left", "right") if index >= 0 and spots[index].role == "emotion" else ("up", "down")
    if direction in along and index >= 0:
        following = index + (1 if direction == along[1] else -1)
        if 0 <= following < len(spots):
            return Place(spots[following].id, place.cell)
    if direction in ("left", "right"):
        column += 1 if direction == "right" else -1
        if column < 0:
            return Place(lane)
        return _enter(drawing, (columns[column], lane), max(index, 0)) if column < len(columns) else place
    row += 1 if direction == "down" else -1
    if row < 0:
        return Place(_steps_of(drawing, stage, place.key) or stage)
    return _enter(drawing, (stage, rows[row]), 0 if direction == "down" else -1) if row < len(rows) else place


def _from_stage(drawing: Drawing, spot: Spot, direction: Direction, columns: list[str], rows: list[str]) -> Place:
    if direction in ("left", "right"):
        return _along(columns, spot.id, 1 if direction == "right" else -1)
    if direction == "down":
        if step := _steps_of(drawing, spot.id):
            return Place(step)
        return _enter(drawing, (spot.id, rows[0]), 0) if rows else Place(spot.id)
    return Place(next((held.id for held in drawing.spots.values() if held.role == "persona"), "header"))


def _steps_of(drawing: Drawing, stage: str, under: str | None = None) -> str | None:
    """The step of a stage over a card, or its first one; None where it has none."""
    steps = next((column.steps for column in drawing.grid.columns if column.stage == stage), ())
    card = drawing.spots.get(under or "")
    middle = card.x + card.width / 2 if card else 0.0
    above = next((step.step for step in steps if card and step.x <= middle < step.x + step.width), None)
    return above or (steps[0].step if steps else None)


def _from_step(drawing: Drawing, spot: Spot, direction: Direction, rows: list[str]) -> Place:
    steps = [(step.step, column.stage) for column in drawing.grid.columns for step in column.steps]
    stage = next(stage for step, stage in steps if step == spot.id)
    if direction in ("left", "right"):
        return _along([step for step, _stage in steps], spot.id, 1 if direction == "right" else -1)
    if direction == "up" or not rows:
        return Place(stage)
    return _enter(drawing, (stage, rows[0]), 0)


def _from_lane(drawing: Drawing, spot: Spot, direction: Direction, columns: list[str], rows: list[str]) -> Place:
    if direction == "right":
        return _enter(drawing, (columns[0], spot.id), 0) if columns else Place(spot.id)
    if direction == "up" and rows[0] == spot.id:
        return Place("header")
    return _along(rows, spot.id, {"down": 1, "up": -1}.get(direction, 0))


def _from_header(drawing: Drawing, spot: Spot, direction: Direction, columns: list[str]) -> Place:
    people = [held.id for held in drawing.spots.values() if held.role == "persona"]
    if direction == "down":
        return Place(columns[0]) if columns else first(drawing)
    if spot.role == "header":
        return Place(people[0]) if people and direction == "right" else Place("header")
    if direction == "up" or (direction == "left" and people[0] == spot.id):
        return Place("header")
    return _along(people, spot.id, 1 if direction == "right" else -1)


def _along(row: list[str], key: str, by: int) -> Place:
    return Place(row[max(0, min(row.index(key) + by, len(row) - 1))])
