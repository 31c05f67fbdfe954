"""The map inside a PDF and the way back: byte for byte, and nothing but a map from a stranger's file."""

import io

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.errors import CjError
from cjdesigner.exchange import pdf_map
from cjdesigner.exchange.pdf_map import map_file_in, open_pdf
from cjdesigner.export.pages import Laid
from cjdesigner.export.pdf import to_pdf
from cjdesigner.files import reading
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import KEYS, build
from tests.strategies import journey_maps

TYPE = Typesetter(FontSet(system=False))


def pdf_of(journey: JourneyMap) -> bytes:
    drawing = compose(journey, typesetter=TYPE)
    return to_pdf(Laid(drawing, drawing.width, drawing.height, source=journey).document())


def foreign(*attachments: tuple[str, bytes], password: str = "") -> bytes:
    """A PDF that another program has made."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in attachments:
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_template_comes_back_byte_for_byte(key, code):
    journey = build(key, code)
    assert map_file_in(pdf_of(journey)) == to_bytes(journey)


@settings(max_examples=40, deadline=None)
@given(journey_maps)
def test_any_map_comes_back(journey):
    held = map_file_in(pdf_of(journey))
    assert held == to_bytes(journey)
    assert from_bytes(held).map == journey


def test_another_reader_finds_the_same_file_by_its_name():
    journey = JourneyMap(id="m", title='Chuyến đi: "Huế" / 1', language="vi")
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(journey)))
    assert reader.attachments == {"Chuyến đi- -Huế- - 1.cjmap": [to_bytes(journey)]}
    held, = reader.trailer["/Root"]["/AF"]
    assert held.get_object()["/AFRelationship"] == "/Source"
    assert held.get_object()["/EF"]["/F"]["/Subtype"] == "/application/json"


def test_a_pdf_that_another_program_has_written_again_still_has_it():
    journey = build("sample", "vi")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of(journey)))
    held = io.BytesIO()
    writer.write(held)
    assert map_file_in(held.getvalue()) == to_bytes(journey)


def test_an_untitled_map_has_a_name_too():
    assert pypdf.PdfReader(io.BytesIO(pdf_of(JourneyMap(language="en")))).attachments.keys() == {
        "Untitled journey map.cjmap"}


@pytest.mark.parametrize(("data", "said"), [
    (b"", "no PDF"), (b"plain words", "no PDF"), (b"%PDF-1.7\n", "damaged"), (b"%PDF-1.7\n" + b"\0" * 5_000, "damaged"),
    (foreign(), "no map"), (foreign(("notes.txt", b"x")), "no map"), (foreign(("a.json", b"{}")), "no map"),
    (foreign(("a.cjmap", b"{}"), password="secret"), "password"),
    (foreign(("a.cjmap", b"1"), ("b.CJMAP", b"2")), "several maps"),
    (foreign(("a.cjmap", b"")), "damaged"),
])
def test_what_is_wrong_is_said(data, said):
    with pytest.raises(CjError, match=said):
        map_file_in(data)


def test_what_is_attached_is_checked_as_any_map(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(foreign(("a.cjmap", b'{"format": "cjdesigner/map", "schema": 2, "cards": {"c": {}}}')))
    opened = open_pdf(path)
    assert opened.map.cards == {}
    assert {problem.path[:2] for problem in opened.problems} == {("cards", "c")}
    path.write_bytes(foreign(("a.cjmap", b'{"format": "cjdesigner/map", "schema": "2"}')))
    with pytest.raises(CjError, match="schema"):
        open_pdf(path)
    with pytest.raises(CjError, match="cannot be read"):
        open_pdf(tmp_path / "none.pdf")


def test_what_is_too_large_is_not_unpacked_any_further(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 20_000)
    with pytest.raises(CjError, match="too large"):
        map_file_in(foreign(("a.cjmap", b" " * 20_001)))
    with pytest.raises(CjError, match="too large"):
        map_file_in(b"%PDF-" + b" " * 20_000)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_a_sentence_or_the_whole_map(data):
    good = _GOOD
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(good) - 1))
        damaged[at:at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    try:
        held = map_file_in(bytes(damaged))
        from_bytes(held)
    except CjError:
        return


_GOOD = pdf_of(build("5a", "en"))


def test_the_lock_is_free_again_after_an_error():
    for _ in range(2):
        with pytest.raises(CjError):
            map_file_in(foreign())
    assert not pdf_map.ONE_AT_A_TIME.locked()
