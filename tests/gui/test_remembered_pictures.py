"""What the canvas remembers to be fast does not grow with what was done to the map."""

from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.pictures import LEAST, Pictures
from cjdesigner.edit.changes import change


def test_pictures_are_remembered_as_far_as_a_view_needs_them():
    pictures = Pictures()
    pictures.fit(400, 300)
    assert pictures.budget == LEAST
    pictures.fit(3840, 2160)
    assert LEAST < pictures.budget < 512 * 1024 * 1024
    pictures.fit(1440, 900)
    assert pictures.budget < 96 * 1024 * 1024


def test_parts_that_are_not_shown_any_more_are_forgotten(window):
    canvas, card = window.canvas, next(iter(window.session.map.cards))
    for number in range(120):
        window.session.apply("Edit text", lambda m, number=number: change(m, card, text=f"Số {number}"))
        QApplication.processEvents()
    assert len(canvas._edges) + len(canvas._splits) < 3 * len(canvas.shown.spots) + 60
    assert canvas.pictures._bytes <= canvas.pictures.budget
