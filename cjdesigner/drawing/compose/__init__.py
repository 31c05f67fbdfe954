"""Computes the drawing of a map. Nothing here knows a surface; nothing is stored in the map.

`Composer` remembers what it has drawn: after an edit only the lanes and cards that changed are composed again.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TypeVar, cast

from cjdesigner import language
from cjdesigner.drawing.compose.cells import Cells, Stacks
from cjdesigner.drawing.compose.columns import LEAST_WIDTH, columns_of
from cjdesigner.drawing.compose.fitting import best_width
from cjdesigner.drawing.compose.header import PERSONA_WIDTH, compose_footer, compose_header, compose_stages
from cjdesigner.drawing.compose.held import HeldLane, missing_in
from cjdesigner.drawing.compose.lanes import CardParts, Contexts, compose_divider, compose_lane
from cjdesigner.drawing.compose.legend import compose_legend, legend_part, occurring
from cjdesigner.drawing.compose.steps import compose_steps
from cjdesigner.drawing.compose.stickers import stickers_of
from cjdesigner.drawing.compose.toolkit import Kit
from cjdesigner.drawing.drawing import Column, Drawing, Grid, Placed, Row, Spot
from cjdesigner.drawing.theme import LIGHT, MEASURES, Theme
from cjdesigner.drawing.type import Typesetter
from cjdesigner.model.map import JourneyMap, Lane
from cjdesigner.model.memory import without_collections

__all__ = ["Composer", "compose", "compose_legend"]

T = TypeVar("T")

_EMPTY: Stacks = {}


class Composer:
    """Composes one map again and again, reusing what did not change. Not to be shared between threads."""

    def __init__(self, typesetter: Typesetter | None = None, theme: Theme = LIGHT, *, hints: bool = False,
                 languages: tuple[str, ...] = (), legend: bool = False) -> None:
        self.typesetter = typesetter or Typesetter()
        self.theme = theme
        self.hints = hints
        self.languages = languages
        self.legend = legend
        self._lanes: dict[str, HeldLane] = {}
        self._parts = CardParts()
        self._cells = Cells()
        self._made: dict[str, tuple[tuple[object, ...], object]] = {}
        self._kit: Kit | None = None

    def twin(self) -> "Composer":
        """Another one that remembers all that this one does, and goes its own way from here."""
        made = Composer(self.typesetter, self.theme, hints=self.hints, languages=self.languages, legend=self.legend)
        made._lanes = {key: replace(held) for key, held in self._lanes.items()}
        made._parts, made._cells = self._parts.twin(), self._cells.twin()
        made._made, made._kit = dict(self._made), self._kit
        return made

    def compose(self, journey: JourneyMap, *, stretch: float = 1.0) -> Drawing:
        """The drawing of a map. `stretch` widens all columns alike, to fill a page."""
        with without_collections():
            return self._compose(journey, stretch)

    def _compose(self, journey: JourneyMap, stretch: float) -> Drawing:
        kit = self.kit(journey)
        stages, made, steps = columns_of(journey, stretch)
        columns = self._again("columns", tuple(made), lambda: made)  # the same objects are compared quickly
        width = MEASURES.head + sum(column.width for column in columns) + 4 if columns else LEAST_WIDTH
        width = max(width, PERSONA_WIDTH) if journey.personas else width
        placed: list[Placed] = []
        header = self._again("header", (*_about(journey), width), lambda: compose_header(journey, width, kit))
        placed.append(Placed(MEASURES.margin, MEASURES.margin, header))
        y = MEASURES.margin + header.height + MEASURES.row_gap
        chevrons = self._again("stages", (*stages, *columns), lambda: compose_stages(stages, columns, kit))
        placed += [Placed(MEASURES.margin + c.x, y, c.part) for c in chevrons]
        y += chevrons[0].part.height + MEASURES.row_gap if chevrons else 0
        inner = [step for held in steps.values() for step in held]
        signature = (*stages, *columns, *inner) if inner else ()
        second = self._again("steps", signature, lambda: compose_steps(stages, columns, steps, kit))
        placed += [Placed(MEASURES.margin + c.x, y + MEASURES.step_lift, c.part) for c in second]
        y += second[0].part.height + MEASURES.row_gap + MEASURES.step_lift if second else 0
        rows, y = self._add_lanes(journey, columns, width, y, placed, kit)
        if self.legend and (shown := occurring(journey)):
            legend = self._again("legend", (shown, width), lambda: legend_part(shown, width, kit))
            placed.append(Placed(MEASURES.margin, y + MEASURES.row_gap, legend))
            y += MEASURES.row_gap + legend.height
        signature = (journey.footer, journey.author, width)
        footer = self._again("footer", signature, lambda: compose_footer(journey, width, kit))
        if footer is not None:
            placed.append(Placed(MEASURES.margin, y + MEASURES.row_gap + 4, footer))
            y += MEASURES.row_gap + 4 + footer.height
        return self._finish(journey, kit, width + 2 * MEASURES.margin, y + MEASURES.margin, placed, columns, rows)

    def best_width(self, journey: JourneyMap, stage: str) -> float:
        """The narrowest width of a stage at which no word is broken and its cards are not needlessly high."""
        with without_collections():
            return best_width(journey, stage, self.kit(journey))

    def _again(self, name: str, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What was made for the same key the last time, or made now."""
        held = self._made.get(name)
        if held is None or held[0] != key:
            held = self._made[name] = (key, make())
        return cast(T, held[1])

    def kit(self, journey: JourneyMap) -> Kit:
        """What the parts of a map's drawing are made with, for those that are made elsewhere."""
        if self._kit is None or self._kit.language != journey.language:
            words = language.words_of(self.languages or (journey.language,))
            self._kit = Kit(self.typesetter, self.theme, words, journey.language, self.hints)
            self._lanes.clear()
            self._made.clear()
            self._parts = CardParts()
        return self._kit

    def _add_lanes(self, journey: JourneyMap, columns: list[Column], width: float, y: float, placed: list[Placed],
                   kit: Kit) -> tuple[list[Row], float]:
        by_lane = self._cells.by_lane(journey)
        answers = Counter(link.target for link in journey.links.values())
        contexts = Contexts(dict(journey.personas), answers, self._parts, MEASURES.gutter, journey.pictures,
                            stickers_of(journey, comments=self.hints), self.theme.grey)
        self._parts.keep_pictures(journey.pictures)
        rows: list[Row] = []
        for place, lane in enumerate(journey.ordered_lanes()):
            if lane.hidden:
                continue
            stacks = by_lane.get(lane.id, _EMPTY)
            held = self._lane(lane, columns, stacks, width, contexts, journey, kit)
            held.place(y, stacks)
            drawn = held.drawing
            placed.append(Placed(MEASURES.margin, y, drawn.part))
            rows.append(Row(lane.id, lane.kind, y, drawn.part.height, drawn.scale, place, lane.collapsed))
            y += drawn.part.height + MEASURES.row_gap
            if lane.divider:
                divider = self._again(f"under {lane.id}", (lane, width), partial(compose_divider, lane, width, kit))
                placed.append(Placed(MEASURES.margin, y - 2, divider))
                y += divider.height + MEASURES.row_gap - 4
        self._lanes = {key: held for key, held in self._lanes.items() if key in journey.lanes}
        return rows, y - (MEASURES.row_gap if rows else 0)

    def _lane(self, lane: Lane, columns: list[Column], stacks: Stacks, width: float,
              contexts: Contexts, journey: JourneyMap, kit: Kit) -> HeldLane:
        held = self._lanes.get(lane.id)
        if held and held.lane is lane and held.stacks is stacks:
            looks_around = held.looks_around
        else:
            looks_around = _looks_around(lane, stacks)
        around: tuple[object, ...] = contexts.stickers.around(chain.from_iterable(stacks.values()))
        if looks_around:
            around += (*journey.personas.values(), *journey.links.values())
        if held and held.still_true(lane, columns, stacks, width, around):
            return held
        drawing = compose_lane(lane, columns, stacks, width, contexts, kit)
        held = HeldLane(lane, columns, stacks, width, looks_around, around, drawing, missing_in(drawing.part))
        self._lanes[lane.id] = held
        return held

    def _finish(self, journey: JourneyMap, kit: Kit, width: float, height: float, placed: list[Placed],
                columns: list[Column], rows: list[Row]) -> Drawing:
        spots: dict[str, Spot] = {}
        missing: dict[str, frozenset[str]] = {}
        cells: dict[tuple[str, str], tuple[Spot, ...]] = {}
        spanning: dict[str, tuple[Spot, ...]] = {}
        for top in placed:
            if top.part.role == "footer":
                missing.update(missing_in(top.part))
            elif top.part.role not in ("lane", "divider", "legend"):  # a legend only says what cards say
                _add_spots(top, spots, missing)
        for row in rows:
            held = self._lanes[row.lane]
            spots.update(held.spots)
            cells.update(held.cells)
            if held.spanning:
                spanning[row.lane] = held.spanning
            missing.update(held.missing)
        moved = tuple(column.moved(MEASURES.margin) for column in columns)
        return Drawing(width, height, kit.theme.page, journey.title, journey.language, tuple(placed),
                       Grid(moved, tuple(rows), cells, spanning), spots, missing)


def _looks_around(lane: Lane, stacks: Stacks) -> bool:
    """Whether a lane shows names of personas or counts of answers, which other entities decide."""
    cards = chain.from_iterable(stacks.values())
    return bool(lane.personas) or any(card.personas or card.kind == "pain_point" for card in cards)


def _about(journey: JourneyMap) -> tuple[object, ...]:
    """What the header says."""
    return (journey.title, journey.scenario, journey.state, journey.version, journey.date,
            *journey.ordered_personas())


def _add_spots(top: Placed, spots: dict[str, Spot], missing: dict[str, frozenset[str]]) -> None:
    """Notes where a part and its children are, and what they could not show."""
    for x, y, part in ((top.x, top.y, top.part), *((top.x + c.x, top.y + c.y, c.part) for c in top.part.children)):
        spots[part.id] = Spot(part.role, part.id, x, y, part.width, part.height)
    missing.update(missing_in(top.part))


def compose(journey: JourneyMap, theme: Theme = LIGHT, typesetter: Typesetter | None = None, *, hints: bool = False,
            stretch: float = 1.0) -> Drawing:
    """The drawing of a map, once."""
    return Composer(typesetter, theme, hints=hints).compose(journey, stretch=stretch)

