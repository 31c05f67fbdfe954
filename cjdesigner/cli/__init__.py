"""The command line. Knows everything below it, but imports it inside the commands: `--help` is quick, and Qt is
imported only by the command that opens the window.

A command is a module with a function that makes it, and a line in `program.COMMANDS`.
"""

from cjdesigner.cli.program import main

__all__ = ["main"]
