"""A lane: its tinted panel and head, the stacks of cards in its cells, the questions of its empty cells."""

from dataclasses import dataclass

from cjdesigner.drawing.colours import mix
from cjdesigner.drawing.compose.card import CardContext, compose_card, left_bar
from cjdesigner.drawing.compose.emotions import compose_emotions, scale_labels
from cjdesigner.drawing.compose.toolkit import Chip, Kit, chip_ops, text_ops
from cjdesigner.drawing.drawing import Box, Colour, Column, Op, Part, Pen, Placed, Scale, Shape, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import LANE, SMALL, SMALL_STRONG, look
from cjdesigner.model.cards import BaseCard, Emotion
from cjdesigner.model.map import Lane, Persona
from cjdesigner.model.names import DIVIDERS


@dataclass(frozen=True)
class LaneDrawing:
    """A lane's part and where its emotion scale is."""

    part: Part
    scale: Scale | None


class CardParts:
    """Remembers each card's part: the same card in the same surroundings is the same part."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[BaseCard, CardContext, Part]] = {}

    def part(self, card: BaseCard, context: CardContext, kit: Kit) -> Part:
        """The card's part, composed anew only when the card or its surroundings changed."""
        held = self._held.get(card.id)
        if held and held[0] is card and held[1] == context:
            return held[2]
        part = compose_card(card, context, kit)
        self._held[card.id] = (card, context, part)
        return part


def lane_colour(lane: Lane) -> Colour:
    """The lane's own colour, or its kind's."""
    return lane.colour or look(lane.kind).colour


def _prompt(lane: Lane, stage: str, column: Column, kit: Kit) -> Part:
    """An empty cell's question in a dashed box."""
    width = column.width - 2 * kit.measures.gutter
    block = kit.block(lane.prompts.get(stage) or lane.prompt, SMALL, width - 20)
    height = block.height + 14
    pen = Pen(mix(lane_colour(lane), kit.theme.page, 0.45), 0.8, (3, 3))
    ops = (Box(0, 0, width, height, kit.measures.radius, None, pen), *text_ops(block, 10, 7, kit.theme.quiet))
    return Part("hint", f"{stage}/{lane.id}", block.text, width, height, ops, missing=block.missing)


def _stack(
    lane: Lane, column: Column, cards: list[BaseCard], top: float, contexts: "Contexts", kit: Kit
) -> tuple[list[Placed], float]:
    """A cell's cards one below the other; also where the stack ends."""
    x, y = column.x + kit.measures.gutter, top
    placed: list[Placed] = []
    for card in cards:
        part = contexts.parts.part(card, contexts.of(card, lane, column), kit)
        placed.append(Placed(x, y, part))
        y += part.height + kit.measures.card_gap
    if not cards and kit.hints and (lane.prompt or column.stage in lane.prompts):
        part = _prompt(lane, column.stage, column, kit)
        placed.append(Placed(x, y, part))
        y += part.height + kit.measures.card_gap
    return placed, y - (kit.measures.card_gap if placed else 0)


@dataclass(frozen=True)
class Contexts:
    """What cards need to know of their surroundings: the map's personas, and how many ideas answer each card."""

    personas: dict[str, Persona]
    answers: dict[str, int]
    parts: CardParts
    gutter: float

    def of(self, card: BaseCard, lane: Lane, column: Column) -> CardContext:
        """The surroundings of one card."""
        personas = tuple(self.personas[key] for key in card.personas)
        return CardContext(column.width - 2 * self.gutter, lane.kind, lane.colour, personas,
                           self.answers.get(card.id, 0) if card.kind == "pain_point" else 0)


def _head(lane: Lane, contexts: Contexts, kit: Kit) -> tuple[list[Op], float]:
    """The lane's icon, name and personas at its left; also their height."""
    ink = kit.theme.ink(lane_colour(lane))
    pad, width = kit.measures.lane_pad, kit.measures.head - 46
    unnamed = kit.words.gettext("New lane") if kit.hints else ""
    name = kit.block(lane.name or unnamed, LANE, width)
    ops: list[Op] = [Use(icon(look(lane.kind).icon), 14, pad, 16, ink), *text_ops(name, 36, pad - 1, ink)]
    chips = [Chip(contexts.personas[key].name or "?", ink, icon("user-circle"), SMALL_STRONG) for key in lane.personas]
    more, height = chip_ops(kit, chips, 36, pad + name.height + 3, width, SMALL)
    return ops + more, pad + name.height + (height + 3 if chips else 0)


def _panel(lane: Lane, width: float, height: float, kit: Kit) -> list[Op]:
    colour, theme = lane_colour(lane), kit.theme
    edge = Pen(theme.ink(colour), theme.stroke) if theme.plain else None
    return [Box(0, 0, width, height, 8, theme.tint(colour), edge),
            Shape(left_bar(0, 0, height, kit.measures.bar, 8), kit.theme.ink(colour))]


def compose_lane(
    lane: Lane, columns: list[Column], cells: dict[str, list[BaseCard]], width: float, contexts: Contexts, kit: Kit
) -> LaneDrawing:
    """A lane as wide as the map, as high as what is in it. `cells` has its cards by stage."""
    pad = kit.measures.lane_pad
    head, bottom = _head(lane, contexts, kit)
    placed: list[Placed] = []
    scale, top = None, pad
    if lane.kind == "emotion":
        placed, scale, top = compose_emotions(columns, cells, kit)
        labels, end = scale_labels(scale, 36, bottom + 3, kit)
        head += labels
        bottom = max(end, top - pad)
    for column in columns:
        cards = cells.get(column.stage, [])
        stacked = [card for card in cards if not (scale and isinstance(card, Emotion))]
        if scale and not stacked:
            continue
        found, end = _stack(lane, column, stacked, top, contexts, kit)
        placed += found
        bottom = max(bottom, end)
    height = max(bottom + pad, kit.measures.least_lane)
    label = f"{kit.words.gettext('Lane')}: {lane.name}"
    ops = (*_panel(lane, width, height, kit), *head)
    return LaneDrawing(Part("lane", lane.id, label, width, height, ops, tuple(placed)), scale)


def compose_divider(lane: Lane, width: float, kit: Kit) -> Part:
    """The line of a service blueprint under a lane, with its name."""
    block = kit.block(kit.words.gettext(DIVIDERS[lane.divider or "interaction"]), SMALL_STRONG)
    middle = block.height / 2
    line = Shape((("M", block.width + 20, middle), ("L", width, middle)), None, Pen(kit.theme.quiet, 1.2, (7, 4)))
    return Part("divider", lane.id, block.text, width, block.height, (*text_ops(block, 8, 0, kit.theme.quiet), line))
