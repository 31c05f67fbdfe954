"""A program is killed while it edits, again and again: no edit that was said to be done is lost.

Each life is a process that takes over what the last one left behind and goes on: it edits, undoes and redoes, saves,
flushes and writes its journal anew, and tells through a pipe after each edit how many there are. The parent kills it
at any moment, looks at what was left, and compares the map with the one that so many edits make.
"""

import os
import random
import select
import signal
import struct
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from cjdesigner.edit.changes import changed, put
from cjdesigner.files import journaling
from cjdesigner.files.journal import Origin
from cjdesigner.files.journaling import Journal
from cjdesigner.files.leftovers import left_behind, take_over
from cjdesigner.files.seats import sessions_folder
from cjdesigner.model.map import JourneyMap
from tests.benchmarks.maps import journey

RUNS = 10_000

_HOME = "CJDESIGNER_HOME"
_CARDS = 20
_FIRST = journey(_CARDS)
_NOTE = struct.Struct("cq")
_EDITED, _SAVED = b"e", b"s"


def edited(before: JourneyMap, number: int, keys: Sequence[str] = ()) -> JourneyMap:
    """The map after the edit of this number, which its title tells; of the cards with these keys, or of all."""
    keys = keys or sorted(before.cards)
    card = changed(before.cards[keys[number % len(keys)]], text=_text(number))
    return changed(before, title=str(number), cards=put(before.cards, [card]))


def _text(number: int) -> str:
    return f"Khách chờ câu trả lời thứ {number}" * (1 + number % 5)


def number_of(made: JourneyMap) -> int:
    """How many edits made this map. Raises AssertionError where it is none of those that they make."""
    number = int(made.title)
    keys = sorted(made.cards)
    for last in range(max(1, number - len(keys) + 1), number + 1):
        held = made.cards[keys[last % len(keys)]].text
        assert held == _text(last), f"after {number} edits a card has lost one: {held!r} is not {_text(last)!r}"
    return number


def main(runs: int = RUNS) -> str:
    """Kills so many programs. Raises AssertionError at the first lost edit."""
    chance, count = random.Random(3), Counter[str]()
    number = saved = 0
    with own_folder():
        for _life in range(runs):
            notes = _life_and_death(chance, saved)
            count["saves"] += sum(kind == _SAVED for kind, _number in notes)
            count["halves"] += any(sessions_folder().glob("*.new"))
            saved = max([saved, *(each for kind, each in notes if kind == _SAVED)])
            said = max([number, *(each for _kind, each in notes)])
            left = left_behind()
            assert len(left) <= 1
            number = number_of(left[0].map()) if left else saved
            assert number >= said, f"edit {said} was said to be done, but {number} is the last that is there"
            count["recovered"] += bool(left)
    return (f"{runs:,} kills while editing, {number:,} edits, {count['saves']:,} saves, {count['recovered']:,} "
            f"recoveries, {count['halves']:,} times amid writing the journal anew: 0 edits lost that were said to be "
            "done")


@contextmanager
def own_folder() -> Iterator[str]:
    """A folder for settings, files and journals."""
    held = os.environ.get(_HOME)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[_HOME] = folder
        try:
            yield folder
        finally:
            if held is None:
                del os.environ[_HOME]
            else:
                os.environ[_HOME] = held


def _life_and_death(chance: random.Random, saved: int) -> list[tuple[bytes, int]]:
    """Lets a program live for a while; what it told."""
    told, tells = os.pipe()
    seed = chance.random()
    child = os.fork()
    if child == 0:
        try:
            _live(tells, saved, random.Random(seed))
        except BaseException:  # noqa: BLE001 - a child must never go on as its parent
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(tells)
    if chance.random() < 0.8:  # else it may not have come to its first edit
        select.select([told], [], [], 10)
    time.sleep(chance.uniform(0, 0.005))
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    with os.fdopen(told, "rb") as pipe:
        data = pipe.read()
    assert os.WIFSIGNALED(status), "the program ended by itself"
    return list(_NOTE.iter_unpack(data))


def _live(tells: int, saved: int, chance: random.Random) -> NoReturn:
    """Takes over what is there, and edits for ever."""
    journaling.SECOND, journaling.MOST = 0.0005, 10_000
    made, journal = _taken_over(saved)
    journal.start()
    number = int(made.title)
    while True:
        number += 1
        before, made = made, edited(made, number)
        journal.edited(before, made)
        if chance.random() < 0.1:  # undo and redo
            journal.edited(made, before)
            journal.edited(before, made)
        os.write(tells, _NOTE.pack(_EDITED, number))
        if chance.random() < 0.02:
            os.write(tells, _NOTE.pack(_SAVED, number))  # the file is there; the journal hears of it now
            journal.saved(made, Origin("/maps/a.cjmap", str(number)))


def _taken_over(saved: int) -> tuple[JourneyMap, Journal]:
    left = left_behind()
    held = take_over(left[0].name) if left else None
    if held is None:
        made = changed(_FIRST, title="0")
        for number in range(max(1, saved - 2 * _CARDS), saved + 1):
            made = edited(made, number)
        return made, Journal(Origin("/maps/a.cjmap", str(saved)), made, made)
    seat, last = held
    made, base = last.map(), last.base()
    return made, Journal(last.replay.origin, made if base == made else base, made, seat=seat,
                         number=last.replay.number, edits=last.replay.edits)
