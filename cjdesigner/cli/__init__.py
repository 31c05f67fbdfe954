"""The command line. Knows everything below it, but imports it inside the commands: `--help` is quick, and Qt is
imported only by the command that opens the window.

A command is a module with a function that makes it, and a line in `program.COMMANDS`.
"""

import os
import sys
from collections.abc import Container, Sequence
from pathlib import Path

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")


def main(args: Sequence[str] | None = None) -> None:
    """Runs the program with these arguments (None: the process's) and raises SystemExit."""
    given = sys.argv[1:] if args is None else list(args)
    if _only_opens_window(given) and has_screen(sys.platform, os.environ):
        from cjdesigner import language
        from cjdesigner.window.app import run

        language.activate(language.system())
        raise SystemExit(run(Path(given[0]) if given else None))
    from cjdesigner.cli import program

    program.main(args)


def _only_opens_window(given: Sequence[str]) -> bool:
    """Whether there is nothing that the command line's library is needed for: no words, or only a map's file."""
    return not given or (len(given) == 1 and given[0].endswith(".cjmap") and given[0][0] != "-"
                         and os.path.isfile(given[0]))


def has_screen(platform: str, environment: Container[str]) -> bool:
    """Whether a window can be shown, as far as the environment tells; else Qt would end the process by force."""
    return not platform.startswith("linux") or any(name in environment for name in _SCREENS)
