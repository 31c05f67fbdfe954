"""How well the texts of a page stand out from what is painted under them. No surface: it follows what is drawn."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cjdesigner.drawing.colours import Colour, contrast, mix
from cjdesigner.drawing.drawing import Box, Gradient, Paint, Part, Placed, Shape, Text
from cjdesigner.export.document import Area, Page, View

_UNASKED = 256
_LARGE = 0.004
"""The share of a page from which on a filled area may be the ground of other parts than its own."""


class Faint(NamedTuple):
    """A text that stands out from its ground by this contrast: whose it is (the nearest part with an id), its words."""

    contrast: float
    id: str
    text: str


class _Ground(NamedTuple):
    """A filled area of a page in points of the page; (x, y) and `scale` lead back to the units of its paint."""

    left: float
    top: float
    right: float
    bottom: float
    paint: Paint
    opacity: float
    x: float
    y: float
    scale: float

    def colour(self, x: float, y: float, below: Colour) -> Colour:
        """What is seen at a point, on another colour."""
        paint = self.paint
        if isinstance(paint, Gradient):
            paint = _at(paint, (x - self.x) / self.scale, (y - self.y) / self.scale)
        return paint if self.opacity >= 1 else mix(paint, below, self.opacity)


def faint(page: Page, least: float = 4.5, check: Callable[[], None] = lambda: None) -> Iterator[Faint]:
    """The texts of a page whose contrast is less than `least`, in painting order. What is repeated is passed over.

    `check` is called every few hundred parts and may raise to stop the work.
    """
    large: list[_Ground] = []
    enough = page.width * page.height * _LARGE
    for view in page.views:
        for number, (part, owner, x, y, around) in enumerate(_parts(view)):
            if not number % _UNASKED:
                check()
            near = _around(large, part, x, y, view.scale) if not around else ()
            grounds = [*near, *around]
            for op in part.ops:
                if isinstance(op, Text) and not view.repeated:
                    found = _contrast(op, x, y, view.scale, grounds, page.background)
                    if found < least:
                        yield Faint(found, owner, op.line.text)
                elif (ground := _seen(_ground(op, x, y, view.scale), view.clip)) is not None:
                    grounds.append(ground)
                    if (ground.right - ground.left) * (ground.bottom - ground.top) >= enough:
                        large.append(ground)


def _parts(view: View) -> Iterator[tuple[Part, str, float, float, tuple[_Ground, ...]]]:
    """Each part with whose it is, its origin on the page, and the grounds of the parts around it; in painting order."""
    stack: list[tuple[Placed, str, float, float, tuple[_Ground, ...]]]
    stack = [(placed, "", view.x, view.y, ()) for placed in reversed(view.parts)]
    while stack:
        placed, owner, left, top, around = stack.pop()
        part, x, y = placed.part, left + placed.x * view.scale, top + placed.y * view.scale
        yield part, part.id or owner, x, y, around
        if part.children:
            own = [ground for op in part.ops
                   if (ground := _seen(_ground(op, x, y, view.scale), view.clip)) is not None]
            inner = (*around, *own)
            stack += [(child, part.id or owner, x, y, inner) for child in reversed(part.children)]


def _around(grounds: Iterable[_Ground], part: Part, x: float, y: float, scale: float) -> list[_Ground]:
    """Of what was painted before, what a part may stand on."""
    right, bottom = x + part.width * scale, y + part.height * scale
    return [each for each in grounds if each.left < right and each.right > x and each.top < bottom and each.bottom > y]


def _ground(op: object, x: float, y: float, scale: float) -> _Ground | None:
    if isinstance(op, Box) and op.fill is not None:
        left, top = x + op.x * scale, y + op.y * scale
        return _Ground(left, top, left + op.width * scale, top + op.height * scale, op.fill, op.opacity, x, y, scale)
    if isinstance(op, Shape) and op.fill is not None:
        flat = [value for segment in op.path for value in segment[1:] if isinstance(value, float | int)]
        if flat:
            across, down = flat[::2], flat[1::2]
            return _Ground(x + min(across) * scale, y + min(down) * scale, x + max(across) * scale,
                           y + max(down) * scale, op.fill, op.opacity, x, y, scale)
    return None


def _seen(ground: _Ground | None, clip: Area | None) -> _Ground | None:
    """What a view shows of an area."""
    if ground is None or clip is None:
        return ground
    left, top = max(ground.left, clip.x), max(ground.top, clip.y)
    right, bottom = min(ground.right, clip.x + clip.width), min(ground.bottom, clip.y + clip.height)
    return ground._replace(left=left, top=top, right=right, bottom=bottom) if left < right and top < bottom else None


def _contrast(op: Text, x: float, y: float, scale: float, grounds: Iterable[_Ground], page: Colour) -> float:
    """The least contrast of a line with what is under its two ends."""
    left, middle = x + (op.x + op.line.x) * scale, y + (op.y + op.line.baseline - op.size * 0.3) * scale
    found = 21.0
    for at in (left + 0.5, left + max(op.line.width * scale - 0.5, 0.5)):
        under = page
        for ground in grounds:
            if ground.left <= at <= ground.right and ground.top <= middle <= ground.bottom:
                under = ground.colour(at, middle, under)
        found = min(found, contrast(op.colour, under))
    return found


def _at(gradient: Gradient, x: float, y: float) -> Colour:
    """A gradient's colour at a point."""
    across, down = gradient.x2 - gradient.x1, gradient.y2 - gradient.y1
    length = across * across + down * down
    share = ((x - gradient.x1) * across + (y - gradient.y1) * down) / length if length else 0.0
    before = gradient.stops[0]
    for stop in gradient.stops:
        if stop.at >= share:
            part = (share - before.at) / (stop.at - before.at) if stop.at > before.at else 1.0
            return mix(stop.colour, before.colour, max(0.0, min(1.0, part)))
        before = stop
    return before.colour
