"""Edits of the grid and the header: insert and reorder stages, lanes and personas; delete anything."""

from collections.abc import Iterable, Mapping

from cjdesigner.edit.changes import COLLECTIONS, E, change, changed, put, ranked
from cjdesigner.edit.pictures import prune
from cjdesigner.edit.spans import spans_kept
from cjdesigner.model.cards import BaseCard, Image
from cjdesigner.model.conflicts import Conflict, places_in
from cjdesigner.model.map import JourneyMap, Lane, Link, Persona, Stage
from cjdesigner.model.names import lane_kind_named
from cjdesigner.model.ranks import in_order
from cjdesigner.model.workshop import AgendaItem


def insert_stage(journey: JourneyMap, stage: Stage, index: int | None = None) -> JourneyMap:
    """Puts a new stage before the stage at `index` (None: at the end)."""
    row = journey.ordered_stages()
    placed = ranked(row, [stage], len(row) if index is None else index)
    return spans_kept(journey, changed(journey, stages=put(journey.stages, placed)))


def insert_lane(journey: JourneyMap, lane: Lane, index: int | None = None) -> JourneyMap:
    """Puts a new lane above the lane at `index` (None: at the bottom)."""
    row = journey.ordered_lanes()
    placed = ranked(row, [lane], len(row) if index is None else index)
    return changed(journey, lanes=put(journey.lanes, placed))


def insert_persona(journey: JourneyMap, persona: Persona, index: int | None = None) -> JourneyMap:
    """Puts a new persona into the header."""
    row = journey.ordered_personas()
    placed = ranked(row, [persona], len(row) if index is None else index)
    return changed(journey, personas=put(journey.personas, placed))


def name_lane(journey: JourneyMap, key: str, name: str) -> JourneyMap:
    """Names a lane. One for notes that is still empty and is called as a kind of lane is ("Nỗi đau") becomes one."""
    kind = journey.lanes[key].kind
    if kind == "note" and not any(card.lane == key for card in journey.cards.values()):
        kind = lane_kind_named(name) or kind
    return change(journey, key, name=name, kind=kind)


def move_stage(journey: JourneyMap, key: str, index: int) -> JourneyMap:
    """Moves a stage with all its cards before the stage that is at `index` now."""
    placed = _moved(journey.ordered_stages(), journey.stages[key], index)
    return changed(journey, stages=put(journey.stages, placed)) if placed else journey


def move_lane(journey: JourneyMap, key: str, index: int) -> JourneyMap:
    """Moves a lane with all its cards above the lane that is at `index` now."""
    placed = _moved(journey.ordered_lanes(), journey.lanes[key], index)
    return changed(journey, lanes=put(journey.lanes, placed)) if placed else journey


def _moved(row: list[E], entity: E, index: int) -> list[E]:
    """What changes when an entity of a row goes before the one that is at `index` now; nothing if it is there."""
    place = row.index(entity)
    if index in (place, place + 1):
        return []
    rest = [held for held in row if held.id != entity.id]
    return ranked(rest, [entity], index - (1 if index > place else 0))


def add_link(journey: JourneyMap, link: Link) -> JourneyMap:
    """Links two cards; the same map where they are linked already."""
    if any(held.source == link.source and held.target == link.target for held in journey.links.values()):
        return journey
    placed = ranked(in_order(journey.links.values()), [link], len(journey.links))
    return changed(journey, links=put(journey.links, placed))


def delete(journey: JourneyMap, keys: Iterable[str]) -> JourneyMap:
    """Deletes whatever has these ids, and what cannot be without it.

    A stage or lane takes its cards along, a card its links, comments and votes; a persona leaves the cards and lanes
    it was on, a step the cards that are in it. Pictures that no card shows any more go too.
    """
    gone = set(keys)
    if not any(gone & set(getattr(journey, name)) for name in COLLECTIONS):
        return journey
    cards = {k: c for k, c in journey.cards.items() if not gone & {k, c.stage, c.lane}}
    links = {k: e for k, e in journey.links.items() if k not in gone and e.source in cards and e.target in cards}
    steps = {k: e for k, e in journey.steps.items() if k not in gone and e.stage not in gone}
    lost = gone | (journey.steps.keys() - steps.keys())
    comments = {k: e for k, e in journey.comments.items() if k not in gone and e.card in cards}
    votes = {k: e for k, e in journey.votes.items() if k not in gone and e.card in cards}
    return prune(spans_kept(journey, changed(
        journey,
        personas={k: p for k, p in journey.personas.items() if k not in gone},
        stages={k: s for k, s in journey.stages.items() if k not in gone},
        steps=steps,
        lanes={k: _without_references(lane, gone) for k, lane in journey.lanes.items() if k not in gone},
        cards={k: without_references(card, lost) for k, card in cards.items()},
        links=links,
        comments=comments,
        votes=votes,
        parked={k: e for k, e in journey.parked.items() if k not in gone},
        agenda={k: _shown_no_more(e, gone) for k, e in journey.agenda.items() if k not in gone},
        pictures={k: e for k, e in journey.pictures.items() if k not in gone},
        conflicts=_conflicts_of_the_rest(journey, gone, cards, links, steps, comments, votes),
    )))


def _conflicts_of_the_rest(journey: JourneyMap, gone: set[str], *kept: Mapping[str, object]) -> dict[str, Conflict]:
    """The conflicts but of what is deleted. `kept` is what stays of collections that lose more than what was named."""
    if not journey.conflicts:
        return {}
    before = (journey.cards, journey.links, journey.steps, journey.comments, journey.votes)
    lost = gone.union(*(old.keys() - new.keys() for old, new in zip(before, kept, strict=True)))
    return {k: e for k, e in journey.conflicts.items() if not lost & {k, e.key, *(key for _name, key in places_in(e))}}


def without_references(card: BaseCard, gone: set[str]) -> BaseCard:
    """The card without its references to what is gone: personas, its step, its picture."""
    changes: dict[str, object] = {}
    if gone.intersection(card.personas):
        changes["personas"] = tuple(key for key in card.personas if key not in gone)
    if card.step in gone:
        changes["step"] = None
    if isinstance(card, Image) and card.picture in gone:
        changes["picture"] = None
    return changed(card, **changes) if changes else card


def _shown_no_more(item: AgendaItem, gone: set[str]) -> AgendaItem:
    changes = {name: None for name in ("stage", "lane") if getattr(item, name) in gone}
    return changed(item, **changes) if changes else item


def _without_references(lane: Lane, gone: set[str]) -> Lane:
    if not gone.intersection(lane.personas) and not gone.intersection(lane.prompts):
        return lane
    prompts = {stage: text for stage, text in lane.prompts.items() if stage not in gone}
    return changed(lane, personas=tuple(key for key in lane.personas if key not in gone), prompts=prompts)
