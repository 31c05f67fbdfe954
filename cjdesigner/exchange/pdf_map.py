"""The map that a PDF carries along, byte for byte as it was put in. A PDF is a stranger's file.

PDFium, which browsers trust with any PDF, looks for the attachments; nothing of the pages is touched, no script is run.
What is found goes the way of every map's file: `files.format` checks all of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cjdesigner.errors import CjError
from cjdesigner.files.format import Opened, from_bytes
from cjdesigner.files.pdfium import ONE_AT_A_TIME
from cjdesigner.files.reading import check_size
from cjdesigner.files.regular import size_of
from cjdesigner.language import _

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PDF_ENDING = ".pdf"
_MARK = b"%PDF-"
_MARK_WITHIN = 1_024
_ENDING = ".cjmap"
_MOST_ATTACHMENTS = 200


class NoMapInside(CjError):
    """A PDF from which no map can be taken."""


def map_file_in(data: bytes) -> bytes:
    """The file of the map that is attached to a PDF. Raises CjError."""
    check_size(len(data))
    if _MARK not in data[:_MARK_WITHIN]:
        raise NoMapInside(_("This is no PDF file."), _("Choose a PDF that cjdesigner has exported."))
    with _opened(data) as document:
        held = _maps(document)
        if not held:
            raise NoMapInside(_("There is no map in this PDF."),
                              _("Only a PDF that cjdesigner has exported holds its map, unless it was left out."))
        if len(held) > 1:
            raise NoMapInside(_("There are several maps in this PDF."),
                              _("Save the one that you want from the list of attachments in a PDF viewer."))
        return _content(document, held[0])


def open_pdf(path: Path) -> Opened:
    """The map in a PDF file. Raises CjError."""
    try:
        check_size(size_of(path))
        data = path.read_bytes()
    except OSError as error:
        raise CjError(_("The file cannot be read"), f"{path.name}: {error.strerror}") from error
    return from_bytes(map_file_in(data))


@contextmanager
def _opened(data: bytes) -> Iterator["PdfDocument"]:
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
                raise NoMapInside(_("This PDF is protected by a password."),
                                  _("Save it without a password and try again.")) from error
            raise NoMapInside(_("This PDF is damaged."), _("Export it again, or choose another one.")) from error
        try:
            yield document
        finally:
            document.close()


def _maps(document: "PdfDocument") -> list[int]:
    """The places of the attachments that are called as maps are."""
    count = min(document.count_attachments(), _MOST_ATTACHMENTS)
    return [place for place in range(count)
            if document.get_attachment(place).get_name().lower().endswith(_ENDING)]


def _content(document: "PdfDocument", place: int) -> bytes:
    import pypdfium2

    try:
        held = document.get_attachment(place).get_data()
    except pypdfium2.PdfiumError as error:
        raise NoMapInside(_("The map in this PDF is damaged."), _("Export it again, or choose another one.")) from error
    check_size(len(held))
    return bytes(held)
