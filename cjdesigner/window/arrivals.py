"""Paste anything, drop anything: takes what comes from other programs into the open map, as one step each."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from cjdesigner import language
from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.foreign import PLACED
from cjdesigner.edit.arranging import place_text
from cjdesigner.edit.copying import holds_whole
from cjdesigner.edit.placing import Target
from cjdesigner.errors import CjError
from cjdesigner.exchange.meaning import Place, taking_in
from cjdesigner.language import N_
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Edit, Session
from cjdesigner.window.clipboard import meaning_of, text_of
from cjdesigner.window.documents import TEXTS, Documents
from cjdesigner.window.picture_cards import PictureCards

NOWHERE: Place = (None, None, None)


class Arrivals:
    """What arrives at one window. `on_map` says whether its map is shown, `open_path` opens a map instead of it."""

    def __init__(self, session: Session, canvas: CanvasView, documents: Documents,
                 pictures: Callable[[], PictureCards],
                 on_map: Callable[[], bool], open_path: Callable[[Path], object]) -> None:
        self._session, self._canvas, self._documents, self._pictures = session, canvas, documents, pictures
        self._on_map, self._open_path = on_map, open_path

    def act_on(self, canvas: CanvasView) -> None:
        """From now on things arrive at another canvas of the same session."""
        self._canvas = canvas

    # -- pasting --------------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Pastes into the clicked cell, or after what is selected."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self._pictures().paste(data):  # None: a clipboard that was never filled
            self._take(data, N_("Paste"), self._place())

    def paste_text(self) -> None:
        """Pastes all text of the clipboard as one card."""
        text, place = text_of(QGuiApplication.clipboard().mimeData()), self._place()
        if text.strip():
            self._apply(N_("Paste"), lambda m: place_text(m, text, *place))

    def _place(self) -> Place:
        """Where pasted cards go: below the selected card, or into the clicked cell."""
        journey = self._session.map
        for key in self._canvas.selection:
            if card := journey.cards.get(key):
                place = [held.id for held in journey.cell(card.stage, card.lane)].index(key)
                return card.stage, card.lane, place + 1
            if key in journey.stages:
                return key, None, None
            if key in journey.lanes:
                return None, key, None
        stage, lane = self._canvas.cell or (None, None)
        return (stage if stage in journey.stages else None), (lane if lane in journey.lanes else None), None

    # -- dropping -------------------------------------------------------------------------------------------------

    def drop(self, data: QMimeData, target: Target) -> None:
        """Takes in what was dropped on the map, where its marks showed."""
        self._canvas.setFocus()
        self._take(data, N_("Bring in"), (target.stage, target.lane, target.index))

    def files(self, paths: list[Path], place: Place = NOWHERE) -> None:
        """Takes files in their order: tables and texts go into the map that is shown, all others are opened."""
        for path in paths:
            suffix = path.suffix.lower()
            if suffix in PLACED and self._on_map() and not self._session.read_only:
                self._place_file(path, place)
                place = (*place[:2], None)
            elif suffix in PLACED or suffix in TEXTS:
                if self._documents.may_leave():
                    self._documents.bring_in(path)
            else:
                self._open_path(path)

    def _place_file(self, path: Path, place: Place) -> None:
        try:
            what = self._documents.read(path)
        except CjError as error:
            named = error if path.name in error.message else CjError(f"{path.name}: {error.message}", error.hint)
            self._session.refused.emit(named)
            return
        if what is not None:
            self._apply(N_("Bring in"), taking_in(what, place))

    # -- both -----------------------------------------------------------------------------------------------------

    def _take(self, data: QMimeData | None, label: str, place: Place) -> None:
        self._canvas.end_editing()
        try:
            what = meaning_of(data, self._session.map.language or language.active())
        except CjError as error:
            self._session.refused.emit(error)
            return
        if isinstance(what, list):
            self.files(what, place)
        elif what is not None:
            whole = isinstance(what, JourneyMap) and holds_whole(what)
            self._apply(label, taking_in(what, place), whole=whole)

    def _apply(self, label: str, edit: Edit, *, whole: bool = False) -> None:
        """Applies an edit as one step; what it made is selected and the first of it is shown."""
        before = self._session.map
        if self._session.apply(label, edit) and (made := made_by(before, self._session.map, whole=whole)):
            self._canvas.select_drawn(made)
            self._canvas.reveal(made[0])


def made_by(before: JourneyMap, after: JourneyMap, *, whole: bool = False) -> list[str]:
    """What is new and worth selecting, in reading order: cards; `whole` or without any, stages, lanes and personas."""
    cells = after.cells()
    rows = (after.ordered_stages(), after.ordered_lanes(), after.ordered_personas())
    cards = [card.id for lane in rows[1] for stage in rows[0] for card in cells.get((stage.id, lane.id), ())
             if card.id not in before.cards]
    held = {*before.stages, *before.lanes, *before.personas}
    others = [entity.id for row in rows for entity in row if entity.id not in held]
    return others or cards if whole else cards or others
