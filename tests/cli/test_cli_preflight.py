"""`preflight` and `export --client` on the command line."""

import json
from pathlib import Path

import pytest

from cjdesigner.files.format import to_bytes
from cjdesigner.model.map import JourneyMap
from tests.cli.conftest import Run

SECRET, OPEN = "Qzsecret", "Qzopen"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A map with something that is internal."""
    card = {"rank": "a0", "kind": "action", "stage": "s", "lane": "l"}
    journey = JourneyMap.model_validate({
        "language": "en", "stages": {"s": {"rank": "a0", "name": "Buy"}},
        "lanes": {"l": {"rank": "a0", "kind": "action", "name": "Actions"}},
        "cards": {"c": card | {"text": OPEN}, "d": card | {"text": SECRET + " file:///x", "internal": True}}})
    path = tmp_path / "mine.cjmap"
    path.write_bytes(to_bytes(journey))
    return path


@pytest.mark.parametrize("name", ["m.svg", "m.mmd"])
def test_the_clients_copy(name: str, mine: Path, run: Run):
    assert run("export", mine, "-o", name).code == 0
    assert SECRET in Path(name).read_text("utf-8")
    assert run("export", mine, "-o", name, "--client").code == 0
    assert SECRET not in Path(name).read_text("utf-8")
    assert OPEN in Path(name).read_text("utf-8")


def test_preflight_says_it_line_by_line(mine: Path, run: Run):
    ran = run("preflight", mine, "--page", "a3")
    assert (ran.code, ran.err) == (0, "")
    first, *rest = ran.out.splitlines()
    assert first.startswith("Warning: file:///x in “Qzsecret file:///x” will be no link")
    assert "1 page, 420 × 297 mm" in rest
    assert "Warning" not in run("preflight", mine, "--client").out


def test_preflight_for_a_program(mine: Path, run: Run):
    ran = run("preflight", mine, "--json", "--page", "A5", "--portrait")
    found = {each["kind"]: each for each in json.loads(ran.out)["findings"]}
    assert ran.code == 0
    assert found["link"]["where"] == "d"
    assert found["link"]["severity"] == "warning"
    assert found["pages"]["figures"] == {"pages": 1, "width_mm": 148.0, "height_mm": 210.0}


def test_what_cannot_be_read_is_refused(run: Run):
    assert run("preflight", "nothing.cjmap").code == 2
