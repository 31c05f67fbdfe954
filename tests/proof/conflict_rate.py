"""How often two people's edits of one map contradict each other: merged card by card, and by git line by line.

Each of two people makes five edits of a map of a hundred cards: adds (35 %), rewords (30 %), moves (25 %) and deletes
(10 %). The same three files go to our merge and to `git merge-file`.
"""

import subprocess
import tempfile
from pathlib import Path
from random import Random

from cjdesigner.edit.cards import insert_cards, move_cards
from cjdesigner.edit.changes import change
from cjdesigner.edit.copying import fresh_map
from cjdesigner.edit.grid import delete
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.files.places import MapFileError
from cjdesigner.merge import merge_maps
from cjdesigner.model.cards import Note
from cjdesigner.model.map import JourneyMap
from tests.benchmarks.maps import journey
from tests.edits import Hands, same_ids

RUNS = 1_000
CARDS, EDITS = 100, 5


def edited(random: Random, hands: Hands, m: JourneyMap) -> JourneyMap:
    for _edit in range(EDITS):
        stage, lane, key = hands.pick(m.stages), hands.pick(m.lanes), hands.pick(m.cards)
        what = random.random()
        if what < 0.35:
            card = Note(id=hands.key(), rank="a0", stage=stage, lane=lane, text=f"{hands.word()} {hands.word()}")
            m = insert_cards(m, [card], stage, lane)
        elif what < 0.65:
            words = m.cards[key].text.split(" ")
            words[random.randrange(len(words))] = hands.word()
            m = change(m, key, text=" ".join(words))
        elif what < 0.9:
            m = move_cards(m, [key], stage, lane, random.randrange(4))
        else:
            m = delete(m, [key])
    return m


def merged_by_git(folder: Path, base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """The merged file; None where git finds a conflict."""
    for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
        (folder / name).write_bytes(data)
    done = subprocess.run(["git", "merge-file", "-p", "ours", "base", "theirs"], cwd=folder, capture_output=True,
                          check=False, timeout=30)
    assert 0 <= done.returncode < 128, done.stderr
    return None if done.returncode else done.stdout


def main(runs: int) -> str:
    with same_ids(Random(0)):
        base = fresh_map(journey(CARDS))  # whose ids are as random as those of real maps: git finds new cards apart
    ours_conflicts = git_conflicts = git_broken = git_other = 0
    with tempfile.TemporaryDirectory() as name:
        for number in range(runs):
            random = Random(number)
            with same_ids(random):
                ours, theirs = (edited(random, Hands(random, mark), base) for mark in "ot")
            merged = merge_maps(base, ours, theirs).map
            assert from_bytes(to_bytes(merged)).map == merged
            ours_conflicts += bool(merged.conflicts)
            data = merged_by_git(Path(name), *map(to_bytes, (base, ours, theirs)))
            if data is None:
                git_conflicts += 1
                continue
            try:
                git_other += from_bytes(data).map != merged
            except MapFileError:
                git_broken += 1
    share, git_share = ours_conflicts / runs, git_conflicts / runs
    ratio = f"{git_share / share:.1f} times as often" if share else "we never"
    return (f"{runs:,} pairs of {EDITS} edits each on {CARDS} cards: {share:.1%} contradict each other; line by line "
            f"git finds {git_share:.1%} ({ratio}), {git_broken:,} of its clean merges do not load, {git_other:,} are "
            "other maps than ours")
