"""Which cards are in which cell. After an edit only the cells whose cards changed are put together again."""

from collections.abc import Iterable, Mapping

from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.ranks import in_order

Stacks = dict[str, list[BaseCard]]
"""A lane's cards from top to bottom, by stage; empty cells are left out."""

_MANY = 100
"""Cards that changed at once, from which on it is quicker to sort all."""


class Cells:
    """Remembers the cells of one map: a lane's stacks are the same object until one of its cards changes."""

    def __init__(self) -> None:
        self._cards: Mapping[str, BaseCard] = {}
        self._lanes: dict[str, Stacks] = {}

    def twin(self) -> "Cells":
        """Another one that remembers the same until a card changes."""
        made = Cells()
        made._cards, made._lanes = self._cards, dict(self._lanes)
        return made

    def by_lane(self, journey: JourneyMap) -> dict[str, Stacks]:
        """Every lane's stacks; a lane without cards is left out. To be read only."""
        old, self._cards = self._cards, journey.cards
        new = [card for key, card in journey.cards.items() if old.get(key) is not card]
        gone = [old[key] for key in old.keys() - journey.cards.keys()]
        if len(new) + len(gone) > _MANY:
            self._lanes = {}
            for (stage, lane), cards in journey.cells().items():
                self._lanes.setdefault(lane, {})[stage] = cards
        elif new or gone:
            replaced = [old[card.id] for card in new if card.id in old]
            self._lanes = self._changed(new, [*gone, *replaced])
        return self._lanes

    def _changed(self, new: Iterable[BaseCard], left: Iterable[BaseCard]) -> dict[str, Stacks]:
        """The lanes where some cards have left their cells and others are new in theirs."""
        lanes = dict(self._lanes)
        for name in {card.lane for card in (*new, *left)}:
            lanes[name] = dict(lanes.get(name, {}))
        for card in left:
            lanes[card.lane][card.stage] = [other for other in lanes[card.lane][card.stage] if other is not card]
        for card in new:
            lanes[card.lane][card.stage] = in_order([*lanes[card.lane].get(card.stage, []), card])
        return {name: full for name, stacks in lanes.items() if (full := _without_empty(stacks))}


def _without_empty(stacks: Stacks) -> Stacks:
    return stacks if all(stacks.values()) else {stage: cards for stage, cards in stacks.items() if cards}
