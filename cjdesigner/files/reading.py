"""Strangers' bytes to plain data that is surely a map's envelope: text, JSON, depth, size, format, versions.

Nothing here knows the model. What is no map ends in a `MapFileError` with one sentence and a hint. Duplicate keys,
impossible numbers and broken characters are kept in another form that a file can hold, and named.
"""

import codecs
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cjdesigner.files.places import LONGEST_SCAN, MapFileError, Path, Problem, shown, spots
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.text import MAX_CARDS

FORMAT = "cjdesigner/map"
MAX_BYTES = 200_000_000
MAX_DEPTH = 100
MAX_DIGITS = 1_000
"""The longest whole number, in digits."""

_BACKUP = N_("Open an earlier copy of the map.")
_OTHER_FILE = N_("Choose a file that cjdesigner has saved (.cjmap).")
_EDIT = N_("Correct this place in a text editor, or open an earlier copy.")

_SYNTAX = {
    "Expecting ',' delimiter": N_("a comma is missing"),
    "Expecting ':' delimiter": N_("a colon is missing"),
    "Expecting property name enclosed in double quotes": N_("a name in double quotes is missing"),
    "Expecting value": N_("a value is missing or misspelt"),
    "Extra data": N_("something follows after the end of the map"),
    "Invalid control character at": N_("a text is not closed on its line"),
    "Illegal trailing comma before end of object": N_("there is a comma too many"),
    "Illegal trailing comma before end of array": N_("there is a comma too many"),
}

_FILE_MARKS = {
    b"%PDF-": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"PK\x03\x04": "ZIP", b"<?": "XML",
    b"<!": "XML", b"<m": "XML", b"<s": "XML",
}
_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)", re.MULTILINE)
_HALF_TOKEN = re.compile(
    r"(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|\.|\.?[eE][-+]?|\\|\\?u[0-9A-Fa-f]{0,4}|[0-9A-Fa-f]{0,4})\Z"
)
_NONE = ("\ufffe", "\uffff")
"""What is no character at all; one of them is `kept.MARK`."""
_ESCAPED = re.compile(r"\\u(?:[dD][89a-fA-F]|[fF]{3}[eEfF])")
"""What may be a lone surrogate or one of those, written as an escape."""
_LONE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<escaped>u(?:[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]))|.)|(?P<plain>[\ufffe\uffff])", re.DOTALL
)


_CONTAINERS = {dict, list}


@dataclass(frozen=True)
class Plain:
    """A file as plain data with its envelope, its text, and the problems that did not stop the reading."""

    data: dict[str, Any]
    text: str
    problems: tuple[Problem, ...]


@dataclass
class _Odd:
    """What the parser met and JSON does not allow, or not in a map. All of it is kept, in another form."""

    twice: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        return made if len(made) == len(pairs) else self._both(pairs, made)

    def _both(self, pairs: list[tuple[str, Any]], made: dict[str, Any]) -> dict[str, Any]:
        """Of a key that is there twice the last is meant, as everywhere; earlier ones get names of their own."""
        last = {key: place for place, (key, _value) in enumerate(pairs)}
        tried = Counter[str]()
        for place, (key, value) in enumerate(pairs):
            if last[key] == place:
                continue
            if not tried[key]:
                self.twice.append(key)
            name = key
            while name in made:
                tried[key] += 1
                name = f"x-{key}" if tried[key] == 1 else f"x-{key}-{tried[key]}"
            made[name] = value
        return made

    def constant(self, literal: str) -> str:
        """A number that no file can hold is kept as text."""
        self.numbers.append(literal)
        return literal

    def real(self, literal: str) -> float | str:
        value = float(literal)
        return value if math.isfinite(value) else self.constant(literal)

    def whole(self, literal: str) -> int | str:
        return int(literal) if len(literal) <= MAX_DIGITS else self.constant(literal)


def read(data: bytes) -> Plain:
    """The file's plain data. Raises MapFileError for anything that is no map, whatever version."""
    check_size(len(data))
    text = decode(data)
    broken = any(each in text for each in _NONE) or bool(_ESCAPED.search(text))
    whole = _LONE.sub(_replaced, text) if broken else text
    odd = _Odd()
    value = _check_map(_check_depth(_parse(data, whole, odd)))
    return Plain(value, whole, (*(_broken(text) if broken else ()), *_odd_problems(whole, odd)))


def check_size(size: int) -> None:
    """Raises MapFileError for a file of more than MAX_BYTES."""
    if size > MAX_BYTES:
        raise MapFileError(
            _("The file is too large: {size} MB. A map has at most {most} MB.").format(
                size=size // 1_000_000, most=MAX_BYTES // 1_000_000),
            _(_OTHER_FILE))


def decode(data: bytes) -> str:
    """The text of a file, from UTF-8 (or UTF-16 and UTF-32 with a byte order mark)."""
    if not data.strip():
        raise MapFileError(_("The file is empty."), _(_BACKUP))
    if not data.strip(b"\0"):
        raise MapFileError(_("The file holds nothing but zero bytes: it was never written to the disk."), _(_BACKUP))
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(data, error) from error


def _replaced(found: re.Match[str]) -> str:
    return "\ufffd" if found.lastgroup else found.group()


def _broken(text: str) -> Iterator[Problem]:
    """A problem for each line with broken characters."""
    line, at, told = 1, 0, 0
    for found in _LONE.finditer(text):
        if found.lastgroup:
            line, at = line + text.count("\n", at, found.start()), found.start()
            if line != told:
                yield Problem((), line, _("A broken character was replaced by �."))
            told = line


def _not_text(data: bytes, error: UnicodeDecodeError) -> MapFileError:
    if kind := _other_kind(data):
        return kind
    if error.end >= len(data):
        return _cut_off(data.count(b"\n") + 1)
    line = data.count(b"\n", 0, error.start) + 1
    message = _("The file is not text in UTF-8: a broken character in line {line}.").format(line=line)
    hint = _(_OTHER_FILE) if b"\0" in data else _("Save it as UTF-8 in a text editor.")
    return MapFileError(message, hint, (Problem((), line, message),))


def _other_kind(data: bytes) -> MapFileError | None:
    kind = next((name for mark, name in _FILE_MARKS.items() if data.lstrip().startswith(mark)), None)
    if kind is None:
        return None
    return MapFileError(_("This is a {kind} file, not a customer journey map.").format(kind=kind), _(_OTHER_FILE))


def _cut_off(line: int) -> MapFileError:
    message = _("The file ends too early, in line {line}: it was cut off.").format(line=line)
    return MapFileError(message, _(_BACKUP), (Problem((), line, message),))


def _parse(data: bytes, text: str, odd: _Odd) -> object:
    try:
        return json.loads(text, object_pairs_hook=odd.pairs, parse_constant=odd.constant, parse_float=odd.real,
                          parse_int=odd.whole)
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        raise _syntax(data, text, error) from error


def _syntax(data: bytes, text: str, error: json.JSONDecodeError) -> MapFileError:
    """Why the text is no JSON, by the likeliest cause first."""
    if mark := _CONFLICT.search(text):
        return _conflict(text.count("\n", 0, mark.start()) + 1)
    if kind := _other_kind(data):
        return kind
    if _ends_early(text, error):
        return _cut_off(text.rstrip("\0\n").count("\n") + 1)
    reason = _(_SYNTAX.get(error.msg, N_("this is not JSON")))
    message = _("The file is no valid JSON: line {line}, column {column}: {reason}.").format(
        line=error.lineno, column=error.colno, reason=reason)
    hint = _(_EDIT) if text.lstrip()[:1] in "{[" else _(_OTHER_FILE)
    return MapFileError(message, hint, (Problem((), error.lineno, message),))


def _ends_early(text: str, error: json.JSONDecodeError) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    rest = text[error.pos :].strip()
    return not rest or "\0" in rest or error.msg.startswith("Unterminated string") or bool(_HALF_TOKEN.match(rest))


def _conflict(line: int) -> MapFileError:
    message = _("The file holds the marks of a git conflict, the first in line {line}.").format(line=line)
    hint = _("Resolve the conflict in git, or take one side: git checkout --ours, or --theirs.")
    return MapFileError(message, hint, (Problem((), line, message),))


def _too_deep() -> MapFileError:
    message = _("The file is nested too deeply: more than {most} levels.").format(most=MAX_DEPTH)
    return MapFileError(message, _(_OTHER_FILE))


def _check_depth(value: object) -> object:
    level: list[Any] = [value] if type(value) in _CONTAINERS else []
    for _depth in range(MAX_DEPTH):
        level = [inner for held in level for inner in (held.values() if type(held) is dict else held)
                 if type(inner) in _CONTAINERS]
    if level:
        raise _too_deep()
    return value


def _check_map(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MapFileError(_("The file is JSON, but not a customer journey map."), _(_OTHER_FILE))
    found = value.get("format")
    if found != FORMAT:
        raise _other_format(value, found)
    cards = value.get("cards")
    if isinstance(cards, dict) and len(cards) > MAX_CARDS:
        message = ngettext("The map has {count} card", "The map has {count} cards", len(cards))
        raise MapFileError(_("{message}; the most is {most}.").format(message=message, most=MAX_CARDS),
                           _("Split it into several maps."))
    return value


def _other_format(value: dict[str, Any], found: object) -> MapFileError:
    name = next((v for v in (found, value.get("type")) if isinstance(v, str) and v), None)
    if name is not None:
        message = _("This is a file of another kind ({name}), not a customer journey map.").format(name=shown(name))
        return MapFileError(message, _(_OTHER_FILE))
    return MapFileError(
        _("The file is JSON, but it does not say that it is a customer journey map: the field format is missing."),
        _('If it is one, add "format": "{format}" as its first field.').format(format=FORMAT))


def _odd_problems(text: str, odd: _Odd) -> list[Problem]:
    if not odd.twice and not odd.numbers:
        return []
    if len(text) > LONGEST_SCAN:
        return [Problem((key,), None, _twice(key)) for key in odd.twice] + [
            Problem((), None, _number(literal)) for literal in odd.numbers]
    return _scan(text, set(odd.twice), set(odd.numbers))


def _scan(text: str, twice: set[str], numbers: set[str]) -> list[Problem]:
    found: list[Problem] = []
    seen: set[Path] = set()
    for spot in spots(text):
        if spot.path and spot.path[-1] in twice:
            if spot.path in seen:
                found.append(Problem(spot.path, spot.line, _twice(spot.path[-1])))
            seen.add(spot.path)
        if spot.token in numbers:
            found.append(Problem(spot.path, spot.line, _number(spot.token)))
    return found


def _twice(key: str) -> str:
    return _("{key} is there twice: both are kept, the earlier one as x-{key}.").format(key=shown(key))


def _number(literal: str) -> str:
    return _("{number} is no number that a file can hold: it is kept as text.").format(number=shown(literal))
