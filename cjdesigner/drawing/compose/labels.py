"""Finds room for words beside points: above or below, off other words and faces, and off lines where that can be."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Point = tuple[float, float]


class Rect(NamedTuple):
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Rect") -> bool:
        """Whether the two share a place."""
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)

    def holds(self, line: Sequence[Point]) -> int:
        """How many points are inside of a line that goes from left to right."""
        start = bisect_left(line, self.left, key=_across)
        near = line[start:bisect_right(line, self.right, start, key=_across)]
        return sum(1 for _x, y in near if self.top <= y <= self.bottom)


def _across(point: Point) -> float:
    return point[0]


_STRIP = 64.0


@dataclass
class Labels:
    """What is taken already, by strips of `_STRIP` points; `left` and `right` are how far words may go."""

    left: float
    right: float
    taken: dict[int, list[Rect]] = field(default_factory=lambda: defaultdict(list))

    def take(self, rect: Rect) -> None:
        """Keeps a place free of words."""
        for strip in _strips(rect.left, rect.right):
            self.taken[strip].append(rect)

    def beside(self, at: Point, size: tuple[float, float], gap: float, *, below: bool, own: Rect | None = None,
               lines: Sequence[Sequence[Point]] = ()) -> Rect:
        """The place of words of a size beside a point, `gap` points from it; it is taken from now on.

        On the side that is asked for, unless only the other is free or crossed by fewer of the `lines`' points; where
        neither is free, further out on the nearer side. `own` is what was taken for the point itself.
        """
        width, height = size
        x = min(max(at[0] - width / 2, self.left), max(self.right - width, self.left))
        near = [rect for strip in _strips(x, x + width) for rect in self.taken.get(strip, ())
                if rect.left < x + width and rect.right > x and rect is not own]
        tops = {True: at[1] + gap, False: at[1] - gap - height}
        sides = {under: _rect(x, tops[under], width, height) for under in (below, not below)}
        free = [side for side in sides.values() if not any(side.meets(rect) for rect in near)]
        if free:
            found = min(free, key=lambda side: sum(map(side.holds, lines)))
        else:
            out = [_pushed(side, near, below=under) for under, side in sides.items()]
            found = min(out, key=lambda side: abs(side.top + side.bottom - 2 * at[1]))
        self.take(found)
        return found


def _strips(left: float, right: float) -> range:
    return range(int(left // _STRIP), int(right // _STRIP) + 1)


def _rect(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(x, y, x + width, y + height)


def _pushed(rect: Rect, near: list[Rect], *, below: bool) -> Rect:
    """The rectangle moved down (or up) until it meets none of the others."""
    height = rect.bottom - rect.top
    for other in sorted(near, key=lambda held: held.top if below else -held.bottom):
        if rect.meets(other):
            top = other.bottom + 1 if below else other.top - 1 - height
            rect = Rect(rect.left, top, rect.right, top + height)
    return rect
