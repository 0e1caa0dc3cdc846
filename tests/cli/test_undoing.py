import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import FILES, Ran, contents

from reviewer.articles.edits import SetValue
from reviewer.library.claim import Claim
from reviewer.library.home import Home
from reviewer.library.library import Library

Run = Callable[..., Ran]


def history(run: Run, path: Path, *arguments: str) -> list[dict[str, object]]:
    ran = run("history", path, "--format", "json", *arguments)
    assert (ran.status, ran.err) == (0, "")
    return [json.loads(line) for line in ran.lines]


def test_saves_are_listed_the_newest_first(articles: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert history(run, articles) == []
    assert "Nothing was saved" in run("history", articles).err
    run("set", articles, "quality=80")
    run("publish", articles)
    newest, first = history(run, articles)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(first.pop("when")))
    assert first == {
        "id": 1, "name": "Set quality of 5 articles", "by": "command line", "articles": 5, "undone": 0, "undoes": None,
    }  # fmt: skip
    assert (newest["id"], newest["name"]) == (2, "Publish 3 articles")
    assert [one["id"] for one in history(run, articles, "--limit", "1")] == [2]
    table = run("history", articles).lines
    assert [line.split()[0] for line in table] == ["Save", "2", "1"]
    assert table[1].endswith("Publish 3 articles")


def test_saves_that_a_folder_keeps_by_itself_are_told_of(tmp_path: Path, run: Run) -> None:
    outer = tmp_path / "w"
    for name in ("a", "b", "sub dir/deep"):
        (outer / name).mkdir(parents=True)
        (outer / name / "1.md").write_text("---\ntitle: T\nquality: 1\n---\n")
    inner = outer / "sub dir"
    run("set", inner, "quality=2")
    run("set", outer / "a", "quality=1")  # nothing is saved
    words = f"Saves made in {inner} on its own are kept apart: reviewer history '{inner}'"
    assert run("history", outer).err.splitlines() == [words, "Nothing was saved here yet."]
    assert words in run("undo", outer).err.splitlines()
    run("set", outer, "quality=3")
    assert run("history", outer).err.splitlines() == [words]
    assert words in run("undo", outer).err.splitlines()
    assert run("history", inner).err == ""


def test_asking_makes_no_journal(articles: Path, run: Run, home: Path) -> None:
    run("history", articles)
    assert not list(home.rglob("*.sqlite"))


def test_undo_puts_the_bytes_back_after_restarts(articles: Path, run: Run, start: Run) -> None:
    before = contents(articles)
    assert start("set", articles, "quality=80", "topics+=New").status in (0, 1)
    changed = contents(articles)
    assert changed != before
    ran = start("undo", articles)
    assert (ran.status, ran.lines[-1]) == (0, "5 saved, 0 unchanged, 0 failed")
    assert "Save 1 of" in ran.err
    assert contents(articles) == before

    ran = run("undo", articles)
    assert (ran.status, "no save here" in ran.err) == (1, True)
    (undo, first) = history(run, articles)
    assert (undo["name"], undo["undoes"], first["undone"]) == ("Undo: Set quality, topics of 5 articles", 1, 5)

    assert run("undo", articles, "2").status == 0
    assert contents(articles) == changed
    assert [one["undone"] for one in history(run, articles)] == [0, 5, 0]
    assert run("undo", articles).status == 0
    assert contents(articles) == before


def test_one_folder_after_the_other_is_undone(tmp_path: Path, run: Run) -> None:
    folder, text = tmp_path / "two", b"---\ntitle: T\nquality: 10\npublished: false\n---\n"
    files = [folder / "a" / "1.md", folder / "b" / "1.md"]
    for file in files:
        file.parent.mkdir(parents=True)
        file.write_bytes(text)
    run("set", folder, "quality=20")
    set_only = text.replace(b"10", b"20")
    run("publish", folder)
    assert run("undo", folder / "a").lines == ["1 saved, 0 unchanged, 0 failed"]
    assert run("undo", folder / "b").lines == ["1 saved, 0 unchanged, 0 failed"]
    assert [file.read_bytes() for file in files] == [set_only, set_only]
    assert [one["undone"] for one in history(run, folder)] == [0, 0, 2, 0]
    assert [one["undone"] for one in history(run, folder / "a")] == [0, 1, 0]
    run("undo", folder)
    assert [file.read_bytes() for file in files] == [text, text]
    assert run("undo", folder).status == 1


def test_what_could_not_be_put_back_is_left_to_undo(articles: Path, run: Run) -> None:
    before, crlf = contents(articles), articles / "crlf.md"
    run("set", articles, "quality=70")
    run("set", articles, "quality=80")
    crlf.write_bytes(crlf.read_bytes().replace(b"quality: 80", b"quality: 30"))
    assert run("undo", articles).lines == ["4 saved, 0 unchanged, 1 failed"]
    crlf.write_bytes(crlf.read_bytes().replace(b"quality: 30", b"quality: 80"))
    assert run("undo", articles).lines == ["1 saved, 4 unchanged, 0 failed"]
    assert run("undo", articles).lines == ["5 saved, 0 unchanged, 0 failed"]
    assert contents(articles) == before


def test_what_was_changed_since_is_kept(articles: Path, run: Run) -> None:
    before = contents(articles)
    run("set", articles, "quality=80")
    robots, crlf = articles / "2021" / "robots.md", articles / "crlf.md"
    robots.write_bytes(robots.read_bytes().replace(b"heat: -1", b"heat: 7") + b"More.\n")
    crlf.write_bytes(crlf.read_bytes().replace(b"quality: 80", b"quality: 30"))
    ran = run("undo", articles)
    assert (ran.status, ran.lines) == (1, ["4 saved, 0 unchanged, 1 failed"])
    assert "crlf.md: quality is 30 by now, not 80" in ran.err
    after = contents(articles)
    assert after["2021/robots.md"] == before["2021/robots.md"].replace(b"heat: -1", b"heat: 7") + b"More.\n"
    assert b"quality: 30" in after["crlf.md"]
    assert {path: text for path, text in after.items() if path not in ("2021/robots.md", "crlf.md")} == {
        path: text for path, text in before.items() if path not in ("2021/robots.md", "crlf.md")
    }
    assert [one["undone"] for one in history(run, articles)] == [0, 4]


def test_a_dry_run_shows_and_writes_nothing(articles: Path, run: Run, tmp_path: Path) -> None:
    before = contents(articles)
    run("set", articles, "quality=80")
    changed = contents(articles)
    ran = run("undo", articles, "--dry-run")
    assert ran.status == 0
    assert contents(articles) == changed
    assert len(history(run, articles)) == 1
    subprocess.run(["patch", "-s", "-p1", "-d", str(articles)], input=ran.out, check=True)
    assert contents(articles) == before
    for path, text in changed.items():
        (articles / path).write_bytes(text)

    rows = [json.loads(line) for line in run("undo", articles, "1", "--dry-run", "--format", "json").lines]
    (row,) = [row for row in rows if row["path"] == "2021/robots.md"]
    assert row == {
        "path": "2021/robots.md", "outcome": "changed", "reason": None, "title": "Robots &#038; people at work",
        "changes": [{"field": "quality", "old": "80", "new": "53"}],
    }  # fmt: skip


def test_saves_that_are_not_there(articles: Path, run: Run) -> None:
    assert run("undo", articles).status == 1
    run("set", articles / "crlf.md", "quality=80")
    ran = run("undo", articles, "7")
    assert (ran.status, "no save 7" in ran.err) == (1, True)
    assert run("undo", articles, "x").status == 2
    assert run("undo", articles / "gone").status == 2
    assert run("history", articles / "gone").status == 2


@pytest.fixture
def collection(articles: Path, run: Run) -> Path:
    """A collection that is known, with one save in it."""
    run("set", articles, "quality=80")
    return articles


def test_a_sub_folder_uses_the_journal_of_its_collection(collection: Path, run: Run, home: Path) -> None:
    ran = run("publish", collection / "2021", "--format", "json")
    assert [json.loads(line)["path"] for line in ran.lines] == ["robots.md", "scans.md"]
    assert len(list((home / "journals").glob("*.sqlite"))) == 1
    assert [(one["id"], one["articles"]) for one in history(run, collection)] == [(2, 1), (1, 5)]
    assert [(one["id"], one["articles"]) for one in history(run, collection / "2021")] == [(2, 1), (1, 2)]
    assert [one["id"] for one in history(run, collection / "crlf.md")] == [1]

    listed = run("list", collection / "2021", "--format", "paths")
    assert listed.lines == ["robots.md", "scans.md"]
    assert run("show", collection / "2021" / "robots.md").lines
    diff = run("unpublish", collection / "2021", "--dry-run").text
    assert "--- a/robots.md" in diff
    assert len(list((home / "journals").glob("*.sqlite"))) == 1


def test_only_what_is_named_is_undone(collection: Path, run: Run) -> None:
    assert run("undo", collection / "2021" / "robots.md", "--format", "json").lines == [
        '{"path": "robots.md", "outcome": "saved", "reason": null}'
    ]
    after = contents(collection)
    assert after["2021/robots.md"] == FILES["2021/robots.md"]
    assert b"quality: 80" in after["2021/scans.md"]
    assert [one["undone"] for one in history(run, collection)] == [0, 1]
    ran = run("undo", collection, "1")
    assert (ran.status, ran.lines) == (0, ["4 saved, 1 unchanged, 0 failed"])
    assert contents(collection) == FILES


def test_failures_are_told_relative_to_what_was_named(collection: Path, run: Run) -> None:
    (collection / "2021" / "broken.md").write_bytes(FILES["broken.md"])
    ran = run("publish", collection / "2021")
    assert ran.status == 1
    assert ran.err.startswith("broken.md: ")


def test_the_window_comes_before_a_nearer_journal(articles: Path, run: Run, home: Path) -> None:
    run("set", articles / "2021", "quality=80")
    claim = Claim(Home.default().window_claim_path(articles))
    assert claim.take()
    run("set", articles / "2021", "quality=81")
    ran = run("history", articles, "--format", "json")
    assert [json.loads(line)["name"] for line in ran.lines] == ["Set quality of 2 articles"]
    assert "are kept apart" in ran.err and ran.err.endswith(", once the window of the collection around it is closed\n")
    claim.release()
    assert len(history(run, articles / "2021")) == 1


def test_a_window_sees_what_is_done_in_a_sub_folder(articles: Path, run: Run) -> None:
    library = Library(articles, Home.default())
    library.refresh()
    library.stage("Heat", [SetValue(("heat",), 9)], ["2021/robots.md", "crlf.md"])
    assert run("set", articles / "2021", "quality=80").status == 0
    assert library.catch_up()
    article, document = library.article("2021/robots.md")
    assert (article.quality, article.heat, document.modified) == (80, 9, True)
    report = library.save()
    assert sorted(report.saved) == ["2021/robots.md", "crlf.md"]
    library.close()
    text = (articles / "2021" / "robots.md").read_bytes()
    assert (b"quality: 80" in text, b"heat: 9" in text) == (True, True)
    assert run("undo", articles, "1").status == 0
    text = (articles / "2021" / "robots.md").read_bytes()
    assert (b"quality: 53" in text, b"heat: 9" in text) == (True, True)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_a_sub_folder(collection: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(collection / "2021", target_is_directory=True)
    ran = run("publish", tmp_path / "link", "--format", "json")
    assert [json.loads(line)["path"] for line in ran.lines] == ["robots.md", "scans.md"]
    assert len(history(run, collection)) == 2
    assert len(history(run, tmp_path / "link")) == 2
