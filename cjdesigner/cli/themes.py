"""`themes`, and the options of `export` that say what a map looks like: `--theme`, `--legend`, `--lang`."""

import json
from pathlib import Path
from typing import Any

import click

from cjdesigner.cli.parts import examples, json_option, note
from cjdesigner.errors import CjError
from cjdesigner.language import LANGUAGES, _


def themes() -> click.Command:
    """The command `themes`."""
    epilog = examples(
        ("cjdesigner themes", _("the names, and what each is like")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --theme warm", _("a PDF in one of them")),
        ("cjdesigner export coffee.cjmap -o coffee.pdf --theme studio.cjtheme", _("in a studio's own colours")),
    )
    return click.Command("themes", params=[json_option()], callback=_themes, epilog=epilog,
                         help=_("Lists the themes that an export can have, your own included."))


def _themes(as_json: bool) -> None:
    from cjdesigner.drawing.branding import list_themes

    found = list_themes()
    if as_json:
        told = [{"key": each.key, "name": each.name, "path": each.path and str(each.path)} for each in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    width = max(len(each.key) for each in found)
    for each in found:
        click.echo(f"{each.key:<{width}}  {each.name}" + (f"  ({each.path})" if each.path else ""))


def look_options() -> list[click.Parameter]:
    """The options of `export` for what a map looks like."""
    languages = _("The language of the program's words on the sheet: vi, en, or both, such as vi+en; "
                  "else the map's own.")
    return [
        click.Option(["--theme"], metavar="NAME|FILE",
                     help=_("The colours: a name that “cjdesigner themes” lists, or a theme file; else light.")),
        click.Option(["--legend"], is_flag=True, help=_("Says below the map what its signs mean.")),
        click.Option(["--lang", "languages"], metavar="|".join([*LANGUAGES, "+".join(LANGUAGES)]), help=languages),
    ]


def look_choices(theme: str | None, legend: bool, languages: str | None) -> dict[str, Any]:
    """The fields of `Choices` for these options. What had to be changed in a theme is told. Raises CjError."""
    from cjdesigner.drawing.branding import theme_named

    chosen: dict[str, Any] = {"legend": legend, "languages": _languages(languages)}
    if theme is not None:
        branded = theme_named(str(Path(theme)) if Path(theme).is_file() else theme)
        for sentence in branded.changed:
            note(f"{theme}: {sentence}")
        chosen["theme"] = branded.theme
    return chosen


def _languages(said: str | None) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(said.lower().split("+"))) if said else ()
    if any(code not in LANGUAGES for code in codes):
        known = ", ".join([*LANGUAGES, "+".join(LANGUAGES)])
        raise CjError(_("There are no words in “{said}”.").format(said=said),
                      _("The languages are: {codes}.").format(codes=known))
    return codes
