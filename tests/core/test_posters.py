"""Posters: what is cut and what is not, the curve that is read once, and paper that is not wasted."""

from collections import Counter

import pytest

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Text, walk
from cjdesigner.drawing.type import Typesetter
from cjdesigner.edit.changes import changed
from cjdesigner.export import Choices, Document, Poster, Sheet, lay_out
from cjdesigner.export.layouts.poster_plan import plan_for
from cjdesigner.export.preflight import preflight
from cjdesigner.model.cards import CARD_KINDS, Emotion
from cjdesigner.model.map import JourneyMap, Lane, Stage, Step
from cjdesigner.model.templates import SAMPLE, build
from tests.core.layouts import cut_texts

TYPE = Typesetter()
WIDE = Choices("poster", Sheet("A4"))


def laid(journey: JourneyMap, choices: Choices = WIDE) -> Document:
    return lay_out(journey, choices, lambda: Composer(TYPE, choices.theme))


def with_one_stage() -> JourneyMap:
    journey = build(SAMPLE, "vi")
    stage = journey.ordered_stages()[2]
    cards = {key: card for key, card in journey.cards.items() if card.stage == stage.id}
    return changed(journey, stages={stage.id: stage}, cards=cards, links={}, personas={})


def with_stage(**fields: object) -> tuple[JourneyMap, Stage]:
    journey = build(SAMPLE, "vi")
    stage = changed(journey.ordered_stages()[1], **fields)
    return changed(journey, stages={**journey.stages, stage.id: stage}), stage


def held(document: Document, key: str) -> list[float]:
    """How much of a card's width each sheet has that says it; all of it is 1."""
    found = []
    for page in document.pages:
        for view in page.views:
            for x, _y, part in view.walk():
                if part.id == key and view.clip is not None and not view.repeated:
                    left = max(view.x + x * view.scale, view.clip.x)
                    right = min(view.x + (x + part.width) * view.scale, view.clip.x + view.clip.width)
                    found.append((right - left) / (part.width * view.scale))
    return found


@pytest.mark.parametrize("sheet", [Sheet("A4"), Sheet("A4", landscape=False), Sheet("A5", landscape=False)])
@pytest.mark.parametrize("journey", [with_one_stage(), with_stage(width=960)[0]], ids=["one stage", "a wide stage"])
def test_no_card_is_cut_where_a_stage_is_wider_than_a_sheet(journey, sheet):
    document = laid(journey, Choices("poster", sheet))
    assert document.notes == ()
    assert cut_texts(document) == []
    for key in journey.cards:
        assert held(document, key) == pytest.approx([1.0], abs=0.01)


def test_a_stage_that_goes_on_on_the_next_sheet_is_told_before_it_is_written():
    journey, stage = with_stage()
    steps = {f"step{place:08d}": Step(id=f"step{place:08d}", rank=f"a{place}", stage=stage.id, name="Bước")
             for place in range(8)}
    journey = changed(journey, steps=steps)
    document = laid(journey)
    assert [note for note in document.notes if "1" in note and ("wider" in note or "rộng" in note)]
    told = [finding for finding in preflight(journey, WIDE, document) if finding.kind == "cut"]
    assert [(finding.sentence, finding.severity) for finding in told] == [(note, "warning") for note in document.notes]


@pytest.mark.parametrize("key", [SAMPLE, "service-blueprint"])
def test_the_curve_is_read_once_and_drawn_on_every_sheet_that_it_crosses(key):
    document = laid(build(key, "vi"))
    read = [page.label for page in document.pages for view in page.views if not view.repeated
            for _x, _y, part in view.walk() if part.role == "curve"]
    drawn = Counter(page.label for page in document.pages for view in page.views
                    for _x, _y, part in view.walk() if part.role == "curve")
    faces = {page.label for page in document.pages for view in page.views if not view.repeated
             for _x, _y, part in view.walk() if part.role == "emotion"}
    assert read == [min(faces)]
    assert faces <= drawn.keys()
    assert set(drawn.values()) == {1}
    assert len(drawn) > 1


def test_a_lane_does_not_begin_where_its_name_would_be_cut():
    journey = build(SAMPLE, "vi")
    card = next(card for card in journey.cards.values() if isinstance(card, Emotion) and card.score == -2)
    long = changed(card, text="Nghiêng ngả khuếch trương chuyên nghiệp thượng thừa suốt ngày đêm " * 14)
    journey = changed(journey, cards={**journey.cards, card.id: long})
    for sheet in (Sheet("A4"), Sheet("A4", landscape=False)):
        for size in ("A0", "A1"):
            assert cut_texts(laid(journey, Choices("poster", sheet, poster=Poster(size)))) == []


@pytest.mark.parametrize("key", [SAMPLE, "service-blueprint", "aarrr"])
@pytest.mark.parametrize("room", [(480.0, 640.0), (640.0, 420.0)])
def test_the_last_column_takes_no_sheet_that_the_one_before_has_room_for(key, room):
    plan = plan_for(build(key, "vi"), Poster(), room, Composer(TYPE), lambda: None)
    widths = [piece.area.width * plan.scale for piece in plan.pieces if piece.row == 0]
    last = plan.drawing.grid.columns[-1].width * plan.scale
    assert len(widths) == 1 or widths[-2] + last > room[0] or widths[-1] > last * 1.5


def test_no_word_of_a_lane_is_broken_beside_a_sheet():
    document = laid(build("service-blueprint", "en"), Choices("poster", Sheet("A4", landscape=False)))
    beside = [op.line.text.strip() for page in document.pages for view in page.views if view.repeated
              for op in view.texts()]
    assert "opportunities" in beside
    assert "opportunitie" not in beside


def test_a_collapsed_stage_keeps_its_number_where_columns_are_narrowed():
    journey = JourneyMap(
        stages={"a": Stage(id="a", rank="a1", collapsed=True), "b": Stage(id="b", rank="a0")},
        lanes={"l": Lane(id="l", rank="a0", kind="action")},
        cards={"c": CARD_KINDS["action"](id="c", rank="a0", stage="a", lane="l")})
    document = lay_out(journey, Choices("poster", Sheet("A4"), poster=Poster("A1")))
    said = [op.line.text for page in document.pages for view in page.views for _x, _y, part in walk(view.parts)
            for op in part.ops if isinstance(op, Text)]
    assert "1" in said
    assert "…" not in said
