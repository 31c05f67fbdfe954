"""Documents of several pages: each painter shows every page, and cuts off what a view cuts off."""

import io

import pypdf
import pypdfium2
import pytest
from PIL import Image

from cjdesigner.drawing.drawing import Box, Part, Placed
from cjdesigner.export.document import Area, Document, Page, View
from cjdesigner.export.pdf import to_pdf
from cjdesigner.export.png import to_png
from cjdesigner.export.svg import to_svg

RED, WHITE = (255, 0, 0), (255, 255, 255)
SQUARE = Placed(0, 0, Part("card", "a", "A card", 100, 100, (Box(0, 0, 100, 100, fill="#FF0000"),)))
TWO = Document((
    Page(200, 100, "#FFFFFF", (View((SQUARE,)),), "1", "All"),
    Page(100, 200, "#FFFFFF", (View((SQUARE,), x=20, y=20, scale=0.5, clip=Area(20, 20, 10, 50)),), "2", "A part"),
), "Two", "en")


def pixels(page: pypdfium2.PdfPage, *points: tuple[int, int]) -> list[tuple[int, int, int]]:
    image = page.render(scale=1).to_pil().convert("RGB")
    return [image.getpixel(point) for point in points]


def test_a_pdf_has_all_pages_and_cuts_what_a_view_cuts():
    document = pypdfium2.PdfDocument(to_pdf(TWO))
    assert [document[place].get_size() for place in range(2)] == [(200, 100), (100, 200)]
    assert pixels(document[0], (50, 50), (150, 50)) == [RED, WHITE]
    assert pixels(document[1], (10, 40), (25, 40), (35, 40), (25, 80)) == [WHITE, RED, WHITE, WHITE]
    document.close()


def test_pages_share_what_they_need():
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(TWO))).pages
    assert pages[0].raw_get("/Resources") == pages[1].raw_get("/Resources")


@pytest.mark.parametrize("place", [0, 1])
def test_a_picture_shows_one_page(place):
    page = TWO.pages[place]
    assert Image.open(io.BytesIO(to_png(TWO, 1, place))).size == (page.width, page.height)
    svg = to_svg(TWO, place).decode()
    assert f"<title>Two – {page.name}</title>" in svg
    assert f'width="{page.width}pt"' in svg or f"width='{page.width}pt'" in svg
