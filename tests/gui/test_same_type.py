"""Screen and paper show the same type: same line breaks, and ink within a quarter of a point at several zooms.

Edges are read from pixels, which know a place to half a pixel: so the difference may be 0.25 pt and half a pixel.
"""

import io
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from cjdesigner.canvas.painting import GlyphPainter, draw_part
from cjdesigner.canvas.pictures import Pictures
from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.drawing import Drawing, Grid, Part, Placed, Text
from cjdesigner.drawing.type import FontSet, TextStyle, Typesetter
from cjdesigner.export.pages import Laid
from cjdesigner.export.pdf import to_pdf
from cjdesigner.model import templates

FONTS = sorted(Path(__file__).parents[1].joinpath("data", "fonts").glob("*.ttf"))
WIDTH, HEIGHT = 190.0, 150.0
SCRIPTS = {
    "vietnamese": "Nguyễn Thị Ngọc Ánh muốn đổi trả hàng trước ngày nghỉ lễ, nhưng tổng đài không nghe máy ba lần",
    "hebrew": "שלום עולם שלום עולם שלום עולם שלום עולם שלום עולם שלום",
    "japanese": "旅の地図、日本語。旅の地図、日本語。旅の地図、日本語。",
    "thai": "กำลังซื้อ ผู้ใช้ น้ำใจ เก็บเงิน ที่นี่ กำลังซื้อ ผู้ใช้",
}
SCALES = [1, 2, 4]
pytestmark = pytest.mark.usefixtures("qapp")  # Qt keeps its fonts there
Edges = tuple[float, float, float, float]


@cache
def typesetter() -> Typesetter:
    return Typesetter(FontSet(FONTS, system=False))


@cache
def page(script: str) -> Drawing:
    """A page with one text broken into lines; every line in a stripe of its own."""
    block = typesetter().block(SCRIPTS[script], TextStyle("regular", 13, 2.2), WIDTH - 40)
    assert not block.missing
    ops = tuple(Text(20, 10, line, 13, "#000000") for line in block.lines)
    height = block.height + 20
    part = Part("page", "p", "", WIDTH, height, ops)
    return Drawing(WIDTH, height, "#FFFFFF", "T", "vi", (Placed(0, 0, part),), Grid(), {}, {})


def on_screen(drawing: Drawing, scale: int) -> QImage:
    image = QImage(round(drawing.width * scale), round(drawing.height * scale), QImage.Format.Format_Grayscale8)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    glyphs = GlyphPainter()
    for placed in drawing.parts:
        draw_part(painter, placed.part, placed.x * scale, placed.y * scale, scale, glyphs)
    painter.end()
    return image


def rows_of(image: QImage) -> list[bytes]:
    bits, stride = bytes(image.constBits()), image.bytesPerLine()
    return [bits[y * stride:y * stride + image.width()] for y in range(image.height())]


def on_paper(drawing: Drawing, scale: int) -> list[bytes]:
    document = pypdfium2.PdfDocument(to_pdf(Laid(drawing, drawing.width, drawing.height).document()))
    picture = document[0].render(scale=scale, grayscale=True, no_smoothtext=False).to_pil().convert("L")
    document.close()
    data, wide = picture.tobytes(), picture.width
    return [data[y * wide:(y + 1) * wide] for y in range(picture.height)]


def _edge(darks: list[int], scale: int) -> float:
    """Where ink begins along one side: the first pixel with ink, less the share of it that is covered."""
    first = next(place for place, dark in enumerate(darks) if dark > 24)
    return (first + 1 - min(darks[first], 255) / 255) / scale


def edges(rows: list[bytes], top: float, bottom: float, scale: int) -> Edges:
    """Left, top, right and bottom of the ink between two heights, in points."""
    band = rows[max(0, round(top * scale)):round(bottom * scale)]
    down = [255 - min(row) for row in band]
    across = [255 - min(column) for column in zip(*band, strict=True)]
    start = max(0, round(top * scale)) / scale
    end = start + len(band) / scale
    return (_edge(across, scale), start + _edge(down, scale),
            len(across) / scale - _edge(across[::-1], scale), end - _edge(down[::-1], scale))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_ink_has_the_same_edges_on_screen_and_on_paper(script, scale):
    drawing = page(script)
    screen, paper = rows_of(on_screen(drawing, scale)), on_paper(drawing, scale)
    block = [text for _x, _y, text in drawing.texts()]
    assert len(block) >= 2
    for op in block:
        middle = op.y + op.line.baseline - 0.3 * op.size
        top, bottom = middle - 1.1 * op.size, middle + 1.1 * op.size
        found, wanted = edges(screen, top, bottom, scale), edges(paper, top, bottom, scale)
        assert found == pytest.approx(wanted, abs=0.25 + 0.5 / scale), op.line.text


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_ink_is_where_the_drawing_says(script):
    """Left and right, against the advances of the line: a painter that scaled its type would be found here."""
    drawing = page(script)
    screen = rows_of(on_screen(drawing, 4))
    for _x, _y, op in drawing.texts():
        middle = op.y + op.line.baseline - 0.3 * op.size
        left, _top, right, _bottom = edges(screen, middle - 1.1 * op.size, middle + 1.1 * op.size, 4)
        assert left == pytest.approx(op.x + op.line.x, abs=2.5)
        full_width = op.line.text.strip()[-1] in "、。"  # whose right half is empty
        assert right == pytest.approx(op.x + op.line.x + op.line.width, abs=10 if full_width else 2.5)


@pytest.mark.parametrize("script", SCRIPTS)
def test_lines_break_at_the_same_places_on_paper(script):
    drawing = page(script)
    document = pypdfium2.PdfDocument(to_pdf(Laid(drawing, drawing.width, drawing.height).document()))
    read = document[0].get_textpage().get_text_bounded().replace("\r", "").split("\n")
    document.close()
    # A reader may see a space or a hyphen at a line's end or not, which is not what is asked here.
    assert [line.strip() for line in read if line.strip()] == [op.line.text.strip() for _x, _y, op in drawing.texts()]


@pytest.mark.parametrize("scale", [1, 2])
def test_the_whole_sample_map_is_the_same_picture(scale):
    """A map with everything in it: no more than a few pixels in a hundred differ by more than smoothing."""
    drawing = compose(templates.build("sample", "vi"), typesetter=typesetter())
    screen, paper = rows_of(on_screen(drawing, scale)), on_paper(drawing, scale)
    differ = total = 0
    for ours, theirs in zip(screen, paper, strict=False):
        total += len(ours)
        differ += sum(abs(a - b) > 90 for a, b in zip(ours, theirs, strict=False))
    assert differ / total < 0.02


def test_the_canvas_paints_the_header_once(qtbot):
    """The header's picture has no personas in it: they are parts of their own, and would be painted twice."""
    drawing = compose(templates.build("sample", "en"), typesetter=typesetter())
    header = drawing.parts[0].part
    child = header.children[0]
    with_children = Pictures().make(header, 1.0, 1.0).pixels.toImage()
    bare = Pictures().make(Part(header.role, header.id, "", header.width, header.height, header.ops), 1.0, 1.0)
    at = (round(child.x + child.part.width / 2 + 4), round(child.y + child.part.height - 4))
    assert with_children.pixelColor(*at) == bare.pixels.toImage().pixelColor(*at)


def test_the_bytes_of_a_page_are_a_pdf():
    assert io.BytesIO(to_pdf(Laid(page("vietnamese"), WIDTH, HEIGHT).document())).read(5) == b"%PDF-"
