"""Several files at once: all of them are written, or what was there before is there again."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from cjdesigner.export import Choices, Sheet, export_file
from cjdesigner.files.storage import DISK, Disk, SaveError
from cjdesigner.files.together import write_together
from cjdesigner.model.templates import SAMPLE, build


def files(folder: Path, count: int = 4) -> list[tuple[Path, bytes]]:
    return [(folder / f"m-{place}.svg", f"new {place}".encode()) for place in range(1, count + 1)]


def held(folder: Path) -> dict[str, bytes]:
    """All that is in a folder, temporary files too."""
    return {path.name: path.read_bytes() if path.is_file() else b"a folder" for path in folder.iterdir()}


def failing(name: str, at: int, code: int) -> Disk:
    """A disk on which one call fails, the one of this number."""
    count = 0
    real = getattr(DISK, name)

    def call(*args: object) -> object:
        nonlocal count
        count += 1
        if count == at:
            raise OSError(code, os.strerror(code))
        return real(*args)

    return replace(DISK, **{name: call})


def test_all_are_written(tmp_path):
    (tmp_path / "m-2.svg").write_bytes(b"old")
    write_together(files(tmp_path))
    assert held(tmp_path) == {path.name: data for path, data in files(tmp_path)}


@pytest.mark.parametrize("call", [("write", 4), ("read", 4), ("replace", 4)], ids=lambda call: call[0])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_none_is_written_where_one_cannot(tmp_path, call, at):
    """Each file is written and read back beside its place; then they take their places one after the other."""
    name, count = call
    before = {"m-1.svg": b"old 1", "m-3.svg": b"old 3", "other": b"kept"}
    for path, data in before.items():
        (tmp_path / path).write_bytes(data)
    with pytest.raises(SaveError, match=r"m-\d\.svg") as caught:
        write_together(files(tmp_path), disk=failing(name, min(at, count), errno.EIO))
    assert held(tmp_path) == before
    assert caught.value.hint


def test_the_last_one_may_not_be_written_over(tmp_path):
    (tmp_path / "m-4.svg").mkdir()
    with pytest.raises(SaveError, match=r"m-4\.svg"):
        write_together(files(tmp_path))
    assert [*held(tmp_path)] == ["m-4.svg"]


def test_the_folder_is_not_there(tmp_path):
    with pytest.raises(SaveError, match="folder"):
        write_together(files(tmp_path / "nowhere"))


def test_old_modes_and_links_stay(tmp_path):
    real = tmp_path / "real"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "m-1.svg").symlink_to(real)
    write_together(files(tmp_path, 2))
    assert (tmp_path / "m-1.svg").is_symlink()
    assert real.read_bytes() == b"new 1"
    assert real.stat().st_mode & 0o777 == 0o640


def test_pictures_of_pages_are_exported_together(tmp_path):
    (tmp_path / "m-3.svg").mkdir()
    with pytest.raises(SaveError):
        export_file(build(SAMPLE, "vi"), tmp_path / "m.svg", Choices("story", Sheet("A4")))
    assert [*held(tmp_path)] == ["m-3.svg"]
