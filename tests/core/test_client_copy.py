"""The client's copy: it lacks what is not for clients, and not one word of that is in any file made of it."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.changes import changed
from cjdesigner.edit.pictures import set_picture
from cjdesigner.export import FORMATS, LAYOUTS, Choices, export_map, lay_out
from cjdesigner.export.client import client_copy, left_out
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.model.conflicts import Conflict
from cjdesigner.model.map import JourneyMap
from tests.core.leaks import Planted, for_clients, found, words_in
from tests.core.pictures import map_with, picture, png
from tests.strategies import journey_maps, map_data

TYPE = Typesetter(FontSet(system=False))


def made(journey: JourneyMap, suffix: str, choices: Choices) -> bytes:
    return export_map(journey, suffix, choices, make=lambda: Composer(TYPE, choices.theme))


@st.composite
def planted(draw: st.DrawFn) -> dict[str, Any]:
    """Plain data of a map whose every word can be told, with marks here and there."""
    data = draw(map_data())
    for name in ("lanes", "cards"):
        for entity in data[name].values():
            entity["internal"] = draw(st.integers(0, 3)) == 0
    for card in data["cards"].values():
        if draw(st.integers(0, 3)) == 0:
            card["tags"] = ["Open question"]
    return Planted(data).data


def rich() -> dict[str, Any]:
    """A map with everything that a map can have, and something of everything that is not for clients."""
    x = {"x-mine": "?"}
    card = {"rank": "a0", "kind": "note", "stage": "s", "lane": "l", "text": "?", "details": "?", "owner": "?",
            "evidence": "interview", "evidence_source": "?", "tags": ["?"], "personas": ["p"], "span": 3, **x}
    cards = {
        "c1": card, "c2": card | {"internal": True}, "c3": card | {"lane": "li"}, "c4": card | {"lane": "lh"},
        "c5": card | {"stage": "sh"}, "c6": card | {"tags": ["Open question"]},
        "c7": card | {"kind": "pain_point", "severity": 3}, "c8": card | {"kind": "from_the_future"},
        "c9": card | {"kind": "quote", "speaker": "?"}, "e1": card | {"kind": "emotion", "lane": "le"},
        "e2": card | {"kind": "emotion", "lane": "le", "internal": True, "expected": 2},
        "m": card | {"kind": "metric", "value": "?", "unit": "?", "target": "?", "source": "?"},
        "t": card | {"kind": "touchpoint", "channel": "?", "step": "t1"}, "t2": card | {"step": "th", "stage": "sh"},
    }
    lane = {"rank": "a1", "kind": "note", "name": "?", "personas": ["p"], "prompt": "?", "prompts": {"s": "?"}, **x}
    link = {"rank": "a0", "label": "?", **x}
    data = {
        "id": "?", "title": "?", "scenario": "?", "author": "?", "version": "?", "date": "?", "footer": "?", **x,
        "personas": {"p": {"rank": "a0", "name": "?", "age": "?", "quote": "?", "goals": "?", "channels": ["?"], **x}},
        "stages": {"s": {"rank": "a0", "name": "?", "time": "?", **x}, "s2": {"rank": "a2", "name": "?"},
                   "sh": {"rank": "a1", "name": "?", "time": "?", "hidden": True}},
        "steps": {"t1": {"rank": "a0", "stage": "s", "name": "?"}, "th": {"rank": "a0", "stage": "sh", "name": "?"}},
        "lanes": {"l": lane, "li": lane | {"internal": True}, "lh": lane | {"hidden": True},
                  "le": lane | {"kind": "emotion"}, "lc": lane | {"collapsed": True}},
        "cards": cards,
        "links": {"k1": link | {"source": "c7", "target": "c9"}, "k2": link | {"source": "c2", "target": "c9"}},
        "comments": {"o1": {"rank": "a0", "card": "c1", "author": "?", "date": "?", "text": "?"}},
        "votes": {"v1": {"card": "c1", "voter": "?"}},
        "parked": {"p1": {"rank": "a0", "text": "?", "details": "?", "parked_with": {"votes": {"b": {"voter": "?"}}}}},
        "agenda": {"a1": {"rank": "a0", "name": "?", "note": "?", "lane": "l"}},
    }
    return Planted(data).data


# -- the copy ---------------------------------------------------------------------------------------------------------


@given(planted())
def test_the_copy_has_all_that_is_for_clients_and_nothing_else(data):
    copy = client_copy(JourneyMap.model_validate(data))
    assert words_in(to_bytes(copy)) == for_clients(data)


def test_a_picture_of_a_conflict_is_not_for_clients():
    journey = map_with(picture(png(2, 2)))
    shown, = (card.id for card in journey.cards.values() if card.kind == "image")
    key = journey.cards[shown].picture
    conflict = Conflict(id="k", collection="cards", key=shown, field="picture", ours=None, theirs=key)
    hidden = set_picture(changed(journey, conflicts={"k": conflict}), shown, None)
    assert key in hidden.pictures, "it stays until somebody decides"
    assert not client_copy(hidden).pictures
    assert not client_copy(hidden).conflicts


def test_the_rich_map_loses_something_of_every_sort():
    data = rich()
    journey = JourneyMap.model_validate(data)
    assert words_in(to_bytes(client_copy(journey))) == for_clients(data) < words_in(data)
    counts = left_out(journey)
    assert counts["stages"] == 1
    assert counts["lanes"] == 2
    assert counts["cards"] == 7
    assert {name: counts[name] for name in ("comments", "votes", "parked", "agenda", "links")} == {
        "comments": 1, "votes": 1, "parked": 1, "agenda": 1, "links": 1}
    assert counts["owners"] == 7
    assert counts["questions"] == 3
    assert counts["fields"] > 8


@given(journey_maps)
def test_the_copy_is_a_good_map_its_own_copy_and_keeps_ids(journey):
    copy = client_copy(journey)
    assert from_bytes(to_bytes(copy)).map == copy
    assert client_copy(copy) == copy
    assert not left_out(copy)
    assert copy.cards.keys() <= journey.cards.keys()
    assert copy.id == journey.id


def test_a_map_without_secrets_is_its_own_copy():
    journey = JourneyMap.model_validate({"lanes": {"l": {"rank": "a0", "kind": "note", "name": "Lane"}}})
    assert client_copy(journey) == journey
    assert left_out(journey) == {}


@pytest.mark.parametrize(("tag", "gone"), [
    ("open question", True), ("Open  Question", True), ("Câu hỏi mở", True), ("cau hoi mo", True),
    ("question", False), ("opening", False), ("", False)])
def test_an_open_question_is_told_by_its_tag_alone(tag, gone):
    card = {"rank": "a0", "kind": "note", "stage": "s", "lane": "l", "text": "Why?", "evidence": "assumption",
            "tags": [tag]}
    journey = JourneyMap.model_validate({"stages": {"s": {"rank": "a0"}}, "cards": {"c": card},
                                         "lanes": {"l": {"rank": "a0", "kind": "note"}}})
    assert ("c" not in client_copy(journey).cards) is gone


def test_a_picture_goes_with_the_last_card_that_shows_it():
    first, second = picture(png()), picture(png(30, 30))
    journey = map_with(first, second)
    cards = {**journey.cards, "c0": type(journey.cards["c0"])(**{**dict(journey.cards["c0"]), "internal": True})}
    journey = JourneyMap(**{**dict(journey), "cards": cards})
    assert list(client_copy(journey).pictures) == [second.id]


# -- files made of it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_word_of_what_is_left_out_is_in_a_file(suffix, layout):
    data = rich()
    journey, choices = JourneyMap.model_validate(data), Choices(layout=layout, client=True)
    secret = words_in(data) - for_clients(data)
    assert len(secret) > 80
    assert found(made(journey, suffix, choices), secret) == set()


@pytest.mark.parametrize("suffix", [each for each in FORMATS if each != ".png"])
def test_the_search_would_find_them(suffix):
    """In the full export there are words that the client's copy lacks: else the test above says nothing."""
    data = rich()
    secret = words_in(data) - for_clients(data)
    in_full = found(made(JourneyMap.model_validate(data), suffix, Choices()), secret)
    assert {word for key in ("c2", "c3", "c6") for word in words_in(_texts(data)[key])} <= in_full


def _texts(data: dict[str, Any]) -> dict[str, str]:
    """The texts of the rich map's cards by the names that they have there."""
    names = ("c1", "c2", "c3", "c4", "c5", "c6")
    return {name: card["text"] for name, card in zip(names, data["cards"].values(), strict=False)}


@pytest.mark.parametrize("suffix", FORMATS)
def test_nor_is_it_in_files_of_other_maps(suffix):
    @settings(max_examples=8, deadline=None)
    @given(planted())
    def check(data):
        written = made(JourneyMap.model_validate(data), suffix, Choices(client=True, scale=0.5))
        assert found(written, words_in(data) - for_clients(data)) == set()

    check()


@given(planted())
@settings(max_examples=20, deadline=None)
def test_the_pages_carry_the_copy_along(data):
    journey = JourneyMap.model_validate(data)
    document = lay_out(journey, Choices(client=True), lambda: Composer(TYPE))
    assert document.source == client_copy(journey)


# -- the search itself ------------------------------------------------------------------------------------------------


def zipped(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/b.xml", data)
    return held.getvalue()


@pytest.mark.parametrize("hide", [
    lambda word: word.encode(), lambda word: word.encode("utf-16-be"), lambda word: word.encode().hex().encode(),
    lambda word: word.encode("utf-16-be").hex().upper().encode(), lambda word: zipped(word.encode()),
    lambda word: zipped(zipped(word.encode("utf-16-le"))), lambda word: b"<t>qz00</t><t>07wk</t>",
])
def test_the_search_sees_through_coats(hide):
    assert found(b"before " + hide("qz0007wk") if not hide("qz0007wk").startswith(b"PK") else hide("qz0007wk"),
                 {"qz0007wk", "qz0008wk"}) == {"qz0007wk"}
