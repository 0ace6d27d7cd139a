"""Benchmarks: what is fitted, how good it is, how fast it is."""
