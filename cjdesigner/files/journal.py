"""The format of journals: what a map was when work on it began, and every edit since, a line each.

A line is the CRC-32 of a JSON text, a space, and the text. The first says whose journal it is and at which number it
begins, the second holds the map as it was saved last (`base`, null for one that never was) and as it was at that number
(`now`, null for the same). Every further line is numbered: an edit, as what differs in the plain data of two files, or
that the map was saved. What a journal gives back is therefore a map's file, which is opened by the door of all files.

A line that is broken ends the reading: what came before it is good.
"""

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import compress
from operator import is_not
from typing import Any

from cjdesigner.files.format import to_data
from cjdesigner.model.cards import Identified
from cjdesigner.model.map import COLLECTIONS, JourneyMap

FORMAT = "cjdesigner/journal"
VERSION = 1

Data = dict[str, Any]

_encode = json.JSONEncoder(separators=(",", ":")).encode
_CHUNK = 128
_MARK = 9
"""Bytes of the checksum and the space after it."""


class Unreadable(Exception):
    """A journal of which nothing can be read."""


class Newer(Unreadable):
    """A journal that a newer version wrote."""


@dataclass(frozen=True)
class Origin:
    """Which file the map is: its path, and the digest of its bytes when it was opened or saved last."""

    path: str | None = None
    digest: str | None = None


@dataclass(frozen=True)
class Replay:
    """What a journal gives back.

    `base` is the plain data of the map as it was saved last, None for one that never was; `now` is the map after the
    last good line, `number` its number; `edits` are the steps since the last save (below 0: taken back), `edited` when
    the last was made (seconds since 1970). `broken` says that there were lines after the good ones, and not only half a
    last one.
    """

    origin: Origin
    base: Data | None
    now: Data
    number: int = 0
    edits: int = 0
    edited: float = 0.0
    pid: int = 0
    machine: str = ""
    broken: bool = False

    @property
    def unsaved(self) -> bool:
        """Whether there is anything that no file holds."""
        return self.now != self.base


# --- writing -----------------------------------------------------------------------------------------------------


def line(record: Mapping[str, Any]) -> bytes:
    """A record as a line."""
    return _sealed(_encode(record))


def _sealed(text: str) -> bytes:
    data = text.encode()
    return b"%08x %s\n" % (zlib.crc32(data), data)


def head(origin: Origin, number: int, edits: int, edited: float, machine: str) -> bytes:
    """The first line of a journal that begins after the edit of this number."""
    return line({"format": FORMAT, "version": VERSION, "path": origin.path, "digest": origin.digest, "n": number,
                 "edits": edits, "t": edited, "pid": os.getpid(), "machine": machine})


def state(base: JourneyMap | None, now: JourneyMap) -> bytes:
    """The second line: the map as it was saved last, and as it is."""
    held = None if base is None else to_data(base)
    return _sealed(f'{{"base":{_in_pieces(held)},"now":{_in_pieces(None if now is base else to_data(now))}}}')


def _in_pieces(data: Data | None) -> str:
    """A large map's text, made in steps that let the window's thread go on in between."""
    if data is None:
        return "null"
    return "{" + ",".join(f"{_encode(name)}:{_sliced(value) if name in COLLECTIONS else _encode(value)}"
                          for name, value in data.items()) + "}"


def _sliced(entities: Mapping[str, Any]) -> str:
    held = list(entities.items())
    slices = (dict(held[start:start + _CHUNK]) for start in range(0, len(held), _CHUNK))
    return "{" + ",".join(_encode(each)[1:-1] for each in slices) + "}"


def difference(old: JourneyMap, new: JourneyMap) -> Data:
    """What differs in the plain data of two maps: entities that are `set` and `gone`, and the map's own `fields`.

    Found by identity, as maps share what an edit leaves alone; what is only equal may be there as well.
    """
    put: dict[str, dict[str, Any]] = {}
    gone: dict[str, list[str]] = {}
    for name in COLLECTIONS:
        before, after = getattr(old, name), getattr(new, name)
        if before is not after:
            if fresh := _fresh(before, after):
                put[name] = fresh
            if left := _left(before, after, fresh):
                gone[name] = left
    data = _part(new, put)
    made: Data = {name: value for name, value in (
        ("set", {name: data[name] for name in put}), ("gone", gone)) if value}
    if not _same_fields(old, new):
        made["fields"] = {name: value for name, value in data.items() if name not in put}
    return made


def _fresh(before: Mapping[str, Identified], after: Mapping[str, Identified]) -> dict[str, Identified]:
    """The entities that are new or others."""
    old, new = list(before.values()), list(after.values())
    if len(old) <= len(new):  # mostly all that stays stands where it stood
        places = [place for start in range(0, len(old), _CHUNK) for place in _others(old, new, start)]
        if all(old[place].id == new[place].id for place in places):
            return {new[place].id: new[place] for place in (*places, *range(len(old), len(new)))}
    return dict(compress(after.items(), map(is_not, map(before.get, after), new)))


def _others(old: list[Identified], new: list[Identified], start: int) -> list[int]:
    """Where two lists differ in one chunk; that they do is quickly found, as lists look at identity first."""
    end = min(start + _CHUNK, len(old))
    if old[start:end] == new[start:end]:
        return []
    return [place for place in range(start, end) if old[place] is not new[place]]


def _left(before: Mapping[str, Any], after: Mapping[str, Any], fresh: Mapping[str, Any]) -> list[str]:
    """The keys that are gone; the sizes tell most edits that there are none."""
    added = sum(key not in before for key in fresh)
    return [] if len(before) + added == len(after) else [key for key in before if key not in after]


def _same_fields(old: JourneyMap, new: JourneyMap) -> bool:
    before, after = old.__dict__, new.__dict__
    return (all(before[name] is after[name] or name in COLLECTIONS for name in before)
            and old.__pydantic_extra__ == new.__pydantic_extra__)


def _part(journey: JourneyMap, put: Mapping[str, Any]) -> Data:
    """The plain data of a map that has only some of its entities."""
    values = {**journey.__dict__, **(journey.__pydantic_extra__ or {}), **{name: {} for name in COLLECTIONS}, **put}
    return to_data(JourneyMap.model_construct(**values))


# --- reading -----------------------------------------------------------------------------------------------------


def replay(data: bytes) -> Replay:
    """The map that a journal gives back. Raises Unreadable."""
    records = _records(data)
    made = _begun(records)
    for record in records:
        if record is None:
            return replace(made, broken=True)
        number = record.get("n")
        if number != made.number + 1:
            if isinstance(number, int) and number <= made.number:
                continue  # from before the map that the journal begins with
            return replace(made, broken=True)
        made = _after(made, record)
    return made


def _records(data: bytes) -> Iterator[Data | None]:
    """The records of the lines; None for a broken one. A last line without its end was never finished."""
    for text in data.split(b"\n")[:-1]:
        yield _record(text)


def _record(text: bytes) -> Data | None:
    try:
        if int(text[:_MARK], 16) != zlib.crc32(text[_MARK:]):
            return None
        record = json.loads(text[_MARK:])
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _begun(records: Iterator[Data | None]) -> Replay:
    first, second = next(records, None), next(records, None)
    if first is None or second is None or first.get("format") != FORMAT:
        raise Unreadable
    if first["version"] > VERSION:
        raise Newer
    base = second["base"]
    return Replay(Origin(first["path"], first["digest"]), base, base if second["now"] is None else second["now"],
                  first["n"], first["edits"], first["t"], first["pid"], first["machine"])


def _after(made: Replay, record: Data) -> Replay:
    if "saved" in record:
        return replace(made, base=made.now, number=record["n"], edits=0,
                       origin=Origin(record["path"], record["saved"]))
    return replace(made, now=applied(made.now, record), number=record["n"], edited=record["t"],
                   edits=made.edits + record.get("step", 1))


def applied(data: Data, made: Mapping[str, Any]) -> Data:
    """The plain data of a file after a difference."""
    fields = made.get("fields")
    held = {name: value for name, value in data.items() if name in COLLECTIONS} | fields if fields else dict(data)
    for name, entities in made.get("set", {}).items():
        held[name] = {**held.get(name, {}), **entities}
    for name, keys in made.get("gone", {}).items():
        left = set(keys)
        kept = {key: entity for key, entity in held.get(name, {}).items() if key not in left}
        if kept:
            held[name] = kept
        else:
            held.pop(name, None)
    return held
