"""Where a poster is cut from left to right: between lanes, and in lanes that are higher than a sheet between cards.

Cards that a cut would go through are moved below it with all that is under them, so that only a card that is larger
than a sheet is ever cut, and that one between two lines.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cjdesigner.drawing.compose.card import left_bar
from cjdesigner.drawing.drawing import Box, Op, Part, Placed, Shape
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.export.layouts.cuts import Span, cuts
from cjdesigner.export.layouts.paper import GAP
from cjdesigner.export.layouts.slicing import box_of, elements

_WORTH = 0.4
"""The share of a sheet from which on a lane that is higher than a sheet begins on what is left of it."""
_FIXED = ("curve", "emotion", "words")
_INDENT = 6.0


@dataclass
class Rows:
    """Parts from top to bottom with the cuts between them. `most` is the height of a sheet."""

    most: float
    places: list[float]
    parts: list[Placed] = field(default_factory=list)
    moved: float = 0.0

    def add(self, placed: Placed) -> None:
        """The next part, at its old place moved by what parts above it have grown."""
        x, y, part = placed.x, placed.y + self.moved, placed.part
        end = self.places[-1] + self.most
        if y + part.height > end and part.height <= self.most - _INDENT / 2:
            self._cut(y - _INDENT / 2)
        elif y + part.height > end:
            if end - y < self.most * _WORTH:
                self._cut(y - _INDENT / 2)
            higher = self._tall(Placed(x, y, part))
            self.moved += higher.height - part.height
            part = higher
        self.parts.append(Placed(x, y, part))

    def _cut(self, y: float) -> None:
        if y > self.places[-1] + 1:
            self.places.append(y)

    def _tall(self, placed: Placed) -> Part:
        """A part that is higher than a sheet, with its cuts."""
        if placed.part.role != "lane":
            extent = Span(self.places[-1], placed.y + placed.part.height)
            whole = [Span(e.area.y, e.area.y + e.area.height) for e in elements(_alone(placed))
                     if e.area.height <= self.most]
            self.places += cuts(extent, self.most, (), whole)[1:-1]
            return placed.part
        children = [_Child(c.x, c.y, c.part) for c in placed.part.children]
        height, head = placed.part.height, _foot_of_head(placed.part)
        foot = height - max((c.y + c.part.height for c in children), default=0.0)
        while placed.y + height > self.places[-1] + self.most:
            limit = self.places[-1] + self.most - placed.y
            place = _between_lines(children, limit, self.most)
            if place < head and placed.y - _INDENT / 2 > self.places[-1] + 1:
                self._cut(placed.y - _INDENT / 2)
                continue
            _make_way(children, place, self.most)
            self.places.append(placed.y + place)
            height = max(height, max((c.y + c.part.height for c in children), default=0.0) + foot)
        moved = tuple(Placed(child.x, child.y, child.part) for child in children)
        return replace(placed.part, height=height, ops=_panel(placed.part.ops, height), children=moved)


def _alone(placed: Placed) -> Iterable[Placed]:
    """The words of a part, each as if it were alone."""
    for op in placed.part.ops:
        yield Placed(placed.x, placed.y, replace(placed.part, ops=(op,), children=()))
    yield Placed(placed.x, placed.y, replace(placed.part, ops=()))


def _foot_of_head(part: Part) -> float:
    """Where the words of a lane's head end: it does not begin on a sheet that has less of it."""
    return max((box.y + box.height for op in part.ops if (box := box_of(op, 0.0, 0.0))), default=0.0)


def _panel(ops: tuple[Op, ...], height: float) -> tuple[Op, ...]:
    """A lane's operations with its ground and its bar, which are the first two, as high as the lane is now."""
    box, bar = ops[:2]
    if not (isinstance(box, Box) and isinstance(bar, Shape)):
        return ops
    return (box._replace(height=height),
            bar._replace(path=left_bar(0, 0, height, MEASURES.bar, box.radius)), *ops[2:])


@dataclass
class _Child:
    """A part of a lane that may be moved down."""

    x: float
    y: float
    part: Part


def _between_lines(children: Iterable[_Child], limit: float, most: float) -> float:
    """The last place up to a limit that is in no face nor its words, and between the lines of what is too high."""
    lines = [Span(child.y, child.y + child.part.height) for child in children
             if child.part.role in ("emotion", "words")]
    lines += [Span(box.y, box.y + box.height) for child in children
             if child.part.height > most or child.part.role == "words"
             for op in child.part.ops if (box := box_of(op, child.x, child.y))]
    place = limit
    for line in sorted(lines, reverse=True):
        if line.start + 0.5 < place < line.end - 0.5 and line.start > limit - most / 2:
            place = line.start
    return place


def _make_way(children: list[_Child], place: float, most: float) -> None:
    """Moves below a cut what it would go through, and on what is under that."""
    movable = sorted((c for c in children if c.part.role not in _FIXED), key=lambda c: (c.y, c.x))
    edges = sorted({c.x for c in movable} | {c.x + c.part.width for c in movable})
    bottoms = [float("-inf")] * len(edges)
    for child in movable:
        first = bisect_left(edges, child.x)
        end = bisect_left(edges, child.x + child.part.width)
        child.y = max(child.y, max(bottoms[first:end], default=child.y) + GAP)
        crossed = child.y < place - 0.5 and child.y + child.part.height > place + 0.5
        if crossed and child.part.height <= most - 2 * _INDENT:
            child.y = place + _INDENT
        bottoms[first:end] = [child.y + child.part.height] * (end - first)
