"""Which of many names somebody means by a few letters: the start of words first, then anywhere, then slips of the hand.

Names and what is looked for are plain (`words.plain`).
"""

from collections.abc import Sequence

_LEAST_TYPED = 3
"""Letters below which a slip cannot be told from another word."""
_ALIKE = 78.0
"""Per cent of likeness from which a slip is forgiven."""
_ENOUGH = 8
"""Good answers with which nobody needs to guess at slips."""


def likeness(wanted: str, name: str) -> float:
    """How well a name fits letter by letter, from 0 (not) to 100 (it is the name)."""
    at = name.find(wanted)
    if at < 0:
        return _by_words(wanted.split(), name)
    if at == 0:
        return 100.0 if len(name) == len(wanted) else 95.0
    return 90.0 if name[at - 1] == " " else 70.0


def _by_words(typed: list[str], name: str) -> float:
    """Every word that was typed begins a word of the name, in any order: "cham diem" is "them diem cham"."""
    if len(typed) < 2 or not all(each in name for each in typed):  # the quick question first
        return 0.0
    held = name.split()
    return 80.0 if all(any(word.startswith(each) for word in held) for each in typed) else 0.0


def most_alike(wanted: str, names: Sequence[tuple[str, ...]], most: int) -> list[tuple[int, float]]:
    """The places of the names that fit best with how well they do, best first. Each thing may have several names."""
    typed = wanted.split()
    wanted = " ".join(typed)
    found: dict[int, float] = {}
    for place, held in enumerate(names):
        for name in held:
            if wanted in name or (len(typed) > 1 and _by_words(typed, name)):
                score = likeness(wanted, name) - min(len(name), 99) / 50
                found[place] = max(found.get(place, 0.0), score)
    if len(found) < min(most, _ENOUGH) and len(wanted) >= _LEAST_TYPED:
        _add_slips(wanted, names, found, most)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def _add_slips(wanted: str, names: Sequence[tuple[str, ...]], found: dict[int, float], most: int) -> None:
    """Adds what is nearly spelt so, always behind what is spelt so."""
    from rapidfuzz import fuzz, process

    flat = {(place, turn): name for place, held in enumerate(names) if place not in found
            for turn, name in enumerate(held) if len(name) >= _LEAST_TYPED}
    for _name, score, (place, _turn) in process.extract(
            wanted, flat, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=most, processor=None):
        found[place] = max(found.get(place, 0.0), score / 2)
