"""A map's cards as a story shows them: as on the map, but as wide as the page allows; feelings with their scale."""

from dataclasses import dataclass, field

from cjdesigner.drawing.compose.card import compose_card
from cjdesigner.drawing.compose.lanes import CardParts, Contexts
from cjdesigner.drawing.compose.stickers import stickers_of
from cjdesigner.drawing.compose.toolkit import Chip, Kit, chip_ops, score_words, text_ops
from cjdesigner.drawing.drawing import Box, Op, Part, Pen, Use, lost_in
from cjdesigner.drawing.symbols import face, icon
from cjdesigner.drawing.theme import NAME, SMALL, SMALL_STRONG
from cjdesigner.model.cards import BaseCard, Emotion
from cjdesigner.model.map import JourneyMap, Lane

_FACE = 34.0
_DOT = 9.0
_APART = 15.0


@dataclass
class Cards:
    """Makes the parts of one map's cards."""

    journey: JourneyMap
    kit: Kit
    divided: set[str] = field(default_factory=set)
    """The lanes whose lines of a service blueprint were there before."""
    named: set[str] = field(default_factory=set)
    """The lanes whose names were there before."""

    def __post_init__(self) -> None:
        answers: dict[str, int] = {}
        for link in self.journey.links.values():
            answers[link.target] = answers.get(link.target, 0) + 1
        self.contexts = Contexts(dict(self.journey.personas), answers, CardParts(), 0.0, self.journey.pictures,
                                 stickers_of(self.journey, comments=False))

    def part(self, card: BaseCard, lane: Lane, width: float) -> Part:
        """A card of a width."""
        if isinstance(card, Emotion):
            return self._feeling(card, width)
        return compose_card(card, self.contexts.of(card, lane, width), self.kit)

    def _feeling(self, card: Emotion, width: float) -> Part:
        """A face, its words, and where it is between very bad and very good."""
        kit, pad = self.kit, self.kit.measures.card_pad
        left, scale = pad + _FACE + 12, 4 * _APART + _DOT
        beside = width - left - scale - 3 * pad >= 96
        room = width - left - pad - (scale + pad if beside else 0)
        ops, y = self._words(card, left, room)
        if not beside:
            ops += _scale(card, left, y + 5, kit)
            y += _DOT + 6
        height = max(y + pad, _FACE + 2 * pad)
        face_at = pad if y + pad > height - 1 else (height - _FACE) / 2
        ops.append(Use(face(card.score), pad, face_at, _FACE, kit.theme.text))
        if beside:
            ops += _scale(card, width - pad - scale, (height - _DOT) / 2, kit)
        box = Box(0, 0, width, height, kit.measures.radius, kit.theme.card,
                  Pen(kit.theme.border(kit.theme.colour("emotion")), kit.theme.stroke))
        held = (box, *ops)
        label = f"{kit.words.gettext('Emotion')} {score_words(card.score)}: {card.text}"
        return Part("emotion", card.id, label, width, height, held, missing=lost_in(held))

    def _words(self, card: Emotion, left: float, room: float) -> tuple[list[Op], float]:
        kit, y = self.kit, self.kit.measures.card_pad
        expected = "" if card.expected is None else f" · {kit.words.gettext('expected')} {score_words(card.expected)}"
        ops: list[Op] = []
        said = ((card.text, NAME, kit.theme.text), (score_words(card.score) + expected, SMALL, kit.theme.quiet),
                (card.details, SMALL, kit.theme.quiet))
        for text, style, tone in said:
            if text:
                block = kit.block(text, style, room)
                ops += text_ops(block, left, y, tone)
                y += block.height
        chips = [Chip(self.journey.personas[key].name or "?", kit.theme.quiet, icon("user-circle"), SMALL_STRONG)
                 for key in card.personas]
        more, height = chip_ops(kit, chips, left, y + 3, room, SMALL)
        return ops + more, y + (height + 3 if chips else 0)


def _scale(card: Emotion, x: float, y: float, kit: Kit) -> list[Op]:
    """Five dots from very bad to very good: the full one is what was felt, the ring around one what was expected."""
    ink = kit.theme.ink(kit.theme.colour("emotion"))
    ops: list[Op] = []
    for place, score in enumerate(range(Emotion.MIN, Emotion.MAX + 1)):
        left = x + place * _APART
        if score == card.expected:
            ops.append(Box(left - 2.5, y - 2.5, _DOT + 5, _DOT + 5, (_DOT + 5) / 2, None,
                           Pen(kit.theme.expected, 1.2, (2, 1.5))))
        fill = ink if score == card.score else kit.theme.card
        ops.append(Box(left, y, _DOT, _DOT, _DOT / 2, fill, Pen(ink if score == card.score else kit.theme.quiet, 0.7)))
    return ops
