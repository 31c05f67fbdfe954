"""What of the grid is shown: hide and collapse stages and lanes, bring them back, and move past what is hidden."""

from collections.abc import Iterable

from cjdesigner.edit.changes import E, change, changed, put
from cjdesigner.edit.grid import insert_lane, insert_stage, move_lane, move_stage
from cjdesigner.edit.placing import new_lane, new_stage
from cjdesigner.edit.steps import insert_step, move_step, new_step
from cjdesigner.model.map import JourneyMap, Lane, Stage


def hidden(journey: JourneyMap) -> list[Stage | Lane]:
    """The stages and lanes that are not drawn, in their order."""
    row: list[Stage | Lane] = [*journey.ordered_stages(), *journey.ordered_lanes()]
    return [entity for entity in row if entity.hidden]


def hide(journey: JourneyMap, keys: Iterable[str]) -> JourneyMap:
    """Hides stages and lanes: they keep all that is in them and are drawn nowhere."""
    return _flagged(journey, keys, "hidden", True)


def show(journey: JourneyMap, keys: Iterable[str] | None = None) -> JourneyMap:
    """Brings hidden stages and lanes back; all of them where none is named."""
    return _flagged(journey, [held.id for held in hidden(journey)] if keys is None else keys, "hidden", False)


def collapse(journey: JourneyMap, keys: Iterable[str], *, on: bool = True) -> JourneyMap:
    """Collapses stages and lanes to a narrow strip, or opens them again."""
    return _flagged(journey, keys, "collapsed", on)


def opened_for(journey: JourneyMap, key: str | None) -> JourneyMap:
    """The map with a card's stage and lane shown and open: what has just been made is there to be seen."""
    card = journey.cards.get(key or "")
    return journey if card is None else show(collapse(journey, where := (card.stage, card.lane), on=False), where)


def toggle_collapsed(journey: JourneyMap, keys: Iterable[str]) -> JourneyMap:
    """Collapses stages and lanes; where all of them are collapsed, opens them."""
    wanted = [key for key in keys if key in journey.stages or key in journey.lanes]
    every = all((journey.stages.get(key) or journey.lanes[key]).collapsed for key in wanted)
    return collapse(journey, wanted, on=not every)


def _flagged(journey: JourneyMap, keys: Iterable[str], name: str, on: bool) -> JourneyMap:
    wanted = set(keys)
    stages = [changed(e, **{name: on}) for k, e in journey.stages.items() if k in wanted and getattr(e, name) is not on]
    lanes = [changed(e, **{name: on}) for k, e in journey.lanes.items() if k in wanted and getattr(e, name) is not on]
    if not stages and not lanes:
        return journey
    return changed(journey, stages=put(journey.stages, stages), lanes=put(journey.lanes, lanes))


def _next_place(row: list[E], key: str, by: int, seen: set[str]) -> int | None:
    """Before which one of a row an entity goes to pass its neighbour that is shown; None at the end of the row."""
    places = {entity.id: place for place, entity in enumerate(row)}
    ahead = row[places[key] + 1:] if by > 0 else row[:places[key]][::-1]
    found = next((places[entity.id] for entity in ahead if entity.id in seen), None)
    return None if found is None else found + (1 if by > 0 else 0)


def shift(journey: JourneyMap, key: str, by: int) -> JourneyMap:
    """Moves a stage, a step or a lane past its next neighbour that is shown, back (negative) or forth."""
    if key in journey.steps:
        row = journey.steps_of(journey.steps[key].stage)
        index = _next_place(row, key, by, {step.id for step in row})
        return journey if index is None else move_step(journey, key, index)
    if key in journey.stages:
        seen = {stage.id for stage in journey.stages.values() if not stage.hidden}
        index = _next_place(journey.ordered_stages(), key, by, seen)
        return journey if index is None else move_stage(journey, key, index)
    seen = {lane.id for lane in journey.lanes.values() if not lane.hidden}
    index = _next_place(journey.ordered_lanes(), key, by, seen)
    return journey if index is None else move_lane(journey, key, index)


def insert_beside(journey: JourneyMap, key: str, *, after: bool) -> JourneyMap:
    """A new stage, step or lane right before or after another."""
    if key in journey.steps:
        step = journey.steps[key]
        place = [held.id for held in journey.steps_of(step.stage)].index(key)
        return insert_step(journey, new_step(journey, step.stage), place + after)
    if key in journey.stages:
        place = [held.id for held in journey.ordered_stages()].index(key)
        return insert_stage(journey, new_stage(journey), place + after)
    place = [held.id for held in journey.ordered_lanes()].index(key)
    return insert_lane(journey, new_lane(journey, journey.lanes[key].kind), place + after)


def equal_widths(journey: JourneyMap, widths: dict[str, float]) -> JourneyMap:
    """Gives stages the same width: the mean of `widths`, which has what they are drawn at; all the usual for none."""
    if len(widths) < 2:
        stages = [changed(stage, width=None) for stage in journey.stages.values() if stage.width is not None]
        return changed(journey, stages=put(journey.stages, stages)) if stages else journey
    return resize(journey, widths, sum(widths.values()) / len(widths))


def resize(journey: JourneyMap, keys: Iterable[str], width: float) -> JourneyMap:
    """Gives stages a width in points, as near to it as a width may be."""
    wanted = float(max(96, min(960, round(width))))
    for key in keys:
        journey = change(journey, key, width=wanted)
    return journey
