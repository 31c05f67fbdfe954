"""`cjdesigner [MAP]`: opens the window. The one command that imports Qt."""

import difflib
import os
import sys
from pathlib import Path
from typing import Any

import click

from cjdesigner import language
from cjdesigner.cli import has_screen
from cjdesigner.cli.parts import FILE, LANGUAGE, SETTINGS, check_is_file
from cjdesigner.errors import CjError
from cjdesigner.language import _

_ASKED = "cjdesigner.language"


class _Opening(click.Command):
    """A command that has no name of its own on the command line."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None,
                     **extra: Any) -> click.Context:  # noqa: ANN401 - as in click
        """A context that is called as its parent is."""
        return super().make_context(parent.info_name if parent else info_name, args, None, **extra)


def opening() -> click.Command:
    """The command that opens a map."""
    params: list[click.Parameter] = [
        click.Argument(["path"], type=FILE, metavar="MAP"),
        click.Option(["--lang", "code"], type=LANGUAGE, help=_("The language of the program; else the system's.")),
    ]
    return _Opening("open", params=params, callback=_open, help=_("Opens MAP in the window."),
                    context_settings=SETTINGS)


def _open(path: Path, code: str | None) -> None:
    if code:
        speak(code)
    check_is_file(path)
    open_window(path)


def speak(code: str) -> None:
    """Makes the program speak a language; also click, and the window, whatever its settings say."""
    language.activate(code)
    os.environ["LANGUAGE"] = code
    click.get_current_context().find_root().meta[_ASKED] = code


def check_is_no_typo(word: str, names: list[str]) -> None:
    """Raises CjError if a word is almost one of the names and no file."""
    likely = difflib.get_close_matches(word, names, n=1)
    if likely and not os.path.lexists(word):
        message = _("{name} is neither a command nor a file.").format(name=word)
        raise CjError(message, _("Did you mean “{command}”?").format(command=f"cjdesigner {likely[0]}"))


def open_window(path: Path | None) -> None:
    """Shows the window until it is closed, and ends the program with its exit status."""
    if not has_screen(sys.platform, os.environ):
        raise CjError(_("There is no screen to open a window on."), _("The commands work without: cjdesigner --help."))
    from cjdesigner.window.app import run

    context = click.get_current_context()
    context.exit(run(path, context.find_root().meta.get(_ASKED)))
