"""Glyphs as shapes, in em, for what cannot be text: glyphs without a text of their own, and missing ones' boxes."""

from cjdesigner.drawing.type import Font

_TALL, _PEN = 0.7, 0.05
_OPERATORS = {"moveTo": "m", "lineTo": "l", "curveTo": "c"}

_Point = tuple[float, float]


def outline(font: Font, glyph: int, x: float, y: float) -> str:
    """A glyph's outline, filled, with its origin at a point (y upwards); empty if the glyph is."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.transformPen import TransformPen

    recorded = RecordingPen()
    em = 1 / font.upem
    font.hb.draw_glyph_with_pen(glyph, TransformPen(recorded, (em, 0, 0, em, x, y)))
    out, last = [], (0.0, 0.0)
    for verb, points in recorded.value:
        if verb == "closePath":
            out.append("h")
        elif verb == "qCurveTo":
            out.append(_operator("curveTo", *_cubic(last, *points)))
        else:
            out.append(_operator(verb, *points))
        last = points[-1] if points else last
    return " ".join([*out, "f"]) if out else ""


def _operator(verb: str, *points: _Point) -> str:
    return " ".join([*(f"{x:.4f} {y:.4f}" for x, y in points), _OPERATORS[verb]])


def _cubic(start: _Point, control: _Point, end: _Point) -> tuple[_Point, _Point, _Point]:
    """A quadratic curve as a cubic one: its handles are two thirds of the way to the control point."""
    (x0, y0), (x1, y1), (x2, y2) = start, control, end
    third = 2 / 3
    return ((x0 + third * (x1 - x0), y0 + third * (y1 - y0)), (x2 + third * (x1 - x2), y2 + third * (y1 - y2)), end)


def missing_box(font: Font, x: float) -> str:
    """A box for a glyph that no font has, if the font's own for that is blank; from `x` on the baseline."""
    extents = font.hb.get_glyph_extents(0)
    if extents is not None and extents.width:
        return ""
    wide = max(font.hb.get_glyph_h_advance(0) / font.upem, 0.3) - 2 * _PEN
    outer = f"{x + _PEN:.4f} 0 {wide:.4f} {_TALL} re"
    return f"{outer} {x + 2 * _PEN:.4f} {_PEN} {wide - 2 * _PEN:.4f} {_TALL - 2 * _PEN:.2f} re f*"
