"""The commands that somebody used last, so that the command palette can offer them first."""

import json
from contextlib import suppress

from cjdesigner.files.disk import DISK
from cjdesigner.files.recent import keep, state_folder

MOST = 12
_LIST = "commands.json"


def used_commands() -> list[str]:
    """The ids of the commands used last, the latest first; empty where the list is missing or damaged."""
    held: object = None
    with suppress(OSError, ValueError, RecursionError):
        held = json.loads(DISK.read(state_folder() / _LIST))
    return [name for name in held if isinstance(name, str)][:MOST] if isinstance(held, list) else []


def note_command(name: str) -> list[str]:
    """Puts a command first in the list; returns the list."""
    held = list(dict.fromkeys([name, *used_commands()]))[:MOST]
    keep(state_folder() / _LIST, (json.dumps(held, indent=1) + "\n").encode())
    return held
