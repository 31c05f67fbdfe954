"""Fingers and pens: two fingers zoom and move the map, a resting one asks for the menu."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


@pytest.fixture
def small(window):
    """The window, too small for its map."""
    window.resize(1000, 700)
    QApplication.processEvents()
    window.canvas.set_zoom(1.5)
    window.canvas.scroll_by(150, 150)
    return window.canvas


@pytest.fixture
def screen():
    """A touch screen."""
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


def touch(canvas, screen, *steps):
    """Two fingers that go from place to place."""
    view = canvas.viewport()
    for place, (one, other) in enumerate(steps):
        sequence = QTest.touchEvent(view, screen, False)
        act = sequence.press if place == 0 else sequence.move
        act(0, one, view)
        act(1, other, view)
        sequence.commit()
    sequence = QTest.touchEvent(view, screen, False)
    sequence.release(0, steps[-1][0], view)
    sequence.release(1, steps[-1][1], view)
    sequence.commit()


def test_two_fingers_that_part_zoom_in(small, screen, window):
    before = small.zoom
    touch(small, screen, *[(QPoint(250 - 10 * n, 300), QPoint(350 + 10 * n, 300)) for n in range(8)])
    assert small.zoom > before * 1.3
    assert window.session.history.done == []
    assert small.selection == frozenset()


def test_two_fingers_side_by_side_move_the_map(small, screen):
    before, zoom = small.origin(), small.zoom
    touch(small, screen, *[(QPoint(250 + 9 * n, 300 + 6 * n), QPoint(350 + 9 * n, 300 + 6 * n)) for n in range(8)])
    moved = small.origin() - before
    assert small.zoom == pytest.approx(zoom, rel=0.02)
    assert 30 < moved.x() < 80
    assert 20 < moved.y() < 60


def test_the_point_between_the_fingers_stays_there(small):
    at = QPointF(300, 260)
    place = QPointF(small.viewport().mapToGlobal(at.toPoint()))
    point = small.to_points(at)
    small.touching.follow(place, place, 1.4)
    assert (small.to_points(at) - point).manhattanLength() < 2


def mouse(canvas, kind, at, device):
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, QPointF(canvas.viewport().mapToGlobal(at.toPoint())), button, held,
                        Qt.KeyboardModifier.NoModifier, device)
    QApplication.sendEvent(canvas.viewport(), event)


@pytest.fixture
def asked(window):
    """The menus that were asked for; none is shown."""
    found = []
    window.canvas.context_wanted.disconnect(window.context_menu)
    window.canvas.context_wanted.connect(lambda hit, at: found.append((hit, at)))
    return found


def card_place(canvas):
    key = next(c.id for c in canvas.journey.cards.values() if c.kind == "action")
    canvas.reveal(key)
    return key, canvas.spot_rect(canvas.shown.spots[key]).center()


def test_a_finger_that_rests_asks_for_the_menu(small, screen, asked):
    key, at = card_place(small)
    mouse(small, QEvent.Type.MouseButtonPress, at, screen)
    assert small.touching.hold.isActive()
    mouse(small, QEvent.Type.MouseMove, at + QPointF(3, 2), screen)
    small.touching.hold.timeout.emit()
    assert [hit.id for hit, _at in asked] == [key]
    assert small.selection == {key}
    mouse(small, QEvent.Type.MouseButtonRelease, at, screen)
    assert small.ghost is None


def test_a_finger_that_moves_drags_and_asks_for_nothing(small, screen, asked, window):
    _key, at = card_place(small)
    mouse(small, QEvent.Type.MouseButtonPress, at, screen)
    mouse(small, QEvent.Type.MouseMove, at + QPointF(40, 20), screen)
    assert not small.touching.hold.isActive()
    assert small.ghost is not None
    small.stop_gesture()
    assert asked == []


@pytest.mark.parametrize("kind", [QInputDevice.DeviceType.Mouse, QInputDevice.DeviceType.Stylus])
def test_a_mouse_and_a_pen_may_rest(small, asked, kind):
    pointer = (QPointingDevice.PointerType.Pen if kind == QInputDevice.DeviceType.Stylus
               else QPointingDevice.PointerType.Generic)
    device = QPointingDevice("a device", 77, kind, pointer, QInputDevice.Capability.Position, 1, 3)
    key, at = card_place(small)
    mouse(small, QEvent.Type.MouseButtonPress, at, device)
    assert not small.touching.hold.isActive()
    mouse(small, QEvent.Type.MouseMove, at + QPointF(40, 20), device)
    assert small.ghost is not None
    small.stop_gesture()
    assert small.selection == {key}
