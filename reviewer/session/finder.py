"""Where articles lie: paths by id, of a few at once, of many when they have been looked up."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.search.query import parse
from reviewer.session.questions import Fail, Questions
from reviewer.session.row_cache import RowCache

A_FEW = 64
"""As many rows are looked up by key on the main thread; more are asked for."""

TakePaths = Callable[[tuple[str, ...]], None]
PathFinder = Callable[[TakePaths, Fail | None], None]
"""Called with the call that is to get the paths, as they lie in the collection, and the one that is told why not."""


class Finder:
    def __init__(self, rows: RowCache, questions: Questions) -> None:
        self._rows = rows
        self._questions = questions

    def path_of(self, article_id: int) -> str | None:
        rows = self._rows.rows((article_id,))
        return rows[0].path if rows else None

    def paths_of(self, ids: frozenset[int], kind: str = "paths") -> PathFinder:
        """`kind` is that of the question for many: a newer one of the same kind takes its place."""

        def find(take: TakePaths, failed: Fail | None) -> None:
            if len(ids) <= A_FEW:
                take(tuple(row.path for row in self._rows.rows(tuple(ids))))
            else:
                self._questions.ask(kind, lambda reader: tuple(reader.paths(tuple(ids))), take, failed)

        return find

    def paths_of_modified(
        self, left_out: frozenset[int] = frozenset(), unlisted: frozenset[str] = frozenset()
    ) -> PathFinder:
        """Of all articles with staged edits but these: `unlisted` by their paths."""
        modified = parse("is:modified")

        def ask(reader: CatalogReader) -> tuple[str, ...]:
            paths = reader.paths([each for each in reader.ids(modified) if each not in left_out])
            return tuple(path for path in paths if path not in unlisted)

        def find(take: TakePaths, failed: Fail | None) -> None:
            self._questions.ask("paths", ask, take, failed)

        return find
