"""The capture bar in a window: keys go to the widget that has the focus, as a keyboard's do."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.edit.changes import change
from cjdesigner.edit.parking import park
from tests.core.test_capture import WORKSHOP, typed_workshop

Key, Held = Qt.Key, Qt.KeyboardModifier
KEYS = {"stay": Key.Key_Return, "next": Key.Key_Tab, "down": Key.Key_Down, "up": Key.Key_Up}


def press(key, held=Held.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, held)


def write(text):
    """Types a text as an input method commits it, letter by letter."""
    for letter in text:
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(QApplication.focusWidget(), event)


def cards(window, lane_kind, stage=0):
    journey = window.session.map
    lane = next(lane for lane in journey.ordered_lanes() if lane.kind == lane_kind)
    return journey.cell(journey.ordered_stages()[stage].id, lane.id)


@pytest.fixture
def in_cell(window, hand):
    """A window with the first cell of the touchpoints chosen by a click on its empty place."""
    journey = window.session.map
    lane = next(lane for lane in journey.ordered_lanes() if lane.kind == "touchpoint")
    hand.click(*hand.cell(journey.ordered_stages()[0].id, lane.id, 0.97))
    assert window.canvas.cell == (journey.ordered_stages()[0].id, lane.id)
    return window


def test_typing_in_a_chosen_cell_makes_a_card_and_stays(in_cell):
    before = len(cards(in_cell, "touchpoint"))
    write("Zalo")
    press(Key.Key_Return)
    write("Tổng đài")
    press(Key.Key_Return)
    assert [c.text for c in cards(in_cell, "touchpoint")][before:] == ["Zalo", "Tổng đài"]
    assert in_cell.canvas.selection == {cards(in_cell, "touchpoint")[-1].id}
    in_cell.session.undo()
    in_cell.session.undo()
    assert len(cards(in_cell, "touchpoint")) == before
    assert not in_cell.session.dirty


def test_tab_and_arrows_end_a_line_and_move_on(in_cell):
    write("một")
    press(Key.Key_Tab)
    write("hai")
    press(Key.Key_Backtab, Held.ShiftModifier)
    assert cards(in_cell, "touchpoint")[-1].text == "một"
    assert cards(in_cell, "touchpoint", 1)[-1].text == "hai"
    lanes = [lane.kind for lane in in_cell.session.map.ordered_lanes()]
    write("ba")
    press(Key.Key_Down)
    assert cards(in_cell, "touchpoint")[-1].text == "ba"
    write("bốn")
    press(Key.Key_Return)
    assert cards(in_cell, lanes[lanes.index("touchpoint") + 1])[-1].text == "bốn"


def test_an_input_method_begins_in_the_line(in_cell):
    line = in_cell.capture.line
    assert QApplication.focusWidget() is line
    QApplication.sendEvent(line, QInputMethodEvent("việ", []))
    assert not line.idle
    press(Key.Key_Escape)  # an input method takes Esc itself; here it must not clear the cell
    done = QInputMethodEvent("", [])
    done.setCommitString("việt")
    QApplication.sendEvent(line, done)
    assert line.text() == "việt"
    press(Key.Key_Return)
    assert cards(in_cell, "touchpoint")[-1].text == "việt"


def test_while_the_line_is_empty_the_keys_are_the_canvass(in_cell):
    first = cards(in_cell, "touchpoint")[0]
    in_cell.canvas.select(frozenset({first.id}))
    press(Key.Key_Down)
    assert in_cell.canvas.selection == {cards(in_cell, "touchpoint")[1].id}
    press(Key.Key_Delete)
    assert len(cards(in_cell, "touchpoint")) == 1
    press(Key.Key_Z, Held.ControlModifier)
    assert len(cards(in_cell, "touchpoint")) == 2
    in_cell.canvas.select(frozenset({first.id}))
    press(Key.Key_Return)
    assert in_cell.canvas.edited == first.id


def test_while_something_is_typed_delete_and_undo_are_the_lines(in_cell):
    count = len(in_cell.session.map.cards)
    write("abc")
    press(Key.Key_Backspace)
    press(Key.Key_Z, Held.ControlModifier)
    assert len(in_cell.session.map.cards) == count
    press(Key.Key_Escape)
    assert in_cell.capture.line.text() == ""
    assert in_cell.canvas.cell is not None


def test_a_card_is_captured_below_the_selected_one(in_cell):
    first = cards(in_cell, "touchpoint")[0]
    in_cell.canvas.select(frozenset({first.id}))
    write("ngay sau")
    press(Key.Key_Return)
    assert cards(in_cell, "touchpoint")[1].text == "ngay sau"


def test_arrows_walk_the_grid_through_empty_cells(window):
    journey = window.session.map
    stages, lanes = [s.id for s in journey.ordered_stages()], [e.id for e in journey.ordered_lanes()]
    emptied = journey.cell(stages[1], lanes[2])
    window.canvas.select(frozenset(card.id for card in emptied))
    window.commands.delete()
    window.canvas.choose(None, (stages[0], lanes[2]))
    window.canvas.setFocus()
    press(Key.Key_Right)
    assert (window.canvas.cell, window.canvas.selection) == ((stages[1], lanes[2]), frozenset())
    press(Key.Key_Right)
    assert window.canvas.selection == {window.session.map.cell(stages[2], lanes[2])[0].id}
    window.canvas.choose(None, (stages[0], lanes[0]))
    press(Key.Key_Up)
    assert window.canvas.selection == {stages[0]}
    press(Key.Key_Up)
    assert window.canvas.selection == {next(iter(journey.personas))}


@pytest.mark.parametrize(("key", "text", "typed"), [
    (Qt.Key.Key_At, "@", True), (Qt.Key.Key_NumberSign, "#", True), (Qt.Key.Key_AsciiTilde, "~", True),
    (Qt.Key.Key_Exclam, "!", False), (Qt.Key.Key_2, "", False),
])
def test_a_sign_that_begins_a_line_is_no_shortcut(in_cell, key, text, typed):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Held.ShiftModifier, text)
    event.ignore()
    QApplication.sendEvent(in_cell.capture.line, event)
    assert event.isAccepted() == typed


def test_the_reminder_of_the_keys_is_whole_or_not_there(in_cell):
    bar = in_cell.capture
    shown = set()
    for width in range(500, 1300, 20):
        bar.resize(width, bar.height())
        bar.layout().activate()
        shown.add(bar._keys.isVisible())
        if bar._keys.isVisible():
            assert bar._keys.width() >= bar._keys.sizeHint().width()
        assert bar.line.width() > 180
    assert shown == {True, False}


def test_a_prefix_shows_where_the_line_would_go(in_cell):
    write("p: ")
    assert "Pain" in in_cell.capture._where.text()


def test_known_words_are_chosen_with_the_arrows(in_cell):
    owner = next(card.owner for card in in_cell.session.map.cards.values() if card.owner)
    write("Gọi ")
    QTest.keyClicks(in_cell.capture.line, "~")
    completion = in_cell.capture.line.completion
    assert completion.isVisible()
    assert owner in [completion.item(row).text() for row in range(completion.count())]
    press(Key.Key_Down)
    chosen = completion.currentItem().text()
    press(Key.Key_Return)
    assert not completion.isVisible()
    press(Key.Key_Return)
    assert (cards(in_cell, "touchpoint")[-1].text, cards(in_cell, "touchpoint")[-1].owner) == ("Gọi", chosen)


def test_a_whole_workshop_is_typed_from_nothing(empty):
    empty.capture_line()
    keys = 0
    for text, move in typed_workshop():
        write(text)
        press(KEYS[move])
        keys += 1
    journey = empty.session.map
    assert [s.name for s in journey.ordered_stages()] == WORKSHOP["stages"]
    assert len(journey.cards) == 40
    assert keys == 51
    assert all(len(journey.cell(s.id, e.id)) in (1, 2) for s in journey.stages.values() for e in journey.lanes.values())


def test_a_read_only_map_takes_no_line(window):
    window.session.open(window.session.map, None, read_only=True)
    assert not window.capture.line.isEnabled()


def test_f6_goes_round_the_panes(window):
    window.canvas.setFocus()
    seen = []
    for _ in range(5):
        press(Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert len(set(seen)) == 5
    assert seen[-1] is window.capture.line
    press(Key.Key_F6, Held.ShiftModifier)
    assert QApplication.focusWidget() is seen[-2]


@pytest.mark.parametrize("flag", ["collapsed", "hidden"])
@pytest.mark.parametrize("how", ["capture", "drop", "bring back"])
def test_what_is_made_where_nothing_is_seen_opens_it_in_the_same_step(window, hand, how, flag):
    card = next(held for held in window.session.map.cards.values() if held.kind == "pain_point")
    window.session.apply("Park", lambda held: park(held, [card.id]))
    window.session.apply("Collapse", lambda held: change(held, card.lane, **{flag: True}))
    before = window.session.map
    window.canvas.choose(None, (card.stage, card.lane))
    if how == "capture":
        window.capture.line.setText("Chờ lâu")
        QTest.keyClick(window.capture.line, Key.Key_Return)
    elif how == "drop":
        window.canvas.add("pain_point")
        window.canvas.end_editing()
    else:
        window.workshop.show_tab(window.workshop.parking)
        window.workshop.parking.list.setCurrentRow(0)
        window.workshop.parking.bring_back()
    after = window.session.map
    new, = after.cards.keys() - before.cards.keys()
    assert new in window.canvas.shown.spots
    assert window.canvas.selection <= window.canvas.shown.spots.keys()
    window.session.undo()
    assert window.session.map == before
