"""Pictures of a PDF: each once. A JPEG goes in as it is; anything else as pixels, with its transparency as a mask."""

from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFName, PDFObjectReference

from cjdesigner.drawing.drawing import Raster
from cjdesigner.drawing.rasters import opened
from cjdesigner.export.pdf_file import Archive, stream

if TYPE_CHECKING:
    from PIL.Image import Image

_SPACES = {"RGB": "DeviceRGB", "L": "DeviceGray"}


def add_picture(doc: Archive, raster: Raster) -> PDFObjectReference:
    """Puts a picture into the document."""
    with opened(raster.content, raster.type) as image:
        if raster.type == "image/jpeg" and image.mode in _SPACES:
            entry = _entry(image, image.mode) | {"Filter": PDFName("DCTDecode")}
            return doc.refer(stream(raster.content, entry, packed=False))
        image.load()
        return _pixels(doc, image)


def _pixels(doc: Archive, image: "Image") -> PDFObjectReference:
    more: dict[str, object] = {}
    if image.mode.startswith("I"):  # greys of 16 bits: the decoder would cut them off, not scale them
        image = image.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        more["SMask"] = _stream(doc, image.getchannel("A"), {})
    grey = image.mode in ("1", "L")
    return _stream(doc, image.convert("L" if grey else "RGB"), more)


def _stream(doc: Archive, image: "Image", more: dict[str, object]) -> PDFObjectReference:
    entry = _entry(image, image.mode) | more
    return doc.refer(stream(image.tobytes(), entry))


def _entry(image: "Image", mode: str) -> dict[str, object]:
    return {
        "Type": PDFName("XObject"), "Subtype": PDFName("Image"), "Width": image.width, "Height": image.height,
        "ColorSpace": PDFName(_SPACES[mode]), "BitsPerComponent": 8,
    }
