"""Edits of pictures: give them to cards, and forget those that no card shows any more."""

from collections.abc import Sequence

from cjdesigner.edit.cards import insert_cards
from cjdesigner.edit.changes import changed, put
from cjdesigner.model.cards import Image
from cjdesigner.model.conflicts import pictures_in
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.pictures import Picture


def prune(journey: JourneyMap) -> JourneyMap:
    """The map without the pictures that no card shows; the same map where all are shown."""
    if not journey.pictures:
        return journey
    shown = {card.picture for card in journey.cards.values() if isinstance(card, Image)}
    shown.update(pictures_in(journey.conflicts.values()))
    kept = {key: picture for key, picture in journey.pictures.items() if key in shown}
    return journey if len(kept) == len(journey.pictures) else changed(journey, pictures=kept)


def lacks_picture(journey: JourneyMap, key: str) -> bool:
    """Whether an id is that of a card for a picture that has none yet."""
    card = journey.cards.get(key)
    return isinstance(card, Image) and card.picture is None


def set_picture(journey: JourneyMap, key: str, picture: Picture | None) -> JourneyMap:
    """Gives a card of the kind `image` another picture, or none."""
    card = journey.cards.get(key)
    if not isinstance(card, Image) or card.picture == (picture.id if picture else None):
        return journey
    new = changed(card, picture=picture.id if picture else None)
    pictures = put(journey.pictures, [picture] if picture else [])
    return prune(changed(journey, cards=put(journey.cards, [new]), pictures=pictures))


def fill_with_pictures(journey: JourneyMap, key: str, pictures: Sequence[Picture]) -> JourneyMap:
    """Gives a card the first picture; cards below it, one for each, take the others."""
    journey = set_picture(journey, key, pictures[0]) if pictures else journey
    home = journey.cards[key]
    stack = [card.id for card in journey.cell(home.stage, home.lane)]
    more = [Image(id=new_id(), rank="a0", stage=home.stage, lane=home.lane, picture=picture.id)
            for picture in pictures[1:]]
    if not more:
        return journey
    journey = changed(journey, pictures=put(journey.pictures, pictures[1:]))
    return insert_cards(journey, more, home.stage, home.lane, stack.index(key) + 1)
