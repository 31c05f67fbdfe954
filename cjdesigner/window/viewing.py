"""The commands of the View menu that look at a part of the map: stages, lanes, the minimap, the split."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.choosing import all_around
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.edit.internal import all_internal
from cjdesigner.window.split import Split

_MOST = 2.5
_AROUND = 12.0


def stage_area(drawing: Drawing, stage: str) -> QRectF | None:
    """A stage's whole column, from its head to the last lane."""
    column = next((c for c in drawing.grid.columns if c.stage == stage), None)
    spot, rows = drawing.spots.get(stage), drawing.grid.rows
    if column is None or spot is None:
        return None
    bottom = rows[-1].y + rows[-1].height if rows else spot.y + spot.height
    return QRectF(column.x, spot.y, column.width, bottom - spot.y).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)


def lane_area(drawing: Drawing, lane: str) -> QRectF | None:
    """A whole lane."""
    spot = drawing.spots.get(lane)
    if spot is None:
        return None
    return QRectF(spot.x, spot.y, spot.width, spot.height).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)


class Viewing:
    """Commands on the active canvas of a window."""

    def __init__(self, split: Split) -> None:
        self._split = split

    @property
    def _canvas(self) -> CanvasView:
        return self._split.active

    def functions(self) -> dict[str, Callable[[], object]]:
        """The function of each command."""
        return {
            "zoom_part": self.zoom_to_part, "zoom_stage": self.zoom_to_stage, "zoom_lane": self.zoom_to_lane,
            "minimap": self.toggle_minimap, "split_beside": partial(self._split.toggle, Qt.Orientation.Horizontal),
            "split_below": partial(self._split.toggle, Qt.Orientation.Vertical),
            "select_none": lambda: self._canvas.select(frozenset()), "select_all": self.select_all,
        }

    def tick(self, commands: dict[str, QAction]) -> None:
        """Ticks what is on: the minimap, how the window is split, whether what is selected is internal."""
        beside = self._split.orientation() == Qt.Orientation.Horizontal
        on = {"minimap": self._canvas.minimap.shown, "split_beside": self._split.second is not None and beside,
              "split_below": self._split.second is not None and not beside,
              "internal": all_internal(self._canvas.journey, self._canvas.selection)}
        for name, ticked in on.items():
            commands[name].setCheckable(True)
            commands[name].setChecked(ticked)

    def select_all(self) -> None:
        """Selects the cards of the lane of what is selected; the second time all cards."""
        canvas = self._canvas
        lane = (canvas.cell or (None, None))[1]
        around = canvas.selection or frozenset({lane} if lane else ())
        canvas.select(all_around(canvas.journey, around, canvas.shown))

    def toggle_minimap(self) -> None:
        """Shows or hides the minimap."""
        self._canvas.minimap.toggle()
        self._split.active_changed.emit()

    def zoom_to_part(self) -> None:
        """Zooms to the selected lane, else to the selected stage or that of the selected card."""
        if any(key in self._canvas.journey.lanes for key in self._canvas.selection):
            self.zoom_to_lane()
        else:
            self.zoom_to_stage()

    def zoom_to_stage(self) -> None:
        """Zooms to the stage that is selected or that holds what is selected."""
        found = self._parts("stages")
        self._fit([area for key in found if (area := stage_area(self._canvas.shown, key))])

    def zoom_to_lane(self) -> None:
        """Zooms to the lane that is selected or that holds what is selected."""
        found = self._parts("lanes")
        self._fit([area for key in found if (area := lane_area(self._canvas.shown, key))])

    def _parts(self, name: str) -> list[str]:
        """The ids of the stages or the lanes that the selection names; else of the clicked cell, else the first."""
        journey, canvas = self._canvas.journey, self._canvas
        row = journey.ordered_stages() if name == "stages" else journey.ordered_lanes()
        wanted = {getattr(journey.cards[key], name[:-1]) for key in canvas.selection if key in journey.cards}
        wanted |= canvas.selection & getattr(journey, name).keys()
        cell = dict(zip(("stages", "lanes"), canvas.cell or (None, None), strict=True))[name]
        wanted = wanted or ({cell} if cell else set())
        return [entity.id for entity in row if entity.id in wanted] or [entity.id for entity in row[:1]]

    def _fit(self, areas: list[QRectF]) -> None:
        area = QRectF()
        for each in areas:
            area = area.united(each)
        if areas:
            self._canvas.fit(area, _MOST)
