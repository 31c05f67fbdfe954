"""Type up to twice as large: the window still fits a small screen, and no button cuts its words off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QToolButton

from cjdesigner.window.export_dialog import ExportDialog


@pytest.fixture(params=[("vi", 100), ("vi", 200), ("en", 200), ("en", 150)], ids=lambda param: f"{param[0]}-{param[1]}")
def dressed(request, dress):
    """A small window with the sample map, dressed as the program dresses it."""
    return dress(*request.param)


def cut_off(widget) -> list[str]:
    """The words of buttons and labels in a widget that have less room than they need."""
    found = []
    for kind in (QToolButton, QPushButton, QCheckBox, QLabel):
        for each in widget.findChildren(kind):
            if not each.isVisibleTo(widget) or not each.text():
                continue
            needed = each.minimumSizeHint() if isinstance(each, QLabel) else each.sizeHint()
            wide = 0 if isinstance(each, QLabel) and each.wordWrap() else needed.width()
            if each.width() + 1 < wide or each.height() + 1 < needed.height():
                found.append(each.text())
    return found


def test_the_window_fits_a_small_screen(dressed):
    assert dressed.frame.scale in (1.0, 1.5, 2.0)
    least = dressed.minimumSizeHint()
    assert least.width() <= 1280
    assert least.height() <= 720
    assert dressed.canvas.viewport().width() >= 240


@pytest.mark.parametrize("kind", ["persona", "stage", "lane", "pain_point", "emotion", "touchpoint"])
def test_panels_cut_nothing_off(dressed, kind):
    journey = dressed.session.map
    held = {"persona": journey.personas, "stage": journey.stages, "lane": journey.lanes}
    key = next(iter(held[kind])) if kind in held else next(k for k, c in journey.cards.items() if c.kind == kind)
    dressed.canvas.select(frozenset({key}))
    QApplication.processEvents()
    assert cut_off(dressed.palette_panel) == []
    assert cut_off(dressed.inspector.widget()) == []
    assert dressed.inspector.widget().width() <= dressed.inspector.viewport().width()
    assert dressed.palette_panel.width() <= dressed.palette_panel.parentWidget().width()


def test_every_kind_of_the_palette_can_be_reached_by_keyboard(dressed):
    area = dressed.palette_panel.parentWidget().parentWidget()
    last = dressed.palette_panel.buttons[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    area.ensureWidgetVisible(last)
    QApplication.processEvents()
    assert area.viewport().rect().contains(last.mapTo(area.viewport(), last.rect().center()))


def test_dialogs_and_start_page(dressed):
    dialog = ExportDialog(dressed.session.map, dressed.frame, dressed)
    dialog.show()
    QApplication.processEvents()
    assert cut_off(dialog) == []
    assert dialog.width() <= 1280
    dialog.done(0)
    dressed.show_start()
    QApplication.processEvents()
    assert cut_off(dressed._start) == []
    card = dressed._start.cards[0]
    assert card.image.geometry().bottom() <= min(label.y() for label in card.findChildren(QLabel) if label.text())


def test_the_facilitators_bar_shows_all_its_buttons(dressed):
    dressed.presenting.start()
    QApplication.processEvents()
    bar = dressed.presenting.bar
    for name in ("show_previous", "show_next", "show_black", "curtain", "reveal_next", "show_end"):
        assert bar.widgetForAction(dressed.actions_by_id[name]).isVisible()


def test_the_size_is_chosen_in_the_menu(window, qtbot):
    choice = next(action for action in window.submenus["text_size>"].actions() if action.text() == "150 %")
    with qtbot.waitSignal(window.settings_changed) as told:
        choice.trigger()
    assert told.args[0].text_size == 150
    window.rebuild(told.args[0])
    assert window.frame.scale == 1.5
