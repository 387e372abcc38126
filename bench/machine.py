"""The machine of a run, as far as its figures depend on it; no name and no path of it."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

KIB_A_MIB = 1024


def described(postgresql: str) -> str:
    """Return a line on the processor, its cores, the memory, what runs on it, and the day."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory; {platform.system()}, "
        f"Python {platform.python_version()}, PostgreSQL {postgresql}; {datetime.now(UTC):%Y-%m-%d}."
    )


def resident() -> float:
    """Return how much memory this process holds now, in MiB; raises OSError where the system does not tell."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / KIB_A_MIB


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor unknown"
    )
