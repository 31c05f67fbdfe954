"""Opening, saving and bringing in: the conversations about files that a window has with its user."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.edit.copying import fresh_map
from cjdesigner.errors import CjError
from cjdesigner.exchange.pdf_map import PDF_ENDING, open_pdf
from cjdesigner.exchange.tables import TABLE_ENDINGS
from cjdesigner.files.backups import list_backups
from cjdesigner.files.disk import DISK
from cjdesigner.files.format import Opened
from cjdesigner.files.locks import turn
from cjdesigner.files.recent import forget, remember, templates_folder
from cjdesigner.files.regular import size_of
from cjdesigner.files.storage import ChangedOutside, clean_up, open_map, save_map
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session
from cjdesigner.window.background import Job, run_in_background, wait_for
from cjdesigner.window.dialogs import (
    Answer,
    Change,
    ask_about_change,
    ask_about_missing,
    ask_to_save,
    confirm,
    save_failed,
    show_error,
    show_notes,
)
from cjdesigner.window.earlier import Keep, choose_version, offer_versions
from cjdesigner.window.lost_pictures import LostPictures
from cjdesigner.window.quietly import wait_quietly

if TYPE_CHECKING:
    from cjdesigner.exchange.meaning import Meaning

_SMALL = 150_000
"""Bytes of a file that is opened at once; a larger one is opened in the background."""
_FEW = 3_000
"""Cards of a map that is saved without a word; a larger one is saved with progress and a Cancel."""
TEXTS = (".mmd", ".mermaid", ".md", ".markdown", ".txt")
"""Files that a journey is brought in from."""


def _bytes_of(path: Path) -> bytes:
    """A file that is brought in: no device that never ends, and none that is too large. Raises OSError and CjError."""
    from cjdesigner.exchange.tables import check_size

    check_size(size_of(path))
    return DISK.read(path)


def file_name(title: str) -> str:
    """A file name from a map's title, without what file systems refuse."""
    kept = "".join("-" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in title).strip(" .")
    return kept[:80] or _("Journey map")


class Documents(QObject):
    """The files of one window's session. The canvas is asked to end editing, and to get ready for a large map."""

    opened = Signal()
    failed = Signal()
    listed = Signal()
    joined = Signal(object)
    """What somebody else made of the file was taken over: the `Joined`."""

    def __init__(self, session: Session, window: QWidget, canvas: CanvasView) -> None:
        super().__init__(window)
        self._session, self._window, self._canvas = session, window, canvas
        self._digest: str | None = None
        self._folder = str(Path.home())
        self.saving = False  # a save goes on in its thread: what happens on its own meanwhile, as timers do, is to wait
        LostPictures(session, window)

    @property
    def digest(self) -> str | None:
        """The digest of the map's file as it was opened or saved last; None where there is none."""
        return self._digest

    # -- opening --------------------------------------------------------------------------------------------------

    def show(self, journey: JourneyMap, *, clean: bool) -> None:
        """Shows a map that has no file: a new one (clean) or one brought in (not clean)."""
        self._digest = None
        self._session.open(journey, None, clean=clean)
        self.opened.emit()

    def show_restored(self, journey: JourneyMap, path: Path | None, digest: str | None,
                      held: JourneyMap | None) -> None:
        """Shows a map that was not saved before a crash; `held` is what its file at `path` holds."""
        self._digest = digest
        self._session.open(journey, path, clean=False, held=held)
        if path is not None:
            self._folder = str(path.parent)
            remember(path)
            self.listed.emit()
        self.opened.emit()

    def ask_open(self) -> None:
        """Asks for a file and opens it."""
        kinds = _("Journey maps (*.cjmap *.cjpack *.json *.pdf);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Open a map"), self._folder, kinds)
        if name and self.may_leave():
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Opens a map; what is open stays open if that fails."""
        read = open_pdf if path.suffix.lower() == PDF_ENDING else open_map

        def work(job: Job) -> Opened:
            opened = read(path)
            job.progress(0.4)
            self._canvas.warm(opened.map)
            job.progress(1.0)
            return opened

        def failed(error: Exception) -> None:
            if not isinstance(error, CjError):
                raise error
            self._cannot_open(path, error)

        try:
            large = path.stat().st_size > _SMALL
        except OSError:
            large = False
        if large:
            run_in_background(self._window, _("Opening {name}…").format(name=path.name), work,
                              lambda opened: self._take(path, opened), failed)
            return
        try:
            self._take(path, read(path))
        except CjError as error:
            self._cannot_open(path, error)

    def _take(self, path: Path, opened: Opened) -> None:
        inside = path.suffix.lower() == PDF_ENDING  # a map from a PDF has no file of its own yet
        self._digest = None if inside else opened.digest
        self._folder = str(path.parent)
        self._session.open(opened.map, None if inside else path, clean=not inside, read_only=opened.read_only)
        if not inside:
            remember(path)
            QThreadPool.globalInstance().start(partial(clean_up, path))
        self.listed.emit()
        self.opened.emit()
        if opened.notice:
            self._once_shown(lambda: show_notes(self._window, _("About this map"), opened.notice, []))
        if opened.found:
            self._once_shown(lambda: self._tell_unread(opened))

    def _tell_unread(self, opened: Opened) -> None:
        from cjdesigner.window.unread import tell_unread

        tell_unread(self._window, opened)

    def _cannot_open(self, path: Path, error: CjError) -> None:
        from cjdesigner.window.merging import marks_in

        if marks := marks_in(path):
            self._once_shown(lambda: self._open_with_marks(path, marks))
            return
        if not path.exists():
            forget(path)
            self.listed.emit()
        self.failed.emit()
        named = error if path.name in error.message else CjError(f"{path.name}: {error.message}", error.hint)
        self._once_shown(lambda: self._say_cannot_open(path, named))

    def _say_cannot_open(self, path: Path, error: CjError) -> None:
        if not list_backups(path):
            show_error(self._window, _("The map cannot be opened"), error)
        elif offer_versions(self._window, error):
            self.open_earlier(path)

    def earlier_versions(self, keep: Keep) -> None:
        """Shows the earlier versions of the map's file, and opens one as a map that is not saved yet."""
        self._canvas.end_editing()
        if self._session.path is not None:
            self.open_earlier(self._session.path, keep)

    def open_earlier(self, path: Path, keep: Keep | None = None) -> None:
        """Lets the user choose an earlier version of a file and opens it; the file stays what it is."""
        version = choose_version(self._window, path, keep)
        if version is None or not self.may_leave():
            return
        try:
            journey = open_map(version).map
        except CjError as error:
            show_error(self._window, _("The map cannot be opened"), error)
            return
        self._folder = str(path.parent)
        self.show(journey, clean=False)

    def _open_with_marks(self, path: Path, digest: str) -> None:
        """Offers to merge the versions of a file that git could not merge; saving then takes git's marks away."""
        from cjdesigner.files.conflicted import merged_from_git

        if not confirm(self._window, _("Two versions in one file"),
                       _("Git could not merge {name} and left its marks in it.").format(name=path.name),
                       _("The program can merge the two versions card by card. The file stays as it is until you "
                         "save."), _("Merge the versions")):
            self.failed.emit()
            return
        try:
            merged = merged_from_git(path)
        except CjError as error:
            self.failed.emit()
            show_error(self._window, _("The versions cannot be merged"), error)
            return
        self._digest = digest
        self._session.open(merged.map, path, clean=False)
        remember(path)
        self.listed.emit()
        self.opened.emit()

    def _once_shown(self, say: Callable[[], None]) -> None:
        """Says something now, or, while the program is starting, as soon as its window is there."""
        if self._window.isVisible():
            say()
        else:
            QTimer.singleShot(0, say)

    # -- leaving --------------------------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Asks about unsaved work; True if what is open may go. Cancel and a failed save keep it."""
        self._canvas.end_editing()
        if not self._session.dirty:
            return True
        name = self._session.path.name if self._session.path else self._session.map.title or _("Untitled journey map")
        answer = ask_to_save(self._window, name)
        if answer is Answer.SAVE:
            return self.save()
        return answer is Answer.DISCARD

    # -- saving ---------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Saves to the map's file, or asks for one. True if the map is saved."""
        self._canvas.end_editing()
        if self._session.path is None or self._session.read_only:
            return self.save_as()
        if self._digest is not None and not self._session.path.exists():
            return self._save_missing(self._session.path)
        return self._save(self._session.path, self._digest)

    def _save_missing(self, path: Path) -> bool:
        answer = ask_about_missing(self._window, path.name)
        return self.save_as() if answer is Change.ELSEWHERE else answer is Change.OVERWRITE and self._save(path, None)

    def save_as(self) -> bool:
        """Asks for a file and saves to it; from then on it is the map's file."""
        self._canvas.end_editing()
        path = self._ask_where(_("Save the map"))
        return path is not None and self._save(path, None)

    def save_copy(self) -> None:
        """Saves to another file; the map's file stays what it is."""
        self._canvas.end_editing()
        path = self._ask_where(_("Save a copy"))
        if path is not None:
            self._save_aside(path, _("The copy was not saved"))

    def _ask_where(self, title: str) -> Path | None:
        held = self._session.path
        start = str(held) if held else str(Path(self._folder) / f"{file_name(self._session.map.title)}.cjmap")
        plain, packed = _("Journey maps (*.cjmap)"), _("Map and pictures in one file, to be sent (*.cjpack)")
        kinds = (packed, plain) if held and held.suffix == ".cjpack" else (plain, packed)
        name, kind = QFileDialog.getSaveFileName(self._window, title, start, ";;".join(kinds))
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else self._ended(path, ".cjpack" if kind == packed else ".cjmap")

    def ask_target(self, title: str, suffix: str, kind: str) -> Path | None:
        """Asks where to put a file of another kind that is made of the map; `kind` is what such files are called."""
        base = self._session.path.stem if self._session.path else file_name(self._session.map.title)
        start = str(Path(self._folder) / f"{base}{suffix}")
        name, _kind = QFileDialog.getSaveFileName(self._window, title, start, f"{kind} (*{suffix})")
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == suffix else self._ended(path, suffix)

    def _ended(self, path: Path, suffix: str) -> Path | None:
        """The path with an end that the user left out; None if there is such a file and it is to stay."""
        ended = path.with_name(f"{path.name}{suffix}")
        if not ended.exists():
            return ended
        question = _("{name} is there already. Overwrite it?").format(name=ended.name)
        return ended if confirm(self._window, _("The file exists"), question, "", _("Overwrite")) else None

    def _save(self, path: Path, expected: str | None) -> bool:
        if self.saving:
            return False
        journey = self._session.map
        try:
            saved = self._written(journey, path, expected)
        except ChangedOutside as error:
            return self._changed_outside(path, error)
        except CjError as error:
            return save_failed(self._window, error) and self.save_as()
        if saved is None:
            return False
        self._digest = saved
        self._folder = str(path.parent)
        self._session.read_only = False
        self._session.mark_saved(journey, path)
        self.listed.emit()
        return True

    def _written(self, journey: JourneyMap, path: Path, expected: str | None) -> str | None:
        """Writes a map in a thread; the file's digest, or None after Cancel. Raises CjError."""
        def work(job: Job | None = None) -> str:
            if job is not None:
                job.progress(0.1)
            with turn(path):  # nobody may write between the comparison and the replacement
                saved = save_map(journey, path, expected=expected)
            remember(path)
            return saved

        title = _("Saving {name}…").format(name=path.name)
        self.saving = True
        try:
            large = len(journey.cards) > _FEW
            return wait_for(self._window, title, work) if large else wait_quietly(self._window, title, work)
        finally:
            self.saving = False

    def _changed_outside(self, path: Path, error: CjError) -> bool:
        """Asks what to do with what somebody else has written there meanwhile; merging keeps both."""
        def held() -> Opened | None:
            with suppress(CjError):
                found = open_map(path)
                ours = path == self._session.path and found.map.id == self._session.map.id
                return found if ours and not found.read_only else None
            return None

        self.saving = True  # what they wrote is not to be taken over while this is asked
        try:
            answer = ask_about_change(self._window, error, mergeable=held() is not None)
        finally:
            self.saving = False
        if answer is Change.MERGE and (theirs := held()) is not None:
            return self.take_in(theirs) and self._save(path, self._digest)
        if answer is Change.ELSEWHERE:
            return self.save_as()
        return answer is Change.OVERWRITE and self._save(path, None)

    def take_in(self, held: Opened) -> bool:
        """Takes over what somebody else has written to the map's file, merged with the edits that there are.

        False where the two cannot be merged, of which the user is told.
        """
        from cjdesigner.window.merging import take_in

        try:
            joined = take_in(self._session, held.map)
        except CjError as error:
            show_error(self._window, _("The two versions cannot be merged"), error)
            return False
        self._digest = held.digest
        self._session.saved.emit()  # the digest is another one
        self.joined.emit(joined)
        return True

    def revert(self) -> None:
        """Goes back to the map as it is in its file, after asking."""
        path = self._session.path
        if path and (not self._session.dirty or confirm(
            self._window, _("Revert"), _("Go back to the saved map?"),
            _("Everything changed since the last save is lost."), _("Revert"),
        )):
            self.open(path)

    def save_template(self) -> None:
        """Saves the map as a template of the user's own."""
        self._canvas.end_editing()
        name, agreed = QInputDialog.getText(self._window, _("Save as template"), _("Name of the template"),
                                            text=file_name(self._session.map.title))
        if not agreed or not name.strip():
            return
        safe = file_name(name)
        path = templates_folder() / f"{safe}.cjmap"
        if path.exists() and not confirm(self._window, _("Save as template"),
                                         _("There is a template of this name."), "", _("Replace")):
            return
        with suppress(OSError):  # saving says why it cannot be
            DISK.make_folder(path.parent)
        self._save_aside(path, _("The template was not saved"))
        self.listed.emit()

    def _save_aside(self, path: Path, failed: str) -> None:
        """Saves to a file that does not become the map's; says why if that fails."""
        journey = self._session.map
        try:
            wait_quietly(self._window, _("Saving {name}…").format(name=path.name), lambda: save_map(journey, path))
        except CjError as error:
            show_error(self._window, failed, error)

    # -- bringing in ------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Asks for a table, a Mermaid or a Markdown file and brings it in, or one of its journeys."""
        kinds = _("Tables, Mermaid, Markdown and PDF (*.xlsx *.xlsm *.csv *.tsv *.mmd *.mermaid *.md *.markdown *.txt "
                  "*.pdf);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Import"), self._folder, kinds)
        if name and self.may_leave():
            self.bring_in(Path(name))

    def bring_in(self, path: Path) -> None:
        """Brings in a journey from a text file, or a map made from a table; of several the user chooses one."""
        if path.suffix.lower() == PDF_ENDING:
            self.open(path)
        elif path.suffix.lower() in TABLE_ENDINGS:
            self._bring_in_table(path)
        else:
            self._bring_in_journey(path)

    def _bring_in_table(self, path: Path) -> None:
        from cjdesigner import language
        from cjdesigner.exchange.meaning import new_map_of

        try:
            what = self.read(path)
            if what is not None:
                self.show(new_map_of(what, path.stem, language.active()), clean=False)
        except CjError as error:
            show_error(self._window, _("Nothing could be imported"), error)

    def read(self, path: Path) -> "Meaning | None":
        """What a file of a table or of text holds; None if the user does not choose a sheet of several. Raises CjError.
        """
        from cjdesigner.exchange import tables
        from cjdesigner.exchange.meaning import meaning_of_text

        try:
            data = _bytes_of(path)
        except OSError as error:
            raise CjError(_("The file cannot be read"), f"{path.name}: {error.strerror}") from error
        if path.suffix.lower() not in TABLE_ENDINGS:
            return meaning_of_text(tables.decode(data), self._session.map.language)
        sheets = tables.sheets_of(path.name, data)
        place = self._choose(_("This workbook holds several sheets:"), sheets) if len(sheets) > 1 else 0
        return None if place is None else tables.read_table(path.name, data, sheets[place] if sheets else None)

    def _bring_in_journey(self, path: Path) -> None:
        from cjdesigner import language
        from cjdesigner.exchange.importing import decode, find_blocks, import_journey

        try:
            blocks = find_blocks(decode(_bytes_of(path)))
            names = [f"{block.line}: {block.title or _('Untitled')}" for block in blocks]
            place = self._choose(_("This file holds several journeys:"), names) if len(names) > 1 else 0
            if place is None:
                return
            imported = import_journey(blocks[place], language.active())
        except OSError as error:
            show_error(self._window, _("The file cannot be read"), CjError(f"{path.name}: {error.strerror}"))
            return
        except CjError as error:
            if path.suffix.lower() == ".txt":
                self._bring_in_table(path)
            else:
                show_error(self._window, _("Nothing could be imported"), error)
            return
        self.show(imported.map, clean=False)
        if imported.warnings:
            notes = [_("Line {line}: {sentence}").format(line=w.line, sentence=w.sentence) for w in imported.warnings]
            show_notes(self._window, _("Imported"), _("The journey was imported. Please look at these places:"), notes)

    def _choose(self, question: str, names: list[str]) -> int | None:
        chosen, agreed = QInputDialog.getItem(self._window, _("Import"), question, names, 0, False)
        return names.index(chosen) if agreed else None

    def from_own_template(self, path: Path) -> JourneyMap:
        """A new map from a template of the user's own."""
        return fresh_map(open_map(path).map)
