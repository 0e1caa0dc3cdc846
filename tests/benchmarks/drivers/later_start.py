"""Starts Reviewer whole, as `reviewer FOLDER` does, and says when rows are on the screen, and when the list is."""

from __future__ import annotations

import importlib
import sys

from reviewer.library import beginning


def main(collection: str, stays: str = "") -> None:
    """The program is started as it is, only watched: what watches it loads Qt when the library's process has begun."""
    start_ahead = beginning.start_ahead

    def watch() -> None:
        start_ahead()
        importlib.import_module("drivers.watched").watch(bool(stays))

    beginning.start_ahead = watch
    sys.argv = ["reviewer", collection]
    status = importlib.import_module("reviewer.__main__").main()
    if status:
        sys.exit(status)
    importlib.import_module("drivers.watched").tell_found()
