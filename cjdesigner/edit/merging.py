"""Merging a stage or a lane with the next, splitting one into two. Nothing is lost; merging takes a split back."""

from collections.abc import Iterable, Iterator
from typing import Any

from cjdesigner import language
from cjdesigner.edit.cards import insert_cards
from cjdesigner.edit.changes import changed, put, ranked
from cjdesigner.edit.grid import insert_lane, insert_stage
from cjdesigner.edit.spans import spans_kept
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.workshop import AgendaItem


def following(journey: JourneyMap, key: str) -> str | None:
    """The next stage or lane that is shown after another, None for the last."""
    if key in journey.stages:
        return _after(journey.ordered_stages(), key)
    return _after(journey.ordered_lanes(), key) if key in journey.lanes else None


def _after(row: "list[Stage] | list[Lane]", key: str) -> str | None:
    place = [entity.id for entity in row].index(key)
    return next((entity.id for entity in row[place + 1:] if not entity.hidden), None)


def merge(journey: JourneyMap, key: str) -> JourneyMap:
    """Merges a stage or a lane with the next that is shown; the same map where there is none."""
    other = following(journey, key)
    if other is None:
        return journey
    return merge_stages(journey, key, other) if key in journey.stages else merge_lanes(journey, key, other)


def _joined(first: str, second: str, between: str = " / ") -> str:
    """Two texts as one; a text that is there already is not said twice."""
    return between.join(part for part in dict.fromkeys((first, second)) if part)


def merge_stages(journey: JourneyMap, key: str, other: str) -> JourneyMap:
    """One stage of two: cards of both in order, the first one's above; steps, questions and notes of both."""
    before, first, second = journey, journey.stages[key], journey.stages[other]
    width = min(first.width + second.width, 960) if first.width and second.width else first.width
    merged = changed(second, **{
        **_own(first), "name": _joined(first.name, second.name), "time": _joined(first.time, second.time),
        "width": width, "colour": first.colour or second.colour})
    steps = ranked(journey.steps_of(key), [changed(s, stage=key) for s in journey.steps_of(other)], len(journey.steps))
    journey = changed(journey, steps=put(journey.steps, steps))
    for (stage, lane), cards in before.cells().items():
        if stage == other:
            journey = insert_cards(journey, cards, key, lane)
    lanes = [changed(lane, prompts=_prompts(lane, key, other)) for lane in journey.lanes.values()
             if other in lane.prompts]
    stages = {k: s for k, s in journey.stages.items() if k != other}
    joined = changed(journey, stages={**stages, key: merged}, lanes=put(journey.lanes, lanes),
                     agenda=_agenda(journey, "stage", other, key))
    return spans_kept(_as_if_in(before, key, other), joined)


def _as_if_in(journey: JourneyMap, key: str, other: str) -> JourneyMap:
    """The map before a merge, in which the cards of the second stage begin in the first: for counting their spans."""
    row = [stage.id for stage in journey.ordered_stages()]
    apart = row.index(other) - row.index(key)
    wide = [changed(c, stage=key, step=None, span=c.span + apart) for c in journey.cards.values()
            if c.stage == other and c.span > 1]
    return changed(journey, cards=put(journey.cards, wide)) if wide else journey


def _own(entity: Any) -> dict[str, Any]:  # noqa: ANN401 - a stage or a lane
    """An entity's fields, unknown ones too."""
    return {**(entity.model_extra or {}), **{name: getattr(entity, name) for name in type(entity).model_fields}}


def _prompts(lane: Lane, key: str, other: str) -> dict[str, str]:
    asked = _joined(lane.prompts.get(key, ""), lane.prompts[other], "\n")
    return {stage: text for stage, text in lane.prompts.items() if stage != other} | {key: asked}


def _agenda(journey: JourneyMap, name: str, gone: str, key: str) -> dict[str, AgendaItem]:
    """The agenda, which looks at the merged one where it looked at the one that is gone."""
    return {k: changed(item, **{name: key}) if getattr(item, name) == gone else item
            for k, item in journey.agenda.items()}


def merge_lanes(journey: JourneyMap, key: str, other: str) -> JourneyMap:
    """One lane of two: cards of both in order, the first one's above; personas and questions of both."""
    cells, first, second = journey.cells(), journey.lanes[key], journey.lanes[other]
    prompts = {stage: _joined(first.prompts.get(stage, ""), second.prompts.get(stage, ""), "\n")
               for stage in {**first.prompts, **second.prompts}}
    merged = changed(second, **{
        **_own(first), "name": _joined(first.name, second.name), "prompts": prompts,
        "prompt": _joined(first.prompt, second.prompt, "\n"), "divider": second.divider or first.divider,
        "personas": tuple(dict.fromkeys((*first.personas, *second.personas))), "colour": first.colour or second.colour,
        "internal": first.internal or second.internal})
    for (stage, lane), cards in cells.items():
        if lane == other:
            journey = insert_cards(journey, cards, stage, key)
    lanes = {k: e for k, e in journey.lanes.items() if k != other}
    return changed(journey, lanes={**lanes, key: merged}, agenda=_agenda(journey, "lane", other, key))


def _twin_name(journey: JourneyMap, name: str) -> str:
    say = language.catalogue(journey.language).gettext
    return say("{name} (continued)").format(name=name) if name else ""


def split_stage(journey: JourneyMap, key: str, keys: Iterable[str] = ()) -> JourneyMap:
    """Two stages of one: in each cell the cards from the first chosen one on go to the second stage.

    A chosen step goes with those after it and all their cards. Where nothing is chosen the second stage is empty.
    """
    before, chosen = journey, set(keys)
    twin = changed(journey.stages[key], id=new_id(), name=_twin_name(journey, journey.stages[key].name), hidden=False)
    place = [stage.id for stage in journey.ordered_stages()].index(key)
    journey = insert_stage(journey, twin, place + 1)
    lanes = [changed(lane, prompts={**lane.prompts, twin.id: lane.prompts[key]}) for lane in journey.lanes.values()
             if key in lane.prompts]
    row = journey.steps_of(key)
    first = next((place for place, step in enumerate(row) if step.id in chosen), len(row))
    going = {step.id for step in row[first:]}
    steps = [changed(step, stage=twin.id) for step in row[first:]]
    journey = changed(journey, lanes=put(journey.lanes, lanes), steps=put(journey.steps, steps))
    for lane, cards in _leaving(before, key, chosen, going):
        journey = _carried(journey, twin.id, lane, cards, going)
    return journey


def _leaving(journey: JourneyMap, key: str, chosen: set[str], steps: set[str]) -> Iterator[tuple[str, list[BaseCard]]]:
    """By lane, the cards that go to the second stage of a split."""
    for (stage, lane), cards in journey.cells().items():
        if stage == key:
            first = next((place for place, card in enumerate(cards) if card.id in chosen), len(cards))
            yield lane, [card for place, card in enumerate(cards) if place >= first or card.step in steps]


def _carried(journey: JourneyMap, stage: str, lane: str, cards: list[BaseCard], steps: set[str]) -> JourneyMap:
    """Cards in the second stage. One whose step stays behind gets a step of the same name there."""
    reach = {card.id: max(1, journey.cards[card.id].span - 1) for card in cards}
    made: list[BaseCard] = []
    for card in cards:
        step = card.step
        if step is not None and step not in steps:
            journey, step = _step_named(journey, stage, step)
        made.append(changed(card, step=step, span=reach[card.id]))
    return insert_cards(journey, made, stage, lane)


def _step_named(journey: JourneyMap, stage: str, like: str) -> tuple[JourneyMap, str]:
    row = journey.steps_of(stage)
    known = next((step.id for step in row if step.name == journey.steps[like].name), None)
    if known is not None:
        return journey, known
    twin = changed(journey.steps[like], id=new_id(), stage=stage)
    return changed(journey, steps=put(journey.steps, ranked(row, [twin], len(row)))), twin.id


def split_lane(journey: JourneyMap, key: str, keys: Iterable[str] = ()) -> JourneyMap:
    """Two lanes of one: the chosen cards go to the second. Its line below goes to the second as well."""
    chosen, lane = set(keys), journey.lanes[key]
    twin = changed(lane, id=new_id(), name=_twin_name(journey, lane.name), hidden=False)
    place = [held.id for held in journey.ordered_lanes()].index(key)
    cells = journey.cells()
    journey = insert_lane(journey, twin, place + 1)
    if lane.divider:
        journey = changed(journey, lanes=put(journey.lanes, [changed(journey.lanes[key], divider=None)]))
    for (stage, row), cards in cells.items():
        if row == key:
            moved = [card for card in cards if card.id in chosen]
            journey = insert_cards(journey, moved, stage, twin.id) if moved else journey
    return journey
