"""What tables and lines become on a map, and that nothing that is pasted is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.edit import planning
from cjdesigner.edit.arranging import place_lines, place_table, place_text, shape_of
from cjdesigner.edit.headings import channel_of, columns_of, evidence_of, is_axis, kind_named, severity_of
from cjdesigner.edit.lines import lines_of
from cjdesigner.edit.written_feelings import Feeling, feelings_of
from cjdesigner.errors import CjError
from cjdesigner.exchange.meaning import new_map_of
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.table import table_of
from cjdesigner.model.templates import build
from cjdesigner.model.words import folded
from tests.strategies import journey_maps

EMPTY = JourneyMap(language="en")


def a_map(*kinds, stages=("See", "Buy", "Use")):
    """A map with lanes l0, l1… of these kinds and stages s0, s1…"""
    return JourneyMap(
        language="en",
        stages={f"s{i}": Stage(id=f"s{i}", rank=f"a{i}", name=name) for i, name in enumerate(stages)},
        lanes={f"l{i}": Lane(id=f"l{i}", rank=f"a{i}", kind=kind, name=f"{kind} row") for i, kind in enumerate(kinds)})


def told(journey):
    """The map as lane names × stage names with the texts (and scores) of cells."""
    return {
        (journey.lanes[lane].name, journey.stages[stage].name): [
            (card.text, card.score) if card.kind == "emotion" else card.text for card in cards]
        for (stage, lane), cards in journey.cells().items()}


def words_of(journey):
    """Everything that somebody can read on a map, as people compare it."""
    parts = [journey.title]
    parts += [e.name for held in (journey.stages, journey.lanes, journey.personas) for e in held.values()]
    for card in journey.cards.values():
        values = [getattr(card, name) for name in type(card).model_fields if name not in ("id", "rank")]
        parts += [" ".join(value) if isinstance(value, tuple) else str(value) for value in values]
    return {piece for part in parts for piece in pieces_of(part)}


def pieces_of(text):
    """The words of a text, without the signs around and between them, as people compare them."""
    return {folded(piece) for piece in re.split(r"[^\w]+", text) if folded(piece)}


# -- shapes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "shape"), [
    ([["one"], ["two"]], "lines"),
    ([["a", "b", "c"]], "block"),
    ([["a", "b"], ["c", "d"]], "block"),
    ([["", "See", "Buy"], ["Anything", "x", "y"]], "grid"),
    ([["Lanes / Stages", "A", "B"], ["Anything", "x", "y"]], "grid"),
    ([["x", "a", "b"], ["Pain points", "1", "2"], ["Emotions", "1", "2"]], "grid"),
    ([["Giai đoạn", "Điểm chạm", "Nỗi đau"], ["Mua", "web", "chậm"]], "turned"),
    ([["noi dau", "Cơ hội"], ["See", "x"], ["BUY ", "y"]], "turned"),
    ([["Loại", "Nội dung"], ["Nỗi đau", "Chậm"]], "list"),
    ([["Stage", "Text", "Owner"], ["See", "x", ""]], "list"),
    ([["", "a", ""], ["b", "", "c"]], "block"),
])
def test_the_shape_of_a_table(rows, shape):
    assert shape_of(table_of(rows), a_map("action")) == shape


def test_on_an_empty_map_a_block_with_headings_is_a_map():
    table = table_of([["Khách", "Tìm", "Mua"], ["Nghĩ", "đắt?", "ổn"], ["Làm", "", "trả"]])
    assert shape_of(table, EMPTY) == "grid"
    assert shape_of(table, a_map("action")) == "block"
    assert shape_of(table_of([["x", "y"], ["x", "z"], ["x", "w"]]), EMPTY) == "block"


# -- lines ----------------------------------------------------------------------------------------------------------


def test_lines_lose_their_bullets_and_blank_ones_go():
    text = "- một\n• hai\r\n\n 1. ba\n2) bốn\n* [x] năm\n-sáu\n2026 bảy\n-\nA. tám\n–  chín"
    assert lines_of(text.replace("\r", "")) == [
        "một", "hai", "ba", "bốn", "năm", "-sáu", "2026 bảy", "-", "A. tám", "chín"]


def test_lines_go_down_the_cell_at_their_place_as_cards_of_its_lane():
    journey = place_lines(a_map("pain_point"), "first\nlast", "s1", "l0")
    journey = place_lines(journey, "- middle\n- more", "s1", "l0", 1)
    assert [card.text for card in journey.cell("s1", "l0")] == ["first", "middle", "more", "last"]
    assert {card.kind for card in journey.cards.values()} == {"pain_point"}


@pytest.mark.parametrize(("kind", "expected"), [("backstage", "note"), ("quote", "quote"), ("unheard", "note")])
def test_a_lane_of_no_kind_takes_notes(kind, expected):
    journey = place_lines(a_map(kind), "x", "s0", "l0")
    assert [card.kind for card in journey.cards.values()] == [expected]


def test_without_a_place_lines_go_to_the_first_stage_and_the_first_lane_for_text():
    assert told(place_lines(a_map("emotion", "metric", "note", "action"), "x")) == {("note row", "See"): ["x"]}
    assert told(place_lines(EMPTY, "x")) == {("Notes", "Stage 1"): ["x"]}
    assert told(place_lines(a_map("emotion"), "x")) == {("Notes", "See"): ["x"]}


def test_a_whole_text_is_one_card():
    journey = place_text(a_map("action"), "- one\n\n- two\tthree\n", "s2", "l0")
    assert told(journey) == {("action row", "Use"): ["- one\n\n- two\tthree"]}
    assert place_text(journey, " \n ") is journey


# -- lanes × stages -------------------------------------------------------------------------------------------------


def test_a_grid_finds_lanes_and_stages_by_name_and_kind_and_makes_the_rest():
    journey = a_map("action", "pain_point")
    table = table_of([["", "buy", "Bảo hành", "USE"], ["Hành động", "trả\n- nhận", "gọi", ""],
                      ["noi dau", "chờ", "", "hỏng"], ["Ý khác", "", "x", ""]])
    after = place_table(journey, table)
    assert [stage.name for stage in after.ordered_stages()] == ["See", "Buy", "Bảo hành", "Use"]
    assert [lane.name for lane in after.ordered_lanes()] == ["action row", "pain_point row", "Ý khác"]
    assert told(after) == {
        ("action row", "Buy"): ["trả", "nhận"], ("action row", "Bảo hành"): ["gọi"],
        ("pain_point row", "Buy"): ["chờ"], ("pain_point row", "Use"): ["hỏng"], ("Ý khác", "Bảo hành"): ["x"]}
    assert {c.kind for c in after.cards.values()} == {"action", "pain_point", "note"}


def test_a_table_of_stages_down_and_lanes_across_is_turned():
    table = table_of([["Giai đoạn", "Hành động", "Cảm xúc"], ["Tìm", "lướt", "4"], ["Mua", "trả", "2"]])
    after = place_table(EMPTY, table)
    assert told(after) == {("Hành động", "Tìm"): ["lướt"], ("Hành động", "Mua"): ["trả"],
                           ("Cảm xúc", "Tìm"): [("", 1)], ("Cảm xúc", "Mua"): [("", -1)]}


def test_merged_headings_go_on_with_the_one_before():
    table = table_of([["", "A", "", "B"], ["Actions", "1", "2", "3"], ["", "4", "", ""]])
    assert told(place_table(EMPTY, table)) == {("Actions", "A"): ["1", "2", "4"], ("Actions", "B"): ["3"]}


def test_what_stands_in_the_corner_becomes_the_title_or_a_note():
    rows = [["Mua tủ lạnh", "A"], ["Hành động", "x"]]
    after = place_table(EMPTY, table_of(rows))
    assert after.title == "Mua tủ lạnh"
    titled = place_table(JourneyMap(language="en", title="Held"), table_of(rows))
    assert titled.title == "Held"
    assert "Mua tủ lạnh" in [card.text for card in titled.cards.values() if card.kind == "note"]
    assert place_table(EMPTY, table_of([["Làn \\ Giai đoạn", "A"], ["Hành động", "x"]])).title == ""


# -- feelings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cells", "expected"), [
    (["+2 Vui", "-1: bực", "0"], [[Feeling(2, "Vui")], [Feeling(-1, "bực")], [Feeling(0, "")]]),
    (["Vui (5)", "Buồn (1)", "3"], [[Feeling(2, "Vui")], [Feeling(-2, "Buồn")], [Feeling(0, "")]]),
    (["8/10 ổn", "10/10"], [[Feeling(1, "ổn", "8/10")], [Feeling(2, "")]]),
    (["7", "0", "10"], [[Feeling(1, "", "7/10")], [Feeling(-2, "")], [Feeling(2, "")]]),
    (["4 Vui", "2 Chán"], [[Feeling(1, "Vui")], [Feeling(-1, "Chán")]]),
    (["3 ngày chờ", "vui"], [[Feeling(0, "3 ngày chờ")], [Feeling(0, "vui")]]),
    (["4\nRất hài lòng"], [[Feeling(1, "Rất hài lòng")]]),
    (["- vui\n- lo"], [[Feeling(0, "vui"), Feeling(0, "lo")]]),
    (["10:30 họp", "2-3 lần", ""], [[Feeling(0, "10:30 họp")], [Feeling(0, "2-3 lần")], []]),
    (["1,5", "−2"], [[Feeling(2, "", "1,5/2")], [Feeling(-2, "")]]),
    (["8", "-2"], [[Feeling(0, "8")], [Feeling(0, "-2")]]),
])
def test_numbers_in_a_row_of_emotions_are_scores(cells, expected):
    assert feelings_of(cells) == expected


# -- lists ----------------------------------------------------------------------------------------------------------


def test_headings_in_both_languages():
    assert columns_of(["LOAI", "Giai đoạn", "nội  dung", "Mức độ:", "Khác"]) == (
        "kind", "stage", "text", "severity", "")
    assert columns_of(["Text", "Title", "Tags"]) == ("text", "", "tags")
    assert columns_of(["Text", "Anything"]) is None
    assert columns_of(["Stage", "Lane"]) is None
    assert [kind_named(w) for w in ("Điểm nghẽn", "ĐIỂM CHẠM", "pain_point", "Feelings", "x")] == [
        "pain_point", "touchpoint", "pain_point", "emotion", None]
    assert [severity_of(w) for w in ("3", "Cao", "blocker", "5", "")] == [3, 3, 4, None, None]


def test_a_list_makes_a_card_of_each_row():
    table = table_of([
        ["Loại", "Giai đoạn", "Nội dung", "Mức độ", "Kênh", "Người phụ trách", "Nhãn", "Bằng chứng", "Chân dung",
         "Ngày"],
        ["Nỗi đau", "Buy", "Chờ lâu", "cao", "", "Kho", "giao, chậm", "Khảo sát", "Lan; Minh", "3/11"],
        ["Điểm chạm", "", "Cửa hàng", "", "Điện thoại", "", "", "nghe nói", "Lan", ""],
        ["Lạ", "New", "Gì đó", "2", "", "", "", "", "", ""],
    ])
    after = place_table(a_map("action"), table)
    pain, touch, odd = sorted(after.cards.values(), key=lambda card: ["Chờ lâu", "Cửa hàng", "Gì đó"].index(card.text))
    assert (pain.kind, pain.severity, pain.owner, pain.tags, pain.evidence, pain.details) == (
        "pain_point", 3, "Kho", ("giao", "chậm"), "survey", "Ngày: 3/11")
    assert [after.personas[key].name for key in pain.personas] == ["Lan", "Minh"]
    assert (touch.kind, touch.channel, touch.details, touch.stage) == (
        "touchpoint", "phone", "Bằng chứng: nghe nói", "s1")
    assert touch.personas == pain.personas[:1]
    assert (odd.kind, odd.severity, odd.details) == ("pain_point", 2, "Loại: Lạ")
    assert after.stages[odd.stage].name == "New"
    assert {lane.kind for lane in after.lanes.values()} >= {"pain_point", "touchpoint"}


def test_a_list_says_its_lanes():
    table = table_of([["Lane", "Text", "Score"], ["Emotions", "Glad", "5"], ["", "Sad", "2"], ["Ours", "x", "?"]])
    after = place_table(a_map("action"), table, "s1")
    assert told(after) == {("Emotions", "Buy"): [("Glad", 2), ("Sad", -1)], ("Ours", "Buy"): ["x"]}
    assert next(card for card in after.cards.values() if card.text == "x").details == "Score: ?"


# -- blocks ---------------------------------------------------------------------------------------------------------


def test_a_block_goes_across_and_down_from_the_cell_and_makes_what_runs_out():
    after = place_table(a_map("action", "quote"), table_of([["a", "b"], ["c", "d\ne"]]), "s2", "l1")
    assert told(after) == {("quote row", "Use"): ["a"], ("quote row", "Stage 4"): ["b"],
                           ("Notes", "Use"): ["c"], ("Notes", "Stage 4"): ["d", "e"]}


def test_a_new_map_of_a_table_has_a_title():
    assert new_map_of(table_of([["a", "b"]]), "File", "vi").title == "File"
    assert new_map_of(table_of([["Own", "A"], ["Actions", "x"]]), "File", "vi").title == "Own"


# -- limits, and what holds for all ---------------------------------------------------------------------------------


def test_too_much_is_refused_with_a_sentence(monkeypatch):
    with pytest.raises(CjError, match="201 stages"):
        place_table(EMPTY, table_of([["x"] * 201]))
    monkeypatch.setattr(planning, "MAX_CARDS", 5)
    with pytest.raises(CjError, match="6 cards; the most is 5"):
        place_lines(EMPTY, "x\n" * 6)
    assert len(place_lines(EMPTY, "x\n" * 5).cards) == 5


words = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=8)
cells = st.one_of(
    words, words, st.sampled_from([
        "", "", "Nỗi đau", "emotions", "Điểm chạm", "Text", "Giai đoạn", "Loại", "Nội dung", "Score", "Mức độ", "Tags",
        "Lan; Minh", "3", "-2", "8/10", "Vui (4)", "- một\n- hai", "Buy", "cao", "Khảo sát", "Channel", "Persona"]),
    st.integers(-3, 12).map(str))
plain = st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6))
HEADINGS = ["Stage", "Làn", "Loại", "Mức độ", "Kênh", "Score", "Kỳ vọng", "Bằng chứng", "Nhãn", "Persona", "Chi tiết",
            "Owner", "Value", "Ghi chú", "Text", ""]
lists = st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=5).flatmap(
    lambda names: st.lists(st.lists(cells, min_size=len(names) + 1, max_size=len(names) + 1), max_size=5).map(
        lambda rows: [["Nội dung", *names], *rows]))
tables = st.one_of(plain, lists, plain.map(lambda rows: [["", *row] for row in rows])).map(table_of)


def is_understood(cell, field, *, heading):
    """Whether a cell may go on in another way than by its words: as a kind, a level or a number."""
    if heading or field in ("kind", "lane"):
        return bool(kind_named(cell))
    return {"severity": severity_of(cell), "evidence": evidence_of(cell), "score": re.fullmatch(r"-?\d+", cell),
            "expected": re.fullmatch(r"-?\d+", cell), "channel": channel_of(cell) != cell}.get(field)


@given(journey_maps, tables, st.randoms())
def test_nothing_that_is_pasted_is_lost(journey, table, chance):
    stage = chance.choice([None, *journey.stages])
    lane = chance.choice([None, *journey.lanes])
    shape = shape_of(table, journey)
    after = place_table(journey, table, stage, lane, chance.choice([None, 0]))
    assert JourneyMap.model_validate(after.model_dump()) == after
    for name in ("stages", "lanes", "personas", "cards", "links"):
        assert set(getattr(journey, name)) <= set(getattr(after, name))
    assert [e.id for e in after.ordered_stages() if e.id in journey.stages] == [
        e.id for e in journey.ordered_stages()]
    found = words_of(after)
    fields = columns_of(table.rows[0]) if shape == "list" else [""] * table.width
    emotional = shape == "grid" or shape == "turned" or any(e.kind == "emotion" for e in after.lanes.values())
    for number, row in enumerate(table.rows):
        for place, (cell, field) in enumerate(zip(row, fields, strict=True)):
            heading = shape in ("grid", "turned") and (number == 0 or place == 0)
            if (shape == "list" and number == 0) or is_understood(cell, field, heading=heading):
                continue
            if heading and number == place == 0 and is_axis(cell):
                continue
            lost = pieces_of("\n".join(lines_of(cell))) - found
            scores = {piece for piece in lost if piece.isdecimal()} if emotional and shape != "list" else set()
            assert lost <= scores, shape


@given(tables)
def test_lines_keep_their_order(table):
    journey = a_map("note")
    text = "\n".join(cell for row in table.rows for cell in row)
    after = place_lines(journey, text, "s0", "l0")
    assert [card.text for card in after.cell("s0", "l0")] == lines_of("\n".join(
        row[0] for row in table_of([line] for line in text.split("\n")).rows))


def test_a_table_is_one_new_map_and_the_old_one_stays():
    journey = build("sample", "vi")
    before = journey.model_dump()
    place_table(journey, table_of([["", "Nhận thức"], ["Nỗi đau", "x"]]))
    assert journey.model_dump() == before
