"""A poster over several sheets: large enough to read from afar, cut between cards, with marks to put it together.

Each sheet names the stages and lanes that it shows. On its strips for glue the panels go on, but no card does.
"""

from collections.abc import Callable, Iterator

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Placed
from cjdesigner.export.choices import Choices
from cjdesigner.export.document import Area, Document, Page, View
from cjdesigner.export.layouts.furniture import Frame, frame_for
from cjdesigner.export.layouts.paper import drawn, kit_of, paper_of, sheet_of
from cjdesigner.export.layouts.poster_plan import Piece, Plan, plan_for
from cjdesigner.export.layouts.poster_sheet import ASIDE, Geometry, geometry, head, marks, names, neighbours
from cjdesigner.export.layouts.slicing import Slicer, ground
from cjdesigner.language import ngettext
from cjdesigner.model.map import JourneyMap


def lay_out(journey: JourneyMap, choices: Choices, make: Callable[[], Composer] = Composer,
            check: Callable[[], None] = lambda: None) -> Document:
    """A document of as many sheets as the poster takes."""
    composer = make()
    kit = kit_of(composer, journey)
    paper = paper_of(*sheet_of(choices).points)
    frame = frame_for(journey, choices.furniture, paper, kit, aside=ASIDE)
    place = geometry(frame, choices.poster.overlap)
    plan = plan_for(journey, choices.poster, (place.width, place.height), composer, check)
    slicer = Slicer(plan.parts)
    pages = tuple(_sheet(at, plan, frame, place, slicer, journey) for at in range(len(plan.pieces)))
    drawing = plan.drawing
    return Document(pages, drawing.title, drawing.language, journey.author, journey, drawing.missing,
                    tuple(_notes(slicer.cut, journey)))


def _notes(cut: set[str], journey: JourneyMap) -> Iterator[str]:
    """What had to be cut, because it is larger than a sheet."""
    if count := len(cut & (journey.cards.keys() | journey.personas.keys())):
        yield ngettext("{count} card is larger than a sheet and is cut.",
                       "{count} cards are larger than a sheet and are cut.", count)
    if count := len(cut & journey.stages.keys()):
        yield ngettext("{count} stage is wider than a sheet and goes on on the next one.",
                       "{count} stages are wider than a sheet and go on on the next one.", count)


def _sheet(at: int, plan: Plan, frame: Frame, place: Geometry, slicer: Slicer, journey: JourneyMap) -> Page:
    piece, scale, unit = plan.pieces[at], plan.scale, frame.paper.unit
    kit = frame.kit
    size = piece.area.width * scale, piece.area.height * scale
    beside = neighbours(piece, plan.pieces)
    fresh, again = slicer.take(piece.area)
    x, y = place.x - piece.area.x * scale, place.y - piece.area.y * scale
    over = place.overlap if beside.right else 0.0
    under = place.overlap if beside.below else 0.0
    wide = Area(place.x, place.y, size[0] + over, size[1] + under)
    edge = Area(place.x, place.y, *size)
    curves = slicer.curves(piece.area)
    shown = ground(plan.parts, Area(*piece.area[:2], wide.width / scale, wide.height / scale), curves)
    views = [View(shown, x, y, scale, wide, repeated=True), View(curves, x, y, scale, wide),
             View(fresh, x, y, scale, edge)]
    views += [View(again, x, y, scale, edge, repeated=True)] if again else []
    around = drawn(marks(place, size, beside, unit, kit), frame.paper.width, frame.paper.height)
    views += [
        View((Placed(0, 0, around),), repeated=True),
        View(tuple(names(piece, plan, place, journey, unit, kit)), repeated=True),
        View(tuple(head(piece, plan, frame, kit)), scale=unit, repeated=True),
    ]
    return Page(frame.paper.width, frame.paper.height, kit.theme.page,
                (*(view for view in views if view.parts), *frame.views(at, len(plan.pieces))), piece.label,
                _name(piece, frame))


def _name(piece: Piece, frame: Frame) -> str:
    return frame.kit.words.gettext("Sheet {label}").format(label=piece.label)
