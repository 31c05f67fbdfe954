"""A view of a session's map: it composes what it shows, covers what the curtain covers, and shows what is carried.

Knows no events; `CanvasView` adds those.
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from cjdesigner.canvas.conflict_marks import conflict_words, paint_conflicts
from cjdesigner.canvas.covering import Cover, paint_marks
from cjdesigner.canvas.curtain import curtain_of
from cjdesigner.canvas.hand import held_picture
from cjdesigner.canvas.pictures import Picture
from cjdesigner.canvas.positions import position_of
from cjdesigner.canvas.view import PaintedView
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.drawing.theme import LIGHT, Theme
from cjdesigner.drawing.type import Typesetter
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Edit, Session


class MapView(PaintedView):
    """Shows a session's map."""

    for_audience = False
    """Whether only the room looks at this view, so that what is behind the curtain is always covered in it."""

    def __init__(self, session: Session, typesetter: Typesetter, composer: Composer | None = None) -> None:
        """A view of a map; `composer` is that of another view, so that nothing need be composed again."""
        super().__init__()
        self.session, self._typesetter = session, typesetter
        self._composer = composer or Composer(typesetter, LIGHT, hints=True)
        self.theme = self._composer.theme
        self._cover = Cover()
        self._typed, self._covered = "", frozenset[str]()
        self._previewed = session.map
        self.curtain = curtain_of(session)
        self.curtain.changed.connect(self.cover_again)

    @property
    def typesetter(self) -> Typesetter:
        """What has shaped the map's words; another view of the map need not shape them again."""
        return self._typesetter

    @property
    def journey(self) -> JourneyMap:
        """The session's map."""
        return self.session.map

    @property
    def shown(self) -> Drawing:
        """The drawing of the session's map."""
        assert self.drawing is not None
        return self.drawing

    def position_of(self, key: str) -> str:
        """Where an entity stands: "card 3 of 5, Touchpoints, Consideration"; and that it waits for a decision."""
        return ", ".join(filter(None, (conflict_words(self.journey, key), position_of(self.journey, key))))

    def apply(self, label: str, edit: Edit, merge: str | None = None) -> bool:
        """Applies an edit to the session's map."""
        return self.session.apply(label, edit, merge)

    # -- composing ----------------------------------------------------------------------------------------------

    def composer_for_another(self) -> Composer:
        """What another view of the map begins with: all that this one remembers."""
        return self._composer.twin()

    def compose_in(self, theme: Theme) -> None:
        """Composes in other colours from now on."""
        if theme is self.theme:
            return
        self._composer = Composer(self._typesetter, theme, hints=True)
        self.theme = theme
        self.pictures.clear()

    def show_map(self, journey: JourneyMap) -> None:
        """Shows the session's map."""
        self._previewed = journey
        self.show_drawing(self._compose(journey))

    def preview(self, journey: JourneyMap) -> None:
        """Shows a map that the session does not hold yet, while a gesture lasts; the session's own takes it back."""
        if journey is not self._previewed:
            self._previewed = journey
            self.show_drawing(self._compose(journey))

    def best_width(self, stage: str) -> float:
        """How wide a stage's column should be for what is in it."""
        return self._composer.best_width(self.journey, stage)

    # -- what is covered ----------------------------------------------------------------------------------------

    @property
    def hidden(self) -> frozenset[str]:
        """The cards that are covered in this view: not the one that is being typed."""
        return self.masked_keys - {self._typed}

    @property
    def masked_keys(self) -> frozenset[str]:
        """The cards whose words nothing beside this view may show either."""
        return self.curtain.hidden(audience=self.for_audience)

    def masked(self, journey: JourneyMap) -> JourneyMap:
        """The map without the words that are covered in this view."""
        return self._cover.masked(journey, self.masked_keys)

    def _compose(self, journey: JourneyMap) -> Drawing:
        self._covered = self.hidden
        return self._cover.compose(self._composer, journey, self._covered)

    def cover_again(self, typed: str = "") -> None:
        """Draws the map anew after the curtain moved, or when typing into a covered card begins or ends."""
        before, self._typed = self._covered, typed
        if self.hidden != before:
            self.show_drawing(self._compose(self._previewed))
        self.viewport().update()

    def _paint_over(self, painter: QPainter) -> None:
        """Marks what the room does not see, and what waits for a decision."""
        paint_marks(painter, self, frozenset(self.curtain.waiting) - self.hidden)
        paint_conflicts(painter, self, self.journey)

    def warm(self, journey: JourneyMap) -> None:
        """Composes a map that will be shown next; may run in a worker while the window waits for it."""
        self._composer.compose(journey)

    # -- what a drag shows --------------------------------------------------------------------------------------

    def show_ghost(self, key: str, at: QPointF) -> None:
        """Shows an entity's picture at a place (pixels), as if held in the hand."""
        held = self.ghost[0] if self.ghost is not None and self.ghost[0].part.id == key else None
        self.hold(held or held_picture(self, [key]), at)

    def hold(self, picture: Picture | None, at: QPointF) -> None:
        """Shows a picture in the hand."""
        if picture is not None:
            self._update_drag()
            self.ghost = (picture, at)
            self._update_drag()

    def clear_drag(self) -> None:
        """Takes away what a drag showed."""
        if self.band is not None:
            self.viewport().update()
        self._update_drag()
        self.marks, self.ghost, self.band = (), None, None
        self.show_reflow(None, frozenset())
