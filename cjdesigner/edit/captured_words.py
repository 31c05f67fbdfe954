"""What a captured line says beside its text: a kind, a score, a severity, personas, tags, a channel, an owner.

`p: waits too long !3 @Lan #fees ~Payments` is a pain point of severity 3 with a persona, a tag and an owner. What does
not read as a sign is text; nothing that was typed is lost.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from cjdesigner.language import LANGUAGES, catalogue
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import CHANNELS, named
from cjdesigner.model.words import plain

PREFIXES: dict[str, tuple[str, ...]] = {
    "action": ("a", "hd"), "touchpoint": ("t", "dc"), "thought": ("th", "sn"), "emotion": ("e", "cx"),
    "pain_point": ("p", "nd", "dn"), "opportunity": ("o", "ch"), "metric": ("m", "cs"), "quote": ("q", "td"),
    "note": ("n", "gc"), "stage": ("s", "gd"), "lane": ("l", "ln"),
}
"""What is typed before a colon for each kind: in English, then in Vietnamese without diacritics."""

_KINDS = {prefix: kind for kind, prefixes in PREFIXES.items() for prefix in prefixes}
_PREFIX = re.compile(r"^\s*(\w{1,3}):(?!/)\s*", re.UNICODE)
_SCORE = re.compile(r"^\s*([+\-−][0-2])(?=\s|$)\s*")
_LOOSE_SCORE = re.compile(r"^\s*([+\-−]?[0-2])(?=\s|$)\s*|(?:^|\s+)([+\-−]?[0-2])\s*$")
_SIGN = re.compile(r'(?:^|(?<=\s))([@#~/])(?:"([^"]+)"|(\w\S*))', re.UNICODE)
_SEVERITY = re.compile(r"(?:^|(?<=\s))!([1-4])(?=\s|$)")


@dataclass(frozen=True)
class Words:
    """A line, read. `personas` are ids; `newcomers` the names of personas that the map does not have yet.

    `whole` is all that stands after the prefix, `text` what is left of it without signs.
    """

    text: str
    whole: str
    kind: str | None = None
    fields: dict[str, object] = field(default_factory=dict)
    personas: tuple[str, ...] = ()
    newcomers: tuple[str, ...] = ()


def read_line(journey: JourneyMap, line: str, lane_kind: str | None = None) -> Words:
    """What a line says; `lane_kind` is the kind of the lane where it is typed, None where there is none."""
    rest, kind = _kind(line)
    whole = " ".join(rest.split())
    fields: dict[str, object] = {}
    own = kind or lane_kind or "note"
    rest = _score(rest, kind, lane_kind, fields)
    if "score" in fields:
        kind = own = "emotion"
    personas: list[str] = []
    newcomers: list[str] = []
    kept = _signs(journey, rest, own, fields, personas, newcomers)
    text = " ".join(_severity(kept, own, fields).split())
    if not text and "score" not in fields and not newcomers:
        return Words(whole, whole, kind)
    return Words(text, whole, kind, fields, tuple(dict.fromkeys(personas)), tuple(dict.fromkeys(newcomers)))


def _kind(line: str) -> tuple[str, str | None]:
    found = _PREFIX.match(line)
    kind = _KINDS.get(plain(found[1])) if found else None
    return (line[found.end():], kind) if found and kind else (line, None)


def _score(text: str, kind: str | None, lane_kind: str | None, fields: dict[str, object]) -> str:
    """Takes a score off: an emotion's, which on the emotion lane needs no sign; or what another card feels like."""
    feels = kind == "emotion" or (kind is None and lane_kind == "emotion")
    found = _LOOSE_SCORE.search(text) if feels else _SCORE.match(text)
    if found is None:
        return text
    digits = next(part for part in found.groups() if part)
    fields["score" if feels or kind is None else "feeling"] = int(digits.replace("−", "-"))
    return text[:found.start()] + " " + text[found.end():]


def _severity(text: str, kind: str, fields: dict[str, object]) -> str:
    found = _SEVERITY.search(text) if kind == "pain_point" else None
    if found is None:
        return text
    fields["severity"] = int(found[1])
    return text[:found.start()] + text[found.end():]


def _signs(journey: JourneyMap, text: str, kind: str, fields: dict[str, object], personas: list[str],
           newcomers: list[str]) -> str:
    """Takes personas, tags, channel and owner off the text."""
    tags: list[str] = []
    names = sorted(((p.name, p.id) for p in journey.personas.values() if p.name), key=lambda pair: -len(pair[0]))
    place = 0
    while found := _SIGN.search(text, place):
        sign, word, end = found[1], found[2] or found[3], found.end()
        if sign == "@":
            known = next((pair for pair in names if _starts(text[found.start() + 1:], pair[0])), None)
            if known and not found[2]:
                end = found.start() + 1 + len(known[0])
            known = known or next((pair for pair in names if plain(pair[0]) == plain(word)), None)
            personas.append(known[1]) if known else newcomers.append(word)
        elif sign == "#" and not word[0].isdigit():
            tags.append(word)
        elif sign == "~":
            fields["owner"] = word
        elif sign == "/" and kind == "touchpoint" and (channel := channel_named(word)):
            fields["channel"] = channel
        else:
            place = found.end()
            continue
        text, place = text[:found.start()] + text[end:].lstrip(" "), found.start()
    if tags:
        fields["tags"] = tuple(dict.fromkeys(tags))
    return text


def completions(journey: JourneyMap, before: str) -> tuple[int, list[str]]:
    """Known words for the sign that ends a text: where the word begins after its sign, and the words, likeliest first.

    A word of several parts stands in quotes. Nothing where no sign ends the text.
    """
    found = re.search(r'(?:^|\s)([@#~/])"?([^"@#~/]*)$', before)
    if found is None:
        return len(before), []
    begun = plain(found[2])
    words = _known(journey, found[1])
    fitting = [word for word in words if plain(word).startswith(begun) and plain(word) != begun]
    within = [word for word in words if begun and f" {begun}" in plain(word)]
    return found.end(1), [f'"{word}"' if " " in word else word for word in dict.fromkeys(fitting + within)]


def _known(journey: JourneyMap, sign: str) -> list[str]:
    """The words that can follow a sign, those that are used most first."""
    if sign == "@":
        return [persona.name for persona in journey.ordered_personas() if persona.name]
    cards = journey.cards.values()
    if sign == "#":
        used = Counter(tag for card in cards for tag in card.tags)
    elif sign == "~":
        used = Counter(card.owner for card in cards if card.owner)
    else:
        used = Counter(named(CHANNELS, getattr(card, "channel", "")) for card in cards if getattr(card, "channel", ""))
        used.update({named(CHANNELS, key): 0 for key in CHANNELS})
    return [word for word, _count in used.most_common()]


def _starts(text: str, name: str) -> bool:
    rest = text[len(name):]
    return plain(text[:len(name)]) == plain(name) and (not rest or not rest[0].isalnum())


def channel_named(word: str) -> str | None:
    """The key of a channel that is called so in any of our languages."""
    says = [catalogue(code).gettext for code in LANGUAGES]
    wanted = plain(word)
    return next((key for key in CHANNELS if wanted == plain(key)
                 or any(wanted == plain(named(CHANNELS, key, say)) for say in says)), None)
