"""Settling what two versions of a map disagree about: ours, theirs, or both."""

from collections.abc import Iterator
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from cjdesigner.edit.cards import insert_cards
from cjdesigner.edit.changes import changed, collection_of, find, put
from cjdesigner.edit.grid import delete, without_references
from cjdesigner.edit.parking import park
from cjdesigner.edit.pictures import prune
from cjdesigner.errors import CjError
from cjdesigner.language import _
from cjdesigner.model.cards import CARD_KINDS, BaseCard, Entity, Identified, UnknownCard
from cjdesigner.model.conflicts import PLACE, Conflict
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane
from cjdesigner.model.ranks import in_order
from cjdesigner.model.workshop import Parked

Side = Literal["ours", "theirs", "both"]
K = TypeVar("K", bound=Identified)

_JOINED = {"text": "\n", "details": "\n", "scenario": "\n", "interests": "\n", "quote": "\n", "goals": "\n",
           "needs": "\n", "frustrations": "\n", "prompt": "\n", "note": "\n"}
_BESIDE = frozenset({"name", "title", "label", "alt", "footer", "author", "version", "date", "evidence_source", "owner",
                     "time", "channel", "value", "unit", "target", "source", "speaker", "age", "occupation",
                     "location"})
"""Lines, which are joined with a stroke."""


def ordered_conflicts(journey: JourneyMap) -> list[Conflict]:
    """The conflicts about what is still there, in the order of reading; then those about the rest."""
    stages, lanes = (in_order(held.values()) for held in (journey.stages, journey.lanes))
    places = {entity.id: place for row in (stages, lanes) for place, entity in enumerate(row)}

    def reading(conflict: Conflict) -> tuple[Any, ...]:
        card = journey.cards.get(conflict.key)
        if card is not None:
            return 1, places[card.stage], places[card.lane], card.rank, card.id, conflict.field, conflict.id
        there = not conflict.key or collection_of(journey, conflict.key) is not None
        return (0 if there else 2), 0, 0, conflict.collection, conflict.key, conflict.field, conflict.id

    return sorted(journey.conflicts.values(), key=reading)


def can_be_both(journey: JourneyMap, conflict: Conflict) -> bool:
    """Whether both sides of a conflict can stay: not two colours of one stage."""
    if conflict.key in journey.cards or not conflict.field:
        return True
    text = isinstance(conflict.ours, str) and isinstance(conflict.theirs, str)
    return text and (conflict.field in _JOINED or conflict.field in _BESIDE or conflict.field.startswith("prompts."))


def settle(journey: JourneyMap, conflict_id: str, side: Side) -> JourneyMap:
    """Decides a conflict and takes it away. The same map where there is none, or where both cannot be.

    Both: texts are joined; of a card that is in two places, or has two values, there are two. A value that somebody
    has written since is "ours" as well. Raises CjError where the joined text is too long.
    """
    conflict = journey.conflicts.get(conflict_id)
    if conflict is None or (side == "both" and not can_be_both(journey, conflict)):
        return journey
    decided = _whole(journey, conflict, side) if not conflict.field else _field(journey, conflict, side)
    rest = {key: held for key, held in decided.conflicts.items() if key != conflict_id}
    return prune(changed(decided, conflicts=rest))


# -- the whole entity ----------------------------------------------------------------------------------------------


def _whole(journey: JourneyMap, conflict: Conflict, side: Side) -> JourneyMap:
    if conflict.collection == "parked" and conflict.key in journey.cards:
        return _parked(journey, conflict, side)
    if side == "both" or find(journey, conflict.key) is None:
        return journey
    wanted = conflict.ours if side == "ours" else conflict.theirs
    if wanted is None:
        return delete(journey, [conflict.key])
    other = conflict.theirs if side == "ours" else conflict.ours
    return journey if other is None else _replaced(journey, conflict, wanted)


def _parked(journey: JourneyMap, conflict: Conflict, side: Side) -> JourneyMap:
    """One side parked a card that the other has edited, and it is on the map now."""
    parked = conflict.theirs if conflict.ours is None else conflict.ours
    wanted = side == "both" or parked is (conflict.ours if side == "ours" else conflict.theirs)
    if not wanted or not isinstance(parked, dict):
        return journey
    if side != "both":
        journey = park(journey, [conflict.key])
        kept = journey.parked[conflict.key]
        fields = {**parked, **_along(kept)}
        return changed(journey, parked=put(journey.parked, [_made(Parked, fields | {"id": kept.id}, kept)]))
    kept = Parked(id=new_id(), rank="a0")
    bare = {name: value for name, value in parked.items() if name != "parked_with"}
    return changed(journey, parked=put(journey.parked, [_made(Parked, bare | {"id": kept.id}, kept)]))


def _along(parked: Parked) -> dict[str, Any]:
    held = (parked.model_extra or {}).get("parked_with")
    return {"parked_with": held} if held else {}


def _made(kind: type[Parked], fields: dict[str, Any], otherwise: Parked) -> Parked:
    try:
        return kind(**fields)
    except ValidationError:  # a conflict that somebody wrote by hand
        return otherwise


def _replaced(journey: JourneyMap, conflict: Conflict, wanted: object) -> JourneyMap:
    """The entity as one side has it, as far as what it refers to is still there."""
    name = collection_of(journey, conflict.key)
    if name is None or not isinstance(wanted, dict):
        return journey
    old = getattr(journey, name)[conflict.key]
    kind = CARD_KINDS.get(str(wanted.get("kind")), UnknownCard) if name == "cards" else type(old)
    try:
        return _put(journey, name, kind(**wanted | {"id": conflict.key}), old)
    except (ValidationError, TypeError):
        return journey


def _put(journey: JourneyMap, name: str, new: Identified, old: Identified) -> JourneyMap:
    return changed(journey, **{name: put(getattr(journey, name), [_fitting(journey, new, old)])})


def _fitting(journey: JourneyMap, new: K, old: K) -> K:
    """The entity without references to what is gone; one that it needs is as before."""
    known = {key for held in (journey.personas, journey.steps, journey.pictures) for key in held}
    lost = {ref for ref in _references(new) if ref not in known}
    if isinstance(new, BaseCard):
        new = without_references(new, lost)  # type: ignore[assignment] # a card of the same class
        if new.stage not in journey.stages or new.lane not in journey.lanes:
            new = changed(new, stage=getattr(old, "stage", ""), lane=getattr(old, "lane", ""))
    elif isinstance(new, Lane):
        new = changed(new, personas=tuple(key for key in new.personas if key in journey.personas),
                      prompts={key: text for key, text in new.prompts.items() if key in journey.stages})
    return new if _leads_somewhere(journey, new) else old


def _references(entity: Identified) -> Iterator[str]:
    for name in ("step", "picture"):
        if isinstance(key := getattr(entity, name, None), str):
            yield key
    yield from getattr(entity, "personas", ())


def _leads_somewhere(journey: JourneyMap, entity: Identified) -> bool:
    """Whether what a step, a link, a comment, a vote or an agenda refers to is there."""
    ends = {"source": journey.cards, "target": journey.cards, "card": journey.cards, "stage": journey.stages,
            "lane": journey.lanes}
    fields = type(entity).model_fields
    return all(getattr(entity, name) is None or getattr(entity, name) in held
               for name, held in ends.items() if name in fields)


# -- a field -------------------------------------------------------------------------------------------------------


def _field(journey: JourneyMap, conflict: Conflict, side: Side) -> JourneyMap:
    entity = journey if not conflict.key and not conflict.collection else find(journey, conflict.key)
    if entity is None or (side == "ours" and _now(entity, conflict) not in (conflict.theirs, conflict.base)):
        return journey
    if side == "both":
        return _both(journey, entity, conflict)
    return _with(journey, entity, _values(entity, conflict, conflict.ours if side == "ours" else conflict.theirs))


def _now(entity: Any, conflict: Conflict) -> object:  # noqa: ANN401 - a map or an entity
    """What is there now, as JSON."""
    if conflict.field == PLACE and isinstance(conflict.ours, dict):
        return {name: getattr(entity, name, None) for name in conflict.ours}
    if conflict.field.startswith("prompts."):
        return getattr(entity, "prompts", {}).get(conflict.field.partition(".")[2])
    value = getattr(entity, conflict.field, None)
    return list(value) if isinstance(value, tuple) else value


def _values(entity: Any, conflict: Conflict, value: object) -> dict[str, Any]:  # noqa: ANN401 - a map or an entity
    """The fields that a side's value stands for."""
    if conflict.field == PLACE:
        return dict(value) if isinstance(value, dict) else {}
    if conflict.field.startswith("prompts.") and isinstance(entity, Lane):
        stage = conflict.field.partition(".")[2]
        rest = {key: text for key, text in entity.prompts.items() if key != stage}
        return {"prompts": rest if value is None else {**rest, stage: value}}
    return {conflict.field: value}


def _with(journey: JourneyMap, entity: Any, values: dict[str, Any]) -> JourneyMap:  # noqa: ANN401 - a map or an entity
    """The map with other values of an entity; without those that it cannot have."""
    try:
        new = _rebuilt(entity, values)
    except (ValidationError, TypeError):
        return journey
    if isinstance(new, JourneyMap):
        return new
    return _put(journey, collection_of(journey, new.id) or "", new, entity)


def _rebuilt(entity: Any, values: dict[str, Any]) -> Any:  # noqa: ANN401 - a map or an entity
    """Changed, of another class where the kind of a card changes; None means the default where it is no value."""
    kind = type(entity)
    held = {name: getattr(entity, name) for name in kind.model_fields} | (entity.model_extra or {})
    gone = {name for name, value in values.items()
            if value is None and (name not in kind.model_fields or kind.model_fields[name].default is not None)}
    if isinstance(entity, BaseCard) and "kind" in values:
        kind = CARD_KINDS.get(str(values["kind"]), UnknownCard)
    return kind(**{name: value for name, value in {**held, **values}.items() if name not in gone})


def _both(journey: JourneyMap, entity: Any, conflict: Conflict) -> JourneyMap:  # noqa: ANN401 - a map or an entity
    ours, theirs, field = conflict.ours, conflict.theirs, conflict.field
    between = "\n" if field.startswith("prompts.") else _JOINED.get(field) or (" / " if field in _BESIDE else None)
    if between is not None and isinstance(ours, str) and isinstance(theirs, str):
        joined = between.join(part for part in dict.fromkeys((ours, theirs)) if part)
        try:
            new = _rebuilt(entity, _values(entity, conflict, joined))
        except ValidationError as error:
            raise CjError(_("The two texts are too long for one."), _("Keep one of them.")) from error
        return new if isinstance(new, JourneyMap) else _put(journey, collection_of(journey, new.id) or "", new, entity)
    return _doubled(journey, entity, conflict)


def _doubled(journey: JourneyMap, card: Entity, conflict: Conflict) -> JourneyMap:
    """The card as we have it, and below it or where they moved it one as they have it."""
    if not isinstance(card, BaseCard):
        return journey
    try:
        twin: BaseCard = changed(_rebuilt(card, _values(card, conflict, conflict.theirs)), id=new_id())
    except (ValidationError, TypeError):
        return journey
    twin = _fitting(journey, twin, card)
    stack = journey.cell(twin.stage, twin.lane)
    below = next((place + 1 for place, held in enumerate(stack) if held.id == card.id), None)
    if below is None:
        return changed(journey, cards=put(journey.cards, [twin]))
    return insert_cards(journey, [twin], twin.stage, twin.lane, below)
