"""What a drawing looks like while cards are carried over it: they are out of their places, and there is room for them.

Pure, and as quick on a map of any size: whatever moves is the same object in another place, so nothing is composed.
A lane grows for what would land in it and never shrinks before the drop: nothing jumps away under the pointer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF

from cjdesigner.canvas.hits import column_at, row_at
from cjdesigner.drawing.drawing import Box, Drawing, Op, Part, Placed, Row, Segment, Shape
from cjdesigner.drawing.theme import MEASURES


@dataclass(frozen=True)
class Gap:
    """Room for cards in a cell: before the card at `index` of those that are there now, for cards of these heights."""

    stage: str
    lane: str
    index: int | None
    heights: tuple[float, ...]


@dataclass(frozen=True)
class Slot:
    """Where one of the carried cards will be, in points of the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Reflow:
    """The parts to paint instead of the drawing's, and the empty places among them."""

    parts: tuple[Placed, ...]
    slots: tuple[Slot, ...]
    grown: float = 0.0
    """Points by which the whole is higher than the drawing."""


def reflowed(drawing: Drawing, gone: Iterable[str], gaps: Sequence[Gap]) -> Reflow:
    """The drawing without some cards, and with gaps."""
    out = frozenset(gone) & drawing.spots.keys()
    homes = _homes(drawing, out)
    parts: list[Placed] = []
    slots: list[Slot] = []
    down = 0.0
    rows = {row.lane: row for row in drawing.grid.rows}
    for placed in drawing.parts:
        row = rows.get(placed.part.id) if placed.part.role == "lane" else None
        mine = [gap for gap in gaps if row is not None and gap.lane == row.lane]
        if row is None or not (mine or row.lane in homes):
            parts.append(Placed(placed.x, placed.y + down, placed.part) if down else placed)
            continue
        part, found = _lane(drawing, placed, row, out, homes.get(row.lane, set()), mine)
        parts.append(Placed(placed.x, placed.y + down, part))
        slots += [replace(slot, y=slot.y + down) for slot in found]
        down += part.height - placed.part.height
    return Reflow(tuple(parts), tuple(slots), down)


def _homes(drawing: Drawing, gone: frozenset[str]) -> dict[str, set[str]]:
    """The cells that are left, as stages by lane."""
    found: dict[str, set[str]] = {}
    for key in gone:
        spot = drawing.spots[key]
        column, row = column_at(drawing, spot.x + spot.width / 2), row_at(drawing, spot.y + 1)
        if column is not None and row is not None:
            found.setdefault(row.lane, set()).add(column.stage)
    return found


def _lane(drawing: Drawing, placed: Placed, row: Row, out: frozenset[str], stages: set[str],
          gaps: list[Gap]) -> tuple[Part, list[Slot]]:
    """A lane's part with its cells closed up and opened, and the slots in it."""
    moved: dict[str, float] = {}
    slots: list[Slot] = []
    least = 0.0
    for stage in stages | {gap.stage for gap in gaps}:
        gap = next((each for each in gaps if each.stage == stage), None)
        end = _cell(drawing, row, stage, out, gap, moved, slots)
        least = max(least, end)
    height = max(placed.part.height, least + MEASURES.lane_pad - row.y)
    hidden = out | {f"{gap.stage}/{gap.lane}" for gap in gaps}
    children = tuple(
        Placed(child.x, child.y + moved[child.part.id], child.part) if child.part.id in moved else child
        for child in placed.part.children if child.part.id not in hidden or child.part.role not in _TAKEN)
    part = replace(placed.part, height=height, children=children,
                   ops=tuple(_stretched(op, placed.part.height, height) for op in placed.part.ops))
    return part, slots


_TAKEN = frozenset({"card", "emotion", "hint"})


def _cell(drawing: Drawing, row: Row, stage: str, out: frozenset[str], gap: Gap | None, moved: dict[str, float],
          slots: list[Slot]) -> float:
    """Closes a cell up and opens the gap in it; where its last card ends. Cards move down their own side only."""
    stack = [s for s in drawing.grid.cells.get((stage, row.lane), ()) if s.role != "emotion"]
    column = next(c for c in drawing.grid.columns if c.stage == stage)
    ends, down = [row.y], dict[float, float]()
    place = len(stack) if gap is None or gap.index is None else min(gap.index, len(stack))
    for index, spot in enumerate(stack):
        if gap is not None and index == place:
            ends.append(_open(gap, spot.x, spot.y + down.get(spot.x, 0.0), spot.width, down, slots))
        if spot.id in out:
            down[spot.x] = down.get(spot.x, 0.0) - spot.height - MEASURES.card_gap
            continue
        by = down.get(spot.x, 0.0)
        if by:
            moved[spot.id] = by
        ends.append(spot.y + by + spot.height)
    if gap is not None and place == len(stack):
        last = stack[-1] if stack else None
        x, width = (last.x, last.width) if last else (column.x + MEASURES.gutter, column.width - 2 * MEASURES.gutter)
        y = last.y + last.height + MEASURES.card_gap + down.get(x, 0.0) if last else _top(row)
        ends.append(_open(gap, x, y, width, down, slots))
    return max(ends)


def _open(gap: Gap, x: float, y: float, width: float, down: dict[float, float], slots: list[Slot]) -> float:
    """Makes the slots of a gap one below the other; where they end."""
    for height in gap.heights:
        slots.append(Slot(x, y, width, height))
        y += height + MEASURES.card_gap
        down[x] = down.get(x, 0.0) + height + MEASURES.card_gap
    return y - MEASURES.card_gap


def _top(row: Row) -> float:
    """Where the first card of an empty cell lies."""
    return row.y + (row.scale.bottom + MEASURES.face if row.scale else 0.0) + MEASURES.lane_pad


def _stretched(op: Op, before: float, after: float) -> Op:
    """What reaches down to the lane's end reaches down to its new end."""
    if before == after:
        return op
    if isinstance(op, Box):
        return replace(op, height=op.height + after - before) if op.y + op.height > before - 12 else op
    if isinstance(op, Shape) and any(y > before - 12 for _verb, *flat in op.path for y in flat[1::2]):
        return replace(op, path=tuple(_pulled(segment, before, after) for segment in op.path))
    return op


def _pulled(segment: Segment, before: float, after: float) -> Segment:
    verb, *flat = segment
    return (verb, *(value + after - before if place % 2 and value > before / 2 else value
                    for place, value in enumerate(flat)))


def changed_places(old: Iterable[Placed], new: Iterable[Placed], zoom: float) -> list[QRectF]:
    """Where two rows of parts differ, in pixels from the drawing's corner. Of a lane that changed, only the cells."""
    known = {(placed.x, placed.y): placed for placed in old}
    held = {(placed.x, placed.y): placed for placed in new}
    found: list[Placed] = []
    for place in known.keys() | held.keys():
        before, after = known.get(place), held.get(place)
        if before is None or after is None or before.part is not after.part:
            found += _differing(before, after)
    return [QRectF(p.x * zoom, p.y * zoom, p.part.width * zoom, p.part.height * zoom).adjusted(
        -8 * zoom - 2, -40 * zoom - 2, 8 * zoom + 2, 40 * zoom + 2) for p in found]


def _differing(before: Placed | None, after: Placed | None) -> list[Placed]:
    """What has to be painted anew of two parts in one place: the children that moved, or all."""
    if before is None or after is None:
        return [placed for placed in (before, after) if placed is not None]
    one, other = before.part, after.part
    if (one.role, one.id, one.width, one.height) != (other.role, other.id, other.width, other.height) or (
        one.ops != other.ops
    ):
        return [before, after]
    kept = {id(child) for child in one.children} & {id(child) for child in other.children}
    return [Placed(before.x + child.x, before.y + child.y, child.part)
            for child in (*one.children, *other.children) if id(child) not in kept]
