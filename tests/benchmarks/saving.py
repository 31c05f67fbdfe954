"""What the safety of a save costs, and how long a window stands still for it."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from os import O_CREAT, O_TRUNC, O_WRONLY, close, fsync, write
from os import open as open_file
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cjdesigner.edit.changes import change_map
from cjdesigner.files.format import to_bytes
from cjdesigner.files.storage import save_map
from tests.benchmarks.maps import journey
from tests.benchmarks.screen import _program
from tests.benchmarks.timing import Row, Samples, repeat, series

_SAVES = 25


def _write(path: Path, data: bytes) -> None:
    """The least that brings bytes to the disk, into the file that is there."""
    handle = open_file(path, O_WRONLY | O_CREAT | O_TRUNC)
    write(handle, data)
    fsync(handle)
    close(handle)


def safely(size: int, folder: Path) -> Iterator[Row]:
    """A map that changes is saved again and again: compared, read back, with earlier versions, all flushed."""
    first, path = journey(size), folder / f"{size}-safe.cjmap"
    held = save_map(first, path)

    def saves() -> Iterator[Callable[[], None]]:
        for number in range(_SAVES):
            made = change_map(first, title=f"version {number}")

            def save(made=made) -> None:
                nonlocal held
                held = save_map(made, path, expected=held)

            yield save

    data = to_bytes(first)
    floor = repeat(lambda: _write(folder / f"{size}-unsafe.cjmap", data), _SAVES)
    yield Row("save: with all its safety", size, series(saves()), "write and fsync of the same bytes", floor, by="wall")


def freezing(size: int, folder: Path) -> Iterator[Row]:
    """The longest that a window's events wait while a map is saved, in saves one after the other."""
    program = _program()
    window = program.open_window()
    window.documents.show(journey(size), clean=True)
    path = folder / f"{size}-window.cjmap"
    assert window.documents._save(path, None)
    rests: list[tuple[float, float]] = []
    for number in range(_SAVES):
        window.session.apply("Change title", lambda m, number=number: change_map(m, title=f"version {number}"))
        for _round in range(20):
            QApplication.processEvents()
        rests.append(_longest_rest(window.documents.save))
    wall, cpu = zip(*rests, strict=True)
    yield Row("save: longest stop of the window", size, Samples(wall, cpu), note="a frame is 16.7")
    window.session.open(window.session.map, None)
    window.close()
    program.windows.remove(window)


def _longest_rest(save: Callable[[], bool]) -> tuple[float, float]:
    """The longest between two rounds of events from the start of a save to its end: by the clock, and of the window's
    own thread's CPU time, which other programs do not lengthen. In milliseconds.
    """
    ticks = [(perf_counter(), thread_time())]
    ticking = QTimer(interval=1)
    ticking.timeout.connect(lambda: ticks.append((perf_counter(), thread_time())))
    ticking.start()
    assert save()
    ticks.append((perf_counter(), thread_time()))
    ticking.stop()
    pairs = list(pairwise(ticks))
    return (max(later[0] - earlier[0] for earlier, later in pairs) * 1e3,
            max(later[1] - earlier[1] for earlier, later in pairs) * 1e3)
