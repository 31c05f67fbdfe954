"""Feelings and expected scores by keyboard, menu and mouse: each one undo step, the curve bending with the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.drawing.drawing import Shape
from cjdesigner.model.cards import Action, Emotion
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.window.feelings import add_feeling_menus
from tests.gui.hands import Hand

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def emotion(key, stage, score, persona=None, expected=None, rank="a0"):
    return Emotion(id=key, rank=rank, stage=stage, lane="l", score=score, expected=expected, text=key,
                   personas=(persona,) if persona else ())


@pytest.fixture
def held(make_window):
    cards = [emotion("a", "s0", 1, "p0", 2), emotion("b", "s1", -1, "p0", 1), emotion("c", "s2", 0, "p0", 0),
             emotion("x", "s0", -2, "p1", rank="a1"), emotion("y", "s2", 2, "p1", rank="a1"),
             Action(id="n", rank="a0", stage="s0", lane="m", text="Ask"),
             Action(id="o", rank="a0", stage="s1", lane="m", text="Buy", feeling=2)]
    return make_window(JourneyMap(
        language="en", stages={f"s{n}": Stage(id=f"s{n}", rank=f"a{n}") for n in range(3)},
        personas={f"p{n}": Persona(id=f"p{n}", rank=f"a{n}", name=name) for n, name in enumerate(("Lan", "Minh"))},
        lanes={"l": Lane(id="l", rank="a0", kind="emotion"), "m": Lane(id="m", rank="a1", kind="action")},
        cards={card.id: card for card in cards}))


def select(window, *keys):
    window.canvas.select(frozenset(keys))
    window.canvas.setFocus()


def marker(canvas: CanvasView, key: str) -> tuple[float, float]:
    """Where the hollow marker of a face's expected score is."""
    spot, row = canvas.shown.spots[key], canvas.shown.grid.rows[0]
    return spot.x + spot.width / 2, row.y + row.scale.y(canvas.journey.cards[key].expected)


def height_of(canvas: CanvasView, score: int) -> float:
    row = canvas.shown.grid.rows[0]
    return row.y + row.scale.y(score)


def curves(canvas: CanvasView) -> list:
    part = next(part for _x, _y, part in canvas.shown.walk() if part.role == "curve")
    return [op.path for op in part.ops if isinstance(op, Shape) and op.pen and op.pen.width == 2.4]


def test_the_keyboard_changes_the_feelings_of_all_selected_cards_in_one_step(held):
    select(held, "n", "o", "a")
    QTest.keyClick(held.canvas, Qt.Key.Key_Down, CTRL_ALT)
    cards = held.session.map.cards
    assert (cards["n"].feeling, cards["o"].feeling, cards["a"].score) == (-1, 1, 0)
    assert len(held.session.history.done) == 1
    assert held.session.history.undo_label == "Change feeling"
    QTest.keyClick(held.canvas, Qt.Key.Key_Up, CTRL_ALT)
    assert held.session.map.cards["n"].feeling == 0
    held.commands.undo()
    held.commands.undo()
    assert held.session.map.cards["n"].feeling is None


def test_the_keyboard_changes_what_was_expected(held):
    select(held, "b", "x", "n")
    QTest.keyClick(held.canvas, Qt.Key.Key_Up, ALT_SHIFT)
    cards = held.session.map.cards
    assert (cards["b"].expected, cards["x"].expected) == (2, -1)
    assert len(held.session.history.done) == 1
    QTest.keyClick(held.canvas, Qt.Key.Key_Down, ALT_SHIFT)
    assert held.session.map.cards["b"].expected == 1


def test_a_marker_is_dragged_and_the_map_changes_once(held):
    hand, canvas = Hand(held.canvas), held.canvas
    start, before, drawn = marker(canvas, "b"), held.session.map, canvas.shown
    end = start[0] + 3, height_of(canvas, -2)
    hand.drag(start, end, release=False)
    assert held.session.map is before
    assert canvas.shown is not drawn
    hand.release(hand.place(*end))
    assert held.session.map.cards["b"].expected == -2
    assert held.session.map.cards["b"].score == -1
    assert len(held.session.history.done) == 1
    assert canvas.selection == {"b"}


def test_esc_lets_a_marker_go_back(held):
    hand, canvas = Hand(held.canvas), held.canvas
    before, drawn = held.session.map, canvas.shown.height
    start = marker(canvas, "b")
    hand.drag(start, (start[0], height_of(canvas, -2)), release=False)
    hand.key(Qt.Key.Key_Escape)
    hand.release(hand.place(*start))
    assert held.session.map is before
    assert held.session.history.done == []
    assert canvas.shown.height == drawn


def test_face_and_marker_at_one_score_are_dragged_each_by_itself(held):
    hand, canvas = Hand(held.canvas), held.canvas
    (x, y), spot = hand.middle("c"), canvas.shown.spots["c"]
    hand.drag((spot.x + spot.width + 4, y), (x, height_of(canvas, 1)))
    assert (held.session.map.cards["c"].score, held.session.map.cards["c"].expected) == (0, 1)
    held.commands.undo()
    x, y = hand.middle("c")
    hand.drag((x, y), (x, height_of(canvas, 2)))
    assert (held.session.map.cards["c"].score, held.session.map.cards["c"].expected) == (2, 0)


def test_only_the_dragged_faces_curve_bends(held):
    hand, canvas = Hand(held.canvas), held.canvas
    before = curves(canvas)
    x, y = hand.middle("b")
    hand.drag((x, y), (x, height_of(canvas, 2)), release=False)
    after = curves(canvas)
    assert len(before) == len(after) == 2
    shapes = [[tuple(round(n - path[0][2], 2) for n in segment[2::2]) for segment in path] for path in
              (before[1], after[1])]
    assert shapes[0] == shapes[1]
    assert before[0] != after[0]
    hand.key(Qt.Key.Key_Escape)
    assert curves(canvas) == before


def test_a_read_only_map_keeps_its_expectations(held):
    held.session.read_only = True
    hand, before = Hand(held.canvas), held.session.map
    start = marker(held.canvas, "b")
    hand.drag(start, (start[0], height_of(held.canvas, -2)))
    select(held, "n")
    QTest.keyClick(held.canvas, Qt.Key.Key_Up, CTRL_ALT)
    assert held.session.map is before
    menu = QMenu()
    add_feeling_menus(menu, held.canvas)
    assert menu.actions() == []


def lines_of(menu: QMenu) -> dict[str, list]:
    return {action.text().replace("&", ""): action.menu().actions() for action in menu.actions() if action.menu()}


def test_the_menu_offers_what_fits_the_selection(held):
    select(held, "n", "o")
    menu = QMenu()
    add_feeling_menus(menu, held.canvas)
    lines = lines_of(menu)
    assert list(lines) == ["Feeling"]
    assert lines["Feeling"][0].text().startswith("+2")
    assert not any(line.isChecked() for line in lines["Feeling"])
    lines["Feeling"][0].trigger()
    assert {held.session.map.cards[key].feeling for key in ("n", "o")} == {2}
    assert len(held.session.history.done) == 1


def test_the_menu_gives_a_face_an_expectation_and_takes_it_away(held):
    select(held, "x")
    menu = QMenu()
    add_feeling_menus(menu, held.canvas)
    lines = lines_of(menu)["Expected score"]
    assert lines[-1].isChecked()
    lines[1].trigger()
    assert held.session.map.cards["x"].expected == 1
    again = QMenu()
    add_feeling_menus(again, held.canvas)
    lines_of(again)["Expected score"][-1].trigger()
    assert held.session.map.cards["x"].expected is None


def test_the_inspector_shows_a_feeling_for_cards_but_not_for_emotions(held):
    select(held, "o")
    assert "feeling" in held.inspector._editors
    select(held, "a")
    assert "feeling" not in held.inspector._editors
    assert "expected" in held.inspector._editors
