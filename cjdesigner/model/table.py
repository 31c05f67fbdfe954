"""A table as plain data: what a spreadsheet, a text or a web page held, before anyone says what it means on a map."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cjdesigner.model.text import clean

_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def disarmed(text: str) -> str:
    """A text for a CSV cell that no spreadsheet takes for a formula: an apostrophe goes before what looks like one.

    By OWASP's rules. A text that has apostrophes of its own there gets one more, so that `armed` gives it back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def armed(text: str) -> str:
    """The text that was disarmed; any other as it is."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


@dataclass(frozen=True)
class Table:
    """Rows of cells, all of the same length. Make one with `table_of`."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def turned(self) -> "Table":
        """The same table with its rows as columns."""
        return Table(tuple(zip(*self.rows, strict=True)))


def table_of(rows: Iterable[Sequence[str]]) -> Table:
    """A table of any rows: clean text without blanks around it, no blank rows and columns at the edges."""
    tidy = [[clean(cell).replace("\xa0", " ").strip() for cell in row] for row in rows]
    tall = [place for place, row in enumerate(tidy) if any(row)]
    wide = [place for row in tidy for place, cell in enumerate(row) if cell]
    if not tall:
        return Table(())
    first, last = min(wide), max(wide) + 1
    kept = tidy[tall[0]:tall[-1] + 1]
    return Table(tuple(tuple((row + [""] * (last - len(row)))[first:last]) for row in kept))
