"""Export: a map to the bytes of a file. Reads a frozen map in any thread; never sees a widget.

A new format is a new file and a line in `FORMATS`. Painters are imported when they are needed.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from cjdesigner.drawing.compose import Composer
from cjdesigner.errors import CjError
from cjdesigner.export.pages import FIT, PAGE_SIZES, Laid, Sheet, lay_out, smallest_type
from cjdesigner.files.storage import write_atomic
from cjdesigner.language import N_, _
from cjdesigner.model.map import JourneyMap

__all__ = [
    "FIT", "FORMATS", "PAGE_SIZES", "Cancelled", "Format", "Laid", "Sheet", "export_file", "export_map",
    "lay_out", "paint", "smallest_type",
]


class Format(NamedTuple):
    """A format: its name for menus (to be translated), its painter, whether that wants a scale in pixels per point."""

    name: str
    module: str
    function: str
    in_pixels: bool = False


FORMATS: dict[str, Format] = {
    ".pdf": Format(N_("PDF document"), "pdf", "to_pdf"),
    ".svg": Format(N_("SVG picture"), "svg", "to_svg"),
    ".png": Format(N_("PNG picture"), "png", "to_png", in_pixels=True),
}
"""The formats by the ends of their files' names."""


class Cancelled(Exception):
    """The user wanted the export no more."""


def export_map(
    journey: JourneyMap, suffix: str, sheet: Sheet | None = None, *, scale: float = 2.0,
    progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] | None = None,
    make: Callable[[], Composer] = Composer,
) -> bytes:
    """The bytes of a file that shows a map. `progress` hears how much is done, from 0 to 1, in the caller's thread.

    `scale` is in pixels per point, for pictures. Raises Cancelled between two steps, CjError for an unknown format.
    """
    form = _format(suffix)

    def step(done: float) -> None:
        if cancelled and cancelled():
            raise Cancelled
        if progress:
            progress(done)

    step(0.0)
    laid = lay_out(journey, sheet or Sheet(), make, lambda: step(0.1))
    step(0.6)
    made = _painted(laid, form, scale)
    step(1.0)
    return made


def export_file(
    journey: JourneyMap, path: Path, sheet: Sheet | None = None, *, scale: float = 2.0,
    progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] | None = None,
) -> None:
    """Writes a file in the format that its name's end says, whole or not at all.

    Raises Cancelled and CjError as `export_map` does, SaveError when the file cannot be written.
    """
    write_atomic(path, export_map(journey, path.suffix, sheet, scale=scale, progress=progress, cancelled=cancelled))


def paint(laid: Laid, suffix: str, *, scale: float = 2.0) -> bytes:
    """The bytes of a file that shows what is laid out already. Raises CjError for an unknown format."""
    return _painted(laid, _format(suffix), scale)


def _format(suffix: str) -> Format:
    found = FORMATS.get(suffix.lower())
    if found is None:
        message = _("A map cannot be exported as “{suffix}”.").format(suffix=suffix)
        raise CjError(message, _("The formats are: {formats}.").format(formats=", ".join(FORMATS)))
    return found


def _painted(laid: Laid, form: Format, scale: float) -> bytes:
    painter = getattr(import_module(f"{__name__}.{form.module}"), form.function)
    made: bytes = painter(laid.document(), scale) if form.in_pixels else painter(laid.document())
    return made
