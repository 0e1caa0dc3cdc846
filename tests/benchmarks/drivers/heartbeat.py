"""How long the main thread does not come round to its next event."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 2
FRAME = 1 / 60


@dataclass(frozen=True, slots=True)
class Gap:
    """Seconds between two beats, and those of the processor that the main thread used of them."""

    wall: float
    cpu: float


class Heartbeat(QObject):
    """Beats every two milliseconds while the event loop runs; what keeps it from that keeps everything else as well."""

    def __init__(self) -> None:
        super().__init__()
        self._gaps: list[Gap] = []
        self._wall = self._cpu = 0.0
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        self._gaps.clear()
        self._wall, self._cpu = time.perf_counter(), time.thread_time()
        self._timer.start()

    def end(self) -> dict[str, float]:
        """The median, the 99th percentile over all frames, and the worst, in seconds; the last two of processor too."""
        self._beat()
        self._timer.stop()
        walls, cpus = _by_frames([gap.wall for gap in self._gaps]), _by_frames([gap.cpu for gap in self._gaps])
        return {
            "frames": len(walls),
            "p50": statistics.median(walls),
            "p99": walls[int(len(walls) * 0.99)],
            "worst": walls[-1],
            "p99 cpu": cpus[int(len(cpus) * 0.99)],
            "worst cpu": cpus[-1],
        }

    def _beat(self) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        self._gaps.append(Gap(wall - self._wall, cpu - self._cpu))
        self._wall, self._cpu = wall, cpu


def _by_frames(gaps: list[float]) -> list[float]:
    """The longest gap of each frame, in order of length; one that is longer than a frame counts for each it covers."""
    frames, longest, passed = [], 0.0, 0.0
    for gap in gaps:
        longest, passed = max(longest, gap), passed + gap
        if passed >= FRAME:
            frames += [longest] * max(1, int(passed / FRAME))
            longest = passed = 0.0
    return sorted(frames or [longest])
