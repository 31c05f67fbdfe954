"""Words in a second language are marked as such; addresses and stages in a PDF lead where they say."""

import io

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.export import Choices, Furniture, Sheet, export_map, lay_out
from cjdesigner.export.pdf import to_pdf
from cjdesigner.export.pdf_languages import Tongues
from cjdesigner.language import LANGUAGES, sayings
from cjdesigner.model.cards import Action
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage, Step
from cjdesigner.model.templates import build
from tests.core.test_pdf_structure import elements, reader_of
from tests.verapdf import broken_rules, needs_verapdf

TYPE = Typesetter(FontSet(system=False))
BOTH = Tongues("vi", ("vi", "en"))


def set_in_lines(words, width=None):
    block = TYPE.block(words, TextStyle("regular", 10, 1.4), width)
    return [Text(0, line.baseline, line, 10, "#000000") for line in block.lines]


def told(words, tongues=BOTH, width=None):
    """What is in another language, piece by piece."""
    return [("".join("".join(run.text for run in op.line.row) for op in ops).strip(" /"), code)
            for code, ops in tongues.pieces(set_in_lines(words, width)) if code]


@pytest.mark.parametrize(("words", "found"), [
    ("Chú giải\nLegend", [("Legend", "en")]),
    ("Phiên bản 1.2  ·  Cập nhật 21/11/2026", []),
    ("Customer journey map  ·  Current state  ·  Version 1.2",
     [("Customer journey map", "en"), ("Current state", "en"), ("Version 1.2", "en")]),
    ("Mục tiêu / Goal: Mua nhanh", [("Goal:", "en")]),
    ("Ngọc Ánh, 34 tuổi / years old", [("years old", "en")]),
    ("34 years old", [("years old", "en")]),
    ("Legend has it", []),
    ("web / web", []),
    ("", []),
])
def test_the_programs_own_words_are_told_from_those_of_people(words, found):
    assert [(said.rstrip(), code) for said, code in told(words)] == found


def test_words_that_go_on_in_the_next_line_stay_together():
    words = "Điểm nghẽn và cơ hội giải quyết / Pain points and what answers them"
    assert told(words, width=150) == [("Pain points and what answers them", "en")]
    assert len(set_in_lines(words, 150)) > 2


def test_one_language_has_nothing_to_tell():
    assert not Tongues("vi-VN", ("vi",))
    assert Tongues("fr", ("en",))
    assert told("Chú giải / Legend", Tongues("en", ("vi", "en"))) == [("Chú giải", "vi")]
    assert all("Legend" in sayings("en") and "" not in sayings(code) for code in LANGUAGES)


@given(st.lists(st.sampled_from(("Legend", "Chú giải", " / ", "  ·  ", "\n", "Version 1.2", "שלום", "Goal: ", "x")),
                max_size=9), st.sampled_from([None, 40, 120]))
def test_nothing_is_lost_or_moved(words, width):
    lines = set_in_lines("".join(words), width)
    pieces = [op for _code, ops in BOTH.pieces(lines) for op in ops]
    assert [placed.run for op in lines for placed in op.line.runs] == [
        placed.run for op in pieces for placed in op.line.runs]
    assert [op.x + placed.x for op in lines for placed in op.line.runs] == pytest.approx([
        op.x + placed.x for op in pieces for placed in op.line.runs])
    assert sum(len(ops) for _code, ops in BOTH.pieces(lines)) >= len(lines)


@pytest.mark.parametrize("layout", ["fit", "story"])
def test_the_second_language_is_in_the_structure(layout):
    choices = Choices(layout=layout, languages=("vi", "en"), legend=True)
    spans = [each for each in elements(export_map(build("sample", "vi"), ".pdf", choices)) if each["/S"] == "/Span"]
    assert len(spans) > 5
    assert {str(each["/Lang"]) for each in spans} == {"en"}
    alone = elements(export_map(build("sample", "vi"), ".pdf", Choices(layout=layout, legend=True)))
    assert not [each for each in alone if "/Lang" in each]


def test_a_map_in_a_language_that_the_program_does_not_speak_has_english_signs():
    journey = build("sample", "en")
    french = type(journey)(**{**dict(journey), "language": "fr"})
    made = elements(export_map(french, ".pdf", Choices(legend=True)))
    assert {str(each["/Lang"]) for each in made if "/Lang" in each} == {"en"}


ADDRESSED = JourneyMap(
    id="m", title="T", language="en", footer="See https://example.org/map-footer",
    personas={"p": Persona(id="p", rank="a", name="Kim https://example.org/persona")},
    stages={"s": Stage(id="s", rank="a", name="Go https://example.org/stage", time="https://example.org/time")},
    steps={"t": Step(id="t", rank="a", stage="s", name="https://example.org/step javascript:x")},
    lanes={"l": Lane(id="l", rank="a", kind="action", name="mailto:lane@example.org")},
    cards={"c": Action(id="c", rank="a", stage="s", lane="l", text="https://example.org/card")})


def annotations(pdf):
    reader = reader_of(pdf)
    return [(place, each.get_object()) for place, page in enumerate(reader.pages) for each in page.get("/Annots", ())]


@pytest.mark.parametrize("layout", ["fit", "story", "poster", "handout"])
def test_addresses_lead_there_wherever_they_stand(layout):
    edges = Furniture("https://example.org/header", "https://example.org/footer", "mailto:us@example.org")
    choices = Choices(layout=layout, sheet=Sheet("A3"), furniture=edges)
    pdf = to_pdf(lay_out(ADDRESSED, choices, lambda: Composer(TYPE)))
    found = {str(each["/A"]["/URI"]) for _place, each in annotations(pdf) if "/A" in each}
    ends = ("stage", "step", "card", "header", "footer", "map-footer")
    wanted = {f"https://example.org/{end}" for end in ends} | {"mailto:lane@example.org", "mailto:us@example.org"}
    assert wanted <= found
    assert all(each.startswith(("https://example.org", "mailto:")) for each in found)
    assert all(each["/Contents"] for _place, each in annotations(pdf))


def test_the_overview_and_the_pain_points_lead_to_the_pages_of_the_stages():
    journey = build("sample", "en")
    document = lay_out(journey, Choices(layout="story"), lambda: Composer(TYPE))
    pdf = to_pdf(document)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    numbers = {page.indirect_reference.idnum: place for place, page in enumerate(reader.pages)}
    found = [(document.pages[place].name, str(each["/Contents"]), document.pages[numbers[each["/Dest"][0].idnum]].name)
             for place, each in annotations(pdf) if "/Dest" in each]
    stages = [stage.name for stage in journey.ordered_stages()]
    assert [said for page, said, _name in found if page == "Whole map"] == stages
    assert all(said == name for _page, said, name in found)
    assert {page for page, _said, _name in found} == {"Whole map", "Pain points and what answers them"}


@needs_verapdf
def test_all_of_that_is_fit_for_archives_and_for_everybody(tmp_path):
    for name, journey, choices in (
            ("both", build("sample", "vi"), Choices(layout="story", languages=("vi", "en"), legend=True)),
            ("fit", build("sample", "en"), Choices(languages=("en", "vi"), legend=True)),
            ("addresses", ADDRESSED, Choices(layout="story", furniture=Furniture(footer="mailto:a@example.org")))):
        (tmp_path / f"{name}.pdf").write_bytes(export_map(journey, ".pdf", choices))
    assert broken_rules(tmp_path.iterdir()) == []
