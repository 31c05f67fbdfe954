"""Which lines of a text are the places of links: an address may go over several lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cjdesigner.drawing.drawing import Text
from cjdesigner.export.links import Address


def linked(texts: Sequence[Text], addresses: Sequence[Address]) -> Iterator[tuple[str, list[Text]]]:
    """The lines in their order, in groups: where each leads, "" for those without a link."""
    targets = _targets(texts, addresses)
    for target, group in groupby(zip(targets, texts, strict=True), lambda pair: pair[0]):
        yield target, [op for _target, op in group]


def _targets(texts: Sequence[Text], addresses: Sequence[Address]) -> list[str]:
    """Where each line leads. Addresses are looked for one after the other in what all lines say."""
    starts, said = [], ""
    for op in texts:
        starts.append(len(said))
        said += op.line.text.rstrip() if op.line.text.rstrip() else op.line.text
    found = [""] * len(texts)
    at = 0
    for address in addresses:
        begin = said.find(address.text, at)
        if begin < 0:
            continue
        at = begin + len(address.text)
        for place, start in enumerate(starts):
            end = starts[place + 1] if place + 1 < len(starts) else len(said)
            if address.target and start < at and end > begin and not found[place]:
                found[place] = address.target
    return found
