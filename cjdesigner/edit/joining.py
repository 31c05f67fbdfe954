"""Puts the whole of one map into another, as when a map or a Mermaid journey is pasted."""

from cjdesigner.edit.changes import COLLECTIONS, change_map, changed, put, ranked
from cjdesigner.edit.copying import copy, is_copy, paste, pasted
from cjdesigner.edit.parking import ordered_parked
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.workshop import Parked


def join(
    journey: JourneyMap, other: JourneyMap, stage: str | None = None, lane: str | None = None, index: int | None = None
) -> JourneyMap:
    """The map with the stages of another after `stage`, its cards in the lanes that are there already, else in its own.

    An empty map takes over lanes, title and scenario as well. What is parked comes along; an agenda does where there is
    none. What was copied from a map goes where a copy goes.
    """
    if is_copy(other):
        return paste(journey, other, stage, lane, index)
    fresh = not journey.stages and not journey.lanes
    filled = {card.lane for card in other.cards.values()}
    used = {key for held in (other.cards, other.lanes) for entity in held.values() for key in entity.personas}
    alone = [*(key for key in other.lanes if fresh or key not in filled),
             *(key for key in other.personas if key not in used)]
    joined, ids = pasted(journey, copy(other, [*other.stages, *alone]), stage)
    joined = _with_workshop(joined, other, ids)
    if not fresh:
        return joined
    return change_map(joined, title=journey.title or other.title, scenario=journey.scenario or other.scenario)


def _with_workshop(journey: JourneyMap, other: JourneyMap, ids: dict[str, str]) -> JourneyMap:
    """The map with what the other has outside of its cells. `ids` are the new ids of its stages and lanes."""
    row = ordered_parked(journey)
    taken = {key for name in COLLECTIONS for key in getattr(journey, name)}
    arrived = [_parked(e, ids, taken) for e in ordered_parked(other)]
    agenda = [] if journey.agenda else [
        changed(item, id=new_id(), stage=ids.get(item.stage or ""), lane=ids.get(item.lane or ""))
        for item in other.agenda.values()]
    if not arrived and not agenda:
        return journey
    shown = {getattr(e, "picture", None) for e in arrived}
    return changed(
        journey, parked=put(journey.parked, ranked(row, arrived, len(row))), agenda=put(journey.agenda, agenda),
        pictures=put(journey.pictures, (e for key, e in other.pictures.items() if key in shown)))


def _parked(entity: Parked, ids: dict[str, str], taken: set[str]) -> Parked:
    """A parked card with its old cell's new ids. It keeps its own, by which its comments know it, if it can."""
    where = {name: ids[key] for name in ("stage", "lane") if (key := getattr(entity, name, None)) in ids}
    return changed(entity, id=new_id() if entity.id in taken else entity.id, **where)
