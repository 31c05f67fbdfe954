"""What can be chosen for an export. Everything that a layout or a painter is asked for is a field here."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cjdesigner.drawing.theme import LIGHT, Theme
from cjdesigner.errors import CjError
from cjdesigner.language import N_, _

if TYPE_CHECKING:
    from cjdesigner.drawing.drawing import Raster

_MM = 72 / 25.4

PAGE_SIZES: dict[str, tuple[float, float]] = {
    "A0": (841 * _MM, 1189 * _MM),
    "A1": (594 * _MM, 841 * _MM),
    "A2": (420 * _MM, 594 * _MM),
    "A3": (297 * _MM, 420 * _MM),
    "A4": (210 * _MM, 297 * _MM),
    "A5": (148 * _MM, 210 * _MM),
    "Letter": (8.5 * 72, 11 * 72),
    "Tabloid": (11 * 72, 17 * 72),
}
"""Width and height of the sheets, upright, in points."""

FIT = "fit"
"""The size of a sheet that is as large as the drawing."""

LayoutName = Literal["fit", "poster", "story", "handout"]

LAYOUTS: dict[LayoutName, str] = {
    "fit": N_("The whole map on one sheet"),
    "poster": N_("Poster over several sheets"),
    "story": N_("Story: a page for each stage"),
    "handout": N_("Hand-out in black and white"),
}
"""The layouts by their names, and what a menu calls them (to be translated)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper: a name of `PAGE_SIZES` or `FIT`. Raises CjError for any other."""

    size: str = FIT
    landscape: bool = True

    def __post_init__(self) -> None:
        if self.size != FIT and self.size not in PAGE_SIZES:
            hint = _("The sizes are: {sizes}.").format(sizes=", ".join([FIT, *PAGE_SIZES]))
            raise CjError(_("There is no sheet of size “{size}”.").format(size=self.size), hint)

    @property
    def points(self) -> tuple[float, float]:
        """Width and height; not for `FIT`."""
        short, long = PAGE_SIZES[self.size]
        return (long, short) if self.landscape else (short, long)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the edges of a page beside the map's own title, date, version and author. Empty: nothing."""

    header: str = ""
    footer: str = ""
    confidential: str = ""
    logo: "Raster | None" = None

    @property
    def chosen(self) -> bool:
        """Whether there is anything."""
        return bool(self.header or self.footer or self.confidential or self.logo)


_MOST_ENLARGED = 4.0


@dataclass(frozen=True, slots=True)
class Poster:
    """How large a poster is: at most a name of `PAGE_SIZES`, or the map's own size times `scale`.

    `overlap` is the strip for glue, in points. Raises CjError for an unknown size and a scale that cannot be.
    """

    size: str = "A0"
    scale: float | None = None
    overlap: float = 10 * _MM

    def __post_init__(self) -> None:
        if self.size not in PAGE_SIZES:
            hint = _("The sizes are: {sizes}.").format(sizes=", ".join(PAGE_SIZES))
            raise CjError(_("There is no poster of size “{size}”.").format(size=self.size), hint)
        if self.scale is not None and not 0.1 <= self.scale <= _MOST_ENLARGED:
            raise CjError(_("A poster can have 10 % to {most} % of the map's size.").format(
                most=round(_MOST_ENLARGED * 100)))


@dataclass(frozen=True, slots=True)
class Choices:
    """An export as it is wished for. `scale` is in pixels per point, for pictures; `client`: from the client's copy.

    `languages` are those of the program's words on the sheet, one over the other; none: the map's own. `legend` says
    whether what its signs mean stands below the map. `transparent` leaves out the ground of pictures; `grid` makes a
    CSV of lanes × stages, not of one row for each card.
    """

    layout: LayoutName = "fit"
    sheet: Sheet = field(default_factory=Sheet)
    theme: Theme = LIGHT
    scale: float = 2.0
    client: bool = False
    furniture: Furniture = field(default_factory=Furniture)
    poster: Poster = field(default_factory=Poster)
    languages: tuple[str, ...] = ()
    legend: bool = False
    transparent: bool = False
    grid: bool = False
