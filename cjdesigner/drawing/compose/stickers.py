"""What is stuck on cards: the mark of what is internal, the dots of a vote; on screen, that of open comments.

Dots are told by their shape and by a number, never by their colour alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cjdesigner.drawing.compose.toolkit import Chip, Kit, text_ops
from cjdesigner.drawing.drawing import Box, Op
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import NAME, SMALL_STRONG
from cjdesigner.model.cards import BaseCard, Identified
from cjdesigner.model.map import JourneyMap

TALK_COLOUR = "#1F5FBF"
_DOT, _APART = 9.0, 12.0
_MOST_DOTS = 10


@dataclass(frozen=True)
class Stickers:
    """The votes and the open comments of a map, by card."""

    votes: Mapping[str, Sequence[Identified]] = field(default_factory=dict)
    comments: Mapping[str, Sequence[Identified]] = field(default_factory=dict)

    def around(self, cards: Iterable[BaseCard]) -> tuple[Identified, ...]:
        """All that is stuck on these cards: they look the same as long as it is the same objects."""
        if not (self.votes or self.comments):
            return ()
        return tuple(each for card in cards for held in (self.votes, self.comments) for each in held.get(card.id, ()))


NONE = Stickers()


def stickers_of(journey: JourneyMap, *, comments: bool) -> Stickers:
    """What is stuck on the cards of a map; `comments` only where people work on it."""
    votes: dict[str, list[Identified]] = {}
    said: dict[str, list[Identified]] = {}
    for vote in journey.votes.values():
        votes.setdefault(vote.card, []).append(vote)
    for comment in journey.comments.values() if comments else ():
        if not comment.resolved:
            said.setdefault(comment.card, []).append(comment)
    return Stickers(votes, said)


def vote_dots(count: int, x: float, y: float, width: float, kit: Kit) -> tuple[list[Op], float]:
    """A row of dots, as many as there is room for, and their number; also its height, with the space above it."""
    if not count:
        return [], 0.0
    ink = kit.theme.ink(kit.theme.colour("vote"))
    number = kit.block(str(count), NAME)
    room = int((width - number.width - 6) / _APART)
    shown = max(1, min(count, room, _MOST_DOTS))
    middle = number.height / 2
    ops: list[Op] = [
        Box(x + place * _APART, y + middle - _DOT / 2, _DOT, _DOT, _DOT / 2, ink) for place in range(shown)
    ]
    ops += text_ops(number, x + shown * _APART + 2, y, ink)
    return ops, number.height + 4


def comment_chip(count: int, kit: Kit) -> list[Chip]:
    """How many open comments a card has, among its other small marks."""
    return [Chip(str(count), kit.theme.ink(TALK_COLOUR), icon("message-circle"), SMALL_STRONG)] if count else []


def internal_chip(internal: bool, kit: Kit) -> list[Chip]:
    """The mark of a lane or card that is not for clients: a lock and a word, so that nobody has to guess."""
    return [Chip(kit.words.gettext("Internal"), kit.theme.text, icon("lock"), SMALL_STRONG)] if internal else []


def internal_label(internal: bool, kit: Kit) -> str:
    """What a screen reader says of that mark, after other words."""
    return f", {kit.words.gettext('internal')}" if internal else ""


def dots_label(votes: int, comments: int, kit: Kit) -> str:
    """What a screen reader says of it, after the card's words."""
    said = []
    if votes:
        said.append(kit.words.ngettext("{count} dot", "{count} dots", votes).format(count=votes))
    if comments:
        words = kit.words.ngettext("{count} open comment", "{count} open comments", comments)
        said.append(words.format(count=comments))
    return "".join(f", {words}" for words in said)
