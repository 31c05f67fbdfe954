"""What tests ask of pages: where things are on them, what they say, and what lies upon what."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from cjdesigner.drawing.drawing import Box, Op, Picture, Shape, Text, Use
from cjdesigner.export import Document
from cjdesigner.export.document import Page, View

SLACK = 0.75
LEAVES = ("card", "emotion", "persona", "stage", "step", "words", "hint", "header", "footer")


class Rect(NamedTuple):
    """From left to right and from top to bottom of a page, in points; and what it is."""

    left: float
    top: float
    right: float
    bottom: float
    what: str = ""

    def inside(self, other: "Rect") -> bool:
        """Whether it is within another."""
        return (self.left >= other.left - SLACK and self.top >= other.top - SLACK
                and self.right <= other.right + SLACK and self.bottom <= other.bottom + SLACK)

    def over(self, other: "Rect") -> bool:
        """Whether two share more than an edge."""
        return (min(self.right, other.right) - max(self.left, other.left) > SLACK
                and min(self.bottom, other.bottom) - max(self.top, other.top) > SLACK)


def extent(op: Op) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an operation in its part's units; curves by their handles."""
    if isinstance(op, Text):
        ink = op.line.baseline
        return op.x + op.line.x, op.y + ink - op.size, op.x + op.line.x + op.line.width, op.y + ink + op.size * 0.25
    if isinstance(op, Shape):
        numbers = [segment[1:] for segment in op.path]
        xs, ys = [x for flat in numbers for x in flat[::2]], [y for flat in numbers for y in flat[1::2]]
        return min(xs), min(ys), max(xs), max(ys)
    if isinstance(op, Use):
        return op.x, op.y, op.x + op.size, op.y + op.size
    assert isinstance(op, Box | Picture)
    return op.x, op.y, op.x + op.width, op.y + op.height


def seen(view: View, left: float, top: float, right: float, bottom: float, what: str = "") -> Rect:
    """What can be seen of a rectangle of a view."""
    found = Rect(view.x + left * view.scale, view.y + top * view.scale, view.x + right * view.scale,
                 view.y + bottom * view.scale, what)
    if view.clip is None:
        return found
    x, y, width, height = view.clip
    return Rect(max(found.left, x), max(found.top, y), min(found.right, x + width), min(found.bottom, y + height),
                what)


def painted(page: Page) -> Iterator[Rect]:
    """Every operation of a page, but for what is cut off."""
    for view in page.views:
        for x, y, part in view.walk():
            for op in part.ops:
                left, top, right, bottom = extent(op)
                what = op.line.text if isinstance(op, Text) else ""
                rect = seen(view, x + left, y + top, x + right, y + bottom, what)
                if rect.right > rect.left and rect.bottom > rect.top:
                    yield rect


def outside(page: Page, margin: float) -> list[Rect]:
    """What stands beyond a page's margin."""
    paper = Rect(margin, margin, page.width - margin, page.height - margin)
    return [rect for rect in painted(page) if not rect.inside(paper)]


def overlaps(views: tuple[View, ...]) -> list[tuple[Rect, Rect]]:
    """Cards, names and other words that lie upon each other."""
    found = []
    for view in views:
        for x, y, part in view.walk():
            if part.role in LEAVES and part.ops:
                if part.role in ("header", "footer"):
                    found += [seen(view, x + a, y + b, x + c, y + d, op.line.text) for op in part.ops
                              if isinstance(op, Text) for a, b, c, d in [extent(op)]]
                else:
                    boxes = [extent(op) for op in part.ops]
                    found.append(seen(view, x + min(box[0] for box in boxes), y + min(box[1] for box in boxes),
                                      x + max(box[2] for box in boxes), y + max(box[3] for box in boxes),
                                      part.label or part.role))
    shown = [rect for rect in found if rect.right > rect.left and rect.bottom > rect.top]
    return [(one, other) for one, other in combinations(shown, 2) if one.over(other)]


def letters(words: str) -> Counter[str]:
    """How often each letter is in a text, spaces left out."""
    return Counter("".join(words.split()))


def said(document: Document, *, repeated: bool = False) -> str:
    """All words that are read out, or all that are not."""
    return " ".join(op.line.text for page in document.pages for view in page.views if view.repeated is repeated
                    for op in view.texts())


def cut_texts(document: Document) -> list[str]:
    """The lines that a view cuts through."""
    found = []
    for page in document.pages:
        for view in page.views:
            for x, y, part in view.walk():
                for op in part.ops:
                    if isinstance(op, Text) and view.clip is not None:
                        left, top, right, bottom = extent(op)
                        rect = Rect(view.x + (x + left) * view.scale, view.y + (y + top) * view.scale,
                                    view.x + (x + right) * view.scale, view.y + (y + bottom) * view.scale)
                        a, b, wide, high = view.clip
                        if not rect.inside(Rect(a, b, a + wide, b + high)):
                            found.append(op.line.text)
    return found
