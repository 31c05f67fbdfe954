"""Export: a map to the bytes of a file. Reads a frozen map in any thread; never sees a widget.

A layout makes a document of pages, a painter makes a file of it. A new format is a new file and a line in `FORMATS`, a
new layout a new file and a line in `_LAYOUTS`. Both are imported when they are needed.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cjdesigner.errors import CjError
from cjdesigner.export.choices import FIT, LAYOUTS, PAGE_SIZES, Choices, Furniture, LayoutName, Poster, Sheet
from cjdesigner.files.storage import write_atomic
from cjdesigner.files.together import write_together
from cjdesigner.language import N_, _, spoken_on
from cjdesigner.model.map import JourneyMap

if TYPE_CHECKING:
    from cjdesigner.drawing.compose import Composer
    from cjdesigner.drawing.type import Typesetter
    from cjdesigner.export.document import Document

__all__ = [
    "FIT", "FORMATS", "LAYOUTS", "PAGE_SIZES", "Cancelled", "Choices", "Document", "Format", "Furniture", "Poster",
    "Sheet", "composer_for", "export_file", "export_map", "files_of", "lay_out", "paint", "shown_map",
]


class Format(NamedTuple):
    """A format: its name for menus (to be translated), its painter, and what that is given.

    A painter gets a `"document"`, or one of its `"pages"` with a scale in pixels per point, or the `"map"` itself.
    `paged` ones hold one page in a file; the first comes without asking. A `stoppable` painter takes a `check` as well.
    """

    name: str
    module: str
    function: str
    given: Literal["document", "pages", "map"] = "document"
    paged: bool = False
    stoppable: bool = False


FORMATS: dict[str, Format] = {
    ".pdf": Format(N_("PDF document"), "pdf", "to_pdf", stoppable=True),
    ".svg": Format(N_("SVG picture"), "svg", "to_svg", paged=True),
    ".png": Format(N_("PNG picture"), "png", "to_png", "pages", paged=True, stoppable=True),
    ".pptx": Format(N_("PowerPoint slides"), "pptx", "to_pptx"),
    ".html": Format(N_("Web page (HTML)"), "html", "to_html"),
    ".xlsx": Format(N_("Excel workbook"), "xlsx", "to_xlsx", "map"),
    ".csv": Format(N_("CSV table"), "csv_table", "to_csv", "map"),
    ".md": Format(N_("Markdown outline"), "markdown", "to_markdown", "map"),
}
"""The formats by the ends of their files' names."""

_LAYOUTS: dict[LayoutName, str] = {
    "fit": "layouts.fit:lay_out", "poster": "layouts.poster:lay_out", "story": "layouts.story:lay_out",
    "handout": "layouts.handout:lay_out",
}
"""Each layout's module and function: (map, choices, make a composer, check) to a document."""


class Cancelled(Exception):
    """The user wanted the export no more."""


def export_map(
    journey: JourneyMap, suffix: str, choices: Choices | None = None, *,
    progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] | None = None,
    make: "Callable[[], Composer] | None" = None,
) -> bytes:
    """The bytes of a file that shows a map. `progress` hears how much is done, from 0 to 1, in the caller's thread.

    Raises Cancelled between two steps, CjError for an unknown format.
    """
    form, choices, step = _format(suffix), choices or Choices(), _steps(progress, cancelled)
    step(0.0)
    if form.given == "map":
        made = _painter(form)(shown_map(journey, choices), choices)
    else:
        document = lay_out(journey, choices, make, lambda: step(0.1))
        step(0.6)
        made = paint(document, suffix, choices, check=lambda: step(0.6))
    step(1.0)
    return made


def _steps(progress: Callable[[float], None] | None,
           cancelled: Callable[[], bool] | None) -> Callable[[float], None]:
    """Says how much is done, unless the user wanted no more."""

    def step(done: float) -> None:
        if cancelled and cancelled():
            raise Cancelled
        if progress:
            progress(done)

    return step


def export_file(
    journey: JourneyMap, path: Path, choices: Choices | None = None, *,
    progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] | None = None,
) -> None:
    """Writes a file in the format that its name's end says, whole or not at all; of several, all or none.

    Raises Cancelled and CjError as `export_map` does, SaveError when the file cannot be written.
    """
    form, choices = _format(path.suffix), choices or Choices()
    if not form.paged or choices.layout in ("fit", "handout"):
        write_atomic(path, export_map(journey, path.suffix, choices, progress=progress, cancelled=cancelled))
        return
    step = _steps(progress, cancelled)
    step(0.0)
    made = list(files_of(lay_out(journey, choices, check=lambda: step(0.1)), path, choices, lambda: step(0.6)))
    write_together(made)
    step(1.0)


def files_of(document: "Document", path: Path, choices: Choices | None = None,
             check: Callable[[], None] = lambda: None) -> Iterator[tuple[Path, bytes]]:
    """The files that show a document: one, or where a picture holds one page, `name-1.svg`, `name-2.svg`, …

    `check` is called between the pages, and in large ones, and may raise to stop the work.
    """
    count = len(document.pages) if _format(path.suffix).paged else 1
    for place in range(count):
        check()
        name = f"{path.stem}-{place + 1}{path.suffix}" if count > 1 else path.name
        yield path.with_name(name), paint(document, path.suffix, choices, place, check)


def lay_out(journey: JourneyMap, choices: Choices | None = None, make: "Callable[[], Composer] | None" = None,
            check: Callable[[], None] = lambda: None) -> "Document":
    """The pages of a map. `check` is called now and then and may raise to stop the work."""
    choices = choices or Choices()
    journey = shown_map(journey, choices)
    module, function = _LAYOUTS[choices.layout].split(":")
    made: Document = getattr(import_module(f"{__name__}.{module}"), function)(
        journey, choices, make or (lambda: composer_for(choices)), check)
    return replace(made, languages=choices.languages or (spoken_on(journey.language),))


def shown_map(journey: JourneyMap, choices: Choices) -> JourneyMap:
    """The map that an export is made of: the client's copy where that is wished for. All ways to a file go by here."""
    if not choices.client:
        return journey
    from cjdesigner.export.client import client_copy

    return client_copy(journey)


def composer_for(choices: Choices, typesetter: "Typesetter | None" = None) -> "Composer":
    """A composer that draws what was chosen."""
    from cjdesigner.drawing.compose import Composer

    return Composer(typesetter, choices.theme, languages=choices.languages, legend=choices.legend)


def paint(document: "Document", suffix: str, choices: Choices | None = None, place: int = 0,
          check: Callable[[], None] = lambda: None) -> bytes:
    """The bytes of a file that shows a document; for a picture, the page at a `place`.

    `check` is called now and then, by the formats that take long, and may raise to stop the work.

    Raises CjError for an unknown format, and for one that is not made of pages.
    """
    form = _format(suffix)
    if choices and choices.transparent and suffix.lower() in (".png", ".svg"):
        document = document.without_ground()
    if form.given == "map":
        raise CjError(_("A map cannot be exported as “{suffix}”.").format(suffix=suffix))
    more = {"check": check} if form.stoppable else {}
    if form.given == "pages":
        return _painter(form)(document, (choices or Choices()).scale, place, **more)
    if form.paged:
        return _painter(form)(document, place)
    return _painter(form)(document, **more)


def _format(suffix: str) -> Format:
    found = FORMATS.get(suffix.lower())
    if found is None:
        message = _("A map cannot be exported as “{suffix}”.").format(suffix=suffix)
        raise CjError(message, _("The formats are: {formats}.").format(formats=", ".join(FORMATS)))
    return found


def _painter(form: Format) -> Callable[..., bytes]:
    found: Callable[..., bytes] = getattr(import_module(f"{__name__}.{form.module}"), form.function)
    return found


def __getattr__(name: str) -> object:
    """`Document`, when it is asked for: it brings the type engine along, which tables and texts do without."""
    if name == "Document":
        from cjdesigner.export.document import Document

        return Document
    raise AttributeError(name)
