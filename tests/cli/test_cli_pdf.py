"""A PDF gives its map back on the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import DATA, Run


@pytest.fixture
def exported(run: Run) -> Path:
    assert run("new", "--template", "sample", "--lang", "vi", "-o", "a.cjmap").code == 0
    assert run("export", "a.cjmap", "-o", "a.pdf").code == 0
    return Path("a.pdf")


def test_import_gives_the_very_file(exported: Path, run: Run):
    ran = run("import", exported, "-o", "b.cjmap")
    assert (ran.code, ran.err) == (0, "")
    assert Path("b.cjmap").read_bytes() == Path("a.cjmap").read_bytes()
    assert run("import", exported, "-o", "b.cjmap").code == 2, "the file is there already"


def test_a_map_of_an_older_schema_comes_as_it_is_written_now(run: Run):
    assert run("export", DATA / "v1.cjmap", "-o", "a.pdf").code == 0
    assert run("import", "a.pdf", "-o", "b.cjmap").code == 0
    assert run("validate", "b.cjmap").code == 0


def test_a_pdf_without_a_map_is_named(run: Run):
    Path("x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    ran = run("import", "x.pdf", "-o", "b.cjmap")
    assert ran.code == 2
    assert "x.pdf" in ran.err
    assert "damaged" in ran.err
    assert not Path("b.cjmap").exists()
