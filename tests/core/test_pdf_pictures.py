"""Pictures in exports: once each, a JPEG as it is, transparency right; in an SVG inside the file, with their words."""

import io
from base64 import b64decode
from xml.etree import ElementTree

import pypdf
import pypdfium2
import pytest
from PIL import Image

from cjdesigner.drawing.drawing import Box, Drawing, Grid, Part, Picture, Placed
from cjdesigner.drawing.rasters import raster_of
from cjdesigner.export import export_map
from cjdesigner.export.pages import Laid
from cjdesigner.export.pdf import to_pdf
from cjdesigner.export.svg import to_svg
from tests.core.pictures import bomb, encoded, half_clear, jpeg, map_with, noise, picture, png

SVG = "{http://www.w3.org/2000/svg}"


def page(*ops, width=200.0, height=100.0) -> Laid:
    part = Part("page", "p", "", width, height, ops)
    return Laid(Drawing(width, height, "#FFFFFF", "T", "vi", (Placed(0, 0, part),), Grid(), {}, {}), width, height)


def shown(content: bytes, kind="image/png", x=20.0, y=20.0, width=80.0, height=40.0, radius=0.0) -> Picture:
    return Picture(x, y, width, height, raster_of(picture(content, kind)), radius, "Quầy hàng")


def rendered(laid: Laid) -> Image.Image:
    document = pypdfium2.PdfDocument(to_pdf(laid.document()))
    image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    return image


def x_objects(pdf: bytes) -> list[pypdf.generic.StreamObject]:
    found = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/XObject"]
    return [each.get_object() for each in found.values() if each.get_object()["/Subtype"] == "/Image"]


def near(one: tuple[int, ...], other: tuple[int, ...], by: int = 14) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def test_a_jpeg_goes_in_as_it_is_and_once():
    content = jpeg(60, 30)
    laid = page(shown(content, "image/jpeg"), shown(content, "image/jpeg", x=110))
    held, = x_objects(to_pdf(laid.document()))
    assert held["/Filter"] == "/DCTDecode"
    assert content in to_pdf(laid.document())
    image = rendered(laid)
    assert near(image.getpixel((60, 40)), (200, 40, 40))
    assert near(image.getpixel((150, 40)), (200, 40, 40))
    assert image.getpixel((10, 10)) == (255, 255, 255)


def test_a_picture_stands_upright():
    image = Image.new("RGB", (40, 40), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, 40, 20))
    for content, kind in ((encoded(image, "PNG"), "image/png"), (encoded(image, "JPEG"), "image/jpeg")):
        seen = rendered(page(shown(content, kind)))
        assert near(seen.getpixel((60, 26)), (255, 0, 0), 30)
        assert near(seen.getpixel((60, 54)), (0, 0, 255), 30)


def test_what_is_clear_shows_the_ground():
    laid = page(Box(0, 0, 200, 100, 0, "#00FF00"), shown(half_clear()))
    image = rendered(laid)
    assert near(image.getpixel((40, 40)), (255, 0, 0))
    assert near(image.getpixel((85, 40)), (0, 255, 0))
    held, = x_objects(to_pdf(laid.document()))
    assert held["/SMask"]["/ColorSpace"] == "/DeviceGray"


def test_a_faint_box_before_it_does_not_make_it_faint():
    image = rendered(page(Box(0, 0, 10, 10, 0, "#000000", None, 0.1), shown(png())))
    assert near(image.getpixel((60, 40)), (0, 120, 0))


def test_corners_are_cut():
    image = rendered(page(shown(png(), radius=12)))
    assert near(image.getpixel((60, 40)), (0, 120, 0))
    assert image.getpixel((21, 21)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_painted(mode):
    grey = Image.new("RGB", (8, 8), (90, 90, 90))
    image = Image.new("I;16", (8, 8), 90 * 257) if mode == "I;16" else grey.convert(mode)
    pixel = rendered(page(shown(encoded(image, "PNG")))).getpixel((60, 40))
    assert near(pixel, (90, 90, 90), 160 if mode == "1" else 14)
    assert pixel != (255, 255, 255)


def test_a_jpeg_of_inks_is_turned_into_light():
    content = encoded(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG")
    pixel = rendered(page(shown(content, "image/jpeg"))).getpixel((60, 40))
    assert pixel[0] > 180
    assert max(pixel[1:]) < 100


def test_the_same_map_gives_the_same_bytes():
    journey = map_with(picture(jpeg(), "image/jpeg"), picture(half_clear()), text="Quầy")
    for suffix in (".pdf", ".svg"):
        assert export_map(journey, suffix) == export_map(journey, suffix)


@pytest.mark.parametrize("content", [bomb(), encoded(noise(80, 80), "PNG")[:900], b""])
def test_what_cannot_be_shown_is_exported_as_a_box(content):
    journey = map_with(picture(content), alt="Quầy hàng")
    assert x_objects(export_map(journey, ".pdf")) == []
    assert b"<image" not in export_map(journey, ".svg")
    assert export_map(journey, ".png").startswith(b"\x89PNG")


def test_an_svg_holds_the_picture_and_its_words():
    content = jpeg()
    root = ElementTree.fromstring(to_svg(page(shown(content, "image/jpeg", radius=4), shown(half_clear())).document()))
    first, second = root.iter(f"{SVG}image")
    head, data = first.get("href").split(",")
    assert head == "data:image/jpeg;base64"
    assert b64decode(data) == content
    assert first.find(f"{SVG}title").text == first.get("aria-label") == "Quầy hàng"
    clips = {clip.get("id") for clip in root.iter(f"{SVG}clipPath")}
    assert {each.get("clip-path")[5:-1] for each in (first, second)} == clips
    assert len(clips) == 2
