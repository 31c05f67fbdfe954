"""Setting bad values aside, so that a file with some still opens: each is said, kept, and written back at its place.

A bad value of a field gives way to the field's default, a bad item of a list to nothing. What cannot do without a bad
value (a card of an unknown stage) is set aside whole. `model.kept` says where all this waits.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cjdesigner.files.places import Path, Problem, shown
from cjdesigner.files.sentences import MISSING, REFERENCES, sentence
from cjdesigner.language import _, ngettext
from cjdesigner.model.cards import CARD_KINDS, BaseCard, UnknownCard
from cjdesigner.model.kept import MARK
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from cjdesigner.model.text import MAX_TEXT, clean

_NEEDED = {"rank": "a0", "kind": "unknown"}
"""Fields without a default that a thing can still stand without."""
_FIRST = ("stages", "lanes", "cards", "parked", "personas")
"""Whose id it is where one is used twice; the other is set aside."""
_KEY = "[key]"  # pydantic's mark of a key

_Spot = tuple[str, str, str]  # collection, key, field
_Path = tuple[int | str, ...]


def count_said(count: int) -> str:
    """How many values of a file could not be read, in a sentence."""
    return ngettext("{count} value could not be read; it is kept as it is.",
                    "{count} values could not be read; they are kept as they are.", count)


def settled(data: dict[str, Any]) -> tuple[JourneyMap, list[Problem]]:
    """The map in plain data without an envelope, and what had to be set aside for it, without lines."""
    try:
        return JourneyMap.model_validate(data), []
    except ValidationError as error:
        aside = _Aside(data)
        aside.take(error.errors(include_url=False))
    aside.part_twins()
    aside.follow_references()
    return JourneyMap.model_validate(aside.data), list(aside.problems)


def _path(error: ErrorDetails) -> _Path:
    """The path in the file: without the tag of a card's kind and pydantic's mark of a key."""
    loc = error["loc"]
    if loc[0] == "cards" and len(loc) > 2 and loc[2] != _KEY:
        loc = (*loc[:2], *loc[3:])
    return loc[:-1] if len(loc) in (3, 5) and loc[-1] == _KEY else loc


def _model(collection: str) -> type[BaseModel]:
    """What a collection is of; of cards, what all kinds have in common."""
    held = get_args(JourneyMap.model_fields[collection].annotation)[1]
    return held if isinstance(held, type) else BaseCard


def _required(collection: str) -> frozenset[str]:
    fields = _model(collection).model_fields.items()
    return frozenset(name for name, field in fields if field.is_required()) - {"id", *_NEEDED}


_REQUIRED = {name: _required(name) for name in COLLECTIONS}


def _words(entity: object) -> str:
    """What people would call a thing that is set aside."""
    fields = entity if isinstance(entity, dict) else {}
    texts = (fields.get(name) for name in ("text", "name", "label", "voter"))
    return next((shown(" ".join(text.split())) for text in texts if isinstance(text, str) and text.strip()), "")


class _Aside:
    """The plain data of a map while what is bad is taken out of it."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given, self.data, self.problems = given, {**given}, dict[Problem, None]()
        for name in COLLECTIONS:
            held = given.get(name)
            if isinstance(held, dict):
                self.data[name] = {key: {**each} if isinstance(each, dict) else each for key, each in held.items()}

    # --- one thing -------------------------------------------------------------------------------------------------

    def _say(self, path: Path, message: str) -> None:
        self.problems[Problem(path, None, message)] = None

    def _say_whole(self, path: Path, message: str) -> None:
        """Says why something is set aside whole, and what it is."""
        words = _words(self.given[path[0]][path[1]])
        said = _("It is kept aside: “{text}”.").format(text=words) if words else _("It is kept aside.")
        self._say(path, f"{message} {said}")

    def _whole(self, name: str, key: str) -> None:
        self.data[name].pop(key, None)
        self.data[MARK + name + MARK + key] = self.given[name][key]

    def _field(self, held: dict[str, Any], name: str, default: object = None) -> None:
        """A field's bad value waits; without a default the field is left out."""
        held[MARK + name] = held.pop(name)
        if default is not None:
            held[name] = default

    def _items(self, spot: _Spot, bad: set[int | str]) -> None:
        name, key, field = spot
        entity = self.data[name][key]
        held = entity[field]
        if isinstance(held, dict):
            taken = {item: value for item, value in held.items() if item in bad}
            entity[MARK + field] = {**entity.get(MARK + field, {}), **taken}
            entity[field] = {item: value for item, value in held.items() if item not in bad}
        else:
            entity[MARK + field] = [*entity.get(MARK + field, ()), *(held[place] for place in sorted(bad, key=int))]
            entity[field] = [value for place, value in enumerate(held) if place not in bad]

    # --- what pydantic says ----------------------------------------------------------------------------------------

    def take(self, errors: list[ErrorDetails]) -> None:
        """Sets aside what single fields are wrong."""
        items: dict[_Spot, set[int | str]] = {}
        for error in errors:
            path = _path(error) if error["loc"] else ()
            if path and not (len(path) > 2 and path[2] == "id"):  # ids in entities: `part_twins`
                self._take(error, path, items)
        for spot, bad in items.items():
            if spot[1] in self.data[spot[0]]:
                self._items(spot, bad)

    def _take(self, error: ErrorDetails, path: _Path, items: dict[_Spot, set[int | str]]) -> None:
        words, names = sentence(error), tuple(map(str, path))
        if path[0] not in COLLECTIONS or len(path) == 1:
            self._say(names, words)
            if names[0] in self.data:
                self._field(self.data, names[0], _instead(error) if names[0] != "id" else _id_for(error["input"]))
        elif len(path) == 2 or names[2] in _REQUIRED[names[0]]:
            self._say_whole(names, words)
            self._whole(names[0], names[1])
        else:
            self._say(names, words)
            if (held := self.data[names[0]].get(names[1])) is not None:
                self._take_field(error, path, held, items)

    def _take_field(self, error: ErrorDetails, path: _Path, held: dict[str, Any],
                    items: dict[_Spot, set[int | str]]) -> None:
        field = str(path[2])
        if len(path) > 3:
            items.setdefault((str(path[0]), str(path[1]), field), set()).add(path[3])
        elif error["type"] == "missing":
            held[field] = _NEEDED[field]
        elif field in held:
            self._field(held, field, _NEEDED.get(field) or _instead(error))

    # --- what only the whole map can tell --------------------------------------------------------------------------

    def part_twins(self) -> None:
        """Sets aside whatever has an id that is used already, and each `id` that differs from its key."""
        seen: set[str] = set()
        for name in (*_FIRST, *(each for each in COLLECTIONS if each not in _FIRST)):
            for key, entity in [*self._held(name).items()]:
                if entity.get("id", key) != key:
                    self._say((name, key, "id"), _("differs from the key that the entity is filed under."))
                    self._field(entity, "id")
                if key in seen:
                    self._say_whole((name, key), _("this id is used for something else as well."))
                    self._whole(name, key)
                seen.add(key)

    def _held(self, name: str) -> dict[str, dict[str, Any]]:
        held = self.data.get(name)
        return held if isinstance(held, dict) else {}

    def follow_references(self) -> None:
        """Sets aside what refers to nothing: steps before the cards in them, cards before what is said of them."""
        for name, fields in REFERENCES.items():
            for key, entity in [*self._held(name).items()]:
                for field, target in fields.items():
                    if key in self.data[name] and entity.get(field) is not None and _refers(name, entity, field):
                        self._follow((name, key, field), entity, self._held(target), target)

    def _follow(self, spot: _Spot, entity: dict[str, Any], known: Mapping[str, Any], target: str) -> None:
        value = entity[spot[2]]
        if isinstance(value, str):
            if value not in known:
                self._lost(spot, entity, _(MISSING[target]).format(id=shown(value)))
            return
        places: Any = value if isinstance(value, dict) else range(len(value))
        bad = {place for place in places if (place if isinstance(value, dict) else value[place]) not in known}
        for place in bad:
            name = place if isinstance(value, dict) else value[place]
            self._say(spot, _(MISSING[target]).format(id=shown(str(name))))
        if bad:
            self._items(spot, bad)

    def _lost(self, spot: _Spot, entity: dict[str, Any], message: str) -> None:
        if spot[2] in _REQUIRED[spot[0]]:
            self._say_whole(spot, message)
            self._whole(spot[0], spot[1])
        else:
            self._say(spot, message)
            self._field(entity, spot[2])


def _refers(name: str, entity: Mapping[str, Any], field: str) -> bool:
    """Whether a field is a reference on this kind of thing, or unknown on it."""
    if name != "cards" or field in BaseCard.model_fields:
        return True
    return field in CARD_KINDS.get(str(entity.get("kind")), UnknownCard).model_fields


def _instead(error: ErrorDetails) -> str | None:
    """What is shown of a text that is too long."""
    value = error["input"]
    long = error["type"] in ("too_long", "string_too_long") and error["ctx"]["max_length"] == MAX_TEXT
    return clean(value)[:MAX_TEXT] if long and isinstance(value, str) else None


def _id_for(bad: object) -> str:
    """A map's id instead of one that is none: the same each time, so that copies of the file still share it."""
    said = json.dumps(bad, sort_keys=True)  # a file of ours has its keys in another order
    return hashlib.sha256(said.encode()).hexdigest()[:12]
