"""SVG, by the library's own tree: a group for each part, real text in embedded fonts, symbols used by reference.

Text is escaped by the library alone; nothing refers to anything outside the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from cjdesigner.drawing.drawing import Box, Gradient, Op, Path, Pen, Picture, Placed, Shape, Symbol, Text, Use
from cjdesigner.drawing.type import Font
from cjdesigner.export.pages import Laid
from cjdesigner.export.svg_fonts import style_sheet, used_fonts
from cjdesigner.export.svg_pictures import add_picture
from cjdesigner.export.svg_text import add_text, number, safe

_NOT_IN_IDS = re.compile(r"[^\w.-]")


@dataclass
class _Svg:
    """What the parts refer to by id."""

    defs: Element
    fonts: dict[Font, str]
    gradients: dict[Gradient, str] = field(default_factory=dict)
    symbols: dict[Symbol, str] = field(default_factory=dict)


def to_svg(laid: Laid) -> bytes:
    """An SVG document. The same drawing gives the same bytes."""
    drawing = laid.drawing
    root = _root(laid)
    SubElement(root, "title").text = safe(drawing.title)
    fonts = used_fonts(drawing)
    SubElement(root, "style").text = style_sheet(fonts)
    svg = _Svg(SubElement(root, "defs"), {font: f"f{place}" for place, font in enumerate(fonts, 1)})
    ground = {"width": number(laid.width), "height": number(laid.height), "fill": drawing.background}
    SubElement(root, "rect", ground)
    place = f"translate({number(laid.x)} {number(laid.y)})" + (f" scale({laid.scale:.6g})" if laid.scale != 1 else "")
    _add_parts(SubElement(root, "g", {"transform": place}), drawing.parts, svg)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _root(laid: Laid) -> Element:
    width, height = number(laid.width), number(laid.height)
    return Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "width": f"{width}pt", "height": f"{height}pt",
        "viewBox": f"0 0 {width} {height}", "xml:lang": laid.drawing.language, "xml:space": "preserve",
    })


def _add_parts(parent: Element, parts: Iterable[Placed], svg: _Svg) -> None:
    for placed in parts:
        part = placed.part
        group = SubElement(parent, "g", {"transform": f"translate({number(placed.x)} {number(placed.y)})"})
        if part.id:
            group.set("id", f"{part.role}-{_NOT_IN_IDS.sub('_', part.id)}")
        if part.label:
            SubElement(group, "title").text = safe(part.label)
        for op in part.ops:
            _add(group, op, svg)
        _add_parts(group, part.children, svg)


def _add(parent: Element, op: Op, svg: _Svg) -> None:
    if isinstance(op, Text):
        add_text(parent, op, svg.fonts)
    elif isinstance(op, Use):
        place = {"x": number(op.x), "y": number(op.y), "width": number(op.size), "height": number(op.size)}
        SubElement(parent, "use", {"href": f"#{_symbol(op.symbol, svg)}", **place, "color": op.colour})
    elif isinstance(op, Picture):
        add_picture(parent, op, svg.defs)
    elif isinstance(op, Box):
        radius = min(op.radius, op.width / 2, op.height / 2)
        sides = {"x": op.x, "y": op.y, "width": op.width, "height": op.height, **({"rx": radius} if radius > 0 else {})}
        SubElement(parent, "rect", {key: number(value) for key, value in sides.items()} | _paint(op, svg))
    else:
        SubElement(parent, "path", {"d": _data(op.path)} | _paint(op, svg))


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
        made = SubElement(svg.defs, "linearGradient", {"id": found, "gradientUnits": "userSpaceOnUse", **ends})
        for stop in gradient.stops:
            SubElement(made, "stop", {"offset": f"{stop.at:g}", "stop-color": stop.colour})
    return found


def _symbol(symbol: Symbol, svg: _Svg) -> str:
    found = svg.symbols.get(symbol)
    if found is None:
        found = svg.symbols[symbol] = f"symbol{len(svg.symbols) + 1}"
        box = {"viewBox": f"0 0 {symbol.size:g} {symbol.size:g}", "overflow": "visible"}
        made = SubElement(svg.defs, "symbol", {"id": found, **box})
        for shape in symbol.shapes:
            _add(made, shape, svg)
    return found
