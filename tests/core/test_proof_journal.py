"""The proofs of the journal with fewer runs, each in a process of its own: they kill what they start."""

import subprocess
import sys

import pytest

needs_fork = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and kills")


@needs_fork
@pytest.mark.parametrize(("name", "runs"), [("kills_editing", 200), ("kills_program", 5)])
def test_no_edit_is_lost(name: str, runs: int):
    ran = subprocess.run([sys.executable, "-m", "tests.proof", name, "--runs", str(runs)], capture_output=True,
                         text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    assert f"{runs} kills" in ran.stdout
    assert "0 edits lost" in ran.stdout
