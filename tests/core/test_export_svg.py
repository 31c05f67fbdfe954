"""The SVG: well-formed, complete, searchable, and whole in itself."""

import re
from xml.etree import ElementTree

import pytest

from cjdesigner.export import Sheet
from cjdesigner.export.pages import fitted
from cjdesigner.export.svg import to_svg
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import build

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = ["</text><script>alert(1)</script>", "a & b ]]> <![CDATA[", '" onload="x', "&amp; &#60;"]


def parsed(journey: JourneyMap, sheet: Sheet | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(to_svg(fitted(journey, sheet or Sheet()).document()))


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def sample() -> ElementTree.Element:
    return parsed(build("sample", "vi"), Sheet("A3"))


def test_every_line_is_text_in_order(sample):
    drawing = fitted(build("sample", "vi"), Sheet("A3")).drawing
    assert texts(sample) == [op.line.text for _, _, op in drawing.texts()]
    assert sample.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    assert sample.find(f"{SVG}title").text == drawing.title


def test_nothing_is_outside_the_file():
    raw = to_svg(fitted(build("sample", "vi"), Sheet("A3")).document()).decode()
    assert not re.search(r'(?:href|src)\s*=\s*"(?!#)', raw)
    assert set(re.findall(r"url\(([^)]{5})", raw)) <= {"data:", "#grad"}
    assert raw.count("http") == raw.count("http://www.w3.org/2000/svg")


def test_ids_are_unique_and_references_lead_somewhere(sample):
    ids = [element.get("id") for element in sample.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {use.get("href")[1:] for use in sample.iter(f"{SVG}use")} <= set(ids)
    fills = {element.get("fill") or "" for element in sample.iter()}
    assert {fill[5:-1] for fill in fills if fill.startswith("url")} <= set(ids)


def test_every_class_has_a_face_with_its_weight(sample):
    style = sample.find(f"{SVG}style").text
    used = {element.get("class") for element in sample.iter() if element.get("class")}
    for name in used:
        rule = re.search(rf'\.{name}\{{font-family:"(cj-\w+)".*?font-weight:(\d+)', style)
        assert f'@font-face{{font-family:"{rule[1]}";font-weight:{rule[2]}' in style
    assert len(used) >= 4


def test_a_part_has_its_name_and_id(sample):
    card = next(group for group in sample.iter(f"{SVG}g") if (group.get("id") or "").startswith("card-"))
    assert card.find(f"{SVG}title").text.endswith("Thấy quảng cáo trên Facebook và hỏi bạn bè")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text):
    root = parsed(JourneyMap(title=text, footer=text))
    assert root.find(f"{SVG}title").text == text
    assert [line for line in texts(root) if line == text]
    assert not list(root.iter(f"{SVG}script"))


def test_what_xml_cannot_hold_is_replaced():
    root = parsed(JourneyMap(title="a\ufffe\uffffb"))
    assert root.find(f"{SVG}title").text == "a\ufffd\ufffdb"


def test_right_to_left_lines_are_in_reading_order():
    root = parsed(JourneyMap(title="Giá שלום עולם"))
    assert "".join(texts(root)).startswith("Giá שלום עולם")
    directions = [element.get("direction") for element in root.iter(f"{SVG}text")]
    assert "rtl" in directions


def test_the_page_has_its_size_in_points(sample):
    assert sample.get("width") == "1190.55pt"
    assert sample.get("viewBox") == "0 0 1190.55 841.89"


def test_spaces_are_kept():
    root = parsed(JourneyMap(title="a  b   c"))
    assert "a  b   c" in texts(root)
    assert root.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert "text{white-space:pre}" in root.find(f"{SVG}style").text
