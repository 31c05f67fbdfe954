"""Computes the drawing of a map. Nothing here knows a surface; nothing is stored in the map.

`Composer` remembers what it has drawn: after an edit only the lanes and cards that changed are composed again.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from cjdesigner import language
from cjdesigner.drawing.compose.header import compose_footer, compose_header, compose_stages
from cjdesigner.drawing.compose.lanes import CardParts, Contexts, LaneDrawing, compose_divider, compose_lane
from cjdesigner.drawing.compose.toolkit import Kit
from cjdesigner.drawing.drawing import Column, Drawing, Grid, Part, Placed, Row, Spot, Text
from cjdesigner.drawing.theme import LIGHT, MEASURES, Theme
from cjdesigner.drawing.type import Typesetter
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap, Lane, Stage

__all__ = ["Composer", "compose"]

_LEAST_WIDTH = MEASURES.head + 4 * MEASURES.column


@dataclass
class _Held:
    """A lane's drawing and what it was made from."""

    lane: Lane
    columns: list[Column]
    cards: list[BaseCard]
    width: float
    surroundings: tuple[object, ...]
    drawing: LaneDrawing

    def still_true(self, lane: Lane, columns: list[Column], cards: list[BaseCard], width: float,
                   surroundings: tuple[object, ...]) -> bool:
        """Whether the same objects would be drawn in the same places."""
        return (
            self.lane is lane and self.width == width and self.columns == columns
            and len(self.cards) == len(cards) and all(a is b for a, b in zip(self.cards, cards, strict=True))
            and all(a is b for a, b in zip(self.surroundings, surroundings, strict=True))
        )


class Composer:
    """Composes one map again and again, reusing what did not change. Not to be shared between threads."""

    def __init__(self, typesetter: Typesetter | None = None, theme: Theme = LIGHT, *, hints: bool = False) -> None:
        self.typesetter = typesetter or Typesetter()
        self.theme = theme
        self.hints = hints
        self._lanes: dict[str, _Held] = {}
        self._parts = CardParts()
        self._kit: Kit | None = None

    def compose(self, journey: JourneyMap, *, stretch: float = 1.0) -> Drawing:
        """The drawing of a map. `stretch` widens all columns alike, to fill a page."""
        kit = self._kit_for(journey)
        stages, columns = _columns(journey, stretch)
        width = MEASURES.head + sum(column.width for column in columns) + 4 if columns else _LEAST_WIDTH
        placed: list[Placed] = []
        header = compose_header(journey, width, kit)
        placed.append(Placed(MEASURES.margin, MEASURES.margin, header))
        y = MEASURES.margin + header.height + MEASURES.row_gap
        chevrons = compose_stages(stages, columns, kit)
        placed += [Placed(MEASURES.margin + c.x, y, c.part) for c in chevrons]
        y += chevrons[0].part.height + MEASURES.row_gap if chevrons else 0
        rows, y = self._add_lanes(journey, columns, width, y, placed, kit)
        y = _add_footer(journey, width, y, placed, kit)
        return _finish(journey, kit, width + 2 * MEASURES.margin, y + MEASURES.margin, placed, columns, rows)

    def _kit_for(self, journey: JourneyMap) -> Kit:
        if self._kit is None or self._kit.language != journey.language:
            words = language.catalogue(journey.language.split("-")[0])
            self._kit = Kit(self.typesetter, self.theme, words, journey.language, self.hints)
            self._lanes.clear()
            self._parts = CardParts()
        return self._kit

    def _add_lanes(self, journey: JourneyMap, columns: list[Column], width: float, y: float, placed: list[Placed],
                   kit: Kit) -> tuple[list[Row], float]:
        by_lane: dict[str, dict[str, list[BaseCard]]] = {}
        for (stage, lane_id), cards in journey.cells().items():
            by_lane.setdefault(lane_id, {})[stage] = cards
        answers = Counter(link.target for link in journey.links.values())
        contexts = Contexts(dict(journey.personas), answers, self._parts, MEASURES.gutter)
        rows: list[Row] = []
        for lane in journey.ordered_lanes():
            drawn = self._lane(lane, columns, by_lane.get(lane.id, {}), width, contexts, journey, kit)
            placed.append(Placed(MEASURES.margin, y, drawn.part))
            rows.append(Row(lane.id, lane.kind, y, drawn.part.height, drawn.scale))
            y += drawn.part.height + MEASURES.row_gap
            if lane.divider:
                divider = compose_divider(lane, width, kit)
                placed.append(Placed(MEASURES.margin, y - 2, divider))
                y += divider.height + MEASURES.row_gap - 4
        self._lanes = {key: held for key, held in self._lanes.items() if key in journey.lanes}
        return rows, y - (MEASURES.row_gap if rows else 0)

    def _lane(self, lane: Lane, columns: list[Column], cells: dict[str, list[BaseCard]], width: float,
              contexts: Contexts, journey: JourneyMap, kit: Kit) -> LaneDrawing:
        cards = [card for column in columns for card in cells.get(column.stage, [])]
        around = (*journey.personas.values(), *journey.links.values()) if _looks_around(lane, cards) else ()
        held = self._lanes.get(lane.id)
        same = held and len(held.surroundings) == len(around)
        if held and same and held.still_true(lane, columns, cards, width, around):
            return held.drawing
        drawing = compose_lane(lane, columns, cells, width, contexts, kit)
        self._lanes[lane.id] = _Held(lane, columns, cards, width, around, drawing)
        return drawing


def _looks_around(lane: Lane, cards: list[BaseCard]) -> bool:
    """Whether a lane shows names of personas or counts of answers, which other entities decide."""
    return bool(lane.personas) or any(card.personas or card.kind == "pain_point" for card in cards)


def _columns(journey: JourneyMap, stretch: float) -> tuple[list[Stage], list[Column]]:
    """The stages and their columns, from the left edge of the lanes. A few stages share the least width."""
    stages = journey.ordered_stages()
    usual = sum(1 for stage in stages if stage.width is None)
    room = _LEAST_WIDTH - MEASURES.head - sum(stage.width or 0 for stage in stages)
    usual_width = max(MEASURES.column, room / usual) if usual else MEASURES.column
    x, columns = MEASURES.head, []
    for stage in stages:
        width = (stage.width or usual_width) * stretch
        columns.append(Column(stage.id, x, width))
        x += width
    return stages, columns


def _add_footer(journey: JourneyMap, width: float, y: float, placed: list[Placed], kit: Kit) -> float:
    footer = compose_footer(journey, width, kit)
    if footer is None:
        return y
    placed.append(Placed(MEASURES.margin, y + MEASURES.row_gap + 4, footer))
    return y + MEASURES.row_gap + 4 + footer.height


def _missing(part: Part) -> frozenset[str]:
    runs = (placed.run for op in part.ops if isinstance(op, Text) for placed in op.line.runs)
    return frozenset[str]().union(*(run.missing for run in runs if run.missing))


def _finish(journey: JourneyMap, kit: Kit, width: float, height: float, placed: list[Placed], columns: list[Column],
            rows: list[Row]) -> Drawing:
    spots: dict[str, Spot] = {}
    missing: dict[str, frozenset[str]] = {}
    for top in placed:
        for x, y, part in ((top.x, top.y, top.part), *((top.x + c.x, top.y + c.y, c.part) for c in top.part.children)):
            if part.id and part.role != "divider":
                spots[part.id] = Spot(part.role, part.id, x, y, part.width, part.height)
            if lost := _missing(part):
                missing[part.id] = lost
    moved = tuple(Column(c.stage, c.x + MEASURES.margin, c.width) for c in columns)
    cells = {key: tuple(spots[card.id] for card in cards) for key, cards in journey.cells().items()}
    return Drawing(width, height, kit.theme.page, journey.title, journey.language, tuple(placed),
                   Grid(moved, tuple(rows), cells), spots, missing)


def compose(journey: JourneyMap, theme: Theme = LIGHT, typesetter: Typesetter | None = None, *, hints: bool = False,
            stretch: float = 1.0) -> Drawing:
    """The drawing of a map, once."""
    return Composer(typesetter, theme, hints=hints).compose(journey, stretch=stretch)


def gaps(columns: tuple[Column, ...]) -> list[float]:
    """The x of every place where a column may be put: before the first, between two, after the last."""
    if not columns:
        return []
    last = columns[-1]
    return [columns[0].x, *(b.x for _, b in pairwise(columns)), last.x + last.width]
