"""Benchmarks: `python -m tests.benchmarks`. They print one table and assert nothing; pytest collects none of this."""
