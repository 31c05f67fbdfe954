"""After a crash: work that no file holds is offered on the start page, and when its file is opened.

What is restored is not saved: its journal goes on and lives until the user saves, so that a second crash costs nothing.
"""

import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cjdesigner import language
from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.drawing.theme import Theme
from cjdesigner.drawing.type import Typesetter
from cjdesigner.errors import CjError
from cjdesigner.files.format import Opened
from cjdesigner.files.leftovers import Left, discard, left_behind, take_over
from cjdesigner.files.seats import Seat
from cjdesigner.files.storage import open_map
from cjdesigner.language import _, ngettext
from cjdesigner.merge import merge_maps
from cjdesigner.model.map import JourneyMap
from cjdesigner.window import dialogs
from cjdesigner.window.background import Job, run_in_background
from cjdesigner.window.guarding import Guard
from cjdesigner.window.look import Frame, svg_pixmap
from cjdesigner.window.thumbnails import painted

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow
    from cjdesigner.window.start import StartPage

__all__ = ["Guard", "LeftCard", "Recovery"]

_MANY = 500
"""Cards of a map that is restored in the background."""
_WIDTH, _HEIGHT = 168, 100


class _Reader(QObject):
    """Looks for what was left behind, and composes its drawings, in a thread."""

    read = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def begin(self) -> None:
        """Starts the thread; one that outlives the program is dropped with it."""
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        typesetter = None
        for left in left_behind():
            typesetter = typesetter or Typesetter()
            self.read.emit(left, self._drawing(left, typesetter))

    def _drawing(self, left: Left, typesetter: Typesetter) -> Drawing | None:
        try:
            return compose(left.map(), self._theme, typesetter)
        except CjError:
            return None


class LeftCard(QFrame):
    """Work that was left behind: its picture, what is known of it, and what can be done with it."""

    def __init__(self, left: Left, drawing: Drawing | None, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self.left = left
        self.setObjectName("leftover")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 16, 2)
        row.setSpacing(16)
        image = QLabel(self)
        image.setFixedSize(frame.wide(_WIDTH), frame.px(_HEIGHT))
        image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ratio = self.devicePixelRatioF()
        image.setPixmap(painted(drawing, image.size(), ratio) if drawing is not None
                        else svg_pixmap("map-2", frame.quiet, frame.px(40), ratio))
        row.addWidget(image)
        row.addLayout(self._words(frame), 1)
        self.restore = self._button(_("Restore"), row, main=True)
        self.discard = self._button(_("Discard…"), row)

    def _words(self, frame: Frame) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(3)
        column.addStretch(1)
        for text, style in ((name_of(self.left), "templateName"), (place_of(self.left), "templateSummary"),
                            (when_of(self.left), "templateSummary")):
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName(style)
            label.setWordWrap(True)
            label.setMinimumWidth(frame.px(120))
            column.addWidget(label)
        column.addStretch(1)
        return column

    def _button(self, words: str, row: QHBoxLayout, *, main: bool = False) -> QPushButton:
        button = QPushButton(words, self)
        if main:
            button.setObjectName("primary")
        button.setAutoDefault(False)
        button.setAccessibleName(f"{words}: {name_of(self.left)}. {when_of(self.left)}")
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button


def name_of(left: Left) -> str:
    """What a map that was left behind is called."""
    return left.title or (left.path.stem if left.path else "") or _("Untitled journey map")


def place_of(left: Left) -> str:
    """Where its file is."""
    return str(left.path) if left.path else _("Never saved to a file")


def when_of(left: Left) -> str:
    """When it was changed last, how often, and whether its end is missing."""
    moment, spoken = QDateTime.fromSecsSinceEpoch(int(left.replay.edited)), QLocale(language.active())
    time = spoken.toString(moment.time(), QLocale.FormatType.ShortFormat)
    if moment.date() == QDateTime.currentDateTime().date():
        said = [_("Last change today at {time}").format(time=time)]
    else:
        date = spoken.toString(moment.date(), QLocale.FormatType.ShortFormat)
        said = [_("Last change on {date} at {time}").format(date=date, time=time)]
    if count := abs(left.replay.edits):
        said.append(ngettext("{count} unsaved change", "{count} unsaved changes", count))
    if left.replay.broken:
        said.append(_("what came later is damaged"))
    return " · ".join(said)


@dataclass(frozen=True)
class _Restored:
    """A map that is back. `held` and `digest` are of its file; `merged` says that the file has changed meanwhile."""

    map: JourneyMap
    held: JourneyMap | None
    path: Path | None
    digest: str | None
    merged: bool = False


def _restored(left: Left) -> _Restored:
    """The map as it was, merged with its file where somebody else has written that since. Raises CjError."""
    ours, held, path, digest = left.map(), left.base(), left.path, left.replay.origin.digest
    now = _file_now(left)
    if now is None or now.digest == digest:
        return _Restored(ours, held, path, digest)
    if now.map.id != ours.id:  # another map is there by now: this one has no file any more
        return _Restored(ours, None, None, None)
    merged = merge_maps(held, ours, now.map).map
    return _Restored(now.map if merged == now.map else merged, now.map, path, now.digest, merged=True)


def _file_now(left: Left) -> Opened | None:
    try:
        return open_map(left.path) if left.path else None
    except CjError:
        return None


class Recovery(QObject):
    """What one window offers of work that was left behind."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._session, self._documents = window, window.session, window.documents
        self._reader: _Reader | None = None
        self._start: StartPage | None = None
        self._cards: dict[str, LeftCard] = {}
        self._documents.opened.connect(self._opened)

    # -- on the start page --------------------------------------------------------------------------------------------

    def offer(self, start: "StartPage") -> None:
        """Offers on the start page what is found in the background."""
        self._start, self._cards = start, {}
        self._reader = _Reader(self._window.frame.theme)
        self._reader.read.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._reader.begin()

    def _show(self, left: Left, drawing: Drawing | None) -> None:
        if self._start is None or left.name in self._cards:
            return
        card = self._cards[left.name] = LeftCard(left, drawing, self._window.frame, self._start)
        card.restore.clicked.connect(partial(self._restore_of, card))
        card.discard.clicked.connect(partial(self._discard_of, card))
        self._start.offer(_("Unsaved work from last time"), card)

    def _restore_of(self, card: LeftCard) -> None:
        if not self.restore(card.left):
            self._drop(card)

    def _discard_of(self, card: LeftCard) -> None:
        if self.discard(card.left):
            self._drop(card)

    def _drop(self, card: LeftCard) -> None:
        if self._start is not None:
            self._start.withdraw(card)

    # -- when its file is opened --------------------------------------------------------------------------------------

    def _opened(self) -> None:
        path = self._session.path
        if path is None or self._session.dirty:
            return
        found = [left for left in left_behind() if left.is_of(path)]
        if found:
            QTimer.singleShot(0, self, partial(self._ask, found[0]))

    def _ask(self, left: Left) -> None:
        answer = dialogs.ask_to_restore(self._window, name_of(left), when_of(left))
        if answer is dialogs.Left.RESTORE:
            self.restore(left)
        elif answer is dialogs.Left.DISCARD:
            self.discard(left)

    # -- both ---------------------------------------------------------------------------------------------------------

    def discard(self, left: Left) -> bool:
        """Throws it away after asking."""
        agreed = dialogs.confirm(self._window, _("Discard unsaved work"),
                                 _("Discard the unsaved work on “{name}”?").format(name=name_of(left)),
                                 _("It cannot be brought back."), _("Discard"))
        if agreed:
            discard(left)
        return agreed

    def restore(self, left: Left) -> bool:
        """Opens the map as it was. False where it is not there any more."""
        if not self._documents.may_leave():
            return True
        held = take_over(left.name)
        if held is None:
            dialogs.show_error(self._window, _("Nothing was restored"), CjError(
                _("Another window has restored this work already.")))
            return False
        seat, latest = held

        def work(job: Job | None = None) -> _Restored:
            made = _restored(latest)
            if job is not None:
                job.progress(0.4)
                self._window.canvas.warm(made.map)
            return made

        def failed(error: Exception) -> None:
            seat.leave()
            if not isinstance(error, CjError):
                raise error
            dialogs.show_error(self._window, _("The work cannot be restored"), error)

        if latest.size > _MANY:
            run_in_background(self._window, _("Restoring {name}…").format(name=name_of(latest)), work,
                              partial(self._take, seat, latest), failed)
        else:
            try:
                self._take(seat, latest, work())
            except CjError as error:
                failed(error)
        return True

    def _take(self, seat: Seat, left: Left, made: _Restored) -> None:
        self._window.guard.adopt(seat, left)
        self._documents.show_restored(made.map, made.path, made.digest, made.held)
        if made.merged:
            QTimer.singleShot(0, self, self._say_merged)

    def _say_merged(self) -> None:
        dialogs.show_notes(self._window, _("Restored and merged"), _(
            "The file was changed after your last save. Your work and the file as it is now were merged; nothing was "
            "dropped. Look at it, then save."), [])
