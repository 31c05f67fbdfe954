"""Theme files: what is written comes back, what is hostile ends in a sentence, and no brand makes words unreadable."""

import io
import json
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from cjdesigner.drawing import branding
from cjdesigner.drawing.branding import branded, list_themes, load_theme, save_theme, theme_named
from cjdesigner.drawing.colours import contrast
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Picture
from cjdesigner.drawing.palettes import BY_NAME, LIGHT, PALETTES
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.errors import CjError
from cjdesigner.files.themes import (
    FORMAT,
    MAX_BYTES,
    MAX_LOGO,
    Colours,
    Logo,
    ThemeFile,
    ThemeFileError,
    from_bytes,
    logo_of,
    to_bytes,
)
from cjdesigner.model.map import JourneyMap, Persona
from cjdesigner.model.templates import SAMPLE, build
from tests.core.grounds import texts_on_grounds
from tests.core.pictures import bomb, jpeg, png
from tests.strategies import texts, unknown_fields, values

TYPESETTER = Typesetter(FontSet(system=False))
SAMPLES = [build(SAMPLE, "en"), build("service-blueprint", "vi")]
tones = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
some = st.one_of(st.none(), tones)
colours = st.builds(Colours, **{name: some for name in Colours.model_fields if name not in ("header", "stages")},
                    header=st.one_of(st.none(), st.lists(tones, min_size=1, max_size=3)),
                    stages=st.one_of(st.none(), st.lists(tones, min_size=1, max_size=2)))
names = texts.map(str.strip).filter(bool).map(lambda name: f"x{name}")
files = st.builds(ThemeFile, name=names, base=st.sampled_from(sorted(BY_NAME)), colours=colours,
                  kinds=st.dictionaries(st.sampled_from(["action", "note", "backstage", "vote"]), tones))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path))
    return tmp_path / "themes"


# -- the file -----------------------------------------------------------------------------------------------------


@given(files, unknown_fields)
def test_what_is_written_comes_back(file, unknown):
    held = ThemeFile.model_validate({**file.model_dump(), **unknown})
    data = to_bytes(held)
    assert from_bytes(data) == held
    assert to_bytes(from_bytes(data)) == data
    assert json.loads(data)["format"] == FORMAT


def test_a_file_is_short_and_says_what_it_is():
    assert to_bytes(ThemeFile(name="Xưởng", colours=Colours(primary="#102030"))).decode() == (
        '{\n  "format": "cjdesigner/theme",\n  "name": "Xưởng",\n  "colours": {\n    "primary": "#102030"\n  }\n}\n')


def written(**fields: object) -> bytes:
    return json.dumps({"format": FORMAT, "name": "x", **fields}, indent=1).encode()


@pytest.mark.parametrize(("data", "said"), [
    (b"", "line 1, column 1"), (b"\xff\xfe\x00", "no plain JSON"), (b"[1]", "no theme of cjdesigner"),
    (b"{", "line 1, column 2"), (b'{"format": "cjdesigner/map"}', "must be “cjdesigner/theme”"),
    (b'{"format": "cjdesigner/theme"}', "name: this field is missing"),
    (written(name=""), "name, line 3: must not be empty"), (written(name=7), "must be text"),
    (written(colours={"primary": "red"}), "colours → primary, line 5: must be a colour such as #1A2B3C"),
    (written(colours={"header": []}), "colours → header, line 5: must not be empty"),
    (written(colours={"header": ["#000000"] * 4}), "has 4 entries, but at most 3 are allowed"),
    (written(kinds={"action": "#12"}), "kinds → action, line 5: must be a colour"),
    (written(logo={"type": "image/gif", "data": ""}), "must be one of image/png, image/jpeg"),
    (written(logo={"type": "image/png", "data": "no base 64!"}), "logo → data, line 6: must be base 64"),
    (written(logo={"type": "image/png", "data": "A" * (MAX_LOGO + 4)}), "at most"),
    (written(extra=float("inf")), "no plain JSON"), (b'{"format": "cjdesigner/theme", "name": 1e999}', "no plain JSON"),
    (b'{"name": "a", "name": "b"}', "no plain JSON"), (b'{"a":' * 50 + b"1" + b"}" * 50, "no plain JSON"),
    (b"[" * 100_000, "no plain JSON"), (b" " * (MAX_BYTES + 1), "too large"),
    (written(colours={"page": "x", "card": "y"}), "There is 1 more problem"),
])
def test_what_is_wrong_is_said(data, said):
    with pytest.raises(ThemeFileError) as refused:
        from_bytes(data)
    assert said in str(refused.value)
    assert refused.value.hint


nearly = st.fixed_dictionaries({"format": st.just(FORMAT)}, optional={
    "name": st.one_of(values, texts), "base": st.one_of(values, st.just("dark")),
    "colours": st.one_of(values, st.dictionaries(st.sampled_from([*Colours.model_fields]), st.one_of(values, tones))),
    "kinds": st.one_of(values, st.dictionaries(texts, st.one_of(values, tones))),
    "logo": st.one_of(values, st.fixed_dictionaries({"type": st.sampled_from(["image/png", "image/jpeg", 1]),
                                                     "data": st.one_of(texts, st.binary().map(
                                                         lambda data: b64encode(data).decode()))}))})


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=60), values.map(lambda value: json.dumps(value).encode()),
                 nearly.map(lambda value: json.dumps(value).encode())))
@example(b'{"format": "cjdesigner/theme", "name": "\\ud800", "kinds": {"\\ud800": "#000000"}}')
def test_hostile_bytes_end_in_a_theme_or_in_a_sentence(data):
    with suppress(CjError):
        assert branded(from_bytes(data)).theme.least >= 4.5


# -- what becomes of it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
def test_a_theme_of_nothing_but_a_base_is_the_base(theme):
    made = branded(ThemeFile(name="Mine", base=theme.name))
    assert made.changed == ()
    assert {**vars(made.theme), "name": theme.name} == vars(theme)


def test_a_brand_colours_header_stages_and_curve():
    made = branded(ThemeFile(name="Mine", colours=Colours(primary="#1B4D3E", secondary="#0B3D91"),
                             kinds={"action": "#AA0000"})).theme
    assert made.stages == ("#1B4D3E", "#0B3D91")
    assert made.header[1:] == ("#1B4D3E", "#0B3D91")
    assert made.curve == "#1B4D3E"
    assert (made.colour("action"), made.colour("note")) == ("#AA0000", LIGHT.colour("note"))
    assert branded(ThemeFile(name="Mine", colours=Colours(primary="#1B4D3E"))).theme.stages == ("#1B4D3E", "#1B4D3E")


def test_a_bright_brand_keeps_its_colours_and_gets_dark_words():
    made = branded(ThemeFile(name="Mine", colours=Colours(primary="#FFD400", secondary="#FF7A00")))
    assert made.theme.header[1:] == made.theme.stages == ("#FFD400", "#FF7A00")
    assert contrast(made.theme.header_ink, "#FFD400") > 7
    assert [sentence.split(":")[0] for sentence in made.changed] == ["curve"]
    assert "#FFD400 became #" in made.changed[0]


@settings(deadline=None, max_examples=40)
@given(files, st.sampled_from(SAMPLES))
@example(ThemeFile(name="x", colours=Colours(page="#777777", card="#777777", text="#777777")), SAMPLES[0])
@example(ThemeFile(name="x", base="contrast", colours=Colours(page="#000000", card="#FFFFFF")), SAMPLES[0])
@example(ThemeFile(name="x", base="paper", colours=Colours(header=["#808080", "#FF0000", "#00FF00"])), SAMPLES[0])
@example(ThemeFile(name="x", base="contrast_dark", colours=Colours(stages=["#808080"])), SAMPLES[1])
@example(ThemeFile(name="x", base="contrast", colours=Colours(stages=["#000000", "#00AB62"])), SAMPLES[0])
def test_no_brand_makes_a_word_unreadable(file, journey):
    made = branded(file)
    drawing = Composer(TYPESETTER, made.theme, legend=True).compose(journey)
    assert min(contrast(op.colour, ground) for op, ground in texts_on_grounds(drawing)) >= made.theme.least
    assert contrast(made.theme.curve, made.theme.card) >= 3


# -- the logo -----------------------------------------------------------------------------------------------------


def logo(content: bytes, kind: str = "image/png") -> ThemeFile:
    return ThemeFile(name="Mine", logo=logo_of(content, kind))


@pytest.mark.parametrize("file", [
    logo(b"no picture"), logo(png()[:60]), logo(bomb()), logo(jpeg()), logo(bomb(3_000, 2_000)),
    ThemeFile(name="Mine", logo=Logo(type="image/png", data="A")),
], ids=["words", "cut", "bomb", "another type", "too many pixels", "no base 64"])
def test_a_logo_that_cannot_be_shown_is_refused(file, tmp_path):
    with pytest.raises(ThemeFileError, match="logo cannot be shown"):
        branded(file)
    with pytest.raises(ThemeFileError):
        save_theme(file, tmp_path / "x.cjtheme")
    assert not (tmp_path / "x.cjtheme").exists()


def test_a_logo_in_black_and_white_has_no_colour():
    theme = branded(ThemeFile(name="Mine", base="print", logo=logo_of(png(), "image/png"))).theme
    parts = [part for _x, _y, part in Composer(TYPESETTER, theme).compose(JourneyMap()).walk()]
    picture, = (op for part in parts for op in part.ops if isinstance(op, Picture))
    assert Image.open(io.BytesIO(picture.raster.content)).mode == "LA"


def test_a_logo_has_a_largest_size():
    with pytest.raises(ThemeFileError, match="too large"):
        logo_of(bytes(MAX_LOGO), "image/png")


@settings(deadline=None, max_examples=25)
@given(st.sampled_from([(40, 40), (900, 30), (20, 700)]), st.integers(0, 4), texts.map(lambda text: text * 40),
       st.sampled_from([0, 3, 8]))
def test_a_logo_is_at_the_right_and_never_on_words_or_people(size, people, title, stages):
    theme = branded(logo(png(*size))).theme
    journey = JourneyMap(title=title, scenario=title, personas={
        f"p{n}": Persona(id=f"p{n}", rank=f"a{n}", name="Lan", goals=title) for n in range(people)})
    header = next(part for _x, _y, part in Composer(TYPESETTER, theme).compose(journey).walk() if part.role == "header")
    picture = next(op for op in header.ops if isinstance(op, Picture))
    plate = header.ops[header.ops.index(picture) - 1]
    assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.01) or 1.0 in (
        picture.width, picture.height)
    assert plate.x > 0
    assert plate.y > 0
    assert plate.x + plate.width < header.width
    assert plate.y + plate.height < header.height
    for op in header.ops:
        if hasattr(op, "line"):
            assert op.x + op.line.x + op.line.width <= plate.x
    for x, y, part in header.children:
        assert x + part.width <= plate.x or y >= plate.y + plate.height


# -- where they are -----------------------------------------------------------------------------------------------


def test_own_themes_are_listed_and_found_by_name(own_folder):
    first = save_theme(ThemeFile(name="Xưởng Bắc", base="warm"))
    save_theme(ThemeFile(name="alpha"))
    (own_folder / "broken.cjtheme").write_text("{")
    assert first == own_folder / "Xưởng-Bắc.cjtheme"
    listed = list_themes()
    assert [each.key for each in listed] == [*BY_NAME, "alpha", "Xưởng-Bắc"]
    assert theme_named("Xưởng Bắc").theme.page == theme_named("Xưởng-Bắc").theme.page == BY_NAME["warm"].page
    assert theme_named(str(first)).theme.name == "Xưởng Bắc"
    assert theme_named("warm").theme is BY_NAME["warm"]


def test_themes_that_are_not_there(tmp_path, own_folder):
    with pytest.raises(CjError, match="There is no theme “sepia”") as refused:
        theme_named("sepia")
    assert "light, warm" in refused.value.hint
    with pytest.raises(ThemeFileError, match="cannot be read"):
        load_theme(tmp_path / "none.cjtheme")
    with pytest.raises(ThemeFileError, match="base “sepia”"):
        branded(ThemeFile(name="x", base="sepia"))
    own_folder.write_text("a file where the folder should be")
    assert [each.key for each in list_themes()] == [*BY_NAME]
    with pytest.raises(CjError, match="cannot be made"):
        save_theme(ThemeFile(name="x"))


@given(st.text(min_size=1, max_size=30))
def test_names_of_files_are_harmless(name):
    made = branding._file_name(name)
    assert made
    assert len(made) <= 60
    assert not set(made) & set('/\\:*?"<>|.\0')
