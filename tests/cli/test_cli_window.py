"""`cjdesigner` and `cjdesigner MAP` open the window; a command's name wins over a file's."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from cjdesigner import language
from cjdesigner.cli.opening import has_screen
from tests.cli.conftest import Run


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the window was asked to open; it ends with status 7."""
    asked: list[object] = []
    app = ModuleType("cjdesigner.window.app")

    def run(path: Path | None, spoken: str | None = None) -> int:
        asked.append((path, language.active(), language.system()))
        return 7

    app.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cjdesigner.window.app", app)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return asked


def test_without_a_map(opened: list[object], run: Run):
    assert run().code == 7
    assert opened == [(None, "en", "en")]


@pytest.mark.parametrize("name", ["m.cjmap", "./export", "bản đồ 1.cjmap", "open"])
def test_with_a_map(name: str, opened: list[object], run: Run):
    Path(name).write_text("{}")
    assert run(name) == (7, "", "")
    assert opened == [(Path(name), "en", "en")]


def test_with_a_map_that_looks_like_an_option(opened: list[object], run: Run):
    Path("-m.cjmap").write_text("{}")
    assert run("--", "-m.cjmap").code == 7
    assert run("-m.cjmap").code == 2


@pytest.mark.parametrize("arguments", [("--lang", "vi", "m.cjmap"), ("m.cjmap", "--lang", "vi"), ("--lang", "vi")])
def test_in_a_language(arguments: tuple[str, ...], opened: list[object], run: Run):
    Path("m.cjmap").write_text("{}")
    assert run(*arguments).code == 7
    assert opened == [(Path("m.cjmap") if "m.cjmap" in arguments else None, "vi", "vi")]


def test_a_command_wins_over_a_file_of_its_name(opened: list[object], run: Run):
    Path("templates").write_text("{}")
    assert run("templates").code == 0
    assert opened == []


def test_a_file_whose_name_is_almost_a_commands_is_opened(opened: list[object], run: Run):
    Path("exports").write_text("{}")
    assert run("exports").code == 7


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("--lang", "vi", "--help"), ("m.cjmap", "--help")])
def test_help_opens_nothing(arguments: tuple[str, ...], opened: list[object], run: Run):
    assert run(*arguments).code == 0
    assert opened == []


def test_a_screen_is_needed(run: Run, opened: list[object], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    ran = run()
    if sys.platform.startswith("linux"):
        assert (ran.code, ran.out) == (2, "")
    assert not has_screen("linux", {"HOME": ""})
    assert has_screen("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert has_screen("win32", {})
    assert has_screen("darwin", {})
