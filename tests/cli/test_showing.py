import json

from reviewer.articles.edits import SetValue
from reviewer.library.home import Home
from reviewer.library.library import Library


def test_text_shows_everything_there_is(run, articles) -> None:
    ran = run("show", articles / "2021" / "robots.md")
    assert ran.status == 0
    for words in ("Robots & people at work", "A study of hands.", "robots.md", "unpublished", "53", "Lab Notes",
                  "AI, Robotics", "locked, 13 characters", "/robots.png  640 × 400", "Related 1: Hands", "quality 20",
                  "https://other.example/hands", "The body."):  # fmt: skip
        assert words in ran.text
    assert "abcdefgh" not in ran.text


def test_json_has_all_that_the_article_has(run, articles) -> None:
    found = json.loads(run("show", articles / "2021" / "robots.md", "--format", "json").text)
    assert found["images"] == [{"url": "/robots.png", "width": 640, "height": 400, "isCached": True}]
    assert found["related"][0]["provider"] == "Other"
    assert found["body"].strip() == "The body."
    assert found["problem"] is None
    fields = {field["path"]: field for field in found["fields"]}
    assert fields["quality"]["value"] == 53
    assert fields["provider.domain"]["value"] == "lab.example"
    assert (fields["secured"]["value"], fields["secured"]["locked"]) == (13, True)


def test_a_problem_is_shown_with_its_place(run, articles) -> None:
    ran = run("show", articles / "broken.md")
    assert ran.status == 0
    assert "Problem" in ran.text
    problem = json.loads(run("show", articles / "broken.md", "--format", "json").text)["problem"]
    assert problem.split(":")[0].isdigit()


def test_unsaved_edits_are_shown(run, articles) -> None:
    library = Library(articles, Home.default())
    library.refresh()
    library.stage("Set quality", [SetValue(("quality",), 99)], ["crlf.md"])
    library.close()
    assert "with unsaved edits" in run("show", articles / "crlf.md").text
    assert json.loads(run("show", articles / "crlf.md", "--format", "json").text)["quality"] == 99


def test_a_folder_or_nothing_is_no_article(run, articles) -> None:
    assert run("show", articles).status == 2
    ran = run("show", articles / "missing.md")
    assert ran.status == 2
    assert "missing.md" in ran.err
