"""What merged entities refer to and one side has deleted: it comes back, or what refers to it goes.

A stage, lane, step, persona or picture comes back for what was put there meanwhile, a card for a comment on it or a
link with words, so that no word is lost. A vote, a link without words, and what an agenda looks at give way.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cjdesigner.edit.changes import changed
from cjdesigner.merge.changes import Change
from cjdesigner.merge.entities import plain
from cjdesigner.model.cards import BaseCard, Identified, Image
from cjdesigner.model.conflicts import Conflict, conflict_of, pictures_in, places_in
from cjdesigner.model.map import JourneyMap, Lane

Sides = tuple[JourneyMap, JourneyMap, JourneyMap]
"""Base, ours, theirs."""


_REFERRED = ("cards", "stages", "lanes", "steps", "personas", "pictures")
"""What others refer to."""


class Mending:
    """Makes all references of merged collections lead somewhere. Changes the collections that it is given."""

    def __init__(self, sides: Sides, held: dict[str, dict[str, Any]], conflicts: dict[str, Conflict],
                 known: Mapping[str, Conflict]) -> None:
        """`conflicts` are those of this merge, `known` those that the sides had before."""
        self._base, self._ours, self._theirs = sides
        self._held, self._conflicts, self._known = held, conflicts, known
        self.notes: list[Change] = []

    def mend(self) -> None:
        """Brings back, drops, and notes what it did."""
        if any(map(self._has_lost, _REFERRED)):
            for key in list(self._commented()):
                self._bring_back_card(key)
            for collection, key in sorted(self._wanted_by_cards(), key=_lanes_last):
                self._bring_back(collection, key)
            for collection, key in list(self._wanted_by_grid()):
                self._bring_back(collection, key)
            self._drop_what_hangs()
        for key in self._held["cards"].keys() & self._held["parked"].keys():
            self._unpark(key)

    def _has_lost(self, collection: str) -> bool:
        """Whether something is gone that a side still has."""
        kept = self._held[collection].keys()
        return not all(getattr(side, collection).keys() <= kept for side in (self._ours, self._theirs))

    # -- what comes back ---------------------------------------------------------------------------------------------

    def _commented(self) -> Iterator[str]:
        """The cards that somebody deleted, and somebody else spoke about."""
        cards = self._held["cards"]
        for comment in self._held["comments"].values():
            if comment.card not in cards:
                yield comment.card
        for link in self._held["links"].values():
            if link.label:
                yield from (end for end in (link.source, link.target) if end not in cards)

    def _bring_back_card(self, key: str) -> None:
        if key in self._held["cards"]:
            return
        card = self._found("cards", key)
        if isinstance(card, BaseCard):
            self._held["cards"][key] = self._without_lost(card)
        self._disagree("cards", key)

    def _without_lost(self, card: BaseCard) -> BaseCard:
        """A card that comes back does not bring personas and a step along that nobody else wants."""
        changes: dict[str, Any] = {}
        if lost := set(card.personas) - self._held["personas"].keys():
            changes["personas"] = tuple(each for each in card.personas if each not in lost)
        if card.step is not None and card.step not in self._held["steps"]:
            changes["step"] = None
        return changed(card, **changes) if changes else card

    def _wanted_by_cards(self) -> Iterator[tuple[str, str]]:
        held = self._held
        for card in held["cards"].values():
            if card.lane not in held["lanes"]:
                yield "lanes", card.lane
            if card.stage not in held["stages"]:
                yield "stages", card.stage
            if card.step is not None and card.step not in held["steps"]:
                yield "steps", card.step
            yield from (("personas", each) for each in card.personas if each not in held["personas"])
            if isinstance(card, Image) and card.picture is not None and card.picture not in held["pictures"]:
                yield "pictures", card.picture
        yield from self._wanted_by_conflicts()

    def _wanted_by_conflicts(self) -> Iterator[tuple[str, str]]:
        """Both places of what was moved to two must be there, or nobody could choose."""
        for conflict in (*self._conflicts.values(), *self._known.values()):
            yield from (named for named in places_in(conflict) if self._is_lost(*named))

    def _is_lost(self, collection: str, key: str) -> bool:
        return key not in self._held[collection] and any(
            key in getattr(side, collection) for side in (self._ours, self._theirs))

    def _wanted_by_grid(self) -> Iterator[tuple[str, str]]:
        held = self._held
        for lane in held["lanes"].values():
            yield from (("personas", each) for each in lane.personas if each not in held["personas"])
            yield from (("stages", each) for each in lane.prompts if each not in held["stages"])
        for step in held["steps"].values():
            if step.stage not in held["stages"]:
                yield "stages", step.stage

    def _bring_back(self, collection: str, key: str) -> None:
        if key in self._held[collection]:
            return
        entity = found = self._found(collection, key)
        if isinstance(found, Lane):
            entity = self._bare_lane(found)
            if entity is not found:
                self._disagree(collection, key)
        self._held[collection][key] = entity
        self.notes.append(Change("returned", collection, key, new=plain(entity)))

    def _bare_lane(self, lane: Lane) -> Lane:
        """A lane that comes back does not bring stages and personas along."""
        changes: dict[str, Any] = {}
        if lost := set(lane.personas) - self._held["personas"].keys():
            changes["personas"] = tuple(each for each in lane.personas if each not in lost)
        if lost := lane.prompts.keys() - self._held["stages"].keys():
            changes["prompts"] = {stage: text for stage, text in lane.prompts.items() if stage not in lost}
        return changed(lane, **changes) if changes else lane

    def _found(self, collection: str, key: str) -> Any:  # noqa: ANN401 - an entity of any kind
        return next(held[key] for held in (getattr(side, collection) for side in (self._ours, self._theirs, self._base))
                    if key in held)

    # -- what gives way ----------------------------------------------------------------------------------------------

    def _drop_what_hangs(self) -> None:
        held, cards = self._held, self._held["cards"]
        for name, ends in (("links", ("source", "target")), ("votes", ("card",))):
            for key, entity in list(held[name].items()):
                if any(getattr(entity, end) not in cards for end in ends):
                    del held[name][key]
                    self.notes.append(Change("dropped", name, key, old=plain(entity)))
        for key, item in held["agenda"].items():
            lost = [name for name in ("stage", "lane") if getattr(item, name) not in (None, *held[f"{name}s"])]
            if lost:
                held["agenda"][key] = changed(item, **dict.fromkeys(lost))
                self.notes += [Change("changed", "agenda", key, name, old=getattr(item, name)) for name in lost]

    def _unpark(self, key: str) -> None:
        """What one side has parked and the other has edited is on the map, until somebody decides."""
        del self._held["parked"][key]
        self._conflicts.pop(self._conflict("cards", key).id, None)  # that it is parked says more
        self._disagree("parked", key)

    def _disagree(self, collection: str, key: str) -> None:
        conflict = self._conflict(collection, key)
        self._conflicts.setdefault(conflict.id, conflict)

    def _conflict(self, collection: str, key: str) -> Conflict:
        sides = (self._base, self._ours, self._theirs)
        values: list[Identified | None] = [getattr(side, collection).get(key) for side in sides]
        if collection == "parked":
            values[0] = values[0] or self._base.cards.get(key)
        return conflict_of(collection, key, "", *(None if value is None else plain(value) for value in values))

    def forget_pictures(self, conflicts: Iterable[Conflict]) -> None:
        """Drops the pictures that were shown on every side that has them and are shown no more."""
        pictures = self._held["pictures"]
        if not pictures:
            return
        lost = pictures.keys() - _shown(self._held["cards"]) - set(pictures_in(conflicts))
        for side in (self._ours, self._theirs) if lost else ():
            lost -= side.pictures.keys() - _shown(side.cards)
        for key in lost:
            del pictures[key]


def _lanes_last(wanted: tuple[str, str]) -> bool:
    return wanted[0] == "lanes"


def _shown(cards: Mapping[str, Any]) -> set[str]:
    """The pictures of cards; also of one whose kind is contradictory, and that may be a picture again."""
    named = (getattr(card, "picture", None) for card in cards.values()
             if isinstance(card, Image) or card.__pydantic_extra__)
    return {key for key in named if isinstance(key, str)}
