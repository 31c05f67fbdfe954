"""Words as people look for them: without case and, unless asked for, without diacritics ("dien" finds "Điện").

A match is told as a span of the text as it was written, so that it can be replaced there.
"""

import unicodedata
from collections.abc import Callable, Iterator


class Folding(dict[int, str]):
    """A table for `str.translate` that learns each character when it is first met."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold
        self._uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = self[code] = self._fold(char)
        if len(found) != 1:
            self._uneven.add(char)
        return found

    def spans(self, text: str, folded: str, wanted: str) -> Iterator[tuple[int, int]]:
        """Where `wanted` (folded, too) is in a text, of which `folded` is the folded form, as spans of the text.

        A character is hit whole or not at all, with the marks that belong to it.
        """
        even = len(folded) == len(text) and self._uneven.isdisjoint(text)
        places = None if even else [place for place, char in enumerate(text) for _ in self[ord(char)]]
        at = folded.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            span = (at, end) if places is None else _whole(places, at, end, len(text))
            if span and not _ends_before_mark(text, span[1]):
                yield span
            else:
                end = at + 1
            at = folded.find(wanted, end)


def _ends_before_mark(text: str, end: int) -> bool:
    """Whether the next character is a mark that belongs to the one before."""
    return end < len(text) and unicodedata.combining(text[end]) != 0


def _whole(places: list[int], at: int, end: int, length: int) -> tuple[int, int] | None:
    """The span of the text that a match of its folded form means; None where it cuts a character."""
    first, behind = places[at], places[end] if end < len(places) else length
    cut = (at > 0 and places[at - 1] == first) or (end < len(places) and places[end - 1] == behind)
    return None if cut else (first, behind)


def _plain_char(char: str) -> str:
    if char.isspace():
        return " "
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", char).casefold())
    return "".join(each for each in apart if unicodedata.category(each) != "Mn").replace("đ", "d")


def _small_char(char: str) -> str:
    return " " if char.isspace() else char.casefold()


PLAIN, SMALL = Folding(_plain_char), Folding(_small_char)
"""Without diacritics and case; without case only."""


def plain(text: str) -> str:
    """A text without case and diacritics: "Điện thoại" is "dien thoai"."""
    return text.translate(PLAIN)


def folded(text: str) -> str:
    """Words as people compare names: plain, and without blanks or signs around them ("Nỗi  đau:" is noi dau)."""
    return " ".join(plain(text).split()).strip(" :.,;-–—_*#|/\\()[]→")
