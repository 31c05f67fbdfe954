"""The colours that the canvas adds to a drawing: around it, and what selection and drags show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CanvasColours:
    """`around` is behind the page; `accent` marks selection and drops; `found` rings what was looked for."""

    around: str
    accent: str
    quiet: str
    found: str = "#C77700"


LIGHT = CanvasColours("#F7F8FC", "#1F5FBF", "#566377")
DARK = CanvasColours("#171C24", "#5B9BFF", "#94A2B5")
NIGHT = CanvasColours("#080A0E", "#6FA3E8", "#8792A2")
CONTRAST = CanvasColours("#FFFFFF", "#0B3FB5", "#2B2B2B")
CONTRAST_DARK = CanvasColours("#000000", "#FFD60A", "#D8D8D8")
