"""The program as a process of its own: without Qt, without a display, in any locale."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cjdesigner.files.storage import open_map, save_map
from cjdesigner.model.templates import build
from tests.cli.conftest import Run

SCRIPT = """
import sys
from cjdesigner.cli import main
for line in sys.stdin.read().splitlines():
    try:
        main(line.split())
    except SystemExit as ended:
        assert not ended.code, line
    loaded = {name.partition(".")[0] for name in sys.modules}
    assert not loaded & {"PySide6", "shiboken6"}, line
    if "--help" in line:
        assert not loaded & {"pydantic", "uharfbuzz", "icu4py", "reportlab"}, line
"""
COMMANDS = """--help
export --help
new --template sample --lang vi -o m.cjmap
templates
validate m.cjmap
info m.cjmap
export m.cjmap -o m.pdf
export m.cjmap -o m.svg
export m.cjmap -o m.png
export m.cjmap -o m.mmd
import m.mmd -o n.cjmap
schema
"""


def test_no_command_but_the_window_imports_qt():
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, input=COMMANDS, encoding="utf-8", capture_output=True, check=False)
    assert "Error" not in done.stderr
    assert done.returncode == 0


LATIN = {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


@pytest.mark.parametrize("environment", [{"LANG": "C"}, {"LANG": "vi_VN.UTF-8"}, LATIN], ids=["C", "vi", "latin"])
def test_output_is_utf8_everywhere(environment: dict[str, str], process: Run):
    if environment is LATIN and not sys.prefix.isascii():
        pytest.skip("without UTF-8, Python cannot read the .pth file of an environment whose path is not ASCII")
    ran = process("templates", "--lang", "vi", **environment)
    assert (ran.code, ran.err) == (0, "")
    assert "Phễu" in ran.out


@pytest.mark.parametrize(("locale", "code"), [("vi_VN.UTF-8", "vi"), ("C", "en"), ("fr_FR.UTF-8", "en")])
def test_the_systems_language_is_a_new_maps(locale: str, code: str, process: Run):
    assert process("new", "-o", "bản đồ.cjmap", LANG=locale).code == 0
    assert open_map("bản đồ.cjmap").map.language == code
    assert code in process("info", "bản đồ.cjmap", LANG=locale).out


def test_bad_input_ends_with_two(process: Run):
    ran = process("info", "không có.cjmap")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: There is no file không có.cjmap. Check the path, or choose another file.\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of files are text elsewhere")
def test_a_name_that_is_no_text(tmp_path: Path):
    name = b"m\xff.cjmap"
    command = [os.fsencode(sys.executable), b"-m", b"cjdesigner", b"new", b"-o", name]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == b"m\\udcff.cjmap is written.\n"
    assert (tmp_path / os.fsdecode(name)).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's pipe")
def test_a_pipe_that_is_closed_is_no_news():
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "cjdesigner", "schema"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.stderr == b""


def test_without_a_screen_the_window_says_so(process: Run):
    save_map(build("5a", "en"), "m.cjmap")
    ran = process("m.cjmap")
    if sys.platform.startswith("linux"):
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("Error: There is no screen")
