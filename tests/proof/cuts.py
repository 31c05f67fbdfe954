"""A good file that is cut at any byte, or has one wrong byte: a sentence or a map that can be saved, never a crash."""

from collections import Counter
from pathlib import Path

from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.files.places import MapFileError

RUNS = 1
"""How often a byte at each place is replaced by each of the fillers."""
_DATA = Path(__file__).parent.parent / "data"
_FILLERS = (b"\0", b"{", b'"', b"\xff", b"5", b"\\", b"n", b",", b"]", b"\xed\xa0\x80")


def check(data: bytes) -> str:
    """Raises for a broken promise; says whether the bytes were refused, a whole map, or one with values kept aside."""
    try:
        opened = from_bytes(data)
    except MapFileError as error:
        if not (error.message and error.hint and error.places):
            raise AssertionError(f"refused without a sentence: {data[-40:]!r}") from error
        return "refused"
    saved = to_bytes(opened.map)
    again = from_bytes(saved)
    if again.map != opened.map or to_bytes(again.map) != saved:
        raise AssertionError(f"comes back otherwise: {data[-40:]!r}")
    return "mended" if opened.found else "good"


def main(runs: int) -> str:
    """Cuts the frozen samples of all schemas at every byte, and puts wrong bytes into them."""
    cut, wrong = Counter[str](), Counter[str]()
    for path in sorted(_DATA.glob("v*.cjmap")):
        data = path.read_bytes()
        for size in range(len(data) + 1):
            cut[check(data[:size])] += 1
        for place in range(0, len(data), max(1, 29 // runs)):
            for filler in _FILLERS:
                wrong[check(data[:place] + filler + data[place + 1:])] += 1
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(wrong.items()))
    return (f"{cut.total():,} cuts, one at each byte of a sample of every schema: {cut['refused']:,} refused with a "
            f"sentence, {cut.total() - cut['refused']:,} whole; {wrong.total():,} wrong bytes: {told}; none crashed")
