"""How a poster is divided: its scale, the width of its columns, and which piece of the drawing is on which sheet."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.compose.header import PERSONA_WIDTH, compose_footer, compose_header
from cjdesigner.drawing.compose.toolkit import Kit
from cjdesigner.drawing.drawing import Box, Column, Drawing, Gradient, Part, Placed, Text
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.edit.changes import changed
from cjdesigner.export.choices import PAGE_SIZES, Poster
from cjdesigner.export.document import Area
from cjdesigner.export.layouts.cuts import Span, cuts
from cjdesigner.export.layouts.paper import GAP, kit_of
from cjdesigner.export.layouts.poster_rows import Rows
from cjdesigner.export.layouts.slicing import Element, box_of, elements
from cjdesigner.model.map import JourneyMap

_NARROW, _LIKED, _WIDE = 0.68, 1.15, 2.2
_LARGEST = 4.0
_CANDIDATES = 3
_TRIES = {150: (1.0, 1.2, 1.1, 0.95, 0.9, 0.85, 0.8, 0.75), 800: (1.0, 1.2, 0.9, 0.8), 1_000_000: (1.0,)}
"""The scales that are tried, as shares of what would be expected, for maps with fewer cards than that."""
_BLEED = MEASURES.margin - GAP
"""How much of the drawing's margin a poster goes without."""
_TAIL = GAP + 4
"""How far the last sheets go on behind the last column."""
_NARROWEST = 96.0
"""The least width that a stage can have."""


@dataclass(frozen=True)
class Piece:
    """What is on one sheet: its place in the drawing, its row and column on the poster."""

    area: Area
    row: int
    column: int

    @property
    def label(self) -> str:
        """The sheet's name: the row's letters, the column's number."""
        letters, row = "", self.row + 1
        while row:
            row, rest = divmod(row - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{letters}{self.column + 1}"


@dataclass(frozen=True)
class Plan:
    """A poster: what is drawn, at which scale, and its pieces row by row."""

    drawing: Drawing
    parts: tuple[Placed, ...]
    extent: Area
    scale: float
    pieces: tuple[Piece, ...]


def plan_for(journey: JourneyMap, poster: Poster, room: tuple[float, float], composer: Composer,
             check: Callable[[], None]) -> Plan:
    """A poster whose pieces fit in a room of this width and height, on as few sheets as it can be."""
    natural = composer.compose(journey)
    limits, kit = _limits(natural, poster), kit_of(composer, journey)
    most = poster.scale or _scale(natural, limits, room, journey)
    tries = next(found for count, found in _TRIES.items() if len(journey.cards) < count)
    plans = []
    widest = _widest(room, journey)
    for wanted in sorted({min(most * each, widest) for each in tries}) if poster.scale is None else [most]:
        for stretch in _stretches(natural, room[0] / wanted):
            check()
            drawing = composer.compose(_narrowed(journey, natural, room[0] / wanted / stretch), stretch=stretch)
            scale = poster.scale or min(wanted, _fit(drawing, limits))
            plans.append(_plan(journey, drawing, scale, room, kit))
    return min(plans, key=_cost)


def _narrowed(journey: JourneyMap, natural: Drawing, room: float) -> JourneyMap:
    """The map with no stage wider than a sheet, where a card would be cut. Steps may be on sheets of their own."""
    most = max(room - _TAIL, _NARROWEST)
    wide = [column.stage for column in natural.grid.columns if column.width > most and not column.steps]
    if not wide:
        return journey
    stages = {key: changed(journey.stages[key], width=most) for key in wide}
    return changed(journey, stages={**journey.stages, **stages})


def _cost(plan: Plan) -> float:
    """How much paper a poster takes for its type. It should have columns on its first sheets, and cut no persona.

    A sheet with nothing but a ground is paper that is wasted.
    """
    columns, first = plan.drawing.grid.columns, plan.pieces[0].area
    bare = bool(columns) and columns[0].x >= first.x + first.width - 1
    header = next(placed for placed in plan.parts if placed.part.role == "header")
    across = any(not _on_one(header.x + child.x, child.part.width, plan) for child in header.part.children)
    return (len(plan.pieces) + _empty(plan)) / plan.scale**2 * (1.5 if bare else 1) * (4 if across else 1)


def _empty(plan: Plan) -> int:
    """How many sheets have neither a word nor a card."""
    lefts = [piece.area.x for piece in plan.pieces if piece.row == 0]
    tops = [piece.area.y for piece in plan.pieces if piece.column == 0]
    used = {(row, column) for area, _part, _role in elements(plan.parts)
            for row in _met(tops, area.y, area.height) for column in _met(lefts, area.x, area.width)}
    return len(plan.pieces) - len(used)


def _met(starts: list[float], start: float, size: float) -> range:
    """The numbers of the rows or columns of sheets that something is on."""
    return range(max(bisect_right(starts, start + 1) - 1, 0), max(bisect_left(starts, start + size - 1), 1))


def _on_one(x: float, width: float, plan: Plan) -> bool:
    """Whether what is at x and so wide is on one sheet as a whole."""
    return any(piece.area.x - 1 <= x and x + width <= piece.area.x + piece.area.width + 1 for piece in plan.pieces)


def _limits(natural: Drawing, poster: Poster) -> tuple[float, float]:
    """The poster's greatest width and height; it lies or stands as the map does."""
    short, long = PAGE_SIZES[poster.size]
    return (long, short) if natural.width >= natural.height else (short, long)


def _fit(drawing: Drawing, limits: tuple[float, float]) -> float:
    return min(limits[0] / (drawing.width - 2 * _BLEED), limits[1] / (drawing.height - 2 * _BLEED))


def _scale(natural: Drawing, limits: tuple[float, float], room: tuple[float, float], journey: JourneyMap) -> float:
    """As large as the poster allows and its sheets."""
    return min(_fit(natural, limits), _widest(room, journey))


def _widest(room: tuple[float, float], journey: JourneyMap) -> float:
    """The scale at which a sheet has room for the head of a lane with a column, and for a persona."""
    least = MEASURES.head + 2 * GAP + MEASURES.column * _NARROW
    return min(room[0] / max(least, PERSONA_WIDTH + 2 * GAP if journey.personas else 0.0), _LARGEST)


def _stretches(natural: Drawing, room: float) -> list[float]:
    """Widths of the columns at which some of them fill a sheet, as shares of their usual width."""
    widths = [part.width for column in natural.grid.columns for part in column.steps or (column,)]
    if not widths:
        return [1.0]
    usual, room = median(widths), room - _TAIL
    low, liked = (share * min(MEASURES.column / usual, 1.0) for share in (_NARROW, _LIKED))
    found = {(wide - 0.01) / count / usual for wide in (room, room - MEASURES.head - GAP) for count in range(1, 9)}
    fine = sorted((each for each in found if low <= each <= _WIDE), key=lambda each: abs(each / liked - 1))
    return fine[:_CANDIDATES] or [min(max(room / usual, low), 1.0)]


def _plan(journey: JourneyMap, drawing: Drawing, scale: float, room: tuple[float, float], kit: Kit) -> Plan:
    most = room[0] / scale, room[1] / scale
    width = drawing.width - 2 * _BLEED
    strips = [Span(*each) for each in pairwise(_columns(drawing, Span(_BLEED, _BLEED + width), most[0]))]
    rows = Rows(most[1] - GAP, [_BLEED])
    for placed in _arranged(journey, drawing, strips, kit):
        rows.add(placed)
    bottom = max(placed.y + placed.part.height for placed in rows.parts) + GAP
    extent = Area(_BLEED, _BLEED, width, bottom - _BLEED)
    pieces = tuple(Piece(Area(strip.start, top, strip.end - strip.start, end - top), row, column)
                   for row, (top, end) in enumerate(pairwise([*rows.places, bottom]))
                   for column, strip in enumerate(strips))
    return Plan(drawing, tuple(rows.parts), extent, scale, pieces)


def _columns(drawing: Drawing, extent: Span, most: float) -> list[float]:
    """Where the poster is cut from top to bottom: between stages, else between steps."""
    columns = drawing.grid.columns
    held = elements(placed for placed in drawing.parts if placed.part.role not in ("header", "footer"))
    whole = [span for each in held for span in _whole(each, most)]
    between = [column.x for column in columns]
    return cuts(extent, most, (between, list(_steps(columns))), whole)


def _whole(each: Element, most: float) -> Iterator[Span]:
    """What no cut from top to bottom may go through. Of what is wider than a sheet, only its words."""
    x, y, width, _height = each.area
    if width <= most:
        yield Span(x, x + width)
    else:
        yield from (Span(box.x, box.x + box.width) for op in each.part.ops
                    if (box := box_of(op, x, y)) and box.width <= most)


def _steps(columns: Sequence[Column]) -> Iterator[float]:
    for column in columns:
        yield from (step.x for step in column.steps)


# -- header and footer, which must not be cut -------------------------------------------------------------------------


def _arranged(journey: JourneyMap, drawing: Drawing, strips: list[Span],
              kit: Kit) -> Iterator[Placed]:
    """The drawing's parts from top to bottom, header and footer with their words on the first strips."""
    band = drawing.width - 2 * MEASURES.margin
    first = min(strips[0].end - MEASURES.margin - GAP, band)
    header = _header(compose_header(journey, first, kit), strips, band)
    old = next(placed.part for placed in drawing.parts if placed.part.role == "header")
    down = header.height - old.height
    for placed in drawing.parts:
        if placed.part.role == "header":
            yield Placed(placed.x, placed.y, header)
        elif placed.part.role == "footer" and (footer := compose_footer(journey, first, kit)):
            yield Placed(placed.x, placed.y + down, footer)
        else:
            yield Placed(placed.x, placed.y + down, placed.part)


def _header(header: Part, strips: list[Span], band: float) -> Part:
    """The band over the whole poster: words on the first strip, personas that stood below them on the others."""
    height, children = header.height, header.children
    words = max((op.y + op.line.baseline + op.size * 0.4 for op in header.ops if isinstance(op, Text)), default=0.0)
    wider = any(strip.end - strip.start >= PERSONA_WIDTH for strip in strips[1:])
    beside = wider or strips[0].end - MEASURES.margin < PERSONA_WIDTH
    if children and children[0].y >= words and len(strips) > 1 and beside:
        children = _spread(children, strips[1:])
        height = max(words + 1.5 * GAP, *(child.y + child.part.height + 1.5 * GAP for child in children))
    ground = header.ops[0]
    wide = ground
    if isinstance(ground, Box):
        fill = ground.fill._replace(x2=band) if isinstance(ground.fill, Gradient) else ground.fill
        wide = ground._replace(width=band, height=height, fill=fill)
    return replace(header, width=band, height=height, ops=(wide, *header.ops[1:]), children=tuple(children))


def _spread(children: tuple[Placed, ...], strips: list[Span]) -> tuple[Placed, ...]:
    """Personas in rows on the strips behind the first."""
    slots = [strip.start - MEASURES.margin + GAP + place * (children[0].part.width + GAP)
             for strip in strips
             for place in range(int((strip.end - strip.start - GAP) // (children[0].part.width + GAP)))]
    if not slots:  # a persona is wider than a sheet: as little of it as can be is cut off
        slots = [strip.start - MEASURES.margin for strip in strips]
    top, placed = 1.5 * GAP, []
    for start in range(0, len(children), len(slots)):
        row = children[start:start + len(slots)]
        placed += [Placed(x, top, child.part) for x, child in zip(slots, row, strict=False)]
        top += max(child.part.height for child in row) + GAP
    return tuple(placed)
