"""Cards that are carried together, whatever their kinds: moved, copied, or brought from another map.

The card in the hand decides the target. Cards that fit its lane land with it; the others keep their lane (or go to
one of their own kind) and change the stage only, so nothing is lost.
"""

from cjdesigner.edit.cards import insert_cards, move_cards
from cjdesigner.edit.changes import changed, put
from cjdesigner.edit.copying import WHOLE, bring_personas, bring_talk, copy, paste, same_lane
from cjdesigner.edit.grid import add_link, insert_lane
from cjdesigner.edit.placing import Target, drop_cards, fits, lane_for, new_lane, scored, with_cell
from cjdesigner.edit.steps import put_in_step
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.ranks import in_order

_HELD = "copied_held"
"""The field of a piece that names the card that was in the hand."""


def landing_together(journey: JourneyMap, keys: list[str], target: Target) -> list[str]:
    """Those of the carried cards that land in the target's cell: the first, and all that fit with it."""
    first = journey.cards[keys[0]]
    return [key for key in keys if _goes_along(journey, journey.cards[key], first, target)]


def _goes_along(journey: JourneyMap, card: BaseCard, first: BaseCard, target: Target) -> bool:
    if card.kind == first.kind or card.lane == target.lane:
        return True
    return target.lane is not None and fits(journey.lanes[target.lane].kind, card.kind)


def drop_together(journey: JourneyMap, keys: list[str], target: Target) -> JourneyMap:
    """Moves the carried cards; the first is the one in the hand."""
    along = landing_together(journey, keys, target)
    aside = [key for key in keys if key not in along]
    journey = drop_cards(journey, along, target)
    stage = journey.cards[keys[0]].stage
    for lane in dict.fromkeys(journey.cards[key].lane for key in aside):
        mine = [key for key in aside if journey.cards[key].lane == lane and journey.cards[key].stage != stage]
        if mine:
            journey = move_cards(journey, mine, stage, lane, len(journey.cell(stage, lane)))
    return journey


def piece_of(journey: JourneyMap, keys: list[str]) -> JourneyMap:
    """What another map gets of the carried cards; the first is the one in the hand."""
    return changed(copy(journey, keys), **{_HELD: keys[0]})


def held_of(piece: JourneyMap) -> BaseCard | None:
    """The card of a piece that decides where it lands; None for a piece that is not of loose cards."""
    extra = piece.model_extra or {}
    if extra.get(WHOLE) or not piece.cards:
        return None
    held = extra.get(_HELD)
    return piece.cards.get(held) if isinstance(held, str) and held in piece.cards else _in_order(piece)[0]


def _in_order(piece: JourneyMap) -> list[BaseCard]:
    """Cards as they are read: stage by stage, lane by lane, from top to bottom."""
    cells, lanes = piece.cells(), piece.ordered_lanes()
    return [card for stage in piece.ordered_stages() for lane in lanes for card in cells.get((stage.id, lane.id), ())]


def drop_copies(journey: JourneyMap, keys: list[str], target: Target) -> JourneyMap:
    """Puts copies of the carried cards where the target says."""
    return drop_piece(journey, piece_of(journey, keys), target)


def drop_piece(journey: JourneyMap, piece: JourneyMap, target: Target) -> JourneyMap:
    """Puts a copied piece where the target says. Whole stages and lanes go after the target's."""
    held = held_of(piece)
    if held is None:
        return paste(journey, piece, target.stage, target.lane, target.index)
    journey, personas = bring_personas(journey, piece, set())
    journey = changed(journey, pictures=put(journey.pictures, piece.pictures.values()))
    journey, stage, lane = with_cell(journey, held.kind, target)
    cards = _in_order(piece)
    fresh = {card.id: _fresh(journey, card, stage, personas) for card in cards}
    along = [card for card in cards if card.kind == held.kind or fits(journey.lanes[lane].kind, card.kind)]
    journey = insert_cards(journey, [fresh[card.id] for card in along], stage, lane, target.index)
    journey = put_in_step(journey, [fresh[card.id].id for card in along], target.step)
    for card in cards:
        if card not in along:
            journey, own = _own_lane(journey, piece, card)
            journey = insert_cards(journey, [fresh[card.id]], stage, own)
    ids = {old: new.id for old, new in fresh.items()}
    journey = bring_talk(_linked(journey, piece, ids), piece, ids)
    return scored(journey, fresh[held.id].id, target) if len(cards) == 1 else journey


def _fresh(journey: JourneyMap, card: BaseCard, stage: str, personas: dict[str, str]) -> BaseCard:
    """The card with an id of its own; it stays in its step where it lands in the step's stage."""
    step = journey.steps.get(card.step or "")
    return changed(card, id=new_id(), personas=tuple(personas[key] for key in card.personas),
                   step=step.id if step is not None and step.stage == stage else None)


def _own_lane(journey: JourneyMap, piece: JourneyMap, card: BaseCard) -> tuple[JourneyMap, str]:
    """The lane for a card that does not fit the target's; one is made where there is none of its kind."""
    found = same_lane(journey, piece, piece.lanes[card.lane], None) or lane_for(journey, card.kind, None)[0]
    if found is not None:
        return journey, found
    made = new_lane(journey, card.kind)
    return insert_lane(journey, made, lane_for(journey, card.kind, None)[1]), made.id


def _linked(journey: JourneyMap, piece: JourneyMap, ids: dict[str, str]) -> JourneyMap:
    for link in in_order(piece.links.values()):
        journey = add_link(journey, changed(link, id=new_id(), source=ids[link.source], target=ids[link.target]))
    return journey
