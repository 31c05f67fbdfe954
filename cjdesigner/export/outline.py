"""A map as an outline of words, in reading order: what a text says, and a page beside the picture.

Title, personas, stage by stage and lane by lane; `whole` adds what no drawing shows: hidden stages and lanes, comments,
the questions of lanes, the parking lot and the agenda.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cjdesigner.edit.parking import as_card, comments_with, ordered_parked
from cjdesigner.export.said import Said, Value
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.names import DIVIDERS, LANES, SCORES, STATES, named
from cjdesigner.model.ranks import in_order
from cjdesigner.model.workshop import Comment


class Fact(NamedTuple):
    """Something that is said about something; the label may be empty."""

    label: str
    words: str


@dataclass(frozen=True)
class Item:
    """A card, a persona or the like: its words, its kind ("" where that is said already), and its facts."""

    words: str
    facts: tuple[Fact, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with facts, items and sections below. `kind` is that of a lane, for its colour."""

    heading: str
    facts: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()
    sections: tuple["Section", ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Outline:
    """All that a map says. `subtitle` is what kind of map it is, in short."""

    title: str
    subtitle: str
    scenario: str
    language: str
    personas: Section | None
    stages: tuple[Section, ...]
    rest: tuple[Section, ...]
    ending: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in reading order."""
        return (*((self.personas,) if self.personas else ()), *self.stages, *self.rest)


def outline_of(journey: JourneyMap, *, whole: bool = False) -> Outline:
    """The outline of a map, in the map's language."""
    return _Writer(journey, whole=whole).outline()


def score_words(score: int) -> str:
    """A score as people write it: +2, 0, −1."""
    return f"{score:+d}".replace("-", "−").replace("+0", "0")


class _Writer:
    """Puts a map's things into words."""

    def __init__(self, journey: JourneyMap, *, whole: bool) -> None:
        self._journey, self._whole, self._said = journey, whole, Said(journey)
        self._cells = journey.cells()

    def outline(self) -> Outline:
        journey, say = self._journey, self._said.say
        personas = tuple(self._persona(persona) for persona in journey.ordered_personas())
        people = Section(say("Personas"), items=personas) if personas else None
        stages = tuple(self._stage(stage) for stage in journey.ordered_stages() if self._whole or not stage.hidden)
        rest = tuple(filter(None, (self._lanes(), self._parked(), self._agenda()))) if self._whole else ()
        ending = tuple(words for words in (journey.footer, journey.author) if words)
        title = journey.title or say("Untitled journey map")
        return Outline(title, self._subtitle(), journey.scenario, journey.language, people, stages, rest, ending)

    def _subtitle(self) -> str:
        journey, say = self._journey, self._said.say
        version = say("Version {version}").format(version=journey.version) if journey.version else ""
        dated = say("Updated {date}").format(date=journey.date) if journey.date else ""
        said = (say("Customer journey map"), say(STATES[journey.state]), version, dated)
        return " · ".join(part for part in said if part)

    # -- personas, stages, lanes --------------------------------------------------------------------------------------

    def _persona(self, persona: Persona) -> Item:
        say = self._said.say
        channels = ", ".join(self._said.channel(channel) for channel in persona.channels if channel)
        facts = ((say("Age"), persona.age), (say("Occupation"), persona.occupation),
                 (say("Location"), persona.location), (say("Quote"), persona.quote), (say("Goals"), persona.goals),
                 (say("Needs"), persona.needs), (say("Frustrations"), persona.frustrations),
                 (say("Interests"), persona.interests), (say("Preferred channels"), channels))
        return Item(persona.name or say("New persona"), _filled(facts))

    def _stage(self, stage: Stage) -> Section:
        say, journey = self._said.say, self._journey
        steps = ", ".join(step.name for step in journey.steps_of(stage.id) if step.name)
        facts = [(say("Time"), stage.time), (say("Steps"), steps), ("", say("Hidden") if stage.hidden else "")]
        lanes = [lane for lane in journey.ordered_lanes() if self._whole or not lane.hidden]
        sections = tuple(section for lane in lanes if (section := self._cell(stage, lane)).items)
        return Section(self._said.stage(stage), _filled(facts), sections=sections)

    def _cell(self, stage: Stage, lane: Lane) -> Section:
        items = tuple(self._card(card, lane.kind) for card in self._cells.get((stage.id, lane.id), ()))
        return Section(self._said.lane(lane), items=items, kind=lane.kind)

    # -- cards --------------------------------------------------------------------------------------------------------

    def _card(self, card: BaseCard, lane_kind: str = "", comments: Iterable[Comment] | None = None) -> Item:
        fields = self._said.fields(card)
        if "value" in fields and "unit" in fields:
            fields["value"] = f"{fields['value']} {fields.pop('unit')}"
        kind = self._said.kind(card)
        facts = [Fact("" if name == "moment_of_truth" else self._said.label(name), self._words(name, value))
                 for name, value in fields.items() if name not in ("stage", "lane", "kind", "text")]
        said = not card.text or card.kind == lane_kind
        return Item(card.text or kind, (*facts, *self._comments(card, comments)), "" if said else kind)

    def _words(self, name: str, value: Value) -> str:
        """A field's value in words."""
        if name in ("score", "expected", "feeling") and isinstance(value, int):
            return f"{score_words(value)} ({self._said.say(SCORES[value])})"
        if name == "severity":
            return self._said.say("{level} of {most}").format(level=value, most=4)
        return self._said.say("Moment of truth") if name == "moment_of_truth" else str(value)

    def _comments(self, card: BaseCard, comments: Iterable[Comment] | None) -> Iterator[Fact]:
        held = self._said.comments.get(card.id, ()) if comments is None else comments
        for comment in held if self._whole else ():
            yield Fact(self._said.say("Comment"), self._comment(comment))

    def _comment(self, comment: Comment) -> str:
        who = ", ".join(part for part in (comment.author, comment.date) if part)
        done = f" ({self._said.say('resolved')})" if comment.resolved else ""
        return (f"{who}: " if who else "") + comment.text + done

    # -- what no drawing shows ----------------------------------------------------------------------------------------

    def _lanes(self) -> Section | None:
        items = tuple(self._lane(lane) for lane in self._journey.ordered_lanes())
        return Section(self._said.say("Lanes"), items=items) if items else None

    def _lane(self, lane: Lane) -> Item:
        said, journey = self._said, self._journey
        say = said.say
        kind = named(LANES, lane.kind, say)
        name = said.lane(lane)
        facts = [("", kind if kind != name else ""), (say("Personas"), said.people(lane.personas)),
                 (say("Line below"), say(DIVIDERS[lane.divider]) if lane.divider else ""),
                 ("", say("Hidden") if lane.hidden else ""), (say("Question of empty cells"), lane.prompt)]
        facts += [(said.stage(journey.stages[key]), asked) for key, asked in lane.prompts.items()]
        return Item(name, _filled(facts))

    def _parked(self) -> Section | None:
        items = tuple(self._card(as_card(self._journey, parked), "", comments_with(parked))
                      for parked in ordered_parked(self._journey))
        return Section(self._said.say("Parking lot"), items=items) if items else None

    def _agenda(self) -> Section | None:
        say, journey = self._said.say, self._journey
        items = []
        for place, item in enumerate(in_order(journey.agenda.values()), start=1):
            stage = self._said.stage(journey.stages[item.stage]) if item.stage else ""
            lane = self._said.lane(journey.lanes[item.lane]) if item.lane else ""
            minutes = say("{minutes} min").format(minutes=f"{item.minutes:g}")
            facts = (("", minutes), (say("Stage"), stage), (say("Lane"), lane), (say("Note"), item.note))
            items.append(Item(item.name or say("Part {number}").format(number=place), _filled(facts)))
        return Section(say("Agenda"), items=tuple(items)) if items else None


def _filled(facts: Iterable[tuple[str, str]]) -> tuple[Fact, ...]:
    return tuple(Fact(label, words) for label, words in facts if words)
