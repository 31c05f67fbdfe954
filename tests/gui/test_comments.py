"""Comments on cards: written by whom, told on the canvas, listed, resolved, and never in an export."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from cjdesigner.edit.workshop import add_comment
from cjdesigner.files.settings import Settings
from cjdesigner.window.workshop.comments import initials


@pytest.fixture
def pain(window):
    return next(card.id for card in window.session.map.cards.values() if card.kind == "pain_point")


def say(window, key, words):
    window.canvas.select(frozenset({key}))
    window.actions_by_id["comment"].trigger()
    line = window.workshop.card_comments.line
    line.setFocus()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def told(window, key):
    return next(part.label for _x, _y, part in window.canvas.shown.walk() if part.id == key)


def test_the_name_is_asked_once_and_kept(window, pain):
    kept = []
    window.settings_changed.connect(kept.append)
    window.canvas.select(frozenset({pain}))
    window.actions_by_id["comment"].trigger()
    comments = window.workshop.card_comments
    assert QApplication.focusWidget() is comments.name
    QTest.keyClicks(comments.name, "Lan Anh")
    QTest.keyClick(comments.name, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is comments.line
    QTest.keyClicks(comments.line, "True?")
    QTest.keyClick(comments.line, Qt.Key.Key_Return)
    comment, = window.session.map.comments.values()
    assert (comment.card, comment.author, comment.text) == (pain, "Lan Anh", "True?")
    assert comment.date == date.today().isoformat()
    QApplication.processEvents()  # settings are kept when the window comes to rest
    assert kept[-1].author == "Lan Anh"
    assert not comments.name.isVisible()
    window.actions_by_id["comment"].trigger()
    assert QApplication.focusWidget() is comments.line
    assert len(window.session.history.done) == 1


def test_a_card_tells_of_its_open_comments_until_they_are_resolved(make_window, window, pain):
    say(window, pain, "One")
    say(window, pain, "Two")
    assert "2 open comments" in told(window, pain)
    comments = window.workshop.card_comments
    assert comments.title.text() == "COMMENTS · 2"
    tick = next(b for b in comments.rows.widget().findChildren(QToolButton) if b.accessibleName() == "Resolve")
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert "1 open comment" in told(window, pain)
    assert [comment.resolved for comment in window.session.map.comments.values()].count(True) == 1
    window.actions_by_id["undo"].trigger()
    assert "2 open comments" in told(window, pain)


def test_only_one_selected_card_shows_its_comments(window, pain):
    comments = window.workshop.card_comments
    other = next(key for key in window.session.map.cards if key != pain)
    say(window, pain, "Here")
    assert comments.isVisible()
    assert any(label.text() == "Here" for label in comments.rows.widget().findChildren(QLabel))
    window.canvas.select(frozenset({other}))
    assert comments.isVisible()
    assert not comments.rows.isVisible()
    for keys in ({pain, other}, set(), {"header"}, {window.session.map.ordered_stages()[0].id}):
        window.canvas.select(frozenset(keys))
        assert not comments.isVisible()


def test_what_was_begun_for_one_card_is_not_said_of_another(window, pain):
    other = next(key for key in window.session.map.cards if key != pain)
    window.canvas.select(frozenset({pain}))
    QTest.keyClicks(window.workshop.card_comments.line, "half")
    window.canvas.select(frozenset({other}))
    assert window.workshop.card_comments.line.text() == ""


def test_a_comment_is_deleted_by_its_button(window, pain):
    say(window, pain, "One")
    rows = window.workshop.card_comments.rows.widget()
    gone = next(b for b in rows.findChildren(QToolButton) if b.accessibleName() == "Delete comment")
    QTest.mouseClick(gone, Qt.MouseButton.LeftButton)
    assert window.session.map.comments == {}


def test_the_panel_lists_open_ones_and_goes_to_the_card(window, pain):
    other = next(key for key in window.session.map.cards if key != pain)
    say(window, pain, "First")
    say(window, other, "Second")
    panel = window.workshop.comments
    window.workshop.show_tab(panel)
    assert [panel.list.item(place).text().splitlines()[0] for place in range(2)] == ["First", "Second"]
    window.canvas.select(frozenset())
    panel.list.setCurrentRow(0)
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert window.canvas.selection == {pain}
    assert window.canvas.hasFocus()


def test_space_resolves_and_resolved_ones_are_listed_when_asked_for(window, pain, qtbot):
    say(window, pain, "First")
    panel = window.workshop.comments
    window.workshop.show_tab(panel)
    panel.list.setCurrentRow(0)
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.list.count() == 0)
    assert panel.empty.isVisible()
    QTest.mouseClick(panel.all, Qt.MouseButton.LeftButton, pos=QPoint(8, panel.all.height() // 2))
    assert panel.all.isChecked()
    assert panel.list.count() == 1
    assert "resolved" in panel.list.item(0).text()


def test_a_strangers_comment_is_plain_text(window, pain):
    window.session.apply("Say", lambda m: add_comment(m, pain, "<img src='x'>", "<b>Eve</b>"))
    window.canvas.select(frozenset({pain}))
    for label in window.workshop.card_comments.rows.widget().findChildren(QLabel):
        assert "<" not in label.toolTip()
        if "<" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_read_only_map_shows_comments_and_takes_none(window, pain):
    say(window, pain, "Seen")
    window.session.open(window.session.map, None, read_only=True)
    window.canvas.select(frozenset({pain}))
    comments = window.workshop.card_comments
    assert comments.isVisible()
    assert not comments.line.isVisible()
    assert not comments.rows.widget().findChildren(QToolButton)


@pytest.mark.parametrize(("name", "letters"), [("Kim Thoa", "KT"), ("lan", "L"), ("", "?"), ("A B C", "AC")])
def test_initials(name, letters):
    assert initials(name) == letters


# -- the panel as a whole --------------------------------------------------------------------------------------------


def test_the_panel_opens_closes_and_is_remembered(make_window, window):
    kept = []
    window.settings_changed.connect(kept.append)
    dock = window.workshop.dock
    assert not dock.isVisible()
    window.actions_by_id["workshop"].trigger()
    assert dock.isVisible()
    assert QApplication.focusWidget() is window.workshop.panel.bar
    QApplication.processEvents()
    assert kept[-1].workshop
    QTest.keyClick(window.workshop.panel.bar, Qt.Key.Key_Right)
    assert window.workshop.panel.stack.currentIndex() == 1
    window.actions_by_id["workshop"].trigger()
    assert not dock.isVisible()
    assert window.canvas.hasFocus()
    QApplication.processEvents()
    assert not kept[-1].workshop
    again = make_window(window.session.map, workshop=True)
    assert again.workshop.dock.isVisible()
    QTest.mouseClick(again.workshop.panel.close_button, Qt.MouseButton.LeftButton)
    assert not again.workshop.dock.isVisible()


def test_another_theme_keeps_the_panel_and_the_timer(window):
    window.actions_by_id["workshop"].trigger()
    window.actions_by_id["timer"].trigger()
    window.rebuild(Settings(theme="dark", workshop=True))
    QApplication.processEvents()
    assert window.workshop.dock.isVisible()
    assert window.workshop.countdown.running
    window.actions_by_id["timer_stop"].trigger()


def test_every_field_and_button_of_the_panel_has_a_name(window):
    from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QComboBox, QHeaderView, QLineEdit, QPushButton

    panel = window.workshop.panel
    for kind in (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView):
        for widget in panel.findChildren(kind):
            inner = isinstance(widget, QHeaderView) or isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
            popup = widget.window() is not panel.window()
            assert inner or popup or widget.accessibleName(), (kind, widget.objectName())
    for button in (*panel.findChildren(QToolButton), *panel.findChildren(QPushButton)):
        assert button.accessibleName() or button.text() or button.objectName() == "ScrollLeftButton" \
            or button.parent() is panel.bar, button.objectName()
