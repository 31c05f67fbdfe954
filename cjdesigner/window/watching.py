"""Watches the file of a window's map: it may be changed, replaced or taken away by somebody else at any moment.

Its content decides, never its time stamp. It is read aside, so that a network drive that hangs holds up nothing.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cjdesigner.errors import CjError
from cjdesigner.files import reading
from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.format import Opened, digest, from_bytes
from cjdesigner.files.places import MapFileError
from cjdesigner.window.aside import Aside

_PAUSE = 120
"""Milliseconds for a change to be complete before it is looked at."""
_AGAIN = 700
"""Milliseconds after which a file that is gone or half written is looked at once more."""
_TRIES = 4


@dataclass(frozen=True)
class Seen:
    """What a file holds: its digest and its map; or that it is `gone`; or why it cannot be read now."""

    digest: str = ""
    opened: Opened | None = None
    gone: bool = False
    error: CjError | None = None

    @property
    def whole(self) -> bool:
        """Whether this need not be looked at again."""
        return not self.gone and self.error is None


def see(path: Path, known: str, disk: Disk = DISK) -> Seen:
    """What is in a file; its map is read only where its digest is not the `known` one."""
    try:
        reading.check_size(disk.stat(os.fspath(path)).st_size)
        data = disk.read(os.fspath(path))
    except FileNotFoundError:
        return Seen(gone=True)
    except (OSError, MapFileError) as error:
        return Seen(error=error if isinstance(error, CjError) else CjError(error.strerror or str(error)))
    found = digest(data)
    if found == known:
        return Seen(found)
    try:
        return Seen(found, from_bytes(data))
    except MapFileError as error:
        return Seen(found, error=error)


class Watching(QObject):
    """Watches one file and its folder: most programs save by putting a new file in the place of the old one."""

    seen = Signal(object)
    """What is in the file now (`Seen`), whenever it was looked at."""

    folder_changed = Signal()
    """Something beside the file came or went."""

    def __init__(self, aside: Aside) -> None:
        super().__init__(aside)
        self._aside, self.known, self._tries = aside, "", 0
        self._path: Path | None = None
        self._soon = QTimer(self, interval=_PAUSE, singleShot=True)
        self._soon.timeout.connect(self.look)
        self._later = QTimer(self, interval=_AGAIN, singleShot=True)
        self._later.timeout.connect(self._look_again)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _name: self._soon.start())
        self._watcher.directoryChanged.connect(lambda _name: self._folder_changed())

    def watch(self, path: Path | None, known: str) -> None:
        """Watches a file from now on, whose digest is known."""
        self.known, self._tries = known, 0
        if path != self._path:
            self._path = path
            self._soon.stop()
            self._later.stop()
            if held := [*self._watcher.files(), *self._watcher.directories()]:
                self._watcher.removePaths(held)
        self._watch_again()

    def _watch_again(self) -> None:
        """A file that was replaced is no longer the one that was watched."""
        if self._path is None:
            return
        for name in (str(self._path), str(self._path.parent)):
            if name not in (*self._watcher.files(), *self._watcher.directories()):
                self._watcher.addPath(name)

    def _folder_changed(self) -> None:
        self._soon.start()
        self.folder_changed.emit()

    def look(self) -> None:
        """Looks at the file; `seen` tells what is new."""
        path, known = self._path, self.known
        if path is not None:
            self._watch_again()
            self._aside.run(lambda: see(path, known), lambda found: self._tell(path, found))

    def _look_again(self) -> None:
        self._tries += 1
        self.look()

    def later(self) -> None:
        """Looks at the file in a moment, when the window has time for it."""
        self._soon.start()

    def _tell(self, path: Path, found: Seen) -> None:
        if path != self._path:
            return
        if not found.whole and self._tries < _TRIES:  # somebody may be about to write it
            self._later.start()
            return
        self._tries = 0
        self.seen.emit(found)
