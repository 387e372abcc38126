"""Tandem measured beside others, in the same run on the same machine: `make bench` writes docs/performance.md."""
