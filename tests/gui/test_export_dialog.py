"""The export dialog, its preview, and printing: what is shown is what comes out."""

import json

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QThreadPool, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QProgressDialog

from cjdesigner.canvas.pages import draw_page
from cjdesigner.canvas.painting import GlyphPainter
from cjdesigner.drawing.drawing import Box, Part, Placed
from cjdesigner.export import Choices, Sheet, lay_out
from cjdesigner.export.document import Area, Document, Page, View
from cjdesigner.files.exported import last_export, remember_export
from cjdesigner.files.recent import state_folder
from cjdesigner.model.templates import build
from cjdesigner.window import exporting, printing
from cjdesigner.window.background import Job
from cjdesigner.window.export_dialog import ExportDialog, Wish, _Laying
from cjdesigner.window.export_form import choices_for_print
from cjdesigner.window.look import LIGHT
from cjdesigner.window.page_preview import PagePreview
from tests.benchmarks.maps import journey

RED = Placed(0, 0, Part("card", "a", "A card", 100, 100, (Box(0, 0, 100, 100, fill="#FF0000"),)))
BLUE = Placed(0, 0, Part("card", "b", "B", 100, 100, (Box(0, 0, 100, 100, fill="#0000FF"),)))


def pages(count):
    return Document(tuple(Page(200, 100, "#FFFFFF", (View((RED if n % 2 == 0 else BLUE,)),), str(n + 1))
                          for n in range(count)), "T", "en")


@pytest.fixture
def dialog(window, qtbot):
    made = ExportDialog(window.session.map, window.frame, window)
    made.show()
    qtbot.waitUntil(lambda: made.document is not None)
    yield made
    made.done(0)
    made.deleteLater()


def test_a_page_is_painted_where_its_views_say():
    page = Page(200, 100, "#FFFFFF", (View((RED,), x=20, y=10, scale=0.5, clip=Area(20, 10, 25, 50)),))
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_page(painter, page, 0, 0, 2, GlyphPainter())
    painter.end()
    found = [image.pixelColor(*at).name() for at in ((20, 40), (60, 40), (100, 40), (60, 130))]
    assert found == ["#ffffff", "#ff0000", "#ffffff", "#ffffff"]


def test_the_preview_shows_the_pages_that_are_exported(dialog, qtbot):
    dialog.form.page.setCurrentIndex(dialog.form.page.findData("A3"))
    qtbot.waitUntil(lambda: dialog.document is not None and round(dialog.document.pages[0].height) == 842)
    assert "420 × 297 mm" in dialog.facts.text()
    wanted = lay_out(dialog._journey, dialog.wish().choices)
    assert [page.width for page in dialog.document.pages] == [page.width for page in wanted.pages]
    assert dialog.preview.accessibleName() == "Preview: page 1, 1 page"


def test_a_format_without_pages_says_so(dialog, qtbot):
    dialog.form.format.setCurrentIndex(dialog.form.format.findData(".mmd"))
    qtbot.waitUntil(lambda: "Mermaid" in dialog.preview.accessibleName())
    assert dialog.document is None
    assert not dialog.print_button.isEnabled()
    assert not dialog.form.page.isVisible()


def test_what_was_chosen_comes_again_for_the_same_map_and_for_a_new_one(window, qtbot):
    made = ExportDialog(window.session.map, window.frame, window)
    made.form.page.setCurrentIndex(made.form.page.findData("A4"))
    made.form.turn.setCurrentIndex(1)
    made.done(QDialog.DialogCode.Accepted)
    again = ExportDialog(window.session.map, window.frame, window)
    assert again.wish().choices.sheet == Sheet("A4", landscape=False)
    again.form.page.setCurrentIndex(again.form.page.findData("A0"))
    again.done(QDialog.DialogCode.Rejected)
    assert last_export(window.session.map.id)["page"] == "A4"
    assert last_export("another")["page"] == "A4"


@pytest.mark.parametrize("held", [b"", b"[", b"[]", b'{"a": 3, "b": {"page": ["x"], "theme": "no"}}'])
def test_a_damaged_memory_is_no_memory(window, held):
    state_folder().mkdir(parents=True, exist_ok=True)
    (state_folder() / "exports.json").write_bytes(held)
    made = ExportDialog(window.session.map, window.frame, window)
    assert made.wish().choices.sheet == Sheet()
    made.done(QDialog.DialogCode.Accepted)
    assert window.session.map.id in json.loads((state_folder() / "exports.json").read_bytes())


def test_only_the_latest_exports_are_remembered(home):
    for number in range(120):
        remember_export(f"map{number}", {"page": "A4"})
    held = json.loads((state_folder() / "exports.json").read_bytes())
    assert len(held) == 100
    assert list(held)[-1] == "map119"


def test_pages_are_turned_by_keys(qtbot):
    preview = PagePreview(LIGHT)
    preview.resize(400, 300)
    preview.show()
    turned = []
    preview.turned.connect(turned.append)
    preview.show_document(pages(5))
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(preview, key)
    assert turned == [0, 1, 2, 1, 4, 0]
    assert preview.accessibleName() == "Preview: page 1, 5 pages"
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    shot = preview.viewport().grab().toImage()
    assert shot.pixelColor(100, 60).name() == "#0000ff"
    preview.close()
    preview.deleteLater()


def test_an_export_writes_the_pages_that_were_shown(window, qtbot, monkeypatch, tmp_path):
    path = tmp_path / "out.pdf"
    monkeypatch.setattr(ExportDialog, "exec", lambda self: qtbot.waitUntil(lambda: self.document is not None) or 1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    said = []
    monkeypatch.setattr(exporting, "say_exported", lambda _parent, done: said.append(done))
    window.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: bool(said))
    assert said == [path]
    assert path.read_bytes().startswith(b"%PDF")
    QThreadPool.globalInstance().waitForDone()


@pytest.mark.parametrize(("sheet", "wanted"), [
    (Sheet("A4"), (842, 595)), (Sheet("A3", landscape=False), (842, 1191)), (Sheet(), (842, 595))])
def test_a_print_has_the_papers_size_and_the_map_on_it(tmp_path, qapp, sheet, wanted):
    document = lay_out(build("sample", "vi"), Choices(sheet=sheet))
    printer = printing.printer_for(document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    assert printing.print_pages(printer, document)
    printed = pypdfium2.PdfDocument(tmp_path / "print.pdf")
    assert [round(side) for side in printed[0].get_size()] == pytest.approx(list(wanted), abs=1)
    image = printed[0].render(scale=1).to_pil().convert("RGB")
    assert len(image.resize((80, 60)).getcolors(10_000)) > 40
    printed.close()


def test_a_print_can_be_stopped_between_pages(tmp_path, qapp):
    printer = printing.printer_for(pages(3))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    assert not printing.print_pages(printer, pages(3), lambda done: done < 1)


def test_a_print_of_one_large_page_can_be_stopped_in_its_middle(tmp_path, qapp):
    document = Document((Page(200, 100, "#FFFFFF", (View((RED, BLUE, RED, BLUE)),)),), "T", "en")
    printer = printing.printer_for(document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    asked = []
    assert not printing.print_pages(printer, document, lambda done: asked.append(done) or done < 2)
    assert asked == [0, 1, 2]
    assert printing.steps_of(document.pages) == 4


def test_while_it_prints_the_window_answers_and_cancel_is_there(window, tmp_path, monkeypatch):
    printer = printing.printer_for(pages(4))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    drawn = []

    def draw(_painter, page, *_rest, check, **_more):
        check()
        drawn.append(page.label)
        if page.label == "2":
            box = window.findChild(QProgressDialog)
            assert box.isVisible()
            QTimer.singleShot(0, box.cancel)

    monkeypatch.setattr(printing, "draw_page", draw)
    printing._print(window, printer, pages(4))
    assert drawn == ["1", "2"]


def test_a_print_is_on_paper_even_where_the_map_has_a_page_of_its_own(window):
    assert choices_for_print(window.session.map).sheet == Sheet("A4")
    remember_export(window.session.map.id, {"page": "A2", "turn": "portrait"})
    assert choices_for_print(window.session.map).sheet == Sheet("A2", landscape=False)


def test_print_and_its_preview_get_the_pages(window, monkeypatch):
    seen = []
    monkeypatch.setattr(printing, "print_document", lambda _parent, document: seen.append(document))
    monkeypatch.setattr(printing, "preview_print", lambda _parent, document: seen.append(document))
    window.actions_by_id["print"].trigger()
    window.actions_by_id["print_preview"].trigger()
    assert [round(document.pages[0].width) for document in seen] == [842, 842]
    QApplication.processEvents()


def test_pages_that_nobody_waits_for_any_more_are_not_made(dialog):
    heard = []
    dialog._told.laid.connect(lambda *said: heard.append(said))
    dialog._told.asked = 7
    _Laying(dialog._journey, Choices(sheet=Sheet("A3")), dialog._typesetter, 6, dialog._told).run()
    assert heard == []
    _Laying(dialog._journey, Choices(sheet=Sheet("A3")), dialog._typesetter, 7, dialog._told).run()
    assert len(heard) == 1


def test_a_preview_of_thousands_of_cards_has_no_words(monkeypatch):
    drawn = []
    monkeypatch.setattr(GlyphPainter, "draw", lambda _self, _painter, text, *_rest: drawn.append(text))
    page = lay_out(journey(500)).pages[0]
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    for far in (True, False):
        painter = QPainter(image)
        draw_page(painter, page, 0, 0, 0.05, GlyphPainter(), far=far)
        painter.end()
        drawn.append(None)
    assert drawn.index(None) < (len(drawn) - drawn.index(None)) / 5


def test_an_export_that_is_cancelled_while_it_paints_leaves_no_file(window, qtbot, monkeypatch, tmp_path):
    path, asked = tmp_path / "out.pdf", []
    monkeypatch.setattr(exporting, "say_exported", lambda *_: pytest.fail("it was cancelled"))
    progress = Job.progress

    def cancels(job, share):
        asked.append(share)
        if asked.count(0.5) == 4:
            job.cancel()
        progress(job, share)

    monkeypatch.setattr(Job, "progress", cancels)
    document = lay_out(journey(500))
    assert len(document.pages) == 1
    window.exporting._export(path, Wish(".pdf", "PDF", Choices()), document)
    qtbot.waitUntil(lambda: not window.findChildren(QProgressDialog))
    assert asked.count(0.5) == 4
    assert 0.95 not in asked
    assert list(tmp_path.iterdir()) == []
