"""What changed, drawn over the drawing of a united map (`merge.redline`): frames, badges with a sign and words, ghosts.

Colour is never alone: every frame has its own dashes, every badge its sign and its words, words that went are struck
out and words that came are underlined.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cjdesigner.drawing.colours import Colour
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Box, Drawing, Op, Part, Pen, Placed, Shape, Spot, Text, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import MEASURES, NAME
from cjdesigner.drawing.type.across import across
from cjdesigner.merge.pieces import Piece
from cjdesigner.merge.redline import Mark

_BADGE = 16.0
_ABOVE = 9.0
_MOST_WORDS = 150.0


@dataclass(frozen=True)
class Look:
    """A sort of change: its colour as it is on white, its sign, the dashes of its frame; `faint` is what is gone."""

    colour: Colour
    sign: str
    dash: tuple[float, ...] = ()
    faint: bool = False


LOOKS: Mapping[str, Look] = {
    "added": Look("#15803D", "plus"), "removed": Look("#C4281C", "trash", (5, 3), faint=True),
    "moved": Look("#1F5FBF", "arrow-right"), "left": Look("#1F5FBF", "arrow-left", (1.5, 3), faint=True),
    "reworded": Look("#9A6700", "pencil"), "rescored": Look("#7C3AED", "chart-bar"),
    "changed": Look("#526172", "edit"),
}


def redlined(drawing: Drawing, marks: Mapping[str, Mark], kit: Kit) -> Drawing:
    """The drawing with the marks over it."""
    return replace(drawing, parts=(*drawing.parts, *overlay(drawing, marks, kit)))


def overlay(drawing: Drawing, marks: Mapping[str, Mark], kit: Kit) -> tuple[Placed, ...]:
    """The marks alone, each over its thing."""
    lines = _text_lines(drawing, {key for key, mark in marks.items() if mark.pieces})
    made = [_placed(spot, mark, kit, lines.get(key, ())) for key, mark in marks.items()
            if (spot := drawing.spots.get(key)) is not None]
    return tuple(sorted(made, key=lambda placed: placed.y))


def _placed(spot: Spot, mark: Mark, kit: Kit, lines: Sequence[tuple[float, float, Text]]) -> Placed:
    look = LOOKS[mark.sort]
    ink = kit.theme.ink(look.colour)
    wide, high = _size(spot)
    radius = min(MEASURES.radius, high / 2)
    ops: list[Op] = []
    if look.faint:
        ops.append(Box(0, _ABOVE, wide, high, radius, kit.theme.page, None, 0.55))
    ops.append(Box(-1, _ABOVE - 1, wide + 2, high + 2, radius + 1, None, Pen(ink, 2.0, look.dash)))
    ops += _worded(lines, mark.pieces, spot, kit)
    if mark.sort == "removed" and not spot.role.startswith("lane"):
        ops.append(Shape((("M", 6, _ABOVE + high - 6), ("L", wide - 6, _ABOVE + 6)), None, Pen(ink, 1.0)))
    badge, right = _badge(mark, look, ink, kit, wide)
    return Placed(spot.x, spot.y - _ABOVE, Part("hint", f"{spot.id} {mark.sort}", mark.words, max(wide, right),
                                                high + _ABOVE, (*ops, *badge), of=spot.id))


def _size(spot: Spot) -> tuple[float, float]:
    """What is framed: of a lane its head."""
    return (MEASURES.head - 4 if spot.role == "lane" else spot.width), spot.height


def _badge(mark: Mark, look: Look, ink: Colour, kit: Kit, wide: float) -> tuple[list[Op], float]:
    """A label on the upper edge, and how far to the right it reaches."""
    block = kit.block(mark.words, NAME, None)
    if block.width > max(_MOST_WORDS, wide - 30):
        block = kit.block(mark.words.split(" · ")[0] + " …", NAME, None)
    width = block.width + 27
    paper = kit.theme.page
    return [Box(5, 0, width, _BADGE, 4, ink, Pen(paper, 1.2)), Use(icon(look.sign), 9, 2.5, 11, paper),
            *text_ops(block, 23, (_BADGE - block.height) / 2, paper)], 5 + width


# -- words within a card ----------------------------------------------------------------------------------------------


def _text_lines(drawing: Drawing, keys: set[str]) -> dict[str, list[tuple[float, float, Text]]]:
    """The lines of text of some things, with the places of their parts."""
    found: dict[str, list[tuple[float, float, Text]]] = {}
    for x, y, part in drawing.walk() if keys else ():
        key = part.id if part.role in ("card", "emotion") else part.of
        if key in keys:
            found.setdefault(key, []).extend((x, y, op) for op in part.ops if isinstance(op, Text))
    return found


def _worded(lines: Sequence[tuple[float, float, Text]], pieces: Sequence[Piece], spot: Spot, kit: Kit) -> list[Op]:
    """Strikes and underlines where words went and came."""
    sorts = [sort for sort, words in pieces for char in words if not char.isspace()]
    letters = "".join("".join(words.split()) for _sort, words in pieces)
    gone, new = kit.theme.ink(LOOKS["removed"].colour), kit.theme.ink(LOOKS["added"].colour)
    ops: list[Op] = []
    for x, y, op, at in _belonging(lines, letters):
        for sort, first, last in _stretches(op.line.text, sorts, at):
            left, right = (x - spot.x + op.x + edge for edge in across(op.line, first, last))
            base = y - spot.y + _ABOVE + op.y + op.line.baseline
            if sort == "gone":
                ops.append(_stroke(left, right, base - op.size * 0.3, gone, 1.3))
            else:
                ops.append(Box(left, base - op.size * 0.95, right - left, op.size * 1.25, 2, new, None, 0.14))
                ops.append(_stroke(left, right, base + 2.2, new, 1.3))
    return ops


def _belonging(lines: Sequence[tuple[float, float, Text]], letters: str) -> Iterator[tuple[float, float, Text, int]]:
    """The lines that together say the letters, and at which letter each begins."""
    for start in range(len(lines)):
        at, held = 0, []
        for x, y, op in lines[start:]:
            said = "".join(op.line.text.split())
            if at >= len(letters) or not letters.startswith(said, at):
                break
            held.append((x, y, op, at))
            at += len(said)
        if held and (at == len(letters) or at > 40):
            yield from held
            return


def _stretches(text: str, sorts: Sequence[str], at: int) -> Iterator[tuple[str, int, int]]:
    """Where in a line words went or came: the sort, the first character and the one behind the last."""
    tagged: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if not char.isspace():
            tagged.append((sorts[at] if at < len(sorts) else "same", place))
            at += 1
    for sort, group in groupby(tagged, lambda each: each[0]):
        places = [place for _sort, place in group]
        if sort != "same":
            yield sort, places[0], places[-1] + 1


def _stroke(left: float, right: float, y: float, ink: Colour, width: float) -> Shape:
    return Shape((("M", left, y), ("L", right, y)), None, Pen(ink, width))
