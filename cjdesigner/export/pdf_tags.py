"""The structure of a PDF: what each piece of a page is, in the order in which a map is read.

A page is painted lane by lane; it is read stage by stage, and in each stage lane by lane. So pieces are marked while
they are painted, each with its place in the reading (`Where`), and the tree is made when all pages are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from cjdesigner.export.document import Document
from cjdesigner.model.map import JourneyMap

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in a page's units, y upwards."""


class Where(NamedTuple):
    """A place in the reading: a stage and a lane, either "" for what is of none."""

    stage: str = ""
    lane: str = ""


class Marked(NamedTuple):
    """A piece of a page that is not the page on which its element begins."""

    page: int
    number: int


@dataclass(eq=False)
class Link:
    """A link on a page: its area in the page's own units, y upwards, and where it leads.

    An inner one leads to the `goal` of an entity, a page and a point on it; its address is what it says.
    """

    page: int
    area: Box
    address: str
    element: "Element"
    number: int = 0
    leads: str = ""
    goal: tuple[int, float, float] | None = None


class Element:
    """An element of the structure: a group, or a leaf that holds pieces of a page."""

    __slots__ = ("actual", "alt", "box", "kids", "kind", "language", "number", "page", "parent", "title")

    def __init__(self, kind: str, page: int = -1, alt: str = "", actual: str = "", title: str = "",
                 box: Box | None = None) -> None:
        self.kind, self.page, self.alt, self.actual, self.title, self.box = kind, page, alt, actual, title, box
        self.kids: list[Element | Marked | Link | int] = []
        self.parent: Element | None = None
        self.number = 0
        self.language = ""

    def adopt(self, child: "Element") -> None:
        """Takes an element in."""
        child.parent = self
        self.kids.append(child)


@dataclass
class _Group:
    """A page, or all pages: what comes first, the stages with their lanes, what comes last."""

    first: list[Element] = field(default_factory=list)
    stages: dict[str, list[Element]] = field(default_factory=dict)
    cells: dict[str, dict[str, list[Element]]] = field(default_factory=dict)
    last: list[Element] = field(default_factory=list)


class Tags:
    """Marks what is painted, and makes the tree of it."""

    def __init__(self, document: Document) -> None:
        source = document.source or JourneyMap()
        self.whole = len(document.pages) == 1 or _each_once(document)
        self.pages = document.pages
        self.source = source
        self.leaves: list[Element] = []
        self.pieces: list[list[Element]] = []
        self.links: list[Link] = []
        self._stages = [stage.id for stage in source.ordered_stages()]
        self._lanes = [lane.id for lane in source.ordered_lanes()]
        self._groups: list[_Group] = []
        self._group = _Group()

    def turn(self) -> None:
        """Goes to the next page."""
        self.pieces.append([])
        if not self.whole or not self._groups:
            self._group = _Group()
            self._groups.append(self._group)

    @property
    def page(self) -> int:
        """The place of the page that is painted."""
        return len(self.pieces) - 1

    def piece(self, element: Element) -> str:
        """The operator that begins a piece of an element on this page; `EMC` ends it."""
        pieces, page = self.pieces[-1], len(self.pieces) - 1
        number = len(pieces)
        pieces.append(element)
        element.kids.append(number if element.page == page else Marked(page, number))
        return f"/{element.kind}<</MCID {number}>>BDC"

    def leaf(self, kind: str, where: Where | None = None, *, alt: str = "", actual: str = "",
             box: Box | None = None, first: bool = False) -> Element:
        """A new leaf at a place in the reading; without one, before all stages (if it is `first`) or after them."""
        element = Element(kind, len(self.pieces) - 1, alt, actual, "", box)
        self.leaves.append(element)
        group = self._group
        if where is None:
            (group.last if group.cells and not first else group.first).append(element)
        elif where.lane:
            group.cells.setdefault(where.stage, {}).setdefault(where.lane, []).append(element)
        else:
            group.stages.setdefault(where.stage, []).append(element)
        return element

    def inner(self, kind: str, parent: Element) -> Element:
        """A new leaf within another, after all that this holds already."""
        element = Element(kind, len(self.pieces) - 1)
        parent.adopt(element)
        self.leaves.append(element)
        return element

    def in_language(self, parent: Element, code: str) -> Element:
        """A new leaf within another for words in another language."""
        element = self.inner("Span", parent)
        element.language = code
        return element

    def add_link(self, element: Element, area: Box, address: str, leads: str = "") -> None:
        """A link that belongs to an element; one that leads to an entity in the file says the words of `address`."""
        link = Link(len(self.pieces) - 1, area, address, element, leads=leads)
        element.kids.append(link)
        self.links.append(link)

    def begins(self, where: Where) -> bool:
        """Whether nothing is in a cell yet."""
        return bool(where.lane) and where.lane not in self._group.cells.get(where.stage, ())

    def place_of(self, key: str, lane: str) -> Where:
        """Where a card is read."""
        card = self.source.cards.get(key)
        return Where(card.stage, card.lane) if card is not None else Where("", lane)

    def place_of_lane(self, lane: str) -> Where:
        """Where a lane's own words are read: in the first stage that is shown."""
        shown = self._group.stages
        return Where(next((key for key in self._stages if key in shown), ""), lane)

    # -- the tree ------------------------------------------------------------------------------------------------

    def tree(self) -> Element:
        """The whole structure."""
        root = Element("Document")
        if self.whole:
            self._fill(root, self._groups[0])
        else:
            for page, group in zip(self.pages, self._groups, strict=True):
                sect = Element("Sect", title=page.name or page.label)
                self._fill(sect, group)
                if sect.kids:
                    root.adopt(sect)
        _even(root, 0)
        return root

    def _fill(self, parent: Element, group: _Group) -> None:
        source = self.source
        for leaf in group.first:
            parent.adopt(leaf)
        for key in _ordered({**group.stages, **group.cells}, self._stages):
            stage = Element("Sect", title=source.stages[key].name if key in source.stages else "")
            for leaf in group.stages.get(key, ()):
                stage.adopt(leaf)
            lanes = group.cells.get(key, {})
            for name in _ordered(lanes, self._lanes):
                lane = Element("Sect", title=source.lanes[name].name if name in source.lanes else "")
                for leaf in lanes[name]:
                    lane.adopt(leaf)
                stage.adopt(lane)
            parent.adopt(stage)
        for leaf in group.last:
            parent.adopt(leaf)


def _ordered(held: Iterable[str], order: Iterable[str]) -> list[str]:
    """The keys in the map's order; those that the map does not know come last."""
    known = dict.fromkeys(held)
    first = [key for key in order if key in known]
    return [*first, *(key for key in known if key not in set(first))]


def _each_once(document: Document) -> bool:
    """Whether no part with an id of its own is shown on two pages, but what is repeated."""
    seen: dict[tuple[str, str], int] = {}
    return all(seen.setdefault((part.role, part.id), place) == place
               for place, page in enumerate(document.pages) for view in page.views if not view.repeated
               for _x, _y, part in view.walk() if part.id)


def _even(element: Element, above: int) -> int:
    """Makes no heading skip a level; returns the last heading's."""
    if element.kind[0] == "H" and element.kind[1:].isdigit():
        above = min(int(element.kind[1:]), above + 1)
        element.kind = f"H{above}"
    for kid in element.kids:
        if isinstance(kid, Element) and (kid.kind[0] == "H" or kid.page < 0):
            above = _even(kid, above)
    return above
