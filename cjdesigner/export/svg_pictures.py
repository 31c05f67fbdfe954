"""Pictures of an SVG: inside the file, with what they show in words."""

from base64 import b64encode
from xml.etree.ElementTree import Element, SubElement

from cjdesigner.drawing.drawing import Picture
from cjdesigner.export.svg_text import number, safe


def add_picture(parent: Element, op: Picture, defs: Element) -> None:
    """Adds a picture, cut to its rounded corners."""
    sides = {key: number(getattr(op, key)) for key in ("x", "y", "width", "height")}
    clip = f"clip{len(defs.findall('clipPath')) + 1}"
    made = SubElement(defs, "clipPath", {"id": clip})
    SubElement(made, "rect", sides | ({"rx": number(op.radius)} if op.radius > 0 else {}))
    data = b64encode(op.raster.content).decode()
    image = SubElement(parent, "image", sides | {
        "preserveAspectRatio": "none", "clip-path": f"url(#{clip})", "style": "image-orientation:none", "role": "img",
        **({"aria-label": safe(op.alt)} if op.alt else {}), "href": f"data:{op.raster.type};base64,{data}",
    })
    if op.alt:
        SubElement(image, "title").text = safe(op.alt)
