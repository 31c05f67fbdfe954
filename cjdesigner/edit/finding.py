"""Finding words in a map, and replacing them. Pure: a map and words in, places in its texts or another map out."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from cjdesigner.edit.changes import change_map, changed, collection_of, put
from cjdesigner.language import catalogue
from cjdesigner.model.cards import Identified
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import CHANNELS, named
from cjdesigner.model.ranks import in_order
from cjdesigner.model.words import PLAIN, SMALL, plain
from cjdesigner.model.workshop import Comment

__all__ = ["HEADER", "Found", "Haystack", "Slot", "find_words", "replace_words"]

HEADER = "header"
"""What stands for the map itself where the id of a thing is meant."""

_MAP = ("title", "scenario", "author", "version", "date", "footer")
_PERSONA = ("name", "age", "occupation", "location", "interests", "quote", "goals", "needs", "frustrations")
_CARD = ("text", "value", "unit", "target", "source", "speaker", "channel", "alt", "details", "evidence_source",
         "owner", "tags")
_CHOSEN = frozenset({"channel", "channels"})
"""Fields whose known values are shown in the map's language and chosen, not typed."""


class Slot(NamedTuple):
    """One text of a map: whose it is, the thing that shows it, its field, and its place where a field holds several.

    `plain` is the text without case and diacritics; one that is not `typed` can be found but not replaced.
    """

    key: str
    shown: str
    field: str
    item: int
    text: str
    plain: str
    typed: bool = True


class Found(NamedTuple):
    """A span of a text."""

    slot: Slot
    start: int
    end: int


class Haystack:
    """The texts of a map in reading order. Remembers those of things that did not change since it was asked last."""

    def __init__(self) -> None:
        self._journey: JourneyMap | None = None
        self._slots: list[Slot] = []
        self._held: dict[str, tuple[object, tuple[Slot, ...]]] = {}

    def slots(self, journey: JourneyMap) -> list[Slot]:
        """Every text of the map."""
        if journey is not self._journey:
            if self._journey is None or self._journey.language != journey.language:
                self._held.clear()
            before, self._held = self._held, {}
            self._slots = [slot for thing, shown, fields in _things(journey)
                           for slot in self._of(thing, shown, fields, journey, before)]
            self._journey = journey
        return self._slots

    def _of(self, thing: Identified | JourneyMap, shown: str, fields: tuple[str, ...], journey: JourneyMap,
            before: dict[str, tuple[object, tuple[Slot, ...]]]) -> tuple[Slot, ...]:
        key = HEADER if isinstance(thing, JourneyMap) else thing.id
        held = before.get(key)
        if held is None or held[0] is not thing:
            held = (thing, tuple(_slots_of(thing, key, shown, fields, journey.language)))
        self._held[key] = held
        return held[1]

    def find(self, journey: JourneyMap, words: str, *, exact: bool = False) -> list[Found]:
        """Where these words are in the map, in reading order; `exact` minds the diacritics. Case never matters."""
        folding = SMALL if exact else PLAIN
        wanted = words.translate(folding)
        if not wanted.strip():
            return []
        return [Found(slot, *span) for slot in self.slots(journey)
                if wanted in (folded := slot.text.translate(SMALL) if exact else slot.plain)
                for span in folding.spans(slot.text, folded, wanted)]


def find_words(journey: JourneyMap, words: str, *, exact: bool = False) -> list[Found]:
    """Where these words are in a map, once."""
    return Haystack().find(journey, words, exact=exact)


def _things(journey: JourneyMap) -> Iterator[tuple[Identified | JourneyMap, str, tuple[str, ...]]]:
    """Everything that has texts, the thing that shows them, and its fields: header, stages, then lane by lane."""
    yield journey, HEADER, _MAP
    for persona in journey.ordered_personas():
        yield persona, persona.id, (*_PERSONA, "channels")
    for stage in journey.ordered_stages():
        yield stage, stage.id, ("name", "time")
    for step in in_order(journey.steps.values()):
        yield step, step.stage, ("name",)
    comments: dict[str, list[Comment]] = {}
    for comment in in_order(journey.comments.values()):
        comments.setdefault(comment.card, []).append(comment)
    stages, cells = journey.ordered_stages(), journey.cells()
    for lane in journey.ordered_lanes():
        yield lane, lane.id, ("name", "prompt")
        for stage in stages:
            for card in cells.get((stage.id, lane.id), ()):
                yield card, card.id, _CARD
                for comment in comments.get(card.id, ()):
                    yield comment, card.id, ("text",)


@cache
def _held_fields(kind: type[BaseModel], fields: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the fields that such a thing has: asking for one that it has not is slow."""
    return tuple(field for field in fields if field in kind.model_fields)


def _slots_of(thing: Identified | JourneyMap, key: str, shown: str, fields: tuple[str, ...],
              language: str) -> Iterator[Slot]:
    for field in _held_fields(type(thing), fields):
        value = getattr(thing, field)
        for item, text in enumerate(value) if isinstance(value, tuple) else ((-1, value),):
            if isinstance(text, str) and text:
                chosen = field in _CHOSEN and text in CHANNELS
                words = named(CHANNELS, text, catalogue(language).gettext) if chosen else text
                yield Slot(key, shown, field, item, words, plain(words), not (chosen or isinstance(thing, Comment)))


def replace_words(journey: JourneyMap, found: Iterable[Found], new: str) -> JourneyMap:
    """Puts other words into these spans; what is chosen or somebody's comment stays, as does what changed meanwhile."""
    wanted: dict[str, dict[str, list[Found]]] = {}
    for each in found:
        if each.slot.typed:
            wanted.setdefault(each.slot.key, {}).setdefault(each.slot.field, []).append(each)
    things: dict[str, list[Identified]] = {}
    about = {field: _replaced(getattr(journey, field), spans, new)
             for field, spans in wanted.pop(HEADER, {}).items()}
    for key, fields in wanted.items():
        if name := collection_of(journey, key):
            thing = getattr(journey, name)[key]
            values = {field: _replaced(getattr(thing, field), spans, new) for field, spans in fields.items()}
            if any(getattr(thing, field) != value for field, value in values.items()):
                things.setdefault(name, []).append(changed(thing, **values))
    for name, entities in things.items():
        journey = changed(journey, **{name: put(getattr(journey, name), entities)})
    return change_map(journey, **about) if about else journey


def _replaced(value: Any, found: list[Found], new: str) -> Any:  # noqa: ANN401 - a text or several
    """A field's value with other words in it. Of several, one that is empty then is left out."""
    if isinstance(value, str):
        return _in_text(value, found, new)
    items = [_in_text(text, [each for each in found if each.slot.item == item], new)
             for item, text in enumerate(value)]
    return tuple(dict.fromkeys(text for text in items if text.strip()))


def _in_text(text: str, found: list[Found], new: str) -> str:
    if any(each.slot.text != text for each in found):
        return text
    for each in sorted(found, key=lambda each: -each.start):
        text = text[:each.start] + new + text[each.end:]
    return text
