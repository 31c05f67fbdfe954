"""The program `cjdesigner`: its commands, its language, and what becomes of an error."""

import gettext
import io
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from cjdesigner import __version__, assets, language
from cjdesigner.cli import checking, exporting, gitting, looking, making, merging, packing, preflight, themes
from cjdesigner.cli.opening import check_is_no_typo, open_window, opening, speak
from cjdesigner.cli.parts import LANGUAGE, SETTINGS, Refused, examples
from cjdesigner.errors import CjError
from cjdesigner.language import _

COMMANDS: dict[str, Callable[[], click.Command]] = {
    "new": making.new,
    "templates": making.templates,
    "themes": themes.themes,
    "import": making.importing,
    "export": exporting.export,
    "preflight": preflight.preflight,
    "info": looking.info,
    "pack": packing.pack,
    "unpack": packing.unpack,
    "validate": checking.validate,
    "schema": checking.schema,
    "diff": merging.diff,
    "merge": merging.merge,
    "git-setup": gitting.git_setup,
    "textconv": merging.textconv,
}
"""Makes each command, in the order in which the help shows them."""


def main(args: Sequence[str] | None = None) -> None:
    """Runs the program with these arguments (None: the process's) and raises SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    language.activate(language.system())
    gettext.bindtextdomain("cjdesigner", assets.path("locale"))
    gettext.textdomain("cjdesigner")  # for click's own words: see `click_words`
    Program().main(args=None if args is None else list(args), prog_name="cjdesigner")


class Program(click.Group):
    """The commands. A first argument that is none of them is a map to be opened."""

    def __init__(self) -> None:
        params: list[click.Parameter] = [
            click.Option(["--lang"], type=LANGUAGE, is_eager=True, expose_value=False, callback=_speak),
            click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version),
        ]
        super().__init__("cjdesigner", params=params, callback=_open_nothing, invoke_without_command=True,
                         subcommand_metavar="[MAP | COMMAND [ARGS]...]", context_settings=SETTINGS)
        self.put_into_words()

    def put_into_words(self) -> None:
        """Sets the texts of the help in the language that is active."""
        self.help = _("Draws customer journey maps.\n\n"
                      "Without a command, opens the window, with MAP if one is given. A map that is called like a "
                      "command is opened by its path: ./export.")
        self.epilog = examples(
            ("cjdesigner", _("the start page")),
            ("cjdesigner coffee.cjmap", _("opens a map in the window")),
            ("cjdesigner new --template 5a -o coffee.cjmap", _("begins a map from a template")),
            ("cjdesigner export coffee.cjmap -o coffee.pdf", _("draws a map as a PDF")),
            ("cjdesigner --lang vi --help", _("this help in Vietnamese")),
            ("cjdesigner export --help", _("the help of a command, with examples")),
        )
        helps = {"lang": _("The language of the program; else the system's."), "version": _("Shows the version.")}
        for option in self.params:
            if isinstance(option, click.Option):
                option.help = helps[option.name or ""]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in the language that is active by now."""
        option = super().get_help_option(ctx)
        if option:
            option.help = _("Show this message and exit.")
        return option

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, made now, so that its help is in the language that is active by now."""
        return COMMANDS[cmd_name]() if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, or else the one that opens a map."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        check_is_no_typo(args[0], list(COMMANDS))
        return "open", opening(), ["--", *args] if args[0].startswith("-") else args  # it came after a --

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        """Runs the command; an error that the user can understand becomes a sentence."""
        try:
            return super().invoke(ctx)
        except CjError as error:
            raise Refused(str(error)) from error


def _speak(ctx: click.Context, _option: click.Parameter, code: str | None) -> None:
    if code is None:
        return
    speak(code)
    if isinstance(ctx.command, Program):
        ctx.command.put_into_words()


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"cjdesigner {__version__}")
        ctx.exit()


@click.pass_context
def _open_nothing(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None and not ctx.resilient_parsing:
        open_window(None)
