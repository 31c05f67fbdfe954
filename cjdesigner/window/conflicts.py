"""The conflicts of a window's map: they are shown one after the other, and settled, one step of undo each."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cjdesigner.canvas.accessible import announce
from cjdesigner.canvas.conflict_marks import place_of
from cjdesigner.language import N_, _, ngettext
from cjdesigner.merge.pieces import Piece, pieces_of
from cjdesigner.model.conflicts import Conflict
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.conflict_bar import ConflictBar, Shown

if TYPE_CHECKING:
    from cjdesigner.edit.conflicts import Side
    from cjdesigner.window.main import MainWindow


_READABLE = 0.55
"""Below this zoom what a conflict is about can hardly be read."""


class Conflicts(QObject):
    """Leads through the conflicts of one window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._current, self._wanted = "", False
        self.bar: ConflictBar | None = None
        self._session.changed.connect(self._map_changed)

    def functions(self) -> dict[str, Callable[[], object]]:
        """The functions of the commands."""
        return {"next_conflict": lambda: self.step(1), "previous_conflict": lambda: self.step(-1)}

    def build(self) -> None:
        """Makes the bar, anew where words or colours changed."""
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
        bar = self.bar = ConflictBar(self._window.frame, self._window.bench)
        self._window.bench.put_above(bar)
        bar.stepped.connect(self.step)
        bar.chosen.connect(self.go)
        bar.settled.connect(self.settle)
        bar.settled_all.connect(self.settle_all)
        bar.closed.connect(self.close)
        self._show()

    def _ordered(self) -> list[Conflict]:
        from cjdesigner.edit.conflicts import ordered_conflicts

        return ordered_conflicts(self._session.map) if self._session.map.conflicts else []

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        """A map that comes with conflicts opens on them; when all are settled the bar goes."""
        fresh = new.conflicts.keys() - (old.conflicts.keys() if old.id == new.id else set())
        if fresh:
            self._wanted = True
            self._current = next(each.id for each in self._ordered() if each.id in fresh)
        if new.conflicts or old.conflicts:
            self._show()
        if fresh:
            count = len(new.conflicts)
            announce(self._window.active_canvas, ngettext(
                "{count} conflict waits for your decision.", "{count} conflicts wait for your decision.",
                count))

    def lead(self) -> None:
        """Goes to the conflict that is looked at, as the map is opened on it."""
        if self._current in self._session.map.conflicts:
            self.go(self._current)

    def step(self, by: int) -> None:
        """Goes to the next conflict, or the one before."""
        found = [each.id for each in self._ordered()]
        if not found:
            return
        shown = self.bar is not None and self.bar.isVisible()
        here = found.index(self._current) if self._current in found else -1 if by > 0 else 0
        self._wanted = True
        self.go(found[(here + by) % len(found)] if shown or here < 0 else self._current)

    def go(self, key: str) -> None:
        """Shows a conflict, in the bar and on the canvas."""
        self._current = key
        self._show()
        conflict = self._session.map.conflicts.get(key)
        if conflict is None:
            return
        where, canvas = place_of(self._session.map, conflict), self._window.active_canvas
        card = self._session.map.cards.get(where)
        if card is not None and where not in canvas.shown.spots:
            where = card.lane  # it is folded away in there
        if where:
            canvas.select(frozenset({where}))
            if canvas.zoom < _READABLE:
                canvas.set_zoom(1.0)
            canvas.reveal(where)
        if self.bar is not None:
            announce(self.bar, f"{self.bar.count.text()}: {self._sentence(conflict)}")

    def settle(self, side: "Side") -> None:
        """Settles the conflict that is looked at, and goes on to the next."""
        from cjdesigner.edit.conflicts import settle

        row, key = [each.id for each in self._ordered()], self._current
        if key not in row or not self._session.apply(N_("Settle conflict"), lambda m: settle(m, key, side)):
            return
        rest = [each for each in row if each != key]
        if rest:
            self.go(rest[min(row.index(key), len(rest) - 1)])

    def settle_all(self, side: "Side") -> None:
        """Settles all conflicts the same way, as one step."""
        from cjdesigner.edit.conflicts import settle

        row = [each.id for each in self._ordered()]

        def edit(journey: JourneyMap) -> JourneyMap:
            for key in row:
                journey = settle(journey, key, side)
            return journey

        self._session.apply(N_("Settle all conflicts"), edit)

    def close(self) -> None:
        """Takes the bar away; the badges stay, and F4 brings it back."""
        self._wanted = False
        self._show()
        self._window.active_canvas.setFocus()

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        from cjdesigner.merge.sentences import subject

        row, bar = self._ordered(), self.bar
        if bar is None:
            return
        if not row:
            if bar.isVisible():
                self._window.statusBar().showMessage(_("All conflicts are settled."), 6_000)
            focused = bar.isAncestorOf(self._window.focusWidget() or bar)
            bar.hide()
            if focused:
                self._window.active_canvas.setFocus()
            return
        if self._current not in self._session.map.conflicts:
            self._current = row[0].id
        bar.show_conflicts([(each.id, subject(each, self._session.map)) for each in row], self._current)
        bar.show_sides(self._shown(self._session.map.conflicts[self._current]), usable=not self._session.read_only)
        bar.setVisible(self._wanted)

    def _sentence(self, conflict: Conflict) -> str:
        from cjdesigner.merge.sentences import contradiction

        return contradiction(conflict, self._session.map)

    def _shown(self, conflict: Conflict) -> Shown:
        from cjdesigner.edit.conflicts import can_be_both
        from cjdesigner.merge.sentences import side_words

        journey = self._session.map
        mine, theirs = (side_words(conflict, side, journey) for side in (conflict.ours, conflict.theirs))
        found = pieces_of(mine, theirs)
        return Shown(conflict.id, _without(found, "new"), _without(found, "gone"), can_be_both(journey, conflict))


def _without(pieces: list[Piece], sort: str) -> list[Piece]:
    """One side of a comparison: what only it has is underlined."""
    return [("new" if each == "gone" else each, words) for each, words in pieces if each != sort]
