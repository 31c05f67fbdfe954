"""A map whose pictures' files are missing says so, shows boxes, and has them again when the user comes back."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from cjdesigner.files.assets import folder_of
from cjdesigner.files.storage import save_map
from tests.core.pictures import map_with, picture, png


def come_back(window):
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    QApplication.processEvents()


def test_a_missing_picture_is_told_and_comes_back_without_making_the_map_dirty(make_window, told, tmp_path, qtbot):
    path, first = tmp_path / "m.cjmap", map_with(picture(png()))
    save_map(first, path)
    away = folder_of(path).rename(tmp_path / "elsewhere")
    window = make_window()
    window.open_path(path)
    qtbot.waitUntil(lambda: told.kinds() == ["show_notes"])
    assert "m.assets" in str(told.said)
    come_back(window)
    assert [held.data for held in window.session.map.pictures.values()] == [""]
    away.rename(folder_of(path))
    come_back(window)
    assert window.session.map == first
    assert not window.session.dirty
    assert "show_error" not in told.kinds()
