"""A story: cover, personas, the whole map, a page for each stage, and the pain points with what answers them.

What is too long for a page goes on on the next. Each text is there once; where it is seen again, it is repeated.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.compose.toolkit import Kit
from cjdesigner.drawing.drawing import Part, Placed
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.export.choices import Choices
from cjdesigner.export.document import Document, Page, View
from cjdesigner.export.layouts.flow import Flow, Row, views
from cjdesigner.export.layouts.furniture import Frame, frame_for
from cjdesigner.export.layouts.paper import GAP, kit_of, paper_of, sheet_of, shortened, unnamed, words_part
from cjdesigner.export.layouts.story_cards import Cards
from cjdesigner.export.layouts.story_cover import cover_rows, persona_rows
from cjdesigner.export.layouts.story_pains import HEADING, pain_rows, pains_of
from cjdesigner.export.layouts.story_stages import stage_rows, stage_title, steps_row
from cjdesigner.export.layouts.story_strip import HEIGHT, strip
from cjdesigner.export.pages import Room, fitted_in
from cjdesigner.model.map import JourneyMap, Stage

_GROWN = (1.35, 1.2, 1.1)
_MANY = 300
"""Cards from which on no larger type is tried."""


@dataclass(frozen=True)
class _Leaf:
    """A page before it has a number: its views without furniture, and what it is called."""

    views: tuple[View, ...]
    name: str
    cover: bool = False


def lay_out(journey: JourneyMap, choices: Choices, make: Callable[[], Composer] = Composer,
            check: Callable[[], None] = lambda: None) -> Document:
    """A document of as many pages as the story takes."""
    composer = make()
    kit = kit_of(composer, journey)
    paper = paper_of(*sheet_of(choices).points)
    inner = frame_for(journey, choices.furniture, paper, kit)
    outer = frame_for(journey, choices.furniture, paper, kit, title=False)
    drawing = composer.compose(journey)
    leaves = [*_cover(journey, outer), *_personas(journey, inner), *_overview(journey, inner, composer, check),
              *_stages(journey, inner, check), *_pains(journey, inner)]
    pages = tuple(_page(leaf, outer if leaf.cover else inner, place, len(leaves)) for place, leaf in enumerate(leaves))
    return Document(pages, drawing.title, drawing.language, journey.author, journey, drawing.missing)


def _page(leaf: _Leaf, frame: Frame, place: int, count: int) -> Page:
    shown = (*leaf.views, *frame.views(place, count))
    return Page(frame.paper.width, frame.paper.height, frame.kit.theme.page, shown, str(place + 1), leaf.name)


def _size(frame: Frame) -> tuple[float, float]:
    """The body's width and height in units."""
    return frame.body.width / frame.paper.unit, frame.body.height / frame.paper.unit


def _flowed(rows: Iterable[Row], frame: Frame, name: str) -> Iterator[_Leaf]:
    flow = Flow(_size(frame)[1])
    flow.add(list(rows))
    for page in flow.pages:
        held = views(page, (frame.body.x, frame.body.y), frame.paper.unit, _size(frame)[0], set(), frame.kit)
        yield _Leaf(tuple(held), name)


def _cover(journey: JourneyMap, frame: Frame) -> Iterator[_Leaf]:
    width, height = _size(frame)
    for leaf in _flowed(cover_rows(journey, width, height, frame.kit), frame, frame.kit.words.gettext("Cover")):
        yield replace(leaf, cover=True)


def _personas(journey: JourneyMap, frame: Frame) -> Iterator[_Leaf]:
    if journey.personas:
        yield from _flowed(persona_rows(journey, _size(frame)[0], frame.kit), frame,
                           frame.kit.words.gettext("Personas"))


def _overview(journey: JourneyMap, frame: Frame, composer: Composer, check: Callable[[], None]) -> Iterator[_Leaf]:
    """The whole map on a page, to be seen."""
    body = frame.body
    drawing, scale = fitted_in(journey, Room(body.width, body.height, MEASURES.margin), composer, check)
    x = body.x + (body.width - drawing.width * scale) / 2
    y = body.y + (body.height - drawing.height * scale) / 2
    yield _Leaf((View(unnamed(drawing.parts), x, y, scale, repeated=True),), frame.kit.words.gettext("Whole map"))


# -- stages -----------------------------------------------------------------------------------------------------------


def _stages(journey: JourneyMap, frame: Frame, check: Callable[[], None]) -> Iterator[_Leaf]:
    shown = [stage for stage in journey.ordered_stages() if not stage.hidden]
    cards, grown, named = Cards(journey, frame.kit), _grown(journey, shown, frame), set[str]()
    for place, stage in enumerate(shown):
        check()
        if not stage.collapsed:
            yield from _stage(journey, shown, place, frame, cards, grown, named)


def _grown(journey: JourneyMap, shown: Sequence[Stage], frame: Frame) -> float:
    """How much larger than usual the type can be without a page more."""
    if len(journey.cards) > _MANY:
        return 1.0
    cards = Cards(journey, frame.kit)

    def count(scale: float) -> int:
        return sum(len(_flow(journey, shown, place, frame, cards, scale)[1].pages)
                   for place, stage in enumerate(shown) if not stage.collapsed)

    least = count(1.0)
    return next((scale for scale in _GROWN if count(scale) == least), 1.0)


def _flow(journey: JourneyMap, shown: Sequence[Stage], place: int, frame: Frame, cards: Cards,
          scale: float) -> tuple[Part, Flow, float]:
    """A stage's title, its rows on pages, and how far down they begin, in units."""
    width, height = _size(frame)
    title, named = stage_title(journey, shown[place], place, width, height * 0.3, frame.kit)
    top = HEIGHT + 2 * GAP + title.height + 1.5 * GAP
    flow = Flow((height - top) / scale)
    steps = steps_row(journey, shown[place], width / scale, frame.kit)
    flow.add([*([steps] if steps else []), *stage_rows(journey, shown[place], width / scale, cards, named=named)])
    return title, flow, top


def _stage(journey: JourneyMap, shown: list[Stage], place: int, frame: Frame, cards: Cards, grown: float,
           named: set[str]) -> Iterator[_Leaf]:
    width, body, unit = _size(frame)[0], frame.body, frame.paper.unit
    title, flow, top = _flow(journey, shown, place, frame, cards, grown)
    bar = View((Placed(0, 0, strip(shown, place, width, frame.kit)),), body.x, body.y, unit, repeated=True)
    for number, page in enumerate(flow.pages):
        part = Placed(0, HEIGHT + 2 * GAP, title)
        head = View(unnamed([part]) if number else (part,), body.x, body.y, unit, repeated=number > 0)
        held = views(page, (body.x, body.y + top * unit), unit * grown, width / grown, named, frame.kit)
        yield _Leaf((bar, head, *held), shown[place].name)


# -- pain points ------------------------------------------------------------------------------------------------------


def _pains(journey: JourneyMap, frame: Frame) -> Iterator[_Leaf]:
    """The pain points with what answers them; no page where there are none."""
    if not pains_of(journey):
        return
    width, kit = _size(frame)[0], frame.kit
    name = kit.words.gettext("Pain points and what answers them")
    flow = Flow(_size(frame)[1] - _heading(name, width, kit).height - GAP)
    flow.add(list(pain_rows(journey, width, Cards(journey, kit))))
    unit, body = frame.paper.unit, frame.body
    heading = _heading(name, width, kit)
    for number, page in enumerate(flow.pages):
        head = View((Placed(0, 0, heading),), body.x, body.y, unit, repeated=number > 0)
        down = body.y + (heading.height + GAP) * unit
        yield _Leaf((head, *views(page, (body.x, down), unit, width, set(), kit)), name)


def _heading(words: str, width: float, kit: Kit) -> Part:
    return words_part(shortened(words, HEADING, width, kit, 2), kit.theme.text, width)
