"""`python -m tests.proof NAME [--runs N]` runs one proof, `python -m tests.proof` all of them."""

import argparse
import importlib
import time
from pathlib import Path

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_")
               and "def main(" in path.read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*NAMES, []], help=", ".join(NAMES))
    parser.add_argument("--runs", type=int, help="how many runs; each proof has its own number of them")
    given = parser.parse_args()
    for name in given.names or NAMES:
        proof = importlib.import_module(f"tests.proof.{name}")
        begun = time.perf_counter()
        print(f"{name}: {proof.main(given.runs or proof.RUNS)} ({time.perf_counter() - begun:.1f} s)", flush=True)


if __name__ == "__main__":
    main()
