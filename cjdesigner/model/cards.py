"""The cards of a map: one class per kind, told apart by `kind`. See `docs/format.md`.

A new kind of card is one class here, one line in `CARD_KINDS`, and one in the theme's table of looks.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from cjdesigner.model.text import Line, Text

Id = Annotated[str, Field(min_length=1, max_length=64)]
Kind = Annotated[str, Field(min_length=1, max_length=64)]
Rank = Annotated[str, Field(min_length=1, max_length=256, pattern=r"^[!-~]+$")]
COLOUR = r"^#[0-9A-Fa-f]{6}$"
Colour = Annotated[str, Field(pattern=COLOUR)]
Evidence = Literal["interview", "survey", "analytics", "assumption"]
EVIDENCE: tuple[Evidence, ...] = ("interview", "survey", "analytics", "assumption")


class Identified(BaseModel):
    """Anything with an id. Frozen; unknown fields are kept and written back."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    id: Id


class Entity(Identified):
    """Anything with an id and a place in an order."""

    rank: Rank


class BaseCard(Entity):
    """What every card has. It sits in the cell of one stage and one lane, at the place of its rank.

    `step` is a step of its stage, None for the whole stage; `span` is how many stages it covers, its own the first.
    `feeling` is an emotion's score that any card may carry. An `internal` one is not in the client's copy.
    """

    kind: Kind
    stage: Id
    lane: Id
    step: Id | None = None
    span: int = Field(default=1, ge=1, le=1_000)
    text: Text = ""
    details: Text = ""
    personas: tuple[Id, ...] = ()
    evidence: Evidence | None = None
    evidence_source: Line = ""
    owner: Line = ""
    tags: tuple[Line, ...] = ()
    feeling: int | None = Field(default=None, ge=-2, le=2)
    colour: Colour | None = None
    internal: bool = False


class Action(BaseCard):
    """What the customer does."""

    kind: Literal["action"] = "action"


class Touchpoint(BaseCard):
    """Where customer and company meet, over a channel."""

    kind: Literal["touchpoint"] = "touchpoint"
    channel: Line = ""
    moment_of_truth: bool = False


class Thought(BaseCard):
    """What goes on in the customer's head."""

    kind: Literal["thought"] = "thought"


class Emotion(BaseCard):
    """A score from -2 (very bad) to +2 (very good) and a word for it; `expected` is the score that was wanted."""

    MIN: ClassVar[int] = -2
    MAX: ClassVar[int] = 2

    kind: Literal["emotion"] = "emotion"
    score: int = Field(default=0, ge=-2, le=2)
    expected: int | None = Field(default=None, ge=-2, le=2)


class PainPoint(BaseCard):
    """What hinders or annoys; severity from 1 (minor) to 4 (blocks the journey)."""

    kind: Literal["pain_point"] = "pain_point"
    severity: int = Field(default=2, ge=1, le=4)


class Opportunity(BaseCard):
    """An idea that answers a pain point."""

    kind: Literal["opportunity"] = "opportunity"


class Metric(BaseCard):
    """A number with a unit, a target and a source. `text` names it; the value is text, as people write it."""

    kind: Literal["metric"] = "metric"
    value: Line = ""
    unit: Line = ""
    target: Line = ""
    source: Line = ""


class Quote(BaseCard):
    """What a customer said, word for word."""

    kind: Literal["quote"] = "quote"
    speaker: Line = ""


class Note(BaseCard):
    """Anything else worth keeping in a cell."""

    kind: Literal["note"] = "note"


class Image(BaseCard):
    """A picture; `text` is its caption, `alt` what it shows, for those who cannot see it."""

    kind: Literal["image"] = "image"
    picture: Id | None = None
    alt: Line = ""


class UnknownCard(BaseCard):
    """A card of a kind that a later version made: kept whole, shown as a grey box."""


CARD_KINDS: dict[str, type[BaseCard]] = {
    "action": Action, "touchpoint": Touchpoint, "thought": Thought, "emotion": Emotion, "pain_point": PainPoint,
    "opportunity": Opportunity, "metric": Metric, "quote": Quote, "note": Note,
    "image": Image,
}


def _kind_tag(value: Any) -> str:  # noqa: ANN401 - pydantic hands over whatever the file holds
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return kind if isinstance(kind, str) and kind in CARD_KINDS else "unknown"


Card = Annotated[
    Annotated[Action, Tag("action")] | Annotated[Touchpoint, Tag("touchpoint")] | Annotated[Thought, Tag("thought")]
    | Annotated[Emotion, Tag("emotion")] | Annotated[PainPoint, Tag("pain_point")]
    | Annotated[Opportunity, Tag("opportunity")] | Annotated[Metric, Tag("metric")] | Annotated[Quote, Tag("quote")]
    | Annotated[Note, Tag("note")] | Annotated[Image, Tag("image")] | Annotated[UnknownCard, Tag("unknown")],
    Discriminator(_kind_tag),
]
