"""Edits of cards: insert, move, assign."""

from collections.abc import Iterable, Sequence

from cjdesigner.edit.changes import change, changed, put, ranked
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap


def insert_cards(
    journey: JourneyMap, cards: Sequence[BaseCard], stage: str, lane: str, index: int | None = None
) -> JourneyMap:
    """Puts new cards into a cell, one below the other, before the card at `index` (None: at the end)."""
    stack = journey.cell(stage, lane)
    homed = [changed(card, stage=stage, lane=lane) for card in cards]
    placed = ranked(stack, homed, len(stack) if index is None else index)
    return changed(journey, cards=put(journey.cards, placed))


def move_cards(journey: JourneyMap, keys: Iterable[str], stage: str, lane: str, index: int) -> JourneyMap:
    """Moves cards into a cell, in their order; `index` counts the cell's cards as they are before the move."""
    moving = _reading_order(journey, keys)
    moved = {card.id for card in moving}
    stack = journey.cell(stage, lane)
    ahead = sum(1 for card in stack[:index] if card.id in moved)
    rest = [card for card in stack if card.id not in moved]
    if [card.id for card in stack] == [c.id for c in (*rest[:index - ahead], *moving, *rest[index - ahead:])]:
        return journey
    homed = [_homed(card, stage, lane) for card in moving]
    return changed(journey, cards=put(journey.cards, ranked(rest, homed, index - ahead)))


def _homed(card: BaseCard, stage: str, lane: str) -> BaseCard:
    """The card in another cell; the steps of the stage that it left mean nothing there."""
    if card.stage == stage:
        return changed(card, lane=lane)
    return changed(card, stage=stage, lane=lane, step=None)


def _reading_order(journey: JourneyMap, keys: Iterable[str]) -> list[BaseCard]:
    """Cards stage by stage, lane by lane, from top to bottom."""
    stages = {stage.id: place for place, stage in enumerate(journey.ordered_stages())}
    lanes = {lane.id: place for place, lane in enumerate(journey.ordered_lanes())}
    cards = [journey.cards[key] for key in keys if key in journey.cards]
    return sorted(cards, key=lambda card: (stages[card.stage], lanes[card.lane], card.rank, card.id))


def shift_cards(journey: JourneyMap, keys: Iterable[str], stages: int = 0, lanes: int = 0) -> JourneyMap:
    """Moves each card by a number of columns and lanes; cards that would leave the map stay where they are.

    A step is a column. What is hidden or collapsed is passed over.
    """
    columns = _open_columns(journey)
    lane_row = [lane.id for lane in journey.ordered_lanes() if not (lane.hidden or lane.collapsed)]
    for card in _reading_order(journey, keys):
        mine = [place for place, (stage, _step) in enumerate(columns) if stage == card.stage]
        if not mine or card.lane not in lane_row:
            continue
        inside = [place for place in mine if columns[place][1] == card.step]
        start = inside[0] if inside else mine[-1] if stages > 0 else mine[0]
        column, lane = start + stages, lane_row.index(card.lane) + lanes
        if 0 <= column < len(columns) and 0 <= lane < len(lane_row):
            journey = _in_column(journey, card, columns[column] if stages else (card.stage, card.step), lane_row[lane])
    return journey


def _open_columns(journey: JourneyMap) -> list[tuple[str, str | None]]:
    """The columns that cards can be moved to: a stage's steps, or the stage where it has none."""
    found: list[tuple[str, str | None]] = []
    for stage in journey.ordered_stages():
        if not (stage.hidden or stage.collapsed):
            found += [(stage.id, step.id) for step in journey.steps_of(stage.id)] or [(stage.id, None)]
    return found


def _in_column(journey: JourneyMap, card: BaseCard, column: tuple[str, str | None], lane: str) -> JourneyMap:
    stage, step = column
    if (stage, lane) != (card.stage, card.lane):
        journey = move_cards(journey, [card.id], stage, lane, len(journey.cell(stage, lane)))
    return change(journey, card.id, step=step)


def reorder_card(journey: JourneyMap, key: str, by: int) -> JourneyMap:
    """Moves a card up (negative) or down within its cell."""
    card = journey.cards[key]
    stack = journey.cell(card.stage, card.lane)
    place = next(index for index, other in enumerate(stack) if other.id == key)
    wanted = max(0, min(place + by, len(stack) - 1))
    return move_cards(journey, [key], card.stage, card.lane, wanted + (1 if wanted > place else 0))


def assign_persona(journey: JourneyMap, persona: str, key: str) -> JourneyMap:
    """Assigns a persona to a card or a lane; the same map where it already is."""
    entity = journey.cards.get(key) or journey.lanes.get(key)
    if entity is None or persona in entity.personas:
        return journey
    return change(journey, key, personas=(*entity.personas, persona))
