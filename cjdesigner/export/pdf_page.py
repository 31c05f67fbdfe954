"""One page of a PDF as operators: a drawing's parts in painting order, and what they need of the document.

Coordinates are the drawing's, y downwards: one matrix at the start turns and scales them. Forms are symbols; they
inherit the colours that stand for `currentColor`.
"""

from cjdesigner.drawing.drawing import Box, Gradient, Op, Pen, Picture, Raster, Shape, Symbol, Text, Use
from cjdesigner.drawing.symbols import CURRENT
from cjdesigner.export.document import Page, View
from cjdesigner.export.pdf_operators import path, rectangle, rgb, stroke
from cjdesigner.export.pdf_text import TextWriter


class Needs:
    """Names of what a page refers to: gradients, opacities, symbols, pictures, fonts."""

    def __init__(self) -> None:
        self.gradients: dict[Gradient, str] = {}
        self.opacities: dict[float, str] = {1.0: "O1"}
        self.symbols: dict[Symbol, str] = {}
        self.pictures: dict[Raster, str] = {}
        self.text = TextWriter()

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


class Painter:
    """Writes operations; says again only what changed. Its colours begin as what it inherits."""

    def __init__(self, needs: Needs) -> None:
        self.out: list[str] = []
        self._needs = needs
        self._fill = self._line = CURRENT
        self._pen: Pen | None = None
        self._opacity = 1.0

    def paint(self, op: Op, x: float, y: float) -> None:
        """Paints an operation of a part whose origin is at (x, y)."""
        if isinstance(op, Text):
            self._set_fill(op.colour, 1.0)
            self.out.append(self._needs.text.line(op, x + op.x, y + op.y))
        elif isinstance(op, Use):
            self._use(op, x + op.x, y + op.y)
        elif isinstance(op, Picture):
            self._picture(op, x + op.x, y + op.y)
        elif isinstance(op, Box):
            self._outline(op, rectangle(op.width, op.height, op.radius), x + op.x, y + op.y, (op.x, op.y))
        else:
            self._outline(op, path(op.path), x, y)

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


def page_content(page: Page, needs: Needs) -> str:
    """Everything on a page: its ground over the whole sheet, if it has one, then its views."""
    ground = f"{rgb(page.background)} rg 0 0 {page.width:.4f} {page.height:.4f} re f" if page.background else ""
    return "\n".join(["q", ground, "Q", *(_view(view, page.height, needs) for view in page.views)])


def _view(view: View, height: float, needs: Needs) -> str:
    """One view; `height` is the page's."""
    painter = Painter(needs)
    needs.text.forget()
    for x, y, part in view.walk():
        for op in part.ops:
            painter.paint(op, x, y)
    clip = []
    if view.clip is not None:
        x, y, wide, high = view.clip
        clip = [f"{x:.4f} {height - y - high:.4f} {wide:.4f} {high:.4f} re W n"]
    matrix = f"{view.scale:.6f} 0 0 {-view.scale:.6f} {view.x:.4f} {height - view.y:.4f} cm"
    return "\n".join(["q", *clip, matrix, *painter.out, "Q"])


def symbol_content(symbol: Symbol, needs: Needs) -> str:
    """A symbol in its own units. Each shape starts with the colours that the symbol is used with."""
    out = []
    for shape in symbol.shapes:
        painter = Painter(needs)
        painter.paint(shape, 0.0, 0.0)
        out += ["q", *painter.out, "Q"]
    return "\n".join(out)


