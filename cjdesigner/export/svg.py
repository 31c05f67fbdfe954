"""SVG, as strings: a group for each part, real text in embedded fonts, symbols used by reference.

All text and all values go through `svg_tags`, which escapes them; nothing refers to anything outside the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from cjdesigner.drawing.drawing import Box, Gradient, Op, Path, Pen, Picture, Placed, Shape, Symbol, Text, Use
from cjdesigner.drawing.type import Font
from cjdesigner.export.document import Document, Page, View
from cjdesigner.export.svg_fonts import style_sheet, used_fonts
from cjdesigner.export.svg_pictures import picture
from cjdesigner.export.svg_tags import number, tag, words
from cjdesigner.export.svg_text import text_of

_NOT_IN_IDS = re.compile(r"[^\w.-]")
_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"


@dataclass
class _Svg:
    """What the parts refer to by id, and how that is defined."""

    fonts: dict[Font, str]
    defs: list[str] = field(default_factory=list)
    gradients: dict[Gradient, str] = field(default_factory=dict)
    symbols: dict[Symbol, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def to_svg(document: Document, place: int = 0) -> bytes:
    """One page of a document as SVG. The same page gives the same bytes."""
    page = document.pages[place]
    fonts = used_fonts(page)
    svg = _Svg({font: f"f{place}" for place, font in enumerate(fonts, 1)})
    drawn = "".join([_view(view, svg) for view in page.views])
    sides = {"width": number(page.width), "height": number(page.height)}
    ground = tag("rect", sides | {"fill": page.background}) if page.background else ""
    style = tag("style", {}, words(style_sheet(fonts)))
    title = words(document.title if len(document.pages) == 1 else f"{document.title} – {page.name or page.label}")
    inside = [tag("title", {}, title), style, tag("defs", {}, "".join(svg.defs)), ground]
    return (_DECLARATION + tag("svg", _root(page, document.language), "".join([*inside, drawn]))).encode()


def _view(view: View, svg: _Svg) -> str:
    """A view; what it cuts off is cut off by a nested picture's edge."""
    place = f"translate({number(view.x)} {number(view.y)})" + (f" scale({view.scale:.6g})" if view.scale != 1 else "")
    drawn = tag("g", {"transform": place}, _parts(view.parts, svg))
    if view.clip is None:
        return drawn
    x, y, width, height = map(number, view.clip)
    sides = {"x": x, "y": y, "width": width, "height": height}
    return tag("svg", {**sides, "viewBox": f"{x} {y} {width} {height}"}, drawn)


def _root(page: Page, language: str) -> dict[str, str]:
    width, height = number(page.width), number(page.height)
    return {
        "xmlns": "http://www.w3.org/2000/svg", "width": f"{width}pt", "height": f"{height}pt",
        "viewBox": f"0 0 {width} {height}", "xml:lang": language, "xml:space": "preserve",
    }


def _parts(parts: Iterable[Placed], svg: _Svg) -> str:
    return "".join([_part(placed, svg) for placed in parts])


def _part(placed: Placed, svg: _Svg) -> str:
    part = placed.part
    looks = {"transform": f"translate({number(placed.x)} {number(placed.y)})"}
    name = f"{part.role}-{_NOT_IN_IDS.sub('_', part.id)}" if part.id else ""
    if name and name not in svg.ids:  # the second of two views of one part has none
        svg.ids.add(name)
        looks["id"] = name
    title = tag("title", {}, words(part.label)) if part.label else ""
    drawn = "".join([_drawn(op, svg) for op in part.ops])
    return tag("g", looks, title + drawn + _parts(part.children, svg))


def _drawn(op: Op, svg: _Svg) -> str:
    if isinstance(op, Text):
        return text_of(op, svg.fonts)
    if isinstance(op, Use):
        place = {"x": number(op.x), "y": number(op.y), "width": number(op.size), "height": number(op.size)}
        return tag("use", {"href": f"#{_symbol(op.symbol, svg)}", **place, "color": op.colour})
    if isinstance(op, Picture):
        return picture(op, svg.defs)
    if isinstance(op, Box):
        radius = min(op.radius, op.width / 2, op.height / 2)
        sides = {"x": op.x, "y": op.y, "width": op.width, "height": op.height, **({"rx": radius} if radius > 0 else {})}
        return tag("rect", {key: number(value) for key, value in sides.items()} | _paint(op, svg))
    return tag("path", {"d": _data(op.path)} | _paint(op, svg))


@lru_cache(maxsize=4096)
def _data(path: Path) -> str:
    return "".join(letter + " ".join(map(number, numbers)) for letter, *numbers in path)


def _paint(op: Box | Shape, svg: _Svg) -> dict[str, str]:
    """Fill and stroke as attributes."""
    fill = f"url(#{_gradient(op.fill, svg)})" if isinstance(op.fill, Gradient) else op.fill or "none"
    looks = {"fill": fill}
    if op.opacity != 1 and op.fill:
        looks["fill-opacity"] = f"{op.opacity:g}"
    return looks | (_stroke(op.pen) if op.pen else {})


def _stroke(pen: Pen) -> dict[str, str]:
    looks = {"stroke": pen.colour, "stroke-width": f"{pen.width:g}"}
    if pen.dash:
        looks["stroke-dasharray"] = " ".join(f"{length:g}" for length in pen.dash)
    return looks | ({"stroke-linecap": "round", "stroke-linejoin": "round"} if pen.round else {})


def _gradient(gradient: Gradient, svg: _Svg) -> str:
    found = svg.gradients.get(gradient)
    if found is None:
        found = svg.gradients[gradient] = f"gradient{len(svg.gradients) + 1}"
        ends = {key: number(getattr(gradient, key)) for key in ("x1", "y1", "x2", "y2")}
        stops = [tag("stop", {"offset": f"{stop.at:g}", "stop-color": stop.colour}) for stop in gradient.stops]
        looks = {"id": found, "gradientUnits": "userSpaceOnUse", **ends}
        svg.defs.append(tag("linearGradient", looks, "".join(stops)))
    return found


def _symbol(symbol: Symbol, svg: _Svg) -> str:
    found = svg.symbols.get(symbol)
    if found is None:
        found = svg.symbols[symbol] = f"symbol{len(svg.symbols) + 1}"
        looks = {"id": found, "viewBox": f"0 0 {symbol.size:g} {symbol.size:g}", "overflow": "visible"}
        svg.defs.append(tag("symbol", looks, "".join([_drawn(shape, svg) for shape in symbol.shapes])))
    return found
