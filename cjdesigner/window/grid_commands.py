"""Commands on the grid: insert beside, steps, merge and split, collapse and hide, widths. On what is selected."""

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.grid_gestures import fit_stages
from cjdesigner.edit.changes import changed, put
from cjdesigner.edit.merging import merge, split_lane, split_stage
from cjdesigner.edit.shown import equal_widths, hide, insert_beside, resize, show, toggle_collapsed
from cjdesigner.edit.spans import narrower, wider
from cjdesigner.edit.steps import insert_step, new_step
from cjdesigner.language import N_
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Edit, Session

_BY = 16.0
"""Points by which a stage becomes wider or narrower by keyboard."""


class GridCommands:
    """Commands on the stages, steps and lanes of a canvas's selection."""

    def __init__(self, session: Session, canvas: CanvasView) -> None:
        self._session, self._canvas = session, canvas

    def act_on(self, canvas: CanvasView) -> None:
        """From now on the commands are for another canvas of the same session."""
        self._canvas = canvas

    def _chosen(self, *names: str) -> list[str]:
        """The selected things of some collections, in the order of the map."""
        journey = self._session.map
        return [key for name in names for key in getattr(journey, name) if key in self._canvas.selection]

    def _stages(self) -> list[str]:
        """The selected stages, else those of the selected cards and steps."""
        journey = self._session.map
        found = self._chosen("stages")
        inside = [journey.cards[key].stage for key in self._chosen("cards")]
        inside += [journey.steps[key].stage for key in self._chosen("steps")]
        return found or list(dict.fromkeys(inside))

    def _lanes(self) -> list[str]:
        """The selected lanes, else those of the selected cards."""
        found = self._chosen("lanes")
        return found or list(dict.fromkeys(self._session.map.cards[key].lane for key in self._chosen("cards")))

    def _apply_and_name(self, label: str, edit: Edit) -> None:
        """Applies an edit that makes one stage, step or lane, and begins to edit its name."""
        before = self._session.map
        if not self._session.apply(label, edit):
            return
        after = self._session.map
        new = [key for name in ("stages", "lanes", "steps") for key in getattr(after, name)
               if key not in getattr(before, name)]
        if new:
            self._canvas.select(frozenset(new[:1]))
            self._canvas.reveal(new[0])
            self._canvas.setFocus()
            self._canvas.edit_text(new[0])

    def insert(self, *, after: bool) -> None:
        """A new stage, step or lane beside the selected one."""
        keys = self._chosen("stages", "steps", "lanes")
        if keys:
            key = keys[-1] if after else keys[0]
            names = {"stages": N_("Add stage"), "steps": N_("Add step"), "lanes": N_("Add lane")}
            label = next(words for name, words in names.items() if key in getattr(self._session.map, name))
            self._apply_and_name(label, lambda m: insert_beside(m, key, after=after))

    def add_step(self) -> None:
        """A new step at the end of the selected stage, or after the selected step."""
        steps, stages = self._chosen("steps"), self._stages()
        if steps:
            self._apply_and_name(N_("Add step"), lambda m: insert_beside(m, steps[-1], after=True))
        elif stages:
            self._apply_and_name(N_("Add step"), lambda m: insert_step(m, new_step(m, stages[0])))

    def merge(self) -> None:
        """The selected stage or lane becomes one with the next."""
        keys = self._chosen("stages", "lanes")
        if keys and self._session.apply(N_("Merge"), lambda m: merge(m, keys[0])):
            self._canvas.select(frozenset(keys[:1]))

    def split_stage(self) -> None:
        """The stage becomes two, at the selected cards or step."""
        stages, chosen = self._stages(), frozenset(self._canvas.selection)
        if stages:
            self._apply_and_name(N_("Split stage"), lambda m: split_stage(m, stages[0], chosen))

    def split_lane(self) -> None:
        """The lane becomes two; the selected cards go to the second."""
        lanes, chosen = self._lanes(), frozenset(self._canvas.selection)
        if lanes:
            self._apply_and_name(N_("Split lane"), lambda m: split_lane(m, lanes[0], chosen))

    def collapse(self) -> None:
        """Collapses what is selected, or opens it again."""
        keys = self._chosen("stages", "lanes")
        if keys:
            self._session.apply(N_("Collapse or expand"), lambda m: toggle_collapsed(m, keys))

    def hide(self) -> None:
        """Takes what is selected out of the drawing."""
        keys = self._chosen("stages", "lanes")
        if keys and self._session.apply(N_("Hide"), lambda m: hide(m, keys)):
            self._canvas.select(frozenset())

    def show(self, key: str | None = None) -> None:
        """Brings one hidden stage or lane back, or all of them."""
        if self._session.apply(N_("Show"), lambda m: show(m, None if key is None else [key])) and key:
            self._canvas.select(frozenset({key}))
            self._canvas.reveal(key)

    def widen(self, by: int) -> None:
        """Cards cover more (1) or less (-1); stages become wider or narrower."""
        cards, stages = self._chosen("cards"), self._chosen("stages")
        if cards:
            edit = wider if by > 0 else narrower
            self._session.apply(N_("Change width of card"), lambda m: edit(m, cards))
        elif stages:
            widths = {key: width + by * _BY for key, width in self._widths(stages).items()}
            self._session.apply(N_("Resize stage"), lambda m: _resized(m, widths))

    def _widths(self, keys: list[str]) -> dict[str, float]:
        """How wide stages are drawn."""
        return {c.stage: c.width for c in self._canvas.shown.grid.columns if c.stage in keys and not c.collapsed}

    def fit_width(self) -> None:
        """Makes the selected stages as narrow as their content allows."""
        shown = self._widths(self._stages())
        if shown:
            fit_stages(self._canvas, list(shown))

    def equal_widths(self) -> None:
        """Gives the selected stages one width, all stages the usual one where fewer than two are selected."""
        widths = self._widths(self._chosen("stages"))
        self._session.apply(N_("Equal widths"), lambda m: equal_widths(m, widths))

    def paint(self, colour: str | None) -> None:
        """Gives what is selected a colour; None for the usual one."""
        keys = set(self._chosen("stages", "lanes", "cards"))
        self._session.apply(N_("Change colour"), lambda m: _painted(m, keys, colour))


def _resized(journey: JourneyMap, widths: dict[str, float]) -> JourneyMap:
    for key, width in widths.items():
        journey = resize(journey, [key], width)
    return journey


def _painted(journey: JourneyMap, keys: set[str], colour: str | None) -> JourneyMap:
    return changed(journey, **{
        name: put(held, [changed(e, colour=colour) for k, e in held.items() if k in keys and e.colour != colour])
        for name, held in (("stages", journey.stages), ("lanes", journey.lanes), ("cards", journey.cards))})
