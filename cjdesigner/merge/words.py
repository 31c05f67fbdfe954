"""Two edits of one text as one text, word by word, where they do not touch each other.

A word carries the white space before it, so that something must stand unchanged between what one side and the other
did: neighbours are changed by one person only, or else the text is for people to decide.
"""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from cjdesigner.model.text import MAX_TEXT

_WORD = re.compile(r"\s*\S+|\s+\Z")
_MOST = 600
"""Words that differ: more are not compared, which would take seconds."""

_Edit = tuple[int, int, list[str]]
"""From, to, and what is there instead."""


def merged_text(base: str, ours: str, theirs: str) -> str | None:
    """Both sides' text; None where only people can tell. Whoever merges the result once more gets it again."""
    made = _merged(base, ours, theirs)
    if made is None or len(made) > MAX_TEXT:
        return None
    return made if made == _merged(base, made, theirs) == _merged(base, made, ours) else None


def _merged(base: str, ours: str, theirs: str) -> str | None:
    if base in (ours, theirs) or ours == theirs:
        return theirs if base == ours else ours
    old, mine, other = (_WORD.findall(text) for text in (base, ours, theirs))
    first, second = _edits(old, mine), _edits(old, other)
    if first is None or second is None:
        return None
    edits = sorted([*first, *(edit for edit in second if edit not in first)], key=lambda edit: edit[:2])
    if any(before[1] >= after[0] for before, after in pairwise(edits)):
        return None
    for start, end, words in reversed(edits):
        old[start:end] = words
    return "".join(old)


def _edits(old: list[str], new: list[str]) -> list[_Edit] | None:
    """What makes the new words of the old ones; None where that is too much to find out."""
    start, shortest = 0, min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    inner, outer = old[start:len(old) - end], new[start:len(new) - end]
    if max(len(inner), len(outer)) > _MOST:
        return None
    found = SequenceMatcher(None, inner, outer, autojunk=False).get_opcodes()
    return [(start + a, start + b, outer[c:d]) for tag, a, b, c, d in found if tag != "equal"]
