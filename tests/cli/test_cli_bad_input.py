"""Bad input ends with one sentence that names the file and exit status 2, and changes nothing on the disk."""

import os
from pathlib import Path

import pytest

from cjdesigner.files import disk
from cjdesigner.files.storage import save_map
from cjdesigner.model.templates import build
from tests.cli.conftest import Run

GOOD = "good.cjmap"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    save_map(build("5a", "en"), GOOD)
    contents = {
        "empty.cjmap": b"", "zeros.cjmap": bytes(9), "half.cjmap": Path(GOOD).read_bytes()[:900],
        "pdf.cjmap": b"%PDF-1.7\n\xff\xfe", "list.cjmap": b"[]", "other.cjmap": b'{"type": "excalidraw"}',
        "text.cjmap": b"hello", "old.cjmap": b'{"format": "cjdesigner/map", "schema": 0}', "latin.cjmap": b"{\xe9}",
        "conflict.cjmap": b"{\n<<<<<<< ours\n", "plain.md": b"# No journey\n", "flow.mmd": b"graph TD\n  A --> B\n",
        "latin.mmd": b"journey\n section \xe9t\xe9\n", "zeros.mmd": b"journey\0\0", "empty.mmd": b"",
        "kept.txt": b"mine",
    }
    for name, content in contents.items():
        Path(name).write_bytes(content)
    Path("folder.cjmap").mkdir()
    Path("folder.pdf").mkdir()
    os.symlink("nowhere", "dangling.cjmap")


def on_disk() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


BAD_MAPS = ("nope.cjmap", "folder.cjmap", "dangling.cjmap", "kept.txt/in.cjmap", "x" * 300 + ".cjmap", "empty.cjmap",
            "zeros.cjmap", "half.cjmap", "pdf.cjmap", "list.cjmap", "other.cjmap", "text.cjmap", "old.cjmap",
            "latin.cjmap", "conflict.cjmap")
NO_FILES = BAD_MAPS[:5]
CASES = [
    *((("info", bad), bad) for bad in BAD_MAPS),
    *((("export", bad, "-o", "out.pdf"), bad) for bad in BAD_MAPS),
    *((("export", bad, "-o", "out.mmd"), bad) for bad in BAD_MAPS),
    *((("validate", bad), bad) for bad in NO_FILES),
    *((("import", bad, "-o", "out.cjmap"), bad)
      for bad in (*NO_FILES, "plain.md", "flow.mmd", "latin.mmd", "zeros.mmd", "empty.mmd", GOOD)),
    *(((bad,), bad) for bad in NO_FILES),
    (("exprot", GOOD, "-o", "out.pdf"), "exprot"),
    (("new", "-o", GOOD), GOOD),
    (("new", "-o", "dangling.cjmap"), "dangling.cjmap"),
    (("new", "-o", "out.pdf"), "out.pdf"),
    (("new", "-o", "out"), "out"),
    (("new", "-o", "no/out.cjmap"), "folder no."),
    (("new", "-o", "kept.txt/out.cjmap"), "kept.txt"),
    (("new", "-o", "folder.cjmap", "--force"), "folder.cjmap"),
    (("new", "-o", "x" * 300 + ".cjmap"), "xxx"),
    (("new", "--template", "none", "-o", "out.cjmap"), "none"),
    (("export", GOOD, "-o", "out.docx"), ".docx"),
    (("export", GOOD, "-o", "out"), "“out”"),
    (("export", GOOD, "-o", "no/out.pdf"), "folder no."),
    (("export", GOOD, "-o", "folder.pdf"), "folder.pdf"),
    (("export", GOOD, "-o", "out.pdf", "--page", "A9"), "A9"),
    (("export", GOOD, "-o", "out.pdf", "--scale", "2"), "--scale"),
    (("export", GOOD, "-o", "out.mmd", "--page", "A4"), "--page"),
    (("export", GOOD, "-o", "out.mmd", "--portrait"), "--landscape"),
    *((("export", GOOD, "-o", "out.png", "--scale", scale), "scale") for scale in ("0", "-1", "nan", "inf", "1e9")),
    (("export", GOOD, "-o", "out.png", "--page", "A0", "--scale", "50"), "pixels"),
]


@pytest.mark.parametrize(("arguments", "named"), CASES, ids=lambda value: " ".join(value)[:60] if value else "")
def test_one_sentence_and_nothing_touched(arguments: tuple[str, ...], named: str, run: Run):
    before = on_disk()
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("Error: ")
    assert ran.err.count("\n") == 1
    assert named[:30] in ran.err
    assert "Traceback" not in ran.err
    assert on_disk() == before


@pytest.mark.parametrize("arguments", [
    ("new",), ("export", GOOD), ("info",), ("import", "plain.md"), ("info", GOOD, GOOD), ("new", "--bad"),
    ("new", "--lang", "fr", "-o", "out.cjmap"), ("import", "plain.md", "--block", "0", "-o", "out.cjmap"),
    ("export", GOOD, "-o", "out.png", "--scale", "x"), (GOOD, GOOD), (GOOD, "--bad"), ("--lang", "fr"), ("--bad",),
])
def test_a_wrong_call_is_explained(arguments: tuple[str, ...], run: Run):
    before = on_disk()
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("Usage: cjdesigner ")
    assert ran.err.splitlines()[-1].startswith("Error: ")
    assert on_disk() == before


def test_formats_are_listed(run: Run):
    assert ".pdf, .svg, .png, .pptx, .html, .xlsx, .csv, .md, .mmd" in run("export", GOOD, "-o", "out.docx").err


def test_a_command_that_is_almost_right_is_proposed(run: Run):
    assert "Did you mean “cjdesigner export”?" in run("exprot", GOOD).err


def test_what_is_forbidden(run: Run):
    Path("shut").mkdir(mode=0o500)
    Path(GOOD).chmod(0)
    if os.access(GOOD, os.R_OK):
        pytest.skip("root may read and write everything")
    for arguments in (("info", GOOD), ("import", GOOD, "-o", "x.cjmap"), ("new", "-o", "shut/x.cjmap")):
        ran = run(*arguments)
        assert ran.code == 2
        assert "You are not allowed" in ran.err
    Path(GOOD).chmod(0o600)


def test_what_cannot_be_read_is_explained(run: Run, monkeypatch: pytest.MonkeyPatch):
    def refused(*_args: object, **_more: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk, "open", refused, raising=False)
    for arguments in (("validate", GOOD), ("import", "plain.md", "-o", "out.cjmap"), ("info", GOOD)):
        ran = run(*arguments)
        assert ran.code == 2
        assert ran.err.startswith("Error: You are not allowed to read ")
