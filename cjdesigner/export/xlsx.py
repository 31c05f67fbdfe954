"""XLSX: a row for each card, lanes × stages, and a sheet each for what else a map holds, by xlsxwriter.

Every text is written as a text, never as a formula or a link, and stays one when somebody edits its cell.
"""

import datetime
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cjdesigner.drawing.colours import mix
from cjdesigner.drawing.theme import LIGHT, look
from cjdesigner.export.choices import Choices
from cjdesigner.export.rows import card_rows, grid_rows
from cjdesigner.export.said import Said, Value
from cjdesigner.export.sheets import Sheet, further_sheets
from cjdesigner.model.map import JourneyMap

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767
"""Characters of a cell, by Excel."""
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_NO_TIME = datetime.datetime(1980, 1, 1)
_WIDTHS = {"text": 44, "details": 36, "stage": 18, "lane": 18, "kind": 14, "personas": 18, "answers": 36,
           "answered": 36, "links": 36, "evidence_source": 22, "owner": 16, "tags": 18, "channel": 16}
_USUAL = 13.0
_LINE_HEIGHT, _AROUND, _HIGHEST = 15.0, 6.0, 409.0
"""Of one line, what a row has around its lines, and of the highest row that Excel takes, in points."""
_HEADER, _HEADER_INK = LIGHT.stages[0], "#FFFFFF"
_LINE = LIGHT.line


def to_xlsx(journey: JourneyMap, choices: Choices) -> bytes:
    """A workbook of a map. The same map gives the same bytes. `choices` are about pages, of which it has none."""
    from xlsxwriter import Workbook

    del choices
    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                           "strings_to_numbers": False})
    book.set_properties({"title": journey.title[:255], "author": journey.author[:255], "created": _NO_TIME})
    said, looks = Said(journey), _Looks(book)
    _add_cards(book, said, looks)
    _add_grid(book, said, looks)
    for sheet in further_sheets(said):
        _add_sheet(book, sheet, looks)
    book.close()
    return held.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **looks: Any) -> "Format":  # noqa: ANN401 - colours, numbers and flags
        """Wrapped text with room around it, and more. Only what is aligned is indented."""
        key = tuple(sorted(looks.items()))
        if key not in self._made:
            usual = {"text_wrap": True, "align": "left", "valign": "vcenter", "indent": 1, "border": 1,
                     "border_color": _LINE}
            self._made[key] = self._book.add_format({**usual, **looks})
        return self._made[key]

    def header(self) -> "Format":
        """The row at the top."""
        return self.of(bold=True, bg_color=_HEADER, font_color=_HEADER_INK)

    def kind(self, kind: str, *, bold: bool = False) -> "Format":
        """A pale ground of a kind's colour with its ink."""
        colour = look(kind).colour
        return self.of(bold=bold, bg_color=mix(colour, "#FFFFFF", 0.1), font_color=LIGHT.ink(colour))


def _write(sheet: "Worksheet", row: int, column: int, value: Value, looks: _Looks, **more: Any) -> None:  # noqa: ANN401
    """A number as a number; a text as a text, also when its cell is edited: that is what Excel's apostrophe says."""
    if isinstance(value, int):
        sheet.write_number(row, column, value, looks.of(**{"align": "center", "indent": 0, **more}))
        return
    if value[:1] in ("=", "+", "-", "@", "'", "\t", "\r"):
        more["quote_prefix"] = True
    sheet.write_string(row, column, _fitting(value), looks.of(**more))


def _fitting(text: str) -> str:
    text = _NOT_IN_XML.sub("\ufffd", text)
    return text if len(text) <= _LONGEST else text[:_LONGEST - 1] + "…"


def _set_height(sheet: "Worksheet", number: int, row: Sequence[Value], widths: Sequence[float]) -> None:
    """Makes a row as high as its longest text: not every program does that when it opens a workbook."""
    lines = max((sum(1 + int(len(line) / (width * 1.08 - 1)) for line in str(value).split("\n"))
                 for value, width in zip(row, widths, strict=True)), default=1)
    sheet.set_row(number, min(lines * _LINE_HEIGHT + _AROUND, _HIGHEST))


def _add_header(sheet: "Worksheet", header: Sequence[str], looks: _Looks) -> None:
    for column, name in enumerate(header):
        sheet.write_string(0, column, _fitting(name), looks.header())
    sheet.set_row(0, 2 * _LINE_HEIGHT + _AROUND)


def _add_cards(book: "Workbook", said: Said, looks: _Looks) -> None:
    found = card_rows(said)
    sheet = book.add_worksheet(_name(book, said.say("Cards")))
    _add_header(sheet, found.header, looks)
    widths = [_WIDTHS.get(field, _USUAL) for field in found.fields]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, (card, row) in enumerate(zip(found.cards, found.rows, strict=True), start=1):
        _set_height(sheet, number, row, widths)
        for column, (field, value) in enumerate(zip(found.fields, row, strict=True)):
            if field == "kind" and isinstance(value, str):
                sheet.write_string(number, column, _fitting(value), looks.kind(card.kind))
            else:
                _write(sheet, number, column, value, looks)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(found.rows), 1), len(found.fields) - 1)
    _for_paper(sheet)


def _add_grid(book: "Workbook", said: Said, looks: _Looks) -> None:
    rows = grid_rows(said)
    sheet = book.add_worksheet(_name(book, said.say("Map")))
    _add_header(sheet, rows[0], looks)
    sheet.set_column(0, 0, 20)
    if len(rows[0]) > 1:
        sheet.set_column(1, len(rows[0]) - 1, 32)
    for number, (lane, row) in enumerate(zip(said.journey.ordered_lanes(), rows[1:], strict=True), start=1):
        sheet.write_string(number, 0, _fitting(row[0]), looks.kind(lane.kind, bold=True))
        _set_height(sheet, number, row, [20.0, *[32.0] * (len(row) - 1)])
        for column, text in enumerate(row[1:], start=1):
            _write(sheet, number, column, text, looks)
    sheet.freeze_panes(1, 1)
    _for_paper(sheet)


def _add_sheet(book: "Workbook", held: Sheet, looks: _Looks) -> None:
    sheet = book.add_worksheet(_name(book, held.name))
    _add_header(sheet, held.header, looks)
    for column, width in enumerate(held.widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(held.rows, start=1):
        _set_height(sheet, number, row, held.widths)
        for column, value in enumerate(row):
            _write(sheet, number, column, value, looks)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(held.rows), 1), len(held.header) - 1)
    _for_paper(sheet)


def _for_paper(sheet: "Worksheet") -> None:
    """As wide as a sheet of A4 across, with the header on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _name(book: "Workbook", name: str) -> str:
    """A sheet's name that is not taken yet and that Excel allows."""
    bare = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:28] or "-"
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    return next(each for each in (bare, *(f"{bare} {number}" for number in range(2, 99))) if each.lower() not in taken)
