"""Rows of parts that flow over pages: what belongs together stays together, what is too high for a page is continued.

In units, from the top left corner of the room that a page's furniture leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from cjdesigner.drawing.colours import Colour
from cjdesigner.drawing.compose.card import left_bar
from cjdesigner.drawing.compose.toolkit import Kit
from cjdesigner.drawing.drawing import Box, Part, Pen, Placed, Shape
from cjdesigner.export.document import Area, View
from cjdesigner.export.layouts.cuts import Span, cuts
from cjdesigner.export.layouts.paper import GAP, drawn, unnamed
from cjdesigner.export.layouts.slicing import Slicer, box_of

PAD = 10.0


@dataclass(frozen=True)
class Group:
    """Rows on a common ground: its colour, and what stands at its left on each page."""

    id: str
    label: str
    colour: Colour
    head: Part
    height: float


@dataclass(frozen=True)
class Row:
    """Parts beside each other. `again` are shown once more, `grounds` lie below; `keep` holds the next row on the page.

    `cut` is the part of one that is too high for a page, from one height to another.
    """

    items: tuple[Placed, ...]
    height: float
    gap: float = GAP
    again: tuple[Placed, ...] = ()
    group: Group | None = None
    keep: bool = False
    cut: Span | None = None
    grounds: tuple[Placed, ...] = ()


@dataclass(frozen=True)
class Laid:
    """A row at its place on a page."""

    y: float
    row: Row


def row_of(*items: Placed, gap: float = GAP, keep: bool = False, group: Group | None = None,
           again: tuple[Placed, ...] = ()) -> Row:
    """A row as high as the highest of its parts."""
    height = max((each.y + each.part.height for each in (*items, *again)), default=0.0)
    return Row(items, height, gap, again, group, keep)


class Flow:
    """Fills pages of one height."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.pages: list[list[Laid]] = [[]]
        self._y = 0.0

    def add(self, rows: Sequence[Row]) -> None:
        """Adds rows below those before them, on as many new pages as that takes."""
        left: list[Row] = []
        for row in rows:
            left += self._pieces(row, left)
        while left:
            count = next((place for place, row in enumerate(left) if not row.keep), len(left) - 1) + 1
            together = left[:count]
            if self.pages[-1] and not self._fits(together):
                self.pages.append([])
                self._y = 0.0
            for row in together:
                self._place(row)
            left = left[count:]

    def _pieces(self, row: Row, before: Sequence[Row]) -> list[Row]:
        """The row, or its pieces if no page is as high; the first leaves room for what is to be kept above it."""
        most = self.height - (2 * PAD if row.group else 0.0)
        if row.height <= most:
            return [row]
        whole = [Span(box.y, box.y + box.height) for each in (*row.items, *row.again) for op in each.part.ops
                 if (box := box_of(op, each.x, each.y))]
        kept = sum(each.height + each.gap + GAP for each in takewhile(lambda each: each.keep, reversed(before)))
        first = -min(kept, most * 0.8)
        places = [max(place, 0.0) for place in cuts(Span(first, row.height), most, (), whole)]
        return [replace(row, cut=Span(top, end), height=end - top, keep=False) for top, end in pairwise(places)]

    def _before(self) -> Laid | None:
        return self.pages[-1][-1] if self.pages[-1] else None

    def _top(self, row: Row) -> float:
        """Where a row begins if it is the next on this page."""
        before = self._before()
        if before is None:
            return PAD if row.group else 0.0
        if before.row.group and before.row.group is row.group:
            return self._y + row.gap
        return self._closed() + max(row.gap, GAP) + (PAD if row.group else 0.0)

    def _closed(self) -> float:
        """Where what is on this page ends, with the ground of its last group."""
        before = self._before()
        if before is None or before.row.group is None:
            return self._y
        return max(self._y, self._start() + before.row.group.height) + PAD

    def _start(self) -> float:
        """Where the last group of this page begins."""
        group, start = self.pages[-1][-1].row.group, 0.0
        for laid in reversed(self.pages[-1]):
            if laid.row.group is not group:
                break
            start = laid.y
        return start

    def _fits(self, rows: Sequence[Row]) -> bool:
        y, pages, page = self._y, self.pages, list(self.pages[-1])
        self.pages = [page]
        for row in rows:
            self._place(row)
        end = self._closed()
        self._y, self.pages = y, pages
        return end <= self.height + 0.01

    def _place(self, row: Row) -> None:
        y = self._top(row)
        self.pages[-1].append(Laid(y, row))
        self._y = y + row.height


def views(page: Sequence[Laid], origin: tuple[float, float], unit: float, width: float, named: set[str],
          kit: Kit) -> list[View]:
    """A page's rows as views: grounds, parts, and parts that are shown again. `named` has the groups shown before."""
    grounds: list[Placed] = []
    fresh: list[Placed] = []
    again: list[Placed] = []
    cut: list[View] = []
    for group, held in groupby(page, lambda laid: laid.row.group):
        rows = list(held)
        inside = [Placed(each.x, laid.y + each.y, each.part) for laid in rows if not laid.row.cut
                  for each in laid.row.items]
        again += [Placed(each.x, laid.y + each.y, each.part) for laid in rows if not laid.row.cut
                  for each in laid.row.again]
        cut += [view for laid in rows if laid.row.cut for view in _cut(laid, laid.row.cut, origin, unit, width)]
        grounds += [Placed(each.x, laid.y + each.y, each.part) for laid in rows for each in laid.row.grounds]
        if group is None:
            fresh += inside
            continue
        top, end = rows[0].y, max(rows[-1].y + rows[-1].row.height, rows[0].y + group.height)
        grounds.append(Placed(0, top - PAD, panel(group.colour, width, end - top + 2 * PAD, kit)))
        children = tuple(Placed(each.x, each.y - top + PAD, each.part) for each in inside)
        again += unnamed([Placed(0, top - PAD, group.head)]) if group.id in named else []
        ops = () if group.id in named else group.head.ops
        fresh.append(Placed(0, top - PAD, Part("lane", group.id, group.label, width, end - top + 2 * PAD, ops,
                                               children)))
        named.add(group.id)
    found = [View(tuple(parts), *origin, unit, repeated=repeated)
             for parts, repeated in ((grounds, True), (fresh, False), (unnamed(again), True)) if parts]
    return found + cut


def panel(colour: Colour, width: float, height: float, kit: Kit) -> Part:
    """A lane's panel, as on the map."""
    theme = kit.theme
    edge = Pen(theme.ink(colour), theme.stroke) if theme.plain else None
    bar = Shape(left_bar(0, 0, height, kit.measures.bar, 8), theme.ink(colour))
    return drawn((Box(0, 0, width, height, 8, theme.tint(colour), edge), bar), width, height)


def _cut(laid: Laid, span: Span, origin: tuple[float, float], unit: float, width: float) -> list[View]:
    """A piece of a row: its words between two heights."""
    x, y = origin
    clip = Area(x - 2 * unit, y + laid.y * unit, (width + 4) * unit, laid.row.height * unit)
    found: list[View] = []
    for parts, repeated in ((laid.row.items, False), (unnamed(laid.row.again), True)):
        slicer = Slicer(parts)
        if span.start:
            slicer.take(Area(-GAP, -GAP, width + 2 * GAP, span.start + GAP))
        fresh, _again = slicer.take(Area(-GAP, span.start, width + 2 * GAP, span.end - span.start))
        if fresh:
            found.append(View(fresh, x, y + (laid.y - span.start) * unit, unit, clip, repeated))
    return found
