"""One sheet: as large as the map, or one of paper that the map fills. Furniture is added where any was chosen."""

from collections.abc import Callable

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.export.choices import FIT, Choices
from cjdesigner.export.document import Document, Page, View
from cjdesigner.export.layouts.furniture import Frame, bare, frame_for
from cjdesigner.export.layouts.paper import Paper, kit_of, paper_of
from cjdesigner.export.pages import Room, fitted_in
from cjdesigner.model.map import JourneyMap


def lay_out(journey: JourneyMap, choices: Choices, make: Callable[[], Composer] = Composer,
            check: Callable[[], None] = lambda: None) -> Document:
    """A document of one sheet."""
    return on_one_sheet(journey, choices, make(), check, framed=choices.furniture.chosen)


def on_one_sheet(journey: JourneyMap, choices: Choices, composer: Composer, check: Callable[[], None], *,
                 framed: bool) -> Document:
    """The whole map on a sheet, with furniture or without."""
    if choices.sheet.size == FIT:
        return _as_large_as_the_map(journey, choices, composer, framed=framed)
    paper = _calm(paper_of(*choices.sheet.points))
    frame = _frame(journey, choices, composer, paper, framed=framed)
    body = frame.body
    inset = MEASURES.margin if framed else 0.0
    drawing, scale = fitted_in(journey, Room(body.width, body.height, inset), composer, check)
    x = body.x + (body.width - drawing.width * scale) / 2
    y = body.y + (body.height - drawing.height * scale) / 2
    views = (View(drawing.parts, x, y, scale), *(frame.views(0, 1) if framed else ()))
    page = Page(paper.width, paper.height, drawing.background, views, "1", drawing.title)
    return Document((page,), drawing.title, drawing.language, journey.author, journey, drawing.missing)


def _calm(paper: Paper) -> Paper:
    """A paper whose furniture grows less than a large sheet does: it is not to be louder than the map's own type."""
    return paper._replace(unit=min(paper.unit, paper.unit**0.5))


def _frame(journey: JourneyMap, choices: Choices, composer: Composer, paper: Paper, *, framed: bool) -> Frame:
    kit = kit_of(composer, journey)
    return frame_for(journey, choices.furniture, paper, kit, title=False) if framed else bare(paper, kit)


def _as_large_as_the_map(journey: JourneyMap, choices: Choices, composer: Composer, *, framed: bool) -> Document:
    """A sheet that grows by what its furniture takes."""
    drawing = composer.compose(journey)
    width, height = drawing.width, drawing.height
    views: tuple[View, ...] = (View(drawing.parts),)
    if framed:
        kit = kit_of(composer, journey)
        body = frame_for(journey, choices.furniture, Paper(width, height, 1.0), kit, title=False).body
        paper = Paper(width, 2 * height - body.height, 1.0)
        frame = frame_for(journey, choices.furniture, paper, kit, title=False)
        height, views = paper.height, (View(drawing.parts, 0, frame.body.y), *frame.views(0, 1))
    page = Page(width, height, drawing.background, views, "1", drawing.title)
    return Document((page,), drawing.title, drawing.language, journey.author, journey, drawing.missing)
