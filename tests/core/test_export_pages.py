"""Where a drawing goes on a sheet: whole, as large as it can be, and measured."""

import pytest

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.errors import CjError
from cjdesigner.export.choices import PAGE_SIZES, Sheet
from cjdesigner.export.pages import Laid, fitted
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import build

MAPS = {"sample": build("sample", "vi"), "empty": JourneyMap(), "template": build("service-blueprint", "en")}


@pytest.mark.parametrize("name", MAPS)
def test_the_fitting_sheet_is_the_drawing(name):
    laid = fitted(MAPS[name], Sheet())
    assert (laid.width, laid.height, laid.scale) == (laid.drawing.width, laid.drawing.height, 1)


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("size", PAGE_SIZES)
@pytest.mark.parametrize("landscape", [True, False])
def test_the_drawing_is_on_the_sheet_and_in_its_middle(name, size, landscape):
    laid = fitted(MAPS[name], Sheet(size, landscape))
    width, height = laid.drawing.width * laid.scale, laid.drawing.height * laid.scale
    assert laid.x >= 5.99
    assert laid.y >= 5.99
    assert laid.x * 2 + width == pytest.approx(laid.width)
    assert laid.y * 2 + height == pytest.approx(laid.height)
    assert laid.scale <= 2


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("laid", [Sheet("A3"), Sheet("A4", landscape=False), Sheet()])
def test_nothing_is_drawn_outside_the_drawing(name, laid):
    drawing = fitted(MAPS[name], laid).drawing
    for x, y, part in drawing.walk():
        assert -0.01 <= x <= drawing.width
        assert y + part.height <= drawing.height
    for x, y, op in drawing.texts():
        assert x + op.line.x >= 0
        assert x + op.line.x + op.line.width <= drawing.width, op.line.text
        assert y + op.line.baseline <= drawing.height


def test_the_sample_fills_its_sheet():
    """No other width of the columns gives a larger scale by more than a hundredth or two."""
    laid = fitted(MAPS["sample"], Sheet("A3"))
    composer = Composer()
    room = laid.width - 12, laid.height - 12

    def scale(drawing: Drawing) -> float:
        return min(room[0] / drawing.width, room[1] / drawing.height)

    best = max(scale(composer.compose(MAPS["sample"], stretch=step / 20)) for step in range(15, 60))
    assert laid.scale >= best * 0.985


def test_the_smallest_type_is_told_in_points():
    laid = fitted(MAPS["sample"], Sheet())
    half = Laid(laid.drawing, laid.width, laid.height, 0.5)
    assert laid.document().smallest_type() == min(op.size for _, _, op in laid.drawing.texts())
    assert half.document().smallest_type() == laid.document().smallest_type() / 2
    nothing = Drawing(1, 1, "#FFFFFF", "", "en", (), laid.drawing.grid, {}, {})
    assert Laid(nothing, 1, 1).document().smallest_type() == 0


def test_an_unknown_sheet_is_refused():
    with pytest.raises(CjError) as caught:
        Sheet("A9")
    assert "A9" in caught.value.message
    assert "Tabloid" in caught.value.hint
