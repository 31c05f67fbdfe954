"""Puts the whole of one map into another, as when a map or a Mermaid journey is pasted."""

from cjdesigner.edit.changes import change_map
from cjdesigner.edit.copying import copy, is_copy, paste
from cjdesigner.model.map import JourneyMap


def join(
    journey: JourneyMap, other: JourneyMap, stage: str | None = None, lane: str | None = None, index: int | None = None
) -> JourneyMap:
    """The map with the stages of another after `stage`, its cards in the lanes that are there already, else in its own.

    An empty map takes over lanes, title and scenario as well. What was copied from a map goes where a copy goes.
    """
    if is_copy(other):
        return paste(journey, other, stage, lane, index)
    fresh = not journey.stages and not journey.lanes
    filled = {card.lane for card in other.cards.values()}
    used = {key for held in (other.cards, other.lanes) for entity in held.values() for key in entity.personas}
    alone = [*(key for key in other.lanes if fresh or key not in filled),
             *(key for key in other.personas if key not in used)]
    joined = paste(journey, copy(other, [*other.stages, *alone]), stage)
    if not fresh:
        return joined
    return change_map(joined, title=journey.title or other.title, scenario=journey.scenario or other.scenario)
