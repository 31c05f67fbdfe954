"""Tags of an SVG as strings. Everything that is not a tag's or an attribute's name is escaped here, by the library."""

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.sax.saxutils import escape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_QUOTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#09;"}


def tag(name: str, attributes: Mapping[str, str], inside: str = "") -> str:
    """An element. What is inside is XML already."""
    said = "".join([f' {key}="{_quoted(value)}"' for key, value in attributes.items()])
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said} />"


def words(text: str) -> str:
    """Text as XML, without the few characters that XML cannot hold."""
    return escape(_NOT_IN_XML.sub("\ufffd", text))


@lru_cache(maxsize=65_536)
def _quoted(value: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", value), _IN_QUOTES)


@lru_cache(maxsize=65_536)
def number(value: float) -> str:
    """A measure to a hundredth of a point."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
