"""Boxes, paths and pens as PDF operators. Strings only: knows neither reportlab nor a page."""

from functools import cache

from cjdesigner.drawing.drawing import Box, Path, Pen

_KAPPA = 0.5522847498
"""The handle of a cubic that is a quarter of a circle of radius 1."""

_LETTERS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@cache
def rgb(colour: str) -> str:
    """`#RRGGBB` as three numbers from 0 to 1."""
    return " ".join(f"{int(colour[at:at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def path(segments: Path, x: float, y: float) -> str:
    """A path moved by (x, y)."""
    out: list[str] = []
    for letter, *numbers in segments:
        out += [f"{value + (y if place % 2 else x):.2f}" for place, value in enumerate(numbers)]
        out.append(_LETTERS[letter])
    return " ".join(out)


def rectangle(box: Box, x: float, y: float) -> str:
    """A box moved by (x, y); its corners are at most half circles."""
    left, top, width, height = box.x + x, box.y + y, box.width, box.height
    radius = min(box.radius, width / 2, height / 2)
    if radius <= 0:
        return f"{left:.2f} {top:.2f} {width:.2f} {height:.2f} re"
    k = radius * (1 - _KAPPA)
    right, bottom = left + width, top + height
    return (
        f"{left + radius:.2f} {top:.2f} m {right - radius:.2f} {top:.2f} l "
        f"{right - k:.2f} {top:.2f} {right:.2f} {top + k:.2f} {right:.2f} {top + radius:.2f} c "
        f"{right:.2f} {bottom - radius:.2f} l "
        f"{right:.2f} {bottom - k:.2f} {right - k:.2f} {bottom:.2f} {right - radius:.2f} {bottom:.2f} c "
        f"{left + radius:.2f} {bottom:.2f} l "
        f"{left + k:.2f} {bottom:.2f} {left:.2f} {bottom - k:.2f} {left:.2f} {bottom - radius:.2f} c "
        f"{left:.2f} {top + radius:.2f} l "
        f"{left:.2f} {top + k:.2f} {left + k:.2f} {top:.2f} {left + radius:.2f} {top:.2f} c h"
    )


@cache
def stroke(pen: Pen) -> str:
    """Width, dashes, ends and joins of a pen."""
    dash = " ".join(f"{length:g}" for length in pen.dash)
    style = 1 if pen.round else 0
    return f"{pen.width:g} w [{dash}] 0 d {style} J {style} j"
