"""Vietnamese and English, by gettext. English is the source; `resources/locale/` holds the catalogues.

The program speaks one language at a time (`activate`); a map has its own, which exports follow (`catalogue`).
"""

import gettext as _gettext
import locale
import os
import re
from collections.abc import Callable
from functools import cache
from itertools import chain

from cjdesigner import assets

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def spoken_on(code: str) -> str:
    """The language in which the program's words stand on a map in a language: English where it has no others."""
    own = code.split("-")[0].lower()
    return own if own in LANGUAGES else "en"


@cache
def catalogue(code: str) -> _gettext.NullTranslations:
    """The catalogue of a language ("vi", "vi-VN"); English where there is none."""
    return _gettext.translation("cjdesigner", assets.path("locale"), languages=[code.split("-")[0].lower()],
                                fallback=True)


class Words:
    """The program's words in one language or in several: "Cảm xúc / Emotion". What is the same in all is said once.

    What the languages' words have in common with a value that is filled in stands once too: "Nguồn / Source: {source}".
    """

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        self._catalogues = tuple(map(catalogue, codes))
        self._said: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """The message in all languages, one after the other."""
        found = self._said.get(message)
        if found is None:
            found = self._said[message] = _together([each.gettext(message) for each in self._catalogues])
        return found

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message for a count in all languages, `{count}` not yet filled in."""
        return _together([each.ngettext(one, many, count) for each in self._catalogues])

    def lines(self, message: str) -> str:
        """The message in all languages, one below the other."""
        return "\n".join(dict.fromkeys(each.gettext(message) for each in self._catalogues))

    def each(self) -> "tuple[Words, ...]":
        """The words of every language alone."""
        return tuple(Words((code,)) for code in self.codes)


@cache
def words_of(codes: tuple[str, ...]) -> Words:
    """The words of these languages, the first one first."""
    return Words(codes)


_FIRST = re.compile(r"\{\w+\}\s+")
_LAST = re.compile(r":?\s*\{\w+\}$")


def _together(said: list[str]) -> str:
    if len(said) == 1 or len(set(said)) == 1:
        return said[0]
    first, last = _shared(_FIRST.match, said), _shared(_LAST.search, said)
    inner = [words[len(first):len(words) - len(last)] for words in said]
    return first + " / ".join(dict.fromkeys(inner)) + last


def _shared(find: Callable[[str], re.Match[str] | None], said: list[str]) -> str:
    """What all the messages have at an end; nothing where one of them would be left without words."""
    found = {match.group() if (match := find(words)) else "" for words in said}
    held = found.pop() if len(found) == 1 else ""
    return held if all(len(words) > len(held) for words in said) else ""


@cache
def _sources(code: str) -> dict[str, str]:
    """The English of every message of a catalogue, by its words there."""
    held: dict[object, str] = getattr(catalogue(code), "_catalog", {})  # gettext tells it in no other way
    return {said: english for english, said in held.items() if isinstance(english, str) and english}


def in_all(words: str) -> tuple[str, ...]:
    """A message in every language, from its words in any."""
    english = next((held[words] for held in map(_sources, LANGUAGES) if words in held), words)
    return tuple(dict.fromkeys((words, english, *(catalogue(code).gettext(english) for code in LANGUAGES))))


@cache
def sayings(code: str) -> frozenset[str]:
    """All that the program says in a language, without the values that are filled in at an end."""
    held: list[dict[object, object]] = [getattr(catalogue(each), "_catalog", {}) for each in LANGUAGES]
    own = code.split("-")[0].lower()
    said = chain(*held) if own == "en" else held[list(LANGUAGES).index(own)].values() if own in LANGUAGES else ()
    return frozenset(_LAST.sub("", _FIRST.sub("", words)) for words in said if isinstance(words, str) and words)


class _Spoken:
    code = "en"


def activate(code: str) -> None:
    """Makes the program speak `code` ("vi" or "en"); anything else is English."""
    _Spoken.code = code if code in LANGUAGES else "en"


def active() -> str:
    """The language that the program speaks now."""
    return _Spoken.code


def system() -> str:
    """The system's language as "vi" or "en", from the environment that POSIX and gettext use."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "vi" if value.lower().startswith("vi") else "en"
    spoken = locale.getlocale()[0] or ""
    return "vi" if spoken.lower().startswith("vi") else "en"


def _(message: str) -> str:
    """The message in the active language."""
    return catalogue(_Spoken.code).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The message for a count, with `{count}` filled in."""
    return catalogue(_Spoken.code).ngettext(one, many, count).format(count=count)


def NN_(one: str, many: str) -> tuple[str, str]:
    """Marks a message that depends on a count."""
    return one, many


def N_(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is used."""
    return message
