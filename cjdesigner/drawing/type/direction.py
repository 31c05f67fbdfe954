"""Writing direction: bidi levels of a paragraph (library) and the visual order of a line's pieces (rule L2)."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

T = TypeVar("T")


def has_rtl(text: str) -> bool:
    """Whether a text needs the bidi algorithm at all."""
    return _RTL.search(text) is not None


_STAND_INS = {"LRI": "\u202a", "RLI": "\u202b", "FSI": "\u202a", "PDI": "\u202c"}
"""Isolates as embeddings: the library knows the algorithm as it was before isolates."""


def _with_direction(char: str) -> str:
    """The character, or one that stands in for it where the library would not know its direction."""
    kind = unicodedata.bidirectional(char)
    if not kind:  # not assigned by Unicode
        return "\u05d0" if _RTL.match(char) else "a"
    return _STAND_INS.get(kind, char)


def levels(text: str) -> tuple[int, list[int]]:
    """The base level (0 left-to-right, 1 right-to-left) and the embedding level of each character."""
    from bidi import algorithm

    known = "".join(map(_with_direction, text))
    storage = algorithm.get_empty_storage()
    base = algorithm.get_base_level(known)
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(known, storage)
    for index, held in enumerate(storage["chars"]):
        held["place"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [base] * len(text)
    for held in storage["chars"]:
        found[held["place"]] = held["level"]
    return base, found


def visual_order(pieces: Sequence[T], piece_levels: Sequence[int]) -> list[T]:
    """Rule L2: from the highest level down to the lowest odd one, reverse every sequence at that level or higher."""
    order = list(range(len(pieces)))
    odd = [level for level in piece_levels if level % 2]
    for level in range(max(piece_levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and piece_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return [pieces[index] for index in order]
