"""Exporting and printing: asks for format and pages, then works in the background and says where the file is."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from cjdesigner.errors import CjError
from cjdesigner.files.together import write_together
from cjdesigner.language import _
from cjdesigner.window.background import Job, run_in_background, wait_for
from cjdesigner.window.dialogs import say_exported, show_error

if TYPE_CHECKING:
    from cjdesigner.export import Choices, Document
    from cjdesigner.window.export_dialog import Wish
    from cjdesigner.window.main import MainWindow


class Exporting(QObject):
    """The exports of one window's map."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def export(self) -> None:
        """Asks for format, pages and file, and exports in the background; or prints, where that was chosen."""
        from cjdesigner.window.check import go_to_place
        from cjdesigner.window.export_dialog import ExportDialog

        self._window.canvas.end_editing()
        dialog = ExportDialog(self._window.session.map, self._window.frame, self._window)
        agreed = dialog.exec()
        wish, document, printing, goal = dialog.wish(), dialog.document, dialog.printing, dialog.goal
        dialog.deleteLater()
        if goal:
            go_to_place(self._window, goal)
        elif agreed and printing:
            self._print(wish.choices, document)
        elif agreed and (path := self._window.documents.ask_target(_("Export"), wish.suffix, wish.name)):
            self._export(path, wish, document)

    def _export(self, path: Path, wish: "Wish", document: "Document | None") -> None:
        from cjdesigner.exchange.mermaid_writer import to_mermaid
        from cjdesigner.export import FORMATS, export_map, files_of, lay_out, shown_map

        journey = self._window.session.map

        def made(job: Job) -> list[tuple[Path, bytes]]:
            if wish.suffix not in FORMATS:
                return [(path, to_mermaid(shown_map(journey, wish.choices)).encode())]
            if FORMATS[wish.suffix].given == "map":
                return [(path, export_map(journey, wish.suffix, wish.choices))]
            pages = document or lay_out(journey, wish.choices, check=lambda: job.progress(0.1))
            return list(files_of(pages, path, wish.choices, lambda: job.progress(0.5)))

        def work(job: Job) -> Path:
            job.progress(0.05)
            files = made(job)
            job.progress(0.95)
            write_together(files)
            return files[0][0]

        run_in_background(self._window, _("Exporting {name}…").format(name=path.name), work, self._exported,
                          self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CjError):
            raise error
        show_error(self._window, _("The map was not exported"), error)

    def _exported(self, path: Path) -> None:
        target = say_exported(self._window, path)
        if target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    # -- printing -------------------------------------------------------------------------------------------------

    def print(self) -> None:
        """Prints the map as it was exported the last time, or on one sheet."""
        if document := self._last_pages():
            self._print(None, document)

    def preview(self) -> None:
        """Shows what would be printed."""
        from cjdesigner.window.printing import preview_print

        if document := self._last_pages():
            preview_print(self._window, document)

    def _last_pages(self) -> "Document | None":
        from cjdesigner.window.export_form import choices_for_print

        self._window.canvas.end_editing()
        return self._pages(choices_for_print(self._window.session.map))

    def _print(self, choices: "Choices | None", document: "Document | None") -> None:
        from cjdesigner.window.printing import print_document

        if document is None and choices is not None:
            document = self._pages(choices)
        if document is not None:
            print_document(self._window, document)

    def _pages(self, choices: "Choices") -> "Document | None":
        """The pages, made in the background; None where that was cancelled."""
        from cjdesigner.export import Document, lay_out

        journey = self._window.session.map

        def work(job: Job) -> Document:
            return lay_out(journey, choices, check=lambda: job.progress(0.3))

        return wait_for(self._window, _("The pages are being made…"), work)
