"""The outline: the map as a tree that is walked and edited by keyboard."""

import gc
import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidgetItem

from cjdesigner.edit.carrying import drop_together
from cjdesigner.edit.copying import duplicate
from cjdesigner.edit.grid import delete, move_stage
from cjdesigner.edit.placing import Target
from cjdesigner.edit.steps import insert_step, new_step, put_in_step
from cjdesigner.window.outline import Outline

Key = Qt.Key


def item(window, key):
    return window.outline._items[key]


def test_walking_the_tree_selects_on_the_canvas(window):
    stages = window.session.map.ordered_stages()
    window.outline.setCurrentItem(item(window, stages[0].id))
    window.outline.setFocus()
    QTest.keyClick(window.outline, Key.Key_Down)
    assert window.canvas.selection == {stages[1].id}


def test_f2_edits_the_words_in_the_tree(window):
    stage = window.session.map.ordered_stages()[1]
    window.outline.setFocus()
    window.outline.setCurrentItem(item(window, stage.id))
    QTest.keyClick(window.outline, Key.Key_F2)
    editor = window.outline.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Compare")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()  # the tree takes over what was typed when it comes to rest
    assert window.session.map.stages[stage.id].name == "Compare"
    assert item(window, stage.id).text(0) == "Compare"
    window.session.undo()
    assert item(window, stage.id).text(0) == stage.name


def test_what_stands_in_for_no_words_is_not_taken_for_words(empty):
    empty.canvas.add("stage")
    empty.canvas.end_editing()
    key = next(iter(empty.session.map.stages))
    held = empty.session.map
    empty.outline.setFocus()
    empty.outline.setCurrentItem(item(empty, key))
    QTest.keyClick(empty.outline, Key.Key_F2)
    editor = empty.outline.findChild(QLineEdit)
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()  # the tree takes over what was typed when it comes to rest
    assert empty.session.map is held


def test_delete_in_the_tree_deletes_on_the_map(window):
    stage = window.session.map.ordered_stages()[1]
    window.outline.setCurrentItem(item(window, stage.id))
    window.outline.setFocus()
    QTest.keyClick(window.outline, Key.Key_Down)
    assert window.canvas.selection == {window.session.map.ordered_stages()[2].id}
    QTest.keyClick(window.outline, Key.Key_Delete)
    assert len(window.session.map.stages) == 5


def rows_alive():
    gc.collect()
    return sum(type(found) is QTreeWidgetItem for found in gc.get_objects())


def test_rows_that_are_gone_are_freed(window):
    """A tree that is made anew with every card would else grow as long as a workshop lasts."""
    window.outline.show_map(window.session.map)
    shown, key = rows_alive(), next(iter(window.session.map.cards))
    for _time in range(5):
        window.session.apply("Delete", lambda journey: delete(journey, {key}))
        QApplication.processEvents()
        window.session.undo()
        QApplication.processEvents()
    assert rows_alive() <= shown


def tree(outline, item=None):
    """What is in the tree: the words of each row with what is under it."""
    item = item or outline.invisibleRootItem()
    return [(row.data(0, Qt.ItemDataRole.UserRole), row.text(0), row.text(1), tree(outline, row))
            for row in map(item.child, range(item.childCount()))]


def edited(journey, chance):
    """The map after an edit that chance picks."""
    stage = chance.choice(journey.ordered_stages()).id
    some = chance.sample(sorted(journey.cards), min(len(journey.cards), chance.randrange(4)))
    steps = [step.id for step in journey.steps_of(stage)]
    edits = [lambda: delete(journey, some), lambda: duplicate(journey, [*some, stage]),
             lambda: drop_together(journey, some, Target(stage, None)) if some else journey,
             lambda: move_stage(journey, stage, chance.randrange(4)),
             lambda: insert_step(journey, new_step(journey, stage), 0),
             lambda: put_in_step(journey, some, chance.choice([None, *steps])),
             lambda: delete(journey, [stage]) if len(journey.stages) > 2 else journey]
    return chance.choice(edits)()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_edited_the_tree_is_as_if_it_were_made_anew(window, seed):
    chance, session = random.Random(seed), window.session
    for _edit in range(40):
        session.apply("Edit", lambda journey: edited(journey, chance))
        if chance.random() < 0.2:
            session.undo()
    fresh = Outline(window.frame)
    fresh.show()
    fresh.show_map(session.map)
    assert tree(window.outline) == tree(fresh)
    fresh.close()
    fresh.deleteLater()
