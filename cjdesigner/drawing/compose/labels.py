"""Finds room for words beside points: above or below, off other words and faces, and off lines where that can be."""

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

    def holds(self, point: Point) -> bool:
        """Whether a point is inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


@dataclass
class Labels:
    """What is taken already. Asked from left to right; `left` and `right` are how far words may go."""

    left: float
    right: float
    taken: list[Rect] = field(default_factory=list)

    def take(self, rect: Rect) -> None:
        """Keeps a place free of words."""
        self.taken.append(rect)

    def beside(self, at: Point, size: tuple[float, float], gap: float, *, below: bool, own: Rect | None = None,
               lines: Sequence[Point] = ()) -> Rect:
        """The place of words of a size beside a point, `gap` points from it; it is taken from now on.

        On the side that is asked for, unless only the other is free or crossed by fewer of the `lines`' points; where
        neither is free, further out. `own` is what was taken for the point itself.
        """
        width, height = size
        x = min(max(at[0] - width / 2, self.left), max(self.right - width, self.left))
        near = [rect for rect in self.taken if rect.left < x + width and rect.right > x and rect is not own]
        tops = {True: at[1] + gap, False: at[1] - gap - height}
        sides = [_rect(x, tops[under], width, height) for under in (below, not below)]
        free = [side for side in sides if not any(side.meets(rect) for rect in near)]
        found = min(free or sides[:1], key=lambda side: sum(map(side.holds, lines)))
        found = found if free else _pushed(found, near, below=below)
        self.taken.append(found)
        return found


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
