"""The one object that owns the open map: it applies edits, remembers steps, and says when the map changed."""

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from cjdesigner.edit.history import History
from cjdesigner.errors import CjError
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.text import MAX_TEXT

Edit = Callable[[JourneyMap], JourneyMap]


def _why(error: ValidationError) -> CjError:
    """What to tell the user of a value that the map cannot hold."""
    if any(part["type"] in ("too_long", "string_too_long") for part in error.errors()):
        return CjError(_("This text is too long."), _("A text has at most {most} characters.").format(most=MAX_TEXT))
    return CjError(_("A map cannot hold this."), error.errors()[0]["msg"])


class Session(QObject):
    """An open map with its file and its history."""

    changed = Signal(object, object)
    """The map changed: the old and the new `JourneyMap`."""

    saved = Signal()
    """The map's file, or whether it is saved, changed."""

    refused = Signal(object)
    """An edit was not possible, and nothing was changed: the `CjError` that says why."""

    def __init__(self, journey: JourneyMap, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map = journey
        self._clean: JourneyMap | None = journey
        self._path = path
        self.history = History()
        self.read_only = False

    @property
    def map(self) -> JourneyMap:
        """The map as it is now."""
        return self._map

    @property
    def path(self) -> Path | None:
        """The map's file; None for a map that was never saved."""
        return self._path

    @property
    def dirty(self) -> bool:
        """Whether the map differs from its file. It is clean when it *is* the saved one."""
        return self._map is not self._clean

    @property
    def saved_map(self) -> JourneyMap | None:
        """The map as its file holds it, as far as is known; None where there is no such file."""
        return self._clean

    def open(self, journey: JourneyMap, path: Path | None, *, clean: bool = True, read_only: bool = False,
             held: JourneyMap | None = None) -> None:
        """Takes over another map, with a fresh history. A map that was brought in from elsewhere is not clean; `held`
        is then what its file holds.
        """
        old, self._map = self._map, journey
        self._clean = journey if clean else held
        self._path = path
        self.read_only = read_only
        self.history = History()
        self.changed.emit(old, journey)
        self.saved.emit()

    def apply(self, label: str, edit: Edit, merge: str | None = None) -> bool:
        """Applies an edit as one step named `label` (English). False where it changed nothing."""
        if self.read_only:
            return False
        try:
            new = edit(self._map)
        except (ValidationError, CjError) as error:
            self.refused.emit(error if isinstance(error, CjError) else _why(error))
            return False
        if new is self._map or new == self._map:
            return False
        self.history.record(label, self._map, new, merge)
        self._show(new)
        return True

    def undo(self) -> None:
        """Goes one step back."""
        if (older := self.history.undo()) is not None:
            self._show(older)

    def redo(self) -> None:
        """Goes one step forth."""
        if (newer := self.history.redo()) is not None:
            self._show(newer)

    def mark_saved(self, journey: JourneyMap, path: Path) -> None:
        """Says that `journey` is what the file at `path` holds now."""
        self._clean = journey
        self._path = path
        self.saved.emit()

    def take_in(self, label: str, held: JourneyMap, merged: JourneyMap) -> None:
        """Says that the file holds another map now (`held`), and shows what came of it as one step."""
        if merged != self._map:
            self.history.record(label, self._map, merged)
        self._clean = held
        self._show(held if merged == held else merged)

    def lose_file(self) -> None:
        """Says that the file is not there any more: what is shown is saved nowhere."""
        self._clean = None
        self.saved.emit()

    def refresh(self, journey: JourneyMap) -> None:
        """Shows the same map with what was missing of it so far, such as pictures. It is no step, and no change."""
        if not self.dirty:
            self._clean = journey
        self._show(journey)

    def _show(self, journey: JourneyMap) -> None:
        old, self._map = self._map, journey
        self.changed.emit(old, journey)
        self.saved.emit()
