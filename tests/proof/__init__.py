"""What the README promises about files, put to the proof: `python -m tests.proof NAME [--runs N]`.

Each module has `main(runs)`, which raises at the first broken promise and returns a sentence with its figures, and
`RUNS`, how often it runs by default. The tests run the same with fewer.
"""
