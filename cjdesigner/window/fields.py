"""Which fields the inspector shows for which kind of thing, as data. A new field of a card is one line here."""

from dataclasses import dataclass
from typing import Literal

from cjdesigner.language import N_
from cjdesigner.model.cards import BaseCard, Identified
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage, Step
from cjdesigner.model.names import CHANNELS, DIVIDERS, EVIDENCE, LANES, STATES

Editor = Literal["line", "text", "choice", "free_choice", "steps", "tick", "tags", "personas", "answers", "colour",
                 "picture", "step"]


@dataclass(frozen=True)
class Field:
    """One field: its name in the model, its label, how it is edited, and what there is to choose from.

    `choices` are (value, English words); for "steps" the values are numbers.
    """

    name: str
    label: str
    editor: Editor = "line"
    choices: tuple[tuple[object, str], ...] = ()


def _named(names: dict[str, str], *, none: str | None = None) -> tuple[tuple[object, str], ...]:
    first: tuple[tuple[object, str], ...] = ((None, none),) if none else ()
    return first + tuple(names.items())


_LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
_SCORES = tuple((score, f"{score:+d}".replace("-", "−").replace("+0", "0")) for score in range(-2, 3))

MAP = (
    Field("title", N_("Title")), Field("scenario", N_("Scenario"), "text"),
    Field("state", N_("State"), "choice", _named(STATES)),
    Field("language", N_("Language of the map"), "choice", _LANGUAGES), Field("author", N_("Author")),
    Field("version", N_("Version")), Field("date", N_("Date")), Field("footer", N_("Footer")),
)
PERSONA = (
    Field("name", N_("Name")), Field("age", N_("Age")), Field("occupation", N_("Occupation")),
    Field("location", N_("Location")), Field("goals", N_("Goals"), "text"), Field("needs", N_("Needs"), "text"),
    Field("frustrations", N_("Frustrations"), "text"), Field("interests", N_("Interests"), "text"),
    Field("quote", N_("Quote"), "text"), Field("channels", N_("Preferred channels"), "tags", _named(CHANNELS)),
    Field("colour", N_("Colour"), "colour"),
)
_INTERNAL = Field("internal", N_("Internal: not for clients"), "tick")
_SHOWN = (Field("collapsed", N_("Collapsed"), "tick"), Field("hidden", N_("Hidden"), "tick"))
STAGE = (Field("name", N_("Name")), Field("time", N_("Time")), Field("colour", N_("Colour"), "colour"), *_SHOWN)
STEP = (Field("name", N_("Name")),)
LANE = (
    Field("name", N_("Name")), Field("kind", N_("Kind"), "choice", _named(LANES)),
    Field("prompt", N_("Question of empty cells"), "text"),
    Field("divider", N_("Line below"), "choice", _named(DIVIDERS, none=N_("None"))),
    Field("personas", N_("Personas"), "personas"), Field("colour", N_("Colour"), "colour"), *_SHOWN,
    _INTERNAL,
)
IN_STEP = Field("step", N_("Step"), "step")
"""For cards of stages that have steps."""
_TEXT = Field("text", N_("Text"), "text")
_COMMON = (
    Field("details", N_("Details"), "text"), Field("personas", N_("Personas"), "personas"),
    Field("evidence", N_("Evidence"), "choice", _named(EVIDENCE, none=N_("None"))),
    Field("evidence_source", N_("Source of the evidence")), Field("owner", N_("Owner")),
    Field("tags", N_("Tags"), "tags"), Field("colour", N_("Colour"), "colour"), _INTERNAL,
)
_FEELING = Field("feeling", N_("Feeling"), "steps", ((None, "–"), *_SCORES))
_OWN: dict[str, tuple[Field, ...]] = {
    "touchpoint": (Field("channel", N_("Channel"), "free_choice", _named(CHANNELS)),
                   Field("moment_of_truth", N_("Moment of truth"), "tick")),
    "emotion": (Field("score", N_("Score"), "steps", _SCORES),
                Field("expected", N_("Expected score"), "steps", ((None, "–"), *_SCORES))),
    "pain_point": (Field("severity", N_("Severity"), "steps", tuple((n, str(n)) for n in range(1, 5))),),
    "opportunity": (Field("answers", N_("Pain points that this answers"), "answers"),),
    "metric": (Field("value", N_("Value")), Field("unit", N_("Unit")), Field("target", N_("Target")),
               Field("source", N_("Source"))),
    "quote": (Field("speaker", N_("Speaker")),),
    "image": (Field("picture", N_("Picture"), "picture"), Field("alt", N_("Alternative text")),),
}


def fields_of(entity: Identified | JourneyMap) -> tuple[Field, ...]:
    """The fields that the inspector shows for a thing."""
    if isinstance(entity, JourneyMap):
        return MAP
    if isinstance(entity, BaseCard):
        text = Field("text", N_("Caption"), "text") if entity.kind == "image" else _TEXT
        feeling = () if entity.kind == "emotion" else (_FEELING,)
        return (text, *_OWN.get(entity.kind, ()), *feeling, *_COMMON)
    return {Persona: PERSONA, Stage: STAGE, Step: STEP, Lane: LANE}.get(type(entity), ())
