"""The import contract of pyproject.toml holds, and each of its rules notices when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cjdesigner

PACKAGE = Path(cjdesigner.__file__).parent
LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

LAYERS = "An import points down only"
NO_QT = "Only canvas, window and session know Qt"
REPORTLAB = "Only the PDF painter knows reportlab"

QT_FREE = ["assets.py", "errors.py", "language.py", "model", "edit", "merge", "files", "exchange", "drawing", "export"]
REPORTLAB_FREE = [*QT_FREE[:-1], "canvas", "session.py", "window", "cli", "export/svg", "export/png", "export/pages"]

UPWARDS = [
    ("assets.py", "errors"), ("errors.py", "language"), ("language.py", "model"), ("model", "edit"),
    ("model", "drawing"), ("edit", "merge"), ("merge", "files"), ("files", "drawing"),
    ("drawing", "exchange"), ("drawing", "canvas"),
    ("session.py", "export"), ("export", "session"), ("exchange", "export"), ("export", "canvas"),
    ("canvas", "window"), ("window", "cli"),
]


@pytest.fixture
def copy(tmp_path):
    """A copy of the package and its contract, to be broken."""
    target = tmp_path / "copy"
    shutil.copytree(PACKAGE, target / "cjdesigner", ignore=shutil.ignore_patterns("__pycache__", "resources"))
    shutil.copy(PACKAGE.parent / "pyproject.toml", target)
    return target


def lint(folder):
    """Exit code and output of lint-imports on the package in `folder`."""
    done = subprocess.run([sys.executable, "-P", "-c", LINT, "--no-cache", "--no-logo"], cwd=folder, text=True,
                          encoding="utf-8", capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def module(copy, name):
    """The file of a module of the copy; of a package, its `__init__.py`."""
    path = copy / "cjdesigner" / name
    if path.suffix != ".py":
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return path


def add(copy, name, line):
    path = module(copy, name)
    assert path.is_file(), f"{name} is gone: mend the table of this test"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n\n{line}\n")


def broken(output):
    """The names of the contracts that lint-imports calls broken."""
    return {line.removesuffix(" BROKEN") for line in output.splitlines() if line.endswith(" BROKEN")}


def test_the_contract_holds():
    code, output = lint(PACKAGE.parent)
    assert code == 0, output
    assert "3 kept, 0 broken" in output


def test_a_copy_is_judged_by_itself(copy):
    code, output = lint(copy)
    assert code == 0, output
    (copy / "cjdesigner" / "model" / "extra.py").write_text("import cjdesigner.cli\n", encoding="utf-8")
    assert "cjdesigner.model.extra" in lint(copy)[1]


@pytest.mark.parametrize(("importer", "imported"), UPWARDS, ids=lambda name: name.removesuffix(".py"))
def test_an_import_that_points_up_or_sideways(copy, importer, imported):
    add(copy, importer, f"from cjdesigner import {imported}")
    code, output = lint(copy)
    assert code == 1
    assert LAYERS in broken(output)


def test_a_module_that_stands_in_no_layer(copy):
    (copy / "cjdesigner" / "helpers.py").write_text('"""Nothing."""\n', encoding="utf-8")
    code, output = lint(copy)
    assert code == 1
    assert broken(output) == {LAYERS}
    assert "cjdesigner.helpers" in output


@pytest.mark.parametrize("importer", QT_FREE, ids=lambda name: name.removesuffix(".py"))
def test_qt_below_its_layers(copy, importer):
    add(copy, importer, "import PySide6.QtCore")
    code, output = lint(copy)
    assert code == 1
    assert broken(output) == {NO_QT}


def test_qt_in_a_deep_module_and_through_a_function(copy):
    add(copy, "drawing/theme", "def later():\n    from shiboken6 import isValid\n    return isValid")
    assert broken(lint(copy)[1]) == {NO_QT}


@pytest.mark.parametrize("importer", REPORTLAB_FREE, ids=lambda name: name.removesuffix(".py"))
def test_reportlab_outside_the_pdf_painter(copy, importer):
    add(copy, importer, "import reportlab.pdfgen.canvas")
    code, output = lint(copy)
    assert code == 1
    assert broken(output) == {REPORTLAB}
