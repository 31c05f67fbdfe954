"""`info`: what is in a map, and which fonts it needs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cjdesigner.cli.parts import examples, json_option, map_argument, open_map
from cjdesigner.language import N_, _

if TYPE_CHECKING:
    from pydantic import BaseModel

    from cjdesigner.model.map import JourneyMap

COLLECTIONS = {
    "personas": N_("Personas"), "stages": N_("Stages"), "lanes": N_("Lanes"), "cards": N_("Cards"),
    "links": N_("Links"), "steps": N_("Steps"), "comments": N_("Comments"), "votes": N_("Votes"),
    "parked": N_("Parking lot"), "agenda": N_("Agenda"), "pictures": N_("Pictures"),
    "conflicts": N_("Conflicts"),
}
_USUAL = ("personas", "stages", "lanes", "cards", "links")
"""What a summary counts even where there is none of it."""
_MAP = N_("Map")
_SHORT = 40


def info() -> click.Command:
    """The command `info`."""
    epilog = examples(
        ("cjdesigner info coffee.cjmap", _("a summary to read")),
        ("cjdesigner info --json coffee.cjmap", _("the same for a program")),
    )
    text = _("Says what is in a map: its title and language, how many of everything, the fonts that its drawing needs, "
             "and the characters that no font here has.")
    return click.Command("info", params=[map_argument(), json_option()], callback=_info, epilog=epilog, help=text,
                         short_help=_("Says what is in a map, and which fonts it needs."))


def _info(path: Path, as_json: bool) -> None:
    opened = open_map(path)
    facts = facts_of(opened.map) | {"schema": opened.schema, "read_only": opened.read_only}
    facts["problems"] = [{"path": list(p.path), "line": p.line, "message": p.message} for p in opened.problems]
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else
               "\n".join((*_lines(facts), *(_("Kept as it is: {problem}").format(problem=p) for p in opened.problems))))


def facts_of(journey: "JourneyMap") -> dict[str, Any]:
    """What `info --json` prints of a map."""
    from cjdesigner.drawing.compose import compose

    drawing = compose(journey)
    runs = (run for _x, _y, text in drawing.texts() for run in text.line.row)
    missing = sorted(frozenset[str]().union(*drawing.missing.values()))
    kinds = Counter(card.kind for card in journey.cards.values())
    return {
        "title": journey.title, "language": journey.language, "state": journey.state,
        **{name: len(getattr(journey, name)) for name in COLLECTIONS},
        "cards_by_kind": dict(sorted(kinds.items())),
        "fonts": sorted({run.font.key for run in runs}),
        "missing": [{"character": lost, "code": _code(lost), "held_by": list(holders(journey, lost))}
                    for lost in missing],
    }


def _code(character: str) -> str:
    return " ".join(f"U+{ord(each):04X}" for each in character)


def holders(journey: "JourneyMap", character: str) -> Iterator[dict[str, str]]:
    """Where a character is: the cards and other entities with their collection, id and text, or the map itself."""
    if _holds(journey, character):
        yield {"collection": "", "id": journey.id, "text": journey.title}
    for name in COLLECTIONS:
        for key, entity in getattr(journey, name).items():
            if _holds(entity, character):
                texts = (getattr(entity, field, "") for field in ("text", "name", "label"))
                yield {"collection": name, "id": key, "text": next(filter(None, texts), "")}


def _holds(entity: "BaseModel", character: str) -> bool:
    values = (value for name, value in entity if name != "id" and name not in COLLECTIONS)
    flat = (part for value in values for part in _parts(value))
    return any(character in part for part in flat if isinstance(part, str))


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, tuple) else (value,)


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    from cjdesigner.model.names import LANES, STATES, named

    state = STATES[facts["state"]]
    rows = [(_("Title"), facts["title"]), (_("Language"), facts["language"]), (_("State"), _(state))]
    for name, words in COLLECTIONS.items():
        if facts[name] or name in _USUAL:
            rows.append((_(words), facts[name]))
        if name == "cards":
            rows += [(f"  {named(LANES, kind)}", count) for kind, count in facts["cards_by_kind"].items()]
    rows.append((_("Fonts"), ", ".join(facts["fonts"])))
    width = max(len(word) for word, _value in rows)
    yield from (f"{word:<{width}}  {value}".rstrip() for word, value in rows)
    for lost in facts["missing"]:
        yield _("No font here has {character} ({code}):").format(**lost)
        yield from (f"  {_place(holder)}" for holder in lost["held_by"])


def _place(holder: dict[str, str]) -> str:
    text = " ".join(holder["text"].split())
    short = text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
    where = COLLECTIONS.get(holder["collection"], _MAP)
    return f"{_(where)} → {holder['id']}: {short}"
