"""Random gestures against a real window: the map stays valid, undo brings every state back, the canvas shows the map.

The suite plays a short game; `CJDESIGNER_PLAY_MINUTES=60 scripts/test tests/gui/test_window_machine.py --timeout 0`
plays for an hour.
"""

import gc
import os
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from cjdesigner.window import actions
from tests.gui.hands import Hand

COMMANDS = ("undo", "redo", "cut", "copy", "paste", "duplicate", "delete", "select_all", "move_left", "move_right",
            "move_up", "move_down", "reorder_up", "reorder_down", "zoom_in", "zoom_out", "zoom_100", "fit",
            "fit_selection", "edit_text", "capture", "insert_before", "insert_after", "add_step", "merge",
            "split_stage", "split_lane", "collapse", "hide", "show_all", "wider", "narrower", "fit_width",
            "equal_widths", "feeling_up", "feeling_down", "expected_up", "expected_down", "park", "bring_back",
            "vote", "curtain", "reveal_next", "reveal_all", "cover", "peek", "zoom_part", "zoom_stage", "zoom_lane",
            "minimap", "split_beside", "split_below", "filter_toggle", "find_next", "find_previous", "workshop",
            "present", "show_next", "show_previous", "show_black", "show_end", "select_none", "next_pane",
            "last_pane")
"""What is triggered by its name; a command that a window does not have is left out."""

KINDS = tuple(actions.KINDS)
LINES = st.one_of(st.sampled_from(["Chờ lâu", "p: phí ẩn !3", "+2 vui", "-1", "@Tú hỏi bạn", "t: Zalo /chat #mới",
                                   "s: Thử", "l: Nỗi đau", "@", "  ", "a\tb", "nd: ~Kho"]),
                  st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8))
KEYS = st.sampled_from([Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_Up])
WALKS = st.sampled_from([Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape,
                         Qt.Key.Key_Return, Qt.Key.Key_Delete])
NUMBERS = st.integers(0, 10_000)
PLACES = st.tuples(st.floats(0, 1), st.floats(0, 1))
HELD = st.sampled_from([Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
                        Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])


class Player(RuleBasedStateMachine):
    """A hand that does not know what it is doing."""

    make: Any = None

    @initialize(start=st.sampled_from(["sample", "blank", "four-stages"]))
    def begin(self, start: str) -> None:
        journey = JourneyMap(language="en") if start == "blank" else templates.build(start, "en")
        if Player.window is None:
            Player.window = Player.make(journey)
        else:
            Player.window.canvas.end_editing()
            Player.window.capture.line.clear()
            Player.window.documents.show(journey, clean=True)
            Player.window.canvas.set_zoom(1.0)
            Player.window.canvas.choose(None)
        QGuiApplication.clipboard().clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as an event loop does
        self.window = Player.window
        self.hand = Hand(self.window.canvas)
        self.seen = {id(self.window.session.map): self.window.session.map}

    window: Any = None

    # -- what a hand can do -------------------------------------------------------------------------------------------

    def at(self, place: tuple[float, float]) -> QPointF:
        area = self.window.canvas.viewport().rect()
        return QPointF(place[0] * (area.width() - 1), place[1] * (area.height() - 1))

    @rule(place=PLACES, held=HELD)
    def click(self, place, held):
        at = self.at(place)
        self.hand.press(at, keys=held)
        self.hand.release(at, keys=held)

    def thing(self, number: int) -> Any:
        """One of the things that are drawn: by its place, for ids are new in every game."""
        spots = sorted(self.window.canvas.shown.spots.values(), key=lambda s: (s.role, s.y, s.x))
        return spots[number % len(spots)]

    @rule(number=NUMBERS, held=HELD)
    def click_a_thing(self, number, held):
        spot = self.thing(number)
        self.hand.click(spot.x + spot.width / 2, spot.y + spot.height / 2, held)

    @rule(number=NUMBERS, end=PLACES, held=HELD, cancel=st.booleans())
    def drag_a_thing(self, number, end, held, cancel):
        spot = self.thing(number)
        start, stop = self.hand.place(spot.x + spot.width / 2, spot.y + 6), self.at(end)
        self.hand.press(start, keys=held)
        for step in (1, 2, 3):
            self.hand.move(start + (stop - start) * step / 3, keys=held)
        if cancel:
            before = self.window.session.map
            QTest.keyClick(self.window.canvas, Qt.Key.Key_Escape)
            self.hand.release(stop, keys=held)
            assert self.window.session.map is before
        else:
            self.hand.release(stop, keys=held)

    @rule(start=PLACES, end=PLACES)
    def drag_over_nothing(self, start, end):
        a, b = self.at(start), self.at(end)
        self.hand.press(a)
        self.hand.move((a + b) / 2)
        self.hand.move(b)
        self.hand.release(b)

    @rule(place=PLACES, words=LINES)
    def double_click_and_write(self, place, words):
        at = self.window.canvas.to_points(self.at(place))
        self.hand.double_click(at.x(), at.y())
        if self.window.canvas.editor is not None:
            self.window.canvas.editor.setPlainText(words)
            self.window.canvas.end_editing()

    @rule(kind=st.sampled_from(KINDS), place=PLACES)
    def drop_from_the_palette(self, kind, place):
        at = self.window.canvas.to_points(self.at(place))
        self.hand.drop_kind("lane:note" if kind == "lane" else kind, at.x(), at.y())
        self.window.canvas.end_editing()

    @rule(line=LINES, key=KEYS)
    def capture(self, line, key):
        self.window.capture.line.setText(line)
        QTest.keyClick(self.window.capture.line, key)

    @rule(key=WALKS)
    def walk(self, key):
        self.window.canvas.end_editing()
        self.window.capture.line.clear()
        QTest.keyClick(self.window.capture.line, key)
        self.window.canvas.end_editing()

    @rule(name=st.sampled_from(COMMANDS))
    def command(self, name):
        action = self.window.actions_by_id.get(name)
        if action is not None and action.isEnabled():
            action.trigger()
        self.window.canvas.end_editing()

    @rule(text=st.sampled_from(["một\nhai\nba", "a\tb\tc\n1\t2\t3", "- x\n- y", "\tMua\tDùng\nNỗi đau\tchậm\tđắt"]))
    def paste_from_elsewhere(self, text):
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self.window.actions_by_id["paste"].trigger()

    @rule(turns=st.integers(-3, 3), held=HELD, place=PLACES)
    def wheel(self, turns, held, place):
        self.hand.wheel(self.at(place), turns * 120, held)

    @rule()
    def back_and_forth(self):
        """All the way back, and all the way forth again."""
        session, now = self.window.session, self.window.session.map
        back = [now]
        while session.history.done:
            session.undo()
            back.append(session.map)
        assert not session.dirty or session.map in self.seen.values()
        for held in reversed(back[:-1]):
            session.redo()
            assert session.map is held
        assert session.map is now

    # -- what must always hold --------------------------------------------------------------------------------------

    @invariant()
    def map_is_valid(self):
        journey = self.window.session.map if self.window else None
        if journey is not None and id(journey) not in self.seen:
            self.seen[id(journey)] = journey
            assert from_bytes(to_bytes(journey)).map == journey

    @invariant()
    def canvas_shows_the_map(self):
        if self.window is None:
            return
        QApplication.processEvents()
        journey, drawing = self.window.session.map, self.window.canvas.shown
        stages = [s for s in journey.ordered_stages() if not s.hidden]
        lanes = [e for e in journey.ordered_lanes() if not e.hidden]
        assert [c.stage for c in drawing.grid.columns] == [s.id for s in stages]
        assert [r.lane for r in drawing.grid.rows] == [e.id for e in lanes]
        plain = {c.id for c in journey.cards.values()
                 if not (journey.stages[c.stage].hidden or journey.stages[c.stage].collapsed
                         or journey.lanes[c.lane].hidden or journey.lanes[c.lane].collapsed)}
        drawn = {s.id for s in drawing.spots.values() if s.role in ("card", "emotion")}
        assert drawn == plain
        assert self.window.canvas.selection <= drawing.spots.keys()
        assert self.window.canvas._gesture is None


def play(make: Any, examples: int, steps: int) -> None:
    """Plays so many games of so many steps; every step is printed, so the last of them tell what was found.

    Nothing is shrunk: all games share one window, and a find need not come again from an empty one.
    """
    Player.make = staticmethod(make)
    run_state_machine_as_test(Player, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, print_blob=True,
        phases=[Phase.generate], verbosity=Verbosity.verbose, suppress_health_check=list(HealthCheck)))
    gc.collect()  # what pytest keeps makes Python search for rubbish ever more seldom


@pytest.mark.slow
def test_random_gestures_find_nothing(make_window, monkeypatch):
    minutes = float(os.environ.get("CJDESIGNER_PLAY_MINUTES", "0"))
    last = time.monotonic() + 60 * minutes
    monkeypatch.setattr(Player, "window", None)
    play(make_window, 8, 25)
    while time.monotonic() < last:
        play(make_window, 40, 60)

