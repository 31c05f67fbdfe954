"""In front of the room: what keys, clicks and a presenter's remote do, and what the facilitator's bar says."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QAbstractAnimation, QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.scenes import Scene, area_of, lit, look_at, scenes_of
from cjdesigner.canvas.showing import ShowView
from cjdesigner.edit.changes import changed, put
from cjdesigner.edit.grid import delete
from cjdesigner.files.settings import Settings
from cjdesigner.model import templates
from cjdesigner.model.workshop import AgendaItem
from cjdesigner.window import presentation
from cjdesigner.window.presenter_bar import scene_name
from tests.gui.hands import Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def presented(make_window):
    """A window with the sample map that presents it, without gliding."""
    window = make_window(templates.build("sample", "en"), animations=False)
    window.actions_by_id["present"].trigger()
    QApplication.processEvents()
    return window


@pytest.fixture
def view(presented) -> ShowView:
    return presented.presenting.shown.view


@pytest.fixture
def room(view) -> Hand:
    return Hand(view)


def stages(view) -> list[str]:
    return [stage.id for stage in view.journey.ordered_stages()]


def empty_place(view) -> tuple[float, float]:
    """A point of a cell where no card is."""
    column, row = view.shown.grid.columns[0], view.shown.grid.rows[1]
    return column.x + column.width / 2, row.y + row.height - 2


# -- starting and ending ----------------------------------------------------------------------------------------


def test_f5_fills_the_screen_and_esc_ends(make_window):
    window = make_window(templates.build("sample", "en"), animations=False)
    QTest.keyClick(window, Key.Key_F5)
    QApplication.processEvents()
    shown = window.presenting.shown
    assert shown.isFullScreen()
    assert shown.isWindow()
    assert window.isEnabled()
    assert window.presenting.bar.isVisible()
    QTest.keyClick(shown.view, Key.Key_Escape)
    assert window.presenting.shown is None
    assert window.presenting.bar is None
    assert not shown.isVisible()


def test_the_screen_is_the_one_that_the_window_is_not_on(make_window, monkeypatch):
    window = make_window(templates.build("sample", "en"))
    here, there = window.screen(), object()
    monkeypatch.setattr(presentation, "screens", lambda: [here, there])
    assert presentation.projector(window) is there
    monkeypatch.setattr(presentation, "screens", lambda: [here])
    assert presentation.projector(window) is None


_TWO_SCREENS = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication(["x"])
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.files.settings import Settings
from cjdesigner.model import templates
from cjdesigner.window.main import MainWindow
window = MainWindow(Settings(animations=False), Typesetter(FontSet(system=False)))
window.documents.show(templates.build("sample", "en"), clean=True)
window.resize(900, 700)
window.move(20, 20)
window.show()
app.processEvents()
window.presenting.start()
app.processEvents()
shown = window.presenting.shown
print(window.screen().name(), shown.screen().name(), shown.geometry().getRect(),
      window.canvas.curtain.value.elsewhere)
"""


def test_with_two_screens_the_room_has_one_of_its_own(tmp_path):
    made = [{"name": "desk", "x": 0, "y": 0, "width": 1440, "height": 900, "logicalDpi": 96, "dpr": 1},
            {"name": "wall", "x": 1440, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96, "dpr": 1}]
    tmp_path.joinpath("screens.json").write_text(json.dumps({"screens": made}))
    told = subprocess.run([sys.executable, "-c", _TWO_SCREENS], check=True, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path}/screens.json"})
    assert told.stdout.split("\n")[0] == "desk wall (1440, 0, 1280, 720) True"


def test_presenting_again_begins_anew_in_the_same_window(presented, view):
    view.next()
    presented.presenting.start()
    assert presented.presenting.shown.view is view
    assert view.place == 0


def test_the_start_page_ends_it(presented):
    presented.show_start()
    assert presented.presenting.shown is None


def test_the_window_that_closes_takes_it_along(presented, told):
    shown = presented.presenting.shown
    presented.close()
    assert not shown.isVisible()


def test_an_unplugged_projector_ends_it(presented):
    presented.presenting._unplugged(presented.screen())
    assert presented.presenting.shown is None


# -- scenes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Down, Key.Key_PageDown, Key.Key_Space, Key.Key_Return,
                                 Key.Key_Enter])
def test_keys_go_on(view, key):
    QTest.keyClick(view, key)
    assert view.scene.stage == stages(view)[0]
    QTest.keyClick(view, key)
    assert view.scene.stage == stages(view)[1]


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_Up, Key.Key_PageUp, Key.Key_Backspace])
def test_keys_go_back(view, key):
    view.go_to(2)
    QTest.keyClick(view, key)
    assert view.place == 1
    QTest.keyClick(view, key)
    QTest.keyClick(view, key)
    assert view.place == 0


def test_home_and_end(view):
    QTest.keyClick(view, Key.Key_End)
    assert view.scene.stage == stages(view)[-1]
    QTest.keyClick(view, Key.Key_Right)
    assert view.place == len(view.scenes) - 1
    QTest.keyClick(view, Key.Key_Home)
    assert view.scene.key == ("", "", "")


def test_a_click_on_nothing_goes_on_and_a_click_on_a_card_does_not(view, room):
    room.click(*empty_place(view))
    assert view.place == 1
    card = next(iter(view.shown.grid.cells.values()))[0].id
    room.click(*room.middle(card))
    assert view.place == 1
    assert view.selection == {card}
    room.click(*empty_place(view))
    assert view.place == 1
    assert not view.selection


def test_a_scene_is_seen_whole_and_in_the_middle(view):
    view.next()
    column = view.shown.grid.columns[0]
    left, right = view.to_pixels(column.x, 0).x(), view.to_pixels(column.x + column.width, 0).x()
    assert 0 <= left < right <= view.viewport().width()
    spot = view.shown.spots[stages(view)[0]]
    assert view.to_pixels(0, spot.y).y() >= 0


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (3840, 2160)])
def test_every_scene_fits_its_screen(view, size):
    width, height = size
    for scene in (*scenes_of(view.journey, view.shown, "stages"), *scenes_of(view.journey, view.shown, "lanes")):
        look, area = look_at(scene, view.shown, width, height), area_of(scene, view.shown)
        assert look.zoom > 0
        assert width / 2 + (area.left() - look.x) * look.zoom >= -1
        if look.zoom != 0.6:
            assert width / 2 + (area.right() - look.x) * look.zoom <= width + 1
            assert height / 2 + (area.bottom() - look.y) * look.zoom <= height + 1
        assert height / 2 + (area.top() - look.y) * look.zoom >= -1


def test_lanes_and_selection_and_agenda(presented, view):
    presented.presenting.bar.orders.actions()[1].trigger()
    assert [scene.lane for scene in view.scenes[1:]] == [lane.id for lane in view.journey.ordered_lanes()]
    lane, stage = view.journey.ordered_lanes()[0].id, stages(view)[1]
    items = [AgendaItem(id="b", rank="a1", name="Later", lane=lane), AgendaItem(id="c", rank="a2", name="A break"),
             AgendaItem(id="a", rank="a0", name="First", stage=stage)]
    view.apply("Agenda", lambda m: changed(m, agenda=put(m.agenda, items)))
    presented.presenting.bar.orders.actions()[2].trigger()
    assert [scene.name for scene in view.scenes[1:]] == ["First", "Later"]
    card = view.shown.grid.cells[stage, lane][0].id
    presented.canvas.select(frozenset({card, stages(view)[3]}))
    presented.actions_by_id["present_selection"].trigger()
    assert [scene.key for scene in view.scenes] == [(stages(view)[3], "", ""), (stage, lane, card)]


def test_what_is_not_of_the_scene_is_dimmed_but_the_names_are_not(view):
    scene = Scene("x", stage=stages(view)[1])
    light = lit(scene, view.shown)
    column, row = view.shown.grid.columns[2], view.shown.grid.rows[0]
    assert not any(area.contains(QPointF(column.x + 50, row.y + 20)) for area in light)
    assert any(area.contains(QPointF(40, row.y + 20)) for area in light)
    before = view.viewport().grab().toImage()
    view.next()
    QApplication.processEvents()
    after = view.viewport().grab().toImage()
    assert before != after


def test_a_deleted_stage_leaves_the_presentation_near_it(view, presented):
    view.go_to(3)
    gone = view.scene.stage
    presented.session.apply("Delete", lambda m: delete(m, [gone]))
    assert view.scene.stage not in ("", gone)
    assert gone not in {scene.stage for scene in view.scenes}
    presented.session.undo()
    assert gone in {scene.stage for scene in view.scenes}


def test_scenes_glide_only_where_movement_is_wanted(make_window, qtbot):
    window = make_window(templates.build("sample", "en"), animations=True)
    window.presenting.start()
    view = window.presenting.shown.view
    qtbot.waitUntil(view.isVisible)
    QTest.keyClick(view, Key.Key_Right)
    assert view._glide.state() == QAbstractAnimation.State.Running
    assert view._glide.duration() <= 250
    view._glide.setCurrentTime(view._glide.duration())
    moved = view.look()
    view._glide.stop()
    view.gliding_wanted = False
    view.go_to(0)
    assert view._glide.state() == QAbstractAnimation.State.Stopped
    QTest.keyClick(view, Key.Key_Right)
    assert view._glide.state() == QAbstractAnimation.State.Stopped
    assert view.look().zoom == pytest.approx(moved.zoom, rel=0.01)
    assert not presentation.movement_wanted(view, Settings(animations=False).animations)


# -- looking closer ---------------------------------------------------------------------------------------------


def test_zoom_and_back(view, room):
    view.next()
    before = view.zoom
    QTest.keyClick(view, Key.Key_Plus)
    assert view.zoom == pytest.approx(before * 1.2)
    room.wheel(QPointF(100, 100), -120, Keys.ControlModifier)
    assert view.zoom == pytest.approx(before * 1.44)
    QTest.keyClick(view, Key.Key_0)
    assert view.zoom == pytest.approx(before)
    QTest.keyClick(view, Key.Key_Minus)
    assert view.zoom == pytest.approx(before / 1.2)
    assert view.place == 1


def test_the_names_stay_at_the_edges(view):
    view.resize(900, 600)
    view.set_zoom(1.6)
    view._scroll_to(QPointF(800, 700))
    QApplication.processEvents()
    image = view.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    lane = next(row for row in view.shown.grid.rows if view.to_pixels(0, row.y).y() > 120)
    y = view.to_pixels(0, lane.y).y() + 30
    seen = {image.pixelColor(int(x * ratio), int(y * ratio)).name() for x in range(6)}
    tone = view._composer.theme.ink(view.journey.lanes[lane.lane].colour or presentation_look(lane.kind))
    assert tone.lower() in seen


def presentation_look(kind: str) -> str:
    from cjdesigner.drawing.theme import look
    return look(kind).colour


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_Period])
def test_black_screen(view, presented, key):
    QTest.keyClick(view, key)
    assert view.black
    assert presented.actions_by_id["show_black"].isChecked()
    image = view.viewport().grab().toImage()
    assert {image.pixelColor(x, 100).name() for x in range(0, image.width(), 50)} == {"#000000"}
    QTest.keyClick(view, key)
    assert not view.black
    QTest.keyClick(view, key)
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.black
    assert presented.presenting.shown is not None
    QTest.keyClick(view, key)
    QTest.keyClick(view, Key.Key_Right)
    assert not view.black


def test_black_keys_write_nothing_into_the_main_window(presented):
    QTest.keyClick(presented.canvas, Key.Key_B)
    assert not presented.presenting.shown.view.black


# -- writing while it is shown ----------------------------------------------------------------------------------


def card_in(view) -> str:
    return next(key for key, card in view.journey.cards.items() if card.kind == "action")


def test_a_double_click_edits_and_both_windows_follow(view, room, presented):
    card = card_in(view)
    room.double_click(*room.middle(card))
    assert view.editor is not None
    view.editor.setPlainText("Said in the room")
    QTest.keyClick(view.editor, Key.Key_Return)
    assert presented.session.map.cards[card].text == "Said in the room"
    assert presented.canvas.shown.spots.keys() == view.shown.spots.keys()
    assert "Said in the room" in {part.label.partition(": ")[2] for _x, _y, part in presented.canvas.shown.walk()}
    QTest.keyClick(presented.presenting.shown, Key.Key_Z, Keys.ControlModifier)
    assert presented.session.map.cards[card].text != "Said in the room"


def test_letters_go_to_the_end_of_the_selected_text(view, room, presented):
    card = card_in(view)
    before = view.journey.cards[card].text
    room.click(*room.middle(card))
    QTest.keyClick(view, Key.Key_X)
    assert view.editor.toPlainText() == before + "x"
    QTest.keyClick(view.editor, Key.Key_Escape)
    assert view.journey.cards[card].text == before
    QTest.keyClick(view, Key.Key_Period)
    assert view.black
    assert view.editor is None


def test_a_letter_without_a_selection_does_nothing(view):
    QTest.keyClick(view, Key.Key_X)
    assert view.editor is None
    assert view.place == 0


def test_del_deletes_and_f2_edits(view, room, presented):
    card = card_in(view)
    room.click(*room.middle(card))
    QTest.keyClick(view, Key.Key_F2)
    assert view.editor is not None
    QTest.keyClick(view.editor, Key.Key_Escape)
    QTest.keyClick(view, Key.Key_Delete)
    assert card not in presented.session.map.cards


def test_esc_lets_go_before_it_ends(view, room, presented):
    room.click(*room.middle(card_in(view)))
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.selection
    assert presented.presenting.shown is not None
    QTest.keyClick(view, Key.Key_Escape)
    assert presented.presenting.shown is None


def test_a_card_can_be_dragged(view, room, presented):
    card = card_in(view)
    there = stages(view)[-1]
    lane = view.journey.cards[card].lane
    room.drag(room.middle(card), room.cell(there, lane, 0.9))
    assert presented.session.map.cards[card].stage == there
    assert view.place == 0


# -- pointer and facilitator ------------------------------------------------------------------------------------


def test_the_pointer_follows_the_mouse_and_the_cursor_rests(view, room, presented):
    assert view.viewport().cursor().shape() != Qt.CursorShape.BlankCursor
    room.move(QPointF(300, 300))
    assert view.rest.isActive()
    assert view.rest.interval() == 2_000
    view.rest.timeout.emit()
    assert view.viewport().cursor().shape() == Qt.CursorShape.BlankCursor
    QTest.keyClick(presented, Key.Key_L, Keys.ControlModifier)
    assert view.pointing
    room.move(QPointF(320, 310))
    at = view.to_pixels(view.pointer.x(), view.pointer.y())
    assert (at - QPointF(320, 310)).manhattanLength() < 1
    image = view.viewport().grab().toImage()
    assert image.pixelColor(320, 310).red() > 230
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.pointer is None


def test_the_facilitators_mouse_is_the_pointer(view, presented):
    presented.actions_by_id["show_pointer"].trigger()
    Hand(presented.canvas).move(QPointF(200, 220))
    expected = presented.canvas.to_points(QPointF(200, 220))
    assert (view.pointer - expected).manhattanLength() < 0.01


def test_the_bar_says_where_we_are_and_what_comes(presented, view):
    names = [stage.name for stage in view.journey.ordered_stages()]
    bar = presented.presenting.bar
    assert bar.where.text().startswith(f"1/{len(names) + 1}")
    assert names[0] in bar.after.accessibleName()
    presented.actions_by_id["show_next"].trigger()
    assert bar.where.text() == f"2/{len(names) + 1}  {names[0]}"
    view.go_to(len(names))
    assert names[-1] in bar.where.text()
    assert "Next" not in bar.after.accessibleName()


def test_what_i_look_at(presented, view):
    presented.resize(1000, 700)
    QApplication.processEvents()
    presented.actions_by_id["show_follow"].trigger()
    assert view.following
    presented.canvas.set_zoom(2.0)
    presented.canvas._scroll_to(QPointF(600, 400))
    middle = presented.canvas.to_points(QPointF(presented.canvas.viewport().rect().center()))
    assert abs(view.look().x - middle.x()) < 3
    assert abs(view.look().y - middle.y()) < 3
    presented.actions_by_id["show_follow"].trigger()
    assert not view.following


def test_its_own_colours_are_remembered(presented, view, qtbot):
    bar = presented.presenting.bar
    night = next(action for action in bar.themes.actions() if action.data() == "night")
    with qtbot.waitSignal(presented.settings_changed) as told:
        night.trigger()
    assert told.args[0].presentation_theme == "night"
    assert view._composer.theme.name == "night"
    assert presented.canvas._composer.theme.name == "light"


def test_another_language_rebuilds_the_bar(presented, view):
    old = presented.presenting.bar
    presented.rebuild(presented.settings.having(theme="dark"))
    assert presented.presenting.bar is not old
    assert view._composer.theme.name == "dark"
    QTest.keyClick(presented.presenting.shown, Key.Key_L, Keys.ControlModifier)
    assert view.pointing


def test_commands_of_the_presentation_rest_while_nothing_is_presented(window):
    for name in ("show_next", "show_previous", "show_black", "show_pointer", "show_end"):
        assert not window.actions_by_id[name].isEnabled()


def test_names_of_scenes():
    assert scene_name(Scene()) == "Whole map"
    assert scene_name(Scene("a\nb", stage="x")) == "a b"
    assert len(scene_name(Scene("x" * 99, stage="x"))) <= 29


def test_smooth_movement_is_a_choice(presented, view, qtbot):
    assert not presented.actions_by_id["animations"].isChecked()
    with qtbot.waitSignal(presented.settings_changed) as told:
        presented.actions_by_id["animations"].trigger()
    assert told.args[0].animations
    assert view.gliding_wanted
    assert presented.actions_by_id["animations"].isChecked()


def test_a_presentation_that_is_over_keeps_no_pictures(window):
    window.presenting.start()
    QApplication.processEvents()
    view = window.presenting.shown.view
    assert view.pictures._held
    window.presenting.end()
    assert not view.pictures._held
