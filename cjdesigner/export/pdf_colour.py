"""The colours of a PDF: an sRGB profile of our own making, so that it is always the same bytes."""

import struct

_PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392), "gXYZ": (0.38515, 0.71687, 0.09708), "bXYZ": (0.14307, 0.06061, 0.7141),
}
"""IEC 61966-2-1, adapted to the light of D50."""
_D50 = (0.9642, 1.0, 0.82491)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
NAME = "sRGB IEC61966-2.1"


def srgb() -> bytes:
    """An ICC profile, version 4.2."""
    curve = b"para\0\0\0\0\0\x03\0\0" + b"".join(map(_fixed, _CURVE))
    tags = {"desc": _words(NAME), "cprt": _words("No copyright, use freely"), "wtpt": _xyz(_D50),
            **{name: _xyz(place) for name, place in _PRIMARIES.items()}, "rTRC": curve}
    table, body = [], b""
    start = 128 + 4 + 12 * (len(tags) + 2)
    for name, data in tags.items():
        table.append((name, start + len(body), len(data)))
        body += data + bytes(-len(data) % 4)
    table += [(name, *table[-1][1:]) for name in ("gTRC", "bTRC")]
    listed = b"".join(struct.pack(">4sII", name.encode(), at, size) for name, at, size in table)
    return _header(start + len(body)) + struct.pack(">I", len(table)) + listed + body


def _header(size: int) -> bytes:
    return struct.pack(">I4sI4s4s4s6H4s4sI4sIQI12s4s44x", size, b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ",
                       2000, 1, 1, 0, 0, 0, b"acsp", b"\0\0\0\0", 0, b"\0\0\0\0", 0, 0, 0,
                       b"".join(map(_fixed, _D50)), b"\0\0\0\0")


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(place: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, place))


def _words(text: str) -> bytes:
    raw = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(raw), 28) + raw
