"""Where things of a map stand, in words: what a screen reader says after a name. Pure."""

from cjdesigner.canvas.walking import Cell
from cjdesigner.language import _
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, named


def position_of(journey: JourneyMap, key: str) -> str:
    """A card's place in its cell, lane and stage; a stage's or a lane's place in its row; nothing for the rest."""
    if card := journey.cards.get(key):
        return _card(journey, card)
    if key in journey.stages:
        row = [stage.id for stage in journey.ordered_stages() if not stage.hidden or stage.id == key]
        return _("stage {place} of {count}").format(place=row.index(key) + 1, count=len(row))
    if key in journey.lanes:
        row = [lane.id for lane in journey.ordered_lanes() if not lane.hidden or lane.id == key]
        return _("lane {place} of {count}").format(place=row.index(key) + 1, count=len(row))
    return ""


def _card(journey: JourneyMap, card: BaseCard) -> str:
    stack = [held.id for held in journey.cell(card.stage, card.lane)]
    place = _("card {place} of {count}").format(place=stack.index(card.id) + 1, count=len(stack))
    return f"{place}, {cell_words(journey, (card.stage, card.lane))}"


def cell_words(journey: JourneyMap, cell: Cell) -> str:
    """The names of a cell's lane and stage; their kinds where they have no names."""
    lane, stage = journey.lanes[cell[1]], journey.stages[cell[0]]
    return f"{lane.name or named(KINDS, lane.kind)}, {stage.name or _(KINDS['stage'])}"


def empty_cell(journey: JourneyMap, cell: Cell) -> str:
    """What is said of a chosen cell in which nothing is selected."""
    if cell[0] not in journey.stages or cell[1] not in journey.lanes:
        return ""
    count = len(journey.cell(*cell))
    words = cell_words(journey, cell)
    return f"{words}, {_('empty cell')}" if not count else words
