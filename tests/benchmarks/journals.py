"""A line of the journal, as the window waits for it: the difference of two maps, its text, and the write."""

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

from cjdesigner.edit.changes import change
from cjdesigner.files.journal import Origin, difference, line
from cjdesigner.files.journaling import Journal
from cjdesigner.model.map import JourneyMap
from tests.benchmarks.maps import card_of, journey
from tests.benchmarks.timing import Row, Samples, Work, series

_EDITS = 500


def _edits(size: int) -> list[JourneyMap]:
    maps, key = [journey(size)], card_of(size)
    for place in range(_EDITS):
        maps.append(change(maps[-1], key, text=f"Khách sửa lại thẻ này lần thứ {place}"))
    return maps


def _p99(samples: Samples) -> str:
    clock, cpu = (quantiles(each, n=100)[98] for each in (samples.wall, samples.cpu))
    return f"p99 {clock:.3f} by the clock, {cpu:.3f} CPU"


def journaling(size: int, folder: Path) -> Iterator[Row]:
    """Each of many edits of a card is written, while the journal's own thread flushes."""
    maps = _edits(size)
    held = os.environ.get("CJDESIGNER_HOME")
    os.environ["CJDESIGNER_HOME"] = str(folder / f"home-{size}")
    journal = Journal(Origin(), maps[0], maps[0])
    try:
        journal.flush()
        journal.start()
        taken = series(_writes(journal, maps))
        assert not journal.trouble
    finally:
        journal.remove()
        if held is None:
            del os.environ["CJDESIGNER_HOME"]
        else:
            os.environ["CJDESIGNER_HOME"] = held
    floor = _floor(folder / f"floor-{size}", maps)
    yield Row("journal: an edit's line", size, taken, "os.write of the same bytes", floor,
              _p99(taken), by="wall")


def _writes(journal: Journal, maps: list[JourneyMap]) -> Iterator[Work]:
    for old, new in pairwise(maps):
        yield lambda old=old, new=new: journal.edited(old, new)


def _floor(path: Path, maps: list[JourneyMap]) -> Samples:
    texts = [line({"n": 1, "t": 1.0, **difference(old, new)}) for old, new in pairwise(maps)]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        return series(lambda text=text: os.write(handle, text) for text in texts)
    finally:
        os.close(handle)
