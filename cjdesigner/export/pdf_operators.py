"""Boxes, paths and pens as PDF operators. Strings only: knows neither reportlab nor a page."""

from functools import cache, lru_cache

from cjdesigner.drawing.drawing import Path, Pen

_KAPPA = 0.5522847498
"""The handle of a cubic that is a quarter of a circle of radius 1."""

_LETTERS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@cache
def rgb(colour: str) -> str:
    """`#RRGGBB` as three numbers from 0 to 1."""
    return " ".join(f"{int(colour[at:at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


@lru_cache(maxsize=4096)
def path(segments: Path) -> str:
    """A path. Many parts share one: placed by a matrix, the same letters are repeated and compress well."""
    out: list[str] = []
    for letter, *numbers in segments:
        out += [f"{value:.2f}" for value in numbers]
        out.append(_LETTERS[letter])
    return " ".join(out)


@lru_cache(maxsize=4096)
def rectangle(width: float, height: float, radius: float) -> str:
    """A box with its top left corner at the origin; its corners are at most half circles."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return f"0 0 {width:.2f} {height:.2f} re"
    k = r * (1 - _KAPPA)
    right, bottom = width - r, height - r
    return (
        f"{r:.2f} 0 m {right:.2f} 0 l {width - k:.2f} 0 {width:.2f} {k:.2f} {width:.2f} {r:.2f} c "
        f"{width:.2f} {bottom:.2f} l "
        f"{width:.2f} {height - k:.2f} {width - k:.2f} {height:.2f} {right:.2f} {height:.2f} c "
        f"{r:.2f} {height:.2f} l {k:.2f} {height:.2f} 0 {height - k:.2f} 0 {bottom:.2f} c "
        f"0 {r:.2f} l 0 {k:.2f} {k:.2f} 0 {r:.2f} 0 c h"
    )


@cache
def stroke(pen: Pen) -> str:
    """Width, dashes, ends and joins of a pen."""
    dash = " ".join(f"{length:g}" for length in pen.dash)
    style = 1 if pen.round else 0
    return f"{pen.width:g} w [{dash}] 0 d {style} J {style} j"
