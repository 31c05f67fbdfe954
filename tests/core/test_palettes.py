"""Every palette can be read and used: 4.5 to 1 for words, 3 to 1 for outlines, focus and selection; 7 to 1 for words
in high contrast. And there kinds are told without their colours.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from cjdesigner.drawing.colours import contrast, luminance, mix
from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.compose.covered import covered_part
from cjdesigner.drawing.drawing import Box, Part, Shape, Text, Use
from cjdesigner.drawing.theme import CONTRAST, CONTRAST_DARK, DOT_COLOUR, LIGHT, NIGHT, THEMES, look, pattern
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.files.settings import Settings
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.names import LANES
from cjdesigner.window import look as window_look
from cjdesigner.window.look import FRAMES, TYPE, frame_for, style_sheet

ALL = [frame_for(name) for name in FRAMES]
EVERY = pytest.mark.parametrize("frame", ALL, ids=lambda frame: frame.name)
PLAIN = pytest.mark.parametrize("theme", [CONTRAST, CONTRAST_DARK], ids=lambda theme: theme.name)
KINDS = sorted({*CARD_KINDS, *LANES, "persona", "stage", "lane", "step", "from_the_future"})
TYPESETTER = Typesetter(FontSet(system=False))


def test_there_is_a_frame_for_every_theme_and_every_choice():
    assert {frame.theme for frame in ALL} == set(THEMES)
    assert all(frame.name == frame.theme.name for frame in ALL)
    for name in FRAMES:
        assert Settings(theme=name, presentation_theme=name).theme == name


# -- the frame --------------------------------------------------------------------------------------------------


@EVERY
@pytest.mark.parametrize("ground", ["window", "panel", "field", "hover"])
def test_words_of_the_frame(frame, ground):
    least = frame.theme.least
    for ink in (frame.text, frame.quiet):
        assert contrast(ink, getattr(frame, ground)) >= least


@EVERY
def test_words_on_the_accent(frame):
    assert contrast(frame.on_accent, frame.accent) >= frame.theme.least


@EVERY
@pytest.mark.parametrize("ground", ["panel", "field", "window"])
def test_fields_and_focus_can_be_found(frame, ground):
    for tone in (frame.outline, frame.accent):
        assert contrast(tone, getattr(frame, ground)) >= 3


@EVERY
def test_selection_and_quiet_words_on_the_canvas(frame):
    for ground in (frame.canvas.around, frame.theme.page, frame.theme.card):
        assert contrast(frame.canvas.accent, ground) >= 3
        assert contrast(frame.canvas.quiet, ground) >= 4.5


@EVERY
@pytest.mark.parametrize("kind", KINDS)
def test_icons_of_kinds_in_palette_and_menus(frame, kind):
    ink = frame.theme.ink(look(kind).colour)
    for ground in (frame.panel, frame.hover):
        assert contrast(ink, ground) >= 3


@EVERY
def test_a_style_sheet_has_no_colour_of_another_frame(frame):
    sheet = style_sheet(frame)
    known = {value.upper() for value in vars(frame).values() if isinstance(value, str) and value.startswith("#")}
    found = {tone.upper() for tone in re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)}
    assert [frame.warning, frame.dots] == [frame.theme.ink("#B54708"), frame.theme.ink(DOT_COLOUR)]
    assert frame.plain == frame.theme.plain
    assert found <= known | {"#C3CBD6", "#465364"} | {frame.canvas.around.upper()}


# -- the map ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", KINDS)
def test_inks_of_kinds_on_their_tints(theme, kind):
    colour = look(kind).colour
    for ground in (theme.tint(colour), theme.card):
        assert contrast(theme.ink(colour), ground) >= theme.least
        assert contrast(theme.text, ground) >= theme.least
        assert contrast(theme.quiet, ground) >= theme.least


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_of_faces_on_the_ground_under_the_curve(theme):
    for tone, share in ((theme.good, 0.3), (theme.fair, 0.14), (theme.bad, 0.18)):
        ground = mix(theme.card, mix(tone, theme.card, share), 0.86)
        assert contrast(theme.text, ground) >= theme.least
        assert contrast(theme.curve, ground) >= 3


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 0xFFFFFF).map("#{:06X}".format), st.sampled_from([CONTRAST, CONTRAST_DARK]))
def test_any_stage_colour_has_words_of_seven_to_one(colour, theme):
    journey = JourneyMap(stages={"s": Stage(id="s", rank="a0", name="Tên", time="2 ngày", colour=colour)})
    stage = next(part for _x, _y, part in compose(journey, theme, TYPESETTER).walk() if part.role == "stage")
    ground = next(op.fill for op in stage.ops if isinstance(op, Shape))
    assert min(contrast(op.colour, ground) for op in stage.ops if isinstance(op, Text)) >= 7


def test_night_is_dark_and_does_not_glare():
    assert luminance(NIGHT.page) < 0.01
    assert luminance(NIGHT.card) < 0.015
    assert luminance(NIGHT.text) < 0.65


# -- high contrast ----------------------------------------------------------------------------------------------


def card_of(kind: str, theme) -> Part:
    held = CARD_KINDS[kind](id="c", rank="a0", stage="s", lane="l", text="Chữ dài hơn một chút cho đủ hai dòng chữ")
    journey = JourneyMap(stages={"s": Stage(id="s", rank="a0")}, lanes={"l": Lane(id="l", rank="a0", kind="backstage")},
                         cards={"c": held})
    return next(part for _x, _y, part in compose(journey, theme, TYPESETTER).walk() if part.id == "c")


@PLAIN
def test_borders_are_thick_and_can_be_seen(theme):
    for kind in sorted(CARD_KINDS):
        box = next(op for op in card_of(kind, theme).ops if isinstance(op, Box) and op.pen)
        assert box.pen.width > 2 * LIGHT.stroke
        assert contrast(box.pen.colour, theme.page) >= theme.least


@PLAIN
def test_kinds_are_told_by_mark_and_pattern(theme):
    told = set()
    for kind in sorted(CARD_KINDS):
        part = card_of(kind, theme)
        marks = tuple(op.symbol.name for op in part.ops if isinstance(op, Use))
        dots = sum(1 for op in part.ops if isinstance(op, Box) and op.width == 5)
        gaps = tuple(op.pen.dash for op in part.ops if isinstance(op, Shape) and op.pen)
        assert marks or dots or kind == "note"
        told.add(gaps)
    assert len(told) == len(CARD_KINDS)


def test_patterns_of_kinds_are_different():
    assert len({pattern(kind) for kind in CARD_KINDS}) == len(CARD_KINDS)
    assert pattern("from_the_future")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", [(20, 12), (168, 36), (400, 300)])
def test_a_covered_card_stays_in_its_box_and_says_nothing(theme, size):
    width, height = size
    part = covered_part(Part("card", "c", "Secret", width, height, ()), look("quote").colour, theme, "Quote, covered")
    assert part.label == "Quote, covered"
    assert not any(isinstance(op, Text) for op in part.ops)
    sign = next(op for op in part.ops if isinstance(op, Use))
    assert contrast(sign.colour, theme.card) >= 3
    hatch = next(op for op in part.ops if isinstance(op, Shape) and op.pen)
    points = [(segment[1], segment[2]) for segment in hatch.path]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points)


# -- the size of the type ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_type_and_padding_grow_but_thin_lines_stay(scale):
    sheet = style_sheet(frame_for("light", scale))
    assert f"font-size: {round(TYPE * scale)}px" in sheet
    assert "border: 1px solid" in sheet
    sizes = [int(found) for found in re.findall(r"font-size: (\d+)px", sheet)]
    assert min(sizes) == round(11 * scale)
    assert "padding: 4px 8px" in sheet.split("#inPlaceEditor")[1]


@pytest.mark.parametrize(("system", "chosen", "expected"), [
    (12, 100, 1.0), (13.4, 100, 1.0), (14.7, 100, 1.0), (13.4, 150, 1.5), (26.8, 100, 2.0), (20.1, 100, 1.5),
    (26.8, 200, 2.0), (14.7, 125, 1.25),
])
def test_the_systems_type_counts(monkeypatch, system, chosen, expected):
    class Info:
        def __init__(self, font: object) -> None:
            self.font = font

        def pixelSize(self) -> float:
            return system

    monkeypatch.setattr(window_look, "QFontInfo", Info)
    monkeypatch.setattr(window_look.QFontDatabase, "systemFont", lambda which: which)
    assert window_look.scale_for(chosen) == pytest.approx(expected)


@pytest.mark.parametrize(("dark", "high", "expected"), [
    (False, False, "light"), (True, False, "dark"), (False, True, "contrast"), (True, True, "contrast_dark"),
])
def test_the_system_may_ask_for_high_contrast(monkeypatch, dark, high, expected):
    class Told:
        def contrastPreference(self) -> Qt.ContrastPreference:
            return Qt.ContrastPreference.HighContrast if high else Qt.ContrastPreference.NoPreference

    class Hints:
        accessibility = Told

        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light

    monkeypatch.setattr(window_look.QGuiApplication, "styleHints", Hints)
    assert frame_for("system").name == expected
    assert frame_for("night").name == "night"
