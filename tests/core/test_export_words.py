"""Markdown and HTML: all the words of a map, as words, whatever they say."""

import base64
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from cjdesigner.edit.parking import park
from cjdesigner.edit.workshop import add_comment
from cjdesigner.export import Choices, Sheet, export_map, lay_out
from cjdesigner.model.map import JourneyMap
from tests.core.saying import MAPS, all_texts, built, drawn_texts, hostile_map, plain, squeezed
from tests.strategies import journey_maps

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")

FORBIDDEN = {"link_open", "image", "html_inline", "code_inline", "s_open", "strong_open"}


def markdown(journey: JourneyMap) -> str:
    return export_map(journey, ".md").decode()


def read_markdown(text: str) -> list[str]:
    """The texts of the blocks, as a reader of Markdown shows them."""
    found = []
    for token in READER.parse(text):
        assert token.type not in ("html_block", "fence", "code_block", "table_open", "blockquote_open"), token.content
        if token.type == "inline":
            assert not {child.type for child in token.children} & FORBIDDEN
            found.append("".join(child.content if child.type == "text" else " " for child in token.children
                                 if child.type not in ("em_open", "em_close")))
    return found


def check_markdown(journey: JourneyMap) -> None:
    shown = plain("\n".join(read_markdown(markdown(journey))))
    assert [text for text in all_texts(journey) if plain(text) not in shown] == []


@pytest.mark.parametrize("name", MAPS)
def test_markdown_says_all(name):
    check_markdown(built(name))


@given(journey_maps)
@settings(max_examples=60, deadline=None)
def test_markdown_says_all_of_any_map(journey):
    check_markdown(journey)


def test_what_was_said_about_a_parked_card_is_said_with_it():
    journey = built("sample en")
    card = next(iter(journey.cards.values()))
    journey = park(add_comment(journey, card.id, "Who knows more?", "An"), [card.id])
    lines = markdown(journey).splitlines()
    at = lines.index("## Parking lot")
    assert any(card.text in line for line in lines[at:])
    assert any("An" in line and "Who knows more?" in line for line in lines[at:])


def test_hostile_text_is_text_in_markdown():
    check_markdown(hostile_map())


def test_markdown_is_in_reading_order_and_says_what_marks_mean():
    lines = markdown(built("sample vi")).splitlines()
    headings = [line for line in lines if line.startswith("#")]
    assert headings[:4] == ["# Mua thiết bị gia dụng trực tuyến", "## Chân dung", "## Nhận biết", "### Cảm xúc"]
    assert "  - Điểm: −2 (rất tiêu cực)" in lines
    text = markdown(built("sample en"))
    assert "  - Severity: 4 of 4" in text
    pain, idea = "Answered by", "Answers"
    assert len(re.findall(pain, text)) == len(re.findall(f"- {idea}:", text)) == len(built("sample en").links)


# -- HTML -----------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """The words outside of the picture, and the tags and attributes of all."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words, self.tags, self.attributes, self.ids = [], [], [], []
        self._within: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        self.ids += [value for name, value in attributes if name == "id"]
        if tag in ("svg", "style", "title"):
            self._within.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data):
        if not self._within:
            self.words.append(data)


def page(journey: JourneyMap) -> tuple[str, Reader]:
    text = export_map(journey, ".html").decode()
    return text, Reader(text)


def check_html(journey: JourneyMap) -> None:
    text, reader = page(journey)
    shown = plain(" ".join(reader.words))
    assert [each for each in drawn_texts(journey) if plain(each) not in shown] == []
    assert "script" not in reader.tags
    assert not [name for name, _value in reader.attributes if name.startswith("on")]
    assert {name for name, _value in reader.attributes if name in ("src", "action", "srcdoc")} == set()
    assert len(reader.ids) == len(set(reader.ids))
    targets = [value for name, value in reader.attributes if name == "href"]
    assert all(value.startswith(("#", "data:image/")) for value in targets)
    assert {value[1:] for value in targets if value.startswith("#")} <= set(reader.ids)
    assert text == export_map(journey, ".html").decode()


@pytest.mark.parametrize("name", ["sample vi", "sample en", "5a vi", "service-blueprint en"])
def test_html_says_what_is_drawn(name):
    check_html(built(name))


@given(journey_maps)
@settings(max_examples=25, deadline=None)
def test_html_says_what_is_drawn_of_any_map(journey):
    check_html(journey)


def test_a_page_of_several_pages_shows_them_all():
    journey, choices = built("sample vi"), Choices("story", Sheet("A4"))
    names = [page.name for page in lay_out(journey, choices).pages]
    text = export_map(journey, ".html", choices).decode()
    found = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]*)" alt="([^"]*)"', text)
    assert [alt.split(" – ")[1] for _data, alt in found] == names
    shown = [ElementTree.fromstring(base64.b64decode(data)) for data, _alt in found]
    assert {each.tag for each in shown} == {"{http://www.w3.org/2000/svg}svg"}
    assert "Trang 4/11" in "".join(shown[3].itertext())
    assert len(re.findall(r' id="([^"]*)"', text)) == len(set(re.findall(r' id="([^"]*)"', text)))


def test_hostile_text_is_text_in_html():
    check_html(hostile_map())


def test_a_page_is_whole_in_itself_and_has_its_landmarks():
    text, reader = page(built("sample vi"))
    assert text.startswith("<!DOCTYPE html>\n<html lang=\"vi\">")
    policy = re.search(r'content="(default-src[^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert [tag for tag in reader.tags if tag in ("header", "main", "nav", "article", "footer")] == [
        "header", "main", "article", "nav", "footer"]
    assert reader.tags.count("h1") == 1
    assert reader.tags.index("a") < reader.tags.index("header")
    assert "prefers-color-scheme:dark" in text
    assert "@media print" in text
    assert set(re.findall(r"url\(([^)]{5})", text)) <= {"data:", "#grad"}
    assert "<title>Mua thiết bị gia dụng trực tuyến</title>" in text


def test_what_is_hidden_or_said_among_colleagues_is_not_on_the_page():
    journey = JourneyMap.model_validate({
        "stages": {"a": {"rank": "a", "name": "Seen"}, "b": {"rank": "b", "name": "Unseen", "hidden": True}},
        "lanes": {"l": {"rank": "a", "kind": "note", "name": "Row", "prompt": "Why?"}},
        "cards": {"c": {"kind": "note", "rank": "a", "stage": "a", "lane": "l", "text": "Here"},
                  "d": {"kind": "note", "rank": "a", "stage": "b", "lane": "l", "text": "There"}},
        "comments": {"k": {"rank": "a", "card": "c", "text": "Psst"}}, "parked": {"p": {"rank": "a", "text": "Later"}}})
    text, _reader = page(journey)
    assert [word for word in ("Seen", "Row", "Here") if word not in text] == []
    assert [word for word in ("Unseen", "There", "Psst", "Later", "Why?") if word in text] == []


def test_choices_of_pages_change_no_text():
    journey = built("sample vi")
    assert export_map(journey, ".md", Choices(scale=7)) == export_map(journey, ".md")
    assert squeezed(journey.title) in squeezed(markdown(journey))
