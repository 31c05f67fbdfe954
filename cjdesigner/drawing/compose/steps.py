"""The second row of the header: the steps of the stages, each above its own column."""

from cjdesigner.drawing.colours import mix
from cjdesigner.drawing.compose.header import stage_colour
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Box, Column, Op, Part, Pen, Placed, lost_in
from cjdesigner.drawing.theme import SMALL_STRONG
from cjdesigner.model.map import Stage, Step

_GAP = 3.0


def compose_steps(stages: list[Stage], columns: list[Column], steps: dict[str, list[Step]], kit: Kit) -> list[Placed]:
    """The steps of all stages in one row, all as high as the highest; nothing where no stage has any."""
    unnamed = kit.words.gettext("New step") if kit.hints else ""
    found = [(stage_colour(stage, place, len(stages), kit), step, at.x, at.width)
             for place, (stage, column) in enumerate(zip(stages, columns, strict=True))
             for step, at in zip(steps.get(stage.id, ()), column.steps, strict=True)]
    names = [kit.block(step.name or unnamed, SMALL_STRONG, width - 2 * _GAP - 12, "centre")
             for _colour, step, _x, width in found]
    height = max((name.height for name in names), default=0.0) + 10
    placed: list[Placed] = []
    for (tone, step, x, width), name in zip(found, names, strict=True):
        wide, ground = width - 2 * _GAP, kit.theme.tint(tone, 0.16)
        ops: list[Op] = [Box(0, 0, wide, height, kit.measures.radius, ground,
                             Pen(mix(tone, kit.theme.page, 0.4), 0.75))]
        ops += text_ops(name, 6, (height - name.height) / 2, kit.theme.text)
        label = f"{kit.words.gettext('Step')}: {step.name or unnamed}"
        placed.append(Placed(x + _GAP, 0, Part("step", step.id, label, wide, height, tuple(ops), missing=lost_in(ops))))
    return placed
