"""Where a drawing goes on a sheet: as large as the sheet allows, by trying how wide its columns should be. No surface.

Everything in points, y downwards from the sheet's top left corner.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.export.choices import FIT, Choices, Sheet
from cjdesigner.export.document import Document, Page, View
from cjdesigner.model.map import JourneyMap

_MARGIN = 6.0
_LARGEST = 2.0
_NARROW, _WIDE, _TRIES = 0.72, 3.0, 7


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A drawing on a sheet of `width` by `height`: scaled, with its origin at (x, y) of the sheet."""

    drawing: Drawing
    width: float
    height: float
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    source: JourneyMap | None = None

    def document(self) -> Document:
        """The sheet as a document of one page."""
        drawing = self.drawing
        view = View(drawing.parts, self.x, self.y, self.scale)
        page = Page(self.width, self.height, drawing.background, (view,), "1", drawing.title)
        author = self.source.author if self.source is not None else ""
        return Document((page,), drawing.title, drawing.language, author, self.source, drawing.missing)


def lay_out(journey: JourneyMap, choices: Choices, make: Callable[[], Composer] = Composer,
            check: Callable[[], None] = lambda: None) -> Document:
    """A document of one sheet. `check` is called between the tries and may raise to stop them."""
    return fitted(journey, choices.sheet, make, check).document()


def fitted(journey: JourneyMap, sheet: Sheet, make: Callable[[], Composer] = Composer,
           check: Callable[[], None] = lambda: None) -> Laid:
    """Composes a map for a sheet. `check` is called between the tries and may raise to stop them."""
    composer = make()
    if sheet.size == FIT:
        drawing = composer.compose(journey)
        return Laid(drawing, drawing.width, drawing.height, source=journey)
    width, height = sheet.points
    room = width - 2 * _MARGIN, height - 2 * _MARGIN
    stretch, best = max(_tries(journey, room, composer, check).items(), key=lambda tried: _scale(tried[1], room))
    best = _filling(journey, room, composer, stretch, best)
    scale = _scale(best, room)
    x, y = (width - best.width * scale) / 2, (height - best.height * scale) / 2
    return Laid(best, width, height, scale, x, y, journey)


def _scale(drawing: Drawing, room: tuple[float, float]) -> float:
    return min(room[0] / drawing.width, room[1] / drawing.height, _LARGEST)


def _filling(journey: JourneyMap, room: tuple[float, float], composer: Composer, stretch: float,
             best: Drawing) -> Drawing:
    """The drawing with its columns widened to the sheet's sides, where that does not make the type smaller."""
    scale = _scale(best, room)
    columns = sum(column.width for column in best.grid.columns)
    slack = room[0] / scale - best.width
    if not columns or slack < 4:
        return best
    wider = composer.compose(journey, stretch=stretch * (columns + slack) / columns)
    return wider if _scale(wider, room) >= scale * 0.999 else best


def _tries(journey: JourneyMap, room: tuple[float, float], composer: Composer,
           check: Callable[[], None]) -> dict[float, Drawing]:
    """Drawings by the stretch of their columns, whose shape comes ever closer to the sheet's.

    Wider columns make them lower, narrower ones higher.
    """
    low, high, stretch = _NARROW, _WIDE, 1.0
    found: dict[float, Drawing] = {}
    while len(found) < _TRIES and low < high:
        check()
        drawing = found[stretch] = composer.compose(journey, stretch=stretch)
        excess = (drawing.width / drawing.height) / (room[0] / room[1])
        if abs(excess - 1) < 0.01:
            break
        low, high = (low, stretch) if excess > 1 else (stretch, high)
        wanted = min(max(stretch / excess**0.7, low), high)
        stretch = wanted if wanted not in found else (low + high) / 2
    return found
