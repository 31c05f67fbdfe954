"""Dot voting by mouse and by keyboard: who gives how many dots to what, and that a round is one step afterwards."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.edit.workshop import ROOM, dots_of, dots_on, results
from cjdesigner.window.workshop.voting import ROUND, voters_of
from tests.gui.hands import Hand

ALT = Qt.KeyboardModifier.AltModifier


def cards_of(window, kind):
    return [card.id for cell in window.session.map.cells().values() for card in cell if card.kind == kind]


def begin(window, who="An, Bình", cards="", how=0):
    """Opens the panel and starts a round as a person does."""
    vote = window.workshop.vote
    window.workshop.show_tab(vote)
    vote.how.setCurrentIndex(how)
    vote.cards.setCurrentIndex(vote.cards.findData(cards))
    vote.who.setText(who)
    QTest.mouseClick(vote.begin, Qt.MouseButton.LeftButton)
    assert window.workshop.voting.active
    return vote, window.workshop.voting


def point_at(window, hand, key):
    window.canvas.reveal(key)
    hand.move(hand.place(*hand.middle(key)), button=Qt.MouseButton.NoButton)


@pytest.mark.parametrize(("words", "wanted"), [
    ("3", ["1", "2", "3"]), ("An, Bình;  An", ["An", "Bình"]), ("", []), (" , ", []), ("0", []),
    ("Lan Anh,Chú  Ba", ["Lan Anh", "Chú Ba"]), ("9999", [str(n) for n in range(1, 201)]),
])
def test_who_votes_is_a_number_or_names(words, wanted):
    assert voters_of(words) == wanted


def test_a_click_gives_a_dot_and_alt_or_the_right_button_takes_it_back(window, hand):
    pain = cards_of(window, "pain_point")[0]
    _vote, _round = begin(window)
    hand.click(*hand.middle(pain))
    hand.click(*hand.middle(pain))
    assert dots_on(window.session.map, pain, "An") == 2
    hand.click(*hand.middle(pain), keys=ALT)
    assert dots_on(window.session.map, pain, "An") == 1
    hand.press(hand.place(*hand.middle(pain)), Qt.MouseButton.RightButton)
    assert results(window.session.map) == []


def test_clicking_fast_gives_every_dot(window, hand):
    pain = cards_of(window, "pain_point")[0]
    begin(window)
    hand.double_click(*hand.middle(pain))
    assert dots_on(window.session.map, pain) == 2
    assert window.canvas.editor is None


def test_a_number_key_gives_dots_to_the_card_under_the_mouse(window, hand):
    first, second = cards_of(window, "opportunity")[:2]
    _vote, voting = begin(window)
    point_at(window, hand, first)
    hand.key(Qt.Key.Key_2)
    point_at(window, hand, second)
    hand.key(Qt.Key.Key_1)
    assert results(window.session.map) == [(first, 2), (second, 1)]
    assert voting.left == 0


def test_arrows_and_numbers_are_enough(window, hand):
    _vote, voting = begin(window)
    window.canvas.select(frozenset({cards_of(window, "action")[0]}))
    hand.key(Qt.Key.Key_Right)
    key, = window.canvas.selection
    hand.key(Qt.Key.Key_3)
    assert dots_on(window.session.map, key, "An") == 3
    hand.key(Qt.Key.Key_Minus)
    assert dots_on(window.session.map, key, "An") == 2
    hand.key(Qt.Key.Key_0)
    assert dots_on(window.session.map, key, "An") == 0
    hand.key(Qt.Key.Key_Return)
    assert dots_on(window.session.map, key, "An") == 1
    assert window.canvas.editor is None
    assert voting.active


def test_tab_asks_the_next_person_and_the_dock_shows_who_and_how_many_are_left(window, hand):
    pain = cards_of(window, "pain_point")[0]
    vote, voting = begin(window, "An, Bình, 7")
    assert vote.name.text() == "An"
    hand.click(*hand.middle(pain))
    assert vote.left.text() == "●●○"
    hand.key(Qt.Key.Key_Tab)
    assert (vote.name.text(), vote.left.text()) == ("Bình", "●●●")
    assert window.canvas.hasFocus()
    hand.key(Qt.Key.Key_N)
    assert vote.name.text() == "Person 7"
    hand.key(Qt.Key.Key_Tab)
    assert voting.voter == "An"
    hand.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert voting.voter == "7"
    banner = window.workshop._banner
    assert banner.isVisible()
    assert banner.name.text() == "Person 7"


def test_more_dots_than_there_are_are_refused_with_words_and_no_dialog(window, hand, told):
    pain = cards_of(window, "pain_point")[0]
    vote, _voting = begin(window, "An")
    window.canvas.select(frozenset({pain}))
    hand.key(Qt.Key.Key_5)
    assert results(window.session.map) == []
    assert vote.told.isVisible()
    assert "3" in vote.told.text()
    hand.key(Qt.Key.Key_3)
    assert not vote.told.isVisible()
    hand.key(Qt.Key.Key_1)
    assert dots_of(window.session.map, "An") == 3
    assert "An" in vote.told.text()
    assert told.said == []


def test_only_the_kind_that_was_chosen_takes_part(window, hand):
    pain, idea = cards_of(window, "pain_point")[0], cards_of(window, "opportunity")[0]
    vote, _voting = begin(window, cards="pain_point")
    hand.click(*hand.middle(idea))
    assert results(window.session.map) == []
    assert vote.told.isVisible()
    hand.click(*hand.middle(pain))
    assert results(window.session.map) == [(pain, 1)]


def test_only_the_cards_that_were_selected_take_part(window, hand):
    first, second, third = cards_of(window, "pain_point")[:3]
    window.canvas.select(frozenset({first, second}))
    begin(window, cards="selected")
    for key in (first, second, third):
        hand.click(*hand.middle(key))
    assert {key for key, _count in results(window.session.map)} == {first, second}


def test_the_rooms_dots_are_typed_as_they_are_read_out(window, hand):
    first, second = cards_of(window, "pain_point")[:2]
    begin(window, how=1)
    window.canvas.select(frozenset({first}))
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_2)
    window.canvas.select(frozenset({second}))
    hand.key(Qt.Key.Key_5)
    assert results(window.session.map) == [(first, 12), (second, 5)]
    assert {vote.voter for vote in window.session.map.votes.values()} == {ROOM}
    hand.key(Qt.Key.Key_Return)
    hand.key(Qt.Key.Key_4)
    hand.key(Qt.Key.Key_Backspace)
    assert dots_on(window.session.map, second) == 3
    assert second in window.session.map.cards


def test_each_dot_is_a_step_while_the_round_lasts_and_the_round_is_one_step_afterwards(window, hand):
    start, pain = window.session.map, cards_of(window, "pain_point")[0]
    _vote, voting = begin(window)
    for _click in range(3):
        hand.click(*hand.middle(pain))
    window.actions_by_id["undo"].trigger()
    assert dots_on(window.session.map, pain) == 2
    hand.key(Qt.Key.Key_Escape)
    assert not voting.active
    assert [step.label for step in window.session.history.done] == [ROUND]
    window.actions_by_id["undo"].trigger()
    assert window.session.map is start
    window.actions_by_id["redo"].trigger()
    assert dots_on(window.session.map, pain) == 2


def test_after_the_round_keys_and_clicks_are_the_canvas_own_again(window, hand):
    pain = cards_of(window, "pain_point")[0]
    begin(window)
    hand.key(Qt.Key.Key_Escape)
    hand.click(*hand.middle(pain))
    hand.key(Qt.Key.Key_3)
    assert results(window.session.map) == []
    assert not window.workshop._banner.isVisible()
    hand.key(Qt.Key.Key_Delete)
    assert pain not in window.session.map.cards


def test_esc_in_the_middle_of_a_drag_ends_the_drag_first(window, hand):
    begin(window)
    before, stage = window.session.map, window.canvas.shown.spots[window.session.map.ordered_stages()[1].id]
    start = hand.place(stage.x + stage.width / 2, stage.y + 6)
    hand.press(start)
    hand.move(start + QPointF(-80, 0))
    hand.move(start + QPointF(-300, 0))
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    hand.release(start + QPointF(-300, 0))
    assert window.session.map is before
    assert window.workshop.voting.active
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not window.workshop.voting.active


def test_delete_takes_a_dot_and_never_the_card_while_people_vote(window, hand):
    pain = cards_of(window, "pain_point")[0]
    begin(window)
    hand.click(*hand.middle(pain))
    QTest.keyClick(window.canvas, Qt.Key.Key_Delete)
    assert pain in window.session.map.cards
    assert results(window.session.map) == []


def test_the_list_goes_to_a_card_and_clearing_can_be_undone(window, hand):
    first, second = cards_of(window, "pain_point")[:2]
    vote, _voting = begin(window)
    hand.click(*hand.middle(first))
    for _click in range(2):
        hand.click(*hand.middle(second))
    hand.key(Qt.Key.Key_Escape)
    assert [vote.list.item(place).text()[0] for place in range(vote.list.count())] == ["2", "1"]
    window.canvas.select(frozenset())
    QTest.mouseClick(vote.list.viewport(), Qt.MouseButton.LeftButton,
                     pos=vote.list.visualItemRect(vote.list.item(1)).center())
    assert window.canvas.selection == {first}
    QTest.mouseClick(vote.clear, Qt.MouseButton.LeftButton)
    assert window.session.map.votes == {}
    window.actions_by_id["undo"].trigger()
    assert len(window.session.map.votes) == 3


def test_another_map_ends_the_round(window, hand):
    from cjdesigner.model.map import JourneyMap

    begin(window)
    window.session.open(JourneyMap(), None)
    assert not window.workshop.voting.active
    assert window.canvas.mode is None


def test_nobody_can_vote_on_a_map_that_is_read_only(window):
    window.session.open(window.session.map, None, read_only=True)
    window.workshop.vote.toggle()
    assert not window.workshop.voting.active


def test_a_round_outlives_another_theme(window, hand):
    from cjdesigner.files.settings import Settings

    begin(window, "An, Bình")
    hand.key(Qt.Key.Key_Tab)
    window.rebuild(Settings(theme="dark", workshop=True))
    QApplication.processEvents()
    assert window.workshop.vote.name.text() == "Bình"
    assert window.workshop._banner.isVisible()
    Hand(window.canvas).key(Qt.Key.Key_Escape)
    assert not window.workshop._banner.isVisible()
