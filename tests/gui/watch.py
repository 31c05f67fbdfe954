"""Runs the program as `cjdesigner ARGS` does, answers what its window shows, and notes every stall of its GUI thread.

    python watch.py LOG [--lang CODE] [MAP]

A line on the standard input is the name of what the hand does now; the answer is a line of JSON with what is shown,
as in `probe.py`. LOG gets a line of JSON for each time that the event loop was busy for longer than a frame may take,
with what it was busy with, and for each warning of Qt. The time that an answer takes is not the program's.
"""

import gc
import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from PySide6.QtCore import (
    QAbstractEventDispatcher,
    QEvent,
    QObject,
    QSocketNotifier,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QWidget

from cjdesigner.cli import main
from cjdesigner.window import app
from cjdesigner.window.main import MainWindow
from tests.gui.probe import buttons, dialog_state, on_screen, window_state

FRAME = 0.050
"""Seconds that the loop may be busy at a time."""

_ANSWER = "answer"

_EARLY = 0.012
"""Seconds after which a busy loop is looked into, so that a stall can be told by its calls."""


class Watch(QObject):
    """Measures how long a frame takes: all that the event loop does from one picture, or one sleep, to the next."""

    def __init__(self, log: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.log, self.action, self.busy_since = log.open("a", encoding="utf-8", buffering=1), "start", 0.0
        self._cpu = self._excused = self._excused_wall = self._collecting = self._gc = 0.0
        self._painted = False
        self._parts: list[tuple[float, str]] = []
        self.seen: Counter[str] = Counter()
        loop = QAbstractEventDispatcher.instance()
        loop.aboutToBlock.connect(self._ends, Qt.ConnectionType.DirectConnection)
        loop.awake.connect(self._turned, Qt.ConnectionType.DirectConnection)
        gc.callbacks.append(self._collected)
        parent.installEventFilter(self)

    def write(self, **fields: object) -> None:
        """Notes something."""
        self.log.write(json.dumps({"action": self.action, **fields}, ensure_ascii=False) + "\n")

    def excuse(self, cpu: float, wall: float) -> None:
        """Takes a time off: the answers are not the program's work."""
        self._parts.append((time.thread_time() - cpu, _ANSWER))
        self._parts.append((time.thread_time(), _ANSWER))
        self._excused += cpu
        self._excused_wall += wall

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes what the loop is busy with."""
        self.busy_since = self.busy_since or time.perf_counter()
        self._painted |= event.type() == QEvent.Type.Paint
        self._parts.append((time.thread_time(), f"{event.type().name} {type(watched).__name__}"))
        return False

    def _turned(self) -> None:
        """The loop goes round without a sleep, and looks what the user does: a frame ends if there was a picture."""
        if self._painted:
            self._ends()

    def _ends(self) -> None:
        """All CPU time since the last frame was one piece of work."""
        cpu = time.thread_time() - self._cpu - self._excused
        if cpu > FRAME and self._cpu:  # the first time it is the start of the program
            wall = time.perf_counter() - self.busy_since - self._excused_wall
            self.write(stall=round(cpu * 1e3, 1), wall=round(wall * 1e3, 1), gc=round(self._gc * 1e3, 1),
                       parts=self._longest(), calls=[f"{count}× {call}" for call, count in self.seen.most_common(4)])
        self._parts.clear()
        self.seen.clear()
        self._cpu, self._excused, self._excused_wall, self.busy_since = time.thread_time(), 0.0, 0.0, 0.0
        self._gc, self._painted = 0.0, False

    def _longest(self) -> list[str]:
        """The events that took longest, each until the next one came."""
        ends = [when for when, _name in self._parts[1:]] + [time.thread_time()]
        taken: Counter[str] = Counter()
        for (begun, name), end in zip(self._parts, ends, strict=True):
            taken[name] += (end - begun) * 1e3
        del taken[_ANSWER]
        return [f"{name} {cost:.1f}" for name, cost in taken.most_common(4)]

    def _collected(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._collecting = time.thread_time()
        else:
            self._gc += time.thread_time() - self._collecting


def codes(frame: FrameType | None) -> Iterator[CodeType]:
    """The calls of a stack, the innermost first, but for the watch's own."""
    while frame is not None:
        if frame.f_code.co_name == "_answer":
            return
        if "tests" not in frame.f_code.co_filename:
            yield frame.f_code
        frame = frame.f_back


def sample(watch: Watch, thread: int) -> None:
    """Looks now and then where a loop is that has been busy for long."""
    while True:
        time.sleep(0.006)
        since = watch.busy_since
        if since and time.perf_counter() - since > _EARLY and (frame := sys._current_frames().get(thread)):
            calls = [f"{Path(code.co_filename).stem}:{code.co_name}" for code in codes(frame)]
            if calls and calls[-1] != calls[0]:
                watch.seen[" < ".join(calls[:5])] += 1


def fields(window: QWidget) -> dict[str, list[int]]:
    """The lines that can be typed into, by their names."""
    return {line.accessibleName() or line.objectName(): on_screen(line)
            for line in window.findChildren(QLineEdit) if line.isVisible() and line.isEnabled()}


def tabs(window: QWidget) -> dict[str, list[int]]:
    """The tabs that can be clicked, by their words."""
    found = {}
    for bar in window.findChildren(QTabBar):
        if bar.isVisible():
            for place in range(bar.count()):
                rect = bar.tabRect(place)
                at = bar.mapToGlobal(rect.topLeft())
                found[bar.tabText(place).replace("&", "")] = [at.x(), at.y(), rect.width(), rect.height()]
    return found


def state_of(window: MainWindow) -> dict[str, Any]:
    """What is shown now."""
    dialog, shown, popup = QApplication.activeModalWidget(), window.presenting.shown, QApplication.activePopupWidget()
    front = dialog if dialog is not None and dialog.isVisible() else shown if shown is not None else window
    focus = QApplication.focusWidget()
    presented = {"place": shown.view.place, "scenes": len(shown.view.scenes)} if shown is not None else None
    named = {part: {name: rect for name, rect in found(window).items() if min(rect) >= 0}  # a dock behind is far out
             for part, found in (("fields", fields), ("tabs", tabs), ("buttons", buttons))}
    return {**window_state(window), **named, "dialog": dialog_state(dialog), "presentation": presented,
            "owed": [view._owed.isEmpty() for view in (window.canvas, *((shown.view,) if shown is not None else ()))],
            "popup": type(popup).__name__ if popup else None, "voting": window.workshop.voting.active,
            "curtain": window.canvas.curtain.value.down,
            "focus": [type(focus).__name__, focus.accessibleName(), getattr(focus, "text", str)()] if focus else None,
            "front": {"number": int(front.winId()), "active": front.isActiveWindow()}}


class Answering(QObject):
    """Answers each line of the standard input."""

    def __init__(self, window: MainWindow, watch: Watch) -> None:
        super().__init__(window)
        self._window, self._watch, self._half = window, watch, b""
        self._asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._asked.activated.connect(self._answer)

    def _answer(self) -> None:
        cpu, wall = time.thread_time(), time.perf_counter()
        if not (said := os.read(sys.stdin.fileno(), 65_536)):  # nobody looks on any more
            self._asked.setEnabled(False)
        *lines, self._half = (self._half + said).split(b"\n")
        for line in lines:
            self._watch.action = line.decode()
            self._window.complete()  # as the first click does where it comes before all of the window is there
            data = (json.dumps(state_of(self._window), ensure_ascii=False) + "\n").encode()
            while data:
                data = data[os.write(sys.stdout.fileno(), data):]
        self._watch.excuse(time.thread_time() - cpu, time.perf_counter() - wall)


class Watched(app.Program):
    """The program, watched from its first window on."""

    def open_window(self, path: Path | None = None, *, whole: bool = True) -> MainWindow:
        """Opens a window; the first one is looked at."""
        window = super().open_window(path, whole=whole)
        if len(self.windows) == 1:
            watch = Watch(LOG, self._app)
            qInstallMessageHandler(lambda kind, _where, words: watch.write(warning=words)
                                   if kind != QtMsgType.QtDebugMsg else None)
            threading.Thread(target=sample, args=(watch, threading.get_ident()), daemon=True).start()
            Answering(window, watch)
        return window


if __name__ == "__main__":
    LOG = Path(sys.argv[1])
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app.Program = Watched  # type: ignore[misc]
    main(sys.argv[2:])
