"""Cards that are carried together: nothing is lost, whatever is carried to wherever; and what a drag shows is true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.canvas.reflow import Gap, reflowed
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.carrying import drop_copies, drop_piece, drop_together, held_of, landing_together, piece_of
from cjdesigner.edit.copying import copy
from cjdesigner.edit.placing import Target
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap

SAMPLE = templates.build("sample", "vi")
CARDS, STAGES, LANES = sorted(SAMPLE.cards), sorted(SAMPLE.stages), sorted(SAMPLE.lanes)

some = st.lists(st.sampled_from(CARDS), min_size=1, max_size=8, unique=True)
targets = st.builds(Target, st.one_of(st.none(), st.sampled_from(STAGES)), st.one_of(st.none(), st.sampled_from(LANES)),
                    st.one_of(st.none(), st.integers(0, 3)), st.integers(0, 3), st.integers(0, 3))


def content(card):
    return card.model_dump(exclude={"id", "rank", "stage", "lane", "step", "personas"})


@given(some, targets)
def test_moving_loses_nothing_and_ends_in_one_stage(keys, target):
    after = drop_together(SAMPLE, keys, target)
    assert after.cards.keys() == SAMPLE.cards.keys()
    assert len({after.cards[key].stage for key in keys}) == 1
    assert after.links == SAMPLE.links
    for key in CARDS:
        if key not in keys:
            assert (after.cards[key].stage, after.cards[key].lane) == (SAMPLE.cards[key].stage, SAMPLE.cards[key].lane)
        if len(keys) > 1:
            assert content(after.cards[key]) == content(SAMPLE.cards[key])


@given(some, targets)
def test_what_does_not_fit_keeps_its_lane(keys, target):
    along = landing_together(SAMPLE, keys, target)
    after = drop_together(SAMPLE, keys, target)
    assert along[0] == keys[0]
    assert {after.cards[key].lane for key in along} == {after.cards[keys[0]].lane}
    assert all(after.cards[key].lane == SAMPLE.cards[key].lane for key in keys if key not in along)


@given(some, targets)
def test_copies_have_all_that_the_cards_have(keys, target):
    after = drop_copies(SAMPLE, keys, target)
    new = [card for key, card in after.cards.items() if key not in SAMPLE.cards]
    assert {key: after.cards[key] for key in CARDS if content(after.cards[key]) != content(SAMPLE.cards[key])} == {}
    assert sorted(str(content(card)) for card in new) == sorted(str(content(SAMPLE.cards[key])) for key in keys)
    inner = [e for e in SAMPLE.links.values() if e.source in keys and e.target in keys]
    assert len(after.links) == len(SAMPLE.links) + len(inner)


@given(some)
def test_an_empty_map_takes_any_cards(keys):
    piece = piece_of(SAMPLE, keys)
    after = drop_piece(JourneyMap(language="vi"), piece, Target(None, None))
    assert len(after.cards) == len(keys)
    assert len(after.stages) == 1
    named = {p for key in keys for p in SAMPLE.cards[key].personas}
    assert len(after.personas) == len(named | {p for e in piece.lanes.values() for p in e.personas})
    kinds = {after.lanes[card.lane].kind for card in after.cards.values() if card.kind == "emotion"}
    assert kinds <= {"emotion"}


def test_the_card_in_the_hand_decides():
    keys = [next(c.id for c in SAMPLE.cards.values() if c.kind == kind) for kind in ("touchpoint", "action")]
    for first, other in (keys, keys[::-1]):
        assert held_of(piece_of(SAMPLE, [first, other])).id == first
    assert held_of(copy(SAMPLE, STAGES[:1])) is None
    assert held_of(copy(SAMPLE, keys)).id in keys


# -- what a drag shows --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def composer():
    return Composer(Typesetter(FontSet(system=False)))


def places(parts):
    return {child.part.id: (placed.x + child.x, placed.y + child.y)
            for placed in parts if placed.part.role == "lane" for child in placed.part.children
            if child.part.role == "card" and child.y > -1e6}


PLAIN = [key for key in CARDS if SAMPLE.cards[key].kind != "emotion"]


@given(key=st.sampled_from(PLAIN), stage=st.sampled_from(STAGES), index=st.integers(0, 4))
def test_the_cards_of_the_lane_lie_where_the_drop_puts_them(composer, key, stage, index):
    card, drawing = SAMPLE.cards[key], composer.compose(SAMPLE)
    index = min(index, len(SAMPLE.cell(stage, card.lane)))
    height = drawing.spots[key].height
    shown = reflowed(drawing, [key], [Gap(stage, card.lane, index, (height,))])
    after = composer.compose(drop_together(SAMPLE, [key], Target(stage, card.lane, index)))
    top = next(row.y for row in drawing.grid.rows if row.lane == card.lane)
    seen = places(shown.parts)
    for held, (x, y) in seen.items():
        spot = after.spots[held]
        if SAMPLE.cards[held].lane == card.lane:
            assert (x, y) == pytest.approx((spot.x, spot.y))
    slot, = shown.slots
    spot = after.spots[key]
    assert (slot.x, slot.y, slot.width, slot.height) == pytest.approx((spot.x, spot.y, spot.width, spot.height))
    assert slot.y >= top
    assert set(seen) == {k for k in drawing.spots if drawing.spots[k].role == "card"} - {key}
    assert shown.grown >= 0


def test_without_anything_carried_nothing_changes(composer):
    drawing = composer.compose(SAMPLE)
    assert reflowed(drawing, [], []).parts == drawing.parts


def test_lanes_below_a_lane_that_grows_move_down(composer):
    drawing = composer.compose(SAMPLE)
    row = drawing.grid.rows[1]
    shown = reflowed(drawing, [], [Gap(STAGES[0], row.lane, None, (400.0, 400.0))])
    lanes = [placed for placed in shown.parts if placed.part.role == "lane"]
    assert shown.grown > 400
    for before, after in zip(drawing.grid.rows[2:], lanes[2:], strict=True):
        assert after.y == pytest.approx(before.y + shown.grown)
    panel = lanes[1].part.ops[0]
    assert panel.height == pytest.approx(row.height + shown.grown)
