"""What is remembered of a lane between two drawings: what it was made from, and where its things are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import is_

from cjdesigner.drawing.compose.cells import Stacks
from cjdesigner.drawing.compose.lanes import LaneDrawing
from cjdesigner.drawing.drawing import Column, Part, Spot, lost_in
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.model.map import Lane


@dataclass
class HeldLane:
    """A lane's drawing and what it was made from; and where its things are while the lane is at `y`."""

    lane: Lane
    columns: list[Column]
    stacks: Stacks
    width: float
    looks_around: bool
    surroundings: tuple[object, ...]
    drawing: LaneDrawing
    missing: dict[str, frozenset[str]]
    y: float = -1.0
    spots: dict[str, Spot] = field(default_factory=dict)
    cells: dict[tuple[str, str], tuple[Spot, ...]] = field(default_factory=dict)
    spanning: tuple[Spot, ...] = ()

    def still_true(self, lane: Lane, columns: list[Column], stacks: Stacks, width: float,
                   surroundings: tuple[object, ...]) -> bool:
        """Whether the same objects would be drawn in the same places."""
        return (
            self.lane is lane and self.stacks is stacks and self.width == width and self.columns == columns
            and _same(self.surroundings, surroundings)
        )

    def place(self, y: float, stacks: Stacks) -> None:
        """Says where everything is when the lane lies at `y`; nothing to do if it lay there before."""
        if y == self.y:
            return
        self.y, left = y, MEASURES.margin
        part, spots = self.drawing.part, {}
        spots[part.id] = Spot(part.role, part.id, left, y, part.width, part.height)
        for child in part.children:
            inner = child.part
            if inner.id:
                spots[inner.id] = Spot(inner.role, inner.id, left + child.x, y + child.y, inner.width, inner.height)
        self.spots, lane = spots, self.lane.id
        self.spanning = tuple(spots[key] for key in self.drawing.spanning)
        drawn = {column.stage for column in self.columns if not column.collapsed} if not self.lane.collapsed else set()
        self.cells = {(stage, lane): tuple([spots[card.id] for card in cards])
                      for stage, cards in stacks.items() if stage in drawn}


def _same(first: Sequence[object], second: Sequence[object]) -> bool:
    return len(first) == len(second) and all(map(is_, first, second))


def missing_in(part: Part) -> dict[str, frozenset[str]]:
    """The characters without a glyph by the id of the part that holds them."""
    found = {part.id: lost_in(part.ops)} | {child.part.id: child.part.missing for child in part.children}
    return {key: lost for key, lost in found.items() if lost}
