"""Going round the window's panes by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def enter(pane: QWidget) -> None:
    """Gives the keyboard to a pane, or to the first thing in it that takes it."""
    takers = [pane, *pane.findChildren(QWidget)]
    taker = next((each for each in takers if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
                  and each.isEnabled()), None)
    if taker is not None:
        taker.setFocus(Qt.FocusReason.TabFocusReason)


def next_pane(panes: Sequence[QWidget], focused: QWidget | None, by: int) -> QWidget | None:
    """The pane that comes `by` places after the one with the keyboard, among those that are shown."""
    shown = [pane for pane in panes if pane.isVisible()]
    here = next((place for place, pane in enumerate(shown) if focused and (
        pane is focused or pane.isAncestorOf(focused) or pane.focusProxy() is focused)), -1 if by > 0 else 0)
    return shown[(here + by) % len(shown)] if shown else None
