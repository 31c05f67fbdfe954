"""Takes one task of a Mermaid journey apart: text, score, actors. Knows nothing of the lines around it.

Mermaid splits at every colon, takes the second piece as the score whatever it is, and drops what comes after
the third. Here the last piece that can be a score is the score, and what is left over stays in the text.
"""

import re
from dataclasses import dataclass

from cjdesigner.language import _

LOWEST, HIGHEST = 1, 5
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_COMMENT = re.compile(r"\s%%|#")


@dataclass(frozen=True)
class Reading:
    """What one line says. `word` stood where the score should be; `complaints` are sentences for the user."""

    text: str
    score: int | None = None
    word: str = ""
    actors: tuple[str, ...] = ()
    comment: str = ""
    complaints: tuple[str, ...] = ()


def score_is_a_number(line: str) -> bool:
    """Whether the line is a task with a score, whatever its first word."""
    return _place(_pieces(line)[0]) is not None


def read_task(line: str) -> Reading:
    """Reads a line that is taken for a task."""
    pieces, comment = _pieces(line)
    place = _place(pieces)
    if place is None:
        return _without_number(pieces, comment)
    score, complaints = _fit(pieces[place].strip())
    if place > 1 or place + 2 < len(pieces):
        complaints = (*complaints, _("Mermaid itself splits this task at its first colon and reads it differently."))
    actors = ":".join(pieces[place + 1:]).split(",")
    return Reading(":".join(pieces[:place]), score, "", tuple(actors), comment, complaints)


def _pieces(line: str) -> tuple[list[str], str]:
    """The line between its colons, without the comment that may follow a score, and that comment."""
    head, colon, data = line.rstrip("; ").partition(":")
    found = _COMMENT.search(data)
    comment = data[found.end():] if found else ""
    pieces = [head, *(data[:found.start()] if found else data).split(":")] if colon else [head]
    if found and _place(pieces) is None:
        return line.split(":"), ""
    return pieces, comment


def _place(pieces: list[str]) -> int | None:
    """Which piece is the score: Mermaid's if that is the only sensible one, else the last with actors at most."""
    numbers = [index for index in range(1, len(pieces)) if _NUMBER.fullmatch(pieces[index].strip())]
    late = [index for index in numbers if index >= len(pieces) - 2]
    if 1 in numbers and len(pieces) <= 3 and (_in_range(pieces[1]) or late == [1] or not _in_range(pieces[-1])):
        return 1
    if late:
        return late[-1]
    return numbers[0] if numbers else None


def _in_range(piece: str) -> bool:
    return bool(_NUMBER.fullmatch(piece.strip())) and LOWEST <= float(piece) <= HIGHEST


def _fit(number: str) -> tuple[int, tuple[str, ...]]:
    """The score as a whole number from 1 to 5, halves up, and what there is to say of it."""
    value = float(number)
    score = int(max(LOWEST, min(HIGHEST, value)) + 0.5)
    if score == value:
        return score, ()
    return score, (_("The score {given} is not a whole number from 1 to 5; it is read as {score}.")
                   .format(given=number, score=score),)


def _without_number(pieces: list[str], comment: str) -> Reading:
    if len(pieces) == 3 and len(pieces[1].split()) <= 1:
        return _with_word(pieces, comment)
    text = ":".join(pieces).strip()
    text = text.removesuffix(":")
    return Reading(text, comment=comment, complaints=(_("This task has no score, so it has no emotion."),))


def _with_word(pieces: list[str], comment: str) -> Reading:
    actors, word = tuple(pieces[2].split(",")), pieces[1].strip()
    if not word:
        return Reading(pieces[0], None, "", actors, comment, (_("This task has no score, so it has no emotion."),))
    said = _("The score “{given}” is not a number; it is kept as the word for a neutral emotion.").format(given=word)
    return Reading(pieces[0], 3, word, actors, comment, (said,))
