"""What two versions of a map disagree about: kept in the map itself, so that nothing is lost until somebody decides.

A conflict may outlive what it is about: a map with such a one is good, and `settle` only takes it away.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from cjdesigner.model.cards import Identified

PLACE = "place"
"""The field of a conflict about where a card or a step is; its values have `stage`, `lane`, `step` and `rank`."""

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
    sides = [] if not field else [_text(base), *sorted((_text(ours), _text(theirs)))]
    number = int.from_bytes(hashlib.sha256(_text([collection, key, field, sides]).encode()).digest()[:8])
    name = "".join(_ALPHABET[number >> shift & 31] for shift in range(55, -1, -5))
    return Conflict(id=name, collection=collection, key=key, field=field, base=base, ours=ours, theirs=theirs)


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def pictures_in(conflicts: Iterable[Conflict]) -> Iterator[str]:
    """The ids of pictures that a side of a conflict shows: they must stay until it is settled."""
    for conflict in conflicts:
        for side in (conflict.ours, conflict.theirs):
            named = side if conflict.field == "picture" else side.get("picture") if isinstance(side, dict) else None
            if isinstance(named, str):
                yield named
