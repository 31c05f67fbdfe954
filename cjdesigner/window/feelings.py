"""Feelings by menu and keyboard: of any card, and the expected score of emotions."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.drawing.compose.toolkit import score_words
from cjdesigner.edit.feelings import set_expected, set_feeling, shift_expected, shift_feeling
from cjdesigner.language import N_, _
from cjdesigner.model.cards import BaseCard, Emotion
from cjdesigner.model.names import FEELINGS


def _cards(canvas: CanvasView) -> list[BaseCard]:
    return [canvas.journey.cards[key] for key in canvas.selection if key in canvas.journey.cards]


def shift_feelings(canvas: CanvasView, by: int) -> None:
    """Makes the feeling of the selected cards better or worse by a step."""
    keys = [card.id for card in _cards(canvas)]
    canvas.apply(N_("Change feeling"), lambda m: shift_feeling(m, keys, by))


def shift_expectations(canvas: CanvasView, by: int) -> None:
    """Raises or lowers the expected score of the selected emotions by a step."""
    keys = [card.id for card in _cards(canvas)]
    canvas.apply(N_("Change expected score"), lambda m: shift_expected(m, keys, by))


def add_feeling_menus(menu: QMenu, canvas: CanvasView) -> None:
    """Adds the choice of a feeling, and for emotions that of an expected score, for the selected cards."""
    cards = _cards(canvas)
    if not cards or canvas.session.read_only:
        return
    emotions = [card for card in cards if isinstance(card, Emotion)]
    others = [card for card in cards if not isinstance(card, Emotion)]
    menu.addSeparator()
    if others:
        _add_scores(menu.addMenu(_("&Feeling")), {card.feeling for card in others}, lambda value: canvas.apply(
            N_("Change feeling"), lambda m: set_feeling(m, [card.id for card in others], value)))
    if emotions:
        held = {card.expected for card in emotions}
        _add_scores(menu.addMenu(_("E&xpected score")), held, lambda value: canvas.apply(
            N_("Change expected score"), lambda m: set_expected(m, [card.id for card in emotions], value)))


def _add_scores(menu: QMenu, now: set[int | None], choose: Callable[[int | None], object]) -> None:
    """One line for each score, the best first, and one for none; what all the cards have is ticked."""
    group = QActionGroup(menu)
    for value in (*FEELINGS, None):
        words = _("None") if value is None else f"{score_words(value)}  {_(FEELINGS[value])}"
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(now == {value})
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
        group.addAction(action)
        menu.addAction(action)
