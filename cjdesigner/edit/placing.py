"""Where a thing lands. The preview of a drag and the edit of its drop both ask here, so they always agree."""

from dataclasses import dataclass

from cjdesigner import language
from cjdesigner.edit.cards import insert_cards, move_cards
from cjdesigner.edit.changes import change, changed
from cjdesigner.edit.grid import insert_lane, insert_stage
from cjdesigner.edit.steps import put_in_step
from cjdesigner.model.cards import CARD_KINDS, BaseCard
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.names import LANES


@dataclass(frozen=True)
class Target:
    """The cell and the place in its stack where a card lands.

    `stage` or `lane` is None where one is made first, at `stage_index` or `lane_index`. `score` is for emotions,
    `step` for stages that have steps.
    """

    stage: str | None
    lane: str | None
    index: int | None = None
    stage_index: int = 0
    lane_index: int = 0
    score: int | None = None
    step: str | None = None


def fits(lane_kind: str, card_kind: str) -> bool:
    """Whether a lane takes a kind of card.

    Its own kind always. A lane of notes or of no card's kind takes all but emotions; a note, or a card of a kind that
    we do not know, goes into any lane but that of emotions.
    """
    if lane_kind == card_kind:
        return True
    if "emotion" in (lane_kind, card_kind):
        return False
    general = {"note"} | ({lane_kind, card_kind} - set(CARD_KINDS))
    return lane_kind in general or card_kind in general


def lane_for(
    journey: JourneyMap, card_kind: str, under: str | None, home: str | None = None
) -> tuple[str | None, int]:
    """The lane where a kind of card lands when dropped over the lane `under`, or None and the place of a new one.

    `home` is the lane where the card is already: whatever its kind, it may stay there. Else the lane under the pointer
    if it fits, else the nearest lane of the kind, else a new one below the pointer's.
    """
    row = journey.ordered_lanes()
    places = {lane.id: place for place, lane in enumerate(row)}
    if under is not None and (under == home or fits(journey.lanes[under].kind, card_kind)):
        return under, places[under]
    same = [lane for lane in row if lane.kind == card_kind and not lane.hidden]
    if same:
        near = places[under] if under is not None else 0
        nearest = min(same, key=lambda lane: abs(places[lane.id] - near))
        return nearest.id, places[nearest.id]
    return None, places[under] + 1 if under is not None else usual_place(row, card_kind)


def usual_place(row: list[Lane], kind: str) -> int:
    """Where a lane of a kind usually is among the others: after all the kinds that menus show before it."""
    order = list(LANES)
    rank = order.index(kind) if kind in order else len(order)
    before = [place for place, lane in enumerate(row) if lane.kind in order and order.index(lane.kind) < rank]
    return max(before) + 1 if before else (0 if kind in order else len(row))


def new_stage(journey: JourneyMap, number: int | None = None) -> Stage:
    """A stage with a number (None: the next one) for a name, in the map's language."""
    say = language.catalogue(journey.language).gettext
    name = say("Stage {number}").format(number=number or len(journey.stages) + 1)
    return Stage(id=new_id(), rank="a0", name=name)


def new_lane(journey: JourneyMap, kind: str) -> Lane:
    """A lane with its kind's usual name, in the map's language."""
    say = language.catalogue(journey.language).gettext
    return Lane(id=new_id(), rank="a0", kind=kind, name=say(LANES.get(kind, "Notes")))


def with_cell(journey: JourneyMap, card_kind: str, target: Target) -> tuple[JourneyMap, str, str]:
    """The map with the target's stage and lane in it."""
    stage, lane = target.stage, target.lane
    if stage is None:
        made = new_stage(journey)
        journey, stage = insert_stage(journey, made, target.stage_index), made.id
    if lane is None:
        row = new_lane(journey, card_kind)
        journey, lane = insert_lane(journey, row, target.lane_index), row.id
    return journey, stage, lane


def drop_new_card(journey: JourneyMap, card: BaseCard, target: Target) -> JourneyMap:
    """Puts a new card where the target says, making the stage and the lane that it needs."""
    journey, stage, lane = with_cell(journey, card.kind, target)
    journey = insert_cards(journey, [changed(card, step=target.step)], stage, lane, target.index)
    return scored(journey, card.id, target)


def drop_cards(journey: JourneyMap, keys: list[str], target: Target) -> JourneyMap:
    """Moves cards to where the target says, making the stage and the lane that they need."""
    kind = journey.cards[keys[0]].kind
    journey, stage, lane = with_cell(journey, kind, target)
    index = len(journey.cell(stage, lane)) if target.index is None else target.index
    journey = put_in_step(move_cards(journey, keys, stage, lane, index), keys, target.step)
    return scored(journey, keys[0], target) if len(keys) == 1 else journey


def scored(journey: JourneyMap, key: str, target: Target) -> JourneyMap:
    """The map with the target's score on an emotion; the same map for any other card."""
    if target.score is None or journey.cards[key].kind != "emotion":
        return journey
    return change(journey, key, score=target.score)
