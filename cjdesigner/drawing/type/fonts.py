"""Font files and the chain in which a character looks for its glyph: bundled families first, then the system's."""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

from cjdesigner import assets
from cjdesigner.drawing.text_style import Weight

_BUNDLED: dict[Weight, tuple[str, ...]] = {
    "regular": ("BeVietnamPro-Regular", "Inter-Regular", "NotoEmoji-Regular"),
    "medium": ("BeVietnamPro-Medium", "Inter-Regular", "NotoEmoji-Regular"),
    "semibold": ("BeVietnamPro-SemiBold", "Inter-SemiBold", "NotoEmoji-Regular"),
    "bold": ("BeVietnamPro-Bold", "Inter-SemiBold", "NotoEmoji-Regular"),
    "italic": ("BeVietnamPro-Italic", "Inter-Regular", "NotoEmoji-Regular"),
}

_WELL_KNOWN = (
    "NotoSansCJK-Regular", "NotoSansSC-Regular", "NotoSansArabic-Regular", "NotoSansHebrew-Regular",
    "NotoSansThai-Regular", "NotoSansDevanagari-Regular", "NotoSansKhmer-Regular", "NotoSansLao-Regular",
    "NotoSansBengali-Regular", "NotoSansTamil-Regular", "NotoSansSymbols2-Regular", "NotoSansMath-Regular",
    "msyh", "meiryo", "malgun", "segoeui", "tahoma", "leelawui", "nirmala", "seguisym",
    "pingfang", "hiragino sans gb", "applesdgothicneo", "geezapro", "thonburi", "arial unicode",
    "wqy-microhei", "DroidSansFallbackFull", "DejaVuSans", "FreeSans",
)
"""System fonts that cover many scripts well, by file name; asked before any other file of the system."""


class Font:
    """One face of a font file. Metrics are in em (1.0 is the type size)."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.key = file.stem
        blob = hb.Blob.from_file_path(str(file))
        self.face = hb.Face(blob, 0)
        self.hb = hb.Font(self.face)
        self.upem: int = self.face.upem
        extents = self.hb.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.upem
        self.descent: float = -extents.descender / self.upem

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The code points that have a glyph."""
        return frozenset(self.face.unicodes)

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tags of the font's tables."""
        return frozenset(self.face.table_tags)

    def __repr__(self) -> str:
        return f"Font({self.key})"


def system_folders() -> list[Path]:
    """Where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = Path("/usr/share/fonts"), Path("/usr/local/share/fonts")
    return [*shared, home / ".local/share/fonts", home / ".fonts"]


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for base, _, names in sorted(os.walk(folder)):
            yield from (Path(base, name) for name in sorted(names) if name.lower().endswith((".ttf", ".otf", ".ttc")))


class FontSet:
    """The fonts of one process: bundled, given (`extra`), and the system's, each opened when first needed."""

    def __init__(self, extra: Iterable[Path] = (), *, system: bool = True) -> None:
        self._extra = [Font(file) for file in extra]
        self._system = system
        self._open: dict[str, Font] = {}
        self._by_char: dict[str, Font | None] = {}

    def font(self, name: str) -> Font:
        """A bundled font by its file's stem."""
        if name not in self._open:
            self._open[name] = Font(assets.path("fonts", f"{name}.ttf"))
        return self._open[name]

    def primary(self, weight: Weight) -> Font:
        """The first font of a weight's chain."""
        return self.font(_BUNDLED[weight][0])

    def last_resort(self, weight: Weight) -> Font:
        """The font whose box stands for what no font has: the bundled one that shows a visible box."""
        return self.font(_BUNDLED[weight][1])

    def find(self, char: str, weight: Weight) -> Font | None:
        """The first font of the chain that has a glyph for the character, or None."""
        code = ord(char)
        for name in _BUNDLED[weight]:
            if code in (font := self.font(name)).coverage:
                return font
        return next((font for font in self._extra if code in font.coverage), None) or self._find_in_system(char)

    def _find_in_system(self, char: str) -> Font | None:
        if not self._system:
            return None
        if char not in self._by_char:
            self._by_char[char] = next((f for f in self._system_fonts() if ord(char) in f.coverage), None)
        return self._by_char[char]

    @cached_property
    def _system_files(self) -> list[Path]:
        order = {name.lower(): place for place, name in enumerate(_WELL_KNOWN)}
        files = _font_files(system_folders())
        return sorted(files, key=lambda file: (order.get(file.stem.lower(), len(order)), str(file)))

    def _system_fonts(self) -> Iterator[Font]:
        for file in self._system_files[:400]:
            key = str(file)
            if key not in self._open:
                try:
                    self._open[key] = Font(file)
                except (hb.HarfBuzzError, OSError, MemoryError):
                    continue
            font = self._open[key]
            if {"glyf", "CFF ", "CFF2"} & font.tables:
                yield font
