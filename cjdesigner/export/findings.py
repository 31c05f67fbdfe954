"""What there is to know of a map or its export, as data: the ground of all checks."""

from dataclasses import dataclass, field
from typing import Literal

from cjdesigner.edit.changes import find
from cjdesigner.language import _
from cjdesigner.model.cards import BaseCard, Identified
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, named

Kind = Literal["glyphs", "type", "picture", "contrast", "link", "cut", "pages", "client", "internal", "collapsed",
               "unread"]
Figure = float | int | str

MOST_OF_A_NAME = 40
SHOWN = ("personas", "stages", "steps", "lanes", "cards")
"""Collections whose things are to be seen on a map."""


@dataclass(frozen=True)
class Finding:
    """One thing to know. `where` is the id of what it is about, or ""; `page` counts from 1, 0 for no page."""

    kind: Kind
    severity: Literal["warning", "note"]
    sentence: str
    where: str = ""
    page: int = 0
    figures: dict[str, Figure] = field(default_factory=dict)


def name_of(journey: JourneyMap, key: str) -> str:
    """What people call a thing of the map: its words or its name, cut where they are long; else its kind."""
    entity = find(journey, key)
    if entity is None:
        return {"header": _("Title"), "footer": _("Footer")}.get(key) or journey.title or _("Untitled journey map")
    names = (str(getattr(entity, name, "")) for name in ("text", "name", "alt"))
    words = " ".join(next(filter(None, names), "").split())
    if len(words) > MOST_OF_A_NAME:
        words = words[:MOST_OF_A_NAME - 1].rstrip() + "…"
    return words or named(KINDS, _kind(journey, entity))


def _kind(journey: JourneyMap, entity: Identified) -> str:
    if isinstance(entity, BaseCard):
        return entity.kind
    return next((name[:-1] for name in SHOWN if entity.id in getattr(journey, name)), "note")
