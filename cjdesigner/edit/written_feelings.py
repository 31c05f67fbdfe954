"""Reads feelings from what people write into a row of emotions: "+2 Vui", "Tired (2)", "8/10", or words alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cjdesigner.edit.lines import lines_of

_NUMBER = r"(?P<sign>[+\-−–]?)(?P<number>\d{1,2}(?:[.,]\d+)?)(?:\s*/\s*(?P<most>5|10))?"
_ALONE = re.compile(rf"\(?\s*{_NUMBER}\s*\)?")
_FIRST = re.compile(rf"\(?{_NUMBER}(?P<end>\)|\s*[:;,|–—-]|\s)\s*(?P<words>\D.*)", re.DOTALL)
_LAST = re.compile(rf"(?P<words>.*\D)(?:\(\s*|[:|–—]\s*|\s(?=[+\-−–]))(?:{_NUMBER})\s*\)?", re.DOTALL)


@dataclass(frozen=True)
class Feeling:
    """One card of a row of emotions. `details` keeps the number as it was written where the score is coarser."""

    score: int
    text: str
    details: str = ""


@dataclass(frozen=True)
class _Said:
    """A line: its words, its number if it has one, and of how many. `loose`: the number may be a part of the words."""

    line: str
    words: str = ""
    number: float | None = None
    most: int | None = None
    written: str = ""
    loose: bool = False


def feelings_of(cells: Sequence[str]) -> list[list[Feeling]]:
    """The feelings in each cell of a row. All numbers of a row are of one scale: −2 to +2, 1 to 5, or 0 to 10."""
    said = [_together([_said(line) for line in lines_of(cell, numbered=False)]) for cell in cells]
    every = [each for cell in said for each in cell]
    if len(every) < 2 or any(each.number is None for each in every):  # "3 calls" is no score unless all lines have one
        said = [[_Said(each.line) if each.loose else each for each in cell] for cell in said]
    scale = _scale([each.number for cell in said for each in cell if each.number is not None and not each.most])
    return [[_feeling(each, scale) for each in cell] for cell in said]


def scores_of(cells: Sequence[str]) -> list[Feeling | None]:
    """The score of each cell of a column of numbers; None where a cell holds anything else, or nothing."""
    said = [_said(cell) if _ALONE.fullmatch(cell.strip()) else _Said(cell) for cell in cells]
    scale = _scale([each.number for each in said if each.number is not None and not each.most])
    made = [_feeling(each, scale) for each in said]
    return [each if each.text == "" and cell else None for each, cell in zip(made, cells, strict=True)]


def _together(lines: list[_Said]) -> list[_Said]:
    """A number on a line of its own and words on the others are one feeling."""
    bare = [each for each in lines if each.number is not None and not each.words]
    if len(lines) < 2 or len(bare) != 1 or sum(each.number is not None for each in lines) != 1:
        return lines
    alone, words = bare[0], "\n".join(each.line for each in lines if each is not bare[0])
    return [_Said("\n".join(each.line for each in lines), words, alone.number, alone.most, alone.written)]


def _said(line: str) -> _Said:
    found = _ALONE.fullmatch(line) or _FIRST.fullmatch(line) or _LAST.fullmatch(line)
    if found is None:
        return _Said(line)
    parts = found.groupdict()
    number = float(parts["number"].replace(",", "."))
    number = number if parts["sign"] in ("", "+") else -number
    most = int(parts["most"]) if parts["most"] else None
    if not -2 <= number <= (most or 10):
        return _Said(line)
    loose = parts.get("end", ":").isspace() and not parts["sign"] and most is None
    written = f"{parts['sign']}{parts['number']}" + (f"/{most}" if most else "")
    return _Said(line, (parts.get("words") or "").strip(), number, most, written, loose)


def _scale(numbers: Sequence[float]) -> int:
    """The most that a scale goes to: 2, 5 or 10; 0 where the numbers are of none."""
    if all(-2 <= number <= 2 for number in numbers):
        return 2
    if all(1 <= number <= 5 for number in numbers):
        return 5
    return 10 if all(0 <= number <= 10 for number in numbers) else 0


def _feeling(said: _Said, scale: int) -> Feeling:
    most = said.most or scale
    if said.number is None or not most or (most > 2 and said.number < 0):
        return Feeling(0, said.line)
    exact = {2: said.number, 5: said.number - 3, 10: said.number / 10 * 4 - 2}[most]
    score = max(-2, min(2, round(exact)))
    return Feeling(score, said.words, "" if score == exact else said.written if said.most else f"{said.written}/{most}")
