"""The client's copy of a map: what is internal is not in it, so that no drawing, tag or attachment made of it tells it.

See "The client's copy" in `docs/format.md`.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from cjdesigner.edit.changes import changed
from cjdesigner.edit.grid import delete
from cjdesigner.edit.pictures import prune
from cjdesigner.model.cards import BaseCard, Image
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from cjdesigner.model.pictures import Picture
from cjdesigner.model.words import folded

M = TypeVar("M", bound=BaseModel)

OPEN_QUESTION = frozenset(map(folded, ("open question", "câu hỏi mở")))
"""The tags that make a card an open question."""

_OF_THE_WORKSHOP = ("comments", "votes", "parked", "agenda", "conflicts")
"""What working together leaves in a map. Votes name people, and how a room weighed things is the room's."""

_ASKED: Mapping[str, Any] = {"prompt": "", "prompts": {}}


def client_copy(journey: JourneyMap) -> JourneyMap:
    """The map without what is not for clients. What stays keeps its id, but for a picture that said more than it shows.

    A copy of the copy is the same.
    """
    settled = prune(changed(journey, conflicts={})) if journey.conflicts else journey  # they may show pictures
    bare = delete(settled, _gone(settled))
    held: dict[str, Any] = {name: getattr(bare, name) for name in JourneyMap.model_fields}
    held |= {name: {key: _bare(entity) for key, entity in held[name].items()} for name in COLLECTIONS}
    held["lanes"] = {key: _bare(lane, **_ASKED) for key, lane in held["lanes"].items()}
    pictures = {key: _plain(picture) for key, picture in held["pictures"].items()}
    held["pictures"] = {picture.id: picture for picture in pictures.values() if picture is not None}
    held["cards"] = {key: _bare(card, owner="", **_shown(card, pictures)) for key, card in held["cards"].items()}
    return JourneyMap(**held | {name: {} for name in _OF_THE_WORKSHOP})


def _plain(picture: Picture) -> Picture | None:
    """A picture without what its file says beside it; none that nobody can see."""
    from cjdesigner.drawing.rasters import plain_picture

    return plain_picture(picture)


def _shown(card: BaseCard, pictures: Mapping[str, Picture | None]) -> dict[str, str | None]:
    """What a card shows in the copy."""
    if not isinstance(card, Image) or card.picture is None:
        return {}
    found = pictures.get(card.picture)
    return {"picture": found.id if found is not None else None}


def left_out(journey: JourneyMap) -> dict[str, int]:
    """How much of a map its client's copy lacks, by what it is; what there is nothing of is not named."""
    copy = client_copy(journey)
    counts = {name: len(getattr(journey, name)) - len(getattr(copy, name)) for name in COLLECTIONS}
    counts["described"] = len(copy.pictures.keys() - journey.pictures.keys())
    kept = [journey.cards[key] for key in copy.cards]
    counts["owners"] = sum(1 for card in kept if card.owner)
    counts["questions"] = sum(bool(journey.lanes[key].prompt or journey.lanes[key].prompts) for key in copy.lanes)
    counts["fields"] = sum(len(each.model_extra or {}) for each in
                           (journey, *(getattr(journey, name)[key] for name in COLLECTIONS
                                       for key in getattr(copy, name) if key in getattr(journey, name))))
    return {name: count for name, count in counts.items() if count}


def is_open_question(card: BaseCard) -> bool:
    """Whether a card is tagged as an open question. Words and question marks are not guessed at."""
    return any(folded(" ".join(tag.split())) in OPEN_QUESTION for tag in card.tags)


def _gone(journey: JourneyMap) -> set[str]:
    """The ids of what is not for clients, but for what goes along with it."""
    gone = {stage.id for stage in journey.stages.values() if stage.hidden}
    gone |= {lane.id for lane in journey.lanes.values() if lane.hidden or lane.internal}
    return gone | {card.id for card in journey.cards.values() if card.internal or is_open_question(card)}


def _bare(entity: M, **changes: Any) -> M:  # noqa: ANN401 - any field of any entity
    """The entity with its known fields alone, and with others' values."""
    changes = {name: value for name, value in changes.items() if getattr(entity, name) != value}
    if not changes and not entity.model_extra:
        return entity
    return type(entity)(**{name: getattr(entity, name) for name in type(entity).model_fields} | changes)
