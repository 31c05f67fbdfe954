"""PDF, fit for archives (PDF/A-3a) and for everybody (PDF/UA-1) at once, by reportlab's objects.

Not through its `Canvas`: that would encode all streams in ASCII and name a font that is not embedded.
"""

from collections.abc import Callable
from itertools import pairwise

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFAxialShading,
    PDFDictionary,
    PDFExponentialFunction,
    PDFObject,
    PDFObjectReference,
    PDFStitchingFunction,
    PDFStream,
)

from cjdesigner.drawing.drawing import Gradient
from cjdesigner.export.document import Document, Page
from cjdesigner.export.pdf_archive import add_colours, add_info, add_map, add_metadata, language_of
from cjdesigner.export.pdf_file import Archive, stream, text_string
from cjdesigner.export.pdf_layers import add_layers
from cjdesigner.export.pdf_operators import rgb, short
from cjdesigner.export.pdf_outline import add_outline, page_labels
from cjdesigner.export.pdf_page import Book, page_content, unit_of
from cjdesigner.export.pdf_paint import Needs
from cjdesigner.export.pdf_pictures import add_picture
from cjdesigner.export.pdf_structure import add_structure
from cjdesigner.export.pdf_tags import Tags
from cjdesigner.export.spoken import Spoken
from cjdesigner.model.memory import without_collections


def to_pdf(document: Document, check: Callable[[], None] = lambda: None) -> bytes:
    """A PDF. The same document gives the same bytes. `check` is called now and then and may raise to stop the work."""
    with without_collections():
        return _made(document, check)


def _made(document: Document, check: Callable[[], None]) -> bytes:
    doc = Archive()
    attached = add_map(doc, document)  # first, because it is packed while the pages are painted
    tags = Tags(document)
    book = Book(document, Needs(), tags, Spoken(tags.source, document.language), check=check)
    contents = [doc.number(doc.refer(_content(page, book))) for page in document.pages]
    check()
    layers, layering = add_layers(doc, {name: book.spoken.lane(key) or name for key, name in book.layers.items()})
    resources = doc.refer(PDFDictionary({**_resources(doc, book.needs), "Properties": PDFDictionary(layers)}))
    first = doc.reserve(len(document.pages) + 1)
    pages = list(range(first + 1, first + 1 + len(document.pages)))
    listed = b" ".join([b"%d 0 R" % number for number in pages])
    doc.put(first, [b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), listed)])
    book.find_goals()
    structure = add_structure(doc, tags, pages)
    for place, (page, content) in enumerate(zip(document.pages, contents, strict=True)):
        links = b" ".join([b"%d 0 R" % link.number for link in tags.links if link.page == place])
        _add_page(doc, page, content, (first, place), doc.number(resources), links)
    check()
    outline = add_outline(doc, document, book.targets, pages)
    entries = [
        b"<</Type/Catalog/Pages %d 0 R/Lang%b" % (first, text_string(language_of(document))),
        b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot ", structure,
        b"/Metadata %d 0 R" % doc.number(add_metadata(doc, document)), b"/OutputIntents", add_colours(doc),
        b"/PageLabels", page_labels(document), b"/Outlines " + outline if outline else b"",
        b"/OCProperties" + layering if layers else b"", attached, b">>",
    ]
    root = doc.reserve(1)
    doc.put(root, [b"".join(entries)])
    return doc.file(root, doc.number(add_info(doc, document)))


def _resources(doc: Archive, needs: Needs) -> dict[str, PDFDictionary | PDFObjectReference]:
    """All that pages refer to by name."""
    looks = _looks(doc, needs)
    shared = b"%d 0 R" % doc.number(doc.refer(PDFDictionary(looks)))
    forms = {name: _form(doc, box, drawn, shared) for name, drawn, box in needs.forms()}
    forms |= {name: add_picture(doc, raster) for raster, name in needs.pictures.items()}
    fonts = {subset.name: subset.reference(doc) for subset in needs.text.subsets}
    return {**looks, "Font": PDFDictionary(fonts), "XObject": PDFDictionary(forms)}


def _content(page: Page, book: Book) -> PDFStream:
    """What is painted on a page; a unit of a very large one is several points."""
    book.check()
    content, unit = page_content(page, book), unit_of(page)
    if unit > 1:
        content = f"q {1 / unit:.6f} 0 0 {1 / unit:.6f} 0 0 cm\n{content}\nQ"
    return stream(content.encode("latin-1"))


def _add_page(doc: Archive, page: Page, drawn: int, at: tuple[int, int], resources: int, links: bytes) -> None:
    """A page with the number of its content: the number of the list of pages, its place in it."""
    (first, place), unit = at, unit_of(page)
    more = b"/Annots[%b]" % links if links else b""
    more += b"/UserUnit %.1f" % unit if unit > 1 else b""
    doc.put(first + 1 + place, [
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.4f %.4f]/Resources %d 0 R/Contents %d 0 R"
        b"/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>/Tabs/S/StructParents %d%b>>" % (
            first, page.width / unit, page.height / unit, resources, drawn, place, more)])


def _looks(doc: Archive, needs: Needs) -> dict[str, PDFObjectReference]:
    """The gradients and opacities of page and forms."""
    opacities = {name: PDFDictionary({"ca": opacity}) for opacity, name in needs.opacities.items()}
    gradients = {name: _gradient(doc, gradient) for gradient, name in needs.gradients.items()}
    found = {"ExtGState": opacities, "Shading": gradients}
    return {key: doc.refer(PDFDictionary(values)) for key, values in found.items()}


def _form(doc: Archive, box: tuple[float, float, float, float], content: str, looks: bytes) -> PDFObjectReference:
    """A form. It says what it refers to only if it does, for its entries are not packed."""
    entry: dict[str, object] = {"Subtype": "/Form", "BBox": f"[{' '.join(map(short, box))}]".encode()}
    if "/" in content:
        entry["Resources"] = looks
    return doc.refer(stream(content.encode("ascii"), entry))


def _gradient(doc: Archive, gradient: Gradient) -> PDFObjectReference:
    function = _colours(gradient)
    ends = (gradient.x1, gradient.y1, gradient.x2, gradient.y2)
    return doc.refer(PDFAxialShading(*ends, Function=function, ColorSpace="DeviceRGB", Extend="[true true]"))


def _colours(gradient: Gradient) -> PDFObject:
    """The colour at each place from 0 to 1: straight between two stops, level before the first and after the last."""
    stops = sorted(gradient.stops)
    ends = [(0.0, stops[0].colour), *stops, (1.0, stops[-1].colour)]
    spans = [(a, b) for a, b in pairwise(ends) if b[0] > a[0]]
    parts = [PDFExponentialFunction(_numbers(a[1]), _numbers(b[1]), 1) for a, b in spans]
    if len(parts) == 1:
        return parts[0]
    bounds = PDFArray([b[0] for _, b in spans[:-1]])
    return PDFStitchingFunction(parts, bounds.sequence, [0, 1] * len(parts), Domain="[0 1]")


def _numbers(colour: str) -> list[float]:
    return [float(number) for number in rgb(colour).split()]
