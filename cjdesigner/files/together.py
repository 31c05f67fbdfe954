"""Several files that belong together, such as a picture of each page: all of them are written, or none is.

All are complete beside their places before the first one takes its place. Where one cannot, those that did are put
back as they were, as far as the disk lets us.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.writing import SaveError, give_up, prepare, saving, write_atomic


def write_together(files: Sequence[tuple[Path, bytes]], *, disk: Disk = DISK) -> None:
    """Writes files of one folder, all or none. Raises SaveError; what was there before is then there again."""
    ready: list[tuple[str, str]] = []
    try:
        for path, data in files:
            with saving(path):
                ready.append(prepare(path, data, disk))
        _put(ready, disk)
    except BaseException:
        for temporary, _target in ready:
            give_up(temporary, disk)
        raise
    for folder in {os.path.dirname(target) for _temporary, target in ready}:
        disk.flush_folder(folder)


def _put(ready: Sequence[tuple[str, str]], disk: Disk) -> None:
    """Brings files to their places."""
    before: list[tuple[str, bytes | None]] = []
    try:
        for temporary, target in ready:
            with saving(target):
                old = _old(target, disk)
                disk.patiently(partial(disk.replace, temporary, target))
            before.append((target, old))
    except SaveError:
        for path, data in before:
            _put_back(path, data, disk)
        raise


def _old(target: str, disk: Disk) -> bytes | None:
    try:
        return disk.read(target)
    except FileNotFoundError:
        return None


def _put_back(path: str, data: bytes | None, disk: Disk) -> None:
    with suppress(OSError, SaveError):
        if data is None:
            disk.unlink(path)
        else:
            write_atomic(path, data, disk=disk)
