"""Fonts in a PDF: what HarfBuzz has shaped, as codes of subset fonts whose ToUnicode says what was typed.

A code stands for a glyph *and* the text that it was shaped from, so that one glyph can be two characters. A font
whose codes must be its glyph numbers (CFF) gets a second subset where a glyph stands for a second text.
"""

import hashlib
import io
import re
import struct
from collections.abc import Container
from typing import NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)

from cjdesigner.drawing.type import Font
from cjdesigner.export.pdf_file import Archive, stream

UNSEEN = -1
"""A glyph without ink, which only carries a character; a thousandth wide, because PDFium breaks lines at nothing."""

_MOST = 0xFFFF
_USELESS_TABLES = (
    "GSUB", "GPOS", "GDEF", "BASE", "name", "post", "STAT", "MATH", "kern", "vhea", "vmtx", "VORG", "meta", "DSIG",
    "cmap", "OS/2", "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "sbix",
)
_TO_UNICODE = """\
/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{entries}
endcmap CMapName currentdict /CMap defineresource pop end end
"""


class Key(NamedTuple):
    """What has a code of its own: a glyph, its text, and by how many thousandths of an em it is made wider."""

    glyph: int
    text: str
    wider: int = 0


class _Code(NamedTuple):
    glyph: int
    text: str
    width: int


class Codes:
    """What each code means. A text has the same code in all fonts, so that one table says it for all of them."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}
        self._by_text: dict[str, list[int]] = {}
        self._table: PDFObjectReference | None = None

    @property
    def full(self) -> bool:
        """Whether there is no code left."""
        return len(self._texts) >= _MOST

    def code(self, text: str, taken: Container[int]) -> int:
        """A code for a text in a font where some are taken."""
        known = self._by_text.setdefault(text, [])
        found = next((code for code in known if code not in taken), 0)
        if not found:
            found = len(self._texts) + 1
            self._texts[found] = text
            known.append(found)
        return found

    def table(self, doc: Archive) -> PDFObjectReference:
        """The table, written once."""
        self._table = self._table or doc.refer(stream(_to_unicode(self._texts)))
        return self._table


class Subset:
    """One font of a PDF. `code` is asked while the page is written, `reference` at its end."""

    def __init__(self, font: Font, name: str, codes: Codes) -> None:
        self.font = font
        self.name = name
        self._shared = codes
        self.coded_by_glyph = "glyf" not in font.tables
        self._codes: dict[Key, int] = {}
        self._used: dict[int, _Code] = {}
        self._blank = font.face.glyph_count - 1
        self._bears = ""

    def takes(self, key: Key) -> bool:
        """Whether this subset can still take a glyph for a text."""
        if key in self._codes:
            return True
        if not self.coded_by_glyph and key.glyph in (UNSEEN, self._blank) and self._bears not in ("", _sort(key)):
            return False
        return self._real(key) not in self._used if self.coded_by_glyph else not self._shared.full

    def code(self, key: Key) -> tuple[int, int]:
        """The code for a glyph that stands for a text, and the width that it has, in thousandths of an em."""
        found = self._codes.get(key)
        if found is None:
            real = self._real(key)
            self._bears = _sort(key) if real == self._blank else self._bears
            found = self._codes[key] = real if self.coded_by_glyph else self._shared.code(key.text, self._used)
            width = 0 if key.glyph == UNSEEN else self.font.hb.get_glyph_h_advance(key.glyph) * 1000 / self.font.upem
            self._used[found] = _Code(real, key.text, max(round(width) + key.wider, 1))
        return found, self._used[found].width

    def _real(self, key: Key) -> int:
        """The font's glyph; for the unseen one the font's last, which loses its ink; for a missing one the space."""
        if key.glyph > 0:
            return key.glyph
        blank = key.glyph == UNSEEN and not self.coded_by_glyph
        return self._blank if blank else self.font.hb.get_nominal_glyph(0x20) or 1

    def reference(self, doc: Archive) -> PDFObjectReference:
        """Writes the font into a document."""
        data, places = self._subset()
        name = f"{_tag(data)}+{_postscript_name(self.font)}"
        entry = {
            "Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": PDFName(name),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArrayCompact([self._descendant(doc, name, data, places)]),
            "ToUnicode": self._table(doc),
        }
        return _indirect(doc, entry)

    def _table(self, doc: Archive) -> PDFObjectReference:
        """What the codes mean."""
        if self.coded_by_glyph:
            return doc.refer(stream(_to_unicode({code: used.text for code, used in self._used.items()})))
        return self._shared.table(doc)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The font file with the used glyphs only, and where each of them is in it."""
        plan = hb.SubsetPlan(self.font.face, _subset_input(self.font, {0, *(u.glyph for u in self._used.values())}))
        face, places = plan.execute(), plan.old_to_new_glyph_mapping
        if self.coded_by_glyph:
            return bytes(hb.Face(face.blob).reference_table("CFF ").data), {}
        data = bytes(face.blob.data)
        if self._bears == _sort(Key(UNSEEN, "")):
            data = without_ink(data, places[self._blank])
        return data, {used.glyph: places[used.glyph] for used in self._used.values()}

    def _descendant(self, doc: Archive, name: str, data: bytes, places: dict[int, int]) -> PDFObjectReference:
        system = {"Registry": PDFString(b"Adobe", enc="raw"), "Ordering": PDFString(b"Identity", enc="raw")}
        entry = {
            "Type": PDFName("Font"), "Subtype": PDFName("CIDFontType0" if self.coded_by_glyph else "CIDFontType2"),
            "BaseFont": PDFName(name), "CIDSystemInfo": PDFDictionary({**system, "Supplement": 0}), "DW": 0,
            "W": _widths(self._used), "FontDescriptor": self._descriptor(doc, name, data),
        }
        if not self.coded_by_glyph:
            glyphs = [places[self._used[code].glyph] if code in self._used else 0
                      for code in range(max(self._used) + 1)]
            entry["CIDToGIDMap"] = doc.refer(stream(struct.pack(f">{len(glyphs)}H", *glyphs)))
        return _indirect(doc, entry)

    def _descriptor(self, doc: Archive, name: str, data: bytes) -> PDFObjectReference:
        font = self.font
        box = struct.unpack(">4h", bytes(font.face.reference_table("head").data)[36:44])
        capital = font.hb.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT) or round(font.ascent * font.upem * 0.7)
        slant: float = font.hb.get_style_value(hb.StyleTag.SLANT_ANGLE)
        key = "FontFile3" if self.coded_by_glyph else "FontFile2"
        extra = {"Subtype": PDFName("CIDFontType0C")} if self.coded_by_glyph else {"Length1": len(data)}
        return _indirect(doc, {
            "Type": PDFName("FontDescriptor"), "FontName": PDFName(name), "Flags": 68 if slant else 4, "StemV": 80,
            "FontBBox": PDFArrayCompact([round(v * 1000 / font.upem) for v in box]), "ItalicAngle": round(slant, 1),
            "Ascent": round(font.ascent * 1000), "Descent": round(-font.descent * 1000),
            "CapHeight": round(capital * 1000 / font.upem), key: doc.refer(stream(data, extra)),
        })


def _sort(key: Key) -> str:
    """What the font's last glyph is used for: as itself, or as the one without ink."""
    return "unseen" if key.glyph == UNSEEN else "seen"


def without_ink(data: bytes, glyph: int) -> bytes:
    """A font of which one glyph is blank and a thousandth of an em wide."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    name = font.getGlyphName(glyph)
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (round(font["head"].unitsPerEm / 1000), 0)
    held = io.BytesIO()
    font.save(held, reorderTables=False)
    return held.getvalue()


def _subset_input(font: Font, glyphs: set[int]) -> hb.SubsetInput:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    if "glyf" not in font.tables:
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.DOWNGRADE_CFF2
    drop = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    drop.update({int.from_bytes(tag.encode(), "big") for tag in _USELESS_TABLES})
    if "fvar" in font.tables:
        wanted.pin_all_axes_to_default(font.face)
    return wanted


def _indirect(doc: Archive, entry: dict[str, object]) -> PDFObjectReference:
    return doc.refer(PDFDictionary(entry))


def _tag(data: bytes) -> str:
    """Six capital letters that say which subset this is."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


def _postscript_name(font: Font) -> str:
    name = font.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or font.key
    return "".join(char for char in name if "!" <= char <= "~" and char not in "()<>[]{}/%#")[:63] or "Font"


def _widths(used: dict[int, _Code]) -> PDFArrayCompact:
    """Codes in sequences: first code, [widths]."""
    sequences: list[tuple[int, list[int]]] = []
    for code in sorted(used):
        if not sequences or code != sequences[-1][0] + len(sequences[-1][1]):
            sequences.append((code, []))
        sequences[-1][1].append(used[code].width)
    return PDFArrayCompact([part for first, widths in sequences for part in (first, PDFArrayCompact(widths))])


def _to_unicode(texts: dict[int, str]) -> bytes:
    """Codes in sequences, which may not go on from one first byte to the next: first code, last code, [texts]."""
    lines: list[tuple[int, list[str]]] = []
    for code in sorted(texts):
        if not lines or code != lines[-1][0] + len(lines[-1][1]) or not code & 255:
            lines.append((code, []))
        lines[-1][1].append(f"<{_allowed(texts[code]).encode('utf-16-be').hex().upper()}>")
    ranges = [f"<{first:04X}><{first + len(held) - 1:04X}>[{''.join(held)}]" for first, held in lines]
    blocks = [ranges[start:start + 100] for start in range(0, len(ranges), 100)]
    joined = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return _TO_UNICODE.format(entries=joined).encode()


def _allowed(text: str) -> str:
    """A text without what a character of a PDF may not mean."""
    return re.sub("[\0\ufeff\ufffe\uffff]", "\ufffd", text)
