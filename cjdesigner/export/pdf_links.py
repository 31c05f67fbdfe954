"""Where in the lines of a text its links are: an address may go over several lines, and a line may hold several."""

from collections.abc import Sequence
from typing import NamedTuple

from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.type.across import across
from cjdesigner.export.links import Link


class Spot(NamedTuple):
    """A part of a line that leads somewhere, in points from the left edge of the line's block."""

    target: str
    left: float
    right: float


def spots(texts: Sequence[Text], addresses: Sequence[Link]) -> list[list[Spot]]:
    """The links of each line. Addresses are looked for one after the other in what all lines say together."""
    said = [op.line.text.rstrip() for op in texts]
    starts = [0]
    for words in said:
        starts.append(starts[-1] + len(words))
    whole, at = "".join(said), 0
    found: list[list[Spot]] = [[] for _op in texts]
    for address in addresses:
        begin = whole.find(address.address, at)
        if begin < 0:
            continue
        at = begin + len(address.address)
        for place, op in enumerate(texts):
            first, last = max(begin, starts[place]), min(at, starts[place + 1])
            if address.target and first < last:
                ends = across(op.line, first - starts[place], last - starts[place])
                found[place].append(Spot(address.target, *ends))
    return found
