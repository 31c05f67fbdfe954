"""What of a drawing is on one piece of it: whole parts, and of those that are cut only the words that are there.

A piece gets its `ground` (panels and curves, which may be cut anywhere), the `curves` that are on no piece before it,
its own parts, and what of a part was on another piece before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cjdesigner.drawing.drawing import Box, Op, Part, Picture, Placed, Shape, Text, Use
from cjdesigner.export.document import Area

_FRAMES = ("lane", "header", "divider", "footer")
"""The roles of parts that are a ground with things on it."""
_TOUCH = 0.5


class Element(NamedTuple):
    """Something that should stay whole: its place in the drawing, the part, and whether it is a single operation."""

    area: Area
    part: Part
    role: str


def box_of(op: Op, x: float, y: float) -> Area | None:
    """The place of something on a ground; None for the ground itself."""
    if isinstance(op, Text):
        leading = op.size * 1.36
        return Area(x + op.x + op.line.x, y + op.y + op.line.baseline - leading * 0.76, op.line.width, leading)
    if isinstance(op, Use):
        return Area(x + op.x, y + op.y, op.size, op.size)
    if isinstance(op, Picture):
        return Area(x + op.x, y + op.y, op.width, op.height)
    return None


def elements(parts: Iterable[Placed]) -> Iterator[Element]:
    """All that should stay whole."""
    for x, y, part in parts:
        if part.role in _FRAMES:
            boxes = [box for op in part.ops if (box := box_of(op, x, y))]
            if boxes:
                yield Element(around(boxes), part, "words")
            for child in part.children:
                if child.part.role != "curve":
                    yield Element(_area(child, x, y), child.part, child.part.role)
        else:
            yield Element(Area(x, y, part.width, part.height), part, part.role)


def around(boxes: Iterable[Area]) -> Area:
    """The smallest area that holds all of these."""
    held = list(boxes)
    left, top = min(b.x for b in held), min(b.y for b in held)
    right, bottom = max(b.x + b.width for b in held), max(b.y + b.height for b in held)
    return Area(left, top, right - left, bottom - top)


def _area(placed: Placed, x: float = 0.0, y: float = 0.0) -> Area:
    return Area(x + placed.x, y + placed.y, placed.part.width, placed.part.height)


def meets(area: Area, piece: Area) -> bool:
    """Whether an area is on a piece, be it in part."""
    return (area.x < piece.x + piece.width - _TOUCH and area.x + area.width > piece.x + _TOUCH
            and area.y < piece.y + piece.height - _TOUCH and area.y + area.height > piece.y + _TOUCH)


def inside(area: Area, piece: Area) -> bool:
    """Whether an area is on a piece as a whole."""
    return (area.x >= piece.x - _TOUCH and area.x + area.width <= piece.x + piece.width + _TOUCH
            and area.y >= piece.y - _TOUCH and area.y + area.height <= piece.y + piece.height + _TOUCH)


def ground(parts: Iterable[Placed], piece: Area, but: Iterable[Placed] = ()) -> tuple[Placed, ...]:
    """The panels, lines and curves on a piece, without a word on them, `but` for some curves."""
    left_out = {id(child.part) for lane in but for child in lane.part.children}
    found = []
    for x, y, part in parts:
        if part.role not in _FRAMES or not meets(Area(x, y, part.width, max(part.height, 1.0)), piece):
            continue
        flat = tuple(op for op in part.ops if isinstance(op, Box | Shape))
        curves = tuple(Placed(child.x, child.y, replace(child.part, id="", label="")) for child in part.children
                       if child.part.role == "curve" and id(child.part) not in left_out)
        found.append(Placed(x, y, replace(part, id="", label="", ops=flat, children=curves)))
    return tuple(found)


class Slicer:
    """Hands out a drawing's parts piece by piece. `cut` has the ids of parts that no piece has as a whole."""

    def __init__(self, parts: Iterable[Placed]) -> None:
        self._parts = tuple(parts)
        self._shown: set[int] = set()
        self.cut: set[str] = set()

    def curves(self, piece: Area) -> tuple[Placed, ...]:
        """The curves that are on a piece for the first time, each in its lane."""
        found = []
        for x, y, part in self._parts:
            fresh = tuple(child for child in part.children if child.part.role == "curve"
                          and id(child.part) not in self._shown and meets(_area(child, x, y), piece))
            self._shown.update(id(child.part) for child in fresh)
            if fresh:
                found.append(Placed(x, y, replace(part, label="", ops=(), children=fresh)))
        return tuple(found)

    def take(self, piece: Area) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
        """What is on a piece for the first time, and what is on it once more."""
        fresh: list[Placed] = []
        again: list[Placed] = []
        for placed in self._parts:
            own, old = self._split(placed, 0.0, 0.0, piece)
            fresh += own
            again += old
        return tuple(fresh), tuple(again)

    def _split(self, placed: Placed, x: float, y: float, piece: Area) -> tuple[list[Placed], list[Placed]]:
        area, part = _area(placed, x, y), placed.part
        if part.role == "curve" or not meets(area, piece):
            return [], []
        if part.role in _FRAMES:
            return self._framed(placed, x, y, piece)
        if inside(area, piece):
            return [placed], []
        self.cut.add(part.id)
        own, old = self._ops(part, area.x, area.y, piece)
        flat = tuple(op for op in part.ops if isinstance(op, Box | Shape))
        mine = [Placed(placed.x, placed.y, replace(part, ops=(*flat, *own)))]
        return mine, [Placed(placed.x, placed.y, replace(part, id="", label="", ops=old))] if old else []

    def _framed(self, placed: Placed, x: float, y: float, piece: Area) -> tuple[list[Placed], list[Placed]]:
        """Of a lane or a header: the words on it, and those of its children that are here."""
        left, top, part = x + placed.x, y + placed.y, placed.part
        ops, old = self._ops(part, left, top, piece)
        fresh: list[Placed] = []
        again: list[Placed] = []
        for child in part.children:
            own, before = self._split(child, left, top, piece)
            fresh += own
            again += before
        mine = [Placed(placed.x, placed.y, replace(part, ops=ops, children=tuple(fresh)))] if ops or fresh else []
        if old or again:
            once = replace(part, id="", label="", ops=old, children=tuple(again))
            return mine, [Placed(placed.x, placed.y, once)]
        return mine, []

    def _ops(self, part: Part, x: float, y: float, piece: Area) -> tuple[tuple[Op, ...], tuple[Op, ...]]:
        """The words and marks of a part that are here, new ones and those of another piece."""
        fresh: list[Op] = []
        again: list[Op] = []
        for op in part.ops:
            box = box_of(op, x, y)
            if box is None or not meets(box, piece):
                continue
            (again if id(op) in self._shown else fresh).append(op)
            if not inside(box, piece):
                self.cut.add(part.id)
            self._shown.add(id(op))
        return tuple(fresh), tuple(again)
