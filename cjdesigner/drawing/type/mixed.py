"""The long way to lines: for paragraphs of several fonts or directions, and for words that are wider than the line.

All measures are in em (1.0 is the type size).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from icu4py.breakers import CharacterBreaker

from cjdesigner.drawing.text_style import Weight
from cjdesigner.drawing.type.direction import has_rtl, levels, visual_order
from cjdesigner.drawing.type.fonts import FontSet
from cjdesigner.drawing.type.shaping import Run, shape

_REMEMBERED = 50_000


class Row(NamedTuple):
    """What stands on one line: its runs in visual order, the widths of its ink and of the white space behind it.

    `reach` is how far up and down the glyphs go, None where that is no further than the style's own font does.
    """

    text: str
    runs: tuple[Run, ...]
    ink: float
    hanging: float
    rtl: bool = False
    reach: tuple[float, float] | None = None
    missing: frozenset[str] = frozenset()


class _Measured(Protocol):
    """What may not be broken: its advance, and how much of that is not white space at its end."""

    @property
    def advance(self) -> float: ...
    @property
    def ink(self) -> float: ...


class _Piece(NamedTuple):
    """Text in one direction with the white space that hangs behind it."""

    text: str
    level: int
    advance: float
    ink: float
    runs: tuple[Run, ...]


class _Unit(NamedTuple):
    """What a line may not break: one piece, or several where the direction changes within."""

    advance: float
    ink: float
    pieces: tuple[_Piece, ...]


def fill(units: Sequence[_Measured], limit: float) -> Iterator[tuple[int, int, float]]:
    """Where each line begins and ends among the units, and the width of its ink."""
    start, pen, ink = 0, 0.0, 0.0
    for place, unit in enumerate(units):
        reach = pen + unit.ink
        if reach > limit and place > start:
            yield start, place, ink
            start, pen, reach = place, 0.0, unit.ink
        ink = reach
        pen += unit.advance
    yield start, len(units), ink


class MixedType:
    """Sets paragraphs of any kind. Remembers the pieces that it has shaped."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._pieces: dict[tuple[str, Weight, int], _Piece] = {}

    def rows(self, paragraph: str, words: list[str], weight: Weight, limit: float) -> Iterator[Row]:
        """The lines of a paragraph, given the words between which Unicode allows it to break."""
        base, units = self._units(paragraph, words, weight)
        units = [part for unit in units for part in self._narrow(unit, weight, limit)]
        for start, end, _ink in fill(units, limit):
            pieces = [piece for unit in units[start:end] for piece in unit.pieces]
            yield self._row(self._end(pieces, weight, base), weight, base)

    def width(self, text: str, weight: Weight) -> float:
        """The advance of a text that runs from left to right."""
        return self._piece(text, weight, 0).advance

    def _row(self, pieces: list[_Piece], weight: Weight, base: int) -> Row:
        hanging = pieces[-1].advance - pieces[-1].ink if pieces else 0.0
        ink = sum([piece.advance for piece in pieces]) - hanging
        seen = visual_order(pieces, [piece.level for piece in pieces])
        runs = tuple([run for piece in seen for run in piece.runs])
        own = self._fonts.primary(weight)
        fonts = {own, *[run.font for run in runs]}
        reach = max(font.ascent for font in fonts), max(font.descent for font in fonts)
        missing = frozenset[str]().union(*[run.missing for run in runs])
        foreign = reach != (own.ascent, own.descent)
        text = "".join([piece.text for piece in pieces])
        return Row(text, runs, ink, hanging, bool(base), reach if foreign else None, missing)

    def _piece(self, text: str, weight: Weight, level: int) -> _Piece:
        key = (text, weight, level)
        piece = self._pieces.get(key)
        if piece is None:
            if len(self._pieces) >= _REMEMBERED:
                self._pieces.clear()
            piece = self._pieces[key] = self._shaped(text, weight, level)
        return piece

    def _shaped(self, text: str, weight: Weight, level: int) -> _Piece:
        """White space behind right-to-left text is at its left."""
        core = text.rstrip(" ")
        if level % 2 == 0 or core == text:
            runs = shape(text, weight, self._fonts, rtl=bool(level % 2))
            hanging = runs[-1].advance - runs[-1].ink if core != text else 0.0
        else:
            spaces = shape(text[len(core):], weight, self._fonts, rtl=False)
            hanging = sum(run.advance for run in spaces)
            runs = spaces + shape(core, weight, self._fonts, rtl=True)
        advance = sum(run.advance for run in runs)
        return _Piece(text, level, advance, advance - hanging, runs)

    def _units(self, paragraph: str, words: list[str], weight: Weight) -> tuple[int, list[_Unit]]:
        """The paragraph's direction, and its text in units between which a line may break."""
        if not has_rtl(paragraph):
            return 0, [_unit(self._piece(word, weight, 0)) for word in words]
        base, char_levels = levels(paragraph)
        found, start = [], 0
        for word in words:
            parts = _by_level(word, char_levels[start:])
            found.append(_unit(*[self._piece(part, weight, level) for part, level in parts]))
            start += len(word)
        return base, found

    def _end(self, pieces: list[_Piece], weight: Weight, base: int) -> list[_Piece]:
        """Rule L1: white space at a line's end has the paragraph's direction, whatever is before it."""
        if not pieces or not pieces[-1].text.endswith(" ") or pieces[-1].level % 2 == base:
            return pieces
        last = pieces[-1]
        core = last.text.rstrip(" ")
        return [*pieces[:-1], self._piece(core, weight, last.level), self._piece(last.text[len(core):], weight, base)]

    def _narrow(self, unit: _Unit, weight: Weight, limit: float) -> Iterator[_Unit]:
        """Splits a unit that is wider than the line at the edges of characters as people see them."""
        if unit.ink <= limit:
            yield unit
        else:
            yield from (_unit(part) for piece in unit.pieces for part in self._split(piece, weight, limit))

    def _split(self, piece: _Piece, weight: Weight, limit: float) -> Iterator[_Piece]:
        core, held = piece.text.rstrip(" "), ""
        for char in CharacterBreaker(core, "en"):
            if held and self._piece(held + char, weight, piece.level).ink > limit:
                yield self._piece(held, weight, piece.level)
                held = ""
            held += char
        yield self._piece(held + piece.text[len(core):], weight, piece.level)


def _unit(*pieces: _Piece) -> _Unit:
    advance = sum([piece.advance for piece in pieces])
    return _Unit(advance, advance - pieces[-1].advance + pieces[-1].ink, pieces)


def _by_level(word: str, char_levels: list[int]) -> Iterator[tuple[str, int]]:
    start = 0
    for index in range(1, len(word) + 1):
        if index == len(word) or char_levels[index] != char_levels[start]:
            yield word[start:index], char_levels[start]
            start = index
