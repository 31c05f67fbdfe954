"""Writes a map as a Mermaid user journey, which Mermaid 11 reads without error.

A journey holds stages, actions, one score for each and who travels. All other text of the map is written as
comments, by lane, so that nobody loses it without seeing it; colours, links and widths are left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cjdesigner.language import catalogue
from cjdesigner.model.cards import Action, BaseCard, Emotion, Entity
from cjdesigner.model.map import JourneyMap, Lane, Stage

NEUTRAL = 3
"""Mermaid's score for an emotion of 0, and for an action without one: Mermaid has no task without a score."""

BLANK = "#32;"
"""A space as a code: the name of what has no name."""

_SPECIAL = r"[#:;<}\ufb02\u00b6]|^%|%(?=%)|(?<=%)%"
_KEYWORD = re.compile(r"\s*(?:title|section|journey|accTitle|accDescr)(?!\w)", re.ASCII | re.IGNORECASE)
_HIDDEN = {"id", "rank", "kind", "stage", "lane", "personas", "colour", "width"}


def to_mermaid(journey: JourneyMap) -> str:
    """The journey as Mermaid text with a final newline, without a Markdown fence."""
    lines = ["journey", *_head(journey)]
    cells = journey.cells()
    for stage, name in _named(journey.ordered_stages()):
        lines.append(f"  section {name}")
        lines += [f"    {line}" for line in _tasks(journey, stage, cells)]
    lines += _comments(journey, cells)
    return "\n".join(lines) + "\n"


def escape(text: str, more: str = "") -> str:
    """Text that Mermaid reads as text: what has a meaning in its grammar, and `more`, as `#58;`; a new line as <br>."""
    def coded(found: re.Match[str]) -> str:
        return f"#{ord(found[0])};"

    special = re.compile(rf"{_SPECIAL}|[{re.escape(more)}]") if more else re.compile(_SPECIAL)
    return "<br>".join(special.sub(coded, line.strip()) for line in text.strip().split("\n"))


def _escape_start(text: str) -> str:
    """The text with its first letter as a code if it would begin a statement of another kind."""
    return f"#{ord(text[0])};{text[1:]}" if _KEYWORD.match(text) else text


def _head(journey: JourneyMap) -> Iterator[str]:
    if title := escape(journey.title, "&"):
        yield f"  title {title}"
    lines = [escape(line, "&") for line in journey.scenario.strip().split("\n")]
    if len(lines) > 1:
        yield from ("  accDescr {", *(f"    {line}" for line in lines), "  }")
    elif lines[0]:
        yield f"  accDescr: {lines[0]}"


def _named(stages: Iterable[Stage]) -> Iterator[tuple[Stage, str]]:
    """The stages with their names; two neighbours of one name differ by a space, else Mermaid draws them as one."""
    previous = ""
    for stage in stages:
        name = escape(stage.name) or BLANK
        while name == previous:
            name += BLANK
        previous = name
        yield stage, name


@dataclass(frozen=True)
class _Placed:
    """A card with its place in its cell, from 0 (top) to 1 (bottom)."""

    card: BaseCard
    place: float


Cells = dict[tuple[str, str], list[BaseCard]]


def _placed(stage: Stage, lanes: Iterable[Lane], cells: Cells, kind: type[BaseCard]) -> list[_Placed]:
    found = []
    for lane in lanes:
        cards = [card for card in cells.get((stage.id, lane.id), []) if isinstance(card, kind)]
        found += [_Placed(card, (index + 0.5) / len(cards)) for index, card in enumerate(cards)]
    return found


def _tasks(journey: JourneyMap, stage: Stage, cells: Cells) -> Iterator[str]:
    lanes = journey.ordered_lanes()
    actions, emotions = (_placed(stage, lanes, cells, kind) for kind in (Action, Emotion))
    used: set[str] = set()
    for action in actions:
        emotion = _emotion_of(action, emotions, used)
        used.update([emotion.id] if emotion else [])
        yield _task(journey, action.card.text, emotion, action.card.personas)
        if emotion and emotion.text.strip():
            yield _comment(f"{journey.lanes[emotion.lane].name}: {emotion.text}")
    for left in emotions:
        if left.card.id not in used:
            text = left.card.text.strip() or journey.lanes[left.card.lane].name
            yield _task(journey, text, left.card, ())


def _emotion_of(action: _Placed, emotions: list[_Placed], used: set[str]) -> Emotion | None:
    """The emotion that goes with an action: one of its personas if possible, not taken yet, at the same height."""
    def distance(emotion: _Placed) -> tuple[int, bool, float]:
        return _strangers(action.card, emotion.card), emotion.card.id in used, abs(emotion.place - action.place)

    best = min(emotions, key=distance, default=None)
    if best is None or _strangers(action.card, best.card) > 1 or not isinstance(best.card, Emotion):
        return None
    return best.card


def _strangers(one: BaseCard, other: BaseCard) -> int:
    """0 if the cards share a persona or have none, 1 if one of them has none, 2 if they are of different ones."""
    if set(one.personas) & set(other.personas) or not (one.personas or other.personas):
        return 0
    return 2 if one.personas and other.personas else 1


def _task(journey: JourneyMap, text: str, emotion: BaseCard | None, personas: tuple[str, ...]) -> str:
    score = NEUTRAL + emotion.score if isinstance(emotion, Emotion) else NEUTRAL
    whose = personas or (emotion.personas if emotion else ())
    names = [escape(journey.personas[key].name, ",") for key in whose]
    actors = ", ".join(name for name in names if name)
    return f"{_escape_start(escape(text)) or BLANK}: {score}" + (f": {actors}" if actors else "")


def _comment(text: str) -> str:
    """A comment of one line. Mermaid skips it whatever it holds, but for what could be read as a directive."""
    one_line = "<br>".join(line.strip() for line in text.split("\n"))
    return "%% " + re.sub(r"%(?=%)|#(?=\w+;)", lambda found: f"#{ord(found[0])};", one_line)


def _comments(journey: JourneyMap, cells: Cells) -> Iterator[str]:
    yield from _entity_comments(journey)
    for lane in journey.ordered_lanes():
        cards = [(stage, card) for stage in journey.ordered_stages() for card in cells.get((stage.id, lane.id), [])]
        told = [(stage, said) for stage, card in cards if (said := _said(card))]
        if told:
            yield _comment(f"{lane.name or lane.kind}:")
            yield from (_comment(f"  {stage.name}: {said}") for stage, said in told)


def _entity_comments(journey: JourneyMap) -> Iterator[str]:
    """What personas, stages and the map itself say beyond their names."""
    named = {key for card in journey.cards.values() for key in card.personas}
    gettext = catalogue(journey.language).gettext
    for persona in journey.ordered_personas():
        rest = _strings(persona, {"name"})
        if rest or persona.id not in named:
            yield _comment(" — ".join([gettext("Persona") + f": {persona.name}", *rest]))
    for stage in journey.ordered_stages():
        if rest := _strings(stage, {"name"}):
            yield _comment(" — ".join([stage.name, *rest]))
    about = [journey.author, journey.version, journey.date, journey.footer]
    yield from (_comment(text) for text in about if text.strip())


def _said(card: BaseCard) -> str:
    """What a card says that its task does not."""
    written = {"text"} if isinstance(card, Action | Emotion) else set()
    return " — ".join(_strings(card, written))


def _strings(entity: Entity, written: set[str]) -> list[str]:
    """All text in the fields of an entity, but for the fields that are written elsewhere."""
    values = [value for name, value in entity if name not in _HIDDEN | written]
    flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return [part.strip() for part in flat if isinstance(part, str) and part.strip()]
