"""Shaping: a piece of text in one direction becomes runs of glyphs, one run per font of the fallback chain."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import uharfbuzz as hb

from cjdesigner.drawing.type.fonts import Font, FontSet, Weight

_FEATURES = {"kern": True, "liga": True}


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Glyphs of one font, in visual order. Positions are in em from the run's origin on the baseline, y downwards.

    `clusters` has the text of each glyph; of the glyphs of one cluster the first has the text, the others "".
    Compared by identity: equal text is shaped once and shared.
    """

    font: Font
    text: str
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    clusters: tuple[str, ...]
    advance: float
    missing: frozenset[str]


def _stays_with_base(char: str) -> bool:
    """Marks, joiners, variation selectors, skin tones and invisible controls take the font of what is before them."""
    code = ord(char)
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf")
        or 0xFE00 <= code <= 0xFE0F
        or 0x1F3FB <= code <= 0x1F3FF
    )


def itemise(text: str, weight: Weight, fonts: FontSet) -> Iterator[tuple[Font, str]]:
    """Splits text at the places where the font of the chain changes."""
    primary = fonts.primary(weight)
    if primary.coverage.issuperset(map(ord, text)):
        yield primary, text
        return
    font, start = primary, 0
    for index, char in enumerate(text):
        keeps = index > 0 and (_stays_with_base(char) or (char in " \u00a0" and ord(char) in font.coverage))
        wanted = font if keeps else fonts.find(char, weight) or primary
        if wanted is not font:
            if index > start:
                yield font, text[start:index]
            font, start = wanted, index
    yield font, text[start:]


def _shape(font: Font, text: str, *, rtl: bool) -> tuple[list[hb.GlyphInfo], list[hb.GlyphPosition]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(font.hb, buffer, _FEATURES)
    return buffer.glyph_infos, buffer.glyph_positions


def _clusters(starts: list[int], text: str) -> tuple[str, ...]:
    """The text of each glyph, given the index where each glyph's cluster starts."""
    edges = sorted(set(starts))
    ends = dict(zip(edges, [*edges[1:], len(text)], strict=True))
    seen: set[int] = set()
    found = []
    for start in starts:
        found.append("" if start in seen else text[start:ends[start]])
        seen.add(start)
    return tuple(found)


def shape_run(font: Font, text: str, *, rtl: bool) -> Run:
    """One run: `text` in one font and one direction."""
    infos, positions = _shape(font, text, rtl=rtl)
    em = font.upem
    pen, xs, ys = 0, [], []
    for place in positions:
        xs.append((pen + place.x_offset) / em)
        ys.append(-place.y_offset / em)
        pen += place.x_advance
    clusters = _clusters([info.cluster for info in infos], text)
    lost = frozenset(text for text, info in zip(clusters, infos, strict=True) if info.codepoint == 0 and text)
    glyphs = tuple(info.codepoint for info in infos)
    return Run(font, text, glyphs, tuple(xs), tuple(ys), clusters, pen / em, lost)


def shape(text: str, weight: Weight, fonts: FontSet, *, rtl: bool) -> tuple[Run, ...]:
    """Runs in visual order for a text in one direction."""
    runs = [shape_run(font, part, rtl=rtl) for font, part in itemise(text, weight, fonts)]
    return tuple(reversed(runs)) if rtl else tuple(runs)
