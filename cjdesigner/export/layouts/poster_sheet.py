"""What stands around a piece on a poster's sheet: marks for the scissors and the glue, stages and lanes, a key.

All in points of the sheet. What is inside of the marks is the poster; the rest is cut off or glued over.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cjdesigner.drawing.compose.lanes import lane_colour
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Box, Op, Part, Pen, Placed, Shape, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.theme import look
from cjdesigner.export.document import Area
from cjdesigner.export.layouts.furniture import PLAIN, Frame
from cjdesigner.export.layouts.paper import GAP, MARGIN, drawn, millimetres, shortened
from cjdesigner.export.layouts.poster_plan import Piece, Plan
from cjdesigner.model.map import JourneyMap

ASIDE = 176.0
_NAMES = 64.0
_STAGES = 20.0
_MARKS = 12.0
_LABEL = TextStyle("bold", 15, 1.2)
_NAME = TextStyle("semibold", 8.5, 1.3)
_LEAST_NAME = 0.75
"""The share of its size down to which a lane's name is made smaller, so that no word of it is broken."""
_KEY = (48.0, 24.0)


class Geometry(NamedTuple):
    """Where a piece lies on its sheet, how large it can be, and the width of the strip for glue."""

    x: float
    y: float
    width: float
    height: float
    overlap: float


def geometry(frame: Frame, overlap: float) -> Geometry:
    """The room for a piece within the furniture."""
    unit, body = frame.paper.unit, frame.body
    left, top, end = (_NAMES + _MARKS) * unit, (_STAGES + _MARKS) * unit, overlap + _MARKS * unit
    return Geometry(body.x + left, body.y + top, body.width - left - end, body.height - top - end, overlap)


class Neighbours(NamedTuple):
    """The sheets at the right and below a sheet, None at the poster's edge."""

    right: str | None
    below: str | None


def neighbours(piece: Piece, pieces: Iterable[Piece]) -> Neighbours:
    """Which sheets are glued onto a sheet's strips."""
    at = {(each.row, each.column): each.label for each in pieces}
    return Neighbours(at.get((piece.row, piece.column + 1)), at.get((piece.row + 1, piece.column)))


def _line(x1: float, y1: float, x2: float, y2: float, pen: Pen) -> Op:
    return Shape((("M", x1, y1), ("L", x2, y2)), None, pen)


def marks(place: Geometry, size: tuple[float, float], beside: Neighbours, unit: float, kit: Kit) -> list[Op]:
    """Crop marks at the four corners, and the strips for glue with the names of the sheets that go there."""
    pen, near, far = Pen(kit.theme.text, 0.5), 3 * unit, 10 * unit
    left, top, right, bottom = place.x, place.y, place.x + size[0], place.y + size[1]
    over = place.overlap if beside.right else 0.0
    under = place.overlap if beside.below else 0.0
    ops: list[Op] = []
    for x in (left, right):
        ops += [_line(x, top - far, x, top - near, pen), _line(x, bottom + under + near, x, bottom + under + far, pen)]
    for y in (top, bottom):
        ops += [_line(left - far, y, left - near, y, pen), _line(right + over + near, y, right + over + far, y, pen)]
    if beside.right:
        ops += _tab(Area(right, top, over, size[1]), "arrow-right", beside.right, unit, kit)
    if beside.below:
        ops += _tab(Area(left, bottom, size[0], under), "arrow-down", beside.below, unit, kit)
    return ops


def _tab(area: Area, arrow: str, label: str, unit: float, kit: Kit) -> list[Op]:
    """A strip for glue: its outline, and which sheet is glued there."""
    block = kit.block(label, TextStyle("semibold", 8 * unit, 1.3))
    size = 9 * unit
    wide, high = block.width + size + 8 * unit, block.height + 4 * unit
    if area.width < wide:
        wide, high = max(block.width, size) + 6 * unit, block.height + size + 6 * unit
    x, y = area.x + (area.width - wide) / 2, area.y + (area.height - high) / 2
    ops: list[Op] = [Box(area.x, area.y, area.width, area.height, 0, None, Pen(kit.theme.quiet, 0.5, (3, 3))),
                     Box(x, y, wide, high, 4 * unit, kit.theme.card, Pen(kit.theme.line, 0.5))]
    if high > block.height + 5 * unit:
        ops.append(Use(icon(arrow), x + (wide - size) / 2, y + 2 * unit, size, kit.theme.text))
        return ops + text_ops(block, x + (wide - block.width) / 2, y + size + 3 * unit, kit.theme.text)
    ops.append(Use(icon(arrow), x + 3 * unit, y + (high - size) / 2, size, kit.theme.text))
    return ops + text_ops(block, x + size + 5 * unit, y + 2 * unit, kit.theme.text)


def head(piece: Piece, plan: Plan, frame: Frame, kit: Kit) -> list[Placed]:
    """The sheet's name in its corner; the poster's size and the key at the header's right. In units."""
    unit = frame.paper.unit
    body, right = frame.body, frame.paper.width / frame.paper.unit - MARGIN
    label = kit.block(piece.label, _LABEL)
    top = MARGIN * 0.75
    count = len(plan.pieces)
    said = kit.words.ngettext("{count} sheet", "{count} sheets", count).format(count=count)
    wide, high = (millimetres(side * plan.scale) for side in plan.extent[2:])
    lines = kit.block(f"{said}\n{wide} × {high} mm", PLAIN, ASIDE - _KEY[0] - 2 * GAP, "end")
    return [
        Placed(body.x / unit, body.y / unit, drawn(text_ops(label, 0, 0, kit.theme.text), label.width, label.height)),
        Placed(right - ASIDE + GAP, top + (_KEY[1] - lines.height) / 2,
               drawn(text_ops(lines, 0, 0, kit.theme.quiet), ASIDE - _KEY[0] - 2 * GAP, lines.height)),
        Placed(right - _KEY[0], top, drawn(_key(piece, plan, kit), *_KEY)),
    ]


def _key(piece: Piece, plan: Plan, kit: Kit) -> Iterator[Op]:
    """The whole poster, small, with this sheet filled."""
    scale = min(_KEY[0] / plan.extent.width, _KEY[1] / plan.extent.height)
    left = _KEY[0] - plan.extent.width * scale
    for each in plan.pieces:
        x, y = each.area.x - plan.extent.x, each.area.y - plan.extent.y
        fill = kit.theme.text if each == piece else kit.theme.card
        yield Box(left + x * scale, y * scale, each.area.width * scale, each.area.height * scale, 0, fill,
                  Pen(kit.theme.quiet, 0.4))


def names(piece: Piece, plan: Plan, place: Geometry, journey: JourneyMap, unit: float, kit: Kit) -> list[Placed]:
    """The stages above a piece and the lanes at its left, where the piece does not show them itself."""
    scale, area = plan.scale, piece.area
    found: list[Placed] = []
    for each in plan.parts:
        part = each.part
        if part.role == "stage" and not area.y <= each.y <= area.y + area.height:
            start, end = max(each.x, area.x), min(each.x + part.width, area.x + area.width)
            if (end - start) * scale > 5 * GAP * unit:
                width = (end - start) * scale - 2 * unit
                found.append(Placed(place.x + (start - area.x) * scale, place.y - (_STAGES + _MARKS) * unit,
                                    _stage(part, journey, width, unit, kit)))
        if part.role == "lane" and not (piece.column == 0 and area.y <= each.y <= area.y + area.height):
            start, end = max(each.y, area.y), min(each.y + part.height, area.y + area.height)
            if (made := _lane(part, journey, (end - start) * scale, unit, kit)) is not None:
                found.append(Placed(place.x - (_NAMES + _MARKS) * unit, place.y + (start - area.y) * scale, made))
    return found


def _stage(part: Part, journey: JourneyMap, width: float, unit: float, kit: Kit) -> Part:
    """A stage's name in its colour."""
    chevron = part.ops[0]
    colour = chevron.fill if isinstance(chevron, Shape) and isinstance(chevron.fill, str) else kit.theme.text
    ink = next((op.colour for op in part.ops if not isinstance(op, Shape | Box) and hasattr(op, "colour")), "#FFFFFF")
    style = TextStyle(_NAME.weight, _NAME.size * unit, _NAME.leading)
    block = shortened(journey.stages[part.id].name, style, max(width - GAP * unit, 4), kit, 1, "centre")
    high = _STAGES * unit
    ops: list[Op] = [Box(0, 0, width, high, 4 * unit, colour)]
    ops += text_ops(block, GAP * unit / 2, (high - block.height) / 2, ink)
    return drawn(ops, width, high)


def _lane(part: Part, journey: JourneyMap, height: float, unit: float, kit: Kit) -> Part | None:
    """A lane's icon and name; nothing where there is no room for a line."""
    lane = journey.lanes[part.id]
    style = TextStyle(_NAME.weight, _NAME.size * unit, _NAME.leading)
    bar, size = 2.5 * unit, 12 * unit
    lines = int((height - size - 3 * unit) // (style.size * style.leading))
    if height < size or not lane.name:
        return None
    ink = kit.theme.ink(lane_colour(lane, kit))
    left, width = bar + 5 * unit, _NAMES * unit
    widest = max(kit.block(word, style).width for word in lane.name.split() or [lane.name])
    if widest > width - left:
        style = TextStyle(style.weight, style.size * max((width - left) / widest - 0.01, _LEAST_NAME), style.leading)
    ops: list[Op] = [Box(0, 0, bar, height, 0, ink), Use(icon(look(lane.kind).icon), left, unit, size, ink)]
    if lines > 0:
        ops += text_ops(shortened(lane.name, style, width - left, kit, lines), left, size + 3 * unit, ink)
    return drawn(ops, width, height)
