"""Whatever opens can be saved, and what is not understood is kept: maps whose structure was mutated.

Nothing but a `MapFileError` may be raised, and only where the envelope was touched. What was opened is saved, opens
again as the same map, and saves to the same bytes; a value that could not be read is still at its place. A share is
drawn, parked and brought back, and made into a client's copy.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cjdesigner.drawing.compose import Composer
from cjdesigner.edit.parking import bring_back, home, park
from cjdesigner.export.client import client_copy
from cjdesigner.files.format import SCHEMA, Opened, from_bytes, to_bytes
from cjdesigner.files.places import MapFileError
from cjdesigner.model.kept import MARK
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from cjdesigner.model.text import clean

RUNS = 1_000_000
SLOWEST = 5.0
"""Seconds of a processor that no file of this size may take."""
_SHARE = 50
_DATA = Path(__file__).parent.parent / "data"
_SMALL = 10
"""Of so many mutants one is of a frozen sample, all others of the small maps."""

Plain = Any
Where = tuple[Any, Any]  # a container, and the key or index in it


class Doubled(dict[str, Any]):
    """An object that is written with one key twice."""

    def items(self) -> Any:
        held = list(super().items())
        return [*held[:1], *held]


_NUMBERS = {"@1e999@": "1e999", "@long@": "7" * 5_000, "@-1e400@": "-1e400", "@exact@": "12345678901234567890123",
            "@lone@": '"\\udc00"', "@none@": '"\\uffff"'}
NASTY: tuple[Plain, ...] = (
    None, True, False, -1, 0, 5, 2**63, 10**300, 1e308, -0.0, 0.5, float("nan"), float("inf"), float("-inf"),
    *_NUMBERS, "", " ", "\0", "\x1b[31m", "\ud800", "x\udfff", MARK, f"{MARK}text", "\u202egnp.exe", "\u2028",
    "e\u0301", "<b>", "<img src=file:///etc/passwd>", "=cmd|' /C calc'!A0", "javascript:alert(1)", "\\\\host\\share",
    "../../x", "R&D <team>", "%s{0}", "a0", "[key]", "unknown", "id", [], {}, [[[[]]]], [None], ["x", 5, None], [""],
    {"": ""}, {"a": {"b": []}}, {"id": 5}, {"rank": "a0"}, "x" * 3_000, "\N{COMBINING ACUTE ACCENT}" * 300,
)
_KEYS = ("", "x-", "id", "[key]", MARK, "\ud800", "x" * 65, "rank", "schema", "prompts", "x-text", "conflicts", "🙂")


def _deep(levels: int) -> Plain:
    made: Plain = []
    for level in range(levels):
        made = [made] if level % 2 else {"d": made}
    return made


@cache
def bases() -> tuple[str, ...]:
    """The texts that are mutated: a tiny and a small map, and a frozen sample of every schema."""
    samples = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(_DATA.glob("v*.cjmap"))]
    return tuple(json.dumps(each) for each in (_tiny(), _small(), *samples))


def _tiny() -> dict[str, Plain]:
    small = _small()
    for name in ("personas", "steps", "links", "comments", "votes", "parked", "agenda", "pictures"):
        del small[name]
    del small["stages"]["s1"], small["lanes"]["l0"]["prompts"], small["lanes"]["l0"]["personas"]
    small["cards"] = {"c2": {**small["cards"]["c2"], "stage": "s0", "personas": []}}
    return small


def _small() -> dict[str, Plain]:
    kinds = ("action", "touchpoint", "pain_point", "image", "video")
    cards = {f"c{n}": {"rank": f"a{n}", "kind": kind, "stage": f"s{n % 2}", "lane": "l0", "text": f"Thẻ {n}",
                       "personas": ["p0"], "tags": ["x", "y"]} for n, kind in enumerate(kinds)}
    cards["c0"] |= {"step": "t0", "span": 2, "feeling": -1}
    cards["c2"] |= {"severity": 4, "colour": "#1A2B3C"}
    cards["c3"] |= {"picture": "b0"}
    return {
        "format": "cjdesigner/map", "schema": 2, "min_reader": 2, "id": "m", "title": "T", "x-mine": [1, {"a": 2.5}],
        "personas": {"p0": {"rank": "a0", "name": "Lan", "channels": ["web"]}},
        "stages": {"s0": {"rank": "a0", "name": "A", "width": 200}, "s1": {"rank": "a1"}},
        "steps": {"t0": {"rank": "a0", "stage": "s0"}},
        "lanes": {"l0": {"rank": "a0", "kind": "action", "prompts": {"s0": "?"}, "personas": ["p0"]}},
        "cards": cards, "links": {"k0": {"rank": "a0", "source": "c0", "target": "c2"}},
        "comments": {"q0": {"rank": "a0", "card": "c1", "text": "hm"}}, "votes": {"v0": {"card": "c1", "voter": "A"}},
        "parked": {"r0": {"rank": "a0", "kind": "pain_point", "severity": 4, "text": "later", "stage": "s0"}},
        "agenda": {"g0": {"rank": "a0", "name": "B", "minutes": 5, "stage": "s0"}},
        "pictures": {"b0": {"type": "image/png", "width": 1, "height": 1, "data": "iVBORw0KGgo="}},
    }


@dataclass
class Mutant:
    """A mutated file: its plain data before it was written, and whether its envelope was touched."""

    plain: Plain
    data: bytes = b""
    odd: bool = False


def mutant(number: int) -> Mutant:
    """The mutant of a number, always the same."""
    draw = random.Random(number)
    texts = bases()
    base = json.loads(draw.choice(texts[:2] if number % _SMALL else texts[2:]))
    made = Mutant(base)
    for _turn in range(draw.randint(1, 4)):
        _mutate(made, draw)
    try:
        made.data = _text(made.plain, ascii_only=draw.random() < 0.5).encode()
    except UnicodeEncodeError:  # a lone surrogate can only be written as an escape
        made.data = _text(made.plain, ascii_only=True).encode()
    return made


def _text(plain: Plain, *, ascii_only: bool) -> str:
    text = json.dumps(plain, ensure_ascii=ascii_only)
    for name, literal in _NUMBERS.items():
        if name in text:
            text = text.replace(f'"{name}"', literal)
    return text


def _places(value: Plain) -> list[Where]:
    """Every place in plain data."""
    found: list[Where] = []
    todo = [value]
    while todo:
        held = todo.pop()
        for key in held if isinstance(held, dict) else range(len(held)):
            found.append((held, key))
            if isinstance(held[key], dict | list):
                todo.append(held[key])
    return found


def _nasty(draw: random.Random) -> Plain:
    lot = draw.random()
    if lot < 0.004:
        return "y" * 100_001
    if lot < 0.02:
        return _deep(draw.choice((10, 60, 90, 97, 98, 99, 100, 150)))
    value = draw.choice(NASTY)
    return json.loads(json.dumps(value)) if isinstance(value, dict | list) else value


def _mutate(made: Mutant, draw: random.Random) -> None:
    places = _places(made.plain)
    if not places:
        return
    held, key = draw.choice(places)
    if held is made.plain and key in ("format", "schema", "min_reader"):
        made.odd = True
        held[key] = draw.choice([*NASTY[:12], 1, 2, 3, 9])
        return
    lot = draw.random()
    if lot < 0.35:
        held[key] = _nasty(draw)
    elif lot < 0.45:
        del held[key]
    elif lot < 0.55:
        _grow(held, draw)
    elif lot < 0.7:
        _rename(made, held, key, draw)
    elif lot < 0.8:
        held[key] = draw.choice(("gone", "s0", "c0", "p0", "l0", "t0", "stage000000a", "card0000000a"))
    elif lot < 0.9:
        other, there = draw.choice(places)
        copied = json.loads(json.dumps(other[there]))
        made.odd |= held is made.plain and key in ("format", "schema", "min_reader")
        held[key] = copied
    else:
        _double(made, held, key)


def _grow(held: Plain, draw: random.Random) -> None:
    if isinstance(held, list):
        held.insert(draw.randint(0, len(held)), _nasty(draw))
    else:
        name = draw.choice((*_KEYS, f"x-{draw.randrange(9)}", "severity", "span", "picture", "personas", "card"))
        if name != "schema" or "format" not in held:
            held[name] = _nasty(draw)


def _rename(made: Mutant, held: Plain, key: Plain, draw: random.Random) -> None:
    """Gives a value another key: a nasty one, or that of another thing."""
    if isinstance(held, dict):
        ids = [name for collection in COLLECTIONS if isinstance(made.plain.get(collection), dict)
               for name in made.plain[collection]]
        name = draw.choice((*_KEYS, *ids, *COLLECTIONS))
        if not (held is made.plain and name in ("format", "schema", "min_reader")):
            held[name] = held.pop(key)


def _double(made: Mutant, held: Plain, key: Plain) -> None:
    if isinstance(held[key], dict) and held[key]:
        held[key] = Doubled(held[key])
    elif held is made.plain:
        made.plain = Doubled(held)
        made.odd = True


# --- the laws ------------------------------------------------------------------------------------------------------


def check(made: Mutant, number: int) -> Opened | None:
    """Raises for a broken law; None for a mutant that is no map any more."""
    try:
        opened = from_bytes(made.data)
    except MapFileError as error:
        if not (made.odd or "deep" in error.message) or not (error.hint and error.places):
            raise AssertionError(f"mutant {number} is refused: {error.message}") from error
        return None
    saved = to_bytes(opened.map)
    again = from_bytes(saved)
    assert again.map == opened.map, f"mutant {number} opens as another map once it is saved"
    assert to_bytes(again.map) == saved, f"mutant {number} is saved otherwise the second time"
    assert MARK not in saved.decode(), number
    if opened.found:
        _check_kept(made, opened, json.loads(saved), number)
    return opened


def _check_kept(made: Mutant, opened: Opened, saved: Plain, number: int) -> None:
    """What could not be read is at its place, or was given a name of its own."""
    plain = json.loads(made.data, parse_constant=str, parse_int=_number, parse_float=_number)
    for problem in opened.found:
        if not problem.path or "twice" in problem.message:
            continue
        path = problem.path[:3] if problem.path[:1] and problem.path[0] in COLLECTIONS else problem.path[:1]
        value = _at(plain, path)
        if value is not None and opened.schema == SCHEMA:
            assert _same(value, _at(saved, path)), (number, problem, value, _at(saved, path))


def _number(literal: str) -> Plain:
    number = float(literal)
    whole = literal.lstrip("-").isdecimal()
    if abs(number) == float("inf") and not (whole and len(literal) <= 1_000):
        return literal
    return int(literal) if whole else number


def _at(value: Plain, path: tuple[str, ...]) -> Plain:
    for key in path:
        if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict):
            value = value.get(key)
        else:
            return None
    return value


def _same(given: Plain, saved: Plain) -> bool:
    """Whether a value was kept: items of a list may be in another order, and broken characters are replaced."""
    return not Counter(_leaves(given)) - Counter(_leaves(saved))


def _leaves(value: Plain) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (f"{_mended(key)}: {leaf}" for leaf in _leaves(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield _mended(value) if isinstance(value, str) else repr(value)


def _mended(text: str) -> str:
    """As good items beside bad ones are brought to the form of all texts; the bad ones are taken for it too."""
    return " ".join(clean(text).split())


def check_more(opened: Opened, composer: Composer) -> None:
    """A share of the maps is drawn, parked and brought back, and made into a client's copy."""
    assert len(opened.problems) == len(opened.found)
    composer.compose(opened.map)
    assert MARK not in to_bytes(client_copy(opened.map)).decode()
    journey = opened.map
    for key in list(journey.cards)[:3]:
        there = home(park(journey, [key]), key)
        parked = _reopens(park(journey, [key]))
        if there is not None and there.lane in parked.lanes:
            _reopens(bring_back(parked, key, there))


def _reopens(journey: JourneyMap) -> JourneyMap:
    again = from_bytes(to_bytes(journey)).map
    assert from_bytes(to_bytes(again)).map == again
    return again


def main(runs: int) -> str:
    """Checks so many mutants."""
    composer, found, slowest = Composer(), Counter[str](), 0.0
    begun = time.process_time()
    for number in range(runs):
        made = mutant(number)
        since = time.process_time()
        opened = check(made, number)
        slowest = max(slowest, time.process_time() - since)
        found["refused" if opened is None else "mended" if opened.found else "good"] += 1
        if opened is not None and number % _SHARE == 0:
            found["drawn"] += 1
            try:
                check_more(opened, composer)
            except Exception as error:
                raise AssertionError(f"mutant {number}") from error
    if slowest > SLOWEST:
        raise AssertionError(f"a file took {slowest:.1f} s")
    rate = runs / (time.process_time() - begun)
    return (f"{runs:,} mutated maps: {found['good']:,} opened whole, {found['mended']:,} with values kept aside, "
            f"{found['refused']:,} refused as no maps; none crashed, "
            f"none could not be saved, none came back otherwise; {found['drawn']:,} drawn; "
            f"the slowest took {slowest * 1000:.0f} ms, {rate:,.0f} a second on one core")
