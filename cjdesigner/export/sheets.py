"""What a workbook holds beside cards and grid: personas, comments, the parking lot, the agenda, about the map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cjdesigner.edit.parking import as_card, ordered_parked
from cjdesigner.export.said import LABELS, Said, Value
from cjdesigner.model.names import STATES
from cjdesigner.model.ranks import in_order

_WIDE = 36.0


@dataclass(frozen=True)
class Sheet:
    """A table with a name and a header. `widths` are in characters."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[float]


def further_sheets(said: Said) -> Iterator[Sheet]:
    """The sheets that have something in them; the one about the map comes last."""
    for sheet in (_personas(said), _comments(said), _parked(said), _agenda(said)):
        if sheet.rows:
            yield sheet
    yield _about(said)


def _personas(said: Said) -> Sheet:
    say = said.say
    header = (say("Name"), say("Age"), say("Occupation"), say("Location"), say("Quote"), say("Goals"), say("Needs"),
              say("Frustrations"), say("Interests"), say("Preferred channels"))
    rows = [(each.name, each.age, each.occupation, each.location, each.quote, each.goals, each.needs,
             each.frustrations, each.interests, ", ".join(map(said.channel, filter(None, each.channels))))
            for each in said.journey.ordered_personas()]
    return Sheet(say("Personas"), header, rows, (22, 8, 20, 20, *[_WIDE] * 5, 26))


def _comments(said: Said) -> Sheet:
    say, journey = said.say, said.journey
    header = (say("Stage"), say("Lane"), say("Card"), say("Author"), say("Date"), say("Comment"), say("Resolved"))
    rows = [(said.stage(journey.stages[card.stage]), said.lane(journey.lanes[card.lane]), said.short(card),
             each.author, each.date, each.text, say("yes") if each.resolved else "")
            for card, held in ((journey.cards[key], held) for key, held in said.comments.items()) for each in held]
    return Sheet(say("Comments"), header, rows, (18, 18, _WIDE, 18, 14, 44, 10))


def _parked(said: Said) -> Sheet:
    filled = [said.fields(as_card(said.journey, parked)) for parked in ordered_parked(said.journey)]
    used = {"kind", "text"}.union(*filled)
    fields = [name for name in LABELS if name in used]
    rows = [[values.get(name, "") for name in fields] for values in filled]
    widths = [44.0 if name in ("text", "details") else 16.0 for name in fields]
    return Sheet(said.say("Parking lot"), [said.label(name) for name in fields], rows, widths)


def _agenda(said: Said) -> Sheet:
    say, journey = said.say, said.journey
    header = (say("Part"), say("Minutes"), say("Stage"), say("Lane"), say("Note"))
    rows = []
    for place, item in enumerate(in_order(journey.agenda.values()), start=1):
        stage = said.stage(journey.stages[item.stage]) if item.stage else ""
        lane = said.lane(journey.lanes[item.lane]) if item.lane else ""
        minutes: Value = int(item.minutes) if item.minutes == int(item.minutes) else f"{item.minutes:g}"
        rows.append((item.name or say("Part {number}").format(number=place), minutes, stage, lane, item.note))
    return Sheet(say("Agenda"), header, rows, (30, 10, 20, 20, 44))


def _about(said: Said) -> Sheet:
    """The map's own words, and how long its stages last."""
    say, journey = said.say, said.journey
    pairs = [(say("Title"), journey.title), (say("Scenario"), journey.scenario),
             (say("State"), say(STATES[journey.state])), (say("Author"), journey.author),
             (say("Version"), journey.version), (say("Date"), journey.date), (say("Footer"), journey.footer)]
    pairs += [(said.stage(stage), stage.time) for stage in journey.ordered_stages()]
    rows = [pair for pair in pairs if pair[1]]
    return Sheet(say("About this map"), (say("What"), say("Text")), rows, (26, 80))
