"""Runs the benchmarks and prints one table: `python -m tests.benchmarks [--sizes 50,500] [--only NAME] [--json FILE]`.

See `docs/benchmarks.md` for what each line means.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tests.benchmarks.table import as_json, markdown
from tests.benchmarks.timing import Row

SIZES = (50, 500, 2_000, 10_000)

_MODULES: dict[str, tuple[tuple[str, str], ...]] = {
    "start": (("processes", "starting"),),
    "open": (("data", "opening"), ("screen", "opening")),
    "compose": (("data", "composing"),),
    "edit": (("data", "editing"),),
    "drag": (("screen", "dragging"),),
    "paint": (("screen", "painting"),),
    "type": (("screen", "typing"),),
    "live": (("live", "capturing"), ("live", "undoing"), ("live", "remembering")),
    "save": (("data", "saving"), ("saving", "safely"), ("saving", "freezing")),
    "journal": (("journals", "journaling"),),
    "merge": (("versions", "merging"),),
    "export": (("data", "exporting"),),
    "cli": (("processes", "commanding"),),
}
"""The operations by name: where their functions are, each of which gives rows for a number of cards."""

_ONCE = frozenset({"start", "cli"})

Operation = Callable[[int, Path], Iterator[Row]]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Times the program and its floors.")
    parser.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES,
                        help="numbers of cards, with commas between")
    parser.add_argument("--json", type=Path, help="a file for every sample")
    parser.add_argument("--only", choices=_MODULES, action="append", help="one operation; may be given again")
    return parser.parse_args()


def _at_home_in(folder: Path) -> None:
    """Keeps the user's settings and recent files out of it, and windows off the screen."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder)
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "vi", "PYTHONWARNINGS": "ignore",
                   "PYTHONPYCACHEPREFIX": str(folder / "compiled")}  # as in a program that is installed
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _rows(names: list[str], sizes: tuple[int, ...], folder: Path) -> Iterator[Row]:
    for name in names:
        for module, function in _MODULES[name]:
            operation: Operation = getattr(import_module(f"tests.benchmarks.{module}"), function)
            for size in sizes[:1] if name in _ONCE else sizes:
                sys.stderr.write(f"{name}: {function} {size}\n")
                yield from operation(size, folder)


def main() -> None:
    """Runs what is wanted."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory() as name:
        _at_home_in(Path(name))
        rows = list(_rows(wanted.only or list(_MODULES), wanted.sizes, Path(name)))
    print("Milliseconds: median and worst by the clock, the median of CPU time; the ratio is of CPU times.\n")
    print(markdown(rows))
    if wanted.json:
        wanted.json.write_text(as_json(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
