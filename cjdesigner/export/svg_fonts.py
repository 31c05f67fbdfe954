"""Fonts in an SVG: each font of the drawing, subset by HarfBuzz to its characters, inside the style sheet.

Unlike in a PDF the viewer shapes the text, so the subset keeps its character map and layout tables.
"""

import base64
import hashlib

import uharfbuzz as hb

from cjdesigner.drawing.type import Font
from cjdesigner.export.document import Page


def used_fonts(page: Page) -> dict[Font, set[int]]:
    """The fonts of a page and the code points that each of them shows, in the order of their appearance."""
    runs = {run: None for view in page.views for op in view.texts() for run in op.line.row}
    found: dict[Font, set[int]] = {}
    for run in runs:
        found.setdefault(run.font, set()).update(map(ord, run.text))
    return found


def style_sheet(fonts: dict[Font, set[int]]) -> str:
    """A face and a class `f1`, `f2`, … for each font. Spaces count, also where `xml:space` is not known any more."""
    rules = [_rules(font, codes, f"f{place}") for place, (font, codes) in enumerate(fonts.items(), 1)]
    return "\n".join(["text{white-space:pre}", *rules])


def _rules(font: Font, codes: set[int], name: str) -> str:
    """The family's name has its content's mark, so that two drawings on one page keep their fonts apart."""
    data = _subset(font, codes)
    family = f"cj-{hashlib.sha256(data).hexdigest()[:10]}"
    look = f"font-weight:{weight_of(font)};font-style:{slope_of(font)}"
    kind = "otf" if data[:4] == b"OTTO" else "ttf"
    source = f"url(data:font/{kind};base64,{base64.b64encode(data).decode()})"
    families = ",".join(f'"{each}"' for each in (family, _family(font)) if each)
    face = f'@font-face{{font-family:"{family}";{look};src:{source}}}'
    return f"{face}\n.{name}{{font-family:{families},sans-serif;{look}}}"


def _subset(font: Font, codes: set[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(codes)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    if "fvar" in font.tables:
        wanted.pin_all_axes_to_default(font.face)
    return bytes(wanted.subset(font.face).blob.data)


def weight_of(font: Font) -> int:
    """How bold a font is, from 100 to 900."""
    weight: float = font.hb.get_style_value(hb.StyleTag.WEIGHT)
    return round(weight)


def slope_of(font: Font) -> str:
    """Whether a font is "italic" or "normal"."""
    return "italic" if font.hb.get_style_value(hb.StyleTag.ITALIC) else "normal"


def _family(font: Font) -> str:
    """The family by which a program that ignores embedded fonts may find it."""
    names = hb.OTNameIdPredefined
    family = font.face.get_name(names.TYPOGRAPHIC_FAMILY) or font.face.get_name(names.FONT_FAMILY) or ""
    return "".join(char for char in family if char.isalnum() or char in " -")
