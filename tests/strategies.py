"""Hypothesis strategies for maps and for JSON that is almost a map. Free to use in every test."""

from typing import Any

from hypothesis import strategies as st

from cjdesigner.model.cards import CARD_KINDS, EVIDENCE
from cjdesigner.model.map import COLLECTIONS, DIVIDERS, JourneyMap

FEW = 4
_AROUND = tuple(name for name in COLLECTIONS if name not in ("stages", "lanes", "cards", "pictures"))

_characters = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
"""All that a file can hold as it is."""
texts = st.one_of(
    st.text(_characters, max_size=12),
    st.sampled_from(["", "Khách hàng", "e\u0301", "a\r\nb", "\u202e", "\u2028", '"\\']),
)
ids = st.text(_characters, min_size=1, max_size=8)
ranks = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=6)
colours = st.one_of(st.none(), st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True))
numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
"""Any JSON value."""

unknown_fields = st.dictionaries(st.text(_characters, max_size=5).map("x-{}".format), values, max_size=2)
"""Fields that no version knows."""

_OWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "touchpoint": {"channel": texts, "moment_of_truth": st.booleans()},
    "emotion": {"score": st.integers(-2, 2), "expected": st.one_of(st.none(), st.integers(-2, 2))},
    "pain_point": {"severity": st.integers(1, 4)},
    "metric": {"value": texts, "unit": texts, "target": texts, "source": texts},
    "quote": {"speaker": texts},
}


def entities(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain entities with a rank and any of these fields, and unknown ones."""
    known = st.fixed_dictionaries({"rank": ranks}, optional=fields)
    return st.builds(lambda extra, held: {**extra, **held}, unknown_fields, known)


personas = entities(name=texts, age=texts, occupation=texts, location=texts, interests=texts, quote=texts, goals=texts,
                    needs=texts, frustrations=texts, channels=st.lists(texts, max_size=3), colour=colours)
stages = entities(name=texts, time=texts, width=st.one_of(st.none(), st.floats(96, 960)), colour=colours,
                  hidden=st.booleans(), collapsed=st.booleans())


def steps(stages: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain steps of these stages."""
    return st.builds(dict.__or__, entities(name=texts), st.fixed_dictionaries({"stage": st.sampled_from(stages)}))


def lanes(personas: list[str], stages: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain lanes of a map with these personas and stages."""
    required = st.fixed_dictionaries({"kind": st.sampled_from([*CARD_KINDS, "backstage"])})
    rest = entities(name=texts, personas=some(personas), prompt=texts, colour=colours,
                    prompts=st.dictionaries(st.sampled_from(stages), texts, max_size=3) if stages else st.just({}),
                    divider=st.sampled_from([None, *DIVIDERS]), hidden=st.booleans(), collapsed=st.booleans(),
                    internal=st.booleans())
    return st.builds(dict.__or__, rest, required)


def cards(personas: list[str], stages: list[str], lanes: list[str],
          steps: dict[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain cards of every kind, also of one that no version knows. `steps` has the stages of steps."""
    return st.sampled_from(stages).flatmap(lambda stage: _cards_of(
        stage, personas, lanes, [step for step, held in steps.items() if held == stage]))


def _cards_of(stage: str, personas: list[str], lanes: list[str], steps: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from([*CARD_KINDS, "from_the_future"]).flatmap(lambda kind: st.builds(
        dict.__or__,
        entities(text=texts, details=texts, personas=some(personas), evidence=st.sampled_from([None, *EVIDENCE]),
                 evidence_source=texts, owner=texts, tags=st.lists(texts, max_size=3), colour=colours,
                 step=st.sampled_from([None, *steps]), span=st.integers(1, FEW + 1),
                 feeling=st.one_of(st.none(), st.integers(-2, 2)), internal=st.booleans(),
                 **_OWN.get(kind, {})),
        st.fixed_dictionaries({"kind": st.just(kind), "stage": st.just(stage),
                               "lane": st.sampled_from(lanes)})))


def links(cards: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain links between these cards."""
    ends = st.fixed_dictionaries({"source": st.sampled_from(cards), "target": st.sampled_from(cards)})
    return st.builds(dict.__or__, entities(label=texts), ends)


def said(cards: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain comments on these cards."""
    on = st.fixed_dictionaries({"card": st.sampled_from(cards)})
    return st.builds(dict.__or__, entities(author=texts, date=texts, text=texts, resolved=st.booleans()), on)


def dots(cards: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain votes for these cards."""
    return st.fixed_dictionaries({"card": st.sampled_from(cards)}, optional={"voter": texts})


parked = entities(kind=st.sampled_from([*CARD_KINDS, "from_the_future"]), text=texts, severity=st.integers(1, 4))


def items(stages: list[str], lanes: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain parts of an agenda that look at these stages and lanes."""
    return entities(name=texts, minutes=st.floats(0, 1_440), note=texts, stage=st.sampled_from([None, *stages]),
                    lane=st.sampled_from([None, *lanes]))


def some(names: list[str]) -> st.SearchStrategy[list[str]]:
    """Some of the names."""
    return st.lists(st.sampled_from(names), max_size=3) if names else st.just([])


def contradictions(keys: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain conflicts about these entities, or about what is gone, with values that may fit or not."""
    return st.fixed_dictionaries({}, optional={
        "collection": st.sampled_from(["", *COLLECTIONS]), "key": st.sampled_from(["", "gone", *keys]),
        "field": st.sampled_from(["", "text", "name", "place", "severity", "prompts.s", "kind", "tags"]),
        "base": values, "ours": values, "theirs": values})


@st.composite
def map_data(draw: st.DrawFn) -> dict[str, Any]:
    """The plain data of a good map."""
    free = draw(st.lists(ids, unique=True, max_size=9 * FEW))
    taken = {name: [free.pop() for _ in range(min(draw(st.integers(0, FEW)), len(free)))]
             for name in ("stages", "lanes", "cards", *_AROUND)}
    if not taken["stages"]:
        taken["steps"] = []
    if not (taken["stages"] and taken["lanes"]):
        taken["cards"] = []
    if not taken["cards"]:
        taken["links"] = taken["comments"] = taken["votes"] = []
    people, columns, rows = taken["personas"], taken["stages"], taken["lanes"]
    data = dict(draw(unknown_fields))
    data |= draw(st.fixed_dictionaries({"id": ids}, optional={
        "title": texts, "scenario": texts, "state": st.sampled_from(["current", "future"]), "author": texts,
        "language": st.sampled_from(["vi", "en", "en-GB"]), "version": texts, "date": texts, "footer": texts}))
    data["personas"] = {key: draw(personas) for key in people}
    data["stages"] = {key: draw(stages) for key in columns}
    data["lanes"] = {key: draw(lanes(people, columns)) for key in rows}
    data["steps"] = {key: draw(steps(columns)) for key in taken["steps"]}
    within = {key: step["stage"] for key, step in data["steps"].items()}
    data["cards"] = {key: draw(cards(people, columns, rows, within)) for key in taken["cards"]}
    data["links"] = {key: draw(links(taken["cards"])) for key in taken["links"]}
    data["comments"] = {key: draw(said(taken["cards"])) for key in taken["comments"]}
    data["votes"] = {key: draw(dots(taken["cards"])) for key in taken["votes"]}
    data["parked"] = {key: draw(parked) for key in taken["parked"]}
    everything = [key for name in COLLECTIONS for key in data.get(name, ())]
    data["conflicts"] = {key: draw(contradictions(everything)) for key in taken["conflicts"]}
    data["agenda"] = {key: draw(items(columns, rows)) for key in taken["agenda"]}
    return {**{name: {} for name in COLLECTIONS}, **data}


journey_maps: st.SearchStrategy[JourneyMap] = map_data().map(JourneyMap.model_validate)
"""Good maps with every kind of card and unknown fields on every level."""
