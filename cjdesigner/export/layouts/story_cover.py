"""The cover of a story: what the map is called, what it is about, and who travels. Then the pages of the personas."""

from collections.abc import Iterator

from cjdesigner.drawing.colours import Colour, mix
from cjdesigner.drawing.compose.card import channel_name
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Box, Gradient, Op, Part, Pen, Placed, Shape, Stop, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.theme import NAME, SMALL, SMALL_STRONG
from cjdesigner.export.layouts.flow import Row, row_of
from cjdesigner.export.layouts.furniture import one_about
from cjdesigner.export.layouts.paper import GAP, batched, drawn, shortened, words_part
from cjdesigner.model.map import JourneyMap, Persona
from cjdesigner.model.names import STATES

_TITLES = (TextStyle("bold", 40, 1.2), TextStyle("bold", 32, 1.22), TextStyle("bold", 24, 1.25),
           TextStyle("bold", 18, 1.28))
_KIND = TextStyle("medium", 12, 1.4)
_LABEL = TextStyle("semibold", 10, 1.4)
_TEXT = TextStyle("regular", 14, 1.45)
_QUOTE = TextStyle("italic", 16, 1.45)
_BIG_NAME = TextStyle("bold", 22, 1.28)
_SHARE, _UPRIGHT = 0.56, 0.46
_PAD = 32.0
_MOST_PERSONAS = 3


def cover_rows(journey: JourneyMap, width: float, height: float, kit: Kit) -> Iterator[Row]:
    """The band with the title; below it the scenario at the left, the personas at the right."""
    share = _SHARE if width > height else _UPRIGHT
    yield row_of(Placed(0, 0, _band(journey, width, height * share, kit)))
    people = _people(journey, width, kit)
    wide = width * 0.52 if people and journey.scenario else width
    left = _scenario(journey.scenario, wide, kit) if journey.scenario else None
    at = width * 0.58 if journey.scenario else 0.0
    placed = tuple(Placed(at + each.x, each.y, each.part) for each in people)
    if left and left.height > height * (1 - share) - 3 * GAP:
        yield row_of(Placed(0, 0, _scenario(journey.scenario, width, kit)), gap=3 * GAP)
        yield row_of(again=people, gap=2 * GAP)
    elif left or placed:
        yield row_of(*([Placed(0, 0, left)] if left else []), again=placed, gap=3 * GAP)
    if journey.footer:
        block = kit.block(journey.footer, SMALL, width)
        yield row_of(Placed(0, 0, words_part(block, kit.theme.quiet, width, role="footer")), gap=2 * GAP)


def _band(journey: JourneyMap, width: float, least: float, kit: Kit) -> Part:
    """The title on the map's colours; in a plain theme within a frame."""
    say, inner = kit.words.gettext, width - 2 * _PAD
    theme = kit.theme
    ink, pale = (theme.text, theme.quiet) if theme.plain else (theme.header_ink, theme.header_quiet)
    kind = kit.block(f"{say('Customer journey map')}  ·  {say(STATES[journey.state])}", _KIND, inner)
    title = next((block for style in _TITLES if len((block := kit.block(journey.title, style, inner)).lines) <= 3),
                 kit.block(journey.title, _TITLES[-1], inner))
    about = kit.block(one_about(journey, kit), _KIND, inner)
    words = kind.height + (GAP + title.height if title.text else 0) + (2 * GAP + about.height if about.text else 0)
    height = max(least, words + 2 * _PAD)
    top = height - _PAD - words
    ops: list[Op] = [*text_ops(kind, _PAD, top, pale), *text_ops(title, _PAD, top + kind.height + GAP, ink)]
    if about.text:
        ops += text_ops(about, _PAD, height - _PAD - about.height, pale)
    label = journey.title or say("Untitled journey map")
    return drawn([*_ground(width, height, top, kit), *ops], width, height, role="page", label=label)


def _ground(width: float, height: float, free: float, kit: Kit) -> list[Op]:
    if kit.theme.plain:
        line = Shape((("M", _PAD, _PAD), ("L", _PAD + 64, _PAD)), None, Pen(kit.theme.text, 4))
        return [Box(0, 0, width, height, 12, kit.theme.card, Pen(kit.theme.line, kit.theme.stroke)), line]
    theme = kit.theme
    first, middle, last = theme.header
    band = Gradient(0, 0, width, height, (Stop(0, first), Stop(0.6, middle), Stop(1, last)))
    low, high = free * 0.8, free * 0.3
    curve = (("M", 0.0, (low + high) / 2), ("C", width * 0.2, high, width * 0.36, low, width * 0.54, low),
             ("C", width * 0.72, low, width * 0.8, high, width, high))
    line = Shape(curve, None, Pen(mix(theme.header_ink, middle, 0.16), 2.4))
    edge = Pen(theme.header_line, 0.75) if theme.header_line else None
    return [Box(0, 0, width, height, 12, band, edge), *([line] if free > _PAD else [])]


def _scenario(words: str, width: float, kit: Kit) -> Part:
    label = kit.block(kit.words.gettext("Scenario"), _LABEL, width)
    block = kit.block(words, _TEXT, width)
    ops = text_ops(label, 0, 0, kit.theme.quiet) + text_ops(block, 0, label.height + 4, kit.theme.text)
    return drawn(ops, width, label.height + 4 + block.height, role="words")


# -- personas ---------------------------------------------------------------------------------------------------------


def persona_colour(persona: Persona, kit: Kit) -> Colour:
    """The persona's own colour, or that of all personas."""
    return kit.theme.colour("persona", persona.colour)


def _avatar(x: float, y: float, size: float, persona: Persona, kit: Kit) -> list[Op]:
    colour = persona_colour(persona, kit)
    ring = Pen(kit.theme.ink(colour), kit.theme.stroke) if kit.theme.plain else None
    return [Box(x, y, size, size, size / 2, kit.theme.tint(colour, 0.16), ring),
            Use(icon("user"), x + size / 4, y + size / 4, size / 2, kit.theme.ink(colour))]


def _who(persona: Persona, kit: Kit) -> tuple[str, str]:
    age = kit.words.gettext("{age} years old").format(age=persona.age) if persona.age.isdigit() else persona.age
    name = persona.name or kit.words.gettext("New persona")
    return name, "  ·  ".join(said for said in (age, persona.occupation, persona.location) if said)


def _people(journey: JourneyMap, width: float, kit: Kit) -> tuple[Placed, ...]:
    """The first personas with a few words, for the cover."""
    wide = width * 0.42 if journey.scenario else width
    placed: list[Placed] = []
    y = 0.0
    for persona in journey.ordered_personas()[:_MOST_PERSONAS]:
        name, facts = _who(persona, kit)
        title = shortened(name, NAME, wide - 56, kit, 2)
        below = shortened(facts, SMALL, wide - 56, kit, 2)
        words = title.height + (below.height if facts else 0)
        height = max(words, 40.0)
        top = (height - words) / 2
        ops = _avatar(0, (height - 40) / 2, 40, persona, kit) + text_ops(title, 56, top, kit.theme.text)
        ops += text_ops(below, 56, top + title.height, kit.theme.quiet) if facts else []
        placed.append(Placed(0, y, drawn(ops, wide, height)))
        y += height + 2 * GAP
    return tuple(placed)


def persona_rows(journey: JourneyMap, width: float, kit: Kit) -> Iterator[Row]:
    """Every persona: who it is, what was said, and in two columns what is known."""
    for place, persona in enumerate(journey.ordered_personas()):
        facts = list(_facts(persona, kit))
        yield row_of(Placed(0, 0, _title(persona, width, kit)), gap=4 * GAP if place else 0.0,
                     keep=bool(persona.quote or facts))
        if persona.quote:
            yield row_of(Placed(0, 0, _quote(persona, width, kit)), gap=2 * GAP)
        yield from _fact_rows(facts, persona, width, kit)


def _title(persona: Persona, width: float, kit: Kit) -> Part:
    name, facts = _who(persona, kit)
    title, below = kit.block(name, _BIG_NAME, width - 88), kit.block(facts, _KIND, width - 88)
    words = title.height + (below.height if facts else 0)
    height = max(words, 64.0)
    top = (height - words) / 2
    ops = _avatar(0, (height - 64) / 2, 64, persona, kit) + text_ops(title, 88, top, kit.theme.text)
    ops += text_ops(below, 88, top + title.height, kit.theme.quiet) if facts else []
    return drawn(ops, width, height, role="persona", name=persona.id, label=f"{kit.words.gettext('Persona')}: {name}")


def _quote(persona: Persona, width: float, kit: Kit) -> Part:
    block = kit.block(f"“{persona.quote.strip('“”')}”", _QUOTE, width - 28)
    ink = kit.theme.ink(persona_colour(persona, kit))
    ops: list[Op] = [Box(0, 0, 4, block.height, 2, ink), *text_ops(block, 20, 0, kit.theme.text)]
    return drawn(ops, width, block.height, role="words", label=block.text)


def _facts(persona: Persona, kit: Kit) -> Iterator[tuple[str, str]]:
    say = kit.words.gettext
    for label, words in ((say("Goals"), persona.goals), (say("Needs"), persona.needs),
                         (say("Frustrations"), persona.frustrations), (say("Interests"), persona.interests),
                         (say("Preferred channels"), ", ".join(channel_name(each, kit) for each in persona.channels))):
        if words:
            yield label, words


def _fact_rows(facts: list[tuple[str, str]], persona: Persona, width: float, kit: Kit) -> Iterator[Row]:
    beside = 2 if width >= 480 and len(facts) > 1 else 1
    wide = (width - (beside - 1) * 2 * GAP) / beside
    for some in batched(facts, beside):
        parts = [_fact(label, words, wide, persona, kit) for label, words in some]
        yield row_of(*(Placed(place * (wide + 2 * GAP), 0, part) for place, part in enumerate(parts)), gap=2 * GAP)


def _fact(label: str, words: str, width: float, persona: Persona, kit: Kit) -> Part:
    """One thing that is known of a persona, on a ground of its colour."""
    head = kit.block(label, SMALL_STRONG, width - 32)
    block = kit.block(words, TextStyle("regular", 12, 1.42), width - 32)
    height = head.height + 4 + block.height + 24
    colour = persona_colour(persona, kit)
    edge = Pen(kit.theme.ink(colour), kit.theme.stroke) if kit.theme.plain else None
    ops: list[Op] = [Box(0, 0, width, height, 8, kit.theme.tint(colour), edge)]
    ops += text_ops(head, 16, 12, kit.theme.ink(colour)) + text_ops(block, 16, 16 + head.height, kit.theme.text)
    return drawn(ops, width, height, role="words", label=f"{label}: {words}")
