"""Files and the window: nothing that a user made is lost, whatever goes wrong and whatever they answer."""

import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton

from cjdesigner.edit.changes import change_map
from cjdesigner.files.recent import recent_files, templates_folder
from cjdesigner.files.settings import Settings
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from cjdesigner.window import documents
from cjdesigner.window.background import Job
from cjdesigner.window.dialogs import Answer, Change
from tests.gui.hands import Hand


def entitle(window, title):
    assert window.session.apply("Change title", lambda m: change_map(m, title=title))


# -- saving -----------------------------------------------------------------------------------------------------------


def test_save_asks_where_once_and_then_not_again(window, told, tmp_path):
    entitle(window, "One")
    told.file = str(tmp_path / "mine")
    window.actions_by_id["save"].trigger()
    path = tmp_path / "mine.cjmap"
    assert open_map(path).map == window.session.map
    assert not window.session.dirty
    entitle(window, "Two")
    window.actions_by_id["save"].trigger()
    assert told.kinds() == ["getSaveFileName"]
    assert open_map(path).map.title == "Two"
    assert recent_files() == [path]
    assert not window.isWindowModified()
    assert "mine.cjmap" in window.windowTitle()


def test_undo_after_saving_is_unsaved_and_redo_is_saved_again(window, told, tmp_path):
    entitle(window, "One")
    told.file = str(tmp_path / "a.cjmap")
    window.documents.save()
    window.commands.undo()
    assert window.isWindowModified()
    window.commands.redo()
    assert not window.isWindowModified()


@pytest.mark.parametrize("agree", [False, True])
def test_an_end_that_was_left_out_does_not_overwrite_unasked(window, told, tmp_path, agree):
    """The file dialog asked about "map"; the file that would be written is "map.cjmap", which it knew nothing of."""
    held = tmp_path / "map.cjmap"
    held.write_text("somebody's work", encoding="utf-8")
    told.file, told.agree = str(tmp_path / "map"), agree
    assert window.documents.save() is agree
    assert told.kinds() == ["getSaveFileName", "confirm"]
    assert (held.read_text(encoding="utf-8") == "somebody's work") is not agree


def test_save_as_goes_on_in_the_new_file_and_a_copy_does_not(window, told, tmp_path):
    told.file = str(tmp_path / "a.cjmap")
    window.documents.save_as()
    told.file = str(tmp_path / "copy.cjmap")
    window.documents.save_copy()
    assert window.session.path == tmp_path / "a.cjmap"
    assert (tmp_path / "copy.cjmap").read_bytes() == (tmp_path / "a.cjmap").read_bytes()
    told.file = str(tmp_path / "b.cjmap")
    window.documents.save_as()
    assert window.session.path == tmp_path / "b.cjmap"


def test_a_failed_save_keeps_everything(window, told, tmp_path):
    entitle(window, "Precious")
    told.file = str(tmp_path / "no such folder" / "a.cjmap")
    before = window.session.map
    assert window.documents.save() is False
    assert told.kinds() == ["getSaveFileName", "save_failed"]
    assert window.session.map is before
    assert window.session.dirty
    assert window.session.path is None
    told.answer = Answer.SAVE
    assert window.documents.may_leave() is False


def test_a_file_that_someone_else_changed_is_not_overwritten_unasked(make_window, told, journey_file):
    window = make_window()
    window.open_path(journey_file)
    other = open_map(journey_file).map
    save_map(change_map(other, title="Theirs"), journey_file)
    entitle(window, "Mine")
    assert window.documents.save() is False
    assert open_map(journey_file).map.title == "Theirs"
    told.change = Change.OVERWRITE
    assert window.documents.save() is True
    assert open_map(journey_file).map.title == "Mine"


def test_revert_asks_and_goes_back(make_window, told, journey_file):
    window = make_window()
    window.open_path(journey_file)
    entitle(window, "Mine")
    told.agree = False
    window.documents.revert()
    assert window.session.map.title == "Mine"
    told.agree = True
    window.documents.revert()
    assert window.session.map == open_map(journey_file).map
    assert not window.session.dirty


# -- leaving ----------


@pytest.mark.parametrize("answer", list(Answer))
def test_closing_asks_what_to_do_with_unsaved_work(window, told, tmp_path, answer):
    entitle(window, "Mine")
    told.answer, told.file = answer, str(tmp_path / "a.cjmap")
    closed = window.close()
    assert told.kinds()[0] == "ask_to_save"
    assert closed is (answer is not Answer.CANCEL)
    assert (tmp_path / "a.cjmap").exists() is (answer is Answer.SAVE)
    assert window.session.map.title == "Mine"


def test_closing_saved_work_asks_nothing(window, told):
    assert window.close()
    assert told.said == []


def test_closing_when_the_save_fails_stays_open(window, told, tmp_path):
    entitle(window, "Mine")
    told.answer, told.file = Answer.SAVE, str(tmp_path / "gone" / "a.cjmap")
    assert not window.close()
    assert window.session.dirty


@pytest.mark.parametrize("way", ["new", "close"])
def test_cancel_keeps_the_map_open(window, told, way):
    entitle(window, "Mine")
    told.answer = Answer.CANCEL
    window.actions_by_id[way].trigger()
    assert window.session.map.title == "Mine"
    assert window._on_map


# -- opening ----------


@pytest.mark.parametrize("data", [b"", b"{", b"\x00\xff\xfe", b"[1, 2]", b'{"format": "other"}', None,
                                  b'{"format": "cjdesigner/map", "schema": 0, "cards": {"c": {}}}'])
def test_a_bad_file_keeps_what_was_open_and_says_why(window, told, tmp_path, data):
    entitle(window, "Mine")
    path = tmp_path / "bad.cjmap"
    if data is not None:
        path.write_bytes(data)
    before = window.session.map
    window.documents.open(path)
    assert told.kinds() == ["show_error"]
    assert told.said[0][2].message
    assert window.session.map is before
    assert window.session.dirty
    assert path not in recent_files()


@pytest.mark.parametrize("place", ["start page", "canvas"])
def test_a_file_dropped_on_the_window_opens(make_window, journey_file, place):
    window = make_window(templates.blank("en") if place == "canvas" else None)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(journey_file))])
    hand = Hand(window.canvas)
    if place == "canvas":
        assert hand.enter(mime, 100, 100).isAccepted()
        hand.let_go(100, 100)
    else:
        enter = QDragEnterEvent(QPoint(500, 500), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(window, QDropEvent(QPointF(500, 500), Qt.DropAction.CopyAction, mime,
                                                  Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert window.session.path == journey_file
    assert window._on_map


def test_a_dropped_mermaid_file_is_brought_in_unsaved(make_window, tmp_path):
    path = tmp_path / "a.mmd"
    path.write_text("journey\n  title Trip\n  section Go\n    Walk: 5: Me\n", encoding="utf-8")
    window = make_window(templates.blank("en"))
    window.documents.bring_in(path)
    assert window.session.map.title == "Trip"
    assert window.session.dirty
    assert window.session.path is None


def test_a_file_that_went_away_leaves_the_recent_list(make_window, told, journey_file):
    window = make_window()
    window.open_path(journey_file)
    assert [a.text() for a in window.submenus["recent>"].actions()] == ["held.cjmap"]
    journey_file.unlink()
    window.submenus["recent>"].actions()[0].trigger()
    assert told.kinds() == ["show_error"]
    assert recent_files() == []
    assert window.submenus["recent>"].actions() == []


def test_a_map_of_a_newer_program_is_read_only_until_saved_elsewhere(make_window, told, tmp_path, journey_file):
    data = journey_file.read_text(encoding="utf-8").replace('"min_reader": 2', '"min_reader": 999')
    journey_file.write_text(data.replace('"schema": 3', '"schema": 999'), encoding="utf-8")
    window = make_window()
    window.open_path(journey_file)
    if told.kinds() == ["show_error"]:
        pytest.fail("a newer map should open read-only")
    assert window.session.read_only
    assert not window.session.apply("x", lambda m: change_map(m, title="No"))
    told.file = str(tmp_path / "mine.cjmap")
    window.documents.save()
    assert window.session.path == tmp_path / "mine.cjmap"
    assert window.session.apply("x", lambda m: change_map(m, title="Yes"))


@pytest.mark.parametrize("cancel", [False, True])
def test_a_large_map_opens_behind_a_progress_bar_with_a_cancel(window, qtbot, monkeypatch, journey_file, cancel):
    go, began = threading.Event(), threading.Event()

    def slow(path):
        began.set()
        assert go.wait(20)
        return open_map(path)

    monkeypatch.setattr(documents, "_SMALL", 1)
    monkeypatch.setattr(documents, "open_map", slow)
    before = window.session.map
    window.documents.open(journey_file)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QProgressDialog)))
    dialog = next(d for d in window.findChildren(QProgressDialog) if d.isVisible())
    assert began.is_set()
    assert window.session.map is before
    if cancel:
        QTest.mouseClick(dialog.findChild(QPushButton), Qt.MouseButton.LeftButton)
    go.set()
    assert QThreadPool.globalInstance().waitForDone(20_000)
    QApplication.processEvents()
    assert (window.session.map is before) is cancel
    assert (window.session.path == journey_file) is not cancel


# -- the start page ----------


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_template_begins_a_map(make_window, qtbot, way):
    window = make_window()
    assert not window._on_map
    card = window._start.cards[0]
    if way == "click":
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    else:
        card.setFocus()
        QTest.keyClick(card, Qt.Key.Key_Return)
    assert window._on_map
    assert len(window.session.map.stages) > 1
    assert not window.session.dirty
    assert window.session.path is None


def test_every_template_has_its_picture(make_window, qtbot):
    window = make_window()
    qtbot.waitUntil(lambda: all(not card.image.pixmap().isNull() for card in window._start.cards))
    assert len(window._start.cards) == len(templates.KEYS)


def test_pictures_of_templates_wait_while_a_map_is_being_opened(make_window, qtbot):
    window = make_window()
    dialog = QProgressDialog("", "", 0, 0, window)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    waiting = len(window._start._waiting)
    assert waiting
    for _ in range(5):
        QApplication.processEvents()
    assert len(window._start._waiting) == waiting
    dialog.close()
    qtbot.waitUntil(lambda: all(not card.image.pixmap().isNull() for card in window._start.cards))


def test_an_own_template_appears_and_begins_a_map_of_its_own(window, monkeypatch):
    monkeypatch.setattr(documents.QInputDialog, "getText", lambda *_args, **_named: ("My way", True))
    window.documents.save_template()
    window.to_start()
    card = window._start.cards[-1]
    assert "My way" in card.accessibleName()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    source = open_map(templates_folder() / "My way.cjmap").map
    assert len(window.session.map.cards) == len(source.cards)
    assert not set(window.session.map.cards) & set(source.cards)


def test_a_damaged_own_template_spoils_nothing(make_window, told):
    templates_folder().mkdir(parents=True)
    (templates_folder() / "broken.cjmap").write_bytes(b"{")
    window = make_window()
    while window._start._waiting:
        window._start._paint_next()
    QTest.mouseClick(window._start.cards[-1], Qt.MouseButton.LeftButton)
    assert not window._on_map


def test_language_and_theme_change_at_once_and_keep_the_map(window):
    from cjdesigner import language

    entitle(window, "Mine")
    before = window.session.map
    language.activate("vi")
    window.rebuild(Settings(theme="dark", language="vi"))
    assert window.session.map is before
    assert window.session.dirty
    assert window._on_map
    assert window.actions_by_id["save"].text().replace("&", "") == "Lưu"
    assert window.frame.name == "dark"
    window.commands.undo()
    assert window.session.map.title != "Mine"
    window.commands.redo()
    language.activate("en")
    window.rebuild(Settings(theme="light", language="en"))
    assert window.session.map is before


def test_choosing_a_theme_in_the_menu_asks_for_it(window, qtbot):
    with qtbot.waitSignal(window.settings_changed) as asked:
        next(a for a in window.submenus["theme>"].actions() if a.text() == "Dark").trigger()
    assert asked.args[0].theme == "dark"


def test_an_empty_map_is_never_asked_about(make_window, told):
    window = make_window(JourneyMap(language="en"))
    window.actions_by_id["new"].trigger()
    assert told.said == []


# -- large maps are saved behind a progress box ---------------------------------------------------------------------


def test_a_large_map_is_saved_in_the_background(window, told, tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "_FEW", 0)
    told.file = str(tmp_path / "large.cjmap")
    assert window.documents.save()
    assert not window.session.dirty
    assert open_map(tmp_path / "large.cjmap").map == window.session.map
    window.session.apply("x", lambda m: change_map(m, title="Again"))
    assert window.documents.save()
    assert told.kinds() == ["getSaveFileName"]


def test_a_large_map_that_cannot_be_saved_stays_unsaved(window, told, tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "_FEW", 0)
    told.file = str(tmp_path / "gone" / "large.cjmap")
    window.session.apply("x", lambda m: change_map(m, title="Mine"))
    assert not window.documents.save()
    assert window.session.dirty
    assert told.kinds() == ["getSaveFileName", "save_failed"]


@pytest.mark.parametrize("early", [True, False])
def test_cancelling_a_save_tells_the_truth(window, told, tmp_path, monkeypatch, early):
    """Before the file is written, Cancel leaves it as it was; after that the save is done, and known to be."""
    monkeypatch.setattr(documents, "_FEW", 0)
    told.file = str(tmp_path / "large.cjmap")
    progress, save = Job.progress, documents.save_map

    def cancelled_early(job, share):
        if early:
            job.cancel()
        progress(job, share)

    def cancelled_late(*args, **named):
        result = save(*args, **named)
        for job in jobs:
            job.cancel()
        return result

    jobs = []
    made = Job.__init__
    monkeypatch.setattr(Job, "__init__", lambda job: (made(job), jobs.append(job))[0])
    monkeypatch.setattr(Job, "progress", cancelled_early)
    monkeypatch.setattr(documents, "save_map", cancelled_late)
    window.session.apply("x", lambda m: change_map(m, title="Mine"))
    assert window.documents.save() is not early
    assert window.session.dirty is early
    assert (tmp_path / "large.cjmap").exists() is not early
