"""Cards in the hand: a live view of where they land, copies, other windows, scrolling at the edges."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.edges import pace
from cjdesigner.canvas.mime import KIND, PIECE, kind_data, piece_data, piece_in
from cjdesigner.edit.carrying import piece_of
from cjdesigner.edit.copying import copy
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from tests.gui.hands import LEFT, PLAIN, Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier


def cards_of(journey, kind):
    return [card for card in journey.cards.values() if card.kind == kind]


def carried(window, hand, release=False, keys=PLAIN):
    """Drags the first touchpoint to the end of another stage's cell."""
    journey = window.session.map
    card = cards_of(journey, "touchpoint")[0]
    stage = next(s.id for s in reversed(journey.ordered_stages()) if s.id != card.stage)
    end = hand.cell(stage, card.lane, 0.97)
    hand.drag(hand.middle(card.id), end, release=release, keys=keys)
    return card, stage, end


def painted(view):
    """Where each card is painted now, by id."""
    return {child.part.id: (placed.x + child.x, placed.y + child.y)
            for placed in view._painted() for child in placed.part.children}


def test_a_drag_shows_a_free_place_where_the_card_will_be(window, hand):
    card, _stage, end = carried(window, hand)
    slot, = window.canvas.reflow.slots
    assert window.canvas.ghost is not None
    assert card.id in window.canvas.taken
    assert painted(window.canvas)[card.id][1] < 0
    hand.release(hand.place(*end))
    spot = window.canvas.shown.spots[card.id]
    assert (spot.x, spot.y, spot.width, spot.height) == pytest.approx((slot.x, slot.y, slot.width, slot.height))
    assert window.canvas.reflow is None


def test_the_cards_below_make_room_and_the_drop_keeps_it(window, hand):
    journey = window.session.map
    card = cards_of(journey, "touchpoint")[0]
    other = next(c for c in cards_of(journey, "touchpoint") if c.stage != card.stage)
    spot = window.canvas.shown.spots[other.id]
    end = (spot.x + 30, spot.y + 3)
    hand.drag(hand.middle(card.id), end, release=False)
    shown = painted(window.canvas)
    assert shown[other.id][1] > spot.y
    hand.release(hand.place(*end))
    after = window.canvas.shown.spots[other.id]
    assert shown[other.id] == pytest.approx((after.x, after.y))


def test_the_view_is_made_again_only_when_the_target_changes(window, hand, monkeypatch):
    card, _stage, end = carried(window, hand)
    shown = window.canvas.reflow
    hand.move(hand.place(end[0] + 2, end[1]))
    assert window.canvas.reflow is shown
    hand.move(hand.place(*hand.middle(card.id)))
    assert window.canvas.reflow is not shown
    hand.key(Key.Key_Escape)


def test_esc_puts_everything_back(window, hand):
    before = painted(window.canvas)
    carried(window, hand)
    assert painted(window.canvas) != before
    hand.key(Key.Key_Escape)
    assert painted(window.canvas) == before
    assert window.canvas.reflow is None
    assert window.session.history.done == []


def test_cards_of_all_kinds_move_together_and_keep_lanes_that_they_do_not_fit(window, hand):
    journey = window.session.map
    point = cards_of(journey, "touchpoint")[0]
    pain = next(c for c in cards_of(journey, "pain_point") if c.stage == point.stage)
    face = next(c for c in cards_of(journey, "emotion") if c.stage == point.stage)
    stage = next(s.id for s in reversed(journey.ordered_stages()) if s.id != point.stage)
    for card in (point, pain, face):
        hand.click(*hand.middle(card.id), keys=Keys.ControlModifier)
    assert window.canvas.selection == {point.id, pain.id, face.id}
    end = hand.cell(stage, point.lane, 0.97)
    hand.drag(hand.middle(point.id), end, release=False)
    assert len(window.canvas.reflow.slots) == 2  # a face has no place in a stack
    hand.release(hand.place(*end))
    after = window.session.map.cards
    assert {after[c.id].stage for c in (point, pain, face)} == {stage}
    assert [after[c.id].lane for c in (point, pain, face)] == [point.lane, pain.lane, face.lane]
    assert after[face.id].score == face.score
    assert len(window.session.history.done) == 1


def test_several_cards_are_a_stack_with_their_number(window, hand):
    cards = cards_of(window.session.map, "touchpoint")[:4]
    for card in cards:
        hand.click(*hand.middle(card.id), keys=Keys.ControlModifier)
    hand.drag(hand.middle(cards[0].id), hand.cell(cards[-1].stage, cards[0].lane, 0.97), release=False)
    picture, _at = window.canvas.ghost
    single = window.canvas.shown.spots[cards[0].id]
    assert picture.pixels.deviceIndependentSize().width() > single.width + 20
    image = picture.pixels.toImage()
    tones = {image.pixelColor(x, y).name().upper() for x in range(image.width() - 48, image.width()) for y in range(40)}
    assert window.canvas.colours.accent in tones
    hand.key(Key.Key_Escape)


@pytest.mark.parametrize("keys", [Keys.AltModifier, Keys.ControlModifier])
def test_a_held_key_copies(window, hand, keys):
    before = window.session.map
    card, stage, _end = carried(window, hand, release=True, keys=keys)
    new, = window.session.map.cards.keys() - before.cards.keys()
    made = window.session.map.cards[new]
    assert window.session.map.cards[card.id] == card
    assert (made.stage, made.lane, made.text) == (stage, card.lane, card.text)
    assert window.canvas.selection == {new}
    assert window.session.history.undo_label == "Copy card"
    assert len(window.session.history.done) == 1


def test_the_key_can_be_pressed_and_released_during_the_drag(window, hand):
    shape = window.canvas.viewport().cursor
    card, _stage, _end = carried(window, hand)
    assert shape().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.keyPress(window.canvas, Key.Key_Alt)
    assert shape().shape() == Qt.CursorShape.DragCopyCursor
    assert card.id not in window.canvas.taken
    assert painted(window.canvas)[card.id][1] > 0
    QTest.keyRelease(window.canvas, Key.Key_Alt)
    assert shape().shape() == Qt.CursorShape.ClosedHandCursor
    assert card.id in window.canvas.taken
    hand.key(Key.Key_Escape)
    assert window.session.history.done == []


def test_a_face_is_carried_to_another_stage_and_the_curve_bends_along(window, hand):
    journey = window.session.map
    face = cards_of(journey, "emotion")[0]
    stage = journey.ordered_stages()[-1].id
    row = next(r for r in window.canvas.shown.grid.rows if r.lane == face.lane)
    column = next(c for c in window.canvas.shown.grid.columns if c.stage == stage)
    end = (column.x + column.width * 0.9, row.y + row.scale.y(-2))
    hand.drag(hand.middle(face.id), end, release=False)
    assert hand.middle(face.id)[0] > column.x
    assert window.session.map is journey
    hand.release(hand.place(*end))
    moved = window.session.map.cards[face.id]
    assert (moved.stage, moved.score) == (stage, -2)


# -- other windows ------------------------------------------------------------------------------------------------


def send(canvas, mime, at, keys=PLAIN):
    """What a window system sends while something is dragged over a canvas and dropped."""
    action = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    entered = QDragEnterEvent(at.toPoint(), action, mime, LEFT, keys)
    QApplication.sendEvent(canvas.viewport(), entered)
    moved = QDragMoveEvent(at.toPoint(), action, mime, LEFT, keys)
    QApplication.sendEvent(canvas.viewport(), moved)
    marks = canvas.marks
    dropped = QDropEvent(QPointF(at), action, mime, LEFT, keys)
    QApplication.sendEvent(canvas.viewport(), dropped)
    return entered.isAccepted(), moved.dropAction(), marks


@pytest.fixture
def leaving(monkeypatch):
    """Lets a test say what happens once the system carries a drag: a function that gets its data."""
    held = {}

    def run(drag, *_actions):
        held["mime"], held["picture"] = drag.mimeData(), drag.pixmap()
        return held.get("do", lambda _mime: Qt.DropAction.IgnoreAction)(drag.mimeData()) or Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", run)
    return held


def drag_out(window, hand, key):
    """Drags a card over the canvas' right edge and beyond."""
    start = hand.place(*hand.middle(key))
    hand.press(start)
    edge = window.canvas.viewport().width()
    for x in (start.x() + 30, edge - 5, edge + 10, edge + 60):
        hand.move(QPointF(x, start.y()))


def test_cards_dragged_out_of_the_canvas_become_data_for_any_program(window, hand, leaving):
    card = cards_of(window.session.map, "touchpoint")[0]
    drag_out(window, hand, card.id)
    assert piece_in(leaving["mime"]).cards.keys() == {card.id}
    assert leaving["mime"].text() == card.text
    assert not leaving["picture"].isNull()
    assert (window.canvas.reflow, window.canvas.ghost, window.canvas.marks) == (None, None, ())
    assert window.session.history.done == []


def test_another_window_takes_them_with_all_fields(window, hand, leaving, make_window):
    card = next(c for c in cards_of(window.session.map, "pain_point") if c.evidence != "none" or c.severity > 1)
    other = make_window(templates.build("sample", "vi"))
    there = Hand(other.canvas)
    lane = next(e for e in other.session.map.ordered_lanes() if e.kind == "pain_point")
    stage = other.session.map.ordered_stages()[2].id
    first = other.session.map.cell(stage, lane.id)[0]
    spot = other.canvas.shown.spots[first.id]
    before = set(other.session.map.cards)
    leaving["do"] = lambda mime: leaving.update(
        told=send(other.canvas, mime, there.place(spot.x + 20, spot.y + 2)))
    drag_out(window, hand, card.id)
    accepted, action, marks = leaving["told"]
    assert accepted
    assert action == Qt.DropAction.CopyAction
    assert marks
    new, = set(other.session.map.cards) - before
    made = other.session.map.cards[new]
    place = {"id", "rank", "stage", "lane", "personas", "step"}
    assert made.model_dump(exclude=place) == card.model_dump(exclude=place)
    assert other.session.map.cell(stage, lane.id)[0].id == new
    assert window.session.history.done == []
    assert len(other.session.history.done) == 1


def test_coming_back_to_their_own_window_moves_them(window, hand, leaving):
    journey = window.session.map
    card = cards_of(journey, "touchpoint")[0]
    stage = journey.ordered_stages()[-1].id
    at = hand.place(*hand.cell(stage, card.lane, 0.97))
    leaving["do"] = lambda mime: leaving.update(told=send(window.canvas, mime, at))
    drag_out(window, hand, card.id)
    assert leaving["told"][1] == Qt.DropAction.MoveAction
    assert window.session.map.cards.keys() == journey.cards.keys()
    assert window.session.map.cards[card.id].stage == stage


def test_ctrl_copies_them_within_their_own_window(window, hand, leaving):
    journey = window.session.map
    card = cards_of(journey, "touchpoint")[0]
    at = hand.place(*hand.cell(journey.ordered_stages()[-1].id, card.lane, 0.97))
    leaving["do"] = lambda mime: leaving.update(told=send(window.canvas, mime, at, Keys.ControlModifier))
    drag_out(window, hand, card.id)
    assert leaving["told"][1] == Qt.DropAction.CopyAction
    assert len(window.session.map.cards) == len(journey.cards) + 1


def test_a_copied_piece_lands_at_the_exact_place(window, hand):
    """As it comes from another process, where only the data is known."""
    journey = window.session.map
    (stage, lane), stack = next((k, v) for k, v in journey.cells().items() if len(v) > 1 and v[0].kind != "emotion")
    source = next(c for c in journey.cards.values() if c.kind == stack[0].kind and c.stage != stage)
    spot = window.canvas.shown.spots[stack[1].id]
    accepted, _action, marks = send(window.canvas, piece_data(piece_of(journey, [source.id])),
                                    hand.place(spot.x + 20, spot.y + 2))
    assert accepted
    assert len(marks) == 1
    ids = [card.id for card in window.session.map.cell(stage, lane)]
    assert ids[0] == stack[0].id
    assert ids[2] == stack[1].id
    assert window.session.map.cards[ids[1]].text == source.text
    assert window.canvas.selection == {ids[1]}


def test_a_whole_stage_can_be_dropped(window, hand):
    journey = window.session.map
    stages = journey.ordered_stages()
    piece = copy(journey, [stages[0].id])
    send(window.canvas, piece_data(piece), hand.place(*hand.cell(stages[2].id, journey.ordered_lanes()[1].id)))
    names = [stage.name for stage in window.session.map.ordered_stages()]
    assert names == [*(s.name for s in stages[:3]), stages[0].name, *(s.name for s in stages[3:])]


def test_damaged_data_is_not_taken(window, hand):
    mime = kind_data("note")
    mime.removeFormat(KIND)
    mime.setData(PIECE, b"{")
    accepted, _action, marks = send(window.canvas, mime, QPointF(300, 300))
    assert not accepted
    assert marks == ()
    assert window.session.history.done == []


def test_a_read_only_map_takes_no_piece(window, hand):
    card = next(iter(window.session.map.cards))
    window.session.read_only = True
    accepted, _action, _marks = send(window.canvas, piece_data(piece_of(window.session.map, [card])),
                                     QPointF(300, 300))
    assert not accepted
    assert window.session.history.done == []


# -- scrolling at the edges ---------------------------------------------------------------------------------------


@pytest.fixture
def small(window):
    """The window, too small for its map."""
    window.resize(1000, 640)
    QApplication.processEvents()
    window.canvas.set_zoom(1.4)
    if window.canvas.minimap.shown:
        window.canvas.minimap.toggle()
    return window.canvas


def test_the_deeper_the_faster():
    assert pace(300, 600) == 0
    assert pace(20, 600) < 0 < pace(580, 600)
    assert abs(pace(2, 600)) > abs(pace(20, 600)) > abs(pace(34, 600)) > 0
    assert pace(0, 600) == -pace(600, 600)


@pytest.mark.parametrize("what", ["card", "band", "palette"])
def test_whatever_is_dragged_scrolls_at_an_edge(small, hand, window, what):
    edge = small.viewport().width()
    small.reveal(cards_of(window.session.map, "action")[0].id)
    start = hand.place(*hand.middle(cards_of(window.session.map, "action")[0].id))
    if what == "band":
        start = QPointF(edge / 2, 3)
        assert small._hit(start).what in ("cell", "nothing", "header")
    if what == "palette":
        hand.enter(kind_data("stage"), 300, 300)
        near = small.to_points(QPointF(edge - 8, 240))
        hand.over(near.x(), near.y())
    else:
        hand.press(start)
        hand.move(start + QPointF(20, 10))
        hand.move(QPointF(edge - 8, 240))
    assert small.edges.running
    marks, band, before = small.marks, small.band, small.horizontalScrollBar().value()
    small.edges.tick()
    first = small.horizontalScrollBar().value() - before
    for _ in range(24):
        small.edges.tick()
    assert first > 0
    assert small.horizontalScrollBar().value() - before > 8 * first
    assert (small.marks, small.band) != (marks, band)
    if what == "palette":
        hand.leave()
    else:
        hand.key(Key.Key_Escape)
    assert not small.edges.running
    assert (small.marks, small.band) == ((), None)


def test_nothing_scrolls_in_the_middle(small, hand, window):
    small.reveal(cards_of(window.session.map, "action")[0].id)
    start = hand.place(*hand.middle(cards_of(window.session.map, "action")[0].id))
    hand.press(start)
    hand.move(QPointF(small.viewport().width() / 2, small.viewport().height() / 2))
    before = small.origin()
    small.edges.tick()
    assert small.origin() == before
    hand.key(Key.Key_Escape)


def test_a_drag_on_an_empty_map_does_no_harm(empty):
    hand = Hand(empty.canvas)
    card = JourneyMap.model_validate({
        "stages": {"s": {"rank": "a0"}}, "lanes": {"l": {"rank": "a0", "kind": "action"}},
        "cards": {"c": {"kind": "action", "rank": "a0", "stage": "s", "lane": "l", "text": "Hỏi giá"}}})
    send(empty.canvas, piece_data(piece_of(card, ["c"])), hand.place(300, 200))
    made, = empty.session.map.cards.values()
    assert made.text == "Hỏi giá"
    assert empty.session.map.lanes[made.lane].kind == "action"
