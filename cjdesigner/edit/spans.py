"""Which stages a card covers, and how that stays true when stages come and go. Cards become wider and narrower."""

from cjdesigner.edit.changes import changed, put
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap


def covered(journey: JourneyMap, card: BaseCard) -> list[str]:
    """The stages that a card covers, its own first; no more than there are."""
    row = [stage.id for stage in journey.ordered_stages()]
    place = row.index(card.stage)
    return row[place:place + card.span]


def spans_kept(before: JourneyMap, after: JourneyMap) -> JourneyMap:
    """`after`, with every card still reaching to the last stage that it covered `before` and that is still there.

    For edits that add stages, take some away or join them; where stages change places, spans are left as they are.
    """
    wide = [card for card in before.cards.values() if card.span > 1 and card.id in after.cards]
    if not wide:
        return after
    row = [stage.id for stage in before.ordered_stages()]
    places = {stage.id: place for place, stage in enumerate(after.ordered_stages())}
    spans: list[BaseCard] = []
    for old in wide:
        card, place = after.cards[old.id], row.index(old.stage)
        reach = row[place:place + old.span]
        kept = [places[key] for key in reach if key in places]
        if not kept or card.stage not in places:
            continue
        span = max(1, old.span + max(kept) - places[card.stage] + 1 - len(reach))
        if span != card.span:
            spans.append(changed(card, span=span))
    return changed(after, cards=put(after.cards, spans)) if spans else after


def reaching(journey: JourneyMap, key: str, last: str, step: str | None) -> JourneyMap:
    """The card reaching from a step of its stage (None: from its beginning) to the stage `last`, its own or another."""
    row = [stage.id for stage in journey.ordered_stages()]
    card = journey.cards[key]
    span = max(1, row.index(last) - row.index(card.stage) + 1)
    return _set(journey, [changed(card, span=span, step=step)] if (span, step) != (card.span, card.step) else [])


def wider(journey: JourneyMap, keys: list[str]) -> JourneyMap:
    """Each card one place wider: from its step to its whole stage, then to the next stage that is shown."""
    found = []
    for card in _cards(journey, keys):
        reach = covered(journey, card)
        row = journey.ordered_stages()
        if card.step is not None and card.span == 1:
            found.append(changed(card, step=None))
            continue
        ahead = row[[stage.id for stage in row].index(reach[-1]) + 1:]
        shown = next((place for place, stage in enumerate(ahead) if not stage.hidden), None)
        if shown is not None:
            found.append(changed(card, span=len(reach) + shown + 1))
    return _set(journey, found)


def narrower(journey: JourneyMap, keys: list[str]) -> JourneyMap:
    """Each card one place narrower: back to the stage before that is shown, and at last to its stage's first step."""
    found = []
    for card in _cards(journey, keys):
        reach = covered(journey, card)
        while len(reach) > 1 and journey.stages[reach[-1]].hidden:
            reach.pop()
        steps = journey.steps_of(card.stage)
        if len(reach) > 1:
            reach.pop()
            while len(reach) > 1 and journey.stages[reach[-1]].hidden:
                reach.pop()
            found.append(changed(card, span=len(reach)))
        elif card.step is None and steps and card.span == 1:
            found.append(changed(card, step=steps[0].id))
        elif card.span > 1:
            found.append(changed(card, span=1))
    return _set(journey, found)


def _cards(journey: JourneyMap, keys: list[str]) -> list[BaseCard]:
    return [journey.cards[key] for key in keys if key in journey.cards]


def _set(journey: JourneyMap, cards: list[BaseCard]) -> JourneyMap:
    return changed(journey, cards=put(journey.cards, cards)) if cards else journey
