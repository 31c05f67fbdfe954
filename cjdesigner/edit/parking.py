"""The parking lot: cards that do not fit now. Parking loses nothing but the place, and bringing back restores it all.

A parked card keeps its id and every field. Its comments, votes and links, which must not lead nowhere in a map, wait
in its field `parked_with` by collection and id; `stage`, `lane` and `step` say where the card was.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from cjdesigner.edit.changes import change, changed, collection_of, put, ranked
from cjdesigner.edit.grid import delete
from cjdesigner.edit.placing import Target, drop_new_card
from cjdesigner.model.cards import CARD_KINDS, BaseCard, Identified, Image, UnknownCard
from cjdesigner.model.ids import new_id
from cjdesigner.model.kept import MARK, as_written, kept_fields
from cjdesigner.model.map import JourneyMap, Link
from cjdesigner.model.ranks import in_order
from cjdesigner.model.workshop import Comment, Parked, Vote

WITH = "parked_with"
_KINDS: dict[str, type[Identified]] = {"comments": Comment, "votes": Vote, "links": Link}


def ordered_parked(journey: JourneyMap) -> list[Parked]:
    """What is parked, the first first."""
    return in_order(journey.parked.values())


def note_down(journey: JourneyMap, text: str) -> JourneyMap:
    """Parks an idea that was never a card."""
    row = ordered_parked(journey)
    made = Parked(id=new_id(), rank="a0", kind="note", text=text)
    return changed(journey, parked=put(journey.parked, ranked(row, [made], len(row))))


def park(journey: JourneyMap, keys: Iterable[str]) -> JourneyMap:
    """Takes cards out of their cells and keeps them whole."""
    for key in keys:
        if key in journey.cards:
            journey = _park(journey, journey.cards[key])
    return journey


def _park(journey: JourneyMap, card: BaseCard) -> JourneyMap:
    fields = card.model_dump(mode="json", exclude={"id", "rank"}, exclude_defaults=True)
    fields = {name: value for name, value in as_written(fields).items() if name not in Parked.model_fields}
    fields |= {MARK + name: value for name, value in kept_fields(card).items() if name in Parked.model_fields}
    fields |= {"text": card.text, "kind": card.kind, "stage": card.stage, "lane": card.lane}
    along = {
        "comments": _plain(e for e in journey.comments.values() if e.card == card.id),
        "votes": _plain(e for e in journey.votes.values() if e.card == card.id),
        "links": _plain(e for e in journey.links.values() if card.id in (e.source, e.target)),
    }
    if any(along.values()):
        fields[WITH] = {name: held for name, held in along.items() if held}
    row = ordered_parked(journey)
    placed = ranked(row, [Parked(id=card.id, rank="a0", **fields)], len(row))
    bare = delete(journey, [card.id])
    return changed(bare, parked=put(bare.parked, placed), conflicts=journey.conflicts)


def _plain(entities: Iterable[Identified]) -> dict[str, Any]:
    return {e.id: as_written(e.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)) for e in entities}


def home(journey: JourneyMap, key: str) -> Target | None:
    """The cell where a parked card was; None where it never was in one, or the cell is gone."""
    stage, lane = (_name(journey.parked[key], field) for field in ("stage", "lane"))
    return Target(stage, lane) if stage in journey.stages and lane in journey.lanes else None


def bring_back(journey: JourneyMap, key: str, target: Target) -> JourneyMap:
    """Makes a parked thing a card again, where the target says, with what was said about it and its links."""
    parked = journey.parked[key]
    journey = changed(journey, parked={k: e for k, e in journey.parked.items() if k != key})
    journey = drop_new_card(journey, as_card(journey, parked), target)
    step = _name(parked, "step")
    if step in {held.id for held in journey.steps_of(journey.cards[key].stage)}:
        journey = change(journey, key, step=step)
    along = (parked.model_extra or {}).get(WITH)
    for name, kind in _KINDS.items():
        held = along.get(name) if isinstance(along, Mapping) else None
        for entity in _entities(kind, held):
            journey = _restore(journey, name, entity)
    return journey


def _name(parked: Parked, field: str) -> str:
    """Where a parked card was; "" where it says nothing that could be an id."""
    found = (parked.model_extra or {}).get(field)
    return found if isinstance(found, str) else ""


def as_card(journey: JourneyMap, parked: Parked) -> BaseCard:
    """The card that was parked. What no card can hold is kept as the bad values of a file are."""
    values = parked.model_dump(exclude={WITH, "step"}) | {"stage": "-", "lane": "-"}
    kind = CARD_KINDS.get(parked.kind, UnknownCard)
    try:
        card = kind.model_validate(values)
    except ValidationError as error:
        bad = {part["loc"][0] for part in error.errors()}
        card = kind.model_validate({MARK + name if name in bad else name: value for name, value in values.items()})
    changes: dict[str, object] = {"personas": tuple(key for key in card.personas if key in journey.personas)}
    if isinstance(card, Image) and card.picture not in journey.pictures:
        changes["picture"] = None
    return changed(card, **changes)


def comments_with(parked: Parked) -> list[Comment]:
    """What was said about a parked card, which waits with it; what cannot be read is left out."""
    along = (parked.model_extra or {}).get(WITH)
    held = _entities(Comment, along.get("comments") if isinstance(along, Mapping) else None)
    return in_order(each for each in held if isinstance(each, Comment))


def _entities(kind: type[Identified], held: object) -> list[Identified]:
    """What waited with a card, as far as it can be read."""
    found: list[Identified] = []
    for key, fields in held.items() if isinstance(held, Mapping) else ():
        try:
            found.append(kind.model_validate({**fields, "id": key}))
        except (ValidationError, TypeError) as error:
            found += _without_bad(kind, key, fields, error)
    return found


def _without_bad(kind: type[Identified], key: object, fields: object, error: Exception) -> list[Identified]:
    """The same with its bad values set aside; nothing if it cannot stand without them."""
    bad = {part["loc"][0] for part in error.errors()} if isinstance(error, ValidationError) else set()
    if not isinstance(fields, Mapping) or not bad <= fields.keys() - {"id"}:
        return []
    try:
        return [kind.model_validate({"id": key} | {MARK + n if n in bad else n: v for n, v in fields.items()})]
    except ValidationError:
        return []


def _restore(journey: JourneyMap, name: str, entity: Identified) -> JourneyMap:
    """Puts back what waited. A link to a card that is parked still goes on waiting there."""
    if isinstance(entity, Link):
        missing = [end for end in (entity.source, entity.target) if end not in journey.cards]
        if missing:
            return _hand_on(journey, missing[0], entity) if missing[0] in journey.parked else journey
    elif getattr(entity, "card", None) not in journey.cards:
        return journey
    if collection_of(journey, entity.id):  # in a file of somebody else's
        entity = changed(entity, id=new_id())
    return changed(journey, **{name: put(getattr(journey, name), [entity])})


def _hand_on(journey: JourneyMap, key: str, link: Link) -> JourneyMap:
    parked = journey.parked[key]
    along = (parked.model_extra or {}).get(WITH)
    along = dict(along) if isinstance(along, Mapping) else {}
    waiting = along.get("links")
    along["links"] = {**(waiting if isinstance(waiting, Mapping) else {}), **_plain([link])}
    return changed(journey, parked=put(journey.parked, [changed(parked, **{WITH: along})]))
