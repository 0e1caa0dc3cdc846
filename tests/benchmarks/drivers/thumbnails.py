"""Thumbnails of new pictures as the list asks for them, and beside that those of a loop that only reads and scales."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from drivers.telling import tell, there
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImageReader

from reviewer.session.pictures import Pictures

SIZE = QSize(288, 180)
_PATIENCE_MS = 300_000


def main(pictures: str, place: str, most: str, rounds: str) -> None:
    qt = QGuiApplication([])
    there()
    found: dict[str, list[tuple[float, float]]] = {}
    for number in range(int(rounds)):
        for ending in ("png", "jpg"):
            paths = [str(path) for path in sorted(Path(pictures).glob(f"*.{ending}"))[: int(most)]]
            for path in paths:
                Path(path).read_bytes()
            ours = _asked(qt, Path(place, f"{ending}-{number}"), paths)
            found.setdefault(ending, []).append((len(paths) / ours, len(paths) / _looped(paths)))
    tell(**found)


def _asked(qt: QGuiApplication, cache: Path, paths: list[str]) -> float:
    """Seconds for all of them; none is kept from before."""
    pictures = Pictures(cache)
    pictures.open(cache.parent)
    arrived: set[str] = set()
    pictures.arrived.connect(arrived.add)
    deadline = QDeadlineTimer(_PATIENCE_MS)
    began = time.perf_counter()
    for path in paths:
        pictures.picture(path, SIZE, cover=True, region="list")
    while len(arrived) < len(paths):
        qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        if deadline.hasExpired():
            sys.exit(f"{len(arrived)} of {len(paths)} pictures came")
    seconds = time.perf_counter() - began
    pictures.close()
    return seconds


def _looped(paths: list[str]) -> float:
    """On the same processors."""
    began = time.perf_counter()
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        if not all(threads.map(_read, paths)):
            sys.exit("a picture could not be read")
    return time.perf_counter() - began


def _read(path: str) -> bool:
    reader = QImageReader(path)
    reader.setScaledSize(reader.size().scaled(SIZE, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return not reader.read().isNull()
