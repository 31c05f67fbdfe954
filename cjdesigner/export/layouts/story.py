"""A story: cover, personas, the whole map, a page for each stage, and the pain points with what answers them.

What is too long for a page goes on on the next. Each text is there once; where it is seen again, it is repeated.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cjdesigner.drawing.compose import Composer
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

_SCALES = (1.35, 1.2, 1.1, 1.0, 0.92, 0.85, 0.8)
_MANY = 300
"""Cards from which on type has its usual size."""


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
    return Document(pages, drawing.title, drawing.language, journey.author, journey, drawing.missing | _missing(leaves))


def _missing(leaves: Iterable[_Leaf]) -> dict[str, frozenset[str]]:
    """What no font has, by the id of what says it."""
    found: dict[str, frozenset[str]] = {}
    for _x, _y, part in (each for leaf in leaves for view in leaf.views if not view.repeated for each in view.walk()):
        if part.missing:
            found[part.id or part.role] = found.get(part.id or part.role, frozenset()) | part.missing
    return found


def _page(leaf: _Leaf, frame: Frame, place: int, count: int) -> Page:
    shown = (*leaf.views, *frame.views(place, count))
    return Page(frame.paper.width, frame.paper.height, frame.kit.theme.page, shown, str(place + 1), leaf.name)


def _size(frame: Frame) -> tuple[float, float]:
    """The body's width and height in units."""
    return frame.body.width / frame.paper.unit, frame.body.height / frame.paper.unit


def _flowed(rows: Callable[[float], Iterable[Row]], frame: Frame, name: str, head: Part | None = None,
            scales: Sequence[float] = _SCALES) -> Iterator[_Leaf]:
    """Rows that are made for a width, on pages with a head, in the largest type that takes no page more."""
    width, height = _size(frame)
    unit, body, top = frame.paper.unit, frame.body, head.height + 2.5 * GAP if head else 0.0

    def flow(scale: float) -> Flow:
        made = Flow((height - top) / scale)
        made.add(list(rows(width / scale)))
        return made

    scale = _largest(lambda scale: len(flow(scale).pages), scales)
    for number, page in enumerate(flow(scale).pages):
        held = views(page, (body.x, body.y + top * unit), unit * scale, width / scale, set(), frame.kit)
        above = [View((Placed(0, 0, head),), body.x, body.y, unit, repeated=number > 0)] if head else []
        yield _Leaf((*above, *held), name)


def _largest(count: Callable[[float], int], scales: Sequence[float]) -> float:
    """The largest scale of type that takes no page more than the smallest one."""
    if len(scales) == 1:
        return scales[0]
    least = count(scales[-1])
    return next(scale for scale in scales if count(scale) == least)


def _scales(journey: JourneyMap) -> Sequence[float]:
    """The scales of type to try: on many pages the usual one only."""
    return _SCALES if len(journey.cards) <= _MANY else (1.0,)


def _cover(journey: JourneyMap, frame: Frame) -> Iterator[_Leaf]:
    wide, high = _size(frame)
    for leaf in _flowed(lambda width: cover_rows(journey, width, high * width / wide, frame.kit), frame,
                        frame.kit.words.gettext("Cover"), scales=[scale for scale in _SCALES if scale <= 1]):
        yield replace(leaf, cover=True)


def _personas(journey: JourneyMap, frame: Frame) -> Iterator[_Leaf]:
    if journey.personas:
        yield from _flowed(lambda width: persona_rows(journey, width, frame.kit), frame,
                           frame.kit.words.gettext("Personas"))


def _overview(journey: JourneyMap, frame: Frame, composer: Composer, check: Callable[[], None]) -> Iterator[_Leaf]:
    """The whole map on a page, to be seen."""
    body = frame.body
    drawing, scale = fitted_in(journey, Room(body.width, body.height, MEASURES.margin), composer, check)
    x = body.x + (body.width - drawing.width * scale) / 2
    y = body.y + (body.height - drawing.height * scale) / 2
    told = {stage.id for stage in journey.stages.values() if stage.name and not (stage.hidden or stage.collapsed)}
    parts = [Placed(each.x, each.y, replace(bare.part, leads=each.part.id)) if each.part.id in told else bare
             for each, bare in zip(drawing.parts, unnamed(drawing.parts), strict=True)]
    yield _Leaf((View(tuple(parts), x, y, scale, repeated=True),), frame.kit.words.gettext("Whole map"))


# -- stages -----------------------------------------------------------------------------------------------------------


def _stages(journey: JourneyMap, frame: Frame, check: Callable[[], None]) -> Iterator[_Leaf]:
    shown = [stage for stage in journey.ordered_stages() if not stage.hidden]
    cards, grown = Cards(journey, frame.kit), _grown(journey, shown, frame)
    for place, stage in enumerate(shown):
        check()
        if not stage.collapsed:
            yield from _stage(journey, shown, place, frame, cards, grown)


def _grown(journey: JourneyMap, shown: Sequence[Stage], frame: Frame) -> float:
    """How large the type of all stages can be without a page more."""
    cards = Cards(journey, frame.kit)

    def count(scale: float) -> int:
        return sum(len(_flow(journey, shown, place, frame, cards, scale)[1].pages)
                   for place, stage in enumerate(shown) if not stage.collapsed)

    return _largest(count, _scales(journey))


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


def _stage(journey: JourneyMap, shown: list[Stage], place: int, frame: Frame, cards: Cards,
           grown: float) -> Iterator[_Leaf]:
    width, body, unit = _size(frame)[0], frame.body, frame.paper.unit
    title, flow, top = _flow(journey, shown, place, frame, cards, grown)
    bar = View((Placed(0, 0, strip(shown, place, width, frame.kit)),), body.x, body.y, unit, repeated=True)
    for number, page in enumerate(flow.pages):
        part = Placed(0, HEIGHT + 2 * GAP, title)
        head = View(unnamed([part]) if number else (part,), body.x, body.y, unit, repeated=number > 0)
        held = views(page, (body.x, body.y + top * unit), unit * grown, width / grown, cards.named, frame.kit)
        yield _Leaf((bar, head, *held), shown[place].name)


# -- pain points ------------------------------------------------------------------------------------------------------


def _pains(journey: JourneyMap, frame: Frame) -> Iterator[_Leaf]:
    """The pain points with what answers them; no page where there are none."""
    if not pains_of(journey):
        return
    kit = frame.kit
    name = kit.words.gettext("Pain points and what answers them")
    cards = Cards(journey, kit)
    words = kit.words.lines("Pain points and what answers them")
    heading = words_part(shortened(words, HEADING, _size(frame)[0], kit, 3), kit.theme.text, _size(frame)[0])
    yield from _flowed(lambda width: pain_rows(journey, width, cards), frame, name, heading, _scales(journey))
