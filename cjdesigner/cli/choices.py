"""The options of `export` that say how the pages are: layout, poster, furniture; and the choices that they make."""

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from cjdesigner.cli.parts import read_bytes
from cjdesigner.cli.themes import look_choices, look_options
from cjdesigner.errors import CjError
from cjdesigner.language import _

if TYPE_CHECKING:
    from cjdesigner.drawing.drawing import Raster
    from cjdesigner.export import Choices, Poster, Sheet
    from cjdesigner.export.choices import LayoutName


class PageOptions(TypedDict):
    """What the command line says of the pages; None where it says nothing."""

    layout: str | None
    page: str | None
    landscape: bool | None
    poster: str | None
    header: str | None
    footer: str | None
    confidential: str | None
    logo: str | None
    client: bool
    theme: str | None
    legend: bool
    languages: str | None


FOR_ALL = ("client",)
"""The options that mean something to every format."""


def page_options() -> list[click.Parameter]:
    """The options."""
    page = _("The sheet: A0 to A5, Letter or Tabloid, or “fit” (as without this option) for one as large as the map.")
    layout = _("“fit”: the whole map on one sheet (as without this option); “poster”: over several sheets to glue "
               "together; “story”: cover, personas, a page for each stage, pain points; “handout”: one sheet in black "
               "and white.")
    poster = _("A poster of at most this size, such as A1 (else A0), or of a share of the map's own size, such as "
               "150%.")
    client = _("The client's copy: without internal lanes and cards, owners, comments, votes and open questions.")
    return [
        click.Option(["--layout"], metavar="NAME", help=layout),
        click.Option(["--page"], metavar="SIZE", help=page),
        click.Option(["--landscape/--portrait"], default=None, help=_("Which way the sheet lies; else landscape.")),
        click.Option(["--poster"], metavar="SIZE", help=poster),
        click.Option(["--header"], metavar="TEXT", help=_("What stands at the top of each page.")),
        click.Option(["--footer"], metavar="TEXT", help=_("What stands at the bottom of each page.")),
        click.Option(["--confidential"], metavar="TEXT", help=_("A line of confidentiality for each page.")),
        click.Option(["--logo"], metavar="FILE", help=_("A PNG or JPEG picture for the top of each page.")),
        click.Option(["--client"], is_flag=True, help=client),
        *look_options(),
    ]


def page_choices(options: PageOptions, scale: float | None = None) -> "Choices":
    """What the options choose. Raises CjError for what there is not."""
    from cjdesigner.export import Choices, Furniture, Poster

    furniture = Furniture(options["header"] or "", options["footer"] or "", options["confidential"] or "",
                          _logo(options["logo"]) if options["logo"] else None)
    layout = _layout(options["layout"] or ("poster" if options["poster"] else "fit"))
    if options["poster"] and layout != "poster":
        raise CjError(_("The option --{option} means nothing for {suffix}.").format(option="poster", suffix=layout))
    return Choices(layout=layout, sheet=_sheet(options["page"], options["landscape"]),
                   scale=2.0 if scale is None else scale, furniture=furniture,
                   poster=_poster(options["poster"]) if options["poster"] else Poster(), client=options["client"],
                   **look_choices(options["theme"], options["legend"], options["languages"]))


def _layout(name: str) -> "LayoutName":
    from cjdesigner.export import LAYOUTS

    for known in LAYOUTS:
        if known == name.lower():
            return known
    message = _("There is no layout “{name}”.").format(name=name)
    raise CjError(message, _("The layouts are: {names}.").format(names=", ".join(LAYOUTS)))


def _sheet(page: str | None, landscape: bool | None) -> "Sheet":
    from cjdesigner.export import FIT, Sheet

    return Sheet(FIT if page is None else _size(page), landscape=landscape is not False)


def _size(name: str) -> str:
    """A size as we write it, whatever case it was written in."""
    from cjdesigner.export import FIT, PAGE_SIZES

    return {known.lower(): known for known in (FIT, *PAGE_SIZES)}.get(name.lower(), name)


def _poster(wanted: str) -> "Poster":
    """A size of paper, or a share in per cent."""
    from cjdesigner.export import Poster

    if not wanted.endswith("%"):
        return Poster(_size(wanted))
    try:
        return Poster(scale=float(wanted[:-1]) / 100)
    except ValueError:
        return Poster(wanted)


def _logo(name: str) -> "Raster":
    """A picture that can be painted. Raises CjError for any other file."""
    from cjdesigner.drawing.rasters import raster_from

    raster = raster_from(read_bytes(Path(name)))
    if raster is None:
        raise CjError(_("{name} is no picture that can be shown.").format(name=name),
                      _("Choose a PNG or JPEG file."))
    return raster
