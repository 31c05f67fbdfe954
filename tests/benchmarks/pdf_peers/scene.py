"""The page of a comparison: boxes with words. Imports nothing of the program that a peer's process would pay for."""

import json
from pathlib import Path
from typing import NamedTuple

from cjdesigner import assets

FAMILY, SIZE, LEADING, PAD = "Be Vietnam Pro", 10.0, 13.6, 8.0
FONT = assets.path("fonts", "BeVietnamPro-Regular.ttf")


class Box(NamedTuple):
    """A rounded box with words in it: points from the top left of the page, colours as `#rrggbb`."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    line: str
    text: str


class Scene(NamedTuple):
    """A page of boxes with one line of points through it."""

    width: float
    height: float
    boxes: list[Box]
    curve: list[tuple[float, float]]

    def saved(self, path: Path) -> None:
        """Writes it where `load` finds it."""
        path.write_text(json.dumps(self), encoding="utf-8")


def load(path: Path) -> Scene:
    """A scene that was saved."""
    width, height, boxes, curve = json.loads(path.read_text(encoding="utf-8"))
    return Scene(width, height, [Box(*box) for box in boxes], curve)
