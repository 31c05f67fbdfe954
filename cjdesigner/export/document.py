"""What every painter is given: pages, and on each of them parts of drawings. In points, y downwards. No surface."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cjdesigner.drawing.colours import Colour
from cjdesigner.drawing.drawing import Part, Placed, Text, walk
from cjdesigner.model.map import JourneyMap


class Area(NamedTuple):
    """A rectangle of a page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Parts on a page: scaled, their common origin at (x, y), cut off outside of `clip`.

    What is `repeated` was on a page before, such as the stages' names on each sheet of a poster: it is seen, and
    readers that read aloud or search pass over it.
    """

    parts: tuple[Placed, ...]
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    clip: Area | None = None
    repeated: bool = False

    def walk(self) -> Iterator[tuple[float, float, Part]]:
        """Every part with its origin in the view's own units, parents before children, in painting order."""
        return walk(self.parts)

    def texts(self) -> Iterator[Text]:
        """Every line of text."""
        for _x, _y, part in self.walk():
            yield from (op for op in part.ops if isinstance(op, Text))


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A sheet of `width` by `height`. `label` is what a reader calls it, such as “2” or “B3”; `name` is for a list.

    A `background` of "" is none at all.
    """

    width: float
    height: float
    background: Colour
    views: tuple[View, ...]
    label: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """The pages, what they are called, and the map that they show, which a PDF carries along (None: it does not).

    `missing` has, by the entity's id, the characters that no font has.
    """

    pages: tuple[Page, ...]
    title: str
    language: str
    author: str = ""
    source: JourneyMap | None = None
    missing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What the layout could not do as it was asked, in the program's language."""
    languages: tuple[str, ...] = ()
    """The languages of the program's own words on the pages."""

    def without_ground(self) -> "Document":
        """The same on pages that one sees through."""
        return replace(self, pages=tuple(replace(page, background="") for page in self.pages))

    def smallest_type(self) -> float:
        """The size of the smallest type on any page, in points; 0 if there is no text.

        What is repeated does not count: it can be read where it was before.
        """
        return min((op.size * view.scale for page in self.pages for view in page.views if not view.repeated
                    for op in view.texts()), default=0.0)
