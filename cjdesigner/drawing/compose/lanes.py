"""A lane: its tinted panel and head, the stacks of cards in its cells, the questions of its empty cells."""

from collections.abc import Mapping
from dataclasses import dataclass

from cjdesigner.drawing.colours import Colour, mix
from cjdesigner.drawing.compose.card import CardContext, compose_card, left_bar
from cjdesigner.drawing.compose.emotions import compose_emotions, scale_labels
from cjdesigner.drawing.compose.folded import STRIP, cards_said, count_part, strip_ops
from cjdesigner.drawing.compose.remembered import Remembered
from cjdesigner.drawing.compose.skyline import Skyline
from cjdesigner.drawing.compose.stickers import NONE, Stickers, internal_chip, internal_label
from cjdesigner.drawing.compose.toolkit import Chip, Kit, chip_ops, text_ops
from cjdesigner.drawing.drawing import Box, Column, Op, Part, Pen, Placed, Raster, Scale, Shape, Use
from cjdesigner.drawing.rasters import in_greys, raster_of
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import LANE, SMALL, SMALL_STRONG, look
from cjdesigner.model.cards import BaseCard, Emotion, Image
from cjdesigner.model.map import Lane, Persona
from cjdesigner.model.names import DIVIDERS
from cjdesigner.model.pictures import Picture


@dataclass(frozen=True)
class LaneDrawing:
    """A lane's part, where its emotion scale is, and the cards that reach beyond their own column."""

    part: Part
    scale: Scale | None
    spanning: tuple[str, ...] = ()


_Composed = tuple[BaseCard, CardContext, Part]


class CardParts:
    """Remembers each card's last two parts, for undo and redo: the same card in the same surroundings is the same."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[_Composed, ...]] = {}
        self.others = Remembered()
        self._rasters: dict[str, tuple[Picture, Raster | None]] = {}

    def twin(self) -> "CardParts":
        """Another one that remembers the same until something changes."""
        made = CardParts()
        made._held, made._rasters, made.others = dict(self._held), dict(self._rasters), self.others.twin()
        return made

    def part(self, card: BaseCard, context: CardContext, kit: Kit) -> Part:
        """The card's part, composed anew only when the card or its surroundings changed."""
        held = self._held.get(card.id, ())
        for composed in held:
            if composed[0] is card and composed[1] == context:
                return composed[2]
        part = compose_card(card, context, kit)
        self._held[card.id] = ((card, context, part), *held[:1])
        return part


    def raster(self, picture: Picture, *, grey: bool) -> Raster | None:
        """What can be painted of a picture, found out once."""
        held = self._rasters.get(picture.id)
        if held is None or held[0] is not picture:
            found = raster_of(picture)
            held = self._rasters[picture.id] = (picture, in_greys(found) if found and grey else found)
        return held[1]

    def keep_pictures(self, pictures: Mapping[str, Picture]) -> None:
        """Forgets the pictures that are no more in the map."""
        for key in self._rasters.keys() - pictures.keys():
            del self._rasters[key]


def lane_colour(lane: Lane, kit: Kit) -> Colour:
    """The lane's own colour, or its kind's."""
    return kit.theme.colour(lane.kind, lane.colour)


def _prompt(lane: Lane, stage: str, column: Column, kit: Kit) -> Part:
    """An empty cell's question in a dashed box."""
    width = column.width - 2 * kit.measures.gutter
    block = kit.block(lane.prompts.get(stage) or lane.prompt, SMALL, width - 20)
    height = block.height + 14
    pen = Pen(mix(lane_colour(lane, kit), kit.theme.page, 0.45), 0.8, (3, 3))
    ops = (Box(0, 0, width, height, kit.measures.radius, None, pen), *text_ops(block, 10, 7, kit.theme.quiet))
    return Part("hint", f"{stage}/{lane.id}", block.text, width, height, ops, missing=block.missing)


@dataclass
class _Stacks:
    """The cards of a lane on their way to their places."""

    lane: Lane
    sky: Skyline
    contexts: "Contexts"
    kit: Kit
    placed: list[Placed]
    spanning: list[str]

    def add(self, at: int, column: Column, cards: list[BaseCard]) -> float:
        """Places a cell's cards, each below what lies in the columns that it covers; also how far down they go."""
        whole, bottom = self.sky.whole(at), 0.0
        if not column.steps and all(card.span == 1 for card in cards):
            bottom = self._pile(whole, cards)
        else:
            bottom = max((self._add_wide(at, card) for card in cards), default=0.0)
        if not cards and self.kit.hints and self.sky.untouched(whole) and (
            self.lane.prompt or column.stage in self.lane.prompts
        ):
            bottom = self._put(whole, _prompt(self.lane, column.stage, column, self.kit))
        return bottom

    def _pile(self, covered: tuple[int, int], cards: list[BaseCard]) -> float:
        """Cards one below the other in one column: what nearly all are, and quick."""
        x, y, width = self.sky.left(covered) + self.kit.measures.gutter, self.sky.top(covered), self.sky.width(covered)
        for card in cards:
            part = self.contexts.parts.part(card, self.contexts.of(card, self.lane, width), self.kit)
            self.placed.append(Placed(x, y, part))
            y += part.height + self.kit.measures.card_gap
        self.sky.fill(covered, y)
        return y - self.kit.measures.card_gap if cards else 0.0

    def _add_wide(self, at: int, card: BaseCard) -> float:
        """A card that may stand in a step, or over several columns."""
        covered = self.sky.covered(card, at)
        part = self.contexts.parts.part(card, self.contexts.of(card, self.lane, self.sky.width(covered)), self.kit)
        if covered[1] > self.sky.whole(at)[1]:
            self.spanning.append(card.id)
        return self._put(covered, part)

    def add_count(self, at: int, column: Column, count: int) -> float:
        """Places the number of cards that a collapsed stage keeps."""
        colour = lane_colour(self.lane, self.kit)
        return self._put(self.sky.whole(at), count_part(self.lane, column, count, colour, self.kit))

    def _put(self, covered: tuple[int, int], part: Part) -> float:
        y = self.sky.top(covered)
        self.placed.append(Placed(self.sky.left(covered) + self.kit.measures.gutter, y, part))
        self.sky.fill(covered, y + part.height + self.kit.measures.card_gap)
        return y + part.height


@dataclass(frozen=True)
class Contexts:
    """What cards need to know of their surroundings: personas, pictures, and how many ideas answer each card."""

    personas: dict[str, Persona]
    answers: dict[str, int]
    parts: CardParts
    gutter: float
    pictures: Mapping[str, Picture]
    stickers: Stickers = NONE
    grey: bool = False

    def of(self, card: BaseCard, lane: Lane, width: float) -> CardContext:
        """The surroundings of one card that covers columns of a width."""
        personas = tuple([self.personas[key] for key in card.personas])
        picture = self.pictures.get(card.picture or "") if isinstance(card, Image) else None
        return CardContext(width - 2 * self.gutter, lane.kind, lane.colour, personas,
                           self.answers.get(card.id, 0) if card.kind == "pain_point" else 0,
                           self.parts.raster(picture, grey=self.grey) if picture else None,
                           len(self.stickers.votes.get(card.id, ())), len(self.stickers.comments.get(card.id, ())))



def lane_head(lane: Lane, contexts: Contexts, kit: Kit) -> tuple[list[Op], float]:
    """The lane's icon, name and personas at its left; also their height."""
    ink = kit.theme.ink(lane_colour(lane, kit))
    pad, width = kit.measures.lane_pad, kit.measures.head - 46
    unnamed = kit.words.gettext("New lane") if kit.hints else ""
    name = kit.block(lane.name or unnamed, LANE, width)
    ops: list[Op] = [Use(icon(look(lane.kind).icon), 14, pad, 16, ink), *text_ops(name, 36, pad - 1, ink)]
    chips = internal_chip(lane.internal, kit) + [
        Chip(contexts.personas[key].name or "?", ink, icon("user-circle"), SMALL_STRONG) for key in lane.personas]
    more, height = chip_ops(kit, chips, 36, pad + name.height + 3, width, SMALL)
    return ops + more, pad + name.height + (height + 3 if chips else 0)


def _panel(lane: Lane, width: float, height: float, kit: Kit) -> list[Op]:
    colour, theme = lane_colour(lane, kit), kit.theme
    edge = Pen(theme.ink(colour), theme.stroke) if theme.plain else None
    return [Box(0, 0, width, height, 8, theme.tint(colour), edge),
            Shape(left_bar(0, 0, height, kit.measures.bar, 8), kit.theme.ink(colour))]


def compose_lane(
    lane: Lane, columns: list[Column], cells: dict[str, list[BaseCard]], width: float, contexts: Contexts, kit: Kit
) -> LaneDrawing:
    """A lane as wide as the map, as high as what is in it. `cells` has its cards by stage."""
    if lane.collapsed:
        return _strip(lane, sum(len(cells.get(column.stage, ())) for column in columns), width, kit)
    pad = kit.measures.lane_pad
    head, bottom = lane_head(lane, contexts, kit)
    placed: list[Placed] = []
    scale, top = None, pad
    if lane.kind == "emotion":
        prompts = {column.stage: lane.prompts.get(column.stage) or lane.prompt for column in columns
                   if not column.collapsed}
        placed, scale, top = compose_emotions(columns, cells, contexts.personas, prompts, contexts.parts.others, kit)
        labels, end = scale_labels(scale, 36, bottom + 3, kit.theme.tint(lane_colour(lane, kit)), kit)
        head += labels
        bottom = max(end, top - pad)
    stacks = _Stacks(lane, Skyline(columns, top), contexts, kit, placed, [])
    for at, column in enumerate(columns):
        cards = cells.get(column.stage, [])
        stacked = [card for card in cards if not (scale and isinstance(card, Emotion))] if scale else cards
        if column.collapsed:
            bottom = max(bottom, stacks.add_count(at, column, len(cards)) if cards else 0)
        elif stacked or not scale:
            bottom = max(bottom, stacks.add(at, column, stacked))
    height = max(bottom + pad, kit.measures.least_lane)
    label = f"{kit.words.gettext('Lane')}: {lane.name}{internal_label(lane.internal, kit)}"
    ops = (*_panel(lane, width, height, kit), *head)
    part = Part("lane", lane.id, label, width, height, ops, tuple(placed))
    return LaneDrawing(part, scale, tuple(stacks.spanning))


def _strip(lane: Lane, count: int, width: float, kit: Kit) -> LaneDrawing:
    """A collapsed lane: its name and how many cards it keeps."""
    ops = (*_panel(lane, width, STRIP, kit), *strip_ops(lane, count, width, kit.theme.ink(lane_colour(lane, kit)), kit))
    label = f"{kit.words.gettext('Lane')}: {lane.name}{internal_label(lane.internal, kit)}, {cards_said(count, kit)}"
    return LaneDrawing(Part("lane", lane.id, label, width, STRIP, ops), None)


def compose_divider(lane: Lane, width: float, kit: Kit) -> Part:
    """The line of a service blueprint under a lane, with its name."""
    block = kit.block(kit.words.gettext(DIVIDERS[lane.divider or "interaction"]), SMALL_STRONG)
    middle = block.height / 2
    line = Shape((("M", block.width + 20, middle), ("L", width, middle)), None, Pen(kit.theme.quiet, 1.2, (7, 4)))
    return Part("divider", lane.id, block.text, width, block.height, (*text_ops(block, 8, 0, kit.theme.quiet), line))
