"""A screen of its own, the program on it, and a hand that has nothing but xdotool.

Nothing here waits for a time: a hand's move is followed by a look at the state file that `probe.py` writes, until
what should be seen is seen. Times are deadlines only.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

State = dict[str, Any]
Rect = list[int]
Point = tuple[int, int]

TOOLS = ("Xvfb", "xdotool", "xkbcomp")
PROBE = Path(__file__).with_name("probe.py")
_DEADLINE = 20.0
_DESKTOP = ("QT_", "XDG_", "DBUS_", "WAYLAND_", "GTK_")
"""How the names begin of what a desktop puts into the environment, and the program should not be led by."""


def missing_tools(*more: str) -> str:
    """The tools that are not installed, in words, or ""."""
    return ", ".join(tool for tool in (*TOOLS, *more) if shutil.which(tool) is None)


def middle(rect: Rect) -> Point:
    """The middle of a rectangle."""
    return rect[0] + rect[2] // 2, rect[1] + rect[3] // 2


# -- the screen -------------------------------------------------------------------------------------------------------


class Screen:
    """A virtual screen whose number the server chose, and a keyboard with all the letters that will be typed."""

    def __init__(self, server: subprocess.Popen[bytes], name: str, shots: Path) -> None:
        self._server, self.name, self._shots, self._taken = server, name, shots, 0
        self.environment = {**os.environ, "DISPLAY": name}

    def keyboard(self, letters: str) -> None:
        """Gives letters that the keyboard has not a key each: else xdotool changes a key's letter while it types."""
        described = self._run("xkbcomp", "-xkb", self.name, "-")
        described = re.sub(r"\s*key\s+<I\d+>\s*\{[^}]*\};", "", described)
        free = re.findall(r"(<I\d+>) = \d+;", described)
        wanted = sorted({letter for letter in letters if ord(letter) > 127})
        assert len(wanted) <= len(free), "more letters than keys"
        keys = "".join(f"key {key} {{ [ U{ord(letter):04X} ] }};\n" for key, letter in zip(free, wanted, strict=False))
        described = re.sub(r'(xkb_symbols "[^"]*" \{\n)', lambda found: found[1] + keys, described)
        self._run("xkbcomp", "-w0", "-", self.name, given=described)

    def _run(self, *command: str, given: str = "") -> str:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, timeout=_DEADLINE)
        return done.stdout

    def shoot(self, what: str) -> None:
        """Keeps a picture of the screen, where ImageMagick is there to take it."""
        if shutil.which("import"):
            self._taken += 1
            path = self._shots / f"{self._taken:02} {what}.png"
            subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False,
                           capture_output=True, timeout=_DEADLINE)

    def close(self) -> None:
        """Ends the server that was started here."""
        end(self._server)


@contextlib.contextmanager
def screen(shots: Path, letters: str) -> Iterator[Screen]:
    """A screen of 1440 × 900 without a window manager."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"]
    with (shots / "xvfb.log").open("wb") as log:
        server = subprocess.Popen(command, pass_fds=(writing,), stdout=log, stderr=log)
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    opened = Screen(server, f":{number}", shots)
    try:
        assert number, (shots / "xvfb.log").read_text(errors="replace")
        opened.keyboard(letters)
        yield opened
    finally:
        opened.close()


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that was started here."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_DEADLINE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(_DEADLINE)


# -- the program ------------------------------------------------------------------------------------------------------


class Program:
    """The program in a process of its own, and what its window shows."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.process, self._folder = process, folder

    def look(self) -> State:
        """What the window showed at the last tick; {} before the first."""
        with contextlib.suppress(OSError):
            return json.loads((self._folder / "state.json").read_bytes())
        return {}

    def wait(self, seen: Callable[[State], object], what: str) -> State:
        """Looks until something is seen; then what is shown."""
        last = time.monotonic() + _DEADLINE
        while time.monotonic() < last:
            state = self.look()
            if state and seen(state):
                return state
            assert self.process.poll() is None, f"the program ended while waiting for {what}:\n{self.said()}"
            time.sleep(0.02)
        raise AssertionError(f"never seen: {what}\n{self._briefly(self.look())}\n{self.said()}")

    def rest(self) -> State:
        """Looks until nothing has moved for two ticks; then what is shown."""
        held: State = {}

        def still(state: State) -> bool:
            nonlocal held
            same = {**state, "tick": held.get("tick")} == held
            if not same:
                held = state
            return same and state["tick"] >= held["tick"] + 2

        return self.wait(still, "a window at rest")

    def ended(self) -> int:
        """Waits for the program to end; its exit status."""
        return self.process.wait(_DEADLINE)

    def said(self) -> str:
        """What the program wrote to the terminal."""
        return (self._folder / "program.log").read_text(errors="replace")

    def _briefly(self, state: State) -> str:
        told = {key: value for key, value in reversed(state.items()) if key != "map"}
        return json.dumps(told, ensure_ascii=False)[:4000]


def surroundings(on: Screen, folder: Path, spoken: str) -> dict[str, str]:
    """The environment of a program on a screen, which keeps everything in `folder`."""
    inherited = {name: value for name, value in on.environment.items() if not name.startswith(_DESKTOP)}
    return {**inherited, "QT_QPA_PLATFORM": "xcb", "CJDESIGNER_HOME": str(folder / "home"), "HOME": str(folder),
            "LANGUAGE": spoken, "LC_ALL": "C.UTF-8"}


@contextlib.contextmanager
def program(on: Screen, folder: Path, *arguments: str, spoken: str = "en",
            more: dict[str, str] | None = None) -> Iterator[Program]:
    """The program, started as `cjdesigner ARGUMENTS`. `folder` has what it keeps; `more` is more environment."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "state.json").unlink(missing_ok=True)
    environment = {**surroundings(on, folder, spoken), **(more or {})}
    command = [sys.executable, str(PROBE), str(folder / "state.json"), *arguments]
    with (folder / "program.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        yield Program(process, folder)
    finally:
        end(process)


# -- the hand ---------------------------------------------------------------------------------------------------------


class Hand:
    """Moves the mouse and types, by xdotool, and looks at what comes of it."""

    def __init__(self, on: Screen, at: Program) -> None:
        self._screen, self.program = on, at

    def do(self, *words: object) -> None:
        """One call of xdotool."""
        command = ["xdotool", *map(str, words)]
        subprocess.run(command, env=self._screen.environment, check=True, capture_output=True, timeout=_DEADLINE)

    def click(self, rect: Rect) -> None:
        """Clicks in the middle of something."""
        self.do("mousemove", *middle(rect), "click", 1)

    def double_click(self, at: Point) -> None:
        """Clicks twice."""
        self.do("mousemove", *at, "click", "--repeat", 2, "--delay", 40, 1)

    def keys(self, *keys: str) -> None:
        """Presses keys one after the other, in the window in front."""
        self.focus()
        self.do("key", *keys)

    def focus(self) -> None:
        """Gives the keyboard to the window in front, as a window manager does when a dialog closes; here is none."""
        if not self.program.look()["front"]["active"]:
            self.do("windowfocus", self.program.look()["front"]["number"])
            self.program.wait(lambda s: s["front"]["active"], "the window in front with the keyboard")

    def type(self, text: str) -> None:
        """Types a text."""
        self.do("type", "--delay", 6, "--", text)

    def carry(self, start: Point, end: Point) -> State:
        """Presses, drags in small steps and holds on; what is shown once something is carried to the end."""
        self.do("mousemove", *start, "mousedown", 1, *_path(start, end))
        return self.nudged(end, lambda s: s["canvas"]["marks"] or s["canvas"]["carrying"], "where it would land")

    def nudged(self, at: Point, seen: Callable[[State], object], what: str) -> State:
        """Holds the mouse as a hand does, never quite still, until something is seen."""
        last = time.monotonic() + _DEADLINE
        while time.monotonic() < last:
            for x in (at[0] + 1, at[0]):
                self.do("mousemove", x, at[1], "sleep", 0.03)
            state = self.program.look()
            if seen(state):
                return state
        raise AssertionError(f"never seen while dragging: {what}")

    def drag(self, start: Point, end: Point) -> None:
        """Drags something and lets it go once it is shown where it would land."""
        self.carry(start, end)
        self.do("mouseup", 1)


def _path(start: Point, end: Point, steps: int = 8) -> list[object]:
    words: list[object] = []
    for step in range(1, steps + 1):
        words += ["mousemove", *(a + (b - a) * step // steps for a, b in zip(start, end, strict=True)), "sleep", 0.012]
    return words
