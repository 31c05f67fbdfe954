"""PDF, by reportlab's document layer: a page of raw operators, its fonts, forms, gradients, and what it is called.

Not through `Canvas`: that would encode all streams in ASCII and name a font that is not embedded.
"""

from itertools import pairwise

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFArrayCompact,
    PDFAxialShading,
    PDFDictionary,
    PDFDocument,
    PDFExponentialFunction,
    PDFInfo,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFStitchingFunction,
    PDFStream,
    PDFString,
    PDFZCompress,
    ViewerPreferencesPDFDictionary,
)

from cjdesigner.drawing.drawing import Gradient
from cjdesigner.export.document import Document, Page
from cjdesigner.export.pdf_fonts import refer
from cjdesigner.export.pdf_operators import rgb
from cjdesigner.export.pdf_page import Needs, page_content, symbol_content
from cjdesigner.export.pdf_pictures import add_picture

_MOST = 14_400.0
"""The longest side of a page in its own units, by the specification."""

_PROGRAM = "cjdesigner"


def to_pdf(document: Document) -> bytes:
    """A PDF. The same document gives the same bytes."""
    doc = PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang=document.language)
    _name(doc, document.title)
    needs = Needs()
    contents = [page_content(page, needs) for page in document.pages]
    symbols = [(name, symbol, symbol_content(symbol, needs)) for symbol, name in needs.symbols.items()]
    looks = _looks(doc, needs)
    forms = {name: _form(doc, symbol.size, drawn, looks) for name, symbol, drawn in symbols}
    forms |= {name: add_picture(doc, raster) for raster, name in needs.pictures.items()}
    resources = {
        **looks,
        "Font": PDFDictionary({subset.name: subset.reference(doc) for subset in needs.text.subsets}),
        "XObject": PDFDictionary(forms),
    }
    shared = refer(doc, PDFDictionary(resources))
    for page, content in zip(document.pages, contents, strict=True):
        _add_page(doc, page, content, shared)
    return doc.GetPDFData(None)


class _Info(PDFInfo):
    """What the document is called. No dates, so that the same drawing gives the same bytes."""

    def format(self, document: PDFDocument) -> bytes:
        words = {"Title": self.title, "Author": self.author, "Creator": self.creator, "Producer": self.producer}
        return PDFDictionary({key: PDFString(word) for key, word in words.items()}).format(document)


def _name(doc: PDFDocument, title: str) -> None:
    doc.info = _Info()
    doc.info.title = title
    doc.info.author = doc.info.creator = doc.info.producer = _PROGRAM
    catalogue = vars(doc)["Catalog"]
    catalogue.ViewerPreferences = ViewerPreferencesPDFDictionary({"DisplayDocTitle": "true"})


def _add_page(doc: PDFDocument, page: Page, content: str, resources: PDFObjectReference) -> None:
    """A page; on a sheet that is too large for the format, a unit is several points."""
    unit = max(1.0, page.width / _MOST, page.height / _MOST)
    unit = 1.0 if unit == 1.0 else float(int(unit) + 1)
    if unit > 1:
        content = f"q {1 / unit:.6f} 0 0 {1 / unit:.6f} 0 0 cm\n{content}\nQ"
    pages = vars(doc)["Pages"]
    entry = {
        "Type": PDFName("Page"), "Parent": refer(doc, pages), "Resources": resources,
        "MediaBox": PDFArrayCompact([0, 0, round(page.width / unit, 4), round(page.height / unit, 4)]),
        "Contents": refer(doc, PDFStream(PDFDictionary(), content.encode("ascii"), [PDFZCompress])),
    }
    made = PDFDictionary(entry | ({"UserUnit": unit} if unit > 1 else {}))
    refer(doc, made, doc.thisPageName())
    pages.addPage(made)
    doc.pageCounter += 1


def _looks(doc: PDFDocument, needs: Needs) -> dict[str, PDFObjectReference]:
    """The gradients and opacities of page and forms."""
    opacities = {name: PDFDictionary({"ca": opacity}) for opacity, name in needs.opacities.items()}
    gradients = {name: _gradient(doc, gradient) for gradient, name in needs.gradients.items()}
    found = {"ExtGState": opacities, "Shading": gradients}
    return {key: refer(doc, PDFDictionary(values)) for key, values in found.items()}


def _form(doc: PDFDocument, size: float, content: str, looks: dict[str, PDFObjectReference]) -> PDFObjectReference:
    entry = {
        "Type": PDFName("XObject"), "Subtype": PDFName("Form"), "Resources": PDFDictionary(looks),
        "BBox": PDFArrayCompact([-2, -2, size + 2, size + 2]),
    }
    return refer(doc, PDFStream(PDFDictionary(entry), content.encode("ascii"), [PDFZCompress]))


def _gradient(doc: PDFDocument, gradient: Gradient) -> PDFObjectReference:
    function = _colours(gradient)
    ends = (gradient.x1, gradient.y1, gradient.x2, gradient.y2)
    return refer(doc, PDFAxialShading(*ends, Function=function, ColorSpace="DeviceRGB", Extend="[true true]"))


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
