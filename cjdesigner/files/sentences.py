"""What is wrong with a value: pydantic's errors as sentences for people."""

import re
from collections.abc import Callable, Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cjdesigner.files.places import Problem, shown
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.cards import COLOUR

REFERENCES: dict[str, dict[str, str]] = {
    "steps": {"stage": "stages"},
    "cards": {"stage": "stages", "lane": "lanes", "personas": "personas", "step": "steps", "picture": "pictures"},
    "lanes": {"personas": "personas", "prompts": "stages"},
    "links": {"source": "cards", "target": "cards"},
    "comments": {"card": "cards"},
    "votes": {"card": "cards"},
    "agenda": {"stage": "stages", "lane": "lanes"},
}
"""Which fields name entities of which collection; what is itself named stands first.

A test holds it against `JourneyMap.references`.
"""

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

MISSING = {
    "personas": N_("names the persona {id}, but there is none with this id."),
    "stages": N_("names the stage {id}, but there is none with this id."),
    "lanes": N_("names the lane {id}, but there is none with this id."),
    "cards": N_("names the card {id}, but there is none with this id."),
    "steps": N_("names the step {id}, but there is none with this id."),
    "pictures": N_("names the picture {id}, but there is none with this id."),
}
"""What to say of a reference into a collection that does not hold what it names."""


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


def sentence(error: ErrorDetails) -> str:
    """What is wrong with a value, for people."""
    kind = error["type"]
    if kind in _FILLED:
        return _FILLED[kind](error)
    return _(_PLAIN[kind]) if kind in _PLAIN else _("is not valid ({reason}).").format(reason=error["msg"])


def told(failure: ValidationError) -> Iterator[Problem]:
    """What pydantic says of single fields, without lines."""
    for error in failure.errors(include_url=False):
        yield Problem(tuple(map(str, error["loc"])), None, sentence(error))
