"""What a file says and a map cannot hold: bad values wait among the unknown fields, under a marked name.

A bad value of the field `severity` waits as `MARK + "severity"` in its own entity (or map), so that undo, copies and
merging keep it as they keep all unknown fields, and the client's copy drops it. An entity that cannot stand waits in
its map, as `MARK + collection + MARK + key`. No name in a file holds the mark: reading replaces it.
"""

from collections.abc import Iterable, Mapping
from json import JSONEncoder
from typing import Any

from pydantic import BaseModel

MARK = "\uffff"
"""A character that Unicode keeps for inner use, and that no text of a map or of a file has."""


def kept_fields(entity: BaseModel) -> dict[str, Any]:
    """The bad values of an entity's fields, or of a map's own, by the name of the field."""
    extra = entity.__pydantic_extra__ or {}
    return {key[1:]: value for key, value in extra.items() if key.startswith(MARK) and MARK not in key[1:]}


def kept_entities(journey: BaseModel) -> dict[tuple[str, str], Any]:
    """What cannot stand as an entity of a map, by its collection and key."""
    extra = journey.__pydantic_extra__ or {}
    found = ((key[1:].partition(MARK), value) for key, value in extra.items() if key.startswith(MARK))
    return {(name, key): value for (name, mark, key), value in found if mark}


def keeps(journey: BaseModel, collections: Iterable[str]) -> bool:
    """Whether a map keeps anything bad, in itself or in its entities."""
    held = (entity for name in collections for entity in getattr(journey, name).values())
    return any(key.startswith(MARK) for each in (journey, *held) for key in each.__pydantic_extra__ or ())


def set_since(extra: Mapping[str, Any], changes: Mapping[str, Any]) -> list[str]:
    """The marked names of the bad values that changes of their fields make obsolete."""
    return [MARK + name for name in changes if MARK + name in extra and MARK + name not in changes]


def combined(good: object, bad: Any) -> Any:  # noqa: ANN401 - any value of a file
    """What is written for a field with a bad value: of a list, and of an object, only single items are bad."""
    if isinstance(good, list | tuple) and isinstance(bad, list):
        return [*good, *bad]
    return {**good, **bad} if isinstance(good, Mapping) and isinstance(bad, dict) else bad


def said(bad: Any) -> str:  # noqa: ANN401 - any value of a file
    """A bad value as it is in the file, for people."""
    return bad if isinstance(bad, str) else JSONEncoder(ensure_ascii=False).encode(bad)


def as_written(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Plain fields with their bad values at their places."""
    made = {key: value for key, value in fields.items() if not key.startswith(MARK)}
    for key, value in fields.items():
        if key.startswith(MARK):
            made[key[1:]] = combined(made.get(key[1:]), value)
    return made
