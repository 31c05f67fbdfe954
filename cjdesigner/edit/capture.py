"""Capture: a line of text becomes a card where one is, and one key says where the next one goes. Pure.

A map is filled like a table: the row of stages first, then the lanes, then the cells from left to right.
"""

from dataclasses import dataclass
from typing import Literal

from cjdesigner.edit.captured_words import Words, read_line
from cjdesigner.edit.cards import insert_cards
from cjdesigner.edit.grid import insert_lane, insert_persona, insert_stage
from cjdesigner.edit.placing import lane_for, new_lane, new_stage
from cjdesigner.model.cards import CARD_KINDS, BaseCard
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.names import lane_kind_named

Move = Literal["stay", "next", "back", "down", "up"]


@dataclass(frozen=True)
class Place:
    """Where the next line goes: a card into a cell, or a stage or lane after the one that is named (None: the end)."""

    what: Literal["card", "stage", "lane"]
    stage: str | None = None
    lane: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Captured:
    """The map with what was captured, its id, and where the next line goes."""

    journey: JourneyMap
    key: str | None
    place: Place


def shown_stages(journey: JourneyMap) -> list[Stage]:
    """The stages that can be seen, from left to right."""
    return [stage for stage in journey.ordered_stages() if not stage.hidden]


def shown_lanes(journey: JourneyMap) -> list[Lane]:
    """The lanes that can be seen, from top to bottom."""
    return [lane for lane in journey.ordered_lanes() if not lane.hidden]


def first_place(journey: JourneyMap) -> Place:
    """Where capturing begins: an empty map wants stages, then lanes, then cards."""
    stages, lanes = shown_stages(journey), shown_lanes(journey)
    if not stages:
        return Place("stage")
    return Place("card", stages[0].id, lanes[0].id) if lanes else Place("lane")


def still_there(journey: JourneyMap, place: Place) -> Place:
    """The place if the map still has it, else the end of its row, or where capturing begins."""
    if place.what == "card":
        return place if place.stage in journey.stages and place.lane in journey.lanes else first_place(journey)
    row = journey.stages if place.what == "stage" else journey.lanes
    return place if place.after is None or place.after in row else Place(place.what)


def capture(journey: JourneyMap, place: Place, line: str, move: Move, after: str | None = None) -> Captured:
    """Puts a line into the map and moves on. An empty line only moves. `after` is a card that the new one follows."""
    place = still_there(journey, place)
    if not line.strip():
        return Captured(journey, None, moved(journey, place, move))
    lane = journey.lanes.get(place.lane or "") if place.what == "card" else None
    words = read_line(journey, line, lane.kind if lane else None)
    made = "stage" if words.kind == "stage" else "lane" if words.kind == "lane" else None
    if made == "stage" or (place.what == "stage" and words.kind is None):
        return _stage(journey, place, words, move)
    if made == "lane" or (place.what == "lane" and words.kind is None):
        return _lane(journey, place, words, move)
    return _card(journey, place, words, move, after)


def _stage(journey: JourneyMap, place: Place, words: Words, move: Move) -> Captured:
    stage = Stage(id=new_id(), rank="a0", name=words.whole)
    row = [held.id for held in journey.ordered_stages()]
    here = place.after if place.what == "stage" else place.stage
    journey = insert_stage(journey, stage, row.index(here) + 1 if here in row else None)
    following = Place("stage", after=stage.id) if place.what == "stage" else place
    return Captured(journey, stage.id, following if move in ("stay", "next") else moved(journey, following, move))


def _lane(journey: JourneyMap, place: Place, words: Words, move: Move) -> Captured:
    lane = Lane(id=new_id(), rank="a0", kind=lane_kind_named(words.whole) or "note", name=words.whole)
    row = [held.id for held in journey.ordered_lanes()]
    here = place.after if place.what == "lane" else place.lane
    journey = insert_lane(journey, lane, row.index(here) + 1 if here in row else None)
    following = Place("lane", after=lane.id) if place.what == "lane" else place
    return Captured(journey, lane.id, following if move in ("stay", "down") else moved(journey, following, move))


def _card(journey: JourneyMap, place: Place, words: Words, move: Move, after: str | None) -> Captured:
    journey, personas = _with_personas(journey, words)
    if not words.text and "score" not in words.fields:  # nothing but "@Lan": a persona
        return Captured(journey, personas[-1], moved(journey, place, move))
    journey, stage = _stage_for(journey, place)
    journey, lane, kind = _lane_for(journey, place, words)
    allowed = CARD_KINDS[kind].model_fields
    fields = {name: value for name, value in words.fields.items() if name in allowed}
    card = CARD_KINDS[kind].model_validate({
        "id": new_id(), "rank": "a0", "kind": kind, "stage": stage, "lane": lane, "text": words.text,
        "personas": personas, **fields})
    journey = insert_cards(journey, [card], stage, lane, _index(journey, card, after))
    home = place if place.what == "card" else Place("card", stage, lane)
    return Captured(journey, card.id, moved(journey, home, move))


def _index(journey: JourneyMap, card: BaseCard, after: str | None) -> int | None:
    keys = [held.id for held in journey.cell(card.stage, card.lane)]
    return keys.index(after) + 1 if after in keys else None


def _with_personas(journey: JourneyMap, words: Words) -> tuple[JourneyMap, tuple[str, ...]]:
    made = [Persona(id=new_id(), rank="a0", name=name) for name in words.newcomers]
    for persona in made:
        journey = insert_persona(journey, persona)
    return journey, (*words.personas, *(persona.id for persona in made))


def _stage_for(journey: JourneyMap, place: Place) -> tuple[JourneyMap, str]:
    if place.what == "card" and place.stage is not None and place.stage in journey.stages:
        return journey, place.stage
    if row := shown_stages(journey):
        return journey, row[0].id
    stage = new_stage(journey)
    return insert_stage(journey, stage), stage.id


def _lane_for(journey: JourneyMap, place: Place, words: Words) -> tuple[JourneyMap, str, str]:
    """The lane where a card goes, made if there is none, and the card's kind."""
    under = journey.lanes.get(place.lane or "") if place.what == "card" else None
    own = under.kind if under and under.kind in CARD_KINDS and under.kind != "image" else "note"
    if under and words.kind is None:
        return journey, under.id, own
    kind = words.kind or own
    lane, index = lane_for(journey, kind, under.id if under else None)
    if lane is not None:
        return journey, lane, kind
    row = new_lane(journey, kind)
    return insert_lane(journey, row, index), row.id, kind


def moved(journey: JourneyMap, place: Place, move: Move) -> Place:
    """Where a key leads. Next goes through a lane and on to the next one; after the last lane comes a new one."""
    if move == "stay":
        return place
    stages, lanes = [s.id for s in shown_stages(journey)], [e.id for e in shown_lanes(journey)]
    if place.what == "card" and place.stage in stages and place.lane in lanes:
        return _from_cell(place, stages, lanes, move)
    if not stages or not lanes:
        return Place("lane") if stages and move in ("next", "down") else place
    if move == "next" or (move == "down" and place.what == "stage"):
        return Place("card", stages[0], lanes[0])
    if place.what == "lane" and move in ("up", "back"):
        return Place("card", stages[0 if move == "up" else -1], lanes[-1])
    return place


def _from_cell(place: Place, stages: list[str], lanes: list[str], move: Move) -> Place:
    column, row = stages.index(place.stage or ""), lanes.index(place.lane or "")
    if move in ("next", "back"):
        step = column + (1 if move == "next" else -1)
        row, column = row + step // len(stages), step % len(stages)
    else:
        row += 1 if move == "down" else -1
    if row < 0:
        return Place("stage", after=stages[-1]) if move == "up" else place
    if row >= len(lanes):
        return Place("lane", after=lanes[-1])
    return Place("card", stages[column], lanes[row])
