"""Differences and conflicts in words for people who do not know the file format, in the program's language."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from cjdesigner.language import N_, _
from cjdesigner.merge.changes import Change
from cjdesigner.model.conflicts import PLACE, Conflict
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from cjdesigner.model.names import CHANNELS, DIVIDERS, EVIDENCE, KINDS, LANES, STATES, named

_LONGEST = 60
_LONG = frozenset({"text", "details", "scenario", "interests", "quote", "goals", "needs", "frustrations", "prompt",
                   "note", "name", "title", "footer", "alt", "label"})
"""Texts that are shown as they are written."""
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

FIELDS = {
    "kind": N_("kind"), "name": N_("name"), "title": N_("title"), "text": N_("text"), "details": N_("details"),
    "scenario": N_("scenario"), "state": N_("state"), "language": N_("language"), "author": N_("author"),
    "version": N_("version"), "date": N_("date"), "footer": N_("footer"), "dots": N_("dots for each person"),
    "age": N_("age"), "occupation": N_("occupation"), "location": N_("location"), "interests": N_("interests"),
    "quote": N_("quote"), "goals": N_("goals"), "needs": N_("needs"), "frustrations": N_("frustrations"),
    "channels": N_("channels"), "channel": N_("channel"), "colour": N_("colour"), "time": N_("time"),
    "width": N_("width"), "collapsed": N_("collapsed"), "hidden": N_("hidden"), "internal": N_("internal"),
    "personas": N_("personas"), "prompt": N_("question"), "divider": N_("line below"), "span": N_("stages covered"),
    "feeling": N_("feeling"), "evidence": N_("evidence"), "evidence_source": N_("source of the evidence"),
    "owner": N_("owner"), "tags": N_("tags"), "moment_of_truth": N_("moment of truth"), "score": N_("score"),
    "expected": N_("expected score"), "severity": N_("severity"), "value": N_("value"), "unit": N_("unit"),
    "target": N_("target"), "source": N_("source"), "speaker": N_("speaker"), "picture": N_("picture"),
    "alt": N_("alternative text"), "label": N_("label"), "card": N_("card"), "resolved": N_("resolved"),
    "voter": N_("voter"), "minutes": N_("minutes"), "note": N_("note"), "stage": N_("stage"), "lane": N_("lane"),
    "step": N_("step"),
    PLACE: N_("place"),
}
"""The names of fields within a sentence."""

_COLLECTIONS = {
    "personas": KINDS["persona"], "stages": KINDS["stage"], "steps": KINDS["step"], "lanes": KINDS["lane"],
    "links": N_("Link"), "comments": N_("Comment"), "votes": N_("Vote"), "parked": N_("Parked card"),
    "agenda": N_("Part of the agenda"), "pictures": KINDS["image"],
}
_VALUES: dict[str, Mapping[str, str]] = {
    "evidence": EVIDENCE, "channel": CHANNELS, "divider": DIVIDERS, "state": STATES, "kind": {**LANES, **KINDS},
}
_REFERENCES = {"stage": "stages", "lane": "lanes", "step": "steps", "card": "cards", "source": "cards",
               "target": "cards"}


class Names:
    """What things are called: as the later of two maps calls them, else the earlier."""

    def __init__(self, old: JourneyMap, new: JourneyMap) -> None:
        self._maps = (new, old)

    def of(self, collection: str, key: str, values: object = None) -> str:
        """An entity's name in quotation marks, or what it is where it has none; `values` are its own fields."""
        if not collection and not key:
            return _("the map")
        for fields in (values, *(self._fields(journey, collection, key) for journey in self._maps)):
            if isinstance(fields, Mapping):
                if words := next((text for name in ("text", "name", "label", "alt", "voter") if
                                  isinstance(text := fields.get(name), str) and text.strip()), ""):
                    return quoted(words)
                if collection == "lanes" and fields.get("kind") in LANES:
                    return quoted(named(LANES, str(fields["kind"])))
                if collection == "cards":
                    return quoted(named(KINDS, str(fields.get("kind"))))
        return named(_COLLECTIONS, collection)

    def _fields(self, journey: JourneyMap, collection: str, key: str) -> dict[str, Any] | None:
        for name in dict.fromkeys((collection, "parked" if collection == "cards" else "cards")):
            entity = getattr(journey, name, {}).get(key) if name in COLLECTIONS else None
            if entity is not None:
                return dict(entity.__dict__)
        return None

    def kind(self, collection: str, values: object) -> str:
        """What an entity is, such as a pain point."""
        if collection in ("cards", "parked") and isinstance(values, Mapping):
            return named(KINDS, str(values.get("kind")))
        return named(_COLLECTIONS, collection)

    def bare(self, collection: str, key: object) -> str:
        """A stage's, lane's, step's or persona's name without quotation marks."""
        return self.of(collection, str(key)).strip("“”")

    def place(self, place: object, other: object = None) -> str:
        """Where a card is, as far as it is not the same place as `other`."""
        if not isinstance(place, Mapping):
            return ""
        apart = other if isinstance(other, Mapping) else {}
        return " › ".join(self.bare(f"{name}s", place[name]) for name in ("stage", "step", "lane")
                          if place.get(name) is not None and place.get(name) != apart.get(name, ""))

    def value(self, field: str, value: object, *, whole: bool = False) -> str:
        """A field's value for people; long ones are shortened unless the whole is wanted."""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if value in (None, "", []):
            return _("nothing")
        if field in _VALUES and isinstance(value, str):
            return named(_VALUES[field], value)
        if field == PLACE:
            return self.place(value)
        if isinstance(value, list):
            return ", ".join(self.bare("personas", each) if field == "personas" else self.value("", each, whole=whole)
                             for each in value)
        if field in _REFERENCES and isinstance(value, str) and any(
                value in getattr(journey, _REFERENCES[field]) for journey in self._maps):
            return self.bare(_REFERENCES[field], value)
        if isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False, sort_keys=True) if whole else "{…}"
        text = f"{value:g}" if isinstance(value, float) else str(value)
        return text if whole else shortened(text)


def harmless(text: str) -> str:
    """A stranger's text without what would steer a terminal."""
    return _STEERING.sub("\ufffd", text)


def shortened(text: str) -> str:
    """One line that is not too long."""
    line = harmless(" ".join(text.split()))
    return line if len(line) <= _LONGEST else line[:_LONGEST - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """A stranger's words within a sentence, in one pair of quotation marks."""
    line = shortened(text)
    return line if line.startswith("“") and line.endswith("”") else f"“{line}”"


def _from_where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Two texts of which one is long, without most of the beginning that they share."""
    if max(len(old), len(new)) <= _LONGEST:
        return old, new
    pairs = enumerate(zip(old, new, strict=False))
    shared = next((place for place, (first, second) in pairs if first != second), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(0, shared - _LONGEST // 4)) + 1
    return (f"…{old[start:]}", f"…{new[start:]}") if start else (old, new)


def field_named(field: str) -> str:
    """A field's name within a sentence; an unknown one as the file has it."""
    return _("question for one stage") if field.startswith("prompts.") else named(FIELDS, field)


def said(change: Change, old: JourneyMap, new: JourneyMap) -> str:
    """The change in a sentence without a full stop: what was done to what."""
    return _SAID[change.kind](change, Names(old, new))


def subject(conflict: Conflict, journey: JourneyMap) -> str:
    """What a conflict is about, where both sides are shown beside it."""
    if not conflict.field:
        return contradiction(conflict, journey)
    name = Names(journey, journey).of(conflict.collection, conflict.key)
    return f"{name}: {field_named(conflict.field)}"


def side_words(conflict: Conflict, value: object, journey: JourneyMap) -> str:
    """What one side of a conflict has, at full length."""
    names = Names(journey, journey)
    if conflict.field:
        return value if isinstance(value, str) and value and conflict.field in _LONG else names.value(
            conflict.field, value)
    if value is None:
        return _("On the map, and changed") if conflict.collection == "parked" else _("Deleted")
    if conflict.collection == "parked":
        return _("Parked")
    words = value if isinstance(value, Mapping) else {}
    said = [str(words[name]) for name in ("text", "name", "details", "quote", "goals", "needs") if words.get(name)]
    return "\n".join(said) or names.of(conflict.collection, conflict.key, value).strip("“”")


def contradiction(conflict: Conflict, journey: JourneyMap) -> str:
    """A conflict in a sentence: what both sides have."""
    names = Names(journey, journey)
    values = conflict.ours if conflict.ours is not None else conflict.theirs
    name = names.of(conflict.collection, conflict.key, values if not conflict.field else None)
    if conflict.field:
        return _("{name}: {field}: “{ours}” here, “{theirs}” there").format(
            name=name, field=field_named(conflict.field), ours=names.value(conflict.field, conflict.ours),
            theirs=names.value(conflict.field, conflict.theirs))
    if conflict.collection == "parked" and conflict.key in journey.cards:
        here = _("{name}: parked here, changed there") if conflict.ours else _("{name}: changed here, parked there")
        return here.format(name=name)
    if conflict.ours is None:
        return _("{name}: deleted here, changed there").format(name=name)
    if conflict.theirs is None:
        return _("{name}: changed here, deleted there").format(name=name)
    return _("{name}: changed here and there").format(name=name)


# -- one sentence for each kind ------------------------------------------------------------------------------------


def _added(change: Change, names: Names) -> str:
    values = change.new if isinstance(change.new, dict) else {}
    name = names.of(change.collection, change.key, values)
    if change.collection == "cards":
        return _("added {name} ({kind}) to {place}").format(
            name=name, kind=names.kind("cards", values), place=names.place(_where(values)))
    return _talk(change, names, values, _TALK_ADDED) or _("added {name} ({kind})").format(
        name=name, kind=names.kind(change.collection, values))


def _removed(change: Change, names: Names) -> str:
    values = change.old if isinstance(change.old, dict) else {}
    name = names.of(change.collection, change.key, values)
    if change.collection == "cards":
        return _("deleted {name} ({kind}) from {place}").format(
            name=name, kind=names.kind("cards", values), place=names.place(_where(values)))
    return _talk(change, names, values, _TALK_REMOVED) or _("deleted {name} ({kind})").format(
        name=name, kind=names.kind(change.collection, values))


_TALK_ADDED = {
    "comments": N_("comment on {card}: {text}"), "votes": N_("a dot on {card}, from {voter}"),
    "links": N_("linked {source} with {target}"),
}
_TALK_REMOVED = {
    "comments": N_("deleted a comment on {card}: {text}"), "votes": N_("took a dot from {card}, of {voter}"),
    "links": N_("took away the link of {source} with {target}"),
}


def _talk(change: Change, names: Names, values: Mapping[str, Any], sentences: Mapping[str, str]) -> str:
    """Of comments, votes and links, which have no names; "" for anything else."""
    if change.collection not in sentences:
        return ""
    cards = {end: names.of("cards", str(values.get(end))) for end in ("card", "source", "target")}
    return _(sentences[change.collection]).format(
        **cards, text=quoted(str(values.get("text", ""))),
        voter=shortened(str(values.get("voter") or "")) or _("the room"))


def _where(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values.get(name) for name in ("stage", "lane", "step")}


def _moved(change: Change, names: Names) -> str:
    name = names.of(change.collection, change.key)
    return _("moved {name} from {old} to {new}").format(
        name=name, old=names.place(change.old, change.new) or names.place(change.old),
        new=names.place(change.new, change.old) or names.place(change.new))


def _reordered(change: Change, names: Names) -> str:
    return _("{name} has another place in its row").format(name=names.of(change.collection, change.key))


def _reworded(change: Change, names: Names) -> str:
    pair = _from_where_they_differ(str(change.old or ""), str(change.new or ""))
    old, new = (quoted(text) if text else "" for text in pair)
    if change.field in ("text", "name", "title", "label") and old and new:
        return _("reworded {old} as {new}").format(old=old, new=new)
    name, field = names.of(change.collection, change.key), field_named(change.field)
    if not old:
        return _("{name}: {field} added: {new}").format(name=name, field=field, new=new)
    if not new:
        return _("{name}: {field} deleted: {old}").format(name=name, field=field, old=old)
    return _("{name}: {field} reworded: {old} → {new}").format(name=name, field=field, old=old, new=new)


def _changed(change: Change, names: Names) -> str:
    name, field = names.of(change.collection, change.key), field_named(change.field)
    old, new = (names.value(change.field, value) for value in (change.old, change.new))
    if change.field == "picture":
        return _("{name}: another picture").format(name=name)
    if old == new or "{…}" in (old, new):
        return _("{name}: {field} changed").format(name=name, field=field)
    return _("{name}: {field} {old} → {new}").format(name=name, field=field, old=old, new=new)


def _parked(change: Change, names: Names) -> str:
    return _("parked {name}").format(name=names.of("cards", change.key, change.old))


def _unparked(change: Change, names: Names) -> str:
    return _("brought {name} back from the parking lot").format(name=names.of("cards", change.key, change.new))


def _returned(change: Change, names: Names) -> str:
    return _("kept {name}, which one side had deleted: the other side still uses it").format(
        name=names.of(change.collection, change.key, change.new))


def _dropped(change: Change, names: Names) -> str:
    sentence = {"links": N_("dropped a link of a card that is deleted"),
                "votes": N_("dropped a dot on a card that is deleted")}
    return _(sentence[change.collection])


_SAID: dict[str, Callable[[Change, Names], str]] = {
    "added": _added, "removed": _removed, "moved": _moved, "reordered": _reordered, "reworded": _reworded,
    "rescored": _changed, "changed": _changed, "parked": _parked, "unparked": _unparked, "returned": _returned,
    "dropped": _dropped,
}
