"""The wheel holds everything, and works where there is no checkout."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import cjdesigner
from cjdesigner.model.templates import KEYS

pytestmark = pytest.mark.slow

PROJECT = Path(cjdesigner.__file__).parent.parent

SHARED = {
    "share/applications/cjdesigner.desktop", "share/mime/packages/cjdesigner-mime.xml",
    "share/metainfo/cjdesigner.metainfo.xml", "share/icons/hicolor/scalable/apps/cjdesigner.svg",
}

AT_LEAST_ONE = [
    "fonts/*.ttf", "fonts/OFL-*.txt", "icons/*.svg", "faces/*", "templates/*.json", "locale/*.qm",
    "locale/vi/LC_MESSAGES/cjdesigner.mo", "desktop/*.desktop", "THIRD_PARTY.md",
]


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], text=True, encoding="utf-8", capture_output=True,
                          timeout=100, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation",
        "--wheel-dir", folder, PROJECT)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture
def program(wheel, tmp_path):
    """Runs the program as the wheel installs it: in an environment of its own, away from the checkout, in a
    fresh home. Its dependencies are those of the environment that runs the tests.
    """
    environment = tmp_path / "môi trường"
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    python = environment / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_", "LANG", "LC_"))}

    def start(*arguments, name="cjdesigner"):
        return run(environment / "bin" / name, *arguments, cwd=home,
                   env={**kept, "HOME": str(home), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"})

    return start


def test_it_holds_every_module_and_every_resource(names):
    modules = {str(path.relative_to(PROJECT)) for path in (PROJECT / "cjdesigner").rglob("*.py")}
    resources = {f"cjdesigner/{path.relative_to(PROJECT)}" for path in (PROJECT / "resources").rglob("*")
                 if path.is_file()}
    assert modules | resources == {name for name in names if name.startswith("cjdesigner/")}


@pytest.mark.parametrize("pattern", AT_LEAST_ONE)
def test_no_kind_of_resource_is_missing(names, pattern):
    assert any(Path(name).match(f"cjdesigner/resources/{pattern}") for name in names)


def test_it_tells_the_desktop_about_the_program(names):
    assert {name.partition(".data/data/")[2] for name in names if ".data/data/" in name} == SHARED


def test_it_names_the_licence(names):
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_it_works_away_from_the_checkout(program, tmp_path):
    where = program("-c", "from cjdesigner import assets; print(assets.__file__); print(assets.root())", name="python")
    assert all(line.startswith(str(tmp_path)) for line in where.splitlines()), where
    assert cjdesigner.__version__ in program("--version")
    templates = program("templates")
    assert [key for key in KEYS if key not in templates] == []
    assert program("--lang", "vi", "--help") != program("--lang", "en", "--help")
    program("new", "--template", "5a", "-o", "bản đồ.cjmap")
    program("export", "bản đồ.cjmap", "-o", "bản đồ.pdf")
    assert (tmp_path / "home" / "bản đồ.pdf").read_bytes().startswith(b"%PDF-")
