"""From the palette onto the map: the marks show where a thing lands, and there it lands."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.mime import kind_data, kind_of
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.names import LANES
from cjdesigner.window import actions
from cjdesigner.window.palette_panel import dragged_kind
from tests.gui.hands import Hand

CARDS = sorted(CARD_KINDS)
KINDS = [dragged_kind(kind) for kind in actions.KINDS]


def lane_of(journey, kind):
    return next(lane for lane in journey.ordered_lanes() if lane.kind == kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_dropped_on_an_empty_map(empty, kind):
    hand = Hand(empty.canvas)
    assert hand.enter(kind_data(kind), 300, 200).isAccepted()
    assert hand.over(300, 200).isAccepted()
    assert empty.canvas.marks
    assert hand.let_go(300, 200).isAccepted()
    QApplication.processEvents()  # a picture's file is asked for when the drop is over
    journey = empty.session.map
    found = {"persona": journey.personas, "stage": journey.stages, "lane:note": journey.lanes}.get(kind, journey.cards)
    assert len(found) == 1
    if kind in CARD_KINDS:
        assert [lane.kind for lane in journey.lanes.values()] == [kind]
        assert len(journey.stages) == 1
    assert empty.canvas.marks == ()
    assert empty.canvas.selection == frozenset(found)
    assert len(empty.session.history.done) == 1


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_lands_at_the_bar_that_was_shown(window, hand, kind):
    journey = window.session.map
    lane = lane_of(journey, kind) if any(e.kind == kind for e in journey.lanes.values()) else None
    stage = journey.ordered_stages()[1].id
    over = lane or journey.ordered_lanes()[0]
    x, y = hand.cell(stage, over.id, 0.98)
    hand.enter(kind_data(kind), x, y)
    hand.over(x, y)
    mark, = window.canvas.marks
    before = set(journey.cards)
    hand.let_go(x, y)
    QApplication.processEvents()
    after = window.session.map
    new, = set(after.cards) - before
    card, spot = after.cards[new], window.canvas.shown.spots[new]
    assert card.kind == kind
    assert card.stage == stage
    if lane is None:
        assert len(after.lanes) == len(journey.lanes) + 1
        assert mark.width > mark.height
    elif kind == "emotion":
        assert mark.shape == "face"
        assert card.score == mark.score
        assert spot.y + spot.height / 2 == pytest.approx(mark.y, abs=20)
    else:
        assert card.lane == lane.id
        assert abs(mark.y + mark.height / 2 - spot.y) <= 12
        assert mark.x == pytest.approx(spot.x)


def test_between_two_cards_the_bar_is_between_them(window, hand):
    journey = window.session.map
    (stage, lane), stack = next((k, v) for k, v in journey.cells().items() if len(v) > 1 and v[0].kind != "emotion")
    first, second = (window.canvas.shown.spots[card.id] for card in stack[:2])
    x, y = second.x + 20, second.y + 4
    hand.enter(kind_data(stack[0].kind), x, y)
    hand.over(x, y)
    mark, = window.canvas.marks
    assert first.y + first.height <= mark.y + mark.height / 2 <= second.y
    hand.let_go(x, y)
    cell = [c.id for c in window.session.map.cell(stage, lane)]
    assert cell[0] == first.id
    assert cell[2] == second.id


@pytest.mark.parametrize("score", [-2, -1, 0, 1, 2])
def test_an_emotion_gets_the_score_of_its_height(window, hand, score):
    lane = lane_of(window.session.map, "emotion")
    stage = window.session.map.ordered_stages()[0].id
    row = next(r for r in window.canvas.shown.grid.rows if r.lane == lane.id)
    x, _y = hand.cell(stage, lane.id)
    y = row.y + row.scale.y(score)
    hand.enter(kind_data("emotion"), x, y)
    hand.over(x, y)
    assert [mark.score for mark in window.canvas.marks] == [score]
    before = set(window.session.map.cards)
    hand.let_go(x, y)
    new, = set(window.session.map.cards) - before
    assert window.session.map.cards[new].score == score


@pytest.mark.parametrize("index", [0, 1, 3])
def test_a_stage_lands_at_its_bar(window, hand, index):
    columns = window.canvas.shown.grid.columns
    x = columns[index].x + 5
    hand.enter(kind_data("stage"), x, 200)
    hand.over(x, 200)
    mark, = window.canvas.marks
    assert mark.x + mark.width / 2 == pytest.approx(columns[index].x)
    before = set(window.session.map.stages)
    hand.let_go(x, 200)
    row = [stage.id for stage in window.session.map.ordered_stages()]
    new, = set(row) - before
    assert row.index(new) == index


@pytest.mark.parametrize("kind", sorted(LANES))
def test_a_lane_of_each_kind_lands_at_its_bar(window, hand, kind):
    rows = window.canvas.shown.grid.rows
    y = rows[1].y + 3
    hand.enter(kind_data(f"lane:{kind}"), 300, y)
    hand.over(300, y)
    mark, = window.canvas.marks
    assert rows[0].y + rows[0].height <= mark.y + 2 <= rows[1].y
    hand.let_go(300, y)
    assert window.session.map.ordered_lanes()[1].kind == kind


def test_a_persona_on_a_card_or_lane_is_assigned(window, hand):
    card = next(c for c in window.session.map.cards.values() if c.kind == "action")
    hand.enter(kind_data("persona"), *hand.middle(card.id))
    hand.over(*hand.middle(card.id))
    assert [mark.shape for mark in window.canvas.marks] == ["ring"]
    before = set(window.session.map.personas)
    hand.let_go(*hand.middle(card.id))
    new, = set(window.session.map.personas) - before
    assert new in window.session.map.cards[card.id].personas
    row = window.canvas.shown.grid.rows[0]
    hand.drop_kind("persona", 60, row.y + 10)
    assert len(window.session.map.lanes[row.lane].personas) == 1
    assert len(window.session.history.done) == 2


def test_a_persona_of_the_header_is_carried_to_a_card(window, hand):
    persona = next(iter(window.session.map.personas))
    card = next(c for c in window.session.map.cards.values() if persona not in c.personas and c.kind == "action")
    hand.drag(hand.middle(persona), hand.middle(card.id))
    assert persona in window.session.map.cards[card.id].personas
    assert window.session.history.undo_label == "Assign persona"


def test_leaving_takes_the_marks_away_and_changes_nothing(window, hand):
    before = window.session.map
    hand.enter(kind_data("action"), *hand.middle(next(iter(before.cards))))
    hand.over(*hand.middle(next(iter(before.cards))))
    assert window.canvas.marks
    hand.leave()
    assert window.canvas.marks == ()
    assert window.session.map is before


def test_a_drop_of_something_else_is_refused(window, hand):
    text = QMimeData()
    text.setData("application/x-somebody-else", b"hello")
    assert not hand.enter(text, 200, 200).isAccepted()
    hand.enter(kind_data("hologram"), 200, 200)
    assert not hand.over(200, 200).isAccepted()
    before = window.session.map
    hand.let_go(200, 200)
    assert window.session.map is before


def test_a_new_card_is_edited_at_once(empty):
    hand = Hand(empty.canvas)
    hand.drop_kind("action", 300, 300)
    assert empty.canvas.editor is not None
    QTest.keyClicks(empty.canvas.editor, "Buys")
    QTest.keyClick(empty.canvas.editor, Qt.Key.Key_Return)
    assert [card.text for card in empty.session.map.cards.values()] == ["Buys"]


def test_the_whole_gesture_from_the_palettes_button(window, hand, monkeypatch):
    """A press, a few moves, and Qt's own drag: only the loop of the operating system is stood in for."""
    lane = lane_of(window.session.map, "opportunity")
    target = hand.cell(window.session.map.ordered_stages()[0].id, lane.id, 0.98)
    seen = []

    def exec_(drag, *_actions):
        mime = drag.mimeData()
        seen.append((kind_of(mime), drag.pixmap().isNull()))
        hand.enter(mime, *target)
        hand.over(*target)
        hand.let_go(*target)
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", exec_)
    button = next(b for b in window.palette_panel.buttons if b.kind == "opportunity")
    middle = QPointF(button.rect().center())

    def send(kind, at, held):
        pressed = Qt.MouseButton.LeftButton if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
        where = QPointF(button.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(button, QMouseEvent(kind, at, where, pressed, held, Qt.KeyboardModifier.NoModifier))

    before = len(window.session.map.cards)
    send(QEvent.Type.MouseButtonPress, middle, Qt.MouseButton.LeftButton)
    send(QEvent.Type.MouseMove, middle + QPointF(2, 0), Qt.MouseButton.LeftButton)
    assert seen == []
    send(QEvent.Type.MouseMove, middle + QPointF(30, 0), Qt.MouseButton.LeftButton)
    assert seen == [("opportunity", False)]
    assert len(window.session.map.cards) == before + 1
    assert not button.isDown()


@pytest.mark.parametrize("kind", actions.KINDS)
def test_a_double_click_or_enter_in_the_palette_adds_one(window, kind):
    button = next(b for b in window.palette_panel.buttons if b.kind == kind)

    def count():
        journey = window.session.map
        return {"persona": len(journey.personas), "stage": len(journey.stages), "lane": len(journey.lanes)}.get(
            kind, sum(card.kind == kind for card in journey.cards.values()))

    before = count()
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(10, 10))
    QApplication.processEvents()
    assert count() == before + 1
    window.canvas.end_editing()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert count() == before + 2


def test_a_read_only_map_takes_nothing(window, hand):
    window.session.read_only = True
    before = window.session.map
    assert not hand.enter(kind_data("action"), 300, 300).isAccepted()
    hand.over(300, 300)
    hand.let_go(300, 300)
    assert window.session.map is before
