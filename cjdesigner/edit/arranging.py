"""What a table or lines of text mean on a map, and the edit that puts them there. Nothing that is pasted is lost."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from cjdesigner.edit.changes import change_map
from cjdesigner.edit.headings import channel_of, columns_of, evidence_of, is_axis, kind_named, severity_of
from cjdesigner.edit.lines import lines_of
from cjdesigner.edit.planning import Plan
from cjdesigner.edit.written_feelings import Feeling, feelings_of, scores_of
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.table import Table, table_of
from cjdesigner.model.text import clean
from cjdesigner.model.words import folded

_NO = frozenset(("", "0", "no", "false", "khong"))
Shape = Literal["lines", "list", "grid", "turned", "block"]


def shape_of(table: Table, journey: JourneyMap) -> Shape:
    """What a table is: lines of one column, a list of cards under headings, lanes × stages ("turned": stages ×
    lanes), or a plain block of cells.
    """
    if table.width <= 1:
        return "lines"
    if len(table.rows) < 2:
        return "block"
    if columns_of(table.rows[0]):
        return "list"
    across, down = table.rows[0][1:], tuple(row[0] for row in table.rows[1:])
    straight, turned = _likeness(across, down, journey), _likeness(down, across, journey)
    if max(straight, turned) > 0:
        return "turned" if turned > straight else "grid"
    named = all((*across, *down)) and not any("\n" in name for name in (*across, *down))
    if named and is_axis(table.rows[0][0]):
        return "grid"
    fresh = not journey.stages and not journey.lanes
    return "grid" if fresh and named and _distinct(across) and _distinct(down) else "block"


def _distinct(names: Sequence[str]) -> bool:
    return len({folded(name) for name in names}) == len(names)


def _likeness(stages: Sequence[str], lanes: Sequence[str], journey: JourneyMap) -> float:
    """How surely names are those of stages and lanes: 0, or the share of each that the map or the language knows."""
    known_stages = {folded(stage.name) for stage in journey.stages.values()} - {""}
    known_lanes = {folded(lane.name) for lane in journey.lanes.values()} - {""}
    like_stages = _share(stages, lambda name: folded(name) in known_stages)
    like_lanes = _share(lanes, lambda name: folded(name) in known_lanes or kind_named(name) is not None)
    sure = max(like_stages, like_lanes) >= 0.5 or (like_stages > 0 and like_lanes > 0)
    return like_stages + like_lanes if sure else 0


def _share(names: Iterable[str], known: Callable[[str], bool]) -> float:
    filled = [name for name in names if name]
    return sum(map(known, filled)) / len(filled) if filled else 0


def place_table(
    journey: JourneyMap, table: Table, stage: str | None = None, lane: str | None = None, index: int | None = None
) -> JourneyMap:
    """Puts a table where its shape says: lines at `index` of the cell, a block from the cell on.

    Raises CjError if the map would be too large.
    """
    if not table.rows:
        return journey
    shape, plan = shape_of(table, journey), Plan(journey)
    if shape == "lines":
        _place_lines(plan, [row[0] for row in table.rows], stage, lane, index)
    elif shape == "list":
        _List(plan, table, stage, lane).place()
    elif shape == "block":
        stages = plan.stages_from(stage, table.width)
        for row, at in zip(table.rows, plan.lanes_from(lane, len(table.rows)), strict=True):
            _place_row(plan, stages, at, row)
    else:
        _place_grid(plan, table.turned() if shape == "turned" else table)
    return plan.built()


def place_lines(
    journey: JourneyMap, text: str, stage: str | None = None, lane: str | None = None, index: int | None = None
) -> JourneyMap:
    """Puts each line of a text into a cell, as a card of the lane's kind."""
    return place_table(journey, table_of([line] for line in text.split("\n")), stage, lane, index)


def place_text(
    journey: JourneyMap, text: str, stage: str | None = None, lane: str | None = None, index: int | None = None
) -> JourneyMap:
    """Puts a whole text into a cell, as one card."""
    if not text.strip():
        return journey
    plan = Plan(journey)
    column, row = plan.stage_or_first(stage), plan.lane_for_text(lane)
    plan.add(column, row, _card_kind(row), text=clean(text).strip("\n"))
    return _built_at(plan, column, row, index)


def _card_kind(lane: Lane) -> str:
    """The kind of card that a lane takes: its own, or notes."""
    return lane.kind if lane.kind in CARD_KINDS else "note"


def _place_lines(plan: Plan, cells: Sequence[str], stage: str | None, lane: str | None, index: int | None) -> None:
    column, row = plan.stage_or_first(stage), plan.lane_for_text(lane)
    _place_row(plan, [column] * len(cells), row, cells)
    if index is not None:
        plan.places[column.id, row.id] = index


def _built_at(plan: Plan, stage: Stage, lane: Lane, index: int | None) -> JourneyMap:
    if index is not None:
        plan.places[stage.id, lane.id] = index
    return plan.built()


def _place_row(plan: Plan, stages: Sequence[Stage], lane: Lane, cells: Sequence[str]) -> None:
    """Puts the lines of cells into the stages of a lane, each line as a card."""
    kind = _card_kind(lane)
    if kind == "emotion":
        for stage, felt in zip(stages, feelings_of(cells), strict=True):
            for each in felt:
                plan.add(stage, lane, kind, text=each.text, score=each.score, details=each.details)
        return
    for stage, cell in zip(stages, cells, strict=True):
        for line in lines_of(cell):
            plan.add(stage, lane, kind, text=line)


def _place_grid(plan: Plan, table: Table) -> None:
    """Puts a table of lanes × stages into the lanes and stages of the same names; what is missing is made."""
    stages = plan.stages_named(table.rows[0][1:])
    lanes = plan.lanes_named([row[0] for row in table.rows[1:]])
    for row, lane in zip(table.rows[1:], lanes, strict=True):
        _place_row(plan, stages, lane, row[1:])
    corner = table.rows[0][0]
    if is_axis(corner):
        return
    if plan.journey.title:
        plan.add(stages[0], plan.lane_of("note"), "note", text=corner)
    else:
        plan.journey = change_map(plan.journey, title=corner)


class _List:
    """A list of cards under headings: one card a row. What has no field of its own goes into the details."""

    def __init__(self, plan: Plan, table: Table, stage: str | None, lane: str | None) -> None:
        self._plan, self._header, self._rows = plan, table.rows[0], table.rows[1:]
        self._fields = columns_of(self._header) or ()
        self._stage, self._lane = stage, next((each for each in plan.lanes if each.id == lane), None)
        self._scores: dict[str, list[Feeling | None]] = {
            name: scores_of([row[self._fields.index(name)] for row in self._rows])
            for name in ("score", "expected", "feeling") if name in self._fields}
        self._stages: dict[str, Stage] = {}

    def place(self) -> None:
        """Puts all rows into the plan. A blank stage, lane or kind is that of the row above (merged cells)."""
        above: dict[str, str] = {}
        for number, row in enumerate(self._rows):
            held = {field: cell for field, cell in zip(self._fields, row, strict=True) if field and cell}
            above = {**above, **{name: held[name] for name in ("stage", "lane", "kind") if name in held}}
            self._place_row(number, row, {**above, **held})

    def _place_row(self, number: int, row: Sequence[str], held: dict[str, str]) -> None:
        plan, content = self._plan, [c for f, c in zip(self._fields, row, strict=True) if f not in ("stage", "lane")]
        name = held.get("stage", "")
        if name not in self._stages:
            self._stages[name] = plan.stages_named([name])[0] if name else plan.stage_or_first(self._stage)
        stage = self._stages[name]
        kind = self._kind(held)
        lane = self._lane_of(kind, held)
        if any(content):
            plan.add(stage, lane, kind, **self._values(kind, lane, number, row))

    def _kind(self, held: dict[str, str]) -> str:
        """The kind that a row says; else that of its lane; else the one that has the fields it fills."""
        lane = self._plan.lane_called(held["lane"]) if "lane" in held else None
        said = (kind_named(held.get("kind", "")), lane.kind if lane else kind_named(held.get("lane", "")))
        if found := next((kind for kind in said if kind in CARD_KINDS), None):
            return found
        for field, kind in (("score", "emotion"), ("severity", "pain_point"), ("channel", "touchpoint"),
                            ("value", "metric"), ("speaker", "quote")):
            if field in held and "lane" not in held:
                return kind
        return _card_kind(self._lane) if self._lane and "lane" not in held else "note"

    def _lane_of(self, kind: str, held: dict[str, str]) -> Lane:
        plan = self._plan
        if "lane" not in held:
            return plan.lane_of(kind, self._lane)
        found = plan.lane_called(held["lane"]) or plan.add_lane(held["lane"], kind)
        return found if folded(found.name) == folded(held["lane"]) else plan.lane_of(kind, found)

    def _values(self, kind: str, lane: Lane, number: int, row: Sequence[str]) -> dict[str, object]:
        """The fields of a row's card; what none of them can hold is a line of its details."""
        own = CARD_KINDS[kind].model_fields.keys() - {"details", "kind", "lane"}
        values: dict[str, object] = {}
        notes: list[str] = []
        for name, field, cell in zip(self._header, self._fields, row, strict=True):
            if not cell or self._is_said(field, cell, kind, lane):
                continue
            value = self._value(field, cell, number) if field in own else None
            if value is not None:
                values[field] = value
            else:
                notes.append(cell if field == "details" or not name else f"{name}: {cell}")
        feeling = self._scores["score"][number] if kind == "emotion" and "score" in self._scores else None
        notes += [feeling.details] if feeling and feeling.details else []
        return {**values, "details": "\n".join(notes)}

    def _is_said(self, field: str, cell: str, kind: str, lane: Lane) -> bool:
        """Whether a card's stage, kind or lane says already what the cell says."""
        if field == "lane":
            return folded(lane.name) == folded(cell) or kind_named(cell) == lane.kind
        return field == "stage" or (field == "kind" and kind_named(cell) == kind)

    def _value(self, field: str, cell: str, number: int) -> object:
        """A cell as the value of a field; None where it is none."""
        if field in ("score", "expected", "feeling"):
            feeling = self._scores[field][number]
            return feeling.score if feeling else None
        if field == "personas":
            return tuple(dict.fromkeys(self._plan.persona_named(name).id for name in _parts(cell)))
        values: dict[str, Callable[[str], object]] = {
            "severity": severity_of, "channel": channel_of, "evidence": evidence_of, "tags": _parts,
            "moment_of_truth": lambda words: folded(words) not in _NO}
        return values.get(field, str)(cell)


def _parts(cell: str) -> tuple[str, ...]:
    """The names in a cell: on lines of their own, or with commas or semicolons between."""
    return tuple(Counter(part.strip() for part in re.split(r"[,;\n]", cell) if part.strip()))
