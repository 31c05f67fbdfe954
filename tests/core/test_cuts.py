"""Where things are cut: never through what fits whole, never further apart than a sheet, best between lanes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.drawing.drawing import Box, Part, Placed, Shape
from cjdesigner.export.layouts.cuts import Span, cuts, merged
from cjdesigner.export.layouts.poster_rows import Rows

spans = st.lists(st.tuples(st.floats(0, 900), st.floats(1, 90)).map(lambda at: Span(at[0], at[0] + at[1])), max_size=12)


@given(spans, st.lists(st.floats(0, 1000), max_size=6), st.floats(100, 400))
def test_cuts_are_near_enough_and_spare_what_can_be_spared(whole, better, most):
    places = cuts(Span(0, 1000), most, (sorted(better),), whole)
    assert places[0] == 0
    assert places[-1] == 1000
    assert all(0 < after - before <= most + 0.5 for before, after in pairwise(places))
    longest = max((span.end - span.start for span in merged(whole)), default=0)
    if longest < most * 0.4:
        assert not any(span.start + 0.5 < place < span.end - 0.5 for place in places for span in whole)


def test_the_best_place_is_taken_although_a_later_one_would_do():
    assert cuts(Span(0, 300), 200, ((150.0,), (190.0,)), ()) == [0, 150.0, 300]
    assert cuts(Span(0, 300), 200, ((50.0,), (190.0,)), ()) == [0, 190.0, 300]


BAR = Shape((("M", 0.0, 0.0), ("L", 4.0, 0.0), ("Z",)), "#000000")
heights = st.lists(st.lists(st.floats(20, 120), max_size=12), min_size=1, max_size=4)


@given(heights, st.floats(180, 400))
def test_a_lane_higher_than_a_sheet_makes_way_for_its_cuts(columns, most):
    children, bottom = [], 0.0
    for place, column in enumerate(columns):
        y = 12.0
        for number, height in enumerate(column):
            ops = (Box(0, 0, 100, height),)
            children.append(Placed(place * 120.0, y, Part("card", f"{place}-{number}", "", 100, height, ops)))
            y += height + 8
        bottom = max(bottom, y)
    lane = Part("lane", "l", "", 500, bottom + 12, (Box(0, 0, 500, bottom + 12, 8), BAR), tuple(children))
    rows = Rows(most, [0.0])
    rows.add(Placed(0, 10, lane))
    made = rows.parts[0]
    edges = [*rows.places, made.y + made.part.height]
    assert all(after - before <= most + 0.01 for before, after in pairwise(edges))
    boxes = [(each.x, made.y + each.y, made.y + each.y + each.part.height) for each in made.part.children]
    assert not any(top + 0.5 < place < end - 0.5 for _x, top, end in boxes for place in rows.places)
    for x in {box[0] for box in boxes}:
        stack = sorted(box[1:] for box in boxes if box[0] == x)
        assert all(after[0] >= before[1] + 7.9 for before, after in pairwise(stack))
    assert [each.part.id for each in made.part.children] == [each.part.id for each in children]
    assert made.part.height >= lane.height
