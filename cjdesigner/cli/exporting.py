"""`export`: a map as a document, a picture or Mermaid text, by the end of the file's name."""

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from cjdesigner.cli.choices import FOR_ALL, PageOptions, page_choices, page_options
from cjdesigner.cli.parts import check_folder, examples, map_argument, note, open_map, output_option, write
from cjdesigner.errors import CjError
from cjdesigner.language import _

if TYPE_CHECKING:
    from cjdesigner.export import Choices, Document
    from cjdesigner.model.map import JourneyMap

MERMAID = ".mmd"
MOST = 100.0
"""The largest scale, in pixels per point."""
LEAST_TYPE = 5.0
"""Smaller type than this, in points, is told."""


def export() -> click.Command:
    """The command `export`."""
    params: list[click.Parameter] = [
        map_argument(),
        output_option(_("The new file: .pdf, .svg, .png or .mmd (Mermaid). What is there already is replaced. "
                        "Pictures of several pages are NAME-1.svg, NAME-2.svg and so on.")),
        *page_options(),
        click.Option(["--scale"], type=float, metavar="N", help=_("For .png: pixels per point; else 2.")),
    ]
    epilog = examples(
        ("cjdesigner export coffee.cjmap -o coffee.pdf", _("a PDF as large as the map")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --page A3 --landscape", _("on a sheet of paper")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --layout poster --page A4", _("a poster of many sheets")),
        ("cjdesigner export coffee.cjmap -o coffee.png --scale 3", _("a sharper picture")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --client", _("without what is internal, for a client")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --theme warm --lang vi+en",
         _("in other colours, and in two languages")),
        ("cjdesigner export coffee.cjmap -o coffee.mmd", _("text for Mermaid; what it cannot hold is in comments")),
    )
    return click.Command("export", params=params, callback=_export, epilog=epilog,
                         help=_("Draws a map as PDF, SVG or PNG, or writes it as Mermaid."))


def _export(path: Path, target: Path, scale: float | None, **options: Unpack[PageOptions]) -> None:
    suffix = target.suffix.lower()
    _check_options(target, scale=scale, **options)
    choices = page_choices(options, scale)
    if suffix == MERMAID:
        from cjdesigner.exchange.mermaid_writer import to_mermaid
        from cjdesigner.export import shown_map

        write(target, to_mermaid(shown_map(open_map(path).map, choices)).encode())
        return
    for file, data in _drawn(open_map(path).map, target, choices):
        write(file, data)


def _check_options(target: Path, **options: object) -> None:
    """Raises CjError for an unknown format, and for an option that means nothing to a format."""
    from cjdesigner.export import FORMATS

    suffix = target.suffix.lower()
    if suffix not in (endings := [*FORMATS, MERMAID]):
        message = _("A map cannot be exported as “{suffix}”.").format(suffix=suffix or target.name)
        raise CjError(message, _("The formats are: {formats}.").format(formats=", ".join(endings)))
    pixels = suffix in FORMATS and FORMATS[suffix].given == "pages"
    for name, value in options.items():
        if value in (None, False) or name in FOR_ALL:
            continue
        if not pixels if name == "scale" else suffix == MERMAID:
            raise CjError(_("The option --{option} means nothing for {suffix}.").format(option=name, suffix=suffix))
    if isinstance(scale := options["scale"], float) and not 0 < scale <= MOST:
        raise CjError(_("The scale must be more than 0 and at most {most}.").format(most=f"{MOST:g}"))
    check_folder(target)


def _drawn(journey: "JourneyMap", target: Path, choices: "Choices") -> "list[tuple[Path, bytes]]":
    """The files that show a map."""
    from cjdesigner.export import files_of, lay_out

    document = lay_out(journey, choices)
    made = list(files_of(document, target, choices))
    _tell(document, on_paper=choices.layout != "fit" or choices.sheet.size != "fit")
    return made


def _tell(document: "Document", *, on_paper: bool) -> None:
    """Says on stderr what a reader of the drawing would stumble over."""
    if missing := sorted(frozenset[str]().union(*document.missing.values())):
        note(_("No font here has {characters}: boxes are drawn instead.").format(characters=" ".join(missing)))
    for sentence in document.notes:
        note(sentence)
    if on_paper and 0 < (size := document.smallest_type()) < LEAST_TYPE:
        note(_("The smallest letters are {size} points high: choose a larger sheet to read them.").format(
            size=f"{size:.1f}"))
