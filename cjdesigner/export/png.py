"""PNG: the PDF's page, rendered. So it looks like the PDF, and no second painter has to be right."""

import io
from collections.abc import Callable
from dataclasses import replace

from cjdesigner.errors import CjError
from cjdesigner.export.document import Document
from cjdesigner.export.pdf import to_pdf
from cjdesigner.files.pdfium import ONE_AT_A_TIME
from cjdesigner.language import _

MOST_PIXELS = 200_000_000
"""The largest picture, which takes 600 MB while it is made."""


def to_png(document: Document, scale: float = 2.0, place: int = 0,
           check: Callable[[], None] = lambda: None) -> bytes:
    """One page as a picture with `scale` pixels per point. Raises CjError if it would have more than `MOST_PIXELS`."""
    page = document.pages[place]
    width, height = round(page.width * scale), round(page.height * scale)
    if width < 1 or height < 1 or width * height > MOST_PIXELS:
        message = _("A picture of {width} × {height} pixels cannot be made.").format(width=width, height=height)
        raise CjError(message, _("Choose a smaller scale or sheet, or export a PDF or SVG."))
    alone = replace(document, pages=(page,), source=None)
    pdf = to_pdf(alone, check)
    check()
    return _rendered(pdf, width, height, scale, clear=not page.background)


def _rendered(pdf: bytes, width: int, height: int, scale: float, *, clear: bool) -> bytes:
    import pypdfium2

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            ground = (255, 255, 255, 0 if clear else 255)
            image = page.render(scale=max(width / page.get_width(), height / page.get_height()), fill_color=ground,
                                maybe_alpha=clear).to_pil()
        finally:
            document.close()
    if image.size != (width, height):
        image = image.crop((0, 0, width, height))
    held = io.BytesIO()
    image.save(held, "PNG", dpi=(72 * scale, 72 * scale))
    return held.getvalue()
