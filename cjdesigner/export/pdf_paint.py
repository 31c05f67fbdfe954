"""Operations of a drawing as operators of a PDF, and what these need of the document.

Coordinates are the drawing's, y downwards: one matrix at a view's start turns and scales them. Forms are symbols and
the frames of cards; symbols inherit the colours that stand for `currentColor`.
"""

from collections.abc import Sequence

from cjdesigner.drawing.drawing import Box, Gradient, Op, Pen, Picture, Raster, Shape, Symbol, Text, Use
from cjdesigner.drawing.symbols import CURRENT
from cjdesigner.export.pdf_operators import path, rectangle, rgb, stroke
from cjdesigner.export.pdf_text import TextWriter

Frame = tuple[Box | Shape, ...]


class Needs:
    """Names of what a page refers to: gradients, opacities, symbols, pictures, fonts."""

    def __init__(self) -> None:
        self.gradients: dict[Gradient, str] = {}
        self.opacities: dict[float, str] = {1.0: "O1"}
        self.symbols: dict[Symbol, str] = {}
        self.pictures: dict[Raster, str] = {}
        self.frames: dict[Frame, str] = {}
        self.text = TextWriter()
        self._once: set[Frame] = set()

    def gradient(self, gradient: Gradient) -> str:
        """The name of a gradient."""
        return self.gradients.setdefault(gradient, f"G{len(self.gradients) + 1}")

    def opacity(self, opacity: float) -> str:
        """The name of an opacity."""
        return self.opacities.setdefault(opacity, f"O{len(self.opacities) + 1}")

    def symbol(self, symbol: Symbol) -> str:
        """The name of a symbol's form."""
        return self.symbols.setdefault(symbol, f"S{len(self.symbols) + 1}")

    def picture(self, raster: Raster) -> str:
        """The name of a picture."""
        return self.pictures.setdefault(raster, f"P{len(self.pictures) + 1}")

    def frame(self, frame: Frame) -> str | None:
        """The name of a frame's form; None when it is met for the first time, which many are not again."""
        name = self.frames.get(frame)
        if name is None and frame in self._once:
            name = self.frames[frame] = f"C{len(self.frames) + 1}"
        self._once.add(frame)
        return name


class Painter:
    """Writes operations; says again only what changed. Its colours begin as what it inherits (None: nothing)."""

    def __init__(self, needs: Needs, colour: str | None = CURRENT) -> None:
        self.out: list[str] = []
        self._needs = needs
        self._fill = self._line = colour
        self._pen: Pen | None = None
        self._opacity: float | None = 1.0 if colour else None

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

    def frame(self, frame: Frame, x: float, y: float) -> None:
        """Paints operations that many parts begin with: a form, once it is known that there are several."""
        name = self._needs.frame(frame) if len(frame) > 1 else None
        if name:
            self.out.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm /{name} Do Q")
        else:
            for op in frame:
                self.paint(op, x, y)

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
            self.out.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {outline} {operator} Q")

    def _shade(self, gradient: Gradient, opacity: float, outline: str, at: tuple[float, float],
               origin: tuple[float, float]) -> None:
        self._set_opacity(opacity)
        name = self._needs.gradient(gradient)
        back = f"1 0 0 1 {-origin[0]:.2f} {-origin[1]:.2f} cm " if any(origin) else ""
        self.out.append(f"q 1 0 0 1 {at[0]:.2f} {at[1]:.2f} cm {outline} W n {back}/{name} sh Q")

    def _use(self, op: Use, x: float, y: float) -> None:
        self._set_fill(op.colour, 1.0)
        self._set_line(op.colour)
        scale = op.size / op.symbol.size
        self.out.append(f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm /{self._needs.symbol(op.symbol)} Do Q")

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
    """A symbol in its own units. Each shape starts with the colours that the symbol is used with."""
    out = []
    for shape in symbol.shapes:
        painter = Painter(needs)
        painter.paint(shape, 0.0, 0.0)
        out += ["q", *painter.out, "Q"]
    return "\n".join(out)


