"""Which stages are drawn, and where: columns with the columns of their steps in them. Hidden stages have none."""

from collections.abc import Mapping

from cjdesigner.drawing.drawing import Column, StepColumn
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap, Stage, Step
from cjdesigner.model.ranks import in_order

LEAST_WIDTH = MEASURES.head + 4 * MEASURES.column + 4
"""The least width of a drawing without its margins. A few stages share it."""


def _shown_steps(journey: JourneyMap) -> dict[str, list[Step]]:
    """The steps of the stages that are drawn and not collapsed, from left to right."""
    steps: dict[str, list[Step]] = {}
    for step in in_order(journey.steps.values()):
        stage = journey.stages[step.stage]
        if not (stage.collapsed or stage.hidden):
            steps.setdefault(step.stage, []).append(step)
    return steps


def columns_of(journey: JourneyMap, stretch: float) -> tuple[list[Stage], list[Column], dict[str, list[Step]]]:
    """The stages that are drawn, their columns from the left edge of the lanes, and their steps.

    A stage with n steps is as wide as n usual ones.
    """
    row, steps = journey.ordered_stages(), _shown_steps(journey)
    places = {stage.id: place for place, stage in enumerate(row)}
    stages = [stage for stage in row if not stage.hidden]
    usual = _usual_width(stages, steps)
    x, columns = MEASURES.head, []
    for stage in stages:
        inner = steps.get(stage.id, [])
        width = max(_width(stage, usual * max(len(inner), 1)), MEASURES.narrow * len(inner))
        width *= max(stretch, 1.0) if stage.collapsed else stretch  # a strip is as narrow as its number allows
        share = width / max(len(inner), 1)
        within = tuple(StepColumn(step.id, x + place * share, share) for place, step in enumerate(inner))
        columns.append(Column(stage.id, x, width, places[stage.id], within, stage.collapsed))
        x += width
    return stages, columns, steps


def _width(stage: Stage, usual: float) -> float:
    return MEASURES.narrow if stage.collapsed else stage.width or usual


def _usual_width(stages: list[Stage], steps: dict[str, list[Step]]) -> float:
    """The width of a stage that has none of its own, or of one of its steps."""
    free = sum(max(len(steps.get(stage.id, ())), 1) for stage in stages if stage.width is None and not stage.collapsed)
    taken = sum(_width(stage, 0) for stage in stages)
    return max(MEASURES.column, (LEAST_WIDTH - 4 - MEASURES.head - taken) / free) if free else MEASURES.column


def by_step(columns: list[Column], cells: Mapping[str, list[BaseCard]]) -> list[tuple[Column, list[BaseCard]]]:
    """One lane's cards by the narrowest column: that of a step, else the stage's. What is collapsed has none.

    A card for the whole of a stage that has steps stands in the middle one's column.
    """
    found: list[tuple[Column, list[BaseCard]]] = []
    for column in columns:
        cards = [] if column.collapsed else cells.get(column.stage, [])
        if not column.steps:
            found.append((column, cards))
            continue
        places = {step.step: place for place, step in enumerate(column.steps)}
        for place, step in enumerate(column.steps):
            mine = [card for card in cards if places.get(card.step or "", len(column.steps) // 2) == place]
            found.append((Column(column.stage, step.x, step.width, column.place), mine))
    return found
