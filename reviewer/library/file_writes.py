"""Many files get their new bytes, in threads that mostly wait for the disk."""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reviewer.library import files
from reviewer.library.counting import Counting
from reviewer.library.files import Fingerprint, digest
from reviewer.library.folders import Folders
from reviewer.library.journal_schema import BatchRow
from reviewer.library.planning import CHANGED_ON_DISK

_THREADS = 16
"""That many waits at once are hardly longer than one."""
_MOST_TOGETHER = 32
"""Files whose folders are synced together."""
_NOTE_AFTER = 512
_NOTE_SECONDS = 0.5
_LOOK_UP_SECONDS = 0.05


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
    """Puts the present bytes into files that still hold the saved ones. Runs in a thread; raises nothing."""
    folders = Folders()
    written = [_write_one(root, row, folders) for row in rows]
    if not (failed := folders.sync()):
        return written
    return [_unless(one, failed.get(os.path.join(root, one.row.path))) for one in written]


def _unless(written: Written, error: OSError | None) -> Written:
    return Written(written.row, None, files.reason(error)) if error else written


def _write_one(root: str, row: BatchRow, folders: Folders) -> Written:
    def make(former: bytes) -> bytes:
        found = digest(former)
        if found == row.after:
            raise _Present
        if found != row.before:
            raise files.Changed
        return row.splice.apply(former)

    file = os.path.join(root, row.path)
    try:
        return Written(row, files.rewrite(file, make, row.after, folders))
    except _Present:
        return _present(file, row, folders)
    except files.Changed:
        return Written(row, None, CHANGED_ON_DISK)
    except (OSError, ValueError) as error:
        return Written(row, None, files.reason(error))


def _present(file: str, row: BatchRow, folders: Folders) -> Written:
    """The file has been renamed before, but it may be that this has not reached the disk."""
    try:
        found = files.read(file).fingerprint
        folders.written(file, folders.target(file))
    except OSError as error:
        return Written(row, None, files.reason(error))
    return Written(row, found, was_there=True) if found.digest == row.after else Written(row, None, CHANGED_ON_DISK)
