"""Gathers what a table brings into a map, stages, lanes, personas and cards, and puts all of it there at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from cjdesigner.edit.changes import E, changed, put, ranked
from cjdesigner.edit.headings import kind_named
from cjdesigner.edit.placing import fits, new_lane, new_stage, usual_place
from cjdesigner.errors import CjError
from cjdesigner.language import _, ngettext
from cjdesigner.model.cards import CARD_KINDS, BaseCard
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.text import MAX_CARDS
from cjdesigner.model.words import folded

MOST_NEW = 200
"""The most stages, and the most lanes, that one table makes: more is no map but a mistake."""


@dataclass
class Plan:
    """A map that is added to. Rows of stages and lanes hold new ones at their places; ranks come last, in `built`."""

    journey: JourneyMap
    stages: list[Stage] = field(init=False)
    lanes: list[Lane] = field(init=False)
    personas: list[Persona] = field(init=False)
    cards: dict[tuple[str, str], list[BaseCard]] = field(default_factory=dict)
    places: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stages = self.journey.ordered_stages()
        self.lanes = self.journey.ordered_lanes()
        self.personas = self.journey.ordered_personas()

    # -- stages and lanes -----------------------------------------------------------------------------------------

    def stages_named(self, names: Sequence[str]) -> list[Stage]:
        """The stages of these names, old and new; a blank name goes on with the stage before (merged cells)."""
        return _line_up(self.stages, names, lambda name: _called(self.stages, name), self._make_stage)

    def lanes_named(self, names: Sequence[str]) -> list[Lane]:
        """The lanes of these names: by name, then by the kind that the name stands for; else new ones."""
        return _line_up(self.lanes, names, self.lane_called, self._make_lane)

    def lane_called(self, name: str) -> Lane | None:
        """The lane of this name, or the first one of the kind that the name stands for."""
        kind = kind_named(name)
        return _called(self.lanes, name) or next((lane for lane in self.lanes if lane.kind == kind), None)

    def _make_stage(self, name: str) -> Stage:
        return Stage(id=new_id(), rank="a0", name=name) if name else self._numbered_stage()

    def _numbered_stage(self) -> Stage:
        return new_stage(self.journey, len(self.stages) + 1)

    def _make_lane(self, name: str, kind: str = "note") -> Lane:
        if not name:
            return new_lane(self.journey, kind)
        return Lane(id=new_id(), rank="a0", kind=kind_named(name) or kind, name=name)

    def add_lane(self, name: str, kind: str) -> Lane:
        """A new lane at the bottom: of the kind that its name stands for, else of this one."""
        self.lanes.append(self._make_lane(name, kind))
        return self.lanes[-1]

    def stages_from(self, stage: str | None, count: int) -> list[Stage]:
        """`count` stages from this one on (None: from the first); new ones at the end where they run out."""
        return _run(self.stages, stage, count, self._numbered_stage)

    def lanes_from(self, lane: str | None, count: int) -> list[Lane]:
        """`count` lanes from this one down (None: from the first); new ones for notes where they run out."""
        return _run(self.lanes, lane, count, lambda: new_lane(self.journey, "note"))

    def stage_or_first(self, stage: str | None) -> Stage:
        """This stage; else the first one, made if there is none."""
        return self.stages_from(stage, 1)[0]

    def lane_for_text(self, lane: str | None) -> Lane:
        """This lane; else the first one that takes any text, actions or notes, made if there is none."""
        held = next((each for each in self.lanes if each.id == lane), None)
        return held or lane_for_text(self.lanes) or self.lane_of("note")

    def lane_of(self, kind: str, under: Lane | None = None) -> Lane:
        """The lane where a card of a kind goes: the one it is meant for if it fits, the first of the kind, a new one.
        """
        if under is not None and fits(under.kind, kind):
            return under
        found = next((lane for lane in self.lanes if lane.kind == kind), None)
        if found is None:
            found = new_lane(self.journey, kind)
            self.lanes.insert(usual_place(self.lanes, kind), found)
        return found

    # -- personas and cards ---------------------------------------------------------------------------------------

    def persona_named(self, name: str) -> Persona:
        """The persona of this name, made if there is none."""
        found = _called(self.personas, name)
        if found is None:
            found = Persona(id=new_id(), rank="a0", name=name)
            self.personas.append(found)
        return found

    def add(self, stage: Stage, lane: Lane, kind: str, **fields: object) -> None:
        """Adds a card at the end of a cell."""
        values = {"id": new_id(), "rank": "a0", "stage": stage.id, "lane": lane.id, **fields}
        self.cards.setdefault((stage.id, lane.id), []).append(CARD_KINDS[kind].model_validate(values))

    def built(self) -> JourneyMap:
        """The map with all that was gathered. Raises CjError if it would be too large."""
        self._check_size()
        journey = self.journey
        held = journey.cells()
        placed: list[BaseCard] = []
        for cell, newcomers in self.cards.items():
            stack = held.get(cell, [])
            placed += ranked(stack, newcomers, self.places.get(cell, len(stack)))
        return changed(
            journey,
            stages=put(journey.stages, _placed(self.stages, set(journey.stages))),
            lanes=put(journey.lanes, _placed(self.lanes, set(journey.lanes))),
            personas=put(journey.personas, _placed(self.personas, set(journey.personas))),
            cards=put(journey.cards, placed),
        )

    def _check_size(self) -> None:
        hint = _("Take a part of the table, or split the map into several.")
        count = len(self.journey.cards) + sum(map(len, self.cards.values()))
        if count > MAX_CARDS:
            message = ngettext("The map would have {count} card", "The map would have {count} cards", count)
            raise CjError(_("{message}; the most is {most}.").format(message=message, most=MAX_CARDS), hint)
        held = self.journey
        new = [len(row) - len(old) for row, old in ((self.stages, held.stages), (self.lanes, held.lanes),
                                                    (self.personas, held.personas))]
        if max(new) > MOST_NEW:
            message = _("This would make {stages} stages, {lanes} lanes and {personas} personas; the most is {most} "
                        "of each at a time.")
            raise CjError(message.format(stages=new[0], lanes=new[1], personas=new[2], most=MOST_NEW), hint)


def lane_for_text(lanes: Iterable[Lane]) -> Lane | None:
    """The first lane that takes any text: of actions or notes."""
    return next((lane for lane in lanes if lane.kind in ("action", "note")), None)


def _called(row: Iterable[E], name: str) -> E | None:
    """The entity of a name, which is compared as people do."""
    wanted = folded(name)
    return next((entity for entity in row if wanted and folded(getattr(entity, "name", "")) == wanted), None)


def _line_up(
    row: list[E], names: Sequence[str], find: Callable[[str], E | None], make: Callable[[str], E]
) -> list[E]:
    """An entity for each name. A new one goes into the row after the one of the name before, or before the first."""
    first = next((found for found in map(find, names) if found), None)
    result: list[E] = []
    for name in names:
        entity = result[-1] if result and not name else find(name)
        if entity is None:
            entity = make(name)
            ahead = result[-1] if result else None
            place = row.index(ahead) + 1 if ahead else row.index(first) if first else len(row)
            row.insert(place, entity)
        result.append(entity)
    return result


def _run(row: list[E], start: str | None, count: int, make: Callable[[], E]) -> list[E]:
    """`count` entities of a row from one on; what is missing is made at its end."""
    place = next((index for index, entity in enumerate(row) if entity.id == start), 0)
    while len(row) < place + count:
        row.append(make())
    return row[place:place + count]


def _placed(row: list[E], known: set[str]) -> list[E]:
    """What changes in a row of old and new entities: ranks for the new ones, and for old ones where there is no room.
    """
    settled = [entity for entity in row if entity.id in known]
    result: dict[str, E] = {}
    for index, entity in enumerate(row):
        if entity.id in known:
            continue
        moved = {each.id: each for each in ranked(settled, [entity], index)}
        result |= moved
        settled = [moved.get(each.id, each) for each in (*settled[:index], entity, *settled[index:])]
    return list(result.values())
