"""What is wrong with plain data that is no valid map: pydantic's errors as places and sentences for people.

References and ids are checked here once more on the plain data, because the model only checks them where all
else is well, and `validate` wants to name every problem.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cjdesigner.files.places import Path, Problem, shown
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.cards import COLOUR
from cjdesigner.model.map import COLLECTIONS

REFERENCES = {
    "steps": {"stage": "stages"},
    "cards": {"stage": "stages", "lane": "lanes", "personas": "personas", "step": "steps", "picture": "pictures"},
    "lanes": {"personas": "personas", "prompts": "stages"},
    "links": {"source": "cards", "target": "cards"},
    "comments": {"card": "cards"},
    "votes": {"card": "cards"},
    "agenda": {"stage": "stages", "lane": "lanes"},
}
"""Which fields name entities of which collection. A test holds it against `JourneyMap.references`."""

_PATTERNS = {
    "colour": N_("must be a colour such as #1A2B3C."),
    "rank": N_("must be a rank: letters, digits and signs without spaces, such as a0."),
    "language": N_("must be a language code such as vi or en-GB."),
    "data": N_("must be base 64."),
}

_PLAIN = {
    "missing": N_("this field is missing."),
    "string_type": N_("must be text in double quotes."),
    "string_unicode": N_("holds a broken character."),
    "string_too_short": N_("must not be empty."),
    "too_short": N_("must not be empty."),
    "bool_type": N_("must be true or false."),
    "bool_parsing": N_("must be true or false."),
    "int_type": N_("must be a whole number."),
    "int_parsing": N_("must be a whole number."),
    "int_parsing_size": N_("must be a whole number."),
    "int_from_float": N_("must be a whole number."),
    "float_type": N_("must be a number."),
    "float_parsing": N_("must be a number."),
    "finite_number": N_("must be a finite number."),
    "tuple_type": N_("must be a list in square brackets."),
    "dict_type": N_("must be an object in braces."),
    "mapping_type": N_("must be an object in braces."),
    "model_type": N_("must be an object in braces."),
    "model_attributes_type": N_("must be an object in braces."),
}

_WANTED = {
    "personas": N_("names the persona {id}, but there is none with this id."),
    "stages": N_("names the stage {id}, but there is none with this id."),
    "lanes": N_("names the lane {id}, but there is none with this id."),
    "cards": N_("names the card {id}, but there is none with this id."),
    "steps": N_("names the step {id}, but there is none with this id."),
    "pictures": N_("names the picture {id}, but there is none with this id."),
}


def _value(error: ErrorDetails) -> str:
    return shown(str(error["input"]))


def _too_long(error: ErrorDetails) -> str:
    most = error["ctx"]["max_length"]
    count = len(error["input"])
    length = (ngettext("has {count} character", "has {count} characters", count) if isinstance(error["input"], str)
              else ngettext("has {count} entry", "has {count} entries", count))
    return _("{length}, but at most {most} are allowed.").format(length=length, most=most)


def _too_big(error: ErrorDetails) -> str:
    return _("must be at most {most}, not {value}.").format(most=_short(error["ctx"]["le"]), value=_value(error))


def _too_small(error: ErrorDetails) -> str:
    return _("must be at least {least}, not {value}.").format(least=_short(error["ctx"]["ge"]), value=_value(error))


def _short(number: float) -> str:
    return f"{number:g}"


def _not_listed(error: ErrorDetails) -> str:
    choices = ", ".join(re.findall(r"'([^']*)'", error["ctx"]["expected"]))
    return _("must be one of {choices}, not {value}.").format(choices=choices, value=_value(error))


def _pattern(error: ErrorDetails) -> str:
    name = "colour" if error["ctx"]["pattern"] == COLOUR else str(error["loc"][-1])
    return _(_PATTERNS.get(name, N_("is not written as it must be.")))


_FILLED: dict[str, Callable[[ErrorDetails], str]] = {
    "string_too_long": _too_long,
    "too_long": _too_long,  # a text that is cleaned before it is measured
    "less_than_equal": _too_big,
    "greater_than_equal": _too_small,
    "literal_error": _not_listed,
    "string_pattern_mismatch": _pattern,
}


def _sentence(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind in _FILLED:
        return _FILLED[kind](error)
    return _(_PLAIN[kind]) if kind in _PLAIN else _("is not valid ({reason}).").format(reason=error["msg"])


def _path(loc: tuple[int | str, ...]) -> Path:
    """The path in the file: without the tag of a card's kind and pydantic's mark of a key."""
    parts = [str(part) for part in loc]
    if parts[:1] == ["cards"] and parts[2:3] != ["[key]"]:
        del parts[2:3]
    return tuple(part for part in parts if part != "[key]")


def problems_of(failure: ValidationError, data: Mapping[str, Any]) -> list[Problem]:
    """Every problem of the plain data `data`, which pydantic has refused with `failure`; without lines."""
    found = dict.fromkeys(told(failure))  # a set that keeps its order
    found |= dict.fromkeys(dangling(data))
    found |= dict.fromkeys(ids_used_twice(data))
    return list(found) or [_unexplained(failure)]


def told(failure: ValidationError) -> Iterator[Problem]:
    """What pydantic says of single fields, without lines."""
    for error in failure.errors(include_url=False):
        if error["type"] not in ("dangling", "duplicate_id") and not _said_of_key(error["loc"]):
            yield Problem(_path(error["loc"]), None, _sentence(error))


def _said_of_key(loc: tuple[int | str, ...]) -> bool:
    """A bad id is reported for the key already; the model sees it again as the field `id`."""
    return len(loc) > 2 and loc[-1] == "id" and loc[0] in COLLECTIONS


def _unexplained(failure: ValidationError) -> Problem:
    return Problem((), None, _("is not valid ({reason}).").format(reason=failure.errors()[0]["msg"]))


def _entities(data: Mapping[str, Any], collection: str) -> Iterator[tuple[str, dict[str, Any]]]:
    held = data.get(collection)
    if isinstance(held, dict):
        yield from ((key, entity) for key, entity in held.items() if isinstance(entity, dict))


def references(data: Mapping[str, Any]) -> Iterator[tuple[Path, str, str]]:
    """Every reference in plain data: the path of the field, the collection it points into, and the id it names."""
    for collection, fields in REFERENCES.items():
        for key, entity in _entities(data, collection):
            for field, target in fields.items():
                value = entity.get(field, ())
                ids = [value] if isinstance(value, str) else value if isinstance(value, list | dict | tuple) else ()
                yield from (((collection, key, field), target, name) for name in ids if isinstance(name, str))


def dangling(data: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for each reference to an entity that is not there."""
    held = {name: data.get(name) for name in COLLECTIONS}
    known = {name: set(value) if isinstance(value, dict) else set() for name, value in held.items()}
    for path, target, name in references(data):
        if name not in known[target]:
            yield Problem(path, None, _(_WANTED[target]).format(id=shown(name)))


def ids_used_twice(data: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for each id that two collections use, and for each `id` that differs from its key."""
    count = Counter(key for name in COLLECTIONS for key, _entity in _entities(data, name))
    for name in COLLECTIONS:
        for key, entity in _entities(data, name):
            if count[key] > 1:
                yield Problem((name, key), None, _("this id is used for something else as well."))
            if entity.get("id", key) != key:
                yield Problem((name, key, "id"), None, _("differs from the key that the entity is filed under."))
