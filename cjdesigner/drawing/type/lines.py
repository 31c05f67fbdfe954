"""Lines: text is broken where Unicode allows, filled greedily to a width, and placed on baselines.

Nearly every paragraph is made of plain words: from left to right, all in the style's own font. Such a word is one run,
shaped once, and a line is a few of them, one after another. Whatever else there is goes the long way (`MixedType`).
"""

from typing import Literal, NamedTuple

from cjdesigner.drawing.text_style import TextStyle, Weight
from cjdesigner.drawing.type.breaking import is_simple
from cjdesigner.drawing.type.breaking import words as break_words
from cjdesigner.drawing.type.fonts import Font, FontSet
from cjdesigner.drawing.type.mixed import MixedType, Row
from cjdesigner.drawing.type.shaping import Run, shape_plain

Align = Literal["start", "centre", "end"]

_CACHED = 50_000
"""How many words and blocks are remembered before the memory starts anew."""

_TOLERANCE = 5e-7
"""Points by which a line may be too wide: sums of fractions are not exact."""


class PlacedRun(NamedTuple):
    """A run at `x` points from the block's left edge."""

    x: float
    run: Run


class Line(NamedTuple):
    """One line: its baseline in points below the block's top, the place and width of its ink.

    `row` has its runs in visual order, `size` points high, one after another from `left`; `missing` is what no font
    has.
    """

    baseline: float
    x: float
    width: float
    text: str
    left: float
    size: float
    row: tuple[Run, ...]
    missing: frozenset[str] = frozenset()

    @property
    def runs(self) -> tuple[PlacedRun, ...]:
        """The runs with their places."""
        x, placed = self.left, []
        for run in self.row:
            placed.append(PlacedRun(x, run))
            x += run.advance * self.size
        return tuple(placed)


class TextBlock(NamedTuple):
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


class _PlainWords(dict[str, Run]):
    """Words in one font by their text, shaped when first asked for. A KeyError says that a word is not plain."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, word: str) -> Run:
        run = shape_plain(self._font, word)
        if run is None:
            raise KeyError(word)
        if len(self) >= _CACHED:
            self.clear()
        self[word] = run
        return run


class _SimpleWords(dict[str, Run]):
    """Words of which it is known without ICU that a line may break behind them, with what is behind them.

    A KeyError says that a word is not as simple as that, or not plain.
    """

    def __init__(self, plain: _PlainWords, behind: str) -> None:
        super().__init__()
        self._plain, self._behind = plain, behind

    def __missing__(self, word: str) -> Run:
        if not is_simple(word):
            raise KeyError(word)
        if len(self) >= _CACHED:
            self.clear()
        run = self[word] = self._plain[word + self._behind]
        return run


class _Known(NamedTuple):
    """The words of one font: any, and the simple ones before a space and at the end."""

    words: _PlainWords
    inner: _SimpleWords
    last: _SimpleWords


class Typesetter:
    """Turns text into blocks. Remembers what it has shaped; one per process is enough, one per thread is needed."""

    def __init__(self, fonts: FontSet | None = None) -> None:
        self.fonts = fonts or FontSet()
        self._known: dict[Weight, _Known] = {}
        self._mixed = MixedType(self.fonts)
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
        return self._mixed.width(text, style.weight) * style.size

    def _set(self, text: str, style: TextStyle, width: float | None, align: Align, language: str) -> TextBlock:
        room = _Room(style, width, align, self.fonts.primary(style.weight))
        limit = float("inf") if width is None else (width + _TOLERANCE) / style.size
        lines: list[Line] = []
        top, height, missing = 0.0, style.leading * style.size, frozenset[str]()
        for paragraph in text.split("\n"):
            words, runs = None, self._simple_runs(paragraph, style.weight)
            if runs is None:
                words = break_words(paragraph, language)
                runs = self._plain_runs(words, style.weight)
            cuts = [] if runs is None else _cuts(runs, limit)
            if runs is not None and cuts:
                lines += _plain_lines(runs, cuts, top, room)
                top += len(cuts) * height
                continue
            for row in self._mixed.rows(paragraph, words or break_words(paragraph, language), style.weight, limit):
                line, reach = _line(row, top, room)
                lines.append(line)
                top += reach
                missing |= row.missing
        return TextBlock(style, tuple(lines), max([line.width for line in lines]), top, missing)

    def _words(self, weight: Weight) -> _Known:
        known = self._known.get(weight)
        if known is None:
            plain = _PlainWords(self.fonts.primary(weight))
            known = self._known[weight] = _Known(plain, _SimpleWords(plain, " "), _SimpleWords(plain, ""))
        return known

    def _simple_runs(self, paragraph: str, weight: Weight) -> list[Run] | None:
        """A run for each word with the space behind it; None if they are not all simple."""
        _words, inner, last = self._words(weight)
        words = paragraph.split(" ")
        end = words.pop()
        try:
            runs = list(map(inner.__getitem__, words))
            return [*runs, last[end]] if end else runs
        except KeyError:
            return None

    def _plain_runs(self, words: list[str], weight: Weight) -> list[Run] | None:
        """A run for each word; None if the words are not all plain."""
        try:
            return list(map(self._words(weight).words.__getitem__, words))
        except KeyError:
            return None


class _Room(NamedTuple):
    """Where lines are put."""

    style: TextStyle
    width: float | None
    align: Align
    font: Font


def _cuts(runs: list[Run], limit: float) -> list[tuple[int, int, float]]:
    """Where each line begins and ends, and the width of its ink; nothing if a word is wider than the line."""
    cuts = []
    start, pen, ink = 0, 0.0, 0.0
    for place, run in enumerate(runs):
        reach = pen + run.ink
        if reach > limit:
            cuts.append((start, place, ink))
            start, pen, reach = place, 0.0, run.ink
            if reach > limit:
                return []
        ink = reach
        pen += run.advance
    return [*cuts, (start, len(runs), ink)]


def _plain_lines(runs: list[Run], cuts: list[tuple[int, int, float]], top: float, room: _Room) -> list[Line]:
    style, width, align, font = room
    size, height = style.size, style.leading * style.size
    baseline = _baseline(top, height, font.ascent, font.descent, size)
    flush, lines = width is None or align == "start", []
    for start, end, ink in cuts:
        x = 0.0 if flush else _indent(ink * size, width, align, rtl=False)
        row = tuple(runs[start:end])
        lines.append(Line(baseline, x, ink * size, "".join([run.text for run in row]), x, size, row))
        baseline += height
    return lines


def _line(row: Row, top: float, room: _Room) -> tuple[Line, float]:
    """A row as a line, and the line's height."""
    style, width, align, font = room
    size, ink = style.size, row.ink * style.size
    x = _indent(ink, width, align, rtl=row.rtl)
    left = x - row.hanging * size if row.rtl else x
    ascent, descent = row.reach or (font.ascent, font.descent)
    height = (max(style.leading, ascent + descent) if row.reach else style.leading) * size
    baseline = _baseline(top, height, ascent, descent, size)
    return Line(baseline, x, ink, row.text, left, size, row.runs, row.missing), height


def _baseline(top: float, height: float, ascent: float, descent: float, size: float) -> float:
    """Where letters stand in a line: what reaches up and what reaches down has the same room around it."""
    return top + (height + (ascent - descent) * size) / 2


def _indent(ink: float, width: float | None, align: Align, *, rtl: bool) -> float:
    if width is None:
        return 0.0
    if align == "centre":
        return (width - ink) / 2
    return width - ink if (align == "end") != rtl else 0.0
