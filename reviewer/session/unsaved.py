"""What is staged and not saved: the changes one by one, which of them a save leaves out, and how conflicts end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.change_rows import ArticleDiff, ChangeRow, ChangeSort, Choice
from reviewer.library.messages import StageReport
from reviewer.library.reasons import GONE
from reviewer.library.search.query import parse
from reviewer.session import reports
from reviewer.session.asking import Asking
from reviewer.session.desk import Desk
from reviewer.session.events import Change
from reviewer.session.finder import Finder, TakePaths
from reviewer.session.questions import Questions
from reviewer.session.tasks import Go, Work

Prepared = TypeVar("Prepared")
_MODIFIED = parse("is:modified")
_IN_CONFLICT = parse("is:conflict")


class Unsaved(QObject):
    """Answers come on the main thread; of two equal questions only the newer one is answered."""

    left_out_changed = Signal()
    conflicts_changed = Signal()

    def __init__(
        self, desk: Desk, asking: Asking, questions: Questions, finder: Finder, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.left_out: frozenset[int] = frozenset()
        """Articles whose changes are not saved with the others."""
        self._desk, self._asking, self._questions, self._finder = desk, asking, questions, finder
        self.in_conflict: frozenset[int] = frozenset()
        """Articles that are not saved before somebody decides."""
        self.remembered: frozenset[str] | None = None
        """The paths of those that were left out earlier and are not among `left_out` yet; None: not known."""
        self._waiting: list[Callable[[], None]] = []
        desk.tasks.idle.connect(lambda: self._look_up(is_read=True))

    @property
    def conflicts(self) -> int:
        """How many articles are in conflict."""
        return len(self.in_conflict)

    @property
    def to_save(self) -> int:
        """How many articles a save of everything writes."""
        return max(0, self._desk.staged - len(self.left_out | self.in_conflict) - len(self.remembered or ()))

    def find_modified(self, paths: Sequence[str], answer: Callable[[frozenset[str]], None]) -> None:
        """Ask which of the articles of these paths are still modified."""
        self._questions.ask("modified", lambda reader: _modified_of(reader, paths), answer)

    def changes(
        self,
        text: str,
        sort: ChangeSort,
        descending: bool,
        answer: Callable[[Prepared], None],
        prepare: Callable[[list[ChangeRow]], Prepared],
    ) -> None:
        """Ask for the staged changes in which `text` is found, field by field. `prepare` makes of them what is
        answered; it runs on the thread of the questions, and may take longer than a frame."""
        self._questions.ask("changes", lambda reader: prepare(reader.changes(text, sort, descending)), answer)

    def diff(self, article_id: int, answer: Callable[[ArticleDiff], None]) -> None:
        """Ask for the exact difference between the file of an article and what is staged for it."""
        path = self._finder.path_of(article_id)
        if path is not None:
            self._asking.ask("diff", (path,), answer)

    def leave_out(self, ids: Iterable[int], is_out: bool) -> None:
        """Whether a save of everything leaves these articles out."""
        self._take_left_out(self.left_out.union(ids) if is_out else self.left_out.difference(ids))

    def save(self) -> None:
        """Write all that is staged and not left out to the files."""
        out: list[int] = []

        def prepare(go: Go) -> None:
            out.append(len(self.left_out))
            if self.left_out or self.remembered:
                self._finder.paths_of_modified(self.left_out, self.remembered or frozenset())(go, go.fail)
            else:
                go(None)

        self._save(prepare, lambda: sum(out))

    def save_some(self, ids: frozenset[int]) -> None:
        """Write what is staged in these articles, those that are left out excepted."""
        out = ids & self.left_out
        if ids == out and out:
            self._desk.tell(reports.of_nothing_saved(len(out)))
        else:
            find = self._finder.paths_of(ids)
            self._save_found(lambda go, take: find(take, go.fail))

    def save_paths(self, paths: Sequence[str]) -> None:
        """Write what is staged in the articles of these paths, those that are left out excepted."""
        self._save_found(lambda go, take: take(tuple(paths)))

    def _save_found(self, find: Callable[[Go, TakePaths], None]) -> None:
        """Write what is staged in the articles that `find` gives, those that are left out excepted."""
        passed: list[str] = []

        def prepare(go: Go) -> None:
            def without(paths: tuple[str, ...], left_out: Collection[str]) -> None:
                passed.extend(path for path in paths if path in left_out)
                go(tuple(path for path in paths if path not in left_out))

            def take(paths: tuple[str, ...]) -> None:
                unlisted = self.remembered or frozenset()
                listed = self._finder.paths_of(self.left_out)
                listed(lambda out: without(paths, unlisted.union(out)), go.fail)

            find(go, take)

        self._save(prepare, lambda: len(passed))

    def _save(self, prepare: Callable[[Go], None], left_out: Callable[[], int]) -> None:
        """Not before it is known what was left out when the collection was open last."""

        def begin(go: Go) -> None:
            if self.remembered is None:
                self._waiting.append(lambda: prepare(go))
            else:
                prepare(go)

        self._desk.save(begin, left_out)

    def resolve(
        self, ids: Iterable[int], take: Choice | None = None, choices: Mapping[str, Choice] | None = None
    ) -> None:
        """End conflicts, as one step: `choices` by the path of a field, `take` for all other fields."""
        chosen = frozenset(ids)

        def done(report: StageReport) -> None:
            self._desk.stepped.emit(Change(chosen))
            self._desk.tell(reports.of_resolving(report))

        find = self._finder.paths_of(chosen)
        self._desk.add(
            Work(
                "Resolving conflicts",
                "resolve",
                lambda go: find(lambda paths: go(paths, take, dict(choices or {})), go.fail),
                done,
            )
        )

    def forget(self) -> None:
        """The collection was closed."""
        self._waiting.clear()
        self.start_over()

    def start_over(self) -> None:
        """What is known by ids is known no more, until `remember`."""
        self._take_in_conflict(frozenset())
        self.remembered = None
        self._take_left_out(frozenset())

    def remember(self, paths: frozenset[str]) -> None:
        """A collection was opened in which these were left out. They are as soon as the catalog lists them."""
        self.remembered = paths
        self._look_up()
        if self.left_out:
            self.left_out_changed.emit()
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call()

    def _look_up(self, is_read: bool = False) -> None:
        """`is_read`: the catalog says by now what is modified, and who is not is not left out any more."""
        paths = self.remembered

        def take(found: _Restored) -> None:
            if paths is None or self.remembered is None:
                return
            before, self.remembered = (
                self.remembered,
                self.remembered.difference(found.paths, found.unmodified if is_read else ()),
            )
            if self.remembered != before:
                self.left_out |= found.ids
                self.left_out_changed.emit()

        if paths:
            self._questions.ask("remembered", lambda reader: _restored(reader, paths), take)

    @Slot()
    def look_again(self) -> None:
        """Rows have changed: who is not modified any more is not left out; new conflicts are told."""
        self._questions.ask("conflicts", _conflicts, self._take_conflicts)
        left_out = self.left_out
        if left_out:
            self._questions.ask("left out", lambda reader: _unmodified(reader, left_out), self._keep_left_out)
        self._look_up(is_read=self._desk.tasks.is_idle)

    def _take_conflicts(self, found: Conflicts) -> None:
        is_more = len(found.ids) > len(self.in_conflict)
        self._take_in_conflict(found.ids)
        if is_more:
            self._desk.tell(reports.of_conflicts(len(found.ids), found.gone, found.reasons))

    def _take_in_conflict(self, ids: frozenset[int]) -> None:
        if ids != self.in_conflict:
            self.in_conflict = ids
            self.conflicts_changed.emit()

    def _keep_left_out(self, gone: frozenset[int]) -> None:
        self._take_left_out(self.left_out - gone)

    def _take_left_out(self, ids: frozenset[int]) -> None:
        if ids != self.left_out:
            self.left_out = ids
            self.left_out_changed.emit()


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Articles in conflict; how many of them have no file any more, and why others cannot be merged."""

    ids: frozenset[int]
    gone: int
    reasons: tuple[str, ...]


def _conflicts(reader: CatalogReader) -> Conflicts:
    ids = reader.ids(_IN_CONFLICT)
    reasons = [row.reason for row in reader.rows(ids) if row.reason is not None]
    gone = reasons.count(GONE)
    return Conflicts(frozenset(ids), gone, tuple(reason for reason in reasons if reason != GONE))


def _modified_of(reader: CatalogReader, paths: Sequence[str]) -> frozenset[str]:
    ids = frozenset(reader.ids_of(paths)).intersection(reader.ids(_MODIFIED))
    return frozenset(reader.paths(tuple(ids)))


@dataclass(frozen=True, slots=True)
class _Restored:
    ids: frozenset[int]
    paths: tuple[str, ...]
    unmodified: tuple[str, ...]


def _restored(reader: CatalogReader, paths: frozenset[str]) -> _Restored:
    """Those of the paths that are modified, and those that are listed and are not."""
    listed = frozenset(reader.ids_of(tuple(paths)))
    modified = listed.intersection(reader.ids(_MODIFIED))
    return _Restored(modified, tuple(reader.paths(tuple(modified))), tuple(reader.paths(tuple(listed - modified))))


def _unmodified(reader: CatalogReader, ids: frozenset[int]) -> frozenset[int]:
    """Those of the articles that are not modified."""
    return ids.difference(reader.ids(_MODIFIED))
