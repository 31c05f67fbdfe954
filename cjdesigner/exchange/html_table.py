"""Reads the table of a web page's piece, as spreadsheets and browsers put it on the clipboard.

Only text is taken: nothing is fetched, nothing is run. Cells may span rows and columns; their text stands in the first.
"""

from collections.abc import Iterator
from typing import Any

from cjdesigner.exchange.tables import MAX_CELLS, bounded, check_size, too_large
from cjdesigner.model.table import Table
from cjdesigner.model.text import clean

_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript"))
_BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote",
                     "pre", "section", "article", "dd", "dt", "td", "th"))
_LARGEST_SPAN = 1_000


def from_html(html: str) -> Table | None:
    """The table of a piece of HTML; None if it holds none, or text besides, which a table alone would lose."""
    check_size(len(html))
    if "<table" not in html.lower():
        return None
    root = _parsed(html)
    table = next(root.iter("table"), None) if root is not None else None
    if table is None or _text(root, without=table).strip():
        return None
    return bounded(_rows(table))


def text_of_html(html: str) -> str:
    """The text of a piece of HTML, with its line breaks."""
    check_size(len(html))
    root = _parsed(html)
    return "" if root is None else _text(root).strip()


def _parsed(html: str) -> Any:  # noqa: ANN401 - an element of lxml, which has no types
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True)
    data = clean(html).encode("utf-8", errors="replace")
    try:
        return etree.fromstring(data, parser) if data.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _text(root: Any, without: Any = None) -> str:  # noqa: ANN401
    """What a browser would show of an element, but for one of its descendants."""
    from lxml import etree

    words: list[str] = []
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        silent = element is without or element.tag in _SILENT
        if event == "start":
            skipped += silent
            if not skipped:
                words.append("\n" if element.tag == "br" or (element.tag in _BLOCKS and element is not root) else "")
                words.append(_flat(element.text))
            continue
        skipped -= silent
        if not skipped and element is not root:
            words.append("\n" if element.tag in _BLOCKS else "")
            words.append(_flat(element.tail))
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _flat(text: str | None) -> str:
    """Text of a page, in which a line break is a blank."""
    return " ".join((text or "").replace("\n", " ").split(" "))


def _rows(table: Any) -> Iterator[list[str]]:  # noqa: ANN401
    """The rows of a table, without those of tables within; cells that span others leave those blank."""
    spanned: dict[int, int] = {}  # column: rows below that its cell still reaches over
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells: list[str] = []
        reaching: dict[int, int] = {}
        for cell in row.iterchildren("td", "th"):
            _pass_over(cells, spanned)
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            reaching |= dict.fromkeys(range(len(cells), len(cells) + wide), tall - 1)
            cells += [_text(cell), *[""] * (wide - 1)]
            if len(cells) > MAX_CELLS:
                raise too_large()
        spanned = {column: left - 1 for column, left in spanned.items() if left > 1} | {
            column: left for column, left in reaching.items() if left}
        yield cells


def _pass_over(cells: list[str], spanned: dict[int, int]) -> None:
    """Leaves the places blank that cells of rows above reach over."""
    while spanned.get(len(cells), 0) > 0:
        cells.append("")


def _span(cell: Any, name: str) -> int:  # noqa: ANN401
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), _LARGEST_SPAN)) if value.isascii() and value.isdigit() and len(value) < 9 else 1
