"""`export`: maps as documents, pictures, slides, tables or text, by the end of the file's name."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cjdesigner.cli.parts import FILE, check_folder, examples, note, open_map, output_option, write
from cjdesigner.cli.targets import each, targets
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
        click.Argument(["paths"], type=FILE, metavar="MAP...", nargs=-1, required=True),
        output_option(_("The new file: .pdf, .svg, .png, .pptx (slides), .xlsx or .csv (tables), .html, .md (Markdown) "
                        "or .mmd (Mermaid); “{name}” in it stands for the map's. Or a folder. What is there already is "
                        "replaced.")),
        click.Option(["--format", "form"], metavar="NAME", help=_("The format of files in a folder; else pdf.")),
        click.Option(["--page"], metavar="SIZE", help=page),
        click.Option(["--landscape/--portrait"], default=None, help=_("Which way the sheet lies; else landscape.")),
        click.Option(["--scale"], type=float, metavar="N", help=_("For .png: pixels per point; else 2.")),
        click.Option(["--transparent"], is_flag=True, default=None, help=_("For .png and .svg: no ground.")),
        click.Option(["--grid"], is_flag=True, default=None,
                     help=_("For .csv: lanes × stages, not one row for each card.")),
    ]
    epilog = examples(
        ("cjdesigner export coffee.cjmap -o coffee.pdf", _("a PDF as large as the map")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --page A3 --landscape", _("on a sheet of paper")),
        ("cjdesigner export coffee.cjmap -o coffee.png --scale 3", _("a sharper picture")),
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


def _export_one(path: Path, target: Path, *, page: str | None, landscape: bool | None, scale: float | None,
                transparent: bool | None, grid: bool | None) -> None:
    suffix = target.suffix.lower()
    if suffix == MERMAID:
        from cjdesigner.exchange.mermaid_writer import to_mermaid

        data = to_mermaid(open_map(path).map).encode()
    else:
        from cjdesigner.export import Choices

        choices = Choices(sheet=_sheet(page, landscape), scale=2.0 if scale is None else scale,
                          transparent=bool(transparent), grid=bool(grid))
        data = _made(open_map(path).map, suffix, choices)
    write(target, data)


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
    idle = {"page": words, "landscape": words, "scale": suffix != ".png",
            "transparent": suffix not in (".png", ".svg"), "grid": suffix != ".csv"}
    for name, value in options.items():
        if value is not None and idle[name]:
            raise CjError(_("The option --{option} means nothing for {suffix}.").format(option=name, suffix=suffix))
    if isinstance(scale := options["scale"], float) and not 0 < scale <= MOST:
        raise CjError(_("The scale must be more than 0 and at most {most}.").format(most=f"{MOST:g}"))
    check_folder(target)


def _sheet(page: str | None, landscape: bool | None) -> "Sheet":
    from cjdesigner.export import FIT, PAGE_SIZES, Sheet

    known = {name.lower(): name for name in (FIT, *PAGE_SIZES)}
    size = FIT if page is None else known.get(page.lower(), page)
    return Sheet(size, landscape=landscape is not False)


def _made(journey: "JourneyMap", suffix: str, choices: "Choices") -> bytes:
    from cjdesigner.export import FORMATS, export_map, lay_out, paint

    if FORMATS[suffix].given == "map":
        return export_map(journey, suffix, choices)
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
