"""The curtain: what the room does not see yet, in which window, and that undo and redo keep it so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas import accessible
from cjdesigner.canvas.covering import Cover, blank
from cjdesigner.canvas.curtain import curtain_of
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Shape, Text, Use
from cjdesigner.drawing.theme import LIGHT
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.cards import insert_cards
from cjdesigner.edit.grid import delete
from cjdesigner.edit.workshop import add_comment, cast
from cjdesigner.files.format import to_bytes
from cjdesigner.model import templates
from cjdesigner.model.cards import Emotion, Note, PainPoint
from cjdesigner.model.map import JourneyMap
from cjdesigner.window import presentation
from cjdesigner.window.workshop.comments import CommentsPanel
from cjdesigner.window.workshop.vote_panel import VotePanel
from tests.gui.hands import Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier
DOWN = Keys.ControlModifier | Keys.ShiftModifier


@pytest.fixture
def curtain(window):
    """The window's curtain, let down by its keys."""
    QTest.keyClick(window, Key.Key_K, DOWN)
    assert window.presenting.curtain.value.down
    return window.presenting.curtain


def write(window, text: str, kind: str = "note") -> str:
    """Writes a card by hand: double click on an empty place, type, Enter. Gives its id."""
    canvas, hand = window.canvas, Hand(window.canvas)
    before = set(window.session.map.cards)
    stage, lane = canvas.shown.grid.columns[0].stage, next(r.lane for r in canvas.shown.grid.rows if r.kind == "action")
    hand.drop_kind(kind, *hand.cell(stage, lane, 0.97))
    new, = set(window.session.map.cards) - before
    canvas.editor.setPlainText(text)
    QTest.keyClick(canvas.editor, Key.Key_Return)
    return new


def said(view) -> str:
    """Everything that a view shows or tells a screen reader."""
    parts = [part for _x, _y, part in view.shown.walk()]
    glyphs = "|".join(run.run.text for part in parts for op in part.ops if isinstance(op, Text) for run in op.line.runs)
    return "|".join(part.label for part in parts) + glyphs


def part_of(view, key: str):
    return next(part for _x, _y, part in view.shown.walk() if part.id == key)


def covered_in(view, key: str) -> bool:
    part = part_of(view, key)
    return not any(isinstance(op, Text) for op in part.ops) and any(
        isinstance(op, Use) and op.symbol.name == "icons-eye-off" for op in part.ops)


# -- what is covered --------------------------------------------------------------------------------------------


def test_cards_of_before_stay_and_new_ones_are_covered_once_they_are_written(window, curtain):
    old = next(iter(window.session.map.cards))
    assert not covered_in(window.canvas, old)
    new = write(window, "Secret words")
    assert window.session.map.cards[new].text == "Secret words"
    assert covered_in(window.canvas, new)
    assert "Secret" not in said(window.canvas)
    assert not covered_in(window.canvas, old)


def test_the_one_that_is_being_typed_is_readable(window, curtain):
    new = write(window, "Secret words")
    window.canvas.edit_text(new)
    assert not covered_in(window.canvas, new)
    assert window.canvas.editor.toPlainText() == "Secret words"
    QTest.keyClick(window.canvas.editor, Key.Key_Escape)
    assert covered_in(window.canvas, new)


def test_outline_and_inspector_do_not_tell_what_the_canvas_covers(window, curtain):
    new = write(window, "Secret words")
    texts = [item.text(0) for item in window.outline._items.values()]
    assert not any("Secret" in text for text in texts)
    window.canvas.select(frozenset())
    window.canvas.select(frozenset({new}))
    assert "text" not in window.inspector._editors
    window.actions_by_id["reveal_next"].trigger()
    assert any("Secret" in item.text(0) for item in window.outline._items.values())
    assert window.inspector._editors["text"].text.toPlainText() == "Secret words"


def test_finding_and_lists_do_not_tell_what_the_canvas_covers(window, curtain):
    key = write(window, "Secret zebra")
    window.session.apply("Vote", lambda m: cast(m, key, "An"))
    window.session.apply("Comment", lambda m: add_comment(m, key, "Look", "An"))
    window.actions_by_id["workshop"].trigger()
    finding = window.searching.finding
    finding.open(replacing=True)
    finding.bar.field.setText("zebra")
    lists = [window.workshop.panel.findChild(kind).list for kind in (VotePanel, CommentsPanel)]

    def shown() -> list[str]:
        told = [offer.words for offer in window.searching._things()]
        return told + [each.item(place).text() for each in lists for place in range(each.count())]

    assert not finding.found
    assert not any("zebra" in words for words in shown())
    curtain.lift()
    assert sum("zebra" in words for words in shown()) == 3
    finding.bar.field.setText("zebr")
    assert [hit.slot.key for hit in finding.found] == [key]


def test_a_screen_reader_is_told_the_kind_only(window, curtain):
    accessible.install()
    new = write(window, "Secret words", "pain_point")
    reader = QAccessible.queryAccessibleInterface(window.canvas)
    names = [reader.child(place).text(QAccessible.Text.Name) for place in range(reader.childCount())]
    assert "Pain point, covered" in names
    assert not any("Secret" in name for name in names)
    assert part_of(window.canvas, new).label == "Pain point, covered"


def test_a_covered_emotion_does_not_bend_the_curve(window, curtain):
    journey = window.session.map
    stage = journey.ordered_stages()[0].id
    lane = next(lane.id for lane in journey.ordered_lanes() if lane.kind == "emotion")
    emotion = Emotion(id="new", rank="zz", stage=stage, lane=lane, text="Secret", score=-2)
    curve = next(part for _x, _y, part in window.canvas.shown.walk() if part.role == "curve")
    strokes = [op for op in curve.ops if isinstance(op, Shape) and op.pen]
    window.session.apply("Add", lambda m: insert_cards(m, [emotion], stage, lane))
    after = next(part for _x, _y, part in window.canvas.shown.walk() if part.role == "curve")
    assert [op.path for op in after.ops if isinstance(op, Shape) and op.pen] == [op.path for op in strokes]
    assert covered_in(window.canvas, "new")
    window.canvas.edit_text("new")
    assert part_of(window.canvas, "new").role == "emotion"
    window.canvas.end_editing()


def test_nothing_of_it_is_in_the_map_or_its_file(window, curtain):
    write(window, "Secret words")
    data = to_bytes(window.session.map)
    curtain.lift()
    assert to_bytes(window.session.map) == data
    assert b"Secret words" in data
    assert b"cover" not in data


# -- revealing --------------------------------------------------------------------------------------------------


def test_cards_are_revealed_in_the_order_in_which_they_were_written(window, curtain):
    keys = [write(window, text) for text in ("One", "Two", "Three")]
    for place, key in enumerate(keys):
        assert covered_in(window.canvas, key)
        QTest.keyClick(window, Key.Key_Down, DOWN)
        assert not covered_in(window.canvas, key)
        assert [covered_in(window.canvas, later) for later in keys[place + 1:]] == [True] * (2 - place)
    assert not window.actions_by_id["reveal_next"].isEnabled()
    assert curtain.value.down


def test_cards_that_come_at_once_are_revealed_in_reading_order(window, curtain):
    journey = window.session.map
    (first, second), lane = [stage.id for stage in journey.ordered_stages()[:2]], journey.ordered_lanes()[1].id
    late = Note(id="late", rank="a0", stage=second, lane=lane)
    early = Note(id="early", rank="a0", stage=first, lane=lane)

    def both(m: JourneyMap) -> JourneyMap:
        return insert_cards(insert_cards(m, [late], second, lane), [early], first, lane)

    window.session.apply("Paste", both)
    assert curtain.waiting == ("early", "late")


def test_lifting_reveals_everything_and_covers_nothing_more(window, curtain):
    key = write(window, "One")
    QTest.keyClick(window, Key.Key_K, DOWN)
    assert not covered_in(window.canvas, key)
    assert not covered_in(window.canvas, write(window, "Two"))
    assert not window.actions_by_id["curtain"].isChecked()


def test_selected_cards_are_covered_and_uncovered_without_a_curtain(window):
    keys = frozenset(list(window.session.map.cards)[:2])
    window.canvas.select(keys)
    window.actions_by_id["cover"].trigger()
    assert all(covered_in(window.canvas, key) for key in keys)
    window.actions_by_id["cover"].trigger()
    assert not any(covered_in(window.canvas, key) for key in keys)


def test_peeking_shows_them_here(window, curtain):
    key = write(window, "One")
    window.actions_by_id["peek"].trigger()
    assert not covered_in(window.canvas, key)
    window.actions_by_id["peek"].trigger()
    assert covered_in(window.canvas, key)


# -- undo and redo ----------------------------------------------------------------------------------------------


def test_what_comes_back_by_redo_is_as_covered_as_it_was(window, curtain):
    hidden, shown = write(window, "One"), write(window, "Two")
    curtain.uncover([shown])
    for _step in range(4):
        window.session.undo()
    assert not {hidden, shown} & window.session.map.cards.keys()
    for _step in range(4):
        window.session.redo()
    assert covered_in(window.canvas, hidden)
    assert not covered_in(window.canvas, shown)
    assert curtain.waiting == (hidden,)


def test_what_comes_back_by_undo_of_a_deletion_is_not_new(window, curtain):
    old = next(iter(window.session.map.cards))
    new = write(window, "One")
    window.session.apply("Delete", lambda m: delete(m, [old, new]))
    assert curtain.waiting == ()
    window.session.undo()
    assert not covered_in(window.canvas, old)
    assert covered_in(window.canvas, new)


def test_another_map_has_another_curtain(window, curtain):
    write(window, "One")
    window.documents.show(templates.build("5a", "en"), clean=True)
    assert not curtain.value.down
    assert curtain.waiting == ()


# -- two windows ------------------------------------------------------------------------------------------------


@pytest.fixture
def two(window, monkeypatch):
    """The window presents on another screen than its own."""
    monkeypatch.setattr(presentation, "projector", lambda window: window.screen())
    window.presenting.start()
    QApplication.processEvents()
    return window


def test_with_two_screens_the_facilitator_reads_what_the_room_does_not(two):
    two.presenting.curtain.toggle()
    key = write(two, "Secret words")
    room = two.presenting.shown.view
    assert covered_in(room, key)
    assert "Secret" not in said(room)
    assert not covered_in(two.canvas, key)
    assert any("Secret" in item.text(0) for item in two.outline._items.values())
    two.presenting.curtain.peek()
    assert covered_in(room, key)


def test_the_facilitator_sees_a_mark_on_what_is_covered(two):
    two.presenting.curtain.toggle()
    key = write(two, "Secret words")
    two.canvas.select(frozenset())
    QApplication.processEvents()
    marked = two.canvas.viewport().grab().toImage()
    two.presenting.curtain.lift()
    plain = two.canvas.viewport().grab().toImage()
    rect = two.canvas.spot_rect(two.canvas.shown.spots[key])
    at = (round(rect.right() - 4), round(rect.top() - 8))
    assert marked.pixelColor(*at) != plain.pixelColor(*at)


def test_the_bar_counts_what_waits_and_ending_covers_it_here(two):
    two.presenting.curtain.toggle()
    key = write(two, "Secret words")
    bar = two.presenting.bar
    button = bar.widgetForAction(two.actions_by_id["reveal_next"])
    assert button.text() == "1"
    two.presenting.end()
    assert covered_in(two.canvas, key)


def test_typing_in_the_room_uncovers_there(two):
    two.presenting.curtain.toggle()
    key = write(two, "Secret words")
    room = two.presenting.shown.view
    room.edit_text(key)
    assert room.editor.toPlainText() == "Secret words"
    QTest.keyClick(room.editor, Key.Key_Escape)
    assert covered_in(room, key)


# -- the parts --------------------------------------------------------------------------------------------------


def test_a_blank_card_has_nothing_of_what_was_written():
    card = PainPoint(id="c", rank="a0", stage="s", lane="l", text="T", details="D", owner="O", tags=("t",), severity=4,
                     evidence="survey", evidence_source="E", feeling=-2)
    kept = blank(card).model_dump()
    assert (kept["stage"], kept["lane"], kept["id"]) == ("s", "l", "c")
    assert not any(kept[name] for name in ("text", "details", "owner", "tags", "evidence", "evidence_source"))
    assert kept["feeling"] is None


def test_what_did_not_change_stays_the_same_object():
    journey, cover = templates.build("sample", "en"), Cover()
    composer = Composer(Typesetter(FontSet(system=False)), LIGHT)
    hidden = frozenset(list(journey.cards)[:3])
    first, second = (cover.compose(composer, journey, hidden) for _time in range(2))
    assert all(a.part is b.part for a, b in zip(first.parts, second.parts, strict=True))
    fewer = cover.compose(composer, journey, frozenset(list(hidden)[:2]))
    same = sum(a.part is b.part for a, b in zip(first.parts, fewer.parts, strict=True))
    assert same >= len(first.parts) - 1


def test_every_view_of_a_session_has_the_same_curtain(window):
    assert curtain_of(window.session) is window.canvas.curtain
