"""A stranger's map cannot run code, reach the network or read files: seen from outside, the kernel is a witness."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest

from cjdesigner.export.links import ALLOWED

ROOT = Path(__file__).parent.parent.parent
FORBIDDEN = {"reportlab.lib.fontfinder", "reportlab.lib.extformat", "reportlab.platypus.paragraph",
             "reportlab.platypus.paraparser", "reportlab.graphics.renderPM", "PySide6.QtNetwork",
             "PySide6.QtWebEngineCore", "PySide6.QtQml"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel is asked by inotify")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "HOME": str(home), "CJDESIGNER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen",
                   "PYTHONPATH": str(ROOT), "LANGUAGE": "en"}
    done = subprocess.run([sys.executable, "-m", "tests.gui.hostile", str(folder)], cwd=ROOT, env=environment,
                          capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder, home, json.loads(done.stdout)


def test_nothing_but_the_map_and_the_program_is_opened(ran):
    folder, home, told = ran
    paths = {line.split(" ", 1)[1].rsplit(" ", 1)[0] for line in told["seen"] if line.startswith("open ")}
    python = {sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), sys.prefix, sys.base_prefix}
    roots = (*map(str, (*python, ROOT / "cjdesigner", ROOT / "tests", ROOT / "resources", folder, home)), "/proc/self/")
    lock = re.compile(r"/proc/\d+/stat|/proc/sys/kernel/random/boot_id")  # whose process has a map open
    assert {path for path in paths if not path.startswith(roots) and not lock.fullmatch(path)} == set()
    assert not any("trap.png" in path for path in paths)
    assert told["sprung"] == 0


def test_nothing_is_started_and_no_network_is_there(ran):
    told = ran[2]
    own = "socket.gethostname"  # what this computer is called, for a lock; asks nobody
    assert [line for line in told["seen"] if not line.startswith(("open ", own))] == []
    assert not told["network"]
    assert FORBIDDEN & set(told["modules"]) == set()


def test_no_words_are_rich_text(ran):
    assert ran[2]["rich"] == []


def test_the_map_is_kept(ran):
    assert ran[2]["same"]
    assert ran[2]["problems"] > 0


class Leads(HTMLParser):
    """Gathers where a markup leads, what it loads, and what it is made of."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.tags, self.attributes = [], set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses += [value for name, value in attrs if name in ("href", "src", "action", "xlink:href", "target")]

    @property
    def schemes(self):
        return {each.split(":")[0].lower() if ":" in each else "" for each in self.addresses} | {
            each[:2] for each in self.addresses if each.startswith("//")}


def test_no_page_leads_anywhere_else(ran):
    folder = ran[0]
    for name in ("out.html", "out.svg"):
        text = (folder / name).read_text("utf-8")
        found = Leads(text)
        assert found.addresses
        assert found.schemes <= {*ALLOWED, "", "data"}, name
        assert not found.tags & {"script", "iframe", "object", "embed", "foreignobject", "form", "base", "meta-refresh"}
        assert not [each for each in found.attributes if each.startswith("on")]
        assert "<!ENTITY" not in text


@pytest.mark.parametrize("name", ["out.pptx", "out.xlsx"])
def test_no_office_file_has_a_formula_or_leads_elsewhere(ran, name):
    with zipfile.ZipFile(ran[0] / name) as file:
        for part in file.namelist():
            text = file.read(part).decode("utf-8", errors="replace")
            if part.startswith("xl/worksheets/"):
                assert "<f>" not in text
                assert "<f " not in text
            for outside in re.findall(r"<Relationship [^>]*TargetMode=\"External\"[^>]*>", text):
                assert Leads(outside).schemes <= ALLOWED
            assert "vbaProject" not in part


def test_no_cell_of_a_csv_is_a_formula(ran):
    text = (ran[0] / "out.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("SUM(1)" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and len(cell) > 1] == []


def test_no_pdf_acts(ran):
    reader = pypdf.PdfReader(ran[0] / "out.pdf")
    acts = {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/OpenAction", "/AA"}
    for number in range(1, reader.trailer["/Size"]):
        thing = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        for held in (thing, *(thing.get("/A"),)) if isinstance(thing, pypdf.generic.DictionaryObject) else ():
            if isinstance(held, pypdf.generic.DictionaryObject):
                assert not acts & set(held)
                assert held.get("/S") not in acts
                assert "/URI" not in held or str(held["/URI"]).split(":")[0] in ALLOWED
