"""Find and replace by keys, what it shows on the canvas, and the filter."""

from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.highlights import FAINT, Highlights
from cjdesigner.canvas.view import READABLE
from cjdesigner.edit.changes import find as edited
from cjdesigner.edit.filtering import Filter
from cjdesigner.edit.finding import find_words
from cjdesigner.files.format import to_bytes
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from tests.gui.test_command_palette import large, type_into

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

POPUP = pytest.mark.qt_log_ignore("This plugin does not support")
"""The offscreen screen cannot raise popups or give them the keyboard, and says so."""


@pytest.fixture
def viet(make_window):
    return make_window(templates.build("sample", "vi"))


def press(window, key, keys=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, keys)


def find(window, words, key=Qt.Key.Key_F):
    press(window, key, CTRL)
    bar = window.searching.finding.bar
    assert bar.field.hasFocus()
    press(window, Qt.Key.Key_A, CTRL)
    type_into(bar.field, words)
    return bar


def texts(journey):
    return [card.text for cell in journey.cells().values() for card in cell]


def test_it_finds_while_typing_without_marks(viet):
    bar = find(viet, "gia")
    expected = find_words(viet.session.map, "gia")
    assert len(expected) > 3
    assert bar.count.text() == f"1/{len(expected)}"
    shown = viet.canvas.highlights
    assert shown.hits == {each.slot.shown for each in expected}
    assert shown.current == expected[0].slot.shown
    assert viet.canvas.selection == frozenset()


def test_minding_the_marks_finds_less(viet):
    bar = find(viet, "gia")
    bar.exact.click()
    assert bar.count.text() in ("Not found", f"1/{len(find_words(viet.session.map, 'gia', exact=True))}")
    assert len(find_words(viet.session.map, "gia", exact=True)) < len(find_words(viet.session.map, "gia"))


def test_enter_and_f3_go_round_both_ways(viet):
    bar = find(viet, "gia")
    total = len(find_words(viet.session.map, "gia"))
    press(viet, Qt.Key.Key_Return)
    assert bar.count.text() == f"2/{total}"
    press(viet, Qt.Key.Key_F3)
    assert bar.count.text() == f"3/{total}"
    press(viet, Qt.Key.Key_F3, SHIFT)
    press(viet, Qt.Key.Key_Return, SHIFT)
    press(viet, Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == f"{total}/{total}"
    press(viet, Qt.Key.Key_F3)
    assert bar.count.text() == f"1/{total}"


def test_escape_closes_and_selects_what_was_looked_at(viet):
    bar = find(viet, "gia")
    press(viet, Qt.Key.Key_Return)
    current = viet.canvas.highlights.current
    press(viet, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert viet.canvas.hasFocus()
    assert viet.canvas.selection == {current}
    assert viet.canvas.highlights == Highlights()
    assert viet.canvas.viewport().y() == 0


def test_f3_goes_on_once_the_bar_is_closed(viet):
    find(viet, "gia")
    expected = [each.slot.shown for each in find_words(viet.session.map, "gia")]
    press(viet, Qt.Key.Key_Escape)
    assert viet.canvas.selection == {expected[0]}
    press(viet, Qt.Key.Key_F3)
    assert viet.canvas.selection == {expected[1]}
    viet.canvas.select(frozenset({expected[-2]}))
    press(viet, Qt.Key.Key_F3)
    assert viet.canvas.selection <= {expected[-2], expected[-1]}
    assert not viet.searching.finding.bar.isVisible()


def test_f3_with_nothing_ever_looked_for_asks(viet):
    press(viet, Qt.Key.Key_F3)
    assert viet.searching.finding.bar.field.hasFocus()


def test_the_search_begins_at_what_is_selected(viet):
    expected = find_words(viet.session.map, "gia")
    third = expected[2].slot.shown
    viet.canvas.select(frozenset({third}))
    find(viet, "gia")
    assert viet.canvas.highlights.current == third


def test_it_says_where_a_hit_stands(viet):
    journey = viet.session.map
    bar = find(viet, journey.title)
    assert bar.where.text().startswith("Title: ")
    assert journey.title in bar.where.text()


def test_nothing_found_is_said_and_shows_nothing(viet):
    bar = find(viet, "zzzz")
    assert bar.count.text() == "Not found"
    assert viet.canvas.highlights.hits == frozenset()
    assert not bar.next.isEnabled()
    press(viet, Qt.Key.Key_Return)


def test_a_hit_out_of_sight_is_scrolled_to(viet):
    viet.resize(900, 500)
    QApplication.processEvents()
    viet.canvas.set_zoom(2.0)
    last = find_words(viet.session.map, "gia")[-1].slot.shown
    find(viet, "gia")
    press(viet, Qt.Key.Key_Return, SHIFT)
    seen = viet.canvas.viewport().rect()
    assert seen.intersects(viet.canvas.spot_rect(viet.canvas.shown.spots[last]).toRect())


def test_replacing_one_goes_on_to_the_next(viet):
    before = viet.session.map
    total = len(find_words(before, "giá", exact=True))
    bar = find(viet, "giá", Qt.Key.Key_H)
    bar.exact.setChecked(True)
    bar.new.setFocus()
    type_into(bar.new, "giá giá")
    first = viet.searching.finding.found[0]
    press(viet, Qt.Key.Key_Return)
    assert bar.count.text() == f"3/{total + 1}"
    assert "giá giá" in getattr(edited(viet.session.map, first.slot.key), first.slot.field).lower()
    viet.session.undo()
    assert viet.session.map is before


def test_replacing_all_is_one_step(viet):
    before = viet.session.map
    bar = find(viet, "giá", Qt.Key.Key_H)
    bar.exact.setChecked(True)
    wanted = sum(text.lower().count("giá") for text in texts(before))
    bar.new.setText("đồng")
    bar.all.click()
    after = viet.session.map
    assert wanted > 0
    assert not any("giá" in text.lower() for text in texts(after))
    assert sum(text.count("đồng") for text in texts(after)) >= wanted
    assert bar.count.text() == "Not found"
    viet.session.undo()
    assert viet.session.map is before
    assert bar.count.text().startswith("1/")


def test_escape_closes_the_bar_from_each_of_its_buttons(viet):
    for name in ("one", "all", "next", "exact", "close_button", "new"):
        bar = find(viet, "gia", Qt.Key.Key_H)
        getattr(bar, name).setFocus()
        press(viet, Qt.Key.Key_Escape)
        assert not bar.isVisible(), name


def test_a_read_only_map_is_searched_but_not_replaced_in(viet):
    viet.session.read_only = True
    bar = find(viet, "giá", Qt.Key.Key_H)
    assert bar.count.text().startswith("1/")
    assert not bar.one.isEnabled()
    assert not bar.all.isEnabled()


def test_another_map_ends_the_search(viet):
    find(viet, "gia")
    viet.documents.show(templates.build("aida", "en"), clean=True)
    assert not viet.searching.finding.bar.isVisible()
    assert viet.canvas.highlights == Highlights()


def test_a_rebuilt_window_goes_on_searching(viet):
    find(viet, "gia")
    viet.rebuild(viet._settings)
    bar = viet.searching.finding.bar
    assert bar.isVisible()
    assert bar.field.text() == "gia"
    assert viet.canvas.highlights.hits


def test_hits_are_ringed_and_the_current_one_differs(viet):
    def picture():
        QApplication.processEvents()
        return viet.canvas.viewport().grab().toImage()

    card = next(card for card in viet.session.map.cards.values() if card.kind == "pain_point")
    pictures = []
    for shown in (Highlights(), Highlights(hits=frozenset({card.id})), Highlights(frozenset({card.id}), card.id)):
        viet.canvas.highlight(shown)
        pictures.append(picture())
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_a_key_is_answered_within_a_frame_with_two_thousand_cards(make_window):
    window = make_window(large(2_000))
    bar = find(window, "k")
    for words in ("khach", "khách gọi điện", "7"):
        times = []
        for _turn in range(5):
            bar.field.blockSignals(True)
            bar.field.setText(words)
            bar.field.blockSignals(False)
            start = perf_counter()
            bar.changed.emit()
            times.append(perf_counter() - start)
        assert window.canvas.highlights.hits
        assert min(times) < 0.016


# -- the filter --------------------------------------------------------------------------------------------------


@POPUP
def test_the_panel_fades_what_does_not_match_and_says_so(viet):
    viet.actions_by_id["filter"].trigger()
    panel = viet.searching.filtering.panel
    panel.boxes["kind", "pain_point"].setChecked(True)
    journey = viet.session.map
    others = {key for key, card in journey.cards.items() if card.kind != "pain_point"}
    assert viet.canvas.highlights.faded == others
    total = len(journey.cards)
    assert viet.searching.filtering._told.text() == f"Filter: {total - len(others)} of {total} cards"
    assert viet.actions_by_id["filter"].isChecked()
    panel.close()


@POPUP
def test_the_panel_works_by_keys(viet):
    viet.actions_by_id["filter"].trigger()
    panel = viet.searching.filtering.panel
    first = panel.focusWidget()
    QTest.keyClick(first, Qt.Key.Key_Down)
    second = panel.focusWidget()
    assert second is not first
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert second.isChecked()
    assert viet.searching.filtering.wanted
    QTest.keyClick(second, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_keys_clear_the_filter_and_bring_it_back(viet):
    wanted = Filter().having("kind", "pain_point", on=True)
    viet.searching.filtering.want(wanted)
    viet.canvas.setFocus()
    press(viet, Qt.Key.Key_F, CTRL | SHIFT)
    assert viet.canvas.highlights.faded == frozenset()
    assert not viet.searching.filtering._sign.isVisible()
    press(viet, Qt.Key.Key_F, CTRL | SHIFT)
    assert viet.searching.filtering.wanted == wanted
    viet.searching.filtering.clear_button.click()
    assert not viet.searching.filtering.wanted


def test_new_cards_stay_visible_while_filtering(viet):
    viet.searching.filtering.want(Filter().having("kind", "pain_point", on=True))
    before = set(viet.session.map.cards)
    viet.canvas.add("note")
    new = set(viet.session.map.cards) - before
    assert new
    assert not new & viet.canvas.highlights.faded


@pytest.mark.parametrize("zoom", [1.0, READABLE * 0.8])
def test_a_faded_card_is_fainter_near_and_far(viet, zoom):
    viet.canvas.set_zoom(zoom)
    card = next(card for card in viet.session.map.cards.values() if card.kind == "pain_point")

    def ink():
        QApplication.processEvents()
        image = viet.canvas.viewport().grab(viet.canvas.spot_rect(viet.canvas.shown.spots[card.id]).toRect()).toImage()
        colours = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())]
        return max(colours) - min(colours)

    before = ink()
    viet.canvas.highlight(Highlights(faded=frozenset({card.id})))
    assert ink() < before * (FAINT + 0.35)


def test_a_filter_is_never_in_the_map(viet):
    before = to_bytes(viet.session.map)
    viet.searching.filtering.want(Filter().having("kind", "note", on=True))
    assert to_bytes(viet.session.map) == before
    assert not viet.session.dirty


@POPUP
def test_an_empty_map_has_nothing_to_filter_by(make_window):
    window = make_window(JourneyMap(language="en"))
    window.actions_by_id["filter"].trigger()
    panel = window.searching.filtering.panel
    assert panel.boxes == {}
    panel.close()
