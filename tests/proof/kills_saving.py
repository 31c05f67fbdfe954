"""A process that saves one version after the other is killed at any moment, again and again, and another goes on.

After each kill the map is the last version whose save came back or the one that was being saved, byte for byte, the
earlier versions are whole, and at the end no temporary file is left.
"""

import mmap
import os
import random
import signal
import struct
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from cjdesigner.edit.changes import change_map
from cjdesigner.files.backups import folder_of, list_backups
from cjdesigner.files.format import to_bytes
from cjdesigner.files.storage import save_map
from cjdesigner.files.writing import TEMPORARY
from cjdesigner.model.map import JourneyMap
from tests.benchmarks.maps import journey

RUNS = 10_000

_CARDS = 200
_MARK = "version 00000000"


class Saving:
    """A map in a folder, versions of it, and what the process that saves them has said."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "journey.cjmap"
        os.environ["CJDESIGNER_HOME"] = str(folder / "home")
        self._map = change_map(journey(_CARDS), title=_MARK)
        self._before, self._after = to_bytes(self._map).split(_MARK.encode())
        self._said = mmap.mmap(-1, 16)

    def version(self, number: int) -> JourneyMap:
        """The map of a version."""
        return change_map(self._map, title=f"version {number:08}")

    def number_of(self, data: bytes) -> int:
        """The version that bytes are. Raises AssertionError for anything else."""
        at = len(self._before)
        number = data[at + 8:at + 16]
        assert number.isdigit(), f"{len(data)} bytes are no version"
        assert data == self._before + b"version " + number + self._after, f"{len(data)} bytes are no version"
        return int(number)

    def said(self) -> tuple[int, int]:
        """The last version whose save came back, and the last one that was begun."""
        return struct.unpack("qq", self._said[:])

    def go_on(self) -> None:
        """Saves without end. Runs in the process that will be killed."""
        number = self.said()[0]
        while True:
            number += 1
            self._said[8:] = struct.pack("q", number)
            save_map(self.version(number), self.path)
            self._said[:8] = struct.pack("q", number)

    def begin(self) -> float:
        """Saves the first version; how long a save takes."""
        begun = time.perf_counter()
        for _time in range(10):
            save_map(self.version(0), self.path)
        return (time.perf_counter() - begun) / 10

    def temporaries(self) -> list[str]:
        """The temporary files of the map and of its versions."""
        folders = [self.path.parent, Path(folder_of(os.path.realpath(self.path)))]
        return [name for folder in folders if folder.exists() for name in os.listdir(folder)
                if name.endswith(TEMPORARY)]


def why_not() -> str:
    """Why this proof cannot be run here; empty where it can."""
    return "" if hasattr(os, "fork") and sys.platform != "darwin" else "processes cannot be forked here"


def _killed(saving: Saving, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            saving.go_on()
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _child, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "a save failed"


def main(runs: int) -> str:
    """Kills as often; a sentence with the figures."""
    if missing := why_not():
        raise RuntimeError(missing)
    chance, found, left = random.Random(1), Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        saving = Saving(Path(folder))
        takes = saving.begin()
        for _run in range(runs):
            _killed(saving, chance.uniform(0.0005, 0.0005 + 2.5 * takes))
            came_back, begun = saving.said()
            held = saving.number_of(saving.path.read_bytes())
            assert held in (came_back, begun), f"version {came_back} was saved, {begun} begun, {held} is there"
            found["old" if held == came_back else "new"] += 1
            left += bool(saving.temporaries())
            versions = [saving.number_of(each.path.read_bytes()) for each in list_backups(saving.path)]
            assert versions == sorted(versions, reverse=True), versions
            assert len(versions) <= 6, versions  # a kill may come before the last one is rolled away
        save_map(saving.version(99_999_999), saving.path)
        assert not saving.temporaries(), saving.temporaries()
        saved = saving.said()[0]
    return (f"{runs:,} kills during {saved + runs:,} saves of {_CARDS} cards on {_file_system()}: the file was the "
            f"last saved version {found['old']:,} times, the one being saved {found['new']:,} times, never broken; "
            f"{left:,} kills left a temporary file, which later saves removed")


def _file_system() -> str:
    """What kind of file system the temporary folder is on."""
    folder, best = os.path.realpath(tempfile.gettempdir()), ("", "the disk")
    mounts = Path("/proc/mounts")
    for line in mounts.read_text().splitlines() if mounts.exists() else ():
        _device, where, kind, *_rest = line.split()
        if (folder + "/").startswith(where.rstrip("/") + "/") and len(where) >= len(best[0]):
            best = (where, kind)
    return best[1]
