"""The articles of a folder: what they say now, edits, undo, saving. One object, for one thread of one process."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from reviewer.articles.article import read_article
from reviewer.articles.contents import Article
from reviewer.articles.line_diff import diff_lines
from reviewer.library import heap
from reviewer.library.assignments import Asked
from reviewer.library.batch_undo import BatchUndo
from reviewer.library.catalog.opening import open_for_reading
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.change_rows import ArticleDiff, Choice
from reviewer.library.choosing import patterns_of
from reviewer.library.counting import Counting
from reviewer.library.document import Document, read_document
from reviewer.library.following import Follower, left_for_later
from reviewer.library.history import History
from reviewer.library.home import Home
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.size import trim
from reviewer.library.messages import Planned, ProgressCall, RefreshReport, SaveReport, StageReport, go_on
from reviewer.library.paths import stored_path
from reviewer.library.planning import Edits
from reviewer.library.plans import Plans
from reviewer.library.pool import Pool
from reviewer.library.refreshing import Refreshing
from reviewer.library.renewing import Renewing
from reviewer.library.reviewing import Reviewing
from reviewer.library.saving import Saving
from reviewer.library.scope import Scope
from reviewer.library.staging import WINDOW, Staging
from reviewer.library.writing import Writing, direct_saving


class Library:
    """A collection: the folder `root`, or only some files in it. Everything known of it lies in `home`.

    Paths are relative to `root`, with "/" between. Reports say what was done to which article, and why not to others;
    JournalError is raised where an edit could not be kept at all, sqlite3.Error where the catalog cannot be used.
    A `progress` call that answers False stops: staging and undo then leave everything as it was, saving and
    refreshing end between two files.

    A .yml or .yaml file is an article if it is in `only`, or if one of `yaml_patterns` or of the patterns in `home`
    fits it. `history` knows what was saved, `batch_undo` puts it back; `reviewing` keeps review marks; `begin` reads a
    few articles, to be looked at before the first `refresh`, where the catalog has none. `renewing` makes a catalog
    anew that turned out to be damaged, where `reader`, or a call of these, raises what `is_damage` knows.
    """

    def __init__(
        self, root: Path, home: Home, only: Sequence[Path] | None = None, yaml_patterns: Sequence[str] = ()
    ) -> None:
        self.root = Path(os.path.realpath(root))
        patterns, no_patterns = patterns_of(home, yaml_patterns)
        self.catalog_path = home.catalog_path(self.root, only, patterns)
        self._scope = Scope(self.root, only)
        with ExitStack() as closing:
            self._journal = closing.enter_context(contextlib.closing(Journal(home.journal_path(self.root))))
            self._writer = closing.enter_context(contextlib.closing(CatalogWriter(self.catalog_path)))
            self.reader = closing.enter_context(contextlib.closing(CatalogReader(self.catalog_path)))
            self._catalog = closing.enter_context(contextlib.closing(open_for_reading(self.catalog_path)))
            self._pool = closing.enter_context(contextlib.closing(Pool()))
            self.renewing = Renewing(self._journal, self._writer, self._catalog)
            damaged = self.renewing.meet()
            follower = Follower(self.root, self._journal, self._writer, self._pool, self._scope)
            self._follower = follower
            self.reviewing = Reviewing(self._journal, self._writer)
            self._staging = Staging(self.root, self._journal, self._pool, follower)
            self.history = History(self._journal)
            self.plans = Plans(self.root, self._journal, self._pool, self._staging, self.history, self.reader.titles)
            self._saving = Saving(self.root, self._journal, follower, home.history_limit())
            self._writing = Writing(
                self.root, self._journal, self._pool, direct_saving(self.root, self._journal, home.history_limit())
            )
            self.batch_undo = BatchUndo(self.history, self._writing, self._follow)
            self._refreshing = Refreshing(
                self.root, only, patterns, self._journal, self._writer, self._catalog, self._pool, follower, self._scope
            )
            self.begin = self._refreshing.begin
            cut_short = [
                f"“{batch.name}” was cut short; what had not reached its file is still unsaved."
                for batch in self._saving.recover()
            ]
            trim(self._journal, home.history_limit())
            self._closing = closing.pop_all()
        self.warnings = (*no_patterns, *self._journal.warnings, *self._writer.warnings, *damaged, *cut_short)

    def close(self) -> None:
        """Ends its processes and closes its files. Staged edits stay for the next time."""
        self._closing.close()

    def slim(self) -> bool:
        """Give back the memory that only much work needs. Call it while there is none, until it answers True."""
        self._writer.slim()
        is_over = self._pool.rest()
        heap.give_back()
        return is_over

    @property
    def undo_name(self) -> str | None:
        """The step that undo would take back."""
        step = self._journal.steps.last_done(WINDOW)
        return step.name if step else None

    @property
    def redo_name(self) -> str | None:
        """The step that redo would do again."""
        step = self._journal.steps.first_undone(WINDOW)
        return step.name if step else None

    @property
    def staged_count(self) -> int:
        """How many articles have staged edits."""
        return self._journal.staged_count() if self._scope.is_all else len(self._staged_here())

    def refresh(self, progress: ProgressCall = go_on, paths: Sequence[str] | None = None) -> RefreshReport:
        """Scans the folder and reads what is new or has changed; rows appear in the catalog as they are read.

        With `paths` only these files and folders are looked at; they may be new, changed or gone.
        """
        report = self._refreshing.refresh(progress, paths)
        self.reviewing.follow(has_new=report.added > 0)
        return report

    def article(self, path: str) -> tuple[Article, Document]:
        """The present values and bytes of an article. Raises OSError where its file cannot be read."""
        document = read_document(path, self.root / path, self._journal.staged(path))
        return read_article(document.present, path), document

    def diff(self, path: str) -> ArticleDiff:
        """What the staged edits change in the article's bytes; in a conflict, in those that they were made on."""
        staged = self._journal.staged(path)
        if staged is None:
            return ArticleDiff(path, ())
        document = read_document(path, self.root / path, staged)
        text = b"".join(diff_lines(*document.edited)).decode("utf-8", "replace")
        return ArticleDiff(path, tuple(text.removesuffix("\n").split("\n")) if text else ())

    def is_listed(self, document: Document) -> bool:
        """Whether the catalog knows the file as this document has it; also where it does not know it at all."""
        question = "SELECT digest FROM article WHERE path = ?"
        row = self._catalog.execute(question, (stored_path(document.path),)).fetchone()
        return row is None or row[0] == document.fingerprint.digest

    def read_again(self, paths: Sequence[str]) -> None:
        """Puts into the catalog what these files hold by now."""
        self._follower.notice(paths)

    def stage(
        self,
        name: str,
        edits: Sequence[Asked],
        paths: Sequence[str],
        progress: ProgressCall = go_on,
    ) -> StageReport:
        """Edits articles as one step. `{articles}` in its name becomes "article" or "12 articles": those changed."""
        return self._staging.stage(name, edits, paths, progress)

    def undo(self, progress: ProgressCall = go_on) -> StageReport | None:
        """Takes the last step back, also after a save; refuses articles that were changed since. None: no such step."""
        return self._staging.undo(progress)

    def redo(self, progress: ProgressCall = go_on) -> StageReport | None:
        """Does the last step that was undone again."""
        return self._staging.redo(progress)

    def revert(
        self, paths: Sequence[str], fields: Sequence[str] | None = None, progress: ProgressCall = go_on
    ) -> StageReport:
        """Puts the saved bytes back, or only the saved values of some fields, as one step that can be undone."""
        return self._staging.revert(paths, fields, progress)

    def resolve(
        self,
        paths: Sequence[str],
        take: Choice | None = None,
        choices: Mapping[str, Choice] | None = None,
        progress: ProgressCall = go_on,
    ) -> StageReport:
        """Decides conflicts, as one step that can be undone: by field as `choices` say, all other clashes by `take`."""
        return self._staging.resolve(paths, take, choices or {}, progress)

    def save(self, paths: Sequence[str] | None = None, progress: ProgressCall = go_on) -> SaveReport:
        """Writes staged edits to the files, of these articles or of all. What fails stays staged."""
        if paths is None and not self._scope.is_all:
            paths = self._staged_here()
        return self._saving.save(paths, progress)

    def write(
        self,
        name: str,
        edits: Sequence[Asked],
        paths: Sequence[str],
        progress: ProgressCall = go_on,
    ) -> SaveReport:
        """Edits the files themselves and stages nothing; what is staged is kept beside that. For the command line."""
        report = self._writing.write(name, dict.fromkeys(paths, Edits(tuple(edits))), progress)
        self._follow()
        return report

    def plan(self, edits: Sequence[Asked], paths: Sequence[str]) -> Iterator[Planned]:
        """What `write` would do, article by article in the order of `paths`; writes nothing."""
        return self._writing.plan(dict.fromkeys(paths, Edits(tuple(edits))))

    def catch_up(self, progress: ProgressCall = go_on) -> bool:
        """Brings the catalog up to what any process did in the journal. Whether there was anything to do."""
        is_any_reviewed = self.reviewing.is_behind
        if is_any_reviewed:
            self.reviewing.follow()
        if not self._follower.is_behind():
            return is_any_reviewed
        self._follower.catch_up(Counting(progress, None))
        return True

    def journal_version(self) -> int:
        """A number that moves when another process has written the journal."""
        return self._journal.outside_changes()

    def _follow(self) -> None:
        """What was written is written, also where the catalog cannot say so."""
        with left_for_later():
            self.catch_up()

    def _staged_here(self) -> list[str]:
        """The staged ones of the files that this library is about; the journal is that of the whole folder."""
        return sorted(filter(self._scope.holds, self._journal.staged_paths()))
