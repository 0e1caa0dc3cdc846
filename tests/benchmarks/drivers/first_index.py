"""Reads a collection into a new catalog, as the window's process of the library and the commands do."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from drivers.telling import tell, there

from reviewer.library.home import Home
from reviewer.library.library import Library


def main(collection: str, home: str) -> None:
    library = Library(Path(collection), Home.below(Path(home)))
    report = library.refresh()
    counts = library.reader.counts()
    there()
    library.close()
    if report.stopped or counts.all != report.added:
        sys.exit(f"{report}, {counts}")
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    tell(count=counts.all, cpu=time.process_time() + children.ru_utime + children.ru_stime)
