"""How each map was exported the last time, so that it need not be said again. Kept with the user, not in the map."""

import json
from contextlib import suppress
from pathlib import Path

from cjdesigner.files.disk import DISK
from cjdesigner.files.recent import keep, state_folder

MOST = 100
_LIST = "exports.json"
Values = dict[str, str | bool]


def _path() -> Path:
    return state_folder() / _LIST


def _all() -> dict[str, Values]:
    held: object = None
    with suppress(OSError, ValueError, RecursionError):
        held = json.loads(DISK.read(_path()))
    if not isinstance(held, dict):
        return {}
    return {key: {name: value for name, value in values.items() if isinstance(value, str | bool)}
            for key, values in held.items() if isinstance(values, dict)}


def last_export(journey: str) -> Values:
    """What was chosen for the map with an id the last time; for one that was never exported, what was chosen last."""
    held = _all()
    return held.get(journey) or (held[next(reversed(held))] if held else {})


def remember_export(journey: str, values: Values) -> None:
    """Remembers what was chosen for the map with an id."""
    held = {key: value for key, value in _all().items() if key != journey}
    kept = dict([*held.items(), (journey, values)][-MOST:])
    keep(_path(), (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())
