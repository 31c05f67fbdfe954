"""The program's promise, kept by hand: a map is made, changed, saved, opened again and exported in a real window.

The hand is xdotool on a virtual screen of its own; the eye is the state file of `probe.py`.
"""

import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cjdesigner import language
from cjdesigner.files.format import to_data
from cjdesigner.files.storage import open_map
from tests.gui.driving import Hand, Point, Rect, Screen, State, middle, missing_tools, program, screen

pytestmark = pytest.mark.xvfb

TITLE = "Mua máy lọc nước cho gia đình"
PERSONA = "Chị Thu Hương"
STAGES = ("Nhận biết", "Cân nhắc", "Đặt mua", "Sử dụng")
LANES = ("Việc phải làm", "Kênh gặp gỡ", "Trong lòng nghĩ", "Điều vướng mắc")
CARDS = (
    # kind, text, lane, stage
    ("action", "Hỏi hàng xóm", 0, 0),
    ("action", "So giá ở ba cửa hàng", 0, 1),
    ("action", "Đặt cọc qua điện thoại", 0, 2),
    ("touchpoint", "Quảng cáo trên mạng", 1, 0),
    ("touchpoint", "Trang so sánh sản phẩm", 1, 1),
    ("touchpoint", "Thợ lắp đặt tới nhà", 1, 3),
    ("thought", "Nước nhà mình có sạch không?", 2, 0),
    ("quote", "“Tư vấn kỹ thì tôi mới mua”", 2, 1),
    ("note", "Cần phỏng vấn thêm", 2, 2),
    ("opportunity", "Nhắc lịch thay lõi", 2, 3),
    ("pain_point", "Phí lắp đặt không báo trước", 3, 2),
    ("pain_point", "Chờ thợ cả buổi", 3, 3),
)
EMOTIONS = (("Tò mò", 0), ("Phân vân", 1), ("Yên tâm", 3))
EDITED = "So giá ở năm cửa hàng"
FILE = "Hành trình.cjmap"
LETTERS = "".join((TITLE, PERSONA, *STAGES, *LANES, *(c[1] for c in CARDS), *(e[0] for e in EMOTIONS), EDITED, FILE))


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Screen]:
    if missing := missing_tools("pdftotext"):
        pytest.skip(f"not installed: {missing}")
    with screen(tmp_path, LETTERS) as opened:
        yield opened


def in_order(state: State, collection: str) -> list[str]:
    found = state["map"].get(collection, {})
    return sorted(found, key=lambda key: (found[key]["rank"], key))


def words_of(entity: dict[str, Any]) -> str:
    return entity.get("text", entity.get("name", ""))


class Maker:
    """Makes and changes a map with the hand alone."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.look, self.wait = hand, hand.program.look, hand.program.wait
        self.rest = hand.program.rest

    # -- where things are -----------------------------------------------------------------------------------------

    def spot(self, key: str) -> Point:
        """The middle of an entity, brought into view."""
        return middle(self.in_view(lambda s: s["canvas"]["spots"][key]["rect"]))

    def cell(self, lane: int | str, stage: int) -> Point:
        """The middle of a cell: a lane by its number from the top or its kind, a stage from the left."""
        def rect(state: State) -> Rect:
            column = state["canvas"]["columns"][stage]["rect"]
            row = next(r for n, r in enumerate(state["canvas"]["rows"]) if lane in (n, r["kind"]))["rect"]
            return [column[0], row[1], column[2], row[3]]

        return middle(self.in_view(rect))

    def in_view(self, rect: Callable[[State], Rect]) -> Rect:
        """A rectangle; the whole map is made to fit first if its middle cannot be seen."""
        def seen(state: State) -> bool:
            left, top, width, height = state["canvas"]["area"]
            x, y = middle(rect(state))
            return left + 8 < x < left + width - 8 and top + 8 < y < top + height - 8

        if not seen(self.rest()):
            self.hand.keys("shift+1")
            self.wait(seen, "the whole map")
        return rect(self.rest())

    # -- what is done ---------------------------------------------------------------------------------------------

    def written(self, text: str) -> str:
        """Types into the editor that has opened; the id of what was edited."""
        opened = self.wait(lambda s: (s["canvas"]["editor"] or {}).get("focus"), "an editor")
        key = opened["canvas"]["editor"]["key"]
        self.hand.type(text)
        self.wait(lambda s: (s["canvas"]["editor"] or {}).get("text") == text, f"“{text}” in the editor")
        self.hand.keys("Return")
        self.wait(lambda s: s["canvas"]["editor"] is None, "no editor")
        return key

    def drop(self, kind: str, at: Point, text: str) -> str:
        """Drags a kind from the palette and names it; its id."""
        self.hand.drag(middle(self.look()["palette"][kind]), at)
        key = self.written(text)
        held = self.look()["map"]
        assert any(words_of(held.get(part, {}).get(key, {})) == text for part in
                   ("personas", "stages", "lanes", "cards")), (kind, text)
        return key

    def rewrite(self, at: Point, text: str) -> str:
        """Double-clicks something and types another text; its id."""
        self.hand.double_click(at)
        return self.written(text)

    def changed(self, before: State, what: str) -> State:
        """Waits for another map than before."""
        return self.wait(lambda s: s["map"] != before["map"], what)

    # -- dialogs ---------------------------------------------------------------------------------------------------

    def dialog(self, kind: str) -> State:
        """Waits for a dialog of a class."""
        return self.wait(lambda s: (s["dialog"] or {}).get("class") == kind, kind)["dialog"]

    def answer(self, kind: str, button: str) -> None:
        """Clicks a button of the dialog that has opened, and waits for it to go."""
        self.dialog(kind)
        self.hand.click(self.rest()["dialog"]["buttons"][button])
        self.no_dialog(kind)

    def no_dialog(self, kind: str) -> State:
        """Waits until a dialog has gone."""
        return self.wait(lambda s: (s["dialog"] or {}).get("class") != kind, f"{kind} gone")

    def give_path(self, path: Path) -> None:
        """Types a path into the file dialog that has opened."""
        self.wait(lambda s: s["dialog"] and any(f["focus"] for f in s["dialog"]["fields"]), "a place for the path")
        self.hand.keys("ctrl+a")
        self.hand.type(str(path))
        self.wait(lambda s: s["dialog"]["fields"][0]["text"] == str(path), "the path in the dialog")
        self.hand.keys("Return")
        self.no_dialog("QFileDialog")


# -- the promise ------------------------------------------------------------------------------------------------------


def new_map(maker: Maker, word: str = "New map") -> None:
    maker.wait(lambda s: s["start"], "the start page")
    maker.hand.click(maker.rest()["start"][word])
    state = maker.wait(lambda s: s["canvas"], "the canvas")
    assert not any(state["map"].get(part) for part in ("personas", "stages", "lanes", "cards"))


def make_grid(maker: Maker) -> None:
    left, top, width, height = maker.rest()["canvas"]["area"]
    for name in STAGES:
        maker.drop("stage", (left + width - 12, top + height // 2), name)
    for name in LANES:
        maker.drop("lane", (left + width // 2, top + height - 24), name)
    header = maker.rest()["canvas"]["spots"]["header"]["rect"]
    maker.drop("persona", middle(header), PERSONA)
    state = maker.look()
    assert [words_of(state["map"]["stages"][key]) for key in in_order(state, "stages")] == list(STAGES)
    assert [words_of(state["map"]["lanes"][key]) for key in in_order(state, "lanes")] == list(LANES)


def make_cards(maker: Maker) -> dict[str, str]:
    """Drags the cards to their cells; their ids by their texts."""
    keys = {}
    for kind, text, lane, stage in CARDS:
        keys[text] = maker.drop(kind, maker.cell(lane, stage), text)
    state = maker.look()
    lanes, stages = in_order(state, "lanes"), in_order(state, "stages")
    for kind, text, lane, stage in CARDS:
        card = state["map"]["cards"][keys[text]]
        assert (card["kind"], card["lane"], card["stage"]) == (kind, lanes[lane], stages[stage]), text
    return keys


def make_emotions(maker: Maker) -> list[str]:
    """Drags the emotions: the first makes its lane."""
    keys = []
    for text, stage in EMOTIONS:
        keys.append(maker.drop("emotion", maker.cell("emotion" if keys else 0, stage), text))
    held = maker.look()["map"]
    assert len({held["cards"][key]["lane"] for key in keys}) == 1
    assert held["lanes"][held["cards"][keys[0]]["lane"]]["kind"] == "emotion"
    return keys


def edit_a_card(maker: Maker, key: str) -> None:
    assert maker.rewrite(maker.spot(key), EDITED) == key
    assert maker.look()["map"]["cards"][key]["text"] == EDITED


def name_the_map(maker: Maker) -> None:
    header = maker.rest()["canvas"]["spots"]["header"]["rect"]
    assert maker.rewrite((header[0] + 60, header[1] + header[3] // 4), TITLE) == "header"
    assert maker.look()["map"]["title"] == TITLE


def move_undo_redo(maker: Maker, key: str) -> None:
    before = maker.look()
    stage = in_order(before, "stages")[3]
    maker.hand.drag(maker.spot(key), maker.cell("note", 3))
    moved = maker.changed(before, "the card elsewhere")
    assert moved["map"]["cards"][key]["stage"] == stage
    maker.hand.keys("ctrl+z")
    maker.wait(lambda s: s["map"] == before["map"], "the card where it was")
    maker.hand.keys("ctrl+shift+z")
    maker.wait(lambda s: s["map"] == moved["map"], "the card elsewhere again")


def reorder_stages(maker: Maker) -> None:
    before = maker.look()
    first, second, *others = in_order(before, "stages")
    x, y = maker.spot(second)
    width = maker.look()["canvas"]["spots"][second]["rect"][2]
    maker.hand.drag(maker.spot(first), (x + width // 4, y))
    assert in_order(maker.changed(before, "another order"), "stages") == [second, first, *others]


def worsen(maker: Maker, key: str, score: int) -> None:
    x, y = maker.spot(key)
    before = maker.look()
    row = next(row for row in before["canvas"]["rows"] if row["scores"])
    maker.hand.drag((x, y), (x, row["scores"][str(score)]))
    assert maker.changed(before, "another score")["map"]["cards"][key]["score"] == score


def save(maker: Maker, path: Path, on: Screen) -> dict[str, Any]:
    assert maker.look()["dirty"]
    maker.hand.keys("ctrl+s")
    maker.dialog("QFileDialog")
    maker.rest()
    on.shoot("save")
    maker.give_path(path)
    state = maker.wait(lambda s: s["path"] == str(path) and not s["dirty"], "the map saved")
    assert to_data(open_map(path).map) == state["map"]
    return state["map"]


def export(maker: Maker, path: Path, on: Screen) -> None:
    maker.hand.keys("ctrl+shift+e")
    maker.dialog("ExportDialog")
    maker.rest()
    on.shoot("export")
    maker.hand.keys("Return")
    maker.dialog("QFileDialog")
    maker.give_path(path)
    maker.dialog("QMessageBox")
    maker.rest()
    on.shoot("exported")
    maker.answer("QMessageBox", "Close")


def words_in(text: str) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFC", text)))


def words_of_map(data: dict[str, Any]) -> set[str]:
    parts = ("personas", "stages", "lanes", "cards")
    return words_in(" ".join([data["title"], *(words_of(e) for part in parts for e in data[part].values())]))


@pytest.mark.slow
def test_a_map_by_hand(on: Screen, tmp_path: Path) -> None:
    path, pdf = tmp_path / FILE, tmp_path / "out.pdf"
    with program(on, tmp_path / "user") as running:
        maker = Maker(Hand(on, running))
        new_map(maker)
        on.shoot("new")
        make_grid(maker)
        on.shoot("grid")
        keys = make_cards(maker)
        on.shoot("cards")
        faces = make_emotions(maker)
        on.shoot("emotions")
        edit_a_card(maker, keys["So giá ở ba cửa hàng"])
        name_the_map(maker)
        move_undo_redo(maker, keys["Hỏi hàng xóm"])
        reorder_stages(maker)
        worsen(maker, faces[1], -2)
        worsen(maker, faces[2], 2)
        on.shoot("changed")
        made = save(maker, path, on)
        maker.hand.keys("ctrl+w")
        maker.wait(lambda s: s["start"] and "Hành trình" in s["start"], "the start page with the map on it")
        maker.rest()
        on.shoot("start")
        maker.hand.keys("ctrl+q")
        assert running.ended() == 0
        assert running.said() == ""
    with program(on, tmp_path / "user", str(path)) as running:
        maker = Maker(Hand(on, running))
        assert maker.wait(lambda s: s["canvas"] and s["path"] == str(path), "the map again")["map"] == made
        maker.rest()
        on.shoot("opened")
        export(maker, pdf, on)
        maker.hand.keys("ctrl+q")
        assert running.ended() == 0
        assert running.said() == ""
    read = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    assert words_of_map(made) - words_in(read) == set()
    assert len(made["cards"]) == len(CARDS) + len(EMOTIONS)


# -- what must not happen ---------------------------------------------------------------------------------------------


def cancelled(maker: Maker, start: Point, end: Point) -> None:
    """A drag that is given up on the way, the button still held for a while: nothing is shown, nothing happened."""
    before = maker.rest()
    maker.hand.carry(start, end)
    maker.hand.keys("Escape")
    maker.wait(lambda s: not s["canvas"]["marks"] and not s["canvas"]["carrying"], "nothing carried")
    maker.hand.do("mousemove", *start, "sleep", 0.05, "mousemove", *end, "sleep", 0.05, "mouseup", 1)
    after = maker.rest()
    assert (after["map"], after["undo"], after["canvas"]["editor"]) == (before["map"], before["undo"], None)
    assert after["canvas"]["spots"] == before["canvas"]["spots"]


def begin(maker: Maker) -> tuple[str, str]:
    """A map of two stages and a card; the ids of the first stage and of the card."""
    maker.wait(lambda s: s["start"], "the start page")
    maker.hand.keys("ctrl+n")
    maker.wait(lambda s: s["canvas"], "the canvas")
    left, top, width, height = maker.rest()["canvas"]["area"]
    stages = [maker.drop("stage", (left + width - 12, top + height // 2), name) for name in STAGES[:2]]
    return stages[0], maker.drop("touchpoint", (left + width // 3, top + height // 2), CARDS[3][1])


def test_a_drag_cancelled_changes_nothing(on: Screen, tmp_path: Path) -> None:
    with program(on, tmp_path / "user", "--lang", "vi") as running:
        maker = Maker(Hand(on, running))
        stage, card = begin(maker)
        on.shoot("begun")
        other = maker.cell(0, 1)
        cancelled(maker, middle(maker.look()["palette"]["pain_point"]), other)
        cancelled(maker, middle(maker.look()["palette"]["stage"]), other)
        cancelled(maker, maker.spot(card), other)
        cancelled(maker, maker.spot(stage), (other[0], maker.spot(stage)[1]))
        face = maker.drop("emotion", other, EMOTIONS[0][0])
        cancelled(maker, maker.spot(face), (maker.spot(face)[0], maker.spot(face)[1] + 30))
        maker.hand.drag(maker.spot(card), other)  # the same drag, not cancelled, does something
        maker.wait(lambda s: s["map"]["cards"][card]["stage"] != stage, "the card elsewhere")


def test_leaving_unsaved_work_asks(on: Screen, tmp_path: Path) -> None:
    say = language.catalogue("vi").gettext
    with program(on, tmp_path / "user", "--lang", "vi") as running:
        maker = Maker(Hand(on, running))
        begin(maker)
        before = maker.rest()
        for keys in ("ctrl+w", "ctrl+q", "ctrl+n"):
            maker.hand.keys(keys)
            maker.dialog("QMessageBox")
            maker.rest()
            on.shoot(keys)
            maker.answer("QMessageBox", say("Cancel"))
            after = maker.rest()
            assert (after["shown"], after["dirty"], after["map"]) == (True, True, before["map"])
            assert after["canvas"]
        maker.hand.keys("ctrl+q")
        maker.dialog("QMessageBox")
        maker.hand.click(maker.rest()["dialog"]["buttons"][say("Don't save")])
        assert running.ended() == 0
