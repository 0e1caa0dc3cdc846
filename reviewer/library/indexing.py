"""Reading many files and making the catalog's rows of them, in processes that the window does not feel."""

import errno
import marshal
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reviewer.articles.article import is_article, read_article
from reviewer.articles.contents import Article
from reviewer.articles.problem import Problem
from reviewer.library.catalog.block_rows import quick_rows
from reviewer.library.catalog.rows import Entry, Prepared, prepare
from reviewer.library.files import Content, Fingerprint, read, reason
from reviewer.library.pool import Parcel, Parcels, Pool
from reviewer.library.scanner import Found

_GONE = (errno.ENOENT, errno.ENOTDIR)
_NEVER_THE_SAME = -1


class Reading(NamedTuple):
    """What was found in a file: an article (`prepared`), none (`is_other`), or nothing, as it is gone by now.

    `failed` says why a file that is there could not be read; it is then listed as an article with that problem, and
    read again at the next refresh. `read_ns` is when it was read, in nanoseconds since 1970.
    """

    found: Found
    read_ns: int
    prepared: Prepared | None = None
    is_other: bool = False
    failed: str | None = None

    @property
    def is_gone(self) -> bool:
        return self.prepared is None and not self.is_other


def get_ready(pool: Pool) -> None:
    """The processes begin to load what they need, as there will be much to read."""
    pool.submit(read_one, [])


def read_all(
    root: Path, found: Iterable[Found], pool: Pool, wants_more: Callable[[], bool] = lambda: True
) -> Iterator[Parcel[Reading]]:
    """Reads the files in `root` that a scan has found, in its order.

    Many are read in the processes of `pool`, few in this one. `wants_more` is asked all the time; when it says no,
    Stopped is raised. A file that kills the process which reads it is told as failed, all others are read.
    """
    tasks = ((str(root), one) for one in found)
    return pool.map_parcels(read_one, tasks, lost, wants_more, _PARCELS)


def read_one(task: tuple[str, Found]) -> Reading:
    """Reads one file below the folder; never raises."""
    root, found = task
    read_ns = time.time_ns()
    try:
        content = read(os.path.join(root, found.path))
        if not is_article(content.data, found.path):
            return Reading(found, read_ns, is_other=True)
        return Reading(found, read_ns, _rows(content, found.path, read_ns))
    except OSError as error:
        if error.errno in _GONE:
            return Reading(found, read_ns)
        return _failed(found, read_ns, reason(error))
    except MemoryError:
        return _failed(found, read_ns, "there is not enough memory for it")
    except Exception as error:  # no file may keep the others from being read
        return _failed(found, read_ns, f"{type(error).__name__}: {error}")


def _rows(content: Content, path: str, read_ns: int) -> Prepared:
    return quick_rows(content, path, read_ns) or prepare(
        Entry(path, content.fingerprint, read_article(content.data, path), False, read_ns)
    )


def pack(readings: Sequence[Reading]) -> bytes:
    """Many at once: as plain values they take a third of the time in the pipe."""
    return marshal.dumps([(*one[1:2], one.prepared and tuple(one.prepared), *one[3:]) for one in readings])


def unpack(packed: bytes, tasks: Sequence[tuple[str, Found]]) -> Iterator[Reading]:
    """What was packed, of these files."""
    for (_, found), (read_ns, prepared, *rest) in zip(tasks, marshal.loads(packed), strict=True):
        yield Reading(found, read_ns, prepared and Prepared(*prepared), *rest)


_PARCELS = Parcels(100, pack, unpack)


def lost(task: tuple[str, Found]) -> Reading:
    """The answer for a file that killed the process which read it."""
    return _failed(task[1], time.time_ns(), "the process that read it died; the file may be too large or too deep")


def _failed(found: Found, read_ns: int, why: str) -> Reading:
    problem = Problem(f"could not be read: {why}")
    mark = Fingerprint(found.size, _NEVER_THE_SAME, found.inode, b"")
    return Reading(found, read_ns, prepare(Entry(found.path, mark, Article(problem=problem))), failed=why)
