"""Saves to disks that are full, read-only, or not ours to write: the old map stays, and the message says why.

A full disk is a memory disk of 64 KB, which is filled bit by bit; a disk turns read-only between two saves; files and
folders belong to somebody else while a plain user saves. A full and a read-only disk need root, as do other users.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cjdesigner.files.backups import list_backups
from cjdesigner.files.format import to_bytes
from cjdesigner.files.storage import SaveError, save_map
from cjdesigner.model.map import JourneyMap

RUNS = 300
"""Saves to the disk that gets full; the others are done once."""

OLD = JourneyMap(id="m", title="old")
NAME = "journey.cjmap"
_SIZE = 64 * 1024
_NOBODY = 65534


class NotHere(Exception):
    """This machine does not let us do what a proof needs."""


@contextmanager
def mounted() -> Iterator[Path]:
    """A memory disk of 64 KB. Raises NotHere where none can be mounted."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("mount"):
        raise NotHere("only root on Linux can mount a disk")
    with tempfile.TemporaryDirectory() as held:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "cjdesigner-proof", held],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotHere(f"mounting is not allowed here ({done.stderr.strip()})")
        try:
            yield Path(held)
        finally:
            subprocess.run(["umount", "-l", held], check=True)


def _try(journey: JourneyMap, path: Path) -> str:
    """Saves; why that failed, or nothing. Whatever happened, the file is the old one or the new one."""
    before = path.read_bytes() if path.exists() else None
    failed: SaveError | None = None
    try:
        save_map(journey, path)
    except SaveError as error:
        failed = error
    held = path.read_bytes() if path.exists() else None
    assert held == (before if failed else to_bytes(journey)), failed
    assert failed is None or failed.hint
    return failed.message if failed else ""


def _nothing_left(folder: Path) -> None:
    assert [name for name in os.listdir(folder) if name.endswith(".cjtmp")] == []


def full(runs: int) -> str:
    """Maps of any size are saved to a disk with ever less room."""
    chance, saved, refused = random.Random(1), 0, 0
    with mounted() as disk:
        os.environ["CJDESIGNER_HOME"] = str(disk / "home")  # there earlier versions are links
        path = disk / NAME
        save_map(OLD, path)
        for run in range(runs):
            if run % 10 == 0:
                with suppress(OSError):  # somebody else's file, as large as there is room
                    (disk / "others").write_bytes(bytes(chance.randint(0, _SIZE // 2)))
            why = _try(JourneyMap(id="m", title=f"{run}", summary="x" * chance.randint(0, _SIZE // 2)), path)
            assert "disk is full" in why or not why, why
            saved, refused = saved + (not why), refused + bool(why)
            _nothing_left(disk)
            if why:
                shutil.rmtree(disk / "home", ignore_errors=True)
    assert saved, "the disk was always full"
    assert refused or runs < 50, "the disk was never full"
    return f"a full disk refused {refused:,} of {runs:,} saves and kept the map each time"


def read_only(_runs: int) -> str:
    """The disk turns read-only while a map is open."""
    with mounted() as disk, tempfile.TemporaryDirectory() as home:
        os.environ["CJDESIGNER_HOME"] = home
        path = disk / NAME
        save_map(OLD, path)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        why = _try(JourneyMap(id="m", title="new"), path)
        assert "read-only" in why, why
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        assert not _try(JourneyMap(id="m", title="new"), path)
        assert len(list_backups(path)) == 1
        _nothing_left(disk)
    return "a disk that turned read-only kept its map"


def _as_nobody(work: Callable[[], None]) -> None:
    """Does work as a plain user, in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - the parent tells of it
            import traceback

            traceback.print_exc()
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, "as a plain user it went wrong"


def plain_user(_runs: int) -> str:
    """A plain user saves where he may, where he may not, and over a colleague's file in a folder that both may write.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise NotHere("only root can become another user")
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        folder.chmod(0o755)
        os.environ["CJDESIGNER_HOME"] = str(folder / "home")
        for name, mode, owner in (("home", 0o700, _NOBODY), ("own", 0o700, _NOBODY), ("shut", 0o755, 0),
                                  ("team", 0o777, 0)):
            (folder / name).mkdir()
            os.chown(folder / name, owner, owner)
            (folder / name).chmod(mode)
        for name in ("shut", "team"):
            (folder / name / NAME).write_bytes(to_bytes(OLD))
        (folder / "shut" / NAME).chmod(0o666)
        (folder / "team" / NAME).chmod(0o644)
        shared = folder / "team" / "shared.cjmap"
        shared.write_bytes(to_bytes(OLD))
        shared.chmod(0o666)

        def work() -> None:
            new = JourneyMap(id="m", title="new")
            assert "not allowed" in _try(new, folder / "shut" / NAME)  # a folder that takes no new file
            assert "not allowed" in _try(new, folder / "team" / NAME)  # a file that is protected
            assert not _try(new, shared)
            assert len(list_backups(shared)) == 1
            assert not _try(new, folder / "own" / NAME)
            assert "not allowed" in _try(new, folder / "shut" / "another.cjmap")

        _as_nobody(work)
        for name in ("shut", "team", "own"):
            _nothing_left(folder / name)
    return "a plain user was told where he may not write, and nothing was touched there"


def main(runs: int) -> str:
    """All of them; a sentence with the figures, which also says what could not be done here."""
    told = []
    for proof in (full, read_only, plain_user):
        try:
            told.append(proof(runs))
        except NotHere as why:
            told.append(f"{proof.__name__.replace('_', ' ')}: left out, {why}")
    return "; ".join(told)
