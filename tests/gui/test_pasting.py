"""Paste anything, drop anything: what other programs put on the clipboard or drag becomes cards, in one step."""

import io

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from cjdesigner.canvas.mime import PIECE
from cjdesigner.edit.changes import change
from cjdesigner.edit.copying import copy
from cjdesigner.files.format import to_bytes
from cjdesigner.files.storage import save_map
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.templates import build
from tests.gui.hands import LEFT, PLAIN, Hand

Key, Keys = Qt.Key, Qt.KeyboardModifier
EXCEL_HTML = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style><!--td {color:black;}-->
</style></head><body><table border=0><!--StartFragment--><col width=64>
<tr height=20><td></td><td>Buy</td><td>Return</td></tr>
<tr><td>Nỗi đau</td><td>Chờ<br>  Đắt</td><td>Xa</td></tr><!--EndFragment--></table></body></html>"""
EXCEL_TEXT = '\tBuy\tReturn\r\nNỗi đau\t"Chờ\nĐắt"\tXa\r\n'
SHEETS_HTML = """<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {}--></style>
<table xmlns="http://www.w3.org/1999/xhtml" data-sheets-root="1"><tbody><tr><td>một</td></tr><tr><td>hai</td></tr>
</tbody></table>"""
MERMAID = "journey\n\ttitle Coffee\n\tsection Wait\n\t\tStand in line: 2: Mai\n"


def small():
    return JourneyMap(
        language="en",
        stages={f"s{i}": Stage(id=f"s{i}", rank=f"a{i}", name=name) for i, name in enumerate(("See", "Buy"))},
        lanes={kind: Lane(id=kind, rank=f"a{i}", kind=kind, name=kind.title())
               for i, kind in enumerate(("action", "emotion", "pain_point"))})


@pytest.fixture
def window(make_window):
    return make_window(small())


@pytest.fixture
def hand(window):
    return Hand(window.canvas)


def mime(text=None, html=None, files=(), **others):
    data = QMimeData()
    if html is not None:
        data.setHtml(html)
    if text is not None:
        data.setText(text)
    if files:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    for form, held in others.items():
        data.setData({"piece": PIECE}[form], held)
    return data


def put(**forms):
    QGuiApplication.clipboard().setMimeData(mime(**forms))


def paste(window, keys=Keys.ControlModifier):
    QTest.keyClick(window.canvas, Key.Key_V, keys)


def told(window):
    journey = window.session.map
    return {(journey.lanes[lane].name, journey.stages[stage].name): [card.text for card in cards]
            for (stage, lane), cards in journey.cells().items()}


def one_step(window, label="Paste"):
    assert window.session.history.undo_label == label
    assert len(window.session.history.done) == 1
    cards = frozenset(window.session.map.cards)
    assert window.canvas.selection == cards
    window.commands.undo()
    assert not window.session.map.cards
    window.commands.redo()
    assert frozenset(window.session.map.cards) == cards


# -- pasting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forms", [{"html": EXCEL_HTML, "text": EXCEL_TEXT}, {"text": EXCEL_TEXT}])
def test_a_table_from_excel(window, forms):
    put(**forms)
    paste(window)
    assert told(window) == {("Pain_Point", "Buy"): ["Chờ", "Đắt"], ("Pain_Point", "Return"): ["Xa"]}
    assert [stage.name for stage in window.session.map.ordered_stages()] == ["See", "Buy", "Return"]
    one_step(window)


def test_a_column_from_google_sheets_goes_into_the_clicked_cell(window, hand):
    hand.click(*hand.cell("s1", "pain_point"))
    put(html=SHEETS_HTML, text="một\nhai")
    paste(window)
    assert told(window) == {("Pain_Point", "Buy"): ["một", "hai"]}
    assert {card.kind for card in window.session.map.cards.values()} == {"pain_point"}
    one_step(window)


def test_lines_without_a_chosen_place(window):
    put(text="- one\n\n- two")
    paste(window)
    assert told(window) == {("Action", "See"): ["one", "two"]}
    one_step(window)


def test_lines_go_below_the_selected_card(window, hand):
    put(text="first\nlast")
    paste(window)
    first = next(card for card in window.session.map.cards.values() if card.text == "first")
    hand.click(*hand.middle(first.id))
    put(text="middle")
    paste(window)
    assert told(window) == {("Action", "See"): ["first", "middle", "last"]}


def test_what_is_pasted_into_a_collapsed_lane_is_not_selected_unseen(window):
    lane = next(lane for lane in window.session.map.ordered_lanes() if lane.kind == "pain_point")
    window.session.apply("Collapse", lambda journey: change(journey, lane.id, collapsed=True))
    stage = window.session.map.ordered_stages()[1].name
    put(text=f"\t{stage}\n{lane.name}\tchậm")
    window.actions_by_id["paste"].trigger()
    assert "chậm" in {card.text for card in window.session.map.cards.values() if card.lane == lane.id}
    assert window.canvas.selection <= window.canvas.shown.spots.keys()


def test_everything_as_one_card(window, hand):
    hand.click(*hand.cell("s1", "pain_point"))
    put(html=EXCEL_HTML, text=EXCEL_TEXT)
    paste(window, Keys.ControlModifier | Keys.ShiftModifier)
    card, = window.session.map.cards.values()
    assert card.text == EXCEL_TEXT.replace("\r\n", "\n").strip("\n")
    one_step(window)


def test_a_page_without_plain_text(window):
    put(html="<p>some <b>words</b></p><p>more</p>")
    paste(window)
    assert told(window) == {("Action", "See"): ["some words", "more"]}


def test_a_page_with_a_table_and_words_loses_neither(window):
    put(html="<p>Words</p><table><tr><td>cell</td></tr></table>", text="Words\ncell")
    paste(window)
    assert told(window) == {("Action", "See"): ["Words", "cell"]}


def test_onto_an_empty_map(empty):
    put(text="x")
    paste(empty)
    assert told(empty) == {("Notes", "Stage 1"): ["x"]}


def test_a_mermaid_journey(window, make_window):
    put(text=MERMAID)
    paste(window)
    assert [stage.name for stage in window.session.map.ordered_stages()] == ["See", "Buy", "Wait"]
    assert told(window) == {("Action", "Wait"): ["Stand in line"], ("Emotion", "Wait"): [""]}
    assert len(window.session.history.done) == 1
    empty = make_window(JourneyMap(language="en"))
    paste(empty)
    assert empty.session.map.title == "Coffee"
    assert told(empty) == {("Actions", "Wait"): ["Stand in line"], ("Emotions", "Wait"): [""]}


def test_the_text_of_a_map(window):
    other = build("sample", "en")
    put(text=to_bytes(other).decode())
    paste(window)
    journey = window.session.map
    assert len(journey.cards) == len(other.cards)
    assert {persona.name for persona in journey.personas.values()} == {p.name for p in other.personas.values()}
    assert len(journey.lanes) < 3 + len(other.lanes)
    assert len(window.session.history.done) == 1


def test_a_damaged_map_is_told(window):
    refused = []
    window.session.refused.disconnect()
    window.session.refused.connect(refused.append)
    put(text=to_bytes(build("sample", "en")).decode()[:-200])
    paste(window)
    assert "cut off" in refused[0].message
    assert not window.session.map.cards


def test_our_own_piece_comes_first(window):
    other = build("sample", "en")
    card = next(card for card in other.cards.values() if card.kind == "pain_point")
    put(piece=to_bytes(copy(other, [card.id])), text="- other words", html=EXCEL_HTML)
    paste(window)
    assert [held.text for held in window.session.map.cards.values()] == [card.text]


@pytest.mark.parametrize("forms", [{}, {"text": ""}, {"text": " \n\t"}, {"html": "<img src='x.png'>"},
                                   {"html": "<table></table>"}])
def test_nothing_is_pasted_from_nothing(window, forms):
    before = window.session.map
    put(**forms)
    paste(window)
    paste(window, Keys.ControlModifier | Keys.ShiftModifier)
    assert window.session.map is before


def test_too_much_is_refused_and_nothing_changes(window, told):
    before = window.session.map
    put(text="\t".join("x" * 300))
    paste(window)
    kind, _title, error = told.said[-1]
    assert kind == "show_error"
    assert "stages" in error.message
    assert window.session.map is before


def test_a_map_to_be_read_only_stays(window):
    window.session.read_only = True
    before = window.session.map
    put(text="x")
    paste(window)
    assert window.session.map is before


def test_while_a_text_is_edited_the_editor_gets_the_paste(window, hand):
    hand.double_click(*hand.cell("s0", "action"))
    put(text="a\tb")
    QTest.keyClick(window.canvas.editor, Key.Key_V, Keys.ControlModifier)
    QTest.keyClick(window.canvas.editor, Key.Key_Return)
    assert [card.text for card in window.session.map.cards.values()] == ["a\tb"]


# -- dropping -------------------------------------------------------------------------------------------------------


def drop(hand, data, x, y):
    assert hand.enter(data, x, y).isAccepted()
    assert hand.over(x, y).isAccepted()
    marks = hand.canvas.marks
    event = hand.let_go(x, y)
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert hand.canvas.marks == ()
    return marks


def test_text_lands_where_the_bar_shows(window, hand):
    mark, = drop(hand, mime(text="one\ntwo"), *hand.cell("s1", "pain_point"))
    first = next(card for card in window.session.map.cards.values() if card.text == "one")
    spot = window.canvas.shown.spots[first.id]
    assert (mark.x, mark.width) == (spot.x, spot.width)
    assert abs(mark.y + mark.height / 2 - spot.y) < 6
    assert told(window) == {("Pain_Point", "Buy"): ["one", "two"]}
    one_step(window, "Bring in")


def test_text_over_no_lane_and_on_an_empty_map(window, hand, empty):
    drop(hand, mime(text="x"), 200, 20)
    assert told(window) == {("Action", "See"): ["x"]}
    marks = drop(Hand(empty.canvas), mime(text="x"), 300, 200)
    assert len(marks) == 2
    assert told(empty) == {("Notes", "Stage 1"): ["x"]}


def test_scores_dropped_onto_the_emotions(window, hand):
    drop(hand, mime(text="+2 Glad\n-1 Tired"), *hand.cell("s0", "emotion"))
    assert {(card.text, card.score) for card in window.session.map.cards.values()} == {("Glad", 2), ("Tired", -1)}


def book(path, *names):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as made:
        for name in names:
            made.add_worksheet(name).write("A1", f"in {name}")
    path.write_bytes(held.getvalue())
    return path


def test_files_of_tables_land_in_the_cell_in_their_order(window, hand, tmp_path):
    (tmp_path / "a.csv").write_bytes("một\nhai\n".encode())
    (tmp_path / "b.txt").write_bytes("- ba\r\n- bốn".encode("utf-16"))
    files = [tmp_path / "a.csv", tmp_path / "b.txt", book(tmp_path / "c.xlsx", "One")]
    drop(hand, mime(files=files), *hand.cell("s1", "pain_point"))
    assert told(window) == {("Pain_Point", "Buy"): ["một", "hai", "ba", "bốn", "in One"]}
    assert len(window.session.history.done) == 3


@pytest.mark.parametrize("agreed", [True, False])
def test_of_several_sheets_one_is_chosen(window, hand, tmp_path, monkeypatch, agreed):
    asked = []
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args: (asked.append(args[3]), ("Two", agreed))[1])
    drop(hand, mime(files=[book(tmp_path / "c.xlsx", "One", "Two")]), *hand.cell("s0", "action"))
    assert asked == [["One", "Two"]]
    assert told(window) == ({("Action", "See"): ["in Two"]} if agreed else {})


def test_a_file_that_cannot_be_read_is_named(window, hand, tmp_path, told):
    (tmp_path / "bad.xlsx").write_bytes(b"nothing")
    drop(hand, mime(files=[tmp_path / "bad.xlsx", tmp_path / "gone.csv"]), *hand.cell("s0", "action"))
    first, second = (error for _kind, _title, error in told.said)
    assert first.message.startswith("bad.xlsx: ")
    assert "gone.csv" in str(second)


def test_a_map_among_the_files_is_opened(window, hand, tmp_path):
    (tmp_path / "a.csv").write_text("x")
    save_map(build("sample", "en"), tmp_path / "held.cjmap")
    drop(hand, mime(files=[tmp_path / "a.csv", tmp_path / "held.cjmap"]), *hand.cell("s0", "action"))
    assert window.session.path == tmp_path / "held.cjmap"


def test_files_that_are_pasted(window, tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n")
    put(files=[tmp_path / "a.csv"])
    paste(window)
    assert told(window) == {("Action", "See"): ["x"], ("Action", "Buy"): ["y"]}


def test_on_the_start_page_a_table_becomes_a_map(make_window, tmp_path):
    window = make_window()
    path = tmp_path / "Journey.csv"
    path.write_text(";See;Buy\nPain points;slow;dear\n", encoding="utf-8")
    data = mime(files=[path])
    enter = QDragEnterEvent(QPointF(500, 500).toPoint(), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(500, 500), Qt.DropAction.CopyAction, data, LEFT, PLAIN))
    assert window.session.map.title == "Journey"
    assert told(window) == {("Pain points", "See"): ["slow"], ("Pain points", "Buy"): ["dear"]}
    assert window.session.dirty


@pytest.mark.parametrize(("name", "content", "cards"), [
    ("a.txt", "one\ntwo", 2), ("a.txt", MERMAID, 2), ("a.tsv", "a\tb", 2),
    ("a.md", f"# T\n\n```mermaid\n{MERMAID}```", 2)])
def test_the_import_dialog_takes_tables_and_texts(make_window, told, tmp_path, name, content, cards):
    window = make_window()
    (tmp_path / name).write_text(content, encoding="utf-8")
    told.file = str(tmp_path / name)
    window.actions_by_id["import"].trigger()
    assert len(window.session.map.cards) == cards


def test_a_table_that_cannot_be_imported_is_told(make_window, told, tmp_path):
    window = make_window()
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    told.file = str(tmp_path / "a.xlsx")
    window.actions_by_id["import"].trigger()
    assert told.kinds()[-1] == "show_error"
    assert window._start.isVisible()
