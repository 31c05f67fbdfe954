"""The emotion lane: faces at their scores, a curve for each persona, what was expected, and the leak between.

A card of exactly one persona is on that persona's curve, any other on everybody's. Curves are told apart by colour, by
the shape around their faces, and by the name at their end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from cjdesigner.drawing.colours import Colour, mix, readable
from cjdesigner.drawing.compose.columns import by_step
from cjdesigner.drawing.compose.curves import Point, curve, leak_path, samples, slopes
from cjdesigner.drawing.compose.labels import Labels, Rect
from cjdesigner.drawing.compose.outlines import outline, reach
from cjdesigner.drawing.compose.remembered import Remembered
from cjdesigner.drawing.compose.stickers import internal_label
from cjdesigner.drawing.compose.toolkit import Kit, score_words, text_ops
from cjdesigner.drawing.drawing import (
    Box,
    Column,
    Gradient,
    Op,
    Part,
    Path,
    Pen,
    Placed,
    Scale,
    Shape,
    Stop,
    Use,
    lost_in,
)
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import SMALL, SMALL_STRONG
from cjdesigner.drawing.type import TextBlock
from cjdesigner.language import N_
from cjdesigner.model.cards import BaseCard, Emotion
from cjdesigner.model.map import Persona
from cjdesigner.model.ranks import in_order

__all__ = ["compose_emotions", "curve", "scale_labels", "slopes"]

_HIT = 34.0
_LEAST_FACE = 14.0
_WORDS = (72.0, 220.0)
_MOST_LINES = 4
"""Of a face's words before they take all the room that there is."""
_MOST_NAME = 28
_ROUND = 6.0
MARKER = 4.5
"""Radius of the hollow marker of an expected score, in points."""



@dataclass(frozen=True)
class _Owner:
    """Whose a curve is: the name, the colour of lines, and the number of the shape around its faces (0: a circle)."""

    name: str
    colour: Colour
    shape: int


@dataclass(frozen=True)
class _Feeling:
    """One emotion: whose it is, where its face is across, how much room it has there, and its words."""

    card: Emotion
    owner: str
    x: float
    room: float
    size: float
    reach: float
    words: TextBlock | None

    @property
    def hit(self) -> float:
        """The width of the face's part, which is how near the mouse must be."""
        return max(min(_HIT, self.room), self.size)

    @property
    def below(self) -> bool:
        """Whether the words stand below the face: it is a bad one, or a better one was expected."""
        return self.card.score < 0 or (self.card.expected is not None and self.card.expected > self.card.score)


@dataclass(frozen=True)
class _Line:
    """A curve: its feelings from left to right, its points and its ends; heights count from score +2."""

    owner: _Owner
    feelings: list[_Feeling]
    points: list[Point]
    path: Path


def owner_of(card: Emotion, personas: Mapping[str, Persona]) -> str:
    """Whose curve a card is on. Where there is only one persona, every card is about her."""
    return card.personas[0] if len(card.personas) == 1 and len(personas) > 1 else ""


def _height(score: int, kit: Kit) -> float:
    """Points below score +2."""
    return (Emotion.MAX - score) * kit.measures.emotion_span / (Emotion.MAX - Emotion.MIN)


def _owners(cards: list[Emotion], personas: Mapping[str, Persona], kit: Kit) -> dict[str, _Owner]:
    """Whose curves there are, everybody's first. Where that is the only one, it has no name."""
    here = {owner_of(card, personas) for card in cards}
    everyone = _Owner(kit.words.gettext("Everyone") if len(here) > 1 else "", kit.theme.curve, 0)
    found = {"": everyone} if "" in here else {}
    for place, persona in enumerate(in_order(personas.values())):
        if persona.id in here:
            colour = kit.theme.ink(kit.theme.persona(place, persona.colour))
            found[persona.id] = _Owner(persona.name or "?", colour, place + 1)
    return found


def _radius(size: float, owner: _Owner) -> float:
    """Of the ground that a face stands on."""
    return size / 2 + (3 if owner.name else 2)


def _feelings(cells: list[tuple[Column, list[Emotion]]], personas: Mapping[str, Persona],
              owners: Mapping[str, _Owner], kit: Kit) -> list[_Feeling]:
    found = []
    for column, cards in cells:
        room = column.width / max(len(cards), 1)
        for place, card in enumerate(cards):
            owner = owner_of(card, personas)
            size = max(_LEAST_FACE, min(kit.measures.face, room - 4))
            out = _radius(size, owners[owner]) * reach(owners[owner].shape)
            width = max(_WORDS[0], min(room - 12, _WORDS[1]))
            words = kit.block(card.text, SMALL_STRONG, width, "centre") if card.text else None
            if words and len(words.lines) > _MOST_LINES and room - 12 > width:
                words = kit.block(card.text, SMALL_STRONG, room - 12, "centre")
            found.append(_Feeling(card, owner, column.x + (place + 0.5) * room, room, size, out, words))
    return found


def _line(owner: _Owner, feelings: list[_Feeling], ends: tuple[float, float], kit: Kit) -> _Line:
    """A curve through its faces, level from and to its ends."""
    inner = [(f.x, _height(f.card.score, kit)) for f in feelings]
    around = [(ends[0], inner[0][1]), *inner, (ends[1], inner[-1][1])]
    points = [p for p, after in zip(around, [*around[1:], (ends[1] + 1, 0.0)], strict=True) if after[0] > p[0]]
    return _Line(owner, feelings, points, curve(points))


def _lines(feelings: list[_Feeling], owners: dict[str, _Owner], left: float, right: float, kit: Kit) -> list[_Line]:
    """The curves. Where there are several, each goes no further than its own first and last column."""
    found = []
    for key, owner in owners.items():
        mine = [feeling for feeling in feelings if feeling.owner == key]
        ends = (left, right)
        if owner.name:
            ends = (max(left, mine[0].x - mine[0].room / 2), min(right, mine[-1].x + mine[-1].room / 2))
        found.append(_line(owner, mine, ends, kit))
    return found


def _moved(path: Path, down: float) -> Path:
    return tuple((verb, *(n + down if at % 2 else n for at, n in enumerate(flat))) for verb, *flat in path)


# -- where words go ---------------------------------------------------------------------------------------------------


@dataclass
class _Said:
    """Words of a name with their place; heights count from score +2."""

    name: str
    block: TextBlock
    rect: Rect
    colour: Colour
    at: Point
    shape: int | None = None
    of: str = ""


def _around(x: float, y: float, half: float) -> Rect:
    return Rect(x - half, y - half, x + half, y + half)


def _placed_words(lines: list[_Line], left: float, right: float, kit: Kit) -> list[_Said]:
    """Names at the curves' ends, the faces' words, and what is expected: none upon another, nor upon a face."""
    labels = Labels(left + 2, right - 2)
    everything = sorted((f for line in lines for f in line.feelings), key=lambda f: f.x)
    faces = {f.card.id: _around(f.x, _height(f.card.score, kit), f.reach) for f in everything}
    for feeling in everything:
        labels.take(faces[feeling.card.id])
        if mark := _marker(feeling, kit):
            labels.take(_around(*mark, MARKER + 1))
    said = [_name_of(line, labels, kit) for line in lines if line.owner.name]
    passing = {line.feelings[0].owner: samples(line.points) for line in lines} if len(lines) > 1 else {}
    for feeling in everything:
        if feeling.words:
            at = feeling.x, _height(feeling.card.score, kit)
            size = feeling.words.width + 10, feeling.words.height + 2
            rect = labels.beside(at, size, feeling.reach + 1, below=feeling.below, own=faces[feeling.card.id],
                                 lines=[points for key, points in passing.items() if key != feeling.owner])
            said.append(_Said(feeling.card.id, feeling.words, rect, kit.theme.text, at, of=feeling.card.id))
    return said + [word for line in lines if (word := _word_of_expected(line, labels, kit))]


def _name_of(line: _Line, labels: Labels, kit: Kit) -> _Said:
    """The name of a curve's owner above the curve's right end, after the shape of its faces."""
    name = line.owner.name if len(line.owner.name) <= _MOST_NAME else line.owner.name[:_MOST_NAME - 1].rstrip() + "…"
    block = kit.block(name, SMALL_STRONG, 120)
    x, y = line.points[-1]
    width = block.width + 22
    rect = labels.beside((x - width / 2, y), (width, block.height + 2), 3, below=line.feelings[-1].card.score < 0)
    return _Said(f"name {line.owner.shape}", block, rect, line.owner.colour, (x, y), line.owner.shape)


def marker_at(card: Emotion, hit: float) -> float:
    """How far right of its face's middle an expected score has its marker: beside a face that meets it.

    `hit` is the width of the face's part.
    """
    return hit / 2 + MARKER - 1 if card.expected == card.score else 0.0


def _marker(feeling: _Feeling, kit: Kit) -> Point | None:
    """The middle of the marker of an expected score; heights count from score +2."""
    expected = feeling.card.expected
    return None if expected is None else (feeling.x + marker_at(feeling.card, feeling.hit), _height(expected, kit))


def _word_of_expected(line: _Line, labels: Labels, kit: Kit) -> _Said | None:
    """The word "expected" where the leak is widest."""
    held = [f for f in line.feelings if f.card.expected is not None]
    if not held:
        return None
    widest = max(held, key=lambda f: abs((f.card.expected or 0) - f.card.score))
    block = kit.block(kit.words.gettext("expected"), SMALL)
    at = widest.x, _height(widest.card.expected or 0, kit)
    below = (widest.card.expected or 0) < widest.card.score
    rect = labels.beside(at, (block.width + 6, block.height), MARKER + 2, below=below)
    return _Said(f"expected {line.owner.shape}", block, rect, _expected_tone(line, kit), at)


def _words_part(said: _Said, kit: Kit) -> Part:
    """Words on their ground, as a part of its own, so that they are painted wherever their face is."""
    rect, block = said.rect, said.block
    width, height = rect.right - rect.left, rect.bottom - rect.top
    ops: list[Op] = [Box(0, 0, width, height, 6, kit.theme.card, None, 0.86)]
    if said.shape is not None:
        pen = Pen(said.colour, 1.4)
        ops.append(Shape(outline(said.shape, 9, height / 2, 4.5), kit.theme.card, pen))
    ink_left = min((line.x for line in block.lines if line.runs), default=0.0)
    indent = 17.0 if said.shape is not None else (width - block.width) / 2
    ops += text_ops(block, indent - ink_left, (height - block.height) / 2, said.colour)
    return Part("words", "", "", width, height, tuple(ops), missing=lost_in(ops), of=said.of)


def _leader(said: _Said, scale: Scale, kit: Kit) -> list[Op]:
    """A thin line from words to their face where they are far from it."""
    x, y = said.at
    below = said.rect.top > y
    edge = said.rect.top if below else said.rect.bottom
    if abs(edge - y) < 34:
        return []
    path: Path = (("M", x, y + scale.top), ("L", x, edge + scale.top))
    return [Shape(path, None, Pen(kit.theme.quiet, 0.6))]


# -- the curves -------------------------------------------------------------------------------------------------------


def _area(line: _Line, scale: Scale, foot: float, kit: Kit) -> list[Op]:
    """The ground under the curve, from good to bad."""
    theme = kit.theme
    ground = theme.card
    stops = (Stop(0, mix(theme.good, ground, 0.3)), Stop(0.5, mix(theme.fair, ground, 0.14)),
             Stop(1, mix(theme.bad, ground, 0.18)))
    left, right, inner = line.points[0][0], line.points[-1][0], 0.45 * _ROUND
    under: Path = (*_moved(line.path, scale.top), ("L", right, foot - _ROUND),
                   ("C", right, foot - inner, right - inner, foot, right - _ROUND, foot), ("L", left + _ROUND, foot),
                   ("C", left + inner, foot, left, foot - inner, left, foot - _ROUND), ("Z",))
    return [Shape(under, Gradient(0, scale.top, 0, foot, stops))]


def _expected_tone(line: _Line, kit: Kit) -> Colour:
    return line.owner.colour if line.owner.name else kit.theme.expected


def _expected(line: _Line, scale: Scale, kit: Kit) -> list[Op]:
    """The curve that was wanted, dashed with hollow points, and the leak between it and the one that was given."""
    held = [f for f in line.feelings if f.card.expected is not None]
    tone = _expected_tone(line, kit)
    leak = tone if line.owner.name else kit.theme.leak
    wanted = [(f.x, scale.y(f.card.expected or 0)) for f in held]
    ops: list[Op] = []
    if len(held) > 1:
        actual = [(x, scale.top + y) for x, y in line.points]
        ops = [Shape(leak_path(wanted, actual), leak, None, 0.11),
               Shape(curve(wanted), None, Pen(tone, 1.5, (5, 3.5)))]
    elif held:
        path: Path = (("M", *wanted[0]), ("L", held[0].x, scale.y(held[0].card.score)))
        ops = [Shape(path, None, Pen(leak, 1, (2, 2)))]
    marks = [mark for feeling in held if (mark := _marker(feeling, kit))]
    return ops + [Box(x - MARKER, scale.top + y - MARKER, 2 * MARKER, 2 * MARKER, MARKER, kit.theme.card,
                      Pen(tone, 1.5)) for x, y in marks]


def _curve_part(lines: list[_Line], said: list[_Said], sides: tuple[float, float], scale: Scale, height: float,
                kit: Kit) -> Part:
    """Everything behind the faces: the middle line, the area, the curves."""
    (left, right), middle = sides, scale.y(0)
    top, bottom = kit.measures.lane_pad, height - kit.measures.lane_pad
    ops: list[Op] = [Box(left, top, right - left, bottom - top, _ROUND, kit.theme.card)]
    if len(lines) == 1 and not lines[0].owner.name:
        ops += _area(lines[0], scale, bottom, kit)
    ops.append(Box(left, top, right - left, bottom - top, _ROUND, None, Pen(kit.theme.line, 0.75)))
    ops.append(Shape((("M", left, middle), ("L", right, middle)), None, Pen(kit.theme.line, 0.8, (2, 3))))
    for line in lines:
        ops += _expected(line, scale, kit)
    for words in said:
        ops += _leader(words, scale, kit)
    for line in lines:
        ops.append(Shape(_moved(line.path, scale.top), None, Pen(line.owner.colour, 2.4, round=True)))
    return Part("curve", "", "", right, height, tuple(ops))


def _face_part(feeling: _Feeling, owner: _Owner, kit: Kit) -> Part:
    """One face on its ground, which has the shape of its owner's."""
    size, hit = feeling.size, feeling.hit
    middle = hit / 2
    pen = Pen(owner.colour, 1.6) if owner.name else None
    ops: list[Op] = [
        Shape(outline(owner.shape, middle, middle, _radius(size, owner)), kit.theme.card, pen),
        Use(kit.face(feeling.card.score), middle - size / 2, middle - size / 2, size, kit.theme.text),
    ]
    ops += _lock(middle + size * 0.22, size * 0.5, kit) if feeling.card.internal else []
    missing = feeling.words.missing if feeling.words else frozenset[str]()
    label = _face_label(feeling.card, owner, kit)
    return Part("emotion", feeling.card.id, label, hit, hit, tuple(ops), missing=missing)


def _lock(at: float, size: float, kit: Kit) -> list[Op]:
    """The mark of an emotion that is not for clients, at the lower right of its face."""
    ground = Box(at, at, size, size, size / 2, kit.theme.card, Pen(kit.theme.line, 0.75))
    return [ground, Use(icon("lock"), at + size * 0.14, at + size * 0.12, size * 0.72, kit.theme.text)]


def _inside(feelings: list[_Feeling], owners: Mapping[str, _Owner], said: list[_Said], top: float,
            remembered: Remembered, kit: Kit) -> list[Placed]:
    """The faces and the words, placed; those that look as they did are the same parts."""
    found = []
    for word in said:
        rect = word.rect
        made_from = word.block, rect.right - rect.left, rect.bottom - rect.top, word.colour, word.shape
        part = remembered.part(("words", word.name), made_from, partial(_words_part, word, kit))
        found.append(Placed(rect.left, top + rect.top, part))
    for feeling in feelings:
        owner, middle = owners[feeling.owner], feeling.hit / 2
        part = remembered.part(("face", feeling.card.id), (feeling.card, owner, feeling.size, middle),
                               partial(_face_part, feeling, owner, kit))
        found.append(Placed(feeling.x - middle, top + _height(feeling.card.score, kit) - middle, part))
    return found


def _face_label(card: Emotion, owner: _Owner, kit: Kit) -> str:
    """What a screen reader says of a face."""
    words = f"{kit.words.gettext('Emotion')} {score_words(card.score)}: {card.text}"
    if card.expected is not None:
        words += f" ({kit.words.gettext('expected')} {score_words(card.expected)})"
    return (f"{words} — {owner.name}" if owner.name else words) + internal_label(card.internal, kit)


def _invitations(columns: list[Column], prompts: Mapping[str, str], middle: float, kit: Kit) -> list[Placed]:
    """What an emotion lane without any emotion says: its questions, or how to begin."""
    gutter = kit.measures.gutter
    asked = [(c.x + c.width / 2, c.width - 2 * gutter, prompts[c.stage]) for c in columns if prompts.get(c.stage)]
    if not asked:
        left, right = columns[0].x + gutter, columns[-1].x + columns[-1].width - gutter
        width = min(right - left, 420.0)
        words = kit.words.gettext("Drag an emotion here or double-click: the higher, the better")
        asked = [(left + width / 2, width, words)]
    return [_invitation(words, x, middle, max(width - 24, 40.0), kit) for x, width, words in asked]


def _invitation(words: str, x: float, y: float, room: float, kit: Kit) -> Placed:
    """Words around a point, on a ground as large as they are."""
    block = kit.block(words, SMALL, room, "centre")
    width, height = block.width + 16, block.height + 8
    ops: list[Op] = [Box(0, 0, width, height, 6, kit.theme.card)]
    ops += text_ops(block, (width - room) / 2, 4, kit.theme.quiet)
    part = Part("hint", "", block.text, width, height, tuple(ops), missing=block.missing)
    return Placed(x - width / 2, y - height / 2, part)


def _scale(said: list[_Said], kit: Kit) -> tuple[Scale, float]:
    """The scale, with room above and below for words that stand out; and the lane's height."""
    half, span = kit.measures.face / 2 + 4, kit.measures.emotion_span
    above = max([half, *(-word.rect.top for word in said)])
    below = max([half, *(word.rect.bottom - span for word in said)])
    top = kit.measures.lane_pad + above + 4
    return Scale(top, top + span), top + span + below + kit.measures.lane_pad + 4


def compose_emotions(
    columns: list[Column], cells: Mapping[str, list[BaseCard]], personas: Mapping[str, Persona],
    prompts: Mapping[str, str], remembered: Remembered, kit: Kit,
) -> tuple[list[Placed], Scale, float]:
    """Curves and faces of an emotion lane, from the lane's origin; the scale; the height that they take.

    `prompts` are the questions of its cells by stage.
    """
    if not columns:
        return [], *_scale([], kit)
    left, right = columns[0].x + kit.measures.gutter, columns[-1].x + columns[-1].width - kit.measures.gutter
    emotions = [(c, [card for card in cards if isinstance(card, Emotion)]) for c, cards in by_step(columns, cells)]
    owners = _owners([card for _column, cards in emotions for card in cards], personas, kit)
    feelings = _feelings(emotions, personas, owners, kit)
    lines = _lines(feelings, owners, left, right, kit)
    said = _placed_words(lines, left, right, kit)
    scale, height = _scale(said, kit)
    inside = _inside(feelings, owners, said, scale.top, remembered, kit)
    if kit.hints and not feelings:
        inside = _invitations(columns, prompts, scale.y(0), kit)
    ordered = sorted(inside, key=lambda child: child.x + child.part.width)  # so that a painter finds them quickly
    return [Placed(0, 0, _curve_part(lines, said, (left, right), scale, height, kit)), *ordered], scale, height


def scale_labels(scale: Scale, x: float, below: float, ground: Colour, kit: Kit) -> tuple[list[Op], float]:
    """The words at the ends of the scale, but not above `below`, on a ground; also where they end."""
    good = kit.block(kit.words.lines(N_("Positive")), SMALL)
    bad = kit.block(kit.words.lines(N_("Negative")), SMALL)
    top = max(scale.top - good.height / 2, below)
    foot = max(scale.bottom - bad.height / 2, top + good.height)
    inks = [readable(kit.theme.ink(tone), (ground,), kit.theme.shade, kit.theme.least)
            for tone in (kit.theme.good, kit.theme.bad)]
    return text_ops(good, x, top, inks[0]) + text_ops(bad, x, foot, inks[1]), foot + bad.height
