"""The header of a map (title, scenario, personas), its stages as chevrons, and its footer."""

from collections.abc import Callable
from dataclasses import replace

from cjdesigner.drawing.colours import Colour, contrast, mix, readable
from cjdesigner.drawing.compose.toolkit import Kit, shifted, text_ops
from cjdesigner.drawing.drawing import (
    Box,
    Column,
    Gradient,
    Op,
    Part,
    Path,
    Pen,
    Picture,
    Placed,
    Shape,
    Stop,
    Text,
    Use,
    lost_in,
)
from cjdesigner.drawing.rasters import in_greys
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import NAME, SMALL, SMALL_STRONG, STAGE, SUBTITLE, TITLE
from cjdesigner.model.map import JourneyMap, Persona, Stage
from cjdesigner.model.names import STATES

_WHITE = "#FFFFFF"
_CARD = 284.0
_PAD = 18.0
_MOST_OF_A_NAME = 18
_LOGO = 140.0, 48.0
_BESIDE = 16.0
PERSONA_WIDTH = _CARD + 2 * _PAD
"""The least width of a header that shows a persona."""


def _subtitle(journey: JourneyMap, kit: Kit) -> str:
    return "\n".join(dict.fromkeys(_about(journey, words.gettext) for words in kit.words.each()))


def _about(journey: JourneyMap, say: Callable[[str], str]) -> str:
    """What kind of map it is, in one language."""
    state = say(STATES[journey.state])
    version = say("Version {version}").format(version=journey.version) if journey.version else ""
    dated = say("Updated {date}").format(date=journey.date) if journey.date else ""
    return "  ·  ".join(part for part in (say("Customer journey map"), state, version, dated) if part)


def _persona_lines(persona: Persona, kit: Kit) -> str:
    say = kit.words.gettext
    goals = say("Goal: {goals}").format(goals=persona.goals) if persona.goals else ""
    quote = f"“{persona.quote.strip('“”')}”" if persona.quote else ""
    return "\n".join(part for part in (" · ".join(p for p in (persona.occupation, persona.location) if p), goals, quote)
                     if part)


def compose_persona(persona: Persona, kit: Kit) -> Part:
    """A persona's card for the header."""
    age = kit.words.gettext("{age} years old").format(age=persona.age) if persona.age.isdigit() else persona.age
    name = ", ".join(part for part in (persona.name, age) if part) or kit.words.gettext("New persona")
    title = kit.block(name, NAME, _CARD - 64)
    lines = _persona_lines(persona, kit)
    small = kit.block(lines, SMALL, _CARD - 64)
    height = max(title.height + (small.height if lines else 0) + 18, 52)
    colour = kit.theme.colour("persona", persona.colour)
    veil, share = kit.theme.veil
    ops: list[Op] = [
        Box(0, 0, _CARD, height, 10, veil, None, share),
        Box(12, (height - 36) / 2, 36, 36, 18, mix(colour, _WHITE, 0.18)),
        Use(icon("user"), 18, (height - 24) / 2, 24, mix("#000000", colour, 0.25)),
        *text_ops(title, 58, 9 if lines else (height - title.height) / 2, kit.theme.header_ink),
    ]
    if lines:
        ops += text_ops(small, 58, 9 + title.height, kit.theme.header_quiet)
    return Part("persona", persona.id, f"{kit.words.gettext('Persona')}: {name}", _CARD, height, tuple(ops),
                missing=lost_in(ops))


def _flow(personas: list[Part], width: float, x: float) -> tuple[list[Placed], float]:
    """Persona cards in rows; also the height of all of them."""
    placed: list[Placed] = []
    a_row = max(1, int((width + 8) // (_CARD + 8)))
    top = 0.0
    for start in range(0, len(personas), a_row):
        row = personas[start:start + a_row]
        height = max(part.height for part in row)
        placed += [Placed(x + place * (_CARD + 8), top, _as_high(part, height)) for place, part in enumerate(row)]
        top += height + 8
    return placed, max(top - 8, 0.0)


def _as_high(part: Part, height: float) -> Part:
    """A persona's card as high as the highest of its row."""
    ground = part.ops[0]
    if part.height == height or not isinstance(ground, Box):
        return part
    return replace(part, height=height, ops=(ground._replace(height=height), *part.ops[1:]))


def _logo(kit: Kit) -> tuple[list[Op], float, float]:
    """The theme's logo on a white plate, from the plate's corner; the width it takes, with space, and its height."""
    raster = kit.theme.logo
    if raster is None:
        return [], 0.0, 0.0
    raster = in_greys(raster) if kit.theme.grey else raster
    scale = min(_LOGO[0] / raster.width, _LOGO[1] / raster.height)
    wide, high = max(raster.width * scale, 1.0), max(raster.height * scale, 1.0)
    plate = Box(0, 0, wide + 20, high + 16, 8, _WHITE)
    return [plate, Picture(10, 8, wide, high, raster, 0.0, kit.theme.name)], wide + 20 + _BESIDE, high + 16


def compose_header(journey: JourneyMap, width: float, kit: Kit) -> Part:
    """The band at the top: title, what kind of map it is, scenario, and the personas at the right or below."""
    personas = [compose_persona(persona, kit) for persona in journey.ordered_personas()]
    logo, logo_width, logo_height = _logo(kit)
    beside = 0 < len(personas) <= 2 and width - logo_width > (1.2 + len(personas)) * _CARD
    room = len(personas) * (_CARD + 8) - 8
    inner = width - 2 * _PAD - logo_width - (room + 24 if beside else 0)
    untitled = kit.words.gettext("Untitled journey map") if kit.hints else ""
    title = kit.block(journey.title or untitled, TITLE, inner)
    below = kit.block(_subtitle(journey, kit), SUBTITLE, inner)
    scenario = kit.block(journey.scenario, SUBTITLE, inner)
    titled = title.height if title.text else 0.0
    words = titled + below.height + (scenario.height + 2 if journey.scenario else 0)
    cards, cards_height = _flow(personas, room if beside else width - 2 * _PAD, _PAD)
    height = max(words + 2 * _PAD - 8, cards_height + 24 if beside else 0, logo_height + 24 if logo else 0)
    top, ink, pale = (height - words) / 2, kit.theme.header_ink, kit.theme.header_quiet
    ops = text_ops(title, _PAD, top, ink if journey.title else pale)
    ops += text_ops(below, _PAD, top + titled, pale)
    if journey.scenario:
        ops += text_ops(scenario, _PAD, top + titled + below.height + 2, ink)
    drawn = [shifted(op, width - _PAD + 4 - logo_width + _BESIDE, (height - logo_height) / 2) for op in logo]
    if beside:
        left, down = width - 2 * _PAD + 4 - logo_width - room, (height - cards_height) / 2
        cards = [Placed(placed.x + left, placed.y + down, placed.part) for placed in cards]
    elif cards:
        cards = [Placed(placed.x, placed.y + height, placed.part) for placed in cards]
        height += cards_height + _PAD - 2
    first, middle, last = kit.theme.header
    band = Gradient(0, 0, width, 0, (Stop(0, first), Stop(0.6, middle), Stop(1, last)))
    label = journey.title or kit.words.gettext("Untitled journey map")
    edge = Pen(kit.theme.header_line, 0.75) if kit.theme.header_line else None
    painted = (Box(0, 0, width, height, 12, band, edge), *ops, *drawn)
    return Part("header", "header", label, width, height, painted, tuple(cards))


def _chevron(width: float, height: float, point: float, *, first: bool) -> Path:
    notch = () if first else (("L", point, height / 2),)
    return (
        ("M", 0.0, 0.0), ("L", width - point, 0.0), ("L", width, height / 2), ("L", width - point, height),
        ("L", 0.0, height), *notch, ("Z",),
    )


def stage_colour(stage: Stage, place: int, count: int, kit: Kit) -> Colour:
    """The stage's own colour, or its share of the row's gradient."""
    first, last = kit.theme.stages
    if stage.colour:
        return kit.theme.ground(kit.theme.chosen(stage.colour))
    return mix(last, first, place / max(count - 1, 1))


def _side(column: Column) -> float:
    """The points at either side of a stage's name."""
    return 14.0 if column.collapsed else 20.0


def _cut(name: str) -> str:
    """The name of a collapsed stage: the beginning, if it is long."""
    return name if len(name) <= _MOST_OF_A_NAME else name[:_MOST_OF_A_NAME].rstrip() + "…"


def compose_stages(stages: list[Stage], columns: list[Column], kit: Kit) -> list[Placed]:
    """The row of chevrons, all as high as the highest."""
    inner = [column.width - 2 * _side(column) for column in columns]
    unnamed = kit.words.gettext("New stage") if kit.hints else ""
    names = [kit.block(_cut(s.name or unnamed), SMALL_STRONG, w, "centre") if s.collapsed
             else kit.block(s.name or unnamed, STAGE, w, "centre") for s, w in zip(stages, inner, strict=True)]
    times = [kit.block(s.time, SMALL, w, "centre") if s.time and not s.collapsed else None
             for s, w in zip(stages, inner, strict=True)]
    tall = max((n.height + (t.height if t else 0) for n, t in zip(names, times, strict=True)), default=0.0) + 14
    height = max(tall, 38.0)
    placed = []
    for place, (stage, column, name, time) in enumerate(zip(stages, columns, names, times, strict=True)):
        colour = stage_colour(stage, place, len(stages), kit)
        dark = readable(kit.theme.chosen("#14213D"), (colour,), "#000000", kit.theme.least)
        white = contrast(_WHITE, colour)
        ink = _WHITE if white >= kit.theme.least or white >= contrast(dark, colour) else dark
        width = column.width + (4 if place == len(stages) - 1 else -2)
        ops: list[Op] = [Shape(_chevron(width, height, 12, first=place == 0), colour)]
        top = (height - name.height - (time.height if time else 0)) / 2
        ops += text_ops(name, _side(column), top, ink)
        if time:
            paler = readable(mix(ink, colour, 0.92), (colour,), ink, kit.theme.least)
            ops += text_ops(time, _side(column), top + name.height, paler)
        label = f"{kit.words.gettext('Stage')}: {stage.name or unnamed}"
        placed.append(Placed(column.x, 0, Part("stage", stage.id, label, width, height, tuple(ops))))
    return placed


def compose_footer(journey: JourneyMap, width: float, kit: Kit) -> Part | None:
    """The line at the bottom: the map's own footer at the left, its author at the right."""
    if not journey.footer and not journey.author:
        return None
    left = kit.block(journey.footer, SMALL, width * 0.62)
    right = kit.block(journey.author, SMALL, width * 0.34, "end")
    ops: list[Op] = [op for op in text_ops(left, 4, 0, kit.theme.quiet) if journey.footer and isinstance(op, Text)]
    if journey.author:
        ops += text_ops(right, width - width * 0.34 - 4, 0, kit.theme.quiet)
    height = max(left.height, right.height)
    label = " · ".join(part for part in (journey.footer, journey.author) if part)
    return Part("footer", "footer", label, width, height, tuple(ops))
