"""Every call of the C library that a save does fails once, with each of ten errors, a kill, a short and a lying one.

After each the map is the old one or the new one, whole: the new one where the save said so, the old one where it
raised; the earlier versions are whole; no temporary file is left by who lived, and none by anybody after the next save.
Longer runs go on with two faults in one save, chosen at random.
"""

import ctypes
import errno
import gc
import mmap
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cjdesigner.files.backups import folder_of, list_backups
from cjdesigner.files.disk import DISK, Disk, machine
from cjdesigner.files.format import digest, to_bytes
from cjdesigner.files.storage import SaveError, save_map
from cjdesigner.files.writing import TEMPORARY
from cjdesigner.language import _
from cjdesigner.model.map import JourneyMap

RUNS = 20_000
"""Saves with two faults; those with one are always all done."""

ROOT = Path(__file__).parents[2]
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EROFS, errno.EINTR, errno.ESTALE, errno.EBUSY,
          errno.EXDEV, errno.ENAMETOOLONG)
ERROR, KILL, SHORT, LIE = range(4)
SAVED, REFUSED, OTHER = 0, 3, 4
NONE = (0, 0, ERROR)
Fault = tuple[int, int, int]
"""The number of the call, the error, and how it fails."""

FIRST, SECOND, OLD, NEW, NEXT = (JourneyMap(id="m", title=title, summary="Khách chờ " * 150)
                                 for title in ("first", "second", "old", "new", "next"))
NAME = "hành trình.cjmap"


def _no_links(*_args: object) -> None:
    raise OSError(errno.EPERM, "no links here")


@dataclass(frozen=True)
class Scene:
    """A folder before a save. `old` is what the file holds; None for a file that is not there."""

    name: str
    old: bytes | None
    disk: Disk = DISK
    linked: bool = False

    def target(self, folder: Path) -> Path:
        return folder / "elsewhere" / NAME if self.linked else folder / "maps" / NAME

    def make(self, folder: Path) -> None:
        """Makes the folder: with earlier versions, of which one will have to go, and with what a killed save left."""
        target, path = self.target(folder), folder / "maps" / NAME
        for each in ("maps", "elsewhere", "home"):
            (folder / each).mkdir(parents=True)
        (folder / "home" / "settings.json").write_text('{"backups": 2}')
        if self.linked:
            path.symlink_to(target)
        if self.old is None:
            return
        for journey in (FIRST, SECOND, OLD):
            save_map(journey, path, disk=self.disk)
        if self.old != to_bytes(OLD):
            target.write_bytes(self.old)
        target.with_name(f".~{NAME}-{machine()}-{_gone()}-0123abcd{TEMPORARY}").write_bytes(b"half")


def _gone() -> int:
    """The number of a process that is no more."""
    process = os.fork()
    if process == 0:
        os._exit(0)
    os.waitpid(process, 0)
    return process


SCENES = (
    Scene("over another", to_bytes(OLD)),
    Scene("without links", to_bytes(OLD), replace(DISK, link=_no_links)),
    Scene("over an older schema", (ROOT / "tests/data/v1.cjmap").read_bytes()),
    Scene("through a symbolic link", to_bytes(OLD), linked=True),
    Scene("a new file", None),
)
Save = Callable[[Path, "Scene"], object]


def _save(path: Path, scene: Scene) -> None:
    save_map(NEW, path, expected=scene.old and digest(scene.old), disk=scene.disk)


def _save_in_place(path: Path, _scene: Scene) -> None:
    """What this proof must find fault with."""
    try:
        with path.open("wb") as file:
            file.write(to_bytes(NEW))
            os.fsync(file.fileno())
    except OSError as error:
        raise SaveError("no") from error


SAVES: dict[str, Save] = {"safe": _save, "in place": _save_in_place}


# --- one save with faults --------------------------------------------------------------------------------------------


class Trial:
    """Saves in a child process, with faults, and judges what is on the disk after it."""

    def __init__(self, folder: Path, scene: Scene, save: Save) -> None:
        self.scene, self._save = scene, save
        self._pattern, self._folder = folder / "pattern", folder / "tried"
        self._path = self._folder / "maps" / NAME
        self._shim = ctypes.CDLL(None)
        self._shim.shim_name.restype = ctypes.c_char_p
        self._told = mmap.mmap(-1, 4096)
        os.environ["CJDESIGNER_HOME"] = str(self._folder / "home")
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        scene.make(self._folder)
        shutil.rmtree(self._pattern, ignore_errors=True)
        shutil.copytree(self._folder, self._pattern, symlinks=True)
        save(self._path, scene)  # everything that is imported late is there now,
        _("Save")  # and so are the words for an error: a program that saves has spoken before

    def calls(self) -> list[str]:
        """The names of the calls of a save without faults."""
        assert self._run(NONE, NONE) == SAVED
        return self._told[:].rstrip(b"\0").decode().split()

    def _run(self, one: Fault, two: Fault) -> int | None:
        """Saves with two faults; how that ended, None for a kill."""
        shutil.rmtree(self._folder)
        shutil.copytree(self._pattern, self._folder, symlinks=True)
        self._told[:] = bytes(len(self._told))
        child = os.fork()
        if child == 0:
            ended = OTHER
            try:
                self._shim.shim_arm(*one, *two)
                self._save(self._path, self.scene)
                ended = SAVED
            except SaveError:
                ended = REFUSED
            except BaseException:  # noqa: BLE001 - the judge says so
                self._shim.shim_disarm()
                traceback.print_exc()
            finally:
                count = self._shim.shim_disarm()
                names = b" ".join(self._shim.shim_name(number) for number in range(1, count + 1))[:4096]
                self._told[:len(names)] = names
                os._exit(ended)
        _child, status = os.waitpid(child, 0)
        assert not os.WIFSIGNALED(status) or os.WTERMSIG(status) == signal.SIGKILL
        return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)

    def judge(self, one: Fault, two: Fault = NONE) -> str:
        """Saves with one or two faults; how that ended, in words. Raises AssertionError for a broken promise."""
        ended = self._run(one, two)
        names = self._told[:].rstrip(b"\0").decode().split()
        hit = {names[number - 1] for number in (one[0], two[0]) if 1 <= number <= len(names)}
        where = f"{self.scene.name}: {one} and {two}, {hit or 'killed'}, ended {ended}"
        state = self._state()
        assert state in ("old", "new"), f"{where}: {state}"
        assert ended in (None, SAVED, REFUSED), where
        assert ended is None or state == ("new" if ended == SAVED else "old"), f"{where}: {state}"
        self._judge_versions(state, where)
        assert ended is None or "unlink" in hit or len(self._temporaries()) <= 1, f"{where}: {self._temporaries()}"
        save_map(NEXT, self._path, disk=self.scene.disk)
        assert self._held() == to_bytes(NEXT), where
        assert not self._temporaries(), f"{where}: {self._temporaries()}"
        return "killed" if ended is None else "saved" if ended == SAVED else "refused"

    def _held(self) -> bytes | None:
        target = self.scene.target(self._folder)
        return target.read_bytes() if target.exists() else None

    def _state(self) -> str:
        if self.scene.linked and not self._path.is_symlink():
            return "the link is gone"
        held = self._held()
        return "old" if held == self.scene.old else "new" if held == to_bytes(NEW) else f"broken: {held!r}"

    def _judge_versions(self, state: str, where: str) -> None:
        """Earlier versions are whole, the old one is among them, and that of an older schema is there for sure."""
        good = {*map(to_bytes, (FIRST, SECOND, OLD)), self.scene.old}
        versions = list_backups(self._path)
        for each in versions:
            assert each.path.read_bytes() in good, f"{where}: {each.path.name} is no version that there was"
        if state == "new" and b'"schema": 1' in (self.scene.old or b""):
            assert self.scene.old in {each.path.read_bytes() for each in versions if each.schema == 1}, where

    def _temporaries(self) -> list[str]:
        """The temporary files of the map and of its versions; one of the map was there before and may stay once."""
        target = self.scene.target(self._folder)
        folders = (target.parent, self._folder / "maps", Path(folder_of(str(target))))
        return [name for folder in {*folders} if folder.exists() for name in os.listdir(folder)
                if name.endswith(TEMPORARY)]


# --- all of them -----------------------------------------------------------------------------------------------------


def _ways(name: str) -> Iterator[tuple[int, int]]:
    yield from ((code, ERROR) for code in ERRORS)
    yield 0, KILL
    if name in ("read", "write"):
        yield from ((0, SHORT), (0, LIE))


def serve(runs: int, save: str) -> None:
    """The proof itself, in a process that the shim is loaded into."""
    ended: Counter[str] = Counter()
    chance, calls, names = random.Random(1), 0, set[str]()
    gc.disable()  # in a child it would touch, and so copy, all that it shares with its parent
    room = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=room) as folder:
        for place, scene in enumerate(SCENES):
            trial = Trial(Path(folder), scene, SAVES[save])
            called = trial.calls()
            calls, names = calls + len(called), names | {*called}
            for number, name in enumerate(called, 1):
                for code, how in _ways(name):
                    ended[trial.judge((number, code, how))] += 1
            for _run in range(runs // len(SCENES) + (place < runs % len(SCENES))):
                one, two = sorted((chance.randint(1, len(called)), chance.randint(1, len(called) + 9)))
                (code, how), (code2, how2) = (chance.choice(list(_ways("read"))) for _fault in range(2))
                ended[trial.judge((one, code, how), (two, code2, how2))] += 1
    print(f"{calls} calls ({len(names)} of the C library) of {len(SCENES)} kinds of save failed in {ended.total():,} "
          f"saves, {runs:,} of them twice: {ended['saved']:,} saved all the same, {ended['refused']:,} said why not, "
          f"{ended['killed']:,} were killed; the file was always the old or the new one, whole")


def why_not() -> str:
    """Why this proof cannot be run here; empty where it can."""
    if not sys.platform.startswith("linux"):
        return "calls of the C library can be made to fail on Linux only"
    return "" if shutil.which("cc") else "no C compiler (cc) is here: install gcc and libc6-dev"


def main(runs: int, save: str = "safe") -> str:
    """Builds the shim and runs the proof in a process of its own; a sentence with the figures."""
    if missing := why_not():
        raise RuntimeError(missing)
    with tempfile.TemporaryDirectory() as folder:
        shim = Path(folder, "shim.so")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", shim, Path(__file__).with_name("shim.c"), "-ldl"],
                       check=True, capture_output=True)
        done = subprocess.run(
            [sys.executable, "-c", f"from tests.proof.faults import serve; serve({runs}, {save!r})"], cwd=ROOT,
            env={**os.environ, "LD_PRELOAD": str(shim)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
