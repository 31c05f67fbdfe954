"""Text of a PDF page: runs become strings of codes, remembered by run, and lines become operators.

A reader of the PDF puts the texts of the codes together in the order of the page, right-to-left ones backwards, and
takes a gap for a space. So a cluster's characters are dealt out to those of its glyphs that move the pen; the others
are painted as shapes, because readers make something up for a code without text and move marks about.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.type import Font, Run
from cjdesigner.drawing.type.direction import has_rtl
from cjdesigner.export.pdf_file import escaped
from cjdesigner.export.pdf_fonts import UNSEEN, Codes, Key, Subset
from cjdesigner.export.pdf_operators import rgb
from cjdesigner.export.pdf_outlines import missing_box, outline

_NEGLIGIBLE = 0.75
"""Thousandths of an em by which a glyph may be off before it is moved."""


_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters without a meaning of their own: a reader is told of them in another way as well."""


class Piece(NamedTuple):
    """Glyphs of one subset that look alike: what goes into TJ.

    `rise` is in em; what is not `seen` has its shape elsewhere; `actual` is text that a code cannot stand for alone.
    """

    font: str
    items: str
    rise: float = 0.0
    seen: bool = True
    actual: str = ""

    @property
    def plain(self) -> bool:
        """Whether it can go on where another ends."""
        return self.seen and not self.rise and not self.actual


class Coded(NamedTuple):
    """A run as it is written. `shapes` are painted beside the text, in em from the run's origin."""

    pieces: tuple[Piece, ...]
    shapes: str


class _Glyph(NamedTuple):
    """A coded glyph: `code` is the inside of a string. Its width and place are in thousandths of an em."""

    font: str
    rise: float
    seen: bool
    actual: str
    code: str
    width: int
    x: float


class _Dealt(NamedTuple):
    """A glyph, the text that it stands for (or ""), its place in em, and how much wider than itself it is made."""

    text: str
    glyph: int
    x: float
    y: float
    gap: float

    @property
    def key(self) -> Key:
        return Key(self.glyph, self.text, round(self.gap * 1000))


class TextWriter:
    """Writes lines and keeps the fonts that they need."""

    def __init__(self) -> None:
        self.subsets: list[Subset] = []
        self._codes = Codes()
        self._by_font: dict[int, list[Subset]] = {}
        self._coded: dict[Run, Coded] = {}
        self._known: dict[Font, dict[tuple[int, str], tuple[str, str, int]]] = {}
        self.font = "", 0.0
        """The font that is set, and its size."""
        self._plain: dict[str, dict[Run, str]] = {}
        self._plain_of: dict[str, Callable[[Run], str]] = {}
        self._font_of: dict[Run, str] = {}
        self._at: tuple[int, int] | None = None

    def forget(self) -> None:
        """The next line says its font anew."""
        self.font = "", 0.0

    def block(self, ops: Sequence[Text], x: float, y: float, out: list[str], fill: str | None) -> str | None:
        """Lines of a part whose origin is at a point of the page, as one text object. Gives the colour at its end."""
        self._at = None
        put, font_of, words = out.append, self._font_of, self._plain_of
        put("BT")
        for op in ops:
            left, top, line, size, colour = op
            baseline, _x, _width, _text, indent, _size, row, _missing = line
            if colour != fill:
                put(f"{rgb(colour)} rg")
                fill = colour
            across, down = round((x + left + indent) * 100), round((y + top + baseline) * 100)
            at: tuple[int, int] | None = self._at
            self._at = across, down
            move = _moved(across - at[0], at[1] - down) if at else _placed(across, down)
            try:
                font = font_of[row[0]]
                shown = "".join(map(words[font], row)).replace(")(", "")
            except (KeyError, IndexError):  # words that are new, or no words
                put(move)
                self._mixed(op, x + left, y + top, out)
                continue
            if (font, size) != self.font:
                self.font = font, size
                move = f"{move} /{font} {size:g} Tf"
            put(f"{move} [{shown}]TJ")
        put("ET")
        return fill

    def _mixed(self, op: Text, x: float, y: float, out: list[str]) -> None:
        """A line that is not all in the font that is set, or that has words that are new."""
        line, size = op.line, op.size
        left, baseline = x + line.left, y + line.baseline
        held: list[str] = []
        shapes: list[str] = []
        for run in line.row:
            coded = self._coded.get(run) or self._code(run)
            for piece in coded.pieces:
                self._put(piece, size, held, out)
            if coded.shapes:
                shapes.append(f"q {size:g} 0 0 {-size:g} {left:.2f} {baseline:.2f} cm {coded.shapes} Q")
            left += run.advance * size
        _show(held, out)
        if shapes:
            out += ["ET", *shapes, "BT"]
            self._at = None

    def _put(self, piece: Piece, size: float, held: list[str], out: list[str]) -> None:
        """Goes on with a piece, in another font or size, or one that is not plain."""
        if (piece.font, size) != self.font:
            _show(held, out)
            out.append(f"/{piece.font} {size:g} Tf")
            self.font = piece.font, size
        if piece.plain:
            held.append(piece.items)
            return
        _show(held, out)
        shown = f"[{piece.items}]TJ"
        if piece.rise:
            shown = f"{piece.rise * size:.3f} Ts {shown} 0 Ts"
        if not piece.seen:
            shown = f"3 Tr {shown} 0 Tr"
        if piece.actual:
            shown = f"/Span<</ActualText<FEFF{piece.actual.encode('utf-16-be').hex()}>>>BDC {shown} EMC"
        out.append(shown)

    def _code(self, run: Run) -> Coded:
        """A run's codes. Its glyphs are put where they belong; its end is where its advance says."""
        made = self._coded[run] = self._simple(run) or self._coded_with_care(run)
        if len(made.pieces) == 1 and made.pieces[0].plain and not made.shapes:
            font = self._font_of[run] = made.pieces[0].font
            plain = self._plain.setdefault(font, {})
            plain[run] = made.pieces[0].items
            self._plain_of[font] = plain.__getitem__
        return made

    def _simple(self, run: Run) -> Coded | None:
        """A run whose glyphs have a text each, one after the other on the baseline: nearly all are like that."""
        if any(run.ys) or "" in run.clusters or 0 in run.glyphs or has_rtl(run.text) or _PRIVATE.search(run.text):
            return None
        known = self._known.setdefault(run.font, {})
        coded = [known.get(key) or self._learn(run.font, key) for key in zip(run.glyphs, run.clusters, strict=True)]
        if len({font for font, _code, _width in coded}) != 1:
            return None
        glyphs = [(code, width, x * 1000) for (_font, code, width), x in zip(coded, run.xs, strict=True)]
        items, pen = _items(glyphs, 0.0)
        return Coded((Piece(coded[0][0], items + _back(pen, run.advance * 1000)),), "")

    def _learn(self, font: Font, key: tuple[int, str]) -> tuple[str, str, int]:
        """How a glyph that stands for a text is written: in which font, as what, and how wide."""
        subset = self._subset(font, Key(*key))
        code, width = subset.code(Key(*key))
        made = self._known[font][key] = subset.name, _string(code), width
        return made

    def _coded_with_care(self, run: Run) -> Coded:
        coded, shapes = [], []
        for dealt in _dealt(run):
            key = dealt.key
            seen = key.glyph > 0 and not key.wider
            if dealt.text:
                subset = self._subset(run.font, key)
                seen = seen or (key.glyph == UNSEEN and not subset.coded_by_glyph)
                actual = dealt.text if _PRIVATE.search(dealt.text) else ""
                code, width = subset.code(key)
                coded.append(_Glyph(subset.name, -dealt.y, seen, actual, _string(code), width, dealt.x * 1000))
            if not dealt.text or (not seen and dealt.glyph >= 0):
                shapes.append(outline(run.font, dealt.glyph, dealt.x, -dealt.y))
            if dealt.glyph == 0:
                shapes.append(missing_box(run.font, dealt.x))
        return Coded(tuple(_pieces(coded, run.advance * 1000)), " ".join(filter(None, shapes)))

    def _subset(self, font: Font, key: Key) -> Subset:
        held = self._by_font.setdefault(id(font), [])
        for subset in held:
            if subset.takes(key):
                return subset
        if self._codes.full:
            self._codes = Codes()
        subset = Subset(font, f"F{len(self.subsets) + 1}", self._codes)
        held.append(subset)
        self.subsets.append(subset)
        return subset


@lru_cache(maxsize=4096)
def _placed(x: int, y: int) -> str:
    """The place of a first line, in hundredths of a point."""
    return f"1 0 0 -1 {x / 100:.10g} {y / 100:.10g} Tm"


@lru_cache(maxsize=4096)
def _moved(across: int, up: int) -> str:
    """A move by hundredths of a point."""
    return f"{across / 100:.10g} {up / 100:.10g} Td"


def _string(code: int) -> str:
    """A code as the inside of a string."""
    return escaped(chr(code >> 8) + chr(code & 255))


def _back(pen: float, advance: float) -> str:
    """The move from where the pen is to where a run ends."""
    return f"{pen - advance:.1f}" if abs(pen - advance) > 0.05 else ""


def _show(held: list[str], out: list[str]) -> None:
    if held:
        out.append(f"[{''.join(held).replace(')(', '')}]TJ")
        held.clear()


def _dealt(run: Run) -> Iterator[_Dealt]:
    """Each glyph with its share of its cluster's text, in visual order.

    Right to left, a share of several characters would be read backwards: the others are given to unseen glyphs.
    """
    backwards = has_rtl(run.text)
    starts = [index for index, text in enumerate(run.clusters) if text]
    for start, end in zip(starts, [*starts[1:], len(run.glyphs)], strict=True):
        shares = _shares(run, start, end, backwards=backwards)
        for index in range(start, end):
            share, x, y = shares.get(index, ""), run.xs[index], run.ys[index]
            if backwards:
                yield from (_Dealt(char, UNSEEN, x, y, 0) for char in reversed(share[1:]))
                share = share[:1]
            gap = _gap(run, index, end, shares) if share else 0.0
            yield _Dealt(share, run.glyphs[index], x, y, gap)


def _shares(run: Run, start: int, end: int, *, backwards: bool) -> dict[int, str]:
    """A cluster's characters by glyph: one each in reading order, the rest for the last. Marks get none."""
    text = run.clusters[start]
    if end - start == 1:
        return {start: text}
    bearing = [index for index in range(start, end) if not _is_mark(run, index)] or [start]
    if backwards:
        bearing.reverse()
    bearing = bearing[:len(text)]
    alone = len(bearing) - 1
    return dict(zip(bearing, [*text[:alone], text[alone:]], strict=True))


def _is_mark(run: Run, index: int) -> bool:
    glyph, font = run.glyphs[index], run.font
    mark = font.face.get_layout_glyph_class(glyph) == hb.OTLayoutGlyphClass.MARK
    return bool(mark or not font.hb.get_glyph_h_advance(glyph))


def _gap(run: Run, index: int, end: int, shares: dict[int, str]) -> float:
    """The width in em of the glyphs without text behind a glyph: as a gap, it would be read as a space."""
    gap = 0.0
    for after in range(index + 1, end):
        if after in shares:
            break
        if not _is_mark(run, after):
            gap += run.font.hb.get_glyph_h_advance(run.glyphs[after]) / run.font.upem
    return gap


def _pieces(glyphs: list[_Glyph], advance: float) -> Iterator[Piece]:
    pen = 0.0
    groups = [list(group) for _, group in groupby(glyphs, lambda glyph: glyph[:4])]
    for group in groups:
        items, pen = _items([(glyph.code, glyph.width, glyph.x) for glyph in group], pen)
        if group is groups[-1]:
            items += _back(pen, advance)
        first = group[0]
        actual = "".join([glyph.actual for glyph in group])
        yield Piece(first.font, items, first.rise, first.seen, actual)


def _items(glyphs: Iterable[tuple[str, int, float]], pen: float) -> tuple[str, float]:
    """Strings of codes, each with its width and place, with moves between them; also where the pen is at the end."""
    out: list[str] = []
    codes = ""
    for code, width, x in glyphs:
        if abs(pen - x) > _NEGLIGIBLE:
            move = round(pen - x, 1)
            out.append(f"({codes}){move:g}" if codes else f"{move:g}")
            codes = ""
            pen -= move
        codes += code
        pen += width
    return "".join([*out, f"({codes})"]), pen
