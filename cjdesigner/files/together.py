"""Several files that belong together, such as a picture of each page: all of them are written, or none is.

All are complete in a folder beside their places before the first one takes its place. Where one cannot, those that
did are put back as they were, as far as the disk lets us.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cjdesigner.files.places import shown
from cjdesigner.files.storage import DISK, TEMPORARY, Disk, SaveError, write_atomic
from cjdesigner.language import _


def write_together(files: Sequence[tuple[Path, bytes]], *, disk: Disk = DISK) -> None:
    """Writes files of one folder, all or none. Raises SaveError; what was there before is then there again."""
    if len(files) < 2 or (folder := _folder_beside(files[0][0], disk)) is None:
        for path, data in files:
            write_atomic(path, data, disk=disk)
        return
    try:
        ready = [(_ready(folder, path, data, disk), Path(disk.realpath(os.fspath(path)))) for path, data in files]
        _put(ready, disk)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder_beside(path: Path, disk: Disk) -> Path | None:
    """A new hidden folder on the same disk; None where there can be none, as the first file will say in a sentence."""
    with suppress(OSError, ValueError):
        target = Path(disk.realpath(os.fspath(path)))
        return Path(tempfile.mkdtemp(TEMPORARY, ".~", target.parent))
    return None


def _ready(folder: Path, path: Path, data: bytes, disk: Disk) -> Path:
    """A file, complete and with the old one's mode, but not in its place yet."""
    made = folder / path.name
    with suppress(FileNotFoundError):
        mode = disk.stat(os.fspath(path)).st_mode
        if not stat.S_ISREG(mode) or not disk.writable(os.fspath(path), os.W_OK):
            write_atomic(path, data, disk=disk)  # which it cannot, and says why
        write_atomic(made, data, disk=disk)
        with suppress(OSError):  # network drives refuse it
            disk.chmod(os.fspath(made), stat.S_IMODE(mode))
        return made
    write_atomic(made, data, disk=disk)
    return made


def _put(ready: Sequence[tuple[Path, Path]], disk: Disk) -> None:
    """Brings files to their places."""
    before: list[tuple[Path, bytes | None]] = []
    for made, target in ready:
        try:
            old = _old(target, disk)
            disk.replace(os.fspath(made), os.fspath(target))
        except OSError as error:
            for path, data in before:
                _put_back(path, data, disk)
            message = _("{name} could not be saved: {reason}.")
            raise SaveError(message.format(name=shown(target.name), reason=error.strerror or error),
                            _("Save to another folder.")) from error
        before.append((target, old))


def _old(target: Path, disk: Disk) -> bytes | None:
    try:
        return disk.read(os.fspath(target))
    except FileNotFoundError:
        return None


def _put_back(path: Path, data: bytes | None, disk: Disk) -> None:
    with suppress(OSError, SaveError):
        if data is None:
            disk.unlink(os.fspath(path))
        else:
            write_atomic(path, data, disk=disk)
