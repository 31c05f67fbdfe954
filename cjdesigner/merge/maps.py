"""Three versions of a map as one: what either side did is there, and what they disagree about is in its conflicts.

What one side added, changed, moved or deleted is so in the merged map. Where both changed the same: ours, and a
conflict. What is deleted here and edited there stays, with a conflict. What is still referred to comes back.
Merging the result with either side again changes nothing, and sides only say whose value is seen first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic_core import PydanticCustomError

from cjdesigner.edit.changes import changed, put
from cjdesigner.errors import CjError
from cjdesigner.language import _
from cjdesigner.merge.changes import Change, differences
from cjdesigner.merge.entities import filled, merge_entity, plain, same
from cjdesigner.merge.references import Mending
from cjdesigner.model.cards import Identified
from cjdesigner.model.conflicts import Conflict, conflict_of, renewed
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from cjdesigner.model.text import MAX_CARDS

MERGED = tuple(name for name in COLLECTIONS if name != "conflicts")

_Held = Mapping[str, Any]


class MergeError(CjError):
    """Two files that are no versions of one map."""


@dataclass(frozen=True)
class Merged:
    """A merged map, valid, with its conflicts inside. `notes` tells what came back and what was dropped."""

    map: JourneyMap
    ours: JourneyMap
    notes: tuple[Change, ...] = ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the other side brought into ours, then the notes."""
        return differences(self.ours, self.map) + self.notes


def merge_maps(base: JourneyMap | None, ours: JourneyMap, theirs: JourneyMap) -> Merged:
    """One map of two that were changed apart. `base` is what both began with, None where nobody knows.

    Without a base, and for maps of different ids, nothing counts as deleted. Raises MergeError for maps that have one
    id for different things, and where there would be too many cards.
    """
    sides = [side for side in (base, ours, theirs) if side is not None]
    if any(not picture.data for side in sides for picture in side.pictures.values()):
        ours, theirs = _with_bytes(ours, sides), _with_bytes(theirs, sides)
        base = base and _with_bytes(base, sides)
    if base is None or not base.id == ours.id == theirs.id:
        base = _common(base, ours, theirs)
    if ours == theirs or base == theirs:
        return Merged(ours, ours)
    if base == ours:
        return Merged(theirs, ours)
    return _merged(base, ours, theirs)


def _with_bytes(journey: JourneyMap, others: Sequence[JourneyMap]) -> JourneyMap:
    """The map with the pictures whose files were not beside it, as far as another version has them."""
    found = [known for key, picture in journey.pictures.items() if not picture.data
             if (known := next((each.pictures[key] for each in others if each.pictures.get(key, picture).data), None))]
    return changed(journey, pictures=put(journey.pictures, found)) if found else journey


def _common(base: JourneyMap | None, ours: JourneyMap, theirs: JourneyMap) -> JourneyMap:
    """What of a base both maps still have, so that neither has deleted anything."""
    if base is None:
        return JourneyMap(id=ours.id)
    held = {name: {key: entity for key, entity in getattr(base, name).items()
                   if key in getattr(ours, name) and key in getattr(theirs, name)} for name in COLLECTIONS}
    values: dict[str, Any] = {name: getattr(base, name) for name in JourneyMap.model_fields}
    return JourneyMap.model_construct(**{**(base.model_extra or {}), **values, **held})


def _merged(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> Merged:
    found: dict[str, Conflict] = {}
    held: dict[str, dict[str, Any]] = {}
    for name in MERGED:
        held[name] = _collection(name, getattr(base, name), getattr(ours, name), getattr(theirs, name), found)
    own, conflicts = _own_fields(base, ours, theirs)
    found |= {each.id: each for each in conflicts}
    kept = _entities(base.conflicts, ours.conflicts, theirs.conflicts)
    mending = Mending((base, ours, theirs), held, found, kept)
    mending.mend()
    fresh = (renewed(each, base.conflicts) for each in found.values())
    held["conflicts"] = {each.id: each for each in fresh} | kept
    mending.forget_pictures(held["conflicts"].values())
    if len(held["cards"]) > MAX_CARDS:
        raise MergeError(_("Together the two versions have more than {most} cards.").format(most=MAX_CARDS))
    try:
        return Merged(JourneyMap.of_entities({**own, **held}), ours, tuple(mending.notes))
    except PydanticCustomError as error:
        raise MergeError(_("These are no versions of one map: they have the same ids for different things."),
                         _("Paste one map into the other instead.")) from error


def _collection(name: str, base: _Held, ours: _Held, theirs: _Held, found: dict[str, Conflict]) -> dict[str, Any]:
    """The entities of one collection; what they disagree about is put into `found`."""
    made: dict[str, Any] = {}
    for key in ours if ours.keys() == theirs.keys() else {**ours, **theirs}:
        old, mine, other = base.get(key), ours.get(key), theirs.get(key)
        if same(mine, other) or same(old, other):
            entity = mine
        elif same(old, mine):
            entity = other
        elif mine is None or other is None:
            conflict = conflict_of(name, key, "", *(None if side is None else plain(side)
                                                    for side in (old, mine, other)))
            found[conflict.id] = conflict
            entity = other if mine is None else mine
        else:
            entity, conflicts = merge_entity(name, key, old, mine, other)
            found.update((each.id, each) for each in conflicts)
        if entity is not None:
            made[key] = entity
    return made


def _entities(base: _Held, ours: _Held, theirs: _Held) -> dict[str, Any]:
    """The conflicts that were there already: those that neither side has settled."""
    return {key: ours.get(key) or theirs[key] for key in {**ours, **theirs}
            if key not in base or (key in ours and key in theirs)}


def _own_fields(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> tuple[dict[str, Any], list[Conflict]]:
    """The values of the map itself, checked by its constructor."""
    fields = [filled(side) for side in (base, ours, theirs)]
    if fields[2] in (fields[1], fields[0]):
        return _values(ours), []
    if fields[1] == fields[0]:
        return _values(theirs) | {"id": ours.id}, []
    bare = [JourneyMap(**{"id": ours.id, **each}) for each in fields]
    made, conflicts = merge_entity("", "", *bare)  # type: ignore[arg-type] # a map has an id, as entities have
    return _values(made), conflicts


def _values(journey: Identified | JourneyMap) -> dict[str, Any]:
    values = {name: getattr(journey, name) for name in type(journey).model_fields}
    return {**(journey.model_extra or {}), **{name: value for name, value in values.items() if name not in COLLECTIONS}}
