"""Operations of a drawing as operators of a PDF, and what these need of the document.

Coordinates are the drawing's, y downwards: one matrix at a view's start turns and scales them. Forms are symbols and
the frames of cards that are met often; symbols inherit the colours that stand for `currentColor`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from cjdesigner.drawing.drawing import Box, Gradient, Op, Pen, Picture, Raster, Shape, Symbol, Text, Use
from cjdesigner.drawing.symbols import CURRENT
from cjdesigner.export.pdf_operators import moved, path, rectangle, rgb, stroke
from cjdesigner.export.pdf_text import TextWriter

Frame = tuple[Box | Shape, ...]
_FEW = 6
"""How often a frame or a symbol is written out: packed, that takes about as much as a form."""

_T = TypeVar("_T", Frame, Symbol)


class Needs:
    """Names of what a page refers to: gradients, opacities, symbols, pictures, fonts.

    What is painted again and again is a form; before it was met that often, it costs less to write it out.
    """

    def __init__(self) -> None:
        self.gradients: dict[Gradient, str] = {}
        self.opacities: dict[float, str] = {1.0: "O1"}
        self.symbols: dict[Symbol, str] = {}
        self.pictures: dict[Raster, str] = {}
        self.frames: dict[Frame, str] = {}
        self.text = TextWriter()
        self._met: dict[Frame | Symbol, tuple[str, int]] = {}

    def gradient(self, gradient: Gradient) -> str:
        """The name of a gradient."""
        return self.gradients.setdefault(gradient, f"G{len(self.gradients) + 1}")

    def opacity(self, opacity: float) -> str:
        """The name of an opacity."""
        return self.opacities.setdefault(opacity, f"O{len(self.opacities) + 1}")

    def picture(self, raster: Raster) -> str:
        """The name of a picture."""
        return self.pictures.setdefault(raster, f"P{len(self.pictures) + 1}")

    def symbol(self, symbol: Symbol) -> str:
        """What paints a symbol in its own units."""
        name = self.symbols.get(symbol)
        return f"/{name} Do" if name else self._written(symbol, symbol_content, self.symbols, "S")

    def frame(self, frame: Frame) -> str:
        """What paints a frame from its own origin."""
        name = self.frames.get(frame)
        return f"/{name} Do" if name else f"q {self._written(frame, frame_content, self.frames, 'C')} Q"

    def _written(self, thing: _T, content: "Callable[[_T, Needs], str]", forms: dict[_T, str],
                 letter: str) -> str:
        """All the operators of something, which gets a name for the next time when it was met often enough."""
        written, met = self._met.get(thing) or (content(thing, self), 0)
        self._met[thing] = written, met + 1
        if met + 1 == _FEW:
            forms[thing] = f"{letter}{len(forms) + 1}"
        return written

    def forms(self) -> Iterator[tuple[str, str, tuple[float, float, float, float]]]:
        """The name, the operators and the size of each form."""
        for symbol, name in self.symbols.items():
            yield name, self._met[symbol][0], (-2.0, -2.0, symbol.size + 2, symbol.size + 2)
        for frame, name in self.frames.items():
            yield name, self._met[frame][0], frame_size(frame)


class Painter:
    """Writes operations; says again only what changed. Its colours begin as what it inherits (None: nothing)."""

    def __init__(self, needs: Needs, colour: str | None = CURRENT) -> None:
        self.out: list[str] = []
        self._needs = needs
        self._fill = self._line = colour
        self._pen: Pen | None = None
        self._opacity: float | None = 1.0 if colour else None
        self._held: list[tuple[str | None, str | None, Pen | None, float | None, tuple[str, float]]] = []

    def paint(self, op: Op, x: float, y: float) -> None:
        """Paints an operation of a part whose origin is at (x, y)."""
        if isinstance(op, Text):
            self.texts([op], x, y)
        elif isinstance(op, Use):
            self._use(op, x + op.x, y + op.y)
        elif isinstance(op, Picture):
            self._picture(op, x + op.x, y + op.y)
        elif isinstance(op, Box):
            self._outline(op, rectangle(op.width, op.height, op.radius), x + op.x, y + op.y, (op.x, op.y))
        else:
            self._outline(op, path(op.path), x, y)

    def enter(self, x: float, y: float) -> None:
        """What comes now, until `leave`, is placed from a point: so the same parts are written in the same way."""
        self._held.append((self._fill, self._line, self._pen, self._opacity, self._needs.text.font))
        self.out.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm")

    def leave(self) -> None:
        """Goes back to the origin, the colours and the font before `enter`."""
        self._fill, self._line, self._pen, self._opacity, self._needs.text.font = self._held.pop()
        self.out.append("Q")

    def frame(self, frame: Frame) -> None:
        """Paints operations that many parts begin with, one frame as another."""
        self.out.append(self._needs.frame(frame))

    def texts(self, ops: Sequence[Text], x: float, y: float) -> None:
        """Paints lines of text, one after the other in one text object."""
        self._set_opacity(1.0)
        self._fill = self._needs.text.block(ops, x, y, self.out, self._fill)

    def _outline(self, op: Box | Shape, outline: str, x: float, y: float, origin: tuple[float, float] = (0, 0)) -> None:
        """Paints an outline at (x, y). A gradient's places count from the part's origin, `origin` before that."""
        plain = isinstance(op.fill, str)
        if isinstance(op.fill, Gradient):
            self._shade(op.fill, op.opacity, outline, (x, y), origin)
        elif op.fill:
            self._set_fill(op.fill, op.opacity)
        if op.pen:
            self._set_pen(op.pen)
        if op.pen or plain:
            operator = ("B" if plain else "S") if op.pen else "f"
            self.out.append(f"q {moved(x, y)} {outline} {operator} Q" if x or y else f"{outline} {operator}")

    def _shade(self, gradient: Gradient, opacity: float, outline: str, at: tuple[float, float],
               origin: tuple[float, float]) -> None:
        self._set_opacity(opacity)
        name = self._needs.gradient(gradient)
        back = f"1 0 0 1 {-origin[0]:.2f} {-origin[1]:.2f} cm " if any(origin) else ""
        self.out.append(f"q 1 0 0 1 {at[0]:.2f} {at[1]:.2f} cm {outline} W n {back}/{name} sh Q")

    def _use(self, op: Use, x: float, y: float) -> None:
        self._set_fill(op.colour, 1.0)
        self._set_line(op.colour)
        self.out.append(f"q {moved(x, y, op.size / op.symbol.size)} {self._needs.symbol(op.symbol)} Q")

    def _picture(self, op: Picture, x: float, y: float) -> None:
        self._set_opacity(1.0)
        outline, name = rectangle(op.width, op.height, op.radius), self._needs.picture(op.raster)
        placed = f"{op.width:.2f} 0 0 {-op.height:.2f} 0 {op.height:.2f} cm"
        self.out.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {outline} W n {placed} /{name} Do Q")

    def _set_fill(self, colour: str, opacity: float) -> None:
        self._set_opacity(opacity)
        if colour != self._fill:
            self.out.append(f"{rgb(colour)} rg")
            self._fill = colour

    def _set_line(self, colour: str) -> None:
        if colour != self._line:
            self.out.append(f"{rgb(colour)} RG")
            self._line = colour

    def _set_opacity(self, opacity: float) -> None:
        if opacity != self._opacity:
            self.out.append(f"/{self._needs.opacity(opacity)} gs")
            self._opacity = opacity

    def _set_pen(self, pen: Pen) -> None:
        self._set_line(pen.colour)
        if pen != self._pen:
            self.out.append(stroke(pen))
            self._pen = pen


def frame_content(frame: Frame, needs: Needs) -> str:
    """A frame from its own origin. It says all its colours itself."""
    painter = Painter(needs, None)
    for op in frame:
        painter.paint(op, 0.0, 0.0)
    return "\n".join(painter.out)


def frame_size(frame: Frame) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all that a frame paints."""
    boxes = [op for op in frame if isinstance(op, Box)]
    points = [(x, y) for op in frame if isinstance(op, Shape) for _letter, *flat in op.path
              for x, y in zip(flat[::2], flat[1::2], strict=True)]
    lefts, tops = [box.x for box in boxes] + [x for x, _y in points], [box.y for box in boxes] + [y for _x, y in points]
    rights = [box.x + box.width for box in boxes] + [x for x, _y in points]
    bottoms = [box.y + box.height for box in boxes] + [y for _x, y in points]
    edge = max(op.pen.width if op.pen else 0.0 for op in frame) + 1
    return min(lefts) - edge, min(tops) - edge, max(rights) + edge, max(bottoms) + edge


def symbol_content(symbol: Symbol, needs: Needs) -> str:
    """A symbol in its own units. It begins with the colours that it is used with, and so does each of its shapes."""
    colours = {colour for shape in symbol.shapes for colour in (shape.fill, shape.pen and shape.pen.colour) if colour}
    apart = CURRENT in colours and len(colours) > 1
    painter, out = Painter(needs), []
    for shape in symbol.shapes:
        painter.paint(shape, 0.0, 0.0)
        if apart:
            out += ["q", *painter.out, "Q"]
            painter = Painter(needs)
    return "\n".join(out or painter.out)
