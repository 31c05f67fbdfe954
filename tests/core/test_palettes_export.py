"""The themes of exports: every word of every template can be read on what is under it, kinds are told apart by
colour-blind readers, and what is printed in black and white has no colour at all.
"""

import io
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cjdesigner.drawing.colours import channels, contrast, lightness, toned
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Box, Gradient, Picture, Shape, Text, Use
from cjdesigner.drawing.palettes import BY_NAME, PALETTES, PRINT, SAFE, SLATE, TITLES
from cjdesigner.drawing.symbols import CURRENT
from cjdesigner.drawing.theme import THEMES, look
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.export import Choices, Furniture, Sheet, export_map, lay_out
from cjdesigner.export.grounds import faint
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import KEYS, SAMPLE, build
from tests.core.colour_vision import SIGHTS, apart, seen
from tests.core.grounds import texts_on_grounds
from tests.core.pictures import half_clear, jpeg, map_with, picture
from tests.strategies import journey_maps

EVERY = pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
TYPESETTER = Typesetter(FontSet(system=False))
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
MAPS = [build(key, "vi") for key in (*KEYS, SAMPLE)]


def drawn(journey: JourneyMap, theme, **more):
    return Composer(TYPESETTER, theme, **more).compose(journey)


def test_all_themes_have_names_of_their_own():
    assert {*TITLES} == {*BY_NAME} == {theme.name for theme in PALETTES}
    assert len(BY_NAME) == len(PALETTES) >= 6
    assert {*THEMES} <= {*PALETTES}


@EVERY
def test_every_word_of_every_template_can_be_read(theme):
    for journey in MAPS:
        drawing = drawn(journey, theme, legend=True, languages=("vi", "en"))
        assert min(contrast(op.colour, ground) for op, ground in texts_on_grounds(drawing)) >= theme.least


@pytest.mark.parametrize("layout", ["story", "poster", "handout"])
@EVERY
def test_every_word_of_every_page_can_be_read(theme, layout):
    furniture = Furniture("Bản gửi khách hàng", "Bản làm việc", "Mật: chỉ dành cho nhóm dự án")
    choices = Choices(layout, Sheet("A4"), theme, furniture=furniture, languages=("vi", "en"), legend=True)
    document = lay_out(MAPS[-1], choices, lambda: Composer(TYPESETTER, theme, languages=("vi", "en"), legend=True))
    seen_too = tuple(replace(page, views=tuple(replace(view, repeated=False) for view in page.views))
                     for page in document.pages)
    assert [found for page in seen_too for found in faint(page, min(theme.least, 4.5) - 0.005)] == []


@settings(deadline=None, max_examples=25)
@given(journey_maps, st.sampled_from(PALETTES))
def test_every_word_of_any_map_can_be_read(journey, theme):
    said = list(texts_on_grounds(drawn(journey, theme, legend=True)))
    assert all(contrast(op.colour, ground) >= theme.least for op, ground in said)


@EVERY
def test_curves_and_inks_stand_out(theme):
    for kind in (*CARD_KINDS, "backstage", "frontstage", "support", "physical_evidence", "lane", "persona", "vote"):
        ink = theme.ink(theme.colour(kind))
        assert min(contrast(ink, theme.tint(theme.colour(kind))), contrast(ink, theme.card)) >= theme.least
    for tone in (theme.curve, *map(theme.ink, theme.personas)):
        assert contrast(tone, theme.card) >= 3


# -- colour-blind readers -----------------------------------------------------------------------------------------


def test_distances_are_those_of_the_paper():
    """The first, second and last of the pairs that Sharma, Wu and Dalal give."""
    for first, second, expected in (((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
                                    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
                                    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082)):
        assert apart(first, second) == pytest.approx(expected, abs=1e-4)


def test_the_simulation_makes_red_and_green_alike_for_those_who_do_not_see_them():
    red, green = "#C04000", "#7A7000"
    assert apart(seen(red, "usual"), seen(green, "usual")) > 30
    assert apart(seen(red, "deuteranopia"), seen(green, "deuteranopia")) < 12
    assert seen("#808080", "protanopia")[1] == pytest.approx(0, abs=0.5)


@pytest.mark.parametrize("sight", SIGHTS)
def test_kinds_of_the_safe_theme_are_far_apart_for_every_eye(sight):
    for first, second in combinations(sorted(CARD_KINDS), 2):
        assert apart(seen(SAFE.colour(first), sight), seen(SAFE.colour(second), sight)) >= 10


def test_the_safe_theme_draws_those_colours_and_tells_kinds_by_pattern_as_well():
    cards = [part for _x, _y, part in drawn(MAPS[-1], SAFE).walk() if part.role == "card"]
    bars = {op.fill for part in cards for op in part.ops if isinstance(op, Shape) and op.fill}
    assert {SAFE.colour(kind) for kind in ("action", "touchpoint", "pain_point")} <= bars
    dashes = {op.pen.dash for part in cards for op in part.ops if isinstance(op, Shape) and op.pen}
    assert len(dashes) == len({card.kind for card in MAPS[-1].cards.values()} - {"emotion"})


# -- one tone -----------------------------------------------------------------------------------------------------


def paints(drawing) -> set[str]:
    """All the colours of a drawing, those of its symbols too."""
    found = {drawing.background}

    def add(fill, pen) -> None:
        found.update(stop.colour for stop in fill.stops) if isinstance(fill, Gradient) else found.add(fill or "#000000")
        found.add(pen.colour if pen else "#000000")

    for _x, _y, part in drawing.walk():
        for op in part.ops:
            if isinstance(op, Box | Shape):
                add(op.fill, op.pen)
            elif isinstance(op, Text | Use):
                found.add(op.colour)
            if isinstance(op, Use):
                for shape in op.symbol.shapes:
                    add(shape.fill, shape.pen)
    return found - {CURRENT}


def is_grey(colour: str) -> bool:
    return len(set(channels(colour))) == 1


@settings(deadline=None, max_examples=40)
@given(journey_maps)
def test_print_has_no_colour_whatever_is_chosen(journey):
    assert all(map(is_grey, paints(drawn(journey, PRINT, legend=True))))


def test_print_has_no_colour_on_paper():
    journey = map_with(picture(jpeg(), "image/jpeg"), picture(half_clear()), colour="#FF0000", feeling=2)
    assert {op.raster.key.endswith("-grey") for _x, _y, part in drawn(journey, PRINT).walk() for op in part.ops
            if isinstance(op, Picture)} == {True}
    image = Image.open(io.BytesIO(export_map(journey, ".png", Choices(theme=PRINT, scale=1)))).convert("RGB")
    assert all(red == green == blue for _count, (red, green, blue) in image.getcolors(1 << 24))
    clear = next(op for _x, _y, part in drawn(journey, PRINT).walk() for op in part.ops
                 if isinstance(op, Picture) and "A" in Image.open(io.BytesIO(op.raster.content)).mode)
    assert (clear.raster.width, clear.raster.height) == (40, 20)


def test_pictures_keep_their_colours_elsewhere():
    journey = map_with(picture(jpeg(), "image/jpeg"))
    for theme in PALETTES:
        held = [op.raster for _x, _y, part in drawn(journey, theme).walk() for op in part.ops
                if isinstance(op, Picture)]
        assert [raster.type for raster in held] == ["image/png" if theme is PRINT else "image/jpeg"]


@given(COLOURS, st.sampled_from([SLATE, PRINT]))
def test_a_toned_colour_is_as_light_as_it_was(colour, theme):
    made = toned(colour, theme.tone)
    assert lightness(made) == pytest.approx(max(lightness(colour), lightness(theme.tone)), abs=0.015)
    assert theme.grey == (theme is PRINT)
    assert theme.chosen(colour) == made


@EVERY
def test_kinds_and_people_may_have_other_colours(theme):
    assert theme.colour("action") == theme.kinds.get("action", theme.chosen(look("action").colour))
    assert theme.colour("action", "#123456") == theme.chosen("#123456")
    assert theme.colour("from_the_future") == theme.chosen(look("from_the_future").colour)
    assert theme.persona(len(theme.personas)) == theme.persona(0) == theme.personas[0]
    assert theme.persona(0, "#123456") == theme.chosen("#123456")
