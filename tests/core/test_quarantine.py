"""What a map cannot hold is kept: set aside when a file is read, written back, dropped when its field is set."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.edit.changes import change, change_map, changed
from cjdesigner.edit.copying import copy, duplicate, fresh_map, paste
from cjdesigner.edit.grid import delete
from cjdesigner.edit.parking import bring_back, home, park
from cjdesigner.export.client import client_copy
from cjdesigner.export.preflight import preflight
from cjdesigner.files import format as format_module
from cjdesigner.files.format import from_bytes, to_bytes, to_data
from cjdesigner.files.problems import still_kept
from cjdesigner.files.quarantine import count_said
from cjdesigner.model.kept import MARK, keeps, kept_entities, kept_fields
from cjdesigner.model.map import COLLECTIONS
from tests.proof import cuts, mutants
from tests.strategies import values

DATA = Path(__file__).parent.parent / "data"


def file_of(**fields):
    return json.dumps({
        "format": "cjdesigner/map", "schema": 2, "min_reader": 2, "id": "m",
        "stages": {"s": {"rank": "a0"}, "t": {"rank": "a1"}}, "lanes": {"l": {"rank": "a0", "kind": "pain_point"}},
        "personas": {"p": {"rank": "a0"}},
        "cards": {"k": {"rank": "a0", "kind": "pain_point", "stage": "s", "lane": "l", "text": "Chờ lâu"}},
    } | fields).encode()


def with_card(**fields):
    card = {"rank": "a0", "kind": "pain_point", "stage": "s", "lane": "l", "text": "Chờ lâu"}
    return from_bytes(file_of(cards={"k": card | fields})).map


def saved(journey):
    """The plain data of the map as it is in a file; it opens as the same map."""
    data = to_bytes(journey)
    assert from_bytes(data).map == journey
    return json.loads(data)


# --- a bad value -------------------------------------------------------------------------------------------------


def test_a_bad_value_gives_way_to_the_default_and_is_written_back():
    journey = with_card(severity="abc", owner="Lan")
    assert journey.cards["k"].severity == 2
    assert kept_fields(journey.cards["k"]) == {"severity": "abc"}
    assert list(saved(journey)["cards"]["k"].items())[-1] == ("severity", "abc")
    assert saved(journey)["cards"]["k"]["owner"] == "Lan"


@pytest.mark.parametrize("value", [3, 2])
def test_it_goes_when_its_field_is_set_even_to_the_default(value):
    journey = change(with_card(severity="abc"), "k", severity=value)
    assert not keeps(journey, COLLECTIONS)
    assert saved(journey)["cards"]["k"].get("severity", 2) == value


def test_it_stays_when_another_field_is_set():
    journey = change(with_card(severity="abc"), "k", text="Chờ quá lâu")
    assert saved(journey)["cards"]["k"]["severity"] == "abc"


def test_single_items_of_a_list_are_bad():
    journey = with_card(tags=["giá", 5, "phí"], personas=["p", "gone"])
    assert journey.cards["k"].tags == ("giá", "phí")
    assert journey.cards["k"].personas == ("p",)
    assert saved(journey)["cards"]["k"]["tags"] == ["giá", "phí", 5]
    assert saved(journey)["cards"]["k"]["personas"] == ["p", "gone"]


def test_questions_for_stages_that_are_not_there_are_kept():
    journey = from_bytes(file_of(lanes={"l": {
        "rank": "a0", "kind": "note", "prompts": {"s": "Sao?", "gone": "Ai?", "t": 5}}})).map
    assert journey.lanes["l"].prompts == {"s": "Sao?"}
    assert saved(journey)["lanes"]["l"]["prompts"] == {"s": "Sao?", "gone": "Ai?", "t": 5}


def test_of_a_text_that_is_too_long_the_beginning_is_shown():
    long = "dài " * 50_000
    journey = with_card(text=long)
    assert journey.cards["k"].text == long[:100_000]
    assert saved(journey)["cards"]["k"]["text"] == long


def test_a_bad_kind_is_a_grey_box_and_a_missing_rank_the_first():
    opened = from_bytes(file_of(cards={"k": {"kind": 5, "stage": "s", "lane": "l"}}))
    assert (opened.map.cards["k"].kind, opened.map.cards["k"].rank) == ("unknown", "a0")
    assert saved(opened.map)["cards"]["k"]["kind"] == 5
    assert {problem.path[2] for problem in opened.problems} == {"kind", "rank"}


def test_fields_of_the_map_are_kept_until_they_are_set():
    journey = from_bytes(file_of(title=["a"], id=5, dots=1000)).map
    assert (journey.title, journey.dots) == ("", 3)
    assert {name: saved(journey)[name] for name in ("title", "id", "dots")} == {"title": ["a"], "id": 5, "dots": 1000}
    assert "title" not in saved(change_map(journey, title=""))
    assert saved(change_map(journey, title="T"))["title"] == "T"


# --- what cannot stand -------------------------------------------------------------------------------------------


def test_a_card_of_an_unknown_stage_is_kept_whole_and_told_by_its_text():
    card = {"kind": "note", "rank": "a0", "stage": "gone", "lane": "l", "text": "Gọi <b>tổng đài</b>", "severity": "x"}
    opened = from_bytes(file_of(cards={"c": card}))
    assert opened.map.cards == {}
    assert kept_entities(opened.map) == {("cards", "c"): card}
    assert saved(opened.map)["cards"] == {"c": card}
    assert "Gọi <b>tổng đài</b>" in opened.problems[0].message


def test_what_hangs_on_it_is_kept_with_it():
    data = {"cards": {"c": {"kind": "note", "rank": "a0", "stage": "gone", "lane": "l"}},
            "links": {"i": {"rank": "a0", "source": "c", "target": "c"}}, "votes": {"v": {"card": "c"}},
            "comments": {"q": {"rank": "a0", "card": "c"}}, "agenda": {"g": {"rank": "a0", "stage": "gone"}},
            "steps": {"x": {"rank": "a0", "stage": "gone"}}}
    opened = from_bytes(file_of(**data))
    assert len(kept_entities(opened.map)) == 5
    assert opened.map.agenda["g"].stage is None
    plain = saved(opened.map)
    assert {name: plain[name] for name in data} == data


@pytest.mark.parametrize("bad", [5, None, [], "x"])
def test_things_and_collections_that_are_no_objects_are_kept(bad):
    journey = from_bytes(file_of(cards={"k": bad}, links=bad)).map
    assert saved(journey)["cards"] == {"k": bad}
    assert saved(journey)["links"] == bad


def test_a_collection_that_was_none_gives_way_to_a_new_one_and_is_kept_beside_it():
    journey = from_bytes(file_of(agenda=["a", "b"])).map
    added = changed(journey, agenda=from_bytes(file_of(agenda={"g": {"rank": "a0"}})).map.agenda)
    plain = json.loads(to_bytes(added))
    assert (plain["agenda"], plain["x-agenda"]) == ({"g": {"rank": "a0"}}, ["a", "b"])


def test_of_two_things_with_one_id_the_one_on_the_map_is_shown():
    opened = from_bytes(file_of(personas={"s": {"rank": "a0", "name": "Lan"}}))
    assert set(opened.map.stages) == {"s", "t"}
    assert saved(opened.map)["personas"] == {"s": {"rank": "a0", "name": "Lan"}}


def test_of_a_key_that_is_there_twice_both_are_kept():
    earlier = '"k": {"rank": "a5", "kind": "note", "stage": "t", "lane": "l"}, "k": {'
    text = file_of().decode().replace('"k": {', earlier)
    opened = from_bytes(text.encode())
    assert {key: card.stage for key, card in opened.map.cards.items()} == {"k": "s", "x-k": "t"}
    assert [problem.path for problem in opened.problems] == [("cards", "k")]
    thrice = from_bytes(b'{"format": "cjdesigner/map", "schema": 2, "id": "m", "a": 1, "a": 2, "a": 3, "x-a": 4}')
    assert sorted(thrice.map.model_extra.items()) == [("a", 3), ("x-a", 4), ("x-a-2", 1), ("x-a-3", 2)]


@pytest.mark.parametrize("literal", ["NaN", "-Infinity", "1e999", "-1E+400", "7" * 5_000])
def test_a_number_that_no_file_can_hold_is_kept_as_text(literal):
    journey = from_bytes(file_of(dots="@").replace(b'"@"', literal.encode())).map
    assert journey.dots == 3
    assert saved(journey)["dots"] == literal


@pytest.mark.parametrize("broken", ["\\ud800", "\\uDFFF", "\\uffff", "\\uFFFE", "\uffff", "\ufffe"])
def test_broken_characters_are_replaced_and_told(broken):
    opened = from_bytes(b'{"format": "cjdesigner/map", "schema": 2, "id": "m",\n"title": "a%bz",\n"x%b": "\\\\ud800"}'
                        % (broken.encode(), broken.encode()))
    assert opened.map.title == "a\ufffdz"
    assert opened.map.model_extra == {"x\ufffd": "\\ud800"}
    assert [problem.line for problem in opened.problems] == [2, 3]


# --- what edits do with it -----------------------------------------------------------------------------------------


def test_copies_keep_it_and_the_clients_copy_does_not():
    journey = with_card(severity="abc", step="gone")
    for made in (duplicate(journey, ["k"]), paste(journey, copy(journey, ["k"])), fresh_map(journey)):
        assert all(kept_fields(card)["severity"] == "abc" for card in made.cards.values())
        saved(made)
    bare = client_copy(journey)
    assert not keeps(bare, COLLECTIONS)
    assert b"abc" not in to_bytes(bare)


def test_parking_and_bringing_back_keeps_it():
    opened = from_bytes(file_of(
        cards={"k": {"rank": "a0", "kind": "pain_point", "stage": "s", "lane": "l", "severity": "abc", "text": 5}},
        comments={"q": {"rank": "a0", "card": "k", "author": ["x"], "text": "hm"}}))
    parked = park(opened.map, ["k"])
    assert saved(parked)["parked"]["k"]["severity"] == "abc"
    assert saved(parked)["parked"]["k"]["text"] == 5
    for journey in (parked, from_bytes(to_bytes(parked)).map):
        back = bring_back(journey, "k", home(journey, "k"))
        assert kept_fields(back.cards["k"])["severity"] == "abc"
        assert kept_fields(back.cards["k"])["text"] == 5
        assert kept_fields(back.comments["q"]) == {"author": ["x"]}
        assert back.comments["q"].text == "hm"
        saved(back)


def test_deleting_a_thing_deletes_what_it_kept():
    assert not keeps(delete(with_card(severity="abc"), ["k"]), COLLECTIONS)


def test_the_check_before_an_export_names_it_and_leads_there():
    journey = with_card(severity="abc")
    found = [each for each in preflight(journey) if each.kind == "unread"]
    assert [(each.where, each.severity) for each in found] == [("k", "warning")]
    assert found[0].sentence == "“Chờ lâu”, Severity: must be a whole number."
    assert [problem.path for problem in still_kept(journey)] == [("cards", "k", "severity")]
    assert still_kept(change(journey, "k", severity=1)) == ()


def test_how_many_values_there_are_is_said():
    assert count_said(1) == "1 value could not be read; it is kept as it is."
    assert count_said(3) == "3 values could not be read; they are kept as they are."


# --- anything at all -----------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "dots", "x", *COLLECTIONS]), values, max_size=6))
def test_a_map_of_anything_opens_and_is_saved(fields):
    journey = from_bytes(file_of(**fields)).map
    assert MARK not in to_bytes(journey).decode()
    saved(journey)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*COLLECTIONS, "x"]),
                       st.one_of(values, st.dictionaries(st.text(max_size=2), values, max_size=3)), max_size=4))
def test_migrations_bear_any_object(data):
    for step in format_module.MIGRATIONS.values():
        assert isinstance(step(data), dict)
    saved(from_bytes(json.dumps({"format": "cjdesigner/map", "schema": 1, "id": "m", **data}).encode()).map)


@pytest.mark.parametrize("path", sorted(DATA.glob("v*.cjmap")), ids=lambda path: path.stem)
def test_the_sample_of_every_schema_opens_whole_and_is_saved(path):
    opened = from_bytes(path.read_bytes())
    assert opened.problems == ()
    assert not opened.read_only
    assert saved(opened.map) == json.loads(json.dumps(to_data(opened.map)))


def test_the_proofs_hold_in_short():
    assert "none crashed" in mutants.main(1_200)
    assert "none crashed" in cuts.main(1)


def test_a_map_whose_id_is_an_object_is_the_same_map_each_time():
    opened = from_bytes(b'{"format": "cjdesigner/map", "schema": 3, "id": {"z": {"b": 1, "a": 2}, "a": 5}}')
    assert from_bytes(to_bytes(opened.map)).map == opened.map
