"""The rows of a stage's page: its lanes with the cards of this stage."""

from collections.abc import Iterator
from dataclasses import dataclass

from cjdesigner.drawing.compose.header import stage_colour
from cjdesigner.drawing.compose.lanes import compose_divider, lane_colour, lane_head
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Part, Placed
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.theme import MEASURES, SMALL_STRONG, SUBTITLE
from cjdesigner.export.layouts.flow import PAD, Group, Row, panel, row_of
from cjdesigner.export.layouts.paper import GAP, batched, drawn, shortened, words_part
from cjdesigner.export.layouts.story_cards import Cards
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap, Lane, Stage

_NAMES = (TextStyle("bold", 24, 1.25), TextStyle("bold", 18, 1.28), TextStyle("bold", 13, 1.32))
_LEAST_CARD = 168.0
_MOST_BESIDE = 4
_WIDE = 620.0
"""The width from which on two small lanes lie beside each other."""
_FEW, _SHORT = 3, 240
"""How many cards and characters a small lane has at most."""


def stage_title(journey: JourneyMap, stage: Stage, place: int, width: float, most: float,
                kit: Kit) -> tuple[Part, bool]:
    """A stage's name with its time; and whether all of it is there."""
    shown = [each for each in journey.ordered_stages() if not each.hidden]
    ink = kit.theme.ink(stage_colour(stage, place, len(shown), kit))
    name = next((block for style in _NAMES if (block := kit.block(stage.name, style, width)).height <= most), None)
    whole = name is not None
    block = name or shortened(stage.name, _NAMES[-1], width, kit, 2)
    time = shortened(stage.time, SUBTITLE, width, kit, 2)
    whole = whole and time.text.replace("\n", "") == stage.time.replace("\n", "")
    beside = len(block.lines) == 1 and block.width + 2 * GAP + time.width <= width
    x, y = (block.width + 1.5 * GAP, block.lines[0].baseline - time.lines[0].baseline) if beside else (0, block.height)
    ops = text_ops(block, 0, 0, ink) + (text_ops(time, x, y, kit.theme.quiet) if stage.time else [])
    height = block.height + (time.height if stage.time and not beside else 0)
    label = f"{kit.words.gettext('Stage')}: {stage.name}"
    return drawn(ops, width, height, role="stage", name=stage.id, label=label), whole


def stage_rows(journey: JourneyMap, stage: Stage, width: float, cards: Cards, *, named: bool) -> Iterator[Row]:
    """What a stage has, lane by lane; first its steps, and its name where that was cut."""
    kit = cards.kit
    if not named:
        for words, style in ((stage.name, SMALL_STRONG), (stage.time, SUBTITLE)):
            if words:
                yield row_of(Placed(0, 0, words_part(kit.block(words, style, width), kit.theme.text, width)))
    held = list(_in_stage(journey, stage))
    if not held:
        block = kit.block(kit.words.gettext("There is no card at this stage."), SUBTITLE, width)
        yield row_of(Placed(0, 0, words_part(block, kit.theme.quiet, width)))
    while held:
        pair = width >= _WIDE and len(held) > 1 and held[0].small and held[1].small and not held[0].lane.divider
        count = 2 if pair else 1
        if pair:
            yield _tiles(held[:2], (width - 1.5 * GAP) / 2, cards)
        else:
            yield from _lane_rows(journey, held[0], width, cards)
        if held[count - 1].lane.divider:
            yield _divider(held[count - 1].lane, width, cards)
        held = held[count:]


@dataclass(frozen=True)
class _InStage:
    """What of a lane is in a stage: its own cards, and those of stages before that reach here."""

    lane: Lane
    own: list[BaseCard]
    others: list[BaseCard]

    @property
    def small(self) -> bool:
        """Whether it takes little room."""
        words = sum(len(card.text) + len(card.details) for card in self.own)
        return (0 < len(self.own) <= _FEW and words < _SHORT and not self.others
                and all(card.step is None and card.kind != "image" for card in self.own))


def _in_stage(journey: JourneyMap, stage: Stage) -> Iterator[_InStage]:
    cells, spanning = journey.cells(), _reaching(journey, stage)
    for lane in journey.ordered_lanes():
        own = cells.get((stage.id, lane.id), [])
        others = [card for card in spanning if card.lane == lane.id]
        if (own or others) and not (lane.hidden or lane.collapsed):
            yield _InStage(lane, own, others)


def _tiles(held: list[_InStage], width: float, cards: Cards) -> Row:
    """Small lanes beside each other, their cards below each other."""
    stacks = [list(_stack(each, width, cards)) for each in held]
    heads = [_group(each.lane, cards) for each in held]
    height = max(max(stack[-1].y + stack[-1].part.height + PAD, group.height + 2 * PAD)
                 for stack, group in zip(stacks, heads, strict=True))
    items: list[Placed] = []
    again: list[Placed] = []
    grounds: list[Placed] = []
    for place, (group, stack) in enumerate(zip(heads, stacks, strict=True)):
        x, first = place * (width + 1.5 * GAP), group.id not in cards.named
        cards.named.add(group.id)
        grounds.append(Placed(x, 0, panel(group.colour, width, height, cards.kit)))
        again += [] if first else [Placed(x, 0, group.head)]
        ops = group.head.ops if first else ()
        items.append(Placed(x, 0, Part("lane", group.id, group.label, width, height, ops, tuple(stack))))
    return Row(tuple(items), height, GAP, tuple(again), grounds=tuple(grounds))


def _stack(each: _InStage, width: float, cards: Cards) -> Iterator[Placed]:
    y = PAD
    for card in each.own:
        part = cards.part(card, each.lane, width - MEASURES.head - PAD)
        yield Placed(MEASURES.head, y, part)
        y += part.height + GAP


def _divider(lane: Lane, width: float, cards: Cards) -> Row:
    """The line of a service blueprint under a lane."""
    placed = Placed(0, 0, compose_divider(lane, width, cards.kit))
    first = lane.id not in cards.divided
    cards.divided.add(lane.id)
    return row_of(placed) if first else row_of(again=(placed,))


def _reaching(journey: JourneyMap, stage: Stage) -> list[BaseCard]:
    """The cards of stages before this one that reach over it."""
    order = journey.ordered_stages()
    places = {each.id: place for place, each in enumerate(order)}
    here = places[stage.id]
    return [card for card in journey.cards.values()
            if card.span > 1 and places[card.stage] < here < places[card.stage] + card.span
            and not (order[places[card.stage]].hidden or order[places[card.stage]].collapsed)]


def _group(lane: Lane, cards: Cards) -> Group:
    ops, height = lane_head(lane, cards.contexts, cards.kit)
    head = drawn(ops, MEASURES.head, height)
    label = f"{cards.kit.words.gettext('Lane')}: {lane.name}"
    return Group(lane.id, label, lane_colour(lane, cards.kit), head, max(height - PAD, 0.0))


def _lane_rows(journey: JourneyMap, each: _InStage, width: float, cards: Cards) -> Iterator[Row]:
    lane, own, others = each.lane, each.own, each.others
    group, gap = _group(lane, cards), 0.0
    steps = {step.id: step.name for step in journey.steps_of(own[0].stage)} if own else {}
    by_step: dict[str | None, list[BaseCard]] = {None: []}
    for step in steps:
        by_step[step] = []
    for card in own:
        by_step[card.step if card.step in by_step else None].append(card)
    for of_step, held in by_step.items():
        name = steps[of_step] if of_step is not None else ""
        if held and name:
            block = cards.kit.block(name, SMALL_STRONG, width - MEASURES.head - GAP)
            caption = words_part(block, cards.kit.theme.quiet, block.width)
            yield row_of(again=(Placed(MEASURES.head, 0, caption),), gap=gap + 2, group=group, keep=True)
            gap = 4.0
        for row in _card_rows(held, lane, width, cards, group):
            yield row
            gap = GAP
    for row in _card_rows(others, lane, width, cards, group):
        yield Row((), row.height, row.gap, row.items, group)


def _card_rows(held: list[BaseCard], lane: Lane, width: float, cards: Cards, group: Group) -> Iterator[Row]:
    """Cards in rows, as many beside each other as there is room for."""
    if not held:
        return
    room = width - MEASURES.head - PAD
    most = max(1, min(_MOST_BESIDE, int((room + GAP) // (_LEAST_CARD + GAP))))
    beside = min(len(held), most)
    if beside == 4 and len(held) % 4 and len(held) % 3 == 0:
        beside = 3
    wide = (room - (beside - 1) * GAP) / beside
    for some in batched(held, beside):
        yield row_of(*(Placed(MEASURES.head + place * (wide + GAP), 0, cards.part(card, lane, wide))
                       for place, card in enumerate(some)), group=group)


def steps_row(journey: JourneyMap, stage: Stage, width: float, kit: Kit) -> Row | None:
    """The steps of a stage, one after another."""
    steps = [step for step in journey.steps_of(stage.id) if step.name]
    x = y = high = 0.0
    placed: list[Placed] = []
    for number, step in enumerate(steps, 1):
        block = kit.block(f"{number}. {step.name}", SMALL_STRONG, width)
        if x and x + block.width > width:
            x, y, high = 0.0, y + high + 4, 0.0
        placed.append(Placed(x, y, words_part(block, kit.theme.text, block.width, role="step", name=step.id)))
        x, high = x + block.width + 2 * GAP, max(high, block.height)
    return row_of(*placed) if placed else None
