"""What a team does to a window's map: others have it open, change its file, or leave copies of it beside it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from cjdesigner.canvas.accessible import announce
from cjdesigner.files.copies import Copy
from cjdesigner.files.format import Opened, to_bytes
from cjdesigner.files.locks import Holder, user
from cjdesigner.files.snapshots import note
from cjdesigner.language import _, ngettext
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.aside import Aside
from cjdesigner.window.conflicts import Conflicts
from cjdesigner.window.locking import Locking
from cjdesigner.window.merging import Joined
from cjdesigner.window.moments import told_moment
from cjdesigner.window.notices import Notice, Notices
from cjdesigner.window.trash import move_to_trash
from cjdesigner.window.watching import Seen, Watching

if TYPE_CHECKING:
    from cjdesigner.window.main import MainWindow

_MOMENT = 8_000
"""Milliseconds that the status bar says what was taken over."""


class Team(QObject):
    """The others, for one window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._session, self._documents = window, window.session, window.documents
        self.aside = Aside(self)
        self.locking = Locking(self.aside, lambda: window.settings.author)
        self.watching = Watching(self.aside)
        self.notices = Notices(window.bench)
        window.bench.put_above(self.notices)
        self.conflicts = Conflicts(window)
        self._path: Path | None = None
        self._known: tuple[str, bool] = ("", False)
        self._held: JourneyMap | None = None
        self._others: tuple[Holder, ...] = ()
        self._copies: frozenset[Path] = frozenset()
        self.locking.found.connect(self._found)
        self.watching.seen.connect(self._seen)
        self.watching.folder_changed.connect(self._look_beside)
        self._session.saved.connect(self._follow)
        self._documents.opened.connect(self._opened)
        self._documents.joined.connect(self._joined)
        window.installEventFilter(self)

    def build(self) -> None:
        """Makes everything that has words or colours; called again when either changes."""
        self.notices.dress(self._window.frame)
        self.conflicts.build()

    def functions(self) -> dict[str, Callable[[], object]]:
        """The functions of the commands."""
        return {**self.conflicts.functions(), "compare": self._compare, "merge_file": self._ask_merge}

    def _compare(self) -> None:
        from cjdesigner.window.compare import compare_versions

        compare_versions(self._window)

    def _ask_merge(self) -> None:
        """Asks for a file with another version of the map, and merges it."""
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Merge another version"), str(
            self._path.parent if self._path else Path.home()), _("Journey maps (*.cjmap *.json);;All files (*)"))
        if name:
            self.merge_copy(Path(name))

    # -- the file ---------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Watches and locks the file that the session has now."""
        path, digest = self._session.path, self._documents.digest or ""
        if path is None or not digest:
            path, digest = None, ""
        known = (digest, self._session.read_only)
        if (path, known) == (self._path, self._known):
            return
        if path != self._path or known[1] != self._known[1]:
            self._leave_file()
            self.locking.hold(path, locked=not self._session.read_only)
        self._path, self._known = path, known
        self.watching.watch(path, digest)
        if path is not None and (held := self._session.saved_map) is not None:
            self._held = held
            self.aside.run(lambda: note(held.id, to_bytes(held)))

    def _leave_file(self) -> None:
        self._others, self._copies, self._held = (), frozenset(), None
        self.notices.clear()

    def _opened(self) -> None:
        self._follow()
        self._look_beside()
        QTimer.singleShot(0, self.conflicts.lead)  # after the canvas has found its place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks at the file when the window is turned to: not every drive tells of changes."""
        if event.type() == QEvent.Type.WindowActivate:
            self.watching.look()
            self._look_beside()
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Ends all this, as the window is closed."""
        self.watching.watch(None, "")
        self.locking.leave()
        self.aside.stop()

    # -- who else -----------------------------------------------------------------------------------------------------

    def _look_beside(self) -> None:
        self.locking.look()
        self._look_for_copies()

    def _found(self, others: tuple[Holder, ...]) -> None:
        """Says who else has the map open, once for each who comes."""
        before, self._others = self._others, others
        if not others:
            self.notices.close_notice("lock")
        elif set(map(_who, others)) - set(map(_who, before)):
            self.notices.show_notice(Notice("lock", self._told_of(others), self._choices(), warning=True))

    def _choices(self) -> list[tuple[str, Callable[[], object]]]:
        if self._session.read_only:
            return []
        return [(_("Only &read it"), self._read_only), (_("Work on a &copy…"), self._documents.save_as)]

    def _told_of(self, others: tuple[Holder, ...]) -> str:
        first = others[0]
        since = told_moment(first.since)
        if first.ours or (first.here and first.user in (user(), self._window.settings.author)):
            told = _("This map is open in another window too, since {when}.")
        elif first.silent():
            told = _("{who} opened this map {when} and was not heard of for over a day: probably it was left open.")
        else:
            told = _("{who} has this map open, since {when}.")
        words = told.format(who=_name(first), when=since)
        if more := len(others) - 1:
            words += " " + ngettext("So has {count} more.", "So have {count} more.", more)
        return words + " " + _("You can go on: what you both change is merged.")

    def _read_only(self) -> None:
        self._session.read_only = True
        self._session.saved.emit()

    # -- changes of the file ------------------------------------------------------------------------------------------

    def _seen(self, found: Seen) -> None:
        if self._documents.saving or any(canvas.busy for canvas in self._window.split.canvases()):
            QTimer.singleShot(300, self.watching.later)
            return
        name = self._path.name if self._path else ""
        if found.gone:
            self._gone(name)
        elif found.error is not None:
            self._file_notice(_("“{name}” was changed by another program and cannot be read as a map now. Your map is "
                                "here as you see it; saving asks first.").format(name=name))
        elif found.digest == self._documents.digest:
            self._as_known()
        elif found.opened is not None and self._held is not None:
            self._changed(found.opened, self._held, name)

    def _file_notice(self, words: str) -> None:
        shown = self.notices.shown("file")
        if shown is None or shown.words != words:
            self.notices.show_notice(Notice("file", words, [(_("Save &elsewhere…"), self._documents.save_as)],
                                            warning=True))

    def _gone(self, name: str) -> None:
        if self._session.saved_map is not None:
            self._session.lose_file()
            self._file_notice(_("“{name}” was deleted, moved or renamed. Your map is here as you see it; the next save "
                                "writes the file again.").format(name=name))

    def _as_known(self) -> None:
        """The file holds what it should; it may have been away."""
        self.notices.close_notice("file")
        if self._session.saved_map is None and self._held is not None and self._path is not None:
            self._session.mark_saved(self._held, self._path)

    def _changed(self, opened: Opened, held: JourneyMap, name: str) -> None:
        path, theirs = self._path, opened
        if theirs.map.id != held.id:
            words = _("“{name}” holds another map now. Yours is here as you see it; saving asks first.")
            self._file_notice(words.format(name=name))
            return
        if theirs.read_only and not self._session.read_only:
            words = _("“{name}” was changed with a newer version of cjdesigner, which this one cannot merge. Yours is "
                      "here as you see it; saving asks first.")
            self._file_notice(words.format(name=name))
            return
        if self._session.saved_map is None and path is not None:
            self._session.mark_saved(held, path)
        self.notices.close_notice("file")
        self._documents.take_in(theirs)

    def _joined(self, joined: Joined) -> None:
        """Says what came in: in passing where there was nothing to merge, else in a message that stays."""
        if joined.before is joined.after or not joined.changes:
            return
        taken = ngettext("{count} change was taken over.", "{count} changes were taken over.", joined.changes)
        if who := joined.who or self._changer():
            taken = f"{who}: {taken}"
        if joined.silent and not joined.conflicts:
            self._window.statusBar().showMessage(taken, _MOMENT)
            announce(self._window.active_canvas, taken)
            return
        if joined.conflicts:
            taken += " " + ngettext("{count} conflict waits for your decision.",
                                    "{count} conflicts wait for your decision.", joined.conflicts)
        self.notices.show_notice(Notice("merge", taken, [(_("Show &changes"), lambda: self._show_changes(joined))],
                                        warning=bool(joined.conflicts)))

    def _changer(self) -> str:
        """Who has changed the file, as far as is known: whoever else has it open."""
        names = list(dict.fromkeys(_name(other) for other in self._others if not other.ours))
        return names[0] if len(names) == 1 else ""

    def _show_changes(self, joined: Joined) -> None:
        from cjdesigner.window.compare import open_compare

        open_compare(self._window, joined.before, _("Before"), joined.after, _("Now"))

    # -- copies beside the file ---------------------------------------------------------------------------------------

    def _look_for_copies(self) -> None:
        path, held = self._path, self._held
        if path is None or held is None or self._session.read_only:
            return
        from cjdesigner.files.copies import copies_of, names_beside, read_copy

        def found() -> list[Copy]:
            return [copy for copy in copies_of(path, names_beside(path))[:20]
                    if copy.path not in self._copies and read_copy(copy, held.id) is not None]

        self.aside.run(found, lambda copies: self._offer(path, copies))

    def _offer(self, path: Path, copies: list[Copy]) -> None:
        fresh = [copy for copy in copies if copy.path not in self._copies]
        if path != self._path or not fresh:
            return
        self._copies |= {copy.path for copy in fresh}
        for copy in fresh:
            whose = copy.service + (f", {copy.who}" if copy.who else "")
            words = _("“{name}” seems to be another version of this map, put there by {service} when two people "
                      "changed it at once.").format(name=copy.path.name, service=whose)
            merge = partial(self.merge_copy, copy.path, trash=True)
            self.notices.show_notice(Notice(f"copy {copy.path}", words, [(_("&Merge it into this map"), merge)]))

    def merge_copy(self, path: Path, *, trash: bool = False) -> None:
        """Merges another version of the map; once that is saved, its file is offered to the trash."""
        from cjdesigner.errors import CjError
        from cjdesigner.files.ancestors import ancestor
        from cjdesigner.files.storage import open_map
        from cjdesigner.window.dialogs import show_error
        from cjdesigner.window.merging import merge_version

        self._window.active_canvas.end_editing()
        try:
            theirs = open_map(path).map
            joined = merge_version(self._session, ancestor(self._session.map, theirs), theirs, path.name)
        except CjError as error:
            show_error(self._window, _("This version cannot be merged"), error)
            return
        self._joined(joined)
        if not joined.changes:
            self._window.statusBar().showMessage(_("“{name}” has nothing that this map has not.").format(
                name=path.name), _MOMENT)
        if trash:
            self._offer_trash(path)

    def _offer_trash(self, path: Path) -> None:
        """Offers the trash when what was merged is saved."""
        if self._session.dirty:
            held = self._session.path

            def saved() -> None:
                if self._session.dirty and self._session.path == held:
                    return
                self._session.saved.disconnect(saved)
                if self._session.path == held:
                    self._offer_trash(path)

            self._session.saved.connect(saved)
            return
        self.notices.show_notice(Notice(f"copy {path}", _("“{name}” was merged and saved.").format(name=path.name),
                                        [(_("Move it to the &trash"), partial(move_to_trash, path))]))


def _who(holder: Holder) -> tuple[str, str, int, datetime]:
    return holder.user, holder.host, holder.pid, holder.since


def _name(holder: Holder) -> str:
    return f"{holder.user} ({holder.host})" if holder.user else holder.host
