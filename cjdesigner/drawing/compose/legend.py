"""The legend: what the signs on a map mean, and only those that are on it. Groups of entries, in columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from cjdesigner.drawing.compose.card import dots, left_bar, look_kind, patterned_bar
from cjdesigner.drawing.compose.emotions import MARKER, owner_of
from cjdesigner.drawing.compose.folded import one_line
from cjdesigner.drawing.compose.toolkit import Kit, score_words, shifted, text_ops
from cjdesigner.drawing.drawing import Box, Op, Part, Pen, Placed, Shape, Text, Use, lost_in
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import CHANNEL_ICONS, EVIDENCE_ICONS, LANE, SMALL, SMALL_STRONG, look
from cjdesigner.drawing.type import TextBlock
from cjdesigner.language import N_
from cjdesigner.model.cards import CARD_KINDS, EVIDENCE, BaseCard, Emotion, PainPoint, Touchpoint
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import CHANNELS, KINDS, LANES, SCORES, SEVERITIES
from cjdesigner.model.names import EVIDENCE as EVIDENCE_NAMES

_SIGN, _NARROW = 36.0, 22.0
"""The width that large and small signs have before their words."""
_ROWS = range(5, 14)
"""How many entries a column may have: as many as make the legend lowest."""
_PAD, _GAP, _BETWEEN, _LINE = 14.0, 24.0, 16.0, 4.0
_MOST_GAP = 64.0
_WIDEST = 150.0


@dataclass(frozen=True)
class Occurring:
    """The signs that are on a map. `kinds` are those of cards, and of lanes that give their look to notes."""

    kinds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    feelings: bool = False
    curve: bool = False
    expected: bool = False
    leak: bool = False
    severity: bool = False
    votes: bool = False
    truth: bool = False
    answers: bool = False
    owners: bool = False

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


class _Entry(NamedTuple):
    """A sign, drawn to the right of a point and around it, and its words."""

    sign: list[Op]
    words: TextBlock


class _Group(NamedTuple):
    """Entries with something in common, what that is, and how wide their signs are."""

    title: TextBlock
    entries: list[_Entry]
    sign: float


# -- what is on the map -----------------------------------------------------------------------------------------------


def _shown(journey: JourneyMap) -> list[BaseCard]:
    stages = {stage.id for stage in journey.stages.values() if not (stage.hidden or stage.collapsed)}
    lanes = {lane.id for lane in journey.lanes.values() if not (lane.hidden or lane.collapsed)}
    return [card for card in journey.cards.values() if card.stage in stages and card.lane in lanes]


def occurring(journey: JourneyMap) -> Occurring:
    """The signs of the cards that are drawn."""
    cards = _shown(journey)
    curved = [card for card in cards if isinstance(card, Emotion) and journey.lanes[card.lane].kind == "emotion"]
    on_curve = {card.id for card in curved}
    kinds = {look_kind(card, journey.lanes[card.lane].kind) for card in cards if card.id not in on_curve}
    order = [*CARD_KINDS, *LANES]
    keys = {card.id for card in cards}
    boxes = [card for card in cards if card.id not in on_curve]
    channels = {card.channel.lower(): card.channel for card in boxes if isinstance(card, Touchpoint) and card.channel}
    known = [key for key in CHANNELS if key in channels]
    answered = {link.target for link in journey.links.values()}
    return Occurring(
        kinds=tuple(sorted(kinds, key=lambda kind: (order.index(kind) if kind in order else len(order), kind))),
        channels=(*known, *(channels[key] for key in sorted(channels) if key not in CHANNELS)),
        evidence=tuple(each for each in EVIDENCE if any(card.evidence == each for card in boxes)),
        feelings=any(isinstance(card, Emotion) or card.feeling is not None for card in cards),
        curve=bool(curved), expected=any(card.expected is not None for card in curved), leak=_leaks(curved, journey),
        severity=any(isinstance(card, PainPoint) for card in boxes),
        votes=any(vote.card in keys - on_curve for vote in journey.votes.values()),
        truth=any(isinstance(card, Touchpoint) and card.moment_of_truth for card in boxes),
        answers=any(isinstance(card, PainPoint) and card.id in answered for card in boxes),
        owners=any(card.owner for card in boxes),
    )


def _leaks(curved: list[Emotion], journey: JourneyMap) -> bool:
    """Whether a curve has the space below what was expected: that takes two expected scores."""
    lines: dict[tuple[str, str], list[Emotion]] = {}
    for card in curved:
        if card.expected is not None:
            lines.setdefault((card.lane, owner_of(card, journey.personas)), []).append(card)
    return any(len(held) > 1 and any((card.expected or 0) > card.score for card in held) for held in lines.values())


# -- the signs --------------------------------------------------------------------------------------------------------


def _icon(name: str, kit: Kit, colour: str | None = None) -> list[Op]:
    return [Use(icon(name), 0, -7, 14, colour or kit.theme.quiet)]


def _words(message: str, kit: Kit) -> TextBlock:
    """A message of the program, in each language on a line of its own."""
    return kit.block(kit.words.lines(message), SMALL)


def _card_sign(kind: str, kit: Kit) -> list[Op]:
    """A small card with its kind's bar and icon."""
    theme, height = kit.theme, 18.0
    colour = theme.colour(kind)
    radius, top, ink = kit.measures.radius, -height / 2, theme.ink(colour)
    box = Box(0, top, _SIGN - 8, height, radius, theme.card, Pen(theme.border(colour), theme.stroke))
    bar: list[Op] = [Shape(left_bar(0, top, height, kit.measures.bar, radius), colour)]
    if theme.patterned:
        gaps = kind if kind in CARD_KINDS or kind not in LANES else "note"
        bar = patterned_bar(height, ink if theme.plain or theme.grey else colour, theme, gaps, top)
    return [box, *bar, Use(icon(look(kind).icon), 11, -6, 12, ink)]


def _lines(shown: Occurring, kit: Kit) -> Iterator[_Entry]:
    """The curves of an emotion lane."""
    theme, end = kit.theme, _SIGN - 8
    level = (("M", 0.0, 0.0), ("L", end, 0.0))
    if shown.curve:
        yield _Entry([Shape(level, None, Pen(theme.curve, 2.4, round=True))], _words(N_("What was felt"), kit))
    if shown.expected:
        ring = Box(end / 2 - MARKER, -MARKER, 2 * MARKER, 2 * MARKER, MARKER, theme.card, Pen(theme.expected, 1.5))
        dashed = Shape(level, None, Pen(theme.expected, 1.5, (5, 3.5)))
        yield _Entry([dashed, ring], _words(N_("What was expected"), kit))
    if shown.leak:
        space = (("M", 0.0, -6.0), ("L", end, -6.0), ("L", end, 2.0),
                 ("C", end * 0.7, 7.0, end * 0.3, 7.0, 0.0, 2.0), ("Z",))
        yield _Entry([Shape(space, theme.leak, None, 0.2)], _words(N_("The gap between the two"), kit))


def _marks(shown: Occurring, kit: Kit) -> Iterator[_Entry]:
    """The smaller signs on cards."""
    theme = kit.theme
    if shown.truth:
        yield _Entry(_icon("diamond", kit, theme.ink(theme.colour("touchpoint"))), _words(N_("Moment of truth"), kit))
    if shown.answers:
        ink = theme.ink(theme.colour("opportunity"))
        yield _Entry(_icon("bulb", kit, ink), _words(N_("Opportunities that answer it"), kit))
    if shown.owners:
        yield _Entry(_icon("user", kit), _words(N_("Owner"), kit))
    if shown.votes:
        ink = theme.ink(theme.colour("vote"))
        yield _Entry([Box(2.5, -4.5, 9, 9, 4.5, ink)], _words(N_("Votes"), kit))


def _channel(channel: str, kit: Kit) -> _Entry:
    ink = kit.theme.ink(kit.theme.colour("touchpoint"))
    if channel in CHANNELS:
        return _Entry(_icon(CHANNEL_ICONS[channel], kit, ink), _words(CHANNELS[channel], kit))
    return _Entry(_icon("route", kit, ink), one_line(channel, SMALL, _WIDEST, kit))


def _severity(severity: int, kit: Kit) -> _Entry:
    ink = kit.theme.ink(kit.theme.colour("pain_point"))
    return _Entry(dots(0, -2.5, severity, ink, kit.theme.card), _words(SEVERITIES[severity], kit))


def _feeling(score: int, kit: Kit) -> _Entry:
    words = kit.words.lines(SCORES[score]).split("\n")
    said = "\n".join([f"{score_words(score)}  {words[0]}", *words[1:]])
    return _Entry([Use(kit.face(score), -1, -8, 16, kit.theme.text)], kit.block(said, SMALL))


def _kind_entry(kind: str, kit: Kit) -> _Entry:
    name = KINDS.get(kind) or LANES.get(kind)
    words = _words(name, kit) if name else one_line(kind, SMALL, _WIDEST, kit)
    return _Entry(_card_sign(kind, kit), words)


def _groups(shown: Occurring, kit: Kit) -> list[_Group]:
    """The groups that have entries."""
    held: list[tuple[str, float, Iterable[_Entry]]] = [
        (N_("Cards"), _SIGN, [_kind_entry(kind, kit) for kind in shown.kinds]),
        (N_("Emotions"), _NARROW, [_feeling(score, kit) for score in SCORES] if shown.feelings else []),
        (N_("Curves"), _SIGN, _lines(shown, kit)),
        (N_("Severity"), _SIGN, [_severity(each, kit) for each in SEVERITIES] if shown.severity else []),
        (N_("Channels"), _NARROW, [_channel(channel, kit) for channel in shown.channels]),
        (N_("Evidence"), _NARROW, [_Entry(_icon(EVIDENCE_ICONS[each], kit), _words(EVIDENCE_NAMES[each], kit))
                                   for each in shown.evidence]),
        (N_("Signs"), _NARROW, _marks(shown, kit)),
    ]
    made = [_Group(kit.block(kit.words.gettext(title), SMALL_STRONG), list(entries), sign)
            for title, sign, entries in held]
    return [group for group in made if group.entries]


# -- where they go ----------------------------------------------------------------------------------------------------


def _group_part(group: _Group, tall: float, rows: int, kit: Kit) -> Part:
    """A group: its title, below it columns of entries that are all `tall`."""
    columns = [group.entries[start:start + rows] for start in range(0, len(group.entries), rows)]
    top, x = group.title.height + 6, 0.0
    ops = text_ops(group.title, 0, 0, kit.theme.quiet)
    for column in columns:
        for place, entry in enumerate(column):
            middle = top + place * (tall + _LINE) + tall / 2
            ops += [_dropped(op, x, middle) for op in entry.sign]
            ops += _said(entry.words, x + group.sign, middle, kit)
        x += group.sign + max(entry.words.width for entry in column) + _BETWEEN
    height = top + max(map(len, columns)) * (tall + _LINE) - _LINE
    said = ", ".join(" / ".join(entry.words.text.split("\n")) for entry in group.entries)
    return Part("legend", "", f"{group.title.text}: {said}", max(x - _BETWEEN, group.title.width), height, tuple(ops),
                missing=lost_in(ops))


def _said(words: TextBlock, x: float, middle: float, kit: Kit) -> Iterator[Op]:
    """Words with their middle at a height: those of the second language are quieter."""
    for place, op in enumerate(text_ops(words, x, middle - words.height / 2, kit.theme.text)):
        yield op._replace(colour=kit.theme.quiet) if place and isinstance(op, Text) else op


def _dropped(op: Op, x: float, y: float) -> Op:
    if not isinstance(op, Shape):
        return shifted(op, x, y)
    return op._replace(path=tuple(
        (verb, *(n + y if at % 2 else n + x for at, n in enumerate(flat))) for verb, *flat in op.path))


def _tall(parts: Sequence[Part]) -> float:
    return sum(part.height for part in parts) + _PAD * (len(parts) - 1)


def _columns(parts: list[Part], limit: float) -> list[list[Part]]:
    """The groups one below the other, as far as they are no higher than that, in columns from the left."""
    columns: list[list[Part]] = []
    for part in parts:
        if columns and _tall([*columns[-1], part]) <= limit:
            columns[-1].append(part)
        else:
            columns.append([part])
    return columns


def _wide(columns: list[list[Part]]) -> float:
    return sum(max(part.width for part in column) for column in columns)


def _arranged(parts: list[Part], width: float) -> tuple[list[Placed], float]:
    """The groups in columns, as low as the width allows; also how high that is."""
    limits = sorted({_tall(parts[a:b]) for a in range(len(parts)) for b in range(a + 1, len(parts) + 1)})
    tries = (_columns(parts, limit) for limit in limits)
    columns = next((held for held in tries if _wide(held) + _GAP * (len(held) - 1) <= width), [parts])
    gap = max(_GAP, min(_MOST_GAP, (width - _wide(columns)) / max(len(columns) - 1, 1)))
    placed, x = [], 0.0
    for column in columns:
        y = 0.0
        for part in column:
            placed.append(Placed(x, y, part))
            y += part.height + _PAD
        x += max((part.width for part in column), default=0.0) + gap
    return placed, max(map(_tall, columns), default=0.0)


def legend_part(shown: Occurring, width: float, kit: Kit) -> Part:
    """The legend of these signs, as wide as it is told to be and as high as it must."""
    title = kit.block(kit.words.lines(N_("Legend")), LANE)
    beside = width >= 3.4 * kit.measures.head
    left = kit.measures.head + kit.measures.gutter if beside else _PAD
    groups = _groups(shown, kit)
    tall = max([18.0, *(entry.words.height for group in groups for entry in group.entries)])
    room = width - left - _PAD
    tries = (_arranged([_group_part(group, tall, _most(group, room, rows), kit) for group in groups], room)
             for rows in _ROWS)
    inner, height = min(tries, key=lambda tried: tried[1]) if groups else ([], 0.0)
    top = _PAD if beside else _PAD + title.height + 8
    whole = max(top + height, _PAD + title.height) + _PAD
    theme = kit.theme
    edge = Pen(theme.line, 0.75)
    ops = (Box(0, 0, width, whole, 8, theme.card, edge), *text_ops(title, _PAD, _PAD - 2, theme.text))
    children = tuple(Placed(placed.x + left, placed.y + top, placed.part) for placed in inner)
    return Part("legend", "legend", kit.words.gettext("Legend"), width, whole, ops, children, lost_in(ops))


def _most(group: _Group, room: float, rows: int) -> int:
    """How many entries a column of the group has: `rows`, or more where its columns would be too wide together."""
    widest = group.sign + max(entry.words.width for entry in group.entries) + _BETWEEN
    columns = max(1, int((room + _BETWEEN) // widest))
    return max(rows, -(-len(group.entries) // columns))


def compose_legend(journey: JourneyMap, width: float, kit: Kit) -> Part:
    """The legend of a map, `width` points wide. Of a map without any sign it has only the title."""
    return legend_part(occurring(journey), width, kit)
