"""The parking lot: from the map onto it, from it onto the map, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.mime import PARKED, kind_data, kind_of
from cjdesigner.edit.parking import ordered_parked
from cjdesigner.model.map import JourneyMap

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def lot(window):
    window.workshop.show_tab(window.workshop.parking)
    QApplication.processEvents()
    return window.workshop.parking


def pain_of(window):
    return next(card.id for card in window.session.map.cards.values() if card.kind == "pain_point")


def choose(lot, place):
    lot.list.setCurrentRow(place)
    lot.list.setFocus()


def test_a_parked_card_is_not_selected_any_more(window):
    key = next(iter(window.session.map.cards))
    window.canvas.select(frozenset({key}))
    window.actions_by_id["park"].trigger()
    assert window.canvas.selection == frozenset()
    window.actions_by_id["bring_back"].trigger()
    assert window.canvas.selection == {key}


def test_a_line_parks_an_idea(window, lot):
    QTest.keyClicks(lot.line, "Ask the shop")
    QTest.keyClick(lot.line, Qt.Key.Key_Return)
    assert [parked.text for parked in ordered_parked(window.session.map)] == ["Ask the shop"]
    assert lot.line.text() == ""
    assert lot.list.item(0).text() == "Ask the shop"
    QTest.keyClick(lot.line, Qt.Key.Key_Return)
    assert len(window.session.map.parked) == 1


def carry(window, hand, key, end):
    """Presses a card and moves in steps to a place of the screen."""
    view = window.canvas.viewport()
    start = hand.place(*hand.middle(key))
    target = QPointF(view.mapFromGlobal(end))
    hand.press(start)
    for step in range(1, 6):
        hand.move(start + (target - start) * step / 5)
    return target


def test_a_card_that_is_let_go_over_the_lot_is_parked(window, hand, lot):
    key, before = pain_of(window), window.session.map
    target = carry(window, hand, key, lot.mapToGlobal(lot.rect().center()))
    assert lot.property("hot")
    assert window.canvas.marks == ()
    hand.release(target)
    assert key not in window.session.map.cards
    assert key in window.session.map.parked
    assert not lot.property("hot")
    assert len(window.session.history.done) == 1
    window.actions_by_id["undo"].trigger()
    assert window.session.map is before


def test_escape_over_the_lot_parks_nothing(window, hand, lot):
    key, before = pain_of(window), window.session.map
    target = carry(window, hand, key, lot.mapToGlobal(lot.rect().center()))
    hand.key(Qt.Key.Key_Escape)
    hand.release(target)
    assert window.session.map is before
    assert not lot.property("hot")


def test_a_lot_that_is_not_seen_takes_nothing(window, hand, lot):
    key = pain_of(window)
    place = lot.mapToGlobal(lot.rect().center())
    window.workshop.show_tab(window.workshop.vote)
    target = carry(window, hand, key, place)
    hand.release(target)
    assert key in window.session.map.cards


def test_keys_park_all_that_is_selected_as_one_step(window, lot):
    keys = [card.id for card in window.session.map.cards.values() if card.kind == "pain_point"][:2]
    window.canvas.select(frozenset(keys))
    window.actions_by_id["park"].trigger()
    assert set(window.session.map.parked) == set(keys)
    assert len(window.session.history.done) == 1


def test_out_of_the_lot_a_card_lands_where_the_mark_shows(window, hand, lot):
    key = pain_of(window)
    card = window.session.map.cards[key]
    window.canvas.select(frozenset({key}))
    window.actions_by_id["park"].trigger()
    stage = next(s.id for s in window.session.map.ordered_stages() if s.id != card.stage)
    x, y = hand.cell(stage, card.lane, 0.98)
    data = lot.list.mimeData([lot.list.item(0)])
    assert kind_of(data) == PARKED + key
    hand.enter(data, x, y)
    assert hand.over(x, y).isAccepted()
    mark, = window.canvas.marks
    hand.let_go(x, y)
    back = window.session.map.cards[key]
    assert (back.stage, back.lane, back.text) == (stage, card.lane, card.text)
    assert abs(window.canvas.shown.spots[key].y - mark.y) <= 12
    assert window.canvas.editor is None
    assert window.canvas.selection == {key}
    assert window.session.map.parked == {}


def test_a_card_of_another_maps_lot_lands_nowhere(window, hand):
    x, y = hand.middle(pain_of(window))
    hand.enter(kind_data(PARKED + "strange"), x, y)
    assert not hand.over(x, y).isAccepted()
    before = window.session.map
    hand.let_go(x, y)
    assert window.session.map is before


def test_enter_brings_it_back_to_where_it_was(window, lot):
    key = pain_of(window)
    card = window.session.map.cards[key]
    window.canvas.select(frozenset({key}))
    window.actions_by_id["park"].trigger()
    choose(lot, 0)
    QTest.keyClick(lot.list, Qt.Key.Key_Return)
    back = window.session.map.cards[key]
    assert (back.stage, back.lane) == (card.stage, card.lane)
    assert window.canvas.selection == {key}


def test_enter_brings_it_to_the_cell_that_was_clicked(window, hand, lot):
    key = pain_of(window)
    lane = window.session.map.cards[key].lane
    window.canvas.select(frozenset({key}))
    window.actions_by_id["park"].trigger()
    last = window.session.map.ordered_stages()[-1].id
    window.canvas.cell = (last, lane)
    choose(lot, 0)
    QTest.keyClick(lot.list, Qt.Key.Key_Return)
    assert window.session.map.cards[key].stage == last


def test_an_idea_comes_back_even_to_an_empty_map(empty):
    lot = empty.workshop.parking
    empty.workshop.show_tab(lot)
    QTest.keyClicks(lot.line, "First")
    QTest.keyClick(lot.line, Qt.Key.Key_Return)
    choose(lot, 0)
    QTest.keyClick(lot.list, Qt.Key.Key_Return)
    card, = empty.session.map.cards.values()
    assert (card.kind, card.text) == ("note", "First")


def test_delete_in_the_lot_deletes_the_parked_and_not_what_is_selected_on_the_map(window, lot):
    QTest.keyClicks(lot.line, "Gone")
    QTest.keyClick(lot.line, Qt.Key.Key_Return)
    cards = window.session.map.cards
    window.canvas.select(frozenset({pain_of(window)}))
    choose(lot, 0)
    QTest.keyClick(lot.list, Qt.Key.Key_Delete)
    assert window.session.map.parked == {}
    assert window.session.map.cards == cards


def test_words_in_the_lot_can_be_changed_in_place(window, lot, qtbot):
    QTest.keyClicks(lot.line, "Old")
    QTest.keyClick(lot.line, Qt.Key.Key_Return)
    choose(lot, 0)
    QTest.keyClick(lot.list, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, "New")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [p.text for p in window.session.map.parked.values()] == ["New"])
    assert window.session.map.parked.keys() == {lot.list.item(0).data(Qt.ItemDataRole.UserRole)}


def test_a_read_only_lot_only_shows(window, lot):
    journey = JourneyMap.model_validate({"parked": {"z": {"rank": "a0", "text": "Later"}}})
    window.session.open(journey, None, read_only=True)
    assert lot.list.item(0).text() == "Later"
    assert not lot.line.isEnabled()
    choose(lot, 0)
    QTest.keyClick(lot.list, Qt.Key.Key_Delete)
    QTest.keyClick(lot.list, Qt.Key.Key_Return)
    assert window.session.map is journey
