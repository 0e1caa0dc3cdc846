"""The start: a command goes to the command line, which loads no Qt; anything else opens the window."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
from types import ModuleType

COMMANDS = ("list", "show", "set", "publish", "unpublish", "history", "undo", "merge-driver")
_FOR_GIT = "merge-driver"
"""Is started for each file of a merge, and so without what the other commands need."""
_INTERRUPTED = 130


def main() -> int:
    """Runs what the command line asks for and returns the exit status."""
    arguments = sys.argv[1:]
    if _is_for_the_window(arguments):
        paths = arguments[1:] if arguments[:1] == ["--"] else arguments
        interrupts: list[int] = []  # Ctrl+C before there is a window to close
        signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
        importlib.import_module("reviewer.library.beginning").start_ahead()
        gc.disable()  # not in that process, which is a copy: what is loaded stays, and a window looks at its own times
        importlib.import_module("reviewer.session.importing").restore()
        begun = importlib.import_module("reviewer.start").begin(paths)
        opening = importlib.import_module("reviewer.session.opening")
        session = opening.session_for(begun.home, begun.settings, begun.paths)
        return 0 if session is None else int(importlib.import_module("reviewer.app").main(begun, session, interrupts))
    try:
        if arguments[0] == _FOR_GIT and len(arguments) >= 4 and not arguments[1].startswith("-"):
            return int(_loaded("reviewer.cli.merge_driver").main(arguments[1:]))
        return int(_loaded("reviewer.cli.commands").main(arguments))
    except KeyboardInterrupt:
        return _INTERRUPTED


def _loaded(name: str) -> ModuleType:
    """Ctrl+C meanwhile ends it at once: nothing is begun yet, and an exception could come up anywhere in a library."""
    former = signal.getsignal(signal.SIGINT)
    if former is not signal.default_int_handler:
        return importlib.import_module(name)
    signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    try:
        return importlib.import_module(name)
    finally:
        signal.signal(signal.SIGINT, former)


def _is_for_the_window(arguments: list[str]) -> bool:
    """Nothing, or paths that are there. What is not there may be a mistyped command, and is told as such."""
    if not arguments or arguments[0] == "--":
        return True
    if arguments[0] in COMMANDS or arguments[0].startswith("-"):
        return False
    return all(os.path.exists(path) for path in arguments)


if __name__ == "__main__":
    sys.exit(main())
