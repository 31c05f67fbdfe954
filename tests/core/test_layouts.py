"""Posters, stories and hand-outs: all that a map says is on their pages, once, whole, and upon nothing else."""

import io
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from cjdesigner.cli.choices import page_choices
from cjdesigner.drawing.compose import Composer, compose
from cjdesigner.drawing.drawing import Gradient, Raster
from cjdesigner.drawing.palettes import PRINT
from cjdesigner.drawing.rasters import raster_from
from cjdesigner.drawing.theme import CONTRAST, DARK, LIGHT
from cjdesigner.drawing.type import Typesetter
from cjdesigner.edit.changes import changed
from cjdesigner.errors import CjError
from cjdesigner.export import Choices, Document, Furniture, Poster, Sheet, export_file, lay_out, paint
from cjdesigner.export.layouts.handout import theme_for
from cjdesigner.export.layouts.story_pains import is_shown
from cjdesigner.language import catalogue
from cjdesigner.model.cards import Emotion, PainPoint
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import KEYS, SAMPLE, build
from tests.benchmarks.maps import journey as long_map
from tests.core.layouts import cut_texts, letters, outside, overlaps, said
from tests.strategies import journey_maps

TYPE = Typesetter()
SHEETS = [Sheet("A5", landscape=False), Sheet("A5"), Sheet("A4", landscape=False), Sheet("A3"), Sheet("Letter"),
          Sheet("A0", landscape=False)]
FURNITURE = Furniture("Bản gửi khách hàng", "Bản làm việc", "Mật: chỉ dành cho nhóm dự án")


def laid(journey: JourneyMap, choices: Choices) -> Document:
    return lay_out(journey, choices, lambda: Composer(TYPE, choices.theme))


def margin(document: Document) -> float:
    """The least distance from an edge: three quarters of a margin of 32 units, of which a small sheet has less."""
    return 24 * 0.8 if min(document.pages[0].width, document.pages[0].height) < 590 else 24 * 0.96


def check_pages(document: Document) -> None:
    for page in document.pages:
        assert outside(page, margin(document)) == []
        views = tuple(view for view in page.views if view.parts and not _overview(page.name))
        assert overlaps(views) == [], page.name


def _overview(name: str) -> bool:
    return name in {catalogue(code).gettext("Whole map") for code in ("vi", "en")}


def check_once(journey: JourneyMap, document: Document) -> None:
    """Every card that a story shows is read out on one page; its words are there, in order."""
    held = Counter(part.id for page in document.pages for view in page.views if not view.repeated
                   for _x, _y, part in view.walk() if part.role in ("card", "emotion") and view.clip is None)
    pieces = {part.id for page in document.pages for view in page.views if not view.repeated and view.clip
              for _x, _y, part in view.walk()}
    shown = {key for key, card in journey.cards.items() if is_shown(card, journey)}
    assert held.keys() | (pieces & journey.cards.keys()) == shown
    assert set(held.values()) <= {1}
    for key in shown:
        words = "".join(op.line.text for page in document.pages for view in page.views if not view.repeated
                        for _x, _y, part in view.walk() if part.id == key
                        for op in part.ops if hasattr(op, "line"))
        assert not letters(journey.cards[key].text) - letters(words)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("key", [*KEYS, SAMPLE])
def test_a_story_tells_all_once(key, language):
    journey = build(key, language)
    document = laid(journey, Choices(layout="story", furniture=FURNITURE))
    check_pages(document)
    check_once(journey, document)
    assert document.missing == {}
    assert document.smallest_type() >= 8
    stages = [stage.name for stage in journey.ordered_stages()]
    names = [page.name for page in document.pages]
    assert list(dict.fromkeys(name for name in names if name in stages)) == stages
    assert [page.label for page in document.pages] == [str(place + 1) for place in range(len(names))]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("key", [*KEYS, SAMPLE])
def test_a_poster_shows_all_once_and_cuts_nothing(key, language):
    journey = build(key, language)
    document = laid(journey, Choices(layout="poster"))
    check_pages(document)
    assert document.notes == ()
    assert cut_texts(document) == []
    whole = " ".join(op.line.text for _x, _y, op in compose(journey, typesetter=TYPE).texts())
    assert letters(said(document)) == letters(whole)
    rows = sorted({page.label[0] for page in document.pages})
    columns = len(document.pages) // len(rows)
    assert [page.label for page in document.pages] == [f"{row}{n + 1}" for row in rows for n in range(columns)]


@pytest.mark.parametrize("layout", ["story", "poster"])
@pytest.mark.parametrize(("sheet", "theme"), [*((sheet, LIGHT) for sheet in SHEETS), (Sheet("A4"), DARK),
                                              (Sheet("A4", landscape=False), CONTRAST)])
def test_on_any_sheet(sheet, layout, theme):
    journey = build("service-blueprint", "vi")
    document = laid(journey, Choices(layout, sheet, theme, furniture=FURNITURE, poster=Poster("A2")))
    assert {(page.width, page.height) for page in document.pages} == {sheet.points}
    check_pages(document)
    assert document.notes == ()


@pytest.mark.parametrize("layout", ["story", "poster"])
def test_a_long_map_flows_over_many_pages(layout):
    journey = long_map(300)
    document = laid(journey, Choices(layout, Sheet("A4"), poster=Poster("A1")))
    check_pages(document)
    assert len(document.pages) > 5
    assert document.notes == ()
    if layout == "story":
        check_once(journey, document)
    else:
        assert cut_texts(document) == []


def with_huge_card() -> tuple[JourneyMap, str]:
    journey = build(SAMPLE, "vi")
    card = next(card for card in journey.cards.values() if isinstance(card, PainPoint))
    huge = changed(card, text="Một câu rất dài về những điều phiền toái. " * 45, details="Chi tiết hơn nữa. " * 110)
    return changed(journey, cards={**journey.cards, card.id: huge}), card.id


def test_a_card_larger_than_a_sheet_is_cut_between_its_lines_and_told():
    journey, key = with_huge_card()
    document = laid(journey, Choices("poster", Sheet("A4"), poster=Poster(scale=1.5)))
    assert len(document.notes) == 1
    assert "1" in document.notes[0]
    assert cut_texts(document) == []
    check_pages(document)
    drawn = next(part for _x, _y, part in compose(journey, typesetter=TYPE).walk() if part.id == key)
    words = " ".join(op.line.text for op in drawn.ops if hasattr(op, "line"))
    pieces = [op.line.text for page in document.pages for view in page.views if not view.repeated
              for _x, _y, part in view.walk() if part.id == key for op in part.ops if hasattr(op, "line")]
    assert letters(" ".join(pieces)) == letters(words)


@pytest.mark.parametrize("sheet", [Sheet("A5"), Sheet("A4", landscape=False)], ids=lambda sheet: sheet.size)
def test_a_card_longer_than_a_page_of_a_story_goes_on_on_the_next(sheet):
    journey, key = with_huge_card()
    document = laid(journey, Choices("story", sheet))
    check_pages(document)
    check_once(journey, document)
    assert cut_texts(document) == []
    words = " ".join(op.line.text for page in document.pages for view in page.views if not view.repeated
                     for _x, _y, part in view.walk() if part.id == key for op in part.ops if hasattr(op, "line"))
    card = journey.cards[key]
    assert not (letters(card.text.strip()) + letters(card.details.strip())) - letters(words)


@pytest.mark.parametrize("layout", ["fit", "poster", "story", "handout"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_furniture_is_on_every_page(layout, language):
    journey = changed(build(SAMPLE, language), author="Nhóm nghiên cứu")
    document = laid(journey, Choices(layout, Sheet("A4"), furniture=FURNITURE))
    numbered = catalogue(language).gettext("Page {number} of {count}")
    count = len(document.pages)
    for number, page in enumerate(document.pages, 1):
        words = " ".join(op.line.text for view in page.views for op in view.texts())
        for held in (FURNITURE.header, FURNITURE.footer, FURNITURE.confidential, journey.date, "1.2", journey.author,
                     numbered.format(number=number, count=count)):
            assert held in words
    once = said(document)
    assert once.count(FURNITURE.confidential) == once.count(FURNITURE.header) == 1


def test_furniture_is_nowhere_where_it_was_not_chosen():
    for sheet in (Sheet(), Sheet("A4")):
        assert "Trang 1" not in said(laid(build(SAMPLE, "vi"), Choices(sheet=sheet)), repeated=True)
        assert len(laid(build(SAMPLE, "vi"), Choices(sheet=sheet)).pages[0].views) == 1


def test_furniture_makes_a_sheet_as_large_as_the_map_higher():
    journey = build(SAMPLE, "vi")
    drawing = compose(journey, typesetter=TYPE)
    document = laid(journey, Choices(furniture=FURNITURE))
    page = document.pages[0]
    assert page.width == drawing.width
    assert page.height > drawing.height
    view = page.views[0]
    words = [rect for rect in outside(page, 20) if rect.what]
    assert words == []
    assert overlaps(page.views[1:]) == []
    assert view.y + drawing.height <= page.height


def logo(size: tuple[int, int]) -> Raster:
    held = io.BytesIO()
    Image.new("RGBA", size, (10, 120, 110, 200)).save(held, "PNG")
    found = raster_from(held.getvalue())
    assert found is not None
    return found


@pytest.mark.parametrize("size", [(400, 40), (40, 400), (64, 64)])
@pytest.mark.parametrize("layout", ["fit", "story"])
def test_a_logo_keeps_its_shape_and_its_place(size, layout):
    document = laid(build(SAMPLE, "en"), Choices(layout, Sheet("A4"), furniture=Furniture(logo=logo(size))))
    if layout == "story":
        check_pages(document)
    for page in document.pages:
        pictures = [op for view in page.views for _x, _y, part in view.walk() for op in part.ops
                    if getattr(op, "raster", None)]
        assert len(pictures) == 1
        assert pictures[0].width / pictures[0].height == pytest.approx(size[0] / size[1])


def test_pain_points_stand_by_severity_beside_what_answers_them():
    journey = build(SAMPLE, "en")
    document = laid(journey, Choices("story"))
    heading = catalogue("en").gettext("Pain points and what answers them")
    last = tuple(page for page in document.pages if page.name == heading)
    cards = [journey.cards[part_id] for part_id in _in_order(journey, last)]
    severities = [card.severity for card in cards if isinstance(card, PainPoint)]
    assert severities == sorted(severities, reverse=True)
    assert len(severities) == sum(isinstance(card, PainPoint) for card in journey.cards.values())
    answers = {link.target: journey.cards[link.source].text for link in journey.links.values()}
    for card, after in zip(cards[::2], cards[1::2], strict=True):
        assert answers[card.id] == after.text


def _in_order(journey: JourneyMap, pages: tuple) -> list[str]:
    """The cards of pages by their words, in painting order."""
    by_words = {"".join(card.text.split()): key for key, card in journey.cards.items()
                if card.text and not isinstance(card, Emotion)}
    found = []
    for page in pages:
        for view in page.views:
            for _x, _y, part in view.walk():
                words = "".join("".join(op.line.text for op in part.ops if hasattr(op, "line")).split())
                fitting = [text for text in by_words if part.role == "card" and words.startswith(text)]
                found += [by_words[max(fitting, key=len)]] if fitting else []
    return found


@pytest.mark.parametrize("sheet", [Sheet(), Sheet("A3")], ids=lambda sheet: sheet.size)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_hand_out_has_no_colour(sheet, theme):
    journey = build(SAMPLE, "vi")
    furniture = Furniture(logo=logo((64, 64)))
    document = laid(journey, Choices("handout", sheet, theme, furniture=furniture))
    colours = {document.pages[0].background}
    for view in document.pages[0].views:
        for _x, _y, part in view.walk():
            for op in part.ops:
                colours |= _colours(op)
    assert {colour for colour in colours if len({colour[1:3], colour[3:5], colour[5:7]}) > 1} == set()
    pixels = Image.open(io.BytesIO(paint(document, ".png", Choices(scale=0.5)))).convert("RGB")
    red, green, blue = pixels.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    whole = " ".join(op.line.text for _x, _y, op in compose(journey, CONTRAST, TYPE).texts())
    assert not letters(whole) - letters(said(document))


def _colours(op) -> set[str]:
    held = [getattr(op, "colour", None), getattr(op, "fill", None), getattr(getattr(op, "pen", None), "colour", None)]
    if hasattr(op, "symbol"):
        return set().union(*map(_colours, op.symbol.shapes)) | {op.colour}
    flat = [stop.colour for each in held if isinstance(each, Gradient) for stop in each.stops]
    return {each for each in (*held, *flat) if isinstance(each, str) and each != "currentColor"}


def test_a_hand_out_keeps_a_plain_light_theme():
    assert theme_for(CONTRAST) is CONTRAST
    assert theme_for(DARK) is PRINT


@pytest.mark.parametrize("layout", ["poster", "story", "handout"])
@pytest.mark.parametrize("sheet", [Sheet("A5"), Sheet("A5", landscape=False)], ids=lambda sheet: str(sheet.landscape))
def test_an_empty_map_has_pages(layout, sheet):
    document = laid(JourneyMap(), Choices(layout, sheet))
    assert 1 <= len(document.pages) <= 4
    if layout != "handout":
        check_pages(document)


@given(journey_maps)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_story_of_any_map(journey):
    document = laid(journey, Choices("story"))
    check_once(journey, document)
    for page in document.pages:
        assert outside(page, 6) == []


@given(journey_maps)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_poster_of_any_map(journey):
    document = laid(journey, Choices("poster", Sheet("A4"), poster=Poster("A1")))
    drawing = compose(journey, typesetter=TYPE)
    assert letters(said(document)) == letters(" ".join(op.line.text for _x, _y, op in drawing.texts()))
    assert len(document.pages) == len({page.label for page in document.pages})
    for page in document.pages:
        assert outside(page, 6) == []


@pytest.mark.parametrize("wanted", [0.05, 5.0])
def test_a_poster_of_an_impossible_scale_is_refused(wanted):
    with pytest.raises(CjError):
        Poster(scale=wanted)


def test_a_poster_is_as_large_as_was_asked():
    journey = build(SAMPLE, "en")
    small, large = (laid(journey, Choices("poster", poster=Poster(scale=scale))) for scale in (1.0, 1.8))
    assert large.smallest_type() >= small.smallest_type()
    assert len(large.pages) > len(small.pages)
    assert small.pages[0].views[1].scale == 1.0
    with pytest.raises(CjError) as caught:
        Poster("A9")
    assert "A1" in caught.value.hint


def test_pictures_of_several_pages_are_several_files(tmp_path):
    choices = Choices("poster", Sheet("A3"), poster=Poster("A3"), scale=0.2)
    pages = laid(build(SAMPLE, "vi"), choices).pages
    for suffix in (".svg", ".png"):
        export_file(build(SAMPLE, "vi"), tmp_path / f"m{suffix}", choices)
        assert sorted(path.name for path in tmp_path.glob(f"*{suffix}")) == sorted(
            f"m-{place + 1}{suffix}" for place in range(len(pages)))
    for place in range(len(pages)):
        ids = re.findall(r"\bid=['\"]([^'\"]+)", (tmp_path / f"m-{place + 1}.svg").read_text("utf-8"))
        assert len(ids) == len(set(ids))


def test_the_command_line_makes_choices(tmp_path):
    (tmp_path / "logo.png").write_bytes(logo((30, 20)).content)
    options = {"layout": None, "page": "a3", "landscape": False, "poster": "150%", "header": "H", "footer": None,
               "confidential": "C", "logo": str(tmp_path / "logo.png"), "client": False, "theme": None, "legend": False,
               "languages": None}
    made = page_choices(options, None)
    assert (made.layout, made.sheet, made.poster.scale) == ("poster", Sheet("A3", landscape=False), 1.5)
    assert (made.furniture.header, made.furniture.confidential, made.furniture.footer) == ("H", "C", "")
    assert made.furniture.logo is not None
    (tmp_path / "logo.png").write_bytes(b"no picture")
    for wrong in ({}, {"logo": None, "layout": "story"}, {"logo": None, "poster": "x%"},
                  {"logo": None, "layout": "no"}):
        with pytest.raises(CjError):
            page_choices({**options, **wrong}, None)
