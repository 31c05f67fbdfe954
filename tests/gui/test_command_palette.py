"""The command palette: a few letters, in either language, find any command, card or template; keys do the rest."""

from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from cjdesigner import language
from cjdesigner.edit.changes import changed
from cjdesigner.files.used import used_commands
from cjdesigner.model import templates
from cjdesigner.model.cards import Note
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.window.offers import from_map, from_menus, ranked


@pytest.fixture
def palette(window):
    return opened(window)


def opened(window):
    QTest.keyClick(window.canvas, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.searching.palette.isVisible()
    return window.searching.palette


def type_into(field, words):
    """Types what a key can type; other letters come as an input method gives them."""
    if words.isascii():
        QTest.keyClicks(field, words)
        return
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def typed(palette, words):
    palette.field.clear()
    type_into(palette.field, words)
    return [offer.words for offer in palette.lines.offers]


def key(palette, which):
    QTest.keyClick(palette.field, which)


def large(cards):
    held = {f"c{i}": Note(id=f"c{i}", rank=f"a{i:05}", stage=f"s{i % 20}", lane="l",
                          text=f"Khách gọi điện hỏi đơn hàng số {i}, chờ lâu") for i in range(cards)}
    return JourneyMap(stages={f"s{i}": Stage(id=f"s{i}", rank=f"a{i:02}", name=f"Bước {i}") for i in range(20)},
                      lanes={"l": Lane(id="l", rank="a", kind="note", name="Ghi chú")}, cards=held)


def test_the_shortcut_opens_it_and_escape_gives_the_keyboard_back(palette, window):
    assert palette.field.hasFocus()
    key(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.canvas.hasFocus()


def test_the_field_of_the_tool_bar_opens_it(window):
    window._toolbar.findChild(QPushButton, "searchField").click()
    assert window.searching.palette.field.hasFocus()


@pytest.mark.parametrize("words", ["zoom in", "phong to", "Phóng to"])
def test_a_command_is_found_in_both_languages(palette, window, words):
    typed(palette, words)
    assert palette.lines.offers[0].id == "zoom_in"
    before = window.canvas.zoom
    key(palette, Qt.Key.Key_Return)
    assert window.canvas.zoom > before
    assert not palette.isVisible()


def test_undo_is_found_in_vietnamese_while_the_program_speaks_english(palette):
    typed(palette, "hoan tac")
    assert palette.lines.offers[0].id == "undo"


def test_undo_is_found_in_english_while_the_program_speaks_vietnamese(make_window):
    language.activate("vi")
    try:
        palette = opened(make_window(templates.build("sample", "vi")))
        typed(palette, "undo")
        assert palette.lines.offers[0].id == "undo"
        assert palette.lines.offers[0].words.startswith(language._("&Undo").replace("&", ""))
        assert typed(palette, "dark")[0] == "Tối"
    finally:
        language.activate("en")


def test_every_command_every_kind_and_every_template_is_offered(palette, window):
    ids = {offer.id for offer in palette.lines.offers}
    assert set(window.actions_by_id) - {"palette"} <= ids
    words = [offer.words for offer in palette.lines.offers]
    for expected in ("Persona", "Touchpoint", "Frontstage", "Dark", "Tiếng Việt", "AIDA"):
        assert expected in words


def test_a_card_is_found_without_its_marks_and_gone_to(palette, window):
    card = next(card for card in window.session.map.cards.values() if len(card.text) > 12)
    shown = typed(palette, card.text[:14].upper())
    assert shown[0].startswith(card.text[:10])
    key(palette, Qt.Key.Key_Return)
    assert window.canvas.selection == {card.id}
    assert window.canvas.hasFocus()


def test_stages_and_lanes_are_gone_to(palette, window):
    stage = window.session.map.ordered_stages()[1]
    typed(palette, stage.name)
    offer = next(offer for offer in palette.lines.offers if offer.id == stage.id)
    palette.list.setCurrentIndex(palette.lines.index(palette.lines.offers.index(offer), 0))
    key(palette, Qt.Key.Key_Return)
    assert window.canvas.selection == {stage.id}


def test_what_cannot_be_done_now_is_not_run(palette, window):
    typed(palette, "redo")
    offer = palette.lines.offers[0]
    assert (offer.id, offer.enabled) == ("redo", False)
    assert "not available now" in offer.told()
    key(palette, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_arrows_and_pages_walk(palette):
    def row():
        return palette.list.currentIndex().row()

    last = len(palette.lines.offers) - 1
    for which, expected in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, last), (Qt.Key.Key_Down, 0),
                            (Qt.Key.Key_PageDown, 10), (Qt.Key.Key_PageUp, 0)):
        key(palette, which)
        assert row() == expected


def test_what_was_used_last_comes_first(palette, window):
    typed(palette, "fit all")
    key(palette, Qt.Key.Key_Return)
    assert used_commands() == ["fit"]
    again = opened(window)
    assert again.lines.offers[0].id == "fit"


def test_nothing_found_is_said(palette):
    assert typed(palette, "qqqqzzzz") == []
    assert palette._none.isVisible()
    key(palette, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_it_opens_over_a_text_that_is_written_and_keeps_it(window):
    key_of = next(iter(window.session.map.cards))
    window.canvas.edit_text(key_of)
    window.canvas.editor.setPlainText("kept")
    QTest.keyClick(window.canvas.editor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.searching.palette
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert palette.field.hasFocus()
    assert window.session.map.cards[key_of].text == "kept"
    key(palette, Qt.Key.Key_Escape)
    assert window.canvas.hasFocus()


def test_a_field_that_is_gone_meanwhile_gets_no_keyboard_back(window):
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    window.searching.open_palette()
    field.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    key(window.searching.palette, Qt.Key.Key_Escape)
    assert not window.searching.palette.isVisible()


def test_leaving_the_field_closes_it(palette, window):
    window.canvas.setFocus()
    assert not palette.isVisible()
    assert window.canvas.hasFocus()


def test_it_takes_over_another_language(window):
    window.rebuild(window._settings)
    QApplication.processEvents()
    assert opened(window).lines.offers


def test_a_ready_template_begins_a_map(palette, window):
    typed(palette, "aida")
    key(palette, Qt.Key.Key_Return)
    assert window.session.map.ordered_stages()[0].name == "Attention"


def test_a_strangers_text_is_plain(make_window):
    journey = large(1)
    card = changed(journey.cards["c0"], text="<b>x</b> & y")
    window = make_window(changed(journey, cards={"c0": card}))
    assert typed(opened(window), "<b>")[0] == "<b>x</b> & y"


@pytest.mark.parametrize("words", ["k", "khach", "chờ lâu", "dien hoi", "khacj goi"])
def test_a_key_is_answered_within_a_frame_with_two_thousand_cards(window, words):
    menus = from_menus(window.menuBar(), window.actions_by_id, {}, window.windowIcon())
    things = from_map(large(2_000), print, window.frame)
    ranked(words, menus, things, ())
    times = []
    for _turn in range(5):
        start = perf_counter()
        assert ranked(words, menus, things, ())
        times.append(perf_counter() - start)
    assert min(times) < 0.016
