"""Curves of several personas: whose each is, how they are told apart, and that no words lie upon others."""

from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose import Composer, compose
from cjdesigner.drawing.compose.curves import leak_path, samples
from cjdesigner.drawing.compose.emotions import MARKER, curve, slopes
from cjdesigner.drawing.compose.labels import Labels, Rect
from cjdesigner.drawing.compose.outlines import outline
from cjdesigner.drawing.drawing import Box, Drawing, Path, Shape, Text
from cjdesigner.drawing.theme import DARK, LIGHT
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.changes import change
from cjdesigner.edit.feelings import set_expected, set_feeling, shift_expected, shift_feeling
from cjdesigner.model.cards import CARD_KINDS, Emotion
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage

SLOW = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


@cache
def typesetter() -> Typesetter:
    return Typesetter(FontSet(system=False))


def drawn(journey: JourneyMap, **options: object) -> Drawing:
    return compose(journey, typesetter=typesetter(), **options)


def emotion(key: str, stage: str = "s0", **fields: object) -> Emotion:
    return Emotion(**{"id": key, "rank": "a0", "stage": stage, "lane": "l", "text": key, **fields})


def map_of(*cards: object, personas: int = 3, stages: int = 3, width: float | None = None) -> JourneyMap:
    names = ["Lan", "Minh", "Hoa", "Tuấn"]
    return JourneyMap(
        language="en", stages={f"s{n}": Stage(id=f"s{n}", rank=f"a{n}", width=width) for n in range(stages)},
        personas={f"p{n}": Persona(id=f"p{n}", rank=f"a{n}", name=names[n]) for n in range(personas)},
        lanes={"l": Lane(id="l", rank="a0", kind="emotion")}, cards={card.id: card for card in cards})


def curve_shapes(drawing: Drawing) -> list[Shape]:
    part = next(part for _x, _y, part in drawing.walk() if part.role == "curve")
    return [op for op in part.ops if isinstance(op, Shape) and op.pen and op.pen.width == 2.4]


def words_of(drawing: Drawing) -> dict[str, Rect]:
    found = {}
    for x, y, part in drawing.walk():
        if part.role == "words":
            text = " ".join(op.line.text for op in part.ops if isinstance(op, Text))
            found[f"{text} @{x:.0f},{y:.0f}"] = Rect(x, y, x + part.width, y + part.height)
    return found


def said(drawing: Drawing) -> list[str]:
    return [key.partition(" @")[0] for key in words_of(drawing)]


def two_curves() -> JourneyMap:
    return map_of(emotion("a", personas=("p0",), score=1), emotion("b", "s2", personas=("p0",), score=-1),
                  emotion("c", personas=("p1",), rank="a1", score=-2), emotion("d", "s1", personas=("p1",), score=2),
                  emotion("e", "s1", personas=("p0", "p1"), rank="a1"), emotion("f", "s2", rank="a1"))


def test_a_card_of_one_persona_is_on_her_curve_and_any_other_on_everybodys():
    drawing = drawn(two_curves())
    middles = {key: (s.x + s.width / 2, s.y + s.height / 2) for key, s in drawing.spots.items() if s.role == "emotion"}
    x, y = next((x, y) for x, y, part in drawing.walk() if part.role == "curve")
    through = [{key for key, (mx, my) in middles.items()
                if any(abs(x + seg[-2] - mx) < 0.01 and abs(y + seg[-1] - my) < 0.01 for seg in shape.path)}
               for shape in curve_shapes(drawing)]
    assert through == [{"e", "f"}, {"a", "b"}, {"c", "d"}]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_curves_differ_in_colour_in_shape_and_in_name(theme):
    drawing = drawn(two_curves(), theme=theme)
    assert len({shape.pen.colour for shape in curve_shapes(drawing)}) == 3
    assert {"Everyone", "Lan", "Minh"} <= set(said(drawing))
    grounds = {part.id: next(op for op in part.ops if isinstance(op, Shape))
               for _x, _y, part in drawing.walk() if part.role == "emotion"}
    assert len({len(grounds[key].path) for key in ("a", "c", "e")}) >= 2
    assert grounds["a"].path != grounds["c"].path
    assert grounds["a"].pen.colour != grounds["c"].pen.colour


def test_a_personas_own_colour_is_her_curves():
    plain = {shape.pen.colour for shape in curve_shapes(drawn(two_curves()))}
    own = [shape.pen.colour for shape in curve_shapes(drawn(change(two_curves(), "p1", colour="#0B5C2E")))]
    assert own[2] == LIGHT.ink("#0B5C2E")
    assert own[2] not in plain
    assert set(own[:2]) <= plain


def test_where_there_is_one_persona_there_is_one_curve_without_a_name():
    journey = map_of(emotion("a", personas=("p0",)), emotion("b", "s1"), personas=1)
    assert len(curve_shapes(drawn(journey))) == 1
    assert sorted(said(drawn(journey))) == ["a", "b"]


def test_a_curve_goes_no_further_than_its_own_columns():
    drawing = drawn(two_curves())
    last = drawing.grid.columns[-1]
    minh = curve_shapes(drawing)[2]
    assert max(segment[-2] for segment in minh.path) < last.x
    assert min(segment[-2] for segment in curve_shapes(drawing)[0].path) > drawing.grid.columns[0].x


cards = st.builds(
    lambda stage, score, expected, personas, text: {"stage": f"s{stage}", "score": score, "expected": expected,
                                                    "personas": tuple(personas), "text": text},
    st.integers(0, 2), st.integers(-2, 2), st.one_of(st.none(), st.integers(-2, 2)),
    st.lists(st.sampled_from(["p0", "p1", "p2"]), max_size=2, unique=True),
    st.sampled_from(["", "Vui", "Phân vân giữa hai hãng", "Thất vọng vì phải đợi lắp đặt quá lâu",
                     "Khôngcókhoảngtrắngnàoởđâycả" * 2]))


@SLOW
@given(st.lists(cards, max_size=12), st.sampled_from([None, 96.0, 400.0]), st.sampled_from([LIGHT, DARK]))
def test_no_words_lie_upon_others_or_outside_their_lane(held, width, theme):
    journey = map_of(*(emotion(f"c{n}", **{**fields, "rank": f"a{n:02}"}) for n, fields in enumerate(held)),
                     width=width)
    drawing = drawn(journey, theme=theme)
    rects = words_of(drawing)
    assert sum(1 for fields in held if fields["text"]) <= len(rects)
    for (one, first), (two, second) in combinations(rects.items(), 2):
        assert not first.meets(second), (one, two)
    lane = drawing.spots["l"]
    for rect in rects.values():
        assert lane.y <= rect.top
        assert rect.bottom <= lane.y + lane.height
        assert lane.x <= rect.left
        assert rect.right <= lane.x + lane.width + 0.01
    assert drawing.grid.rows[0].scale.top > 0


def test_words_avoid_the_line_of_another_curve():
    calm = map_of(emotion("x", "s1", personas=("p0",), score=0), personas=2)
    rect, = (r for k, r in words_of(drawn(calm)).items() if k.startswith("x"))
    spot = drawn(calm).spots["x"]
    assert rect.bottom < spot.y + spot.height / 2
    crossed = map_of(emotion("x", "s1", personas=("p0",), score=0),
                     *(emotion(f"y{n}", f"s{n}", personas=("p1",), score=1, text="") for n in (0, 2)), personas=2)
    drawing = drawn(crossed)
    rect, = (r for k, r in words_of(drawing).items() if k.startswith("x"))
    spot = drawing.spots["x"]
    assert rect.top > spot.y + spot.height / 2


# -- what was expected ------------------------------------------------------------------------------------------------


def markers(drawing: Drawing) -> list[tuple[float, float, str]]:
    x, y, part = next(found for found in drawing.walk() if found[2].role == "curve")
    return [(x + op.x + MARKER, y + op.y + MARKER, op.pen.colour) for op in part.ops
            if isinstance(op, Box) and op.width == 2 * MARKER]


def test_each_expected_score_has_a_marker_of_its_curves_colour():
    journey = change(change(change(two_curves(), "a", expected=2), "b", expected=1), "d", expected=0)
    drawing = drawn(journey)
    colours = [shape.pen.colour for shape in curve_shapes(drawing)]
    row = drawing.grid.rows[0]
    wanted = [("a", 2, colours[1]), ("b", 1, colours[1]), ("d", 0, colours[2])]
    for key, score, colour in wanted:
        spot = drawing.spots[key]
        at = spot.x + spot.width / 2, row.y + row.scale.y(score)
        assert any(m[0] == pytest.approx(at[0]) and m[1] == pytest.approx(at[1]) and m[2] == colour
                   for m in markers(drawing))
    part = next(part for _x, _y, part in drawing.walk() if part.role == "curve")
    leaks = [op for op in part.ops if isinstance(op, Shape) and op.opacity == 0.11]
    assert [leak.fill for leak in leaks] == [colours[1]]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-2, 2), st.one_of(st.none(), st.integers(-2, 2))), min_size=2, max_size=8))
def test_the_leak_lies_between_what_was_wanted_and_the_curve_itself(scores):
    given_ = [(20.0 * n, -20.0 * score) for n, (score, _wanted) in enumerate(scores)]
    wanted = [(20.0 * n, -20.0 * high) for n, (_score, high) in enumerate(scores) if high is not None]
    if len(wanted) < 2:
        return
    path = leak_path(wanted, given_)
    corners = [segment[1:] for segment in path[:-1]]
    above, below = corners[:len(corners) // 2], corners[len(corners) // 2:][::-1]
    assert below == [point for point in samples(given_) if wanted[0][0] - 1e-6 <= point[0] <= wanted[-1][0] + 1e-6]
    assert all(high[0] == low[0] and high[1] <= low[1] + 1e-9 for high, low in zip(above, below, strict=True))
    for x, y in wanted:
        corner = next(point for point in above if point[0] == pytest.approx(x))
        assert corner[1] == pytest.approx(min(y, dict(given_)[x]))


def test_the_marker_of_an_expectation_that_was_met_is_beside_the_face():
    drawing = drawn(map_of(emotion("a", score=1, expected=1)))
    (x, y, _colour), spot = markers(drawing)[0], drawing.spots["a"]
    assert spot.x + spot.width < x + MARKER < spot.x + spot.width + 3 * MARKER
    assert y == pytest.approx(spot.y + spot.height / 2)


def test_one_curve_alone_keeps_the_themes_colours():
    journey = map_of(emotion("a", score=-1, expected=1), emotion("b", "s1", expected=2), personas=0)
    drawing = drawn(journey)
    part = next(part for _x, _y, part in drawing.walk() if part.role == "curve")
    assert [op.fill for op in part.ops if isinstance(op, Shape) and op.opacity == 0.11] == [LIGHT.leak]
    assert [shape.pen.colour for shape in curve_shapes(drawing)] == [LIGHT.curve]
    assert "expected" in said(drawing)


def test_a_screen_reader_hears_score_expectation_and_persona():
    drawing = drawn(change(two_curves(), "a", expected=2))
    label = next(part.label for _x, _y, part in drawing.walk() if part.id == "a")
    assert label == "Emotion +1: a (expected +2) — Lan"


# -- the empty lane ---------------------------------------------------------------------------------------------------


def hints(drawing: Drawing) -> list[str]:
    return [part.label for _x, _y, part in drawing.walk() if part.role == "hint"]


def test_an_empty_emotion_lane_says_how_to_begin_but_not_on_paper():
    journey = map_of()
    assert len(hints(drawn(journey, hints=True))) == 1
    assert hints(drawn(journey)) == []
    assert hints(drawn(map_of(emotion("a")), hints=True)) == []
    asked = change(journey, "l", prompt="How do they feel?")
    assert hints(drawn(asked, hints=True)) == ["How do they feel?"] * 3


# -- feelings of cards ------------------------------------------------------------------------------------------------


def faces(drawing: Drawing, key: str) -> list[str]:
    part = next(part for _x, _y, part in drawing.walk() if part.id == key)
    return [op.symbol.name for op in part.ops if getattr(op, "symbol", None) and op.symbol.name.startswith("faces")]


@pytest.mark.parametrize("kind", sorted(set(CARD_KINDS) - {"emotion"}))
def test_any_card_shows_and_says_its_feeling(kind):
    card = CARD_KINDS[kind](id="c", rank="a0", stage="s0", lane="n", text="Wait")
    journey = JourneyMap(language="en", stages={"s0": Stage(id="s0", rank="a0")},
                         lanes={"n": Lane(id="n", rank="a0", kind="note")}, cards={"c": card})
    assert faces(drawn(journey), "c") == []
    felt = set_feeling(journey, ["c"], -2)
    drawing = drawn(felt)
    assert faces(drawing, "c") == ["faces-minus2"]
    label = next(part.label for _x, _y, part in drawing.walk() if part.id == "c")
    assert label.endswith("Wait — Feeling −2")


def test_feelings_invent_no_points_of_the_curve():
    journey = map_of()
    note = CARD_KINDS["action"](id="n", rank="a0", stage="s0", lane="m", feeling=2)
    lanes = {**journey.lanes, "m": Lane(id="m", rank="a1", kind="action")}
    with_note = JourneyMap(language="en", stages=journey.stages, lanes=lanes, cards={"n": note})
    assert curve_shapes(drawn(with_note)) == []


def test_feelings_are_shifted_within_the_scale_and_none_begins_beside_zero():
    note = CARD_KINDS["emotion"](id="e", rank="a0", stage="s0", lane="l", score=2)
    journey = map_of(note)
    assert shift_feeling(journey, ["e"], 1) is journey
    assert shift_feeling(journey, ["e"], -1).cards["e"].score == 1
    assert set_feeling(journey, ["e"], None) is journey
    assert shift_expected(journey, ["e"], -1).cards["e"].expected == 1
    assert shift_expected(set_expected(journey, ["e"], 0), ["e"], 1).cards["e"].expected == 1
    assert set_expected(set_expected(journey, ["e"], 0), ["e"], None).cards["e"].expected is None
    plain = CARD_KINDS["action"](id="a", rank="a0", stage="s0", lane="l")
    held = map_of(plain)
    assert shift_feeling(held, ["a"], 1).cards["a"].feeling == 1
    assert shift_feeling(held, ["a"], -1).cards["a"].feeling == -1
    assert set_expected(held, ["a"], 2) is held


# -- helpers ----------------------------------------------------------------------------------------------------------


def test_words_go_to_the_other_side_and_then_further_out():
    labels = Labels(0, 200)
    first = labels.beside((50, 50), (40, 10), 5, below=False)
    second = labels.beside((60, 50), (40, 10), 5, below=False)
    third = labels.beside((55, 50), (40, 10), 5, below=False)
    assert (first.bottom, second.top) == (45, 55)
    assert third.bottom < first.top
    assert labels.beside((0, 150), (40, 10), 5, below=True).left == 0


@pytest.mark.parametrize("shape", range(6))
def test_every_outline_is_closed_and_around_its_middle(shape):
    path = outline(shape, 10, 20, 5)
    assert path[0][0] == "M"
    assert path[-1] == ("Z",)
    xs = [segment[-2] for segment in path[:-1]]
    assert min(xs) < 10 < max(xs)


def test_a_curve_that_does_not_change_is_the_same_part():
    composer = Composer(typesetter())
    first = composer.compose(two_curves())
    journey = two_curves()
    second = composer.compose(journey)
    third = composer.compose(change(journey, "s0", name="New"))
    lane = {n: next(p.part for p in drawing.parts if p.part.role == "lane") for n, drawing in
            enumerate((first, second, third))}
    assert lane[1] is lane[2]


def test_while_one_face_moves_the_other_faces_and_their_words_are_the_same_parts():
    composer, journey = Composer(typesetter()), two_curves()
    before = {p.id: p for _x, _y, p in composer.compose(journey).walk() if p.role == "emotion"}
    after = {p.id: p for _x, _y, p in composer.compose(change(journey, "a", score=-2)).walk() if p.role == "emotion"}
    assert [key for key in before if before[key] is not after[key]] == ["a"]


# -- the curve itself -------------------------------------------------------------------------------------------------


def bezier(path: Path, steps: int = 16) -> list[tuple[float, float]]:
    found = [path[0][1:3]]
    for segment in path[1:]:
        (x0, y0), (x1, y1, x2, y2, x3, y3) = found[-1], segment[1:]
        for step in range(1, steps + 1):
            t, u = step / steps, 1 - step / steps
            found.append((u**3 * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 * x3,
                          u**3 * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3 * y3))
    return found


POINTS = st.lists(st.tuples(st.floats(1, 300), st.integers(-2, 2)), min_size=1, max_size=8).map(
    lambda steps: [(sum(s[0] for s in steps[:n + 1]), float(s[1]) * 21) for n, s in enumerate(steps)])


@settings(deadline=None)
@given(POINTS)
def test_the_curve_goes_through_its_points_and_never_past_them(points):
    line = bezier(curve(points))
    assert line[::16] == [pytest.approx(point) for point in points]
    for (a, b), place in zip(pairwise(points), range(0, len(line), 16), strict=False):
        low, high = sorted((a[1], b[1]))
        assert all(low - 1e-6 <= y <= high + 1e-6 for _x, y in line[place:place + 17])
        assert all(p[0] <= q[0] + 1e-9 for p, q in pairwise(line[place:place + 17]))


@given(POINTS)
def test_the_curve_is_flat_at_its_peaks_and_ends(points):
    held = slopes(points)
    assert (held[0], held[-1]) == (0, 0)
    for (a, b, c), slope in zip(zip(points, points[1:], points[2:], strict=False), held[1:], strict=False):
        if (b[1] - a[1]) * (c[1] - b[1]) <= 0:
            assert slope == 0


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(-2, 2), min_size=1, max_size=6))
def test_the_drawn_curve_meets_every_face(scores):
    journey = JourneyMap(
        stages={f"s{n}": Stage(id=f"s{n}", rank=f"a{n}") for n in range(len(scores))},
        lanes={"l": Lane(id="l", rank="a0", kind="emotion")},
        cards={f"c{n}": CARD_KINDS["emotion"](id=f"c{n}", rank="a0", stage=f"s{n}", lane="l", score=score)
               for n, score in enumerate(scores)})
    drawing = drawn(journey)
    (x, y, part), = ((x, y, part) for x, y, part in drawing.walk() if part.role == "curve")
    path = next(op.path for op in reversed(part.ops) if getattr(op, "path", None))
    through = {(round(x + segment[-2], 3), round(y + segment[-1], 3)) for segment in path}
    for key in journey.cards:
        spot = drawing.spots[key]
        assert (round(spot.x + spot.width / 2, 3), round(spot.y + spot.height / 2, 3)) in through


def test_many_words_of_a_face_take_the_room_that_a_wide_column_has():
    said = "nghiêng ngả khuếch trương chuyên nghiệp " * 12
    short, long = (drawn(map_of(emotion("a", text=text), personas=1, width=600)) for text in ("vui", said))
    (words,) = [part for _x, _y, part in long.walk() if part.of == "a"]
    assert 300 < words.width < 600
    assert long.grid.rows[0].height - short.grid.rows[0].height < 60
