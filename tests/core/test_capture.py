"""Capture: what a typed line becomes, where the next one goes, and how few keys a whole map takes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.edit.capture import Captured, Place, capture, first_place, moved
from cjdesigner.edit.captured_words import PREFIXES, completions, read_line
from cjdesigner.model import templates
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap, Persona
from cjdesigner.model.text import clean
from cjdesigner.model.words import plain
from tests.strategies import journey_maps, texts

NOTHING = JourneyMap(language="en")
MOVES = ("stay", "next", "back", "down", "up")


@pytest.fixture(scope="module")
def sample():
    return templates.build("sample", "vi")


def lane_of(journey, kind):
    return next(lane for lane in journey.ordered_lanes() if lane.kind == kind)


def place_in(journey, kind, stage=0):
    return Place("card", journey.ordered_stages()[stage].id, lane_of(journey, kind).id)


def made(journey, place, line):
    done = capture(journey, place, line, "stay")
    return done.journey.cards[done.key]


@pytest.mark.parametrize(("line", "kind", "text"), [
    ("p: chờ lâu", "pain_point", "chờ lâu"), ("nđ: chờ lâu", "pain_point", "chờ lâu"), ("ĐN:x", "pain_point", "x"),
    ("o: gọi lại", "opportunity", "gọi lại"), ("ch: gọi lại", "opportunity", "gọi lại"),
    ("t: Zalo", "touchpoint", "Zalo"), ("đc: Zalo", "touchpoint", "Zalo"), ("dc: Zalo", "touchpoint", "Zalo"),
    ("e: vui", "emotion", "vui"), ("http://a.vn", "action", "http://a.vn"), ("Ai: khách", "action", "Ai: khách"),
])
def test_a_prefix_says_the_kind_in_both_languages(sample, line, kind, text):
    card = made(sample, place_in(sample, "action"), line)
    assert (card.kind, card.text) == (kind, text)
    assert card.stage == sample.ordered_stages()[0].id


def test_no_prefix_means_two_kinds():
    every = [prefix for prefixes in PREFIXES.values() for prefix in prefixes]
    assert len(every) == len(set(every))
    assert all(plain(prefix) == prefix for prefix in every)
    assert set(PREFIXES) == set(CARD_KINDS) - {"image"} | {"stage", "lane"}


@pytest.mark.parametrize(("line", "score", "text"), [
    ("+2 Rất vui", 2, "Rất vui"), ("-1", -1, ""), ("−2 tức", -2, "tức"), ("+0 thường", 0, "thường"),
])
def test_a_signed_score_is_an_emotion_wherever_it_is_typed(sample, line, score, text):
    card = made(sample, place_in(sample, "action"), line)
    assert (card.kind, card.score, card.text) == ("emotion", score, text)


@pytest.mark.parametrize(("line", "score", "text"), [("2 vui", 2, "vui"), ("vui 1", 1, "vui"), ("lo sợ", 0, "lo sợ")])
def test_the_emotion_lane_needs_no_sign(sample, line, score, text):
    card = made(sample, place_in(sample, "emotion"), line)
    assert (card.kind, card.score, card.text) == ("emotion", score, text)


def test_a_number_elsewhere_is_text(sample):
    assert made(sample, place_in(sample, "action"), "2 lần gọi tổng đài").text == "2 lần gọi tổng đài"


def test_signs_say_the_rest(sample):
    persona = next(iter(sample.personas.values()))
    line = f'Phí ẩn !4 @{persona.name} #phí #"minh bạch" ~"Nhóm thanh toán"'
    card = made(sample, place_in(sample, "pain_point"), line)
    assert (card.text, card.severity, card.tags, card.owner) == ("Phí ẩn", 4, ("phí", "minh bạch"), "Nhóm thanh toán")
    assert card.personas == (persona.id,)
    assert made(sample, place_in(sample, "touchpoint"), "Gọi hỏi /điện-thoại /dien").channel == ""
    assert made(sample, place_in(sample, "touchpoint"), "Gọi hỏi /phone").channel == "phone"
    assert made(sample, place_in(sample, "touchpoint"), 'Gọi hỏi /"điện thoại"').channel == "phone"


def test_what_is_no_sign_stays_text(sample):
    for line in ("a@b.vn", "24/7 và/hoặc", "#1 trong ngành", "/khong-biet gì", "5 > 3 ~ 2", "giá !9"):
        assert made(sample, place_in(sample, "pain_point"), line).text == line


def test_a_name_without_diacritics_finds_the_persona():
    journey = JourneyMap(personas={"a": Persona(id="a", rank="a0", name="Lan"),
                                   "b": Persona(id="b", rank="a1", name="Lan Anh")})
    assert read_line(journey, "hỏi @lan anh ngay").personas == ("b",)
    assert read_line(journey, "hỏi @lanh").newcomers == ("lanh",)
    assert read_line(journey, "hỏi @Lan").personas == ("a",)


def test_a_score_after_another_kind_is_what_it_feels_like(sample):
    card = made(sample, place_in(sample, "action"), "p: -2 mất hết giỏ hàng")
    assert (card.kind, card.feeling, card.text) == ("pain_point", -2, "mất hết giỏ hàng")


def test_known_words_are_completed(sample):
    owners = {card.owner for card in sample.cards.values() if card.owner}
    start, words = completions(sample, "Gọi lại ~")
    assert start == 9
    assert {word.strip('"') for word in words} == owners
    assert completions(sample, "chờ #uu")[1] == ['"Ưu tiên"']
    assert '"word of mouth"' in completions(sample, "x /wor")[1]
    assert completions(sample, "không có dấu")[1] == []


def test_a_new_name_makes_a_persona_in_the_same_step(sample):
    done = capture(sample, place_in(sample, "action"), "hỏi bạn @Tú", "stay")
    new = next(p for key, p in done.journey.personas.items() if key not in sample.personas)
    assert new.name == "Tú"
    assert done.journey.cards[done.key].personas == (new.id,)
    alone = capture(sample, place_in(sample, "action"), "@Tú", "stay")
    assert alone.journey.personas[alone.key].name == "Tú"
    assert alone.journey.cards == sample.cards


def test_a_card_goes_after_the_selected_one(sample):
    place = place_in(sample, "touchpoint")
    before = sample.cell(place.stage, place.lane)
    done = capture(sample, place, "giữa", "stay", after=before[0].id)
    assert [c.id for c in done.journey.cell(place.stage, place.lane)][:2] == [before[0].id, done.key]


@pytest.mark.parametrize("name", ["@1", "#1 trong lòng khách", "Mua /phone", "!3"])
def test_a_stage_and_a_lane_are_called_as_they_were_typed(name):
    for what in ("stage", "lane"):
        done = capture(NOTHING, Place(what), name, "stay")
        assert next(iter(getattr(done.journey, f"{what}s").values())).name == name
        assert not done.journey.personas


def test_a_kind_without_a_lane_makes_one():
    journey = JourneyMap(language="vi", stages={"s": {"rank": "a0"}}, lanes={"l": {"rank": "a0", "kind": "action"}})
    done = capture(journey, Place("card", "s", "l"), "p: chậm", "next")
    new = next(lane for key, lane in done.journey.lanes.items() if key != "l")
    assert (new.kind, new.name) == ("pain_point", "Nỗi đau")
    assert done.journey.cards[done.key].lane == new.id


def test_an_empty_line_only_moves(sample):
    place = place_in(sample, "action")
    assert capture(sample, place, "   ", "stay") == Captured(sample, None, place)
    assert capture(sample, place, "", "next").place.stage == sample.ordered_stages()[1].id


def test_hidden_stages_and_lanes_are_passed_by():
    journey = JourneyMap(stages={"a": {"rank": "a0"}, "b": {"rank": "a1", "hidden": True}, "c": {"rank": "a2"}},
                         lanes={"l": {"rank": "a0", "kind": "note"},
                                "m": {"rank": "a1", "kind": "note", "hidden": True}})
    assert moved(journey, Place("card", "a", "l"), "next") == Place("card", "c", "l")
    assert moved(journey, Place("card", "c", "l"), "next") == Place("lane", after="l")


@settings(max_examples=60, deadline=None)
@given(journey_maps, st.data())
def test_whatever_is_typed_wherever_the_words_are_kept_and_the_map_stays_good(journey, chooser):
    place = first_place(journey)
    for _ in range(3):
        place = moved(journey, place, chooser.draw(st.sampled_from(MOVES)))
    line = chooser.draw(st.one_of(texts, st.text("p:o+-2 @#~/!\"aĐ", max_size=12)))
    done = capture(journey, place, line, chooser.draw(st.sampled_from(MOVES)))
    again = JourneyMap.model_validate(dict(done.journey))
    assert again == done.journey
    assert moved(done.journey, done.place, "next").what in ("card", "stage", "lane")
    for name in ("cards", "stages", "lanes"):
        assert getattr(journey, name).keys() <= getattr(done.journey, name).keys()
    if line.strip():
        assert done.key is not None
    if ":" not in line and "/" not in line:  # no prefix, and no channel, which is kept in other words
        held = done.journey.model_dump_json()
        for word in re.findall(r"\w+", clean(line)):
            assert word in held


WORKSHOP = {
    "stages": ["Nhận biết", "Cân nhắc", "Mua", "Nhận hàng", "Sử dụng", "Gắn bó"],
    "lanes": ["Hành động", "Điểm chạm", "Cảm xúc", "Nỗi đau", "Cơ hội"],
}


def typed_workshop():
    """A map of 6 stages, 5 lanes and 40 cards as (text, key) pairs: what is typed, and the key that ends it."""
    lines = [(name, "next") for name in WORKSHOP["stages"]]
    lines[-1] = (lines[-1][0], "down")
    lines += [(name, "down") for name in WORKSHOP["lanes"]]
    lines[-1] = (lines[-1][0], "next")
    extra = {(lane, stage) for lane in range(5) for stage in range(2)}  # ten cells with two cards
    for lane in range(5):
        for stage in range(6):
            if (lane, stage) in extra:
                lines.append((f"+1 thẻ {lane} {stage} đầu" if lane == 2 else f"thẻ {lane} {stage} đầu", "stay"))
            lines.append((f"+2 thẻ {lane} {stage}" if lane == 2 else f"thẻ {lane} {stage}", "next"))
    return lines


def test_a_whole_map_takes_one_key_for_each_card(capsys):
    journey, place, keys = NOTHING, first_place(NOTHING), 0
    for text, move in typed_workshop():
        done = capture(journey, place, text, move)
        assert done.key is not None
        journey, place, keys = done.journey, done.place, keys + 1
    assert [s.name for s in journey.ordered_stages()] == WORKSHOP["stages"]
    assert [e.name for e in journey.ordered_lanes()] == WORKSHOP["lanes"]
    assert [e.kind for e in journey.ordered_lanes()] == ["action", "touchpoint", "emotion", "pain_point", "opportunity"]
    assert len(journey.cards) == 40
    assert all(len(journey.cell(s.id, e.id)) in (1, 2) for s in journey.stages.values() for e in journey.lanes.values())
    headers = len(WORKSHOP["stages"]) + len(WORKSHOP["lanes"])
    assert keys - headers <= 40
    with capsys.disabled():
        print(f"\nkeys beyond the words, 6 stages, 5 lanes, 40 cards: here {keys}; "
              f"Mermaid {mermaid_keys()}; a spreadsheet {spreadsheet_keys()}")


def mermaid_keys():
    """Keys beyond the words for the same map as a Mermaid journey, which has no lanes: what its grammar asks for."""
    head = len("journey\n")
    sections = sum(len("section ") + 1 for _ in WORKSHOP["stages"])
    tasks = sum(len(": 3\n") for _ in range(40))
    return head + sections + tasks


def spreadsheet_keys():
    """The same in a spreadsheet: a key for each cell, Alt+Enter (two) for a second card in a cell, Home at the ends."""
    cells = len(WORKSHOP["stages"]) + 1 + 5 * (1 + 6)
    return cells + 10 * 2 + 6


def test_a_row_goes_on_at_its_end_where_the_one_before_was_taken_back():
    done = capture(NOTHING, first_place(NOTHING), "Chờ", "stay")
    assert done.place == Place("stage", after=done.key)
    again = capture(NOTHING, done.place, "l: Nỗi đau", "stay")
    assert again.place.after is None
    assert capture(again.journey, done.place, "Mua", "stay").journey.ordered_stages()[0].name == "Mua"
