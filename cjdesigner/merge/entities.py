"""Two versions of one entity as one entity, field by field, and what they disagree about."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from cjdesigner.merge.words import merged_text
from cjdesigner.model.cards import CARD_KINDS, BaseCard, Identified, UnknownCard
from cjdesigner.model.conflicts import PLACE, Conflict, conflict_of
from cjdesigner.model.map import COLLECTIONS, JourneyMap

PLACES: Mapping[str, tuple[str, ...]] = {"cards": ("stage", "lane", "step"), "steps": ("stage",)}
"""The fields that say where an entity is: they change together, and its rank goes along."""
WORDED = frozenset({"text", "details", "scenario", "interests", "quote", "goals", "needs", "frustrations", "prompt",
                    "note", "alt", "name", "title", "label", "footer", "evidence_source"})
"""Texts that two people can edit at once."""
SETS = frozenset({"personas", "tags", "channels"})
"""Lists in which each element stands for itself: they never contradict each other."""

_ABSENT: Any = object()

Plain = dict[str, Any]


def same(first: BaseModel | None, second: BaseModel | None) -> bool:
    """Whether two entities are equal: as `==`, in a third of the time."""
    if first is second:
        return True
    return (type(first) is type(second) and first is not None and second is not None
            and first.__dict__ == second.__dict__ and first.__pydantic_extra__ == second.__pydantic_extra__)


@cache
def _fields_of(model: type[BaseModel]) -> tuple[tuple[str, FieldInfo], ...]:
    aside = {"id", *COLLECTIONS} if model is JourneyMap else {"id"}
    return tuple((name, field) for name, field in model.model_fields.items() if name not in aside)


@cache
def _defaults(model: type[BaseModel]) -> Plain:
    return {name: _ABSENT if field.is_required() else field.get_default(call_default_factory=True, validated_data={})
            for name, field in _fields_of(model)}


def filled(entity: BaseModel | None) -> Plain:
    """The fields of an entity that do not have their defaults, unknown ones too, without its id."""
    if entity is None:
        return {}
    held = entity.__dict__
    return {name: held[name] for name, default in _defaults(type(entity)).items()
            if name == "kind" or held[name] != default} | (entity.__pydantic_extra__ or {})


def plain(value: Any) -> Any:  # noqa: ANN401 - any field of any entity
    """A value as JSON has it; of an entity its filled fields."""
    if isinstance(value, BaseModel):
        value = filled(value)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list | tuple) else value


class Merging:
    """The merging of one entity: what it becomes, and the conflicts on the way."""

    def __init__(self, collection: str, key: str, base: BaseModel | None, ours: BaseModel, theirs: BaseModel) -> None:
        self._name, self._key = collection, key
        self._sides = (base, ours, theirs)
        self._base, self._ours, self._theirs = filled(base), filled(ours), filled(theirs)
        self.conflicts: list[Conflict] = []

    def fields(self) -> Plain:
        """The merged fields."""
        made: Plain = {}
        place = PLACES.get(self._name, ())
        for name in sorted({**self._ours, **self._theirs}.keys() - {"rank", *place}):
            value = self._field(name)
            if value is not _ABSENT:
                made[name] = value
        winner = self._placed(place)
        return made | {name: winner[name] for name in place if name in winner} | self._ranked(winner)

    def _field(self, name: str) -> Any:  # noqa: ANN401 - any field of any entity
        base, ours, theirs = (side.get(name, _ABSENT) for side in (self._base, self._ours, self._theirs))
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        if name in SETS and self._is_known(name):
            return united(*(() if side is _ABSENT else side for side in (base, ours, theirs)))
        if name == "prompts" and self._name == "lanes":
            return self._prompts(*({} if side is _ABSENT else side for side in (base, ours, theirs)))
        clean, value = self._merged(name, base, ours, theirs)
        if not clean:
            self._note(name, *(self._real(side, name) for side in self._sides))
        return value

    def _is_known(self, name: str) -> bool:
        return all(side is None or name in type(side).model_fields for side in self._sides)

    def _merged(self, name: str, base: object, ours: object, theirs: object) -> tuple[bool, Any]:
        """Whether two values go together, and the merged one, else ours."""
        if name in WORDED and self._is_known(name):
            text = merged_text(*("" if side is _ABSENT else str(side) for side in (base, ours, theirs)))
            return (text is not None), (ours if text is None else text)
        if name in ("schema", "min_reader") and not self._name:  # of a newer version's file
            return True, max((side for side in (ours, theirs) if isinstance(side, int)), default=ours)
        return merged_json(base, ours, theirs)

    def _prompts(self, base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
        """The questions of a lane, each for itself. One that is deleted here and edited there stays."""
        made: dict[str, str] = {}
        for stage in sorted({**ours, **theirs}):
            old, mine, other = (side.get(stage) for side in (base, ours, theirs))
            if mine == other or old in (mine, other):
                text = other if old == mine else mine
            elif mine is not None and other is not None and (text := merged_text(old or "", mine, other)) is not None:
                pass
            else:
                self._note(f"prompts.{stage}", old, mine, other)
                text = other if mine is None else mine
            if text is not None:
                made[stage] = text
        return made

    def _placed(self, names: tuple[str, ...]) -> Plain:
        """The side whose place it is."""
        base, ours, theirs = (tuple(side.get(name) for name in names)
                              for side in (self._base, self._ours, self._theirs))
        if base not in (ours, theirs) and ours != theirs:
            wanted = (*names, "rank")
            self._note(PLACE, *(None if side is None else {name: getattr(side, name) for name in wanted}
                                for side in self._sides))
        return self._theirs if ours == base != theirs else self._ours

    def _ranked(self, winner: Plain) -> Plain:
        """The rank of the side whose place it is; where nobody moved it away, of who changed the order, ours first."""
        base, ours, theirs = (side.get("rank", _ABSENT) for side in (self._base, self._ours, self._theirs))
        stayed = winner is self._ours and all(
            self._theirs.get(name) == self._ours.get(name) for name in PLACES.get(self._name, ()))
        rank = theirs if stayed and ours == base else winner.get("rank", _ABSENT)
        return {} if rank is _ABSENT else {"rank": rank}

    def _real(self, side: BaseModel | None, name: str) -> Any:  # noqa: ANN401 - any field of any entity
        return getattr(side, name, None) if side is not None else None

    def _note(self, field: str, base: object, ours: object, theirs: object) -> None:
        self.conflicts.append(conflict_of(self._name, self._key, field, *map(plain, (base, ours, theirs))))


def merged_json(base: object, ours: object, theirs: object) -> tuple[bool, Any]:
    """Two versions of an unknown value: objects member by member; whether they go together, else ours."""
    if ours == theirs or theirs == base:
        return True, ours
    if ours == base:
        return True, theirs
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return False, ours
    old = base if isinstance(base, dict) else {}
    made: Plain = {}
    for name in {**ours, **theirs}:
        clean, value = merged_json(*(side.get(name, _ABSENT) for side in (old, ours, theirs)))
        if not clean:
            return False, ours
        if value is not _ABSENT:
            made[name] = value
    return True, made


def united(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """What either side has added and neither has taken away, in our order."""
    kept = [each for each in ours if each in theirs or each not in base]
    return (*kept, *(each for each in theirs if each not in ours and each not in base))


def merge_entity(
    collection: str, key: str, base: Identified | None, ours: Identified, theirs: Identified
) -> tuple[Identified, list[Conflict]]:
    """One entity of two that differ from each other and from `base`. Where they make none, ours, and a conflict."""
    merging = Merging(collection, key, base, ours, theirs)
    fields = merging.fields()
    kind = type(ours)
    if isinstance(ours, BaseCard):
        kind = CARD_KINDS.get(fields["kind"], UnknownCard)
    try:
        return kind(**fields | {"id": ours.id}), merging.conflicts
    except ValidationError:
        return ours, [conflict_of(collection, key, "", *map(plain, (base, ours, theirs)))]
