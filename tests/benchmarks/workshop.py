"""A workshop played in a real window: `python -m tests.benchmarks.workshop [--actions 600] [--shots FOLDER]`.

It types, pastes, drags, votes, presents, undoes and saves on a screen of its own, and prints what it took: words (none
may be lost), Qt's warnings, every time that the window was busy for longer than 50 ms of CPU, and the memory.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.gui.driving import missing_tools, screen
from tests.gui.facilitator import LETTERS
from tests.gui.workshop_play import as_json, play


def main() -> None:
    """Plays, and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.workshop", description="Plays a workshop.")
    parser.add_argument("--actions", type=int, default=600, help="how much is done at least")
    parser.add_argument("--shots", type=Path, help="a folder for pictures of the screen")
    parser.add_argument("--json", type=Path, help="a file for all that was noted")
    wanted = parser.parse_args()
    if missing := missing_tools():
        parser.error(f"not installed: {missing}")
    with tempfile.TemporaryDirectory() as name:
        shots = wanted.shots or Path(name)
        shots.mkdir(parents=True, exist_ok=True)
        with screen(shots, LETTERS) as on:
            taken = play(on, Path(name), wanted.actions, lambda words: sys.stderr.write(f"{words}\n") and None)
    print(taken.summary())
    if wanted.json:
        wanted.json.write_text(as_json(taken), encoding="utf-8")


if __name__ == "__main__":
    main()
