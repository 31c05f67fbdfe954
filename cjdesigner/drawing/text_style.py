"""What type is told to look like. Alone, so that a theme can be had without the type engine."""

from typing import Literal, NamedTuple

Weight = Literal["regular", "medium", "semibold", "bold", "italic"]


class TextStyle(NamedTuple):
    """A weight, a size in points, and the height of a line as a multiple of the size."""

    weight: Weight = "regular"
    size: float = 12.0
    leading: float = 1.36
