from reviewer.library.view_file import PLACE


def test_a_shared_view_says_what_is_listed_and_how(run, articles) -> None:
    (articles / PLACE).parent.mkdir()
    (articles / PLACE).write_text("views:\n- name: Odd ones\n  search: robot or is:problem\n  sort: path\n")
    assert run("list", articles, "--view", "odd ones", "--format", "paths").lines == ["broken.md", "2021/robots.md"]
    narrowed = run("list", articles, "--view", "Odd ones", "--where", "is:problem", "--format", "paths")
    assert narrowed.lines == ["broken.md"]
    sorted_anew = run("list", articles, "--view", "Odd ones", "--sort", "path", "--format", "paths")
    assert sorted_anew.lines == ["2021/robots.md", "broken.md"]


def test_a_view_that_is_not_there_is_a_mistake(run, articles) -> None:
    unknown = run("list", articles, "--view", "x")
    assert unknown.status == 2 and "shares no view “x”; it has none" in unknown.err
    (articles / PLACE).parent.mkdir()
    (articles / PLACE).write_text("views: [\n")
    assert "line 2" in run("list", articles, "--view", "x").err
