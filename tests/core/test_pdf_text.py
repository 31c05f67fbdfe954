"""Text in is text out: what readers of the PDF find, in several scripts, by two readers."""

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.drawing import Drawing, Grid, Part, Placed, Text
from cjdesigner.drawing.type import FontSet, TextStyle, Typesetter
from cjdesigner.export.pages import Laid
from cjdesigner.export.pdf import to_pdf

FONTS = sorted(Path(__file__).parents[1].joinpath("data", "fonts").glob("*.ttf"))
BUNDLED = Typesetter(FontSet(system=False))
MANY = Typesetter(FontSet(FONTS, system=False))

LETTERS = "".join(
    unicodedata.normalize("NFC", base + mark + tone)
    for base, mark in [("a", ""), ("a", "\u0306"), ("a", "\u0302"), ("e", ""), ("e", "\u0302"), ("i", ""), ("o", ""),
                       ("o", "\u0302"), ("o", "\u031b"), ("u", ""), ("u", "\u031b"), ("y", "")]
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) + "bcdđghklmnpqrstvx"

SCRIPTS = {
    "vietnamese": "Nguyễn Thị Ngọc Ánh muốn đổi trả trước ngày nghỉ lễ",
    "cyrillic and greek": "Карта пути Ελλάδα → 12 ₫ × 2",
    "ligatures": "office affine fjord",
    "marks without a letter": "x\u0323\u0301 q\u0323\u0302 abc",
    "thai": "กำลังซื้อ ผู้ใช้ น้ำใจ เก็บเงิน ที่นี่",
    "hebrew": "שָׁלוֹם עולם",
    "arabic": "السلام عليكم لا مرحبًا لِلا",
    "japanese": "旅の地図、日本語。 Bản đồ",
    "emoji": "Vui 😀 👨‍👩‍👧 🇻🇳 👍🏽 xong",
    "missing": "Bản đồ \u13a0\u13a1 hết",
}


def laid(lines: list[str], typesetter: Typesetter = MANY, size: float = 14.0) -> Laid:
    """A page with one text below the other."""
    blocks = [typesetter.block(line, TextStyle(size=size)) for line in lines]
    ops = tuple(
        Text(20, 20 + 3 * size * place, line, size, "#000000")
        for place, block in enumerate(blocks) for line in block.lines if line.runs
    )
    width = max(600.0, *(block.width + 40 for block in blocks))
    part = Part("page", "p", "", width, 400, ops)
    drawing = Drawing(width, 40 + 3 * size * len(lines), "#FFFFFF", "T", "vi", (Placed(0, 0, part),), Grid(), {}, {})
    return Laid(drawing, drawing.width, drawing.height)


def by_pdfium(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    return [line.strip() for line in text.replace("\r", "").split("\n") if line.strip()]


def by_poppler(pdf: bytes) -> list[str]:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    text = re.sub("[\u202a-\u202e]", "", done.stdout.decode())
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


READERS = pytest.mark.parametrize("reader", [by_pdfium, by_poppler])


@READERS
def test_every_vietnamese_letter_is_found(reader):
    words = [f"t{letter}n" for letter in LETTERS] + [f"T{letter}N" for letter in LETTERS.upper()]
    lines = [" ".join(words[at:at + 8]) for at in range(0, len(words), 8)]
    assert len(set(LETTERS + LETTERS.upper())) == 178
    assert reader(to_pdf(laid(lines).document())) == lines


@READERS
@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_is_found_as_it_was_typed(script, reader):
    text = unicodedata.normalize("NFC", SCRIPTS[script])
    found = reader(to_pdf(laid([text]).document()))
    assert [unicodedata.normalize("NFC", line) for line in found] == [text]


@READERS
def test_wrapped_lines_keep_their_words_and_order(reader):
    text = "Giá này đã gồm phí vận chuyển chưa? Không báo trước ngày giao, khách hàng phải gọi lại ba lần."
    block = BUNDLED.block(text, TextStyle(size=12), 120)
    ops = tuple(Text(20, 20, line, 12, "#000000") for line in block.lines)
    part = Part("page", "p", "", 600, 400, ops)
    drawing = Drawing(600, 400, "#FFFFFF", "T", "vi", (Placed(0, 0, part),), Grid(), {}, {})
    assert len(block.lines) > 3
    assert " ".join(reader(to_pdf(Laid(drawing, 600, 400).document()))) == text


def test_to_unicode_is_exact_outside_the_first_plane():
    pdf = to_pdf(laid(["😀 👍🏽"], BUNDLED).document())
    fonts = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    maps = b"".join(font.get_object()["/ToUnicode"].get_data() for font in fonts.values())
    assert b"<D83DDE00>" in maps
    assert b"<D83DDC4DD83CDFFD>" in maps


def test_hostile_text_is_only_text():
    hostile = ["</text><script>alert(1)</script>", "a & b ]]> <![CDATA[", "( unbalanced \\ \\) %PDF", "ET Q endstream"]
    assert by_pdfium(to_pdf(laid(hostile, BUNDLED).document())) == hostile


def test_a_missing_glyph_leaves_a_visible_box():
    def ink(text):
        document = pypdfium2.PdfDocument(to_pdf(laid([text], BUNDLED).document()))
        image = document[0].render(scale=2).to_pil().convert("L")
        document.close()
        return sum(image.histogram()[:128])

    assert ink("a\u13a0") > ink("a") + 20


def _cff_font(path: Path) -> Path:
    """An OpenType font with CFF outlines; two characters share a glyph."""
    def square(side):
        pen = T2CharStringPen(600, None)
        pen.moveTo((50, 0))
        for point in ((50, side), (50 + side, side), (50 + side, 0)):
            pen.lineTo(point)
        pen.closePath()
        return pen.getCharString()

    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "one", "two"])
    builder.setupCharacterMap({0x1681: "one", 0x1682: "two", 0x1683: "one"})
    builder.setupCFF("Squares", {}, {".notdef": square(100), "one": square(300), "two": square(500)}, {})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "one", "two"), (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular", "psName": "Squares"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


@READERS
def test_a_font_with_cff_outlines(reader, tmp_path):
    typesetter = Typesetter(FontSet([_cff_font(tmp_path / "squares.otf")], system=False))
    pdf = to_pdf(laid(["ab \u1681\u1682\u1683\u1681 cd"], typesetter).document())
    assert reader(pdf) == ["ab \u1681\u1682\u1683\u1681 cd"]
    assert b"CIDFontType0C" in pdf


@READERS
def test_a_font_of_a_collection(reader, tmp_path):
    held = TTCollection()
    held.fonts = [TTFont(file) for file in FONTS if "Thai" in file.name or "Hebrew" in file.name]
    held.save(tmp_path / "two.ttc")
    typesetter = Typesetter(FontSet([tmp_path / "two.ttc"], system=False))
    assert reader(to_pdf(laid(["Bản đồ עולם"], typesetter).document())) == ["Bản đồ עולם"]


_CHARS = [
    chr(code) for code in sorted(BUNDLED.fonts.font("BeVietnamPro-Regular").coverage)
    if unicodedata.category(chr(code))[0] in "LNPS" and unicodedata.is_normalized("NFKC", chr(code))
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from(_CHARS), min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join))
def test_any_text_is_found_again(text):
    text = unicodedata.normalize("NFC", text)
    found = "".join(by_pdfium(to_pdf(laid([text], BUNDLED).document())))
    assert "".join(found.split()) == "".join(text.split())
