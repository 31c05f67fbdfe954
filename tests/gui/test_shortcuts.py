"""The list of keys: grouped as the menus are, and searched in any language."""

import pytest
from PySide6.QtTest import QTest

from cjdesigner.window import actions
from cjdesigner.window.help import Shortcuts


@pytest.fixture
def dialog(window):
    held = Shortcuts(window)
    held.show()
    yield held
    held.close()
    held.deleteLater()


def shown(dialog):
    found = {}
    for place in range(dialog.tree.topLevelItemCount()):
        group = dialog.tree.topLevelItem(place)
        if not group.isHidden():
            rows = [group.child(row) for row in range(group.childCount())]
            found[group.text(0)] = [row.text(0) for row in rows if not row.isHidden()]
    return found


def test_every_command_with_keys_is_listed_once_in_its_menu(dialog):
    groups = shown(dialog)
    listed = [row for rows in groups.values() for row in rows]
    for spec in actions.SPECS:
        if spec.keys:
            assert listed.count(spec.text.replace("&", "").rstrip("…")) == 1
    assert "Undo" in groups["Edit"]
    assert "Add touchpoint" in groups["Insert"]
    assert list(groups)[-1] == "Canvas"


@pytest.mark.parametrize("words", ["undo", "hoan tac", "ctrl+z"])
def test_it_is_searched_by_words_of_any_language_and_by_keys(dialog, words):
    assert dialog.field.hasFocus()
    QTest.keyClicks(dialog.field, words)
    assert "Undo" in shown(dialog)["Edit"]
    assert "File" not in shown(dialog)
    dialog.field.clear()
    assert "File" in shown(dialog)
