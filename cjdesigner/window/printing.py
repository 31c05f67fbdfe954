"""Printing: pages of a document on a printer's paper, by Qt's own dialogs. It goes part by part and can be stopped."""

from collections.abc import Callable, Iterable
from itertools import count

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from cjdesigner.canvas.pages import draw_page
from cjdesigner.canvas.painting import GlyphPainter
from cjdesigner.export.document import Document, Page
from cjdesigner.language import _


def printer_for(document: Document) -> QPrinter:
    """A printer whose paper is as the document's first page; a sheet that no printer has is made smaller to fit."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(document.title)
    printer.setCreator("cjdesigner")
    page = document.pages[0]
    upright = QSizeF(min(page.width, page.height), max(page.width, page.height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    lying = page.width > page.height
    if size.id() == QPageSize.PageSizeId.Custom:
        size = QPageSize(QPageSize.PageSizeId.A4)
    turn = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, turn, QMarginsF()))
    printer.setFullPage(True)
    return printer


class _Stopped(Exception):
    """Somebody wanted the print no more."""


def printed_pages(printer: QPrinter, document: Document) -> tuple[Page, ...]:
    """The pages in the printer's range, which counts from 1."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(document.pages)
    return document.pages[first - 1:last]


def steps_of(pages: Iterable[Page]) -> int:
    """In how many steps pages are painted."""
    return sum(len(view.parts) for page in pages for view in page.views)


def print_pages(printer: QPrinter, document: Document, go_on: Callable[[int], bool] = lambda _done: True) -> bool:
    """Paints pages on paper, each as large as the paper allows; whether all were painted.

    Before each step `go_on` is asked, with how many are done.
    """
    steps = count()

    def check() -> None:
        if not go_on(next(steps)):
            raise _Stopped

    painter, glyphs = QPainter(), GlyphPainter()
    if not painter.begin(printer):
        return False
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        for done, page in enumerate(printed_pages(printer, document)):
            if done and not printer.newPage():
                raise _Stopped
            paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            zoom = min(paper.width() / page.width, paper.height() / page.height)
            x, y = (paper.width() - page.width * zoom) / 2, (paper.height() - page.height * zoom) / 2
            draw_page(painter, page, x, y, zoom, glyphs, check=check)
    except _Stopped:
        printer.abort()
        painter.end()
        return False
    return painter.end()


def print_document(parent: QWidget, document: Document) -> None:
    """Asks for a printer and prints."""
    printer = printer_for(document)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(document.pages))
    agreed = dialog.exec()
    dialog.deleteLater()
    if agreed:
        _print(parent, printer, document)


def _print(parent: QWidget, printer: QPrinter, document: Document) -> None:
    steps = steps_of(printed_pages(printer, document))
    progress = QProgressDialog(_("Printing…"), _("Cancel"), 0, steps + 1, parent)
    progress.setWindowTitle(_("Please wait"))
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(0)

    def go_on(done: int) -> bool:
        progress.setValue(done)
        QApplication.processEvents()  # the window answers, and nobody can change the map
        return not progress.wasCanceled()

    print_pages(printer, document, go_on)
    progress.reset()
    progress.deleteLater()


def preview_print(parent: QWidget, document: Document) -> None:
    """Shows the pages as they come out of a printer, with Qt's own dialog."""
    dialog = QPrintPreviewDialog(printer_for(document), parent)
    dialog.setWindowTitle(_("Print preview"))
    dialog.paintRequested.connect(lambda printer: print_pages(printer, document))
    dialog.exec()
    dialog.deleteLater()
