"""The rich grid, drawn: steps under stages, cards over several columns, what is hidden or collapsed, fitted widths."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjdesigner.canvas.hits import card_target, hit, lane_gap, stage_gap, within
from cjdesigner.canvas.marks import card_marks, lane_mark, stage_mark
from cjdesigner.drawing.compose import Composer, compose
from cjdesigner.drawing.drawing import Drawing, Part, Spot
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.changes import change
from cjdesigner.edit.placing import drop_new_card
from cjdesigner.edit.shown import collapse, hide
from cjdesigner.edit.steps import put_in_step
from cjdesigner.export import export_map
from cjdesigner.model.cards import CARD_KINDS, Emotion, Note
from cjdesigner.model.map import JourneyMap, Lane, Stage, Step
from tests.strategies import journey_maps

SLOW = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))


@cache
def typesetter() -> Typesetter:
    return Typesetter(FontSet(system=False))


def drawn(journey: JourneyMap, **options: object) -> Drawing:
    return compose(journey, typesetter=typesetter(), **options)


def note(key: str, stage: str, rank: str = "a0", **fields: object) -> Note:
    return Note(id=key, rank=rank, stage=stage, lane="l", text=fields.pop("text", key), **fields)


def grid(*cards: object, kind: str = "note", **stage: object) -> JourneyMap:
    """Four stages, the second with steps p, q, r; one lane with these cards."""
    return JourneyMap(
        language="en", stages={f"s{n}": Stage(id=f"s{n}", rank=f"a{n}", name=f"S{n}", **stage) for n in range(4)},
        steps={key: Step(id=key, rank=f"a{n}", stage="s1", name=key.upper()) for n, key in enumerate("pqr")},
        lanes={"l": Lane(id="l", rank="a0", kind=kind, name="Lane", prompt="What?"),
               "m": Lane(id="m", rank="a1", kind=kind, name="Other")},
        cards={card.id: card for card in cards})


def columns(drawing: Drawing) -> dict[str, object]:
    return {column.stage: column for column in drawing.grid.columns}


def parts(drawing: Drawing, role: str) -> list[Part]:
    return [part for _x, _y, part in drawing.walk() if part.role == role]


def inside(spot: Spot, x: float, width: float) -> bool:
    return x <= spot.x and spot.x + spot.width <= x + width + 1e-6


# -- steps ------------------------------------------------------------------------------------------------------------


def test_a_stage_with_steps_is_as_wide_as_they_are_and_heads_them():
    drawing = drawn(grid())
    held = columns(drawing)
    assert held["s1"].width == pytest.approx(3 * held["s0"].width)
    assert [step.step for step in held["s1"].steps] == ["p", "q", "r"]
    for step in held["s1"].steps:
        spot = drawing.spots[step.step]
        assert inside(spot, step.x, step.width)
        assert spot.y >= drawing.spots["s1"].y + drawing.spots["s1"].height
        assert spot.y + spot.height <= drawing.grid.rows[0].y
    assert [part.label for part in parts(drawing, "step")] == ["Step: P", "Step: Q", "Step: R"]


def test_a_width_of_its_own_is_shared_by_the_steps():
    column = columns(drawn(grid(width=300)))["s1"]
    assert column.width == 300
    assert {step.width for step in column.steps} == {100}


def test_a_map_without_steps_has_no_second_row():
    plain = JourneyMap(stages={"s": Stage(id="s", rank="a0")}, lanes={"l": Lane(id="l", rank="a0", kind="note")})
    drawing = drawn(plain)
    assert parts(drawing, "step") == []
    stage = drawing.spots["s"]
    assert drawing.grid.rows[0].y == stage.y + stage.height + MEASURES.row_gap


def test_cards_stand_in_their_step_or_over_the_whole_stage():
    drawing = drawn(grid(note("in q", "s1", step="q"), note("whole", "s1", "a1"), note("in p", "s1", "a2", step="p")))
    column = columns(drawing)["s1"]
    p, q, _r = column.steps
    assert inside(drawing.spots["in q"], q.x, q.width)
    assert inside(drawing.spots["in p"], p.x, p.width)
    whole = drawing.spots["whole"]
    assert whole.width == pytest.approx(column.width - 2 * MEASURES.gutter)
    assert drawing.spots["in q"].y + drawing.spots["in q"].height < whole.y
    assert whole.y + whole.height < drawing.spots["in p"].y


def test_cards_of_different_steps_stand_side_by_side():
    drawing = drawn(grid(*(note(key, "s1", f"a{n}", step=key[-1]) for n, key in enumerate(["in p", "in q", "in r"]))))
    assert len({drawing.spots[key].y for key in ("in p", "in q", "in r")}) == 1


def test_faces_stand_in_their_steps_and_follow_each_other():
    cards = [Emotion(id=f"e{n}", rank=f"a{n}", stage="s1", lane="l", step=step, score=n - 1)
             for n, step in enumerate(["r", "p", None])]
    drawing = drawn(grid(*cards, kind="emotion"))
    p, q, r = columns(drawing)["s1"].steps
    for key, step in (("e0", r), ("e1", p), ("e2", q)):
        spot = drawing.spots[key]
        assert step.x < spot.x + spot.width / 2 < step.x + step.width


# -- spans ------------------------------------------------------------------------------------------------------------


def test_a_spanning_card_covers_its_stages_and_others_lie_below_it():
    drawing = drawn(grid(note("wide", "s0", span=3), note("under", "s2"), note("beside", "s3"),
                         note("in q", "s1", step="q")))
    held, wide = columns(drawing), drawing.spots["wide"]
    assert wide.x == held["s0"].x + MEASURES.gutter
    assert wide.x + wide.width == pytest.approx(held["s2"].x + held["s2"].width - MEASURES.gutter)
    for key in ("under", "in q"):
        assert drawing.spots[key].y == pytest.approx(wide.y + wide.height + MEASURES.card_gap)
    assert drawing.spots["beside"].y == wide.y


def test_a_span_ends_with_the_last_stage_that_is_shown():
    drawing = drawn(hide(grid(note("wide", "s2", span=1_000)), ["s3"]))
    column, wide = columns(drawing)["s2"], drawing.spots["wide"]
    assert wide.x + wide.width == pytest.approx(column.x + column.width - MEASURES.gutter)


def test_a_hidden_stage_is_skipped_by_a_span_and_not_made_up_for():
    drawing = drawn(hide(grid(note("wide", "s0", span=3)), ["s1"]))
    held, wide = columns(drawing), drawing.spots["wide"]
    assert wide.x + wide.width == pytest.approx(held["s2"].x + held["s2"].width - MEASURES.gutter)


def test_a_spanning_card_is_hit_wherever_it_is():
    journey = grid(note("wide", "s0", span=3), note("under", "s2"))
    drawing = drawn(journey)
    wide, column = drawing.spots["wide"], columns(drawing)["s2"]
    found = hit(journey, drawing, column.x + 20, wide.y + wide.height / 2)
    assert (found.what, found.id, found.stage, found.brim) == ("card", "wide", "s2", False)
    assert hit(journey, drawing, wide.x + wide.width - 2, wide.y + 5).brim
    assert within(drawing, journey, column.x + 20, wide.y + 2, 4, 4) == {"wide"}


def test_an_empty_cell_under_a_spanning_card_asks_nothing():
    drawing = drawn(grid(note("wide", "s0", span=2)), hints=True)
    asked = {part.id for part in parts(drawing, "hint")}
    assert asked == {"s2/l", "s3/l"}


# -- hidden and collapsed ---------------------------------------------------------------------------------------------


def test_what_is_hidden_is_drawn_nowhere_and_exported_nowhere():
    cards = [note("secret", "s2", text="Secret words"), note("open", "s0", text="Open words")]
    journey = hide(change(grid(*cards), "m", name="Hidden lane"), ["s2", "m"])
    drawing = drawn(journey, hints=True)
    assert {"s2", "m", "secret"} & set(drawing.spots) == set()
    said = " ".join(part.label for _x, _y, part in drawing.walk())
    assert "Secret" not in said
    assert "Hidden" not in said
    svg = export_map(journey, ".svg").decode()
    assert "secret" not in svg
    assert "card-open" in svg


def test_a_collapsed_stage_counts_its_cards():
    drawing = drawn(collapse(grid(note("a", "s2"), note("b", "s2", "a1"), note("c", "s0")), ["s2"]))
    assert columns(drawing)["s2"].width == MEASURES.narrow
    assert {"a", "b"} & set(drawing.spots) == set()
    assert [part.label for part in parts(drawing, "hint")] == ["2 cards"]


def test_a_collapsed_stage_shows_no_steps():
    drawing = drawn(collapse(grid(note("a", "s1", step="q")), ["s1"]))
    assert parts(drawing, "step") == []
    assert columns(drawing)["s1"].steps == ()


def test_a_collapsed_lane_is_a_strip_that_counts_its_cards():
    journey = collapse(grid(note("a", "s0"), note("b", "s1")), ["l"])
    drawing = drawn(journey)
    row = drawing.grid.rows[0]
    assert row.collapsed
    assert row.height < MEASURES.least_lane
    assert next(part.label for part in parts(drawing, "lane")) == "Lane: Lane, 2 cards"
    assert hit(journey, drawing, drawing.width / 2, row.y + 4).what == "lane"


def test_the_gaps_between_what_is_shown_count_what_is_hidden():
    journey = hide(grid(), ["s1", "l"])
    drawing = drawn(journey)
    held = columns(drawing)
    assert stage_gap(drawing, 0) == 0
    assert stage_gap(drawing, held["s0"].x + held["s0"].width) == 2
    assert stage_gap(drawing, drawing.width) == 4
    assert lane_gap(drawing, 0) == 1
    assert lane_gap(drawing, drawing.height) == 2
    assert stage_mark(drawing, 2).x + 2 == held["s2"].x
    assert lane_mark(drawing, 1).y < drawing.grid.rows[0].y < lane_mark(drawing, 2).y


@SLOW
@given(journey_maps, st.floats(0, 1), st.floats(0, 1), st.sampled_from(sorted(CARD_KINDS)))
def test_every_point_of_every_map_can_be_asked_and_dropped_on(journey, right, down, kind):
    drawing = drawn(journey, hints=True)
    x, y = right * drawing.width, down * drawing.height
    found = hit(journey, drawing, x, y)
    if found.what in ("card", "emotion", "stage", "step", "persona"):
        assert drawing.spots[found.id].contains(x, y)
    target = card_target(journey, drawing, kind, x, y)
    assert card_marks(drawing, target, x)
    made = CARD_KINDS[kind](id="new card", rank="a0", stage="-", lane="-")
    landed = drop_new_card(journey, made, target).cards["new card"]
    assert landed.step is None or journey.steps[landed.step].stage == landed.stage


# -- made again only where it changed ---------------------------------------------------------------------------------


def test_naming_a_step_draws_no_lane_again():
    journey, composer = grid(note("a", "s1", step="p"), note("b", "s0", span=2)), Composer(typesetter())
    before = {part.id: part for part in parts(composer.compose(journey), "lane")}
    after = {part.id: part for part in parts(composer.compose(change(journey, "p", name="Else")), "lane")}
    assert all(after[key] is part for key, part in before.items())


def test_a_card_in_another_step_draws_its_lane_only():
    journey, composer = grid(note("a", "s1", step="p")), Composer(typesetter())
    before = {part.id: part for part in parts(composer.compose(journey), "lane")}
    after = {part.id: part for part in parts(composer.compose(put_in_step(journey, ["a"], "r")), "lane")}
    assert after["m"] is before["m"]
    assert after["l"] is not before["l"]


# -- fitted widths ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Ok", "Extraordinarily long", "A card with some more words than that " * 4])
def test_a_fitted_width_breaks_no_word_and_is_not_too_high(text):
    journey = grid(note("a", "s0", text=text))
    composer = Composer(typesetter())
    width = composer.best_width(journey, "s0")
    assert 96 <= width <= 300

    def card(points: float) -> Part:
        return next(part for part in parts(drawn(change(journey, "s0", width=points)), "card"))

    said = " ".join(op.line.text.strip() for op in card(width).ops if hasattr(op, "line"))
    assert said.split() == text.split()
    assert card(width).height <= 1.25 * card(264).height


def test_a_fitted_width_is_wider_for_more_words():
    composer = Composer(typesetter())
    few, many = (composer.best_width(grid(note("a", "s0", text="word " * n)), "s0") for n in (2, 60))
    assert few < many


def test_a_fitted_stage_has_room_for_each_of_its_steps():
    composer = Composer(typesetter())
    assert composer.best_width(grid(note("a", "s1", step="q", text="Considerable words")), "s1") > 3 * 96
