"""The structure of a PDF as objects of the file: tens of thousands of small ones, so they are written as bytes."""

from itertools import chain

from cjdesigner.export.pdf_file import Archive, text_string
from cjdesigner.export.pdf_tags import Element, Link, Marked, Tags


def add_structure(doc: Archive, tags: Tags, pages: list[int]) -> bytes:
    """Puts the tree into the file; `pages` are the numbers of the pages' objects. The reference to its root.

    Leaves are numbered as they were painted, so that a page's list of them goes up by one and is packed to nothing.
    """
    tree = tags.tree()
    groups = [tree, *_groups(tree)]
    everything = [*tags.leaves, *groups]
    first = doc.reserve(len(everything) + 1)
    root = first + len(everything)
    for number, element in enumerate(everything, first):
        element.number = number
    links = doc.reserve(len(tags.links))
    for number, link in enumerate(tags.links, links):
        link.number = number
    doc.put(first, chain((_element(each, root, pages) for each in everything), [_root(tags, tree)]))
    doc.put(links, (_link(link, len(pages) + place, pages) for place, link in enumerate(tags.links)))
    return b"%d 0 R" % root


def _groups(parent: Element) -> list[Element]:
    """All groups below an element."""
    found = []
    for kid in parent.kids:
        if isinstance(kid, Element) and kid.page < 0:
            found += [kid, *_groups(kid)]
    return found


def _element(element: Element, root: int, pages: list[int]) -> bytes:
    parent = element.parent.number if element.parent is not None else root
    kids = element.kids
    if len(kids) == 1 and type(kids[0]) is int:
        if not element.alt and not element.actual and not element.language:  # what nearly all are
            return b"<</S/%b/P %d 0 R/Pg %d 0 R/K %d>>" % (element.kind.encode(), parent, pages[element.page], kids[0])
        held = b"%d" % kids[0]
    else:
        held = b"[%b]" % b" ".join([_kid(kid, pages) for kid in kids])
    page = b"/Pg %d 0 R" % pages[element.page] if element.page >= 0 else b""
    return b"<</S/%b/P %d 0 R%b/K %b%b>>" % (element.kind.encode(), parent, page, held, _said(element))


def _kid(kid: Element | Marked | Link | int, pages: list[int]) -> bytes:
    if isinstance(kid, Element):
        return b"%d 0 R" % kid.number
    if isinstance(kid, Link):
        return b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (kid.number, pages[kid.page])
    if isinstance(kid, Marked):
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[kid.page], kid.number)
    return b"%d" % kid


def _said(element: Element) -> bytes:
    said = b""
    for name, words in ((b"/T", element.title), (b"/Alt", element.alt), (b"/ActualText", element.actual)):
        if words:
            said += name + text_string(words)
    if element.language:
        said += b"/Lang" + text_string(element.language)
    if element.box is not None:
        said += b"/A<</O/Layout/BBox[%.0f %.0f %.0f %.0f]>>" % element.box
    return said


def _root(tags: Tags, tree: Element) -> bytes:
    """The root, with what each piece of each page and each link belongs to."""
    pages = [b"%d[%b]" % (place, b" ".join([b"%d 0 R" % element.number for element in pieces]))
             for place, pieces in enumerate(tags.pieces)]
    links = [b"%d %d 0 R" % (len(pages) + place, link.element.number) for place, link in enumerate(tags.links)]
    listed = b" ".join([*pages, *links])
    return b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d>>" % (
        tree.number, listed, len(pages) + len(links))


def _link(link: Link, place: int, pages: list[int]) -> bytes:
    address = text_string(link.address)
    goal = b"/A<</S/URI/URI%b>>" % address
    if link.leads:
        page, *at = link.goal or (link.page, *link.area[2:])
        goal = b"/Dest[%d 0 R/XYZ %.1f %.1f null]" % (pages[page], *at)
    return (b"<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/P %d 0 R/F 4/Border[0 0 0]/StructParent %d"
            b"/Contents%b%b>>") % (*link.area, pages[link.page], place, address, goal)
