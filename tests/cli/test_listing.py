import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest
from apart import bound_by_permissions

from reviewer.articles.edits import SetValue
from reviewer.cli.table import cells
from reviewer.library.home import Home
from reviewer.library.library import Library

KEYS = [
    *("path", "title", "excerpt", "category", "type", "quality", "heat", "published", "topics", "publishedDateTime"),
    *("provider", "providerDomain", "webUrl", "originalUrl", "images", "related", "problem", "reviewed"),
]
PATHS = ["2021/robots.md", "2021/scans.md", "bom no end.txt", "broken.md", "crlf.md", "stray.md"]


def test_json_is_one_object_a_line_with_text_as_in_the_file(run, articles) -> None:
    ran = run("list", articles, "--format", "json")
    assert ran.status == 0
    found = [json.loads(line) for line in ran.lines]
    assert [article["path"] for article in found] == PATHS
    assert all(list(article) == KEYS for article in found)
    assert found[0] == {
        "path": "2021/robots.md", "title": "Robots &#038; people at work", "excerpt": "A study of hands.",
        "category": "news", "type": "article", "quality": 53, "heat": -1, "published": False,
        "topics": ["AI", "Robotics"], "publishedDateTime": "2021-03-18T10:53:00Z", "provider": "Lab Notes",
        "providerDomain": "lab.example", "webUrl": "https://lab.example/robots", "originalUrl": "", "images": 1,
        "related": 1, "problem": None, "reviewed": False,
    }  # fmt: skip
    assert found[1]["quality"] == "about 70"
    assert found[1]["title"] == "新しい医療画像の研究"
    assert "新しい" in ran.text
    line, column, words = found[3]["problem"].split(":", 2)
    assert int(line) >= 1
    assert int(column) >= 1
    assert words.strip()


def test_csv_can_be_read_again(run, articles) -> None:
    ran = run("list", articles, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.text, newline="")))
    assert list(rows[0]) == KEYS
    assert [row["path"] for row in rows] == PATHS
    assert json.loads(rows[0]["topics"]) == ["AI", "Robotics"]
    assert rows[0]["published"] == "false"
    assert rows[1]["quality"] == "about 70"
    assert rows[5]["published"] == ""


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (["--where", "robot"], PATHS[:1]),
        (["--where", "医療画像"], PATHS[1:2]),
        (["--where", "-is:published"], [PATHS[0], "broken.md", "crlf.md", "stray.md"]),
        (["--where=is:problem"], ["broken.md"]),
        (["--sort", "quality", "--where", "quality>0"], ["crlf.md", "bom no end.txt", "stray.md", "2021/robots.md"]),
        (["--sort", "-quality", "--where", "quality>0"], ["2021/robots.md", "stray.md", "bom no end.txt", "crlf.md"]),
        (["--sort=-quality", "--limit", "2"], ["2021/robots.md", "stray.md"]),
        (["--sort", "-publishedDateTime", "--limit", "1"], PATHS[:1]),
        (["--limit", "0"], []),
    ],
)  # fmt: skip
def test_where_sort_and_limit(run, articles, arguments, paths) -> None:
    ran = run("list", articles, *arguments, "--format", "paths")
    assert (ran.status, ran.lines) == (0, paths)


def test_options_may_stand_between_paths(run, articles) -> None:
    ran = run("list", articles / "crlf.md", "--format", "paths", articles / "stray.md")
    assert ran.lines == ["crlf.md", "stray.md"]


def test_named_files_are_taken_whatever_their_names(run, articles) -> None:
    (articles / "site.yml").write_bytes(b"title: All YAML\n")
    assert "site.yml" not in run("list", articles, "--format", "paths").text
    assert run("list", articles / "site.yml", "--format", "paths").lines == ["site.yml"]
    assert run("list", articles / "site.yml", articles / "2021", "--format", "paths").lines == [*PATHS[:2], "site.yml"]


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_the_table_fits_the_terminal(run, articles, monkeypatch, width) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run("list", articles)
    assert len(ran.lines) == 7
    assert all(cells(line) <= width for line in ran.lines)
    assert "Robots & pe" in ran.text


def test_the_table_says_what_has_unsaved_edits_and_problems(run, articles, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    library = Library(articles, Home.default())
    library.refresh()
    library.stage("Set quality", [SetValue(("quality",), 99)], ["crlf.md"])
    library.close()
    lines = run("list", articles).lines
    assert "○ unpublished*       99" in lines[5]
    assert "▲ problem" in lines[4]
    assert run("list", articles, "--where", "is:modified", "--format", "paths").lines == ["crlf.md"]
    assert json.loads(run("list", articles, "--where", "is:modified", "--format", "json").text)["quality"] == 99
    assert (articles / "crlf.md").read_bytes().count(b"99") == 0


def test_review_marks_of_the_window_are_found(run, articles) -> None:
    library = Library(articles, Home.default())
    library.reviewing.review(["crlf.md"])
    library.close()
    assert run("list", articles, "--where", "is:reviewed", "--format", "paths").lines == ["crlf.md"]


def test_nothing_found_is_said(run, articles) -> None:
    ran = run("list", articles, "--where", "zebra")
    assert (ran.status, ran.out, ran.err) == (0, b"", "No article answers the query.\n")


def test_a_terminal_is_not_commanded_by_a_title(run, articles) -> None:
    (articles / "evil.md").write_bytes(b'---\ntitle: "\\e[31mred\\x07"\n---\n')
    assert b"\x1b" not in run("list", articles).out
    assert json.loads(run("list", articles / "evil.md", "--format", "json").text)["title"] == "\x1b[31mred\x07"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these file systems refuse such names")
def test_odd_names_survive(start, run, articles) -> None:
    os.mkdir(articles / "odd")
    odd = [b"new\nline.md", b'"quoted".md', b"not utf-8 \xff.md", "é ü.md".encode()]
    for name in odd:
        Path(os.fsdecode(os.path.join(os.fsencode(articles / "odd"), name))).write_bytes(b"---\ntitle: Odd\n---\n")
    listed = [json.loads(line)["path"] for line in run("list", articles / "odd", "--format", "json").lines]
    assert sorted(map(os.fsencode, listed)) == sorted(odd)
    paths = start("list", articles / "odd", "--format", "paths").out.split(b"\n")[:-1]
    assert sorted(paths) == sorted([b'"new\\nline.md"', b'"\\"quoted\\".md"', b"not utf-8 \xff.md", odd[3]])
    assert start("list", articles / "odd").status == 0
    assert start("list", articles / "odd", "--format", "csv").status == 0


@bound_by_permissions
def test_what_cannot_be_read_fails_the_command(run, articles) -> None:
    (articles / "2021").chmod(0)
    ran = run("list", articles)
    (articles / "2021").chmod(0o755)
    assert ran.status == 1
    assert "2021: " in ran.err


def test_what_no_article_has_is_told_at_its_place(run, articles) -> None:
    ran = run("list", articles, "--where", "医療 qality>3")
    assert ran.status == 2
    told = ran.err.splitlines()
    assert "did you mean quality?" in told[0] and "(column 4)" in told[0]
    assert told[1:3] == ["  医療 qality>3", "       ^"]


def test_of_a_long_query_the_piece_around_the_mistake_is_shown(run, articles) -> None:
    ran = run("list", articles, "--where", f"{'word ' * 30}quality>many {'word ' * 30}")
    words, shown, mark = ran.err.splitlines()
    assert words.endswith("(column 159)")
    assert shown[mark.index("^") :].startswith("many") and len(shown) < 130


def test_what_is_locked_is_said_to_be(run, articles) -> None:
    ran = run("list", articles, "--where", "secured:*")
    assert ran.status == 2 and "is locked" in ran.err
