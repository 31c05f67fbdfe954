"""Votes, comments, the agenda and the parking lot as edits: nothing is lost, and what is shown is what was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.changes import change, changed
from cjdesigner.edit.grid import add_link, delete
from cjdesigner.edit.history import History
from cjdesigner.edit.parking import bring_back, home, note_down, ordered_parked, park
from cjdesigner.edit.placing import Target
from cjdesigner.edit.workshop import (
    ROOM,
    add_comment,
    cast,
    clear_votes,
    comments_on,
    count_room,
    dots_of,
    dots_on,
    insert_item,
    move_item,
    ordered_agenda,
    results,
    take_back,
    total_minutes,
)
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.model.map import JourneyMap, Link
from cjdesigner.model.workshop import AgendaItem
from tests.strategies import journey_maps


def small() -> JourneyMap:
    """Two pains and an idea that answers the first."""
    return JourneyMap.model_validate({
        "language": "en", "stages": {"s": {"rank": "a0"}, "t": {"rank": "a1"}},
        "lanes": {"l": {"rank": "a0", "kind": "pain_point"}, "m": {"rank": "a1", "kind": "opportunity"}},
        "personas": {"p": {"rank": "a0", "name": "Lan"}}, "steps": {"e": {"rank": "a0", "stage": "s"}},
        "cards": {"a": {"rank": "a0", "kind": "pain_point", "stage": "s", "lane": "l", "text": "Slow", "severity": 4,
                        "personas": ["p"], "step": "e", "acme-cost": {"euro": 3}},
                  "b": {"rank": "a1", "kind": "pain_point", "stage": "s", "lane": "l", "text": "Dear"},
                  "i": {"rank": "a0", "kind": "opportunity", "stage": "t", "lane": "m", "text": "Faster"}},
        "links": {"k": {"rank": "a0", "source": "i", "target": "a"}},
    })


# -- votes ---------------------------------------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.sampled_from("abi"), st.sampled_from(["1", "2", ROOM]), st.integers(-3, 5)), max_size=12)


@given(STEPS)
def test_dots_are_counted_as_they_were_given_and_taken(steps):
    journey, wanted = small(), {}
    for card, voter, count in steps:
        journey = cast(journey, card, voter, count) if count > 0 else take_back(journey, card, voter, -count)
        wanted[card, voter] = max(0, wanted.get((card, voter), 0) + count)
    for (card, voter), count in wanted.items():
        assert dots_on(journey, card, voter) == count
    for voter in ("1", "2", ROOM):
        assert dots_of(journey, voter) == sum(n for (_card, whose), n in wanted.items() if whose == voter)
    sums = {card: sum(n for (held, _voter), n in wanted.items() if held == card) for card in "abi"}
    assert dict(results(journey)) == {card: n for card, n in sums.items() if n}
    counts = [count for _card, count in results(journey)]
    assert counts == sorted(counts, reverse=True)
    assert len(journey.votes) == sum(wanted.values())


@given(st.lists(st.integers(0, 12), max_size=5))
def test_a_number_that_is_read_out_is_what_the_card_has(numbers):
    journey = cast(small(), "a", "Lan", 2)
    for number in numbers:
        journey = count_room(journey, "a", number)
        assert dots_on(journey, "a") == number + 2


def test_two_peoples_votes_can_be_put_together():
    start = small()
    mine, yours = cast(start, "a", "1", 2), cast(start, "a", "2", 1)
    both = changed(start, votes={**mine.votes, **yours.votes})
    assert results(both) == [("a", 3)]


def test_a_vote_for_what_is_not_there_changes_nothing():
    journey = small()
    assert cast(journey, "gone", "1") is journey
    assert cast(journey, "a", "1", 0) is journey
    assert take_back(journey, "a", "1") is journey
    assert clear_votes(journey) is journey
    assert clear_votes(cast(journey, "a", "1")).votes == {}


def test_a_round_becomes_one_step_and_what_was_done_between_stays():
    history, journey = History(), small()
    states = [journey]
    for label, edit in (("Dot", lambda m: cast(m, "a", "1")), ("Dot", lambda m: cast(m, "b", "1")),
                        ("Edit text", lambda m: change(m, "a", text="x")), ("Dot", lambda m: cast(m, "b", "2"))):
        states.append(edit(states[-1]))
        history.record(label, states[-2], states[-1])
    history.fold("Dot", "Round")
    assert [step.label for step in history.done] == ["Round", "Edit text", "Round"]
    assert history.undo() is states[3]
    assert history.undo() is states[2]
    assert history.undo() is states[0]
    assert history.redo() is states[2]


# -- dots and badges on the drawing --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter(FontSet(system=False))


def parts(drawing):
    return {part.id: part for _x, _y, part in drawing.walk()}


def test_a_vote_draws_its_card_anew_and_no_other(typesetter):
    composer, journey = Composer(typesetter, hints=True), small()
    before = parts(composer.compose(journey))
    after = parts(composer.compose(cast(journey, "a", "1", 3)))
    assert after["a"] is not before["a"]
    assert after["a"].height > before["a"].height
    assert "3 dots" in after["a"].label
    assert after["b"] is before["b"]
    assert after["m"] is before["m"]
    assert parts(composer.compose(journey))["a"].ops == before["a"].ops


@pytest.mark.parametrize("count", [1, 7, 10, 11, 250])
def test_the_number_of_dots_is_written_beside_them(typesetter, count):
    plain = Composer(typesetter).compose(small())
    drawing = Composer(typesetter).compose(cast(small(), "a", "1", count))
    words = [text.line.text for _x, _y, text in drawing.texts()]
    assert str(count) in words
    part = parts(drawing)["a"]
    more = len([op for op in part.ops if type(op).__name__ == "Box"]) - len(
        [op for op in parts(plain)["a"].ops if type(op).__name__ == "Box"])
    assert more == min(count, 10)


def test_comments_show_where_people_work_and_never_in_an_export(typesetter):
    journey = add_comment(small(), "a", "Is this true?", "KT")
    on_screen, on_paper = Composer(typesetter, hints=True), Composer(typesetter)
    plain = parts(on_screen.compose(small()))["a"]
    assert "1 open comment" in parts(on_screen.compose(journey))["a"].label
    assert parts(on_paper.compose(journey))["a"].ops == parts(Composer(typesetter).compose(small()))["a"].ops
    key, = journey.comments
    assert parts(on_screen.compose(change(journey, key, resolved=True)))["a"].ops == plain.ops


# -- comments and the agenda -----------------------------------------------------------------------------------------


def test_comments_keep_their_order_and_go_with_their_card():
    journey = add_comment(add_comment(add_comment(small(), "a", "one"), "b", "other"), "a", "two", "KT", "2026-11-21")
    assert [comment.text for comment in comments_on(journey, "a")] == ["one", "two"]
    assert delete(journey, ["a"]).comments.keys() == {comments_on(journey, "b")[0].id}


@given(st.lists(st.floats(0, 90), max_size=6), st.data())
def test_the_agenda_can_be_put_in_any_order(lengths, data):
    journey = small()
    for place, minutes in enumerate(lengths):
        journey = insert_item(journey, AgendaItem(id=f"g{place}", rank="a0", name=str(place), minutes=minutes))
    row = [item.id for item in ordered_agenda(journey)]
    assert row == [f"g{place}" for place in range(len(lengths))]
    if row:
        key, index = data.draw(st.sampled_from(row)), data.draw(st.integers(0, len(row)))
        moved = [item.id for item in ordered_agenda(move_item(journey, key, index))]
        ahead = [other for other in row[:index] if other != key]
        assert moved == [*ahead, key, *(other for other in row[index:] if other != key)]
    assert total_minutes(ordered_agenda(journey)) == pytest.approx(sum(lengths))


# -- the parking lot -------------------------------------------------------------------------------------------------


def but_its_place(card):
    return card.model_dump(exclude={"rank", "stage", "lane", "step"})


@given(journey_maps, st.data())
def test_parking_and_bringing_back_restores_all_but_the_place(journey, data):
    if not journey.cards:
        return
    key = data.draw(st.sampled_from(sorted(journey.cards)))
    for voter in data.draw(st.lists(st.sampled_from("12"), max_size=3)):
        journey = cast(journey, key, voter)
    journey = add_comment(journey, key, data.draw(st.sampled_from(["", "Why?"])), "KT")
    parked = park(journey, [key])
    assert key not in parked.cards
    assert not any(vote.card == key for vote in parked.votes.values())
    saved = from_bytes(to_bytes(parked)).map
    assert saved == parked
    stage = data.draw(st.sampled_from(sorted(journey.stages)))
    lane = data.draw(st.sampled_from(sorted(journey.lanes)))
    back = bring_back(saved, key, Target(stage, lane))
    assert but_its_place(back.cards[key]) == but_its_place(journey.cards[key])
    assert (back.cards[key].stage, back.cards[key].lane) == (stage, lane)
    assert (back.comments, back.votes, back.links) == (journey.comments, journey.votes, journey.links)
    assert [held.id for held in ordered_parked(back)] == [held.id for held in ordered_parked(journey)]
    assert {key: held.model_dump(exclude={"rank"}) for key, held in back.parked.items()} == {
        key: held.model_dump(exclude={"rank"}) for key, held in journey.parked.items()}
    again = bring_back(parked, key, home(parked, key))
    assert but_its_place(again.cards[key]) == but_its_place(journey.cards[key])
    assert again.cards[key].step == journey.cards[key].step
    assert again.cards[key].stage == journey.cards[key].stage


@pytest.mark.parametrize("order", [("a", "i"), ("i", "a")])
def test_a_link_waits_until_both_its_ends_are_back(order):
    journey = small()
    both = park(journey, ["a", "i"])
    assert both.links == {}
    one = bring_back(both, order[0], home(both, order[0]))
    assert one.links == {}
    assert bring_back(one, order[1], home(one, order[1])).links == journey.links


def test_what_is_gone_while_a_card_is_parked_is_left_out():
    journey = delete(park(small(), ["a"]), ["p", "e", "i", "s"])
    assert home(journey, "a") is None
    back = bring_back(journey, "a", Target("t", "l"))
    assert back.cards["a"].personas == ()
    assert back.cards["a"].step is None
    assert back.links == {}


def test_an_idea_is_parked_without_ever_being_a_card():
    journey = note_down(note_down(small(), "Ask the shop"), "Ask the bank")
    first, second = ordered_parked(journey)
    assert (first.text, first.kind, second.text) == ("Ask the shop", "note", "Ask the bank")
    assert home(journey, first.id) is None
    back = bring_back(journey, first.id, Target("s", "l", 0))
    assert [card.text for card in back.cell("s", "l")] == ["Ask the shop", "Slow", "Dear"]


@pytest.mark.parametrize("odd", [
    {"severity": "high"}, {"stage": [], "lane": {}, "step": [1]}, {"parked_with": 3},
    {"parked_with": {"votes": [1], "links": 7}},
    {"parked_with": {"comments": {"x": 1, "y": {}}, "votes": {"v": {"card": "gone"}}}}])
def test_a_parked_card_of_somebody_elses_making_can_be_brought_back(odd):
    data = small().model_dump(mode="json")
    data["parked"] = {"z": {"rank": "a0", "kind": "pain_point", "text": "Odd", **odd}}
    assert home(JourneyMap.model_validate(data), "z") is None
    journey = bring_back(JourneyMap.model_validate(data), "z", Target("s", "l"))
    assert journey.cards["z"].text == "Odd"
    assert journey.votes == {}


def test_parking_twice_hands_a_link_on():
    journey = add_link(small(), Link(id="k2", rank="a1", source="b", target="a"))
    journey = park(journey, ["a", "b", "i"])
    for key in ("i", "b", "a"):
        journey = bring_back(journey, key, home(journey, key))
    assert {(link.source, link.target) for link in journey.links.values()} == {("i", "a"), ("b", "a")}
