"""Pictures on cards: asks for a file, takes pictures in, and puts them into the map in one step."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, QTimer
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.dropping import landing
from cjdesigner.canvas.usual import usual_point
from cjdesigner.edit.pictures import fill_with_pictures, set_picture
from cjdesigner.errors import CjError
from cjdesigner.language import N_, _
from cjdesigner.model.cards import Image
from cjdesigner.model.pictures import Picture
from cjdesigner.window.background import Job, run_in_background
from cjdesigner.window.dialogs import show_error
from cjdesigner.window.pictures_in import Source, file_filter, is_quick, picture_in, to_picture

MOST_AT_ONCE = 50
"""Pictures that are taken in together."""

Taken = Callable[[list[Picture]], None]


def ask_for_picture(parent: QWidget) -> Source | None:
    """Asks for a file; None if the user wants none."""
    name, _chosen = QFileDialog.getOpenFileName(parent, _("Choose a picture"), "", file_filter())
    return Source(path=Path(name)) if name else None


def take_in(parent: QWidget, sources: Sequence[Source], taken: Taken) -> None:
    """Calls `taken` with the pictures: at once where that is quick, else when a worker has them."""
    sources = list(sources)[:MOST_AT_ONCE]

    def failed(error: Exception) -> None:
        if not isinstance(error, CjError):
            raise error
        show_error(parent, _("The picture cannot be taken in"), error)

    if not is_quick(sources):
        title = _("Taking in {name}…").format(name=sources[0].name)
        run_in_background(parent, title, lambda job: _all(sources, job), taken, failed)
        return
    try:
        taken([to_picture(source) for source in sources])
    except CjError as error:
        failed(error)


def _all(sources: Sequence[Source], job: Job) -> list[Picture]:
    found = []
    for place, source in enumerate(sources):
        job.progress(place / len(sources))
        found.append(to_picture(source))
    return found


class PictureCards:
    """Answers a canvas that wants pictures."""

    def __init__(self, canvas: CanvasView) -> None:
        self._canvas = canvas
        canvas.picture_wanted.connect(lambda place: QTimer.singleShot(0, canvas, partial(self.ask, place)))
        canvas.picture_dropped.connect(self._dropped)

    def _dropped(self, data: QMimeData, point: QPointF) -> None:
        """Takes what was dropped now, while it is there; everything else when the drop is over."""
        if sources := picture_in(data):
            QTimer.singleShot(0, self._canvas, lambda: self.add(sources, point))

    def ask(self, place: str | QPointF) -> None:
        """Asks for a file for a card (its id), or for a new card at a point, which is added without one too."""
        source = ask_for_picture(self._canvas.window())
        if isinstance(place, str):
            if source is not None:
                self.replace(place, source)
        else:
            self.add([source] if source is not None else [], place)

    def add_to_menu(self, menu: QMenu, key: str) -> None:
        """Adds the choice of a picture to the menu of a card for one."""
        if isinstance(self._canvas.journey.cards.get(key), Image) and not self._canvas.session.read_only:
            menu.addSeparator()
            menu.addAction(_("Choose a pict&ure…"), partial(self._canvas.picture_wanted.emit, key))

    def replace(self, key: str, source: Source) -> None:
        """Gives a card another picture."""
        def taken(pictures: list[Picture]) -> None:
            self._canvas.apply(N_("Choose picture"), lambda m: set_picture(m, key, pictures[0]))

        take_in(self._canvas.window(), [source], taken)

    def add(self, sources: Sequence[Source], point: QPointF) -> None:
        """Adds cards with pictures at a point of the drawing; without any, one card that waits for its picture."""
        if not sources:
            self._add([], point)
        else:
            take_in(self._canvas.window(), sources, lambda pictures: self._add(pictures, point))

    def paste(self, data: QMimeData) -> bool:
        """Adds the pictures of the clipboard where added cards go. False where it holds none."""
        sources = picture_in(data)
        if sources and not self._canvas.session.read_only:
            self.add(sources, usual_point(self._canvas, "image"))
        return bool(sources)

    def _add(self, pictures: list[Picture], point: QPointF) -> None:
        canvas = self._canvas
        found = landing(canvas.journey, canvas.shown, "image", point)
        if found is None:
            return
        label = N_("Add pictures") if len(pictures) > 1 else N_("Add picture") if pictures else found.label
        if canvas.apply(label, lambda m: fill_with_pictures(found.edit(m), found.key, pictures)):
            canvas.select(frozenset({found.key}))
            canvas.reveal(found.key)
            canvas.setFocus()
