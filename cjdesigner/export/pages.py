"""Where a drawing goes on a sheet: as large as the sheet allows, by trying how wide its columns should be. No surface.

Everything in points, y downwards from the sheet's top left corner.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.export.choices import FIT, Sheet
from cjdesigner.export.document import Document, Page, View
from cjdesigner.model.map import JourneyMap

_MARGIN = 6.0
_LARGEST = 2.0
_NARROW, _WIDE, _TRIES = 0.72, 3.0, 7


class Room(NamedTuple):
    """Where a drawing goes; its own margin may stand out by `inset` of its points on each side."""

    width: float
    height: float
    inset: float = 0.0


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


def fitted(journey: JourneyMap, sheet: Sheet, make: Callable[[], Composer] = Composer,
           check: Callable[[], None] = lambda: None) -> Laid:
    """Composes a map for a sheet. `check` is called between the tries and may raise to stop them."""
    composer = make()
    if sheet.size == FIT:
        drawing = composer.compose(journey)
        return Laid(drawing, drawing.width, drawing.height, source=journey)
    width, height = sheet.points
    best, scale = fitted_in(journey, Room(width - 2 * _MARGIN, height - 2 * _MARGIN), composer, check)
    x, y = (width - best.width * scale) / 2, (height - best.height * scale) / 2
    return Laid(best, width, height, scale, x, y, journey)


def fitted_in(journey: JourneyMap, room: Room, composer: Composer,
              check: Callable[[], None] = lambda: None) -> tuple[Drawing, float]:
    """A map composed for a room, and its scale there."""
    stretch, best = max(_tries(journey, room, composer, check).items(), key=lambda tried: _scale(tried[1], room))
    best = _filling(journey, room, composer, stretch, best)
    return best, _scale(best, room)


def _scale(drawing: Drawing, room: Room) -> float:
    inner = drawing.width - 2 * room.inset, drawing.height - 2 * room.inset
    return min(room.width / inner[0], room.height / inner[1], _LARGEST)


def _filling(journey: JourneyMap, room: Room, composer: Composer, stretch: float,
             best: Drawing) -> Drawing:
    """The drawing with its columns widened to the sheet's sides, where that does not make the type smaller."""
    scale = _scale(best, room)
    columns = sum(column.width for column in best.grid.columns)
    slack = room.width / scale - best.width + 2 * room.inset
    if not columns or slack < 4:
        return best
    wider = composer.compose(journey, stretch=stretch * (columns + slack) / columns)
    return wider if _scale(wider, room) >= scale * 0.999 else best


def _tries(journey: JourneyMap, room: Room, composer: Composer,
           check: Callable[[], None]) -> dict[float, Drawing]:
    """Drawings by the stretch of their columns, whose shape comes ever closer to the sheet's.

    Wider columns make them lower, narrower ones higher.
    """
    low, high, stretch = _NARROW, _WIDE, 1.0
    found: dict[float, Drawing] = {}
    while len(found) < _TRIES and low < high:
        check()
        drawing = found[stretch] = composer.compose(journey, stretch=stretch)
        excess = (drawing.width / drawing.height) / (room.width / room.height)
        if abs(excess - 1) < 0.01:
            break
        low, high = (low, stretch) if excess > 1 else (stretch, high)
        wanted = min(max(stretch / excess**0.7, low), high)
        stretch = wanted if wanted not in found else (low + high) / 2
    return found
