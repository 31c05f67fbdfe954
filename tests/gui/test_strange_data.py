"""Clipboards, drags, settings and lists of files that are anything at all: at most a sentence, never a crash."""

import json
import os
import threading
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from cjdesigner.canvas.foreign import is_welcome
from cjdesigner.canvas.mime import KIND, PIECE, files_of, holds_picture, kind_of, piece_in
from cjdesigner.edit.copying import WHOLE
from cjdesigner.errors import CjError
from cjdesigner.exchange.meaning import taking_in
from cjdesigner.files import recent
from cjdesigner.files.settings import Settings, load_settings
from cjdesigner.model.templates import blank
from cjdesigner.window import thumbnails
from cjdesigner.window.clipboard import meaning_of, text_of
from tests.proof import mutants
from tests.strategies import values

FORMATS = ("text/plain", "text/html", "text/uri-list", "text/csv", "image/png", "image/svg+xml",
           "application/x-qt-image", "application/json", KIND, PIECE, "application/x-qt-windows-mime;value=\"x\"",
           "x/\x00", "")
BYTES = st.one_of(
    st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", errors="replace")),
    st.sampled_from([
        b"<table><tr><td colspan=999999999>x</table>", b"<table>" * 3_000, b"file:///etc/passwd\r\n",
        b"\\\\host\\share", b"file://host/share/x.cjmap", b"javascript:alert(1)", b"file:///dev/zero", b"http://[::1",
        b"\xff\xfe", b"a\tb\n" * 50, b"<img src=file:///etc/passwd>", b"journey\n title x\n section y\n  a: 5: b",
        b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"]),
    st.integers(0, 10**6).map(lambda number: mutants.mutant(number).data))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(FORMATS), BYTES, max_size=4), st.booleans())
def test_anything_on_the_clipboard_is_taken_in_or_refused_with_a_sentence(qapp, forms, picture):
    data = QMimeData()
    for name, held in forms.items():
        data.setData(name, held)
    if picture:
        image = QImage(3, 3, QImage.Format.Format_RGB32)
        image.fill(QColor("#123456"))
        data.setImageData(image)
    assert isinstance(is_welcome(data), bool)
    assert isinstance(holds_picture(data), bool)
    assert kind_of(data) is None or KIND in forms
    assert isinstance(text_of(data), str)
    with suppress(CjError):
        what = meaning_of(data, "vi")
        if what is not None and not isinstance(what, list):
            taking_in(what, (None, None, None))(blank("vi"))


def test_a_piece_is_a_copy_that_passes_the_door_of_files(qapp):
    plain = json.loads(mutants.bases()[1]) | {WHOLE: []}
    plain["cards"]["c0"]["stage"] = "gone"
    data = QMimeData()
    data.setData(PIECE, json.dumps(plain).encode())
    assert "c0" not in piece_in(data).cards
    data.setData(PIECE, b"[" * 100_000)
    assert piece_in(data) is None


def test_only_files_of_this_computer_are_taken_from_a_drag(qapp):
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/x.cjmap"), QUrl("javascript:alert(1)"), QUrl("file:///a.cjmap")])
    assert [str(path) for path in files_of(data)] == ["/a.cjmap"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such thing here")
@pytest.mark.parametrize("end", [".mmd", ".csv", ".xlsx", ".txt", ".cjmap", ".pdf", ".png"])
def test_a_pipe_that_never_ends_is_not_waited_for(empty, told, tmp_path, end):
    pipe = tmp_path / f"x{end}"
    os.mkfifo(pipe)
    if end == ".cjmap":
        empty.documents.open(pipe)
    else:
        empty.documents.bring_in(pipe)
    assert told.said


@settings(max_examples=150, deadline=None)
@given(st.one_of(values, st.dictionaries(st.sampled_from([*vars(Settings()), "x"]), values)))
def test_any_settings_are_read_as_far_as_they_can_be(tmp_path_factory, data):
    home = tmp_path_factory.mktemp("home")
    held = os.environ.get("CJDESIGNER_HOME")
    os.environ["CJDESIGNER_HOME"] = str(home)
    try:
        (home / "settings.json").write_text(json.dumps(data))
        (home / "state").mkdir()
        (home / "state" / "recent.json").write_text(json.dumps(data))
        assert isinstance(load_settings(), Settings)
        assert all(path.name is not None for path in recent.recent_files())
    finally:
        os.environ.pop("CJDESIGNER_HOME") if held is None else os.environ.update(CJDESIGNER_HOME=held)


def test_a_recent_file_on_a_share_that_does_not_answer_holds_up_nothing(make_window, tmp_path, monkeypatch):
    asked, answers = threading.Event(), threading.Event()

    def waits(_path):
        asked.set()
        answers.wait(60)
        raise CjError("gone")

    monkeypatch.setattr(thumbnails, "open_map", waits)
    file = tmp_path / "share.cjmap"
    file.write_bytes(b"{}")
    recent.remember(file)
    try:
        window = make_window()
        asked.wait(30)
        QApplication.processEvents()
        assert window.isVisible()
        window.actions_by_id["new"].trigger()
        window.close()
        assert not window.isVisible()
    finally:
        answers.set()
