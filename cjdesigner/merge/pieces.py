"""Two versions of a text, word by word: what went, what came, and what stayed, in the order of reading."""

import re
from difflib import SequenceMatcher
from typing import Literal

Sort = Literal["same", "gone", "new"]
Piece = tuple[Sort, str]

_WORD = re.compile(r"\s*\S+|\s+\Z")
_MOST = 1_500
"""Words that are compared; of longer texts one is shown after the other."""


def pieces_of(old: str, new: str) -> list[Piece]:
    """What makes the new text of the old one. A word carries the white space before it."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST:
        return [("gone", old), ("same", "\n"), ("new", new)]
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, came = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            found.append(("same", gone))
            continue
        if gone:
            found.append(("gone", gone))
        if came:
            found.append(("new", came))
    return found


def apart(pieces: list[Piece]) -> list[Piece]:
    """The pieces for being shown all at once: what came does not stick to what went."""
    return [(sort, f" {words}" if sort == "new" and place and pieces[place - 1][0] == "gone"
             and not words[:1].isspace() else words) for place, (sort, words) in enumerate(pieces)]
