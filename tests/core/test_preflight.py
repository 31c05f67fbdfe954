"""The check before an export: each kind of finding has a map that causes it and one that does not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Box, Gradient, Part, Placed, Stop, Text
from cjdesigner.drawing.theme import LIGHT, THEMES
from cjdesigner.drawing.type import FontSet, TextStyle, Typesetter
from cjdesigner.export import LAYOUTS, Choices, Sheet, lay_out
from cjdesigner.export.document import Document, Page, View
from cjdesigner.export.grounds import faint
from cjdesigner.export.preflight import Finding, preflight, warnings_in
from cjdesigner.files.storage import open_map
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from tests.core.pictures import encoded, map_with, noise, picture
from tests.strategies import journey_maps

TYPE = Typesetter(FontSet(system=False))
A3, A5 = Sheet("A3"), Sheet("A5")
SAMPLE = Path(__file__).parents[2] / "docs" / "sample.cjmap"


def check(journey: JourneyMap, choices: Choices | None = None) -> tuple[Finding, ...]:
    choices = choices or Choices()
    return preflight(journey, choices, make=lambda: Composer(TYPE, choices.theme))


def of_kind(kind: str, journey: JourneyMap, choices: Choices | None = None) -> list[Finding]:
    return [each for each in check(journey, choices) if each.kind == kind]


def with_card(lane: dict[str, Any] | None = None, stage: dict[str, Any] | None = None, **fields: Any) -> JourneyMap:
    card = {"rank": "a0", "kind": "note", "stage": "s", "lane": "l", "text": "Waiting", **fields}
    return JourneyMap.model_validate({
        "language": "en", "title": "Map", "stages": {"s": {"rank": "a0", "name": "Buy", **(stage or {})}},
        "lanes": {"l": {"rank": "a0", "kind": "note", "name": "Notes", **(lane or {})}}, "cards": {"c": card}})


# -- characters, type, pages ------------------------------------------------------------------------------------------


def test_a_character_without_a_font_is_told_with_its_card():
    [finding] = of_kind("glyphs", with_card(text="Cherokee \u13a0"))
    assert (finding.severity, finding.where) == ("warning", "c")
    assert finding.figures == {"characters": "\u13a0"}
    assert finding.sentence == "No font here has \u13a0 (U+13A0) of “Cherokee \u13a0”: boxes are drawn instead."
    assert of_kind("glyphs", with_card(text="Chờ 😀")) == []


def test_small_type_is_warned_of_and_other_type_noted():
    wide = JourneyMap.model_validate({"stages": {f"s{n}": {"rank": f"a{n}", "name": "Stage"} for n in range(10)}})
    [small] = of_kind("type", wide, Choices(sheet=A5))
    assert small.severity == "warning"
    assert 0 < small.figures["points"] < 6
    assert small.page == 1
    assert f"{small.figures['points']:.1f} pt" in small.sentence
    [large] = of_kind("type", wide)
    assert (large.severity, large.where, large.figures) == ("note", "", {"points": 11.5})


@pytest.mark.parametrize(("sheet", "size"), [
    (A3, (420.0, 297.0)), (Sheet("A5", landscape=False), (148.0, 210.0)), (Sheet("Letter"), (279.4, 215.9)),
])
def test_pages_are_told_in_exact_millimetres(sheet, size):
    [finding] = of_kind("pages", with_card(), Choices(sheet=sheet))
    assert finding.severity == "note"
    assert finding.figures == {"pages": 1, "width_mm": size[0], "height_mm": size[1]}
    assert finding.sentence == f"1 page, {size[0]:g} × {size[1]:g} mm"


def test_pages_of_one_size_are_counted_together():
    pages = tuple(Page(width, 72.0, "#FFFFFF", ()) for width in (144.0, 72.0, 144.0))
    found = [each for each in preflight(with_card(), document=Document(pages, "T", "en")) if each.kind == "pages"]
    assert [(each.sentence, each.page) for each in found] == [
        ("2 pages, 50.8 × 25.4 mm", 1), ("1 page, 25.4 × 25.4 mm", 2)]


# -- pictures, contrast, links ----------------------------------------------------------------------------------------


def test_coarse_pictures_are_told_as_they_are_placed():
    journey = map_with(picture(encoded(noise(400, 400), "PNG")))
    assert of_kind("picture", journey) == []
    [finding] = of_kind("picture", map_with(picture(encoded(noise(120, 60), "PNG"))))
    assert (finding.severity, finding.where, finding.page) == ("warning", "c0", 1)
    assert finding.figures["dpi"] == pytest.approx(72, abs=4)
    [larger] = of_kind("picture", map_with(picture(encoded(noise(120, 60), "PNG"))), Choices(sheet=Sheet("A0")))
    assert larger.figures["dpi"] < finding.figures["dpi"]


def test_faint_text_is_told_once_for_each_thing():
    pale = replace(LIGHT, quiet="#B9C0C9")
    journey = with_card(details="Small print", owner="Anna", stage={"colour": "#FFE14D"})
    [finding] = of_kind("contrast", journey, Choices(theme=pale))
    assert (finding.severity, finding.where, finding.page) == ("warning", "c", 1)
    assert 1 < finding.figures["contrast"] < 4.5
    assert of_kind("contrast", journey) == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("colour", ["#FFE14D", "#777777", "#FF0000", "#FFFFFF", "#000000"])
def test_own_colours_stay_readable_in_our_themes(theme, colour):
    journey = with_card(lane={"colour": colour}, stage={"colour": colour, "time": "Soon"}, colour=colour, tags=["x"])
    assert of_kind("contrast", journey, Choices(theme=theme)) == []


def a_text(colour: str, x: float, ops: tuple[object, ...] = (), children: tuple[Placed, ...] = ()) -> Part:
    block = TYPE.block("Words", TextStyle(size=10))
    return Part("card", "k", "", 200, 40, (*ops, Text(x, 10, block.lines[0], 10, colour)), children)


@pytest.mark.parametrize(("parts", "contrasts"), [
    ([Placed(0, 0, a_text("#FFFFFF", 10))], [1.0]),
    ([Placed(0, 0, a_text("#FFFFFF", 10, (Box(0, 0, 200, 40, fill="#000000"),)))], []),
    ([Placed(0, 0, a_text("#FFFFFF", 10, (Box(0, 0, 200, 40, fill="#000000", opacity=0.1),)))], [1.2]),
    ([Placed(0, 0, a_text("#FFFFFF", 10, (Box(0, 0, 5, 40, fill="#000000"),)))], [1.0]),
    ([Placed(0, 0, a_text("#FFFFFF", 10, (Box(0, 0, 200, 40, fill=Gradient(0, 0, 200, 0, (
        Stop(0, "#000000"), Stop(1, "#FFFFFF")))),)))], []),
    ([Placed(0, 0, a_text("#FFFFFF", 150, (Box(0, 0, 200, 40, fill=Gradient(0, 0, 200, 0, (
        Stop(0, "#000000"), Stop(1, "#FFFFFF")))),)))], [1.2]),
    ([Placed(0, 0, Part("header", "h", "", 300, 90, (Box(0, 0, 300, 90, fill="#000000"),), (
        Placed(20, 20, a_text("#FFFFFF", 10)),)))], []),
    ([Placed(0, 0, Part("header", "h", "", 300, 90, (Box(0, 0, 300, 90, fill="#000000"),))),
      Placed(20, 20, a_text("#FFFFFF", 10))], []),
    ([Placed(20, 20, a_text("#FFFFFF", 10)),
      Placed(0, 0, Part("header", "h", "", 300, 90, (Box(0, 0, 300, 90, fill="#000000"),)))], [1.0]),
], ids=["on the page", "on a box", "on a shadow", "beside a box", "dark end", "pale end", "in a part", "after a part",
        "before a part"])
def test_the_ground_of_a_text_is_what_was_painted_under_it(parts, contrasts):
    page = Page(400, 300, "#FFFFFF", (View(tuple(parts), 10, 20, 0.5),))
    assert [round(each.contrast, 1) for each in faint(page)] == pytest.approx(contrasts, abs=0.1)


def test_what_is_repeated_is_told_where_it_is_first():
    page = Page(400, 300, "#FFFFFF", (View((Placed(0, 0, a_text("#FFFFFF", 10)),), repeated=True),))
    assert list(faint(page)) == []


def test_refused_links_are_told_and_others_are_not():
    [finding] = of_kind("link", with_card(details="javascript:alert(1) https://example.com"))
    assert (finding.severity, finding.where) == ("warning", "c")
    assert finding.figures == {"address": "javascript:alert(1)"}
    assert of_kind("link", with_card(details="https://example.com")) == []
    [title] = of_kind("link", JourneyMap(title="Look at file:///etc"))
    assert title.where == "header"


# -- for whom ---------------------------------------------------------------------------------------------------------


def test_a_clients_copy_says_what_it_lacks():
    journey = with_card(internal=True, owner="Anna")
    [finding] = of_kind("client", journey, Choices(client=True))
    assert (finding.severity, finding.sentence) == ("note", "Left out of the client's copy: 1 card.")
    [nothing] = of_kind("client", with_card(), Choices(client=True))
    assert nothing.sentence == "Nothing has to be left out of the client's copy."
    assert of_kind("client", journey) == []


def test_what_is_left_out_is_not_checked_either():
    journey = with_card(internal=True, text="file:///secret \u13a0")
    assert warnings_in(check(journey, Choices(client=True))) == ()
    assert {each.kind for each in warnings_in(check(journey))} == {"glyphs", "link"}


def test_internal_things_in_another_copy_are_noted():
    [finding] = of_kind("internal", with_card(internal=True))
    assert finding.figures == {"internal": 1}
    assert of_kind("internal", with_card()) == []
    assert of_kind("internal", with_card(internal=True), Choices(client=True)) == []


def test_cards_that_are_folded_away_are_noted_for_clients():
    [finding] = of_kind("collapsed", with_card(lane={"collapsed": True}), Choices(client=True))
    assert finding.figures == {"cards": 1}
    assert of_kind("collapsed", with_card(), Choices(client=True)) == []


# -- good maps --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("client", [False, True])
def test_there_is_nothing_to_warn_of_in_the_sample(client):
    assert warnings_in(check(open_map(SAMPLE).map, Choices(sheet=A3, client=client))) == ()


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("key", templates.KEYS)
def test_there_is_nothing_to_warn_of_in_templates(key, code):
    assert warnings_in(check(templates.build(key, code), Choices(sheet=A3))) == ()


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=25, deadline=None)
@given(journey=journey_maps)
def test_every_map_can_be_checked(layout, journey):
    choices = Choices(layout=layout, client=len(journey.cards) % 2 == 0)
    document = lay_out(journey, choices, lambda: Composer(TYPE))
    found = preflight(journey, choices, document)
    severities = [each.severity for each in found]
    assert severities == sorted(severities, reverse=True)  # warnings first
    held = {"", "header", *document.source.personas, *document.source.stages, *document.source.steps,
            *document.source.lanes, *document.source.cards}
    assert all(each.where in held and 0 <= each.page <= len(document.pages) for each in found)
