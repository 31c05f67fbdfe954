"""The inspector: every field of every kind changes the map, as one undo step, however long one types."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget

from cjdesigner.edit.changes import change, find
from cjdesigner.edit.grid import delete
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap
from cjdesigner.window import editors
from cjdesigner.window.editors import (
    ChoiceEditor,
    ColourEditor,
    LineEditor,
    ManyEditor,
    PictureEditor,
    StepsEditor,
    TextEditor,
    TickEditor,
)
from cjdesigner.window.fields import LANE, MAP, PERSONA, STAGE, fields_of
from cjdesigner.window.pictures_in import Source

TYPED = "Mua sắm 9"


def journey_with_all() -> JourneyMap:
    cards = {kind: {"kind": kind, "rank": f"a{n}", "stage": "s", "lane": "l", "text": kind}
             for n, kind in enumerate(CARD_KINDS)}
    return JourneyMap.model_validate({
        "language": "en", "personas": {"p": {"rank": "a0", "name": "Lan"}, "q": {"rank": "a1", "name": "Minh"}},
        "stages": {"s": {"rank": "a0", "name": "Stage"}},
        "lanes": {"l": {"rank": "a0", "kind": "note", "name": "Lane"}},
        "cards": cards})


CASES = [
    *[("header", field.name) for field in MAP], *[("p", field.name) for field in PERSONA],
    *[("s", field.name) for field in STAGE], *[("l", field.name) for field in LANE],
    *[(kind, field.name) for kind in CARD_KINDS for field in fields_of(journey_with_all().cards[kind])],
]


def type_keys(text):
    """Keys one by one to whoever has the focus, as a keyboard does."""
    for char in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char)
            assert QApplication.focusWidget() is not None, "the field that was typed in is gone"
            QApplication.sendEvent(QApplication.focusWidget(), event)
        QApplication.processEvents()


def use(editor, monkeypatch):
    """Changes an editor's value as a user would."""
    if isinstance(editor, LineEditor | TextEditor):
        editor.setFocus()
        (editor.line if isinstance(editor, LineEditor) else editor.text).selectAll()
        type_keys(TYPED)
    elif isinstance(editor, ChoiceEditor) and editor.box.isEditable():
        editor.setFocus()
        editor.box.lineEdit().selectAll()
        type_keys("Zalo OA")
    elif isinstance(editor, ChoiceEditor):
        editor.box.setFocus()
        QTest.keyClick(editor.box, Qt.Key.Key_Down if editor.box.currentIndex() == 0 else Qt.Key.Key_Up)
    elif isinstance(editor, StepsEditor):
        for button in [b for b in editor.findChildren(QPushButton) if not b.isChecked()][-2:]:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    elif isinstance(editor, TickEditor | ManyEditor):
        editor.findChildren(QCheckBox)[0].click()
    elif isinstance(editor, ColourEditor):
        monkeypatch.setattr(editors.QColorDialog, "getColor", lambda *_args: QColor("#123456"))
        QTest.mouseClick(editor.choose, Qt.MouseButton.LeftButton)
    elif isinstance(editor, PictureEditor):
        pixels = QImage(4, 3, QImage.Format.Format_RGB32)
        pixels.fill(0x336699)
        monkeypatch.setattr(editors, "ask_for_picture", lambda _parent: Source(image=pixels))
        QTest.mouseClick(editor.choose, Qt.MouseButton.LeftButton)


def value_of(journey, key, name):
    if name == "answers":
        return {link.target for link in journey.links.values() if link.source == key}
    return getattr(journey if key == "header" else find(journey, key), name)


@pytest.mark.parametrize(("key", "name"), CASES, ids=lambda part: part)
def test_each_field_changes_the_map_in_one_step(make_window, monkeypatch, key, name):
    window = make_window(journey_with_all())
    window.canvas.select(frozenset({key}))
    before, old = window.session.map, value_of(window.session.map, key, name)
    editor = window.inspector._editors[name]
    use(editor, monkeypatch)
    new = value_of(window.session.map, key, name)
    assert new != old
    if isinstance(editor, LineEditor | TextEditor):
        assert new in (TYPED, (TYPED,))
    assert len(window.session.history.done) == 1
    assert window.inspector._editors[name] is editor
    window.commands.undo()
    assert window.session.map is before
    window.commands.redo()
    assert value_of(window.session.map, key, name) == new


def test_after_undo_the_form_shows_the_old_value(make_window):
    window = make_window(journey_with_all())
    window.canvas.select(frozenset({"quote"}))
    editor = window.inspector._editors["speaker"]
    editor.setFocus()
    type_keys("Lan")
    window.commands.undo()
    assert editor.line.text() == ""


def test_two_visits_to_a_field_are_two_steps(make_window):
    window = make_window(journey_with_all())
    window.canvas.select(frozenset({"quote"}))
    for text in ("a", "b"):
        window.inspector._editors["speaker"].setFocus()
        type_keys(text)
        window.inspector._editors["owner"].setFocus()
    assert len(window.session.history.done) == 2


@pytest.mark.parametrize("name", ["speaker", "text"])
def test_combining_marks_keep_the_cursor_where_it_is(make_window, name):
    """Some Vietnamese keyboards send a letter and then its mark: the model composes them, the typing goes on."""
    window = make_window(journey_with_all())
    window.canvas.select(frozenset({"quote"}))
    editor = window.inspector._editors[name]
    editor.setFocus()
    (editor.line if name == "speaker" else editor.text).selectAll()
    type_keys(["V", "i", "e", "\u0302", "\u0323", "t"])
    assert getattr(window.session.map.cards["quote"], name) == "Việt"


def test_the_selection_is_what_the_form_shows(make_window):
    window = make_window(journey_with_all())
    window.canvas.select(frozenset({"emotion"}))
    assert "score" in window.inspector._editors
    window.canvas.select(frozenset({"metric"}))
    assert "score" not in window.inspector._editors
    window.canvas.select(frozenset())
    assert "title" in window.inspector._editors


def test_a_read_only_form_cannot_be_typed_into(make_window):
    window = make_window(journey_with_all())
    window.session.open(journey_with_all(), None, read_only=True)
    window.canvas.select(frozenset({"quote"}))
    assert not any(editor.isEnabled() for editor in window.inspector._editors.values())
    before = window.session.map
    for name in ("delete", "cut", "duplicate", "paste", "move_down"):
        window.actions_by_id[name].trigger()
    assert window.session.map is before


def test_changing_the_theme_keeps_the_map_and_what_the_form_shows(make_window):
    from cjdesigner.files.settings import Settings

    window = make_window(journey_with_all())
    window.canvas.select(frozenset({"quote"}))
    before = window.session.map
    window.rebuild(Settings(theme="dark"))
    assert window.session.map is before
    assert window.canvas.shown.background == window.frame.theme.page
    assert window.canvas.selection == {"quote"}
    assert "speaker" in window.inspector._editors


def test_the_wheel_scrolls_the_form_and_changes_no_choice(make_window):
    window = make_window(journey_with_all())
    window.canvas.select(frozenset({"touchpoint"}))
    window.inspector.setFixedHeight(200)
    QApplication.processEvents()
    before, box = window.session.map, window.inspector._editors["evidence"].box
    at = QPointF(box.rect().center())
    event = QWheelEvent(at, QPointF(box.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -120),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(box, event)
    assert window.session.map is before
    assert window.inspector.verticalScrollBar().value() > 0


def test_going_back_and_forth_between_kinds_makes_and_moves_no_widget(window):
    cards = [next(card.id for card in window.session.map.cards.values() if card.kind == kind)
             for kind in ("touchpoint", "pain_point")]
    window.inspector._ahead.stop()
    sets = [frozenset(cards[:1]), frozenset(cards), frozenset(cards[1:]), frozenset()]
    for keys in sets:
        window.canvas.select(keys)
    QApplication.processEvents()
    before = {id(widget): widget.parent() for widget in window.inspector.findChildren(QWidget)}
    for keys in sets * 2:
        window.canvas.select(keys)
        QApplication.processEvents()
    assert {id(widget): widget.parent() for widget in window.inspector.findChildren(QWidget)} == before


def test_an_opportunity_keeps_its_form_when_pain_points_come_and_go(window):
    journey = window.session.map
    opportunity = next(card.id for card in journey.cards.values() if card.kind == "opportunity")
    pain = next(card for card in journey.cards.values() if card.kind == "pain_point")
    window.canvas.select(frozenset({opportunity}))
    answers = window.inspector._editors["answers"]
    before = dict(answers._boxes)
    window.session.apply("Delete", lambda m: delete(m, [pain.id]))
    assert list(answers._boxes) == [key for key in before if key != pain.id]
    window.session.undo()
    assert window.inspector._editors["answers"] is answers
    assert list(answers._boxes) == list(before)
    assert all(answers._boxes[key] is box for key, box in before.items() if key != pain.id)
    window.session.apply("Edit text", lambda m: change(m, pain.id, text="Ω last & least"))
    assert list(answers._boxes)[-1] == pain.id
    assert answers._boxes[pain.id].text() == "Ω last && least"
    assert answers.row.itemAt(len(before) - 1).widget() is answers._boxes[pain.id]


def test_forms_are_made_ahead_and_are_the_ones_that_are_shown(window):
    inspector = window.inspector
    while inspector._kinds_ahead:
        inspector._make_ahead()
    ready = set(inspector._forms)
    for card in window.session.map.cards.values():
        window.canvas.select(frozenset({card.id}))
    assert set(inspector._forms) == ready
    inspector._make_ahead()
    assert not inspector._ahead.isActive()
