"""PDF/A-3a and PDF/UA-1 in one file, as veraPDF judges it: templates, several pages, every script, any map."""

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from cjdesigner.drawing.compose import compose
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.changes import change
from cjdesigner.export import export_map
from cjdesigner.export.document import Area, Document, Page, View
from cjdesigner.export.pages import Laid
from cjdesigner.export.pdf import to_pdf
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.templates import KEYS, build
from tests.core.pictures import half_clear, jpeg, map_with, picture
from tests.core.test_pdf_text import SCRIPTS, laid
from tests.strategies import journey_maps
from tests.verapdf import broken_rules, needs_verapdf

TYPE = Typesetter(FontSet(system=False))
MAPS = 24


def pdf_of(journey: JourneyMap) -> bytes:
    drawing = compose(journey, typesetter=TYPE)
    return to_pdf(Laid(drawing, drawing.width, drawing.height, source=journey).document())


def several_pages(journey: JourneyMap) -> Document:
    """The whole map, then halves of it that repeat the head, then the whole once more."""
    drawing = compose(journey, typesetter=TYPE)
    half = drawing.width / 2
    head = tuple(placed for placed in drawing.parts if placed.part.role in ("header", "stage"))
    body = tuple(placed for placed in drawing.parts if placed.part.role not in ("header", "stage"))
    whole = Page(drawing.width, drawing.height, "#FFFFFF", (View(drawing.parts),), "i", "Overview")
    cut = [Page(half, drawing.height, "#FFFFFF", (View(head, -at, repeated=True), View(
        body, -at, clip=Area(0, 0, half, drawing.height))), label, "") for at, label in ((0, "A1"), (half, "A2"))]
    return Document((whole, *cut, whole), drawing.title, drawing.language, "Ann", journey)


def generated() -> list[JourneyMap]:
    found: list[JourneyMap] = []

    @settings(max_examples=MAPS, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(journey_maps)
    def collect(journey: JourneyMap) -> None:
        found.append(journey)

    collect()
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> list[Path]:
    """All the files that are judged."""
    folder = tmp_path_factory.mktemp("pdf")
    files = {f"template-{key}-{code}": pdf_of(build(key, code)) for key in KEYS for code in ("vi", "en")}
    files |= {f"script-{script}": to_pdf(laid([unicodedata.normalize("NFC", text), f"{text} \ue000 \uf8ff"]).document())
              for script, text in SCRIPTS.items()}
    files |= {f"map-{place}": pdf_of(journey) for place, journey in enumerate(generated())}
    files["pages"] = to_pdf(several_pages(build("sample", "vi")))
    files["pictures"] = export_map(map_with(picture(jpeg(), "image/jpeg"), picture(half_clear())), ".pdf")
    journey = build("sample", "en")
    action = next(card for card in journey.cards.values() if card.kind == "action")
    text = "https://example.org/a/rather/long/path/that/goes/over/lines?q=1, mailto:me@example.org and javascript:x"
    files["links"] = pdf_of(change(journey, action.id, text=text, details=f"({text})"))
    files["empty"] = pdf_of(JourneyMap())
    files["large"] = to_pdf(Laid(compose(JourneyMap(title="x"), typesetter=TYPE), 30_000, 200).document())
    paths = []
    for name, data in files.items():
        paths.append(folder / f"{name.replace(' ', '-')}.pdf")
        paths[-1].write_bytes(data)
    return paths


@needs_verapdf
def test_every_file_keeps_both_standards(made):
    assert broken_rules(made) == []


@needs_verapdf
def test_a_broken_file_is_found_out(tmp_path):
    whole = pdf_of(build("5a", "en"))
    (tmp_path / "a.pdf").write_bytes(whole.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>7"))
    (tmp_path / "b.pdf").write_bytes(whole.replace(b"<pdfaid:part>3", b"<pdfaid:part>9"))
    broken = broken_rules([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    assert {line.split()[0] + line.split()[1] for line in broken} == {"a.pdf:PDFUA-1", "b.pdf:PDFA-3A"}


def test_qpdf_finds_nothing_wrong(made):
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    for path in made:
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, path.name + done.stdout + done.stderr


def test_the_same_map_gives_the_same_bytes():
    for journey in (build("sample", "vi"), *generated()[:6]):
        assert pdf_of(journey) == pdf_of(journey)
