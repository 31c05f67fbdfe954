"""Shaping: a piece of text in one direction becomes runs of glyphs, one run per font of the fallback chain."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import uharfbuzz as hb

from cjdesigner.drawing.text_style import Weight
from cjdesigner.drawing.type.direction import has_rtl
from cjdesigner.drawing.type.fonts import Font, FontSet

_FEATURES = {"kern": True, "liga": True}


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Glyphs of one font, in visual order. Positions are in em from the run's origin on the baseline, y downwards.

    `clusters` has the text of each glyph; of the glyphs of one cluster the first has the text, the others "".
    `ink` is the advance without the white space behind the text. Compared by identity: equal text is shaped once.
    """

    font: Font
    text: str
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    clusters: tuple[str, ...]
    advance: float
    ink: float
    missing: frozenset[str]


def _stays_with_base(char: str) -> bool:
    """Marks, joiners, variation selectors, skin tones and invisible controls take the font of what is before them."""
    code = ord(char)
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf")
        or 0xFE00 <= code <= 0xFE0F
        or 0x1F3FB <= code <= 0x1F3FF
    )


def _units(text: str) -> Iterator[str]:
    """Each character with the marks and joiners that stay with it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _stays_with_base(text[index]):
            yield text[start:index]
            start = index


def _needed(unit: str) -> list[str]:
    """The characters of a unit that must have a glyph: all but joiners, controls and variation selectors."""
    return [c for c in unit if unicodedata.category(c) != "Cf" and not 0xFE00 <= ord(c) <= 0xFE0F] or [unit[0]]


def _font_for(unit: str, weight: Weight, fonts: FontSet) -> Font:
    """The first font of the chain that has all of a unit, else the first that has its base, else the last resort."""
    needed = _needed(unit)
    first = fonts.find(needed[0], weight)
    candidates = [first, *(fonts.find(char, weight) for char in needed[1:])]
    whole = next((f for f in candidates if f and f.coverage.issuperset(map(ord, needed))), None)
    return whole or first or fonts.last_resort(weight)


def itemise(text: str, weight: Weight, fonts: FontSet) -> Iterator[tuple[Font, str]]:
    """Splits text at the places where the font of the chain changes. What no font has is the last resort's."""
    primary = fonts.primary(weight)
    if primary.coverage.issuperset(map(ord, text)):
        yield primary, text
        return
    font, held = primary, ""
    for unit in _units(text):
        stays = held and unit in " \u00a0" and ord(unit) in font.coverage
        wanted = font if stays else _font_for(unit, weight, fonts)
        if wanted is not font and held:
            yield font, held
            held = ""
        font, held = wanted, held + unit
    if held:
        yield font, held


def _shape(font: Font, text: str, *, rtl: bool) -> tuple[list[hb.GlyphInfo], list[hb.GlyphPosition]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(font.hb, buffer, _FEATURES)
    return buffer.glyph_infos, buffer.glyph_positions


def _clusters(starts: list[int], text: str) -> tuple[str, ...]:
    """The text of each glyph, given the index where each glyph's cluster starts."""
    if starts == list(range(len(text))):
        return tuple(text)
    edges = sorted(set(starts))
    ends = dict(zip(edges, [*edges[1:], len(text)], strict=True))
    seen: set[int] = set()
    found = []
    for start in starts:
        found.append("" if start in seen else text[start:ends[start]])
        seen.add(start)
    return tuple(found)


def _lost(glyphs: list[int], clusters: tuple[str, ...]) -> frozenset[str]:
    """The texts of the clusters that hold the glyph for what a font does not have."""
    text, found = "", set()
    for glyph, own in zip(glyphs, clusters, strict=True):
        text = own or text
        if glyph == 0:
            found.add(text)
    return frozenset(found)


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
    glyphs = [info.codepoint for info in infos]
    lost = _lost(glyphs, clusters) if 0 in glyphs else frozenset[str]()
    spaces = 0 if rtl else len(text) - len(text.rstrip(" "))
    ink = xs[-spaces] if spaces else pen / em
    return Run(font, text, tuple(glyphs), tuple(xs), tuple(ys), clusters, pen / em, ink, lost)


def shape_plain(font: Font, word: str) -> Run | None:
    """A word as one run of a font from left to right, or None if it is not as simple as that."""
    if has_rtl(word) or not font.coverage.issuperset(map(ord, word)):
        return None
    run = shape_run(font, word, rtl=False)
    return None if run.missing else run


def shape(text: str, weight: Weight, fonts: FontSet, *, rtl: bool) -> tuple[Run, ...]:
    """Runs in visual order for a text in one direction."""
    if not text:
        return ()
    runs = [shape_run(font, part, rtl=rtl) for font, part in itemise(text, weight, fonts)]
    return tuple(reversed(runs)) if rtl else tuple(runs)
