import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import worker_until_killed
from article_folder import Collection
from spoiling import spoil
from window_process import WindowProcess

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.opening import WAS_DAMAGED
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.change_rows import PlanReport
from reviewer.library.messages import (
    ArticleAnswer,
    DiskChanged,
    Failed,
    Finished,
    HistoryChanged,
    Opened,
    Progress,
    RefreshReport,
    Renewed,
    RowsChanged,
    SaveReport,
    StageReport,
    Told,
)

PUBLISH = SetValue(("published",), True)
PATIENCE = 60.0


class Window(WindowProcess):
    """The other end of the pipe."""

    def opened(self, collection: Collection) -> Opened:
        return self.open(collection.root, collection.home)

    def last(self, kind: type) -> Any:
        return [one for one in self.heard if isinstance(one, kind)][-1]


@pytest.fixture
def window() -> Iterator[Window]:
    window = Window()
    yield window
    assert window.end() == 0


def test_a_day_of_work(window: Window, collection: Collection) -> None:
    opened = window.opened(collection)
    assert (opened.root, opened.name, opened.warnings) == (collection.root, "articles", ())
    assert opened.catalog_path.is_file()
    report = window.ask("refresh")
    assert isinstance(report, RefreshReport) and report.added == 4
    assert window.last(RowsChanged).sequence >= 1
    found = window.ask("article", "a1.md")
    assert isinstance(found, ArticleAnswer)
    assert (found.article.title, found.modified) == ("Article 1", False)
    assert found.text == (collection.root / "a1.md").read_bytes().decode()

    window.heard.clear()
    report = window.ask("stage", "Publish {articles}", (PUBLISH,), tuple(collection.paths))
    assert isinstance(report, StageReport) and report.name == "Publish 4 articles"
    assert window.last(HistoryChanged) == HistoryChanged("Publish 4 articles", None, 4)
    assert window.last(Progress) == Progress(window._ticket, "stage", 4, 4)
    assert isinstance(window.last(RowsChanged), RowsChanged)
    assert isinstance(window.heard[-1], Finished)

    found = window.ask("article", "a1.md")
    assert (found.modified, found.changed) == (True, ("published",))
    assert window.ask("undo").changed == collection.paths
    assert window.ask("undo") is None
    assert window.ask("redo").changed == collection.paths
    assert window.ask("revert", ("a0.md",)).changed == ["a0.md"]
    report = window.ask("save", None)
    assert isinstance(report, SaveReport) and report.saved == collection.paths[1:]
    assert window.last(HistoryChanged) == HistoryChanged("Revert article", None, 0)
    assert window.ask("close") is None
    window.process.join(PATIENCE)
    assert window.process.exitcode == 0


def test_what_cannot_be_done_is_said_in_words(window: Window, collection: Collection, tmp_path: Path) -> None:
    assert window.ask("refresh") == Failed(1, "No collection is open.")
    window.opened(collection)
    gone = window.ask("article", "gone.md")
    assert isinstance(gone, Failed)
    assert gone.words.endswith("gone.md: it is no longer there.")
    (tmp_path / "file").write_text("")
    home = type(collection.home).below(tmp_path / "file" / "home")
    assert isinstance(window.ask("open", collection.root, home, None), Failed)
    assert isinstance(window.ask("undo"), Failed)
    wrong = window.ask("stage", "too few")
    assert isinstance(wrong, Failed)
    log = (collection.home.state.parent / "worker.log").read_text()
    assert "Traceback" in log


def test_a_catalog_that_is_damaged_is_made_anew_once_and_read(window: Window, collection: Collection) -> None:
    opened = window.opened(collection)
    window.ask("refresh")
    reader = CatalogReader(opened.catalog_path)
    spoil(opened.catalog_path, "article")
    report = window.ask("refresh")
    assert isinstance(report, RefreshReport) and report.added == 4
    assert len([one for one in window.heard if isinstance(one, Renewed)]) == 1
    assert window.ask("renew", reader.identity) is False
    assert [one for one in window.heard if isinstance(one, Told)] == [Told(WAS_DAMAGED)]
    assert len(reader.ids()) == 4
    reader.close()


def test_long_work_is_stopped_and_interrupted(window: Window, collect: Callable[[int], Collection]) -> None:
    collection = collect(3000)
    window.opened(collection)
    refresh = window.send("refresh")
    window.hear(lambda one: isinstance(one, Progress) and one.ticket == refresh and one.done > 0)
    article = window.send("article", "a2999.md")
    assert window.answer(article).article.title == "Article 2999"
    assert not any(isinstance(one, Finished) and one.ticket == refresh for one in window.heard)
    window.send("stop", refresh)
    report = window.answer(refresh)
    assert isinstance(report, RefreshReport) and report.stopped
    assert window.ask("refresh").added + report.added >= 3000 - report.unchanged


def test_plans_conflicts_and_the_history(window: Window, collection: Collection) -> None:
    window.opened(collection)
    window.ask("refresh")
    report = window.ask("plan", "Publish {articles}", (PUBLISH,), tuple(collection.paths))
    assert isinstance(report, PlanReport) and [row.path for row in report.rows if row.changes] == collection.paths
    assert window.ask("drop_plan", report.number) is None
    gone = window.ask("apply", report.number, ())
    assert isinstance(gone, Failed) and "not there any more" in gone.words
    report = window.ask("plan", "Publish {articles}", (PUBLISH,), tuple(collection.paths))
    assert window.ask("apply", report.number, ("a3.md",)).changed == collection.paths[:3]
    assert "+published: true  # not yet" in window.ask("diff", "a0.md").lines
    assert window.ask("revert", ("a0.md",), ("published",)).changed == ["a0.md"]
    file = collection.root / "a1.md"
    file.write_bytes(file.read_bytes().replace(b"published: false", b"published: maybe"))
    window.ask("refresh", ("a1.md",))
    found = window.ask("article", "a1.md")
    assert found.conflict and found.reason.endswith("published is “maybe” in the file by now, yours is yes")
    assert window.ask("resolve", ("a1.md",), None, {"published": "mine"}).changed == ["a1.md"]
    batch = window.ask("save", None).batch
    assert [one.id for one in window.ask("history")] == [batch]
    details = window.ask("batch", batch)
    assert sorted((one.path, one.changes[0].new) for one in details.articles) == [("a1.md", "yes"), ("a2.md", "yes")]
    report = window.ask("plan_undo", batch)
    assert window.ask("apply", report.number, ()).changed == ["a1.md", "a2.md"]
    assert window.last(HistoryChanged).modified == 2


def test_what_only_reads_is_answered_while_long_work_goes_on(
    window: Window, collect: Callable[[int], Collection]
) -> None:
    collection = collect(3000)
    window.opened(collection)
    refresh = window.send("refresh")
    window.hear(lambda one: isinstance(one, Progress) and one.ticket == refresh and one.done > 0)
    asked = [window.send("diff", "a2999.md"), window.send("history"), window.send("article", "a1.md")]
    wrong = window.send("batch", 7)
    assert [type(window.answer(ticket)).__name__ for ticket in asked] == ["ArticleDiff", "tuple", "ArticleAnswer"]
    assert isinstance(window.answer(wrong), Failed)
    assert not any(isinstance(one, Finished) and one.ticket == refresh for one in window.heard)
    window.send("stop", refresh)
    window.answer(refresh)


def test_what_others_write_is_told_with_its_path(window: Window, collection: Collection) -> None:
    window.opened(collection)
    window.ask("refresh")
    (collection.root / "a1.md").write_bytes(b"---\ntitle: Theirs\n---\n")
    told = window.hear(lambda one: isinstance(one, DiskChanged))
    assert isinstance(told, DiskChanged) and told.paths == ("a1.md",)
    assert window.ask("refresh", told.paths).changed == 1


def test_requests_wait_for_their_turn(window: Window, collect: Callable[[int], Collection]) -> None:
    collection = collect(400)
    window.opened(collection)
    refresh = window.send("refresh")
    stage = window.send("stage", "Publish", (PUBLISH,), tuple(collection.paths))
    undo = window.send("undo")
    assert window.answer(refresh).added == 400
    assert len(window.answer(stage).changed) == 400
    assert len(window.answer(undo).changed) == 400


def test_what_another_process_does_is_told(window: Window, collection: Collection) -> None:
    window.opened(collection)
    window.ask("refresh")
    window.heard.clear()
    library = collection.open()
    library.stage("Theirs", [PUBLISH], ["a0.md"])
    window.hear(lambda one: isinstance(one, RowsChanged))
    heard = window.last(HistoryChanged) if any(isinstance(one, HistoryChanged) for one in window.heard) else None
    if heard is None:
        heard = window.hear(lambda one: isinstance(one, HistoryChanged))
    assert (heard.undo_name, heard.modified) == ("Theirs", 1)


def test_the_process_ends_when_its_pipe_closes(window: Window, collect: Callable[[int], Collection]) -> None:
    collection = collect(1000)
    window.opened(collection)
    refresh = window.send("refresh")
    window.hear(lambda one: isinstance(one, Progress) and one.ticket == refresh)
    window.pipe.close()
    window.process.join(PATIENCE)
    assert window.process.exitcode == 0


def test_nothing_is_left_of_a_window_that_was_killed(collect: Callable[[int], Collection]) -> None:
    collection = collect(3000)
    places = [str(collection.root), str(collection.home.cache.parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    window = subprocess.Popen(
        [sys.executable, worker_until_killed.__file__, *places],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert window.stdout
    assert window.stdout.readline().strip().isdigit()
    window.kill()
    window.communicate(timeout=PATIENCE)  # ends when every process that inherited the output has ended


NO_QT = """
import sys
from reviewer.library import worker
from reviewer.library.change_rows import PlanReport
from reviewer.library.pool import Pool
FIND = "[name for name in __import__('sys').modules if 'PySide' in name or 'shiboken' in name]"
if __name__ == "__main__":
    pool = Pool(1)
    print(eval(FIND), list(pool.map(eval, [FIND], repr, few=0)))
    pool.close()
"""


def test_neither_the_process_nor_its_pool_imports_qt(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(NO_QT)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.strip() == "[] [[]]"
