"""Every template prints on one A3 sheet, in both languages: type that can be read, nothing cut, no missing letter."""

import pytest

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Text
from cjdesigner.drawing.type import Typesetter
from cjdesigner.export import Sheet
from cjdesigner.export.pages import fitted
from cjdesigner.export.pdf import to_pdf
from cjdesigner.model.templates import KEYS, SAMPLE, build

LEAST = 6.5


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("key", [*KEYS, SAMPLE])
def test_it_prints_on_a3(key, language, typesetter):
    journey = build(key, language)
    laid = fitted(journey, Sheet("A3", landscape=True), lambda: Composer(typesetter))
    assert laid.document().smallest_type() >= LEAST
    assert laid.drawing.missing == {}
    assert laid.drawing.width * laid.scale <= laid.width
    assert laid.drawing.height * laid.scale <= laid.height
    for x, y, part in laid.drawing.walk():
        assert x >= 0
        assert y >= 0
        for op in part.ops:
            if isinstance(op, Text):
                assert x + op.x + op.line.x >= 0
                assert x + op.x + op.line.x + op.line.width <= laid.drawing.width + 0.01
                assert part.role == "emotion" or op.x + op.line.x + op.line.width <= part.width + 0.01, op.line.text
    assert to_pdf(laid.document()).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("key", KEYS)
def test_every_word_is_drawn(key, typesetter):
    journey = build(key, "vi")
    drawing = Composer(typesetter).compose(journey)
    drawn = "".join("".join(text.line.text for _x, _y, text in drawing.texts()).split())
    words = " ".join(card.text for card in journey.cards.values()).split()
    assert [word for word in words if word not in drawn] == []
