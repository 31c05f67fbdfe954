"""The furniture of a page: logo and header above; footer, version, date, author and the page's number below.

What the user wrote is read out once, on the first page; numbers and titles are seen only.
"""

from dataclasses import dataclass

from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Op, Part, Pen, Picture, Placed, Shape, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.type import Align, TextBlock
from cjdesigner.export.choices import Furniture
from cjdesigner.export.document import Area, View
from cjdesigner.export.layouts.paper import GAP, MARGIN, Paper, drawn, shortened
from cjdesigner.model.map import JourneyMap

PLAIN = TextStyle("regular", 8.5, 1.36)
STRONG = TextStyle("semibold", 8.5, 1.36)
_LOGO = 24.0
_MOST_LOGO = 144.0
_LINES = 4
_LOCK = 10.0


@dataclass(frozen=True)
class Frame:
    """The furniture of a document's pages, and the room that it leaves: `body`, in points."""

    paper: Paper
    body: Area
    own: tuple[Placed, ...]
    quiet: tuple[Placed, ...]
    foot: float
    kit: Kit

    def views(self, place: int, count: int) -> tuple[View, ...]:
        """The furniture of the page at a place, from 0."""
        unit = self.paper.unit
        views = (View(self.own, scale=unit, repeated=place > 0),) if self.own else ()
        return (*views, View((*self.quiet, *self._number(place, count)), scale=unit, repeated=True))

    def _number(self, place: int, count: int) -> tuple[Placed, ...]:
        said = self.kit.words.gettext("Page {number} of {count}").format(number=place + 1, count=count)
        width = self.paper.width / self.paper.unit - 2 * MARGIN
        block = self.kit.block(said, STRONG, width * 0.3, "end")
        part = drawn(text_ops(block, 0, 0, self.kit.theme.quiet), width * 0.3, block.height, role="footer")
        return (Placed(MARGIN + width * 0.7, self.foot - block.height, part),)


NO_FRAME_MARGIN = 6.0


def bare(paper: Paper, kit: Kit) -> Frame:
    """A page without furniture."""
    edge = NO_FRAME_MARGIN
    return Frame(paper, Area(edge, edge, paper.width - 2 * edge, paper.height - 2 * edge), (), (), 0.0, kit)


def frame_for(journey: JourneyMap, chosen: Furniture, paper: Paper, kit: Kit, *, title: bool = True,
              aside: float = 0.0) -> Frame:
    """The furniture around a map's pages. `title` shows the map's; `aside` is kept free at the header's right."""
    wide, high = paper.width / paper.unit, paper.height / paper.unit
    room, top, foot = wide - 2 * MARGIN, MARGIN * 0.75, high - MARGIN * 0.75
    header, head = _header(chosen, room - aside, kit)
    if title and journey.title:
        left = header[-1].x + header[-1].part.width + 3 * GAP if header else 0.0
        name = _title(journey, left, room - aside, kit)
        head = max(head, name.part.height)
    below, above = _below(journey, chosen, room, kit)
    head = max(head, _LOGO if aside else 0.0)
    body_top = top + (head + 2 * GAP if head else 0.0)
    own = [Placed(MARGIN + each.x, top + (head - each.part.height) / 2, each.part) for each in header]
    own += [Placed(MARGIN + each.x, foot - each.y - each.part.height, each.part) for each in below[0]]
    quiet = [Placed(MARGIN + each.x, foot - each.y - each.part.height, each.part) for each in below[1]]
    if title and journey.title:
        quiet.append(Placed(MARGIN + name.x, top + (head - name.part.height) / 2, name.part))
    body = Area(MARGIN * paper.unit, body_top * paper.unit, room * paper.unit,
                (foot - above - 1.5 * GAP - body_top) * paper.unit)
    return Frame(paper, body, tuple(own), (_rule(room, foot - above - GAP / 2, kit), *quiet), foot, kit)


def _rule(width: float, y: float, kit: Kit) -> Placed:
    line = Shape((("M", 0.0, 0.0), ("L", width, 0.0)), None, Pen(kit.theme.line, 0.75))
    return Placed(MARGIN, y, drawn((line,), width, 0.0))


def _header(chosen: Furniture, room: float, kit: Kit) -> tuple[list[Placed], float]:
    """The logo and the header's words, from the left; and how high they are."""
    placed: list[Placed] = []
    left = 0.0
    if chosen.logo:
        scale = min(_LOGO / chosen.logo.height, _MOST_LOGO / chosen.logo.width)
        wide, high = chosen.logo.width * scale, chosen.logo.height * scale
        picture = Picture(0, 0, wide, high, chosen.logo, 0.0, kit.words.gettext("Logo"))
        placed.append(Placed(0, 0, drawn((picture,), wide, high, role="header")))
        left = wide + 1.5 * GAP
    if chosen.header:
        block = shortened(chosen.header, STRONG, room * 0.55 - left, kit, _LINES)
        placed.append(Placed(left, 0, _said(block, block.width, kit)))
    return placed, max((each.part.height for each in placed), default=0.0)


def _title(journey: JourneyMap, left: float, right: float, kit: Kit) -> Placed:
    """The map's title, at the left where there is nothing else, otherwise at the right."""
    align: Align = "end" if left else "start"
    block = shortened(journey.title, PLAIN, right - left, kit, 1, align)
    return Placed(left, 0, drawn(text_ops(block, 0, 0, kit.theme.quiet), right - left, block.height, role="header"))


def _said(block: TextBlock, width: float, kit: Kit) -> Part:
    return drawn(text_ops(block, 0, 0, kit.theme.text), width, block.height, role="header", label=block.text)


def _below(journey: JourneyMap, chosen: Furniture, room: float,
           kit: Kit) -> tuple[tuple[list[Placed], list[Placed]], float]:
    """What stands at the bottom, with y from the bottom edge upwards: the user's own words, and the map's.

    Also how high it all is.
    """
    row = STRONG.size * STRONG.leading
    own: list[Placed] = []
    base = row + GAP / 2
    if chosen.footer:
        block = shortened(chosen.footer, PLAIN, room * 0.55, kit, _LINES)
        own.append(Placed(0, base, _said(block, room * 0.55, kit)))
    if chosen.confidential:
        part = _confidential(chosen.confidential, room * 0.4, kit)
        own.append(Placed(room * 0.6, base, part))
    about = one_about(journey, kit)
    block = shortened(about, PLAIN, room * 0.68, kit)
    part = drawn(text_ops(block, 0, 0, kit.theme.quiet), room * 0.68, block.height, role="footer")
    quiet = [Placed(0, 0, part)] if about else []
    height = max((each.y + each.part.height for each in own), default=row)
    return (own, quiet), height


def one_about(journey: JourneyMap, kit: Kit) -> str:
    """Version, date and author of a map on one line."""
    version = kit.words.gettext("Version {version}").format(version=journey.version) if journey.version else ""
    return "  ·  ".join(said for said in (version, journey.date, journey.author) if said)


def _confidential(words: str, room: float, kit: Kit) -> Part:
    """The line of confidentiality after a lock, flush right."""
    block = shortened(words, STRONG, room - _LOCK - 4, kit, _LINES, "end")
    left = block.lines[0].x
    ops: list[Op] = [Use(icon("lock"), left, 1, _LOCK, kit.theme.text)]
    ops += text_ops(block, _LOCK + 4, 0, kit.theme.text)
    return drawn(ops, room, block.height, role="footer", label=block.text)
