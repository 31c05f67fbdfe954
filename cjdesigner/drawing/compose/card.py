"""A card: its text, its mark, its smaller print, in a box that grows with them."""

import math
from functools import lru_cache
from typing import NamedTuple

from cjdesigner.drawing.colours import Colour
from cjdesigner.drawing.compose.pictures import picture_ops
from cjdesigner.drawing.compose.stickers import comment_chip, dots_label, internal_chip, internal_label, vote_dots
from cjdesigner.drawing.compose.toolkit import Chip, Kit, chip_ops, score_words, shifted, text_ops
from cjdesigner.drawing.drawing import (
    Box,
    Op,
    Part,
    Path,
    Pen,
    Raster,
    Shape,
    Use,
    lost_in,
)
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import (
    BODY,
    BODY_ITALIC,
    BODY_STRONG,
    CHANNEL_ICONS,
    EVIDENCE_ICONS,
    FIGURE,
    MEASURES,
    SMALL,
    SMALL_STRONG,
    Theme,
    look,
    pattern,
)
from cjdesigner.drawing.type import TextStyle
from cjdesigner.model.cards import CARD_KINDS, BaseCard, Emotion, Image, Metric, PainPoint, Quote, Touchpoint
from cjdesigner.model.map import Persona
from cjdesigner.model.names import CHANNELS, EVIDENCE, KINDS, LANES, named

_STYLES: dict[str, TextStyle] = {"thought": BODY_STRONG, "quote": BODY_ITALIC}
_MARK = 14.0
_LEAST_BESIDE = 104.0
"""Points of text that must fit beside a mark; in a narrower card the mark goes below the text."""


class CardContext(NamedTuple):
    """What a card's looks depend on beside the card: width, its lane's kind and colour, its personas, its picture.

    `votes` are the dots on it, `comments` the open comments to be told of.
    """

    width: float
    lane_kind: str
    lane_colour: Colour | None
    personas: tuple[Persona, ...]
    answers: int
    raster: Raster | None = None
    votes: int = 0
    comments: int = 0


def card_colour(card: BaseCard, context: CardContext, kit: Kit) -> Colour:
    """The card's own colour, or its kind's; a note in a lane of no card's kind takes the lane's."""
    if not card.colour and card.kind == "note" and context.lane_kind not in CARD_KINDS:
        return kit.theme.colour(context.lane_kind, context.lane_colour)
    return kit.theme.colour(card.kind, card.colour)


def look_kind(card: BaseCard, lane_kind: str) -> str:
    """The kind whose icon a card has: a note in a lane of no card's kind, such as backstage, has the lane's."""
    notes = card.kind == "note" and not card.colour and lane_kind in LANES and lane_kind not in CARD_KINDS
    return lane_kind if notes else card.kind


def dots(x: float, y: float, severity: int, colour: Colour, pale: Colour) -> list[Op]:
    """Severity as one to four full dots of four."""
    ring = Pen(colour, 0.7)
    return [
        Box(x + place * 7.5, y, 5, 5, 2.5, colour if place < severity else pale, ring) for place in range(4)
    ]


def _mark(card: BaseCard, context: CardContext, kit: Kit, ink: Colour) -> tuple[list[Op], float]:
    """The mark at the top right of a card with the face of its feeling, drawn from x = 0, and its width."""
    ops, width = _kind_mark(card, context, kit, ink)
    if card.feeling is None or isinstance(card, Emotion):
        return ops, width
    left = width + 5 if ops else 0.0
    return [*ops, Use(kit.face(card.feeling), left, -1, 16, ink)], left + 16


def _kind_mark(card: BaseCard, context: CardContext, kit: Kit, ink: Colour) -> tuple[list[Op], float]:
    """The mark of the card's kind, drawn from x = 0, and its width."""
    if isinstance(card, PainPoint):
        return dots(0, 4.5, card.severity, ink, kit.theme.card), 27.5
    if isinstance(card, Emotion):
        return [Use(kit.face(card.score), 0, -1, 16, ink)], 16
    names = []
    if isinstance(card, Touchpoint):
        if card.moment_of_truth:
            names.append("diamond")
        if card.channel:
            names.append(CHANNEL_ICONS.get(card.channel.lower(), "route"))
    stranger = kit.theme.patterned or (card.kind != context.lane_kind and card.kind != "note")
    if card.kind not in CARD_KINDS or (stranger and not names and card.kind != "image"):
        names.append(look(look_kind(card, context.lane_kind)).icon)
    elif isinstance(card, Quote):
        names.append("quote")
    ops: list[Op] = [Use(icon(name), place * (_MARK + 3), 0, _MARK, ink) for place, name in enumerate(names)]
    return ops, len(names) * (_MARK + 3) - 3 if names else 0.0


def _figure(card: BaseCard, kit: Kit) -> tuple[str, str]:
    """A metric's value with its unit, and its target and source in words."""
    if not isinstance(card, Metric):
        return "", ""
    value = f"{card.value} {card.unit}".strip()
    target = kit.words.gettext("Target: {target}").format(target=card.target) if card.target else ""
    source = kit.words.gettext("Source: {source}").format(source=card.source) if card.source else ""
    return value, "\n".join(part for part in (target, source) if part)


def _small_print(card: BaseCard, kit: Kit) -> str:
    said = f"— {card.speaker}" if isinstance(card, Quote) and card.speaker else ""
    unknown = ""
    if card.kind not in CARD_KINDS:
        unknown = kit.words.gettext("Of a kind that this version does not know: {kind}").format(kind=card.kind)
    return "\n".join(part for part in (said, _figure(card, kit)[1], card.details, unknown) if part)


def _chips(card: BaseCard, context: CardContext, kit: Kit) -> list[Chip]:
    quiet = kit.theme.quiet
    chips = internal_chip(card.internal, kit) + [
        Chip(persona.name or "?", kit.theme.ink(kit.theme.colour("persona", persona.colour)), icon("user-circle"),
             SMALL_STRONG)
        for persona in context.personas
    ]
    if isinstance(card, Touchpoint) and card.channel:
        chips.append(Chip(channel_name(card.channel, kit), quiet))
    if context.answers:
        chips.append(Chip(str(context.answers), kit.theme.ink(kit.theme.colour("opportunity")), icon("bulb")))
    if card.evidence:
        words = card.evidence_source or kit.words.gettext(EVIDENCE[card.evidence])
        chips.append(Chip(words, quiet, icon(EVIDENCE_ICONS[card.evidence])))
    if card.owner:
        chips.append(Chip(card.owner, quiet, icon("user")))
    return chips + [Chip(f"#{tag}", quiet) for tag in card.tags] + comment_chip(context.comments, kit)


def channel_name(channel: str, kit: Kit) -> str:
    """A channel in the map's language: known ones are kept in English in the file."""
    known = channel.lower()
    return named(CHANNELS, known, kit.words.gettext) if known in CHANNELS else channel


def card_label(card: BaseCard, kit: Kit) -> str:
    """What a screen reader says of a card."""
    words = f"{named(KINDS, card.kind, kit.words.gettext)}: {card.text}"
    if isinstance(card, Image) and card.alt:
        words += f" ({card.alt})" if card.text else card.alt
    if card.feeling is not None and not isinstance(card, Emotion):
        words += f" — {kit.words.gettext('Feeling')} {score_words(card.feeling)}"
    return words + internal_label(card.internal, kit)


def compose_card(card: BaseCard, context: CardContext, kit: Kit) -> Part:
    """A card, with its origin at the box's top left corner."""
    theme, pad = kit.theme, kit.measures.card_pad
    colour = card_colour(card, context, kit)
    ink = theme.ink(colour)
    mark, mark_width = _mark(card, context, kit, ink)
    left, inner = kit.measures.bar + pad, context.width - kit.measures.bar - 2 * pad
    below = bool(mark) and inner - mark_width - 6 < _LEAST_BESIDE
    ops, top = _picture(card, context, left, inner, kit)
    ops += [] if below else [shifted(op, left + inner - mark_width, top + 1) for op in mark]
    y = top
    beside = inner - (mark_width + 6 if mark and not below else 0)
    figure = _figure(card, kit)[0]
    for text, style, tone in ((figure, FIGURE, ink), (card.text, _STYLES.get(card.kind, BODY), theme.text)):
        if text:
            block = kit.block(text, style, beside)
            ops += text_ops(block, left, y, tone)
            y, beside = y + block.height, inner
    if y == top and (top == pad or (mark and not below)):
        y += BODY.size * BODY.leading
    if small := _small_print(card, kit):
        block = kit.block(small, SMALL, inner)
        ops += text_ops(block, left, y + 2, theme.quiet)
        y += block.height + 2
    if below:
        ops += [shifted(op, left, y + 4) for op in mark]
        y += _MARK + 4
    chips, chips_height = chip_ops(kit, _chips(card, context, kit), left, y + 4, inner, SMALL)
    y += chips_height + 4 if chips else 0
    votes, votes_height = vote_dots(context.votes, left, y + 5, inner, kit)
    ops += votes
    height = y + votes_height + pad
    frame = _frame(context.width, height, colour, theme, card.kind)
    drawn = (*frame, *ops, *chips)
    label = card_label(card, kit) + dots_label(context.votes, context.comments, kit)
    return Part("card", card.id, label, context.width, height, drawn, missing=lost_in(drawn))


def _picture(card: BaseCard, context: CardContext, left: float, inner: float, kit: Kit) -> tuple[list[Op], float]:
    """The picture of a card that has one, and where its text begins."""
    pad = kit.measures.card_pad
    if not isinstance(card, Image):
        return [], pad
    ops, height = picture_ops(card, context.raster, inner, card_colour(card, context, kit), kit)
    more = bool(card.text or card.feeling is not None)
    return [shifted(op, left, pad) for op in ops], pad + height + (6 if more else 0)


@lru_cache(maxsize=4096)
def _frame(width: float, height: float, colour: Colour, theme: Theme, kind: str) -> tuple[Op, ...]:
    """Shadow as an offset, box with a thin border, and the bar of the full colour along its left edge."""
    radius, bar = MEASURES.radius, MEASURES.bar
    box = Box(0, 0, width, height, radius, theme.card, Pen(theme.border(colour), theme.stroke))
    if theme.plain:
        return box, *patterned_bar(height, theme.ink(colour), theme, kind)
    side: list[Op] = [Shape(left_bar(0, 0, height, bar, radius), colour)]
    if theme.patterned:
        side = patterned_bar(height, theme.ink(colour) if theme.grey else colour, theme, kind)
    return Box(0.6, 1.4, width, height, radius, theme.shadow, None, 0.09), box, *side


def patterned_bar(height: float, ink: Colour, theme: Theme, kind: str, top: float = 0.0) -> list[Op]:
    """The bar of a patterned theme: its gaps tell the kind to those who do not see its colour."""
    radius, wide = MEASURES.radius, MEASURES.bar + 2
    bar: list[Op] = [Shape(left_bar(0, top, height, wide, radius), ink)]
    if gaps := pattern(kind):
        line = (("M", wide / 2, top + radius), ("L", wide / 2, top + height - radius))
        bar.append(Shape(line, None, Pen(theme.card, wide - 2.4, gaps)))
    return bar


@lru_cache(maxsize=4096)
def left_bar(x: float, y: float, height: float, width: float, radius: float) -> Path:
    """A bar along the left edge of a rounded box: its corners are the box's arcs, cut at the bar's width.

    An arc of angle t is a cubic with handles of length 4/3 tan(t/4) radius.
    """
    angle = math.acos(max(-1.0, 1 - width / radius))
    sine, cosine = math.sin(angle), math.cos(angle)
    handle, inset = 4 / 3 * math.tan(angle / 4) * radius, radius * (1 - sine)
    right, bottom = x + width, y + height
    return (
        ("M", right, y + inset),
        ("C", right - handle * sine, y + inset + handle * cosine, x, y + radius - handle, x, y + radius),
        ("L", x, bottom - radius),
        ("C", x, bottom - radius + handle,
         right - handle * sine, bottom - inset - handle * cosine, right, bottom - inset),
        ("Z",),
    )
