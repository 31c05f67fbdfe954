"""Marking what is internal, and the check before an export beside the canvas."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from shiboken6 import isValid

from cjdesigner.edit.changes import change
from cjdesigner.edit.merging import merge_lanes
from cjdesigner.export.preflight import Finding
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.check import CheckDialog
from cjdesigner.window.look import frame_for
from cjdesigner.window.preflight_list import PreflightList

ROLE = Qt.ItemDataRole.AccessibleTextRole
WARNING = Finding("link", "warning", "<b>ftp://x</b> will be no link", "card")
NOTE = Finding("pages", "note", "1 page, 420 × 297 mm", page=1)


# -- marks ------------------------------------------------------------------------------------------------------------


def first_card(window, kind="pain_point"):
    return next(card.id for card in window.session.map.cards.values() if card.kind == kind)


def label_of(window, key):
    return next(part.label for _x, _y, part in window.canvas.shown.walk() if part.id == key)


def words_in(window, key):
    part = next(part for _x, _y, part in window.canvas.shown.walk() if part.id == key)
    return [op.line.text for op in part.ops if hasattr(op, "line")]


def test_the_command_marks_cards_and_lanes_in_one_step_and_takes_it_back(window):
    card, lane = first_card(window), window.session.map.ordered_lanes()[0].id
    action = window.actions_by_id["internal"]
    window.canvas.select(frozenset({card, lane}))
    assert not action.isChecked()
    QTest.keyClick(window.canvas, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert window.session.map.cards[card].internal
    assert window.session.map.lanes[lane].internal
    assert action.isChecked()
    assert len(window.session.history.done) == 1
    action.trigger()
    assert not window.session.map.cards[card].internal
    assert not action.isChecked()


def test_some_that_are_marked_become_all(window):
    card, lane = first_card(window), window.session.map.ordered_lanes()[0].id
    window.canvas.select(frozenset({card}))
    window.actions_by_id["internal"].trigger()
    window.canvas.select(frozenset({card, lane}))
    window.actions_by_id["internal"].trigger()
    assert window.session.map.cards[card].internal
    assert window.session.map.lanes[lane].internal


@pytest.mark.parametrize("kind", ["pain_point", "emotion", "lane"])
def test_a_mark_is_told_on_the_canvas_and_to_screen_readers(window, kind):
    key = window.session.map.ordered_lanes()[0].id if kind == "lane" else first_card(window, kind)
    assert "internal" not in label_of(window, key)
    window.canvas.select(frozenset({key}))
    window.actions_by_id["internal"].trigger()
    assert "internal" in label_of(window, key)
    if kind != "emotion":  # a face has a lock and no room for words
        assert "Internal" in words_in(window, key)


def test_a_folded_lane_keeps_its_mark(window):
    lane = window.session.map.ordered_lanes()[0].id
    window.session.apply("Mark", lambda m: change(change(m, lane, internal=True), lane, collapsed=True))
    assert "Internal" in words_in(window, lane)
    assert "internal" in label_of(window, lane)


def test_the_inspector_has_a_tick(window):
    card = first_card(window)
    window.canvas.select(frozenset({card}))
    tick, = (box for box in window.inspector.findChildren(QCheckBox)
             if box.isVisible() and box.accessibleName().startswith("Internal"))
    tick.click()
    assert window.session.map.cards[card].internal


def test_what_becomes_one_with_something_internal_is_internal():
    journey = JourneyMap.model_validate({"lanes": {
        "a": {"rank": "a0", "kind": "note", "name": "A"}, "b": {"rank": "a1", "kind": "note", "internal": True}}})
    assert merge_lanes(journey, "a", "b").lanes["a"].internal


# -- the list ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def findings(qtbot):
    made = PreflightList(frame_for("light", 1.0))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_list_of_nothing_says_so(findings):
    assert findings.summary.text() == "Checking…"
    findings.show_findings([NOTE])
    assert findings.summary.text() == "Nothing to warn of."
    assert findings.keys.isHidden()
    findings.show_findings([])
    assert findings.list.count() == 0


def test_findings_are_plain_words_with_their_weight(findings):
    findings.show_findings([WARNING, NOTE])
    assert findings.summary.text() == "1 warning"
    assert findings.list.item(0).text() == WARNING.sentence
    assert findings.list.item(0).data(ROLE) == f"Warning: {WARNING.sentence}"
    assert findings.list.item(1).data(ROLE) == f"Note: {NOTE.sentence}"
    assert findings.list.accessibleName() == "Check before export"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_or_a_click_goes_to_the_place_of_what_has_one(findings, key):
    went = []
    findings.jump.connect(went.append)
    findings.show_findings([WARNING, NOTE])
    findings.activateWindow()
    findings.list.setFocus()
    QTest.keyClick(findings.list, key)
    QTest.keyClick(findings.list, Qt.Key.Key_Down)
    QTest.keyClick(findings.list, key)
    assert went == ["card"]
    place = findings.list.visualItemRect(findings.list.item(0)).center()
    QTest.mouseClick(findings.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert went == ["card", "card"]


# -- the dialog -------------------------------------------------------------------------------------------------------


@pytest.fixture
def check(window, qtbot):
    """The check of the sample map, in which one card has a link that is refused."""
    card = first_card(window)
    window.session.apply("Write", lambda m: change(m, card, details="See file:///secret"))
    window.actions_by_id["preflight"].trigger()
    dialog = window.findChild(CheckDialog)
    qtbot.waitUntil(lambda: dialog.found.list.count() > 0)
    yield dialog, card
    if isValid(dialog):
        dialog.close()


def sentences(dialog):
    return [dialog.found.list.item(place).text() for place in range(dialog.found.list.count())]


def test_a_line_selects_its_card(window, check):
    dialog, card = check
    assert sentences(dialog)[0].startswith("file:///secret in “")
    assert window.canvas.selection != {card}
    QTest.keyClick(dialog.found.list, Qt.Key.Key_Return)
    assert window.canvas.selection == {card}
    assert dialog.isVisible()


def place_on_screen(window, key):
    rect = window.canvas.spot_rect(window.canvas.shown.spots[key]).toRect()
    return QRect(window.canvas.viewport().mapToGlobal(rect.topLeft()), rect.size())


@pytest.mark.parametrize("before", [False, True])
def test_it_does_not_cover_what_it_leads_to(window, check, before):
    dialog, card = check
    if before:
        dialog.move(place_on_screen(window, card).topLeft() - QPoint(20, 20))
    QTest.keyClick(dialog.found.list, Qt.Key.Key_Return)
    assert not dialog.geometry().intersects(place_on_screen(window, card))


def test_a_card_that_is_folded_away_leads_to_its_lane(window, check):
    dialog, card = check
    lane = window.session.map.cards[card].lane
    window.session.apply("Fold", lambda m: change(m, lane, collapsed=True))
    window.canvas.verticalScrollBar().setValue(0)
    window.resize(900, 500)
    QTest.keyClick(dialog.found.list, Qt.Key.Key_Return)
    assert window.canvas.selection == {card}
    assert window.canvas.viewport().rect().intersects(
        window.canvas.spot_rect(window.canvas.shown.spots[lane]).toRect())


def test_it_follows_the_map(window, check, qtbot):
    dialog, card = check
    assert dialog.found.summary.text() == "1 warning"
    window.session.apply("Write", lambda m: change(m, card, details=""))
    qtbot.waitUntil(lambda: dialog.found.summary.text() == "Nothing to warn of.")


def test_it_is_for_a_page_and_for_somebody(window, check, qtbot):
    dialog, card = check
    dialog.page.setCurrentText("A5")
    qtbot.waitUntil(lambda: "1 page, 210 × 148 mm" in sentences(dialog))
    assert any("Under 6 pt" in each for each in sentences(dialog))
    window.session.apply("Mark", lambda m: change(m, card, internal=True))
    dialog.client.click()
    qtbot.waitUntil(lambda: any("Left out of the client's copy: 1 card" in each for each in sentences(dialog)))
    assert not any("secret" in each for each in sentences(dialog))


def test_what_the_curtain_covers_is_not_told(window, check, qtbot):
    dialog, card = check
    window.canvas.curtain.cover([card])
    dialog.page.setCurrentText("A3")
    qtbot.waitUntil(lambda: "1 page, 420 × 297 mm" in sentences(dialog))
    assert not any("secret" in each for each in sentences(dialog))


def test_it_is_opened_once_and_closed_by_escape(window, check):
    dialog, _card = check
    window.actions_by_id["preflight"].trigger()
    assert window.findChildren(CheckDialog) == [dialog]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not isValid(dialog) or not dialog.isVisible()


def test_another_language_closes_it(window, check):
    dialog, _card = check
    window.settings_changed.emit(window.settings.having(author="Lan"))
    assert dialog.isVisible()
    window.settings_changed.emit(window.settings.having(language="vi"))
    assert not isValid(dialog) or not dialog.isVisible()
