"""PPTX: slides that PowerPoint can edit, with every word of the drawing and a name for every shape."""

import io

import pptx
import pytest
from hypothesis import given, settings
from pptx.util import Pt

from cjdesigner.drawing.drawing import Box, Gradient, Part, Pen, Picture, Placed, Raster, Shape, Stop
from cjdesigner.export import lay_out
from cjdesigner.export.document import Area, Document, Page, View
from cjdesigner.export.pptx import to_pptx
from cjdesigner.model.map import JourneyMap
from tests.core.pictures import png
from tests.core.saying import built, hostile_map, squeezed
from tests.strategies import journey_maps

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def opened(document: Document) -> "pptx.presentation.Presentation":
    return pptx.Presentation(io.BytesIO(to_pptx(document)))


def shapes(within):
    """All shapes, those in groups too."""
    for shape in within:
        yield shape
        if shape.shape_type == 6:
            yield from shapes(shape.shapes)


def words(slide) -> str:
    """The text of a slide in reading order, but for its hidden title."""
    return squeezed("".join(shape.text_frame.text for shape in shapes(slide.shapes)
                            if shape.has_text_frame and not shape.is_placeholder))


def check(journey: JourneyMap) -> None:
    document = lay_out(journey)
    data = to_pptx(document)
    assert data == to_pptx(document)
    [slide] = pptx.Presentation(io.BytesIO(data)).slides
    drawn = "".join(op.line.text for view in document.pages[0].views for op in view.texts())
    assert words(slide) == squeezed(drawn)
    ids = [shape.shape_id for shape in shapes(slide.shapes)]
    assert len(ids) == len(set(ids))
    labels = {shape._element._nvXxPr.cNvPr.get("descr") for shape in shapes(slide.shapes)}
    parts = [part for view in document.pages[0].views for _x, _y, part in view.walk() if part.ops and part.label]
    assert {squeezed(part.label) for part in parts} <= {squeezed(label or "") for label in labels}


@pytest.mark.parametrize("name", ["sample vi", "sample en", "service-blueprint vi", "home-buying en"])
def test_a_slide_has_all_words_and_names(name):
    check(built(name))


@given(journey_maps)
@settings(max_examples=25, deadline=None)
def test_a_slide_has_all_words_of_any_map(journey):
    check(journey)


def test_hostile_text_is_text():
    check(hostile_map())


def test_a_slide_is_as_large_as_its_page_and_has_a_title():
    document = lay_out(built("sample vi"))
    deck = opened(document)
    [slide] = deck.slides
    assert (deck.slide_width, deck.slide_height) == (Pt(1) * round(document.pages[0].width, 6) // 1,
                                                     round(document.pages[0].height * 12_700))
    assert slide.shapes.title.text_frame.text == document.title
    assert slide.shapes.title.top + slide.shapes.title.height < 0
    assert slide.background.fill.fore_color.rgb == pptx.dml.color.RGBColor.from_string("FBFCFE")
    assert deck.core_properties.title == document.title
    assert deck.core_properties.language == "vi"


def test_a_paragraph_is_one_text_that_can_be_edited():
    [slide] = opened(lay_out(built("sample vi"))).slides
    frames = [shape.text_frame for shape in shapes(slide.shapes) if shape.has_text_frame]
    frame = next(each for each in frames if each.text == "Thấy quảng cáo trên Facebook và hỏi bạn bè")
    run = frame.paragraphs[0].runs[0]
    assert (run.font.size, run.font.name, frame.word_wrap) == (Pt(12), "Be Vietnam Pro", True)
    assert run._r.rPr.get("lang") == "vi-VN"
    assert not run.font.bold
    head = next(each for each in frames if each.text == "Nhận biết")
    assert head.paragraphs[0].runs[0].font.bold
    assert head.paragraphs[0].alignment == 2


def test_a_card_is_a_group_with_its_words():
    [slide] = opened(lay_out(built("sample en"))).slides
    groups = [shape for shape in slide.shapes if shape.shape_type == 6]
    card = next(group for group in groups if group.name.startswith("Pain point: "))
    assert card._element._nvXxPr.cNvPr.get("descr").startswith(card.name)
    assert card.width > 0
    assert any(shape.shape_type == 1 for shape in card.shapes)


def test_every_page_is_a_slide_and_nothing_lies_outside_of_a_view():
    square = Placed(0, 0, Part("card", "a", "A card", 100, 100, (Box(0, 0, 100, 100, fill="#FF0000"),)))
    far = Placed(300, 0, Part("card", "b", "Out of sight", 10, 10, (Box(0, 0, 10, 10, fill="#FF0000"),)))
    deck = opened(Document((
        Page(200, 100, "#FFFFFF", (View((square,)),), "1", "All"),
        Page(100, 200, "#FFFFFF", (View((square, far), 20, 20, 0.5, Area(20, 20, 10, 50)),), "2", "Part"),
    ), "Two", "en"))
    first, second = deck.slides
    assert [slide.shapes.title.text_frame.text for slide in (first, second)] == ["Two – All", "Two – Part"]
    assert (deck.slide_width, deck.slide_height) == (Pt(200), Pt(200))
    [box] = [shape for shape in shapes(second.shapes) if shape.name == "Box"]
    assert (box.left, box.top, box.width, box.height) == (Pt(20), Pt(20), Pt(10), Pt(50))


def test_what_is_repeated_is_decoration():
    named = Placed(0, 0, Part("stage", "a", "Stage: One", 50, 20, (Box(0, 0, 50, 20, fill="#FF0000"),)))
    page = Page(200, 100, "#FFFFFF", (View((named,)), View((named,), y=50, repeated=True)))
    deck = opened(Document((page,), "R", "en"))
    first, second = [shape._element._nvXxPr.cNvPr for shape in deck.slides[0].shapes if shape.shape_type == 6]
    assert (first.get("descr"), second.get("descr")) == ("Stage: One", "")
    assert [len(list(each.iter("{*}decorative"))) for each in (first, second)] == [0, 1]


def test_a_sheet_that_is_too_large_becomes_a_slide_that_is_allowed():
    part = Part("card", "a", "A card", 9_000, 100, (Box(0, 0, 9_000, 100, fill="#FF0000"),))
    deck = opened(Document((Page(9_000, 100, "#FFFFFF", (View((Placed(0, 0, part),)),)),), "Wide", "en"))
    assert (deck.slide_width, deck.slide_height) == (51_206_400, 914_400)
    [box] = [shape for shape in shapes(deck.slides[0].shapes) if shape.name == "Box"]
    assert box.width == 51_206_400


def test_fills_and_lines_are_told_as_they_are_drawn():
    gradient = Gradient(0, 0, 0, 200, (Stop(0, "#000000"), Stop(0.5, "#FFFFFF"), Stop(1, "#FF0000")))
    path = (("M", 0, 0), ("L", 50, 0), ("C", 60, 10, 60, 90, 50, 100), ("L", 0, 100), ("Z",))
    ops = (Shape(path, gradient, Pen("#00FF00", 2, (4, 2), round=True), 0.5),
           Shape((("M", 0, 50), ("L", 40, 10)), None, Pen("#0000FF")))
    page = Page(200, 100, "#FFFFFF", (View((Placed(0, 0, Part("curve", "", "", 60, 100, ops)),)),))
    [slide] = opened(Document((page,), "", "en")).slides
    free, line = [shape for shape in shapes(slide.shapes) if shape.shape_type in (5, 9)]
    stops = [(int(stop.get("pos")), stop[0].get("val"), stop[0][0].get("val")) for stop in free._element.iter(f"{A}gs")]
    assert stops == [(0, "000000", "50000"), (100_000, "FFFFFF", "50000")]
    assert free._element.find(f".//{A}custDash/{A}ds").attrib == {"d": "200000", "sp": "100000"}
    assert free._element.find(f".//{A}ln").attrib == {"w": "25400", "cap": "rnd"}
    assert line._element.find(f".//{A}xfrm").get("flipV") == "1"
    assert (line.begin_x, line.begin_y, line.end_x, line.end_y) == (0, Pt(50), Pt(40), Pt(10))


def test_a_gradient_of_three_colours_is_two_of_two_over_each_other():
    """LibreOffice before 7.6 knows no third colour. The upper one begins clear, so that both look as the one did."""
    gradient = Gradient(0, 0, 200, 0, (Stop(0, "#000000"), Stop(0.5, "#FFFFFF"), Stop(1, "#FF0000")))
    ops = (Box(0, 0, 200, 50, 8, gradient, Pen("#00FF00")),)
    page = Page(200, 100, "#FFFFFF", (View((Placed(0, 0, Part("card", "a", "A", 200, 50, ops)),)),))
    [slide] = opened(Document((page,), "", "en")).slides
    below, above = [shape._element for shape in shapes(slide.shapes) if shape.name == "Box"]
    told = [[(int(stop.get("pos")), stop[0].get("val"), [each.get("val") for each in stop[0]])
             for stop in each.iter(f"{A}gs")] for each in (below, above)]
    assert told == [[(0, "000000", []), (50_000, "FFFFFF", [])],
                    [(50_000, "FF0000", ["0"]), (100_000, "FF0000", [])]]
    assert [each.find(f".//{A}ln/{A}noFill") is not None for each in (below, above)] == [True, False]


def test_a_picture_is_a_picture_with_its_words():
    content = png(8, 6)
    raster = Raster("k", "image/png", 8, 6, content)
    part = Part("card", "a", "A card", 80, 60, (Picture(0, 0, 80, 60, raster, 6, "Two people & a <shop>"),))
    page = Page(200, 100, "#FFFFFF", (View((Placed(0, 0, part),)),))
    deck = opened(Document((page, page), "P", "en"))
    [shown] = [shape for shape in shapes(deck.slides[0].shapes) if shape.shape_type == 13]
    assert shown.image.blob == content
    assert shown._element._nvXxPr.cNvPr.get("descr") == "Two people & a <shop>"


