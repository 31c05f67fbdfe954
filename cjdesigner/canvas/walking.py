"""Walking by keyboard: from the selected thing to its neighbour in a direction. Pure."""

from typing import Literal

from cjdesigner.drawing.drawing import Drawing, Spot

Direction = Literal["left", "right", "up", "down"]


def _gap(spot: Spot, other: Spot, direction: Direction) -> float | None:
    """How far another spot is in a direction, with a penalty for being off to the side; None if it is not there."""
    x, y = spot.x + spot.width / 2, spot.y + spot.height / 2
    ox, oy = other.x + other.width / 2, other.y + other.height / 2
    ahead = {"left": x - ox, "right": ox - x, "up": y - oy, "down": oy - y}[direction]
    aside = abs(oy - y) if direction in ("left", "right") else abs(ox - x)
    return ahead + 2.5 * aside if ahead > 4 else None


def neighbour(drawing: Drawing, key: str, direction: Direction) -> str | None:
    """The nearest entity in a direction: cards among cards, then whatever else is there."""
    spot = drawing.spots.get(key)
    if spot is None:
        return None
    if spot.role in ("stage", "step") and direction in ("left", "right"):
        return _nearest(drawing, spot, direction, (spot.role,))
    on_card = spot.role in ("card", "emotion")
    roles = ("card", "emotion") if on_card else ("card", "emotion", "stage", "step", "persona")
    found = _nearest(drawing, spot, direction, roles)
    if found or (on_card and direction in ("left", "right")):
        return found
    return _nearest(drawing, spot, direction, ("stage", "step", "persona"))


def _nearest(drawing: Drawing, spot: Spot, direction: Direction, roles: tuple[str, ...]) -> str | None:
    best: tuple[float, str] | None = None
    for other in drawing.spots.values():
        if other.id == spot.id or other.role not in roles:
            continue
        gap = _gap(spot, other, direction)
        if gap is not None and (best is None or gap < best[0]):
            best = (gap, other.id)
    return best[1] if best else None


def first(drawing: Drawing) -> str | None:
    """Where walking begins: the first card, else the first stage."""
    roles = ("card", "emotion", "stage", "persona", "lane")
    return next((spot.id for role in roles for spot in drawing.spots.values() if spot.role == role), None)
