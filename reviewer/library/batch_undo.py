"""What a save changed is put back in the files themselves: what the command line does."""

from collections.abc import Callable, Iterator

from reviewer.library.history import History, Names, undo_name
from reviewer.library.journal.schema import Batch
from reviewer.library.messages import Planned, ProgressCall, SaveReport, go_on
from reviewer.library.writing import Writing


class BatchUndo:
    """Undoes batches, wholly or only in the articles among some `names`. Raises JournalError for one that is gone."""

    def __init__(self, history: History, writing: Writing, catch_up: Callable[[], object]) -> None:
        self._history, self._writing, self._catch_up = history, writing, catch_up

    def plan(self, batch: Batch, names: Names | None = None) -> Iterator[Planned]:
        """What `write` would do, article by article; writes nothing."""
        return self._writing.plan(self._history.undo_changes(batch.id, names))

    def write(self, batch: Batch, names: Names | None = None, progress: ProgressCall = go_on) -> SaveReport:
        """Writes a new batch, which puts the former one back wherever nobody has changed the same fields since."""
        changes = self._history.undo_changes(batch.id, names)
        report = self._writing.write(undo_name(batch), changes, progress, batch.id)
        self._catch_up()
        return report
