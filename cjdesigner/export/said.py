"""What a card says, field by field, in the map's language: for tables, outlines and pages of text."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property

from cjdesigner.language import N_, catalogue
from cjdesigner.model.cards import CARD_KINDS, BaseCard, Emotion, Image, Metric, PainPoint, Quote, Touchpoint
from cjdesigner.model.map import JourneyMap, Lane, Link, Stage
from cjdesigner.model.names import CHANNELS, EVIDENCE, KINDS, LANES, named
from cjdesigner.model.ranks import in_order
from cjdesigner.model.workshop import Comment

Value = str | int

LABELS: dict[str, str] = {
    "stage": N_("Stage"), "step": N_("Step"), "until": N_("Until stage"), "lane": N_("Lane"), "kind": N_("Kind"),
    "text": N_("Text"), "details": N_("Details"), "personas": N_("Personas"), "score": N_("Score"),
    "feeling": N_("Feeling"), "expected": N_("Expected score"), "severity": N_("Severity"), "channel": N_("Channel"),
    "moment_of_truth": N_("Moment of truth"), "value": N_("Value"), "unit": N_("Unit"), "target": N_("Target"),
    "source": N_("Source of the metric"), "speaker": N_("Speaker"), "alt": N_("Alternative text"),
    "evidence": N_("Evidence"), "evidence_source": N_("Source of the evidence"), "owner": N_("Owner"),
    "tags": N_("Tags"), "answers": N_("Answers"), "answered": N_("Answered by"), "links": N_("Linked with"),
    "votes": N_("Votes"), "comments": N_("Comments"),
}
"""The fields of a card as a table has them, in their order; see `Said.fields`."""


class Said:
    """The words of a map's cards. Looks up once what is stuck on cards and what they are linked with."""

    def __init__(self, journey: JourneyMap) -> None:
        self.journey = journey
        self.words = catalogue(journey.language)
        self.say: Callable[[str], str] = self.words.gettext
        self.votes = Counter(vote.card for vote in journey.votes.values())
        self._stages = {stage.id: place for place, stage in enumerate(journey.ordered_stages())}

    @cached_property
    def comments(self) -> Mapping[str, list[Comment]]:
        """What is said about each card, the first first."""
        found: dict[str, list[Comment]] = defaultdict(list)
        for comment in in_order(self.journey.comments.values()):
            found[comment.card].append(comment)
        return found

    @cached_property
    def _links(self) -> Mapping[str, list[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for link in in_order(self.journey.links.values()):
            found[link.source].append(link)
            if link.target != link.source:
                found[link.target].append(link)
        return found

    def label(self, field: str) -> str:
        """What a field is called."""
        return self.say(LABELS[field])

    def stage(self, stage: Stage) -> str:
        """A stage's name, or its number where it has none."""
        return stage.name.strip() or self.say("Stage {number}").format(number=self._stages[stage.id] + 1)

    def lane(self, lane: Lane) -> str:
        """A lane's name, or that of its kind where it has none."""
        return lane.name.strip() or named(LANES, lane.kind, self.say)

    def kind(self, card: BaseCard) -> str:
        """The name of a card's kind; a kind that we do not know has its own."""
        return named(KINDS, card.kind, self.say) if card.kind in CARD_KINDS else card.kind

    def people(self, keys: tuple[str, ...]) -> str:
        """The names of personas."""
        return ", ".join(self.journey.personas[key].name or "?" for key in dict.fromkeys(keys))

    def channel(self, channel: str) -> str:
        """A channel: known ones are kept in English in the file."""
        known = channel.lower()
        return named(CHANNELS, known, self.say) if known in CHANNELS else channel

    def fields(self, card: BaseCard) -> dict[str, Value]:
        """The fields of a card that say something, but for comments, in the order of `LABELS`.

        A card that is parked is in no stage and no lane.
        """
        journey = self.journey
        found: dict[str, Value | None] = {
            "stage": self.stage(journey.stages[card.stage]) if card.stage in journey.stages else "",
            "step": self._step(card), "until": self._until(card),
            "lane": self.lane(journey.lanes[card.lane]) if card.lane in journey.lanes else "",
            "kind": self.kind(card), "text": card.text,
            **self._own(card), "details": card.details, "personas": self.people(card.personas),
            "evidence": self.say(EVIDENCE[card.evidence]) if card.evidence else "",
            "evidence_source": card.evidence_source, "owner": card.owner,
            "tags": ", ".join(tag for tag in card.tags if tag), **self._linked(card),
            "votes": self.votes[card.id] or "",
        }
        return {name: value for name in LABELS if (value := found.get(name)) is not None and value != ""}

    def _own(self, card: BaseCard) -> dict[str, Value | None]:
        """The fields of the card's kind."""
        found: dict[str, Value | None] = {"feeling": card.feeling}
        if isinstance(card, Emotion):
            found = {"score": card.score, "expected": card.expected}
        elif isinstance(card, PainPoint):
            found["severity"] = card.severity
        elif isinstance(card, Touchpoint):
            found["channel"] = self.channel(card.channel)
            found["moment_of_truth"] = self.say("yes") if card.moment_of_truth else ""
        elif isinstance(card, Metric):
            found |= {"value": card.value, "unit": card.unit, "target": card.target, "source": card.source}
        elif isinstance(card, Quote):
            found["speaker"] = card.speaker
        elif isinstance(card, Image):
            found["alt"] = card.alt
        return found

    def _step(self, card: BaseCard) -> str:
        step = self.journey.steps.get(card.step or "")
        return step.name if step else ""

    def _until(self, card: BaseCard) -> str:
        """The last stage that a card covers, if that is not its own."""
        if card.span == 1 or card.stage not in self._stages:
            return ""
        stages = self.journey.ordered_stages()
        first = self._stages[card.stage]
        last = min(first + card.span, len(stages)) - 1
        return self.stage(stages[last]) if last > first else ""

    def _linked(self, card: BaseCard) -> dict[str, Value | None]:
        """What a card answers, what answers it, and what else it is linked with."""
        found: dict[str, list[str]] = defaultdict(list)
        for link in self._links.get(card.id, ()):
            source, target = self.journey.cards[link.source], self.journey.cards[link.target]
            answer = source.kind == "opportunity" and target.kind == "pain_point"
            outwards = link.source == card.id
            name = ("answers" if outwards else "answered") if answer else "links"
            other = self.short(target if outwards else source)
            found[name].append(f"{other} ({link.label})" if link.label else other)
        return {name: "; ".join(held) for name, held in found.items()}

    def short(self, card: BaseCard) -> str:
        """A card in a few words: its text on one line, or its kind."""
        return " ".join(card.text.split()) or self.kind(card)
