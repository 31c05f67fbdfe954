"""Typing on the map: every way in, every way out, input methods, and one undo step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.model import templates
from cjdesigner.model.text import MAX_TEXT
from tests.gui.hands import Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def card(window):
    return next(c for c in window.session.map.cards.values() if c.kind == "touchpoint")


def opened(window, card, way):
    hand = Hand(window.canvas)
    if way == "double click":
        hand.double_click(*hand.middle(card.id))
    else:
        hand.click(*hand.middle(card.id))
        window.canvas.setFocus()
        QTest.keyClick(window.canvas, Key.Key_F2 if way == "F2" else Key.Key_Return)
    assert window.canvas.editor is not None
    return window.canvas.editor


@pytest.mark.parametrize("way", ["double click", "F2", "Enter"])
def test_every_way_in_and_enter_out(window, card, way):
    editor = opened(window, card, way)
    assert editor.toPlainText() == card.text
    QTest.keyClicks(editor, "Buys! @ the shop")
    QTest.keyClick(editor, Key.Key_Return)
    assert window.canvas.editor is None
    assert window.session.map.cards[card.id].text == "Buys! @ the shop"
    assert len(window.session.history.done) == 1
    window.actions_by_id["undo"].trigger()
    assert window.session.map.cards[card.id] is card
    assert not window.session.dirty


def test_shift_enter_makes_a_new_line(window, card):
    editor = opened(window, card, "F2")
    QTest.keyClicks(editor, "one")
    QTest.keyClick(editor, Key.Key_Return, Keys.ShiftModifier)
    QTest.keyClicks(editor, "two")
    QTest.keyClick(editor, Key.Key_Return)
    assert window.session.map.cards[card.id].text == "one\ntwo"


def test_esc_takes_everything_back(window, card):
    before = window.session.map
    editor = opened(window, card, "F2")
    QTest.keyClicks(editor, "other")
    QTest.keyClick(editor, Key.Key_Escape)
    assert window.canvas.editor is None
    assert window.session.map is before
    assert window.session.history.done == []


def test_leaving_keeps_what_was_typed(window, card):
    editor = opened(window, card, "F2")
    QTest.keyClicks(editor, "kept")
    window.outline.setFocus()
    assert window.canvas.editor is None
    assert window.session.map.cards[card.id].text == "kept"


def test_an_unchanged_text_is_no_step(window, card):
    editor = opened(window, card, "F2")
    QTest.keyClick(editor, Key.Key_Return)
    assert window.session.history.done == []


def test_an_input_method_composes_vietnamese(window, card):
    editor = opened(window, card, "F2")
    editor.clear()
    QApplication.sendEvent(editor, QInputMethodEvent("việ", []))
    assert editor.toPlainText() == ""
    assert window.session.map.cards[card.id].text == card.text
    done = QInputMethodEvent("", [])
    done.setCommitString("việt")
    QApplication.sendEvent(editor, done)
    QTest.keyClick(editor, Key.Key_Return)
    assert window.session.map.cards[card.id].text == "việt"


@pytest.mark.parametrize("what", ["stage", "lane", "persona", "header"])
def test_names_are_edited_in_place_too(window, hand, what):
    journey = window.session.map
    key = {"stage": journey.ordered_stages()[0].id, "lane": journey.ordered_lanes()[0].id,
           "persona": next(iter(journey.personas)), "header": "header"}[what]
    spot = window.canvas.shown.spots[key]
    x, y = (spot.x + 30, spot.y + 20) if what in ("lane", "header") else hand.middle(key)
    hand.double_click(x, y)
    QTest.keyClicks(window.canvas.editor, "Renamed")
    QTest.keyClick(window.canvas.editor, Key.Key_Return)
    after = window.session.map
    found = after.title if what == "header" else (after.stages | after.lanes | after.personas)[key].name
    assert found == "Renamed"
    assert len(window.session.history.done) == 1


def test_saving_while_typing_saves_what_was_typed(window, card, told, tmp_path):
    told.file = str(tmp_path / "a.cjmap")
    QTest.keyClicks(opened(window, card, "F2"), "Typed just now")
    window.actions_by_id["save"].trigger()
    assert "Typed just now" in (tmp_path / "a.cjmap").read_text(encoding="utf-8")


def test_opening_another_map_while_typing_asks_and_spoils_neither(window, hand, told):
    hand.double_click(*(window.canvas.shown.spots["header"].x + 30, window.canvas.shown.spots["header"].y + 20))
    QTest.keyClicks(window.canvas.editor, "Half a title")
    window.new_map()
    assert told.kinds() == ["ask_to_save"]
    assert window.session.map.title == ""
    assert window.canvas.editor is None


def test_a_text_that_is_too_long_loses_nothing(window, card):
    """A book on the clipboard: it is refused or cut, but never an unexpected error."""
    editor = opened(window, card, "F2")
    editor.setPlainText("x" * (MAX_TEXT + 1))
    QTest.keyClick(editor, Key.Key_Return)
    assert len(window.session.map.cards[card.id].text) in (MAX_TEXT, len(card.text))


def test_undo_while_typing_takes_back_what_was_typed(window, card):
    QTest.keyClicks(opened(window, card, "F2"), "x")
    window.commands.undo()
    assert window.canvas.editor is None
    assert window.session.map.cards[card.id].text == card.text


def test_typing_in_one_window_is_not_seen_in_another(window, card, make_window):
    other = make_window(templates.build("sample", "en"))
    window.activateWindow()
    assert other.session.map.cards.keys().isdisjoint(window.session.map.cards)
    QTest.keyClicks(opened(window, card, "double click"), "mine")
    window.canvas.end_editing()
    assert "mine" not in [c.text for c in other.session.map.cards.values()]
