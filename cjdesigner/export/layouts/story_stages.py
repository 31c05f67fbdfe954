"""The rows of a stage's page: its lanes with the cards of this stage."""

from collections.abc import Iterator

from cjdesigner.drawing.compose.header import stage_colour
from cjdesigner.drawing.compose.lanes import compose_divider, lane_colour, lane_head
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Part, Placed
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.theme import MEASURES, SMALL_STRONG, SUBTITLE
from cjdesigner.export.layouts.flow import PAD, Group, Row, row_of
from cjdesigner.export.layouts.paper import GAP, batched, drawn, shortened, words_part
from cjdesigner.export.layouts.story_cards import Cards
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap, Lane, Stage

_NAMES = (TextStyle("bold", 24, 1.25), TextStyle("bold", 18, 1.28), TextStyle("bold", 13, 1.32))
_LEAST_CARD = 168.0
_MOST_BESIDE = 4


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
    cells = journey.cells()
    spanning = _reaching(journey, stage)
    empty = True
    for lane in journey.ordered_lanes():
        if lane.hidden or lane.collapsed:
            continue
        own = cells.get((stage.id, lane.id), [])
        others = [card for card in spanning if card.lane == lane.id]
        if own or others:
            empty = False
            yield from _lane_rows(journey, lane, own, others, width, cards)
            if lane.divider:
                yield _divider(lane, width, cards)
    if empty:
        block = kit.block(kit.words.gettext("There is no card at this stage."), SUBTITLE, width)
        yield row_of(Placed(0, 0, words_part(block, kit.theme.quiet, width)))


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
    return Group(lane.id, label, lane_colour(lane), head, max(height - PAD, 0.0))


def _lane_rows(journey: JourneyMap, lane: Lane, own: list[BaseCard], others: list[BaseCard], width: float,
               cards: Cards) -> Iterator[Row]:
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
