"""The files of a folder, changed where they lie, without a catalog: it catches up when somebody looks at it."""

import contextlib
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from reviewer.library.choosing import patterns_of
from reviewer.library.home import Home
from reviewer.library.journal.journal import Journal
from reviewer.library.messages import Planned, ProgressCall, Refused, SaveReport, go_on
from reviewer.library.planning import Change
from reviewer.library.pool import FEW, Pool
from reviewer.library.scanner import scan
from reviewer.library.writing import Writing, direct_saving


class Direct:
    """The articles in `root`, or those among `only`. For one thread of one process, until `close`.

    `unread` are files and folders that could not be looked into, known once `paths` was asked.
    """

    def __init__(self, root: Path, home: Home, only: Sequence[Path] | None = None) -> None:
        self.root = root.resolve()
        self._only = only
        self._patterns, no_patterns = patterns_of(home, ())
        self.unread: list[Refused] = []
        gc.freeze()  # what is loaded stays: no process, least of all a copy of this one, need look through it again
        with ExitStack() as closing:
            pool = closing.enter_context(contextlib.closing(Pool(forks=_are_many(only))))
            journal = closing.enter_context(contextlib.closing(Journal(home.journal_path(self.root))))
            saving = direct_saving(self.root, journal, home.history_limit())
            cut_short = [
                f"“{batch.name}” was cut short; the files that it had not reached are as they were."
                for batch in saving.recover()
            ]
            self._writing = Writing(self.root, journal, pool, saving)
            self._closing = closing.pop_all()
        self.warnings = (*no_patterns, *journal.warnings, *cut_short)

    def close(self) -> None:
        """Ends its processes and closes the journal."""
        self._closing.close()

    def paths(self) -> list[str]:
        """The files that may be articles, in order. Raises OSError where the folder cannot be read."""
        found = scan(self.root, self._only, self._patterns, lambda path, why: self.unread.append((path, why)))
        return sorted(one.path for one in found)

    def plan(self, changes: Mapping[str, Change]) -> Iterator[Planned]:
        """See `Writing.plan`."""
        return self._writing.plan(changes)

    def write(
        self, name: str, changes: Mapping[str, Change], progress: ProgressCall = go_on, undoes: int | None = None
    ) -> SaveReport:
        """See `Writing.write`."""
        return self._writing.write(name, changes, progress, undoes)


def _are_many(only: Sequence[Path] | None) -> bool:
    return only is None or len(only) > FEW or any(path.is_dir() for path in only)
