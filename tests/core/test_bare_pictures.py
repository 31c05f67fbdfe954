"""What pictures say beside their pixels goes into no file for a client, and the pixels stay as they are."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from cjdesigner.drawing.bare import bare, upright
from cjdesigner.drawing.rasters import plain_picture, raster_from, raster_of
from cjdesigner.export import FORMATS, Choices, Furniture, export_map
from cjdesigner.export.client import client_copy, left_out
from cjdesigner.export.preflight import preflight
from cjdesigner.files.format import to_bytes
from tests.core.leaks import found
from tests.core.pictures import encoded, jpeg, map_with, noise, picture

SECRETS = {f"qz800{n}wk" for n in range(8)}
_PROFILE = b"\0\0\2\x0cqz8004wk" + bytes(520)


def exif(orientation=1):
    made = Image.Exif()
    made[ExifTags.Base.Artist], made[ExifTags.Base.Orientation] = "qz8000wk", orientation
    return made.tobytes()


def telling_jpeg(orientation=1, **more):
    data = encoded(noise(60, 30), "JPEG", exif=exif(orientation), comment="qz8001wk", icc_profile=_PROFILE, **more)
    iptc = b"Photoshop 3.0\0" + b"qz8002wk"
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>qz8003wk</x>"
    extra = b"".join(bytes((0xFF, marker)) + struct.pack(">H", len(held) + 2) + held
                     for marker, held in ((0xED, iptc), (0xE1, xmp)))
    return data[:2] + extra + data[2:] + b"after the end: qz8003wk"


def telling_png(mode="RGBA"):
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "qz8005wk")
    said.add_text("Comment", "qz8006wk", zip=True)
    said.add_itxt("XML:com.adobe.xmp", "qz8007wk", zip=True)
    return encoded(noise(40, 30).convert(mode), "PNG", pnginfo=said, exif=exif(), icc_profile=_PROFILE) + b"qz8005wk"


def pixels(data):
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGBA").tobytes()


@pytest.mark.parametrize(("content", "kind"), [
    (telling_jpeg(), "image/jpeg"), (telling_jpeg(progressive=True), "image/jpeg"),
    (telling_jpeg(restart_marker_blocks=2), "image/jpeg"), (telling_png(), "image/png"),
    (telling_png("P"), "image/png"), (encoded(Image.new("CMYK", (9, 9), (9, 80, 7, 0)), "JPEG"), "image/jpeg")])
def test_only_the_picture_is_left_and_it_is_the_same(content, kind):
    made = bare(content, kind)
    assert pixels(made) == pixels(content)
    assert bare(made, kind) == made
    assert not found(made, SECRETS)
    assert not {"exif", "icc_profile", "comment", "xmp"} & Image.open(io.BytesIO(made)).info.keys()


@given(st.sampled_from((telling_jpeg(), telling_png())), st.data())
def test_damaged_bytes_are_refused_or_walked_and_nothing_else(content, data):
    bad = bytearray(content)
    at = data.draw(st.integers(0, len(bad) - 1))
    bad[at:at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    try:
        assert len(bare(bytes(bad), kind)) <= len(bad)
    except ValueError:
        assert bytes(bad) != content


def test_a_raster_and_a_logo_are_bare_already():
    for content, kind in ((telling_jpeg(), "image/jpeg"), (telling_png(), "image/png")):
        assert not found(raster_of(picture(content, kind)).content, SECRETS)
        assert not found(raster_from(content).content, SECRETS)


def test_odd_bytes_that_can_be_shown_are_encoded_anew():
    odd = telling_png()
    at = odd.rindex(b"IEND") - 4
    odd = odd[:at]  # no end: decoders show it nevertheless
    made = raster_of(picture(odd))
    assert pixels(made.content) == pixels(odd)
    assert not found(made.content, SECRETS)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_logo_is_turned_as_the_camera_was_held(orientation):
    content = telling_jpeg(orientation)
    made = raster_from(content)
    assert (made.width, made.height) == ((60, 30) if orientation < 5 else (30, 60))
    assert not found(made.content, SECRETS)
    assert upright(jpeg(), "image/jpeg") == jpeg()


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_picture_says_anything_in_a_clients_file(suffix):
    journey = map_with(picture(telling_jpeg(), "image/jpeg"), picture(telling_png()))
    for logo in (telling_jpeg(6), telling_png()):
        choices = Choices(client=True, furniture=Furniture(logo=raster_from(logo)))
        assert found(export_map(journey, suffix, choices), SECRETS) == set()


def test_the_search_would_find_what_they_say():
    journey = map_with(picture(telling_jpeg(), "image/jpeg"), picture(telling_png()))
    assert found(export_map(journey, ".pdf", Choices()), SECRETS) >= {"qz8000wk", "qz8001wk", "qz8005wk", "qz8006wk"}


def test_the_copy_names_its_pictures_by_their_new_bytes_and_says_so():
    told, plain, broken = (picture(telling_jpeg(), "image/jpeg"), picture(encoded(noise(9, 9), "PNG")),
                           picture(b"\xff\xd8 qz8001wk", "image/jpeg"))
    journey = map_with(told, told, plain, broken)
    copy = client_copy(journey)
    cards = [copy.cards[f"c{n}"].picture for n in range(4)]
    assert cards == [plain_picture(told).id, plain_picture(told).id, plain.id, None]
    assert copy.pictures.keys() == set(cards[:3])
    assert client_copy(copy) == copy
    assert not found(to_bytes(copy), SECRETS)
    assert left_out(journey) == {"pictures": 1, "described": 1}
    assert any("what 1 picture says beside" in each.sentence for each in preflight(journey, Choices(client=True)))
