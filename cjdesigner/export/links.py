"""Addresses in a map's texts. Only those that a reader of the map can follow without harm become links."""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

ALLOWED = ("http", "https", "mailto")
_MOST = 2_000
_ADDRESS = re.compile(
    r"\b(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}://|(?i:mailto|javascript|data|file|tel|vbscript):)[^\s<>\"“”‘’«»]+")
_AFTER = ".,;:!?…'*_~`"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_KEPT = "!#$&'()*+,/:;=?@[]~%-._"


class Address(NamedTuple):
    """An address as it is written in a text; `target` is where it leads, "" if it is refused."""

    text: str
    target: str


def addresses(text: str) -> list[Address]:
    """The addresses in a text, in their order."""
    if ":" not in text:
        return []
    return [Address(word, _target(word)) for found in _ADDRESS.finditer(text) if (word := _trimmed(found.group()))]


def _trimmed(word: str) -> str:
    """An address without the marks of the sentence around it."""
    while word:
        last = word[-1]
        if last in _AFTER or (last in _PAIRS and word.count(last) > word.count(_PAIRS[last])):
            word = word[:-1]
        else:
            break
    return word


def _target(word: str) -> str:
    """The address in ASCII; "" if it is of another kind, too long, or no address."""
    if len(word) > _MOST:
        return ""
    try:
        parts = urlsplit(word)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in ALLOWED or (scheme == "mailto") != (not host) or (scheme == "mailto" and "@" not in parts.path):
        return ""
    if "@" in parts.netloc:  # a name before the host, which is how an address pretends to lead elsewhere
        return ""
    place = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    rest = [quote(part, safe=_KEPT) for part in parts[2:]]
    return urlunsplit((scheme, f"{place}{port}", *rest))
