"""Tables as spreadsheets, browsers and chats write them are read; hostile ones are refused with a sentence."""

import datetime
import io
import unicodedata
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.errors import CjError
from cjdesigner.exchange import tables, workbook
from cjdesigner.exchange.html_table import from_html, text_of_html
from cjdesigner.exchange.tables import decode, from_separated, from_tabs, read_table, sheets_of, table_in_text
from cjdesigner.model.table import Table, table_of

EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\,";} .xl65 {white-space:normal;} --></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 style='width:144pt'><!--StartFragment-->
 <col width=64 span=2 style='width:48pt'>
 <tr height=20><td height=20 class=xl65>&nbsp;</td><td>Nhận
  thức</td><td colspan=2>Mua <font class="font5">ngay</font></td></tr>
 <tr><td rowspan=2>Nỗi đau</td><td>một<br>
    hai</td><td align=right>1,5</td><td>dài<span style='display:none'> và tiếp</span></td></tr>
 <tr><td><script>alert(1)</script>x &lt;b&gt;</td><td></td><td><img src="http://a/b.png">&#128512;</td></tr>
<!--EndFragment--></table></body></html>"""

SHEETS = """<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}
br {mso-data-placement:same-cell;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr"
data-sheets-root="1"><colgroup><col width="100"/></colgroup><tbody><tr style="height:21px;">
<td data-sheets-value="{}">Tìm
</td><td>&quot;Đắt quá!&quot;</td></tr><tr><td><div>a</div><div>b</div></td><td>c</td></tr></tbody></table>"""


def answer(reading):
    """What a reader gives, or None if it refuses with a sentence and a hint. Any other error is a failure."""
    try:
        return reading()
    except CjError as error:
        return None if error.hint else pytest.fail(f"no hint: {error}")


def test_what_excel_puts_on_the_clipboard():
    assert from_html(EXCEL).rows == (
        ("", "Nhận thức", "Mua ngay", ""),
        ("Nỗi đau", "một\nhai", "1,5", "dài và tiếp"),
        ("", "x <b>", "", "😀"),
    )


def test_what_google_sheets_puts_on_the_clipboard():
    assert from_html(SHEETS).rows == (("Tìm", '"Đắt quá!"'), ("a\nb", "c"))


@pytest.mark.parametrize("html", [
    "", "<p>no table</p>", "<p>before</p><table><tr><td>a</td></tr></table>",
    "<table><tr><td>a</td></tr></table>after", "<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>",
    "<b>x", "<?xml version='1.0' encoding='utf-16'?><p>x</p>", "\0", "<table"])
def test_html_that_is_no_table_or_more_than_one_is_left_to_its_text(html):
    assert from_html(html) is None


def test_a_table_within_a_table_stays_in_its_cell():
    html = "<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</td></tr></table>"
    assert from_html(html).rows == (("a\nb\nc", "d"),)


def test_the_text_of_a_page():
    assert text_of_html("<style>p{}</style><p>một <b>hai</b></p>\n<ul><li>ba<li>bốn</ul>") == "một hai\nba\nbốn"
    assert text_of_html("") == ""


@pytest.mark.parametrize("html", [
    "<table>" + "<tr><td colspan=1000>x" * 300, "<table><tr>" + "<td colspan=1000>" * 300,
    "<table>" + "<tr><td rowspan=99999 colspan=999>" * 3 + "x" * 300_000,
    "<table><tr><td>" * 3_000 + "x", "<p>" + "<table>" * 50_000])
def test_hostile_html_is_bounded(html):
    found = answer(lambda: from_html(html))
    assert found is None or len(found.rows) * found.width <= tables.MAX_CELLS


@given(st.text())
def test_any_html_is_a_table_or_not(text):
    found = from_html(f"<table>{text}")
    assert found is None or all(len(row) == found.width for row in found.rows)


# -- text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "rows"), [
    ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
    ('"một\nhai"\tb\n"c\tc"\t"nói ""ừ"""\n', (("một\nhai", "b"), ("c\tc", 'nói "ừ"'))),
    ('"Đắt quá!"\tx\n5" màn hình\t"hở', (('"Đắt quá!"', "x"), ('5" màn hình', '"hở'))),
    ("\ta\n\t\nb\t\n", (("", "a"), ("", ""), ("b", ""))),
    ("| A | B |\n|---|:-:|\n| a\\|b | c<br>d |\n", (("A", "B"), ("a|b", "c\nd"))),
    ("A | B\n--- | ---\n1 |", (("A", "B"), ("1", ""))),
])
def test_text_that_is_a_table(text, rows):
    assert table_in_text(text).rows == rows


@pytest.mark.parametrize("text", [
    "", "a", "a\nb", "- a\n\t- b\n\t\t- c", "a | b\nc | d", "x\n---", "| a |\n|---|\nand more"])
def test_text_that_is_no_table(text):
    assert table_in_text(text) is None


letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp", "Cs"),
                        exclude_characters='"\ufeff')
cell = st.text(letters, min_size=1, max_size=5)


@given(st.lists(st.lists(st.lists(cell, min_size=1, max_size=3).map("\n".join), min_size=2, max_size=4), min_size=1))
def test_what_a_spreadsheet_quotes_comes_back(rows):
    text = "\r\n".join("\t".join(f'"{c}"' if "\n" in c else c for c in row) for row in rows)
    assert from_tabs(text) == table_of(rows)


@given(st.text('"\t\n\ra'))
def test_any_quotes_are_read_and_nothing_but_them_goes(text):
    kept = "".join(cell for row in from_tabs(text).rows for cell in row)
    assert kept.count("a") == text.count("a")


@pytest.mark.timeout(10)
def test_a_million_quotes_take_no_time():
    for text in ('"' * 1_000_001, '"a\t' * 30_000, '"""\t' * 30_000, '"x\n' + '""\t' * 30_000):
        answer(lambda text=text: from_tabs(text))


# -- files ----------------------------------------------------------------------------------------------------------

VIETNAMESE = "giai đoạn;nội dung\nNhận thức;khách hàng được tặng quà\nMua;giá rẻ, ở đó; x\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_in_the_encodings_of_today(encoding):
    assert read_table("a.csv", VIETNAMESE.encode(encoding)).rows[1] == ("Nhận thức", "khách hàng được tặng quà", "")


def with_loose_tone(char):
    """A Vietnamese letter as cp1258 has it: the tone as a character of its own."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else char


def test_csv_as_old_windows_wrote_it():
    """cp1258 writes tone marks after the letters; what is read is composed again."""
    lines = ["khách hàng", "sản phẩm", "đặt câu hỏi", "nội dung", "giá rẻ quá", "chờ lâu", "không hài lòng"]
    old = "".join(map(with_loose_tone, "\n".join(f"{line};x" for line in lines * 5))).encode("cp1258")
    assert [row[0] for row in read_table("a.csv", old).rows[:7]] == lines
    western = "Café;naïve\nüber;straße\nseñor;garçon\n" * 5
    assert read_table("a.csv", western.encode("cp1252")).rows[:2] == (("Café", "naïve"), ("über", "straße"))


@pytest.mark.parametrize(("text", "rows"), [
    ("a,b\n1,2\n", (("a", "b"), ("1", "2"))),
    ("a;b\n1,5;2,5\n", (("a", "b"), ("1,5", "2,5"))),
    ("a\tb\n1,5\t2\n", (("a", "b"), ("1,5", "2"))),
    ('a,"b\nc"\n"d ""e""",f', (("a", "b\nc"), ('d "e"', "f"))),
    ("sep=|\na|b,c", (("a", "b,c"),)),
    ("one\ntwo", (("one",), ("two",))),
])
def test_the_separator_is_found_out(text, rows):
    assert from_separated(text).rows == rows


@pytest.mark.parametrize(("name", "data", "says"), [
    ("a.csv", b"", "nothing in this table"), ("a.csv", b"\x89PNG\0\0\1", "not a text file"),
    ("a.csv", b"x" * 20_000_001, "too large"), ("a.csv", b"a," * 200_001, "200000 cells"),
    ("a.csv", b'"' + b"x" * 200_000, "too long"), ("a.csv", b"y" * 100_001, "too long"),
    ("a.csv", b"a,b\n" * 90_000 + b",,,x", "200000 cells"),
    ("a.xls", b"\xd0\xcf\x11\xe0", ".xls file cannot"), ("a.ods", b"PK", ".ods file cannot"),
    ("a.xlsx", b"", "no XLSX"), ("a.xlsx", b"PK\3\4" + b"x" * 99, "no XLSX"), ("a.xlsx", b"a,b", "no XLSX"),
])
def test_files_that_are_refused(name, data, says):
    with pytest.raises(CjError, match=says) as told:
        read_table(name, data)
    assert told.value.hint


@given(st.binary())
def test_any_bytes_are_text_or_refused(data):
    assert isinstance(answer(lambda: decode(data)), str | None)


# -- workbooks ------------------------------------------------------------------------------------------------------


def made(fill, **options):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, **options}) as book:
        fill(book)
    return held.getvalue()


def several(book):
    book.add_worksheet("Trống")
    first, second = book.add_worksheet("Bản đồ"), book.add_worksheet("Khác")
    book.add_worksheet("Giấu").hide()
    percent, own, date = (book.add_format({"num_format": form}) for form in ("0%", '0.0"%"\\ 0.0 %', "dd/mm/yyyy"))
    bold = book.add_format({"bold": True})
    first.merge_range("B2:C2", "Nhận thức")
    first.write("A3", "Cảm\nxúc")
    for column, (value, form) in enumerate(
            [(3, None), (2.5, None), (0.15, percent), (0.1234, own), (datetime.date(2026, 11, 21), date), (True, None),
             (0.1 + 0.2, None)], start=1):
        first.write(2, column, value, form)
    first.write("J3", "bold", bold)
    first.write_rich_string("K3", "một ", bold, "hai")
    first.write_formula("L3", "=1+1", None, 2)
    second.write("A1", "x")


def test_a_sheet_is_read_as_people_see_it():
    data = made(several)
    assert sheets_of("a.xlsx", data) == ["Bản đồ", "Khác"]
    assert sheets_of("a.csv", data) == []
    assert read_table("a.xlsx", data).rows == (
        ("", "Nhận thức", *[""] * 10),
        ("Cảm\nxúc", "3", "2.5", "15%", "12.34%", "2026-11-21", "TRUE", "0.3", "", "bold", "một hai", "2"))
    assert read_table("a.XLSX", data, "Khác").rows == (("x",),)
    with pytest.raises(CjError, match=r"“Nope”.*It has: Trống, Bản đồ, Khác"):
        read_table("a.xlsx", data, "Nope")
    with pytest.raises(CjError, match="nothing in this table"):
        read_table("a.xlsx", data, "Trống")


def changed(data, **parts):
    """A workbook with other parts, by the end of their names."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            kept = old.read(info)
            for name, edit in parts.items():
                if info.filename.endswith(f"{name}.xml"):
                    kept = edit(kept)
            new.writestr(info.filename, kept)
    return held.getvalue()


def small(book):
    sheet = book.add_worksheet("A")
    sheet.write("A1", "x")
    sheet.write("B2", "y")


HOSTILE = {
    "far": {"sheet1": lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"')},
    "far by an entity": {"sheet1": lambda xml: xml.replace(b'r="B2"', b'r="&#88;FD1048576"')},
    "far by its row": {"sheet1": lambda xml: xml.replace(b'r="2"', b'r="1048576"').replace(b'r="B2"', b'')
                       .replace(b'r="A1"', b'r="XFD1"')},
    "far without names of its own": {"sheet1": lambda xml: xml.replace(b"xmlns=", b"xmlns:x=").replace(
        b'r="B2"', b'r="XFD1048576"')},
    "many": {"sheet1": lambda xml: xml.replace(b"</row>", b"<c><v>1</v></c>" * 200_001 + b"</row>", 1)},
    "bomb": {"sharedStrings": lambda xml: xml.replace(b"</sst>", b" " * 70_000_000 + b"</sst>")},
    "texts": {"sharedStrings": lambda xml: xml.replace(b"<t>x</t>", b"<t>" + b"x" * 40_000 + b"</t>"),
              "sheet1": lambda xml: xml.replace(b"</row>", b'<c t="s"><v>0</v></c>' * 5_000 + b"</row>", 1)},
    "document type": {"sheet1": lambda xml: xml.replace(b"<worksheet", b"<!DOCTYPE x []><worksheet", 1)},
    "cut off": {"sheet1": lambda xml: xml[:-30]},
    "no sheets": {"workbook": lambda xml: b"<x/>"},
    "shared out of range": {"sheet1": lambda xml: xml.replace(b"<v>1</v>", b"<v>99999999999</v>")},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused(name):
    with pytest.raises(CjError) as told:
        read_table("a.xlsx", changed(made(small), **HOSTILE[name]))
    assert told.value.hint


def test_a_great_dimension_is_not_believed():
    data = changed(made(small), sheet1=lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert read_table("a.xlsx", data).rows == (("x", ""), ("", "y"))


def test_a_workbook_that_hides_its_size(monkeypatch):
    """A part that says it is small is not given to the reader of workbooks as large as it is."""
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 10_000)
    with pytest.raises(CjError, match="too large when it is unpacked"):
        read_table("a.xlsx", changed(made(small), sheet1=lambda xml: xml + b" " * 20_000))


@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=3))
def test_a_damaged_workbook_is_read_or_refused(at, data):
    whole = made(small)
    assert isinstance(answer(lambda: read_table("a.xlsx", whole[:at] + data + whole[at + len(data):])), Table | None)


@given(st.integers(0, 900), st.sampled_from([b"", b"9", b"-1", b"<c/>", b"&lt;", b'"', b"s", b"\xff"]))
def test_a_damaged_sheet_is_read_or_refused(at, data):
    damaged = changed(made(small), sheet1=lambda xml: xml[:at] + data + xml[at + 1:])
    assert isinstance(answer(lambda: read_table("a.xlsx", damaged)), Table | None)
