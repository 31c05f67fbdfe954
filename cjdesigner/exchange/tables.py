"""Reads tables as programs write them into clipboards and files: tabs, commas, Markdown, HTML, workbooks.

What comes from strangers is bounded before it is read, and refused with a sentence.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from cjdesigner.errors import CjError
from cjdesigner.language import _
from cjdesigner.model.table import Table, armed, table_of
from cjdesigner.model.text import MAX_TEXT

MAX_BYTES = 20_000_000
"""The largest text, web page or table file that is read, in bytes or characters."""
MAX_CELLS = 200_000

SEPARATED = (".csv", ".tsv", ".tab")
WORKBOOKS = (".xlsx", ".xlsm")
OTHER_WORKBOOKS = (".xls", ".ods", ".numbers", ".xlsb")
TABLE_ENDINGS = (*SEPARATED, *WORKBOOKS, *OTHER_WORKBOOKS)
"""Files that are tables by their names; of the last group we only know that they are."""

_CELL = re.compile(r'"((?:[^"]|"")*+)"(?=\t|\r?\n|\r|\Z)|[^\t\r\n]*')
_MARKDOWN_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_MARKDOWN_CUT = re.compile(r"(?<!\\)\|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OLD = ["cp1258", "cp1252"]


def too_large() -> CjError:
    """What to say of a table that is larger than we read."""
    return CjError(_("This table is too large: the most is {most} cells.").format(most=MAX_CELLS),
                   _("Take a part of it."))


def bounded(rows: Iterable[Sequence[str]]) -> Table:
    """A table of rows that are counted while they come. Raises CjError."""
    kept: list[Sequence[str]] = []
    left = MAX_CELLS
    for row in rows:
        left -= len(row)
        if left < 0:
            raise too_large()
        kept.append(row)
    if max(map(len, kept), default=0) * len(kept) > MAX_CELLS:  # short rows are filled up
        raise too_large()
    if any(len(cell) > MAX_TEXT for row in kept for cell in row):
        raise CjError(_("A text in this table is too long."),
                      _("A text has at most {most} characters.").format(most=MAX_TEXT))
    return table_of(kept)


def check_size(size: int) -> None:
    """Raises CjError for more bytes or characters than are read."""
    if size > MAX_BYTES:
        message = _("This is too large to be brought in: {size} MB. The most is {most} MB.")
        raise CjError(message.format(size=size // 1_000_000, most=MAX_BYTES // 1_000_000), _("Take a part of it."))


# -- text of a clipboard -----------------------------------------------------------------------------------------------


def table_in_text(text: str) -> Table | None:
    """The table that a text is: cells with tabs between, or a Markdown table; None for any other text.

    Spreadsheets give every row the same number of tabs; text that is indented with tabs does not.
    """
    check_size(len(text))
    if (found := from_markdown(text)) or "\t" not in text.strip("\n"):
        return found
    rows = [row for row in _tabbed(text) if any(row)]
    indented = any(not row[0] for row in rows) and len({len(row) for row in rows}) > 1
    return None if indented else from_tabs(text)


def from_tabs(text: str) -> Table:
    """Cells with tabs between, as spreadsheets copy them: a cell in quotes may hold tabs and line breaks.

    Only what needs quotes is taken out of them, for a cell with a quotation is not quoted by the spreadsheet.
    """
    return bounded(_tabbed(text))


def _tabbed(text: str) -> Iterator[list[str]]:
    row: list[str] = []
    place = 0
    while place <= len(text):
        found = _CELL.match(text, place)
        assert found is not None  # the second half of the pattern matches anything
        inner, end = found[1], found.end()
        needed = inner is not None and re.search(r'[\t\r\n]|""', inner)
        row.append(inner.replace('""', '"') if needed else found[0])
        if text[end:end + 1] == "\t":
            place = end + 1
            continue
        place = end + (2 if text[end:end + 2] == "\r\n" else 1)
        yield row
        row = []


def from_markdown(text: str) -> Table | None:
    """A Markdown table, if the whole text is one; None for any other text."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if len(lines) < 2 or "|" not in lines[0] or not _MARKDOWN_RULE.fullmatch(lines[1]) or "-" not in lines[1]:
        return None
    rows = [_markdown_cells(line) for line in (lines[0], *lines[2:])]
    return bounded(rows) if all("|" in line for line in lines) else None


def _markdown_cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [re.sub(r"<br\s*/?>", "\n", cell).replace("\\|", "|").strip() for cell in _MARKDOWN_CUT.split(inner)]


# -- files -------------------------------------------------------------------------------------------------------------


def sheets_of(name: str, data: bytes) -> list[str]:
    """The names of the visible sheets of a workbook that hold something; none for any other file. Raises CjError."""
    if PurePath(name).suffix.lower() not in WORKBOOKS:
        return []
    from cjdesigner.exchange.workbook import sheets

    return sheets(data)


def read_table(name: str, data: bytes, sheet: str | None = None) -> Table:
    """The table in a file of the kind that its name tells; of a workbook this sheet (None: the first). Raises CjError.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in OTHER_WORKBOOKS:
        raise CjError(_("A {ending} file cannot be read.").format(ending=suffix),
                      _("Save the table as .xlsx or .csv in your spreadsheet, or copy it and paste it here."))
    if suffix in WORKBOOKS:
        from cjdesigner.exchange.workbook import from_workbook

        return _filled(from_workbook(data, sheet))
    text = decode(data)
    return _filled(from_separated(text, "\t" if suffix in (".tsv", ".tab") else ""))


def _filled(table: Table) -> Table:
    if not table.rows:
        raise CjError(_("There is nothing in this table."), _("Choose another file or sheet."))
    return table


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16, or as old Windows programs wrote Vietnamese. Raises CjError."""
    check_size(len(data))
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _without_mark(data)
    try:
        text = data.decode(encoding) if encoding else ""
    except UnicodeDecodeError:
        encoding = None
    if encoding is None or "\0" in text:
        raise CjError(_("This is not a text file."), _("Save it as CSV in UTF-8, or as .xlsx, and try again."))
    return text


def _without_mark(data: bytes) -> str | None:
    """The encoding of a text that does not begin with a mark."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    if b"\0" in data[:4_000]:
        even, odd = data[:4_000:2].count(0), data[1:4_000:2].count(0)
        return "utf-16-le" if odd > even else "utf-16-be"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=_OLD).best()
    return str(best.encoding) if best else None


def from_separated(text: str, separator: str = "") -> Table:
    """The table of a CSV text. The separator ("": found out) is a semicolon, a comma or a tab. Raises CjError."""
    first, _end, rest = text.partition("\n")
    if named := re.fullmatch(r'"?sep=(.)"?', first.strip()):
        separator, text = named[1], rest
    separator = separator or max(";,\t", key=lambda each: _evenness(text, each))
    try:
        return bounded([armed(cell) for cell in row]
                       for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise CjError(_("A text in this table is too long."),
                      _("A text has at most {most} characters.").format(most=MAX_TEXT)) from error


def _evenness(text: str, separator: str) -> float:
    """How well a separator cuts the first rows of a text into the same number of cells, more than one."""
    try:
        rows = [row for row, _number in zip(csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=separator),
                                            range(50), strict=False) if row]
    except csv.Error:
        return 0
    counts = [len(row) for row in rows]
    usual = max(counts, key=counts.count, default=1)
    return counts.count(usual) / len(counts) + min(usual, 50) / 100 if usual > 1 else 0
