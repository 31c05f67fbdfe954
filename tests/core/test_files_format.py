"""The file format: the round trip, the layout, unknown fields, versions, the frozen samples."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjdesigner.files import format as format_module
from cjdesigner.files import sentences
from cjdesigner.files.format import from_bytes, to_bytes, to_data
from cjdesigner.files.places import MapFileError
from cjdesigner.files.problems import validate
from cjdesigner.model.cards import CARD_KINDS, EVIDENCE
from cjdesigner.model.conflicts import Conflict
from cjdesigner.model.map import COLLECTIONS, DIVIDERS, JourneyMap, Lane, Link, Persona, Stage, Step
from cjdesigner.model.pictures import Picture
from cjdesigner.model.workshop import AgendaItem, Comment, Parked, Vote
from tests.strategies import journey_maps, map_data, values

SAMPLES = {schema: Path(__file__).parent.parent / "data" / f"v{schema}.cjmap" for schema in (1, 2, 3)}
SAMPLE = SAMPLES[format_module.SCHEMA]
ENVELOPE = {"format": "cjdesigner/map", "schema": 3, "min_reader": 2}
unhurried = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def file_of(**fields):
    return json.dumps(ENVELOPE | fields).encode()


@unhurried
@given(journey_maps)
def test_what_is_saved_loads_as_the_same_map_and_saves_to_the_same_bytes(journey):
    data = to_bytes(journey)
    opened = from_bytes(data)
    assert opened.map == journey
    assert not opened.read_only
    assert to_bytes(opened.map) == data
    assert validate(data) == []


@unhurried
@given(journey_maps)
def test_the_text_says_the_same_as_the_plain_data(journey):
    assert json.loads(to_bytes(journey)) == json.loads(json.dumps(to_data(journey)))


@unhurried
@given(map_data(), st.randoms(use_true_random=False))
def test_the_order_in_which_a_map_was_built_does_not_show(data, random):
    names = list(data)
    random.shuffle(names)
    shuffled = {name: data[name] for name in names}
    for name in COLLECTIONS:
        keys = list(data.get(name, ()))
        if not keys:
            continue
        random.shuffle(keys)
        shuffled[name] = {key: data[name][key] for key in keys}
    assert to_bytes(JourneyMap.model_validate(shuffled)) == to_bytes(JourneyMap.model_validate(data))


@unhurried
@given(map_data(), st.data())
def test_whatever_loads_also_saves_and_loads_again_as_the_same(data, chooser):
    mangle(data, chooser)
    try:
        journey = from_bytes(json.dumps(ENVELOPE | data).encode()).map
    except MapFileError:
        return
    saved = to_bytes(journey)
    assert from_bytes(saved).map == journey
    assert to_bytes(from_bytes(saved).map) == saved


def mangle(data, chooser):
    """Puts random values at a random place of the data."""
    held = data
    while True:
        key = chooser.draw(st.sampled_from(sorted(held)))
        if isinstance(held[key], dict) and held[key] and chooser.draw(st.integers(0, 4)):
            held = held[key]
        else:
            held[key] = chooser.draw(values)
            return


def references(plain):
    """Every reference in plain data, by the table: the path, the collection that it points into, the id."""
    for collection, fields in sentences.REFERENCES.items():
        for key, entity in plain.get(collection, {}).items():
            for field, target in fields.items():
                value = entity.get(field, ())
                for name in [value] if isinstance(value, str) else value or ():
                    yield (collection, key, field), target, name


@unhurried
@given(journey_maps)
def test_the_table_of_references_is_the_models(journey):
    ours = sorted(references(to_data(journey)))
    assert ours == sorted((ref.path, ref.collection, ref.id) for ref in journey.references())


@unhurried
@given(journey_maps)
def test_each_field_has_a_line_of_its_own(journey):
    text = to_bytes(journey).decode()
    assert text.endswith("\n}\n")
    fields = count_fields(to_data(journey))
    assert len(re.findall(r'^ +"', text, re.MULTILINE)) == fields


def count_fields(data):
    """How many names a file has: of the map, of the entities, of their fields, of the prompts of a lane."""
    total = len(data)
    for value in data.values():
        if isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
            total += len(value) + sum(len(entity) for entity in value.values())
            total += sum(len(entity["prompts"]) for entity in value.values()
                         if isinstance(entity.get("prompts"), dict))
    return total


def test_the_layout():
    journey = JourneyMap(id="m", title="Mua “cà phê”", stages={"b": {"rank": "a1"}, "a": {"rank": "a0", "name": "Đi"}},
                         lanes={"l": {"rank": "a0", "kind": "action", "prompts": {"b": "?", "a": "!"}}},
                         cards={"c": {"kind": "note", "rank": "a0", "stage": "a", "lane": "l", "tags": ["x", "y"],
                                      "z": 1, "new": {"q": [1]}}})
    assert to_bytes(journey).decode() == """{
  "format": "cjdesigner/map",
  "schema": 3,
  "min_reader": 2,
  "id": "m",
  "title": "Mua “cà phê”",
  "stages": {
    "a": {
      "rank": "a0",
      "name": "Đi"
    },
    "b": {
      "rank": "a1"
    }
  },
  "lanes": {
    "l": {
      "rank": "a0",
      "kind": "action",
      "prompts": {
        "a": "!",
        "b": "?"
      }
    }
  },
  "cards": {
    "c": {
      "rank": "a0",
      "kind": "note",
      "stage": "a",
      "lane": "l",
      "tags": ["x", "y"],
      "new": {"q": [1]},
      "z": 1
    }
  }
}
"""


def test_unknown_fields_come_last_and_sorted_on_every_level():
    journey = JourneyMap.model_validate({"z": 1, "b": 2, "id": "m", "stages": {"s": {"y": 1, "rank": "a0", "c": 2}}})
    assert list(to_data(journey)) == ["format", "schema", "min_reader", "id", "stages", "b", "z"]
    assert list(to_data(journey)["stages"]["s"]) == ["rank", "c", "y"]


def test_an_empty_map_is_short_and_keeps_its_id():
    journey = JourneyMap()
    assert list(to_data(journey)) == ["format", "schema", "min_reader", "id"]
    assert from_bytes(to_bytes(journey)).map == journey


# --- the frozen samples: never change a file, only add one for a new schema ---


def test_the_sample_of_this_schema_saves_to_the_same_bytes():
    data = SAMPLE.read_bytes()
    assert to_bytes(from_bytes(data).map) == data


def test_the_sample_of_schema_1_loses_nothing():
    data = SAMPLES[1].read_bytes()
    opened = from_bytes(data)
    assert (opened.schema, opened.read_only, opened.notice) == (1, False, "")
    assert json.loads(to_bytes(opened.map)) == json.loads(data) | {"schema": 3, "min_reader": 2}


def test_the_sample_of_schema_2_loses_nothing():
    data = SAMPLES[2].read_bytes()
    opened = from_bytes(data)
    assert (opened.schema, opened.read_only, opened.notice) == (2, False, "")
    assert json.loads(to_bytes(opened.map)) == json.loads(data) | {"schema": 3}


def test_what_schema_3_gives_a_meaning_is_set_aside_in_files_of_schema_2():
    data = json.loads(SAMPLES[2].read_bytes()) | {"conflicts": "mine"}
    assert from_bytes(json.dumps(data).encode()).map.model_extra["x-conflicts"] == "mine"


def test_what_schema_2_gives_a_meaning_is_set_aside_in_files_of_schema_1():
    data = json.loads(SAMPLES[1].read_bytes())
    data["comments"], data["cards"]["card0000000a"]["span"] = "mine", "wide"
    data["stages"][next(iter(data["stages"]))]["hidden"] = ["a"]
    journey = from_bytes(json.dumps(data).encode()).map
    assert journey.model_extra["x-comments"] == "mine"
    assert journey.cards["card0000000a"].model_extra["x-span"] == "wide"
    assert any((stage.model_extra or {}).get("x-hidden") == ["a"] for stage in journey.stages.values())


def test_the_sample_uses_every_field_and_kind():
    journey = from_bytes(SAMPLE.read_bytes()).map
    cards = list(journey.cards.values())
    assert {card.kind for card in cards} == {*CARD_KINDS, "video"}
    assert {card.evidence for card in cards} == {None, *EVIDENCE}
    assert {lane.divider for lane in journey.lanes.values()} == set(DIVIDERS)
    plain = to_data(journey)
    assert set(JourneyMap.model_fields) <= set(plain)
    for collection, model in (("personas", Persona), ("stages", Stage), ("lanes", Lane), ("links", Link),
                              ("steps", Step), ("comments", Comment), ("votes", Vote), ("parked", Parked),
                              ("agenda", AgendaItem), ("pictures", Picture), ("conflicts", Conflict)):
        used = {name for entity in plain[collection].values() for name in entity}
        assert set(model.model_fields) - {"id"} <= used
    for kind, model in CARD_KINDS.items():
        own = set(model.model_fields) - set(CARD_KINDS["note"].model_fields)
        assert own <= {n for card in plain["cards"].values() if card["kind"] == kind for n in card}
    shared = set(CARD_KINDS["note"].model_fields) - {"id"}
    assert shared <= set(plain["cards"]["card0000000a"])


def test_the_sample_keeps_unknown_fields_on_every_level():
    journey = from_bytes(SAMPLE.read_bytes()).map
    assert journey.model_extra["x-text"] == "giữ nguyên"
    assert journey.personas["persona000aa"].model_extra == {"x-mood": "curious"}
    assert journey.cards["card0000000k"].model_extra == {"seconds": 12.5, "x-length": {"minutes": 3, "cut": False}}
    assert journey.links["link0000000a"].model_extra == {"x-bend": [0.5, 0.25]}


# --- versions ---


def test_a_newer_schema_that_we_may_edit_keeps_its_number_and_its_fields():
    opened = from_bytes(file_of(schema=7, min_reader=1, id="m", boards={"b": {"name": "x"}}))
    assert not opened.read_only
    assert "newer" in opened.notice
    assert opened.schema == 7
    changed = JourneyMap(**{**dict(opened.map), "title": "T"})
    again = json.loads(to_bytes(changed))
    assert again == ENVELOPE | {"schema": 7, "min_reader": 1, "id": "m", "title": "T", "boards": {"b": {"name": "x"}}}
    assert from_bytes(to_bytes(changed)).map == changed


def test_a_newer_min_reader_opens_for_reading_only():
    opened = from_bytes(file_of(schema=9, min_reader=8, id="m"))
    assert opened.read_only
    assert "Update" in opened.notice
    assert json.loads(to_bytes(opened.map))["min_reader"] == 8


def test_what_we_do_not_understand_in_a_newer_file_is_kept():
    opened = from_bytes(file_of(schema=9, min_reader=8, title=["a", "b"]))
    assert opened.read_only
    assert "Update" in opened.notice
    assert [problem.path for problem in opened.problems] == [("title",)]
    assert json.loads(to_bytes(opened.map))["title"] == ["a", "b"]


def test_an_older_schema_is_migrated_step_by_step(monkeypatch):
    monkeypatch.setattr(format_module, "SCHEMA", 3)
    monkeypatch.setattr(format_module, "MIGRATIONS", {
        1: lambda data: {**data, "title": data["name"] + "2"},
        2: lambda data: {**data, "title": data["title"] + "3"},
    })
    opened = from_bytes(file_of(name="v", id="m", schema=1, min_reader=1))
    assert opened.map.title == "v23"
    assert opened.schema == 1
    assert json.loads(to_bytes(opened.map))["schema"] == 3


def test_there_is_a_migration_from_every_older_schema():
    assert sorted(format_module.MIGRATIONS) == list(range(1, format_module.SCHEMA))


@pytest.mark.parametrize("name", ["schema", "min_reader"])
@pytest.mark.parametrize("value", [0, -1, 1.0, "1", True, None, []])
def test_a_version_that_is_no_number(name, value):
    with pytest.raises(MapFileError, match=name):
        from_bytes(json.dumps(ENVELOPE | {name: value}).encode())


def test_a_file_without_schema():
    with pytest.raises(MapFileError, match="schema"):
        from_bytes(b'{"format": "cjdesigner/map"}')


def test_broken_characters_in_unknown_fields_do_not_stop_saving():
    opened = from_bytes(b'{"format": "cjdesigner/map", "schema": 1, "id": "m", '
                        b'"x\\ud800": ["\\udc00", "\\ud83d\\ude00"], "y": "\\\\ud800"}')
    assert opened.map.model_extra == {"x\ufffd": ["\ufffd", "😀"], "y": "\\ud800"}
    assert from_bytes(to_bytes(opened.map)).map == opened.map


def test_a_broken_character_made_in_memory_does_not_stop_saving():
    assert b'"z": "?"' in to_bytes(JourneyMap.model_validate({"z": "\ud800"}))


