"""The start: the page is there before the rest of the window, and the window stands as it was left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner.files.recent import remember
from cjdesigner.files.settings import Settings
from cjdesigner.files.storage import save_map
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from cjdesigner.window.later import complete_later
from cjdesigner.window.main import MainWindow

# -- the window's place ----------


def test_panels_stand_as_they_were_left_in_the_last_run(make_window):
    kept = []
    first = make_window(JourneyMap(language="en"))
    first.settings_changed.connect(kept.append)
    first.resizeDocks([first._side], [first._side.width() + 90], Qt.Orientation.Horizontal)
    first._right.hide()
    QApplication.processEvents()
    wide = first._side.width()
    first.close()
    second = make_window(JourneyMap(language="en"), state=kept[-1].state, geometry=kept[-1].geometry)
    assert second._side.width() == wide
    assert not second._right.isVisible()
    second.rebuild(Settings(theme="dark"))
    QApplication.processEvents()
    assert second._side.width() == wide
    assert not second._right.isVisible()


def test_panels_are_as_before_after_a_visit_to_the_start_page(make_window):
    window = make_window(JourneyMap(language="en"))
    window._right.hide()
    window.to_start()
    assert not window._side.isVisible()
    window.new_map()
    assert window._side.isVisible()
    assert not window._right.isVisible()


def test_a_damaged_layout_spoils_nothing(make_window):
    window = make_window(JourneyMap(language="en"), state="AdnQ", geometry="AdnQ")
    assert window._side.isVisible()
    assert window._right.isVisible()


# -- a start that shows its page first ----------


@pytest.fixture
def early(qtbot, told):
    window = MainWindow(Settings(theme="light"), whole=False)
    window.show()
    qtbot.waitUntil(window.isVisible)
    yield window
    window.close()
    window.deleteLater()


def test_the_start_page_is_there_before_the_rest(early):
    assert not early.whole
    assert [action.text() for action in early.menuBar().actions()]
    assert early._start.new_button.isVisible()
    early.complete()
    assert early._start.isVisible()
    assert not early._side.isVisible()
    assert not early._toolbar.isVisible()
    assert early.actions_by_id["save"] in early.menuBar().actions()[0].menu().actions()


@pytest.mark.parametrize("way", ["template", "new", "rebuild"])
def test_what_is_chosen_before_the_rest_is_there_waits_for_it(early, way):
    if way == "template":
        QTest.mouseClick(early._start.cards[0], Qt.MouseButton.LeftButton)
    elif way == "new":
        early._start.new_button.click()
    else:
        early.rebuild(Settings(theme="dark"))
        early.new_map()
    assert early._on_map
    assert early._toolbar.isVisible()


def test_the_rest_comes_by_itself_after_the_first_paint(qtbot, told):
    window = MainWindow(Settings(theme="light"), whole=False)
    window.show()
    complete_later(window)
    assert not window.whole
    qtbot.waitUntil(lambda: all(not card.image.pixmap().isNull() for card in window._start.cards))
    assert window.whole
    window.close()
    window.deleteLater()


def test_a_window_that_is_closed_before_the_rest_is_there_keeps_its_place(early):
    kept = []
    early.settings_changed.connect(kept.append)
    assert early.close()
    assert kept[-1].geometry
    assert not early.whole


# -- recent maps ----------


def test_recent_maps_have_their_pictures_and_a_bad_file_a_plain_card(tmp_path, make_window, qtbot):
    good, bad, gone = (tmp_path / f"{name}.cjmap" for name in ("good", "bad", "gone"))
    save_map(templates.build("sample", "vi"), good)
    bad.write_bytes(b"{")
    for path in (gone, bad, good):
        remember(path)
    window = make_window()
    cards = window._start.recent_cards
    assert [card.accessibleName().split(".")[0] for card in cards] == ["good", "bad", "gone"]
    qtbot.waitUntil(lambda: all(not card.image.pixmap().isNull() for card in cards))
    assert cards[0].image.pixmap().width() > 2 * cards[1].image.pixmap().width() == 2 * cards[2].image.pixmap().width()
    QTest.mouseClick(cards[0], Qt.MouseButton.LeftButton)
    assert window.session.path == good


def test_only_as_many_recent_maps_as_stand_in_one_row(tmp_path, make_window):
    for number in range(6):
        remember(tmp_path / f"{number}.cjmap")
    window = make_window()
    window.resize(1000, 800)
    QApplication.processEvents()
    shown = [card for card in window._start.recent_cards if card.isVisible()]
    assert 0 < len(shown) < 6
    assert len({card.y() for card in shown}) == 1
    cards = [*shown, *window._start.cards]
    assert not any(one.geometry().intersects(other.geometry()) for one in cards for other in cards if one is not other)


def test_without_recent_maps_there_is_no_room_for_them(make_window):
    assert make_window()._start.recent_cards == []


def test_a_window_with_a_map_says_so_until_the_map_is_there(tmp_path, qtbot, told):
    path = tmp_path / "held.cjmap"
    save_map(templates.build("sample", "vi"), path)
    window = MainWindow(Settings(theme="light"), path=path, whole=False)
    window.show()
    assert "held.cjmap" in window._stack.currentWidget().text()
    complete_later(window)
    qtbot.waitUntil(lambda: window.whole)
    assert window.session.path == path
    assert window._on_map
    assert window._toolbar.isVisible()
    window.close()
    window.deleteLater()


def test_a_window_whose_map_cannot_be_read_goes_to_the_start_page(tmp_path, qtbot, told):
    window = MainWindow(Settings(theme="light"), path=tmp_path / "gone.cjmap", whole=False)
    window.show()
    window.complete()
    assert window._start.isVisible()
    assert told.kinds() == ["show_error"]
    window.close()
    window.deleteLater()
