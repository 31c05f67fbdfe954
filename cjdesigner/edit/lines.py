"""Lines of text as separate things: without the bullets that lists put before them, without blank ones."""

import re

_BULLET = re.compile(r"\s*[-–—*+•◦▪‣·○●□■✓✔☐☑➢►]\s+(?:\[[ xX]\]\s+)?(?=\S)")
_NUMBERED = re.compile(r"\s*\(?(?:\d{1,3}[.)]|[a-z]\))\s+(?=\S)")


def lines_of(text: str, *, numbered: bool = True) -> list[str]:
    """The lines of a text. `numbered` says that "1." before a line is a bullet as well."""
    return [line for line in (_bare(line, numbered=numbered) for line in text.split("\n")) if line]


def _bare(line: str, *, numbered: bool) -> str:
    found = _BULLET.match(line) or (_NUMBERED.match(line) if numbered else None)
    return line[found.end():].strip() if found else line.strip()
