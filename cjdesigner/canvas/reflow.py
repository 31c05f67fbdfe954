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

_MANY = 64
"""Children of a lane that are looked at one by one; where more changed, the lane is painted anew."""


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
    grown: float
    """Points by which the whole is higher than the drawing."""
    touched: tuple[Slot, ...]
    """The areas where something is not as in the drawing."""
    kin: tuple[tuple[Part, Part], ...]
    """Lanes with the lanes of the drawing that they stand for. Their children are in the same order."""


Places = dict[str, dict[str, int]]
"""Where each child is among a lane's children, by lane and by the child's id: found once in a drag."""


def reflowed(drawing: Drawing, gone: Iterable[str], gaps: Sequence[Gap], places: Places | None = None) -> Reflow:
    """The drawing without some cards, and with gaps. `places` is remembered from one call to the next."""
    out = frozenset(gone) & drawing.spots.keys()
    homes, known = _homes(drawing, out), {} if places is None else places
    parts: list[Placed] = []
    slots: list[Slot] = []
    touched: list[Slot] = []
    kin: list[tuple[Part, Part]] = []
    down = 0.0
    rows = {row.lane: row for row in drawing.grid.rows}
    for placed in drawing.parts:
        row = rows.get(placed.part.id) if placed.part.role == "lane" else None
        mine = [gap for gap in gaps if row is not None and gap.lane == row.lane]
        if row is None or not (mine or row.lane in homes):
            parts.append(Placed(placed.x, placed.y + down, placed.part) if down else placed)
            continue
        stages = homes.get(row.lane, set()) | {gap.stage for gap in mine}
        part, found = _lane(drawing, placed, row, out, stages, mine, known)
        parts.append(Placed(placed.x, placed.y + down, part))
        kin.append((part, placed.part))
        slots += [replace(slot, y=slot.y + down) for slot in found]
        touched += [Slot(c.x, row.y + down, c.width, part.height) for c in drawing.grid.columns if c.stage in stages]
        down += part.height - placed.part.height
        if down:
            touched.append(Slot(0, row.y, drawing.width, drawing.height + down - row.y))
    return Reflow(tuple(parts), tuple(slots), down, tuple(touched), tuple(kin))


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
          gaps: list[Gap], known: Places) -> tuple[Part, list[Slot]]:
    """A lane's part with its cells closed up and opened, and the slots in it."""
    moved: dict[str, float] = {}
    slots: list[Slot] = []
    ends = [_cell(drawing, row, stage, out, next((gap for gap in gaps if gap.stage == stage), None), moved, slots)
            for stage in stages]
    height = max(placed.part.height, max(ends) + MEASURES.lane_pad - row.y)
    moved |= dict.fromkeys(out, _AWAY) | {f"{gap.stage}/{gap.lane}": _AWAY for gap in gaps}
    children = list(placed.part.children)
    if row.lane not in known:
        known[row.lane] = {child.part.id: place for place, child in enumerate(children)
                           if child.part.role in _CARRIED}
    for key, by in moved.items():
        if (place := known[row.lane].get(key)) is not None:
            children[place] = children[place]._replace(y=children[place].y + by)
    part = replace(placed.part, height=height, children=tuple(children),
                   ops=tuple(_stretched(op, placed.part.height, height) for op in placed.part.ops))
    return part, slots


_CARRIED = frozenset({"card", "emotion", "hint"})
_AWAY = -1e7
"""So far up is what is not to be seen: it stays in its row, which is in order."""


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
        return op._replace(height=op.height + after - before) if op.y + op.height > before - 12 else op
    if isinstance(op, Shape) and any(y > before - 12 for _verb, *flat in op.path for y in flat[1::2]):
        return op._replace(path=tuple(_pulled(segment, before, after) for segment in op.path))
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
    moved = [child for child in (*one.children, *other.children) if id(child) not in kept]
    if len(moved) > _MANY:
        return [before, after]
    return [Placed(before.x + child.x, before.y + child.y, child.part) for child in moved]
