"""Which cards a filter lets through. Pure, and no edit: a filter is how somebody looks at a map, never a part of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap

FACETS = ("kind", "persona", "tag", "owner", "evidence", "channel", "workshop")
"""What cards are filtered by. "workshop" has "voted", "commented" and "open" for comments that nobody resolved."""

Traits = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Filter:
    """The values that are wanted of each facet; "" is for none. Several of a facet widen, several facets narrow."""

    wanted: dict[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.wanted.values())

    def having(self, facet: str, value: str, *, on: bool) -> "Filter":
        """This filter with one value wanted or not."""
        values = self.wanted.get(facet, frozenset())
        return Filter({**self.wanted, facet: values | {value} if on else values - {value}})

    def lets(self, traits: Traits) -> bool:
        """Whether a card with these traits comes through."""
        return all(not values.isdisjoint(traits[facet]) for facet, values in self.wanted.items() if values)


def traits_of(journey: JourneyMap) -> dict[str, Traits]:
    """What every card is filtered by. A card without personas is for those of its lane."""
    voted = {vote.card for vote in journey.votes.values()}
    commented = {comment.card for comment in journey.comments.values()}
    unresolved = {comment.card for comment in journey.comments.values() if not comment.resolved}
    marks = (("voted", voted), ("commented", commented), ("open", unresolved))
    return {key: {**_own(card), "persona": card.personas or journey.lanes[card.lane].personas or ("",),
                  "workshop": tuple(name for name, cards in marks if key in cards)}
            for key, card in journey.cards.items()}


def _own(card: BaseCard) -> Traits:
    channel = getattr(card, "channel", None)
    return {"kind": (card.kind,), "tag": card.tags or ("",), "owner": (card.owner,),
            "evidence": (card.evidence or "",), "channel": () if channel is None else (channel,)}


def choices(traits: Iterable[Traits], facet: str) -> Counter[str]:
    """The values of a facet that cards have, with how many have each."""
    return Counter(value for held in traits for value in held[facet])


def outside(journey: JourneyMap, wanted: Filter) -> frozenset[str]:
    """The cards that a filter does not let through."""
    if not wanted:
        return frozenset()
    return frozenset(key for key, traits in traits_of(journey).items() if not wanted.lets(traits))
