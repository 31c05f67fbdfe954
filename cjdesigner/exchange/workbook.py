"""Reads a sheet of an XLSX workbook. Everything in the file is counted before the reader of workbooks sees any of it.

A workbook is a zip of XML. Ours is unpacked within bounds and packed anew, so that nothing is larger than it says;
a sheet's cells are looked over first, so that one cell at the far end does not fill the memory with blanks.
"""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cjdesigner.errors import CjError
from cjdesigner.exchange.tables import MAX_CELLS, bounded, check_size, too_large
from cjdesigner.language import _
from cjdesigner.model.table import Table

MAX_UNPACKED = 60_000_000
"""The most bytes of all that a workbook holds."""
MAX_PARTS = 2_000
_LONGEST = 32_767
"""Characters of the longest text in a cell that spreadsheets write."""
_MAX_TEXT = 100_000_000
"""The most characters of all cells of a sheet together, at worst."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PERCENT = frozenset((9, 10))
"""The numbers of the built-in formats that show percents."""


@dataclass(frozen=True)
class _Scan:
    """What the look over a sheet found: its extent, and the cells (row, column from 0) that are shown as percents."""

    rows: int
    columns: int
    cells: int
    percents: frozenset[tuple[int, int]]


def sheets(data: bytes) -> list[str]:
    """The names of the visible sheets that hold something. Raises CjError."""
    parts = _unpacked(data)
    paths = {name: _path_of(parts, name) for name in _names(_opened(parts))}
    return [name for name, path in paths.items() if path not in parts or _scanned(parts[path], frozenset()).cells]


def from_workbook(data: bytes, name: str | None = None) -> Table:
    """The table in a sheet, by its name or the first one that holds something. Raises CjError."""
    parts = _unpacked(data)
    percents = _percent_styles(parts)
    scans = {path: _scanned(held, percents) for path, held in parts.items()
             if re.fullmatch(r"xl/worksheets/[^/]+\.xml", path)}
    longest = _longest_text(parts)
    if sum(scan.cells for scan in scans.values()) * min(longest, _LONGEST) > _MAX_TEXT:
        raise too_large()
    book = _opened(parts)
    names = _names(book)
    if name is not None and name not in names:
        raise CjError(_("There is no sheet “{name}” in this workbook.").format(name=name),
                      _("It has: {names}.").format(names=", ".join(names)))
    for each in names if name is None else [name]:
        path = _path_of(parts, each)
        marked = scans[path].percents if path in scans else frozenset()
        table = bounded(_rows(_values(book, each), marked))
        if table.rows:
            return table
    return Table(())


def _broken() -> CjError:
    return CjError(_("This is no XLSX workbook, or it is damaged."),
                   _("Save the table as .xlsx or .csv in your spreadsheet, or copy it and paste it here."))


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook that matter, counted byte by byte while they are unpacked. Raises CjError."""
    check_size(len(data))
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
            if len(names) > MAX_PARTS:
                raise _bomb()
            for info in names:
                with archive.open(info) as part:
                    held = part.read(left + 1)
                left -= len(held)
                if left < 0:
                    raise _bomb()
                if b"<!DOCTYPE" in held[:2_000] or b"<!ENTITY" in held:
                    raise _broken()
                parts[info.filename] = held
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _broken() from error
    return parts


def _bomb() -> CjError:
    message = _("This workbook is too large when it is unpacked: the most is {most} MB.")
    return CjError(message.format(most=MAX_UNPACKED // 1_000_000),
                   _("Copy the cells that you need and paste them here."))


def _opened(parts: dict[str, bytes]) -> Any:  # noqa: ANN401 - a workbook of the reader, which is loaded late
    from python_calamine import CalamineError, CalamineWorkbook

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    packed.seek(0)
    try:
        return CalamineWorkbook.from_filelike(packed)
    except (CalamineError, OSError, ValueError) as error:
        raise _broken() from error


def _names(book: Any) -> list[str]:  # noqa: ANN401
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [each.name for each in book.sheets_metadata
            if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet]


# -- looking over ------------------------------------------------------------------------------------------------------


def _events(held: bytes, tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements of these names in an XML part, each forgotten when the next is asked for."""
    from lxml import etree

    wanted = tuple(f"{{*}}{tag}" for tag in tags)
    try:
        for _event, element in etree.iterparse(io.BytesIO(held), tag=wanted, no_network=True, resolve_entities=False,
                                               remove_comments=True, remove_pis=True):
            yield element
            element.clear()
    except etree.XMLSyntaxError as error:
        raise _broken() from error


def _scanned(held: bytes, percents: frozenset[int]) -> _Scan:
    """Looks over a sheet. Raises CjError if its cells are too many or too far apart."""
    row = column = rows = columns = cells = 0
    marked: set[tuple[int, int]] = set()
    for element in _row_starts(held):
        if _is_row(element):
            row, column = _number(element.get("r"), row + 1), 0
        else:
            row, column = _place(element.get("r"), row, column + 1)
            cells += 1
            if _number(element.get("s"), -1) in percents:
                marked.add((row - 1, column - 1))
        rows, columns = max(rows, row), max(columns, column)
        if cells > MAX_CELLS or rows * columns > 10 * MAX_CELLS:
            raise too_large()
    return _Scan(rows, columns, cells, frozenset(marked))


def _row_starts(held: bytes) -> Iterator[Any]:
    """The rows of a sheet as they begin, and its cells."""
    from lxml import etree

    try:
        for event, element in etree.iterparse(io.BytesIO(held), events=("start", "end"), tag=("{*}row", "{*}c"),
                                              no_network=True, resolve_entities=False):
            if event == ("start" if _is_row(element) else "end"):
                yield element
            if event == "end":
                element.clear()
    except etree.XMLSyntaxError as error:
        raise _broken() from error


def _is_row(element: Any) -> bool:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2] == "row"


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _place(text: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column (from 1) of a cell by its name ("B7"); what is counted where it has none."""
    found = _PLACE.fullmatch(text or "")
    if not found:
        return row, column
    letters = 0
    for letter in found[1]:
        letters = letters * 26 + ord(letter) - 64
    return int(found[2]), letters


def _longest_text(parts: dict[str, bytes]) -> int:
    """The length of the longest text that cells share."""
    shared = parts.get("xl/sharedStrings.xml", b"")
    return max((len("".join(each.itertext())) for each in _events(shared, ("si",))), default=0) if shared else 0


def _percent_styles(parts: dict[str, bytes]) -> frozenset[int]:
    """The numbers of the cell styles that show a number as percents."""
    styles = parts.get("xl/styles.xml")
    if not styles:
        return frozenset()
    own = {_number(each.get("numFmtId"), -1) for each in _events(styles, ("numFmt",))
           if "%" in re.sub(r'"[^"]*"|\\.', "", each.get("formatCode", ""))}
    formats = [_number(each.get("numFmtId"), -1)
               for holder in _events(styles, ("cellXfs",)) for each in holder.iterchildren("{*}xf")]
    return frozenset(place for place, number in enumerate(formats) if number in own | _PERCENT)


def _path_of(parts: dict[str, bytes], name: str) -> str:
    """The path of a sheet's part, by its name."""
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    wanted = next((each.get(relation) for each in _events(parts.get("xl/workbook.xml", b"<x/>"), ("sheet",))
                   if each.get("name") == name), None)
    links = _events(parts.get("xl/_rels/workbook.xml.rels", b"<x/>"), ("Relationship",))
    target = next((each.get("Target", "") for each in links if each.get("Id") == wanted), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


# -- values ------------------------------------------------------------------------------------------------------------


def _values(book: Any, name: str) -> list[list[object]]:  # noqa: ANN401
    from python_calamine import CalamineError

    try:
        values: list[list[object]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise _broken() from error
    return values


def _rows(sheet: list[list[object]], percents: frozenset[tuple[int, int]]) -> Iterator[list[str]]:
    for row, values in enumerate(sheet):
        yield [_shown(value, percent=(row, column) in percents) for column, value in enumerate(values)]


def _shown(value: object, *, percent: bool) -> str:
    """A value as people see it in the spreadsheet."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return f"{value * 100:.10g}%" if percent else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, datetime.time) else str(value)
