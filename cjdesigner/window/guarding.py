"""Keeps the journal of a window's map: whatever the session does is written down, until it is saved or given up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QStatusBar

from cjdesigner.canvas.accessible import announce
from cjdesigner.edit.history import History
from cjdesigner.files.journal import Origin
from cjdesigner.files.journaling import Journal
from cjdesigner.files.leftovers import Left
from cjdesigner.files.seats import Seat
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow


def _step(history: History, old: JourneyMap, new: JourneyMap) -> int:
    """How many steps an edit is: -1 for undo, 0 for typing that became part of the step before."""
    if history.undone and history.undone[-1].before is new:
        return -1
    return 0 if history.done and history.done[-1].before is not old else 1


class Guard(QObject):
    """The journal of one window. A map that is only looked at, as on the start page, has none."""

    troubled = Signal(str)
    """The journal cannot be written, and why; empty when it can be again."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._session, self._documents = window.session, window.documents
        self._history = self._session.history
        self._journal: Journal | None = None
        self._known: tuple[JourneyMap | None, Origin] = (None, Origin())
        self._adopted: tuple[Seat, Left] | None = None
        self._label: QLabel | None = None
        self._session.changed.connect(self._changed)
        self._session.saved.connect(self._follow)
        self._documents.opened.connect(self._opened)
        self.troubled.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def build(self, bar: QStatusBar) -> None:
        """Makes the notice in the status bar; called again when the bar is a new one."""
        self._label = QLabel(bar)
        self._label.setObjectName("notice")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setToolTip(_("So that a crash loses nothing, each change is written down at once. That fails now, "
                                 "and is tried again. Save your map to be safe."))
        bar.addPermanentWidget(self._label)
        self._tell(self._journal.trouble if self._journal else "")

    def adopt(self, seat: Seat, left: Left) -> None:
        """The map that is opened next goes on with a journal that was left behind: it lives until that is saved."""
        self._adopted = (seat, left)

    def flush(self) -> str:
        """Brings all edits to the disk now; why that fails, or empty."""
        if self._journal is None or self._journal.flush():
            return ""
        return self._journal.trouble

    def leave(self) -> None:
        """The map is given up, or its file has all of it."""
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.remove()
            self._tell("")

    # -- what the session does ----------------------------------------------------------------------------------------

    def _changed(self, old: JourneyMap, new: JourneyMap) -> None:
        history = self._session.history
        if history is not self._history:  # another map; what became of the last one was asked before
            self._history = history
            self.leave()
            return
        self._begun(old).edited(old, new, step=_step(history, old, new))

    def _opened(self) -> None:
        if self._session.read_only:
            return
        journal = self._begun(self._session.map)
        if self._session.dirty:
            journal.begin()

    def _begun(self, now: JourneyMap) -> Journal:
        if self._journal is None:
            held, origin = self._known = self._file()
            seat, left = self._adopted or (None, None)
            self._adopted = None
            self._journal = Journal(origin, held, now, seat=seat, number=left.replay.number if left else 0,
                                    edits=left.replay.edits if left else 0,
                                    edited=left.replay.edited if left else None, told=self.troubled.emit)
            self._journal.start()
        return self._journal

    def _file(self) -> tuple[JourneyMap | None, Origin]:
        """What the map's file holds, and which it is."""
        path = self._session.path
        return self._session.saved_map, Origin(str(path.absolute()) if path else None, self._documents.digest)

    def _follow(self) -> None:
        """The map was saved, or its file is another one now."""
        if self._journal is None:
            return
        held, origin = self._file()
        if held is not self._known[0] or origin != self._known[1]:
            self._known = held, origin
            self._journal.saved(held, origin)

    # -- trouble ------------------------------------------------------------------------------------------------------

    def _tell(self, trouble: str) -> None:
        if self._label is None:
            return
        words = _("Not protected against a crash: {reason}").format(reason=trouble) if trouble else ""
        if words and words != self._label.text():
            announce(self._label, words)
        self._label.setText(words)
        self._label.setVisible(bool(words))
