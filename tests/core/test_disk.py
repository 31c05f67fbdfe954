"""Users' files are read, written and changed by `files/disk.py` alone: what goes past it, no proof can make fail."""

import ast
from pathlib import Path

import pytest

import cjdesigner
from cjdesigner.files import disk
from cjdesigner.files.disk import DISK, is_running

PACKAGE = Path(cjdesigner.__file__).parent
ALLOWED = {"files/disk.py", "window/trash.py"}
"""The trash is the system's, and only Qt knows where it is."""
BROUGHT_ALONG = {"model/templates.py", "window/look.py"}
"""Modules that read what is installed with the program, and nothing of a user's."""

OF_PATHS = {"read_bytes", "read_text", "write_bytes", "write_text", "unlink", "rename", "mkdir", "rmdir", "touch",
            "symlink_to", "hardlink_to", "chmod", "lchmod"}
OF_OS = {"open", "fdopen", "read", "write", "pread", "pwrite", "writev", "fsync", "fdatasync", "replace", "rename",
         "renames", "remove", "unlink", "link", "symlink", "mkdir", "makedirs", "rmdir", "removedirs", "truncate",
         "ftruncate", "chmod", "fchmod", "utime", "mkfifo", "sendfile", "copy_file_range"}
OF_SHUTIL = {"copy", "copy2", "copyfile", "copyfileobj", "copymode", "copystat", "copytree", "move", "rmtree",
             "make_archive", "unpack_archive", "chown"}
MODULES = {"tempfile", "mmap", "fileinput"}
OF_QT = {"QFile", "QSaveFile", "QTemporaryFile", "QTemporaryDir", "QDir", "QLockFile", "QSettings"}


def is_disk(node):
    return ast.unparse(node).split(".")[-1].strip("_").lower() == "disk"


def is_odd_call(node):
    if isinstance(node.func, ast.Name):
        return node.func.id == "open"
    if not isinstance(node.func, ast.Attribute) or is_disk(node.func.value):
        return False
    modes = [arg for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return node.func.attr in OF_PATHS or (node.func.attr == "open" and bool(modes))


def odd_places(source):
    """What in a module's source goes past the disk."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and is_odd_call(node):
            yield node
        for module, names in (("os", OF_OS), ("shutil", OF_SHUTIL)):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == module and node.attr in names:
                yield node
            if isinstance(node, ast.ImportFrom) and node.module == module and names & {n.name for n in node.names}:
                yield node
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield node
        if isinstance(node, ast.Import) and MODULES & {each.name for each in node.names}:
            yield node
        if isinstance(node, ast.Name) and node.id in OF_QT:
            yield node


def test_nothing_goes_past_the_disk():
    odd = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        reads = ("read_text", "read_bytes") if name in BROUGHT_ALONG else ()
        if name not in ALLOWED:
            odd += [f"{name}:{node.lineno}: {ast.unparse(node)}"
                    for node in odd_places(path.read_text(encoding="utf-8"))
                    if not any(word in ast.unparse(node) for word in reads)]
    assert odd == []


@pytest.mark.parametrize("source", [
    "open('x')", "with open('x', 'wb') as file: pass", "Path('x').read_bytes()", "path.open('rb')", "os.open('x', 0)",
    "import os\nsave = os.replace", "from os import unlink", "shutil.copy(a, b)", "from shutil import move",
    "from tempfile import mkstemp",
    "disk.other.unlink('x')", "import tempfile", "QSaveFile('x')",
])
def test_what_goes_past_is_seen(source):
    assert list(odd_places(source))


@pytest.mark.parametrize("source", ["archive.open(info)", "DISK.unlink('x')", "self._disk.unlink('x')",
                                    "shutil.which('git')", "DISK.read(path)", "os.fspath(x)",
                                    "window.open(path)", "path.exists()"])
def test_what_does_not_is_let_be(source):
    assert not list(odd_places(source))


@pytest.mark.parametrize("most", [0, 1, 5, 10, 11, -1])
def test_a_file_is_read_up_to_a_limit(tmp_path, most):
    (tmp_path / "x").write_bytes(b"0123456789")
    assert DISK.read(str(tmp_path / "x"), most) == (b"0123456789"[:most] if most >= 0 else b"0123456789")


def test_who_is_running(monkeypatch):
    import os
    import subprocess
    import sys

    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    assert is_running(os.getpid())
    assert is_running(1)
    assert not is_running(done.pid)
    assert is_running(0)
    assert is_running(10**30)
    monkeypatch.setattr(disk.os, "name", "nt")
    assert is_running(done.pid)
