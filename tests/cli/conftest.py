"""How a test runs the program: in this process (quick), or as a process of its own."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cjdesigner import language
from cjdesigner.cli import main

DATA = Path(__file__).parents[1] / "data"


class Ran(NamedTuple):
    """What a run of the program ended with."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONUTF8"):
        monkeypatch.setenv(name, "")  # so that what the program sets is taken back as well
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.chdir(tmp_path)
    yield
    language.activate("en")


@pytest.fixture
def run() -> Run:
    """Runs `cjdesigner ARGS` in this process."""
    def called(*args: object) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args])
        return Ran(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    return called


@pytest.fixture
def process() -> Run:
    """Runs `python -m cjdesigner ARGS` with more in its environment."""
    def called(*args: object, **environment: str) -> Ran:
        command = [sys.executable, "-m", "cjdesigner", *map(str, args)]
        done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment}, timeout=60)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return called
