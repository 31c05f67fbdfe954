"""The pages of a PDF as operators: the parts of a drawing in painting order, each marked with what it is.

What only looks well is an artifact; texts, pictures, faces and curves have their places in the reading. What belongs
to a lane is on the lane's layer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from cjdesigner.drawing.drawing import Box, Gradient, Op, Part, Picture, Placed, Shape, Text
from cjdesigner.export.document import Document, Page, View
from cjdesigner.export.links import Link, links_in
from cjdesigner.export.pdf_archive import language_of
from cjdesigner.export.pdf_languages import Tongues
from cjdesigner.export.pdf_links import Spot, spots
from cjdesigner.export.pdf_operators import rgb
from cjdesigner.export.pdf_paint import Frame, Needs, Painter
from cjdesigner.export.pdf_tags import Box as Corners
from cjdesigner.export.pdf_tags import Element, Tags, Where
from cjdesigner.export.spoken import Spoken

_LANES = ("lane", "lane_head")
_FROM_THEMSELVES = ("card", "emotion", "words")
_ARTIFACT = "/Artifact BMC"
_UNASKED = 256
"""Parts that are painted before it is asked again whether to go on."""
_MOST = 14_400.0
"""The longest side of a page in its own units, by the specification."""


@dataclass(frozen=True)
class Target:
    """Where something is that the outline leads to: the page, and its top left corner there, y upwards."""

    role: str
    id: str
    name: str
    page: int
    x: float
    y: float


@dataclass
class Book:
    """What all pages of a document share while they are written."""

    document: Document
    needs: Needs
    tags: Tags
    spoken: Spoken
    layers: dict[str, str] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    check: Callable[[], None] = lambda: None
    painted: int = 0
    tongues: Tongues = field(init=False)

    def __post_init__(self) -> None:
        self.tongues = Tongues(language_of(self.document), self.document.languages)

    def count(self) -> None:
        """Counts a part, and asks every few hundred whether the work is wanted still."""
        self.painted += 1
        if not self.painted % _UNASKED:
            self.check()

    def find_goals(self) -> None:
        """Tells the links within the file where what they lead to is."""
        places = {target.id: (target.page, target.x, target.y) for target in reversed(self.targets)}
        for link in self.tags.links:
            link.goal = places.get(link.leads) if link.leads else None

    def addresses(self, part: Part, texts: Sequence[Text]) -> list[Link]:
        """The addresses in the texts of a part's entity, "header" being the map itself; or in what is shown alone."""
        source, key = self.tags.source, part.id
        found = source if key == "header" else next((held[key] for held in (
            source.cards, source.personas, source.stages, source.steps, source.lanes) if key in held), None)
        held = vars(found).values() if found is not None else ("".join(op.line.text for op in texts),)
        return [each for text in held if isinstance(text, str) for each in links_in(text)]

    def layer(self, lane: str) -> str:
        """The name of a lane's layer."""
        return self.layers.setdefault(lane, f"L{len(self.layers) + 1}")


def page_content(page: Page, book: Book) -> str:
    """Everything on a page: its ground over the whole sheet, if it has one, then its views."""
    book.tags.turn()
    ground = f"{rgb(page.background)} rg 0 0 {page.width:.4f} {page.height:.4f} re f" if page.background else ""
    out = [_ARTIFACT, "q", ground, "Q", "EMC"]
    for view in page.views:
        out += _View(view, page, book).operators()
    return "\n".join(out)


class _View:
    """One view on its way to the page."""

    def __init__(self, view: View, page: Page, book: Book) -> None:
        self._view, self._page, self._book = view, page, book
        self._tags, self._needs = book.tags, book.needs
        self._painter = Painter(book.needs)
        self._out = self._painter.out
        self._faces: dict[str, Element] = {}
        self._origin = 0.0, 0.0

    def operators(self) -> list[str]:
        """The view as operators."""
        view, height = self._view, self._page.height
        self._needs.text.forget()
        written = []
        for placed in view.parts:
            self._put(placed, 0.0, 0.0, "")
            written.append("\n".join(self._out))  # one string for a lane takes half of what its pieces take
            self._out.clear()
        clip = []
        if view.clip is not None:
            x, y, wide, high = view.clip
            clip = [f"{x:.4f} {height - y - high:.4f} {wide:.4f} {high:.4f} re W n"]
        matrix = f"{view.scale:.6f} 0 0 {-view.scale:.6f} {view.x:.4f} {height - view.y:.4f} cm"
        return ["q", *clip, matrix, *written, "Q"]

    def _put(self, placed: Placed, x: float, y: float, lane: str) -> None:
        """A part with its children; a lane's all are on the lane's layer."""
        part = placed.part
        self._book.count()
        left, top = x + placed.x, y + placed.y
        layered = not lane and part.role in (*_LANES, "divider") and bool(part.id)
        if layered:
            lane = part.id
            self._out.append(f"/OC /{self._book.layer(lane)} BDC")
        if part.ops and (self._view.repeated or part.role == "footer"):
            self._artifact(part.ops, left, top)
            self._unread_links(part, left, top)
        elif part.role in _FROM_THEMSELVES:
            self._from_itself(part, left, top, lane)
        elif part.ops:
            self._KINDS.get(part.role, _View._words)(self, part, left, top, lane)
        if part.leads:
            self._inner_link(part, left, top)
        for child in part.children:
            self._put(child, left, top, lane)
        if layered:
            self._out.append("EMC")

    def _from_itself(self, part: Part, x: float, y: float, lane: str) -> None:
        """A part whose places count from its own origin, so that what many have is written alike."""
        self._painter.enter(x, y)
        self._origin = x, y
        self._KINDS[part.role](self, part, 0.0, 0.0, lane)
        self._origin = 0.0, 0.0
        self._painter.leave()

    # -- pieces ---------------------------------------------------------------------------------------------------

    def _artifact(self, ops: Iterable[Op], x: float, y: float) -> None:
        """What is seen and not read."""
        self._out.append(_ARTIFACT)
        for op in ops:
            self._painter.paint(op, x, y)
        self._out.append("EMC")

    def _unread_links(self, part: Part, x: float, y: float) -> None:
        """The links in what is seen and not read, such as a footer: they can be clicked."""
        texts = [op for op in part.ops if isinstance(op, Text)] if part.role in ("header", "footer") else []
        if ":" in "".join([op.line.text for op in texts]):
            for each, op in zip(spots(texts, self._book.addresses(part, texts)), texts, strict=True):
                for spot in each:
                    self._tags.add_link(self._tags.leaf("Link"), self._area(spot, op, x, y), spot.target)

    def _inner_link(self, part: Part, x: float, y: float) -> None:
        """A link to where the entity is told of at length."""
        area = self._corners(x, y, part.width, part.height)
        stage = self._tags.source.stages.get(part.leads)
        self._tags.add_link(self._tags.leaf("Link"), area, stage.name if stage else part.leads, part.leads)

    def _piece(self, element: Element, ops: Iterable[Op], x: float, y: float) -> None:
        self._out.append(self._tags.piece(element))
        for op in ops:
            self._painter.paint(op, x, y)
        self._out.append("EMC")

    def _text(self, element: Element, texts: Sequence[Text], x: float, y: float) -> None:
        for code, some in self._book.tongues.pieces(texts) if self._book.tongues else (("", texts),):
            held = self._tags.in_language(element, code) if code else element
            self._out.append(self._tags.piece(held))
            self._painter.texts(some, x, y)
            self._out.append("EMC")

    def _read(self, part: Part, element: Element, texts: list[Text], x: float, y: float) -> None:
        """Texts as what is said in an element, with the links that are in them."""
        if ":" not in "".join([op.line.text for op in texts]):
            self._text(element, texts, x, y)
            return
        found = spots(texts, self._book.addresses(part, texts))
        for (target, *_more), group in groupby(zip(found, texts, strict=True), lambda pair: _targets(pair[0])):
            lines = list(group)
            held = self._tags.inner("Link", element) if target else element
            self._text(held, [op for _spots, op in lines], x, y)
            for each, op in lines:
                for spot in each:
                    owner = held if spot.target == target else self._tags.inner("Link", element)
                    self._tags.add_link(owner, self._area(spot, op, x, y), spot.target)

    def _area(self, spot: Spot, op: Text, x: float, y: float) -> Corners:
        """Where a link can be clicked."""
        return self._corners(x + op.x + spot.left, y + op.y, spot.right - spot.left, op.line.size * 1.35)

    def _picture(self, op: Picture, where: Where | None, x: float, y: float) -> None:
        box = self._corners(x + op.x, y + op.y, op.width, op.height)
        alt = op.alt.strip() or self._book.spoken.picture()
        self._piece(self._tags.leaf("Figure", where, alt=alt, box=box), [op], x, y)

    def _corners(self, x: float, y: float, width: float, height: float) -> Corners:
        """A rectangle of the view in the page's own units, y upwards."""
        view, unit = self._view, unit_of(self._page)
        left = view.x + view.scale * (self._origin[0] + x)
        top = self._page.height - view.y - view.scale * (self._origin[1] + y)
        return left / unit, (top - view.scale * height) / unit, (left + view.scale * width) / unit, top / unit

    def _target(self, part: Part, name: str, x: float, y: float) -> None:
        left, _bottom, _right, top = self._corners(x, y, part.width, part.height)
        self._book.targets.append(Target(part.role, part.id, name, self._tags.page, left, top))

    # -- parts ----------------------------------------------------------------------------------------------------

    def _words(self, part: Part, x: float, y: float, lane: str) -> None:
        """Any part: its texts are read where it is."""
        self._paragraphs(part, self._where(part, lane), ("P", "P"), x, y)

    def _header(self, part: Part, x: float, y: float, _lane: str) -> None:
        self._paragraphs(part, None, ("H1", "P"), x, y)

    def _stage(self, part: Part, x: float, y: float, _lane: str) -> None:
        stage = self._tags.source.stages.get(part.id)
        self._target(part, stage.name if stage else part.label, x, y)
        self._paragraphs(part, Where(part.id), ("H2", "P"), x, y)

    def _lane_words(self, part: Part, x: float, y: float, lane: str) -> None:
        self._target(part, self._book.spoken.lane(lane) or part.label, x, y)
        self._paragraphs(part, self._tags.place_of_lane(lane), ("H3", "P"), x, y)

    def _paragraphs(self, part: Part, where: Where | None, kinds: tuple[str, str], x: float, y: float) -> None:
        """The texts of a part, those that look alike together: the first is of one kind, the others of another."""
        kind, other = kinds
        for (sort, *_look), group in groupby(part.ops, _looks):
            ops = list(group)
            if sort is Text:
                self._read(part, self._tags.leaf(kind, where), [op for op in ops if isinstance(op, Text)], x, y)
                kind = other
            elif sort is Picture:
                for op in ops:
                    if isinstance(op, Picture):
                        self._picture(op, where, x, y)
            else:
                self._artifact(ops, x, y)

    def _where(self, part: Part, lane: str) -> Where | None:
        """Where a part is read that is neither a card's nor a lane's own."""
        if part.role == "step":
            step = self._tags.source.steps.get(part.id)
            return Where(step.stage) if step is not None else None
        if part.role == "hint" and lane and part.id.endswith(f"/{lane}"):
            return Where(part.id.removesuffix(f"/{lane}"), lane)
        return self._tags.place_of_lane(lane) if lane else None

    def _frame(self, part: Part, where: Where) -> tuple[Op, ...]:
        """A card's frame; that of the first card of a cell stands for the lane's name. Gives the other operations."""
        frame = _frame_of(part.ops)
        if frame:
            name = self._book.spoken.lane(where.lane) if self._tags.begins(where) else ""
            self._out.append(self._tags.piece(self._tags.leaf("H3", where, actual=name)) if name else _ARTIFACT)
            self._painter.frame(frame)
            self._out.append("EMC")
        return part.ops[len(frame):]

    def _card(self, part: Part, x: float, y: float, lane: str) -> None:
        where = self._tags.place_of(part.id, lane)
        rest = self._frame(part, where)
        texts = [op for op in rest if type(op) is Text]
        if len(texts) < len(rest):
            self._marks(part, rest, where, x, y)
        for alike in _alike(texts):
            self._read(part, self._tags.leaf("P", where), alike, x, y)

    def _marks(self, part: Part, rest: Sequence[Op], where: Where, x: float, y: float) -> None:
        """Icons and dots as one figure that says what they mean, where words do not; and pictures."""
        marks = [op for op in rest if type(op) is not Text and type(op) is not Picture]
        alt = self._book.spoken.marks(part.id, where.lane) if marks else ""
        if alt:
            box = self._corners(x, y, part.width, part.height)
            self._piece(self._tags.leaf("Figure", where, alt=alt, box=box), marks, x, y)
        elif marks:
            self._artifact(marks, x, y)
        for op in rest:
            if isinstance(op, Picture):
                self._picture(op, where, x, y)

    def _emotion(self, part: Part, x: float, y: float, lane: str) -> None:
        """A face, or the words that belong to one: both are one figure."""
        key = part.of or part.id
        where = self._tags.place_of(key, lane)
        rest = self._frame(part, where)
        figure = self._faces.get(key)
        if figure is None:
            figure = self._faces[key] = self._tags.leaf("Figure", where, alt=part.label or _said(part))
        if part.label:
            figure.alt, figure.box = part.label, self._corners(x, y, part.width, part.height)
        self._piece(figure, rest, x, y)

    def _words_beside(self, part: Part, x: float, y: float, lane: str) -> None:
        if part.of:
            self._emotion(part, x, y, lane)
        else:
            self._paragraphs(part, None, ("P", "P"), x, y)

    def _curve(self, part: Part, x: float, y: float, lane: str) -> None:
        """The curves, which are read before the stages."""
        box = self._corners(*_shown(self._view, x, y, part))
        figure = self._tags.leaf("Figure", alt=self._book.spoken.curve(lane), box=box, first=True)
        self._piece(figure, part.ops, x, y)

    _KINDS: ClassVar[dict[str, "Callable[[_View, Part, float, float, str], None]"]] = {
        "header": _header, "stage": _stage, "lane": _lane_words, "lane_head": _lane_words, "card": _card,
        "emotion": _emotion, "curve": _curve, "words": _words_beside,
    }
    """Not bound: a view that holds its own methods would keep all that it wrote in memory."""


def _shown(view: View, x: float, y: float, part: Part) -> tuple[float, float, float, float]:
    """What a view shows of a part: left, top, width and height in the view's units."""
    if view.clip is None:
        return x, y, part.width, part.height
    left, top = (view.clip.x - view.x) / view.scale, (view.clip.y - view.y) / view.scale
    right, bottom = left + view.clip.width / view.scale, top + view.clip.height / view.scale
    start, head = max(x, left), max(y, top)
    return start, head, min(x + part.width, right) - start, min(y + part.height, bottom) - head


def unit_of(page: Page) -> float:
    """Points in one unit of a page: more than one if it is too large for the format."""
    unit = max(1.0, page.width / _MOST, page.height / _MOST)
    return 1.0 if unit == 1.0 else float(int(unit) + 1)


def _targets(found: list[Spot]) -> list[str]:
    """Where a line leads first, and whether it leads elsewhere as well."""
    return [spot.target for spot in found] or [""]


def _looks(op: Op) -> tuple[object, ...]:
    """What texts of one paragraph have in common; pictures, and all that only looks well."""
    if isinstance(op, Text):
        return Text, op.size, op.colour
    return (Picture,) if isinstance(op, Picture) else (Box,)


def _alike(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Texts one after the other that look alike."""
    held: list[Text] = []
    for op in texts:
        if held and (op.size != held[0].size or op.colour != held[0].colour):
            yield held
            held = []
        held.append(op)
    if held:
        yield held


def _said(part: Part) -> str:
    return " ".join(op.line.text.strip() for op in part.ops if isinstance(op, Text))


def _frame_of(ops: Sequence[Op]) -> Frame:
    """A card's frame: the boxes, then the shapes, that come before anything else."""
    found: list[Box | Shape] = []
    for op in ops:
        if not isinstance(op, (Box, Shape)) or type(op.fill) is Gradient:
            break
        if found and type(op) is Box and type(found[-1]) is Shape:
            break
        found.append(op)
    return tuple(found)
