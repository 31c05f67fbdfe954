"""What two versions of a map disagree about: kept in the map itself, so that nothing is lost until somebody decides.

A conflict may outlive what it is about: a map with such a one is good, and `settle` only takes it away.
"""

import hashlib
import json
from collections.abc import Container, Iterable, Iterator
from typing import Any

from cjdesigner.model.cards import Identified

PLACE = "place"
"""The field of a conflict about where a card or a step is; its values have `stage`, `lane`, `step` and `rank`."""

_DEEPEST = 90
"""Levels of a value of a conflict; a file has 100."""
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class Conflict(Identified):
    """One thing that both versions changed, and not alike.

    `collection` and `key` name the entity, both "" for the map itself. `field` is a field of it, `place` (see `PLACE`),
    `prompts.STAGE` for one question of a lane, or "" for the whole entity: one version has deleted it and the other
    has edited it, or one has parked a card that the other has edited (`collection` is then "parked"). The values are
    plain JSON, whole entities without their id; None: not there.
    """

    collection: str = ""
    key: str = ""
    field: str = ""
    base: Any = None
    ours: Any = None
    theirs: Any = None


def conflict_of(collection: str, key: str, field: str, base: object, ours: object, theirs: object) -> Conflict:
    """A conflict with an id that is the same whichever version is ours, and when the same versions merge again."""
    base, ours, theirs = map(_not_too_deep, (base, ours, theirs))
    about = [collection, key, field, base, *(sorted((ours, theirs), key=_text) if field else ())]
    return Conflict(id=_name(about), collection=collection, key=key, field=field, base=base, ours=ours, theirs=theirs)


def _not_too_deep(value: object) -> object:
    """The value, as text where it is nested so deeply that no file could hold it within a conflict."""
    level = [value]
    for _depth in range(_DEEPEST):
        level = [inner for held in level if isinstance(held, dict | list)
                 for inner in (held.values() if isinstance(held, dict) else held)]
        if not level:
            return value
    return _text(value)


def renewed(conflict: Conflict, taken: Container[str]) -> Conflict:
    """The conflict with another id where an old one, settled or not, has its id."""
    name = conflict.id
    while name in taken:
        name = _name([conflict.collection, conflict.key, conflict.field, name])
    return conflict if name == conflict.id else Conflict(**conflict.__dict__ | {"id": name})


def _name(about: object) -> str:
    number = int.from_bytes(hashlib.sha256(_text(about).encode()).digest()[:8])
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(55, -1, -5))


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def pictures_in(conflicts: Iterable[Conflict]) -> Iterator[str]:
    """The ids of pictures that a side of a conflict shows: they must stay until it is settled."""
    for conflict in conflicts:
        for side in (conflict.ours, conflict.theirs):
            named = side if conflict.field == "picture" else side.get("picture") if isinstance(side, dict) else None
            if isinstance(named, str):
                yield named


def places_in(conflict: Conflict) -> Iterator[tuple[str, str]]:
    """The stages, lanes and steps that a conflict about a place names, by collection and id."""
    for side in (conflict.ours, conflict.theirs) if conflict.field == PLACE else ():
        for name in ("stage", "lane", "step"):
            if isinstance(side, dict) and isinstance(key := side.get(name), str):
                yield f"{name}s", key
