"""`export`: maps as documents, pictures, slides, tables or text, by the end of the file's name."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import click

from cjdesigner.cli.choices import FOR_ALL, PageOptions, page_choices, page_options
from cjdesigner.cli.parts import FILE, check_folder, examples, note, open_map, output_option, write, write_all
from cjdesigner.cli.targets import each, targets
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
        click.Argument(["paths"], type=FILE, metavar="MAP...", nargs=-1, required=True),
        output_option(_("The new file: .pdf, .svg, .png, .pptx (slides), .xlsx or .csv (tables), .html, .md (Markdown) "
                        "or .mmd (Mermaid); “{name}” in it stands for the map's. Or a folder. What is there already is "
                        "replaced. Pictures of several pages are NAME-1.svg, NAME-2.svg and so on.")),
        click.Option(["--format", "form"], metavar="NAME", help=_("The format of files in a folder; else pdf.")),
        *page_options(),
        click.Option(["--scale"], type=float, metavar="N", help=_("For .png: pixels per point; else 2.")),
        click.Option(["--transparent"], is_flag=True, default=None, help=_("For .png and .svg: no ground.")),
        click.Option(["--grid"], is_flag=True, default=None,
                     help=_("For .csv: lanes × stages, not one row for each card.")),
    ]
    epilog = examples(
        ("cjdesigner export coffee.cjmap -o coffee.pdf", _("a PDF as large as the map")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --page A3 --landscape", _("on a sheet of paper")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --layout poster --page A4", _("a poster of many sheets")),
        ("cjdesigner export coffee.cjmap -o coffee.png --scale 3", _("a sharper picture")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --client", _("without what is internal, for a client")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --theme warm --lang vi+en",
         _("in other colours, and in two languages")),
        ("cjdesigner export coffee.cjmap -o {name}.pptx", _("of several maps, slides for each")),
        ("cjdesigner export coffee.cjmap -o . --format xlsx", _("of several maps, tables into a folder")),
        ("cjdesigner export coffee.cjmap -o coffee.mmd", _("text for Mermaid; what it cannot hold is in comments")),
    )
    return click.Command("export", params=params, callback=_export, epilog=epilog,
                         help=_("Draws maps as documents, slides or pictures, or writes them as tables or text."))


def _export(paths: tuple[Path, ...], target: Path, form: str | None, **options: Any) -> None:  # noqa: ANN401
    made = targets(paths, target, f".{form.lower().removeprefix('.')}" if form else None, _endings())
    for out in made:
        _check_options(out, **options)
    each(paths, made, lambda path, out: _export_one(path, out, **options))


def _export_one(path: Path, target: Path, *, scale: float | None, transparent: bool | None, grid: bool | None,
                **options: Unpack[PageOptions]) -> None:
    suffix = target.suffix.lower()
    choices = replace(page_choices(options, scale), transparent=bool(transparent), grid=bool(grid))
    if suffix == MERMAID:
        from cjdesigner.exchange.mermaid_writer import to_mermaid
        from cjdesigner.export import shown_map

        write(target, to_mermaid(shown_map(open_map(path).map, choices)).encode())
        return
    write_all(_drawn(open_map(path).map, target, choices))


def _endings() -> list[str]:
    from cjdesigner.export import FORMATS

    return [*FORMATS, MERMAID]


def _check_options(target: Path, **options: object) -> None:
    """Raises CjError for an unknown format, and for an option that means nothing to a format."""
    from cjdesigner.export import FORMATS

    suffix = target.suffix.lower()
    if suffix not in (endings := _endings()):
        message = _("A map cannot be exported as “{suffix}”.").format(suffix=suffix or target.name)
        raise CjError(message, _("The formats are: {formats}.").format(formats=", ".join(endings)))
    words = suffix == MERMAID or FORMATS[suffix].given == "map"
    own = {"scale": suffix != ".png", "transparent": suffix not in (".png", ".svg"), "grid": suffix != ".csv"}
    for name, value in options.items():
        if value is None or name in FOR_ALL or (value is False and name != "landscape"):  # a flag that is not set
            continue
        if own.get(name, words):
            raise CjError(_("The option --{option} means nothing for {suffix}.").format(
                option="lang" if name == "languages" else name, suffix=suffix))
    if isinstance(scale := options["scale"], float) and not 0 < scale <= MOST:
        raise CjError(_("The scale must be more than 0 and at most {most}.").format(most=f"{MOST:g}"))
    check_folder(target)


def _drawn(journey: "JourneyMap", target: Path, choices: "Choices") -> "list[tuple[Path, bytes]]":
    """The files that show a map."""
    from cjdesigner.export import FORMATS, export_map, files_of, lay_out

    if FORMATS[target.suffix.lower()].given == "map":
        return [(target, export_map(journey, target.suffix, choices))]
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
