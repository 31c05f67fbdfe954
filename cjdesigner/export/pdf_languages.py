"""Which words of a page are the program's own in another language than the map's, so that they are read out right.

A sheet may have its signs in two languages: "Chú giải" and below it "Legend", or "Cảm xúc / Emotion" on one line. The
words are told by what the program can say; what people wrote is in the map's language.
"""

import re
from collections.abc import Iterator, Sequence

from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.type import Run
from cjdesigner.drawing.type.direction import has_rtl
from cjdesigner.language import sayings

_BETWEEN = re.compile(r"\n|\s+[·/]\s+")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST = 3
"""Letters of words that a value may follow."""


class Tongues:
    """Finds words in one of the languages `codes` that are not in the language `own`."""

    def __init__(self, own: str, codes: Sequence[str]) -> None:
        others = [code for code in codes if code.split("-")[0] != own.split("-")[0]]
        self._foreign = [(code, sayings(code) - sayings(own)) for code in others]

    def __bool__(self) -> bool:
        """Whether there is another language at all."""
        return bool(self._foreign)

    def pieces(self, texts: Sequence[Text]) -> Iterator[tuple[str, list[Text]]]:
        """The lines of a paragraph, cut where the language changes: its code, "" for the map's own."""
        code, held = "", list[Text]()
        for line, spans in zip(texts, self._spans(texts), strict=True):
            for spoken, piece in _cut(line, spans):
                if held and spoken != code:
                    yield code, held
                    held = []
                code = spoken
                held.append(piece)
        if held:
            yield code, held

    def _spans(self, texts: Sequence[Text]) -> list[list[tuple[int, int, str]]]:
        """Of each line, from where to where it is in which other language. A line ends in a blank where it goes on."""
        said = [op.line.text for op in texts]
        starts, whole = list[int](), ""
        for words in said:
            starts.append(len(whole))
            whole += words if words.endswith(" ") else words + "\n"
        found = list(self._in(whole))
        return [[(max(first - start, 0), min(last - start, len(words)), code) for first, last, code in found
                 if first < start + len(words) and last > start] for start, words in zip(starts, said, strict=True)]

    def _in(self, whole: str) -> Iterator[tuple[int, int, str]]:
        at = 0
        for end in (*(found.span() for found in _BETWEEN.finditer(whole)), (len(whole), len(whole))):
            words = whole[at:end[0]].rstrip()
            left = next((place for place, each in enumerate(words) if each.isalpha()), len(words))
            for code, known in self._foreign:
                if size := _known(words[left:], known):
                    yield at + left, at + left + size, code
                    break
            at = end[1]


def _known(words: str, known: frozenset[str]) -> int:
    """How much of some words the program says: all with a number after it, or what stands before a colon."""
    if words in known:
        return len(words)
    for size in range(len(words) - 1, _FEWEST - 1, -1):
        rest = words[size:]
        if words[:size] in known and (rest[0] == ":" or (rest[0] == " " and not _LETTER.search(rest))):
            return size if rest[0] == ":" else len(words)
    return 0


def _cut(op: Text, spans: Sequence[tuple[int, int, str]]) -> Iterator[tuple[str, Text]]:
    """A line in pieces of one language each; a run belongs to the language that it begins in."""
    line = op.line
    if not spans or has_rtl(line.text):
        yield "", op
        return
    at, x, code, left = 0, line.left, "", line.left
    row: list[Run] = []
    for run in line.row:
        spoken = next((code for first, last, code in spans if first <= at < last), "")
        if row and spoken != code:
            yield code, op._replace(line=line._replace(left=left, row=tuple(row)))
            row = []
        if not row:
            left, code = x, spoken
        row.append(run)
        at += len(run.text)
        x += run.advance * line.size
    if row:
        yield code, op._replace(line=line._replace(left=left, row=tuple(row)))
