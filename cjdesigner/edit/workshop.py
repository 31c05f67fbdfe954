"""Edits of a workshop: dot votes, comments on cards, the agenda. The parking lot is in `parking`."""

from collections import Counter
from collections.abc import Iterable

from cjdesigner.edit.changes import changed, put, ranked
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.ranks import in_order
from cjdesigner.model.workshop import AgendaItem, Comment, Vote

ROOM = ""
"""The voter that stands for a whole room, whose dots were read out and counted."""


def may_be_voted(card: BaseCard) -> bool:
    """Whether a card can take dots: all but faces on a curve, which have no room for them."""
    return card.kind != "emotion"


# -- votes ---------------------------------------------------------------------------------------------------------


def dots_of(journey: JourneyMap, voter: str) -> int:
    """How many dots a person has given."""
    return sum(1 for vote in journey.votes.values() if vote.voter == voter)


def dots_on(journey: JourneyMap, card: str, voter: str | None = None) -> int:
    """How many dots a card has, of everybody or of one person."""
    return sum(1 for v in journey.votes.values() if v.card == card and voter in (None, v.voter))


def cast(journey: JourneyMap, card: str, voter: str, count: int = 1) -> JourneyMap:
    """Gives a card dots of one person; each is a vote of its own, so that two files' votes merge."""
    if card not in journey.cards or count < 1:
        return journey
    made = (Vote(id=new_id(), card=card, voter=voter) for _dot in range(count))
    return changed(journey, votes=put(journey.votes, made))


def take_back(journey: JourneyMap, card: str, voter: str, count: int = 1) -> JourneyMap:
    """Takes back dots that a person gave to a card, the last first; the same map where there are none."""
    mine = [key for key, vote in journey.votes.items() if vote.card == card and vote.voter == voter]
    gone = set(mine[-count:]) if count > 0 else set()
    return changed(journey, votes={k: v for k, v in journey.votes.items() if k not in gone}) if gone else journey


def count_room(journey: JourneyMap, card: str, total: int) -> JourneyMap:
    """Says how many dots of the room a card has: what was read out, whatever was counted before."""
    more = total - dots_on(journey, card, ROOM)
    return cast(journey, card, ROOM, more) if more > 0 else take_back(journey, card, ROOM, -more)


def clear_votes(journey: JourneyMap) -> JourneyMap:
    """Takes all dots away."""
    return changed(journey, votes={}) if journey.votes else journey


def results(journey: JourneyMap) -> list[tuple[str, int]]:
    """The cards that have dots and how many, most first, then in reading order."""
    counted = Counter(vote.card for vote in journey.votes.values())
    stages = {stage.id: place for place, stage in enumerate(journey.ordered_stages())}
    lanes = {lane.id: place for place, lane in enumerate(journey.ordered_lanes())}

    def place(pair: tuple[str, int]) -> tuple[int, int, int, str, str]:
        card = journey.cards[pair[0]]
        return -pair[1], stages[card.stage], lanes[card.lane], card.rank, card.id

    return sorted(counted.items(), key=place)


# -- comments ------------------------------------------------------------------------------------------------------


def comments_on(journey: JourneyMap, card: str) -> list[Comment]:
    """The comments on a card, the oldest first."""
    return in_order(comment for comment in journey.comments.values() if comment.card == card)


def add_comment(journey: JourneyMap, card: str, text: str, author: str = "", date: str = "") -> JourneyMap:
    """Says something about a card, after what was said before."""
    said = in_order(journey.comments.values())
    made = Comment(id=new_id(), rank="a0", card=card, author=author, date=date, text=text)
    return changed(journey, comments=put(journey.comments, ranked(said, [made], len(said))))


# -- the agenda ----------------------------------------------------------------------------------------------------


def ordered_agenda(journey: JourneyMap) -> list[AgendaItem]:
    """The parts of the workshop, the first first."""
    return in_order(journey.agenda.values())


def insert_item(journey: JourneyMap, item: AgendaItem, index: int | None = None) -> JourneyMap:
    """Puts a part before the one at `index` (None: at the end)."""
    row = ordered_agenda(journey)
    return changed(journey, agenda=put(journey.agenda, ranked(row, [item], len(row) if index is None else index)))


def move_item(journey: JourneyMap, key: str, index: int) -> JourneyMap:
    """Moves a part before the one that is at `index` now."""
    row, item = ordered_agenda(journey), journey.agenda[key]
    place = row.index(item)
    if index in (place, place + 1):
        return journey
    rest = [held for held in row if held.id != key]
    return changed(journey, agenda=put(journey.agenda, ranked(rest, [item], index - (1 if index > place else 0))))


def total_minutes(items: Iterable[AgendaItem]) -> float:
    """How long a workshop lasts."""
    return sum(item.minutes for item in items)
