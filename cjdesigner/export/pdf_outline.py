"""The outline of a PDF: its pages if there are several, and on each the stages, then the lanes; and the pages' labels.
"""

from dataclasses import dataclass, field

from cjdesigner.export.document import Document
from cjdesigner.export.pdf_file import Archive, text_string
from cjdesigner.export.pdf_page import Target


@dataclass
class _Item:
    """An entry: its title, where it leads, and what is below it."""

    title: str
    goal: bytes
    inner: "list[_Item]" = field(default_factory=list)


def add_outline(doc: Archive, document: Document, targets: list[Target], pages: list[int]) -> bytes:
    """Puts the outline into the file. The reference to it; empty if there is nothing in it."""
    items = _items(document, targets, pages)
    if not items:
        return b""
    root = doc.reserve(1)
    objects: dict[int, bytes] = {}
    first, last = _add(doc, items, root, objects)
    doc.put(root, [b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(items))])
    for number, content in objects.items():
        doc.put(number, [content])
    return b"%d 0 R" % root


def _items(document: Document, targets: list[Target], pages: list[int]) -> list[_Item]:
    if len(pages) == 1:
        return _on_page(targets, pages)
    found = []
    for place, page in enumerate(document.pages):
        title = " ".join(part for part in (page.label, page.name) if part) or str(place + 1)
        found.append(_Item(title, b"[%d 0 R/Fit]" % pages[place],
                           _on_page([target for target in targets if target.page == place], pages)))
    return found


def _on_page(targets: list[Target], pages: list[int]) -> list[_Item]:
    ordered = sorted(targets, key=lambda target: target.role != "stage")
    return [_Item(" ".join(each.name.split()), b"[%d 0 R/XYZ %.1f %.1f null]" % (pages[each.page], each.x, each.y))
            for each in ordered if each.name.strip()]


def _add(doc: Archive, items: list[_Item], parent: int, objects: dict[int, bytes]) -> tuple[int, int]:
    """Writes items of one level; the numbers of the first and the last."""
    first = doc.reserve(len(items))
    for number, item in enumerate(items, first):
        around = b"/Prev %d 0 R" % (number - 1) if number > first else b""
        around += b"/Next %d 0 R" % (number + 1) if number < first + len(items) - 1 else b""
        if item.inner:
            ends = _add(doc, item.inner, number, objects)
            around += b"/First %d 0 R/Last %d 0 R/Count %d" % (*ends, -len(item.inner))
        objects[number] = b"<</Title%b/Parent %d 0 R/Dest%b%b>>" % (text_string(item.title), parent, item.goal, around)
    return first, first + len(items) - 1


def page_labels(document: Document) -> bytes:
    """What a reader calls each page."""
    labels = [b"%d<</P%b>>" % (place, text_string(page.label or str(place + 1)))
              for place, page in enumerate(document.pages)]
    return b"<</Nums[%b]>>" % b" ".join(labels)
