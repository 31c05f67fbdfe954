"""Edits of feelings: the feeling that any card may carry, an emotion's score, and the score that was expected."""

from collections.abc import Iterable

from cjdesigner.edit.changes import changed, put
from cjdesigner.model.cards import BaseCard, Emotion
from cjdesigner.model.map import JourneyMap


def _held(score: int) -> int:
    return max(Emotion.MIN, min(Emotion.MAX, score))


def _with(journey: JourneyMap, cards: Iterable[BaseCard]) -> JourneyMap:
    """The map with cards that changed; the same map where none did."""
    new = [card for card in cards if card != journey.cards[card.id]]
    return changed(journey, cards=put(journey.cards, new)) if new else journey


def set_feeling(journey: JourneyMap, keys: Iterable[str], feeling: int | None) -> JourneyMap:
    """Gives cards a feeling, or none; an emotion has its score for that, and keeps it where there is to be none."""
    cards = [journey.cards[key] for key in keys if key in journey.cards]
    return _with(journey, [_feeling(card, feeling) for card in cards])


def _feeling(card: BaseCard, feeling: int | None) -> BaseCard:
    if isinstance(card, Emotion):
        return card if feeling is None else changed(card, score=feeling)
    return changed(card, feeling=feeling)


def shift_feeling(journey: JourneyMap, keys: Iterable[str], by: int) -> JourneyMap:
    """Makes the feeling of cards better (positive) or worse; a card without one begins at good or at bad."""
    cards = [journey.cards[key] for key in keys if key in journey.cards]
    return _with(journey, [_feeling(card, _held((_felt(card) or 0) + by)) for card in cards])


def _felt(card: BaseCard) -> int | None:
    return card.score if isinstance(card, Emotion) else card.feeling


def set_expected(journey: JourneyMap, keys: Iterable[str], expected: int | None) -> JourneyMap:
    """Gives emotions the score that was expected, or none."""
    return _with(journey, [changed(card, expected=expected) for card in _emotions(journey, keys)])


def shift_expected(journey: JourneyMap, keys: Iterable[str], by: int) -> JourneyMap:
    """Raises (positive) or lowers the expected score of emotions; one without any begins beside its own score."""
    return _with(journey, [changed(card, expected=_held((card.score if card.expected is None else card.expected) + by))
                           for card in _emotions(journey, keys)])


def _emotions(journey: JourneyMap, keys: Iterable[str]) -> list[Emotion]:
    found = (journey.cards.get(key) for key in keys)
    return [card for card in found if isinstance(card, Emotion)]
