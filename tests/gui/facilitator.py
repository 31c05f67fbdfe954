"""A facilitator with a mouse, a keyboard and something to copy from: one action at a time, each of them looked at.

After each action the words in the map are compared with the account of all that was put in.
"""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.gui.account import Account
from tests.gui.driving import Hand, Point, Program, Rect, Screen, State, end, middle, surroundings

WATCH, CLIP = (Path(__file__).with_name(name) for name in ("watch.py", "clip.py"))
PHRASES = (
    "Hỏi hàng xóm", "So giá ba nơi", "Đọc lời khen chê", "Chờ thợ cả buổi", "Phí lắp đặt bất ngờ",
    "Nhắc lịch thay lõi", "Gọi tổng đài", "Thử nước tại nhà", "Ký nhận hàng", "Ai bảo hành cho tôi?", "Xem hướng dẫn",
    "Waits for a call back",
)
STAGES = ("Nhận biết", "Cân nhắc", "Đặt mua", "Lắp đặt", "Sử dụng", "Giới thiệu")
LANES = ("Việc làm", "Kênh", "Vướng", "Ý")
TITLE = "Buổi sáng của chị Hương"
LETTERS = "".join((*PHRASES, *STAGES, *LANES, TITLE))


class Watched(Program):
    """The program under `watch.py`, which answers when it is asked."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        super().__init__(process, folder)
        self.action = "start"
        self.log = folder / "watch.log"

    def look(self) -> State:
        """What the window shows now, once its event loop comes round to it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(f"{self.action}\n".encode())
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            return {}
        return _whole(json.loads(line)) if line else {}

    def rest(self) -> State:
        """Looks until nothing has moved for three looks; then what is shown."""
        held, same, last = self.look(), 0, time.monotonic() + 20
        while same < 3:
            time.sleep(0.012)
            state = self.look()
            held, same = state, same + 1 if state == held and all(state.get("owed", ())) else 0
            assert time.monotonic() < last, "never at rest"
        return held

    def noted(self) -> list[dict[str, Any]]:
        """What the watch has written down."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def memory(self) -> tuple[int, int]:
        """Resident and proportional memory, in KB."""
        rows = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
        found = {row.split(":")[0]: int(row.split()[1]) for row in rows}
        return found["Rss"], found["Pss"]


@contextlib.contextmanager
def watched(on: Screen, folder: Path, *arguments: str) -> Iterator[Watched]:
    """The program on a screen, under the watch; `folder` has all that it keeps."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**surroundings(on, folder, "vi"), "QT_NO_GLIB": "1"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = [sys.executable, str(WATCH), str(folder / "watch.log"), *arguments]
    with (folder / "program.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=log)
    try:
        yield Watched(process, folder)
    finally:
        _close(process)


@contextlib.contextmanager
def clipboard(on: Screen, folder: Path) -> Iterator[Callable[..., None]]:
    """Another program that copies: call what is yielded with the forms of a text."""
    process = subprocess.Popen([sys.executable, str(CLIP)], env=surroundings(on, folder, "vi"), stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None

    def copy(**forms: str) -> None:
        process.stdin.write(json.dumps(forms).encode() + b"\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"ok\n"

    try:
        yield copy
    finally:
        _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    end(process)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


class Facilitator:
    """Does one thing after the other, and counts."""

    def __init__(self, hand: Hand, program: Watched, copy: Callable[..., None], told: Callable[[str], None]) -> None:
        self.hand, self.program, self.copy, self._told = hand, program, copy, told
        self.account, self.count, self._texts, self._clicks = Account(), 0, 0, 0
        self.after: list[Callable[[], None]] = []

    # -- one action ----------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def act(self, name: str) -> Iterator[State]:
        """One action: what is shown before it; afterwards the words are compared."""
        self.count += 1
        self.program.action = f"{self.count} {name}"
        yield self.program.look()
        state = self.program.rest()
        self.program.action = f"{self.count} after {name}"
        if state:
            wrong = self.account.wrong(state["map"])
            assert not wrong, f"after {self.count} {name}: {wrong}"
        self._told(f"{self.count} {name}")
        for done in self.after:
            done()

    def keys(self, *keys: str, name: str = "") -> None:
        """Presses keys, as an action."""
        with self.act(name or " ".join(keys)):
            self.hand.keys(*keys)

    def text(self) -> str:
        """Words that nobody has written yet."""
        self._texts += 1
        return f"{PHRASES[self._texts % len(PHRASES)]} k{self._texts:03}"

    # -- where things are ----------------------------------------------------------------------------------------------

    def seen(self, state: State, rect: Rect) -> bool:
        """Whether the middle of a rectangle is where the mouse gets at it."""
        left, top, width, height = state["canvas"]["area"]
        x, y = middle(rect)
        corner = x > left + width - 260 and y > top + height - 220  # the small map
        return left + 150 < x < left + width - 20 and top + 90 < y < top + height - 20 and not corner

    def cards(self, state: State) -> dict[str, Rect]:
        """The cards that can be clicked, by their ids."""
        spots = state["canvas"]["spots"]
        return {key: spots[key]["rect"] for key in state["map"]["cards"]
                if key in spots and spots[key]["role"] == "card" and self.seen(state, spots[key]["rect"])}

    def a_card(self, turn: int) -> tuple[str, Point, str]:
        """One of the cards that are in sight, another each turn: its id, its middle, its text."""
        state = self.program.look()
        if not self.cards(state):
            self.hand.keys("shift+1")
            state = self.program.rest()
        found = self.cards(state)
        key = sorted(found)[turn * 7 % len(found)]
        return key, middle(found[key]), state["map"]["cards"][key]["text"]

    def a_place(self, turn: int) -> Point:
        """An empty spot of a cell that is in sight."""
        for _attempt in range(2):
            state = self.program.rest()
            taken = [spot["rect"] for key, spot in state["canvas"]["spots"].items() if key in state["map"]["cards"]]
            found = [at for row in state["canvas"]["rows"] for column in state["canvas"]["columns"]
                     for at in _corners(row["rect"], column["rect"])
                     if self.seen(state, [*at, 0, 0]) and not any(_inside(at, rect) for rect in taken)]
            if found:
                return found[turn * 7 % len(found)]
            self.hand.keys("shift+1")
        raise AssertionError("no empty place is in sight")

    # -- writing -------------------------------------------------------------------------------------------------------

    def write(self, words: str, ends: str = "Return") -> None:
        """Types into the in-place editor, over what is there, and ends."""
        self.program.wait(lambda s: (s["canvas"]["editor"] or {}).get("focus"), "an editor")
        self.hand.keys("ctrl+a")
        self.hand.type(words)
        self.hand.keys(ends)
        self.program.wait(lambda s: s["canvas"]["editor"] is None, "no editor")

    def line(self, written: str, text: str, ends: str) -> None:
        """Captures a line, as an action."""
        with self.act(f"capture, {ends}"):
            if self.program.look()["focus"][0] != "CaptureLine":
                self.hand.keys("ctrl+space")
                self.program.wait(lambda s: s["focus"] and s["focus"][0] == "CaptureLine", "the capture bar")
            self.hand.type(written)
            self.program.wait(lambda s: s["focus"][2] == written, f"“{written}” in the capture bar")
            self.hand.keys(ends)
            self.program.wait(lambda s: s["focus"][2] == "", "an empty capture bar")
            self.account.put(text)

    def click(self, at: Point, *held: str) -> None:
        """Clicks, with keys held; never twice at one place, which could be a double click."""
        self._clicks += 1
        at = (at[0] + 14 * (self._clicks % 2) - 7, at[1])
        self.hand.do(*(word for key in held for word in ("keydown", key)), "mousemove", *at, "click", 1,
                     *(word for key in held for word in ("keyup", key)))

    def press(self, button: str) -> None:
        """Clicks a button, a tab or a line of the window, by its name."""
        state = self.program.wait(lambda s: any(button in s[part] for part in ("buttons", "tabs", "fields")), button)
        self.hand.click(next(state[part][button] for part in ("buttons", "tabs", "fields") if button in state[part]))


def _whole(state: State) -> State:
    """With the parts of the map that are empty, which a file leaves out."""
    for part in ("personas", "stages", "lanes", "cards", "parked"):
        state["map"].setdefault(part, {})
    return state


def _corners(row: Rect, column: Rect) -> Iterator[Point]:
    """Some places of a cell, the lower ones first: cards are stacked from the top."""
    for down in (0.93, 0.75, 0.5, 0.25):
        for across in (0.5, 0.9):
            yield int(column[0] + column[2] * across), int(row[1] + row[3] * down)


def _inside(at: Point, rect: Rect) -> bool:
    return rect[0] - 3 <= at[0] <= rect[0] + rect[2] + 3 and rect[1] - 3 <= at[1] <= rect[1] + rect[3] + 3
