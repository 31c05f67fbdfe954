"""What a map says, for tests of exports: every text in it, and texts that want to be more than text."""

from collections.abc import Iterator

from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import KEYS, SAMPLE, build

HOSTILE = (
    "=1+1", "+84 912", "-1", "@SUM(A1)", "'=1", "''-x", "\t=1", "＝1", "=HYPERLINK(\"http://x\",\"y\")",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>", "</svg></main><img src=x onerror=alert(1)>", "]]> <![CDATA[ & &amp; &#60;",
    '" onload="x',
    "# no heading", "- no item", "1. no number", "> no quote", "| no | table |", "```", "*a* _b_ **c** ~~d~~ `e`",
    "[a](javascript:x) ![b](http://x)", "a\\", "a\n\n    code\nb", "---", "===", "<!-- a -->", "$x$ {{y}} :smile:",
    "_x0041_ _x000D_", "a\ufffe\uffffb", "\u202eabc", "שלום עולם",
    "👩‍👩‍👧 ✈️", "a  b   c", " a ", "e\u0301", "x" * 3_000,
)


def squeezed(text: str) -> str:
    """A text without any blanks, and with what XML cannot hold replaced: blanks are the formats' own affair."""
    return "".join(text.split()).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def plain(text: str) -> str:
    """A text with every run of blanks as one."""
    return " ".join(text.split()).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def card_texts(card: BaseCard) -> Iterator[str]:
    """The texts of a card's own fields."""
    for name in ("text", "details", "evidence_source", "owner", "value", "unit", "target", "source", "speaker", "alt"):
        yield getattr(card, name, "")
    yield from card.tags


def drawn_texts(journey: JourneyMap) -> Iterator[str]:
    """The texts of what is not hidden, but for names of lanes that have no cards."""
    yield from (journey.title, journey.scenario, journey.author, journey.version, journey.date, journey.footer)
    for persona in journey.personas.values():
        yield from (persona.name, persona.age, persona.occupation, persona.location, persona.interests, persona.quote,
                    persona.goals, persona.needs, persona.frustrations)
    for stage in journey.stages.values():
        if not stage.hidden:
            yield from (stage.name, stage.time, *(step.name for step in journey.steps_of(stage.id)))
    for card in journey.cards.values():
        if not (journey.stages[card.stage].hidden or journey.lanes[card.lane].hidden):
            yield from (*card_texts(card), journey.lanes[card.lane].name)


def all_texts(journey: JourneyMap) -> Iterator[str]:
    """Every text of a map."""
    yield from drawn_texts(journey)
    for stage in journey.stages.values():
        yield from (stage.name, stage.time)
    for lane in journey.lanes.values():
        yield from (lane.name, lane.prompt, *lane.prompts.values())
    for card in journey.cards.values():
        yield from card_texts(card)
    yield from (link.label for link in journey.links.values())
    for comment in journey.comments.values():
        yield from (comment.author, comment.date, comment.text)
    yield from (parked.text for parked in journey.parked.values())
    for item in journey.agenda.values():
        yield from (item.name, item.note)


def hostile_map() -> JourneyMap:
    """A map whose every text wants to be more than text."""
    cards = {f"c{place}": {"kind": "note", "rank": f"a{place:02}", "stage": "s", "lane": "l", "text": text,
                           "details": text, "owner": text, "tags": [text]} for place, text in enumerate(HOSTILE)}
    return JourneyMap.model_validate({
        "title": HOSTILE[10], "scenario": "\n".join(HOSTILE[10:25]), "footer": HOSTILE[0], "author": HOSTILE[12],
        "personas": {"p": {"rank": "a", "name": HOSTILE[11], "goals": HOSTILE[3]}},
        "stages": {"s": {"rank": "a", "name": HOSTILE[10]}}, "lanes": {"l": {"rank": "a", "kind": "note",
                                                                             "name": HOSTILE[0]}},
        "cards": cards, "comments": {"k": {"rank": "a", "card": "c0", "text": HOSTILE[21], "author": HOSTILE[16]}},
        "parked": {"q": {"rank": "a", "text": HOSTILE[3]}}, "agenda": {"g": {"rank": "a", "name": HOSTILE[4]}}})


MAPS = {f"{key} {code}": (key, code) for key in (SAMPLE, *KEYS) for code in ("vi", "en")}
"""The sample and every template in both languages, by a name for tests."""


def built(name: str) -> JourneyMap:
    """One of `MAPS`."""
    return build(*MAPS[name])
