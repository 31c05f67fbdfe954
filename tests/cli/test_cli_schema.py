"""The JSON Schema says what the program reads and writes."""

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from cjdesigner.cli.schema import file_schema
from cjdesigner.files.format import to_data
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import KEYS, SAMPLE, build
from tests.cli.conftest import DATA, Run
from tests.strategies import journey_maps

SCHEMA = file_schema()
CHECKER = jsonschema.Draft202012Validator(SCHEMA)
FILES = sorted(DATA.glob("*.cjmap"))


def plain(journey: JourneyMap) -> Any:
    return json.loads(json.dumps(to_data(journey)))


def test_it_is_a_schema_and_is_printed(run: Run):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    ran = run("schema")
    assert ran.code == 0
    assert json.loads(ran.out) == SCHEMA


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_good_files_are_good(path: Any):
    CHECKER.validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("key", [*KEYS, SAMPLE])
def test_templates_are_good(key: str, code: str):
    CHECKER.validate(plain(build(key, code)))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(journey_maps)
def test_all_maps_are_good(journey: JourneyMap):
    CHECKER.validate(plain(journey))


def changed(*path: str, value: object) -> dict[str, Any]:
    data = json.loads(FILES[0].read_bytes())
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


def card_of(kind: str) -> str:
    cards = json.loads(FILES[0].read_bytes())["cards"]
    return next(key for key, card in cards.items() if card["kind"] == kind)


@pytest.mark.parametrize("data", [
    changed("format", value="other"), changed("schema", value=0), changed("min_reader", value="1"),
    changed("title", value=3), changed("language", value="Tiếng Việt"), changed("cards", value=[]),
    changed("cards", card_of("emotion"), "score", value=3), changed("cards", card_of("emotion"), "stage", value=None),
    changed("cards", card_of("pain_point"), "severity", value=0), changed("cards", card_of("action"), value={}),
    changed("cards", card_of("action"), "kind", value=1), changed("lanes", "", value={"kind": "action", "rank": "a0"}),
    changed("links", "x", value={"rank": "a0"}),
], ids=lambda data: "")
def test_bad_files_are_bad(data: dict[str, Any]):
    assert not CHECKER.is_valid(data)


def test_no_entity_has_an_id_and_every_card_a_kind():
    for name, model in SCHEMA["$defs"].items():
        assert "id" not in model["properties"], name
        assert "id" not in model["required"], name
    for model in CARD_KINDS.values():
        assert "kind" in SCHEMA["$defs"][model.__name__]["required"]
    assert SCHEMA["properties"]["cards"]["additionalProperties"]["discriminator"]["mapping"].keys() == CARD_KINDS.keys()


def test_a_card_from_the_future_is_good():
    card = {"kind": "hologram", "rank": "a0", "stage": "s", "lane": "l", "glow": 1}
    data = copy.deepcopy(changed("cards", "x", value=card))
    CHECKER.validate(data)
