"""How colours look to colour-blind eyes, and how far apart two colours look. For tests of palettes.

Dichromats are simulated with the matrices for severity 1.0 of Machado, Oliveira and Fernandes, "A Physiologically-based
Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), in linear sRGB. Distances are CIEDE2000, as in
Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Research & Application 30 (2005).
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

from cjdesigner.drawing.colours import Colour, channels

Triple = tuple[float, float, float]

SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def seen(colour: Colour, sight: str) -> Triple:
    """A colour as somebody sees it, in CIELAB (D65)."""
    red, green, blue = (_linear(value) for value in channels(colour))
    shown = _times(SIGHTS[sight], (red, green, blue))
    clipped = (min(max(shown[0], 0), 1), min(max(shown[1], 0), 1), min(max(shown[2], 0), 1))
    xyz = _times(((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.072175),
                  (0.0193339, 0.119192, 0.9503041)), clipped)
    x, y, z = (_root(value / white) for value, white in zip(xyz, (0.95047, 1.0, 1.08883), strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def apart(first: Triple, second: Triple) -> float:
    """CIEDE2000 between two colours of CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    wide = 1.5 - sqrt(mean**7 / (mean**7 + 25**7)) / 2
    c1, c2 = hypot(a1 * wide, b1), hypot(a2 * wide, b2)
    h1, h2 = degrees(atan2(b1, a1 * wide)) % 360, degrees(atan2(b2, a2 * wide)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue)) + 0.32 * cos(radians(3 * hue + 6))
         - 0.2 * cos(radians(4 * hue - 63)))
    by_l = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    by_c = (c2 - c1) / (1 + 0.045 * chroma)
    by_h = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * t)
    bend = 2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt(by_l**2 + by_c**2 + by_h**2 - bend * by_c * by_h)
