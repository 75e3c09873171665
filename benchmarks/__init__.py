"""Measurements beside their targets: the modules ``bench_*.py``, run by ``python -m benchmarks``."""
