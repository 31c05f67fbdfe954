"""PPTX: each page as a slide of shapes and texts that can be edited, by python-pptx.

The library makes the package; a slide's shapes are written as one text of XML, because adding them one by one takes a
time that grows with the square of their number. Everything on a slide is escaped by `svg_tags`.
"""

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any

from cjdesigner.export.document import Area, Document, Page, View
from cjdesigner.export.pptx_paint import fill_of
from cjdesigner.export.pptx_shapes import EMU, Slide, hidden_title, part_group
from cjdesigner.export.pptx_text import FAMILY
from cjdesigner.export.svg_tags import tag
from cjdesigner.language import catalogue

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_MOST, _LEAST = 56 * 72.0, 72.0
"""The longest and the shortest side of a slide, in points, by PowerPoint."""
_TITLE_ONLY = 5
_NO_TIME = datetime.datetime(1980, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def to_pptx(document: Document) -> bytes:
    """A presentation with a slide for each page. The same document gives the same bytes."""
    import pptx

    deck = pptx.Presentation()
    scale = _scale(document)
    _set_size(deck, document, scale)
    layout = deck.slide_layouts[_TITLE_ONLY]
    for other in [each for each in deck.slide_layouts if each is not layout]:
        deck.slide_layouts.remove(other)
    for place, page in enumerate(document.pages):
        _fill(deck.slides.add_slide(layout), document, page, place, scale)
    _name(deck, document)
    held = io.BytesIO()
    deck.save(held)
    return _without_times(held)


def _scale(document: Document) -> float:
    """What makes the largest page a slide that PowerPoint takes."""
    return min(1.0, _MOST / max(max(page.width, page.height) for page in document.pages))


def _set_size(deck: "Presentation", document: Document, scale: float) -> None:
    """Slides as large as the largest page; what layouts place is moved to where it belongs on such a slide."""
    from pptx.util import Emu

    was = deck.slide_width or 1, deck.slide_height or 1
    width = max(max(page.width for page in document.pages) * scale, _LEAST)
    height = max(max(page.height for page in document.pages) * scale, _LEAST)
    now = Emu(round(width * EMU)), Emu(round(height * EMU))
    deck.slide_width, deck.slide_height = now
    deck.element.sldSz.attrib.pop("type", None)  # it is no more the 4 : 3 of the library's own
    across, down = now[0] / was[0], now[1] / was[1]
    master = deck.slide_master
    for shape in [*master.placeholders, *deck.slide_layouts[_TITLE_ONLY].placeholders]:
        if shape.element.spPr.find("{*}xfrm") is None:  # it stands where the master's stands
            continue
        shape.left, shape.width = Emu(round(shape.left * across)), Emu(round(shape.width * across))
        shape.top, shape.height = Emu(round(shape.top * down)), Emu(round(shape.height * down))


def _fill(slide: Any, document: Document, page: Page, place: int, scale: float) -> None:  # noqa: ANN401
    """Puts a page onto a slide, whose own shapes are taken away."""
    from pptx.oxml import parse_xml

    made = Slide(document.language, lambda content: _picture_id(slide, content))
    name = page.name or document.title
    if len(document.pages) > 1 and page.name and document.title not in page.name:
        name = f"{document.title} – {page.name}" if document.title else page.name
    title = hidden_title(made, name or page.label or str(place + 1), page.width * scale)
    drawn = "".join([_view(made, view, scale) for view in page.views])
    tree = slide.element.cSld.spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for shape in parse_xml(made.wrapped(title + drawn)):
        tree.append(shape)
    ground = tag("p:bgPr", {}, fill_of(page.background or "#FFFFFF", 1.0, Area(0, 0, 1, 1)) + tag("a:effectLst", {}))
    slide.element.cSld.insert(0, parse_xml(made.wrapped(tag("p:bg", {}, ground)))[0])


def _picture_id(slide: Any, content: bytes) -> str:  # noqa: ANN401
    _part, key = slide.part.get_or_add_image_part(io.BytesIO(content))
    return str(key)


def _view(slide: Slide, view: View, scale: float) -> str:
    """A view: a group for each of its parts. What lies outside of its edge is left out, and panels end there."""
    placed = slide.at(view.x * scale, view.y * scale, view.scale * scale,
                      tuple(side * scale for side in view.clip) if view.clip else None)
    return "".join([part_group(placed, x, y, part, spoken=not view.repeated) for x, y, part in view.walk()])


def _name(deck: "Presentation", document: Document) -> None:
    about = deck.core_properties
    about.title, about.author, about.language = document.title[:255], document.author[:255], document.language
    about.last_modified_by = about.keywords = about.subject = ""
    note = catalogue(document.language).gettext(
        "The words are set in {font}, a free font. Where it is not installed, another one stands in for it.")
    about.comments = note.format(font=FAMILY)
    about.created = about.modified = _NO_TIME
    about.revision = 1


def _without_times(held: io.BytesIO) -> bytes:
    """The same zip, each file in it of the same old time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(name))
    return packed.getvalue()
