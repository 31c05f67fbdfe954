"""Two windows of two processes work on one file at once, each typing and saving as it likes: not a word is lost."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cjdesigner.edit.cards import insert_cards
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.model import templates
from cjdesigner.model.cards import Note
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap

RUNS = 20
_ROUNDS = 40
_PATIENCE = 240


def start_map() -> JourneyMap:
    """A map with cards that both will want to change."""
    journey = templates.build("four-stages", "en")
    stage, lane = journey.ordered_stages()[0].id, journey.ordered_lanes()[-1].id
    cards = [Note(id=new_id(), rank="a0", stage=stage, lane=lane, text=f"shared{place}") for place in range(8)]
    return insert_cards(journey, cards, stage, lane, 0)


def play(folder: Path, seed: int, rounds: int = _ROUNDS, answer: str = "MERGE") -> tuple[int, int, int]:
    """Lets two windows work on a file; how many words they wrote, how often they merged, how many conflicts are left.

    `answer` is what they say when a file that they save was changed. Raises AssertionError if one of the words is
    neither on the map nor in one of its conflicts.
    """
    path = folder / "team.cjmap"
    save_map(start_map(), path)
    workers = [_worker(folder, path, name, seed * 2 + place, rounds, answer) for place, name in enumerate("ab")]
    try:
        told = [json.loads(_line(worker)) for worker in workers]
    finally:
        for worker in workers:
            worker.communicate(timeout=_PATIENCE)
    journey = open_map(path).map
    kept = " ".join([card.text for card in journey.cards.values()] + [
        f"{conflict.ours} {conflict.theirs}" for conflict in journey.conflicts.values()])
    lost = [words for each in told for words in each["written"] if words not in kept]
    assert not lost, f"seed {seed}: lost {lost}"
    left = [each.name for each in folder.iterdir() if each.name.startswith(".~")]
    assert not left, f"seed {seed}: left behind {left}"
    return sum(len(each["written"]) for each in told), sum(each["merges"] for each in told), len(journey.conflicts)


def _worker(folder: Path, path: Path, name: str, seed: int, rounds: int,
            answer: str) -> "subprocess.Popen[str]":
    around = {**os.environ, "CJDESIGNER_HOME": str(folder / f"home-{name}"), "PYTHONPATH": os.pathsep.join(sys.path)}
    around.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "tests.proof._window_at_work", str(path), name, str(seed), str(rounds),
               answer]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2], env=around, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)


def _line(worker: "subprocess.Popen[str]") -> str:
    assert worker.stdout is not None
    line = worker.stdout.readline()
    assert line, "a window ended with an error"
    return line


def main(runs: int) -> str:
    """Plays so many afternoons of two people."""
    words = merges = conflicts = 0
    for seed in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            written, merged, left = play(Path(folder), seed)
        words, merges, conflicts = words + written, merges + merged, conflicts + left
    return (f"two windows of two processes edited one file {runs} times at once: {words:,} texts written, changes "
            f"taken over or merged {merges:,} times, {conflicts:,} conflicts kept for people to decide, no text lost")
