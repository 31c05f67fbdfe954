"""The help teaches, in the language of the user."""

import gettext
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
import xlsxwriter

from cjdesigner import language
from cjdesigner.cli.click_words import WORDS
from cjdesigner.cli.program import COMMANDS
from cjdesigner.export import FIT, PAGE_SIZES
from cjdesigner.model.templates import KEYS
from tests.cli.conftest import DATA, Run

HELPS = [("--help",), *((name, "--help") for name in COMMANDS)]


class Marking(gettext.NullTranslations):
    """A language in which every letter is an x, but for what stands in braces."""

    def gettext(self, message: str) -> str:
        return "".join(part if part.startswith("{") else re.sub(r"[^\W\d_]", "x", part)
                       for part in re.split(r"(\{\w+\})", message))


@pytest.mark.parametrize("arguments", HELPS, ids=" ".join)
def test_examples(arguments: tuple[str, ...], run: Run):
    ran = run(*arguments)
    assert ran.code == 0
    assert "\n  Examples:\n    cjdesigner" in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())
    assert run(arguments[0], "-h").out == ran.out if len(arguments) > 1 else run("-h").out == ran.out


@pytest.mark.parametrize("arguments", HELPS, ids=" ".join)
def test_all_of_the_help_is_translated(arguments: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(language, "catalogue", lambda _code: Marking())
    lines = run(*arguments).out.splitlines()
    prose = [line for line in lines if not re.match(r"\s+cjdesigner|Usage:|\S+:$|.*-h, --help", line)]
    words = re.findall(r"(?<![-\w.])[^\W\d_]{3,}", "\n".join(prose))
    known = {*COMMANDS, "git", "KEY", "NAME", "OUT", "SIZE", "FILE", "TEXT", "required", "portrait", "landscape",
             "name"}
    assert {word for word in words if set(word) != {"x"}} <= known


def make_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository here, and a user of git whose settings are here."""
    if shutil.which("git") is None:
        pytest.skip("there is no git")
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(Path.cwd()))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(Path.cwd() / "gitconfig"))
    subprocess.run(["git", "init", "-q"], check=True, timeout=60)


@pytest.mark.parametrize("arguments", HELPS, ids=" ".join)
def test_examples_work(arguments: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch):
    block = "```mermaid\njourney\n  section S\n    Task: 3\n```\n\n"
    Path("README.md").write_text(block * 2)
    Path("journey.mmd").write_bytes((DATA / "mermaid/vietnamese.md").read_bytes())
    Path("studio.cjtheme").write_text('{"format": "cjdesigner/theme", "name": "Studio"}')
    with xlsxwriter.Workbook("table.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["Chờ lâu", "Phí ẩn"])
    assert run("new", "--template", "5a", "-o", "coffee.cjmap").code == 0
    assert run("export", "coffee.cjmap", "-o", "coffee.pdf").code == 0
    assert run("pack", "coffee.cjmap", "-o", "coffee.cjpack").code == 0
    for name in ("before", "mine", "hers", "monday", "today"):
        shutil.copy("coffee.cjmap", f"{name}.cjmap")
    if "git-setup" in arguments:
        make_repository(monkeypatch)
    for line in run(*arguments).out.splitlines():
        example = line.strip().split(" > ")[0].split()
        if len(line) - len(line.lstrip()) == 4 and example[:1] == ["cjdesigner"] and len(example) > 2:
            forced = ["--force"] if example[1] in ("new", "import", "merge", "pack") else []
            assert run(*example[1:], *forced).code == 0, line


def test_the_words_of_click_are_clicks():
    package = Path(find_spec("click").submodule_search_locations[0])
    source = "\n".join(path.read_text("utf-8") for path in package.glob("*.py"))
    words = [word for entry in WORDS for word in ([entry] if isinstance(entry, str) else entry)]
    strange = [word for word in words if f'"{word}"' not in source]
    assert strange in ([], ["Positional arguments"])  # the one that is newer than the oldest click that we take


def test_what_is_listed_by_hand_is_whole(run: Run):
    text = " ".join(run("export", "--help").out.split())
    assert f"A0 to A5, Letter or Tabloid, or “{FIT}”" in text
    assert [*PAGE_SIZES] == [*(f"A{size}" for size in range(6)), "Letter", "Tabloid"]
    assert "blank" not in KEYS
