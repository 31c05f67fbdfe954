"""Every word can be read: contrast of at least 4.5 to 1 on every theme, 7 to 1 on the plain ones. And a missing picture
can be seen.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner import assets
from cjdesigner.drawing import symbols
from cjdesigner.drawing.colours import contrast, luminance, mix, readable
from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.drawing import Box, Drawing, Gradient, Part, Shape, Text
from cjdesigner.drawing.symbols import CURRENT, FACES, face, icon, parse
from cjdesigner.drawing.theme import CHANNEL_ICONS, EVIDENCE_ICONS, look
from cjdesigner.drawing.theme import THEMES as ALL
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.names import CHANNELS, EVIDENCE, LANES

THEMES = pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
KINDS = sorted({*CARD_KINDS, *LANES, "persona", "stage", "lane", "from_the_future"})
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
TYPESETTER = Typesetter(FontSet(system=False))


def drawn(journey: JourneyMap, theme: object) -> Drawing:
    return compose(journey, theme, TYPESETTER)


def parts(drawing: Drawing, role: str) -> list[Part]:
    return [part for _x, _y, part in drawing.walk() if part.role == role]


# -- arithmetic -------------------------------------------------------------------------------------------------------


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert luminance("#FFFFFF") == pytest.approx(1)


@given(COLOURS, COLOURS)
def test_mixing_stays_between_its_colours(first, second):
    assert mix(first, second, 1) == first
    assert mix(first, second, 0) == second
    low, high = sorted((luminance(first), luminance(second)))
    assert mix(first, first, 0.3) == first
    assert 0 <= luminance(mix(first, second, 0.5)) <= 1
    assert low <= high


@given(COLOURS, st.sampled_from(ALL))
def test_a_readable_colour_is_readable_and_stays_itself_if_it_was(colour, theme):
    found = readable(colour, (theme.page,), theme.shade)
    assert contrast(found, theme.page) >= 4.5
    if contrast(colour, theme.page) >= 4.5:
        assert found == colour


# -- kinds ------------------------------------------------------------------------------------------------------------


@THEMES
@pytest.mark.parametrize("kind", KINDS)
def test_the_ink_of_a_kind_can_be_read_on_its_tint_and_on_cards(theme, kind):
    colour = look(kind).colour
    assert contrast(theme.ink(colour), theme.tint(colour)) >= theme.least
    assert contrast(theme.ink(colour), theme.card) >= theme.least


@settings(max_examples=300)
@given(COLOURS, st.sampled_from(ALL))
def test_the_ink_of_any_chosen_colour_can_be_read(colour, theme):
    assert contrast(theme.ink(colour), theme.tint(colour)) >= theme.least
    assert contrast(theme.ink(colour), theme.card) >= theme.least


@settings(max_examples=300)
@given(COLOURS, st.sampled_from(ALL))
def test_text_can_be_read_on_any_tint(colour, theme):
    for ink in (theme.text, theme.quiet):
        assert contrast(ink, theme.tint(colour)) >= theme.least
        assert contrast(ink, theme.card) >= theme.least
        assert contrast(ink, theme.page) >= theme.least


@THEMES
def test_the_words_of_the_scale_can_be_read_on_their_lane(theme):
    ground = theme.tint(look("emotion").colour)
    for tone in (theme.good, theme.bad):
        assert contrast(theme.ink(tone), ground) >= theme.least
    assert contrast(theme.expected, ground) >= theme.least
    assert contrast(theme.curve, ground) >= 3


# -- stages and the header ------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.none(), COLOURS), st.sampled_from(ALL))
def test_the_words_of_a_stage_can_be_read_on_its_colour(colour, theme):
    journey = JourneyMap(stages={f"s{n}": Stage(id=f"s{n}", rank=f"a{n}", name="Tên", time="2 ngày", colour=colour)
                                 for n in range(3)})
    for part in parts(drawn(journey, theme), "stage"):
        ground = next(op.fill for op in part.ops if isinstance(op, Shape))
        said = [op for op in part.ops if isinstance(op, Text)]
        assert len(said) == 2
        assert min(contrast(op.colour, ground) for op in said) >= theme.least


def along(gradient: Gradient, share: float) -> str:
    for a, b in zip(gradient.stops, gradient.stops[1:], strict=False):
        if a.at <= share <= b.at:
            return mix(b.colour, a.colour, (share - a.at) / (b.at - a.at))
    return gradient.stops[-1].colour


@THEMES
def test_the_words_of_the_header_can_be_read_all_along_it(theme):
    journey = JourneyMap(title="Tên", scenario="Bối cảnh", personas={
        f"p{n}": Persona(id=f"p{n}", rank=f"a{n}", name="Lan", goals="Mua nhà") for n in range(3)})
    drawing = drawn(journey, theme)
    header, = parts(drawing, "header")
    band = next(op.fill for op in header.ops if isinstance(op, Box))
    grounds = [along(band, step / 50) for step in range(51)]
    for op in (op for op in header.ops if isinstance(op, Text)):
        assert min(contrast(op.colour, ground) for ground in grounds) >= theme.least
    for part in parts(drawing, "persona"):
        box = next(op for op in part.ops if isinstance(op, Box))
        paler = [mix(box.fill, ground, box.opacity) for ground in grounds]
        for op in (op for op in part.ops if isinstance(op, Text)):
            assert min(contrast(op.colour, ground) for ground in paler) >= theme.least


@THEMES
@pytest.mark.parametrize("kind", sorted(CARD_KINDS))
def test_every_word_of_a_card_can_be_read(theme, kind):
    own = {"metric": {"value": "12", "unit": "%", "target": "20", "source": "CRM"}, "quote": {"speaker": "Lan"},
           "touchpoint": {"channel": "web", "moment_of_truth": True}}
    held = CARD_KINDS[kind](id="c", rank="a0", stage="s", lane="l", text="Chữ", details="Nhỏ", owner="Lan", tags=("a",),
                            evidence="survey", **own.get(kind, {}))
    journey = JourneyMap(stages={"s": Stage(id="s", rank="a0")}, cards={"c": held},
                         lanes={"l": Lane(id="l", rank="a0", kind="backstage")})
    if kind == "emotion":
        journey = JourneyMap(**{**dict(journey), "lanes": {"l": Lane(id="l", rank="a0", kind="action")}})
    card, = parts(drawn(journey, theme), "card")
    ground = next(op.fill for op in card.ops if isinstance(op, Box) and op.pen)
    assert min(contrast(op.colour, ground) for op in card.ops if isinstance(op, Text)) >= theme.least


# -- pictures -------------------------------------------------------------------------------------------------


NAMES = sorted({*(look(kind).icon for kind in KINDS), *CHANNEL_ICONS.values(), *EVIDENCE_ICONS.values(),
                "diamond", "route", "user", "user-circle", "bulb", "quote"})


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_that_a_drawing_uses_is_there(name):
    symbol = icon(name)
    assert symbol.name == f"icons-{name}"
    assert symbol.shapes
    assert all(paint in (None, CURRENT) for shape in symbol.shapes
               for paint in (shape.fill, shape.pen.colour if shape.pen else None))


@pytest.mark.parametrize("score", sorted(FACES))
def test_every_score_has_a_face_of_its_own(score):
    assert face(score).shapes
    assert all(face(score) != face(other) for other in FACES if other != score)


def test_a_missing_picture_is_a_box_that_can_be_seen(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "path", lambda *names: tmp_path.joinpath(*names))
    monkeypatch.setattr(symbols.assets, "path", lambda *names: tmp_path.joinpath(*names))
    found = symbols._load("icons", "not-there")
    tmp_path.joinpath("icons").mkdir()
    tmp_path.joinpath("icons", "broken.svg").write_text("<svg")
    broken = symbols._load("icons", "broken")
    for symbol in (found, broken):
        assert symbol.size == 24
        shape, = symbol.shapes
        assert shape.pen is not None
        assert len(shape.path) > 6


def test_a_path_is_read_as_lines_and_cubic_curves():
    assert parse("M1 2L3 4L1 4Z")[:3] == (("M", 1, 2), ("L", 3, 4), ("L", 1, 4))
    assert parse("M1 2L3 4L1 4Z")[-1] == ("Z",)
    (_move, curve) = parse("M0 0Q3 3 6 0")
    assert curve == ("C", 2, 2, 4, 2, 6, 0)


def test_every_channel_evidence_and_lane_has_a_look():
    assert set(CHANNEL_ICONS) == set(CHANNELS)
    assert set(EVIDENCE_ICONS) == set(EVIDENCE)
    assert all(look(kind) != look("from_the_future") for kind in LANES)
