"""The emotion lane: faces at their scores, the curve through them, what was expected, and the leak between."""

from dataclasses import dataclass
from itertools import pairwise

from cjdesigner.drawing.colours import mix
from cjdesigner.drawing.compose.columns import by_step
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
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
    Segment,
    Shape,
    Stop,
    Use,
    lost_in,
)
from cjdesigner.drawing.symbols import face
from cjdesigner.drawing.theme import SMALL, SMALL_STRONG
from cjdesigner.drawing.type import TextBlock
from cjdesigner.model.cards import BaseCard, Emotion

Point = tuple[float, float]

_HIT = 34.0
_SAMPLES = 16


@dataclass(frozen=True)
class _Feeling:
    """One emotion: where its face is across, how wide its words may be, and the words."""

    card: Emotion
    x: float
    room: float
    words: TextBlock | None

    @property
    def below(self) -> bool:
        """Whether the words stand below the face: it is a bad one, or a better one was expected."""
        return self.card.score < 0 or (self.card.expected is not None and self.card.expected > self.card.score)


def slopes(points: list[Point]) -> list[float]:
    """Slopes of a curve that never swings past its points (Fritsch and Carlson 1980, with harmonic means)."""
    chords = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    if not chords:
        return [0.0] * len(points)
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(chords)]
    return [0.0, *inner, 0.0]


def curve(points: list[Point]) -> Path:
    """A smooth path through points that go from left to right."""
    path: list[Segment] = [("M", *points[0])]
    held = slopes(points)
    for ((x0, y0), (x1, y1)), (m0, m1) in zip(pairwise(points), pairwise(held), strict=True):
        third = (x1 - x0) / 3
        path.append(("C", x0 + third, y0 + m0 * third, x1 - third, y1 - m1 * third, x1, y1))
    return tuple(path)


def _between(before: Point, after: Point, slope_before: float, slope_after: float, share: float) -> Point:
    """The curve's point at a share of the way from one point to the next: a cubic Hermite polynomial."""
    (x0, y0), (x1, y1), t = before, after, share
    width = x1 - x0
    y = ((1 + 2 * t) * (1 - t) ** 2 * y0 + t * (1 - t) ** 2 * width * slope_before
         + t * t * (3 - 2 * t) * y1 + t * t * (t - 1) * width * slope_after)
    return x0 + t * width, y


def samples(points: list[Point]) -> list[Point]:
    """Points along the curve, close enough to look smooth."""
    held = slopes(points)
    found = [points[0]]
    for (before, after), (m0, m1) in zip(pairwise(points), pairwise(held), strict=True):
        found += [_between(before, after, m0, m1, step / _SAMPLES) for step in range(1, _SAMPLES + 1)]
    return found


def leak_path(wanted: list[Point], given: list[Point]) -> Path:
    """The space between two curves where less was given than wanted (y grows downwards)."""
    below = samples(given)
    above = [(x, min(y, given_y)) for (x, y), (_, given_y) in zip(samples(wanted), below, strict=True)]
    around = [*above, *reversed(below)]
    path: list[Segment] = [("L", x, y) for x, y in around]
    path[0] = ("M", *around[0])
    return (*path, ("Z",))


def _feelings(cells: list[tuple[Column, list[Emotion]]], kit: Kit) -> list[_Feeling]:
    found = []
    for column, cards in cells:
        room = column.width / max(len(cards), 1)
        for place, card in enumerate(cards):
            words = kit.block(card.text, SMALL_STRONG, max(room - 12, 40), "centre") if card.text else None
            found.append(_Feeling(card, column.x + (place + 0.5) * room, room, words))
    return found


def emotion_scale(feelings: list[_Feeling], kit: Kit) -> tuple[Scale, float]:
    """The scale, with room above and below for the words of the faces at its ends; and the lane's height."""
    half = kit.measures.face / 2 + 4
    above = max((f.words.height - _room(f, kit) for f in feelings if f.words and not f.below), default=0.0)
    below = max((f.words.height - _room(f, kit) for f in feelings if f.words and f.below), default=0.0)
    top = kit.measures.lane_pad + half + max(above, 0.0) + 4
    bottom = top + kit.measures.emotion_span
    return Scale(top, bottom), bottom + half + max(below, 0.0) + kit.measures.lane_pad + 4


def _room(feeling: _Feeling, kit: Kit) -> float:
    """Points between a face and the end of the scale that its words look at."""
    steps = feeling.card.score - Emotion.MIN if feeling.below else Emotion.MAX - feeling.card.score
    return steps * kit.measures.emotion_span / 4


def _area(points: list[Point], path: Path, scale: Scale, foot: float, kit: Kit) -> list[Op]:
    """The ground under the curve, from good to bad."""
    theme = kit.theme
    ground = theme.card
    stops = (Stop(0, mix(theme.good, ground, 0.3)), Stop(0.5, mix(theme.fair, ground, 0.14)),
             Stop(1, mix(theme.bad, ground, 0.18)))
    under: Path = (*path, ("L", points[-1][0], foot), ("L", points[0][0], foot), ("Z",))
    return [Shape(under, Gradient(0, scale.top, 0, foot, stops))]


def _expected(feelings: list[_Feeling], scale: Scale, kit: Kit) -> list[Op]:
    """The curve that was wanted, dashed, and the leak between it and the one that was given."""
    held = [f for f in feelings if f.card.expected is not None]
    if len(held) < 2:
        return []
    wanted = curve([(f.x, scale.y(f.card.expected or 0)) for f in held])
    leak = leak_path([(f.x, scale.y(f.card.expected or 0)) for f in held], [(f.x, scale.y(f.card.score)) for f in held])
    label = kit.block(kit.words.gettext("expected"), SMALL)
    widest = max(held, key=lambda f: abs((f.card.expected or 0) - f.card.score))
    y = scale.y(widest.card.expected or 0) - label.height - 3
    pen = Pen(kit.theme.expected, 1.5, (5, 3.5))
    return [Shape(leak, kit.theme.leak, None, 0.09), Shape(wanted, None, pen),
            *text_ops(label, widest.x - label.width / 2, y, kit.theme.expected)]


def curve_part(feelings: list[_Feeling], left: float, right: float, scale: Scale, height: float, kit: Kit) -> Part:
    """Everything behind the faces: the middle line, the area, the curves."""
    middle = scale.y(0)
    top, bottom = kit.measures.lane_pad, height - kit.measures.lane_pad
    ops: list[Op] = [Box(left, top, right - left, bottom - top, 6, kit.theme.card, Pen(kit.theme.line, 0.75))]
    line = Shape((("M", left, middle), ("L", right, middle)), None, Pen(kit.theme.line, 0.8, (2, 3)))
    if feelings:
        points = [(f.x, scale.y(f.card.score)) for f in feelings]
        ends = [(left, points[0][1]), *points, (right, points[-1][1])]
        path = curve([p for p, after in zip(ends, [*ends[1:], (right + 1, 0.0)], strict=True) if after[0] > p[0]])
        ops += [*_area(ends, path, scale, bottom - 0.5, kit), line, *_expected(feelings, scale, kit)]
        ops.append(Shape(path, None, Pen(kit.theme.curve, 2.4, round=True)))
    else:
        ops.append(line)
    return Part("curve", "", "", right, height, tuple(ops))


def _face_part(feeling: _Feeling, kit: Kit) -> Part:
    """One face on its halo, with its words above (good) or below (bad); the origin is left of and above the face."""
    size, middle = kit.measures.face, _HIT / 2
    ops: list[Op] = []
    if feeling.words:
        words = feeling.words
        top = _HIT - 1 if feeling.below else -words.height + 1
        left = middle - max(feeling.room - 12, 40) / 2
        ink_left = min(line.x for line in words.lines)
        pill = Box(left + ink_left - 5, top - 1, words.width + 10, words.height + 2, 6, kit.theme.card, None, 0.86)
        ops += [pill, *text_ops(words, left, top, kit.theme.text)]
    ops.append(Box(middle - size / 2 - 2, middle - size / 2 - 2, size + 4, size + 4, size / 2 + 2, kit.theme.card))
    ops.append(Use(face(feeling.card.score), middle - size / 2, middle - size / 2, size, kit.theme.text))
    score = f"{feeling.card.score:+d}".replace("-", "−").replace("+0", "0")
    label = f"{kit.words.gettext('Emotion')} {score}: {feeling.card.text}"
    return Part("emotion", feeling.card.id, label, _HIT, _HIT, tuple(ops), missing=lost_in(ops))


def compose_emotions(
    columns: list[Column], cells: dict[str, list[BaseCard]], kit: Kit
) -> tuple[list[Placed], Scale, float]:
    """Curve and faces of an emotion lane, from the lane's origin; the scale; the height that they take."""
    held = [(c, [card for card in cards if isinstance(card, Emotion)]) for c, cards in by_step(columns, cells)]
    feelings = _feelings(held, kit)
    scale, height = emotion_scale(feelings, kit)
    if not columns:
        return [], scale, height
    gutter = kit.measures.gutter
    left, right = columns[0].x + gutter, columns[-1].x + columns[-1].width - gutter
    placed = [Placed(0, 0, curve_part(feelings, left, right, scale, height, kit))]
    placed += [Placed(f.x - _HIT / 2, scale.y(f.card.score) - _HIT / 2, _face_part(f, kit)) for f in feelings]
    return placed, scale, height


def scale_labels(scale: Scale, x: float, below: float, kit: Kit) -> tuple[list[Op], float]:
    """The words at the ends of the scale, but not above `below`; also where they end."""
    good, bad = kit.block(kit.words.gettext("Positive"), SMALL), kit.block(kit.words.gettext("Negative"), SMALL)
    top = max(scale.top - good.height / 2, below)
    foot = max(scale.bottom - bad.height / 2, top + good.height)
    ops = text_ops(good, x, top, kit.theme.ink(kit.theme.good))
    return ops + text_ops(bad, x, foot, kit.theme.ink(kit.theme.bad)), foot + bad.height
