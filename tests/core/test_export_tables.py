"""XLSX and CSV: every field of every card, as text whatever it says, and back into a map again."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cjdesigner.edit.arranging import place_table
from cjdesigner.exchange.tables import from_separated, read_table, sheets_of
from cjdesigner.export import Choices, export_map
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.table import armed, disarmed
from cjdesigner.model.templates import build
from cjdesigner.model.text import clean
from tests.core.saying import HOSTILE, MAPS, built, card_texts, hostile_map, plain
from tests.strategies import journey_maps

GRID = Choices(grid=True)
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def workbook(journey: JourneyMap) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(export_map(journey, ".xlsx")))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def separated(journey: JourneyMap, choices: Choices | None = None) -> list[list[str]]:
    text = export_map(journey, ".csv", choices).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def said(journey: JourneyMap) -> set[tuple[str, str, str]]:
    """Each card by its stage, its lane and its text."""
    return {(journey.stages[card.stage].name, journey.lanes[card.lane].name, card.text)
            for card in journey.cards.values()}


def check_workbook(journey: JourneyMap) -> None:
    """Every text of a card is in its row, and everything else somewhere."""
    held = workbook(journey)
    cards, grid = list(held.values())[:2]
    assert len(cards) == len(journey.cards) + 1
    assert len(grid) == len(journey.lanes) + 1
    rows = [plain("\n".join(map(str, row))) for row in cards[1:]]
    for card in journey.cards.values():
        assert any(all(plain(text) in row for text in card_texts(card)) for row in rows)
    everything = plain("\n".join(str(cell) for rows in held.values() for row in rows for cell in row))
    others = [journey.title, journey.scenario, journey.author, journey.footer,
              *(e.text for e in journey.parked.values()),
              *(e.text for e in journey.comments.values()), *(e.note for e in journey.agenda.values()),
              *(e.goals for e in journey.personas.values()), *(e.time for e in journey.stages.values())]
    assert [text for text in others if plain(text) not in everything] == []


@pytest.mark.parametrize("name", MAPS)
def test_a_workbook_holds_all(name):
    check_workbook(built(name))


@given(journey_maps)
@settings(max_examples=30, deadline=None)
def test_a_workbook_holds_all_of_any_map(journey):
    check_workbook(journey)


def test_a_workbook_has_no_formula_and_no_link():
    check_workbook(hostile_map())
    data = export_map(hostile_map(), ".xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/")}
    sheets = "".join(text for name, text in parts.items() if "/worksheets/" in name)
    assert "<f>" not in sheets
    assert "<f " not in sheets
    assert "hyperlink" not in sheets
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]
    assert data == export_map(hostile_map(), ".xlsx")


def test_a_workbook_can_be_sorted_and_read_by_people():
    journey = build("sample", "vi")
    with zipfile.ZipFile(io.BytesIO(export_map(journey, ".xlsx"))) as archive:
        cards, grid = (archive.read(f"xl/worksheets/sheet{place}.xml").decode() for place in (1, 2))
    assert "<autoFilter " in cards
    assert 'state="frozen"' in cards
    assert 'xSplit="1"' in grid
    held = workbook(journey)
    assert list(held) == ["Thẻ", "Bản đồ", "Chân dung", "Về bản đồ này"]
    header, *rows = next(iter(held.values()))
    assert header[:4] == ["Giai đoạn", "Làn", "Loại", "Nội dung"]
    scores = {row[3]: row[header.index("Điểm")] for row in rows}
    assert (scores["Bực bội"], scores["Tò mò"], scores["Phân vân"]) == (-2, 1, 0)


@given(journey_maps)
@settings(max_examples=60, deadline=None)
def test_a_csv_holds_all_cards_of_any_map(journey):
    header, *rows = separated(journey)
    assert len(rows) == len(journey.cards)
    assert all(len(row) == len(header) for row in rows)
    shown = [plain("\n".join(map(armed, row))) for row in rows]
    for card in journey.cards.values():
        assert any(all(plain(text) in row for text in card_texts(card)) for row in shown)
    assert len(separated(journey, GRID)) == len(journey.lanes) + 1


@pytest.mark.parametrize("choices", [None, GRID], ids=["cards", "grid"])
def test_a_csv_has_nothing_that_a_spreadsheet_runs(choices):
    cells = [cell for row in separated(hostile_map(), choices) for cell in row]
    assert [cell for cell in cells if FORMULA.match(cell)] == []
    back = [cell for row in from_separated(export_map(hostile_map(), ".csv").decode("utf-8-sig")).rows for cell in row]
    assert {plain(clean(text)) for text in HOSTILE} <= set(map(plain, back))


@given(st.text(st.sampled_from("'=+-@\t\r\n ＝a1"), max_size=6))
def test_what_is_disarmed_comes_back(text):
    assert armed(disarmed(text)) == text
    assert not FORMULA.match(disarmed(text))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("name", ["sample vi", "sample en", "home-buying vi", "service-blueprint en", "aarrr vi"])
def test_a_table_of_cards_comes_back_as_the_map(name, suffix):
    journey = built(name)
    table = read_table(f"m{suffix}", export_map(journey, suffix))
    back = place_table(JourneyMap(language=journey.language), table)
    assert said(back) == said(journey)
    kept = {card.text: card for card in back.cards.values()}
    for card in journey.cards.values():
        other = kept[card.text]
        assert other.kind == card.kind
        for field in ("score", "expected", "feeling", "severity", "channel", "moment_of_truth", "owner", "evidence",
                      "value", "unit", "target", "source"):
            assert getattr(other, field, None) == getattr(card, field, None), field


@pytest.mark.parametrize("name", ["sample vi", "sample en"])
def test_a_grid_comes_back_as_the_map(name):
    journey = built(name)
    data = export_map(journey, ".xlsx")
    for table in (read_table("m.xlsx", data, sheets_of("m.xlsx", data)[1]),
                  read_table("m.csv", export_map(journey, ".csv", GRID))):
        back = place_table(JourneyMap(language=journey.language), table)
        assert said(back) == said(journey)
        assert sorted(getattr(card, "score", 9) for card in back.cards.values()) == sorted(
            getattr(card, "score", 9) for card in journey.cards.values())


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_says_so():
    journey = JourneyMap.model_validate({
        "stages": {"s": {"rank": "a"}}, "lanes": {"l": {"rank": "a", "kind": "note"}},
        "cards": {"c": {"kind": "note", "rank": "a", "stage": "s", "lane": "l", "text": "é" * 40_000}}})
    held = list(workbook(journey).values())
    assert held[0][1][3] == held[1][1][1] == "é" * 32_766 + "…"
