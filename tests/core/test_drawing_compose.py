"""The drawing of any map: nothing overlaps, nothing is cut off, and what did not change is not made again."""

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose import Composer, compose
from cjdesigner.drawing.compose.toolkit import MOST_DRAWN
from cjdesigner.drawing.drawing import Box, Drawing, Part, Text, Use
from cjdesigner.drawing.theme import DARK, LIGHT, MEASURES
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.cards import insert_cards, move_cards
from cjdesigner.edit.changes import change, change_map
from cjdesigner.edit.copying import duplicate
from cjdesigner.edit.grid import add_link, delete, insert_lane, insert_persona, insert_stage, move_lane, move_stage
from cjdesigner.edit.merging import merge, split_stage
from cjdesigner.edit.placing import new_lane, new_stage
from cjdesigner.edit.steps import insert_step, new_step, put_in_step
from cjdesigner.model import ids, templates
from cjdesigner.model.cards import CARD_KINDS, Note
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane, Link, Persona, Stage
from tests.strategies import journey_maps

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
WRITTEN = ("header", "persona", "stage", "step", "lane", "card", "hint", "footer")


@cache
def typesetter() -> Typesetter:
    return Typesetter(FontSet(system=False))


def drawn(journey: JourneyMap, **options: object) -> Drawing:
    return compose(journey, typesetter=typesetter(), **options)


@cache
def sample() -> JourneyMap:
    return templates.build("sample", "en")


def values(thing: object) -> object:
    """A drawing's part as plain values, however deep; runs of glyphs and symbols by what they are made of."""
    if is_dataclass(thing) and not isinstance(thing, type):
        if isinstance(thing, Drawing | Part) or hasattr(thing, "__dataclass_fields__"):
            return type(thing).__name__, *(values(getattr(thing, f.name)) for f in fields(thing))
        return thing
    if isinstance(thing, dict):
        return sorted((repr(key), values(value)) for key, value in thing.items())
    if isinstance(thing, tuple | list):
        return tuple(values(each) for each in thing)
    return getattr(thing, "key", thing)


def texts_of(part: Part) -> list[Text]:
    return [op for op in part.ops if isinstance(op, Text)]


def parts(drawing: Drawing, *roles: str) -> Iterator[tuple[float, float, Part]]:
    return ((x, y, part) for x, y, part in drawing.walk() if part.role in roles)


def cell_map(*cards: object, width: float | None = None, kind: str = "note") -> JourneyMap:
    """A map of one cell that holds these cards."""
    return JourneyMap(
        language="en", stages={"s": Stage(id="s", rank="a0", width=width)},
        lanes={"l": Lane(id="l", rank="a0", kind=kind)},
        cards={card.id: card for card in cards},
    )


def card(kind: str = "note", **given_: object) -> object:
    return CARD_KINDS[kind](**{"id": "c", "rank": "a0", "stage": "s", "lane": "l", **given_})


def ids_of(journey: JourneyMap) -> set[str]:
    return {*journey.personas, *journey.stages, *journey.steps, *journey.lanes, *journey.cards}


def shown(journey: JourneyMap) -> set[str]:
    """The ids of what is neither hidden nor folded away."""
    stages = {s.id for s in journey.stages.values() if not s.hidden}
    lanes = {e.id for e in journey.lanes.values() if not e.hidden}
    open_stages = {key for key in stages if not journey.stages[key].collapsed}
    open_lanes = {key for key in lanes if not journey.lanes[key].collapsed}
    steps = {s.id for s in journey.steps.values() if s.stage in open_stages}
    cards = {c.id for c in journey.cards.values() if c.stage in open_stages and c.lane in open_lanes}
    return {*journey.personas, *stages, *steps, *lanes, *cards}


# -- any map --------------------------------------------------------------------------------------------------------


@SLOW
@given(journey_maps, st.booleans(), st.sampled_from([0.72, 1.0, 3.0]), st.sampled_from([LIGHT, DARK]))
def test_any_map_is_drawn_whole(journey, hints, stretch, theme):
    drawing = drawn(journey, hints=hints, stretch=stretch, theme=theme)
    assert shown(journey) <= set(drawing.spots)
    assert not (ids_of(journey) - shown(journey)) & set(drawing.spots)
    for spot in drawing.spots.values():
        assert spot.x >= 0
        assert spot.y >= 0
        assert spot.x + spot.width <= drawing.width
        assert spot.y + spot.height <= drawing.height
    for x, y, text in drawing.texts():
        assert x + text.line.x >= 0
        assert x + text.line.x + text.line.width <= drawing.width
        assert 0 <= y + text.line.baseline <= drawing.height


@SLOW
@given(journey_maps, st.booleans())
def test_the_cards_of_a_cell_stand_one_below_the_other_inside_their_lane(journey, hints):
    drawing = drawn(journey, hints=hints)
    rows = {row.lane: row for row in drawing.grid.rows}
    columns = {column.stage: column for column in drawing.grid.columns}
    for (stage, lane), spots in drawing.grid.cells.items():
        assert [spot.id for spot in spots] == [c.id for c in journey.cell(stage, lane)]
        stacked = [spot for spot in spots if spot.role == "card"]
        assert all(b.y >= a.y + a.height or a.x + a.width <= b.x or b.x + b.width <= a.x
                   for place, a in enumerate(stacked) for b in stacked[place + 1:])
        for spot in spots:
            row, column = rows[lane], columns[stage]
            assert row.y <= spot.y
            assert spot.y + spot.height <= row.y + row.height
            if spot.role == "card":
                assert column.x <= spot.x
                reach = [c for c in columns.values() if c.place < column.place + journey.cards[spot.id].span]
                end = max(reach, key=lambda c: c.place)
                assert spot.x + spot.width <= end.x + end.width


@SLOW
@given(journey_maps)
def test_rows_and_columns_follow_each_other_in_the_maps_order(journey):
    grid = drawn(journey).grid
    assert [row.lane for row in grid.rows] == [lane.id for lane in journey.ordered_lanes() if not lane.hidden]
    assert [c.stage for c in grid.columns] == [stage.id for stage in journey.ordered_stages() if not stage.hidden]
    assert all(b.y >= a.y + a.height for a, b in pairwise(grid.rows))
    assert all(b.x == pytest.approx(a.x + a.width) for a, b in pairwise(grid.columns))


@SLOW
@given(journey_maps, st.booleans())
def test_no_text_is_wider_than_its_part(journey, hints):
    """Only a single cluster that is wider than the place is; the type engine says so too."""
    for _x, _y, part in parts(drawn(journey, hints=hints), *WRITTEN):
        for op in texts_of(part):
            if len(op.line.text.strip()) > 1:
                assert op.x + op.line.x >= -1e-6
                assert op.x + op.line.x + op.line.width <= part.width + 1e-6, op.line.text
            assert 0 <= op.y + op.line.baseline <= part.height


def overlaps(part: Part) -> list[tuple[str, str]]:
    """Lines of a part that are written over each other: their bodies (three quarters of the size) meet."""
    boxes = [(op.x + op.line.x, op.y + op.line.baseline - 0.7 * op.size, op.line.width, 0.7 * op.size, op.line.text)
             for op in texts_of(part) if op.line.text.strip()]
    found = []
    for place, (x, y, width, height, text) in enumerate(boxes):
        for left, top, wide, high, other in boxes[place + 1:]:
            if x < left + wide - 0.5 and left < x + width - 0.5 and y < top + high - 0.5 and top < y + height - 0.5:
                found.append((text, other))
    return found


@SLOW
@given(journey_maps, st.booleans())
def test_no_text_is_written_over_another(journey, hints):
    for _x, _y, part in parts(drawn(journey, hints=hints), *WRITTEN):
        assert overlaps(part) == []


def test_a_long_name_of_an_emotion_lane_does_not_run_into_its_scale():
    lane = Lane(id="l", rank="a0", kind="emotion", name="How our customers feel about all of it, all along the way",
                personas=("p",))
    journey = JourneyMap(language="en", personas={"p": Persona(id="p", rank="a0", name="Lan Nguyễn Thị")},
                         lanes={"l": lane}, stages={"s": Stage(id="s", rank="a0")})
    (_x, _y, part), = parts(drawn(journey), "lane")
    assert overlaps(part) == []


@pytest.mark.parametrize("width", [96, 120, 184])
def test_marks_leave_a_card_room_for_its_words(width):
    """Three icons at the right of a narrow card must not leave a column of single letters."""
    held = card("touchpoint", text="Trang đặt lịch tư vấn", channel="web", moment_of_truth=True)
    (_x, _y, part), = parts(drawn(cell_map(held, width=width, kind="backstage")), "card")
    lines = texts_of(part)
    assert all(len(op.line.text.strip()) > 1 for op in lines[:3]), [op.line.text for op in lines]
    for op in lines:
        for use in (op_ for op_ in part.ops if isinstance(op_, Use)):
            above = use.y < op.y + op.line.baseline and op.y + op.line.baseline - 0.7 * op.size < use.y + use.size
            assert not above or op.x + op.line.x + op.line.width <= use.x + 0.5 or use.x + use.size <= op.x


# -- made again only where it changed ---------------------------------------------------------------------------------


GRID = ("fold stage", "fold lane", "step", "step name", "into step", "span", "join", "part")


def grid_edit(draw: st.DrawFn, journey: JourneyMap, verb: str) -> JourneyMap:
    """One random edit of steps, spans, or of what is folded, joined and parted."""
    stages, lanes, cards = sorted(journey.stages), sorted(journey.lanes), sorted(journey.cards)
    some, number = lambda names: draw(st.sampled_from(names)), draw(st.integers(0, 4))
    if verb in ("fold stage", "fold lane"):
        key = some(stages if verb == "fold stage" else lanes)
        return change(journey, key, **{some(["hidden", "collapsed"]): some([True, False])})
    if verb == "step":
        return insert_step(journey, new_step(journey, some(stages)), number)
    if verb == "step name":
        return change(journey, some(sorted(journey.steps)), name=draw(st.text(max_size=20)))
    if verb == "into step":
        step = some(sorted(journey.steps))
        return put_in_step(journey, sorted(journey.cards)[:number], step)
    if verb == "span":
        return change(journey, some(cards), span=max(1, number))
    if verb == "join":
        return merge(journey, some([*stages, *lanes]))
    key = some(cards)
    return split_stage(journey, journey.cards[key].stage, [key])


def lane_edit(draw: st.DrawFn, journey: JourneyMap, verb: str, number: int) -> JourneyMap:
    """A random edit of a lane, or of a persona."""
    lanes, some = sorted(journey.lanes), lambda names: draw(st.sampled_from(names))
    if verb == "row":
        return move_lane(journey, some(lanes), min(number, len(lanes)))
    if verb == "colour":
        return change(journey, some(lanes), colour=some([None, "#C4281C"]), name=draw(st.text(max_size=20)))
    if verb == "prompt":
        return change(journey, some(lanes), prompt=draw(st.text(max_size=10)))
    if verb == "divider":
        return change(journey, some(lanes), divider=some([None, "visibility"]))
    if verb == "lane kind":
        return change(journey, some(lanes), kind=some(["emotion", "pain_point", "support"]))
    if verb == "name":
        tone = some([None, "#0B7A70"])
        return change(journey, some(sorted(journey.personas)), name=draw(st.text(max_size=8)), colour=tone)
    return change(journey, some(lanes), personas=tuple(sorted(journey.personas)[:number]))


@st.composite
def edits(draw: st.DrawFn, journey: JourneyMap) -> JourneyMap:  # noqa: C901 - a list, not a decision
    """One random edit of a map."""
    stages, lanes, cards = sorted(journey.stages), sorted(journey.lanes), sorted(journey.cards)
    keys = [*stages, *lanes, *cards, *sorted(journey.personas), *sorted(journey.links)]
    verbs = ["stage", "lane", "persona", "title", "language"]
    verbs += ["card", "card"] if stages and lanes else []
    verbs += ["move", "text", "persona of", "link", "score", "double"] if cards else []
    verbs += ["delete"] if keys else []
    verbs += ["width", "order", "fold stage", "step", "join"] if stages else []
    verbs += ["fold lane"] if lanes else []
    verbs += ["span", "part"] if cards else []
    verbs += ["step name", "into step"] if journey.steps else []
    verbs += ["colour", "row", "prompt", "divider", "lane kind"] if lanes else []
    verbs += ["name", "persona on lane"] if journey.personas and lanes else []
    verb, some = draw(st.sampled_from(verbs)), lambda names: draw(st.sampled_from(names))
    number = draw(st.integers(0, 4))
    if verb == "stage":
        return insert_stage(journey, new_stage(journey), number)
    if verb == "lane":
        return insert_lane(journey, new_lane(journey, some(["emotion", "note", "backstage", "action"])), number)
    if verb == "persona":
        return insert_persona(journey, Persona(id=new_id(), rank="a0", name=draw(st.text(max_size=4))), number)
    if verb in ("title", "language"):
        return change_map(journey, **{verb: some(["vi", "en"])})
    if verb == "card":
        made = CARD_KINDS[some(sorted(CARD_KINDS))](id=new_id(), rank="a0", stage="-", lane="-", text="some words here")
        return insert_cards(journey, [made], some(stages), some(lanes), number)
    if verb == "move":
        return move_cards(journey, [some(cards)], some(stages), some(lanes), number)
    if verb == "text":
        return change(journey, some(cards), text=draw(st.text(max_size=30)), colour=some([None, "#123456"]))
    if verb == "persona of":
        return change(journey, some(cards), personas=tuple(sorted(journey.personas)[:number]))
    if verb == "link":
        return add_link(journey, Link(id=new_id(), rank="a0", source=some(cards), target=some(cards)))
    if verb == "score":
        key = some(cards)
        own = {"emotion": {"score": number - 2, "expected": some([None, 2])},
               "pain_point": {"severity": max(1, number)}}
        return change(journey, key, **own.get(journey.cards[key].kind, {"owner": str(number)}))
    if verb == "double":
        return duplicate(journey, [some([*cards, *stages, *lanes])])
    if verb == "delete":
        return delete(journey, [some(keys)])
    if verb == "width":
        return change(journey, some(stages), width=some([None, 96.0, 300.0]))
    if verb in GRID:
        return grid_edit(draw, journey, verb)
    if verb == "order":
        return move_stage(journey, some(stages), min(number, len(stages)))
    return lane_edit(draw, journey, verb, number)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.one_of(journey_maps, st.just(sample())), st.data(), st.booleans())
def test_composing_after_edits_is_composing_afresh(journey, data, hints):
    """Whatever is remembered from before, the picture is the one that a new composer would draw."""
    bits = random.Random(0).getrandbits  # the same ids each time: they are sorted
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "secrets", SimpleNamespace(randbits=bits))
        check_afresh(journey, data, hints)


def check_afresh(journey: JourneyMap, data: st.DataObject, hints: bool) -> None:
    composer = Composer(typesetter(), hints=hints)
    trail = [journey]
    composer.compose(journey)
    for _ in range(data.draw(st.integers(1, 5))):
        back = data.draw(st.sampled_from(["edit", "edit", "edit", "back"]))
        journey = data.draw(st.sampled_from(trail)) if back == "back" else data.draw(edits(journey))
        trail.append(journey)
        stretch = data.draw(st.sampled_from([1.0, 1.0, 1.0, 1.5]))
        found = composer.compose(journey, stretch=stretch)
        fresh = Composer(typesetter(), hints=hints).compose(journey, stretch=stretch)
        assert values(found) == values(fresh)


def pieces(drawing: Drawing) -> dict[tuple[str, str], Part]:
    return {(part.role, part.id): part for _x, _y, part in drawing.walk() if part.id}


def test_the_same_map_is_the_same_parts():
    composer = Composer(typesetter())
    before, after = pieces(composer.compose(sample())), pieces(composer.compose(sample()))
    assert {key for key, part in before.items() if part is not after[key]} == set()


def test_a_twin_remembers_all_and_goes_its_own_way():
    journey, composer = sample(), Composer(typesetter())
    before = composer.compose(journey)
    twin = composer.twin()
    assert pieces(twin.compose(journey)) == (held := pieces(before))
    assert all(part is held[key] for key, part in pieces(twin.compose(journey)).items())
    fewer = delete(journey, [next(iter(journey.cards)), journey.ordered_lanes()[1].id])
    assert values(twin.compose(fewer)) == values(Composer(typesetter()).compose(fewer))
    again = composer.compose(journey)
    assert all(part is held[key] for key, part in pieces(again).items())
    assert again.spots == before.spots


def test_after_an_edit_only_what_changed_is_another_object():
    journey, composer = sample(), Composer(typesetter())
    touched = next(c for c in journey.cards.values() if c.kind == "touchpoint")
    before = pieces(composer.compose(journey))
    after = pieces(composer.compose(change(journey, touched.id, text="Something else")))
    others = {key for key, part in before.items() if part is not after[key]}
    assert others == {("card", touched.id), ("lane", touched.lane)}
    assert before["card", touched.id] != after["card", touched.id]


def test_moving_a_stage_moves_cards_without_drawing_them_again():
    journey, composer = sample(), Composer(typesetter())
    before = pieces(composer.compose(journey))
    last = journey.ordered_stages()[-1].id
    after = pieces(composer.compose(move_stage(journey, last, 0)))
    assert {key for key, part in before.items() if key[0] == "card" and part is not after[key]} == set()


def test_renaming_a_persona_draws_again_just_the_cards_that_name_it():
    journey, composer = sample(), Composer(typesetter())
    persona = next(iter(journey.personas))
    chosen = [c.id for c in journey.cards.values() if c.kind == "action"][:2]
    for key in chosen:
        journey = change(journey, key, personas=(persona,))
    naming = {key for key, c in journey.cards.items() if persona in c.personas}
    before = pieces(composer.compose(journey))
    after = pieces(composer.compose(change(journey, persona, name="Somebody Else")))
    assert {key for role, key in before if role == "card" and before[role, key] is not after[role, key]} == {
        key for key in naming if ("card", key) in before}


def test_an_answer_counts_on_its_pain_point_at_once():
    journey = sample()
    pain = next(c for c in journey.cards.values() if c.kind == "pain_point")
    idea = next(c for c in journey.cards.values() if c.kind == "opportunity")
    journey = delete(journey, [link.id for link in journey.links.values() if link.target == pain.id])
    composer = Composer(typesetter())
    before = pieces(composer.compose(journey))["card", pain.id]
    linked = add_link(journey, Link(id="new", rank="a0", source=idea.id, target=pain.id))
    after = pieces(composer.compose(linked))["card", pain.id]
    assert "1" in {op.line.text for op in texts_of(after)} - {op.line.text for op in texts_of(before)}


# -- lanes ------------------------------------------------------------------------------------------------------------


def test_a_lane_grows_with_its_longest_cell():
    heights = [drawn(cell_map(card(text="một hai ba " * count))).grid.rows[0].height for count in (1, 20, 60)]
    assert heights == sorted(set(heights))
    assert heights[0] == MEASURES.least_lane or heights[0] > MEASURES.least_lane
    spot = drawn(cell_map(card(text="một hai ba " * 60))).spots["c"]
    assert heights[2] == pytest.approx(spot.height + 2 * MEASURES.lane_pad)


def test_a_text_is_drawn_up_to_a_length_and_then_says_so():
    (_x, _y, part), = parts(drawn(cell_map(card(text="abcd " * 500))), "card")
    said = " ".join(op.line.text.strip() for op in texts_of(part))
    assert said.endswith("…")
    assert len(said.replace(" ", "")) <= MOST_DRAWN + 1
    (_x, _y, whole), = parts(drawn(cell_map(card(text="ab" * (MOST_DRAWN // 2)))), "card")
    assert not any("…" in op.line.text for op in texts_of(whole))


@pytest.mark.parametrize("hints", [True, False])
def test_questions_of_empty_cells_are_shown_only_when_asked(hints):
    journey = JourneyMap(
        stages={"s": Stage(id="s", rank="a0"), "t": Stage(id="t", rank="a1")},
        lanes={"l": Lane(id="l", rank="a0", kind="action", prompt="Làm gì?", prompts={"t": "Còn ở đây?"})},
        cards={}, language="vi")
    said = [part.label for _x, _y, part in parts(drawn(journey, hints=hints), "hint")]
    assert said == (["Làm gì?", "Còn ở đây?"] if hints else [])
    full = insert_cards(journey, [Note(id="n", rank="a0", stage="s", lane="l")], "s", "l")
    assert [part.label for _x, _y, part in parts(drawn(full, hints=hints), "hint")] == said[1:]


def test_an_untitled_map_says_so_only_on_the_canvas():
    said = {hints: [t.line.text for _x, _y, t in drawn(JourneyMap(language="en"), hints=hints).texts()]
            for hints in (True, False)}
    assert "Untitled journey map" in said[True]
    assert "Untitled journey map" not in said[False]
    blank, titled = (next(part.height for _x, _y, part in parts(drawn(JourneyMap(title=title)), "header"))
                     for title in ("", "A title"))
    assert titled - blank > 20


def test_a_card_of_an_unknown_kind_is_a_grey_box_with_its_words():
    journey = JourneyMap.model_validate({
        "stages": {"s": {"rank": "a0"}}, "lanes": {"l": {"rank": "a0", "kind": "hologram"}},
        "cards": {"c": {"kind": "hologram", "rank": "a0", "stage": "s", "lane": "l", "text": "From later"}}})
    (_x, _y, part), = parts(drawn(journey), "card")
    assert texts_of(part)[0].line.text == "From later"
    box = next(op for op in part.ops if isinstance(op, Box) and op.pen)
    red, green, blue = (int(box.pen.colour[at:at + 2], 16) for at in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 24


def test_what_no_font_has_is_reported_with_whose_it_is():
    assert drawn(cell_map(card(text="a \u13a0 b"))).missing == {"c": frozenset("\u13a0")}
    assert drawn(sample()).missing == {}


@pytest.mark.parametrize("name", ["header", "footer"])
def test_any_id_may_be_an_entitys(name):
    """A file may be written by hand, with ids such as "header"."""
    journey = JourneyMap.model_validate({
        "title": "T", "footer": "F", "stages": {name: {"rank": "a0", "name": "Head"}},
        "lanes": {"l": {"rank": "a0", "kind": "note"}}, "cards": {}})
    drawing = drawn(journey)
    (x, y, part), = parts(drawing, "stage")
    spot = drawing.spots[name]
    assert (spot.role, spot.x, spot.y, spot.width) == ("stage", x, y, part.width)


def test_the_map_has_a_hundred_cards_and_more_in_one_cell():
    held = [card(id=f"c{n}", rank=f"a{n:03}", text=f"Card {n}") for n in range(300)]
    drawing = drawn(cell_map(*held))
    spots = drawing.grid.cells["s", "l"]
    assert len(spots) == 300
    assert all(b.y >= a.y + a.height for a, b in pairwise(spots))
