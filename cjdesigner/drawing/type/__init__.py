"""The one text engine: HarfBuzz shapes, ICU says where lines may break, our code places baselines.

All measures are in points, y grows downwards. `Typesetter.block` is the way in.
"""

from cjdesigner.drawing.type.fonts import Font, FontSet, Weight
from cjdesigner.drawing.type.lines import Align, Line, PlacedRun, TextBlock, TextStyle, Typesetter
from cjdesigner.drawing.type.shaping import Run

__all__ = ["Align", "Font", "FontSet", "Line", "PlacedRun", "Run", "TextBlock", "TextStyle", "Typesetter", "Weight"]
