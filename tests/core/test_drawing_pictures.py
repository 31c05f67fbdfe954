"""Pictures on cards: their size, what stands for one that cannot be shown, and the edits that keep or forget them."""

import tracemalloc
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose import Composer, compose
from cjdesigner.drawing.compose.pictures import MOST_HEIGHT
from cjdesigner.drawing.drawing import Drawing, Picture, Text
from cjdesigner.drawing.rasters import MOST_PIXELS, raster_of
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.changes import change
from cjdesigner.edit.copying import copy, paste
from cjdesigner.edit.grid import delete
from cjdesigner.edit.pictures import fill_with_pictures, lacks_picture, prune, set_picture
from cjdesigner.edit.placing import fits
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.model.map import JourneyMap
from tests.core.pictures import bomb, encoded, half_clear, jpeg, map_with, noise, picture, png

GOOD = [picture(jpeg(), "image/jpeg"), picture(png()), picture(half_clear())]
PROGRESSIVE = picture(encoded(noise(64, 64), "JPEG", progressive=True), "image/jpeg")


def cut(content: bytes) -> bytes:
    return content[:len(content) // 2]


BAD = {
    "nothing": picture(b""),
    "no picture": picture(b"hello, I am no picture at all"),
    "another type": picture(jpeg(), "image/png"),
    "cut jpeg": picture(cut(encoded(noise(80, 80), "JPEG")), "image/jpeg"),
    "cut png": picture(cut(encoded(noise(80, 80), "PNG"))),
    "bomb": picture(bomb()),
    "long bomb": picture(bomb(1, 2**31 - 1)),
    "empty png": picture(bomb(0, 0)),
    "endless markers": picture(b"\xff\xd8" + b"\xff" * 50_000, "image/jpeg"),
    "many passes": picture(jpeg() + b"\xff\xda" * 500, "image/jpeg"),
    "svg": picture(b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
}


@cache
def typesetter() -> Typesetter:
    return Typesetter(FontSet(system=False))


def drawn(journey: JourneyMap, **options: object) -> Drawing:
    return compose(journey, typesetter=typesetter(), **options)


def pictures_in(drawing: Drawing) -> list[Picture]:
    return [op for _x, _y, part in drawing.walk() for op in part.ops if isinstance(op, Picture)]


def words_of(drawing: Drawing, key: str) -> str:
    part = next(part for _x, _y, part in drawing.walk() if part.id == key)
    return " ".join(op.line.text for op in part.ops if isinstance(op, Text))


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (300, 2400), (2400, 40), (12, 9), (1, 1)])
def test_a_picture_keeps_its_shape_and_stays_in_its_card(width, height):
    drawing = drawn(map_with(picture(png(width, height))))
    (op,), spot = pictures_in(drawing), drawing.spots["c0"]
    assert op.width / op.height == pytest.approx(max(width, 1) / height, rel=0.02) or min(op.width, op.height) == 1
    assert op.height <= MOST_HEIGHT
    assert op.width <= max(width, 1)
    assert op.x > 0
    assert op.x + op.width < spot.width
    assert op.y + op.height < spot.height


def test_the_size_is_that_of_the_bytes_and_not_of_what_the_file_says():
    op, = pictures_in(drawn(map_with(picture(png(80, 20), width=20_000, height=1))))
    assert (op.raster.width, op.raster.height) == (80, 20)


def test_the_caption_is_below_the_picture_and_the_label_says_what_it_shows():
    drawing = drawn(map_with(GOOD[0], text="The shop", alt="A shelf"))
    part = next(part for _x, _y, part in drawing.walk() if part.id == "c0")
    text, = (op for op in part.ops if isinstance(op, Text))
    op, = pictures_in(drawing)
    assert text.y >= op.y + op.height
    assert part.label == "Picture: The shop (A shelf)"
    assert op.alt == "A shelf"


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_shown_is_a_box_that_says_so(name):
    drawing = drawn(map_with(BAD[name], alt="A shelf", text="The shop"))
    assert pictures_in(drawing) == []
    assert "A shelf" in words_of(drawing, "c0")
    assert "cannot be shown" in words_of(drawing, "c0")
    assert words_of(drawing, "c0").endswith("The shop")


def test_a_bomb_is_not_unpacked():
    held = [picture(bomb()), picture(bomb(60_000, 60_000)), picture(bomb(MOST_PIXELS, 1)), picture(bomb(5000, 5001))]
    raster_of(GOOD[1])  # the decoder itself takes memory when it is first used
    tracemalloc.start()
    assert [raster_of(each) for each in held] == [None] * 4
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()


def test_good_pictures_are_found_good():
    assert None not in [raster_of(each) for each in (*GOOD, PROGRESSIVE)]


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_bytes_at_all_do_harm(data):
    good = data.draw(st.sampled_from([*GOOD, PROGRESSIVE]))
    content = bytearray(good.content())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    made = raster_of(picture(bytes(content), good.type))
    assert made is None or made.width * made.height <= MOST_PIXELS


def test_a_card_without_a_picture_invites_on_the_screen_and_is_silent_on_paper():
    journey = map_with(None)
    assert "Double-click" in words_of(drawn(journey, hints=True), "c0")
    assert words_of(drawn(journey), "c0") == ""


def test_a_picture_is_looked_into_once(monkeypatch):
    from cjdesigner.drawing.compose import lanes

    asked: list[str] = []
    monkeypatch.setattr(lanes, "raster_of", lambda each: asked.append(each.id) or raster_of(each))
    composer, journey = Composer(typesetter()), map_with(GOOD[0], GOOD[0])
    composer.compose(journey)
    composer.compose(change(journey, "c0", text="Other words"))
    composer.compose(journey, stretch=1.5)
    assert asked == [GOOD[0].id]


# -- edits ------------------------------------------------------------------------------------------------------------


def test_a_picture_goes_with_its_last_card():
    journey = map_with(GOOD[0], GOOD[0], GOOD[1])
    assert set(delete(journey, ["c0"]).pictures) == {GOOD[0].id, GOOD[1].id}
    assert set(delete(journey, ["c0", "c1"]).pictures) == {GOOD[1].id}
    assert delete(journey, ["s"]).pictures == {}
    assert prune(journey) is journey


def test_another_picture_takes_the_place_of_the_old_one():
    journey = set_picture(map_with(GOOD[0]), "c0", GOOD[1])
    assert journey.cards["c0"].picture == GOOD[1].id
    assert set(journey.pictures) == {GOOD[1].id}
    assert set_picture(journey, "c0", GOOD[1]) is journey
    assert set_picture(journey, "c0", None).pictures == {}
    assert lacks_picture(set_picture(journey, "c0", None), "c0")


def test_several_pictures_make_several_cards_in_their_order():
    journey = fill_with_pictures(map_with(None), "c0", GOOD)
    assert [card.picture for card in journey.cell("s", "l")] == [each.id for each in GOOD]
    assert set(journey.pictures) == {each.id for each in GOOD}
    assert fill_with_pictures(journey, "c0", []) is journey


def test_copies_bring_their_pictures_and_files_keep_them():
    journey = map_with(GOOD[0], GOOD[1])
    pasted = paste(JourneyMap(), copy(journey, ["c1"]))
    assert set(pasted.pictures) == {GOOD[1].id}
    assert from_bytes(to_bytes(journey)).map == journey


def test_lanes_of_pictures_and_notes_take_pictures_and_that_of_emotions_does_not():
    assert fits("image", "image")
    assert fits("note", "image")
    assert not fits("emotion", "image")
    assert not fits("action", "image")
