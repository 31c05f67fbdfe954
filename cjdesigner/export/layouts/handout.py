"""A hand-out: the map on one sheet in black and white. Kinds are told by icons and patterns instead of colours.

Whatever colour is left, of a face, a persona or a picture, becomes the grey that is as light.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from cjdesigner.drawing.colours import Colour, luminance
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import (
    Gradient,
    Op,
    Paint,
    Part,
    Pen,
    Picture,
    Placed,
    Raster,
    Shape,
    Stop,
    Symbol,
    Text,
    Use,
)
from cjdesigner.drawing.palettes import BY_NAME
from cjdesigner.drawing.symbols import CURRENT
from cjdesigner.drawing.theme import Theme
from cjdesigner.export.choices import FIT, Choices
from cjdesigner.export.document import Document, Page, View
from cjdesigner.export.layouts.fit import on_one_sheet
from cjdesigner.model.map import JourneyMap


def lay_out(journey: JourneyMap, choices: Choices, make: Callable[[], Composer] = Composer,
            check: Callable[[], None] = lambda: None) -> Document:
    """A document of one sheet in black and white. Paper gets its furniture always."""
    made = make()
    composer = Composer(made.typesetter, theme_for(choices.theme), languages=made.languages, legend=made.legend)
    framed = choices.furniture.chosen or choices.sheet.size != FIT
    document = on_one_sheet(journey, choices, composer, check, framed=framed)
    return replace(document, pages=tuple(map(_page, document.pages)))


def theme_for(wanted: Theme) -> Theme:
    """The theme for print: what was wished for where that is plain and light, else the one for print."""
    if wanted.plain and luminance(wanted.page) > 0.5:
        return wanted
    return BY_NAME["print"]


def _page(page: Page) -> Page:
    views = tuple(replace(view, parts=_parts(view)) for view in page.views)
    return replace(page, background=grey(page.background), views=views)


def _parts(view: View) -> tuple[Placed, ...]:
    return tuple(Placed(each.x, each.y, _part(each.part)) for each in view.parts)


def _part(part: Part) -> Part:
    children = tuple(Placed(each.x, each.y, _part(each.part)) for each in part.children)
    return replace(part, ops=tuple(map(_op, part.ops)), children=children)


def _op(op: Op) -> Op:
    if isinstance(op, Text):
        return op._replace(colour=grey(op.colour))
    if isinstance(op, Use):
        return op._replace(symbol=_symbol(op.symbol), colour=grey(op.colour))
    if isinstance(op, Picture):
        return replace(op, raster=_raster(op.raster))
    return op._replace(fill=_paint(op.fill), pen=_pen(op.pen))


@cache
def grey(colour: Colour) -> Colour:
    """The grey of the same luminance."""
    if colour == CURRENT:
        return colour
    light = luminance(colour)
    level = round(255 * (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
    return f"#{level:02X}{level:02X}{level:02X}"


def _paint(paint: Paint | None) -> Paint | None:
    if isinstance(paint, Gradient):
        return paint._replace(stops=tuple(Stop(stop.at, grey(stop.colour)) for stop in paint.stops))
    return grey(paint) if paint else None


def _pen(pen: Pen | None) -> Pen | None:
    return pen._replace(colour=grey(pen.colour)) if pen else None


@cache
def _symbol(symbol: Symbol) -> Symbol:
    """A symbol in grey, the same one each time, so that painters still share it."""
    shapes = tuple(Shape(shape.path, _paint(shape.fill), _pen(shape.pen), shape.opacity) for shape in symbol.shapes)
    return Symbol(symbol.name, symbol.size, shapes)


def _raster(raster: Raster) -> Raster:
    """A picture in shades of grey."""
    import io

    from cjdesigner.drawing.rasters import opened

    held = io.BytesIO()
    with opened(raster.content, raster.type) as image:
        image.convert("LA" if "A" in image.getbands() else "L").save(held, "PNG")
    return Raster(f"{raster.key}-grey", "image/png", raster.width, raster.height, held.getvalue())
