"""`merge`, `diff` and `textconv`: what they write and say, and their exit statuses."""

import json
from pathlib import Path

import pytest

from cjdesigner.edit.changes import change
from cjdesigner.edit.grid import delete
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.merge import merge_maps
from cjdesigner.merge.lines import lines
from tests.cli.conftest import DATA, Run

MOVED, SCORED = "card0000000a", "card0000000f"


@pytest.fixture
def versions() -> tuple[str, str, str]:
    """Three files: the base, one person's and another's, who contradict each other once."""
    base = open_map(DATA / "v3.cjmap").map
    pain = next(card.id for card in base.cards.values() if card.kind == "pain_point")
    ours = change(base, pain, severity=1)
    theirs = change(change(base, pain, severity=3), "stage00000aa", name="Biết đến")
    for name, journey in (("base.cjmap", base), ("ours.cjmap", ours), ("theirs.cjmap", theirs)):
        save_map(journey, name)
    return "base.cjmap", "ours.cjmap", "theirs.cjmap"


def test_a_merge_with_a_conflict(versions, run: Run):
    code, out, err = run("merge", *versions, "-o", "out.cjmap")
    maps = [open_map(name).map for name in versions]
    assert open_map("out.cjmap").map == merge_maps(*maps).map
    assert (code, out) == (1, "")
    assert "severity: “1” here, “3” there" in err
    assert "conflicts are left; open the map to settle them" in err
    assert run("validate", "out.cjmap").code == 0


def test_a_clean_merge_says_nothing(versions, run: Run):
    base = open_map(versions[0]).map
    clean = delete(base, base.conflicts)
    for name, journey in zip(versions, (clean, change(clean, "stage00000bb", name="Đặt"), clean), strict=True):
        save_map(journey, name)
    assert run("merge", *versions, "-o", "out.cjmap") == (0, "", "")
    assert open_map("out.cjmap").map.stages["stage00000bb"].name == "Đặt"


def test_as_a_driver_it_writes_over_ours(versions, run: Run):
    theirs = Path("theirs.cjmap").read_bytes()
    code, _out, err = run("merge", *versions, "--path=maps/a b.cjmap")
    assert code == 1
    assert err.startswith("maps/a b.cjmap: conflict: ")
    assert open_map("ours.cjmap").map.conflicts
    assert Path("theirs.cjmap").read_bytes() == theirs


@pytest.mark.parametrize("base", ["-", "empty.cjmap"])
def test_without_a_base(versions, run: Run, base: str):
    Path("empty.cjmap").touch()
    assert run("merge", base, *versions[1:], "-o", "out.cjmap").code == 1
    assert open_map("out.cjmap").map == merge_maps(None, *(open_map(name).map for name in versions[1:])).map


def test_what_a_deleted_card_leaves_is_told(versions, run: Run):
    base = open_map(versions[0]).map
    stage = base.cards[MOVED].stage
    other = next(key for key in base.stages if key != stage)
    clean = delete(base, base.conflicts)
    save_map(clean, versions[0])
    save_map(delete(clean, [other]), versions[1])
    save_map(change(clean, MOVED, stage=other, step=None), versions[2])
    code, _out, err = run("merge", *versions, "-o", "out.cjmap")
    assert code == 0
    assert "which one side had deleted: the other side still uses it" in err


@pytest.mark.parametrize(("arguments", "sentence"), [
    (("base.cjmap", "ours.cjmap", "theirs.cjmap"), "-o OUT"),
    (("base.cjmap", "ours.cjmap", "gone.cjmap", "-o", "out.cjmap"), "There is no file gone.cjmap."),
    (("base.cjmap", "ours.cjmap", "broken.cjmap", "-o", "out.cjmap"), "broken.cjmap: The file holds the marks"),
    (("base.cjmap", "ours.cjmap", "newer.cjmap", "-o", "out.cjmap"), "newer.cjmap: This map was made by a newer"),
    (("base.cjmap", "ours.cjmap", "theirs.cjmap", "-o", "base.cjmap"), "base.cjmap is there already."),
    (("base.cjmap", "ours.cjmap", "theirs.cjmap", "-o", "out.txt"), "out.txt is no name for a map"),
    (("base.cjmap", "ours.cjmap", "theirs.cjmap", "-o", "no/out.cjmap"), "There is no folder no."),
    (("base.cjmap", "ours.cjmap", "other.cjmap", "-o", "out.cjmap"), "no versions of one map"),
])
def test_what_cannot_be_merged(versions, run: Run, arguments: tuple[str, ...], sentence: str):
    Path("broken.cjmap").write_text("<<<<<<< ours\n", encoding="utf-8")
    newer = json.loads(Path("base.cjmap").read_bytes()) | {"schema": 99, "min_reader": 99}
    Path("newer.cjmap").write_text(json.dumps(newer), encoding="utf-8")
    other = {"format": "cjdesigner/map", "schema": 3, "id": "map00000000a", "lanes": {
        "stage00000aa": {"rank": "a0", "kind": "note"}}}
    Path("other.cjmap").write_text(json.dumps(other), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    code, _out, err = run("merge", *arguments)
    assert code == 2
    assert sentence in err
    assert {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_diff_in_words_and_for_programs(versions, run: Run):
    code, out, err = run("diff", "base.cjmap", "theirs.cjmap")
    assert (code, err) == (1, "")
    assert out == "reworded “Nhận biết” as “Biết đến”\n“Phí giao hàng ẩn”: severity 4 → 3\n"
    code, out, _err = run("diff", "--json", "base.cjmap", "theirs.cjmap")
    first, second = json.loads(out)["changes"]
    assert code == 1
    assert (first["kind"], first["key"], first["old"], first["new"]) == (
        "reworded", "stage00000aa", "Nhận biết", "Biết đến")
    assert (second["kind"], second["field"], second["old"], second["new"]) == ("rescored", "severity", 4, 3)
    assert run("diff", "base.cjmap", "base.cjmap") == (0, "", "")
    assert json.loads(run("diff", "--json", "base.cjmap", "base.cjmap").out) == {"same": True, "changes": []}
    assert run("diff", "base.cjmap", "gone.cjmap").code == 2


def test_textconv_is_one_thing_a_line(run: Run):
    first = run("textconv", DATA / "v3.cjmap")
    assert first.code == 0
    assert first.out.startswith("# Mua cà phê trực tuyến\n")
    assert "\n## Nhận biết › Hành động\n- Tìm hiểu sản phẩm ⏎ trên mạng [Action]\n" in first.out
    journey = open_map(DATA / "v3.cjmap").map
    pain = next(card.id for card in journey.cards.values() if card.kind == "pain_point")
    pairs = zip(lines(journey), lines(change(journey, pain, severity=1)), strict=True)
    assert [pair for pair in pairs if pair[0] != pair[1]] == [("    severity: 4", "    severity: 1")]


def test_textconv_of_a_file_that_is_no_map(run: Run):
    Path("broken.cjmap").write_bytes(b"<<<<<<< ours\n\xff\n")
    code, out, _err = run("textconv", "broken.cjmap")
    assert code == 0
    assert out.startswith("# The file")
    assert out.endswith("\n<<<<<<< ours\n\ufffd\n")


def test_what_would_steer_a_terminal_is_not_printed(run: Run):
    data = {"format": "cjdesigner/map", "schema": 3, "id": "m", "title": "a\u202eb", "x-\x1b[2J": "\x9b31m\x1b]0;x\x07"}
    Path("evil.cjmap").write_text(json.dumps(data), encoding="utf-8")
    Path("good.cjmap").write_text(json.dumps({"format": "cjdesigner/map", "schema": 3, "id": "m"}), encoding="utf-8")
    for told in (run("textconv", "evil.cjmap").out, run("diff", "good.cjmap", "evil.cjmap").out):
        assert told
        assert not set(told) & set("\x1b\x9b\x07\u202e")
