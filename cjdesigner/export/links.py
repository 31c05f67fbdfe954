"""Links in texts: which addresses a text holds, and whether an exported file may lead there.

Only http, https and mailto may. Whatever else looks like an address is refused and told: a stranger's text must not
make a file that runs a script or opens something on the reader's machine.
"""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

ALLOWED = frozenset(("http", "https", "mailto"))

_BARE = "javascript|vbscript|file|blob|about|tel|sms|facetime|skype|ms-[a-z-]+"
"""Schemes that need no slashes, and that no word of a text ends in by chance when a letter follows their colon."""

_LINK = re.compile(
    rf"(?<![\w.+-])(?:"
    rf"[a-z][a-z0-9+.-]*://[^\s<>\"“”]+"
    rf"|mailto:[^\s<>\"“”]+@[^\s<>\"“”]+"
    rf"|data:[\w.+-]*/?[\w.+-]*[;,][^\s<>\"“”]+"
    rf"|(?:{_BARE}):[^\s<>\"“”]+)", re.IGNORECASE)

_MOST = 2_000
"""Characters of an address that a file leads to."""
_KEPT = "!#$&'()*+,/:;=?@[]~%-._"

_MAIL = re.compile(r"(?:subject|body|cc|bcc|to)=[^=]*", re.IGNORECASE)
"""What an address may say of a letter: no file that some mail programs would attach."""

_AFTER = ".,;:!?…'’*_"
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«"}


class Link(NamedTuple):
    """An address in a text: from `start` to `end` of it, and where a file leads for it; "" if it is refused."""

    address: str
    start: int
    end: int
    target: str

    @property
    def allowed(self) -> bool:
        """Whether a file may lead there."""
        return bool(self.target)


def links_in(text: str) -> tuple[Link, ...]:
    """The addresses in a text, from its beginning to its end. Full stops and brackets around one are not of it."""
    if ":" not in text:
        return ()
    return tuple(_link(text, *found.span()) for found in _LINK.finditer(text))


def _link(text: str, start: int, end: int) -> Link:
    while end > start and (text[end - 1] in _AFTER or _is_open_pair(text, start, end)):
        end -= 1
    address = text[start:end]
    return Link(address, start, end, _target(address))


def _is_open_pair(text: str, start: int, end: int) -> bool:
    """Whether a text ends in a closing bracket whose opening one stands before it."""
    closing = text[end - 1]
    return closing in _PAIRS and text.count(_PAIRS[closing], start, end) < text.count(closing, start, end)


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
    if scheme == "mailto" and not all(_MAIL.fullmatch(each) for each in parts.query.split("&") if each):
        return ""
    if "@" in parts.netloc:  # a name before the host, which is how an address pretends to lead elsewhere
        return ""
    place = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    rest = [quote(part, safe=_KEPT) for part in parts[2:]]
    return urlunsplit((scheme, f"{place}{port}", *rest))
