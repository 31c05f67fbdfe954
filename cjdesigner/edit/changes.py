"""The ground that every edit stands on: rebuild an entity or a map through its constructor, so that it is validated."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from cjdesigner.model.cards import Entity, Identified
from cjdesigner.model.kept import set_since
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from cjdesigner.model.ranks import first_ranks, ranks_at

__all__ = ["COLLECTIONS", "E", "change", "change_map", "changed", "collection_of", "find", "put", "ranked"]

M = TypeVar("M", bound=BaseModel)
E = TypeVar("E", bound=Entity)
K = TypeVar("K", bound=Identified)


def changed(model: M, **changes: Any) -> M:  # noqa: ANN401 - any field of any entity
    """A copy with other values, validated; `model_copy` would not validate.

    Bad values that a file has for the changed fields go.
    """
    values = {name: getattr(model, name) for name in type(model).model_fields}
    extra = model.model_extra
    values |= {**extra, **changes} if extra else changes
    for name in set_since(extra, changes) if extra else ():
        if not (isinstance(model, JourneyMap) and name[1:] in COLLECTIONS):
            del values[name]
    if isinstance(model, JourneyMap) and changes.keys() <= set(COLLECTIONS):
        return cast(M, JourneyMap.of_entities(values))
    return type(model)(**values)


def collection_of(journey: JourneyMap, key: str) -> str | None:
    """The name of the collection that holds an id."""
    return next((name for name in COLLECTIONS if key in getattr(journey, name)), None)


def find(journey: JourneyMap, key: str) -> Identified | None:
    """The entity with an id, of whatever collection."""
    name = collection_of(journey, key)
    return getattr(journey, name)[key] if name else None


def put(held: Mapping[str, K], entities: Iterable[K]) -> dict[str, K]:
    """A collection with entities added or replaced."""
    return {**held, **{entity.id: entity for entity in entities}}


def ranked(siblings: list[E], newcomers: list[E], index: int) -> list[E]:
    """Gives newcomers their ranks before `siblings[index]`; where there is no room, siblings get new ranks too.

    Gives back the entities that changed.
    """
    index = max(0, min(index, len(siblings)))
    ranks = ranks_at(siblings, index, len(newcomers))
    if ranks is not None:
        return [changed(entity, rank=rank) for entity, rank in zip(newcomers, ranks, strict=True)]
    row = [*siblings[:index], *newcomers, *siblings[index:]]
    return [changed(entity, rank=rank) for entity, rank in zip(row, first_ranks(len(row)), strict=True)]


def change(journey: JourneyMap, key: str, **fields: Any) -> JourneyMap:  # noqa: ANN401 - any field of any entity
    """Changes fields of the entity with an id; the same map where nothing would change."""
    name = collection_of(journey, key)
    if name is None:
        return journey
    old = getattr(journey, name)[key]
    new = changed(old, **fields)
    return journey if new == old else changed(journey, **{name: put(getattr(journey, name), [new])})


def change_map(journey: JourneyMap, **fields: Any) -> JourneyMap:  # noqa: ANN401 - any field of a map
    """Changes fields of the map itself; the same map where nothing would change."""
    same = all(getattr(journey, name) == value for name, value in fields.items())
    same = same and not set_since(journey.model_extra or {}, fields)
    return journey if same else changed(journey, **fields)
