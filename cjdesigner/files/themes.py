"""Theme files (`.cjtheme`): a team's colours and logo as one small JSON object that can be passed on.

`base` is the built-in theme that all else is taken from; unknown fields are kept. What a theme looks like, and whether
its words can be read, is no matter of this module: see `drawing/branding.py`.
"""

import json
import math
from base64 import b64encode
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cjdesigner.errors import CjError
from cjdesigner.files.disk import DISK
from cjdesigner.files.places import with_lines
from cjdesigner.files.sentences import told
from cjdesigner.language import _, ngettext
from cjdesigner.model.cards import Colour
from cjdesigner.model.pictures import Type
from cjdesigner.model.text import Line

FORMAT = "cjdesigner/theme"
ENDING = ".cjtheme"
MAX_BYTES = 3_000_000
MOST_DEPTH = 20
MAX_LOGO = 2_000_000
"""Characters of a logo's data: about 1.5 MB of picture."""

_FROZEN = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False, strict=True)

Kinds = dict[Annotated[str, Field(min_length=1, max_length=64)], Colour]


class Logo(BaseModel):
    """A picture in base 64, drawn in the header on a white plate."""

    model_config = _FROZEN

    type: Type
    data: Annotated[str, Field(max_length=MAX_LOGO, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


class Colours(BaseModel):
    """The colours that a theme has other than its base. `primary` and `secondary` are the brand's: they colour the
    header, the stages and the curve, where no colour is given for those.
    """

    model_config = _FROZEN

    primary: Colour | None = None
    secondary: Colour | None = None
    page: Colour | None = None
    card: Colour | None = None
    text: Colour | None = None
    quiet: Colour | None = None
    line: Colour | None = None
    header: Annotated[list[Colour], Field(min_length=1, max_length=3)] | None = None
    stages: Annotated[list[Colour], Field(min_length=1, max_length=2)] | None = None
    curve: Colour | None = None
    expected: Colour | None = None
    leak: Colour | None = None
    good: Colour | None = None
    fair: Colour | None = None
    bad: Colour | None = None


class ThemeFile(BaseModel):
    """What a theme file says. `kinds` are colours by the kinds of cards and lanes."""

    model_config = _FROZEN

    name: Annotated[Line, Field(min_length=1, max_length=100)]
    base: Annotated[str, Field(max_length=64)] = "light"
    colours: Colours = Colours()
    kinds: Annotated[Kinds, Field(max_length=100)] = {}
    logo: Logo | None = None


class ThemeFileError(CjError):
    """A file that is no theme. The sentence says where and why."""


def logo_of(content: bytes, kind: Type) -> Logo:
    """A logo for a theme file. Raises ThemeFileError for one that is too large."""
    data = b64encode(content).decode()
    if len(data) > MAX_LOGO:
        raise _too_large_logo()
    return Logo(type=kind, data=data)


def _too_large_logo() -> ThemeFileError:
    message = _("The logo is too large: it may have {most} KB at most.")
    return ThemeFileError(message.format(most=MAX_LOGO // 4 * 3 // 1000),
                          _("Save it smaller: a few hundred pixels are enough."))


def to_bytes(theme: ThemeFile) -> bytes:
    """A theme as a file. The same theme gives the same bytes."""
    data: dict[str, Any] = {"format": FORMAT, **theme.model_dump(exclude_defaults=True)}
    data |= {key: data.pop(key) for key in sorted(theme.model_extra or {}) if key in data and key != "format"}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", errors="replace")


def read_file(path: Path) -> ThemeFile:
    """The theme in a file. Raises ThemeFileError."""
    try:
        data = DISK.read(path, MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ThemeFileError(_("{name} cannot be read: {reason}.").format(name=path.name, reason=reason),
                             _("Check the path, or choose another file.")) from error
    return from_bytes(data)


def from_bytes(data: bytes) -> ThemeFile:
    """The theme in a file's bytes. Raises ThemeFileError."""
    if len(data) > MAX_BYTES:
        raise ThemeFileError(_("The file is too large for a theme: the most is {most} MB.").format(
            most=MAX_BYTES // 1_000_000), _choose())
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_once)
        _check_depth(value)
    except (ValueError, RecursionError) as error:
        raise _no_json(error) from error
    if not isinstance(value, dict) or value.pop("format", None) != FORMAT:
        raise ThemeFileError(_("This is no theme of cjdesigner: the field format must be “{format}”.").format(
            format=FORMAT), _choose())
    try:
        return ThemeFile.model_validate(value)
    except ValidationError as failure:
        raise _refused(failure, text) from failure


def _choose() -> str:
    return _("Choose a theme file ({ending}).").format(ending=ENDING)


def _no_number(literal: str) -> float:
    raise ValueError(literal)


def _finite(literal: str) -> float:
    value = float(literal)
    return value if math.isfinite(value) else _no_number(literal)


def _check_depth(value: object) -> None:
    level = [value]
    for _depth in range(MOST_DEPTH):
        level = [inner for held in level if isinstance(held, dict | list)
                 for inner in (held.values() if isinstance(held, dict) else held)]
    if level:
        raise ValueError("nested too deeply")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a field is there twice")
    return made


def _no_json(error: Exception) -> ThemeFileError:
    if isinstance(error, json.JSONDecodeError):
        return ThemeFileError(_("The theme is no valid JSON, in line {line}, column {column}.").format(
            line=error.lineno, column=error.colno), _correct())
    return ThemeFileError(_("The theme cannot be read: it is no plain JSON in UTF-8."), _choose())


def _correct() -> str:
    return _("Correct this place in a text editor, or choose another theme.")


def _refused(failure: ValidationError, text: str) -> ThemeFileError:
    problems = with_lines(text, list(dict.fromkeys(told(failure))))
    if any(problem.path[:2] == ("logo", "data") for problem in problems) and len(text) > MAX_LOGO:
        return _too_large_logo()
    message = str(min(problems, key=lambda problem: (problem.line or 0, problem.path)))
    if more := len(problems) - 1:
        message += " " + ngettext("There is {count} more problem.", "There are {count} more problems.", more)
    return ThemeFileError(message, _correct())
