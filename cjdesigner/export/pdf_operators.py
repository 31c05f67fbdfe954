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


def short(value: float) -> str:
    """A number with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=4096)
def moved(x: float, y: float, scale: float = 1.0) -> str:
    """A move of the origin, and a scale."""
    return f"{scale:.4g} 0 0 {scale:.4g} {short(x)} {short(y)} cm"


@lru_cache(maxsize=4096)
def path(segments: Path) -> str:
    """A path. Many parts share one: placed by a matrix, the same letters are repeated and compress well."""
    out: list[str] = []
    for letter, *numbers in segments:
        out += map(short, numbers)
        out.append(_LETTERS[letter])
    return " ".join(out)


@lru_cache(maxsize=4096)
def rectangle(width: float, height: float, radius: float) -> str:
    """A box with its top left corner at the origin; its corners are at most half circles."""
    r = min(radius, width / 2, height / 2)
    wide, high = short(width), short(height)
    if r <= 0:
        return f"0 0 {wide} {high} re"
    k = r * (1 - _KAPPA)
    near, handle = short(r), short(k)
    right, bottom, far, low = short(width - r), short(height - r), short(width - k), short(height - k)
    return (
        f"{near} 0 m {right} 0 l {far} 0 {wide} {handle} {wide} {near} c {wide} {bottom} l "
        f"{wide} {low} {far} {high} {right} {high} c {near} {high} l {handle} {high} 0 {low} 0 {bottom} c "
        f"0 {near} l 0 {handle} {handle} 0 {near} 0 c h"
    )


@cache
def stroke(pen: Pen) -> str:
    """Width, dashes, ends and joins of a pen."""
    dash = " ".join(f"{length:g}" for length in pen.dash)
    style = 1 if pen.round else 0
    return f"{pen.width:g} w [{dash}] 0 d {style} J {style} j"
