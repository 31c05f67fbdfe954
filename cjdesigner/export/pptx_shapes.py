"""Parts of a drawing as DrawingML: a group for each part, in it preset shapes, free forms, pictures and text boxes.

All lengths of the format are whole numbers of EMU, 12,700 to a point.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import groupby

from cjdesigner.drawing.drawing import Box, Op, Part, Path, Pen, Picture, Shape, Symbol, Text, Use
from cjdesigner.drawing.symbols import CURRENT
from cjdesigner.export.document import Area
from cjdesigner.export.pptx_paint import EMU, fills_of, no_fill, stroke_of
from cjdesigner.export.pptx_text import Block, blocks, text_body
from cjdesigner.export.svg_tags import tag

__all__ = ["EMU", "Slide", "hidden_title", "part_group"]

_NAMESPACES = {
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_FINE = 1000
"""Units of a path to one of the drawing's."""
_LONGEST_NAME = 80
_PLAIN = tag("p:nvPr", {})
"""That a shape is no placeholder."""
_DECORATION = tag("a:extLst", {}, tag("a:ext", {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"}, tag(
    "adec:decorative", {"xmlns:adec": "http://schemas.microsoft.com/office/drawing/2017/decorative", "val": "1"})))


@dataclass
class _Counter:
    """The numbers of a slide's shapes; 1 is the tree itself."""

    last: int = 1

    def next(self) -> str:
        self.last += 1
        return str(self.last)


@dataclass(frozen=True)
class Slide:
    """What shapes need of their slide: its language, its pictures, and where their view lies, in points."""

    language: str
    picture: Callable[[bytes], str]
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    clip: tuple[float, ...] | None = None
    numbers: _Counter = field(default_factory=_Counter)

    def at(self, x: float, y: float, scale: float, clip: tuple[float, ...] | None) -> "Slide":
        """The same slide, for a view at a place."""
        return replace(self, x=x, y=y, scale=scale, clip=clip)

    def wrapped(self, inside: str) -> str:
        """Shapes under one element that knows the names of the format."""
        return tag("p:spTree", _NAMESPACES, inside or tag("p:extLst", {}))

    def shown(self, x: float, y: float, width: float, height: float) -> Area | None:
        """What the view shows of a rectangle of its own, as a rectangle of the slide; None if nothing."""
        left, top = self.x + x * self.scale, self.y + y * self.scale
        right, bottom = left + width * self.scale, top + height * self.scale
        if self.clip:
            x0, y0, wide, high = self.clip
            left, top, right, bottom = max(left, x0), max(top, y0), min(right, x0 + wide), min(bottom, y0 + high)
            if right < left or bottom < top:
                return None
        return Area(left, top, right - left, bottom - top)


def hidden_title(slide: Slide, name: str, width: float) -> str:
    """The title of a slide for screen readers and lists: above the slide, as PowerPoint itself hides titles."""
    about = tag("p:nvSpPr", {}, tag("p:cNvPr", {"id": slide.numbers.next(), "name": _short(name)})
                + tag("p:cNvSpPr", {}, tag("a:spLocks", {"noGrp": "1"}))
                + tag("p:nvPr", {}, tag("p:ph", {"type": "title"})))
    place = tag("p:spPr", {}, _transform(Area(0, -48, width, 40)))
    return tag("p:sp", {}, about + place + text_body(Block.of_words(name), slide.language, 1.0))


def part_group(slide: Slide, x: float, y: float, part: Part, *, spoken: bool = True) -> str:
    """A part's own shapes as a group with its words for those who do not see it; its children have their own.

    What is not `spoken` is marked as decoration.
    """
    around = slide.shown(x, y, part.width, part.height)
    if around is None or not part.ops:
        return ""
    number = slide.numbers.next()
    drawn = "".join([_drawn(slide, x, y, each) for each in blocks(part.ops)])
    if not drawn:
        return ""
    label = part.label or _said(part.ops)
    looks = {"id": number, "name": _short(label or part.role), "descr": label if spoken else ""}
    about = tag("p:nvGrpSpPr", {}, tag("p:cNvPr", looks, "" if spoken else _DECORATION) + tag("p:cNvGrpSpPr", {})
                + _PLAIN)
    return tag("p:grpSp", {}, about + tag("p:grpSpPr", {}, _transform(around, group=True)) + drawn)


def _said(ops: Iterable[Op]) -> str:
    return " ".join(op.line.text.strip() for op in ops if isinstance(op, Text))


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else line[:_LONGEST_NAME - 1] + "…"


def _transform(place: Area, *, group: bool = False, turned: bool = False) -> str:
    """Where a shape is. There are very many, all whole numbers: nothing here needs to be escaped."""
    x, y, width, height = (round(side * EMU) for side in place)
    if group:
        width, height = max(width, 1), max(height, 1)
    inside = f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
    if group:
        inside += f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>'
    return f"<a:xfrm flipV=\"1\">{inside}</a:xfrm>" if turned else f"<a:xfrm>{inside}</a:xfrm>"


def _drawn(slide: Slide, x: float, y: float, each: Op | Block) -> str:
    if isinstance(each, Block):
        return _text_box(slide, x, y, each)
    if isinstance(each, Use):
        return _symbol(slide, x + each.x, y + each.y, each)
    if isinstance(each, Picture):
        return _picture(slide, x, y, each)
    if isinstance(each, Box):
        return _box(slide, x, y, each)
    return _free_form(slide, x, y, each) if isinstance(each, Shape) else ""


def _shape(slide: Slide, name: str, place: Area, geometry: str, looks: str) -> str:
    about = tag("p:nvSpPr", {}, tag("p:cNvPr", {"id": slide.numbers.next(), "name": name}) + tag("p:cNvSpPr", {})
                + _PLAIN)
    return tag("p:sp", {}, about + tag("p:spPr", {}, _transform(place) + geometry + looks))


def _painted(slide: Slide, name: str, place: Area, geometry: str, op: Box | Shape, around: Area) -> str:
    """A shape with its fill and its line; one for each of several fills, the last with the line."""
    *under, top = fills_of(op.fill, op.opacity, around)
    below = [_shape(slide, name, place, geometry, fill + stroke_of(None, slide.scale)) for fill in under]
    return "".join([*below, _shape(slide, name, place, geometry, top + stroke_of(op.pen, slide.scale))])


def _box(slide: Slide, x: float, y: float, op: Box) -> str:
    place = slide.shown(x + op.x, y + op.y, op.width, op.height)
    if place is None:
        return ""
    return _painted(slide, "Box", place, _outline(op), op, Area(op.x, op.y, op.width, op.height))


@cache
def _preset(name: str) -> str:
    """One of PowerPoint's own shapes."""
    return tag("a:prstGeom", {"prst": name}, tag("a:avLst", {}))


def _outline(op: Box) -> str:
    """A rectangle, its corners rounded, or a circle."""
    short = min(op.width, op.height)
    share = min(op.radius / short, 0.5) if short > 0 else 0.0
    if share >= 0.5 and op.width == op.height:
        return _preset("ellipse")
    if share <= 0:
        return _preset("rect")
    adjusted = tag("a:gd", {"name": "adj", "fmla": f"val {round(share * 100_000)}"})
    return tag("a:prstGeom", {"prst": "roundRect"}, tag("a:avLst", {}, adjusted))


def _free_form(slide: Slide, x: float, y: float, op: Shape) -> str:
    around = _bounds(op.path)
    place = slide.shown(x + around.x, y + around.y, around.width, around.height)
    if place is None:
        return ""
    if len(op.path) == 2 and op.path[1][0] == "L":
        return _line(slide, x, y, op)
    whole = Area(slide.x + (x + around.x) * slide.scale, slide.y + (y + around.y) * slide.scale,
                 around.width * slide.scale, around.height * slide.scale)
    return _painted(slide, "Shape", whole, _geometry(op.path, around), op, around)


def _line(slide: Slide, x: float, y: float, op: Shape) -> str:
    """A straight line, which PowerPoint calls a connector."""
    (x1, y1), (x2, y2) = (segment[1:] for segment in op.path)
    left, top, wide, high = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
    place = slide.shown(x + left, y + top, wide, high)
    if place is None or op.pen is None:
        return ""
    about = tag("p:nvCxnSpPr", {}, tag("p:cNvPr", {"id": slide.numbers.next(), "name": "Line"})
                + tag("p:cNvCxnSpPr", {}) + _PLAIN)
    where = _transform(place, turned=(x2 - x1) * (y2 - y1) < 0)
    return tag("p:cxnSp", {}, about + tag("p:spPr", {}, where + _preset("line") + stroke_of(op.pen, slide.scale)))


@lru_cache(maxsize=4096)
def _bounds(path: Path) -> Area:
    """The rectangle around a path and the handles of its curves."""
    xs = [value for _verb, *numbers in path for value in numbers[0::2]]
    ys = [value for _verb, *numbers in path for value in numbers[1::2]]
    return Area(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


_VERBS = {"M": "a:moveTo", "L": "a:lnTo", "C": "a:cubicBezTo"}


@lru_cache(maxsize=4096)
def _geometry(path: Path, around: Area) -> str:
    """A path as a free form of its own size: it is scaled to the shape that it is in."""
    steps = []
    for verb, *numbers in path:
        if verb == "Z":
            steps.append(tag("a:close", {}))
            continue
        points = [tag("a:pt", {"x": str(round((px - around.x) * _FINE)), "y": str(round((py - around.y) * _FINE))})
                  for px, py in zip(numbers[0::2], numbers[1::2], strict=True)]
        steps.append(tag(_VERBS[verb], {}, "".join(points)))
    size = {"w": str(max(round(around.width * _FINE), 1)), "h": str(max(round(around.height * _FINE), 1))}
    lists = "".join(tag(f"a:{name}", {}) for name in ("avLst", "gdLst", "ahLst", "cxnLst"))
    frame = tag("a:rect", {"l": "0", "t": "0", "r": "r", "b": "b"})
    return tag("a:custGeom", {}, lists + frame + tag("a:pathLst", {}, tag("a:path", size, "".join(steps))))


@lru_cache(maxsize=512)
def _joined(symbol: Symbol) -> tuple[Shape, ...]:
    """A symbol's shapes; strokes that look alike are one, so that an icon is one shape to move and to colour."""
    found: list[Shape] = []
    for (fill, pen, opacity), group in groupby(symbol.shapes, lambda shape: (shape.fill, shape.pen, shape.opacity)):
        held = list(group)
        if fill is None:
            found.append(Shape(tuple(segment for shape in held for segment in shape.path), None, pen, opacity))
        else:
            found += held
    return tuple(found)


def _symbol(slide: Slide, x: float, y: float, op: Use) -> str:
    """A symbol's free forms, in a group where there are several."""
    share = op.size / op.symbol.size
    place = slide.shown(x, y, op.size, op.size)
    if place is None:
        return ""
    inner = replace(slide, x=slide.x + x * slide.scale, y=slide.y + y * slide.scale, scale=slide.scale * share,
                    clip=None)
    shapes = _joined(op.symbol)
    if len(shapes) == 1:
        return _free_form(inner, 0, 0, _coloured(shapes[0], op.colour))
    number = slide.numbers.next()
    drawn = "".join([_free_form(inner, 0, 0, _coloured(shape, op.colour)) for shape in shapes])
    about = tag("p:nvGrpSpPr", {}, tag("p:cNvPr", {"id": number, "name": op.symbol.name}) + tag("p:cNvGrpSpPr", {})
                + _PLAIN)
    return tag("p:grpSp", {}, about + tag("p:grpSpPr", {}, _transform(place, group=True)) + drawn)


def _coloured(shape: Shape, colour: str) -> Shape:
    """A symbol's shape with a colour in the place of its `currentColor`."""
    fill = colour if shape.fill == CURRENT else shape.fill
    pen = Pen(colour, *shape.pen[1:]) if shape.pen and shape.pen.colour == CURRENT else shape.pen
    return Shape(shape.path, fill, pen, shape.opacity)


def _picture(slide: Slide, x: float, y: float, op: Picture) -> str:
    place = slide.shown(x + op.x, y + op.y, op.width, op.height)
    if place is None:
        return ""
    key = slide.picture(op.raster.content)
    about = tag("p:nvPicPr", {}, tag("p:cNvPr", {"id": slide.numbers.next(), "name": _short(op.alt) or "Picture",
                                                 "descr": op.alt})
                + tag("p:cNvPicPr", {}, tag("a:picLocks", {"noChangeAspect": "1"})) + _PLAIN)
    fill = tag("p:blipFill", {}, tag("a:blip", {"r:embed": key}) + tag("a:stretch", {}, tag("a:fillRect", {})))
    outline = _outline(Box(op.x, op.y, op.width, op.height, op.radius))
    return tag("p:pic", {}, about + fill + tag("p:spPr", {}, _transform(place) + outline))


def _text_box(slide: Slide, x: float, y: float, block: Block) -> str:
    place = slide.shown(x + block.x, y + block.y, block.width, block.height)
    if place is None or place.height < block.height * slide.scale / 2:
        return ""
    whole = Area(slide.x + (x + block.x) * slide.scale, slide.y + (y + block.y) * slide.scale,
                 block.width * slide.scale, block.height * slide.scale)
    about = tag("p:nvSpPr", {}, tag("p:cNvPr", {"id": slide.numbers.next(), "name": _short(block.text) or "Text"})
                + tag("p:cNvSpPr", {"txBox": "1"}) + _PLAIN)
    looks = tag("p:spPr", {}, _transform(whole) + _preset("rect") + no_fill())
    return tag("p:sp", {}, about + looks + text_body(block, slide.language, slide.scale))

