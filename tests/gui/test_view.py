"""Looking around and choosing: zoom, scroll, pan, rubber band, keys; and the clipboard."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.mime import PIECE
from cjdesigner.canvas.view import LEAST_ZOOM, MOST_ZOOM
from cjdesigner.edit.workshop import add_comment, cast
from cjdesigner.model.map import JourneyMap
from tests.gui.hands import Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier
MIDDLE = Qt.MouseButton.MiddleButton


@pytest.fixture
def small(window):
    """The window, too small for its map."""
    window.resize(900, 600)
    QApplication.processEvents()
    window.canvas.set_zoom(1.0)
    return window.canvas


@pytest.mark.parametrize("down", [-120, 120, -480])
def test_ctrl_and_wheel_zoom_at_the_pointer(small, hand, down):
    at = QPointF(200, 150)
    before = small.to_points(at)
    hand.wheel(at, down, Keys.ControlModifier)
    assert small.zoom == pytest.approx(1.2 ** (-down / 120))
    after = small.to_points(at)
    if down < 0:
        assert (after - before).manhattanLength() <= 2 / small.zoom


def test_zoom_has_ends(small, hand):
    hand.wheel(QPointF(100, 100), -120_00, Keys.ControlModifier)
    assert small.zoom == MOST_ZOOM
    hand.wheel(QPointF(100, 100), 240_00, Keys.ControlModifier)
    assert small.zoom == LEAST_ZOOM


def test_a_pinch_zooms_at_the_fingers(small):
    at = QPointF(200, 150)
    before = small.to_points(at)
    event = QNativeGestureEvent(Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
                                at, at, at, 0.25, QPointF())
    QApplication.sendEvent(small.viewport(), event)
    assert small.zoom == pytest.approx(1.25)
    assert (small.to_points(at) - before).manhattanLength() <= 2


def test_the_wheel_scrolls_and_shift_scrolls_sideways(small, hand):
    x, y = small.horizontalScrollBar().value(), small.verticalScrollBar().value()
    hand.wheel(QPointF(100, 100), 60)
    assert (small.horizontalScrollBar().value(), small.verticalScrollBar().value()) == (x, y + 60)
    hand.wheel(QPointF(100, 100), 60, Keys.ShiftModifier)
    assert (small.horizontalScrollBar().value(), small.verticalScrollBar().value()) == (x + 60, y + 60)


@pytest.mark.parametrize("way", ["space", "middle"])
def test_panning_moves_the_map_under_the_hand(small, hand, window, way):
    before = small.origin()
    start = small.to_points(QPointF(300, 300))
    end = small.to_points(QPointF(260, 250))
    if way == "space":
        QTest.keyPress(small, Key.Key_Space)
        hand.drag((start.x(), start.y()), (end.x(), end.y()))
        QTest.keyRelease(small, Key.Key_Space)
    else:
        hand.drag((start.x(), start.y()), (end.x(), end.y()), button=MIDDLE)
    assert small.origin() - before == QPointF(-40, -50)
    assert window.session.history.done == []
    assert small.selection == frozenset()


def test_fit_shows_the_whole_map(small, window):
    window.actions_by_id["fit"].trigger()
    drawing = small.shown
    corner = small.to_pixels(drawing.width, drawing.height)
    assert small.viewport().rect().adjusted(-1, -1, 1, 1).contains(corner.toPoint())
    assert small.zoom < 1
    window.actions_by_id["zoom_100"].trigger()
    assert small.zoom == 1


# -- choosing ---------------------------------------------------------------------------------------------------------


def test_a_click_selects_and_shift_adds_and_takes_away(window, hand):
    first, second = list(window.session.map.cards)[:2]
    hand.click(*hand.middle(first))
    assert window.canvas.selection == {first}
    hand.click(*hand.middle(second), keys=Keys.ShiftModifier)
    assert window.canvas.selection == {first, second}
    hand.click(*hand.middle(first), keys=Keys.ShiftModifier)
    assert window.canvas.selection == {second}


def test_a_rubber_band_selects_what_it_touches(window, hand):
    journey, spots = window.session.map, window.canvas.shown.spots
    (stage, lane), cards = next((k, v) for k, v in journey.cells().items() if len(v) > 1 and v[0].kind != "emotion")
    column = next(c for c in window.canvas.shown.grid.columns if c.stage == stage)
    last = spots[cards[-1].id]
    start = (column.x + 2, spots[cards[0].id].y - 4)
    hand.drag(start, (column.x + column.width - 2, last.y + last.height - 2), release=False)
    assert window.canvas.band is not None
    hand.release(QPointF(5, 5))
    assert {card.id for card in cards} <= window.canvas.selection
    assert all((journey.cards[key].stage, journey.cards[key].lane) == (stage, lane) for key in window.canvas.selection)
    assert window.canvas.band is None
    assert window.session.history.done == []


def test_ctrl_a_selects_all_cards_and_esc_none(window):
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Key.Key_A, Keys.ControlModifier)
    assert window.canvas.selection == set(window.session.map.cards)
    QTest.keyClick(window.canvas, Key.Key_Escape)
    assert window.canvas.selection == frozenset()


def test_arrows_walk_from_card_to_card(window, hand):
    journey = window.session.map
    last = journey.ordered_stages()[-1].id
    cards = next(held for (stage, _lane), held in sorted(journey.cells().items())
                 if len(held) > 1 and held[0].kind != "emotion" and stage != last)
    hand.click(*hand.middle(cards[0].id))
    hand.key(Key.Key_Down)
    assert window.canvas.selection == {cards[1].id}
    hand.key(Key.Key_Up)
    assert window.canvas.selection == {cards[0].id}
    start = window.canvas.shown.spots[cards[0].id]
    hand.key(Key.Key_Right)
    key, = window.canvas.selection
    assert window.canvas.shown.spots[key].x > start.x


def test_the_first_arrow_begins_somewhere(window, hand):
    hand.key(Key.Key_Down)
    assert len(window.canvas.selection) == 1


def test_the_outline_and_the_canvas_choose_the_same(window):
    key = next(iter(window.session.map.cards))
    window.outline.itemClicked.emit(window.outline._items[key], 0)
    assert window.canvas.selection == {key}


# -- keys that change -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_and_backspace_delete(window, hand, key):
    card = next(iter(window.session.map.cards))
    hand.click(*hand.middle(card))
    hand.key(key)
    assert card not in window.session.map.cards
    assert window.canvas.selection == frozenset()
    hand.key(Key.Key_Z, Keys.ControlModifier)
    assert card in window.session.map.cards


def test_duplicate_stands_below_and_is_selected(window, hand):
    card = next(c for c in window.session.map.cards.values() if c.kind == "touchpoint")
    hand.click(*hand.middle(card.id))
    hand.key(Key.Key_D, Keys.ControlModifier)
    stack = [c.id for c in window.session.map.cell(card.stage, card.lane)]
    copy = stack[stack.index(card.id) + 1]
    assert window.canvas.selection == {copy}
    assert window.session.map.cards[copy].text == card.text


def test_menus_name_the_step(window, hand):
    undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
    assert not undo.isEnabled()
    hand.click(*hand.middle(next(iter(window.session.map.cards))))
    hand.key(Key.Key_Delete)
    assert undo.text().replace("&", "") == "Undo delete"
    undo.trigger()
    assert redo.text().replace("&", "") == "Redo delete"
    assert not undo.isEnabled()


# -- clipboard --------------------------------------------------------------------------------------------------------


def test_copy_and_paste_in_the_clicked_cell(window, hand):
    journey = window.session.map
    card = next(c for c in journey.cards.values() if c.kind == "touchpoint")
    stage = journey.ordered_stages()[-1].id
    hand.click(*hand.middle(card.id))
    hand.key(Key.Key_C, Keys.ControlModifier)
    assert QGuiApplication.clipboard().mimeData().hasFormat(PIECE)
    assert QGuiApplication.clipboard().text() == card.text
    column = next(c for c in window.canvas.shown.grid.columns if c.stage == stage)
    row = next(r for r in window.canvas.shown.grid.rows if r.lane == card.lane)
    hand.click(column.x + 2, row.y + row.height - 3)
    hand.key(Key.Key_V, Keys.ControlModifier)
    pasted, = window.canvas.selection
    assert pasted not in journey.cards
    found = window.session.map.cards[pasted]
    assert (found.stage, found.lane, found.text) == (stage, card.lane, card.text)


def test_what_was_said_about_a_card_is_cut_and_pasted_with_it_and_not_said_twice(window, hand):
    card = next(c for c in window.session.map.cards.values() if c.kind == "pain_point")
    window.session.apply("Comment", lambda m: cast(add_comment(m, card.id, "So?", "Mai"), card.id, "1", 2))
    before = window.session.map
    hand.click(*hand.middle(card.id))
    hand.key(Key.Key_C, Keys.ControlModifier)
    hand.key(Key.Key_V, Keys.ControlModifier)
    assert (window.session.map.comments, window.session.map.votes) == (before.comments, before.votes)
    hand.key(Key.Key_Z, Keys.ControlModifier)
    hand.click(*hand.middle(card.id))
    hand.key(Key.Key_X, Keys.ControlModifier)
    assert not window.session.map.comments
    assert not window.session.map.votes
    hand.key(Key.Key_V, Keys.ControlModifier)
    pasted, = window.canvas.selection
    for held in (window.session.map.comments, window.session.map.votes):
        assert {entity.card for entity in held.values()} == {pasted}
    assert window.session.map.comments.keys() == before.comments.keys()
    assert window.session.map.votes.keys() == before.votes.keys()
    hand.key(Key.Key_V, Keys.ControlModifier)
    assert len(window.session.map.comments) == 1
    assert len(window.session.map.votes) == 2


def test_cut_and_paste_in_another_window(window, hand, make_window):
    card = next(c for c in window.session.map.cards.values() if c.kind == "pain_point")
    hand.click(*hand.middle(card.id))
    hand.key(Key.Key_X, Keys.ControlModifier)
    assert card.id not in window.session.map.cards
    assert window.session.history.undo_label == "Cut"
    other = make_window(JourneyMap(language="en"))
    other.actions_by_id["paste"].trigger()
    found, = other.session.map.cards.values()
    assert (found.text, found.kind) == (card.text, "pain_point")
    assert other.session.map.lanes[found.lane].kind == "pain_point"
    assert len(other.session.history.done) == 1


@pytest.mark.parametrize("data", [b"", b"{", b'{"format": "cjdesigner/map"}', b"[]"])
def test_a_broken_piece_on_the_clipboard_is_nothing(window, data):
    from PySide6.QtCore import QMimeData

    mime = QMimeData()
    mime.setData(PIECE, data)
    QGuiApplication.clipboard().setMimeData(mime)
    before = window.session.map
    window.actions_by_id["paste"].trigger()
    assert window.session.map is before


def test_a_copied_stage_brings_its_cards(window, hand):
    stage = window.session.map.ordered_stages()[0]
    held = sum(c.stage == stage.id for c in window.session.map.cards.values())
    before = len(window.session.map.cards)
    hand.click(*hand.middle(stage.id))
    hand.key(Key.Key_C, Keys.ControlModifier)
    hand.key(Key.Key_V, Keys.ControlModifier)
    row = window.session.map.ordered_stages()
    assert row[1].name == stage.name
    assert len(window.session.map.cards) == before + held


def test_a_hand_in_a_second_window_moves_only_its_map(window, make_window):
    other = make_window(window.session.map)
    hand = Hand(other.canvas)
    before = window.session.map
    hand.click(*hand.middle(next(iter(before.cards))))
    hand.key(Key.Key_Delete)
    assert window.session.map is before
    assert other.session.map is not before
