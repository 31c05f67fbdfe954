"""Operations that are whole processes: the start of the window, the command line. Their CPU time is the child's."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from cjdesigner.files.format import to_bytes
from cjdesigner.model import templates
from tests.benchmarks.maps import journey
from tests.benchmarks.timing import Row, Samples

START = "CJDESIGNER_BENCHMARK_START"
_PYTHON = (sys.executable, "-W", "ignore")
_CHILD = (*_PYTHON, "-m", "tests.benchmarks.child")
_TIMES = 7


def _whole(command: tuple[str, ...]) -> tuple[float, float]:
    """A process from its start to its end: the clock's and its CPU's milliseconds."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    taken = (time.perf_counter() - began) * 1e3
    assert child.returncode == 0, command
    return taken, (usage.ru_utime + usage.ru_stime) * 1e3


def _until_painted(command: tuple[str, ...]) -> tuple[float, float]:
    """A process from its start to the mark that it prints: the clock's and its CPU's milliseconds."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", START: str(time.time_ns())}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True, timeout=60)
    wall, cpu = map(float, done.stdout.split())
    return wall, cpu


def _in_turn(commands: dict[str, tuple[str, ...]], run) -> dict[str, Samples]:
    """Each command several times, in turn, so that a busy neighbour disturbs all alike. The first round is dropped."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _round in range(_TIMES + 1):
        for name, command in commands.items():
            taken[name].append(run(command))
    return {name: Samples(*zip(*samples[1:], strict=True)) for name, samples in taken.items()}


def starting(_size: int, folder: Path) -> Iterator[Row]:
    """From the start of the process to the first painted window of 1440 × 900."""
    path = folder / "sample.cjmap"
    path.write_bytes(to_bytes(templates.build(templates.SAMPLE, "vi")))
    commands = {"bare": (*_CHILD, "bare"), "frame": (*_CHILD, "window", str(path)),
                "map": (*_CHILD, "map", str(path)), "page": (*_CHILD, "window")}
    taken = _in_turn(commands, _until_painted)
    yield Row("start: window, before its map is there", None, taken["frame"], "bare QWidget", taken["bare"])
    yield Row("start: window with the sample map", None, taken["map"], "bare QWidget", taken["bare"])
    yield Row("start: start page", None, taken["page"], "bare QWidget", taken["bare"])


def commanding(_size: int, folder: Path) -> Iterator[Row]:
    """The command line with a map of 50 cards, from the start of the process to its end."""
    path = folder / "cli.cjmap"
    path.write_bytes(to_bytes(journey(50)))
    program = (*_PYTHON, "-m", "cjdesigner")
    taken = _in_turn({
        "floor": (*_PYTHON, "-c", "pass"), "--help": (*program, "--help"), "info": (*program, "info", str(path)),
        "export pdf": (*program, "export", str(path), "-o", str(folder / "cli.pdf")),
    }, _whole)
    floor = taken.pop("floor")
    for name, samples in taken.items():
        yield Row(f"cli: {name}", None if name == "--help" else 50, samples, "python -c pass", floor)


def peak(what: str, size: int) -> int:
    """The most memory, in MB, that a process ever held which exports a map's PDF (`ours`, `plain`, or only `map`)."""
    done = subprocess.run((*_CHILD, "peak", what, str(size)), capture_output=True, check=True, text=True, timeout=300)
    return int(done.stdout)
