"""What a PDF says beside its picture: the order of reading, headings, figures, layers, outline, labels, links."""

import io
import re
import shutil
import subprocess

import pypdf
import pytest
from hypothesis import given, settings

from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.drawing import Part
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.export.document import Document, Page, View
from cjdesigner.export.links import links_in
from cjdesigner.export.pages import Laid
from cjdesigner.export.pdf import to_pdf
from cjdesigner.model.cards import Action, Emotion, PainPoint
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.templates import build
from tests.core.pictures import jpeg, map_with, picture
from tests.core.test_pdf_archive import several_pages
from tests.strategies import journey_maps

TYPE = Typesetter(FontSet(system=False))
LINKS = "See https://example.org/a_(b), mailto:me@example.org. Not javascript:alert(1) nor file:///etc/passwd"


def card(kind, key, stage, lane, text, **more):
    return kind(id=key, rank=key, stage=stage, lane=lane, text=text, **more)


SMALL = JourneyMap(
    id="m", title="Trip", scenario="By train", language="en", author="Ann",
    personas={"p": Persona(id="p", rank="a", name="Kim")},
    stages={"s1": Stage(id="s1", rank="a", name="Before", time="A day"), "s2": Stage(id="s2", rank="b", name="On it")},
    lanes={"l1": Lane(id="l1", rank="a", kind="action", name="Doing"),
           "l2": Lane(id="l2", rank="b", kind="emotion", name="Feeling"),
           "l3": Lane(id="l3", rank="c", kind="pain_point", name="Pain")},
    cards={each.id: each for each in (
        card(Action, "c1", "s1", "l1", "Looks up"), card(Action, "c2", "s1", "l1", "Buys"),
        card(Action, "c3", "s2", "l1", "Boards"), card(Emotion, "c4", "s1", "l2", "Glad", score=1),
        card(Emotion, "c5", "s2", "l2", "Cold", score=-2), card(PainPoint, "c6", "s2", "l3", "Late", severity=3),
    )})


def pdf_of(journey: JourneyMap) -> bytes:
    drawing = compose(journey, typesetter=TYPE)
    return to_pdf(Laid(drawing, drawing.width, drawing.height, source=journey).document())


def reader_of(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def elements(pdf: bytes) -> list[pypdf.generic.DictionaryObject]:
    """All elements of the structure in the order of reading."""
    found = []

    def walk(element):
        element = element.get_object()
        if not isinstance(element, pypdf.generic.DictionaryObject) or "/S" not in element:
            return
        found.append(element)
        kids = element["/K"]
        for kid in kids if isinstance(kids, pypdf.generic.ArrayObject) else [kids]:
            walk(kid)

    walk(reader_of(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def spoken(pdf: bytes) -> list[str]:
    """What poppler finds in the structure: kinds and texts in the order of reading."""
    if not shutil.which("pdfinfo"):
        pytest.skip("poppler's pdfinfo is not installed")
    done = subprocess.run(["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True)
    lines = [line.strip() for line in done.stdout.decode(errors="replace").splitlines()]
    return [line.split(" (")[0].rstrip(":") for line in lines if re.match(r'(H\d|P|Figure|Link)\b|".', line)]


def test_a_map_is_read_stage_by_stage_and_lane_by_lane():
    assert spoken(pdf_of(SMALL)) == [
        "H1", '"Trip"', "P", '"Customer journey map  ·  Current state"', "P", '"By train"', "P", '"Kim"',
        "Figure", '""',
        "H2", '"Before"', "P", '"A day"',
        "H3", '"Doing"', "P", '"Looks up"', "P", '"Buys"',
        "H3", '"Feeling"', "P", '"Positive"', "P", '"Negative"', "Figure", '"Glad"', '""',
        "H3", '"Pain"',
        "H2", '"On it"',
        "H3", '""', "P", '"Boards"',
        "H3", '""', "Figure", '"Cold"', '""',
        "H3", '""', "Figure", '""', "P", '"Late"',
    ]
    names = [element["/ActualText"] for element in elements(pdf_of(SMALL)) if "/ActualText" in element]
    assert names == ["Doing", "Feeling", "Pain"], "a lane is written once, and stands for a heading in every stage"


def test_figures_say_what_is_seen():
    alts = [element["/Alt"] for element in elements(pdf_of(SMALL)) if element["/S"] == "/Figure"]
    assert alts == ["Emotion curve: Before +1; On it −2", "Emotion +1: Glad", "Emotion −2: Cold",
                    "Pain point, severity 3 of 4"]


def test_a_picture_says_what_it_shows():
    pdf = pdf_of(map_with(picture(jpeg(), "image/jpeg"), alt="Quầy hàng"))
    assert [each["/Alt"] for each in elements(pdf) if each["/S"] == "/Figure"] == ["Quầy hàng"]


@settings(max_examples=25, deadline=None)
@given(journey_maps)
def test_every_piece_has_one_place_and_no_heading_skips_a_level(journey):
    pdf = pdf_of(journey)
    reader, found = reader_of(pdf), elements(pdf)
    levels = [int(each["/S"][2:]) for each in found if re.fullmatch(r"/H\d", each["/S"])]
    assert all(new <= old + 1 for old, new in zip([0, *levels], levels, strict=False))
    assert all(each.get("/Alt") for each in found if each["/S"] == "/Figure")
    held = [each.get_object() for each in reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"][1]]
    marked = re.findall(rb"/MCID (\d+)>>BDC", reader.pages[0].get_contents().get_data())
    assert [int(number) for number in marked] == list(range(len(held)))
    for number, element in enumerate(held):
        kids = element["/K"]
        assert number in (kids if isinstance(kids, pypdf.generic.ArrayObject) else [kids])
    pieces = [kid for each in found for kid in (each["/K"] if isinstance(each["/K"], list) else [each["/K"]])
              if isinstance(kid, int)]
    assert sorted(pieces) == list(range(len(held)))


def test_what_is_repeated_and_the_foot_are_passed_over():
    texts = {}
    for repeated in (False, True):
        drawing = compose(SMALL, typesetter=TYPE)
        page = Page(drawing.width, drawing.height, "#FFFFFF", (View(drawing.parts, repeated=repeated),), "1")
        texts[repeated] = spoken(to_pdf(Document((page,), "Trip", "en", source=SMALL)))
    assert texts[True] == []
    foot = build("sample", "vi")
    assert foot.footer
    assert not any(foot.footer[:20] in line for line in spoken(pdf_of(foot)))


def test_several_pages_are_read_one_after_the_other():
    pdf = to_pdf(several_pages(SMALL))
    found = elements(pdf)
    assert [each.get_object()["/T"] for each in found[0]["/K"]] == ["Overview", "A1", "A2", "Overview"]
    assert [line for line in spoken(pdf) if line == '"Looks up"'] == ['"Looks up"'] * 3


def test_a_poster_is_read_as_one_map():
    """A card is on one sheet only: the stages go on across the sheets."""
    drawing = compose(SMALL, typesetter=TYPE)
    head = tuple(each for each in drawing.parts if each.part.role in ("header", "stage"))
    body = [each for each in drawing.parts if each.part.role == "lane"]
    pages = tuple(Page(drawing.width, drawing.height, "#FFFFFF", views, label) for label, views in (
        ("1", (View((*head, body[0])),)), ("2", (View(head, repeated=True), View(tuple(body[1:]))))))
    said = spoken(to_pdf(Document(pages, "Trip", "en", source=SMALL)))
    assert said.index('"Glad"') < said.index('"On it"') < said.index('"Boards"') < said.index('"Cold"')


def test_a_drawing_without_its_map_is_read_lane_by_lane():
    drawing = compose(SMALL, typesetter=TYPE)
    page = Page(drawing.width, drawing.height, "#FFFFFF", (View(drawing.parts),), "1")
    pdf = to_pdf(Document((page,), "Trip", "en"))
    said = spoken(pdf)
    assert said.index('"Doing"') < said.index('"Looks up"') < said.index('"Boards"') < said.index('"Pain"')
    assert reader_of(pdf).attachments == {}


def test_each_lane_is_a_layer():
    reader = reader_of(pdf_of(SMALL))
    held = reader.trailer["/Root"]["/OCProperties"]
    assert [layer.get_object()["/Name"] for layer in held["/D"]["/Order"]] == ["Doing", "Feeling", "Pain"]
    content = reader.pages[0].get_contents().get_data()
    assert re.findall(rb"/OC /(L\d) BDC", content) == [b"L1", b"L2", b"L3"]
    assert len(re.findall(rb"\bB(?:DC|MC)\b", content)) == len(re.findall(rb"\bEMC\b", content))


def test_the_outline_leads_to_stages_and_lanes():
    reader = reader_of(pdf_of(SMALL))
    assert [each.title for each in reader.outline] == ["Before", "On it", "Doing", "Feeling", "Pain"]
    assert [reader.get_destination_page_number(each) for each in reader.outline] == [0] * 5
    assert reader.outline[0].left < reader.outline[1].left
    assert reader.outline[2].top > reader.outline[4].top


def test_the_outline_of_several_pages_and_their_labels():
    reader = reader_of(to_pdf(several_pages(SMALL)))
    assert [each.title for each in reader.outline if not isinstance(each, list)] == [
        "i Overview", "A1", "A2", "i Overview"]
    assert reader.page_labels == ["i", "A1", "A2", "i"]


@pytest.mark.parametrize(("text", "targets"), [
    ("https://a.example", ["https://a.example"]),
    ("(see http://a.example/x).", ["http://a.example/x"]),
    ("https://vi.example/đồ?q=bản#đây", ["https://vi.example/%C4%91%E1%BB%93?q=b%E1%BA%A3n#%C4%91%C3%A2y"]),
    ("https://bánh.example/", ["https://xn--bnh-ela.example/"]),
    ("MAILTO:me@a.example", ["mailto:me@a.example"]),
    ("https://bank.example@evil.example/", [""]),
    ("javascript:alert(1) file:///x data:text/html,x ftp://a.example smb://a", [""] * 5),
    ("https:// http://:80 mailto:nobody", [""]),
    ("https://a.example/" + "x" * 3_000, [""]),
    ("a: b, c://", []),
])
def test_only_what_is_safe_is_a_link(text, targets):
    assert [each.target for each in links_in(text)] == targets


def test_links_are_where_their_words_are():
    journey = map_with(picture(jpeg(), "image/jpeg"), text=LINKS)
    pdf = pdf_of(journey)
    page = reader_of(pdf).pages[0]
    links = [each.get_object() for each in page["/Annots"]]
    assert {each["/A"]["/URI"] for each in links} == {"https://example.org/a_(b)", "mailto:me@example.org"}
    assert all(each["/Contents"] == each["/A"]["/URI"] for each in links)
    assert b"javascript" not in pdf.replace(b"javascript:alert(1) nor", b"")
    said = [each["/S"] for each in elements(pdf)]
    assert said.count("/Link") == 2
    for each in links:
        left, bottom, right, top = each["/Rect"]
        assert 0 < right - left < float(page.mediabox.width)
        assert 5 < top - bottom < 40


def test_words_beside_a_face_say_whose_they_are():
    parts: list[Part] = [part for _x, _y, part in compose(SMALL, typesetter=TYPE).walk() if part.role == "words"]
    assert {part.of for part in parts} == {"c4", "c5"}
