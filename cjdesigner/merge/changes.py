"""What differs between two versions of a map, thing by thing, as people would tell it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from cjdesigner.merge.entities import PLACES, WORDED, filled, plain, same
from cjdesigner.model.conflicts import PLACE
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from cjdesigner.model.ranks import in_order

Kind = Literal["added", "removed", "moved", "reordered", "reworded", "rescored", "changed", "parked", "unparked",
               "returned", "dropped"]
"""The last two are notes of a merge: what came back because it is still used, and what has nothing left to be on."""

RESCORED = frozenset({"severity", "score", "expected", "feeling"})


class Change(NamedTuple):
    """One difference. `collection` and `key` name the entity, both "" for the map itself.

    `field` is a field of it, `place` (values as in a conflict), or "" for the whole entity. `old` and `new` are plain
    JSON, whole entities without their id; None: not there.
    """

    kind: Kind
    collection: str
    key: str
    field: str = ""
    old: Any = None
    new: Any = None


def differences(old: JourneyMap, new: JourneyMap) -> tuple[Change, ...]:
    """What makes the new map of the old one: the map's own fields, then collection by collection."""
    found: list[Change] = []
    if old is new:
        return ()
    found += _fields("", "", old, new)
    for name in COLLECTIONS:
        if name != "conflicts":
            found += _collection(name, old, new)
    return tuple(found)


def _collection(name: str, old: JourneyMap, new: JourneyMap) -> Iterator[Change]:
    before, after = getattr(old, name), getattr(new, name)
    ranked = []
    for key in before if before.keys() == after.keys() else {**before, **after}:
        first, second = before.get(key), after.get(key)
        if same(first, second):
            continue
        if first is None or second is None:
            yield from _whole(name, key, first, second, old, new)
            continue
        yield from _fields(name, key, first, second)
        if getattr(first, "rank", "") != getattr(second, "rank", "") and _group(name, first) == _group(name, second):
            ranked.append(key)
    if ranked:
        yield from _reordered(name, before, after, ranked)


def _whole(
    name: str, key: str, first: BaseModel | None, second: BaseModel | None, old: JourneyMap, new: JourneyMap
) -> Iterator[Change]:
    """Added or removed; a card that was parked or brought back is neither. What went with a card is not told."""
    values = (None if side is None else plain(side) for side in (first, second))
    if name in ("cards", "parked") and key in {**old.cards, **old.parked} and key in {**new.cards, **new.parked}:
        if name == "cards":
            yield Change("unparked" if first is None else "parked", name, key, "", *values)
        return
    ends = ("source", "target") if name == "links" else ("card",) if name in ("comments", "votes") else ()
    if second is None and any(getattr(first, end) not in new.cards for end in ends):
        return
    yield Change("added" if first is None else "removed", name, key, "", *values)


def _fields(name: str, key: str, first: BaseModel, second: BaseModel) -> Iterator[Change]:
    """The fields that differ, in the order of the model, unknown ones last; ranks apart."""
    before, after = filled(first), filled(second)
    place = PLACES.get(name, ())
    if _group(name, first) != _group(name, second):
        yield Change("moved", name, key, PLACE, *(
            {part: getattr(side, part) for part in (*place, "rank")} for side in (first, second)))
    order = {**dict.fromkeys(type(second).model_fields), **before, **after}
    for field in order:
        if field in place or field == "rank" or before.get(field) == after.get(field):
            continue
        values = [plain(getattr(side, field, None)) for side in (first, second)]
        if name == "lanes" and field == "prompts":
            yield from _prompts(key, *values)
        else:
            yield Change(_kind(field), name, key, field, *values)


def _kind(field: str) -> Kind:
    return "reworded" if field in WORDED else "rescored" if field in RESCORED else "changed"


def _prompts(key: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for stage in {**old, **new}:
        if old.get(stage) != new.get(stage):
            yield Change("reworded", "lanes", key, f"prompts.{stage}", old.get(stage), new.get(stage))


def _group(name: str, entity: BaseModel) -> tuple[Any, ...]:
    return tuple(getattr(entity, part) for part in PLACES.get(name, ()))


def _reordered(name: str, before: Mapping[str, Any], after: Mapping[str, Any], ranked: list[str]) -> Iterator[Change]:
    """Who changed places with whom: of all that have new ranks, as few as explain the new order."""
    groups = {_group(name, after[key]) for key in ranked}
    kept: dict[tuple[Any, ...], list[Any]] = {group: [] for group in groups}
    for entity in in_order(each for key, each in after.items() if key in before):
        group = _group(name, entity)
        if group in kept and group == _group(name, before[entity.id]):
            kept[group].append(before[entity.id])
    for row in kept.values():
        places = {entity.id: place for place, entity in enumerate(in_order(row))}
        still = {row[index].id for index in _longest_rising([places[entity.id] for entity in row])}
        for entity in row:
            if entity.id not in still:
                yield Change("reordered", name, entity.id, "rank", entity.rank, after[entity.id].rank)


def _longest_rising(numbers: Iterable[int]) -> list[int]:
    """The places of a longest rising part of a row of different numbers."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        ends[length:length + 1] = [number]
        at[length:length + 1] = [place]
        before.append(at[length - 1] if length else -1)
    found, place = [], at[-1] if at else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
