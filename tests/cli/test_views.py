import json

import pytest

from reviewer.library.catalog.schema import Sort
from reviewer.library.home import Home
from reviewer.library.own_views import own_views
from reviewer.library.view_file import PLACE
from reviewer.library.views import View, record_of
from reviewer.session.settings import VIEWS, Settings


def test_a_shared_view_says_what_is_listed_and_how(run, articles) -> None:
    (articles / PLACE).parent.mkdir()
    (articles / PLACE).write_text("views:\n- name: Odd ones\n  search: robot or is:problem\n  sort: path\n")
    assert run("list", articles, "--view", "odd ones", "--format", "paths").lines == ["broken.md", "2021/robots.md"]
    narrowed = run("list", articles, "--view", "Odd ones", "--where", "is:problem", "--format", "paths")
    assert narrowed.lines == ["broken.md"]
    sorted_anew = run("list", articles, "--view", "Odd ones", "--sort", "path", "--format", "paths")
    assert sorted_anew.lines == ["2021/robots.md", "broken.md"]


def test_own_views_and_those_that_are_built_in_come_before_shared_ones(run, articles, home) -> None:
    own = [
        View('Ünlöng; 日本 "a\\b"', "robot or crlf"),
        View("Mine", 'path:re:"^(2021|crlf)" -"x"', Sort("path", False), "table", "Alt+6"),
    ]
    folder = Home.default().settings
    folder.mkdir(parents=True)
    settings = Settings(folder)
    settings.set(VIEWS, [*(json.dumps(record_of(view), ensure_ascii=False) for view in own), "no view"])
    settings.write()
    assert own_views(Home.default()) == tuple(own)
    (articles / PLACE).parent.mkdir()
    (articles / PLACE).write_text("views:\n- name: MINE\n- name: Theirs\n  sort: qualty\n- name: Published\n")
    mine = run("list", articles, "--view", "mine", "--format", "paths")
    assert mine.lines == ["2021/robots.md", "2021/scans.md", "crlf.md"]
    assert "“Mine” is your own, and is taken before the shared one." in mine.err
    published = run("list", articles, "--view", "published", "--format", "paths")
    assert published.lines == run("list", articles, "--where", "is:published", "--format", "paths").lines
    assert "“Published” is built in" in published.err
    theirs = run("list", articles, "--view", "theirs", "--format", "paths")
    assert theirs.status == 0 and len(theirs.lines) == 6 and "line 4: “sort: qualty” is no order" in theirs.err
    (articles / PLACE).write_text("views: [\n")
    assert run("list", articles, "--view", "mine", "--format", "paths").lines == mine.lines


def test_a_view_asks_for_what_it_asks_for_in_the_window_and_is_narrowed(run, articles) -> None:
    (articles / PLACE).parent.mkdir()
    views = {
        "Odd": "robot) or is:problem",
        "Pattern": "re:[(]x or robot",
        "Field": "robot wibble:3",
    }
    wrong = {"Wrong": "a quality:x", "Open": 'robot "people at wor', "Half": "topic:“"}
    lines = [f"- name: {name}\n  search: {json.dumps(text)}\n" for name, text in {**views, **wrong}.items()]
    (articles / PLACE).write_text("views:\n" + "".join(lines))

    def listed(name: str, *where: str) -> list[str]:
        return run("list", articles, "--view", name, *where, "--format", "paths").lines

    alone = {name: listed(name) for name in views}
    assert alone["Odd"] == ["2021/robots.md", "broken.md"] and alone["Pattern"] == ["2021/robots.md"]
    for name in ("Odd", "Pattern"):
        assert listed(name, "--where", "path:2021 or is:problem") == alone[name]
        assert listed(name, "--where", "crlf") == []
    for name, column in (("Field", 7), ("Wrong", 11), ("Open", 7), ("Half", 7)):
        refused = run("list", articles, "--view", name, "--where", "path:2021")
        mark = " " * (column + 1) + "^"
        assert refused.status == 2 and f"reviewer: view “{name}”: " in refused.err and f"\n{mark}\n" in refused.err
    for where, mark in (("robot wobble:1", " " * 8 + "^"), ("", "  ^"), ('a "b', "    ^"), ("a (b", " " * 4 + "^")):
        wrong = run("list", articles, "--view", "Odd", "--where", where)
        assert wrong.status == 2 and wrong.err.startswith("reviewer: --where: ") and wrong.err.endswith(f"\n{mark}\n")
    nameless = run("list", articles, "--view", "")
    assert nameless.status == 2 and "there is no view “”" in nameless.err


def test_a_shared_view_without_a_name_is_told_where_one_is_looked_for_in_vain(run, articles) -> None:
    (articles / PLACE).parent.mkdir()
    (articles / PLACE).write_text("views:\n- nam: Odd\n  search: robot\n- name: Even\n- name: EVEN\n  search: robot\n")
    even = run("list", articles, "--view", "even", "--format", "paths")
    assert even.status == 0 and len(even.lines) == 6 and "left out" not in even.err
    assert "“Even” is there twice: " in even.err and "line 5: the first one is taken" in even.err
    odd = run("list", articles, "--view", "odd")
    assert odd.status == 2 and "there is no view “odd”" in odd.err and "did you mean “name:”?" in odd.err


@pytest.mark.parametrize("options", [("--where", "a", "--where=b"), ("--view", "All", "--view", "")])
def test_what_would_take_the_place_of_what_was_asked_before_is_a_mistake(run, articles, options) -> None:
    twice = run("list", articles, *options)
    assert twice.status == 2 and f"{options[0]} is given twice" in twice.err
    assert run("publish", articles, "--where", "is:unpublished", "--dry-run", "--where", "robot").status == 2


@pytest.mark.parametrize("text", ["", "[views]\nsaved=5\n", '[views]\nsaved="[\n', "[views]\nsaved=[1]\n"])
def test_settings_without_views(home, text) -> None:
    folder = Home.default().settings
    folder.mkdir(parents=True)
    (folder / "settings.ini").write_text(text)
    assert own_views(Home.default()) == ()


def test_a_view_that_is_not_there_is_a_mistake(run, articles) -> None:
    unknown = run("list", articles, "--view", "x")
    assert unknown.status == 2 and "there is no view “x”" in unknown.err and "“Problems”" in unknown.err
    (articles / PLACE).parent.mkdir()
    (articles / PLACE).write_text("views: [\n")
    assert "line 2" in run("list", articles, "--view", "x").err
