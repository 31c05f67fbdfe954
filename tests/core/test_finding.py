"""Finding: words with and without diacritics, spans of the text as it was written, replacing, filters, likeness."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.edit.filtering import Filter, choices, outside, traits_of
from cjdesigner.edit.finding import HEADER, Haystack, find_words, replace_words
from cjdesigner.language import catalogue
from cjdesigner.model import templates
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.likeness import most_alike
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.text import clean
from cjdesigner.model.words import PLAIN, SMALL, plain
from cjdesigner.model.workshop import Comment, Vote
from tests.strategies import journey_maps

LETTERS = st.sampled_from("aăâeêioơuưdđnghĐĂẾệỗ ̛̣́̀ßİﬁ한 \n.")
SHORT = st.text(LETTERS, max_size=3).map(clean)
LONG = st.text(LETTERS, max_size=24).map(clean)


def one_card(kind="note", **fields):
    card = CARD_KINDS[kind](id="c", rank="a0", stage="s", lane="l", **fields)
    return JourneyMap(title="Bản đồ điện máy", stages={"s": Stage(id="s", rank="a0", name="Mua")},
                      lanes={"l": Lane(id="l", rank="a0", kind=kind, name="Ghi chú")}, cards={"c": card})


def found_in(journey, words, **how):
    return [(each.slot.key, each.slot.field, each.slot.text[each.start:each.end])
            for each in find_words(journey, words, **how)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Điện thoại", "dien thoai"), ("ĐƯỜNG", "duong"), ("e\u0323\u0302", "e"), ("a\u00a0b\nc", "a b c"),
    ("Straße", "strasse"),
])
def test_plain(text, expected):
    assert plain(text) == expected


@given(LONG)
def test_plain_is_the_same_for_every_normal_form_and_when_done_twice(text):
    assert plain(unicodedata.normalize("NFD", text)) == plain(text) == plain(plain(text))


@given(LONG, SHORT)
def test_a_span_is_what_was_looked_for_and_cuts_no_character(text, words):
    for folding in (PLAIN, SMALL):
        wanted = words.translate(folding)
        behind = 0
        for start, end in folding.spans(text, text.translate(folding), wanted):
            assert text[start:end].translate(folding) == wanted
            assert start >= behind
            assert end == len(text) or not unicodedata.combining(text[end])
            behind = end


@given(st.text("aăâeêioôơuưyđdnbc ", max_size=24), st.text("aâeêđdn", min_size=1, max_size=2))
def test_composed_vietnamese_is_found_wherever_its_plain_letters_are(text, words):
    spans = list(PLAIN.spans(text, plain(text), plain(words)))
    assert len(spans) == plain(text).count(plain(words))


@given(st.text("aăâeêđdnệỗ ", max_size=24), st.text("aâeêđdn", min_size=1, max_size=2), st.text("xyz ", max_size=4))
def test_replacing_hits_the_right_span(text, words, new):
    journey = one_card(text=text)
    after = replace_words(journey, [f for f in find_words(journey, words) if f.slot.field == "text"], new)
    assert plain(after.cards["c"].text) == plain(text).replace(plain(words), new)
    untouched = [char for char in text if plain(char) not in plain(words)]
    assert [char for char in after.cards["c"].text if plain(char) not in plain(words) + plain(new)] == [
        char for char in untouched if plain(char) not in plain(new)]


@given(journey_maps, st.sampled_from(["k", "a", "é", "khach hang", '"']), st.sampled_from(["", "điện", "x"]))
def test_replacing_in_any_map_gives_a_map_that_loads(journey, words, new):
    after = replace_words(journey, find_words(journey, words), new)
    assert JourneyMap.model_validate(after.model_dump()) == after
    if not find_words(journey, words):
        assert after is journey


def test_diacritics_are_ignored_unless_asked_for():
    journey = one_card(text="Điện, dien, diễn")
    assert [text for key, _field, text in found_in(journey, "dien") if key == "c"] == ["Điện", "dien", "diễn"]
    assert [text for key, _field, text in found_in(journey, "điện", exact=True) if key == "c"] == ["Điện"]
    assert found_in(journey, "điện", exact=True)[0] == (HEADER, "title", "điện")


def test_marks_that_no_character_holds_belong_to_their_letter():
    journey = one_card(text="x\u0304y")
    assert found_in(journey, "x") == [("c", "text", "x\u0304")]
    assert found_in(journey, "x", exact=True) == []


@pytest.mark.parametrize(("kind", "field"), [
    ("note", "text"), ("note", "details"), ("note", "owner"), ("note", "evidence_source"), ("touchpoint", "channel"),
    ("quote", "speaker"), ("metric", "value"), ("metric", "unit"), ("metric", "target"), ("metric", "source"),
    ("image", "alt"),
])
def test_every_text_of_a_card_is_found_and_replaced(kind, field):
    journey = one_card(kind, **{field: "trước Quảng cáo sau"})
    assert found_in(journey, "quang cao") == [("c", field, "Quảng cáo")]
    after = replace_words(journey, find_words(journey, "quang cao"), "tờ rơi")
    assert getattr(after.cards["c"], field) == "trước tờ rơi sau"


def test_names_and_the_title_are_found_in_reading_order():
    journey = templates.build("sample", "vi")
    keys = [each.slot.key for each in find_words(journey, "a")]
    groups = [keys.index(key) for key in (HEADER, journey.ordered_personas()[0].id, journey.ordered_lanes()[-1].id)]
    assert groups == sorted(groups)
    assert found_in(one_card(), "mua") == [("s", "name", "Mua")]


def test_a_known_channel_is_found_by_its_words_and_never_replaced():
    journey = one_card("touchpoint", channel="phone")
    said = catalogue("vi").gettext("phone")
    assert found_in(journey, said) == [("c", "channel", said)]
    assert replace_words(journey, find_words(journey, said), "x") is journey


def test_a_comment_is_found_at_its_card_and_stays_somebodys_words():
    journey = one_card(text="x").model_dump()
    journey["comments"] = {"k": Comment(id="k", rank="a0", card="c", text="Hỏi kho").model_dump()}
    commented = JourneyMap.model_validate(journey)
    found = find_words(commented, "hoi")
    assert [each.slot.shown for each in found] == ["c"]
    assert replace_words(commented, found, "y") is commented


def test_tags_that_become_empty_or_equal_are_one_less():
    journey = one_card(tags=("phí cao", "phí", "giá cao", "xa"))
    after = replace_words(journey, find_words(journey, "phí"), "giá")
    assert after.cards["c"].tags == ("giá cao", "giá", "xa")
    assert replace_words(journey, find_words(journey, "xa"), "").cards["c"].tags == ("phí cao", "phí", "giá cao")


def test_what_changed_since_it_was_found_is_left_alone():
    found = find_words(one_card(text="cũ kỹ"), "cũ")
    later = one_card(text="một chữ khác")
    assert replace_words(later, found, "mới") is later


def test_a_haystack_follows_the_map():
    hay, first = Haystack(), one_card(text="một")
    assert hay.find(first, "một")
    second = replace_words(first, hay.find(first, "một"), "hai")
    assert not hay.find(second, "một")
    assert hay.find(second, "hai")
    assert hay.find(first, "một")


@pytest.mark.parametrize("words", ["", " ", "\n", "\u0301"])
def test_nothing_is_found_of_nothing(words):
    assert find_words(one_card(text="a b\u0301 "), words) == []


# -- filters -----------------------------------------------------------------------------------------------------


def test_several_values_widen_and_several_facets_narrow():
    journey = templates.build("sample", "en")
    pains = {key for key, card in journey.cards.items() if card.kind == "pain_point"}
    wanted = Filter().having("kind", "pain_point", on=True)
    assert outside(journey, wanted) == journey.cards.keys() - pains
    both = wanted.having("kind", "opportunity", on=True)
    assert outside(journey, both) < outside(journey, wanted)
    tag = next(tag for key in pains for tag in (*journey.cards[key].tags, "") )
    assert outside(journey, wanted.having("tag", tag, on=True)) >= outside(journey, wanted)
    assert outside(journey, wanted.having("kind", "pain_point", on=False)) == frozenset()


@given(journey_maps)
def test_the_figures_of_a_choice_are_what_it_lets_through(journey):
    traits = traits_of(journey)
    for facet in ("kind", "owner", "evidence", "channel"):
        for value, count in choices(traits.values(), facet).items():
            faded = outside(journey, Filter().having(facet, value, on=True))
            assert len(journey.cards) - len(faded) == count


def test_votes_and_comments_can_be_asked_for():
    data = one_card(text="x").model_dump()
    data["votes"] = {"v": Vote(id="v", card="c").model_dump()}
    data["comments"] = {"k": Comment(id="k", rank="a0", card="c", resolved=True).model_dump()}
    journey = JourneyMap.model_validate(data)
    assert traits_of(journey)["c"]["workshop"] == ("voted", "commented")
    assert outside(journey, Filter().having("workshop", "open", on=True)) == {"c"}


# -- likeness ----------------------------------------------------------------------------------------------------


def best(wanted, *names):
    return [place for place, _score in most_alike(wanted, [(name,) for name in names], 10)]


def test_the_start_of_a_name_comes_first_then_of_a_word_then_anywhere():
    assert best("ma", "grammar", "new map", "map", "lane") == [2, 1, 0]


def test_words_may_come_in_any_order_and_with_a_slip():
    assert best("cham diem", "them diem cham", "hoan tac") == [0]
    assert best("duplicte", "delete", "duplicate") == [1]
    assert best("xyzzy", "delete", "duplicate") == []


@given(st.text("abc ", min_size=1, max_size=5), st.lists(st.text("abc ", max_size=8), max_size=8))
def test_every_name_that_holds_the_letters_is_there(wanted, names):
    wanted = " ".join(wanted.split())
    held = {place for place, name in enumerate(names) if wanted and wanted in name}
    assert held <= set(best(wanted, *names))
