"""The canvas of a comparison: both versions of a map in one, with what changed marked. It is only looked at."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.painting import draw_part
from cjdesigner.canvas.palette import CanvasColours
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.drawing.redline import redlined
from cjdesigner.drawing.theme import Theme
from cjdesigner.drawing.type import Typesetter
from cjdesigner.language import _
from cjdesigner.merge.redline import Mark, Redline
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session


class CompareView(CanvasView):
    """Shows a redline."""

    redline: Mapping[str, Mark] = MappingProxyType({})  # it is composed before its constructor is through

    def __init__(self, colours: CanvasColours, theme: Theme) -> None:
        typesetter = Typesetter()
        session = Session(JourneyMap())
        session.read_only = True
        super().__init__(session, typesetter, Composer(typesetter, theme))
        session.setParent(self)
        self.colours = colours
        self._invitation.hide()
        self.setAccessibleName(_("Comparison"))

    def show_redline(self, found: Redline) -> None:
        """Shows another comparison from the start."""
        self.redline = found.marks
        self.session.open(found.map, None, read_only=True)
        self.select(frozenset())

    def map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        """There is nothing to invite to."""
        super().map_changed(old, new)
        self._invitation.hide()

    def _compose(self, journey: JourneyMap) -> Drawing:
        return redlined(super()._compose(journey), self.redline, self._composer.kit(journey))

    def _paint_over(self, painter: QPainter) -> None:
        """The marks of what is selected lie over the ring of the selection."""
        for placed in self.shown.parts:
            if placed.part.role == "hint" and placed.part.of in self.selection:
                at = self.to_pixels(placed.x, placed.y)
                draw_part(painter, placed.part, at.x(), at.y(), self.zoom, self.pictures.glyphs)

    def position_of(self, key: str) -> str:
        """What happened to a thing, before where it stands."""
        mark = self.redline.get(key)
        return ", ".join(filter(None, (mark.words if mark else "", super().position_of(key))))

    def ask_for_menu(self, at: QPointF) -> None:
        """There is nothing to do with a thing here."""
