"""A map as lines to read and to compare, as `git diff` does: one thing a line, in the order of the map."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from cjdesigner.language import _
from cjdesigner.merge.entities import filled, plain
from cjdesigner.merge.sentences import Names, contradiction, field_named, harmless
from cjdesigner.model.map import JourneyMap, Lane
from cjdesigner.model.names import KINDS, LANES, named
from cjdesigner.model.ranks import in_order

_SAID = frozenset({"rank", "stage", "lane", "kind", "text", "name", "title", "data", "card", "source", "target",
                   "schema", "min_reader"})
"""Fields that are said otherwise, or not for people."""


def lines(journey: JourneyMap) -> Iterator[str]:
    """The map, line by line, without line ends."""
    return (harmless(line).rstrip() for line in _lines(journey))


def _lines(journey: JourneyMap) -> Iterator[str]:
    names = Names(journey, journey)
    yield f"# {_one(journey.title)}"
    yield from _fields(names, journey, "")
    for persona in journey.ordered_personas():
        yield from _entity(names, "personas", persona)
    for stage in journey.ordered_stages():
        yield from _entity(names, "stages", stage)
        for step in journey.steps_of(stage.id):
            yield from _entity(names, "steps", step, "  ")
    for lane in journey.ordered_lanes():
        yield from _entity(names, "lanes", lane)
    yield from _cells(names, journey)
    yield from _rest(names, journey)


def _cells(names: Names, journey: JourneyMap) -> Iterator[str]:
    cells = journey.cells()
    for stage in journey.ordered_stages():
        for lane in journey.ordered_lanes():
            if cards := cells.get((stage.id, lane.id)):
                yield ""
                yield f"## {names.bare('stages', stage.id)} › {names.bare('lanes', lane.id)}"
                for card in cards:
                    yield f"- {_one(card.text)} [{named(KINDS, card.kind)}]"
                    yield from _fields(names, card, "    ")


def _rest(names: Names, journey: JourneyMap) -> Iterator[str]:
    for link in in_order(journey.links.values()):
        yield f"{names.of('cards', link.source)} → {names.of('cards', link.target)}"
        yield from _fields(names, link, "    ")
    for comment in in_order(journey.comments.values()):
        yield f"{_('Comment')} {names.of('cards', comment.card)}: {_one(comment.text)}"
        yield from _fields(names, comment, "    ")
    for vote in sorted(journey.votes.values(), key=lambda vote: (vote.card, vote.voter, vote.id)):
        yield f"● {names.of('cards', vote.card)} {_one(vote.voter)}".rstrip()
    for name, held in (("parked", journey.parked), ("agenda", journey.agenda)):
        for entity in in_order(held.values()):
            yield from _entity(names, name, entity)
    for key in sorted(journey.pictures):
        yield f"{_('Picture')} {key}"
    for conflict in sorted(journey.conflicts.values(), key=lambda each: each.id):
        yield f"! {contradiction(conflict, journey)}"


def _entity(names: Names, collection: str, entity: BaseModel, indent: str = "") -> Iterator[str]:
    name = getattr(entity, "name", "") or getattr(entity, "text", "")
    if not name and isinstance(entity, Lane):
        name = named(LANES, entity.kind)
    yield f"{indent}{names.kind(collection, plain(entity))}: {_one(name)}"
    yield from _fields(names, entity, f"{indent}    ")


def _fields(names: Names, entity: BaseModel, indent: str) -> Iterator[str]:
    held = filled(entity)
    known = [name for name in type(entity).model_fields if name in held]
    for name in (*known, *sorted(held.keys() - known)):
        if name in _SAID:
            continue
        value = plain(held[name])
        if name == "prompts" and isinstance(value, dict):
            yield from (f"{indent}{field_named('prompt')} ({names.bare('stages', key)}): {_one(value[key])}"
                        for key in sorted(value))
        elif isinstance(value, str) and "\n" in value:
            yield f"{indent}{field_named(name)}:"
            yield from (f"{indent}    {line}" for line in _split(value))
        else:
            yield f"{indent}{field_named(name)}: {names.value(name, value, whole=True)}"


def _one(text: str) -> str:
    return " ⏎ ".join(_split(text))


def _split(text: str) -> Iterable[str]:
    return text.splitlines()
