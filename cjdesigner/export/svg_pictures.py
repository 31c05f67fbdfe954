"""Pictures of an SVG: inside the file, with what they show in words."""

from base64 import b64encode

from cjdesigner.drawing.drawing import Picture
from cjdesigner.export.svg_tags import number, tag, words


def picture(op: Picture, defs: list[str]) -> str:
    """A picture, cut to its rounded corners; the cut is added to the definitions."""
    sides = {key: number(getattr(op, key)) for key in ("x", "y", "width", "height")}
    clip = f"clip{sum(each.startswith('<clipPath') for each in defs) + 1}"
    rounded = {"rx": number(op.radius)} if op.radius > 0 else {}
    defs.append(tag("clipPath", {"id": clip}, tag("rect", sides | rounded)))
    named = {"aria-label": op.alt} if op.alt else {}
    data = f"data:{op.raster.type};base64,{b64encode(op.raster.content).decode()}"
    looks = {"preserveAspectRatio": "none", "clip-path": f"url(#{clip})", "style": "image-orientation:none",
             "role": "img", **named, "href": data}
    return tag("image", sides | looks, tag("title", {}, words(op.alt)) if op.alt else "")
