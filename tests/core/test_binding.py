"""The Qt binding gives back the references that it takes.

PySide6 6.12.0 drops one reference to None in each call that returns nothing. Below Python 3.12 None is counted like
any other object: after some thousands of such calls the interpreter aborts.
"""

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage, QPainter

CALLS = 500


def dropped(call):
    """How many references to None `CALLS` calls cost."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
@pytest.mark.parametrize("method", ["setObjectName", "setPen", "setOpacity", "save", "drawPoint", "fillRect"])
def test_calls_that_return_nothing_keep_none_alive(method):
    named, image = QObject(), QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    arguments = {
        "setObjectName": ("name",), "setPen": (QColor("black"),), "setOpacity": (0.5,), "save": (),
        "drawPoint": (1, 1), "fillRect": (0, 0, 4, 4, QColor("red")),
    }[method]
    call = getattr(named if method == "setObjectName" else painter, method)
    try:
        cost = dropped(lambda: call(*arguments))
        if method == "save":
            for _ in range(CALLS + 1):
                painter.restore()
    finally:
        painter.end()
    assert cost < CALLS // 10
