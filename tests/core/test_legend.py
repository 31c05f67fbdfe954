"""The legend: it has what is on the map and nothing else, in its place, in one language or two."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose import Composer, compose_legend
from cjdesigner.drawing.compose.legend import occurring
from cjdesigner.drawing.compose.toolkit import Kit
from cjdesigner.drawing.drawing import Box, Part, Text, Use
from cjdesigner.drawing.palettes import PALETTES, SAFE
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.export import Choices, export_map, lay_out
from cjdesigner.language import LANGUAGES, Words, catalogue, words_of
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap, Lane, Link, Persona, Stage
from cjdesigner.model.names import CHANNELS, EVIDENCE, KINDS, LANES, SCORES, SEVERITIES
from cjdesigner.model.templates import SAMPLE, build
from cjdesigner.model.workshop import Vote
from tests.strategies import journey_maps

TYPESETTER = Typesetter(FontSet(system=False))
NARROWEST = 300.0


def kit_of(journey: JourneyMap, theme=PALETTES[0], languages: tuple[str, ...] = ()) -> Kit:
    return Composer(TYPESETTER, theme, languages=languages).kit(journey)


def legend(journey: JourneyMap, width: float = 1_200, **more: object) -> Part:
    return compose_legend(journey, width, kit_of(journey, **more))


def said(part: Part) -> dict[str, list[str]]:
    """The words of each group, by its title."""
    groups = {}
    for placed in part.children:
        words = [op.line.text for op in placed.part.ops if isinstance(op, Text)]
        groups[words[0]] = words[1:]
    return groups


def one(kind: str, lane: str = "", **fields: object) -> JourneyMap:
    """A map of one card."""
    card = CARD_KINDS[kind](**{"id": "c", "rank": "a0", "stage": "s", "lane": "l", **fields})
    return JourneyMap(language="en", stages={"s": Stage(id="s", rank="a0")}, cards={"c": card},
                      lanes={"l": Lane(id="l", rank="a0", kind=lane or kind)})


# -- what is in it ------------------------------------------------------------------------------------------------


def test_a_map_of_nothing_has_no_legend():
    journey = JourneyMap(stages={"s": Stage(id="s", rank="a0")}, lanes={"l": Lane(id="l", rank="a0", kind="note")})
    assert not occurring(journey)
    assert legend(journey).children == ()
    drawing = Composer(TYPESETTER, legend=True).compose(journey)
    assert not [part for _x, _y, part in drawing.walk() if part.role == "legend"]


@pytest.mark.parametrize(("journey", "groups"), [
    (one("action"), {"Cards": ["Action"]}),
    (one("note", "backstage"), {"Cards": ["Backstage"]}),
    (one("note", "backstage", colour="#123456"), {"Cards": ["Note"]}),
    (one("touchpoint", channel="web", moment_of_truth=True),
     {"Cards": ["Touchpoint"], "Channels": ["web"], "Signs": ["Moment of truth"]}),
    (one("touchpoint", channel="Carrier pigeon"), {"Cards": ["Touchpoint"], "Channels": ["Carrier pigeon"]}),
    (one("action", evidence="survey", owner="Lan"),
     {"Cards": ["Action"], "Evidence": ["Survey"], "Signs": ["Owner"]}),
    (one("pain_point"), {"Cards": ["Pain point"], "Severity": [*SEVERITIES.values()]}),
    (one("action", feeling=1), {"Cards": ["Action"], "Emotions": [
        "+2  very good", "+1  good", "0  neither good nor bad", "−1  bad", "−2  very bad"]}),
    (one("emotion", "action"), {"Cards": ["Emotion"], "Emotions": 5}),
    (one("emotion"), {"Emotions": 5, "Curves": ["What was felt"]}),
    (one("emotion", expected=2), {"Emotions": 5, "Curves": ["What was felt", "What was expected"]}),
])
def test_each_sign_is_explained_and_nothing_else(journey, groups):
    found = said(legend(journey))
    assert [*found] == [*groups]
    for title, words in groups.items():
        assert len(found[title]) == words if isinstance(words, int) else found[title] == words


def test_votes_answers_and_the_gap():
    journey = one("pain_point")
    idea = CARD_KINDS["opportunity"](id="o", rank="a1", stage="s", lane="l")
    fields = dict(journey) | {"cards": {**journey.cards, "o": idea}, "votes": {"v": Vote(id="v", card="o")},
                              "links": {"k": Link(id="k", rank="a0", source="o", target="c")}}
    assert said(legend(JourneyMap(**fields)))["Signs"] == ["Opportunities that answer it", "Votes"]
    low = one("emotion", score=-1, expected=1).cards["c"]
    lower = type(low)(**dict(low) | {"id": "d"})
    two = {"c": low, "d": lower}
    assert said(legend(JourneyMap(**dict(one("emotion")) | {"cards": two})))["Curves"][-1] == "The gap between the two"
    people = {key: Persona(id=key, rank="a0") for key in "pq"}
    apart = {"c": CARD_KINDS["emotion"](**dict(low) | {"personas": ("p",)}),
             "d": CARD_KINDS["emotion"](**dict(lower) | {"personas": ("q",)})}
    fields = dict(one("emotion")) | {"cards": apart, "personas": people}
    assert said(legend(JourneyMap(**fields)))["Curves"][-1] == "What was expected"


@pytest.mark.parametrize("field", ["hidden", "collapsed"])
@pytest.mark.parametrize("which", ["stages", "lanes"])
def test_what_is_not_drawn_is_not_explained(which, field):
    journey = one("pain_point", evidence="survey", owner="Lan")
    held = next(iter(getattr(journey, which).values()))
    away = type(held)(**dict(held) | {field: True})
    assert not occurring(JourneyMap(**dict(journey) | {which: {held.id: away}}))


@settings(deadline=None, max_examples=60)
@given(journey_maps)
def test_the_drawing_has_the_signs_that_the_legend_explains(journey):
    """Every icon and every face of the legend is on the map, but the faces of a whole scale."""
    drawing = Composer(TYPESETTER, SAFE).compose(journey)
    drawn = {op.symbol.name for _x, _y, part in drawing.walk() if part.role in ("card", "emotion", "lane")
             for op in part.ops if isinstance(op, Use)}
    found = legend(journey, theme=SAFE)
    icons = {op.symbol.name for placed in found.children for op in placed.part.ops if isinstance(op, Use)}
    kinds = {f"icons-{each}" for each in ("note", "photo", "hand-click", "alert-triangle", "mood-smile", "quote")}
    assert {name for name in icons if not name.startswith("faces")} - kinds <= drawn


# -- where it is --------------------------------------------------------------------------------------------------


def boxes(part: Part) -> list[tuple[float, float, float, float]]:
    """The places of the texts of a part, from its origin."""
    return [(op.x + op.line.x, op.y + op.line.baseline - 0.8 * op.size, op.x + op.line.x + op.line.width,
             op.y + op.line.baseline + 0.25 * op.size) for op in part.ops if isinstance(op, Text)]


def marks(part: Part) -> list[tuple[float, float, float, float]]:
    """The places of icons, faces and boxes that are signs."""
    return [(op.x, op.y, op.x + (op.size if isinstance(op, Use) else op.width),
             op.y + (op.size if isinstance(op, Use) else op.height)) for op in part.ops if isinstance(op, Use | Box)]


def meet(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    return (first[0] < second[2] - 0.01 and second[0] < first[2] - 0.01
            and first[1] < second[3] - 0.01 and second[1] < first[3] - 0.01)


@settings(deadline=None, max_examples=60)
@given(journey_maps, st.floats(NARROWEST, 3_000), st.sampled_from([(), ("vi", "en"), ("en",)]))
def test_nothing_leaves_its_box_or_lies_on_another(journey, width, languages):
    part = legend(journey, width, languages=languages)
    assert part.width == width
    places = [(p.x, p.y, p.x + p.part.width, p.y + p.part.height) for p in part.children]
    assert all(x >= 0 and y >= 0 and right <= width and bottom <= part.height for x, y, right, bottom in places)
    assert not [pair for pair in combinations(places, 2) if meet(*pair)]
    title = next(iter(boxes(part)))
    assert not any(meet(title, place) for place in places)
    for placed in part.children:
        group, words = placed.part, boxes(placed.part)
        assert all(x >= -1 and right <= group.width + 0.01 and bottom <= group.height + 3
                   for x, _y, right, bottom in [*words, *marks(group)])
        assert not [pair for pair in combinations(words, 2) if meet(*pair)]
        assert not any(meet(word, mark) for word in words for mark in marks(group))


def test_it_is_as_low_as_it_can_be():
    journey = build(SAMPLE, "en")
    heights = [legend(journey, width).height for width in (400, 700, 1_000, 1_250, 2_500)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > 2 * heights[-1]


@settings(deadline=None, max_examples=30)
@given(journey_maps)
def test_the_map_above_it_stays_as_it_was(journey):
    without, made = (Composer(TYPESETTER, legend=there).compose(journey) for there in (False, True))
    assert made.spots == without.spots
    assert (made.grid, made.width) == (without.grid, without.width)
    parts = [(x, y, part) for x, y, part in made.walk() if part.role == "legend" and part.id]
    assert made.height == pytest.approx(without.height + sum(part.height + 10 for _x, _y, part in parts))
    if parts:
        bottom = max((row.y + row.height for row in made.grid.rows), default=0)
        assert parts[0][1] >= bottom
        assert "legend" not in made.spots


def test_what_no_font_has_is_reported():
    journey = one("touchpoint", channel="\U000f1234")
    assert Composer(TYPESETTER, legend=True).compose(journey).missing == {"c": frozenset({"\U000f1234"})}
    assert legend(journey).children[1].part.missing == {"\U000f1234"}


def test_a_legend_is_made_once_while_nothing_changes():
    composer, journey = Composer(TYPESETTER, legend=True), build(SAMPLE, "vi")
    first, again = ([part for _x, _y, part in composer.compose(journey).walk() if part.id == "legend"]
                    for _time in range(2))
    twin = [part for _x, _y, part in composer.twin().compose(journey).walk() if part.id == "legend"]
    assert first[0] is again[0] is twin[0]


# -- languages ----------------------------------------------------------------------------------------------------


def test_words_of_two_languages():
    words = Words(("vi", "en"))
    assert words.gettext("Emotion") == "Cảm xúc / Emotion"
    assert words.lines("Emotion") == "Cảm xúc\nEmotion"
    assert words.gettext("Goal: {goals}") == "Mục tiêu / Goal: {goals}"
    assert words.gettext("Version {version}") == "Phiên bản / Version {version}"
    assert words.gettext("{age} years old") == "{age} tuổi / years old"
    assert words.ngettext("{count} card", "{count} cards", 2) == "{count} thẻ / cards"
    assert words.gettext("web") == words.lines("web") == "web"
    assert [each.gettext("Emotion") for each in words.each()] == ["Cảm xúc", "Emotion"]
    assert Words(("en",)).gettext("Emotion") == "Emotion"
    assert words_of(("vi",)) is words_of(("vi",))


@given(st.sampled_from([*KINDS.values(), *LANES.values(), *CHANNELS.values(), *EVIDENCE.values(), *SCORES.values(),
                        "Goal: {goals}", "Version {version}", "Updated {date}", "{age} years old",
                        "Target: {target}", "Source: {source}"]))
def test_both_languages_are_there_with_all_that_is_filled_in_once(message):
    both = Words(("vi", "en")).gettext(message)
    for code in LANGUAGES:
        for word in catalogue(code).gettext(message).replace(":", " ").split():
            assert word in both
    assert both.count("{") == message.count("{")


def drawn_words(journey: JourneyMap, **more: object) -> str:
    drawing = Composer(TYPESETTER, **more).compose(journey)
    return "\n".join(op.line.text for _x, _y, op in drawing.texts())


def test_the_program_speaks_two_languages_on_a_map_and_the_maps_own_words_stay():
    journey = build(SAMPLE, "vi")
    alone, both = drawn_words(journey), drawn_words(journey, languages=("vi", "en"))
    for vietnamese, english in (("Bản đồ hành trình khách hàng", "Customer journey map"), ("Tích cực", "Positive"),
                                ("Tiêu cực", "Negative"), ("mong đợi", "expected"), ("Giả định", "Assumption"),
                                ("34 tuổi", "years old"), ("điện thoại", "phone")):
        assert vietnamese in alone
        assert english not in alone
        assert vietnamese in both
        assert english in both
    for card in journey.cards.values():
        assert card.text.split()[0] in both
    assert "Customer journey map" in drawn_words(journey, languages=("en",))
    assert "Bản đồ hành trình" not in drawn_words(journey, languages=("en",))


def test_vietnamese_stands_over_english_in_the_legend():
    part = legend(build(SAMPLE, "vi"), languages=("vi", "en"))
    texts = {op.line.text: op for placed in part.children for op in placed.part.ops if isinstance(op, Text)}
    first, second = texts["Điểm chạm"], texts["Touchpoint"]
    assert first.x == second.x
    assert first.y + first.line.baseline < second.y + second.line.baseline
    assert first.colour != second.colour


def test_what_is_chosen_for_an_export_is_drawn():
    journey = build(SAMPLE, "vi")
    plain = lay_out(journey).pages[0]
    page = lay_out(journey, Choices(languages=("vi", "en"), legend=True)).pages[0]
    assert page.height > plain.height
    said_there = {op.line.text for view in page.views for op in view.texts()}
    assert {"Touchpoint", "Điểm chạm"} <= said_there
    svg = export_map(journey, ".svg", Choices(legend=True, languages=("en",))).decode()
    assert "Pain point" in svg
