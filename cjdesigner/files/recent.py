"""The user's own folders, and the list of files opened last. The files themselves are never looked at here: one
on a network drive that is gone would hold up the start.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cjdesigner.files.disk import DISK

MOST = 10
_HOME = "CJDESIGNER_HOME"
_LIST = "recent.json"


def user_folder() -> Path:
    """Where settings and templates live; `CJDESIGNER_HOME` overrides it. It may not exist yet."""
    home = os.environ.get(_HOME)
    if home:
        return Path(home)
    import platformdirs

    return platformdirs.user_config_path("cjdesigner", appauthor=False)


def templates_folder() -> Path:
    """Where the user's own templates live."""
    return user_folder() / "templates"


def themes_folder() -> Path:
    """Where the user's own themes live."""
    return user_folder() / "themes"


def state_folder() -> Path:
    """Where the recent files, the journals and recovery files live."""
    home = os.environ.get(_HOME)
    if home:
        return Path(home) / "state"
    import platformdirs

    return platformdirs.user_state_path("cjdesigner", appauthor=False)


def keep(path: Path, data: bytes) -> bool:
    """Writes a small file of the user's folders, made if need be; False where that fails, which loses no map."""
    from cjdesigner.files.writing import SaveError, write_atomic

    try:
        DISK.make_folder(path.parent)
        write_atomic(path, data)
    except (OSError, SaveError):
        return False
    return True


def recent_files() -> list[Path]:
    """The files opened last, the latest first; empty where the list is missing or damaged."""
    names: object = None
    with suppress(OSError, ValueError, RecursionError):
        names = json.loads(DISK.read(state_folder() / _LIST))
    return _unique(Path(name) for name in names if _is_name(name)) if isinstance(names, list) else []


def remember(path: str | os.PathLike[str]) -> list[Path]:
    """Puts the file first in the list; returns the list."""
    return _keep_list([Path(os.path.abspath(path)), *recent_files()])


def forget(path: str | os.PathLike[str]) -> list[Path]:
    """Takes the file off the list; returns the list."""
    gone = Path(os.path.abspath(path))
    return _keep_list(held for held in recent_files() if held != gone)


def _keep_list(paths: Iterable[Path]) -> list[Path]:
    held = _unique(paths)
    names = [os.fspath(path) for path in held]
    keep(state_folder() / _LIST, (json.dumps(names, indent=1) + "\n").encode())
    return held


def _unique(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))[:MOST]


def _is_name(name: object) -> bool:
    return isinstance(name, str) and bool(name) and "\0" not in name
