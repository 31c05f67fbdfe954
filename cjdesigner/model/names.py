"""The words for kinds, channels, evidence and lines, in English, marked for translation.

Translate with the program's language (`language._`) or a map's (`language.catalogue`).
"""

from collections.abc import Callable, Mapping

from cjdesigner.language import LANGUAGES, N_, _, catalogue
from cjdesigner.model.words import folded

KINDS: dict[str, str] = {
    "persona": N_("Persona"), "stage": N_("Stage"), "lane": N_("Lane"), "action": N_("Action"),
    "touchpoint": N_("Touchpoint"), "thought": N_("Thought"), "emotion": N_("Emotion"), "pain_point": N_("Pain point"),
    "opportunity": N_("Opportunity"), "metric": N_("Metric"), "quote": N_("Quote"), "note": N_("Note"),
    "image": N_("Picture"), "step": N_("Step"),
}

LANES: dict[str, str] = {
    "emotion": N_("Emotions"), "action": N_("Actions"), "touchpoint": N_("Touchpoints"), "thought": N_("Thoughts"),
    "pain_point": N_("Pain points"), "opportunity": N_("Opportunities"), "metric": N_("Metrics"),
    "quote": N_("Quotes"), "note": N_("Notes"), "image": N_("Pictures"), "physical_evidence": N_("Physical evidence"),
    "frontstage": N_("Frontstage"), "backstage": N_("Backstage"), "support": N_("Support"),
}
"""The usual name of a lane of each kind, in the order in which menus show them."""

CHANNELS: dict[str, str] = {
    "web": N_("web"), "app": N_("app"), "e-mail": N_("e-mail"), "phone": N_("phone"), "chat": N_("chat"),
    "social network": N_("social network"), "search": N_("search"), "advertisement": N_("advertisement"),
    "shop": N_("shop"), "office": N_("office"), "event": N_("event"), "delivery": N_("delivery"),
    "word of mouth": N_("word of mouth"),
}
"""Known channels. A file keeps the key; any other channel is kept and shown as it is."""

EVIDENCE: dict[str, str] = {
    "interview": N_("Interview"), "survey": N_("Survey"), "analytics": N_("Analytics"), "assumption": N_("Assumption"),
}

DIVIDERS: dict[str, str] = {
    "interaction": N_("Line of interaction"), "visibility": N_("Line of visibility"),
    "internal": N_("Line of internal interaction"),
}

SCORES: dict[int, str] = {
    2: N_("very good"), 1: N_("good"), 0: N_("neither good nor bad"), -1: N_("bad"), -2: N_("very bad"),
}
"""Scores in words, the best first."""

STATES: dict[str, str] = {"current": N_("Current state"), "future": N_("Future state")}


SEVERITIES: dict[int, str] = {1: N_("minor"), 2: N_("medium"), 3: N_("serious"), 4: N_("blocks the journey")}
"""What the severities of pain points mean."""


def named(table: Mapping[str, str], key: str, say: Callable[[str], str] = _) -> str:
    """A key's words in a language (`say`: the program's); a key that is not in the table is somebody's own word."""
    return say(table[key]) if key in table else key


def lane_kind_named(words: str) -> str | None:
    """The kind of lane that people call by these words, in any of our languages; None for any other words.

    Neither case nor diacritics count, so that "noi dau" is found as well.
    """
    wanted = folded(words)
    for code in LANGUAGES:
        say = catalogue(code).gettext
        for kind in LANES:
            if wanted in {folded(named(table, kind, say)) for table in (LANES, KINDS)}:
                return kind
    return None
