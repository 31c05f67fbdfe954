"""Where a long thing is cut into pieces: in the gaps between what must stay whole, and where cuts look best.

Works along one side, in any unit.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_EARLY = 0.5
"""The share of a piece that may stay empty for a cut in a better place."""
_TOUCH = 0.5
_WIDE = 12.0
"""Points by which two things may overlap and still be cut apart."""


class Span(NamedTuple):
    """From `start` to `end`."""

    start: float
    end: float


def merged(spans: Iterable[Span]) -> list[Span]:
    """What is covered by any of the spans, in order, without overlaps."""
    found: list[Span] = []
    for span in sorted(Span(s.start + _TOUCH, s.end - _TOUCH) for s in spans if s.end - s.start > 2 * _TOUCH):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def cuts(extent: Span, most: float, better: Sequence[Sequence[float]], whole: Iterable[Span]) -> list[float]:
    """The places of the cuts with both ends of the extent, no two further apart than `most`.

    They lie between the spans that are to stay `whole`, if they can at one of the `better` places, of which the first
    ones are the best. Where nothing else is possible a span is cut.
    """
    taken, places = merged(whole), [extent.start]
    while extent.end - places[-1] > most + _TOUCH:
        places.append(_next(places[-1], min(places[-1] + most, extent.end), better, taken))
    return [*places, extent.end]


def _next(start: float, limit: float, better: Sequence[Sequence[float]], taken: list[Span]) -> float:
    least = start + (limit - start) * _EARLY
    for places in better:
        fine = [place for place in places if least <= place <= limit and _free(place, taken)]
        if fine:
            return max(fine)
    place = _gap_before(start, limit, taken)
    return place if place > start + (limit - start) * 0.08 else limit


def _free(place: float, taken: list[Span]) -> bool:
    at = bisect_right(taken, Span(place, float("inf"))) - 1
    return at < 0 or taken[at].end <= place


def _gap_before(start: float, limit: float, taken: list[Span]) -> float:
    """The last place up to a limit that is in no span: the middle of its gap, or far down in a wide one."""
    at = bisect_right(taken, Span(limit, float("inf"))) - 1
    if at < 0:
        return limit
    if taken[at].end <= limit:
        following = taken[at + 1].start if at + 1 < len(taken) else float("inf")
        return min(limit, _within(taken[at].end, following))
    return _within(max(taken[at - 1].end if at else start, start), taken[at].start)


def _within(start: float, end: float) -> float:
    return max((start + end) / 2, end - _WIDE)
