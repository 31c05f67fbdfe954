"""The map that a PDF carries along, byte for byte as it was put in. A PDF is a stranger's file.

PDFium, which browsers trust with any PDF, looks for the attachment, in a process of its own with a limit to its memory:
see `pdf_child`. Nothing of the pages is touched, no script is run. What is found goes the way of every map's file:
`files.format` checks all of it.
"""

import subprocess
import sys
from pathlib import Path

from cjdesigner.errors import CjError
from cjdesigner.exchange import pdf_child
from cjdesigner.files import reading
from cjdesigner.files.disk import DISK
from cjdesigner.files.format import Opened, from_bytes
from cjdesigner.files.reading import check_size
from cjdesigner.files.regular import size_of
from cjdesigner.language import N_, _

PDF_ENDING = ".pdf"
_MARK = b"%PDF-"
_MARK_WITHIN = 1_024

_SAID = {
    pdf_child.DAMAGED: N_("This PDF is damaged."),
    pdf_child.LOCKED: N_("This PDF is protected by a password."),
    pdf_child.NONE: N_("There is no map in this PDF."),
    pdf_child.SEVERAL: N_("There are several maps in this PDF."),
    pdf_child.BROKEN: N_("The map in this PDF is damaged."),
}
_HINTS = {
    pdf_child.DAMAGED: N_("Export it again, or choose another one."),
    pdf_child.LOCKED: N_("Save it without a password and try again."),
    pdf_child.NONE: N_("Only a PDF that cjdesigner has exported holds its map, unless it was left out."),
    pdf_child.SEVERAL: N_("Save the one that you want from the list of attachments in a PDF viewer."),
    pdf_child.BROKEN: N_("Export it again, or choose another one."),
}


class NoMapInside(CjError):
    """A PDF from which no map can be taken."""


def map_file_in(data: bytes) -> bytes:
    """The file of the map that is attached to a PDF. Raises CjError."""
    check_size(len(data))
    if _MARK not in data[:_MARK_WITHIN]:
        raise NoMapInside(_("This is no PDF file."), _("Choose a PDF that cjdesigner has exported."))
    ended, held = _taken(data)
    if ended == 0:
        check_size(len(held))
        return held
    if ended in _SAID:
        raise NoMapInside(_(_SAID[ended]), _(_HINTS[ended]))
    raise NoMapInside(_("The map in this PDF is damaged, or far too large."),
                      _("Ask who gave you the PDF for the map itself ({ending}).").format(ending=pdf_child.ENDING))


def open_pdf(path: Path) -> Opened:
    """The map in a PDF file. Raises CjError."""
    try:
        check_size(size_of(path))
        data = DISK.read(path)
    except OSError as error:
        raise CjError(_("The file cannot be read"), f"{path.name}: {error.strerror}") from error
    return from_bytes(map_file_in(data))


def _taken(data: bytes) -> tuple[int, bytes]:
    """How the process ended that looks for the map, and the map's file. It is given a minute."""
    command = [sys.executable, "-P", pdf_child.__file__, str(reading.MAX_BYTES)]
    try:
        done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
                              timeout=pdf_child.SECONDS, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
    except subprocess.TimeoutExpired:
        return pdf_child.TOO_LARGE, b""
    except OSError as error:
        raise NoMapInside(_("The map in this PDF cannot be looked for."), error.strerror or "") from error
    return done.returncode, done.stdout
