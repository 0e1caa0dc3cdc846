"""The longest time for which the main thread is busy, while a curator does what is much work."""

from __future__ import annotations

import shutil

from figure import Figure, Series
from workbench import Workbench

MOST_P99, MOST_WORST = 0.016, 0.050
_IDLE_SECONDS = 2


def measure(bench: Workbench) -> list[Figure]:
    """One round: it is long, and its many frames are what is looked at. Works on a copy, as articles are changed."""
    idle = bench.drive("idle_window", _IDLE_SECONDS)
    collection = bench.new_place() / "collection"
    shutil.copytree(bench.collection(bench.middle), collection)
    told = bench.drive("stalls", collection, bench.new_place(), bench.middle)
    shutil.rmtree(collection, ignore_errors=True)
    figures = [_figure("an empty window that paints", idle, end, None) for end in ("p99", "worst")]
    for phase, found in told["phases"].items():
        figures += [_figure(phase, found, "p99", MOST_P99), _figure(phase, found, "worst", MOST_WORST)]
    return figures


def _figure(phase: str, found: dict[str, float], end: str, bound: float | None) -> Figure:
    series = Series(phase, (found[end],), "s", (found[f"{end} cpu"],))
    notes = (f"the longest wait of a usual frame: {found['p50'] * 1000:.1f} ms",) if end == "p99" else ()
    return Figure(f"main thread, {phase}: {end} of {found['frames']:,} frames", series, None, bound, notes=notes)
