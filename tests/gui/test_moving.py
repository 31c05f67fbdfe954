"""Moving things with the mouse: what is dropped is where it was dropped, and Esc takes every gesture back."""

import pytest
from PySide6.QtCore import Qt

from cjdesigner.model.map import JourneyMap, Lane
from tests.gui.hands import Hand


def stack_of(journey, kind, least=1):
    """A cell with cards of a kind: its stage and lane, and the cards."""
    return next((key, cards) for key, cards in journey.cells().items()
                if len(cards) >= least and all(card.kind == kind for card in cards))


def two_in_a_cell(journey):
    return next((key, cards) for key, cards in journey.cells().items()
                if len(cards) > 1 and cards[0].kind != "emotion")


def test_a_card_moves_to_another_cell(window, hand):
    (stage, lane), cards = stack_of(window.session.map, "touchpoint")
    other = next(s.id for s in window.session.map.ordered_stages() if s.id != stage)
    before = window.session.map
    hand.drag(hand.middle(cards[0].id), hand.cell(other, lane, 0.97), release=False)
    assert window.canvas.ghost is not None
    assert len(window.canvas.marks) == 1
    assert window.session.map is before
    hand.release(hand.place(*hand.cell(other, lane, 0.97)))
    moved = window.session.map.cards[cards[0].id]
    assert (moved.stage, moved.lane) == (other, lane)
    assert window.session.map.cell(other, lane)[-1].id == moved.id
    assert window.canvas.ghost is None
    assert window.canvas.marks == ()
    assert window.session.history.undo_label == "Move card"
    assert len(window.session.history.done) == 1


def test_a_card_moves_within_its_cell(window, hand):
    key, cards = two_in_a_cell(window.session.map)
    last = window.canvas.shown.spots[cards[-1].id]
    hand.drag(hand.middle(cards[0].id), (last.x + 30, last.y + last.height - 2))
    assert [c.id for c in window.session.map.cell(*key)] == [*(c.id for c in cards[1:]), cards[0].id]
    top = window.canvas.shown.spots[cards[1].id]
    hand.drag(hand.middle(cards[0].id), (top.x + 30, top.y + 2))
    assert [c.id for c in window.session.map.cell(*key)] == [c.id for c in cards]


def test_dropping_a_card_where_it_was_is_no_step(window, hand):
    _key, cards = stack_of(window.session.map, "touchpoint")
    x, y = hand.middle(cards[0].id)
    hand.drag((x, y), (x + 12, y))
    assert window.session.history.done == []
    assert not window.session.dirty


def test_several_selected_cards_move_together_in_their_order(window, hand):
    journey = window.session.map
    cards = [c for c in journey.cards.values() if c.kind == "touchpoint"][:3]
    target = journey.ordered_stages()[-1].id
    for card in cards:
        hand.click(*hand.middle(card.id), keys=Qt.KeyboardModifier.ShiftModifier)
    hand.drag(hand.middle(cards[0].id), hand.cell(target, cards[0].lane, 0.97))
    assert {window.session.map.cards[card.id].stage for card in cards} == {target}
    assert len(window.session.history.done) == 1
    assert window.session.history.undo_label == "Move cards"


def test_a_card_dropped_over_a_lane_that_it_does_not_fit_goes_to_its_own(window, hand):
    journey = window.session.map
    (stage, lane), cards = stack_of(journey, "touchpoint")
    emotions = next(e for e in journey.ordered_lanes() if e.kind == "emotion")
    other = next(s.id for s in journey.ordered_stages() if s.id != stage)
    hand.drag(hand.middle(cards[0].id), hand.cell(other, emotions.id))
    moved = window.session.map.cards[cards[0].id]
    assert (moved.stage, moved.lane) == (other, lane)


@pytest.mark.parametrize("score", [-2, -1, 0, 1, 2])
def test_dragging_a_face_changes_its_score(window, hand, score):
    face = next(c for c in window.session.map.cards.values() if c.kind == "emotion" and c.score != score)
    row = next(r for r in window.canvas.shown.grid.rows if r.lane == face.lane)
    x, _y = hand.middle(face.id)
    end = (x, row.y + row.scale.y(score))
    hand.drag(hand.middle(face.id), end, release=False)
    shown = next(r for r in window.canvas.shown.grid.rows if r.lane == face.lane)
    assert hand.middle(face.id)[1] == pytest.approx(shown.y + shown.scale.y(score))
    assert window.session.history.done == []
    hand.release(hand.place(*end))
    moved = window.session.map.cards[face.id]
    assert (moved.score, moved.stage) == (score, face.stage)
    assert len(window.session.history.done) == 1


@pytest.mark.parametrize(("start", "over"), [(0, 3), (3, 0), (1, 2)])
def test_a_stage_is_reordered_by_its_head(window, hand, start, over):
    row = [stage.id for stage in window.session.map.ordered_stages()]
    target = window.canvas.shown.spots[row[over]]
    x = target.x + target.width * (0.9 if over > start else 0.1)
    hand.drag(hand.middle(row[start]), (x, target.y + 10), release=False)
    mark, = window.canvas.marks
    assert mark.height > mark.width
    hand.release(hand.place(x, target.y + 10))
    moved = row.pop(start)
    row.insert(over, moved)
    assert [stage.id for stage in window.session.map.ordered_stages()] == row
    assert window.session.history.undo_label == "Move stage"


@pytest.mark.parametrize(("start", "over"), [(0, 2), (2, 0), (0, 1)])
def test_a_lane_is_reordered_by_its_head(window, hand, start, over):
    rows = window.canvas.shown.grid.rows
    order = [row.lane for row in rows]
    y = rows[over].y + rows[over].height * (0.9 if over > start else 0.1)
    hand.drag((50, rows[start].y + 20), (50, y), release=False)
    assert {mark.shape for mark in window.canvas.marks} == {"ring", "bar"}
    hand.release(hand.place(50, y))
    moved = order.pop(start)
    order.insert(over, moved)
    assert [lane.id for lane in window.session.map.ordered_lanes()] == order
    assert window.session.history.undo_label == "Move lane"


def edge(canvas, stage):
    spot = canvas.shown.spots[stage]
    return spot.x + spot.width, spot.y + spot.height / 2


def test_a_column_is_resized_by_its_edge_and_reset_by_a_double_click(window, hand):
    stage = window.session.map.ordered_stages()[1].id
    x, y = edge(window.canvas, stage)
    column = window.canvas.shown.grid.columns[1]
    hand.drag((x, y), (column.x + 260, y))
    assert window.session.map.stages[stage].width == 260
    assert window.canvas.shown.grid.columns[1].width == 260
    hand.double_click(*edge(window.canvas, stage))
    assert window.session.map.stages[stage].width == window.canvas.best_width(stage) < 260
    hand.double_click(*edge(window.canvas, stage))
    assert window.session.map.stages[stage].width is None
    assert len(window.session.history.done) == 3


@pytest.mark.parametrize(("dragged", "width"), [(-400, 96), (5000, 960)])
def test_a_column_is_neither_too_narrow_nor_too_wide(window, hand, dragged, width):
    stage = window.session.map.ordered_stages()[0].id
    x, y = edge(window.canvas, stage)
    hand.drag((x, y), (x + dragged, y))
    assert window.session.map.stages[stage].width == width


def gestures(window, hand):
    """Every gesture, begun but not ended: its name, and the two ends."""
    journey, canvas = window.session.map, window.canvas
    _key, cards = stack_of(journey, "touchpoint")
    stage, rows = journey.ordered_stages()[0].id, canvas.shown.grid.rows
    face = next(c.id for c in journey.cards.values() if c.kind == "emotion")
    x, y = hand.middle(face)
    return {
        "card": (hand.middle(cards[0].id), hand.cell(journey.ordered_stages()[-1].id, cards[0].lane)),
        "face": ((x, y), (x, y + 40)),
        "stage": (hand.middle(stage), hand.middle(journey.ordered_stages()[-1].id)),
        "lane": ((50, rows[0].y + 20), (50, rows[-1].y + rows[-1].height)),
        "edge": (edge(canvas, stage), (400, edge(canvas, stage)[1])),
        "persona": (hand.middle(next(iter(journey.personas))), hand.middle(cards[0].id)),
        "band": ((10, 10), hand.middle(cards[0].id)),
    }


@pytest.mark.parametrize("name", ["card", "face", "stage", "lane", "edge", "persona", "band"])
def test_esc_takes_a_gesture_back(window, hand, name):
    start, end = gestures(window, hand)[name]
    before, spots = window.session.map, window.canvas.shown.spots
    hand.drag(start, end, release=False)
    canvas = window.canvas
    assert canvas.marks or canvas.band or canvas.ghost or canvas.shown.spots != spots
    hand.key(Qt.Key.Key_Escape)
    assert (window.canvas.marks, window.canvas.ghost, window.canvas.band) == ((), None, None)
    hand.move(hand.place(*end))
    hand.release(hand.place(*end))
    assert window.session.map is before
    assert window.session.history.done == []
    assert (window.canvas.marks, window.canvas.ghost, window.canvas.band) == ((), None, None)
    assert window.canvas.shown.spots == spots


def test_another_button_during_a_drag_does_not_drop(window, hand):
    (_stage, lane), cards = stack_of(window.session.map, "touchpoint")
    end = hand.cell(window.session.map.ordered_stages()[-1].id, lane, 0.97)
    before = window.session.map
    hand.drag(hand.middle(cards[0].id), end, release=False)
    hand.press(hand.place(*end), Qt.MouseButton.RightButton)
    hand.release(hand.place(*end), Qt.MouseButton.RightButton)
    assert window.session.map is before


def test_a_card_of_a_kind_from_the_future_is_reordered_in_its_own_lane(make_window):
    journey = JourneyMap.model_validate({
        "stages": {"s": {"rank": "a0"}}, "lanes": {"l": {"rank": "a0", "kind": "action"}},
        "cards": {key: {"kind": "hologram", "rank": rank, "stage": "s", "lane": "l", "text": key}
                  for key, rank in (("a", "a0"), ("b", "a1"))}})
    window = make_window(journey)
    hand = Hand(window.canvas)
    spot = window.canvas.shown.spots["b"]
    hand.drag(hand.middle("a"), (spot.x + 20, spot.y + spot.height - 2))
    assert [c.id for c in window.session.map.cell("s", "l")] == ["b", "a"]
    assert len(window.session.map.lanes) == 1


def test_a_read_only_map_cannot_be_changed_by_hand(window, hand):
    window.session.read_only = True
    before = window.session.map
    for start, end in gestures(window, hand).values():
        hand.drag(start, end)
    hand.double_click(*hand.middle(next(iter(before.cards))))
    assert window.canvas.editor is None
    hand.double_click(*edge(window.canvas, before.ordered_stages()[0].id))
    assert window.session.map is before


@pytest.mark.parametrize("kind", ["note", "action", "emotion", "frontstage", "backstage", "support",
                                  "physical_evidence"])
def test_a_double_click_in_an_empty_cell_adds_a_card(make_window, kind):
    journey = JourneyMap.model_validate({"stages": {"s": {"rank": "a0"}}, "lanes": {}, "language": "en"})
    journey = JourneyMap(**{**dict(journey), "lanes": {"l": Lane(id="l", rank="a0", kind=kind)}})
    window = make_window(journey)
    hand = Hand(window.canvas)
    hand.double_click(*hand.cell("s", "l", 0.8))
    card, = window.session.map.cards.values()
    assert card.lane == "l"
    assert window.canvas.editor is not None
