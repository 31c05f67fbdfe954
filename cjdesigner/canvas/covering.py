"""Draws a map with covered cards: their words never reach the drawing, nor what a screen reader is told."""

from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from cjdesigner.canvas.painting import colour, draw_op
from cjdesigner.canvas.view import PaintedView
from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.compose.covered import covered_part
from cjdesigner.drawing.drawing import Drawing, Part, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import look
from cjdesigner.edit.changes import changed
from cjdesigner.language import _
from cjdesigner.model.cards import BaseCard, Note
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, named


def blank(card: BaseCard) -> Note:
    """A card in its place without anything that somebody wrote, not even a score; its kind's colour stays."""
    tone = card.colour or look(card.kind).colour
    return Note(id=card.id, rank=card.rank, stage=card.stage, lane=card.lane, step=card.step, span=card.span,
                colour=tone)


class Cover:
    """Composes maps with some cards covered. Remembers what it made, so that unchanged parts stay the same objects."""

    def __init__(self) -> None:
        self._blank: dict[str, tuple[BaseCard, Note]] = {}
        self._parts: dict[tuple[str, str], tuple[Part, frozenset[str], Part]] = {}

    def masked(self, journey: JourneyMap, hidden: frozenset[str]) -> JourneyMap:
        """The map without what is written on the hidden cards."""
        hidden &= journey.cards.keys()
        if not hidden:
            return journey
        return changed(journey, cards={**journey.cards, **{key: self._note(journey.cards[key]) for key in hidden}})

    def _note(self, card: BaseCard) -> Note:
        held = self._blank.get(card.id)
        if held is None or held[0] is not card:
            held = self._blank[card.id] = (card, blank(card))
        return held[1]

    def compose(self, composer: Composer, journey: JourneyMap, hidden: frozenset[str]) -> Drawing:
        """The drawing of a map with the hidden cards covered."""
        hidden &= journey.cards.keys()
        drawing = composer.compose(self.masked(journey, hidden))
        if not hidden:
            return drawing
        return replace(drawing, parts=tuple(
            placed._replace(part=self._covered(placed.part, hidden, journey, composer)) for placed in drawing.parts))

    def _covered(self, part: Part, hidden: frozenset[str], journey: JourneyMap, composer: Composer) -> Part:
        """The part, or what stands in for it or for the parts inside it."""
        key = (part.role, part.id)
        held = self._parts.get(key)
        if held and held[0] is part and held[1] == hidden & _inside(part):
            return held[2]
        if part.role == "card" and part.id in hidden:
            card = journey.cards[part.id]
            label = _("{kind}, covered").format(kind=named(KINDS, card.kind))
            made = covered_part(part, self._note(card).colour or "#000000", composer.theme, label)
        elif part.children:
            inner = tuple(child._replace(part=self._covered(child.part, hidden, journey, composer))
                          for child in part.children)
            same = all(new.part is old.part for new, old in zip(inner, part.children, strict=True))
            made = part if same else replace(part, children=inner)
        else:
            return part
        self._parts[key] = (part, hidden & _inside(part), made)
        return made


def _inside(part: Part) -> frozenset[str]:
    """The ids of a part and of the parts in it."""
    return frozenset({part.id, *(child.part.id for child in part.children)})


def paint_marks(painter: QPainter, view: PaintedView, keys: frozenset[str]) -> None:
    """A small closed eye at the corner of each card that the room does not see, though this window does."""
    if view.drawing is None:
        return
    for key in keys:
        if spot := view.drawing.spots.get(key):
            rect = view.spot_rect(spot)
            aside = 6 if spot.role == "emotion" else -4
            at = QPointF(rect.right() + aside, rect.top() + 2)
            painter.setPen(QPen(colour(view.colours.accent), 1.5))
            painter.setBrush(colour(view.colours.around))
            painter.drawEllipse(at, 10, 10)
            draw_op(painter, Use(icon("eye-off"), -6.5, -6.5, 13, view.colours.accent), at.x(), at.y(), 1,
                    view.pictures.glyphs)
