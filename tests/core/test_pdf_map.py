"""The map inside a PDF and the way back: byte for byte, and nothing but a map from a stranger's file."""

import io
import resource
import zlib
from contextlib import suppress
from functools import cache

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.errors import CjError
from cjdesigner.exchange import pdf_child
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


def attached(data: bytes) -> bytes | int:
    """What the process that looks for a map would find, without a process for each."""
    return pdf_child.attached(data, reading.MAX_BYTES)


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_template_comes_back_byte_for_byte(key, code):
    journey = build(key, code)
    assert map_file_in(pdf_of(journey)) == to_bytes(journey)


@settings(max_examples=40, deadline=None)
@given(journey_maps)
def test_any_map_comes_back(journey):
    held = attached(pdf_of(journey))
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
    held = attached(bytes(damaged))
    if isinstance(held, int):
        assert held in range(pdf_child.DAMAGED, pdf_child.TOO_LARGE)
        return
    with suppress(CjError):
        from_bytes(held)


_GOOD = pdf_of(build("5a", "en"))


@cache
def packed_zeros(times: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join([packer.compress(bytes(1_000_000)) for _ in range(times)]) + packer.flush()


def bomb(times: int, *, twice: bool = False) -> bytes:
    """A small PDF whose attachment unpacks to many megabytes."""
    packed, names = packed_zeros(times), b"/FlateDecode"
    if twice:
        packed, names = zlib.compress(packed, 9), b"[/FlateDecode/FlateDecode]"
    parts = [b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.cjmap)3 0 R]>>>>>>",
             b"<</Type/Pages/Kids[5 0 R]/Count 1>>", b"<</Type/Filespec/F(a.cjmap)/UF(a.cjmap)/EF<</F 4 0 R>>>>",
             b"<</Type/EmbeddedFile/Filter%b/Length %d/Params<</Size 12>>>>stream\n%b\nendstream" % (
                 names, len(packed), packed), b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]
    made, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + table + (
        b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(made))


@pytest.mark.parametrize("twice", [False, True])
def test_a_bomb_is_a_sentence_and_takes_no_memory_here(twice):
    data = bomb(1_000, twice=twice)
    assert len(data) < 6_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(CjError, match="far too large"):
        map_file_in(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000  # kilobytes
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= pdf_child.MEMORY


def test_a_small_bomb_is_no_bomb():
    assert map_file_in(bomb(1)) == bytes(1_000_000)


def test_a_process_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(pdf_child, "SECONDS", 0.001)
    with pytest.raises(CjError, match="far too large"):
        map_file_in(foreign())
