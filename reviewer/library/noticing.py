"""What the process of the library notices of its catalog and its journal, whoever wrote them, and tells the window."""

from collections.abc import Callable

from reviewer.library.library import Library
from reviewer.library.messages import Answer, HistoryChanged, Renewed, RowsChanged


class Noticing:
    """Says when the catalog or the history is another one than last time."""

    def __init__(self, send: Callable[[Answer], None]) -> None:
        self._send = send
        self._sequence = self._catalog = self._identity = self._journal = 0
        self._history: HistoryChanged | None = None

    def begin(self, library: Library) -> None:
        self._catalog, self._journal, self._history = library.reader.data_version(), 0, None
        self._identity = library.renewing.identity

    def others_wrote(self, library: Library) -> bool:
        version = library.journal_version()
        moved = version != self._journal
        self._journal = version
        return moved

    def look(self, library: Library) -> None:
        catalog = library.reader.data_version()
        if catalog != self._catalog:
            self._catalog = catalog
            self._tell_of_rows(library)
        history = HistoryChanged(library.undo_name, library.redo_name, library.staged_count)
        if history != self._history:
            self._history = history
            self._send(history)

    def _tell_of_rows(self, library: Library) -> None:
        identity = library.renewing.identity
        if identity != self._identity:
            self._identity = identity
            self._send(Renewed())
        self._sequence += 1
        self._send(RowsChanged(self._sequence))
