"""The real program is killed while it edits in its real window: no edit that was said to be done is lost.

Each life is a process with a window. It opens the map, or clicks Restore on the start page where the last life left
work behind; then it edits through its session and by keys in the capture line, undoes and redoes, saves, and tells
through a pipe what is done. It runs on the screen that is there, or without one.
"""

import os
import random
import select
import signal
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cjdesigner.files.leftovers import left_behind
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.model.map import JourneyMap
from tests.benchmarks.maps import journey
from tests.proof.kills_editing import edited, own_folder

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow

RUNS = 150

_FIRST = journey(20)
_TYPED = 4
"""Every so many edits one is typed."""


def main(runs: int = RUNS) -> str:
    """Kills so many programs. Raises AssertionError at the first lost edit."""
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
    import cjdesigner.window.later

    cjdesigner.window.later.import_the_rest()  # once for all lives, which are forks
    chance, count = random.Random(5), Counter[str]()
    with own_folder() as folder:
        path = Path(folder) / "map.cjmap"
        save_map(_FIRST, path)
        said = 0
        for _life in range(runs):
            said = max(said, _life_and_death(path, chance))
            left = left_behind()
            assert len(left) <= 1, [each.name for each in left]
            count["recovered"] += bool(left)
            number = _number(left[0].map() if left else open_map(path).map)
            assert number >= said, f"edit {said} was said to be done, but {number} is the last that is there"
            said = number
    return (f"{runs:,} kills of the program in its window ({os.environ['QT_QPA_PLATFORM']}), {said:,} edits, "
            f"{count['recovered']:,} recoveries: 0 edits lost that were said to be done")


def _number(made: JourneyMap) -> int:
    """How many edits made this map. Raises AssertionError where one before the last is missing."""
    typed = {int(card.text.split()[1]) for card in made.cards.values() if card.id not in _FIRST.cards}
    number = max([0, int(made.title) if made.title.isdigit() else 0, *typed])
    wanted = set(range(_TYPED, number + 1, _TYPED))
    assert typed == wanted, f"after {number} edits these cards are missing: {wanted - typed}"
    last = {}
    for each in (n for n in range(1, number + 1) if n % _TYPED):
        last |= {key: card.text for key, card in edited(_FIRST, each, sorted(_FIRST.cards)).cards.items()
                 if card is not _FIRST.cards[key]}
    assert {key: made.cards[key].text for key in last} == last
    return number


def _life_and_death(path: Path, chance: random.Random) -> int:
    """Lets a program live for a while; the last edit that it said was done."""
    told, tells = os.pipe()
    seed = chance.random()
    child = os.fork()
    if child == 0:
        try:
            _live(tells, path, random.Random(seed))
        except BaseException:  # noqa: BLE001 - a child must never go on as its parent
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(tells)
    select.select([told], [], [], 60)
    time.sleep(chance.uniform(0, 0.25))
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    with os.fdopen(told) as pipe:
        data = pipe.read()
    assert os.WIFSIGNALED(status), "the program ended by itself"
    whole = data[:data.rfind("\n") + 1].split()
    return int(whole[-1]) if whole else 0


def _live(tells: int, path: Path, chance: random.Random) -> NoReturn:
    from PySide6.QtWidgets import QApplication

    from cjdesigner.window.app import Program

    app = QApplication(["cjdesigner", "-style", "fusion"])
    left = left_behind()  # before the window looks as well: who looks holds a journal for a moment
    window = Program(app).open_window()
    if left:
        _restore(window)
    else:
        window.open_path(path)
    number = _number(window.session.map)
    while True:
        number += 1
        if number % _TYPED == 0:
            app.processEvents()
        _edit(window, number)
        if chance.random() < 0.2:
            window.session.undo()
            window.session.redo()
        os.write(tells, f"{number}\n".encode())
        if chance.random() < 0.03:
            assert window.documents.save()


def _restore(window: "MainWindow") -> None:
    """Clicks Restore as soon as it is offered."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from cjdesigner.window.recovery import LeftCard

    until = time.monotonic() + 30
    while not (cards := window.findChildren(LeftCard)):
        assert time.monotonic() < until, "nothing is offered"
        QApplication.processEvents()
    QTest.mouseClick(cards[0].restore, Qt.MouseButton.LeftButton)
    assert window.session.path is not None  # not dirty where it was killed between a save and the end of its journal


def _edit(window: "MainWindow", number: int) -> None:
    """Makes the edit of this number: some are typed, the others go to the session."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    if number % _TYPED:
        assert window.session.apply("Edit text", lambda m: edited(m, number, sorted(_FIRST.cards)))
        return
    card = window.session.map.cards[min(_FIRST.cards)]
    window.canvas.choose(None, (card.stage, card.lane))
    QTest.keyClicks(window.capture.line, f"word {number}")
    QTest.keyClick(window.capture.line, Qt.Key.Key_Return)
