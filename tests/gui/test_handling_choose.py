"""Choosing many cards: ranges, lanes, steps with Shift and arrows, the rubber band."""

from PySide6.QtCore import QPointF, Qt

from cjdesigner.canvas.gestures import RubberBand
from cjdesigner.model.map import JourneyMap
from tests.gui.hands import Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier


def trigger(window, name):
    window.actions_by_id[name].trigger()


def filled(make_window):
    """A map with a cell of four cards, and a second stage and lane."""
    cards = {f"c{n}": {"kind": "action", "rank": f"a{n}", "stage": "s1", "lane": "l1", "text": f"Việc {n}"}
             for n in range(4)}
    cards |= {"d": {"kind": "action", "rank": "a0", "stage": "s2", "lane": "l1", "text": "Sau"},
              "t": {"kind": "thought", "rank": "a0", "stage": "s2", "lane": "l2", "text": "Nghĩ"}}
    return make_window(JourneyMap.model_validate({
        "language": "vi", "stages": {"s1": {"rank": "a0", "name": "Một"}, "s2": {"rank": "a1", "name": "Hai"}},
        "lanes": {"l1": {"rank": "a0", "kind": "action"}, "l2": {"rank": "a1", "kind": "thought"}}, "cards": cards}))


def test_ctrl_a_takes_the_lane_first_and_then_all(window, hand):
    journey = window.session.map
    card = next(c for c in journey.cards.values() if c.kind == "touchpoint")
    hand.click(*hand.middle(card.id))
    trigger(window, "select_all")
    assert window.canvas.selection == {c.id for c in journey.cards.values() if c.lane == card.lane}
    trigger(window, "select_all")
    assert window.canvas.selection == set(journey.cards)
    trigger(window, "select_none")
    assert window.canvas.selection == frozenset()


def test_ctrl_a_in_a_clicked_cell_takes_its_lane(make_window):
    window = filled(make_window)
    hand = Hand(window.canvas)
    hand.click(*hand.cell("s1", "l2", 0.9))
    trigger(window, "select_all")
    assert window.canvas.selection == {"t"}


def test_shift_click_takes_a_range_within_a_cell(make_window):
    window = filled(make_window)
    hand = Hand(window.canvas)
    hand.click(*hand.middle("c0"))
    hand.click(*hand.middle("c2"), keys=Keys.ShiftModifier)
    assert window.canvas.selection == {"c0", "c1", "c2"}
    hand.click(*hand.middle("t"), keys=Keys.ShiftModifier)  # elsewhere it adds one
    assert window.canvas.selection == {"c0", "c1", "c2", "t"}


def test_ctrl_shift_click_takes_a_range_along_the_lane_or_a_rectangle(make_window):
    window = filled(make_window)
    hand = Hand(window.canvas)
    both = Keys.ShiftModifier | Keys.ControlModifier
    hand.click(*hand.middle("c2"))
    hand.click(*hand.middle("d"), keys=both)
    assert window.canvas.selection == {"c2", "c3", "d"}
    hand.click(*hand.middle("d"))
    hand.click(*hand.middle("t"), keys=both)
    assert window.canvas.selection == {"d", "t"}


def test_ctrl_click_takes_one_card(make_window):
    window = filled(make_window)
    hand = Hand(window.canvas)
    hand.click(*hand.middle("c0"))
    hand.click(*hand.middle("c2"), keys=Keys.ControlModifier)
    assert window.canvas.selection == {"c0", "c2"}


def test_shift_and_arrows_extend_and_take_back(make_window):
    window = filled(make_window)
    hand = Hand(window.canvas)
    hand.click(*hand.middle("c0"))
    hand.key(Key.Key_Down, Keys.ShiftModifier)
    hand.key(Key.Key_Down, Keys.ShiftModifier)
    assert window.canvas.selection == {"c0", "c1", "c2"}
    hand.key(Key.Key_Up, Keys.ShiftModifier)
    assert window.canvas.selection == {"c0", "c1"}
    hand.key(Key.Key_Right, Keys.ShiftModifier)
    assert window.canvas.selection == {"c0", "c1", "d"}


def test_shift_and_an_arrow_begin_somewhere(make_window):
    window = filled(make_window)
    Hand(window.canvas).key(Key.Key_Down, Keys.ShiftModifier)
    assert len(window.canvas.selection) == 1


def test_a_rubber_band_from_a_lanes_empty_place_takes_faces_and_cards(window, hand):
    journey = window.session.map
    faces = [c for c in journey.cards.values() if c.kind == "emotion"]
    rows = {row.lane: row for row in window.canvas.shown.grid.rows}
    row, columns = rows[faces[0].lane], window.canvas.shown.grid.columns
    start = (columns[-1].x + columns[-1].width - 3, row.y + row.height - 3)
    assert window.canvas._hit(hand.place(*start)).what == "cell"
    hand.drag(start, (columns[0].x + 2, row.y + 2))
    assert {face.id for face in faces} <= window.canvas.selection
    assert window.session.history.done == []


def test_a_rubber_band_goes_with_the_map_that_is_scrolled(window, hand):
    window.resize(1000, 640)
    window.canvas.set_zoom(2.0)
    canvas = window.canvas
    start = QPointF(canvas.viewport().width() / 2, canvas.viewport().height() - 60)
    corner = canvas.to_points(start)
    hand.press(start, keys=Keys.NoModifier)
    canvas._press = None
    canvas._gesture = RubberBand(canvas, start, frozenset())
    hand.move(start + QPointF(30, 20))
    canvas.scroll_by(50, 40)
    hand.move(start + QPointF(30, 20))
    assert canvas.band.topLeft() == canvas.to_pixels(corner.x(), corner.y())
    hand.key(Key.Key_Escape)
