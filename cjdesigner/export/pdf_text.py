"""Text of a PDF page: runs become strings of codes, remembered by run, and lines become operators.

A reader of the PDF puts the texts of the codes together in the order of the page, right-to-left ones backwards. So
a cluster's characters are dealt out to its glyphs; a glyph that gets none is painted as a shape, because readers make
something up for a code without text.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.type import Font, Run
from cjdesigner.drawing.type.direction import has_rtl
from cjdesigner.export.pdf_fonts import UNSEEN, Subset
from cjdesigner.export.pdf_outlines import missing_box, outline

_NEGLIGIBLE = 0.75
"""Thousandths of an em by which a glyph may be off before it is moved."""


class Piece(NamedTuple):
    """Glyphs of one subset at one height (`rise`, in em): what goes into TJ."""

    font: str
    items: str
    rise: float


class Coded(NamedTuple):
    """A run as it is written. `shapes` are painted beside the text, in em from the run's origin."""

    pieces: tuple[Piece, ...]
    shapes: str


class _Glyph(NamedTuple):
    """A coded glyph. Its width and place are in thousandths of an em."""

    font: str
    rise: float
    code: int
    width: int
    x: float


class TextWriter:
    """Writes lines and keeps the fonts that they need."""

    def __init__(self) -> None:
        self.subsets: list[Subset] = []
        self._by_font: dict[int, list[Subset]] = {}
        self._coded: dict[Run, Coded] = {}
        self._font, self._size = "", 0.0

    def line(self, op: Text, x: float, y: float) -> str:
        """The operators for a line whose block's top left corner is at a point of the page, y downwards."""
        size, pen, baseline = op.size, op.line.runs[0].x, y + op.line.baseline
        out = [f"BT 1 0 0 -1 {x + pen:.2f} {baseline:.2f} Tm"]
        held: list[str] = []
        shapes: list[str] = []
        for placed in op.line.runs:
            if abs(placed.x - pen) > 0.005:
                held.append(f"{(pen - placed.x) * 1000 / size:.1f}")
            pen = placed.x + placed.run.advance * size
            coded = self._coded.get(placed.run) or self._code(placed.run)
            for piece in coded.pieces:
                self._piece(piece, size, held, out)
            if coded.shapes:
                shapes.append(f"q {size:g} 0 0 {-size:g} {x + placed.x:.2f} {baseline:.2f} cm {coded.shapes} Q")
        _show(held, out)
        return " ".join([*out, "ET", *shapes])

    def _piece(self, piece: Piece, size: float, held: list[str], out: list[str]) -> None:
        if piece.font != self._font or size != self._size:
            _show(held, out)
            out.append(f"/{piece.font} {size:g} Tf")
            self._font, self._size = piece.font, size
        if piece.rise:
            _show(held, out)
            out.append(f"{piece.rise * size:.3f} Ts [{piece.items}]TJ 0 Ts")
        else:
            held.append(piece.items)

    def _code(self, run: Run) -> Coded:
        """A run's codes. Its glyphs are put where they belong; its end is where its advance says."""
        coded, shapes = [], []
        for text, glyph, x, y in _dealt(run):
            if text:
                subset = self._subset(run.font, glyph, text)
                coded.append(_Glyph(subset.name, -y, *subset.code(glyph, text), x * 1000))
            else:
                shapes.append(outline(run.font, glyph, x, -y))
            if glyph == 0:
                shapes.append(missing_box(run.font, x))
        made = self._coded[run] = Coded(tuple(_pieces(coded, run.advance * 1000)), " ".join(filter(None, shapes)))
        return made

    def _subset(self, font: Font, glyph: int, text: str) -> Subset:
        held = self._by_font.setdefault(id(font), [])
        for subset in held:
            if subset.takes(glyph, text):
                return subset
        subset = Subset(font, f"F{len(self.subsets) + 1}")
        held.append(subset)
        self.subsets.append(subset)
        return subset


def _show(held: list[str], out: list[str]) -> None:
    if held:
        out.append(f"[{''.join(held)}]TJ")
        held.clear()


def _dealt(run: Run) -> Iterator[tuple[str, int, float, float]]:
    """Each glyph with its share of its cluster's text: a character each, the rest for the last.

    Right to left, a share of several characters would be read backwards: the others are given to unseen glyphs.
    """
    starts = [index for index, text in enumerate(run.clusters) if text]
    backwards = has_rtl(run.text)
    for start, end in zip(starts, [*starts[1:], len(run.glyphs)], strict=True):
        text, count = run.clusters[start], end - start
        shares = [text[place:place + 1] for place in range(count - 1)] + [text[count - 1:]]
        for index, share in zip(range(start, end), reversed(shares) if backwards else shares, strict=True):
            x, y = run.xs[index], run.ys[index]
            if backwards:
                yield from ((char, UNSEEN, x, y) for char in reversed(share[1:]))
            yield share[:1] if backwards else share, run.glyphs[index], x, y


def _pieces(glyphs: list[_Glyph], advance: float) -> Iterator[Piece]:
    pen = 0.0
    groups = [list(group) for _, group in groupby(glyphs, lambda glyph: glyph[:2])]
    for group in groups:
        items, pen = _items(group, pen)
        if group is groups[-1] and abs(pen - advance) > 0.05:
            items += f"{pen - advance:.1f}"
        yield Piece(group[0].font, items, group[0].rise)


def _items(glyphs: list[_Glyph], pen: float) -> tuple[str, float]:
    """Hexadecimal codes with moves between them; also where the pen is at the end."""
    out = ["<"]
    for glyph in glyphs:
        if abs(pen - glyph.x) > _NEGLIGIBLE:
            move = round(pen - glyph.x, 1)
            out.append(f">{move:g}<")
            pen -= move
        out.append(f"{glyph.code:04X}")
        pen += glyph.width
    return "".join([*out, ">"]).replace("<>", ""), pen
