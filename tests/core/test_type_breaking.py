"""Where lines may break: the short way for simple text says what ICU says."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icu4py.breakers import LineBreaker

from cjdesigner.drawing.type import breaking
from cjdesigner.drawing.type.breaking import words

LETTERS = "".join(map(chr, [*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250),
                            *range(0x1E00, 0x1F00)]))
TEXTS = st.lists(
    st.tuples(st.sampled_from(["", "", "("]), st.text(st.sampled_from(LETTERS), min_size=1, max_size=4),
              st.text("),.:;!?", max_size=3), st.sampled_from([" ", " ", "  ", "-", "/", ""])),
    min_size=1, max_size=6,
).map(lambda parts: "".join("".join(part) for part in parts))
LANGUAGES = st.sampled_from(["vi", "en", "ja", "zh", "th", "ar"])


@settings(deadline=None, max_examples=500)
@given(TEXTS, LANGUAGES)
@example("Khách phải chờ (mã 12345), rồi huỷ!?", "vi")
@example("12. 5 (a) 7: b!", "en")
def test_words_are_what_icu_says(text, language):
    assert words(text, language) == list(LineBreaker(text, language))


@pytest.mark.parametrize("language", ["vi", "en", "ja"])
def test_every_simple_letter_is_simple_to_icu(language):
    for letter in LETTERS:
        for text in (f"a{letter}a {letter} ({letter}{letter}) 1{letter}1 {letter}. a", f"{letter}1 a{letter}"):
            assert words(text, language) == list(LineBreaker(text, language)), hex(ord(letter))


def test_usual_text_goes_the_short_way(monkeypatch):
    monkeypatch.setattr(breaking, "LineBreaker", None)
    assert words("Khách quen gọi hỏi giá (mã 12345), rồi chờ.", "vi")[-3:] == ["12345), ", "rồi ", "chờ."]


@pytest.mark.parametrize("text", ["", "a-b c", "a/b", "a\u00a0b c", " a", "( a )", "「a」", "a, b — c", "a\u200bb",
                                  "100 % a", "e\u0301 a", "a,b (c", "x ) y", "Zalo/Facebook (OA)/web a"])
def test_other_text_is_asked_of_icu(text):
    assert words(text, "vi") == (list(LineBreaker(text, "vi")) if text else [])
