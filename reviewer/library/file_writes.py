"""Many files get their new bytes, in threads that mostly wait for the disk."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reviewer.library import files
from reviewer.library.counting import Counting
from reviewer.library.files import Beside, Fingerprint
from reviewer.library.folders import Folders
from reviewer.library.journal.schema import BatchRow
from reviewer.library.planning import CHANGED_ON_DISK

_THREADS = 16 if sys.platform == "linux" else 8
"""That many waits at once are hardly longer than one: the disk empties its cache once for many. Each holds up to
`_MOST_TOGETHER` files open, and elsewhere a process may open 256."""
_MOST_TOGETHER = 16
"""Files whose folders are synced together."""
_NOTE_AFTER = 512
_NOTE_SECONDS = 0.5
_LOOK_UP_SECONDS = 0.05
_PATIENCE_SECONDS = 0.05
_turn = threading.Lock()


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one file. `fingerprint` is its new one, None if it could not be written, and `reason` says why."""

    row: BatchRow
    fingerprint: Fingerprint | None
    reason: str | None = None
    was_there: bool = False


class _Present(Exception):
    """The file holds the new bytes already."""


def write_all(root: Path, rows: Iterable[BatchRow], counting: Counting) -> Iterator[list[Written]]:
    """Writes the files and gives what became of them, some hundred at a time. A stop leaves the rest out.

    A file is told of as written when its bytes and its name have reached the disk. `rows` may come slowly: it is asked
    for more only when the threads have nothing else to do.
    """
    left, out, done = iter(rows), set[Future[list[Written]]](), list[Written]()
    together = max(1, min(_MOST_TOGETHER, (counting.total or 0) // (4 * _THREADS)))
    noted = time.monotonic()
    with ThreadPoolExecutor(_THREADS, "save") as threads:
        while True:
            while len(out) < 2 * _THREADS and counting.goes_on() and (group := list(islice(left, together))):
                out.add(threads.submit(write_some, str(root), group))
            if not out:
                break
            ready, out = wait(out, _LOOK_UP_SECONDS, FIRST_COMPLETED)
            for future in ready:
                done += future.result()
                counting.done += len(future.result())
            if done and (len(done) >= _NOTE_AFTER or time.monotonic() - noted > _NOTE_SECONDS):
                yield done
                done, noted = [], time.monotonic()
    if done:
        yield done
    if not counting.stopped:
        counting.tell()


def write_some(root: str, rows: Sequence[BatchRow]) -> list[Written]:
    """Puts the present bytes into files that still hold the saved ones. Runs in a thread; raises nothing.

    The new bytes of all are given to the disk before those of the first are waited for: it takes many at once.
    """
    folders = Folders()
    begun = [_Begun(root, row, folders) for row in rows]
    try:
        with _in_turn():
            _all_through(begun, _Begun.write)
        _all_through(begun, _Begun.sync)
        with _in_turn():
            _all_through(begun, _Begun.put)
        failed = folders.sync()
        return [one.outcome(failed.get(one.file)) for one in begun]
    finally:
        for one in begun:
            one.drop()


@contextmanager
def _in_turn() -> Iterator[None]:
    """Threads that open and rename files at once fight for the interpreter; they do where the disk takes long."""
    is_ours = _turn.acquire(timeout=_PATIENCE_SECONDS)
    try:
        yield
    finally:
        if is_ours:
            _turn.release()


def _all_through(begun: "Sequence[_Begun]", step: "Callable[[_Begun], None]") -> None:
    for one in begun:
        one.go_through(step)


class _Begun:
    """One file on its way to the disk."""

    __slots__ = ("_beside", "_folders", "_row", "_written", "file")

    def __init__(self, root: str, row: BatchRow, folders: Folders) -> None:
        self.file = os.path.join(root, row.path)
        self._row, self._folders = row, folders
        self._beside: Beside | None = None
        self._written: Written | None = None

    def go_through(self, step: "Callable[[_Begun], None]") -> None:
        """One step further, unless it has come to its end."""
        if self._written is not None:
            return
        try:
            step(self)
        except _Present:
            self._written = _present(self.file, self._row, self._folders)
        except files.Changed:
            self._written = Written(self._row, None, CHANGED_ON_DISK)
        except (OSError, ValueError) as error:
            self._written = Written(self._row, None, files.reason(error))

    def write(self) -> None:
        self._beside = files.write_beside(self.file, self._made, self._row.after, self._folders)

    def sync(self) -> None:
        if self._beside:
            self._beside.sync()

    def put(self) -> None:
        if self._beside:
            self._written = Written(self._row, self._beside.put(self._folders))

    def drop(self) -> None:
        if self._beside:
            self._beside.drop()

    def outcome(self, error: OSError | None) -> Written:
        """What became of it; `error` is why its folder could not be synced."""
        assert self._written is not None
        return Written(self._row, None, files.reason(error)) if error else self._written

    def _made(self, former: bytes, found: bytes) -> bytes:
        if found == self._row.after:
            raise _Present
        if found != self._row.before:
            raise files.Changed
        return self._row.splice.apply(former)


def _present(file: str, row: BatchRow, folders: Folders) -> Written:
    """The file has been renamed before, but it may be that this has not reached the disk."""
    try:
        found = files.read(file).fingerprint
        folders.written(file, folders.target(file))
    except OSError as error:
        return Written(row, None, files.reason(error))
    return Written(row, found, was_there=True) if found.digest == row.after else Written(row, None, CHANGED_ON_DISK)
