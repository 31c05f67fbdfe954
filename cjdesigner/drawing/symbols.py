"""Icons and faces: the SVG files of `resources/` as symbols. A missing file becomes a visible question mark's box."""

from functools import cache
from typing import TypeGuard
from xml.etree import ElementTree

from cjdesigner import assets
from cjdesigner.drawing.colours import Colour, toned
from cjdesigner.drawing.drawing import Paint, Path, Pen, Segment, Shape, Symbol

CURRENT = "currentColor"
FACES = {-2: "minus2", -1: "minus1", 0: "zero", 1: "plus1", 2: "plus2"}


def _point_pairs(points: tuple[tuple[float, float], ...]) -> tuple[float, ...]:
    return tuple(value for point in points for value in point)


def _cubic(start: tuple[float, float], control: tuple[float, float], end: tuple[float, float]) -> Segment:
    """A quadratic curve as a cubic one: its handles are two thirds of the way to the control point."""
    (x0, y0), (x1, y1), (x2, y2) = start, control, end
    third = 2 / 3
    return ("C", x0 + third * (x1 - x0), y0 + third * (y1 - y0), x2 + third * (x1 - x2), y2 + third * (y1 - y2), x2, y2)


def parse(data: str) -> Path:
    """An SVG path as segments."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.svgLib.path import parse_path

    pen = DecomposingRecordingPen(None)
    parse_path(data, pen)
    path: list[Segment] = []
    last = (0.0, 0.0)
    for verb, points in pen.value:
        if verb == "moveTo":
            path.append(("M", *points[0]))
        elif verb == "lineTo":
            path.append(("L", *points[0]))
        elif verb == "curveTo":
            path.append(("C", *_point_pairs(points)))
        elif verb == "qCurveTo":
            path.append(_cubic(last, *points))
        elif verb == "closePath":
            path.append(("Z",))
        last = points[-1] if points else last
    return tuple(path)


def _shape(element: ElementTree.Element, root: ElementTree.Element) -> Shape:
    fill = element.get("fill", root.get("fill", "#000000"))
    stroke = element.get("stroke", root.get("stroke", "none"))
    width = float(element.get("stroke-width", root.get("stroke-width", "1")))
    pen = None if stroke == "none" else Pen(stroke, width, round=True)
    return Shape(parse(element.get("d", "")), None if fill == "none" else fill, pen)


def _missing(name: str) -> Symbol:
    pen = Pen(CURRENT, 2, round=True)
    box = Shape(parse("M4 4H20V20H4Z M9 9L15 15 M15 9L9 15"), None, pen)
    return Symbol(name, 24, (box,))


def _load(folder: str, name: str) -> Symbol:
    try:
        root = ElementTree.parse(assets.path(folder, f"{name}.svg")).getroot()
    except (OSError, ElementTree.ParseError):
        return _missing(name)
    size = float((root.get("viewBox") or "0 0 24 24").split()[3])
    return Symbol(f"{folder}-{name}", size, tuple(_shape(e, root) for e in root.iter() if e.tag.endswith("path")))


@cache
def icon(name: str) -> Symbol:
    """An icon by its file's name, 24 units high, drawn in the current colour."""
    return _load("icons", name)


@cache
def face(score: int, tone: Colour | None = None) -> Symbol:
    """The face of an emotion score, in its own colours or in shades of one."""
    found = _load("faces", FACES[score])
    if tone is None:
        return found
    shapes = tuple(shape._replace(fill=toned(shape.fill, tone)) if _is_colour(shape.fill) else shape
                   for shape in found.shapes)
    return Symbol(f"{found.name}-{tone[1:]}", found.size, shapes)


def _is_colour(paint: Paint | None) -> TypeGuard[Colour]:
    return isinstance(paint, str) and paint != CURRENT
