"""Themes of a studio's own: a theme file on top of a built-in theme, made readable where its colours are not.

Whatever somebody chooses, words keep the contrast of the base (4.5 or 7 to 1) and curves 3 to 1; what had to be changed
for that is told. Good colours stay as they are.
"""

import os
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from cjdesigner.drawing.colours import Colour, contrast, luminance, mix, readable
from cjdesigner.drawing.drawing import Raster
from cjdesigner.drawing.palettes import BY_NAME, PALETTES, TITLES
from cjdesigner.drawing.rasters import raster_of
from cjdesigner.drawing.theme import Theme
from cjdesigner.errors import CjError
from cjdesigner.files.disk import DISK
from cjdesigner.files.places import shown
from cjdesigner.files.recent import themes_folder
from cjdesigner.files.themes import ENDING, Colours, Logo, ThemeFile, ThemeFileError, read_file, to_bytes
from cjdesigner.language import _
from cjdesigner.model.pictures import picture_of

_WHITE, _BLACK = "#FFFFFF", "#000000"
_MOST_LOGO = 4_000_000
"""Pixels of a logo."""
_STEPS = 24
_MIDDLE, _BRIGHT = 0.18, 0.22
"""The luminance from which black stands out more than white does, and that from which one would write in black."""


class Branded(NamedTuple):
    """A theme, and in sentences what of its file had to be changed so that it can be read."""

    theme: Theme
    changed: tuple[str, ...] = ()


class Listed(NamedTuple):
    """A theme that can be chosen: what it is called by, what it is called, its file if it is the user's own."""

    key: str
    name: str
    path: Path | None = None


def list_themes() -> list[Listed]:
    """The built-in themes, then the user's own by name; a file that cannot be read is left out."""
    return [Listed(theme.name, _(TITLES[theme.name])) for theme in PALETTES] + sorted(
        _own(), key=lambda listed: (listed.name.casefold(), listed.key))


def _own() -> Iterator[Listed]:
    for path in themes_folder().glob(f"*{ENDING}"):
        try:
            yield Listed(path.stem, read_file(path).name, path)
        except CjError:
            continue


def theme_named(name: str) -> Branded:
    """The theme of a name of `list_themes`, or in a file. Raises CjError."""
    if name in BY_NAME:
        return Branded(BY_NAME[name])
    if name.lower().endswith(ENDING) or os.sep in name:
        return load_theme(Path(name))
    found = next((each for each in list_themes() if each.path and name in (each.key, each.name)), None)
    if found is None or found.path is None:
        known = ", ".join(each.key for each in list_themes())
        raise CjError(_("There is no theme “{name}”.").format(name=name),
                      _("The themes are: {names}. Or give a file ({ending}).").format(names=known, ending=ENDING))
    return load_theme(found.path)


def load_theme(path: Path) -> Branded:
    """The theme in a file. Raises CjError."""
    return branded(read_file(path))


def save_theme(theme: ThemeFile, path: Path | None = None) -> Path:
    """Writes a theme, else among the user's own; returns the file. Raises CjError, also for a theme that none can use.
    """
    from cjdesigner.files.storage import SaveError, write_atomic

    branded(theme)
    target = path or themes_folder() / f"{_file_name(theme.name)}{ENDING}"
    try:
        DISK.make_folder(target.parent)
    except OSError as error:
        message = _("{name} cannot be made: {reason}.").format(name=target.parent, reason=error.strerror)
        raise SaveError(message) from error
    write_atomic(target, to_bytes(theme))
    return target


def _file_name(name: str) -> str:
    """A name for a file: letters and digits of any script, the rest as hyphens."""
    words = "".join(each if each.isalnum() else " " for each in name).split()
    return "-".join(words)[:60] or "theme"


def branded(file: ThemeFile) -> Branded:
    """The theme of a file's content. Raises CjError for a base that there is not, and a logo that cannot be shown."""
    base = BY_NAME.get(file.base)
    if base is None:
        message = _("The theme's base “{name}” is none of: {names}.")
        raise ThemeFileError(message.format(name=shown(file.base), names=", ".join(BY_NAME)),
                             _("Correct this place in a text editor, or choose another theme."))
    logo = _raster(file.logo) if file.logo else base.logo
    wished = replace(base, name=file.name, logo=logo, **_wished(file.colours, base),
                     kinds={**base.kinds, **file.kinds})
    made = _readable(wished)
    return Branded(made, tuple(_changes(wished, made)))


def _raster(logo: Logo) -> Raster:
    try:
        found = raster_of(picture_of(b64decode(logo.data, validate=True), logo.type, 1, 1))
    except ValueError:
        found = None
    if found is None or found.width * found.height > _MOST_LOGO:
        message = _("The theme's logo cannot be shown: it is broken, of another type than it says, or has more than "
                    "{most} million pixels.")
        raise ThemeFileError(message.format(most=_MOST_LOGO // 1_000_000),
                             _("Use a PNG or JPEG picture of a few hundred pixels."))
    return found


def _wished(colours: Colours, base: Theme) -> Mapping[str, Any]:
    """The fields of a theme that its file decides, as they are wished for."""
    said = {name: value for name, value in colours if isinstance(value, str) and name not in ("primary", "secondary")}
    first, second = colours.primary or colours.secondary, colours.secondary or colours.primary
    if first and second:
        said = {"curve": first, **said}
    brand = base.header
    if first and second:
        brand = (mix(_BLACK if luminance(first) < _BRIGHT else _WHITE, first, 0.3), first, second)
    given = colours.header or ()
    header = (given[0], given[len(given) // 2], given[-1]) if given else brand
    given = colours.stages or ()
    stages = (given[0], given[-1]) if given else (first, second) if first and second else base.stages
    return {**said, "header": header, "stages": stages}


# -- so that it can be read -------------------------------------------------------------------------------------------


def _readable(theme: Theme) -> Theme:
    """The theme with its colours moved as little as words ask for."""
    shade = _BLACK if luminance(theme.page) > _MIDDLE else _WHITE
    away, least = _WHITE if shade == _BLACK else _BLACK, theme.least
    page = _ground(theme.page, shade, away, least)
    card = _ground(theme.card, shade, away, least)
    theme = _headed(replace(theme, page=page, card=card, shade=shade))
    grounds = [page, card, *(mix(tone, page, theme.depth) for tone in (_BLACK, _WHITE))]
    beside = [card, *(mix(card, mix(tone, card, 0.3), 0.86) for tone in (theme.good, theme.fair, theme.bad))]
    grounds += beside
    steps = [mix(tone, page, 0.16) for tone in (_BLACK, _WHITE)]
    return replace(
        theme, text=readable(theme.text, [*grounds, *steps], shade, least),
        quiet=readable(theme.quiet, grounds, shade, least), curve=readable(theme.curve, grounds, shade, 3.0),
        expected=readable(theme.expected, [*beside, mix(theme.colour("emotion"), page, theme.depth)], shade, least),
        stages=_stages(theme.stages, least),
    )


def _ground(colour: Colour, shade: Colour, away: Colour, least: float) -> Colour:
    """A ground from which the shade stands out, even through a veil of that."""
    for step in range(_STEPS + 1):
        moved = mix(away, colour, step / _STEPS)
        if contrast(shade, mix(shade, moved, 0.16)) >= least:
            return moved
    return away


def _stages(stages: tuple[Colour, Colour], least: float) -> tuple[Colour, Colour]:
    """Grounds on which, and on all between them, white or black has enough contrast: both dark where it has not."""
    between = [mix(stages[1], stages[0], step / 20) for step in range(21)]
    if all(max(contrast(ground, _WHITE), contrast(ground, _BLACK)) >= least for ground in between):
        return stages
    first, last = (readable(colour, (_WHITE,), _BLACK, least) for colour in stages)
    return first, last


def _headed(theme: Theme) -> Theme:
    """The theme with words that can be read on its header: its own, white ones or black ones.

    Where none can be, the header is moved as little as it takes: darker for white words, lighter for black ones.
    """
    inks = (theme, replace(theme, header_ink="#FFFFFF", header_quiet="#E9EEF5", veil=("#0B1524", 0.26)),
            replace(theme, header_ink="#14161A", header_quiet="#2A2D33", veil=("#FFFFFF", 0.5)))
    for step in range(_STEPS + 1):
        for tried in inks:
            away = _WHITE if luminance(tried.header_ink) < _MIDDLE else _BLACK
            first, middle, last = (mix(away, colour, step / _STEPS) for colour in theme.header)
            moved = replace(tried, header=(first, middle, last))
            if _header_reads(moved):
                return moved
    return moved


def _header_reads(theme: Theme) -> bool:
    first, middle, last = theme.header
    veil, share = theme.veil
    along = [mix(b, a, step / 10) for a, b in ((first, middle), (middle, last)) for step in range(11)]
    return all(contrast(ink, ground) >= theme.least for bare in along for ground in (bare, mix(veil, bare, share))
               for ink in (theme.header_ink, theme.header_quiet))


_TOLD = ("page", "card", "text", "quiet", "header", "stages", "curve", "expected")


def _changes(wished: Theme, made: Theme) -> Iterator[str]:
    for name in _TOLD:
        before, after = _listed(getattr(wished, name)), _listed(getattr(made, name))
        if before != after:
            yield _("{name}: {before} became {after}, so that words can be read.").format(
                name=name, before=before, after=after)


def _listed(colours: Colour | tuple[Colour, ...]) -> str:
    return colours if isinstance(colours, str) else " ".join(colours)
