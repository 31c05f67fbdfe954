"""Edits of steps, the columns within a stage: insert, move, and put cards into them."""

from collections.abc import Iterable

from cjdesigner import language
from cjdesigner.edit.changes import changed, put, ranked
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Step


def new_step(journey: JourneyMap, stage: str) -> Step:
    """A step with a number for a name, in the map's language."""
    say = language.catalogue(journey.language).gettext
    number = len(journey.steps_of(stage)) + 1
    return Step(id=new_id(), rank="a0", stage=stage, name=say("Step {number}").format(number=number))


def insert_step(journey: JourneyMap, step: Step, index: int | None = None) -> JourneyMap:
    """Puts a new step into its stage, before the step at `index` (None: at the end)."""
    row = journey.steps_of(step.stage)
    placed = ranked(row, [step], len(row) if index is None else index)
    return changed(journey, steps=put(journey.steps, placed))


def move_step(journey: JourneyMap, key: str, index: int) -> JourneyMap:
    """Moves a step with its cards before the step of its stage that is at `index` now."""
    step = journey.steps[key]
    row = journey.steps_of(step.stage)
    place = [held.id for held in row].index(key)
    if index in (place, place + 1):
        return journey
    rest = [held for held in row if held.id != key]
    placed = ranked(rest, [step], index - (1 if index > place else 0))
    return changed(journey, steps=put(journey.steps, placed))


def put_in_step(journey: JourneyMap, keys: Iterable[str], step: str | None) -> JourneyMap:
    """Says in which step of their stage cards are, None for the whole stage; others than that stage's stay."""
    stage = journey.steps[step].stage if step is not None else None
    cards = [journey.cards[key] for key in keys]
    moved = [changed(card, step=step) for card in cards if card.step != step and stage in (None, card.stage)]
    return changed(journey, cards=put(journey.cards, moved)) if moved else journey
