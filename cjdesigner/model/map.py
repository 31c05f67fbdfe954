"""The map itself: personas, stages, lanes, cards and links, each by id, and the rule that all references exist."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from cjdesigner.model.cards import BaseCard, Card, Colour, Entity, Id, Identified, Image, Rank
from cjdesigner.model.conflicts import Conflict
from cjdesigner.model.ids import new_id
from cjdesigner.model.pictures import Picture
from cjdesigner.model.ranks import in_order
from cjdesigner.model.text import Line, Text
from cjdesigner.model.workshop import AgendaItem, Comment, Parked, Vote

__all__ = ["COLLECTIONS", "Colour", "Divider", "JourneyMap", "Lane", "Link", "Persona", "Rank", "Reference", "Stage",
           "Step"]

COLLECTIONS = ("personas", "stages", "steps", "lanes", "cards", "links", "comments", "votes", "parked", "agenda",
               "pictures", "conflicts")
"""The fields of a map that hold entities by id, in the order of the file."""

Divider = Literal["interaction", "visibility", "internal"]
DIVIDERS: tuple[Divider, ...] = ("interaction", "visibility", "internal")


class Persona(Entity):
    """Who travels."""

    name: Line = ""
    age: Line = ""
    occupation: Line = ""
    location: Line = ""
    interests: Text = ""
    quote: Text = ""
    goals: Text = ""
    needs: Text = ""
    frustrations: Text = ""
    channels: tuple[Line, ...] = ()
    colour: Colour | None = None


class Stage(Entity):
    """A column. `width` is in points, None for the usual width. A hidden one is not drawn, a collapsed one narrowly."""

    name: Line = ""
    time: Line = ""
    width: float | None = Field(default=None, ge=96, le=960)
    colour: Colour | None = None
    collapsed: bool = False
    hidden: bool = False


class Step(Entity):
    """A column within a stage."""

    stage: Id
    name: Line = ""


class Lane(Entity):
    """A row. `kind` is the kind of card it is for, or a row of a service blueprint.

    `prompt` is the question that an empty cell asks; `prompts` holds other questions for single stages.
    `divider` is the line of a service blueprint that is drawn under the lane. An `internal` lane is not in the client's
    copy, nor are its cards.
    """

    kind: Annotated[str, Field(min_length=1, max_length=64)]
    name: Line = ""
    personas: tuple[Id, ...] = ()
    prompt: Text = ""
    prompts: Mapping[Id, Text] = Field(default_factory=dict)
    divider: Divider | None = None
    colour: Colour | None = None
    collapsed: bool = False
    hidden: bool = False
    internal: bool = False


class Link(Entity):
    """From one card to another, such as from an opportunity to the pain point that it answers."""

    source: Id
    target: Id
    label: Line = ""


class Reference(NamedTuple):
    """One place in a map that names another entity: its path, and the name of the collection and the id meant."""

    path: tuple[str, ...]
    collection: str
    id: str


def _with_ids(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
    """In a file an entity's id is its key only; in memory it has it as a field as well."""
    if not isinstance(value, Mapping):
        return value
    return {key: {"id": key, **entity} if isinstance(entity, dict) else entity for key, entity in value.items()}


Keyed = BeforeValidator(_with_ids)


class JourneyMap(BaseModel):
    """A customer journey map. Frozen: every change is a new map that shares its unchanged parts."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    id: Id = Field(default_factory=new_id)
    title: Line = ""
    scenario: Text = ""
    state: Literal["current", "future"] = "current"
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "vi"
    author: Line = ""
    version: Line = ""
    date: Line = ""
    footer: Line = ""
    dots: int = Field(default=3, ge=1, le=99)
    personas: Annotated[Mapping[Id, Persona], Keyed] = Field(default_factory=dict)
    stages: Annotated[Mapping[Id, Stage], Keyed] = Field(default_factory=dict)
    steps: Annotated[Mapping[Id, Step], Keyed] = Field(default_factory=dict)
    lanes: Annotated[Mapping[Id, Lane], Keyed] = Field(default_factory=dict)
    cards: Annotated[Mapping[Id, Card], Keyed] = Field(default_factory=dict)
    links: Annotated[Mapping[Id, Link], Keyed] = Field(default_factory=dict)
    comments: Annotated[Mapping[Id, Comment], Keyed] = Field(default_factory=dict)
    votes: Annotated[Mapping[Id, Vote], Keyed] = Field(default_factory=dict)
    parked: Annotated[Mapping[Id, Parked], Keyed] = Field(default_factory=dict)
    agenda: Annotated[Mapping[Id, AgendaItem], Keyed] = Field(default_factory=dict)
    pictures: Annotated[Mapping[Id, Picture], Keyed] = Field(default_factory=dict)
    conflicts: Annotated[Mapping[Id, Conflict], Keyed] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _references_exist(self) -> Self:
        self.check_that_it_fits()
        return self

    def check_that_it_fits(self) -> None:
        """Raises PydanticCustomError for references that lead nowhere and for ids that are used twice."""
        if self._has_dangling():
            missing = [ref for ref in self.references() if ref.id not in getattr(self, ref.collection)]
            raise PydanticCustomError("dangling", "a reference leads nowhere", {"missing": missing})
        if twice := self._ids_used_twice():
            raise PydanticCustomError("duplicate_id", "an id is used twice", {"ids": twice})

    @staticmethod
    def of_entities(values: dict[str, Any]) -> "JourneyMap":
        """A map whose values were all validated before: only that they fit together is checked, which is quick.

        Raises what the constructor raises for references that lead nowhere and ids that are used twice.
        """
        made = JourneyMap.model_construct(**values)
        made.check_that_it_fits()
        return made

    def _has_dangling(self) -> bool:
        """Whether any reference leads nowhere: the quick question before `references` says which."""
        personas, stages, lanes, cards = self.personas, self.stages, self.lanes, self.cards
        return (
            any(card.stage not in stages or card.lane not in lanes for card in cards.values())
            or any(not personas.keys() >= set(card.personas) for card in cards.values() if card.personas)
            or any(not personas.keys() >= set(lane.personas) for lane in lanes.values())
            or any(not stages.keys() >= set(lane.prompts) for lane in lanes.values())
            or any(link.source not in cards or link.target not in cards for link in self.links.values())
            or self._has_dangling_extras()
        )

    def _has_dangling_extras(self) -> bool:
        """The same for what few maps have."""
        return (
            any(step.stage not in self.stages for step in self.steps.values())
            or any(comment.card not in self.cards for comment in self.comments.values())
            or any(vote.card not in self.cards for vote in self.votes.values())
            or any((item.stage is not None and item.stage not in self.stages)
                   or (item.lane is not None and item.lane not in self.lanes) for item in self.agenda.values())
            or any((card.step is not None and card.step not in self.steps)
                   or (card.kind == "image" and not self._has_picture(card)) for card in self.cards.values())
        )

    def _has_picture(self, card: BaseCard) -> bool:
        return not isinstance(card, Image) or card.picture is None or card.picture in self.pictures

    def _ids_used_twice(self) -> list[str]:
        collections: list[Mapping[str, Identified]] = [getattr(self, name) for name in COLLECTIONS]
        total = sum(map(len, collections))
        wrong = [key for held in collections for key, entity in held.items() if entity.id != key]
        if wrong or len({key for held in collections for key in held}) == total:
            return wrong
        counted = Counter(key for held in collections for key in held)
        return [key for key, count in counted.items() if count > 1]

    def references(self) -> Iterator[Reference]:
        """Every place that names another entity."""
        for card in self.cards.values():
            yield Reference(("cards", card.id, "stage"), "stages", card.stage)
            yield Reference(("cards", card.id, "lane"), "lanes", card.lane)
            for persona in card.personas:
                yield Reference(("cards", card.id, "personas"), "personas", persona)
            if card.step is not None:
                yield Reference(("cards", card.id, "step"), "steps", card.step)
            if isinstance(card, Image) and card.picture is not None:
                yield Reference(("cards", card.id, "picture"), "pictures", card.picture)
        for lane in self.lanes.values():
            for persona in lane.personas:
                yield Reference(("lanes", lane.id, "personas"), "personas", persona)
            for stage in lane.prompts:
                yield Reference(("lanes", lane.id, "prompts"), "stages", stage)
        for link in self.links.values():
            yield Reference(("links", link.id, "source"), "cards", link.source)
            yield Reference(("links", link.id, "target"), "cards", link.target)
        yield from self._further_references()

    def _further_references(self) -> Iterator[Reference]:
        for step in self.steps.values():
            yield Reference(("steps", step.id, "stage"), "stages", step.stage)
        for comment in self.comments.values():
            yield Reference(("comments", comment.id, "card"), "cards", comment.card)
        for vote in self.votes.values():
            yield Reference(("votes", vote.id, "card"), "cards", vote.card)
        for item in self.agenda.values():
            if item.stage is not None:
                yield Reference(("agenda", item.id, "stage"), "stages", item.stage)
            if item.lane is not None:
                yield Reference(("agenda", item.id, "lane"), "lanes", item.lane)

    def ordered_personas(self) -> list[Persona]:
        """The personas in their order."""
        return in_order(self.personas.values())

    def ordered_stages(self) -> list[Stage]:
        """The stages from left to right."""
        return in_order(self.stages.values())

    def steps_of(self, stage: str) -> list[Step]:
        """The steps of a stage from left to right."""
        return in_order(step for step in self.steps.values() if step.stage == stage)

    def ordered_lanes(self) -> list[Lane]:
        """The lanes from top to bottom."""
        return in_order(self.lanes.values())

    def cell(self, stage: str, lane: str) -> list[BaseCard]:
        """The cards of one cell from top to bottom."""
        return in_order(c for c in self.cards.values() if c.stage == stage and c.lane == lane)

    def cells(self) -> dict[tuple[str, str], list[BaseCard]]:
        """All cards by (stage, lane), each cell from top to bottom; empty cells are left out."""
        found: dict[tuple[str, str], list[BaseCard]] = {}
        for card in in_order(self.cards.values()):
            found.setdefault((card.stage, card.lane), []).append(card)
        return found
