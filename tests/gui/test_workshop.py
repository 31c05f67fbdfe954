"""A short workshop in a real window, with every scene once: no word is lost, Qt says nothing, nothing stalls.

`python -m tests.benchmarks.workshop` plays it at length.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.account import Account
from tests.gui.driving import missing_tools, screen
from tests.gui.facilitator import LETTERS
from tests.gui.workshop_play import play

_BUSY = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests.gui.watch import Watch

def busy(seconds):
    last = time.thread_time() + seconds
    while time.thread_time() < last:
        pass

program = QApplication([])
watch = Watch(Path(sys.argv[1]), program)
for when, name, does in ((50, "calm", lambda: busy(0.01)), (150, "busy", lambda: busy(0.09)),
                         (300, "excused", lambda: (busy(0.09), watch.excuse(0.09, 0.09))),
                         (450, "asleep", lambda: time.sleep(0.09)), (600, "over", program.quit)):
    QTimer.singleShot(when, lambda name=name, does=does: (setattr(watch, "action", name), does()))
program.exec()
"""


@pytest.mark.xvfb
@pytest.mark.slow
def test_a_workshop_is_played_without_a_lost_word(tmp_path: Path) -> None:
    if missing := missing_tools():
        pytest.skip(f"not installed: {missing}")
    with screen(tmp_path, LETTERS) as on:
        taken = play(on, tmp_path, 40)
    assert taken.actions >= 40
    assert taken.warnings() == []
    assert taken.said == ""
    assert [stall for stall in taken.stalls() if stall["stall"] > 150] == [], taken.summary()


def test_the_watch_sees_what_stalls_and_nothing_else(tmp_path: Path) -> None:
    log = tmp_path / "watch.log"
    subprocess.run([sys.executable, "-c", _BUSY, str(log)], check=True, timeout=60, cwd=Path(__file__).parents[2],
                   env={"QT_QPA_PLATFORM": "offscreen", "QT_NO_GLIB": "1", "HOME": str(tmp_path)})
    noted = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    stalls = [note for note in noted if note["action"] != "start"]
    assert [note["action"] for note in stalls] == ["busy"]
    assert stalls[0]["stall"] >= 90
    assert stalls[0]["parts"][0].startswith("Timer ")


def test_an_account_knows_what_is_missing_and_what_is_twice() -> None:
    account = Account()
    account.put("Một", "Hai ba", "Hai  ba")
    data = {"title": "Một", "cards": {"a": {"text": "Hai\nba"}, "b": {"text": "Hai ba"}}}
    assert account.wrong(data) == []
    assert account.words() == 5
    account.take("Một")
    account.change("Hai ba", "Bốn")
    assert account.wrong(data) == ["1 instead of 0: Một", "2 instead of 1: Hai ba", "0 instead of 1: Bốn"]
