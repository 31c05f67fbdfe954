"""The command that marks what is selected as internal, so that it is not in the client's copy."""

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.edit.internal import toggle_internal as toggled
from cjdesigner.language import N_


def toggle_internal(canvas: CanvasView) -> None:
    """Marks the selected lanes and cards as internal; where all of them are, takes the mark away."""
    keys = sorted(canvas.selection)
    canvas.session.apply(N_("Internal"), lambda journey: toggled(journey, keys))
