"""Lines of type: nothing is lost, nothing is too wide, and every script runs the way it is read."""

import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker, LineBreaker

from cjdesigner.drawing.type import Font, FontSet, Line, TextBlock, TextStyle, Typesetter
from cjdesigner.model.text import clean

FONTS = sorted(Path(__file__).parents[1].joinpath("data", "fonts").glob("*.ttf"))
STYLE = TextStyle("regular", 12, 1.36)
WEIGHTS = ("regular", "medium", "semibold", "bold", "italic")

WORDS = st.one_of(
    st.sampled_from([
        "Khách", "hàng", "đổi trả", "ngữ", "Nguyễn Thị", "shalom", "שלום", "עולם", "السلام", "عليكم", "สวัสดี", "กำลังซื้อ",
        "旅の地図", "、", "(a)", "[", ")", "!", "12,50 ₫", "https://example.org/a?b=c&d", "W" * 30,
        "\u00a0", "  ", "\t", "—",
        "👍🏽", "👨‍👩‍👧", "e\u0323\u0302", "\u200b", "\u00ad", "\u2067abc\u2069", "\u202eabc\u202c",
        "🩷", "a\u0301" * 12,
    ]),
    st.text(max_size=6),
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from(["", " ", " ", "\n"])), max_size=8).map(
    lambda words: clean("".join(word + gap for word, gap in words)))
SIZES = st.sampled_from([TextStyle("regular", 12), TextStyle("bold", 25, 1.32), TextStyle("italic", 10)])


@cache
def many() -> Typesetter:
    return Typesetter(FontSet(FONTS, system=False))


@cache
def bundled() -> Typesetter:
    return Typesetter(FontSet(system=False))


def spoken(text: str) -> str:
    """What lines say of a text: white space that is no space is one."""
    return text.replace("\t", " ")


def advances(line: Line, size: float) -> float:
    return sum(placed.run.advance for placed in line.runs) * size


def alone(text: str) -> bool:
    """Whether a line holds a single cluster."""
    return len(list(CharacterBreaker(text.rstrip(" "), "en"))) <= 1


# -- nothing is lost ------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=250)
@given(TEXTS, SIZES, st.one_of(st.none(), st.floats(1, 300)))
def test_the_lines_say_the_text(text, style, width):
    block = many().block(text, style, width)
    told = "".join(line.text for line in block.lines)
    assert told == spoken(text).replace("\n", "")
    assert len(block.lines) >= text.count("\n") + 1


@settings(deadline=None, max_examples=250)
@given(TEXTS, st.floats(1, 300))
def test_every_character_is_in_exactly_one_cluster(text, width):
    for line in many().block(text, STYLE, width).lines:
        drawn = "".join(cluster for placed in line.runs for cluster in placed.run.clusters)
        assert sorted(drawn) == sorted(line.text)
        for placed in line.runs:
            run = placed.run
            assert len(run.glyphs) == len(run.xs) == len(run.ys) == len(run.clusters)
            assert sorted("".join(run.clusters)) == sorted(run.text)


@settings(deadline=None, max_examples=250)
@given(TEXTS, SIZES, st.floats(1, 300))
def test_no_line_is_wider_than_its_width_unless_it_is_one_cluster(text, style, width):
    block = many().block(text, style, width)
    for line in block.lines:
        assert line.width <= width + 1e-6 or alone(line.text), (line.text, line.width)
    assert block.width == max(line.width for line in block.lines)


@settings(deadline=None, max_examples=150)
@given(TEXTS, SIZES, st.floats(20, 300), st.sampled_from(["start", "centre", "end"]))
def test_a_lines_glyphs_stand_where_it_says(text, style, width, align):
    block = many().block(text, style, width, align=align)
    for line in block.lines:
        hanging = sum(p.run.advance for p in line.runs) * style.size - line.width
        assert hanging >= -1e-6
        left = min((p.x for p in line.runs), default=line.x)
        right = max((p.x + p.run.advance * style.size for p in line.runs), default=line.x + line.width)
        assert left >= line.x - hanging - 1e-6
        assert right <= line.x + line.width + hanging + 1e-6
        if line.width <= width and align != "start":
            wanted = (width - line.width) / 2
            assert align == "end" or line.x == pytest.approx(wanted)


@settings(deadline=None, max_examples=150)
@given(TEXTS, SIZES, st.floats(20, 300))
def test_lines_stand_below_each_other(text, style, width):
    block = many().block(text, style, width)
    least = style.leading * style.size
    baselines = [line.baseline for line in block.lines]
    assert all(b - a >= least * 0.7 for a, b in pairwise(baselines))
    assert block.height >= least * len(baselines) - 1e-6
    assert 0 < baselines[0] < block.height
    assert baselines[-1] < block.height


@settings(deadline=None, max_examples=150)
@given(TEXTS, st.floats(20, 300), st.sampled_from(["vi", "en", "ja", "th"]))
def test_lines_break_only_where_unicode_allows_it(text, width, language):
    block = many().block(text, STYLE, width, language=language)
    allowed, at = set(), 0
    for paragraph in spoken(text).split("\n"):
        for segment in LineBreaker(paragraph, language) if paragraph else ():
            at += len(segment)
            allowed.add(at)
    ends, at = [], 0
    for line in block.lines:
        at += len(line.text)
        ends.append(at)
    for end, line in zip(ends, block.lines, strict=True):
        if end not in allowed and line.text and line is not block.lines[-1]:
            start = max((edge for edge in allowed if edge < end), default=0)
            stop = min((edge for edge in allowed if edge > end), default=at)
            piece = spoken(text.replace("\n", ""))[start:stop].rstrip(" ")
            alone = many().block(piece, STYLE, language=language).width  # as lines measure it: direction by direction
            assert alone > width - 1e-6, (line.text, piece)


# -- widths are HarfBuzz's ------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz ABCĐđăâêôơưệấữ.,-VATo", max_size=20), st.sampled_from(WEIGHTS))
def test_widths_are_the_sum_of_the_advances_that_harfbuzz_gives(text, weight):
    font = bundled().fonts.primary(weight)
    text = unicodedata.normalize("NFC", text)
    assume(all(ord(char) in font.coverage for char in text))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    hb.shape(font.hb, buffer, {"kern": True, "liga": True})
    wanted = sum(position.x_advance for position in buffer.glyph_positions or ()) / font.upem * 17
    assert bundled().width(text, TextStyle(weight, 17)) == pytest.approx(wanted)


def test_a_pair_is_kerned():
    style = TextStyle("regular", 100)
    assert bundled().width("AV", style) < bundled().width("A", style) + bundled().width("V", style) - 1


@settings(deadline=None, max_examples=200)
@given(st.text("AVTYLPWavtyofđĐưƯệ.,'\"1470 ", max_size=20), st.sampled_from(WEIGHTS))
def test_a_line_of_words_is_as_wide_as_the_whole_line_that_harfbuzz_shapes(text, weight):
    """Our fonts have no kerning with a space; a font that had would need its lines shaped as a whole."""
    style = TextStyle(weight, 17)
    text = unicodedata.normalize("NFC", text.strip())
    assert bundled().block(text, style).width == pytest.approx(bundled().width(text, style))


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.floats(20, 300))
def test_a_block_is_as_wide_as_its_glyphs(text, room):
    for line in many().block(text, STYLE, room).lines:
        trailing = len(line.text) - len(line.text.rstrip(" "))
        ink = advances(line, STYLE.size) - line.width
        spaces = [font.hb.get_glyph_h_advance(font.hb.get_nominal_glyph(0x20)) / font.upem * STYLE.size
                  for font in {placed.run.font for placed in line.runs if placed.run.text.endswith(" ")}]
        wanted = [trailing * space for space in spaces] if trailing else [0.0]
        assert any(ink == pytest.approx(width, abs=1e-6) for width in wanted)


# -- Vietnamese -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", WEIGHTS)
def test_stacked_vietnamese_marks_are_one_glyph_of_the_primary_face(weight):
    for letter in "ệếềểễộốồổỗậấầẩẫặắằẳẵựứừửữợớờởỡ":
        line = bundled().block(letter, TextStyle(weight, 12)).lines[0]
        assert [placed.run.font.key for placed in line.runs] == [bundled().fonts.primary(weight).key]
        assert len(line.runs[0].run.glyphs) == 1
        assert not line.runs[0].run.missing


def test_a_typed_combination_is_set_like_its_composed_letter():
    composed = bundled().block(clean("Nguye\u0302\u0303n"), STYLE)
    assert composed.text == "Nguyễn"
    assert composed is bundled().block("Nguyễn", STYLE)


def test_a_mark_stays_over_its_letter():
    run = bundled().block("q\u0323\u0302", STYLE).lines[0].runs[0].run
    assert run.clusters[0] == "q\u0323\u0302"
    assert "".join(run.clusters) == "q\u0323\u0302"


# -- right to left --------------------------------------------------------------------------------------------------


def order(line: Line) -> str:
    """A line's clusters from left to right."""
    found = []
    for placed in line.runs:
        run = placed.run
        found += [(placed.x + x * 12, place, text) for place, (x, text) in
                  enumerate(zip(run.xs, run.clusters, strict=True)) if text]
    return "".join(text for _x, _place, text in sorted(found))


def test_hebrew_runs_from_right_to_left():
    line = many().block("שלום עולם", STYLE).lines[0]
    assert order(line) == "םלוע םולש"
    assert line.text == "שלום עולם"


def test_hebrew_stands_at_the_right():
    block = many().block("שלום", STYLE, 200)
    assert block.lines[0].x == pytest.approx(200 - block.width)
    assert many().block("שלום", STYLE, 200, align="end").lines[0].x == 0


def test_the_spaces_at_the_end_of_a_hebrew_line_hang_at_its_left():
    line = many().block("שלום   ", STYLE, 200).lines[0]
    assert line.x + line.width == pytest.approx(200)
    letters = min(p.x for p in line.runs if p.run.text.strip())
    assert letters == pytest.approx(line.x)
    assert all(p.x < line.x for p in line.runs if not p.run.text.strip())


def test_numbers_in_hebrew_run_from_left_to_right():
    assert order(many().block("עולה 123 היום", STYLE).lines[0]) == "םויה 123 הלוע"


def test_latin_in_hebrew_and_hebrew_in_latin():
    assert order(many().block("אני KPI כאן", STYLE).lines[0]) == "ןאכ KPI ינא"
    assert order(many().block("the אבג דהו end", STYLE).lines[0]) == "the והד גבא end"


def test_a_latin_line_that_ends_in_hebrew_keeps_its_last_space_at_its_end():
    line = many().block("ab אב ", STYLE, 200).lines[0]
    assert line.x == 0
    last = max(line.runs, key=lambda p: p.x)
    assert last.run.text == " "
    assert last.x == pytest.approx(line.width)


def test_a_bracket_is_mirrored_in_hebrew():
    line = many().block("א(ב)", STYLE).lines[0]
    font = next(p.run.font for p in line.runs)
    close = font.face.unicodes and font.hb.get_nominal_glyph(ord(")"))
    glyphs = [(p.x + x, cluster, glyph) for p in line.runs
              for x, cluster, glyph in zip(p.run.xs, p.run.clusters, p.run.glyphs, strict=True)]
    shown = {cluster: glyph for _x, cluster, glyph in glyphs}
    assert shown["("] == close


def test_arabic_letters_join_and_run_from_right_to_left():
    line = many().block("سلام", STYLE).lines[0]
    assert order(line).replace("لا", "ال")[::-1].replace("لا", "لا")[0] == "س"
    run = line.runs[0].run
    isolated = [run.font.hb.get_nominal_glyph(ord(char)) for char in "سلام"]
    assert not set(isolated[:2]) <= set(run.glyphs)
    assert line.width < sum(many().block(char, STYLE).width for char in "سلام")


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(["a", "א", "1", " ", "(", ")", "\u2067", "\u2069", "\u202e", "\u202c", "\u200f", "🩷",
                                 "\U00018d09", "\n", ".", "سلام", "\u2066", "\u2068"]), max_size=12).map("".join),
       st.floats(5, 200))
def test_no_mixture_of_directions_is_too_much(text, width):
    block = many().block(text, STYLE, width)
    assert "".join(line.text for line in block.lines) == text.replace("\n", "")


def test_a_broken_mixed_line_is_ordered_line_by_line():
    text = "אחת שתיים three four חמש"
    block = many().block(text, STYLE, many().width("אחת שתיים three ", STYLE))
    assert [line.text.strip() for line in block.lines] == ["אחת שתיים three", "four חמש"]
    assert order(block.lines[0]).strip() == "three םייתש תחא"
    assert order(block.lines[1]).strip() == "שמח four"


# -- other scripts --------------------------------------------------------------------------------------------------


def test_japanese_breaks_between_characters_but_not_before_a_full_stop():
    block = many().block("旅の地図、日本語。", STYLE, 5 * 12)
    assert len(block.lines) > 1
    assert not any(line.text[0] in "、。" for line in block.lines)


def test_thai_breaks_between_words():
    words = ["กำลัง", "ซื้อ", "ผู้ใช้"]
    block = many().block("".join(words), STYLE, many().width(words[0] + words[1], STYLE) + 1, language="th")
    assert [line.text for line in block.lines] == ["กำลังซื้อ", "ผู้ใช้"]


def test_a_line_of_a_tall_script_is_as_high_as_it_needs():
    plain, tall = many().block("ab", STYLE), many().block("ที่", STYLE)
    assert tall.height >= plain.height
    font = tall.lines[0].runs[0].run.font
    assert tall.height >= (font.ascent + font.descent) * 12 - 1e-6


# -- what no font has -----------------------------------------------------------------------------------------------


def test_a_missing_character_is_reported_and_has_a_visible_box():
    block = bundled().block("Bản \u13a0 đồ", STYLE)
    assert block.missing == {"\u13a0"}
    assert any(0 in placed.run.glyphs and placed.run.advance > 0 for placed in block.lines[0].runs)
    assert block.text == "Bản \u13a0 đồ"


def test_nothing_is_missing_in_what_the_bundled_fonts_have():
    text = "Khách hàng → 12 ₫ × 2 · “trích” — … ≥ 4,5 ✓ 😀 Ελλάδα Карта"
    assert bundled().block(text, STYLE).missing == frozenset()


@pytest.mark.parametrize("text", ["a\t)", "\t", "a\t\u0301", "a\u200bb", "\u200b", "\u2060a", "a\u00ad", "\u200ea",
                                  "\ufe0f"])
def test_what_is_invisible_is_not_missing(text):
    assert bundled().block(text, STYLE).missing == frozenset()


# -- breaking -------------------------------------------------------------------------------------------------------


def test_a_long_address_is_broken_between_characters():
    word = "W" * 60
    block = bundled().block(word, STYLE, 100)
    assert "".join(line.text for line in block.lines) == word
    assert all(0 < line.width <= 100 for line in block.lines)
    assert max(line.width for line in block.lines) > 85


def test_a_family_is_never_torn_apart():
    family = "👨‍👩‍👧"
    block = bundled().block(family * 3, STYLE, 1)
    assert [line.text for line in block.lines] == [family] * 3


def test_spaces_at_a_lines_end_hang_outside():
    width = bundled().width("khách hàng", STYLE)
    block = bundled().block("khách hàng     quay lại", STYLE, width + 0.01)
    assert block.lines[0].text == "khách hàng     "
    assert block.lines[0].width == pytest.approx(width)


def test_an_empty_text_is_one_line_high():
    block: TextBlock = bundled().block("", STYLE, 100)
    assert (len(block.lines), block.width) == (1, 0)
    assert block.height == pytest.approx(1.36 * 12)
    assert bundled().block("a\n\nb", STYLE).height == pytest.approx(3 * 1.36 * 12)


def test_equal_text_is_shaped_once():
    first = bundled().block("Tìm kiếm thông tin", STYLE, 60)
    assert bundled().block("Tìm kiếm thông tin", STYLE, 60) is first
    other = bundled().block("Tìm kiếm thông tin khác", STYLE, 60)
    assert {p.run.text: p.run for p in first.lines[0].runs}.items() <= {
        p.run.text: p.run for line in other.lines for p in line.runs}.items()


def test_a_font_knows_its_measures():
    font: Font = bundled().fonts.primary("regular")
    assert 0.7 < font.ascent < 1.3
    assert 0.1 < font.descent < 0.5
