"""veraPDF, the judge of PDF/A and PDF/UA, on many files in one process. `scripts/verapdf` fetches it."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("CJDESIGNER_VERAPDF") or Path(__file__).parents[2] / ".venv" / "verapdf")
NEEDED = "CJDESIGNER_VERAPDF" in os.environ
"""Whoever says where it is wants its verdict: then nothing is skipped."""
STANDARDS = {"PDFA-3A", "PDFUA-1"}
MISSING = not (shutil.which("java") and (FOLDER / "Validate.class").is_file() and (FOLDER / "classpath").is_file())

needs_verapdf = pytest.mark.skipif(MISSING and not NEEDED, reason="veraPDF is not here: scripts/verapdf fetches it")


def broken_rules(files: Iterable[Path]) -> list[str]:
    """The rules of PDF/A-3a and PDF/UA-1 that files break, each with the file's name."""
    names = [str(file) for file in files]
    command = ["java", "-Xss16m", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
               (FOLDER / "classpath").read_text(encoding="utf-8").strip(), "Validate", *names]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=110)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    judged = {(line[1], line[2]) for line in lines if line[0] == "DONE"}
    assert judged == {(name, standard) for name in names for standard in STANDARDS}, done.stderr
    return [f"{Path(line[1]).name}: {line[2]} {line[3]}" for line in lines if line[0] == "BROKEN"]
