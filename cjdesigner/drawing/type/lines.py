"""Lines: text is broken where Unicode allows, filled greedily to a width, and placed on baselines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from icu4py.breakers import CharacterBreaker, LineBreaker

from cjdesigner.drawing.type.direction import has_rtl, levels, visual_order
from cjdesigner.drawing.type.fonts import Font, FontSet, Weight
from cjdesigner.drawing.type.shaping import Run, shape

Align = Literal["start", "centre", "end"]

_CACHED = 50_000
"""How many words and blocks are remembered before the memory starts anew."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A weight, a size in points, and the height of a line as a multiple of the size."""

    weight: Weight = "regular"
    size: float = 12.0
    leading: float = 1.36


class PlacedRun(NamedTuple):
    """A run at `x` points from the block's left edge."""

    x: float
    run: Run


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its baseline in points below the block's top, the place and width of its ink, its runs."""

    baseline: float
    x: float
    width: float
    text: str
    runs: tuple[PlacedRun, ...]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of one style. `width` is the widest line's, `height` the sum of the lines' heights."""

    style: TextStyle
    lines: tuple[Line, ...]
    width: float
    height: float
    missing: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """What the block says, line by line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What may not be broken: shaped text and the white space that hangs behind it, in reading order.

    `runs` are placed from the piece's left edge and hold the white space too; `space_width` is its share of `advance`.
    `tall` is for fonts that reach further than the style's own: how far up and down in em, or None.
    """

    text: str
    space: str
    level: int
    advance: float
    space_width: float
    runs: tuple[tuple[float, Run], ...]
    tall: tuple[float, float] | None
    missing: frozenset[str]

    @property
    def width(self) -> float:
        """Without the white space."""
        return self.advance - self.space_width

    @property
    def said(self) -> str:
        """With the white space."""
        return self.text + self.space


_Unit = tuple[_Piece, ...]
"""What a line may not break: one piece, or several where the direction changes within."""


@dataclass(slots=True)
class _Filling:
    """The line that is being filled."""

    pieces: list[_Piece] = field(default_factory=list)
    width: float = 0.0
    hanging: float = 0.0


class Typesetter:
    """Turns text into blocks. Remembers what it has shaped; one per process is enough, one per thread is needed."""

    def __init__(self, fonts: FontSet | None = None) -> None:
        self.fonts = fonts or FontSet()
        self._shaped: dict[tuple[str, Weight, bool], tuple[Run, ...]] = {}
        self._cut: dict[tuple[str, TextStyle, int], _Piece] = {}
        self._blocks: dict[tuple[str, TextStyle, float | None, Align, str], TextBlock] = {}

    def block(
        self, text: str, style: TextStyle, width: float | None = None, *, align: Align = "start", language: str = "vi"
    ) -> TextBlock:
        """Sets a text in lines no wider than `width` points (None: as wide as its paragraphs).

        A single cluster that is wider than the width stands alone on its line.
        """
        text = text.replace("\t", " ")
        key = (text, style, width, align, language)
        found = self._blocks.get(key)
        if found is None:
            if len(self._blocks) >= _CACHED:
                self._blocks.clear()
            found = self._blocks[key] = self._set(text, style, width, align, language)
        return found

    def width(self, text: str, style: TextStyle) -> float:
        """The width in points of a text on one line."""
        return sum(run.advance for run in self._shape(text, style.weight, rtl=False)) * style.size

    def _set(self, text: str, style: TextStyle, width: float | None, align: Align, language: str) -> TextBlock:
        lines: list[Line] = []
        top, missing = 0.0, set[str]()
        font = self.fonts.primary(style.weight)
        for paragraph in text.split("\n"):
            base, units = self._units(paragraph, style, language)
            for filled in _fill(self._narrow(units, style, width), width):
                filled = self._end(filled, style, base)
                line, height = _place(filled, style, top, base, width, align, font)
                top += height
                lines.append(line)
                missing.update(*[piece.missing for piece in filled if piece.missing])
        return TextBlock(style, tuple(lines), max(line.width for line in lines), top, frozenset(missing))

    def _shape(self, text: str, weight: Weight, *, rtl: bool) -> tuple[Run, ...]:
        key = (text, weight, rtl)
        runs = self._shaped.get(key)
        if runs is None:
            if len(self._shaped) >= _CACHED:
                self._shaped.clear()
            runs = self._shaped[key] = shape(text, weight, self.fonts, rtl=rtl)
        return runs

    def _piece(self, text: str, style: TextStyle, level: int) -> _Piece:
        key = (text, style, level)
        piece = self._cut.get(key)
        if piece is None:
            if len(self._cut) >= _CACHED:
                self._cut.clear()
            piece = self._cut[key] = self._shaped_piece(text, style, level)
        return piece

    def _shaped_piece(self, text: str, style: TextStyle, level: int) -> _Piece:
        core = text.rstrip(" ")
        spaces = len(text) - len(core)
        runs = self._with_spaces(core, text, style.weight, level)
        x, placed = 0.0, []
        for run in runs:
            placed.append((x, run))
            x += run.advance * style.size
        hanging = _hanging(runs, spaces, level) * style.size
        own = self.fonts.primary(style.weight)
        fonts = {run.font for run in runs} or {own}
        tall = max(font.ascent for font in fonts), max(font.descent for font in fonts)
        foreign = tall[0] > own.ascent or tall[1] > own.descent
        missing = frozenset[str]().union(*(run.missing for run in runs))
        return _Piece(core, " " * spaces, level, x, hanging, tuple(placed), tall if foreign else None, missing)

    def _with_spaces(self, core: str, text: str, weight: Weight, level: int) -> tuple[Run, ...]:
        """The runs of a text with the white space behind it, which is at the left of right-to-left text."""
        if level % 2 == 0:
            return self._shape(text, weight, rtl=False)
        spaces = self._shape(text[len(core):], weight, rtl=False)
        return spaces + (self._shape(core, weight, rtl=True) if core else ())

    def _units(self, paragraph: str, style: TextStyle, language: str) -> tuple[int, list[_Unit]]:
        """The paragraph's direction, and its text in units between which a line may break."""
        segments = list(LineBreaker(paragraph, language)) if paragraph else []
        if not has_rtl(paragraph):
            return 0, [(self._piece(segment, style, 0),) for segment in segments]
        base, char_levels = levels(paragraph)
        found, start = [], 0
        for segment in segments:
            parts = _by_level(segment, char_levels[start:])
            found.append(tuple(self._piece(part, style, level) for part, level in parts))
            start += len(segment)
        return base, found

    def _end(self, pieces: list[_Piece], style: TextStyle, base: int) -> list[_Piece]:
        """Rule L1: white space at a line's end has the paragraph's direction, whatever is before it."""
        if not pieces or not pieces[-1].space or pieces[-1].level % 2 == base:
            return pieces
        last = pieces[-1]
        return [*pieces[:-1], self._piece(last.text, style, last.level), self._piece(last.space, style, base)]

    def _narrow(self, units: list[_Unit], style: TextStyle, width: float | None) -> Iterator[_Unit]:
        """Splits units that are wider than the line at the edges of characters as people see them."""
        for unit in units:
            if width is None or _measure(unit) - unit[-1].space_width <= width:
                yield unit
            else:
                yield from ((part,) for piece in unit for part in self._split(piece, style, width))

    def _split(self, piece: _Piece, style: TextStyle, width: float) -> Iterator[_Piece]:
        held = ""
        for char in CharacterBreaker(piece.text, "en"):
            if held and self._piece(held + char, style, piece.level).width > width:
                yield self._piece(held, style, piece.level)
                held = ""
            held += char
        yield self._piece(held + piece.space, style, piece.level)


def _hanging(runs: tuple[Run, ...], spaces: int, level: int) -> float:
    """The width in em of the white space at a text's end."""
    if not spaces:
        return 0.0
    if level % 2:
        return runs[0].advance
    last = runs[-1]
    return last.advance - last.xs[len(last.xs) - spaces]


def _measure(unit: _Unit) -> float:
    return unit[0].advance if len(unit) == 1 else sum([piece.advance for piece in unit])


def _by_level(segment: str, char_levels: list[int]) -> Iterator[tuple[str, int]]:
    start = 0
    for index in range(1, len(segment) + 1):
        if index == len(segment) or char_levels[index] != char_levels[start]:
            yield segment[start:index], char_levels[start]
            start = index


def _fill(units: Iterator[_Unit], width: float | None) -> Iterator[list[_Piece]]:
    line = _Filling()
    for unit in units:
        hanging = unit[-1].space_width
        ink = _measure(unit) - hanging
        if line.pieces and width is not None and line.width + line.hanging + ink > width + 1e-6:
            yield line.pieces
            line = _Filling()
        line.width += line.hanging + ink
        line.hanging = hanging
        line.pieces += unit
    yield line.pieces


def _place(
    pieces: list[_Piece], style: TextStyle, top: float, base: int, width: float | None, align: Align, font: Font
) -> tuple[Line, float]:
    """Puts a line's pieces in visual order; also gives the line's height. The last white space hangs outside."""
    hanging = pieces[-1].space_width if pieces else 0.0
    ink = sum([piece.advance for piece in pieces]) - hanging
    start = _indent(ink, width, align, rtl=bool(base))
    x = start - hanging if base else start
    runs: list[PlacedRun] = []
    for piece in visual_order(pieces, [p.level for p in pieces]) if any(p.level for p in pieces) else pieces:
        for offset, run in piece.runs:
            runs.append(PlacedRun(x + offset, run))
        x += piece.advance
    said = "".join([piece.said for piece in pieces])
    tall = [piece.tall for piece in pieces if piece.tall]
    if not tall:
        height = style.leading * style.size
        return Line(_baseline(top, height, font.ascent, font.descent, style), start, ink, said, tuple(runs)), height
    ascent, descent = (max(own, *reach) for own, reach in zip((font.ascent, font.descent), zip(*tall, strict=True),
                                                              strict=True))
    height = max(style.leading, ascent + descent) * style.size
    return Line(_baseline(top, height, ascent, descent, style), start, ink, said, tuple(runs)), height


def _baseline(top: float, height: float, ascent: float, descent: float, style: TextStyle) -> float:
    """Where letters stand in a line: what reaches up and what reaches down has the same room around it."""
    return top + (height + (ascent - descent) * style.size) / 2


def _indent(ink: float, width: float | None, align: Align, *, rtl: bool) -> float:
    if width is None:
        return 0.0
    if align == "centre":
        return (width - ink) / 2
    return width - ink if (align == "end") != rtl else 0.0
