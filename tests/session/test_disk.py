"""What others do to the files is followed, with a real folder, watching and git."""

import os
import subprocess
from pathlib import Path

import pytest
from article_folder import TEXT, Collection
from drill import Drill
from living import Living
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.messages import RefreshReport
from reviewer.session.session import Session


def _paths(session: Session) -> set[str]:
    return {row.path for row in session.rows(session.answer.ids)}


def test_new_changed_moved_and_deleted_articles_appear_and_the_selection_stays(living: Living) -> None:
    session = living.opened()
    root = living.articles.root
    chosen = [living.id_of(session, path) for path in ("a5.md", "a6.md", "a7.md")]
    session.select(chosen, chosen[1])
    (root / "new").mkdir()
    (root / "new" / "b.md").write_text(TEXT.format(number=50))
    (root / "a1.md").write_text(TEXT.format(number=91))
    os.rename(root / "a2.md", root / "moved.md")
    (root / "a3.md").unlink()
    living.until(lambda: {"new/b.md", "moved.md"} <= _paths(session) and not {"a2.md", "a3.md"} & _paths(session))
    living.until(lambda: session.rows((living.id_of(session, "a1.md"),))[0].quality == 91)
    living.settle(session)
    assert session.selection.ids == set(chosen) and session.selection.current == chosen[1]
    os.rename(root / "new", root / "other")
    living.until(lambda: "other/b.md" in _paths(session) and "new/b.md" not in _paths(session))
    living.settle(session)
    assert living.told == [] and session.selection.ids == set(chosen)


def test_the_current_article_is_read_again_and_the_next_one_follows_one_that_is_gone(living: Living, qtbot) -> None:
    session = living.opened()
    read = []
    session.article_read.connect(read.append)
    at = 4
    current, following = session.answer.ids[at : at + 2]
    session.select((current,))
    living.settle(session)
    path = living.articles.root / read[-1].path
    path.write_bytes(path.read_bytes().replace(b"title: ", b"title: Other "))
    living.until(lambda: read[-1] is not None and read[-1].article.title.startswith("Other"))
    path.unlink()
    living.until(lambda: session.selection.ids == {following} and session.selection.current == following)
    living.until(lambda: read[-1] is not None and read[-1].id == following)
    living.settle(session)


def test_staged_edits_are_merged_with_what_others_write(living: Living) -> None:
    session = living.opened()
    session.select(session.answer.ids)
    session.stage("Publish {articles}", (SetValue(("published",), True),))
    living.until(lambda: session.modified == 12 and not session.busy)
    for number in (3, 4, 5):
        path = living.articles.root / f"a{number}.md"
        path.write_bytes(path.read_bytes().replace(b"quality: ", b"quality: 9"))
    living.until(lambda: any("Merged what others wrote into" in told.words for told in living.told))
    living.until(lambda: session.rows((living.id_of(session, "a5.md"),))[0].quality == 95)
    living.settle(session)
    session.save()
    living.until(lambda: session.modified == 0 and not session.busy)
    content = (living.articles.root / "a4.md").read_bytes()
    assert b"quality: 94" in content and b"published: true" in content


def test_a_save_of_ones_own_is_no_news(living: Living) -> None:
    session = living.opened()
    session.select(session.answer.ids)
    session.stage("Publish {articles}", (SetValue(("published",), True),))
    session.save()
    followed = []
    session._desk.disk_changed.connect(followed.append)
    living.until(lambda: session.modified == 0 and bool(followed) and not session.busy)
    (living.articles.root / "end.md").write_text(TEXT.format(number=60))
    living.until(lambda: "end.md" in _paths(session))
    living.settle(session)
    assert len(followed) <= 6
    assert [told.words for told in living.told if told.about == "reading"] == []


def test_everything_is_looked_at_when_the_window_gets_the_focus(living: Living, monkeypatch) -> None:
    monkeypatch.setattr("reviewer.session.disk.REST", 0)
    session = living.opened()
    asked = []
    session._desk.room.came.connect(lambda answer: asked.append(answer))
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    living.until(lambda: session.busy)
    living.settle(session)
    assert living.told == []


def _git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "core.autocrlf=false", "-c", "gc.auto=0")
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.drill
def test_a_checkout_that_changes_everything_is_followed_and_keeps_the_selection(
    qtbot, tmp_path: Path, drill: Drill
) -> None:
    count = drill.count(600, 10_000)
    articles = Collection(tmp_path, count)
    root = articles.root
    _git(root, "init", "-q", "-b", "main")
    _git(root, "add", ".")
    _git(root, "commit", "-q", "-m", "one")
    _git(root, "checkout", "-q", "-b", "other")
    for path in articles.paths:
        (root / path).write_bytes((root / path).read_bytes().replace(b"quality: ", b"quality: 1"))
    (root / "a0.md").unlink()
    (root / "added.md").write_text(TEXT.format(number=1))
    _git(root, "add", ".")
    _git(root, "commit", "-q", "-m", "two")
    _git(root, "checkout", "-q", "main")
    living = Living(articles, qtbot)
    window = living.window()
    session, view = window.session, window.article_list.view
    chosen = list(session.answer.ids[count // 2 : count // 2 + 3])
    session.select(chosen, chosen[1])
    view.show_current()
    top = session.answer.ids[view.rows_in_sight()[0]]
    offset = view.verticalScrollBar().value() % view.row_height()
    reader = CatalogReader(next((articles.home.cache / "catalogs").glob("*.sqlite")))

    def qualities(*paths: str) -> dict[str, float | None]:
        return {row.path: row.quality for row in reader.rows(reader.ids_of(paths))}

    refreshes = []
    send = session._desk.room.send
    session._desk.room.send = lambda name, *more: refreshes.append(name) or send(name, *more)
    for branch, added in (("other", True), ("main", False)):
        _git(root, "checkout", "-q", branch)
        numbers = {f"a{number}.md": int(f"{1 if added else ''}{number}") for number in (1, count // 3, count - 1)}
        living.until(lambda numbers=numbers: qualities(*numbers) == numbers)
        living.until(lambda added=added: bool(qualities("added.md")) is added and len(session.answer.ids) == count)
        living.settle(session)
        assert session.selection.ids == set(chosen) and session.selection.current == chosen[1]
        assert session.answer.ids[view.rows_in_sight()[0]] == top
        assert view.verticalScrollBar().value() % view.row_height() == offset
    assert refreshes.count("refresh") < 20
    reader.close()
    living.end()
    articles.close()


def test_what_a_reading_found_before_it_made_way_is_told_with_the_rest(living: Living) -> None:
    session = living.opened()
    session._disk._take_part(RefreshReport(changed=3, stopped=True))
    session.refresh()
    living.settle(session)
    assert living.told[-1].words == "Read again: 3 changed"
    session.refresh()
    living.settle(session)
    assert living.told[-1].words == "Read again: nothing has changed on disk"
