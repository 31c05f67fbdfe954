"""Samples in milliseconds, of the clock and of this process's CPU time; and the rows of the table."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Literal

Work = Callable[[], object]


@dataclass(frozen=True)
class Samples:
    """What a series of runs took, in milliseconds."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.wall)

    @property
    def worst(self) -> float:
        return max(self.wall)

    @property
    def cpu_median(self) -> float:
        return median(self.cpu)


@dataclass(frozen=True)
class Row:
    """One line of the table. `by` says which of the two clocks the ratio is taken from."""

    operation: str
    size: int | None
    samples: Samples
    floor_name: str = ""
    floor: Samples | None = None
    note: str = ""
    by: Literal["cpu", "wall"] = "cpu"

    @property
    def ratio(self) -> float | None:
        """How many times its floor the operation takes."""
        if self.floor is None:
            return None
        ours, theirs = ((s.cpu_median if self.by == "cpu" else s.median) for s in (self.samples, self.floor))
        return ours / max(theirs, 1e-6)


def series(works: Iterable[Work]) -> Samples:
    """Times each piece of work; what the iterable does between two of them is not counted."""
    gc.collect()
    wall, cpu = [], []
    for work in works:
        began, began_cpu = perf_counter(), process_time()
        work()
        cpu.append((process_time() - began_cpu) * 1e3)
        wall.append((perf_counter() - began) * 1e3)
    return Samples(tuple(wall), tuple(cpu))


def repeat(work: Work, times: int = 9, seconds: float = 4.0) -> Samples:
    """Times the same work again and again: `times` times, fewer (but three) when that would take too long."""
    def works() -> Iterable[Work]:
        until = perf_counter() + seconds
        for place in range(times):
            if place >= 3 and perf_counter() > until:
                return
            yield work

    return series(works())
