"""`export` of all formats, and of many maps in one call."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from cjdesigner.export import FORMATS
from cjdesigner.files.storage import save_map
from cjdesigner.model.templates import SAMPLE, build
from tests.cli.conftest import Run

GOOD = ("one.cjmap", "hai bản đồ.cjmap")


@pytest.fixture(autouse=True)
def maps(tmp_path: Path) -> None:
    for name in GOOD:
        save_map(build(SAMPLE, "vi"), tmp_path / name)
    (tmp_path / "bad.cjmap").write_text("{}")
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    save_map(build(SAMPLE, "en"), tmp_path / "in" / "one.cjmap")


def made(folder: str = "out") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


@pytest.mark.parametrize("suffix", [*FORMATS, ".mmd"])
def test_every_format(suffix: str, run: Run):
    assert run("export", GOOD[0], "-o", f"out/m{suffix}") == (0, f"out/m{suffix} is written.\n", "")
    first = Path(f"out/m{suffix}").read_bytes()
    assert run("export", GOOD[0], "-o", "out", "--format", suffix[1:].upper()).code == 0
    assert Path(f"out/one{suffix}").read_bytes() == first


def test_many_maps_go_into_a_folder(run: Run):
    ran = run("export", *GOOD, "-o", "out")
    assert (ran.code, ran.err) == (0, "")
    assert made() == ["hai bản đồ.pdf", "one.pdf"]
    assert run("export", *GOOD, "-o", "out", "--format", ".md").code == 0
    assert made() == ["hai bản đồ.md", "hai bản đồ.pdf", "one.md", "one.pdf"]


def test_many_maps_go_into_files_of_a_pattern(run: Run):
    assert run("export", *GOOD, "-o", "out/map {name} v1.csv", "--grid").code == 0
    assert made() == ["map hai bản đồ v1.csv", "map one v1.csv"]
    assert Path("out/map one v1.csv").read_text("utf-8-sig").startswith("Làn / Giai đoạn,Nhận biết,")
    assert run("export", GOOD[0], "-o", "out/{name}", "--format", "svg").code == 0
    assert "one.svg" in made()


def test_a_bad_map_does_not_stop_the_others(run: Run):
    ran = run("export", GOOD[0], "bad.cjmap", "nope.cjmap", GOOD[1], "-o", "out", "--format", "md")
    assert ran.code == 2
    assert made() == ["hai bản đồ.md", "one.md"]
    lines = ran.err.splitlines()
    assert [bool(re.match(f"Error: .*{name}", line)) for name, line in zip(("bad", "nope"), lines, strict=False)] == [
        True, True]
    assert lines[2:] == ["Error: 2 maps were not exported."]


@pytest.mark.parametrize(("arguments", "named"), [
    ((*GOOD, "-o", "out/m.pdf"), "out/m.pdf"),
    ((*GOOD, "-o", "nowhere"), "nowhere"),
    ((GOOD[0], "in/one.cjmap", "-o", "out"), "out/one.pdf"),
    ((GOOD[0], "-o", "out/m.pdf", "--format", "svg"), "--format svg"),
    ((*GOOD, "-o", "out", "--format", "doc"), ".doc"),
    ((*GOOD, "-o", "out", "--format", "md", "--page", "A4"), "--page"),
    ((GOOD[0], "-o", "out/m.pdf", "--grid"), "--grid"),
    ((GOOD[0], "-o", "out/m.pdf", "--transparent"), "--transparent"),
])
def test_what_cannot_be_meant_is_said_before_any_work(arguments: tuple[str, ...], named: str, run: Run):
    ran = run("export", *arguments)
    assert ran.code == 2
    assert ran.err.startswith("Error: ")
    assert ran.err.count("\n") == 1
    assert named in ran.err
    assert made() == []


def test_a_picture_can_be_seen_through(run: Run):
    assert run("export", GOOD[0], "-o", "out/m.png", "--transparent", "--scale", "1").code == 0
    assert run("export", GOOD[0], "-o", "out/full.png", "--scale", "1").code == 0
    clear, full = (Image.open(io.BytesIO(Path(f"out/{name}.png").read_bytes())) for name in ("m", "full"))
    assert (clear.mode, full.mode, clear.size) == ("RGBA", "RGB", full.size)
    assert clear.getpixel((1, 1))[3] == 0
    assert clear.getpixel((60, 60))[3] == 255
    ground = Image.new("RGBA", clear.size, (0xFB, 0xFC, 0xFE, 255))
    ground.alpha_composite(clear)
    apart = ImageChops.difference(ground.convert("RGB"), full).resize((200, 160), Image.Resampling.BOX)
    assert max(high for _low, high in apart.getextrema()) <= 3
    assert run("export", GOOD[0], "-o", "out/m.svg", "--transparent").code == 0
    svg = Path("out/m.svg").read_text("utf-8")
    assert 'fill="#FBFCFE"' not in svg.split("</defs>")[1][:200]
