"""Undo: a list of whole frozen maps that share their unchanged parts, each with a label.

Nothing that cannot be undone lives in a map; selection, zoom and scroll stay outside.
"""

from dataclasses import dataclass, field
from itertools import groupby

from cjdesigner.model.map import JourneyMap

LIMIT = 1_000
"""Steps that are remembered."""


@dataclass(frozen=True)
class Step:
    """One edit: its label (English, translated when shown), the map before it, and what later typing may join."""

    label: str
    before: JourneyMap
    after: JourneyMap
    merge: str | None = None


@dataclass
class History:
    """The steps back and forth from the current map."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def record(self, label: str, before: JourneyMap, after: JourneyMap, merge: str | None = None) -> None:
        """Remembers an edit. One with the same `merge` key as the last joins it, until `seal`."""
        last = self.done[-1] if self.done else None
        if last and merge is not None and last.merge == merge and not self.undone:
            self.done[-1] = Step(last.label, last.before, after, merge)
        else:
            self.done.append(Step(label, before, after, merge))
        del self.done[:-LIMIT]
        self.undone.clear()

    def seal(self) -> None:
        """Ends the merging of edits: the next one is a step of its own."""
        if self.done and self.done[-1].merge is not None:
            last = self.done[-1]
            self.done[-1] = Step(last.label, last.before, last.after)

    def fold(self, label: str, whole: str) -> None:
        """Makes one step, called `whole`, of neighbouring steps called `label`, as when a round of votes is over."""
        done: list[Step] = []
        for same, steps in groupby(self.done, lambda step: step.label == label):
            row = list(steps)
            done += [Step(whole, row[0].before, row[-1].after)] if same else row
        self.done[:] = done

    def undo(self) -> JourneyMap | None:
        """The map before the last step, or None."""
        if not self.done:
            return None
        self.seal()
        self.undone.append(self.done.pop())
        return self.undone[-1].before

    def redo(self) -> JourneyMap | None:
        """The map after the step that was undone last, or None."""
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self.done[-1].after

    @property
    def undo_label(self) -> str:
        """The label of the step that undo would take back; empty where there is none."""
        return self.done[-1].label if self.done else ""

    @property
    def redo_label(self) -> str:
        """The label of the step that redo would bring back; empty where there is none."""
        return self.undone[-1].label if self.undone else ""
