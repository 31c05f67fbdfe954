"""Writes the journal of one open map: a line for each edit as it is made, flushed to the disk once a second.

The journal as a whole is written anew when it begins, when it has grown, and when it could not be written: complete
under another name first, then it takes the old one's place. An error of the disk never disturbs the editing.
"""

import errno
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from cjdesigner.files import journal
from cjdesigner.files.disk import DISK, Disk, machine
from cjdesigner.files.journal import Origin
from cjdesigner.files.seats import BINARY, Seat, take_seat
from cjdesigner.language import N_, _
from cjdesigner.model.map import JourneyMap

SECOND = 1.0
"""Seconds between two flushes: what a power cut may cost."""
MOST = 4_000_000
"""Bytes of edits before the journal is written anew."""

_REASONS = {
    errno.ENOSPC: N_("the disk is full"), errno.EDQUOT: N_("the disk is full"),
    errno.EROFS: N_("the disk is read-only"), errno.EACCES: N_("the folder must not be written"),
    errno.EPERM: N_("the folder must not be written"), errno.EIO: N_("the disk reports an error"),
}
_LONGEST_PAUSE = 30.0
"""Seconds until a journal that cannot be written is tried again, at most."""
_APPEND = os.O_WRONLY | os.O_APPEND | BINARY
_FRESH = _APPEND | os.O_CREAT | os.O_TRUNC


class Journal:
    """The journal of one map, for the thread that edits and one that flushes.

    `base` is the map as its file has it, None for one that has none; `now` as it is. A journal that is taken over
    after a crash comes with its `seat`, its last `number` and its `edits`.
    """

    def __init__(self, origin: Origin, base: JourneyMap | None, now: JourneyMap, *, seat: Seat | None = None,
                 number: int = 0, edits: int = 0, edited: float | None = None, disk: Disk = DISK,
                 told: Callable[[str], object] = lambda _trouble: None) -> None:
        self._origin, self._base, self._now, self._seat = origin, base, now, seat
        self._number, self._edits, self._edited = number, edits, time.time() if edited is None else edited
        self._disk, self._told = disk, told
        self._writing, self._renewing = threading.RLock(), threading.RLock()
        self._over = threading.Event()
        self._file: int | None = None
        self._late: list[bytes] | None = None
        self._size, self._most = 0, MOST
        self._unflushed, self._unnamed = False, False
        self.trouble = ""

    # -- what the editing thread says -----------------------------------------------------------------------------

    def edited(self, old: JourneyMap, new: JourneyMap, *, step: int = 1) -> None:
        """Writes an edit. `step` is -1 for one that is taken back, 0 for one that became part of the step before."""
        self.begin()
        record = {"t": time.time(), **journal.difference(old, new), **({} if step == 1 else {"step": step})}
        with self._writing:
            self._now, self._edited = new, record["t"]
            self._edits += step
            self._put(record)

    def saved(self, journey: JourneyMap | None, origin: Origin) -> None:
        """Says that a file holds the map now; None: that the file is gone."""
        with self._writing:
            self._base, self._origin = journey, origin
            if journey is self._now:
                self._edits = 0
                self._put({"saved": origin.digest, "path": origin.path})
            else:
                self._size = self._most + 1  # it went on meanwhile: the journal begins anew

    def begin(self) -> None:
        """Makes the journal's file, unless that was tried in vain: then it is tried again with the next flush."""
        if self._file is None and not self.trouble:
            with self._renewing:
                if self._file is None:
                    self._renew(flush=False)

    def _put(self, record: dict[str, object]) -> None:
        self._number += 1
        text = journal.line({"n": self._number, **record})
        if self._late is not None:
            self._late.append(text)
        if self._file is not None:
            try:
                self._write(self._file, text)
            except OSError as error:
                self._fail(error)

    def _write(self, handle: int, text: bytes) -> None:
        self._write_all(handle, text)
        self._size += len(text)
        self._unflushed = True

    # -- what the flushing thread does ------------------------------------------------------------------------------

    def start(self) -> None:
        """Flushes once a second from now on, in a thread."""
        threading.Thread(target=self._run, name="journal", daemon=True).start()

    def _run(self) -> None:
        pause = SECOND / 4  # a large map's journal is there before its first edit
        while not self._over.wait(pause):
            pause = SECOND if self.flush() else min(2 * pause, _LONGEST_PAUSE)

    def flush(self) -> bool:
        """Brings all edits to the disk; begins the journal or writes it anew where that is due. False: it failed."""
        with self._renewing:
            if self._over.is_set():
                return True
            if self._file is None or self._size > self._most:
                self._renew(flush=True)
            elif self._unflushed:
                self._sync(self._file)
            return not self.trouble

    def _sync(self, handle: int) -> None:
        self._unflushed = False
        try:
            self._disk.datasync(handle)
        except OSError as error:
            with self._writing:
                self._fail(error)
            return
        if self._unnamed:
            self._sync_folder()

    def _sync_folder(self) -> None:
        """Makes the journal's name last, where the system can do that."""
        self._unnamed = False
        if self._seat is not None:
            self._disk.flush_folder(str(self._seat.folder))

    # -- the journal as a whole -------------------------------------------------------------------------------------

    def _renew(self, *, flush: bool) -> None:
        """Writes a journal that begins with the map as it is now, and goes on with it."""
        try:
            if self._seat is None:
                self._seat = take_seat(self._disk)
            self._replace(self._seat, self._begun(), flush=flush)
        except OSError as error:
            with self._writing:
                if self._file is None:
                    self._fail(error)
                else:  # the old one is still good
                    self._most = self._size * 2
        finally:
            self._late = None

    def _begun(self) -> bytes:
        with self._writing:
            base, now, number = self._base, self._now, self._number
            first = journal.head(self._origin, number, self._edits, self._edited, machine())
            self._late = []
        return first + journal.state(base, now)

    def _replace(self, seat: Seat, data: bytes, *, flush: bool) -> None:
        handle = self._disk.open(seat.new, _FRESH, 0o600)
        try:
            self._write_all(handle, data)
            if flush:
                self._disk.datasync(handle)
            with self._writing:
                for text in self._late or ():
                    self._write(handle, text)
                self._disk.close(handle)
                handle = -1
                self._take(seat, len(data))
        except BaseException:
            if handle >= 0:
                with suppress(OSError):
                    self._disk.close(handle)
            with suppress(OSError):
                self._disk.unlink(seat.new)
            raise
        if flush:
            self._sync_folder()

    def _write_all(self, handle: int, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            written = self._disk.write(handle, rest)
            if written <= 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            rest = rest[written:]

    def _take(self, seat: Seat, size: int) -> None:
        """Puts the new file into the place of the old one; an open file could not be replaced on Windows."""
        begun = self._file is not None
        self._close()
        try:
            self._disk.replace(seat.new, seat.journal)
        except OSError:
            if begun:  # the old one is as good as the new one
                self._file = self._disk.open(seat.journal, _APPEND, 0o600)
            raise
        self._file = self._disk.open(seat.journal, _APPEND, 0o600)
        self._late = None
        self._size, self._most = 0, max(MOST, size)
        self._unflushed = self._unnamed = True
        self._say("")

    def _close(self) -> None:
        handle, self._file = self._file, None
        if handle is not None:
            with suppress(OSError):
                self._disk.close(handle)

    def _fail(self, error: OSError) -> None:
        self._close()
        known = _REASONS.get(error.errno or 0)
        self._say(_(known) if known else error.strerror or str(error))

    def _say(self, trouble: str) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self._told(trouble)

    # -- the end ----------------------------------------------------------------------------------------------------

    def remove(self) -> None:
        """Ends the journal and removes it: the map was saved, or is not wanted."""
        self._over.set()
        with self._renewing, self._writing:
            self._close()
            if self._seat is not None:
                self._seat.clear()
                self._seat = None
