"""Random merges of maps that two people edited apart keep the laws of merging (`docs/versions.md`)."""

import json
import re
from functools import lru_cache
from random import Random

from cjdesigner.edit.changes import changed
from cjdesigner.edit.conflicts import settle
from cjdesigner.files.format import from_bytes, to_bytes, to_data
from cjdesigner.merge import merge_maps
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from tests.edits import Hands, a_map, same_ids

RUNS = 100_000
_WORD = re.compile(r"\b[bot]\d{3,}z\b")


def words(journey: JourneyMap) -> set[str]:
    """Everything that was typed and is in a map, its conflicts too. Names of voters do not count."""
    data = to_data(journey)
    data.pop("votes", None)
    return set(_WORD.findall(json.dumps(data)))


def ids(journey: JourneyMap) -> dict[str, set[str]]:
    return {name: set(getattr(journey, name)) for name in COLLECTIONS}


def check(base: JourneyMap | None, ours: JourneyMap, theirs: JourneyMap) -> JourneyMap:
    """Merges, and raises where a law does not hold."""
    merged = merge_maps(base, ours, theirs).map
    data = to_bytes(merged)
    assert from_bytes(data).map == merged, "the result does not load as what it is"
    other = merge_maps(base, theirs, ours).map
    assert ids(other) == ids(merged), "the sides swapped give other ids"
    for key, conflict in merged.conflicts.items():
        twin = other.conflicts[key]
        assert (twin.base, twin.ours, twin.theirs) == (conflict.base, conflict.theirs, conflict.ours) or \
            twin == conflict, "the sides swapped give another conflict"
    for side in (theirs, ours) if ours.id == theirs.id else (theirs,):
        assert merge_maps(base, merged, side).map == merged, "the result merged again is another"
    check_nothing_lost(base, ours, theirs, merged)
    return merged


def check_nothing_lost(base: JourneyMap | None, ours: JourneyMap, theirs: JourneyMap, merged: JourneyMap) -> None:
    old = words(base) if base else set()
    kept, (mine, others) = words(merged), (words(ours), words(theirs))
    wanted = (mine | others) - old
    if base is not None and not base.conflicts:  # else a word is there twice, and each side deletes another one
        wanted |= mine & others
    lost = wanted - kept
    assert not lost, f"words are lost: {lost}"
    there = merged.cards.keys() | merged.parked.keys()
    known = base.cards.keys() | base.parked.keys() if base else set()
    for side in (ours, theirs):
        assert not side.cards.keys() - known - there, "an added card is lost"


def check_one_sided(base: JourneyMap, side: JourneyMap) -> None:
    assert merge_maps(base, side, base).map == side, "what only we did is not the result"
    assert merge_maps(base, base, side).map == side, "what only they did is not the result"
    assert merge_maps(base, side, side).map == side, "what both did alike is not the result"


@lru_cache(maxsize=1)
def base_of(number: int) -> JourneyMap:
    random = Random(f"base {number}")
    with same_ids(random):
        return a_map(random)


def run(number: int) -> tuple[JourneyMap, JourneyMap, JourneyMap, JourneyMap]:
    """One random merge: base, ours, theirs and the result."""
    random, base = Random(number), base_of(number // 10)
    with same_ids(random):
        ours = Hands(random, "o").edited(base, random.randint(1, 12))
        theirs = Hands(random, "t").edited(base, random.randint(1, 12))
        check_one_sided(base, ours)
        merged = check(base, ours, theirs)
        if number % 4 == 0:
            check_another_round(random, merged)
        if number % 8 == 1:
            check(None, ours, theirs)
            check(base, ours, changed(theirs, id="another"))
    return base, ours, theirs, merged


def check_another_round(random: Random, base: JourneyMap) -> None:
    """The merged map is edited apart once more; some conflicts are settled on one side, some on both."""
    sides = [base, base]
    for place, mark in enumerate("ot"):
        for key in base.conflicts:
            if random.random() < 0.5:
                sides[place] = settle(sides[place], key, random.choice(("ours", "theirs", "both")))
        hands = Hands(random, mark)
        hands.count = 500  # words that the first round does not know
        sides[place] = hands.edited(sides[place], random.randint(1, 6))
    check_one_sided(base, sides[0])
    check(base, *sides)


def main(runs: int) -> str:
    conflicts = clean = 0
    for number in range(runs):
        try:
            *_sides, merged = run(number)
        except Exception as error:
            raise AssertionError(f"merge {number}: {error}") from error
        conflicts += len(merged.conflicts)
        clean += not merged.conflicts
    return (f"{runs:,} random merges kept every law; {clean:,} had no conflict, the others {conflicts:,} in all, "
            f"no added card and no word was lost")
