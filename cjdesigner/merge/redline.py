"""Two versions of a map as one map to look at: what is new, what went and where it was, and what of each thing changed.

It is never saved: what went is in it once more, and a card that was moved is in both places.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cjdesigner.edit.changes import changed
from cjdesigner.language import N_, _
from cjdesigner.merge.changes import Change, differences
from cjdesigner.merge.pieces import Piece, apart, pieces_of
from cjdesigner.merge.sentences import said
from cjdesigner.model.cards import BaseCard, Emotion, Image, Note
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.ranks import in_order
from cjdesigner.model.text import MAX_TEXT

Sort = Literal["added", "removed", "moved", "left", "reworded", "rescored", "changed"]

_WORDS: dict[Sort, str] = {
    "added": N_("New"), "removed": N_("Deleted"), "moved": N_("Moved here"), "left": N_("Was here"),
    "reworded": N_("Reworded"), "rescored": N_("Rescored"), "changed": N_("Changed"),
}
_SORTS: dict[str, Sort] = {
    "added": "added", "unparked": "added", "removed": "removed", "parked": "removed", "moved": "moved",
    "reordered": "moved", "reworded": "reworded", "rescored": "rescored",
}
_DRAWN = ("personas", "stages", "steps", "lanes", "cards")


@dataclass(frozen=True)
class Mark:
    """What happened to a thing: the most telling of it, all of it in a few words, and of its text the pieces."""

    sort: Sort
    words: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One change: its sentence, the id of what to look at ("header": the map's own, "": nothing), and of what sort."""

    sentence: str
    where: str
    change: Change
    sort: Sort


@dataclass(frozen=True)
class Redline:
    """The map to look at, its marks by id, and the changes in the order of reading."""

    map: JourneyMap
    marks: Mapping[str, Mark]
    entries: tuple[Entry, ...]


def redline(old: JourneyMap, new: JourneyMap) -> Redline:
    """What made the new map of the old one."""
    changes = [change for change in differences(old, new) if change.collection not in ("conflicts", "pictures")]
    ghosts = {change.key: f"{change.key[:56]}@before" for change in changes
              if change.kind == "moved" and change.collection == "cards"}
    marks = _marks(changes, ghosts)
    united = _united(old, new, ghosts, marks)
    entries = [Entry(_sentence(change, old, new), _where(change, old, new, united), change,
                     _SORTS.get(change.kind, "changed")) for change in changes]
    return Redline(united, marks, tuple(_in_reading_order(entries, united)))


def _sentence(change: Change, old: JourneyMap, new: JourneyMap) -> str:
    words = said(change, old, new)
    return words[:1].upper() + words[1:]


# -- marks ----------------------------------------------------------------------------------------------------------


def _marks(changes: list[Change], ghosts: Mapping[str, str]) -> dict[str, Mark]:
    by_key: dict[str, list[Change]] = {}
    for change in changes:
        if change.collection in _DRAWN or not change.key:
            by_key.setdefault(change.key or "header", []).append(change)
    made = {key: _mark(held) for key, held in by_key.items()}
    return made | {ghost: Mark("left", _(_WORDS["left"])) for ghost in ghosts.values()}


def _mark(changes: list[Change]) -> Mark:
    sorts = sorted({_SORTS.get(change.kind, "changed") for change in changes}, key=list(_WORDS).index)
    words = [_word(sort, changes) for sort in sorts]
    text = next((change for change in changes if change.field == "text" and change.collection == "cards"), None)
    pieces = tuple(apart(pieces_of(str(text.old or ""), str(text.new or "")))) if text is not None else ()
    return Mark(sorts[0], " · ".join([words[0], *(word[:1].lower() + word[1:] for word in words[1:])]), pieces)


def _word(sort: Sort, changes: list[Change]) -> str:
    """A word or two; of a score the figures."""
    if sort == "rescored":
        change = min((each for each in changes if each.kind == "rescored"), key=lambda each: each.field == "expected")
        signed = change.field != "severity"
        return f"{_figure(change.old, signed=signed)} → {_figure(change.new, signed=signed)}"
    if any(change.kind == "parked" for change in changes):
        return _("Parked")
    if sort == "moved" and all(change.kind != "moved" for change in changes):
        return _("Another order")
    return _(_WORDS[sort])


def _figure(value: object, *, signed: bool) -> str:
    if not isinstance(value, int):
        return "–"
    return f"{value:+d}".replace("-", "−").replace("+0", "0") if signed else str(value)


# -- the map --------------------------------------------------------------------------------------------------------


def _united(old: JourneyMap, new: JourneyMap, ghosts: Mapping[str, str], marks: Mapping[str, Mark]) -> JourneyMap:
    """Everything of both, nothing folded away."""
    held: dict[str, Any] = {name: {**getattr(old, name), **getattr(new, name)} for name in ("personas", "steps",
                                                                                           "pictures")}
    for name in ("stages", "lanes"):
        both = {**getattr(old, name), **getattr(new, name)}
        held[name] = {key: changed(entity, collapsed=False, hidden=False) if entity.collapsed or entity.hidden
                      else entity for key, entity in both.items()}
    gone = {key: _ghost(card, key) for key, card in old.cards.items() if key not in new.cards}
    left = {ghost: _ghost(old.cards[key], ghost) for key, ghost in ghosts.items()}
    cards = {key: _worded(card, marks[key].pieces) if key in marks else card for key, card in new.cards.items()}
    return changed(new, **held, cards={**gone, **left, **cards}, conflicts={})


def _ghost(card: BaseCard, key: str) -> BaseCard:
    """A card that is not there any more; a score would bend the curve of those that are."""
    if isinstance(card, Emotion):
        words = " ".join(filter(None, (_figure(card.score, signed=True), card.text)))
        return Note(id=key, rank=card.rank, stage=card.stage, lane=card.lane, step=card.step, span=card.span,
                    text=words)
    return changed(card, id=key)


def _worded(card: BaseCard, pieces: tuple[Piece, ...]) -> BaseCard:
    """The card with the words that went among those that came."""
    text = "".join(words for _sort, words in pieces)
    drawn_apart = isinstance(card, Emotion | Image)
    return changed(card, text=text) if pieces and len(text) <= MAX_TEXT and not drawn_apart else card


# -- the list -------------------------------------------------------------------------------------------------------


def _where(change: Change, old: JourneyMap, new: JourneyMap, united: JourneyMap) -> str:
    """What to look at."""
    if not change.key:
        return "header"
    if change.collection in _DRAWN:
        return change.key if any(change.key in getattr(united, name) for name in _DRAWN) else ""
    for journey in (new, old):
        entity = getattr(journey, change.collection).get(change.key)
        for end in ("card", "source"):
            key = getattr(entity, end, None)
            if isinstance(key, str) and key in united.cards:
                return key
    return ""


def _in_reading_order(entries: list[Entry], united: JourneyMap) -> Iterator[Entry]:
    """The map's own, personas, stages, lanes, then the cards stage by stage; last what shows nowhere."""
    order: dict[str, int] = {"header": 0}
    rows: list[Any] = [in_order(united.personas.values()), in_order(united.stages.values()),
                       in_order(united.steps.values()), in_order(united.lanes.values())]
    cells = united.cells()
    rows += [cells.get((stage.id, lane.id), []) for stage in united.ordered_stages()
             for lane in united.ordered_lanes()]
    for entity in (each for row in rows for each in row):
        order.setdefault(entity.id, len(order))
    yield from sorted(entries, key=lambda entry: order.get(entry.where, len(order)))
