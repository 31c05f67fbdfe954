"""Steps, spans, folding, merging and fitting by real mouse and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu

from cjdesigner.canvas import accessible
from cjdesigner.canvas.hits import Hit
from cjdesigner.edit.shown import hide
from cjdesigner.edit.steps import insert_step, put_in_step
from cjdesigner.model.cards import Emotion, Note
from cjdesigner.model.map import JourneyMap, Lane, Stage, Step
from cjdesigner.window.grid_menu import COLOURS, offer
from tests.gui.hands import Hand

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HARD = CTRL | Qt.KeyboardModifier.AltModifier


def grid() -> JourneyMap:
    """Four stages, the second with steps p and q; a lane of notes, one of emotions, one more."""
    journey = JourneyMap(
        language="en", stages={f"s{n}": Stage(id=f"s{n}", rank=f"a{n}", name=f"Stage {n}") for n in range(4)},
        lanes={key: Lane(id=key, rank=f"a{n}", kind=kind, name=f"Lane {key}")
               for n, (key, kind) in enumerate([("l", "note"), ("e", "emotion"), ("m", "note")])},
        cards={key: Note(id=key, rank=f"a{n}", stage=stage, lane="l", text=key)
               for n, (key, stage) in enumerate([("a", "s0"), ("b", "s1"), ("c", "s1"), ("d", "s2")])}
        | {f"f{n}": Emotion(id=f"f{n}", rank=f"a{n}", stage=f"s{n}", lane="e", score=n - 1) for n in range(3)})
    for n, key in enumerate("pq"):
        journey = insert_step(journey, Step(id=key, rank=f"a{n}", stage="s1", name=key.upper()))
    return put_in_step(journey, ["b", "f1"], "p")


@pytest.fixture
def opened(make_window):
    return make_window(grid())


@pytest.fixture
def own(opened) -> Hand:
    return Hand(opened.canvas)


def step_place(canvas, step: str, lane: str, down: float = 0.9) -> tuple[float, float]:
    column = next(held for c in canvas.shown.grid.columns for held in c.steps if held.step == step)
    row = next(r for r in canvas.shown.grid.rows if r.lane == lane)
    return column.x + column.width / 2, row.y + row.height * down


def brim(canvas, key: str) -> tuple[float, float]:
    spot = canvas.shown.spots[key]
    return spot.x + spot.width - 2, spot.y + spot.height / 2


def order(window) -> list[str]:
    return [stage.id for stage in window.session.map.ordered_stages()]


# -- steps ------------------------------------------------------------------------------------------------------------


def test_a_card_dropped_on_a_step_goes_into_it(opened, own):
    own.drag(own.middle("a"), step_place(opened.canvas, "q", "l"))
    card = opened.session.map.cards["a"]
    assert (card.stage, card.step) == ("s1", "q")
    own.drag(own.middle("a"), own.cell("s3", "l"))
    card = opened.session.map.cards["a"]
    assert (card.stage, card.step) == ("s3", None)
    assert len(opened.session.history.done) == 2


def test_the_bar_of_a_drag_is_as_wide_as_the_step(opened, own):
    own.drag(own.middle("a"), step_place(opened.canvas, "q", "l"), release=False)
    column = opened.canvas.shown.grid.columns[1]
    mark, = opened.canvas.marks
    assert column.steps[1].x < mark.x < mark.x + mark.width < column.x + column.width
    own.key(Qt.Key.Key_Escape)
    assert opened.canvas.marks == ()


def test_a_card_for_the_whole_stage_goes_on_being_so_where_it_was_picked_up(opened, own):
    x, y = own.middle("c")
    own.drag((x + 40, y), (x + 40, y + 60))
    assert opened.session.map.cards["c"].step is None
    own.drag((x + 40, y), step_place(opened.canvas, "p", "l"))
    assert opened.session.map.cards["c"].step == "p"


def test_a_kind_dropped_on_a_step_is_in_it(opened, own):
    own.drop_kind("note", *step_place(opened.canvas, "q", "m"))
    opened.canvas.end_editing()
    made = next(card for card in opened.session.map.cards.values() if card.lane == "m")
    assert (made.stage, made.step) == ("s1", "q")


def test_a_face_moves_up_and_down_in_its_step(opened, own):
    x, y = own.middle("f1")
    row = next(r for r in opened.canvas.shown.grid.rows if r.lane == "e")
    own.drag((x, y), (x, row.y + row.scale.y(2)))
    card = opened.session.map.cards["f1"]
    assert (card.score, card.step) == (2, "p")
    assert opened.session.history.undo_label == "Change score"


def test_a_step_is_dragged_past_its_neighbour(opened, own):
    x, y = own.middle("q")
    own.drag(own.middle("p"), (x + 60, y), release=False)
    assert opened.canvas.ghost is not None
    assert opened.canvas.marks
    own.release(own.place(x + 60, y))
    assert [s.id for s in opened.session.map.steps_of("s1")] == ["q", "p"]
    assert opened.session.history.undo_label == "Move step"


def test_a_step_is_named_in_place_by_a_double_click_and_by_f2(opened, own):
    own.double_click(*own.middle("p"))
    opened.canvas.editor.setPlainText("Compare")
    QTest.keyClick(opened.canvas.editor, Qt.Key.Key_Return)
    assert opened.session.map.steps["p"].name == "Compare"
    own.click(*own.middle("q"))
    own.key(Qt.Key.Key_F2)
    assert opened.canvas.editor is not None
    own.key(Qt.Key.Key_Escape)


def test_steps_are_added_moved_and_deleted_by_keyboard(opened, own):
    own.click(*own.middle("s2"))
    own.key(Qt.Key.Key_S, HARD)
    first, = opened.session.map.steps_of("s2")
    QTest.keyClicks(opened.canvas.editor, "First")
    QTest.keyClick(opened.canvas.editor, Qt.Key.Key_Return)
    assert opened.session.map.steps[first.id].name.endswith("First")
    own.key(Qt.Key.Key_S, HARD)
    opened.canvas.end_editing()
    second = opened.session.map.steps_of("s2")[1]
    own.key(Qt.Key.Key_Left, CTRL)
    assert [s.id for s in opened.session.map.steps_of("s2")] == [second.id, first.id]
    own.key(Qt.Key.Key_Delete)
    assert [s.id for s in opened.session.map.steps_of("s2")] == [first.id]


def test_cards_walk_through_steps_by_keyboard(opened, own):
    own.click(*own.middle("a"))
    seen = []
    for _ in range(3):
        own.key(Qt.Key.Key_Right, CTRL)
        card = opened.session.map.cards["a"]
        seen.append((card.stage, card.step))
    assert seen == [("s1", "p"), ("s1", "q"), ("s2", None)]


def test_the_inspector_says_in_which_step_a_card_is(opened, own):
    own.click(*own.middle("b"))
    box = opened.inspector._editors["step"].box
    assert [box.itemText(n) for n in range(box.count())] == ["The whole stage", "P", "Q"]
    assert box.currentText() == "P"
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert opened.session.map.cards["b"].step == "q"
    own.click(*own.middle("a"))
    assert "step" not in opened.inspector._editors


def test_arrows_and_screen_readers_reach_steps(opened, own):
    own.click(*own.middle("p"))
    own.key(Qt.Key.Key_Right)
    assert opened.canvas.selection == {"q"}
    names = [thing.part.label for thing in accessible._Canvas(opened.canvas).things()]
    assert "Step: P" in names
    assert names.index("Step: P") < names.index("Lane: Lane l")


# -- spans ------------------------------------------------------------------------------------------------------------


def test_a_cards_edge_is_pulled_over_stages_and_back(opened, own):
    end = own.cell("s2", "l")[0]
    y = brim(opened.canvas, "a")[1]
    own.drag(brim(opened.canvas, "a"), (end, y), release=False)
    mark, = opened.canvas.marks
    assert mark.x + mark.width > end
    own.release(own.place(end, y))
    assert opened.session.map.cards["a"].span == 3
    assert len(opened.session.history.done) == 1
    own.drag(brim(opened.canvas, "a"), (own.cell("s0", "l")[0], y))
    assert opened.session.map.cards["a"].span == 1


def test_a_card_in_a_step_is_pulled_over_its_whole_stage(opened, own):
    x, y = brim(opened.canvas, "b")
    own.drag((x, y), (x + 120, y))
    assert (opened.session.map.cards["b"].step, opened.session.map.cards["b"].span) == (None, 1)


def test_escape_leaves_a_card_as_wide_as_it_was(opened, own):
    own.drag(brim(opened.canvas, "a"), own.cell("s3", "l"), release=False)
    own.key(Qt.Key.Key_Escape)
    own.release(own.place(*own.cell("s3", "l")))
    assert opened.session.map.cards["a"].span == 1
    assert opened.canvas.marks == ()


def test_a_card_is_widened_and_narrowed_by_keyboard(opened, own):
    own.click(*own.middle("a"))
    own.key(Qt.Key.Key_Right, HARD)
    own.key(Qt.Key.Key_Right, HARD)
    assert opened.session.map.cards["a"].span == 3
    own.key(Qt.Key.Key_Left, HARD)
    assert opened.session.map.cards["a"].span == 2


def test_a_spanning_card_is_selected_from_any_stage_that_it_covers(opened, own):
    own.click(*own.middle("a"))
    own.key(Qt.Key.Key_Right, HARD)
    own.click(*own.middle("d"))
    column = next(c for c in opened.canvas.shown.grid.columns if c.stage == "s1")
    own.click(column.x + 30, own.middle("a")[1])
    assert opened.canvas.selection == {"a"}


# -- hidden and collapsed ---------------------------------------------------------------------------------------------


def test_a_stage_is_hidden_told_and_brought_back(opened, own):
    own.click(*own.middle("s2"))
    own.key(Qt.Key.Key_H, HARD)
    assert opened.session.map.stages["s2"].hidden
    assert "s2" not in opened.canvas.shown.spots
    assert opened.canvas.selection == frozenset()
    assert opened._hidden.button.isVisible()
    assert opened._hidden.button.text() == "1 hidden"
    opened._hidden.menu.aboutToShow.emit()
    listed = [action for action in opened._hidden.menu.actions() if "Stage 2" in action.text()]
    listed[0].trigger()
    assert not opened.session.map.stages["s2"].hidden
    assert opened.canvas.selection == {"s2"}
    assert not opened._hidden.button.isVisible()


def test_everything_hidden_comes_back_at_once(opened, own):
    own.click(*own.middle("s2"))
    own.key(Qt.Key.Key_H, HARD)
    own.click(60, own.cell("s0", "m")[1])
    own.key(Qt.Key.Key_H, HARD)
    assert opened._hidden.button.text() == "2 hidden"
    own.key(Qt.Key.Key_H, HARD | SHIFT)
    assert not any(held.hidden for held in (*opened.session.map.stages.values(), *opened.session.map.lanes.values()))


def test_with_everything_hidden_the_canvas_still_works(opened, own):
    opened.session.apply("Hide", lambda m: hide(m, [*m.stages, *m.lanes]))
    own.drag((100, 100), (400, 300))
    own.drop_kind("note", 400, 300)
    opened.canvas.end_editing()
    made, = (card for card in opened.session.map.cards.values() if card.id not in grid().cards)
    assert made.id in opened.canvas.shown.spots


def test_the_outline_shows_hidden_stages_and_the_inspector_brings_them_back(opened, own):
    opened.session.apply("Hide", lambda m: hide(m, ["s2"]))
    assert opened.outline._items["s2"].text(0) == "Stage 2"
    assert opened.outline._items["s2"].text(1).endswith("· hidden")
    opened.outline.chosen.emit("s2")
    opened.session.apply("Rename", lambda m: m.model_validate({**m.model_dump(), "title": "Else"}))
    assert opened.canvas.selection == {"s2"}
    next(box for box in opened.inspector.findChildren(QCheckBox) if box.text() == "Hidden").click()
    assert not opened.session.map.stages["s2"].hidden


def test_selecting_all_leaves_alone_what_is_hidden(opened, own):
    opened.session.apply("Hide", lambda m: hide(m, ["s1"]))
    own.key(Qt.Key.Key_A, CTRL)
    own.key(Qt.Key.Key_Delete)
    assert {card.stage for card in opened.session.map.cards.values()} == {"s1"}


def test_a_stage_and_a_lane_collapse_and_open_by_key_and_double_click(opened, own):
    own.click(*own.middle("s2"))
    own.key(Qt.Key.Key_C, HARD)
    assert opened.session.map.stages["s2"].collapsed
    assert "d" not in opened.canvas.shown.spots
    own.double_click(*own.middle("s2"))
    assert not opened.session.map.stages["s2"].collapsed
    own.click(60, own.cell("s0", "l")[1])
    own.key(Qt.Key.Key_C, HARD)
    assert opened.session.map.lanes["l"].collapsed
    own.double_click(*own.middle("l"))
    assert not opened.session.map.lanes["l"].collapsed
    assert opened.canvas.editor is None


def test_dragging_a_stage_counts_the_hidden_ones(opened, own):
    opened.session.apply("Hide", lambda m: hide(m, ["s1"]))
    x, y = own.middle("s2")
    own.drag(own.middle("s0"), (x + 80, y))
    assert order(opened) == ["s1", "s2", "s0", "s3"]


# -- insert, merge, split, widths ------------------------------------------------------------------------------------


def test_stages_are_inserted_before_and_after_and_named_at_once(opened, own):
    own.click(*own.middle("s1"))
    own.key(Qt.Key.Key_B, HARD)
    assert order(opened).index("s1") == 2
    assert opened.canvas.editor is not None
    opened.canvas.end_editing()
    own.click(60, own.cell("s0", "l")[1])
    own.key(Qt.Key.Key_A, HARD)
    assert [lane.id for lane in opened.session.map.ordered_lanes()].index("e") == 2


def test_merging_and_splitting_by_keyboard(opened, own):
    own.click(*own.middle("s0"))
    own.key(Qt.Key.Key_J, HARD)
    assert opened.session.map.stages["s0"].name == "Stage 0 / Stage 1"
    assert opened.canvas.selection == {"s0"}
    own.click(*own.middle("c"))
    own.key(Qt.Key.Key_D, HARD)
    opened.canvas.end_editing()
    twin = order(opened)[1]
    assert [card.id for card in opened.session.map.cell(twin, "l")] == ["c"]
    own.click(*own.middle("c"))
    own.key(Qt.Key.Key_D, HARD | SHIFT)
    assert opened.session.map.cards["c"].lane not in {"l", "e", "m"}


def test_several_selected_stages_are_resized_together(opened, own):
    own.click(*own.middle("s0"))
    own.click(*own.middle("s2"), CTRL)
    spot = opened.canvas.shown.spots["s2"]
    x, y = spot.x + spot.width, spot.y + spot.height / 2
    own.drag((x, y), (x + 60, y))
    widths = {opened.session.map.stages[key].width for key in ("s0", "s2")}
    assert len(widths) == 1
    assert None not in widths
    assert opened.session.map.stages["s3"].width is None
    assert len(opened.session.history.done) == 1
    own.key(Qt.Key.Key_F, HARD)
    assert opened.session.map.stages["s0"].width == opened.canvas.best_width("s0")
    own.key(Qt.Key.Key_Escape)
    own.key(Qt.Key.Key_E, HARD)
    assert {stage.width for stage in opened.session.map.stages.values()} == {None}


def test_a_stage_is_widened_by_keyboard(opened, own):
    before = opened.canvas.shown.grid.columns[0].width
    own.click(*own.middle("s0"))
    own.key(Qt.Key.Key_Right, HARD)
    assert opened.session.map.stages["s0"].width == round(before + 16)


@pytest.mark.parametrize(("what", "key", "offered"), [
    ("stage", "s1", "Add step"), ("step", "p", "Insert before"), ("lane", "l", "Split lane"), ("card", "a", "Wider"),
])
def test_the_context_menu_offers_what_fits(opened, what, key, offered):
    opened.canvas.select(frozenset({key}))
    menu = QMenu(opened)
    offer(menu, Hit(what, key), opened.actions_by_id, opened.grid)
    words = [action.text().replace("&", "") for action in menu.actions()]
    assert offered in words
    assert all(action.isEnabled() for action in menu.actions())
    menu.deleteLater()


def test_a_colour_of_the_quick_palette_has_a_name_and_is_taken(opened):
    opened.canvas.select(frozenset({"s1", "l", "a"}))
    menu = QMenu(opened)
    offer(menu, Hit("stage", "s1"), opened.actions_by_id, opened.grid)
    colours = next(action.menu() for action in menu.actions() if action.menu())
    named = [action.text() for action in colours.actions() if action.text()]
    assert len(named) == len(set(named)) == len(COLOURS) + 1
    colours.actions()[2].trigger()
    journey = opened.session.map
    assert {journey.stages["s1"].colour, journey.lanes["l"].colour, journey.cards["a"].colour} == {COLOURS[2][0]}
    assert len(opened.session.history.done) == 1
    colours.actions()[-1].trigger()
    assert opened.session.map.stages["s1"].colour is None
    menu.deleteLater()


def test_a_wide_map_paints_its_spanning_cards_from_everywhere(make_window):
    stages = {f"s{n}": Stage(id=f"s{n}", rank=f"a{n:03}") for n in range(60)}
    cards = {f"c{n}": Note(id=f"c{n}", rank="a0", stage=f"s{n}", lane="l", span=40 if n == 3 else 1) for n in range(60)}
    window = make_window(JourneyMap(stages=stages, lanes={"l": Lane(id="l", rank="a0", kind="note")}, cards=cards))
    lane = next(part for _x, _y, part in window.canvas.shown.walk() if part.role == "lane")
    wide = next(child for child in lane.children if child.part.id == "c3")
    for column in window.canvas.shown.grid.columns[::5]:
        x = column.x - 28
        found = [child.part.id for child in window.canvas._children_in(lane, x, x + column.width)]
        assert f"c{column.place}" in found
        assert ("c3" in found) == (wide.x - 60 < x + column.width and wide.x + wide.part.width + 60 > x)
    QApplication.processEvents()
