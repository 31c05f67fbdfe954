"""Vietnamese and English, by gettext. English is the source; `resources/locale/` holds the catalogues.

The program speaks one language at a time (`activate`); a map has its own, which exports follow (`catalogue`).
"""

import gettext as _gettext
import locale
import os
from functools import cache

from cjdesigner import assets

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


@cache
def catalogue(code: str) -> _gettext.NullTranslations:
    """The catalogue of a language ("vi", "vi-VN"); English where there is none."""
    spoken = code.split("-")[0].lower()
    return _gettext.translation("cjdesigner", assets.path("locale"), languages=[spoken], fallback=True)


@cache
def _sources(code: str) -> dict[str, str]:
    """The English of every message of a catalogue, by its words there."""
    held: dict[object, str] = getattr(catalogue(code), "_catalog", {})  # gettext tells it in no other way
    return {said: english for english, said in held.items() if isinstance(english, str) and english}


def in_all(words: str) -> tuple[str, ...]:
    """A message in every language, from its words in any."""
    english = next((held[words] for held in map(_sources, LANGUAGES) if words in held), words)
    return tuple(dict.fromkeys((words, english, *(catalogue(code).gettext(english) for code in LANGUAGES))))


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
