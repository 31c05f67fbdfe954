"""A pasted text is told apart by what it is, and a whole map that is pasted loses nothing."""

import pytest
from hypothesis import given, settings

from cjdesigner.edit.changes import COLLECTIONS, change
from cjdesigner.edit.copying import copy
from cjdesigner.edit.grid import insert_persona
from cjdesigner.edit.joining import join
from cjdesigner.errors import CjError
from cjdesigner.exchange.meaning import meaning_of_text, new_map_of
from cjdesigner.files.format import to_bytes
from cjdesigner.model.map import JourneyMap, Persona
from cjdesigner.model.table import Table
from cjdesigner.model.templates import build
from tests.strategies import journey_maps

MERMAID = "journey\n\ttitle T\n\tsection S\n\t\tTask: 5: Me"


@pytest.mark.parametrize(("text", "kind"), [
    ("words\nmore", str), ("a\tb", Table), ("| a | b |\n|---|---|\n| 1 | 2 |", Table), (MERMAID, JourneyMap),
    (f"```mermaid\n{MERMAID}\n```", JourneyMap), (f"Look:\n```mermaid\n{MERMAID}\n```", str),
    ("journey to the west", str), ("flowchart TD\n a-->b", str), ('{"format": "other"}', str),
    (to_bytes(build("sample", "en")).decode(), JourneyMap),
])
def test_what_a_text_is(text, kind):
    assert isinstance(meaning_of_text(text, "en"), kind)


def test_too_long_a_text_is_refused():
    with pytest.raises(CjError, match="too large"):
        meaning_of_text("x" * 20_000_001, "en")


def texts(journey):
    return sorted(card.text for card in journey.cards.values())


def around(journey):
    """What is outside of the cells."""
    return (sorted((journey.cards[e.card].text, e.text) for e in journey.comments.values()),
            sorted((journey.cards[e.card].text, e.voter) for e in journey.votes.values()),
            sorted(e.text for e in journey.parked.values()))


def shape(journey):
    return (texts(journey), sorted(p.name for p in journey.personas.values()),
            [stage.name for stage in journey.ordered_stages()], len(journey.links))


@given(journey_maps)
def test_an_empty_map_takes_over_everything(other):
    made = new_map_of(other, "", "en")
    if other.stages or other.lanes:
        assert sorted(lane.name for lane in made.lanes.values()) == sorted(lane.name for lane in other.lanes.values())
    assert texts(made) == texts(other)
    assert len(made.personas) == len(other.personas)
    assert len(made.stages) == len(other.stages)
    assert around(made) == around(other)
    assert sorted(item.name for item in made.agenda.values()) == sorted(item.name for item in other.agenda.values())


def test_two_personas_of_one_name_stay_two():
    other = insert_persona(insert_persona(build("sample", "en"), Persona(id="p1", rank="a1", name="Lan")),
                           Persona(id="p2", rank="a2", name="Lan"))
    lane = other.ordered_lanes()[0].id
    other = change(other, lane, personas=("p1", "p2"))
    made = new_map_of(other, "", "en")
    assert [p.name for p in made.personas.values()].count("Lan") == 2


@settings(max_examples=40)
@given(journey_maps, journey_maps)
def test_a_map_joins_another_without_a_loss(journey, other):
    made = join(journey, other)
    assert texts(made) == sorted(texts(journey) + texts(other))
    assert len(made.stages) == len(journey.stages) + len(other.stages)
    assert not set(made.cards) - set(journey.cards) & set(other.cards)
    assert {lane.name for lane in other.lanes.values() if not any(c.lane == lane.id for c in other.cards.values())} <= {
        lane.name for lane in made.lanes.values()}
    if not {key for name in COLLECTIONS for key in getattr(journey, name)} & {*other.comments, *other.votes}:
        assert around(made) == tuple(sorted(a + b) for a, b in zip(around(journey), around(other), strict=True))
    brought = [p.name for p in other.personas.values() if p.id not in journey.personas]
    assert set(brought) <= {p.name for p in made.personas.values()}


def test_a_copy_goes_where_a_copy_goes():
    journey = build("sample", "en")
    card = next(iter(journey.cards.values()))
    made = join(journey, copy(journey, [card.id]), card.stage, card.lane)
    assert len(made.cards) == len(journey.cards) + 1
    assert len(made.stages) == len(journey.stages)


def test_the_sample_in_an_empty_map_is_the_sample():
    other = build("sample", "vi")
    made = new_map_of(other, "x", "en")
    assert shape(made) == shape(other)
    assert (made.title, made.scenario) == (other.title, other.scenario)
