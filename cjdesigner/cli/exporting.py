"""`export`: a map as a document, a picture or Mermaid text, by the end of the file's name."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cjdesigner.cli.parts import check_folder, examples, map_argument, note, open_map, output_option, write
from cjdesigner.cli.themes import look_choices, look_options
from cjdesigner.errors import CjError
from cjdesigner.language import _

if TYPE_CHECKING:
    from cjdesigner.export import Choices, Document, Sheet
    from cjdesigner.model.map import JourneyMap

MERMAID = ".mmd"
MOST = 100.0
"""The largest scale, in pixels per point."""
LEAST_TYPE = 5.0
"""Smaller type than this, in points, is told."""


def export() -> click.Command:
    """The command `export`."""
    page = _("The sheet: A0 to A5, Letter or Tabloid, or “fit” (as without this option) for one as large as the map.")
    params: list[click.Parameter] = [
        map_argument(),
        output_option(_("The new file: .pdf, .svg, .png or .mmd (Mermaid). What is there already is replaced.")),
        click.Option(["--page"], metavar="SIZE", help=page),
        click.Option(["--landscape/--portrait"], default=None, help=_("Which way the sheet lies; else landscape.")),
        click.Option(["--scale"], type=float, metavar="N", help=_("For .png: pixels per point; else 2.")),
        *look_options(),
    ]
    epilog = examples(
        ("cjdesigner export coffee.cjmap -o coffee.pdf", _("a PDF as large as the map")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --page A3 --landscape", _("on a sheet of paper")),
        ("cjdesigner export coffee.cjmap -o coffee.png --scale 3", _("a sharper picture")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --theme warm --lang vi+en",
         _("in other colours, and in two languages")),
        ("cjdesigner export coffee.cjmap -o coffee.mmd", _("text for Mermaid; what it cannot hold is in comments")),
    )
    return click.Command("export", params=params, callback=_export, epilog=epilog,
                         help=_("Draws a map as PDF, SVG or PNG, or writes it as Mermaid."))


def _export(path: Path, target: Path, page: str | None, landscape: bool | None, scale: float | None,
            theme: str | None, legend: bool, languages: str | None) -> None:
    suffix = target.suffix.lower()
    _check_options(target, page=page, landscape=landscape, scale=scale, theme=theme, legend=legend or None,
                   lang=languages)
    if suffix == MERMAID:
        from cjdesigner.exchange.mermaid_writer import to_mermaid

        data = to_mermaid(open_map(path).map).encode()
    else:
        from cjdesigner.export import Choices

        looks = look_choices(theme, legend, languages)
        choices = Choices(sheet=_sheet(page, landscape), scale=2.0 if scale is None else scale, **looks)
        data = _drawn(open_map(path).map, suffix, choices)
    write(target, data)


def _check_options(target: Path, **options: object) -> None:
    """Raises CjError for an unknown format, and for an option that means nothing to a format."""
    from cjdesigner.export import FORMATS

    suffix = target.suffix.lower()
    if suffix not in (endings := [*FORMATS, MERMAID]):
        message = _("A map cannot be exported as “{suffix}”.").format(suffix=suffix or target.name)
        raise CjError(message, _("The formats are: {formats}.").format(formats=", ".join(endings)))
    pixels = suffix in FORMATS and FORMATS[suffix].given == "pages"
    for name, value in options.items():
        if value is not None and (suffix == MERMAID or (name == "scale" and not pixels)):
            raise CjError(_("The option --{option} means nothing for {suffix}.").format(option=name, suffix=suffix))
    if isinstance(scale := options["scale"], float) and not 0 < scale <= MOST:
        raise CjError(_("The scale must be more than 0 and at most {most}.").format(most=f"{MOST:g}"))
    check_folder(target)


def _sheet(page: str | None, landscape: bool | None) -> "Sheet":
    from cjdesigner.export import FIT, PAGE_SIZES, Sheet

    known = {name.lower(): name for name in (FIT, *PAGE_SIZES)}
    size = FIT if page is None else known.get(page.lower(), page)
    return Sheet(size, landscape=landscape is not False)


def _drawn(journey: "JourneyMap", suffix: str, choices: "Choices") -> bytes:
    from cjdesigner.export import lay_out, paint

    document = lay_out(journey, choices)
    data = paint(document, suffix, choices)
    _tell(document, on_paper=choices.sheet.size != "fit")
    return data


def _tell(document: "Document", *, on_paper: bool) -> None:
    """Says on stderr what a reader of the drawing would stumble over."""
    if missing := sorted(frozenset[str]().union(*document.missing.values())):
        note(_("No font here has {characters}: boxes are drawn instead.").format(characters=" ".join(missing)))
    if on_paper and 0 < (size := document.smallest_type()) < LEAST_TYPE:
        note(_("The smallest letters are {size} points high: choose a larger sheet to read them.").format(
            size=f"{size:.1f}"))
