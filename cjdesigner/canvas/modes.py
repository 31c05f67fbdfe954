"""Small doors in the canvas: a mode that takes clicks and keys for a while, a place beside it that catches cards."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent, QMouseEvent

from cjdesigner.canvas.hits import Hit


class Mode(Protocol):
    """What takes part in the canvas's events while it is the canvas's `mode`, such as a round of votes."""

    def press(self, found: Hit, event: QMouseEvent) -> bool:
        """A button was pressed on something; True: the canvas does nothing with it."""

    def hover(self, found: Hit) -> None:
        """The mouse moved over something, with no button held."""

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is the mode's, whatever command of the window it belongs to."""

    def key(self, event: QKeyEvent) -> bool:
        """A key was pressed; True: the canvas does nothing with it."""


class Catcher(Protocol):
    """A place beside the canvas where carried cards can be let go."""

    def over(self, at: QPoint | None) -> bool:
        """Whether a place of the screen is its own, which it shows; None: nothing is carried any more."""

    def catch(self, keys: Sequence[str]) -> None:
        """Takes cards."""
