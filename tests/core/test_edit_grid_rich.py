"""Steps, spans, merging, splitting, hiding and collapsing: pure edits that lose nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.edit.cards import shift_cards
from cjdesigner.edit.changes import COLLECTIONS, change
from cjdesigner.edit.copying import copy, duplicate, paste
from cjdesigner.edit.grid import delete, insert_stage, move_stage
from cjdesigner.edit.merging import following, merge, split_lane, split_stage
from cjdesigner.edit.placing import lane_for, new_stage
from cjdesigner.edit.shown import (
    collapse,
    equal_widths,
    hidden,
    hide,
    insert_beside,
    resize,
    shift,
    show,
    toggle_collapsed,
)
from cjdesigner.edit.spans import covered, narrower, reaching, wider
from cjdesigner.edit.steps import insert_step, move_step, new_step, put_in_step
from cjdesigner.model.cards import Note
from cjdesigner.model.map import JourneyMap, Lane, Link, Stage, Step
from cjdesigner.model.workshop import AgendaItem, Comment, Vote
from tests.strategies import journey_maps

FAST = settings(deadline=None, max_examples=80)


def grid(stages: int = 4, lanes: int = 2, each: int = 2) -> JourneyMap:
    """Stages s0, s1 …, lanes l0, l1 …, and in each cell notes "s0l0a", "s0l0b" …"""
    cards = {f"s{x}l{y}{'abc'[n]}": Note(id=f"s{x}l{y}{'abc'[n]}", rank=f"a{n}", stage=f"s{x}", lane=f"l{y}")
             for x in range(stages) for y in range(lanes) for n in range(each)}
    return JourneyMap(
        language="en", stages={f"s{n}": Stage(id=f"s{n}", rank=f"a{n}", name=f"Stage {n}") for n in range(stages)},
        lanes={f"l{n}": Lane(id=f"l{n}", rank=f"a{n}", kind="note", name=f"Lane {n}") for n in range(lanes)},
        cards=cards)


def stepped() -> JourneyMap:
    """The same with steps p, q in the second stage."""
    journey = grid()
    for key in "pq":
        journey = insert_step(journey, Step(id=key, rank="a0", stage="s1", name=key))
    return journey


def row(journey: JourneyMap) -> list[str]:
    return [stage.id for stage in journey.ordered_stages()]


def cell(journey: JourneyMap, stage: str, lane: str = "l0") -> list[str]:
    return [card.id for card in journey.cell(stage, lane)]


# -- steps ------------------------------------------------------------------------------------------------------------


def test_steps_are_put_in_and_moved_within_their_stage():
    journey = stepped()
    made = new_step(journey, "s1")
    assert made.name == "Step 3"
    journey = insert_step(journey, made, 1)
    assert [s.id for s in journey.steps_of("s1")] == ["p", made.id, "q"]
    journey = move_step(journey, "q", 0)
    assert [s.id for s in journey.steps_of("s1")] == ["q", "p", made.id]
    assert move_step(journey, "q", 1) is journey


def test_a_card_goes_into_a_step_of_its_own_stage_only():
    journey = stepped()
    journey = put_in_step(journey, ["s1l0a", "s2l0a"], "q")
    assert (journey.cards["s1l0a"].step, journey.cards["s2l0a"].step) == ("q", None)
    assert put_in_step(journey, ["s1l0a"], "q") is journey
    assert put_in_step(journey, ["s1l0a"], None).cards["s1l0a"].step is None


def test_cards_walk_through_steps_and_past_what_is_hidden_or_collapsed():
    journey = collapse(hide(stepped(), ["s2"]), ["l1"])
    seen = []
    for _ in range(4):
        journey = shift_cards(journey, ["s0l0a"], 1)
        card = journey.cards["s0l0a"]
        seen.append((card.stage, card.step))
    assert seen == [("s1", "p"), ("s1", "q"), ("s3", None), ("s3", None)]
    journey = shift_cards(journey, ["s0l0a"], -1)
    assert (journey.cards["s0l0a"].stage, journey.cards["s0l0a"].step) == ("s1", "q")
    assert shift_cards(journey, ["s0l0a"], 0, 1) is journey


def test_a_card_for_a_whole_stage_steps_out_at_the_side_it_goes_to():
    journey = stepped()
    assert shift_cards(journey, ["s1l0a"], 1).cards["s1l0a"].stage == "s2"
    assert shift_cards(journey, ["s1l0a"], -1).cards["s1l0a"].stage == "s0"


# -- spans ------------------------------------------------------------------------------------------------------------


def test_a_card_grows_from_its_step_over_its_stage_to_the_next_and_back():
    journey = hide(put_in_step(stepped(), ["s1l0a"], "q"), ["s2"])
    trail = []
    for edit in (wider, wider, wider, narrower, narrower, narrower):
        journey = edit(journey, ["s1l0a"])
        trail.append((journey.cards["s1l0a"].step, journey.cards["s1l0a"].span))
    assert trail == [(None, 1), (None, 3), (None, 3), (None, 1), ("p", 1), ("p", 1)]


def test_pulling_a_cards_edge_sets_what_it_covers():
    journey = reaching(stepped(), "s1l0a", "s3", "q")
    assert covered(journey, journey.cards["s1l0a"]) == ["s1", "s2", "s3"]
    assert journey.cards["s1l0a"].step == "q"
    assert reaching(journey, "s1l0a", "s3", "q") is journey
    assert reaching(journey, "s1l0a", "s1", None).cards["s1l0a"].span == 1


def test_a_card_goes_on_covering_the_same_stages_when_stages_come_and_go():
    journey = reaching(grid(), "s0l0a", "s2", None)
    more = insert_stage(journey, new_stage(journey), 1)
    assert covered(more, more.cards["s0l0a"])[0::3] == ["s0", "s2"]
    less = delete(journey, ["s1"])
    assert covered(less, less.cards["s0l0a"]) == ["s0", "s2"]
    assert delete(journey, ["s2"]).cards["s0l0a"].span == 2
    assert insert_stage(journey, new_stage(journey)).cards["s0l0a"].span == 3
    assert move_stage(journey, "s2", 0).cards["s0l0a"].span == 3


# -- merging and splitting --------------------------------------------------------------------------------------------


def test_merging_stages_joins_their_cards_names_steps_and_questions():
    journey = stepped()
    journey = insert_step(journey, Step(id="r", rank="a0", stage="s2", name="r"))
    journey = put_in_step(journey, ["s2l0a"], "r")
    journey = change(journey, "l0", prompts={"s1": "Why?", "s2": "How?", "s3": "Who?"})
    journey = merge(journey, "s1")
    assert row(journey) == ["s0", "s1", "s3"]
    assert journey.stages["s1"].name == "Stage 1 / Stage 2"
    assert cell(journey, "s1") == ["s1l0a", "s1l0b", "s2l0a", "s2l0b"]
    assert [s.id for s in journey.steps_of("s1")] == ["p", "q", "r"]
    assert journey.cards["s2l0a"].step == "r"
    assert journey.lanes["l0"].prompts == {"s1": "Why?\nHow?", "s3": "Who?"}


def test_merging_lanes_joins_their_cards_names_questions_and_the_line_below():
    journey = change(grid(), "l0", prompt="One?", divider="visibility")
    journey = change(journey, "l1", prompt="Two?", prompts={"s0": "Here?"}, divider="internal")
    journey = merge(journey, "l0")
    lane, = journey.lanes.values()
    assert (lane.id, lane.name, lane.prompt, lane.divider) == ("l0", "Lane 0 / Lane 1", "One?\nTwo?", "internal")
    assert lane.prompts == {"s0": "Here?"}
    assert cell(journey, "s0") == ["s0l0a", "s0l0b", "s0l1a", "s0l1b"]
    assert merge(journey, "l0") is journey


def test_merging_goes_to_the_next_that_is_shown():
    journey = hide(grid(), ["s1"])
    assert following(journey, "s0") == "s2"
    assert row(merge(journey, "s0")) == ["s0", "s1", "s3"]
    assert following(journey, "s3") is None


def test_what_looks_at_a_merged_stage_or_lane_still_does():
    journey = grid()
    journey = journey.model_validate({**journey.model_dump(), "agenda": {
        "x": AgendaItem(id="x", rank="a0", stage="s1", lane="l1")},
        "comments": {"k": Comment(id="k", rank="a0", card="s1l1a")}, "votes": {"v": Vote(id="v", card="s1l1a")},
        "links": {"e": Link(id="e", rank="a0", source="s0l0a", target="s1l1a")}})
    after = merge(merge(journey, "s0"), "l0")
    assert (after.agenda["x"].stage, after.agenda["x"].lane) == ("s0", "l0")
    assert (after.comments, after.votes, after.links) == (journey.comments, journey.votes, journey.links)


def test_spans_shrink_by_the_stage_that_a_merge_takes():
    journey = reaching(reaching(grid(), "s0l0a", "s2", None), "s2l1a", "s3", None)
    after = merge(journey, "s1")
    assert covered(after, after.cards["s0l0a"]) == ["s0", "s1"]
    assert covered(after, after.cards["s2l1a"]) == ["s1", "s3"]


def test_a_stage_splits_at_the_chosen_cards():
    journey = split_stage(grid(each=3), "s1", ["s1l0b", "s1l1c"])
    twin = row(journey)[2]
    assert (cell(journey, "s1"), cell(journey, twin)) == (["s1l0a"], ["s1l0b", "s1l0c"])
    assert (cell(journey, "s1", "l1"), cell(journey, twin, "l1")) == (["s1l1a", "s1l1b"], ["s1l1c"])
    assert journey.stages[twin].name == "Stage 1 (continued)"


def test_a_stage_without_a_choice_gets_an_empty_twin():
    journey = split_stage(grid(), "s1")
    assert len(journey.stages) == 5
    assert cell(journey, "s1") == ["s1l0a", "s1l0b"]
    assert cell(journey, row(journey)[2]) == []


def test_a_stage_splits_at_a_step_with_its_cards():
    journey = put_in_step(put_in_step(stepped(), ["s1l0a"], "q"), ["s1l0b"], "p")
    journey = split_stage(journey, "s1", ["q"])
    twin = row(journey)[2]
    assert [s.id for s in journey.steps_of("s1")] == ["p"]
    assert [s.id for s in journey.steps_of(twin)] == ["q"]
    assert (cell(journey, "s1"), cell(journey, twin)) == (["s1l0b"], ["s1l0a"])


def test_a_card_that_leaves_its_step_behind_finds_one_of_the_same_name():
    journey = put_in_step(stepped(), ["s1l0a", "s1l0b"], "p")
    journey = split_stage(journey, "s1", ["s1l0b"])
    twin = row(journey)[2]
    step, = journey.steps_of(twin)
    assert (step.name, journey.cards["s1l0b"].step) == ("p", step.id)


def test_a_lane_gives_the_chosen_cards_to_its_twin():
    journey = split_lane(change(grid(), "l0", divider="visibility"), "l0", ["s0l0a", "s2l0b", "s1l1a"])
    names = [lane.id for lane in journey.ordered_lanes()]
    assert (names[0], names[2]) == ("l0", "l1")
    assert (cell(journey, "s0", names[1]), cell(journey, "s2", names[1])) == (["s0l0a"], ["s2l0b"])
    assert cell(journey, "s1", "l1") == ["s1l1a", "s1l1b"]
    assert [lane.divider for lane in journey.ordered_lanes()] == [None, "visibility", None]


@FAST
@given(journey_maps.filter(lambda m: m.stages), st.data())
def test_merging_takes_a_split_back(journey, data):
    key = data.draw(st.sampled_from(sorted(journey.stages)))
    journey = show(journey)
    chosen = data.draw(st.sets(st.sampled_from(sorted(journey.cards)))) if journey.cards else set()
    split = split_stage(journey, key, chosen)
    assert set(split.cards) == set(journey.cards)
    after = merge(split, key)
    assert row(after) == row(journey)
    assert {k: [c.id for c in held] for k, held in after.cells().items()} == {
        k: [c.id for c in held] for k, held in journey.cells().items()}
    for card in journey.cards.values():
        assert len(covered(after, after.cards[card.id])) == len(covered(journey, card))


@FAST
@given(journey_maps.filter(lambda m: m.lanes), st.data())
def test_merging_takes_a_lanes_split_back_but_for_what_was_moved_down(journey, data):
    key = data.draw(st.sampled_from(sorted(journey.lanes)))
    journey = show(journey)
    split = split_lane(journey, key)
    after = merge(split, key)
    assert {k: [c.id for c in held] for k, held in after.cells().items()} == {
        k: [c.id for c in held] for k, held in journey.cells().items()}
    assert after.lanes[key].divider == journey.lanes[key].divider


@FAST
@given(journey_maps, st.data())
def test_nothing_is_lost_by_hiding_folding_merging_and_splitting(journey, data):
    before = {key for name in COLLECTIONS if name not in ("stages", "lanes") for key in getattr(journey, name)}
    for _ in range(4):
        keys = sorted([*journey.stages, *journey.lanes])
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        split = split_stage if key in journey.stages else split_lane
        edits = {"hide": lambda m, key=key: hide(m, [key]), "fold": lambda m, key=key: toggle_collapsed(m, [key]),
                 "merge": lambda m, key=key: merge(m, key), "show": show,
                 "split": lambda m, key=key, split=split: split(m, key, sorted(m.cards)[::2])}
        journey = edits[data.draw(st.sampled_from(sorted(edits)))](journey)
        found = {held for name in COLLECTIONS for held in getattr(journey, name)}
        assert before <= found
        assert JourneyMap.model_validate(journey.model_dump()) == journey


# -- hidden and collapsed ---------------------------------------------------------------------------------------------


def test_what_is_hidden_is_listed_and_comes_back():
    journey = hide(grid(), ["s2", "l1", "s0l0a"])
    assert [held.id for held in hidden(journey)] == ["s2", "l1"]
    assert [held.id for held in hidden(show(journey, ["l1"]))] == ["s2"]
    assert hidden(show(journey)) == []
    assert hide(journey, ["s2"]) is journey
    journey = show(journey)
    assert show(journey) is journey


def test_collapsing_is_for_all_or_back_for_all():
    journey = toggle_collapsed(collapse(grid(), ["s0"]), ["s0", "l0"])
    assert journey.stages["s0"].collapsed
    assert journey.lanes["l0"].collapsed
    journey = toggle_collapsed(journey, ["s0", "l0"])
    assert not journey.stages["s0"].collapsed
    assert not journey.lanes["l0"].collapsed


def test_moving_goes_past_hidden_neighbours():
    journey = hide(grid(), ["s1"])
    assert row(shift(journey, "s0", 1)) == ["s1", "s2", "s0", "s3"]
    assert row(shift(journey, "s2", -1)) == ["s2", "s0", "s1", "s3"]
    assert shift(journey, "s0", -1) is journey
    assert shift(journey, "s3", 1) is journey
    lanes = shift(hide(grid(lanes=3), ["l1"]), "l2", -1)
    assert [lane.id for lane in lanes.ordered_lanes()] == ["l2", "l0", "l1"]
    assert [s.id for s in shift(stepped(), "p", 1).steps_of("s1")] == ["q", "p"]


def test_a_new_card_never_falls_into_a_hidden_lane():
    journey = hide(change(grid(), "l0", kind="action"), ["l0"])
    assert lane_for(journey, "action", None)[0] is None


@pytest.mark.parametrize(("after", "place"), [(False, 1), (True, 2)])
def test_new_things_are_put_beside_the_chosen_one(after, place):
    journey = insert_beside(grid(), "s1", after=after)
    assert row(journey)[place] not in grid().stages
    journey = insert_beside(grid(lanes=3), "l1", after=after)
    assert [lane.id for lane in journey.ordered_lanes()][place] not in {"l0", "l1", "l2"}
    journey = insert_beside(stepped(), "p", after=after)
    assert [s.id for s in journey.steps_of("s1")][place - 1] not in "pq"


# -- widths -----------------------------------------------------------------------------------------------------------


def test_equal_widths():
    journey = resize(grid(), ["s0"], 2_000)
    assert journey.stages["s0"].width == 960
    assert equal_widths(journey, {}).stages["s0"].width is None
    same = equal_widths(journey, {"s0": 300.0, "s1": 200.0})
    assert [stage.width for stage in same.ordered_stages()] == [250, 250, None, None]
    usual = equal_widths(same, {"s0": 300.0})
    assert equal_widths(usual, {}) is usual


# -- copies ----------------------------------------------------------------------------------------------------------


def test_copied_cards_keep_their_distance_past_what_is_hidden():
    journey = hide(grid(stages=5), ["s1"])
    piece = copy(journey, ["s0l0a", "s3l0a"])
    after = paste(journey, piece, "s2", "l0")
    made = [card for card in after.cards.values() if card.id not in journey.cards]
    assert {card.stage for card in made} == {"s2", "s4"}
    assert not any(after.stages[card.stage].hidden for card in made)


def test_a_doubled_lane_has_its_cards_under_the_same_stages():
    journey = hide(delete(grid(), ["s1l0a", "s1l0b"]), ["s3"])
    after = duplicate(journey, ["l0"])
    twin = [lane.id for lane in after.ordered_lanes()][1]
    assert [len(after.cell(stage, twin)) for stage in row(after)] == [2, 0, 2, 2]
