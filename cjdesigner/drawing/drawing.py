"""The drawing: what every surface paints. Frozen values in points, y downwards, no idea of a map or of a surface.

A `Part` is painted with its origin at its parent's `Placed` point; parts that did not change are the same object
in the next drawing, so that painters can remember what they made of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cjdesigner.drawing.colours import Colour
from cjdesigner.drawing.type import Line


class Stop(NamedTuple):
    """A colour at a place between 0 and 1 of a gradient."""

    at: float
    colour: Colour


class Gradient(NamedTuple):
    """A linear gradient from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    stops: tuple[Stop, ...]


Paint = Colour | Gradient

Segment = tuple[str, *tuple[float, ...]]
"""("M" or "L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",)."""
Path = tuple[Segment, ...]


class Pen(NamedTuple):
    """A stroke: colour, width in points, dashes (lengths on and off, empty for a full line), rounded ends."""

    colour: Colour
    width: float = 0.75
    dash: tuple[float, ...] = ()
    round: bool = False


class Box(NamedTuple):
    """A rectangle with rounded corners. `opacity` holds for the fill."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    fill: Paint | None = None
    pen: Pen | None = None
    opacity: float = 1.0


class Shape(NamedTuple):
    """A path, filled (non-zero rule) and stroked. `opacity` holds for the fill."""

    path: Path
    fill: Paint | None = None
    pen: Pen | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """A small picture in its own square of `size` units, shared by all who use it. Compared by identity."""

    name: str
    size: float
    shapes: tuple[Shape, ...]


class Use(NamedTuple):
    """A symbol at a place, `size` points high. `colour` stands in for the symbol's `currentColor`."""

    symbol: Symbol
    x: float
    y: float
    size: float
    colour: Colour


class Text(NamedTuple):
    """One line of text: `x` is the left edge of its block, `y` its block's top."""

    x: float
    y: float
    line: Line
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture's bytes, found to be good: `drawing.rasters` makes these. The same `key` means the same bytes."""

    key: str
    type: Literal["image/png", "image/jpeg"]
    width: int
    height: int
    content: bytes = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster in a rectangle with rounded corners. `alt` says what it shows."""

    x: float
    y: float
    width: float
    height: float
    raster: Raster
    radius: float = 0.0
    alt: str = ""


Op = Box | Shape | Use | Text | Picture

_NONE: frozenset[str] = frozenset()


def lost_in(ops: Iterable[Op]) -> frozenset[str]:
    """The characters that no font has."""
    lost = [op.line.missing for op in ops if type(op) is Text and op.line.missing]
    return frozenset[str]().union(*lost) if lost else _NONE


Role = Literal[
    "page", "header", "persona", "stage", "step", "lane", "lane_head", "card", "emotion", "words", "curve", "hint",
    "divider", "footer", "legend",
]


@dataclass(frozen=True, slots=True)
class Part:
    """Something with a meaning: what it is (`role`), whose (`id` of the entity), what it says (`label`)."""

    role: Role
    id: str
    label: str
    width: float
    height: float
    ops: tuple[Op, ...]
    children: tuple["Placed", ...] = ()
    missing: frozenset[str] = frozenset()
    """The characters in `ops` that no font has."""
    of: str = ""
    """The entity whose words these are, if another part has its id: a face and what is written beside it."""
    leads: str = ""
    """The stage to whose page this leads, in a document of several."""


class Placed(NamedTuple):
    """A part and the point of its parent where its origin is."""

    x: float
    y: float
    part: Part


def walk(parts: Sequence[Placed]) -> Iterator[tuple[float, float, Part]]:
    """Every part with the absolute place of its origin, parents before children, in painting order."""
    stack = [(0.0, 0.0, placed) for placed in reversed(parts)]
    while stack:
        x, y, placed = stack.pop()
        left, top = x + placed.x, y + placed.y
        yield left, top, placed.part
        stack += [(left, top, child) for child in reversed(placed.part.children)]


class StepColumn(NamedTuple):
    """A step's place within the column of its stage."""

    step: str
    x: float
    width: float


class Column(NamedTuple):
    """A stage's place: `x` and `width` of the cells' column, and the columns of its steps within.

    `place` counts all the map's stages from the left, those too that are hidden.
    """

    stage: str
    x: float
    width: float
    place: int = 0
    steps: tuple[StepColumn, ...] = ()
    collapsed: bool = False

    def moved(self, by: float) -> "Column":
        """The same column further to the right."""
        steps = tuple(StepColumn(step.step, step.x + by, step.width) for step in self.steps)
        return Column(self.stage, self.x + by, self.width, self.place, steps, self.collapsed)


class Row(NamedTuple):
    """A lane's place. `scale` is where the emotion scores are drawn, None for other lanes.

    `place` counts all the map's lanes from the top, those too that are hidden.
    """

    lane: str
    kind: str
    y: float
    height: float
    scale: "Scale | None"
    place: int = 0
    collapsed: bool = False


class Scale(NamedTuple):
    """Where emotion scores are drawn in a lane: y of score +2 and of score -2, from the lane's top."""

    top: float
    bottom: float

    def y(self, score: float) -> float:
        """The height of a score, in points below the lane's top."""
        return self.top + (2 - score) * (self.bottom - self.top) / 4

    def score(self, y: float) -> int:
        """The score that a height means, from -2 to +2."""
        span = max(self.bottom - self.top, 1e-9)
        return max(-2, min(2, round(2 - (y - self.top) * 4 / span)))


class Spot(NamedTuple):
    """Where an entity is drawn."""

    role: Role
    id: str
    x: float
    y: float
    width: float
    height: float

    def contains(self, x: float, y: float) -> bool:
        """Whether the point is inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and rows, and each cell's cards from top to bottom, for hit tests and drops.

    What is hidden or collapsed has no spots. `spanning` has, by lane, the cards that reach beyond their own column.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    cells: dict[tuple[str, str], tuple[Spot, ...]] = field(default_factory=dict)
    spanning: dict[str, tuple[Spot, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A whole map, drawn. `spots` has the place of every entity that is shown, by id.

    `missing` has the characters without a glyph.
    """

    width: float
    height: float
    background: Colour
    title: str
    language: str
    parts: tuple[Placed, ...]
    grid: Grid
    spots: dict[str, Spot]
    missing: dict[str, frozenset[str]]

    def walk(self) -> Iterator[tuple[float, float, Part]]:
        """Every part with the absolute place of its origin, parents before children, in painting order."""
        return walk(self.parts)

    def texts(self) -> Iterator[tuple[float, float, Text]]:
        """Every line of text with the absolute place of its block."""
        for x, y, part in self.walk():
            for op in part.ops:
                if isinstance(op, Text):
                    yield x + op.x, y + op.y, op
