"""What is internal, and so not in the client's copy: lanes and cards that are marked."""

from collections.abc import Iterable

from cjdesigner.edit.changes import changed, put
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap, Lane


def _marked(journey: JourneyMap, keys: Iterable[str]) -> list[Lane | BaseCard]:
    """Of these ids, the lanes and cards."""
    return [held[key] for key in keys for held in (journey.lanes, journey.cards) if key in held]


def all_internal(journey: JourneyMap, keys: Iterable[str]) -> bool:
    """Whether there are lanes or cards among these, and all of them are marked."""
    found = _marked(journey, keys)
    return bool(found) and all(each.internal for each in found)


def mark_internal(journey: JourneyMap, keys: Iterable[str], *, on: bool) -> JourneyMap:
    """Marks lanes and cards as internal, or takes the mark away; the same map where nothing would change."""
    found = [changed(each, internal=on) for each in _marked(journey, keys) if each.internal is not on]
    lanes, cards = ([each for each in found if each.id in held] for held in (journey.lanes, journey.cards))
    return changed(journey, lanes=put(journey.lanes, lanes), cards=put(journey.cards, cards)) if found else journey


def toggle_internal(journey: JourneyMap, keys: Iterable[str]) -> JourneyMap:
    """Marks lanes and cards as internal; where all of them are, takes the mark away."""
    wanted = list(keys)
    return mark_internal(journey, wanted, on=not all_internal(journey, wanted))
