"""Cells put together again after an edit are the cells of the map; those of other lanes are the same objects."""

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose.cells import Cells, Stacks
from cjdesigner.edit.cards import move_cards
from cjdesigner.edit.changes import change
from cjdesigner.edit.grid import delete
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from tests.strategies import journey_maps

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@cache
def sample() -> JourneyMap:
    return templates.build("sample", "en")


def expected(journey: JourneyMap) -> dict[str, Stacks]:
    found: dict[str, Stacks] = {}
    for (stage, lane), cards in journey.cells().items():
        found.setdefault(lane, {})[stage] = cards
    return found


def a_card() -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(sample().cards))


def places() -> st.SearchStrategy[tuple[str, str, int]]:
    stages, lanes = sorted(sample().stages), sorted(sample().lanes)
    return st.tuples(st.sampled_from(stages), st.sampled_from(lanes), st.integers(0, 3))


@SLOW
@given(st.lists(journey_maps, min_size=2, max_size=4))
def test_one_map_after_another(maps):
    cells = Cells()
    for journey in maps:
        assert cells.by_lane(journey) == expected(journey)


@SLOW
@given(st.lists(st.tuples(a_card(), st.sampled_from(["text", "move", "delete"]), places()), max_size=8))
def test_edits_one_after_another(edits):
    cells, journey = Cells(), sample()
    cells.by_lane(journey)
    for key, kind, (stage, lane, index) in edits:
        if key not in journey.cards:
            continue
        if kind == "text":
            journey = change(journey, key, text="New words")
        elif kind == "move":
            journey = move_cards(journey, [key], stage, lane, index)
        else:
            journey = delete(journey, [key])
        assert cells.by_lane(journey) == expected(journey)


def test_lanes_that_did_not_change_are_the_same_objects():
    cells, journey = Cells(), sample()
    before = cells.by_lane(journey)
    card = next(iter(journey.cards.values()))
    after = cells.by_lane(change(journey, card.id, text="New words"))
    assert [lane for lane in before if before[lane] is not after[lane]] == [card.lane]
    untouched = [stage for stage in before[card.lane] if stage != card.stage]
    assert untouched
    assert all(before[card.lane][stage] is after[card.lane][stage] for stage in untouched)
