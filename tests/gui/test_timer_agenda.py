"""The timer and the agenda. Time is told by the tests: nothing here waits."""

from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidget

from cjdesigner.edit.workshop import insert_item, ordered_agenda
from cjdesigner.model.workshop import AgendaItem
from cjdesigner.window.look import DARK, LIGHT, load_fonts
from cjdesigner.window.workshop.agenda_panel import AgendaPanel, minutes_of, number_words
from cjdesigner.window.workshop.countdown import Countdown
from cjdesigner.window.workshop.progress import Progress, clock_words
from cjdesigner.window.workshop.timer_face import TimerFace, TimerWindow
from cjdesigner.window.workshop.timer_panel import TimerPanel

ON_TOP = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)
"""The offscreen screen has no windows above others, and says so."""

ALT = Qt.KeyboardModifier.AltModifier


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def countdown(qtbot, clock):
    return Countdown(clock)


# -- the countdown ---------------------------------------------------------------------------------------------------


def test_time_runs_stands_still_and_runs_on(countdown, clock):
    countdown.set(60)
    countdown.start()
    clock.seconds += 20
    assert (countdown.left, countdown.words) == (40, "0:40")
    countdown.pause()
    clock.seconds += 500
    assert countdown.words == "0:40"
    countdown.toggle()
    clock.seconds += 10
    assert countdown.words == "0:30"
    countdown.stop()
    assert (countdown.words, countdown.running, countdown.fresh) == ("1:00", False, True)


def test_the_last_fifth_and_lateness_are_phases_of_their_own(countdown, clock):
    countdown.set(100)
    countdown.start()
    for passed, phase, words in ((0, "calm", "1:40"), (79, "calm", "0:21"), (1, "last", "0:20"), (20, "over", "+0:00"),
                                 (12.4, "over", "+0:12"), (3600, "over", "+1:00:12")):
        clock.seconds += passed
        assert (countdown.phase, countdown.words) == (phase, words)


def test_the_end_is_told_once_and_again_after_another_minute(countdown, clock, qtbot):
    ended = []
    countdown.ended.connect(lambda: ended.append(clock.seconds))
    countdown.set(60)
    countdown.start()
    countdown.tick()
    assert ended == []
    clock.seconds += 75
    countdown.tick()
    countdown.tick()
    assert len(ended) == 1
    countdown.add(60)
    assert countdown.words == "1:00"
    clock.seconds += 61
    countdown.tick()
    assert len(ended) == 2


def test_every_second_is_shown_once(countdown, clock):
    shown = []
    countdown.changed.connect(lambda: shown.append(countdown.words))
    countdown.set(60)
    countdown.start()
    del shown[:]
    for _tick in range(20):
        clock.seconds += 0.2
        countdown.tick()
    assert shown[:3] == ["0:59", "0:58", "0:57"]
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize(("seconds", "words"), [(59, "0:59"), (600, "10:00"), (5400, "1:30:00"), (0, "0:01")])
def test_digits(countdown, seconds, words):
    countdown.set(seconds)
    assert countdown.words == words


# -- its face ----------------------------------------------------------------------------------------------------------


def pixels(face):
    picture = face.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(0, face.width(), 3) for y in range(0, face.height(), 3)}


@pytest.mark.parametrize("frame", [LIGHT, DARK])
def test_the_face_tells_by_words_and_looks_how_pressing_it_is(qtbot, countdown, clock, frame):
    load_fonts()
    face = TimerFace(countdown, frame)
    qtbot.addWidget(face)
    face.resize(400, 220)
    countdown.set(100)
    countdown.start()
    found = []
    for passed in (0, 85, 30):
        clock.seconds += passed
        countdown.tick()
        found.append((face.state(), frozenset(pixels(face)), face.accessibleDescription()))
    assert [state for state, _pixels, _said in found] == ["Running", "Almost over", "Time is up"]
    assert len({seen for _state, seen, _said in found}) == 3
    assert found[1][2] == "Almost over 0:15"
    assert found[2][2] == "Time is up +0:15"


def test_the_face_flashes_at_the_end_and_comes_to_rest(qtbot, countdown, clock):
    face = TimerFace(countdown, LIGHT)
    qtbot.addWidget(face)
    countdown.set(1)
    countdown.start()
    clock.seconds += 2
    countdown.tick()
    assert face._blink.isActive()
    for _flash in range(6):
        face._flash()
    assert not face._blink.isActive()


@ON_TOP
def test_keys_of_the_large_window(qtbot, countdown, clock):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    large = TimerWindow(countdown, LIGHT, parent)
    large.show()
    assert large.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    countdown.set(60)
    QTest.keyClick(large, Qt.Key.Key_Space)
    assert countdown.running
    QTest.keyClick(large, Qt.Key.Key_Plus)
    assert countdown.words == "2:00"
    QTest.keyClick(large, Qt.Key.Key_Space)
    assert not countdown.running
    QTest.keyClick(large, Qt.Key.Key_S)
    assert countdown.fresh
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_presets_own_minutes_and_buttons(qtbot, countdown):
    panel = TimerPanel(countdown, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    for minutes, button in panel.presets.items():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert countdown.total == minutes * 60
        assert panel.own.value() == minutes
    panel.own.setValue(7)
    assert countdown.words == "7:00"
    QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    assert countdown.running
    assert panel.start.text() == "Pause"
    QTest.mouseClick(panel.plus, Qt.MouseButton.LeftButton)
    assert countdown.words == "8:00"
    QTest.mouseClick(panel.stop, Qt.MouseButton.LeftButton)
    assert countdown.fresh


@ON_TOP
def test_the_window_has_keys_for_the_timer(window):
    held = window.workshop.countdown
    before = window.session.map
    window.actions_by_id["timer"].trigger()
    assert held.running
    window.actions_by_id["timer_more"].trigger()
    assert held.total == 360
    window.actions_by_id["timer_stop"].trigger()
    assert held.fresh
    window.actions_by_id["timer_large"].trigger()
    assert window.workshop.agenda.timer.window_of_its_own.isVisible()
    window.actions_by_id["timer_large"].trigger()
    assert window.workshop.agenda.timer.window_of_its_own is None
    assert window.session.map is before


@ON_TOP
def test_the_large_timer_stays_through_another_theme_and_can_be_clicked(window):
    from cjdesigner.files.settings import Settings

    window.actions_by_id["timer_large"].trigger()
    window.rebuild(Settings(theme="dark"))
    QApplication.processEvents()
    large = window.workshop.agenda.timer.window_of_its_own
    assert large.isVisible()
    QTest.mouseClick(large.face, Qt.MouseButton.LeftButton)
    assert window.workshop.countdown.running
    QTest.mouseClick(large.face, Qt.MouseButton.LeftButton)
    assert not window.workshop.countdown.running
    QTest.keyClick(large, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert window.workshop.agenda.timer.window_of_its_own is None


def test_the_end_beeps_and_asks_for_attention(window, monkeypatch):
    heard = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append("beep"))
    monkeypatch.setattr(QApplication, "alert", lambda shown, *_rest: heard.append(shown))
    window.workshop.countdown.ended.emit()
    assert heard == ["beep", window]


# -- the agenda ------------------------------------------------------------------------------------------------------


@pytest.fixture
def agenda(window, clock):
    """An agenda panel of three parts with a clock of its own, at 14:20."""
    session = window.session
    stage, lane = session.map.ordered_stages()[1].id, session.map.ordered_lanes()[2].id
    for key, minutes, place in (("x", 15, {}), ("y", 20, {"stage": stage}), ("z", 5, {"lane": lane})):
        item = AgendaItem(id=key, rank="a0", name=key.upper(), minutes=minutes, **place)
        session.apply("Add", lambda m, item=item: insert_item(m, item))
    workshop = window.workshop
    workshop.progress._clock = workshop.countdown._clock = clock
    workshop.progress._now = lambda: datetime(2026, 11, 21, 14, 20 + int(clock.seconds - 1000) // 60)
    workshop.progress.set_begin(14 * 60 + 20)
    workshop.show_tab(workshop.agenda)
    QApplication.processEvents()
    return workshop.agenda


def rows(panel):
    tree = panel.tree
    return [tuple(tree.topLevelItem(place).text(column) for column in range(3))
            for place in range(tree.topLevelItemCount())]


def choose(panel, place, column=1):
    panel.tree.setCurrentItem(panel.tree.topLevelItem(place), column)
    panel.tree.setFocus()


def test_each_part_has_its_time_of_the_day(agenda):
    assert rows(agenda) == [("14:20–14:35", "X", "15"), ("14:35–14:55", "Y", "20"), ("14:55–15:00", "Z", "5")]
    assert "40" in agenda.title.text()
    agenda.begin.setTime(QTime(9, 0))
    assert rows(agenda)[0][0] == "09:00–09:15"


def test_parts_are_reordered_by_keys_and_by_dragging(window, agenda):
    choose(agenda, 0)
    QTest.keyClick(agenda.tree, Qt.Key.Key_Down, ALT)
    assert [row[1] for row in rows(agenda)] == ["Y", "X", "Z"]
    assert agenda.chosen() == "x"
    QTest.keyClick(agenda.tree, Qt.Key.Key_Up, ALT)
    assert [row[1] for row in rows(agenda)] == ["X", "Y", "Z"]
    choose(agenda, 0)
    tree = agenda.tree
    below = QPoint(40, tree.visualItemRect(tree.topLevelItem(2)).bottom() - 2)
    data = tree.mimeData([tree.topLevelItem(0)])
    event = QDropEvent(QPointF(below), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)
    assert event.type() == QEvent.Type.Drop
    tree.dropEvent(event)
    QApplication.processEvents()
    assert [item.name for item in ordered_agenda(window.session.map)] == ["Y", "Z", "X"]
    assert [row[1] for row in rows(agenda)] == ["Y", "Z", "X"]
    assert tree.dragDropMode() == QTreeWidget.DragDropMode.InternalMove


@pytest.mark.parametrize(("column", "words", "wanted"), [(1, "Warm up", ("14:20–14:35", "Warm up", "15")),
                                                        (2, "7,5", ("14:20–14:28", "X", "7.5")),
                                                        (2, "soon", ("14:20–14:35", "X", "15"))])
def test_parts_are_edited_in_place(agenda, qtbot, column, words, wanted):
    choose(agenda, 0, column)
    QTest.keyClick(agenda.tree, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(agenda)[0] == wanted)


def test_a_part_is_added_after_the_chosen_one_and_named_at_once(window, agenda, qtbot):
    choose(agenda, 0)
    QTest.mouseClick(agenda.add_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(QApplication.focusWidget(), "Break")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row[1] for row in rows(agenda)] == ["X", "Break", "Y", "Z"])
    choose(agenda, 1)
    QTest.keyClick(agenda.tree, Qt.Key.Key_Delete)
    assert [item.name for item in ordered_agenda(window.session.map)] == ["X", "Y", "Z"]


def test_note_and_place_of_a_part(window, agenda):
    choose(agenda, 0)
    QTest.keyClicks(agenda.note, "Pens")
    assert window.session.map.agenda["x"].note == "Pens"
    stage = window.session.map.ordered_stages()[0].id
    place = agenda.shows.findData(stage)
    agenda.shows.setCurrentIndex(place)
    agenda.shows.activated.emit(place)
    assert window.session.map.agenda["x"].stage == stage
    choose(agenda, 2)
    assert agenda.shows.currentData() == window.session.map.agenda["z"].lane
    assert agenda.note.text() == ""


def test_start_runs_the_timer_and_shows_the_stage_and_next_goes_on(window, agenda, clock):
    choose(agenda, 1)
    QTest.mouseClick(agenda.start, Qt.MouseButton.LeftButton)
    countdown, canvas = window.workshop.countdown, window.canvas
    assert countdown.running
    assert countdown.words == "20:00"
    assert canvas.selection == {window.session.map.agenda["y"].stage}
    seen = canvas.viewport().rect()
    assert seen.contains(canvas.spot_rect(canvas.shown.spots[next(iter(canvas.selection))]).toAlignedRect())
    window.actions_by_id["agenda_next"].trigger()
    assert countdown.words == "5:00"
    assert canvas.selection == {window.session.map.agenda["z"].lane}
    QTest.mouseClick(agenda.next, Qt.MouseButton.LeftButton)
    assert not countdown.running
    assert window.workshop.progress.current is None


def test_what_takes_longer_moves_what_comes_after_it(window, agenda, clock):
    choose(agenda, 0)
    QTest.mouseClick(agenda.start, Qt.MouseButton.LeftButton)
    clock.seconds += 17 * 60
    window.workshop.countdown.tick()
    assert [row[0] for row in rows(agenda)] == ["14:20–14:37\n+2 min", "14:37–14:57", "14:57–15:02"]
    assert "2 MIN OVER" in agenda.title.text()
    QTest.mouseClick(agenda.next, Qt.MouseButton.LeftButton)
    clock.seconds += 3 * 60
    window.workshop.countdown.tick()
    assert [row[0] for row in rows(agenda)] == ["14:20–14:37\n+2 min", "14:37–14:57", "14:57–15:02"]
    QTest.mouseClick(agenda.next, Qt.MouseButton.LeftButton)
    assert rows(agenda)[1][0] == "14:37–14:40"
    assert rows(agenda)[2][0] == "14:40–14:45"


def test_another_map_begins_anew(window, agenda):
    from cjdesigner.model.map import JourneyMap

    QTest.mouseClick(agenda.start, Qt.MouseButton.LeftButton)
    window.session.open(JourneyMap(), None)
    assert rows(agenda) == []
    assert window.workshop.progress.current is None
    assert not window.workshop.countdown.running
    window.actions_by_id["agenda_next"].trigger()
    assert not window.workshop.countdown.running


def test_an_agenda_panel_can_stand_alone(qtbot, window, clock):
    countdown = Countdown(clock)
    progress = Progress(window.session, countdown, clock, lambda: datetime(2026, 11, 21, 8, 58))
    panel = AgendaPanel(window.session, progress, DARK)
    qtbot.addWidget(panel)
    assert clock_words(progress.begin) == "09:00"


@pytest.mark.parametrize(("words", "minutes"), [("10", 10), (" 2,5 ", 2.5), ("0", 0), ("-1", None), ("1e9", None),
                                                ("nan", None), ("x", None), ("", None)])
def test_minutes_that_are_typed(words, minutes):
    assert minutes_of(words) == minutes


def test_number_words():
    assert [number_words(minutes) for minutes in (0, 10, 100, 2.5)] == ["0", "10", "100", "2.5"]
