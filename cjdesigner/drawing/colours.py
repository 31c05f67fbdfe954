"""Colour arithmetic on `#RRGGBB`."""

from collections.abc import Iterable
from functools import cache

Colour = str
"""`#RRGGBB`."""


def channels(colour: Colour) -> tuple[float, float, float]:
    """Red, green and blue between 0 and 1."""
    red, green, blue = (int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


@cache
def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` (0–1) of the first colour laid over the second."""
    mixed = (a * share + b * (1 - share) for a, b in zip(channels(first), channels(second), strict=True))
    return "#" + "".join(f"{round(value * 255):02X}" for value in mixed)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


@cache
def luminance(colour: Colour) -> float:
    """Relative luminance, by WCAG 2.2."""
    red, green, blue = (_linear(value) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(colour: Colour) -> float:
    """How light a colour looks, from 0 (black) to 1 (white): L* of CIE 1976."""
    value = luminance(colour)
    return (116 * value ** (1 / 3) - 16 if value > 216 / 24389 else value * 24389 / 27) / 100


@cache
def toned(colour: Colour, tone: Colour) -> Colour:
    """A colour as a shade of another, as light as it was: white stays white, black becomes the tone itself."""
    darkest = lightness(tone)
    wanted = max(lightness(colour), darkest)
    low, high = 0.0, 1.0
    for _step in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if lightness(mix("#FFFFFF", tone, middle)) < wanted else (low, middle)
    return mix("#FFFFFF", tone, high)


def contrast(first: Colour, second: Colour) -> float:
    """Contrast ratio from 1 to 21, by WCAG 2.2."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, grounds: Iterable[Colour], towards: Colour, least: float = 4.5) -> Colour:
    """The colour, moved towards another only as far as `least` contrast with all the grounds asks."""
    held = tuple(grounds)
    for step in range(21):
        moved = mix(towards, colour, step / 20)
        if all(contrast(moved, ground) >= least for ground in held):
            return moved
    return towards
