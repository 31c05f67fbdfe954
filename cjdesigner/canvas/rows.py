"""A part's children in the order in which they can be found by bisection: only those that are seen are painted."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from cjdesigner.drawing.drawing import Part, Placed

_MANY = 32
"""Children from which on bisection is worth it."""
_SLACK = 60.0
"""Points by which ink may stand out at the sides of a part."""


class Row(NamedTuple):
    """A part's children by place: wide ones that lie over others' columns, and the rest with their right ends."""

    wide: list[int]
    narrow: list[int]
    ends: list[float]


def row_of(part: Part) -> Row | None:
    """The children so that those behind the wide ones can be found by bisection; None where they are few."""
    children = part.children
    if len(children) <= _MANY:
        return None
    row, left = Row([], [], []), float("-inf")
    for place in sorted(range(len(children)), key=lambda at: children[at].x + children[at].part.width):
        child = children[place]
        if child.x < left - 1e-6:
            row.wide.append(place)
        else:
            row.narrow.append(place)
            row.ends.append(child.x + child.part.width)
            left = child.x
    return row


def between(part: Part, row: Row | None, left: float, right: float) -> Iterator[Placed]:
    """The children between two points across, the wide ones first."""
    children = part.children
    loose = children if row is None else [children[place] for place in row.wide]
    yield from (c for c in loose if c.x - _SLACK < right and c.x + c.part.width + _SLACK > left)
    if row is None:
        return
    for at in range(bisect_left(row.ends, left - _SLACK), len(row.ends)):
        child = children[row.narrow[at]]
        if child.x - _SLACK > right:
            return
        yield child
