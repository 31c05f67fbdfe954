"""What may be dropped on a map from other programs, and where it lands: the marks and the drop ask the same."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, QPointF

from cjdesigner.canvas.hits import card_target, nearest_column, row_at
from cjdesigner.canvas.marks import Mark, card_marks
from cjdesigner.canvas.mime import KIND, PIECE, files_of
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.edit.placing import Target, usual_place
from cjdesigner.edit.planning import lane_for_text
from cjdesigner.exchange.tables import TABLE_ENDINGS
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap

PLACED = (*TABLE_ENDINGS, ".txt")
"""Files that are put into the map where they are dropped; all others are opened."""


def is_welcome(data: QMimeData) -> bool:
    """Whether something from another program can be put into a map: text, or files of which one is a table or text."""
    if data.hasFormat(KIND) or data.hasFormat(PIECE):
        return False
    if files := files_of(data):
        return any(path.suffix.lower() in PLACED for path in files)
    return data.hasText() or data.hasHtml()


def text_target(journey: JourneyMap, drawing: Drawing, at: QPointF) -> Target:
    """Where text lands that is dropped at a point: in the lane under it, or else in the first one for text."""
    under = row_at(drawing, at.y())
    if under is not None:
        kind = journey.lanes[under.lane].kind
        target = card_target(journey, drawing, kind if kind in CARD_KINDS else "note", at.x(), at.y(), under.lane)
        return replace(target, score=None, index=None if kind == "emotion" else target.index)
    column, row = nearest_column(drawing, at.x()), journey.ordered_lanes()
    lane = lane_for_text(row)
    return Target(column.stage if column else None, lane.id if lane else None, lane_index=usual_place(row, "note"))


def text_marks(journey: JourneyMap, drawing: Drawing, at: QPointF) -> tuple[Mark, ...]:
    """What shows where text would land."""
    return card_marks(drawing, text_target(journey, drawing, at), at.x())
