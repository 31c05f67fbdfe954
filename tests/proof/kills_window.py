"""The real program, on a screen of its own, is killed while it saves; then it is started again with the same file.

It edits and saves by its own commands as fast as it can, and is killed at any moment from its first save on. The map is
then the last version whose save came back or the one being saved, and the next start opens it.
"""

import mmap
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.gui.driving import missing_tools, screen, surroundings

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow

RUNS = 150

ROOT = Path(__file__).parents[2]
_DEADLINE = 60.0
_MOST = 0.3
"""Seconds from a program's first save to its end, at most: there are several saves in them."""


class Said:
    """What the program has done, as it says in memory that outlives it: the saves that came back, and were begun."""

    def __init__(self) -> None:
        self._held = mmap.mmap(-1, 16)

    def read(self) -> tuple[int, int]:
        return struct.unpack("qq", self._held[:])

    def begun(self, number: int) -> None:
        self._held[8:] = struct.pack("q", number)

    def came_back(self, number: int) -> None:
        self._held[:8] = struct.pack("q", number)


def _run_program(path: Path, said: Said) -> None:
    """The program, as the command line starts it, with somebody who edits and saves whenever it is at rest."""
    from PySide6.QtCore import QTimer

    from cjdesigner.edit.changes import change_map
    from cjdesigner.window import app, later

    def act(window: "MainWindow") -> None:
        if not window.whole or window.session.path is None or window.documents.saving:
            return
        number = said.read()[1] + 1
        assert window.session.apply("Change title", lambda m: change_map(m, title=f"version {number}"))
        said.begun(number)  # from now on it may be killed
        window.actions_by_id["save"].trigger()
        assert not window.session.dirty
        said.came_back(number)

    def complete(window: "MainWindow") -> None:
        later.complete_later(window)
        ticking = QTimer(window)
        ticking.timeout.connect(lambda: act(window))
        ticking.start()

    app.complete_later = complete
    sys.argv = ["cjdesigner", str(path)]
    os._exit(app.run(path, "en"))


def _killed(path: Path, said: Said, chance: random.Random) -> None:
    before, child = said.read()[1], os.fork()
    if child == 0:
        try:
            _run_program(path, said)
        finally:
            os._exit(1)
    deadline = time.monotonic() + _DEADLINE
    while said.read()[1] == before and time.monotonic() < deadline and not os.waitpid(child, os.WNOHANG)[0]:
        time.sleep(0.001)
    assert said.read()[1] > before, "the program did not save"
    time.sleep(chance.uniform(0, _MOST))
    os.kill(child, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the program ended before it was killed"


def serve(runs: int, folder: str) -> None:
    """The proof itself: the program is imported once and forked for each start, which halves the time."""
    import cjdesigner.window.documents
    import cjdesigner.window.later
    from cjdesigner.files.format import from_bytes, to_bytes
    from cjdesigner.files.storage import clean_up
    from cjdesigner.files.writing import TEMPORARY

    cjdesigner.window.later.import_the_rest()
    path, said, chance, found, left = Path(folder, "maps", "journey.cjmap"), Said(), random.Random(1), Counter[str](), 0
    for _run in range(runs):
        _killed(path, said, chance)
        data, (came_back, begun) = path.read_bytes(), said.read()
        journey = from_bytes(data).map
        assert to_bytes(journey) == data
        good = {"old": f"version {came_back}", "new": f"version {begun}"}
        assert journey.title in good.values(), f"{good}, and {journey.title} is there"
        found["old" if journey.title == good["old"] else "new"] += 1
        said.came_back(begun if journey.title == good["new"] else came_back)  # what is there is where the next goes on
        left += any(name.endswith(TEMPORARY) for name in os.listdir(path.parent))
    clean_up(path)
    others = [name for name in os.listdir(path.parent) if not name.startswith(".~lock.")]  # told as dead when it opens
    assert others == [path.name], others
    print(f"{runs:,} kills of the program in its window during {said.read()[1]:,} saves: the file was the last saved "
          f"version {found['old']:,} times, the one being saved {found['new']:,} times, never broken, and opened at "
          f"the next start; {left:,} kills left a temporary file, which later starts and saves removed")


def why_not() -> str:
    """Why this proof cannot be run here; empty where it can."""
    if not sys.platform.startswith("linux"):
        return "a virtual screen is for Linux"
    return f"not installed: {missing}" if (missing := missing_tools()) else ""


def main(runs: int) -> str:
    """Kills the program as often; a sentence with the figures."""
    from cjdesigner.edit.changes import change_map
    from cjdesigner.files.storage import save_map
    from cjdesigner.model.templates import build

    if missing := why_not():
        raise RuntimeError(missing)
    with tempfile.TemporaryDirectory() as held, screen(Path(held), "") as on:
        folder = Path(held)
        (folder / "maps").mkdir()
        save_map(change_map(build("sample", "vi"), title="version 0"), folder / "maps" / "journey.cjmap")
        done = subprocess.run(
            [sys.executable, "-c", f"from tests.proof.kills_window import serve; serve({runs}, {held!r})"], cwd=ROOT,
            env=surroundings(on, folder, "en"), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
