"""The format of journals: every edit comes back, whatever was cut off or broken behind it."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.edit.changes import change, change_map
from cjdesigner.edit.copying import duplicate
from cjdesigner.edit.grid import delete, insert_lane, insert_stage
from cjdesigner.edit.placing import new_lane, new_stage
from cjdesigner.files.format import to_data
from cjdesigner.files.journal import Newer, Origin, Unreadable, applied, difference, head, line, replay, state
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from tests.strategies import journey_maps

SAMPLE = templates.build("sample", "en")
CARD = next(iter(SAMPLE.cards))


def plain(journey: JourneyMap) -> object:
    """What the map's file holds, as JSON knows it."""
    return json.loads(json.dumps(to_data(journey)))


def edits(count: int, first: JourneyMap = SAMPLE) -> list[JourneyMap]:
    """A map and what becomes of it in some edits, every third of which is taken back."""
    made = [first]
    for place in range(count):
        made.append(made[-2] if place % 3 == 2 else change(made[-1], CARD, text=f"Thẻ số {place}"))
    return made


# --- the format ------------------------------------------------------------------------------------------------


@given(journey_maps, journey_maps)
def test_a_difference_makes_one_map_of_another(old: JourneyMap, new: JourneyMap):
    made = json.loads(line({"n": 1, **difference(old, new)})[9:])
    assert applied(plain(old), made) == plain(new)


EDITS = (
    lambda m, key, n: change(m, key, **{"text" if key in m.cards else "label" if key in m.links else "name": f"w{n}"}),
    lambda m, key, n: delete(m, [key]),
    lambda m, key, n: duplicate(m, [key]),
    lambda m, key, n: insert_stage(m, new_stage(m), n),
    lambda m, key, n: insert_lane(m, new_lane(m, "action"), n),
    lambda m, key, n: change_map(m, title=f"t{n}"),
)


@settings(max_examples=60, deadline=None)
@given(journey_maps, st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 50), st.integers(0, 3))))
def test_differences_follow_edits_undo_and_redo(journey, steps):
    history, data = [journey], plain(journey)
    for edit, place, back in steps:
        keys = [key for name in ("cards", "stages", "lanes", "links", "personas") for key in getattr(history[-1], name)]
        new = history[-1 - back] if 0 < back < len(history) else edit(
            history[-1], keys[place % len(keys)] if keys else "none", place)
        made = json.loads(json.dumps(difference(history[-1], new)))
        data = applied(data, made)
        history.append(new)
        assert data == plain(new)


@settings(max_examples=30, deadline=None)
@given(st.lists(journey_maps, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_a_journal_gives_back_every_prefix_when_cut_and_when_broken(maps, chance):
    whole = [*maps, *reversed(maps[:-1])]  # undo of everything
    data = _written(whole)
    states = [plain(each) for each in whole]
    assert replay(data).now == states[-1]
    ends = [place + 1 for place, byte in enumerate(data) if byte == 10]
    for cut in {*(chance.randrange(len(data)) for _ in range(40)), *ends, *(end - 1 for end in ends)}:
        good = sum(end <= cut for end in ends)
        if good < 2:
            with pytest.raises(Unreadable):
                replay(data[:cut])
        else:
            cut_off = replay(data[:cut])
            assert (cut_off.now, cut_off.number, cut_off.broken) == (states[good - 2], good - 2, False)
    for at in (chance.randrange(len(data)) for _ in range(40)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        _is_prefix(bytes(flipped), states)


def _written(maps: list[JourneyMap]) -> bytes:
    lines = [head(Origin(), 0, 0, 0.0, "here"), state(maps[0], maps[0])]
    for number, (old, new) in enumerate(pairwise(maps), 1):
        lines.append(line({"n": number, "t": 1.0, **difference(old, new)}))
    return b"".join(lines)


def _is_prefix(data: bytes, states: list[object]) -> None:
    try:
        made = replay(data)
    except Unreadable:
        return
    assert made.now == states[made.number]


def test_a_journal_cut_at_every_byte():
    maps = edits(6)
    data, states = _written(maps), [plain(each) for each in maps]
    begins = data.index(b"\n", data.index(b"\n") + 1)
    for cut in range(begins + 1, len(data) + 1):
        made = replay(data[:cut])
        assert made.now == states[made.number]
        assert made.number == data[begins + 1:cut].count(b"\n")
    for cut in (0, 1, begins // 2, begins):
        with pytest.raises(Unreadable):
            replay(data[:cut])


def test_the_replay_ends_at_a_broken_line_and_says_so():
    maps = edits(5)
    lines = _written(maps).splitlines(keepends=True)
    lines[4] = lines[4].replace(b"Th", b"th")
    made = replay(b"".join(lines))
    assert (made.number, made.broken) == (2, True)
    assert made.now == plain(maps[2])
    lines = _written(maps).splitlines(keepends=True)
    del lines[4]  # a number is missing
    assert (replay(b"".join(lines)).number, replay(b"".join(lines)).broken) == (2, True)


def test_a_difference_holds_no_more_than_what_differs():
    made = difference(SAMPLE, change(SAMPLE, CARD, text="new"))
    assert list(made) == ["set"]
    assert list(made["set"]["cards"]) == [CARD]
    assert difference(SAMPLE, SAMPLE) == {}


def test_lines_from_before_the_map_that_the_journal_begins_with_are_passed_over():
    maps = edits(4)
    lines = _written(maps).splitlines(keepends=True)
    first = [head(Origin(), 2, 2, 0.0, "here"), state(maps[0], maps[2])]
    made = replay(b"".join([*first, *lines[2:]]))
    assert (made.now, made.number, made.edits) == (plain(maps[4]), 4, 4)
    assert made.base == plain(maps[0])


def test_a_large_map_is_written_whole_in_pieces():
    from tests.benchmarks.maps import journey

    base, now = journey(500), journey(50)
    made = replay(head(Origin(), 0, 0, 0.0, "here") + state(base, now))
    assert (made.base, made.now) == (plain(base), plain(now))
    assert replay(head(Origin(), 0, 0, 0.0, "here") + state(None, now)).base is None


def test_a_journal_of_a_newer_version_is_told_from_a_broken_one():
    with pytest.raises(Newer):
        replay(line({"format": "cjdesigner/journal", "version": 2}) + line({"more": 1}))
    with pytest.raises(Unreadable) as caught:
        replay(line({"format": "another", "version": 2}) + line({"more": 1}))
    assert caught.type is Unreadable
