import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import FILES, contents

from reviewer.articles.edits import SetValue
from reviewer.library.home import Home
from reviewer.library.library import Library

READABLE = [name for name in FILES if name != "broken.md"]


def changed(articles: Path) -> dict[str, bytes]:
    """The files that are no longer as they were."""
    return {name: content for name, content in contents(articles).items() if content != FILES.get(name)}


def test_set_changes_one_value_a_file(run, articles) -> None:
    ran = run("set", articles, "quality=80")
    assert changed(articles) == {
        "2021/robots.md": FILES["2021/robots.md"].replace(b"quality: 53", b"quality: 80"),
        "2021/scans.md": FILES["2021/scans.md"].replace(b"about 70", b"80"),
        "crlf.md": FILES["crlf.md"].replace(b"quality: 5", b"quality: 80"),
        "bom no end.txt": FILES["bom no end.txt"].replace(b"quality: 6", b"quality: 80"),
        "stray.md": FILES["stray.md"].replace(b"quality: 7", b"quality: 80"),
    }
    assert (ran.status, ran.lines) == (1, ["5 saved, 0 unchanged, 1 failed"])
    assert ran.err.startswith("broken.md: ")


def test_where_narrows(run, articles) -> None:
    ran = run("set", articles, "quality=80", "--where", "is:published topics=0")
    assert ran.status == 0
    assert list(changed(articles)) == ["2021/scans.md"] or sorted(changed(articles)) == [
        "2021/scans.md",
        "bom no end.txt",
    ]


def test_what_is_so_already_is_unchanged(run, articles) -> None:
    ran = run("set", articles / "crlf.md", articles / "stray.md", "quality=5")
    assert (ran.status, ran.lines) == (0, ["1 saved, 1 unchanged, 0 failed"])


def test_json_is_one_object_a_file_in_order(run, articles) -> None:
    ran = run("set", articles, "quality=5", "--format", "json")
    found = [json.loads(line) for line in ran.lines]
    assert [list(one) for one in found] == [["path", "outcome", "reason"]] * 6
    outcomes = {one["path"]: one["outcome"] for one in found}
    assert outcomes == dict.fromkeys(READABLE, "saved") | {"broken.md": "failed", "crlf.md": "unchanged"}
    assert [one["path"] for one in found] == sorted(outcomes)
    assert [one["reason"] is not None for one in found] == [one["outcome"] == "failed" for one in found]
    assert "4 saved, 1 unchanged, 1 failed" in ran.err


def test_publish_and_unpublish_give_back_the_same_bytes(run, articles) -> None:
    named = [articles / name for name in ("2021/robots.md", "crlf.md")]
    assert run("publish", *named).lines == ["2 saved, 0 unchanged, 0 failed"]
    assert b"published: True\r\n" in (articles / "crlf.md").read_bytes()
    assert b"published: true\n" in (articles / "2021" / "robots.md").read_bytes()
    assert run("publish", *named).lines == ["0 saved, 2 unchanged, 0 failed"]
    assert run("unpublish", *named).lines == ["2 saved, 0 unchanged, 0 failed"]
    assert changed(articles) == {}


def test_topics_come_and_go_one_by_one(run, articles) -> None:
    robots = articles / "2021" / "robots.md"
    assert run("set", robots, "topics+=Oncology").status == 0
    after = FILES["2021/robots.md"].replace(b"  - Robotics\n", b"  - Robotics\n  - Oncology\n")
    assert robots.read_bytes() == after
    assert run("set", robots, "topics-=Oncology", "topics-=Nothing").lines == ["1 saved, 0 unchanged, 0 failed"]
    assert changed(articles) == {}
    run("set", robots, 'topics=[AI, "a, b"]')
    assert run("list", robots, "--format", "json", "--where", 'topic:"a, b"').lines


def test_text_is_taken_as_it_is(run, articles) -> None:
    title = "yes: “no” # 'and' \"so\" = {x} [y]"
    assert run("set", articles / "crlf.md", f"title={title}").status == 0
    assert json.loads(run("list", articles / "crlf.md", "--format", "json").text)["title"] == title


def test_a_locked_field_is_refused_file_by_file(run, articles) -> None:
    ran = run("set", articles / "2021", "secured=x")
    assert ran.status == 1
    assert "2021/robots.md" in ran.err or "robots.md" in ran.err
    assert "locked" in ran.err
    assert "robots.md" not in changed(articles)


@pytest.mark.parametrize("change", ["provider=NIH", "related=[a]", "images=[/a.png]"])
def test_a_group_of_fields_is_not_overwritten_by_a_text(run, articles, change) -> None:
    ran = run("set", articles / "2021" / "robots.md", change)
    assert (ran.status, changed(articles)) == (1, {})
    assert "group" in ran.err


def test_a_field_of_ones_own_is_set_but_a_misspelled_one_is_not(run, articles) -> None:
    assert run("set", articles / "crlf.md", "mood=calm").status == 0
    ran = run("set", articles / "stray.md", "qualty=5")
    assert ran.status == 2
    assert "did you mean quality?" in ran.err
    assert b"qualty" not in (articles / "stray.md").read_bytes()
    (articles / "stray.md").write_bytes(b"---\ntopic: x\n---\n")
    assert run("set", articles / "stray.md", "topic=y").status == 0


def test_unsaved_edits_of_the_window_are_neither_saved_nor_lost(run, articles) -> None:
    library = Library(articles, Home.default())
    library.refresh()
    library.stage("Set quality", [SetValue(("quality",), 99)], ["crlf.md"])
    for dry in (["--dry-run"], []):
        ran = run("set", articles, "quality=80", "--where", "path:crlf", *dry)
        assert ran.status == 1
        assert re.match(r"crlf\.md: .*\b99\b.*\b80\b", ran.err)
        assert changed(articles) == {}
    assert run("set", articles, "heat=3", "--where", "path:crlf").status == 0
    assert changed(articles) == {"crlf.md": FILES["crlf.md"].replace(b"published", b"heat: 3\r\npublished")}
    library.catch_up()
    assert library.save().saved == ["crlf.md"]
    assert b"quality: 99" in changed(articles)["crlf.md"]
    library.close()


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch")
@pytest.mark.parametrize("change", ["quality=80", "topics+=Oncology", "topics=[]", "published=yes", "title=é\u2028ü"])
def test_the_diff_of_a_dry_run_does_what_set_does(start, run, articles, tmp_path, change) -> None:
    ran = start("set", articles, change, "--dry-run")
    assert changed(articles) == {}
    assert "failed" in ran.err
    copy = tmp_path / "copy"
    shutil.copytree(articles, copy)
    done = subprocess.run(["patch", "-p1", "-s"], input=ran.out, cwd=copy, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    run("set", articles, change)
    assert contents(copy) == contents(articles)
    assert changed(articles) != {}


def test_a_dry_run_notes_nothing(run, articles, home) -> None:
    ran = run("set", articles, "quality=80", "--dry-run", "--format", "json")
    assert [json.loads(line)["outcome"] for line in ran.lines].count("changed") == 5
    library = Library(articles, Home.default())
    assert (library.staged_count, library.undo_name) == (0, None)
    library.close()


@pytest.mark.parametrize(
    "arguments",
    [
        ["quality=80"],
        ["."],
        [".", "quality=high"],
        [".", "quality=1", "--where", "nofield:1"],
        *([".", "quality=1", "--where", nothing] for nothing in ("", " ", "-", "or", "AI or", "topic:()", '""')),
        ["missing", "quality=1"],
    ],
)
def test_usage_is_told_and_nothing_is_done(run, articles, monkeypatch, arguments) -> None:
    monkeypatch.chdir(articles)
    ran = run("set", *arguments)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.startswith("reviewer: ")
    assert changed(articles) == {}
