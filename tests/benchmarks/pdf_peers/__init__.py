"""The same map as a PDF by us and by other programs: `python -m tests.benchmarks.pdf_peers`."""
