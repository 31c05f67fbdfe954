"""Exporting: each format gives its kind of file, tells how far it is, and stops when asked."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from cjdesigner.errors import CjError
from cjdesigner.export import FORMATS, Cancelled, Choices, Sheet, export_file, export_map, lay_out, paint
from cjdesigner.export.pages import fitted
from cjdesigner.export.png import MOST_PIXELS, to_png
from cjdesigner.model.map import JourneyMap
from tests.benchmarks.maps import journey

SMALL = JourneyMap(title="Bản đồ nhỏ")
ON_A4 = Choices(sheet=Sheet("A4"))
BEGINNINGS = {".pdf": b"%PDF-1.7", ".svg": b"<?xml", ".png": b"\x89PNG", ".pptx": b"PK", ".xlsx": b"PK",
              ".html": b"<!DOCTYPE html>", ".csv": b"\xef\xbb\xbf", ".md": b"# "}
LAZY = """
import sys
from cjdesigner.export import export_map
from cjdesigner.model.map import JourneyMap
export_map(JourneyMap(title="x"), sys.argv[1])
watched = ("reportlab", "PIL", "pypdfium2", "PySide6", "pptx", "xlsxwriter", "lxml", "uharfbuzz", "icu4py")
print(*[name for name in watched if name in sys.modules])
"""
TYPE = {"uharfbuzz", "icu4py"}
NEEDED = {".svg": TYPE, ".html": TYPE, ".xlsx": {"xlsxwriter"}, ".csv": set(), ".md": set(),
          ".pptx": {*TYPE, "pptx", "lxml", "PIL"}, ".pdf": {*TYPE, "reportlab", "PIL", "lxml"}}


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_format_gives_its_kind_of_file(suffix):
    assert export_map(SMALL, suffix).startswith(BEGINNINGS[suffix])
    if FORMATS[suffix].given == "map":
        assert export_map(SMALL, suffix.upper(), ON_A4) == export_map(SMALL, suffix)
    else:
        assert export_map(SMALL, suffix.upper(), ON_A4) == paint(lay_out(SMALL, ON_A4), suffix)


def test_an_unknown_format_is_refused_before_any_work():
    with pytest.raises(CjError) as caught:
        export_map(SMALL, ".doc", make=pytest.fail)
    assert ".doc" in caught.value.message
    assert ".svg" in caught.value.hint


@pytest.mark.parametrize("suffix", FORMATS)
def test_progress_goes_from_nothing_to_all(suffix):
    heard: list[float] = []
    export_map(SMALL, suffix, ON_A4, progress=heard.append)
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0, 1)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_a_cancelled_export_stops_at_the_next_step(steps):
    heard: list[float] = []
    with pytest.raises(Cancelled):
        export_map(SMALL, ".pdf", ON_A4, progress=heard.append, cancelled=lambda: len(heard) >= steps)
    assert len(heard) == steps


def test_a_picture_has_its_pixels_and_resolution():
    laid = fitted(SMALL, Sheet("A5"))
    image = Image.open(io.BytesIO(to_png(laid.document(), 2)))
    assert image.size == (round(laid.width * 2), round(laid.height * 2))
    assert image.info["dpi"] == pytest.approx((144, 144), abs=0.1)
    assert image.convert("RGB").getpixel((0, 0)) == (0xFB, 0xFC, 0xFE)


@pytest.mark.parametrize("scale", [0.0, 1e-9, 1000.0])
def test_a_picture_that_cannot_be_made_is_refused(scale):
    laid = fitted(SMALL, Sheet("A4"))
    with pytest.raises(CjError) as caught:
        to_png(laid.document(), scale)
    assert caught.value.hint
    assert laid.width * laid.height * 1000**2 > MOST_PIXELS


@pytest.mark.parametrize("suffix", NEEDED)
def test_a_format_imports_only_what_it_needs(suffix):
    done = subprocess.run([sys.executable, "-c", LAZY, suffix], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= NEEDED[suffix]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "bản đồ.PDF"
    export_file(SMALL, path)
    before = path.read_bytes()
    assert before.startswith(b"%PDF")
    with pytest.raises(Cancelled):
        export_file(JourneyMap(title="other"), path, cancelled=lambda: True)
    with pytest.raises(CjError):
        export_file(SMALL, tmp_path / "no suffix")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [".pdf", ".png"])
def test_a_large_page_can_be_given_up_in_its_middle(suffix):
    document, asked = lay_out(journey(1_000)), []
    paint(document, suffix, Choices(scale=0.2), check=lambda: asked.append(1))
    assert len(asked) > 5

    def stop():
        asked.pop()
        if len(asked) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        paint(document, suffix, Choices(scale=0.2), check=stop)
    assert len(asked) == 3
