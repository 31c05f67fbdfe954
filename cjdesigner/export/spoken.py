"""What a map's pictures say in words, for those who cannot see them. In the map's language; knows no surface."""

from cjdesigner import language
from cjdesigner.drawing.compose.toolkit import score_words
from cjdesigner.model.cards import Emotion, PainPoint, Touchpoint
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, LANES, named
from cjdesigner.model.ranks import in_order


class Spoken:
    """The words for the pictures of one map."""

    def __init__(self, journey: JourneyMap, code: str) -> None:
        self._journey = journey
        self._say = language.catalogue(code).gettext

    def marks(self, key: str, lane: str) -> str:
        """What a card's icons and dots say, its kind first; "" if its lane or its words say it already."""
        card, say = self._journey.cards.get(key), self._say
        if card is None:
            return ""
        said = [say("severity {number} of 4").format(number=card.severity)] if isinstance(card, PainPoint) else []
        if isinstance(card, Touchpoint) and card.moment_of_truth:
            said.append(say("Moment of truth"))
        if isinstance(card, Emotion) or card.feeling is not None:
            score = card.score if isinstance(card, Emotion) else card.feeling
            said.append(f"{say('Feeling')} {score_words(score or 0)}")
        row = self._journey.lanes.get(lane)
        if not said and row is not None and (row.kind == card.kind or card.kind == "note"):
            return ""
        return ", ".join([named(KINDS, card.kind, say), *said])

    def picture(self) -> str:
        """A picture of which nothing is known."""
        return self._say(KINDS["image"])

    def lane(self, key: str) -> str:
        """A lane's name, or what lanes of its kind are usually called."""
        lane = self._journey.lanes.get(key)
        return "" if lane is None else lane.name.strip() or named(LANES, lane.kind, self._say)

    def curve(self, lane: str) -> str:
        """The scores of an emotion lane, stage by stage."""
        found: dict[str, list[str]] = {}
        for card in in_order(card for card in self._journey.cards.values() if card.lane == lane):
            if isinstance(card, Emotion):
                found.setdefault(card.stage, []).append(self._score(card))
        stages = [stage for stage in self._journey.ordered_stages() if found.get(stage.id) and not stage.hidden]
        scores = "; ".join(f"{stage.name} {', '.join(found[stage.id])}" for stage in stages)
        say = self._say
        return say("Emotion curve: {scores}").format(scores=scores or "–")

    def _score(self, card: Emotion) -> str:
        names = [self._journey.personas[key].name for key in card.personas] if len(card.personas) == 1 else []
        return " ".join([score_words(card.score), *(f"({name})" for name in names if name)])
