"""Two versions of a map: merged, and told apart. Their maps come from three files, so that nothing is the same object.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cjdesigner.edit.changes import change
from cjdesigner.edit.grid import delete
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.merge import differences, merge_maps
from cjdesigner.model.map import JourneyMap
from tests.benchmarks.maps import journey
from tests.benchmarks.timing import Row, repeat

_EVERY = 40
"""One card in so many is changed by one person, the next one by the other."""


def _edited(first: JourneyMap, begin: int, word: str) -> JourneyMap:
    keys = sorted(first.cards)[begin::_EVERY]
    for place, key in enumerate(keys):
        if place % 5 == 4:
            first = delete(first, [key])
        else:
            first = change(first, key, text=f"{first.cards[key].text} {word}", feeling=place % 2)
    return first


def _loaded(first: JourneyMap) -> tuple[JourneyMap, dict[str, Any]]:
    data = to_bytes(first)
    return from_bytes(data).map, json.loads(data)


def merging(size: int, _folder: Path) -> Iterator[Row]:
    """Three files' maps become one; and what differs between two. The floor compares plain dicts by `==`."""
    first = journey(size)
    base, old = _loaded(first)
    ours, mine = _loaded(_edited(first, 0, "mới"))
    theirs, other = _loaded(_edited(first, 1, "khác"))
    floor = repeat(lambda: [mine["cards"].get(key) == card == other["cards"].get(key)
                            for key, card in old["cards"].items()])
    made = merge_maps(base, ours, theirs).map
    note = f"{2 * (size // _EVERY):,} cards changed, {len(made.conflicts)} conflicts"
    yield Row("merge: three maps → one", size, repeat(lambda: merge_maps(base, ours, theirs)),
              "== of plain dicts, three ways", floor, note)
    yield Row("merge: what differs", size, repeat(lambda: differences(base, made)), "== of plain dicts, three ways",
              floor)
