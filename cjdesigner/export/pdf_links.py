"""Where in the lines of a text its links are: an address may go over several lines, and a line may hold several."""

from collections.abc import Sequence
from typing import NamedTuple

from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.type import Line
from cjdesigner.drawing.type.direction import has_rtl
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
                ends = _across(op.line, first - starts[place], last - starts[place])
                found[place].append(Spot(address.target, *ends))
    return found


def _across(line: Line, first: int, last: int) -> tuple[float, float]:
    """From where to where some characters of a line go; with right-to-left writing, the whole line."""
    if has_rtl(line.text):
        return line.x, line.x + line.width
    return _x(line, first), _x(line, last)


def _x(line: Line, at: int) -> float:
    """Where the character at a place of a line begins."""
    x = line.left
    for run in line.row:
        if at < len(run.text):
            for cluster, inner in zip(run.clusters, run.xs, strict=True):
                if at <= 0:
                    return x + inner * line.size
                at -= len(cluster)
        at -= len(run.text)
        x += run.advance * line.size
        if at < 0:
            break
    return x
