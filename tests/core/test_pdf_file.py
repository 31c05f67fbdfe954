"""The PDF as a file: fonts, sizes, names, the same bytes each time, and nothing that a checker minds."""

import io
import os
import shutil
import subprocess
import sys

import pypdf
import pypdfium2
import pytest

from cjdesigner.drawing.drawing import Box, Drawing, Gradient, Grid, Part, Pen, Placed, Shape, Stop, Use
from cjdesigner.drawing.symbols import face, icon
from cjdesigner.export import PAGE_SIZES, Sheet
from cjdesigner.export.pages import Laid, fitted
from cjdesigner.export.pdf import to_pdf
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import build

WRITE = """
import hashlib
from cjdesigner.export import Choices, Sheet, export_map
from cjdesigner.model.map import JourneyMap
journey = JourneyMap(id="m", title="Bản đồ", stages={"s": {"rank": "a0", "name": "Nhận biết"}},
    lanes={"l": {"rank": "a0", "kind": "action", "name": "Hành động"}},
    cards={"c": {"kind": "action", "rank": "a0", "stage": "s", "lane": "l", "text": "Tìm 😀 → xem"}})
print(hashlib.sha256(export_map(journey, ".pdf", Choices(sheet=Sheet("A4")))).hexdigest())
"""


@pytest.fixture(scope="module")
def sample() -> bytes:
    return to_pdf(fitted(build("sample", "vi"), Sheet("A3")).document())


def page(*ops, width=300.0, height=200.0) -> Laid:
    part = Part("page", "p", "", width, height, ops)
    drawing = Drawing(width, height, "#FFFFFF", "T", "vi", (Placed(0, 0, part),), Grid(), {}, {})
    return Laid(drawing, width, height)


def colours(laid: Laid, *points: tuple[int, int]) -> list[tuple[int, int, int]]:
    document = pypdfium2.PdfDocument(to_pdf(laid.document()))
    image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    return [image.getpixel(point) for point in points]


def test_every_font_is_embedded_and_a_subset(sample):
    fonts = pypdf.PdfReader(io.BytesIO(sample)).pages[0]["/Resources"]["/Font"]
    assert len(fonts) >= 4
    for font in fonts.values():
        descendant = font["/DescendantFonts"][0].get_object()
        assert font["/Subtype"] == "/Type0"
        assert font["/BaseFont"][7] == "+"
        assert descendant["/FontDescriptor"]["/FontFile2"].get_data()
    assert b"Helvetica" not in sample
    assert b"/Type1" not in sample


def test_names_and_language(sample):
    reader = pypdf.PdfReader(io.BytesIO(sample))
    assert reader.metadata.title == "Mua thiết bị gia dụng trực tuyến"
    assert reader.metadata.creator == "cjdesigner"
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_same_bytes_in_two_processes():
    runs = [
        subprocess.run([sys.executable, "-c", WRITE], capture_output=True, text=True, check=True,
                       env=os.environ | {"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64


def test_the_same_bytes_after_another_document():
    journey = build("5a", "en")
    first = to_pdf(fitted(journey, Sheet()).document())
    to_pdf(page(Use(icon("bulb"), 0, 0, 20, "#FF0000")).document())
    assert to_pdf(fitted(journey, Sheet()).document()) == first


@pytest.mark.parametrize("size", PAGE_SIZES)
@pytest.mark.parametrize("landscape", [True, False])
def test_page_sizes_are_exact(size, landscape):
    pdf = to_pdf(fitted(JourneyMap(title="x"), Sheet(size, landscape)).document())
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    short, long = PAGE_SIZES[size]
    wanted = (long, short) if landscape else (short, long)
    assert (float(box.width), float(box.height)) == pytest.approx(wanted, abs=0.01)


def test_a_sheet_beyond_the_formats_limit_has_larger_units():
    pdf = to_pdf(page(Box(29_000, 0, 1_000, 200, fill="#FF0000"), width=30_000.0).document())
    made = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    assert float(made.mediabox.width) <= 14_400
    assert float(made.mediabox.width) * float(made["/UserUnit"]) == pytest.approx(30_000, abs=0.01)
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=600 / document[0].get_width()).to_pil().convert("RGB")
    document.close()
    assert image.getpixel((595, 2)) == (255, 0, 0)
    assert image.getpixel((560, 2)) == (255, 255, 255)


def test_paint_order_opacity_and_colours():
    red, half = Box(0, 0, 100, 100, 8, "#FF0000"), Box(50, 0, 100, 100, fill="#0000FF", opacity=0.5)
    line = Shape((("M", 0.0, 150.0), ("L", 300.0, 150.0)), None, Pen("#00FF00", 6, (40, 40), round=False))
    found = colours(page(red, half, line), (20, 50), (75, 50), (120, 50), (20, 150), (60, 150), (1, 1))
    assert found[0] == (255, 0, 0)
    assert found[1] == pytest.approx((127, 0, 128), abs=2)
    assert found[2] == pytest.approx((127, 127, 255), abs=2)
    assert found[3] == (0, 255, 0)
    assert found[4] == (255, 255, 255)
    assert found[5] == (255, 255, 255), "the corner is rounded"


def test_gradients_run_between_their_stops_inside_their_outline():
    stops = (Stop(0, "#FF0000"), Stop(0.5, "#00FF00"), Stop(1, "#0000FF"))
    found = colours(page(Box(100, 0, 200, 100, 0, Gradient(100, 0, 300, 0, stops))), (101, 50), (200, 50), (298, 50),
                    (50, 50))
    assert found[0] == pytest.approx((255, 0, 0), abs=6)
    assert found[1] == pytest.approx((0, 255, 0), abs=6)
    assert found[2] == pytest.approx((0, 0, 255), abs=12)
    assert found[3] == (255, 255, 255)


def test_symbols_take_the_colour_of_their_use_written_out_and_as_forms():
    reds = [Use(icon("minus"), at * 40, 0, 40, "#FF0000") for at in range(7)]
    blues = [Use(icon("minus"), at * 40, 40, 40, "#0000FF") for at in range(7)]
    laid = page(*reds, *blues, Use(face(2), 200, 100, 96, "#000000"))
    found = colours(laid, *((at * 40 + 20, y) for y in (20, 60) for at in range(7)), (248, 180))
    assert found[:14] == [(255, 0, 0)] * 7 + [(0, 0, 255)] * 7
    assert found[14] not in [(255, 255, 255), (0, 0, 0)]
    assert len(pypdf.PdfReader(io.BytesIO(to_pdf(laid.document()))).pages[0]["/Resources"]["/XObject"]) == 1


def test_qpdf_finds_nothing_wrong(sample, tmp_path):
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    file = tmp_path / "sample.pdf"
    file.write_bytes(sample)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
