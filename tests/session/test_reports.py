import pytest

from reviewer.library.messages import RefreshReport, SaveReport, StageReport
from reviewer.session import reports

MANY = [f"{number}.md" for number in range(1200)]
REFUSED = [("x.md", "the key is there twice")]
MANY_REFUSED = [(path, "no room") for path in MANY[:3]]


@pytest.mark.parametrize(
    ("report", "words", "kind", "undoable"),
    [
        (StageReport(1, MANY, name="Publish 1,200 articles"), "Published 1,200 articles", "success", True),
        (
            StageReport(1, MANY[:2], ["a.md"], name="Publish 2 articles"),
            "Published 2 articles · 1 was so already",
            "success",
            True,
        ),
        (
            StageReport(1, MANY[:2], [], REFUSED, name="Set quality of 2 articles to 4"),
            "Set quality of 2 articles to 4 · x.md was not changed: the key is there twice",
            "warning",
            True,
        ),
        (StageReport(None, [], [], REFUSED), "x.md was not changed: the key is there twice", "warning", False),
        (StageReport(None, [], [], MANY_REFUSED), "3 cannot be changed: Publish", "warning", False),
        (StageReport(None, [], MANY[:3]), "Publish: nothing to change", "plain", False),
        (
            StageReport(1, MANY[:9], name="Tidy 9 articles", stopped=True),
            "Done: Tidy 9 articles · stopped",
            "success",
            True,
        ),
    ],
)
def test_steps(report: StageReport, words: str, kind: str, undoable: bool) -> None:
    message = reports.of_step(report, "Publish {articles}")
    assert message is not None
    assert (message.words, message.kind, message.undoable) == (words, kind, undoable)
    told = report.refused if len(report.refused) > reports.FEW else []
    assert message.details == tuple(f"{path}: {reason}" for path, reason in told)
    assert message.about == reports.EDITS


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Set quality of {articles} to 60", "Set quality to 60"),
        ("Lower quality of {articles} by 10", "Lower quality by 10"),
        ("Add topic “AI” to {articles}", "Add topic “AI”"),
        ("Remove topic “AI” from {articles}", "Remove topic “AI”"),
    ],
)
def test_a_step_that_changed_nothing_is_named_without_a_hole(name: str, words: str) -> None:
    message = reports.of_step(StageReport(None, [], MANY[:1]), name)
    assert message is not None and message.words == f"{words}: nothing to change"


def test_one_changed_row_says_it_itself() -> None:
    assert reports.of_step(StageReport(1, ["a.md"], name="Publish article"), "Publish {articles}") is None
    assert reports.of_step(StageReport(None, stopped=True), "Publish {articles}") is None


def test_conflicts_are_told_by_what_happened() -> None:
    assert reports.of_conflicts(3).words == "3 articles are in conflict: another program changed the same fields"
    assert reports.of_conflicts(1, 1).words == "1 article was deleted or moved: revert, or put its file back"
    assert reports.of_conflicts(2, 2).words == "2 articles were deleted or moved: revert, or put their files back"
    assert reports.of_conflicts(3, 1).words.endswith("changed the same fields · 1 was deleted or moved")
    assert reports.of_conflicts(1, 0, ("it cannot be read",)).words == "1 article is in conflict: it cannot be read"


def test_reasons_of_two_articles_are_plural() -> None:
    report = StageReport(None, [], [], [("a.md", "it was changed"), ("b.md", "it was changed")])
    message = reports.of_step(report, "Publish {articles}")
    assert message is not None and message.words == "a.md and b.md were not changed: they were changed"


def test_back_and_forth() -> None:
    report = StageReport(1, MANY[:2], name="Publish 2 articles")
    assert reports.of_step_back(report, is_undo=True).words == "Undone: Publish 2 articles"
    assert reports.of_step_back(report, is_undo=False).words == "Done again: Publish 2 articles"
    taken = StageReport(1, MANY[:2], name="Undo: Save 2 articles")
    assert reports.past(taken.name) == "“Save 2 articles” is taken back"
    assert reports.of_step_back(taken, is_undo=True).words == "“Save 2 articles” is no longer taken back"
    assert reports.of_step_back(taken, is_undo=False).words == "“Save 2 articles” is taken back again"
    partly = reports.of_step_back(StageReport(1, MANY[:2], [], REFUSED, "Publish 3 articles"), is_undo=True)
    assert partly.kind == "warning" and partly.words.endswith(" · x.md was not changed: the key is there twice")


@pytest.mark.parametrize(
    ("report", "words", "kind"),
    [
        (SaveReport(MANY), "1,200 saved", "success"),
        (SaveReport(MANY[:487], failed=[("a", "b")] * 4), "487 saved, 4 failed", "error"),
        (SaveReport(["a"], stopped=True), "1 saved, stopped, the rest is not saved yet", "warning"),
        (SaveReport(), "There is nothing to save", "plain"),
        (SaveReport(failed=[("a.md", "no room")]), "a.md was not saved: no room", "error"),
        (
            SaveReport(["a"], failed=[("b.md", "no room"), ("c/d.md", "no room")]),
            "1 saved · b.md and c/d.md were not saved: no room",
            "error",
        ),
        (
            SaveReport(failed=[("b.md", "no room"), ("c.md", "it is gone")]),
            "b.md was not saved: no room · c.md was not saved: it is gone",
            "error",
        ),
        (SaveReport(failed=[("d/" * 99 + "e.md", "gone")]), "…" + "/d" * 27 + "/e.md was not saved: gone", "error"),
        (SaveReport(failed=MANY_REFUSED), "0 saved, 3 failed", "error"),
    ],
)
def test_saves(report: SaveReport, words: str, kind: str) -> None:
    message = reports.of_save(report)
    assert (message.words, message.kind, message.about) == (words, kind, reports.SAVES)
    assert bool(message.details) is (len(report.failed) > reports.FEW)


def test_reading_again() -> None:
    assert reports.of_refresh(RefreshReport(added=9), is_told=False) is None
    told = reports.of_refresh(RefreshReport(added=1, removed=2), is_told=True)
    assert told is not None and told.words == "Read again: 1 new, 2 gone"
    told = reports.of_refresh(RefreshReport(failed=[("a.md", "no permission")]), is_told=False)
    assert told is not None and told.kind == "error" and told.words == "a.md was not read: no permission"
    told = reports.of_refresh(RefreshReport(failed=MANY_REFUSED), is_told=False)
    assert told is not None and told.words == "3 articles could not be read" and len(told.details) == 3


def test_reading_that_was_stopped_can_go_on() -> None:
    told = reports.of_refresh(RefreshReport(added=9, stopped=True), is_told=False)
    assert told is not None and told.goes_on and told.kind == "warning"
    told = reports.of_refresh(RefreshReport(failed=[("a.md", "no permission")], stopped=True), is_told=False)
    assert told is not None and told.goes_on and told.words == "a.md was not read: no permission · reading stopped"


@pytest.mark.parametrize(
    ("merged", "given_up", "words"),
    [
        (2, 0, "Merged what others wrote into 2 articles"),
        (0, 1, "The edits of 1 article are in the files already"),
        (1, 1200, "Merged what others wrote into 1 article · The edits of 1,200 articles are in the files already"),
    ],
)
def test_what_became_of_edits_is_told(merged: int, given_up: int, words: str) -> None:
    for is_told in (True, False):
        told = reports.of_refresh(RefreshReport(merged=merged, given_up=given_up), is_told)
        assert told is not None and told.words == words


def test_edits_of_an_earlier_run_are_told() -> None:
    assert reports.of_start(0) is None
    one, many = reports.of_start(1), reports.of_start(1200)
    assert one is not None and many is not None
    assert one.words == "1 article has unsaved edits from last time"
    assert many.words == "1,200 articles have unsaved edits from last time"
    assert (many.kind, many.search) == ("plain", "is:modified")
