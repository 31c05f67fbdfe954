"""The map itself: personas, stages, lanes, cards and links, each by id, and the rule that all references exist."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from cjdesigner.model.cards import BaseCard, Card, Colour, Entity, Id, Rank
from cjdesigner.model.ids import new_id
from cjdesigner.model.ranks import in_order
from cjdesigner.model.text import Line, Text

__all__ = ["Colour", "Divider", "JourneyMap", "Lane", "Link", "Persona", "Rank", "Reference", "Stage"]

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
    """A column. `width` is in points, None for the usual width."""

    name: Line = ""
    time: Line = ""
    width: float | None = Field(default=None, ge=96, le=960)
    colour: Colour | None = None


class Lane(Entity):
    """A row. `kind` is the kind of card it is for, or a row of a service blueprint.

    `prompt` is the question that an empty cell asks; `prompts` holds other questions for single stages.
    `divider` is the line of a service blueprint that is drawn under the lane.
    """

    kind: Annotated[str, Field(min_length=1, max_length=64)]
    name: Line = ""
    personas: tuple[Id, ...] = ()
    prompt: Text = ""
    prompts: Mapping[Id, Text] = Field(default_factory=dict)
    divider: Divider | None = None
    colour: Colour | None = None


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
    personas: Annotated[Mapping[Id, Persona], Keyed] = Field(default_factory=dict)
    stages: Annotated[Mapping[Id, Stage], Keyed] = Field(default_factory=dict)
    lanes: Annotated[Mapping[Id, Lane], Keyed] = Field(default_factory=dict)
    cards: Annotated[Mapping[Id, Card], Keyed] = Field(default_factory=dict)
    links: Annotated[Mapping[Id, Link], Keyed] = Field(default_factory=dict)

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
        )

    def _ids_used_twice(self) -> list[str]:
        total = len(self.personas) + len(self.stages) + len(self.lanes) + len(self.cards) + len(self.links)
        collections = (self.personas, self.stages, self.lanes, self.cards, self.links)
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
        for lane in self.lanes.values():
            for persona in lane.personas:
                yield Reference(("lanes", lane.id, "personas"), "personas", persona)
            for stage in lane.prompts:
                yield Reference(("lanes", lane.id, "prompts"), "stages", stage)
        for link in self.links.values():
            yield Reference(("links", link.id, "source"), "cards", link.source)
            yield Reference(("links", link.id, "target"), "cards", link.target)

    def ordered_personas(self) -> list[Persona]:
        """The personas in their order."""
        return in_order(self.personas.values())

    def ordered_stages(self) -> list[Stage]:
        """The stages from left to right."""
        return in_order(self.stages.values())

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
