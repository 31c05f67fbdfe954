"""Text as it enters a map: NFC, without control characters, lone surrogates or what is no character at all."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

MAX_TEXT = 100_000
"""The longest text of one field, in characters."""
MAX_CARDS = 50_000
"""The most cards of one map."""

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_REPLACEMENT = {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}


def _replace(found: re.Match[str]) -> str:
    char = found.group()
    return "\ufffd" if "\ud800" <= char <= "\udfff" or char >= "\ufffe" else _REPLACEMENT.get(char, "")


def clean(text: str) -> str:
    """NFC, line ends as `\\n`, no control characters but `\\n` and `\\t`; U+FFFD for lone surrogates and the like."""
    if _UNWANTED.search(text):
        text = _UNWANTED.sub(_replace, text.replace("\r\n", "\n"))
    return unicodedata.normalize("NFC", text)


def _clean_input(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\t", " ")


Text = Annotated[str, BeforeValidator(_clean_input), StringConstraints(max_length=MAX_TEXT)]
"""Several lines of clean text."""

Line = Annotated[Text, AfterValidator(_one_line)]
"""One line of clean text."""
