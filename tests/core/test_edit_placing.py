"""Where things land: the preview and the edit agree, and a card always finds or makes a lane that it fits."""

import itertools
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.canvas.hits import card_target
from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.cards import assign_persona, move_cards
from cjdesigner.edit.changes import ranked
from cjdesigner.edit.grid import insert_lane, insert_stage, name_lane
from cjdesigner.edit.placing import Target, drop_cards, drop_new_card, fits, lane_for, new_lane, new_stage
from cjdesigner.model.cards import CARD_KINDS, BaseCard, Note
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.names import LANES
from cjdesigner.model.ranks import in_order
from tests.strategies import journey_maps

KINDS = tuple(CARD_KINDS)
SERVICE = ("physical_evidence", "frontstage", "backstage", "support")


@cache
def typesetter() -> Typesetter:
    return Typesetter(FontSet(system=False))


def card(kind: str = "note", **fields: object) -> BaseCard:
    return CARD_KINDS[kind](**{"id": new_id(), "rank": "a0", "stage": "-", "lane": "-", **fields})


def grid(*lane_kinds: str, stages: int = 2) -> JourneyMap:
    """A map with lanes of these kinds, named after them."""
    return JourneyMap(
        language="en",
        stages={f"s{n}": Stage(id=f"s{n}", rank=f"a{n}") for n in range(stages)},
        lanes={f"l{n}": Lane(id=f"l{n}", rank=f"a{n}", kind=kind) for n, kind in enumerate(lane_kinds)},
    )


# -- which lane takes which card ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_card_fits_its_own_lane(kind):
    assert fits(kind, kind)


@pytest.mark.parametrize("lane", [*SERVICE, "note", "from_the_future"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_general_lane_takes_everything_but_emotions(lane, kind):
    assert fits(lane, kind) is (kind != "emotion")


@pytest.mark.parametrize(("lane", "kind"), list(itertools.permutations(KINDS, 2)))
def test_any_other_lane_takes_only_notes_beside_its_own(lane, kind):
    general = lane == "note" and kind != "emotion"
    assert fits(lane, kind) is (general or (kind == "note" and lane != "emotion"))


@given(st.lists(st.sampled_from([*LANES]), max_size=5), st.sampled_from(KINDS), st.data())
def test_the_lane_found_always_fits(kinds, kind, data):
    journey = grid(*kinds)
    under = data.draw(st.sampled_from([None, *sorted(journey.lanes)]))
    found, place = lane_for(journey, kind, under)
    if found is None:
        assert 0 <= place <= len(kinds)
        assert kind not in kinds
    else:
        assert fits(journey.lanes[found].kind, kind)
        assert place == list(journey.lanes).index(found)
        if under and fits(journey.lanes[under].kind, kind):
            assert found == under


def test_the_nearest_lane_of_the_kind_is_taken():
    journey = grid("pain_point", "action", "emotion", "pain_point")
    assert lane_for(journey, "pain_point", "l2") == ("l3", 3)
    assert lane_for(journey, "pain_point", "l1") == ("l0", 0)
    assert lane_for(journey, "pain_point", "l0") == ("l0", 0)


def test_without_a_fitting_lane_a_new_one_comes_below_the_pointers():
    journey = grid("action", "emotion", "touchpoint")
    assert lane_for(journey, "pain_point", "l0") == (None, 1)
    assert lane_for(journey, "pain_point", "l2") == (None, 3)


def test_without_a_pointer_a_new_lane_goes_where_its_kind_usually_is():
    journey = grid("emotion", "touchpoint", "opportunity")
    assert lane_for(journey, "action", None) == (None, 1)
    assert lane_for(journey, "pain_point", None) == (None, 2)
    assert lane_for(journey, "note", None) == (None, 3)


# -- what a drop does ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_on_an_empty_map_makes_stage_and_lane_in_one_edit(kind):
    made = card(kind, text="x")
    journey = JourneyMap(language="en")
    target = card_target(journey, compose(journey, typesetter=typesetter()), kind, 200, 300)
    after = drop_new_card(journey, made, target)
    assert [stage.name for stage in after.ordered_stages()] == ["Stage 1"]
    assert [(lane.kind, lane.name) for lane in after.ordered_lanes()] == [(kind, LANES[kind])]
    assert [c.text for c in after.cards.values()] == ["x"]


def test_what_is_made_is_named_in_the_maps_language():
    after = drop_new_card(JourneyMap(language="vi"), card("emotion"), Target(None, None))
    english = drop_new_card(JourneyMap(language="en"), card("emotion"), Target(None, None))
    assert next(iter(english.lanes.values())).name == "Emotions"
    assert next(iter(after.lanes.values())).name not in ("", "Emotions")
    assert next(iter(after.stages.values())).name not in ("", "Stage 1")


def test_the_score_of_the_target_is_the_emotions():
    journey = grid("emotion")
    made = card("emotion")
    for score in range(-2, 3):
        after = drop_new_card(journey, made, Target("s0", "l0", score=score))
        assert after.cards[made.id].score == score


def test_a_score_is_for_emotions_only():
    journey, made = grid("action"), card("action")
    assert "score" not in drop_new_card(journey, made, Target("s0", "l0", score=2)).cards[made.id].model_dump()


def test_an_emotion_dropped_at_a_height_gets_the_score_of_that_height():
    journey = grid("emotion")
    drawing = compose(journey, typesetter=typesetter())
    row, column = drawing.grid.rows[0], drawing.grid.columns[0]
    for score in range(-2, 3):
        target = card_target(journey, drawing, "emotion", column.x + 20, row.y + row.scale.y(score))
        made = card("emotion")
        after = drop_new_card(journey, made, target)
        assert after.cards[made.id].score == score
        again = compose(after, typesetter=typesetter())
        spot, there = again.spots[made.id], again.grid.rows[0]
        assert spot.y + spot.height / 2 == pytest.approx(there.y + there.scale.y(score))


@pytest.mark.parametrize("kind", ["card", "lane"])
def test_a_persona_is_assigned_once(kind):
    journey = insert_stage(JourneyMap(personas={"p": Persona(id="p", rank="a0")}), Stage(id="s", rank="a0"))
    journey = insert_lane(journey, Lane(id="lane", rank="a0", kind="note"))
    journey = drop_new_card(journey, card(id="card"), Target("s", "lane"))
    after = assign_persona(journey, "p", kind)
    entity = after.cards.get(kind) or after.lanes[kind]
    assert entity.personas == ("p",)
    assert assign_persona(after, "p", kind) is after


def test_dropping_a_card_where_it_is_changes_nothing():
    journey = grid("note")
    for name in "abc":
        journey = drop_new_card(journey, card(id=name), Target("s0", "l0"))
    for index in (1, 2):
        assert drop_cards(journey, ["b"], Target("s0", "l0", index)) is journey


@settings(deadline=None, max_examples=120)
@given(journey_maps, st.sampled_from(KINDS), st.floats(0, 1), st.floats(0, 1))
def test_a_new_card_lands_exactly_where_the_target_says(journey, kind, right, down):
    drawing = compose(journey, typesetter=typesetter())
    target = card_target(journey, drawing, kind, right * drawing.width, down * drawing.height)
    made = card(kind)
    after = drop_new_card(journey, made, target)
    landed = after.cards[made.id]
    assert_at(journey, after, landed, target)
    assert fits(after.lanes[landed.lane].kind, kind)
    assert set(after.cards) == {*journey.cards, made.id}


@settings(deadline=None, max_examples=120)
@given(journey_maps.filter(lambda m: m.cards), st.data(), st.floats(0, 1), st.floats(0, 1))
def test_a_moved_card_lands_exactly_where_the_target_says(journey, data, right, down):
    drawing = compose(journey, typesetter=typesetter())
    moving = journey.cards[data.draw(st.sampled_from(sorted(journey.cards)))]
    target = card_target(journey, drawing, moving.kind, right * drawing.width, down * drawing.height)
    after = drop_cards(journey, [moving.id], target)
    landed = after.cards[moving.id]
    assert target.stage in (None, landed.stage)
    assert target.lane in (None, landed.lane)
    if target.index is not None and target.stage and target.lane:
        stack = [c.id for c in journey.cell(target.stage, target.lane)]
        ahead = [key for key in stack[:target.index] if key != moving.id]
        found = [c.id for c in after.cell(landed.stage, landed.lane)]
        assert found[:len(ahead) + 1] == [*ahead, moving.id]
    if target.score is not None:
        assert landed.score == target.score
    assert fits(after.lanes[landed.lane].kind, moving.kind)
    assert landed.text == moving.text


def assert_at(journey: JourneyMap, after: JourneyMap, landed: BaseCard, target: Target) -> None:
    """The card is in the target's cell, or in the stage and lane that were made at the target's places."""
    if target.stage is None:
        assert [s.id for s in after.ordered_stages()].index(landed.stage) == target.stage_index
        assert landed.stage not in journey.stages
    else:
        assert landed.stage == target.stage
    if target.lane is None:
        assert [e.id for e in after.ordered_lanes()].index(landed.lane) == target.lane_index
        assert landed.lane not in journey.lanes
    else:
        assert landed.lane == target.lane
    stack = [c.id for c in after.cell(landed.stage, landed.lane)]
    assert stack.index(landed.id) == (len(stack) - 1 if target.index is None else target.index)
    if target.score is not None:
        assert landed.score == target.score


# -- ranks --------------------------------------------------------------------------------------------------------


@given(st.lists(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=4), max_size=6),
       st.integers(0, 6), st.integers(1, 3))
def test_whatever_the_ranks_newcomers_stand_where_they_are_put(ranks, index, count):
    """Ranks that are equal, not ours, or without room between them: "!!", "a0" twice, "zz"."""
    siblings = in_order([Stage(id=f"s{n}", rank=rank) for n, rank in enumerate(ranks)])
    newcomers = [Stage(id=f"n{n}", rank="a0") for n in range(count)]
    placed = {entity.id: entity for entity in ranked(siblings, newcomers, index)}
    row = in_order([*(placed.get(e.id, e) for e in siblings), *(placed[e.id] for e in newcomers)])
    wanted = [e.id for e in siblings]
    wanted[index:index] = [e.id for e in newcomers]
    assert [e.id for e in row] == wanted


def test_there_is_always_room_for_one_more_between_two():
    """Every insertion at one place makes ranks longer; before they are too long for a file, the row is ranked anew."""
    row = [Stage(id="first", rank="a0"), Stage(id="last", rank="a1")]
    for number in range(2_000):
        new = Stage(id=f"n{number}", rank="a0")
        held = {entity.id: entity for entity in [*row, *ranked(row, [new], 1)]}
        assert [e.id for e in in_order(held.values())] == [row[0].id, new.id, row[1].id]
        row = [held[row[0].id], held[new.id]]


def test_many_moves_to_one_place_stay_a_good_map():
    journey = grid("note", stages=1)
    for name in "abc":
        journey = drop_new_card(journey, card(id=name), Target("s0", "l0"))
    for number in range(1_700):
        stack = [c.id for c in journey.cell("s0", "l0")]
        journey = move_cards(journey, [stack[2]], "s0", "l0", 1)
        assert [c.id for c in journey.cell("s0", "l0")] == [stack[0], stack[2], stack[1]], number
    assert max(len(c.rank) for c in journey.cards.values()) <= 256


def test_new_things_have_ids_of_their_own():
    journey = grid("note")
    ids = {new_stage(journey).id for _ in range(50)} | {new_lane(journey, "note").id for _ in range(50)}
    assert len(ids) == 100


@pytest.mark.parametrize(("name", "kind"), [
    ("Touchpoints", "touchpoint"), ("nỗi đau", "pain_point"), (" Cảm xúc ", "emotion"), ("Backstage", "backstage"),
    ("Việc phải làm", "note"), ("", "note"),
])
def test_an_empty_lane_becomes_what_it_is_called(name, kind):
    journey = JourneyMap(lanes={"l": Lane(id="l", rank="a0", kind="note")})
    named = name_lane(journey, "l", name)
    assert (named.lanes["l"].name, named.lanes["l"].kind) == (name, kind)


def test_a_lane_that_holds_cards_or_has_a_kind_keeps_it():
    lanes = {"l": Lane(id="l", rank="a0", kind="note"), "a": Lane(id="a", rank="a1", kind="action")}
    journey = JourneyMap(stages={"s": Stage(id="s", rank="a0")}, lanes=lanes,
                         cards={"c": Note(id="c", rank="a0", stage="s", lane="l")})
    assert name_lane(journey, "l", "Emotions").lanes["l"].kind == "note"
    assert name_lane(journey, "a", "Emotions").lanes["a"].kind == "action"
