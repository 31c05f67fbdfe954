"""Opening, saving and bringing in: the conversations about files that a window has with its user."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.edit.copying import fresh_map
from cjdesigner.errors import CjError
from cjdesigner.exchange.pdf_map import PDF_ENDING, open_pdf
from cjdesigner.exchange.tables import TABLE_ENDINGS
from cjdesigner.files.disk import DISK
from cjdesigner.files.format import Opened
from cjdesigner.files.recent import forget, remember, templates_folder
from cjdesigner.files.storage import ChangedOutside, open_map, save_map
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session
from cjdesigner.window.background import Job, run_in_background, wait_for
from cjdesigner.window.dialogs import Answer, ask_to_save, confirm, save_failed, show_error, show_notes
from cjdesigner.window.lost_pictures import LostPictures

if TYPE_CHECKING:
    from cjdesigner.exchange.meaning import Meaning

_SMALL = 150_000
"""Bytes of a file that is opened at once; a larger one is opened in the background."""
_FEW = 3_000
"""Cards of a map that is saved at once; a larger one is saved in the background."""
TEXTS = (".mmd", ".mermaid", ".md", ".markdown", ".txt")
"""Files that a journey is brought in from."""


def file_name(title: str) -> str:
    """A file name from a map's title, without what file systems refuse."""
    kept = "".join("-" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in title).strip(" .")
    return kept[:80] or _("Journey map")


class Documents(QObject):
    """The files of one window's session. The canvas is asked to end editing, and to get ready for a large map."""

    opened = Signal()
    failed = Signal()
    listed = Signal()

    def __init__(self, session: Session, window: QWidget, canvas: CanvasView) -> None:
        super().__init__(window)
        self._session, self._window, self._canvas = session, window, canvas
        self._digest: str | None = None
        self._folder = str(Path.home())
        LostPictures(session, window)

    # -- opening --------------------------------------------------------------------------------------------------

    def show(self, journey: JourneyMap, *, clean: bool) -> None:
        """Shows a map that has no file: a new one (clean) or one brought in (not clean)."""
        self._digest = None
        self._session.open(journey, None, clean=clean)
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
        self.listed.emit()
        self.opened.emit()
        if opened.notice:
            self._once_shown(lambda: show_notes(self._window, _("About this map"), opened.notice, []))

    def _cannot_open(self, path: Path, error: CjError) -> None:
        if not path.exists():
            forget(path)
            self.listed.emit()
        self.failed.emit()
        named = error if path.name in error.message else CjError(f"{path.name}: {error.message}", error.hint)
        self._once_shown(lambda: show_error(self._window, _("The map cannot be opened"), named))

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
        return self._save(self._session.path, self._digest)

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
            try:
                save_map(self._session.map, path)
            except CjError as error:
                show_error(self._window, _("The copy was not saved"), error)

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
        journey = self._session.map
        def work(job: Job | None = None) -> str:
            if job is not None:
                job.progress(0.1)
            return save_map(journey, path, expected=expected)

        try:
            large = len(journey.cards) > _FEW
            saved = wait_for(self._window, _("Saving {name}…").format(name=path.name), work) if large else work()
            if saved is None:
                return False
            self._digest = saved
        except ChangedOutside as error:
            return self._changed_outside(path, error)
        except CjError as error:
            return save_failed(self._window, error) and self.save_as()
        self._folder = str(path.parent)
        self._session.read_only = False
        self._session.mark_saved(journey, path)
        remember(path)
        self.listed.emit()
        return True

    def _changed_outside(self, path: Path, error: CjError) -> bool:
        over = confirm(self._window, _("The file was changed by someone else"), error.message,
                       _("Overwriting it loses their changes. To keep both, cancel and use “Save as”."),
                       _("Overwrite"))
        return over and self._save(path, None)

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
        try:
            save_map(self._session.map, path)
        except CjError as error:
            show_error(self._window, _("The template was not saved"), error)
        self.listed.emit()

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
            tables.check_size(path.stat().st_size)
            data = DISK.read(path)
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
            blocks = find_blocks(decode(DISK.read(path)))
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
