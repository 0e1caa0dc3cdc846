"""How much memory processes need: of what several share each has its part (Pss), so that the sum is true."""

from __future__ import annotations

import os
from pathlib import Path

PROCESSES = Path("/proc")


def memory() -> dict[str, int]:
    """Bytes of this process, and of this and all that it has started; empty where the system does not tell."""
    if not (PROCESSES / "self/smaps_rollup").exists():
        return {}
    own = os.getpid()
    return {"window": _bytes_of(own), "all": sum(_bytes_of(each) for each in _family(own))}


def _family(first: int) -> list[int]:
    parents = {}
    for place in PROCESSES.iterdir():
        if place.name.isdigit():
            try:
                parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    family = [first]
    for each in family:
        family += [process for process, parent in parents.items() if parent == each]
    return family


def _bytes_of(process: int) -> int:
    try:
        lines = (PROCESSES / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
