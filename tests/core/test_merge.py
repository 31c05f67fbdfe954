"""Merging two versions of a map: each case of the semantics, the laws on any map, and settling what is left."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjdesigner.edit.cards import insert_cards, move_cards
from cjdesigner.edit.changes import change, change_map, changed, put
from cjdesigner.edit.conflicts import can_be_both, ordered_conflicts, settle
from cjdesigner.edit.grid import add_link, delete
from cjdesigner.edit.parking import bring_back, park
from cjdesigner.edit.placing import Target
from cjdesigner.edit.workshop import add_comment, cast
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.merge import MergeError, differences, merge_maps, said
from cjdesigner.merge import maps as maps_module
from cjdesigner.merge.entities import SETS, WORDED
from cjdesigner.merge.sentences import FIELDS
from cjdesigner.merge.words import merged_text
from cjdesigner.model.cards import CARD_KINDS, Emotion, Image, Note, PainPoint
from cjdesigner.model.conflicts import Conflict
from cjdesigner.model.map import COLLECTIONS, JourneyMap, Lane, Link, Persona, Stage, Step
from cjdesigner.model.pictures import picture_of
from cjdesigner.model.workshop import AgendaItem, Comment, Parked, Vote
from tests.edits import Hands, same_ids
from tests.proof import conflict_rate, merges
from tests.strategies import journey_maps

HOME = {"stage": "s1", "lane": "l1"}
BASE = JourneyMap(
    id="m", title="Buying coffee", language="en",
    personas={"p1": Persona(id="p1", rank="a0", name="Lan"), "p2": Persona(id="p2", rank="a1", name="Minh")},
    stages={k: Stage(id=k, rank=f"a{n}", name=name) for n, (k, name) in enumerate(
        (("s1", "Consider"), ("s2", "Buy"), ("s3", "Use")))},
    steps={"t1": Step(id="t1", rank="a0", stage="s2", name="Pay")},
    lanes={"l1": Lane(id="l1", rank="a0", kind="note", name="Notes"),
           "l2": Lane(id="l2", rank="a1", kind="pain_point", name="Pains", personas=("p2",),
                      prompts={"s3": "What hurts?"})},
    cards={"c1": Note(id="c1", rank="a0", text="Calls the hotline", **HOME),
           "c2": PainPoint(id="c2", rank="a1", text="Waits for an hour, every day", severity=2, tags=("a", "b"),
                          **HOME),
           "c3": Emotion(id="c3", rank="a2", score=1, text="Calm", **HOME)})


def merged(ours, theirs, base=BASE):
    """Both ways, and every law."""
    return merges.check(base, ours, theirs)


def only(journey):
    conflict, = journey.conflicts.values()
    return conflict


def test_what_one_side_did_is_there():
    card = Note(id="n1", rank="a0", stage="-", lane="-", text="new")
    ours = change(insert_cards(BASE, [card], "s1", "l1"), "c2", severity=4)
    theirs = change_map(delete(move_cards(BASE, ["c1"], "s2", "l2", 0), ["c3"]), title="Buying tea")
    made = merged(ours, theirs)
    assert made.cards.keys() == {"n1", "c1", "c2"}
    assert (made.cards["c1"].stage, made.cards["c2"].severity, made.title) == ("s2", 4, "Buying tea")
    assert not made.conflicts


def test_two_additions_at_one_place_are_both_kept():
    sides = [insert_cards(BASE, [Note(id=key, rank="a0", stage="-", lane="-")], "s1", "l1") for key in ("n1", "n2")]
    assert {"n1", "n2"} <= merged(*sides).cards.keys()


def test_two_values_of_one_field():
    made = merged(change(BASE, "c2", severity=4), change(BASE, "c2", severity=1))
    conflict = only(made)
    assert (conflict.collection, conflict.key, conflict.field) == ("cards", "c2", "severity")
    assert (conflict.base, conflict.ours, conflict.theirs, made.cards["c2"].severity) == (2, 4, 1, 4)


def test_a_text_that_both_reworded_apart_has_both_words():
    ours, theirs = (change(BASE, "c2", text=text) for text in
                    ("Waits for two hours, every day", "Waits for an hour, every single day"))
    made = merge_maps(BASE, change(ours, "c2", text="Waits long for an hour, every day"), theirs).map
    assert made.cards["c2"].text == "Waits long for an hour, every single day"
    assert not made.conflicts


@pytest.mark.parametrize(("base", "ours", "theirs", "wanted"), [
    ("a b c d e", "a x c d e", "a b c y e", "a x c y e"),
    ("a b c d e", "a x c d e", "a b y d e", None),  # neighbours
    ("a b c d e", "a x c d e", "a x c y e", "a x c y e"),
    ("a b c", "n a b c", "a b c m", "n a b c m"),
    ("a b c", "a b c n", "a b c m", None),
    ("a b c", "", "a b c m", None),
    ("", "a", "b", None),
    ("một\nhai\nba", "một\nhai 2\nba", "một\nhai\nba\nbốn", "một\nhai 2\nba\nbốn"),
    ("a  b\n\nc d", "a  b\n\nc e", "x  b\n\nc d", "x  b\n\nc e"),
])
def test_word_by_word(base, ours, theirs, wanted):
    assert merged_text(base, ours, theirs) == merged_text(base, theirs, ours) == wanted


def test_very_long_texts_are_left_to_people():
    base = " ".join(f"w{n}" for n in range(5_000))
    assert merged_text(base, base.upper(), base.replace("w", "x")) is None


def test_lists_of_tags_and_personas_never_contradict():
    ours = change(BASE, "c2", tags=("b", "c"), personas=("p1",))
    made = merged(ours, change(BASE, "c2", tags=("a", "d"), personas=("p2",)))
    assert set(made.cards["c2"].tags) == {"c", "d"}
    assert set(made.cards["c2"].personas) == {"p1", "p2"}
    assert not made.conflicts


def test_deleted_here_edited_there_stays():
    made = merged(delete(BASE, ["c1"]), change(BASE, "c1", text="Calls the hotline twice"))
    assert made.cards["c1"].text == "Calls the hotline twice"
    assert (only(made).field, only(made).ours) == ("", None)
    assert only(made).theirs["text"] == "Calls the hotline twice"


@pytest.mark.parametrize("gone", [["s2"], ["l2"], ["s2", "l2"], ["t1"]])
def test_what_a_new_card_is_in_comes_back(gone):
    card = Note(id="n1", rank="a0", stage="-", lane="-", text="new", step="t1")
    made = merge_maps(BASE, delete(BASE, gone), insert_cards(BASE, [card], "s2", "l2"))
    merged(delete(BASE, gone), insert_cards(BASE, [card], "s2", "l2"))
    assert made.map.cards["n1"] == changed(card, stage="s2", lane="l2")
    assert {note.key for note in made.notes} >= set(gone)
    assert {note.kind for note in made.notes} == {"returned"}
    assert not made.map.conflicts


def test_a_lane_that_comes_back_does_not_bring_others_along():
    card = Note(id="n1", rank="a0", stage="-", lane="-")
    made = merged(delete(BASE, ["l2", "s3", "p2"]), insert_cards(BASE, [card], "s1", "l2"))
    assert (made.lanes["l2"].personas, dict(made.lanes["l2"].prompts)) == ((), {})
    assert "s3" not in made.stages
    assert "p2" not in made.personas


def test_moved_to_two_places():
    made = merged(move_cards(BASE, ["c1"], "s2", "l1", 0), move_cards(BASE, ["c1"], "s3", "l2", 0))
    assert (made.cards["c1"].stage, only(made).field, only(made).theirs["stage"]) == ("s2", "place", "s3")
    assert merged(*[move_cards(BASE, ["c1"], "s2", "l1", 0)] * 2).cards["c1"].stage == "s2"


def test_order_never_contradicts():
    assert not merged(move_cards(BASE, ["c1"], "s1", "l1", 3), move_cards(BASE, ["c1"], "s1", "l1", 2)).conflicts


def test_votes_of_everybody_count():
    made = merged(cast(BASE, "c1", "Lan", 2), cast(BASE, "c1", "Minh"))
    assert sorted(vote.voter for vote in made.votes.values()) == ["Lan", "Lan", "Minh"]


def test_what_hangs_on_a_deleted_card_goes_unless_it_has_words():
    theirs = cast(add_link(BASE, Link(id="k1", rank="a0", source="c1", target="c2")), "c1", "Lan")
    made = merge_maps(BASE, delete(BASE, ["c1"]), theirs)
    assert not {*made.map.links, *made.map.votes, *made.map.conflicts}
    assert [note.kind for note in made.notes] == ["dropped", "dropped"]
    spoken = merged(delete(BASE, ["c1"]), add_comment(BASE, "c1", "Why?"))
    assert "c1" in spoken.cards
    assert only(spoken).key == "c1"


def test_parked_here_and_edited_there():
    made = merged(park(BASE, ["c1"]), change(BASE, "c1", text="Calls twice"))
    assert "c1" in made.cards
    assert not made.parked
    assert only(made).collection == "parked"
    parked, kept, both = (settle(made, only(made).id, side) for side in ("ours", "theirs", "both"))
    assert (parked.parked.keys(), "c1" in parked.cards) == ({"c1"}, False)
    assert parked.parked["c1"].text == "Calls the hotline"
    assert (len(kept.parked), kept.cards["c1"].text) == (0, "Calls twice")
    assert (len(both.parked), both.cards["c1"].text) == (1, "Calls twice")


def test_brought_back_to_two_places():
    base = park(BASE, ["c1"])
    made = merged(*(bring_back(base, "c1", Target(stage, "l1")) for stage in ("s1", "s2")), base=base)
    assert only(made).field == "place"


def test_unknown_fields_are_merged_member_by_member():
    base = changed(change(BASE, "c1", **{"x-cost": {"a": 1, "b": 1}}), **{"x-map": 1})
    costs = ({"a": 2, "b": 1}, {"a": 1, "c": 3})
    made = merged(*(change(base, "c1", **{"x-cost": cost}) for cost in costs), base)
    assert made.cards["c1"].model_extra == {"x-cost": {"a": 2, "c": 3}}
    other = merged(changed(base, **{"x-map": 2}), changed(base, **{"x-map": [3]}), base)
    assert (other.model_extra["x-map"], only(other).theirs) == (2, [3])


def test_values_that_are_nested_as_deeply_as_a_file_may_be():
    deep, deeper = ("x",), ("y",)
    for _level in range(96):
        deep, deeper = [deep], [deeper]
    made = merge_maps(BASE, change(BASE, "c1", **{"x-deep": deep}), change(BASE, "c1", **{"x-deep": deeper})).map
    assert from_bytes(to_bytes(made)).map.conflicts == made.conflicts
    assert "x" in only(made).ours


def test_without_a_base_nothing_counts_as_deleted():
    made = merged(delete(BASE, ["c1"]), delete(BASE, ["c2", "p1"]), None)
    assert made == BASE
    twin = changed(delete(BASE, ["c2"]), id="other")
    assert merged(BASE, twin) == BASE


def test_pictures_that_a_conflict_shows_stay():
    first, second = (picture_of(content, "image/png", 1, 1) for content in (b"1", b"2"))
    base = changed(BASE, cards=put(BASE.cards, [Image(id="i", rank="a0", **HOME)]))
    sides = [changed(change(changed(base, pictures={p.id: p}), "i", picture=p.id)) for p in (first, second)]
    made = merged(*sides, base)
    assert made.pictures.keys() == {first.id, second.id}
    assert settle(made, only(made).id, "theirs").pictures.keys() == {second.id}
    assert settle(made, only(made).id, "ours").pictures.keys() == {first.id}


def test_a_conflict_that_one_side_has_settled_is_settled():
    base = merged(change(BASE, "c2", severity=4), change(BASE, "c2", severity=1))
    settled = settle(base, only(base).id, "theirs")
    assert merged(settled, change(base, "c1", text="x y z"), base).conflicts == {}
    assert merged(change(base, "c3", score=2), change(base, "c1", text="x y z"), base).conflicts == base.conflicts


def test_versions_of_different_maps():
    other = JourneyMap(id="m", stages={"c1": Stage(id="c1", rank="a0")})
    with pytest.raises(MergeError, match="no versions of one map"):
        merge_maps(None, BASE, other)


def test_too_many_cards(monkeypatch):
    monkeypatch.setattr(maps_module, "MAX_CARDS", 4)
    sides = [insert_cards(BASE, [Note(id=key, rank="a0", stage="-", lane="-")], "s1", "l1") for key in ("n1", "n2")]
    with pytest.raises(MergeError, match="more than 4 cards"):
        merge_maps(BASE, *sides)


# -- the laws --------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journey_maps, st.integers(0, 2**32))
def test_any_map_edited_by_two_keeps_the_laws(base, seed):
    random = Random(seed)
    with same_ids(random):
        sides = [Hands(random, mark).edited(base, random.randint(0, 8)) for mark in "ot"]
        merges.check_one_sided(base, sides[0])
        merges.check(base, *sides)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journey_maps, st.integers(0, 2**32), st.sampled_from(["ours", "theirs", "both"]))
def test_any_conflicts_can_be_settled_and_the_map_loads(base, seed, side):
    random = Random(seed)
    with same_ids(random):
        sides = [Hands(random, mark).edited(base, 8) for mark in "ot"]
        made = merge_maps(base, *sides).map
        for conflict in ordered_conflicts(made):
            both = can_be_both(made, conflict) if conflict.id in made.conflicts else True
            made = settle(made, conflict.id, side)
            assert conflict.id not in made.conflicts or (side == "both" and not both)
            assert from_bytes(to_bytes(made)).map == made


def test_a_part_of_the_random_merges():
    assert "kept every law" in merges.main(150)


def test_a_part_of_the_conflict_rate():
    told = conflict_rate.main(20)
    assert "0 of its clean merges do not load" in told


# -- settling --------------------------------------------------------------------------------------------------------


def settled(ours, theirs, side):
    made = merged(ours, theirs)
    return settle(made, only(made).id, side)


@pytest.mark.parametrize(("side", "wanted"), [("ours", "One."), ("theirs", "Two."), ("both", "One.\nTwo.")])
def test_a_text(side, wanted):
    assert settled(change(BASE, "c1", text="One."), change(BASE, "c1", text="Two."), side).cards["c1"].text == wanted


@pytest.mark.parametrize(("side", "wanted"), [("ours", "A"), ("theirs", "B"), ("both", "A / B")])
def test_a_line_of_the_map_itself(side, wanted):
    assert settled(change_map(BASE, title="A"), change_map(BASE, title="B"), side).title == wanted


@pytest.mark.parametrize(("side", "wanted"), [("ours", [4]), ("theirs", [1]), ("both", [1, 4])])
def test_a_score(side, wanted):
    made = settled(change(BASE, "c2", severity=4), change(BASE, "c2", severity=1), side)
    assert sorted(card.severity for card in made.cards.values() if card.kind == "pain_point") == wanted
    assert not made.conflicts


@pytest.mark.parametrize(("side", "wanted"), [("ours", ["s2"]), ("theirs", ["s3"]), ("both", ["s2", "s3"])])
def test_a_place(side, wanted):
    made = settled(move_cards(BASE, ["c1"], "s2", "l1", 0), move_cards(BASE, ["c1"], "s3", "l1", 0), side)
    assert sorted(card.stage for card in made.cards.values() if card.text == "Calls the hotline") == wanted


@pytest.mark.parametrize(("side", "there"), [("ours", False), ("theirs", True), ("both", True)])
def test_a_deletion(side, there):
    made = settled(delete(BASE, ["c1"]), change(BASE, "c1", text="Calls twice"), side)
    assert ("c1" in made.cards) is there


def test_a_question_of_a_stage():
    sides = [change(BASE, "l2", prompts={"s3": text}) for text in ("One?", "Two?")]
    assert dict(settled(*sides, "theirs").lanes["l2"].prompts) == {"s3": "Two?"}
    assert dict(settled(*sides, "both").lanes["l2"].prompts) == {"s3": "One?\nTwo?"}


def test_both_colours_of_a_stage_cannot_be():
    made = merged(change(BASE, "s1", colour="#111111"), change(BASE, "s1", colour="#222222"))
    assert not can_be_both(made, only(made))
    assert settle(made, only(made).id, "both") is made


def test_what_was_written_since_is_ours():
    made = merged(change(BASE, "c1", text="One."), change(BASE, "c1", text="Two."))
    since = change(made, "c1", text="Three.")
    assert settle(since, only(made).id, "ours").cards["c1"].text == "Three."


def test_a_conflict_about_what_is_gone_only_goes():
    made = merged(change(BASE, "c1", text="One."), change(BASE, "c1", text="Two."))
    assert not delete(made, ["c1"]).conflicts
    assert not delete(made, ["s1"]).conflicts
    kept = changed(delete(made, ["c1"]), conflicts=made.conflicts)
    assert from_bytes(to_bytes(kept)).map == kept
    assert settle(kept, only(made).id, "theirs") == changed(kept, conflicts={})
    assert park(made, ["c1"]).conflicts == made.conflicts
    assert settle(park(made, ["c1"]), only(made).id, "theirs").parked["c1"].text == "Two."


@pytest.mark.parametrize("side", ["ours", "theirs", "both"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journey=journey_maps)
def test_conflicts_that_somebody_wrote_by_hand_do_no_harm(side, journey):
    for conflict in ordered_conflicts(journey):
        journey = settle(journey, conflict.id, side)
    assert from_bytes(to_bytes(journey)).map == journey


# -- what differs ----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journey_maps, st.integers(0, 2**32))
def test_every_difference_is_told_and_nothing_else(base, seed):
    random = Random(seed)
    with same_ids(random):
        new = Hands(random, "n").edited(base, random.randint(1, 6))
    changes = differences(base, new)
    bare = [changed(side, conflicts={}) for side in (base, new)]
    assert bool(changes) == (bare[0] != bare[1])
    assert differences(base, base) == differences(new, from_bytes(to_bytes(new)).map) == ()
    for change_ in changes:
        sentence = said(change_, base, new)
        assert sentence
        assert "\n" not in sentence


def test_a_moved_row_is_told_once():
    new = move_cards(BASE, ["c1"], "s1", "l1", 3)
    assert [(change_.kind, change_.key) for change_ in differences(BASE, new)] == [("reordered", "c1")]


def told(new):
    return [said(change_, BASE, new) for change_ in differences(BASE, new)]


@pytest.mark.parametrize(("edit", "sentence"), [
    (lambda m: move_cards(m, ["c1"], "s2", "l1", 0), "moved “Calls the hotline” from Consider to Buy"),
    (lambda m: change(m, "c2", severity=4), "“Waits for an hour, every day”: severity 2 → 4"),
    (lambda m: change(m, "c1", text="Calls"), "reworded “Calls the hotline” as “Calls”"),
    (lambda m: change(m, "c1", details="Twice"), "“Calls the hotline”: details added: “Twice”"),
    (lambda m: delete(m, ["c1"]), "deleted “Calls the hotline” (Note) from Consider › Notes"),
    (lambda m: change(m, "s1", name="Compare"), "reworded “Consider” as “Compare”"),
    (lambda m: change(m, "s1", hidden=True), "“Consider”: hidden no → yes"),
    (lambda m: change(m, "c1", personas=("p1",)), "“Calls the hotline”: personas nothing → Lan"),
    (lambda m: park(m, ["c1"]), "parked “Calls the hotline”"),
    (lambda m: add_comment(m, "c1", "Why?"), "comment on “Calls the hotline”: “Why?”"),
    (lambda m: cast(m, "c1", "Lan"), "a dot on “Calls the hotline”, from Lan"),
    (lambda m: change_map(m, title="Tea"), "reworded “Buying coffee” as “Tea”"),
    (lambda m: change(m, "l2", prompts={}), "“Pains”: question for one stage deleted: “What hurts?”"),
    (lambda m: add_link(m, Link(id="k", rank="a0", source="c1", target="c2")),
     "linked “Calls the hotline” with “Waits for an hour, every day”"),
])
def test_in_words(edit, sentence):
    assert told(edit(BASE)) == [sentence]


def test_long_texts_are_told_from_where_they_differ():
    long = "The customer has been waiting for the parcel since Monday, calls the hotline, and nobody answers"
    base = change(BASE, "c1", text=long)
    change_, = differences(base, change(base, "c1", text=long.replace("nobody", "a robot")))
    assert said(change_, BASE, BASE) == (
        "reworded “…the hotline, and nobody answers” as “…the hotline, and a robot answers”")


def test_a_conflict_is_no_difference():
    assert differences(BASE, changed(BASE, conflicts={"x": Conflict(id="x")})) == ()


def test_every_field_has_a_name_for_people():
    models = [Persona, Stage, Step, Lane, Link, Comment, Vote, Parked, AgendaItem, *CARD_KINDS.values(), JourneyMap]
    fields = {field for model in models for field in model.model_fields}
    assert fields - {"id", "rank", "prompts", *COLLECTIONS} <= FIELDS.keys()
    assert FIELDS.keys() >= WORDED | SETS
