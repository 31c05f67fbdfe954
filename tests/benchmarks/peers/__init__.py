"""The program beside a whiteboard in a browser: `python -m tests.benchmarks.peers`. See `docs/benchmarks.md`.

Nothing of npm is kept here but the versions in `package.json`; pytest collects none of this.
"""
