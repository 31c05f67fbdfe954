"""Ranks: strings whose alphabetical order is the order of stages, lanes and cards (fractional indexing).

Between any two ranks there is room for another, so an insertion changes one entity only and two people's
insertions merge. Ties are broken by id.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

from fractional_indexing import FIError, generate_n_keys_between


class Ranked(Protocol):
    """Anything that has a place in an order."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def rank(self) -> str: ...  # noqa: D102


R = TypeVar("R", bound=Ranked)

LONGEST = 64
"""Characters of the longest rank that is given."""


def in_order(entities: Iterable[R]) -> list[R]:
    """The entities by rank, then by id."""
    return sorted(entities, key=attrgetter("rank", "id"))


def first_ranks(count: int) -> list[str]:
    """`count` ranks for a fresh list."""
    return list(generate_n_keys_between(None, None, count))


def ranks_between(before: str | None, after: str | None, count: int = 1) -> list[str] | None:
    """`count` ranks between two neighbours (None: an end), or None where there is no room.

    There is none where two ranks are equal (two people inserted at one place) or foreign, or where so much was put
    into one place that ranks would grow past `LONGEST`.
    """
    try:
        ranks = list(generate_n_keys_between(before, after, count))
    except (FIError, ValueError, IndexError):
        return None
    return ranks if all(len(rank) <= LONGEST for rank in ranks) else None


def ranks_at(siblings: Sequence[Ranked], index: int, count: int = 1) -> list[str] | None:
    """Ranks for `count` newcomers before `siblings[index]`; None: the siblings need new ranks first."""
    before = siblings[index - 1].rank if index > 0 else None
    after = siblings[index].rank if index < len(siblings) else None
    return ranks_between(before, after, count)
