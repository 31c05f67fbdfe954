"""Looking at a part of a large map: names that stay in sight, the minimap, two views, zoom to a stage or lane."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.painting import colour
from cjdesigner.drawing.drawing import Box
from cjdesigner.drawing.theme import look
from cjdesigner.files.settings import Settings
from cjdesigner.model.map import JourneyMap
from tests.gui.hands import Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def small(window):
    """The window, much too small for its map, scrolled to its middle."""
    window.resize(1100, 700)
    QApplication.processEvents()
    window.canvas.set_zoom(1.6)
    window.canvas.scroll_by(420, 520)
    QApplication.processEvents()
    return window.canvas


def pixel(canvas, at):
    return canvas.viewport().grab().toImage().pixelColor(at.toPoint())


# -- strips -------------------------------------------------------------------------------------------------------


def test_names_stay_in_sight_only_while_their_heads_are_not(small):
    strips = small.strips
    assert strips.top > 0
    assert strips.left > 0
    assert len(strips.stages()) > 1
    assert len(strips.lanes()) > 1
    small.fit()
    assert (strips.top, strips.left) == (0, 0)
    assert strips.stages() == []
    assert strips.hit(QPointF(5, 5)) is None


def test_the_strips_are_painted_over_the_map_and_stay_while_it_scrolls(small):
    label = small.strips.lanes()[0]
    at = QPointF(2, label.seen.center().y())
    lane = small.journey.lanes[label.id]
    ink = colour(small.theme.ink(lane.colour or look(lane.kind).colour))
    assert pixel(small, at) == ink
    before = small.viewport().grab().toImage()
    small.scroll_by(30, 0)
    QApplication.processEvents()
    after = small.viewport().grab().toImage()
    wide = round(small.strips.left)
    assert before.copy(0, 60, wide, 400) == after.copy(0, 60, wide, 400)
    assert before.copy(wide, 60, 400, 400) != after.copy(wide, 60, 400, 400)


def test_scrolling_leaves_no_traces_of_the_strips(small):
    """What is on the screen after scrolling by blits is what a full repaint paints."""
    screen = small.viewport().grab().toImage()  # all painted
    for dx, dy in ((37, 0), (0, 41), (-60, -25), (-400, -500)):
        small.scroll_by(dx, dy)
        for _ in range(6):
            QApplication.processEvents()
    shown = small.viewport().grab().toImage()
    small.viewport().update()
    for _ in range(6):
        QApplication.processEvents()
    assert small.viewport().grab().toImage() == shown
    assert shown != screen


def test_a_click_on_a_strip_selects_and_a_double_click_edits_there(small, hand, window):
    label = small.strips.stages()[1]
    at = small.to_points(label.seen.center())
    hand.click(at.x(), at.y())
    assert small.selection == {label.id}
    origin = small.origin()
    hand.double_click(at.x(), at.y())
    editor = small.editor
    assert editor is not None
    assert label.seen.toAlignedRect().contains(editor.geometry().center())
    assert small.origin() == origin
    editor.setPlainText("Tên mới")
    small.end_editing()
    assert window.session.map.stages[label.id].name == "Tên mới"


def test_a_lane_is_dragged_by_its_name_in_the_strip(small, hand, window):
    rows = window.session.map.ordered_lanes()
    first, second = small.strips.lanes()[:2]
    hand.press(first.seen.center())
    end = QPointF(first.seen.center().x(), second.rect.bottom() - 4)
    for share in (0.3, 0.7, 1.0):
        hand.move(first.seen.center() + (end - first.seen.center()) * share)
    hand.release(end)
    order = [lane.id for lane in window.session.map.ordered_lanes()]
    place = [lane.id for lane in rows].index(first.id)
    assert order.index(first.id) == place + 1
    assert window.session.history.undo_label == "Move lane"


def test_a_stage_is_dragged_by_its_name_in_the_strip(small, hand, window):
    before = [stage.id for stage in window.session.map.ordered_stages()]
    first, second = small.strips.stages()[:2]
    end = QPointF(min(second.rect.right() - 8, small.viewport().width() - 40.0), 12)
    hand.press(first.seen.center())
    for share in (0.3, 0.7, 1.0):
        hand.move(first.seen.center() + (end - first.seen.center()) * share)
    assert small.ghost is not None
    assert small.ghost[1].y() > -20  # under the mouse, not where the head is
    hand.release(end)
    after = [stage.id for stage in window.session.map.ordered_stages()]
    assert after.index(first.id) == before.index(first.id) + 1


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_strip_is_the_stages(small, window):
    label = small.strips.stages()[0]
    names = []

    def read():
        menu = QApplication.activePopupWidget()
        names.extend(action.text() for action in menu.actions())
        menu.close()

    QTimer.singleShot(0, read)
    small.ask_for_menu(label.seen.center())
    assert window.actions_by_id["zoom_stage"].text() in names


def test_nothing_under_a_strip_is_hit(small):
    strips = small.strips
    between = QPointF(strips.left / 2, strips.top / 2)
    assert strips.hit(between).what == "nothing"


def test_a_card_that_is_revealed_is_not_behind_a_strip(small, window):
    for key in window.session.map.cards:
        small.reveal(key)
        rect = small.spot_rect(small.shown.spots[key])
        assert rect.left() >= small.strips.left - 1
        assert rect.top() >= small.strips.top - 1 or rect.height() > small.viewport().height() / 2


# -- minimap ------------------------------------------------------------------------------------------------------


def test_the_minimap_comes_by_itself_and_can_be_switched(small, window):
    small.set_zoom(3.0)
    assert small.minimap.shown
    window.actions_by_id["minimap"].trigger()
    assert not small.minimap.shown
    assert not window.actions_by_id["minimap"].isChecked()
    small.fit()
    window.actions_by_id["minimap"].trigger()
    assert small.minimap.shown
    assert window.actions_by_id["minimap"].isChecked()


def test_a_small_map_has_no_minimap(window):
    assert not window.canvas.minimap.shown


def test_dragging_in_the_minimap_moves_the_map(small, hand, window):
    small.set_zoom(3.0)
    small.minimap.refresh()
    rect = small.minimap.rect
    selection = small.selection
    aim = rect.topLeft() + QPointF(rect.width() * 0.75, rect.height() * 0.75)
    hand.press(rect.topLeft() + QPointF(8, 8))
    hand.move(aim)
    hand.release(aim)
    middle = small.to_points(QPointF(small.viewport().rect().center()))
    assert middle.x() / small.shown.width == pytest.approx(0.75, abs=0.03)
    assert middle.y() / small.shown.height == pytest.approx(0.75, abs=0.03)
    assert small.minimap.seen_rect().contains(aim)
    assert small.selection == selection
    assert window.session.history.done == []


def test_the_minimap_shows_the_map_and_follows_it(small, window):
    small.set_zoom(3.0)
    small.minimap.refresh()
    first = small.minimap._picture.toImage()
    band = first.pixelColor(round(first.width() * 0.3), round(first.height() * 0.08))
    assert band.name() != small.theme.page.lower()
    lane = next(e for e in window.session.map.ordered_lanes() if e.kind == "action")
    window.canvas.select(frozenset({lane.id}))
    window.actions_by_id["delete"].trigger()
    assert small.minimap._timer.isActive()
    small.minimap._timer.stop()
    small.minimap.refresh()
    assert small.minimap._picture.toImage() != first


# -- two views ----------------------------------------------------------------------------------------------------


@pytest.fixture
def two(window):
    """The window, split."""
    window.actions_by_id["split_beside"].trigger()
    QApplication.processEvents()
    return window


def test_two_views_show_one_map_each_in_its_own_way(two):
    first, second = two.split.canvases()
    second.set_zoom(0.5)
    assert first.zoom != second.zoom
    key = next(iter(two.session.map.cards))
    second.select(frozenset({key}))
    assert first.selection == frozenset()
    two.session.apply("Delete", lambda m: JourneyMap(id=m.id))
    assert first.shown.spots.keys() == second.shown.spots.keys()
    assert second.selection == frozenset()


def test_commands_act_on_the_view_with_the_focus(two):
    first, second = two.split.canvases()
    Hand(second).press(QPointF(2, 2))
    Hand(second).release(QPointF(2, 2))
    assert two.active_canvas is second
    before = first.zoom
    two.actions_by_id["zoom_in"].trigger()
    assert second.zoom > first.zoom == before
    key = next(iter(two.session.map.cards))
    Hand(second).click(*Hand(second).middle(key))
    assert two.inspector.findChildren(object)
    two.actions_by_id["delete"].trigger()
    assert key not in two.session.map.cards
    Hand(first).press(QPointF(2, 2))
    Hand(first).release(QPointF(2, 2))
    assert two.active_canvas is first


def test_ending_the_split_leaves_the_first_view(two):
    first, second = two.split.canvases()
    second.setFocus()
    two.actions_by_id["split_beside"].trigger()
    assert two.split.canvases() == [first]
    assert two.active_canvas is first is two.canvas
    assert not two.actions_by_id["split_beside"].isChecked()
    two.actions_by_id["select_all"].trigger()
    assert first.selection == set(two.session.map.cards)


def test_the_split_can_be_turned(two):
    two.actions_by_id["split_below"].trigger()
    assert two.split.orientation() == Qt.Orientation.Vertical
    assert len(two.split.canvases()) == 2
    assert two.actions_by_id["split_below"].isChecked()
    assert not two.actions_by_id["split_beside"].isChecked()


def test_text_that_is_written_in_the_second_view_is_kept_when_the_file_is_saved(two):
    _first, second = two.split.canvases()
    key = next(c.id for c in two.session.map.cards.values() if c.kind == "action")
    second.setFocus()
    assert second.edit_text(key)
    second.editor.setPlainText("Viết ở khung bên phải")
    two.canvas.end_editing()
    assert two.session.map.cards[key].text == "Viết ở khung bên phải"


def test_another_theme_reaches_both_views(two):
    two.rebuild(Settings(theme="dark"))
    first, second = two.split.canvases()
    assert first.theme is second.theme
    assert first.shown.background == second.shown.background


# -- zoom to a stage or a lane ------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["stage", "card", "lane"])
def test_shift_3_zooms_to_the_stage_or_the_lane(small, window, what):
    journey = window.session.map
    first = journey.ordered_stages()[0].id
    card = next(c for c in journey.cards.values() if c.kind == "touchpoint" and c.stage != first)
    key = {"stage": card.stage, "card": card.id, "lane": card.lane}[what]
    small.select(frozenset({key}))
    window.actions_by_id["zoom_part"].trigger()
    spot = small.spot_rect(small.shown.spots[card.lane if what == "lane" else card.stage])
    seen = small.viewport().rect()
    if what == "lane":
        assert spot.left() >= -1
        assert spot.right() <= seen.width() + 1
    else:
        rows = small.shown.grid.rows
        bottom = small.to_pixels(0, rows[-1].y + rows[-1].height).y()
        assert spot.top() >= -1
        assert bottom <= seen.height() + 1
        assert abs(spot.center().x() - seen.width() / 2) < 4


def test_zoom_to_a_lane_without_a_selection_takes_the_first(small, window):
    small.select(frozenset())
    small.cell = None
    window.actions_by_id["zoom_lane"].trigger()
    rect = small.spot_rect(small.shown.spots[window.session.map.ordered_lanes()[0].id])
    assert small.viewport().rect().adjusted(-1, -1, 1, 1).contains(rect.toAlignedRect())


# -- true pixels --------------------------------------------------------------------------------------------------


def test_a_screen_of_twice_the_pixels_gets_pictures_of_twice_the_pixels(window, monkeypatch):
    canvas = window.canvas
    card = next(c for c in window.session.map.cards.values() if c.kind == "action")
    monkeypatch.setattr(type(canvas), "devicePixelRatioF", lambda _self: 2.0)
    canvas.pictures.clear()
    part = next(child.part for placed in canvas.shown.parts for child in placed.part.children
                if child.part.id == card.id)
    for _frame in range(20):  # a frame makes as many as it has time for
        canvas.viewport().grab()
        if picture := canvas.pictures.get(part, canvas.zoom, 2.0):
            break
    assert picture.pixels.devicePixelRatio() == 2.0
    assert picture.pixels.deviceIndependentSize().width() == pytest.approx(
        picture.pixels.width() / 2)
    assert picture.pixels.width() >= 2 * part.width * canvas.zoom
    box = next(op for op in part.ops if isinstance(op, Box) and op.pen)
    image = picture.pixels.toImage()
    at = (round((picture.left + part.width * canvas.zoom - 6) * 2), round((picture.top + 6) * 2))
    assert image.pixelColor(*at).name().upper() == str(box.fill).upper()


def test_a_second_view_is_forgotten_when_it_closes(window):
    window.actions_by_id["split_beside"].trigger()
    QApplication.processEvents()
    gone = weakref.ref(window.split.second)
    window.actions_by_id["split_beside"].trigger()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert gone() is None
