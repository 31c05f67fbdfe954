"""How wide a column should be for what is in it: no word is broken, and no card is much higher than it need be."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from cjdesigner.drawing.compose.card import CardContext, compose_card
from cjdesigner.drawing.compose.toolkit import Kit
from cjdesigner.drawing.theme import BODY_STRONG, SMALL, SMALL_STRONG, STAGE
from cjdesigner.drawing.type import TextStyle
from cjdesigner.model.cards import BaseCard, Emotion
from cjdesigner.model.map import JourneyMap, Lane, Stage, Step

_WIDE = 264.0
"""The width at which cards are as low as it is worth."""
_WORTH = 1.2
"""How many times as high as in a wide column the cards may be."""
_STEP = 8
_MEASURED = 300
"""Cards of a column that are looked at."""


@dataclass(frozen=True)
class _Content:
    """What stands in a column: its stage, the steps, and the cards with their lanes."""

    stage: Stage
    steps: list[Step]
    cards: list[tuple[BaseCard, Lane]]

    def share(self, card: BaseCard) -> int:
        """How many columns of steps a card covers."""
        inside = any(step.id == card.step for step in self.steps)
        return 1 if inside else max(len(self.steps), 1)


def best_width(journey: JourneyMap, stage: str, kit: Kit) -> float:
    """The narrowest width of a stage at which no word is broken and its cards are not needlessly high."""
    content = _content(journey, stage)
    columns = max(len(content.steps), 1)
    low = max(96.0 / columns, _least(content, kit))
    places = [low + _STEP * place for place in range(max(1, ceil((_WIDE - low) / _STEP)) + 1)]
    enough = _WORTH * _height(content, max(_WIDE, low), journey, kit)
    first, last = 0, len(places) - 1
    while first < last:
        middle = (first + last) // 2
        fits = _height(content, places[middle], journey, kit) <= enough
        first, last = (first, middle) if fits else (middle + 1, last)
    return float(max(96, min(960, ceil(places[first] * columns))))


def _content(journey: JourneyMap, stage: str) -> _Content:
    lanes = {lane.id: lane for lane in journey.lanes.values() if not (lane.hidden or lane.collapsed)}
    cards: list[tuple[BaseCard, Lane]] = [
        (card, lanes[card.lane]) for card in journey.cards.values()
        if card.stage == stage and card.lane in lanes and card.span == 1]
    return _Content(journey.stages[stage], journey.steps_of(stage), cards[:_MEASURED])


def _longest(texts: Iterable[str], style: TextStyle, kit: Kit) -> float:
    """The width of the longest word."""
    return max((kit.block(word, style).width for text in texts for word in text.split()), default=0.0)


def _least(content: _Content, kit: Kit) -> float:
    """The least width of one of the stage's columns at which no word is broken."""
    measures, columns = kit.measures, max(len(content.steps), 1)
    around = measures.bar + 2 * measures.card_pad + 2 * measures.gutter + 1
    found = [(_longest([content.stage.name], STAGE, kit) + 41) / columns,
             (_longest([content.stage.time], SMALL, kit) + 41) / columns,
             _longest((step.name for step in content.steps), SMALL_STRONG, kit) + 19]
    for card, lane in content.cards:
        if isinstance(card, Emotion) and lane.kind == "emotion":
            words = _longest([card.text], SMALL_STRONG, kit) + 13
        else:
            words = max(_longest([card.text], BODY_STRONG, kit), _longest([card.details], SMALL, kit)) + around
        found.append(words / content.share(card))
    return min(max(found), _WIDE)


def _height(content: _Content, width: float, journey: JourneyMap, kit: Kit) -> float:
    """How high the cards are, one upon the other, where a column is as wide."""
    total = 0.0
    for card, lane in content.cards:
        if not (isinstance(card, Emotion) and lane.kind == "emotion"):
            personas = tuple(journey.personas[key] for key in card.personas)
            inner = width * content.share(card) - 2 * kit.measures.gutter
            total += compose_card(card, CardContext(inner, lane.kind, lane.colour, personas, 0), kit).height
    return total
