"""The scenes of a presentation: what is shown one after the other, and where it is on the drawing. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF

from cjdesigner.drawing.drawing import Drawing
from cjdesigner.drawing.theme import MEASURES
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.ranks import in_order

Order = Literal["stages", "lanes", "agenda", "selection"]
HEAD = MEASURES.margin + MEASURES.head
"""Points from the drawing's left edge to the first stage: where the lanes' names are."""


@dataclass(frozen=True)
class Scene:
    """A stage, a lane, a cell (both) or one card; with none of them the whole map."""

    name: str = ""
    stage: str = ""
    lane: str = ""
    card: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What is shown, whatever it is called now."""
        return self.stage, self.lane, self.card


def scenes_of(journey: JourneyMap, drawing: Drawing, order: Order, chosen: Collection[str] = ()) -> list[Scene]:
    """The whole map, then stage by stage, lane by lane, along the agenda, or only the `chosen` things."""
    stages = [Scene(journey.stages[c.stage].name, stage=c.stage) for c in drawing.grid.columns]
    lanes = [Scene(journey.lanes[r.lane].name, lane=r.lane) for r in drawing.grid.rows]
    if order == "lanes":
        return [Scene(), *lanes]
    if order == "agenda":
        return [Scene(), *_agenda(journey, stages, lanes)]
    if order == "selection":
        cards = [Scene(card.text, card.stage, card.lane, card.id)
                 for column in stages for row in lanes for card in journey.cell(column.stage, row.lane)]
        found = [scene for scene in (*stages, *lanes, *cards) if (scene.card or scene.stage or scene.lane) in chosen]
        return found or [Scene()]
    return [Scene(), *stages]


def _agenda(journey: JourneyMap, stages: list[Scene], lanes: list[Scene]) -> list[Scene]:
    """The parts of the agenda that look at something that is drawn."""
    columns, rows = {scene.stage for scene in stages}, {scene.lane for scene in lanes}
    return [Scene(item.name, item.stage or "", item.lane or "") for item in in_order(journey.agenda.values())
            if (item.stage or item.lane) and item.stage in columns | {None} and item.lane in rows | {None}]


def strip(drawing: Drawing) -> QRectF:
    """Where the stages' names are."""
    columns = drawing.grid.columns
    if not columns:
        return QRectF()
    spot = drawing.spots[columns[0].stage]
    return QRectF(columns[0].x, spot.y, columns[-1].x + columns[-1].width - columns[0].x, spot.height)


def area_of(scene: Scene, drawing: Drawing) -> QRectF:
    """The area of a scene in points of the drawing; the whole drawing where the scene is not on it any more."""
    if scene.card:
        spot = drawing.spots.get(scene.card)
        return QRectF(spot.x, spot.y, spot.width, spot.height) if spot else _whole(drawing)
    column = next((c for c in drawing.grid.columns if c.stage == scene.stage), None)
    row = next((r for r in drawing.grid.rows if r.lane == scene.lane), None)
    area, rows = _whole(drawing), drawing.grid.rows
    if column:
        names = strip(drawing)
        foot = rows[-1].y + rows[-1].height if rows else names.bottom()
        area = QRectF(column.x, names.top(), column.width, foot - names.top())
    if row:
        left, width = (column.x, column.width) if column else (MEASURES.margin, drawing.width - 2 * MEASURES.margin)
        area = QRectF(left, row.y, width, row.height)
    return area


def _whole(drawing: Drawing) -> QRectF:
    return QRectF(0, 0, drawing.width, drawing.height)


@dataclass(frozen=True)
class Look:
    """What a view shows: the point of the drawing in its middle, and its zoom."""

    x: float
    y: float
    zoom: float

    def towards(self, other: "Look", share: float) -> "Look":
        """A look on the way to another; the zoom grows by the same factor in the same time."""
        zoom = self.zoom * (other.zoom / self.zoom) ** share
        return Look(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share, zoom)


def look_at(scene: Scene, drawing: Drawing, width: float, height: float) -> Look:
    """How a view of this size (pixels) shows a scene: as large as it can, beside and below the names of its row and
    column; a stage that is too tall to be read begins at the top."""
    area = area_of(scene, drawing)
    if not any(scene.key):
        zoom = min(width / max(area.width(), 1), height / max(area.height(), 1), 4.0)
        return Look(area.center().x(), area.center().y(), zoom)
    left = HEAD if scene.stage else 0.0
    top = strip(drawing).height() + 2 * MEASURES.row_gap if scene.lane else 0.0
    wide, high = (width - 32) / (area.width() + left), (height - 32) / (area.height() + top)
    most = 0.3 * width / area.width() if scene.card else 4.0  # a card is not the whole wall
    zoom = max(min(wide, high, most), min(wide, 0.6))
    y = area.center().y() - top / 2
    if (area.height() + top) * zoom > height:
        y = area.top() - top + (height / 2 - 16) / zoom
    return Look(area.center().x() - left / 2, y, zoom)


def lit(scene: Scene, drawing: Drawing) -> list[QRectF]:
    """What is not dimmed: the scene itself, and the names of its row and column."""
    names = strip(drawing)
    heads = [QRectF(MEASURES.margin, row.y, MEASURES.head, row.height) for row in drawing.grid.rows
             if scene.stage and scene.lane in ("", row.lane)]
    tops = [QRectF(column.x, names.top(), column.width, names.height()) for column in drawing.grid.columns
            if scene.lane and scene.stage in ("", column.stage)]
    return [area_of(scene, drawing), *heads, *tops]
