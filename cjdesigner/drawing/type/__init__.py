"""The one text engine: HarfBuzz shapes, ICU says where lines may break, our code places baselines.

All measures are in points, y grows downwards. `Typesetter.block` is the way in.
"""

from cjdesigner.drawing.text_style import TextStyle, Weight
from cjdesigner.drawing.type.fonts import Font, FontSet
from cjdesigner.drawing.type.lines import Align, Line, PlacedRun, TextBlock, Typesetter
from cjdesigner.drawing.type.shaping import Run

__all__ = ["Align", "Font", "FontSet", "Line", "PlacedRun", "Run", "TextBlock", "TextStyle", "Typesetter", "Weight"]
