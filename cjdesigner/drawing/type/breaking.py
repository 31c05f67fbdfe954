"""Where lines may break: ICU knows, by the rules of Unicode (UAX #14). What we write most is so simple that we know."""

import re

from icu4py.breakers import LineBreaker

_WORD = r"\(?[0-9A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+[),.:;!?]*"
is_simple = re.compile(_WORD).fullmatch
"""Whether a line may break at the space behind a word, and nowhere in it."""
_SIMPLE = re.compile(_WORD + r"(?: +|\Z)")
"""Latin letters and digits, perhaps in parentheses or before a stop, and then spaces: it may break after the spaces."""


def words(paragraph: str, language: str) -> list[str]:
    """The text between places where a line may break; white space is at the end of what it follows."""
    found = _SIMPLE.findall(paragraph)
    if sum(map(len, found)) == len(paragraph):
        return found
    return list(LineBreaker(paragraph, language))
