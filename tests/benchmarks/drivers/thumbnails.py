"""Thumbnails of new pictures as the list asks for them, and beside that those of a loop that only reads and scales."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from drivers.telling import tell, there
from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImageReader

from reviewer.session.pictures import Pictures

SIZE = QSize(288, 180)
_PATIENCE_MS = 300_000


def main(pictures: str, place: str, most: str, rounds: str) -> None:
    _qt = QGuiApplication([])
    there()
    found: dict[str, list[tuple[float, float]]] = {}
    for number in range(int(rounds)):
        for ending in ("png", "jpg"):
            paths = [str(path) for path in sorted(Path(pictures).glob(f"*.{ending}"))[: int(most)]]
            for path in paths:
                Path(path).read_bytes()
            ours = _asked(Path(place, f"{ending}-{number}"), paths)
            found.setdefault(ending, []).append((len(paths) / ours, len(paths) / _looped(paths)))
    tell(**found)


def _asked(cache: Path, paths: list[str]) -> float:
    """Seconds for all of them; none is kept from before."""
    pictures = Pictures(cache)
    pictures.open(cache.parent)
    arrived: set[str] = set()
    loop = QEventLoop()  # one that sleeps: processEvents with a limit would take a processor for itself

    def came(path: str) -> None:
        arrived.add(path)
        if len(arrived) == len(paths):
            loop.quit()

    pictures.arrived.connect(came)
    QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
    began = time.perf_counter()
    for path in paths:
        pictures.picture(path, SIZE, cover=True, region="list")
    loop.exec()
    seconds = time.perf_counter() - began
    if len(arrived) < len(paths):
        sys.exit(f"{len(arrived)} of {len(paths)} pictures came")
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
