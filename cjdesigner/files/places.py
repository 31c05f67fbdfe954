"""Where something stands in a file: its path of keys and its line; and the error that carries such places."""

import json
import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from cjdesigner.errors import CjError
from cjdesigner.language import _

Path = tuple[str, ...]

LONGEST_SCAN = 20_000_000
"""In longer texts (characters) no lines are looked up: it would take more than a few seconds."""

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|\n|[^\s{}\[\],:"]+')
_SHOWN = 40
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Problem(NamedTuple):
    """One thing that is wrong in a file: the path of keys to it, its line (None: not known), and a sentence."""

    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        where = place(self.path, self.line)
        return f"{where}: {self.message}" if where else self.message


class MapFileError(CjError):
    """A file that cannot be opened as a map. `places` holds every problem whose place is known."""

    def __init__(self, message: str, hint: str = "", places: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, hint)
        self.places = places or (Problem((), None, message),)


class Spot(NamedTuple):
    """A value in a JSON text: its path (list items by number), its line, and the first token of the value."""

    path: Path
    line: int
    token: str


def shown(text: str) -> str:
    """A stranger's text, short and on one line, to be shown in a sentence."""
    text = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def place(path: Path, line: int | None) -> str:
    """`cards → k3x → severity, line 17`; empty for no place."""
    parts = [" → ".join(shown(key) for key in path)] if path else []
    if line is not None:
        parts.append(_("line {line}").format(line=line))
    return ", ".join(parts)


def spots(text: str) -> Iterator[Spot]:
    """Every value in a JSON text from top to bottom. Meant for text that parses; never raises for other text."""
    line = 1
    path: list[str] = []
    pending = ""  # a string that is a key if a colon follows
    for found in _TOKEN.finditer(text):
        token = found.group()
        if token == "\n":
            line += 1
        elif token == ":":
            path[-1:] = [_unquoted(pending)]
        elif token == ",":
            path[-1:] = _next_place(path)
        elif token in "}]":
            del path[-1:]
        else:
            if token[0] != '"' or _is_value(text, found.end()):
                yield Spot(tuple(path), line, token)
            pending = token
            if token in "{[":
                path.append("" if token == "{" else "0")


def _is_value(text: str, end: int) -> bool:
    """Whether the string that ends here is a value, not a key."""
    while text[end : end + 1].isspace():
        end += 1
    return text[end : end + 1] != ":"


def _next_place(path: list[str]) -> list[str]:
    last = path[-1] if path else ""
    return [str(int(last) + 1) if last.isdecimal() and len(last) < 10 else last]


def _unquoted(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(json.loads(token))
    except ValueError:
        return token


def lines(text: str, wanted: Container[Path]) -> dict[Path, int]:
    """The lines of those wanted paths that are in the text; of a path that is there twice, the last."""
    if len(text) > LONGEST_SCAN:
        return {}
    return {spot.path: spot.line for spot in spots(text) if spot.path in wanted}


def with_lines(text: str, problems: list[Problem]) -> list[Problem]:
    """The problems with their lines; what is missing in the file gets the line of what it is missing from."""
    wanted = {p.path[:size] for p in problems if p.line is None for size in range(1, len(p.path) + 1)}
    if not wanted:
        return problems
    found = lines(text, wanted)
    return [p if p.line is not None else p._replace(line=_nearest(p.path, found)) for p in problems]


def _nearest(path: Path, found: dict[Path, int]) -> int | None:
    return next((found[path[:size]] for size in range(len(path), 0, -1) if path[:size] in found), None)
