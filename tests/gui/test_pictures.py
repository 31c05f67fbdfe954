"""Pictures brought in by clipboard, drop, menu and inspector; what is too large or broken; and how they are painted."""

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu

from cjdesigner.canvas.mime import holds_picture, kind_data
from cjdesigner.canvas.rasters import Rasters, unpacked
from cjdesigner.drawing.drawing import Picture
from cjdesigner.drawing.rasters import raster_of
from cjdesigner.errors import CjError
from cjdesigner.window import picture_cards, pictures_in
from cjdesigner.window.pictures_in import LONGEST_SIDE, Source, picture_in, to_picture
from tests.core.pictures import bomb, encoded, half_clear, jpeg, map_with, noise, picture, png
from tests.gui.hands import Hand


@pytest.fixture
def errors(monkeypatch):
    held = []
    monkeypatch.setattr(picture_cards, "show_error", lambda _parent, _title, error: held.append(error))
    return held


def file(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def mime_of(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def pixels(width=30, height=20, colour="#336699"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def image_cards(window):
    return [card for card in window.session.map.cards.values() if card.kind == "image"]


def settle(qtbot, window, count=1):
    qtbot.waitUntil(lambda: len(image_cards(window)) >= count)


# -- taking in --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.JPEG", "a.webp", "a.gif", "a.bmp"])
def test_every_kind_of_file_is_taken_in(tmp_path, name):
    form = {"jpg": "JPEG", "jpeg": "JPEG"}.get(name.rsplit(".", 1)[1].lower(), name[2:].upper())
    made = to_picture(Source(path=file(tmp_path, name, encoded(noise(120, 80), form))))
    assert (made.width, made.height) == (120, 80)
    assert raster_of(made) is not None


def test_a_large_picture_is_made_small_and_a_small_one_is_kept(tmp_path):
    made = to_picture(Source(path=file(tmp_path, "a.jpg", encoded(noise(3200, 1600), "JPEG"))))
    assert (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert made.type == "image/jpeg"


def test_a_drawing_stays_exact_and_a_clear_one_clear():
    assert to_picture(Source(image=pixels())).type == "image/png"
    made = to_picture(Source(image=QImage.fromData(half_clear())))
    seen = QImage.fromData(made.content())
    assert made.type == "image/png"
    assert (seen.pixelColor(5, 5).alpha(), seen.pixelColor(35, 5).alpha()) == (255, 0)


def test_nothing_but_pixels_gets_in(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x8825] = {1: "N", 2: (10.0, 46.0, 0.0)}
    exif[0x010E] = "SECRET"
    photo = file(tmp_path, "a.jpg", encoded(noise(120, 80), "JPEG", exif=exif))
    made = to_picture(Source(path=photo))
    assert (made.width, made.height) == (80, 120)
    for secret in (b"Exif", b"SECRET", b"GPS"):
        assert secret not in made.content()
    image = pixels()
    image.setText("Author", "SECRET")
    assert b"SECRET" not in to_picture(Source(image=image)).content()


@pytest.mark.parametrize(("name", "content"), [
    ("bomb.png", bomb()), ("text.png", b"hello"), ("none.jpg", b""),
    ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
])
def test_what_is_no_picture_is_refused_with_a_reason(tmp_path, name, content):
    with pytest.raises(CjError) as error:
        to_picture(Source(path=file(tmp_path, name, content)))
    assert name in error.value.message
    assert error.value.hint


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures_in, "MOST_BYTES", 1000)
    with pytest.raises(CjError, match="too large"):
        to_picture(Source(path=file(tmp_path, "a.png", encoded(noise(60, 60), "PNG"))))
    with pytest.raises(CjError, match="no picture"):
        to_picture(Source(path=tmp_path / "gone.png"))
    with pytest.raises(CjError, match="no picture"):
        to_picture(Source(path=tmp_path))


def test_too_many_pixels_of_the_clipboard_are_refused(monkeypatch):
    monkeypatch.setattr(pictures_in, "MOST_PIXELS", 100)
    with pytest.raises(CjError, match="30 × 20 pixels"):
        to_picture(Source(image=pixels()))


def test_pixels_beside_text_are_another_programs_view_of_the_text(tmp_path):
    data = QMimeData()
    data.setImageData(pixels())
    assert len(picture_in(data)) == 1
    data.setText("A\tB")
    assert not holds_picture(data)
    assert picture_in(data) == []
    assert picture_in(mime_of(tmp_path / "map.cjmap", tmp_path / "a.txt")) == []
    assert [source.path.name for source in picture_in(mime_of(tmp_path / "a.PNG", tmp_path / "b.txt"))] == ["a.PNG"]


# -- onto the map -----------------------------------------------------------------------------------------------------


def test_a_pasted_picture_lands_in_the_clicked_cell(window, qtbot):
    QGuiApplication.clipboard().setImage(pixels())
    stage = window.session.map.ordered_stages()[1].id
    window.canvas.cell = (stage, window.session.map.ordered_lanes()[0].id)
    window.arrivals.paste()
    settle(qtbot, window)
    card, = image_cards(window)
    assert card.stage == stage
    assert set(window.session.map.pictures) == {card.picture}
    assert window.canvas.selection == {card.id}
    assert len(window.session.history.done) == 1
    window.commands.delete()
    assert window.session.map.pictures == {}
    window.commands.undo()
    assert set(window.session.map.pictures) == {card.picture}
    window.commands.undo()
    assert image_cards(window) == []


def test_dropped_files_land_where_the_bar_was(window, hand, qtbot, tmp_path):
    paths = [file(tmp_path, "a.png", png(40, 20)), file(tmp_path, "b.jpg", jpeg())]
    stage = window.session.map.ordered_stages()[2].id
    x, y = hand.cell(stage, window.session.map.ordered_lanes()[-1].id, 0.98)
    assert hand.enter(mime_of(*paths), x, y).isAccepted()
    assert hand.over(x, y).isAccepted()
    assert window.canvas.marks
    assert hand.let_go(x, y).isAccepted()
    assert window.canvas.marks == ()
    settle(qtbot, window, 2)
    cards = sorted(image_cards(window), key=lambda card: card.rank)
    assert [card.stage for card in cards] == [stage, stage]
    assert [window.session.map.pictures[card.picture].type for card in cards] == ["image/png", "image/png"]
    assert window.session.map.lanes[cards[0].lane].kind == "image"
    assert len(window.session.history.done) == 1


def test_a_file_of_a_map_is_still_the_windows(window, hand, journey_file):
    event = hand.enter(mime_of(journey_file), 300, 300)
    assert not window.canvas.marks
    assert event.isAccepted()  # by the window, which opens it
    hand.leave()


def test_a_large_file_is_taken_in_by_a_worker(window, hand, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures_in, "_QUICK", 10)
    used = []
    real = picture_cards.run_in_background
    monkeypatch.setattr(picture_cards, "run_in_background", lambda *given: used.append(1) or real(*given))
    x, y = hand.cell(window.session.map.ordered_stages()[0].id, window.session.map.ordered_lanes()[0].id)
    hand.enter(mime_of(file(tmp_path, "a.jpg", jpeg(300, 200))), x, y)
    hand.over(x, y)
    hand.let_go(x, y)
    settle(qtbot, window)
    assert used == [1]


def test_a_broken_file_is_told_and_changes_nothing(window, hand, errors, tmp_path):
    before = window.session.map
    x, y = hand.cell(window.session.map.ordered_stages()[0].id, window.session.map.ordered_lanes()[0].id)
    hand.enter(mime_of(file(tmp_path, "a.png", b"no picture")), x, y)
    hand.over(x, y)
    hand.let_go(x, y)
    QApplication.processEvents()
    assert [error.message for error in errors] == ["“a.png” is no picture, or it is damaged."]
    assert window.session.map is before


def test_the_palette_asks_for_a_file_and_adds_the_picture_in_one_step(empty, told, tmp_path, qtbot):
    told.file = str(file(tmp_path, "a.png", png(30, 30)))
    hand = Hand(empty.canvas)
    hand.drop_kind("image", 300, 200)
    settle(qtbot, empty)
    card, = image_cards(empty)
    assert card.picture in empty.session.map.pictures
    assert len(empty.session.history.done) == 1
    assert "getOpenFileName" in told.kinds()


def test_without_a_file_there_is_a_box_that_takes_one_by_a_double_click(empty, told, tmp_path, qtbot):
    hand = Hand(empty.canvas)
    hand.enter(kind_data("image"), 300, 200)
    hand.let_go(300, 200)
    settle(qtbot, empty)
    card, = image_cards(empty)
    assert card.picture is None
    assert empty.canvas.editor is None
    told.file = str(file(tmp_path, "a.png", png(30, 30)))
    hand.double_click(*hand.middle(card.id))
    qtbot.waitUntil(lambda: bool(empty.session.map.pictures))
    assert empty.session.history.undo_label == "Choose picture"
    hand.double_click(*hand.middle(card.id))
    editor, spot = empty.canvas.editor, empty.canvas.spot_rect(empty.canvas.shown.spots[card.id])
    assert editor is not None  # now it is the caption that is edited, and the picture stays to be seen
    assert editor.geometry().top() > spot.top() + 30


def test_the_menu_of_a_picture_lets_choose_another(empty, told, tmp_path, qtbot):
    empty.documents.show(map_with(picture(png(8, 8))), clean=True)
    told.file = str(file(tmp_path, "b.png", png(20, 9)))
    menu = QMenu()
    empty.pictures[empty.canvas].add_to_menu(menu, "c0")
    menu.actions()[-1].trigger()
    qtbot.waitUntil(lambda: [p.width for p in empty.session.map.pictures.values()] == [20])
    assert len(empty.session.history.done) == 1


def test_a_read_only_map_takes_no_picture(window, hand, told, tmp_path):
    window.session.read_only = True
    before = window.session.map
    QGuiApplication.clipboard().setImage(pixels())
    window.arrivals.paste()
    window.add("image")
    x, y = hand.cell(window.session.map.ordered_stages()[0].id, window.session.map.ordered_lanes()[0].id)
    hand.enter(mime_of(file(tmp_path, "a.png", png())), x, y)
    assert not window.canvas.marks
    hand.leave()
    QApplication.processEvents()
    assert window.session.map is before
    assert "getOpenFileName" not in told.kinds()


# -- painting ---------------------------------------------------------------------------------------------------------


def painted(content, kind="image/png", zoom=1.0, radius=0.0):
    target = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
    target.fill(QColor("#00FF00"))
    painter = QPainter(target)
    Rasters().draw(painter, Picture(10, 10, 40, 20, raster_of(picture(content, kind)), radius), 0, 0, zoom)
    painter.end()
    return target


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_the_screen_shows_the_picture_and_what_is_behind_its_clear_parts(zoom):
    seen = painted(half_clear(), zoom=zoom)
    assert seen.pixelColor(QPointF(20 * zoom, 20 * zoom).toPoint()) == QColor("#FF0000")
    assert seen.pixelColor(QPointF(45 * zoom, 20 * zoom).toPoint()) == QColor("#00FF00")
    assert seen.pixelColor(QPointF(5 * zoom, 5 * zoom).toPoint()) == QColor("#00FF00")


def test_corners_are_cut_on_the_screen():
    seen = painted(png(), radius=10)
    assert seen.pixelColor(11, 11) == QColor("#00FF00")
    assert seen.pixelColor(30, 20) == QColor("#007800")


def test_a_picture_is_unpacked_once_and_the_oldest_are_forgotten(monkeypatch):
    from cjdesigner.canvas import rasters

    asked = []
    monkeypatch.setattr(rasters, "unpacked", lambda raster: asked.append(raster.key) or unpacked(raster))
    held = [raster_of(picture(png(100, 100, (n, n, n, 255)))) for n in range(3)]
    store = Rasters(budget=90_000)
    for raster in (held[0], held[0], held[1], held[0], held[2], held[0], held[1]):
        assert not store.image(raster).isNull()
    assert asked == [held[0].key, held[1].key, held[2].key, held[1].key]


def test_a_map_with_bombs_opens_and_paints(make_window):
    cut = encoded(noise(90, 90), "JPEG")[:700]
    window = make_window(map_with(picture(bomb()), picture(cut, "image/jpeg"), picture(b"x"), picture(png()), None))
    image = window.canvas.grab().toImage()
    assert image.width() > 100
    parts = {part.id: part for _x, _y, part in window.canvas.shown.walk() if part.role == "card"}
    assert [any(isinstance(op, Picture) for op in parts[f"c{n}"].ops) for n in range(5)] == [
        False, False, False, True, False]


def test_the_canvas_paints_a_picture_card(make_window):
    window = make_window(map_with(picture(png(300, 200, (250, 0, 250, 255)))))
    hand = Hand(window.canvas)
    at = hand.place(*hand.middle("c0")).toPoint()
    assert window.canvas.viewport().grab().toImage().pixelColor(at) == QColor(250, 0, 250)
    assert window.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
